"""One measured figure, and how long things take."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True)
class Figure:
    """One measured figure beside its floor."""

    what: str
    ms: float
    floor: str
    """What it is held against, measured in turns with it."""
    floor_ms: float
    at_most: float
    """The highest ratio that is good enough, on a busy machine too."""
    target_ms: float | None = None
    """What it must reach on an idle machine; None where only the ratio is promised."""

    @property
    def ratio(self) -> float:
        """How many times the floor."""
        return self.ms / self.floor_ms

    @property
    def ok(self) -> bool:
        """Whether the ratio is good enough; the target in milliseconds is shown, and decides nothing."""
        return self.ratio <= self.at_most


def once(work: Callable[[], Any]) -> float:
    """Return the milliseconds of one run."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def in_turns(work: Callable[[], Any], floor: Callable[[], Any], times: int) -> tuple[float, float]:
    """Return the median milliseconds of both, after one run each to warm up.

    They run in turns, so that a busy moment of the machine hits both.
    """
    work()
    floor()
    taken, least = [], []
    for _ in range(times):
        taken.append(once(work))
        least.append(once(floor))
    return statistics.median(taken), statistics.median(least)


def percentile(values: Sequence[float], share: int) -> float:
    """Return the value under which so many of a hundred lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) * share // 100, len(ordered) - 1)]
