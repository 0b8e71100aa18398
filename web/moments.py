"""Times near the ends of the calendar: callers may send them, and pages must show them."""

from datetime import UTC, datetime, timedelta, tzinfo

FIRST = datetime.min.replace(tzinfo=UTC)
LAST = datetime.max.replace(tzinfo=UTC)


def local(moment: datetime, zone: tzinfo) -> datetime:
    """The moment in the zone; in UTC where the zone has it outside the years 1 to 9999."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment.astimezone(UTC)


def shifted(moment: datetime, ms: int) -> datetime:
    """The moment so many milliseconds later, at most the last there is, at least the first."""
    try:
        return moment + timedelta(milliseconds=ms)
    except OverflowError:
        return LAST if ms > 0 else FIRST
