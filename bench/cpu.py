"""Processor time, which a busy machine leaves about as it is."""

import os
import resource
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
# Of /proc/*/stat, after the name in brackets; ENDED are those of children that ended
PARENT, GROUP, USER, SYSTEM, ENDED_USER, ENDED_SYSTEM = 1, 2, 11, 12, 13, 14


def of_ended_children() -> float:
    """Seconds of all children that ended and were waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def of_group(process: int) -> float:
    """Seconds of a process that leads a group, and of those in it that live."""
    stats = [stat for stat in map(fields, Path("/proc").glob("[0-9]*/stat")) if stat]
    ours = [stat for stat in stats if int(stat[GROUP]) == process]
    return sum(int(stat[USER]) + int(stat[SYSTEM]) for stat in ours) / TICKS


def of_family(process: int) -> float:
    """Seconds of a process, of its living children, and of those that ended."""
    own = fields(Path(f"/proc/{process}/stat"))
    stats = [stat for stat in map(fields, Path("/proc").glob("[0-9]*/stat")) if stat]
    living = [stat for stat in stats if int(stat[PARENT]) == process]
    ended = int(own[ENDED_USER]) + int(own[ENDED_SYSTEM])
    return (ended + sum(int(stat[USER]) + int(stat[SYSTEM]) for stat in [own, *living])) / TICKS


def fields(path):
    try:
        return path.read_text().rpartition(")")[2].split()
    except OSError:
        return None  # ended meanwhile
