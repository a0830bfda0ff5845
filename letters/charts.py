"""Charts of the annual report as pictures, each with the words a screen reader says in its place.

The only room that draws: the plotting library is imported here and nowhere else, when a report is written.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from textwrap import wrap
from typing import Any

BAR = "#3F5E7C"
SECOND = "#F0C9C2"
_EDGE = "#7A2F25"
_LOOKS: tuple[dict[str, Any], ...] = (
    {"color": BAR},
    {"color": SECOND, "edgecolor": _EDGE, "hatch": "////", "linewidth": 0.6},
)
"""Dark and plain, light and hatched: told from each other on a printer without colour too."""
_WIDTH, _DPI = 6.3, 150
"""Inches of the text's width, and dots to the inch."""
_LINE = 36
"""Letters of a name on one line beside its bar."""
_LETTER = 0.08
"""Inches of a letter of 9 points, a wide one."""
_LINE_HEIGHT, _ROW = 0.155, 0.3
"""Inches of a line of 9 points, and of a row of bars whose name stands on one or two."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture."""

    png: bytes
    says: str
    """The alternative text: what the picture shows, with its numbers."""


def columns(
    title: str,
    labels: Sequence[str],
    rows: Sequence[tuple[str, Sequence[float]]],
    *,
    stacked: bool = False,
) -> Chart:
    """Upright bars: one group for each label, side by side or on top of each other.

    Args:
        title: what is shown; it opens the alternative text.
        labels: under the groups.
        rows: name and values of one or two series, as long as the labels.
        stacked: on top of each other.
    """
    figure, axes = _page(2.6, left=0.35, bottom=0.3, top=0.35)
    places = list(range(len(labels)))
    width = 0.7 if stacked else 0.8 / max(1, len(rows))
    below = [0.0] * len(labels)
    for number, ((name, values), look) in enumerate(zip(rows, _LOOKS, strict=False)):
        shift = 0.0 if stacked else (number - (len(rows) - 1) / 2) * width
        at = [place + shift for place in places]
        drawn = axes.bar(at, values, width, bottom=below if stacked else None, label=name, **look)
        numbers = [f"{value:g}" if value else "" for value in values]
        if stacked and number == 0:
            axes.bar_label(drawn, numbers, fontsize=8, label_type="center", color="white")
        else:
            # Over the bar, where it names the part on top: `2 late`.
            words = [f"{each} {name}" if each and stacked else each for each in numbers]
            axes.bar_label(drawn, words, fontsize=8)
        below = [low + value for low, value in zip(below, values, strict=True)]
    axes.set_xticks(places, labels)
    if len(rows) > 1:
        # Over the bars, where no number of theirs can stand.
        axes.legend(frameon=False, fontsize=9, loc="lower right", bbox_to_anchor=(1, 1), ncols=len(rows))
    said = "; ".join(
        f"{label}: " + ", ".join(f"{values[place]:g} {name}" for name, values in rows)
        for place, label in enumerate(labels)
    )
    return Chart(_png(figure), f"{title}. {said}.")


def bars(title: str, rows: Sequence[tuple[str, float]], unit: str = "") -> Chart:
    """Bars lying down, one for each name, the first at the top."""
    labels = ["\n".join(wrap(name, _LINE)) for name, _ in rows]
    names = max((len(line) for label in labels for line in label.splitlines()), default=0)
    # In inches, so that a name of three lines has the room it needs and no two names meet.
    heights = [max(_ROW, _LINE_HEIGHT * (label.count("\n") + 1) + 0.06) for label in labels]
    figure, axes = _page(0.2 + sum(heights), left=0.15 + names * _LETTER, right=0.6)
    places = [height / 2 - ends for height, ends in zip(heights, accumulate(heights), strict=True)]
    drawn = axes.barh(places, [value for _, value in rows], 0.7 * _ROW, color=BAR)
    axes.set_ylim(-sum(heights) or -_ROW, 0)
    axes.bar_label(drawn, [f"{value:g}{unit}" for _, value in rows], fontsize=9, padding=3)
    axes.set_yticks(places, labels)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    return Chart(_png(figure), f"{title}. {'; '.join(f'{name}: {value:g}{unit}' for name, value in rows)}.")


def _page(
    height: float, *, left: float, right: float = 0.1, bottom: float = 0.1, top: float = 0.1
) -> tuple[Any, Any]:
    """A figure and its axes; the margins are in inches, for measuring every word costs as much as drawing."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(_WIDTH, height), dpi=_DPI)
    width = _WIDTH - left - right
    axes = figure.add_axes((left / _WIDTH, bottom / height, width / _WIDTH, (height - bottom - top) / height))
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(labelsize=9, length=0)
    return figure, axes


def _png(figure: Any) -> bytes:
    drawn = io.BytesIO()
    # Without a software line and a date the same numbers give the same bytes.
    figure.savefig(drawn, format="png", metadata={"Software": None})
    return drawn.getvalue()
