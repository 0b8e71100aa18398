"""Times, numbers and ids as the wire writes them (contract 1.0, 5.24, 5.32)."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from web.values import cursor_time, parse_time, parse_uuid, parse_whole, wire_time


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026-01-15T10:00:00Z", "2026-01-15T10:00:00Z"),
        ("2026-01-15t10:00:00z", "2026-01-15T10:00:00Z"),
        ("2026-01-15 10:00:00Z", "2026-01-15T10:00:00Z"),
        ("2026-01-15T10:00:00", "2026-01-15T10:00:00Z"),
        ("2026-01-15T10:00", "2026-01-15T10:00:00Z"),
        ("20260115T100000Z", "2026-01-15T10:00:00Z"),
        ("2026-01-15T10:00:00+02:00", "2026-01-15T08:00:00Z"),
        ("2026-01-15T10:00:00-0530", "2026-01-15T15:30:00Z"),
        ("2026-01-15T10:00:00+02", "2026-01-15T08:00:00Z"),
        ("2026-01-15T10:00:00.5Z", "2026-01-15T10:00:00.500000Z"),
        ("2026-01-15T10:00:00,25Z", "2026-01-15T10:00:00.250000Z"),
        ("2026-01-15T10:00:00.000000Z", "2026-01-15T10:00:00Z"),
        ("2026-01-15T10:00:00.000001Z", "2026-01-15T10:00:00.000001Z"),
        ("2026-01-15T10:00:00.123456789Z", "2026-01-15T10:00:00.123456Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
    ],
)
def test_times_in_and_out(text, told):
    assert wire_time(parse_time(text)) == told


@pytest.mark.parametrize(
    "value",
    [
        "",
        "now",
        "2026-01-15",
        "2026-01-15T",
        "10:00:00",
        "1768471200",
        "2026-W03-4T10:00:00Z",
        "2026-015T10:00:00Z",
        "2026-02-30T10:00:00Z",
        "2026-01-15T24:00:01Z",
        "2026-01-15T10:60:00Z",
        "2026-01-15T10:00:60Z",
        "2026-01-15T10:00:00+24:00",
        "2026-01-15T10:00:00 +02:00",
        "2026-01-15T10:00:00Z ",
        " 2026-01-15T10:00:00Z",
        "2026-01-15T10:00:00Z\n",
        "2026-01-15x10:00:00Z",
        "٢٠٢٦-01-15T10:00:00Z",
        "0000-01-01T00:00:00Z",
        "10000-01-01T00:00:00Z",
        "+2026-01-15T10:00:00Z",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        1768471200,
        1.5,
        True,
        None,
        [],
    ],
)
def test_what_is_no_time(value):
    with pytest.raises(ValueError, match=r"Input"):
        parse_time(value)


def test_a_cursors_time_always_has_six_digits():
    moment = datetime(2026, 1, 15, 12, 0, tzinfo=timezone(timedelta(hours=2)))
    assert cursor_time(moment) == "2026-01-15T10:00:00.000000Z"
    assert cursor_time(moment.replace(microsecond=7)) == "2026-01-15T10:00:00.000007Z"
    assert parse_time(cursor_time(moment)) == moment.astimezone(UTC)


@pytest.mark.parametrize("value", [42, 42.0, -42, 0, 1e3, 2**63 - 1, -(2**63)])
def test_whole_numbers(value):
    number = parse_whole(value)
    assert number == value
    assert type(number) is int


@pytest.mark.parametrize(
    "value", [42.5, True, False, "42", None, [], float("nan"), float("inf"), 1e300, 2**63]
)
def test_what_is_no_whole_number(value):
    with pytest.raises(ValueError, match=r"Input"):
        parse_whole(value)


def test_uuids_in_any_case_but_one_form():
    canonical = "3c90c3cc-0d44-4b50-8888-8dd25736052a"
    assert str(parse_uuid(canonical.upper())) == canonical
    for other in (canonical.replace("-", ""), f"{{{canonical}}}", f"urn:uuid:{canonical}", "", 5):
        with pytest.raises(ValueError, match=r"UUID"):
            parse_uuid(other)
