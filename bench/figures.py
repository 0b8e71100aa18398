"""Figures, how they are taken and how they are shown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Figure:
    """What was found: in one value, or the least and the median of many."""

    what: str
    values: list[float]
    unit: str
    beside: str = ""  # the ratio to another figure, which a noisy machine leaves as it is
    note: str = ""

    @property
    def least(self) -> float:
        return min(self.values)

    @property
    def median(self) -> float:
        return median(self.values)

    def times(self, other: "Figure") -> str:
        return f"{self.median / other.median:.1f} × {other.what}"


def milliseconds(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return 1000 * (perf_counter() - began)


def in_turn(acts: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """The milliseconds of each act, taken in turn, so that a busy moment meets all of them.

    The first round is for caches to fill, and not counted.
    """
    taken = {name: [] for name in acts}
    for _ in range(rounds + 1):
        for name, act in acts.items():
            taken[name].append(milliseconds(act))
    return {name: times[1:] for name, times in taken.items()}


def table(title: str, figures: Iterable[Figure]) -> str:
    return "\n".join([f"{title:<46}{'least':>14}{'median':>14}", *map(line, figures)])


def line(figure: Figure) -> str:
    least, middle = f"{number(figure.least)} {figure.unit}", ""
    if len(figure.values) > 1:
        middle = f"{number(figure.median)} {figure.unit}"
    rest = "   ".join(filter(None, [figure.beside, figure.note]))
    return f"  {figure.what:<44}{least:>14}{middle:>14}   {rest}".rstrip()


def number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:,.1f}"
