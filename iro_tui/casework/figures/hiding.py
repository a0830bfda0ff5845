"""Which cells of a year's figures are hidden, so that no small number can be worked out (practice.md 8.1).

A number of 1 to 4 is hidden, and so is a share whose rest is 1 to 4. Beside them the reader has every sum and
every other number that is printed. A hidden number is safe when all of that would be the same with one more
or one less of it; until it is, the number whose loss costs least is hidden with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from iro_tui.casework.figures.linked import UNJUDGED, Numbers, linked
from iro_tui.casework.figures.parts import Figure, Part

SMALL = 5
"""Counts from 1 up to below this are small."""

NEVER = frozenset({"reviews", "children", "looked after", "open", UNJUDGED})
"""Numbers of the whole caseload, which a report without would be none, and one that stands in a note."""

_DEAR = frozenset({"over four", "in time", "late", "13.PN0", "13.PN1"})
"""Numbers that many others are out of: hidden only where nothing else will do."""

_DEPTHS = (4, 8, 16)
"""Numbers that may differ at once in what else fits: few are tried first."""

_TRIES = 300
"""Steps of one such search; without an end to it a number counts as given away."""

Cell = tuple[int, str]
"""Figure and key of a part."""


@dataclass(frozen=True, slots=True)
class OfYear:
    """What is hidden of one year."""

    cells: frozenset[Cell]
    unsaid: frozenset[Cell]
    """Those of them that are not even said to be small, for that would give them away."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is hidden of some figures, and of what they say of the year before."""

    now: OfYear
    before: OfYear


def hidden(figures: Sequence[Figure]) -> Hidden:
    """What is to be hidden of figures that are read together."""
    return Hidden(
        _of_year([(figure, figure.parts) for figure in figures]),
        _of_year([(figure, figure.before_parts) for figure in figures]),
    )


def is_small(part: Part) -> bool:
    """Whether 1 to 4 records stand behind a part."""
    if part.unit == "change" or (part.number is not None and part.unit != "count"):
        return False
    # The numerator of a mean may be days: what is small about it is how many records it comes from.
    return 0 < (len(part.rows) or part.top if part.number is None else part.number) < SMALL


def _of_year(year: Sequence[tuple[Figure, Sequence[Part]]]) -> OfYear:
    numbers = linked(year)
    looked_at = _Search(numbers, _small_rests(numbers))
    looked_at.hide_until_safe()
    found, vague = set(), set()
    for figure, parts in year:
        for part in () if figure.typed else parts:
            cell = (figure.number, part.key)
            if is_small(part) or looked_at.hidden.intersection(numbers.parts[cell]):
                found.add(cell)
            if looked_at.unsaid.intersection(numbers.parts[cell][:1]):
                vague.add(figure.number)
    if any(number == 7 for number, _ in found):
        # With all months but one its mean gives the share of that one.
        found.add((7, "MEAN"))
    # Where one row of a figure does not say whether it is small, none does.
    return OfYear(frozenset(found), frozenset(cell for cell in found if cell[0] in vague))


def _small_rests(numbers: Numbers) -> Iterator[str]:
    """Note those a share leaves out where they are few: no row prints them, and they are to stay unknown."""
    for top, bottom in numbers.shares:
        rest, name = numbers.value[bottom] - numbers.value[top], f"{bottom} less {top}"
        if 0 < rest < SMALL and name not in numbers.value:
            numbers.value[name] = rest
            numbers.sums.append((bottom, (top, name)))
            yield name


