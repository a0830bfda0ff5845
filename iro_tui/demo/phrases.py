"""The words of the invented caseload: data files a person can edit, and the drawing of lines from them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random
from types import MappingProxyType

Line = Mapping[str, str]
"""One row of a data file by column."""


@cache
def lines(name: str) -> tuple[Line, ...]:
    """Return the rows of one data file, in file order."""
    from importlib.resources import files

    text = files("iro_tui.demo").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(MappingProxyType(row) for row in csv.DictReader(io.StringIO(text, newline="")))


def fits(line: Line, age: int, needs: frozenset[str]) -> bool:
    """Whether a line may be said of a child of that age to whom these needs apply."""
    youngest, oldest, needed = _bounds(line["from_age"], line["to_age"], line["needs"])
    return youngest <= age <= oldest and needed <= needs


@cache
def _kept(name: str, among: tuple[tuple[str, str], ...]) -> tuple[Line, ...]:
    return tuple(line for line in lines(name) if all(line[column] == value for column, value in among))


@cache
def _bounds(youngest: str, oldest: str, needs: str) -> tuple[int, int, frozenset[str]]:
    return int(youngest), int(oldest), frozenset(needs.split())


@dataclass
class Phrases:
    """Draws lines so that the same one comes back as late as possible, and never twice for one child."""

    chance: Random
    _turn: dict[int, int] = field(default_factory=dict)

    def draw(
        self,
        name: str,
        age: int,
        needs: frozenset[str],
        said: set[tuple[str, str]],
        *,
        among: Mapping[str, str] | None = None,
        text: str = "text",
        count: int = 1,
    ) -> list[Line]:
        """Return up to `count` lines that fit, the least used first.

        Args:
            name: the data file.
            age: the child's age on that day.
            needs: what applies to the child.
            said: what was drawn for this child before, by file and text; what is drawn now is added.
            among: only lines with these values in these columns.
            text: the column that may not come twice.
            count: the most lines wanted; fewer come when fewer fit.
        """
        found = [
            line
            for line in _kept(name, tuple(sorted((among or {}).items())))
            if fits(line, age, needs) and (name, line[text]) not in said
        ]
        # A young person who came alone speaks of other things than one whose family is near.
        if "uasc" in needs and any("uasc" in line["needs"] for line in found):
            found = [line for line in found if "uasc" in line["needs"]]
        self.chance.shuffle(found)
        found.sort(key=lambda line: self._turn.get(id(line), 0))
        drawn = found[:count]
        for line in drawn:
            self._turn[id(line)] = self._turn.get(id(line), 0) + 1
            said.add((name, line[text]))
        return drawn


def shuffled(chance: Random, items: Sequence[str], weights: Sequence[int], length: int) -> list[str]:
    """Return `length` items in about these proportions, in random order; the commonest takes the rounding."""
    total = sum(weights)
    deck = [
        item
        for item, weight in zip(items, weights, strict=True)
        for _ in range(round(length * weight / total))
    ]
    most = items[list(weights).index(max(weights))]
    deck += [most] * (length - len(deck))
    chance.shuffle(deck)
    return deck[:length]
