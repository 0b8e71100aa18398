import pytest

from web.templatetags.amounts import duration, file_size, pace


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (None, ""),
        (0.2, "under a second"),
        (59.4, "59 s"),
        (60, "1 min"),
        (200, "3 min 20 s"),
        (3600, "1 h"),
        (3900, "1 h 5 min"),
    ],
)
def test_durations_in_words(seconds, text):
    assert duration(seconds) == text


@pytest.mark.parametrize(
    ("rate", "text"),
    [(1234.5, "1,234 a second"), (2.25, "2.2 a second"), (0.1, "6.0 a minute")],
)
def test_rates_in_words(rate, text):
    assert pace(rate) == text


@pytest.mark.parametrize(
    ("count", "text"), [(512, "512 bytes"), (38 * 1024, "38 KB"), (2 * 1024**3, "2 GB")]
)
def test_sizes_in_words(count, text):
    assert file_size(count) == text