class _Search:
    """Looks for what has to be hidden with the small numbers."""

    def __init__(self, numbers: Numbers, rests: Iterable[str]) -> None:
        # They are looked for before the numbers are taken over, for they add to them.
        self.hidden: set[str] = set(rests)
        self._value, self._labelled = numbers.value, numbers.labelled
        self._tied: dict[str, list[Mapping[str, int]]] = {}
        for tie in ({whole: -1, **dict.fromkeys(pieces, 1)} for whole, pieces in numbers.sums):
            for name in tie:
                self._tied.setdefault(name, []).append(tie)
        self._shares: dict[str, list[tuple[str, str]]] = {}
        for share in numbers.shares:
            for name in share:
                self._shares.setdefault(name, []).append(share)
        printed = [name for names in numbers.parts.values() for name in names]
        self._cost = {
            name: (name in _DEAR, printed.count(name), value) for name, value in self._value.items()
        }
        self.hidden |= {name for name, value in self._value.items() if 0 < value < SMALL}
        self.unsaid: set[str] = set()
        self._left = 0

    def hide_until_safe(self) -> None:
        """Hide more until nothing small can be worked out, then show again what need not be hidden."""
        given_up: set[str] = set()
        kept: set[str] = set()
        while exposed := min(
            (each for each in self._small() - given_up if not self._is_safe(each)), default=None
        ):
            more = self._next(exposed)
            if more is not None:
                self.hidden.add(more)
            elif exposed not in self.unsaid:
                # Nothing is left but noughts: they are hidden too, and no row says any more what is small.
                self.unsaid |= self._around(exposed)
            else:
                # Nothing that fits was found: all that is tied to it stays hidden.
                given_up.add(exposed)
                kept |= self._around(exposed) - NEVER
                self.hidden |= kept
        safe = {each for each in self._small() if self._is_safe(each)}
        can_be_shown = self.hidden - self._small() - kept
        for name in sorted(can_be_shown, key=lambda name: (*self._cost[name], name), reverse=True):
            self.hidden.discard(name)
            if not all(map(self._is_safe, safe)):
                self.hidden.add(name)

    def _small(self) -> set[str]:
        return {name for name in self.hidden if 0 < self._value[name] < SMALL}

    def _is_safe(self, name: str) -> bool:
        for depth in _DEPTHS:
            self._left = _TRIES
            if any(self._differs({name: by}, depth) for by in (1, -1) if self._may_be(name, by)):
                return True
        return False

    def _differs(self, by: dict[str, int], depth: int) -> bool:
        """Whether other numbers may be changed so that, with these changes, every sum is still right."""
        broken = next((tie for each in by for tie in self._tied.get(each, ()) if _sum(tie, by)), None)
        if broken is None:
            return not any(
                self._is_more_than_all(share, by) for each in by for share in self._shares.get(each, ())
            )
        if len(by) >= depth:
            return False
        wrong = _sum(broken, by)
        for name, sign in broken.items():
            step = -1 if wrong * sign > 0 else 1
            if name in self.hidden and name not in by and self._may_be(name, step) and self._left > 0:
                self._left -= 1
                if self._differs({**by, name: step}, depth):
                    return True
        return False

    def _is_more_than_all(self, share: tuple[str, str], by: Mapping[str, int]) -> bool:
        top, bottom = (self._value[each] + by.get(each, 0) for each in share)
        return top > bottom

    def _may_be(self, name: str, by: int) -> bool:
        """Whether a reader could think of a number as one more or one less."""
        value, other = self._value[name], self._value[name] + by
        if other < 0:
            return False
        if name not in self._labelled or name in self.unsaid:
            return True
        return (0 < value < SMALL) == (0 < other < SMALL)

    def _next(self, exposed: str) -> str | None:
        """What costs least to hide of that which gives a number away; None when only noughts are left."""
        shown = self._around(exposed) - self.hidden - NEVER
        could = [name for name in shown if self._value[name] or name in self.unsaid]
        could.sort(key=lambda name: (*self._cost[name], name))
        cheap = [name for name in could if name not in _DEAR] or could
        return next((name for name in cheap if self._is_enough(name, exposed)), cheap[0] if cheap else None)

    def _is_enough(self, name: str, exposed: str) -> bool:
        self.hidden.add(name)
        safe = self._is_safe(exposed)
        self.hidden.discard(name)
        return safe

    def _around(self, name: str) -> set[str]:
        """What is tied to a number, straight or through others that are hidden."""
        found, todo = {name}, [name]
        while todo:
            for tie in self._tied.get(todo.pop(), ()):
                for each in tie:
                    if each not in found:
                        found.add(each)
                        if each in self.hidden:
                            todo.append(each)
        return found


def _sum(tie: Mapping[str, int], by: Mapping[str, int]) -> int:
    return sum(sign * by.get(name, 0) for name, sign in tie.items())
