"""The choice of a time zone."""

import zoneinfo
from datetime import datetime
from itertools import groupby

AREAS = "Africa America Antarctica Asia Atlantic Australia Europe Indian Pacific".split()


def zone_choices(now: datetime, also: str) -> list:
    """UTC and the zones named for places, grouped by area; with `also` if it is another one."""
    named = sorted(n for n in zoneinfo.available_timezones() if n.partition("/")[0] in AREAS)
    areas = [
        (area, [(name, zone_label(name, now)) for name in names])
        for area, names in groupby(named, key=lambda name: name.partition("/")[0])
    ]
    odd = {"UTC", also}.difference(named)
    return [*((name, zone_label(name, now)) for name in sorted(odd)), *areas]


def zone_label(name, now):
    """“Istanbul (UTC+03:00)”, by the offset of now."""
    place = name.partition("/")[2] or name
    offset = now.astimezone(zoneinfo.ZoneInfo(name)).strftime("%z")
    return f"{place.replace('_', ' ').replace('/', ', ')} (UTC{offset[:3]}:{offset[3:]})"
