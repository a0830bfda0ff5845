"""Which rows of a list are about one child, and which child here that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from iro_tui.exchange.compare import Kept
from iro_tui.exchange.listed import Listed, Question
from iro_tui.exchange.plan import Joined, SetAside
from iro_tui.exchange.sheet import plain


@dataclass(frozen=True)
class OneEach:
    """The rows of a list, one for each child."""

    children: tuple[Listed, ...]
    joined: tuple[Joined, ...]
    set_aside: tuple[SetAside, ...]


class Here:
    """The children on the record, to be found by number, or by name and date of birth."""

    def __init__(self, kept: Iterable[Kept]) -> None:
        self._by_number: dict[str, Kept] = {}
        self._by_birth: dict[tuple[str, date], list[Kept]] = defaultdict(list)
        for each in kept:
            child = each.child
            self._by_number[plain(child.mosaic_id)] = each
            for first in {plain(child.first_name), plain(child.known_as)} - {""}:
                self._by_birth[first + " " + plain(child.surname), child.born].append(each)

    def find(self, found: Listed) -> Kept | None:
        """The child a row is about: by its number; without one, by name and birth if only one child fits."""
        if found.mosaic_id:
            return self._by_number.get(plain(found.mosaic_id))
        born = found.get("born")
        alike = self._by_birth.get((_named(found), born), []) if born else []
        return alike[0] if len(alike) == 1 else None


def one_each(rows: Iterable[Listed]) -> OneEach:
    """Rows about the same child as one, in the order of the first.

    Rows belong together when they have the same number; a row without one, when name and date of birth are
    those of a row that has one.
    """
    rows = tuple(rows)
    number_of = {
        (_named(found), found.get("born")): plain(found.mosaic_id) for found in rows if found.mosaic_id
    }
    together: dict[str, list[Listed]] = {}
    for found in rows:
        known = plain(found.mosaic_id) or number_of.get((_named(found), found.get("born")), "")
        together.setdefault(known or f"row {found.row}", []).append(found)
    children, joined, set_aside = [], [], []
    for alike in together.values():
        child, numbers, slipped = _joined(alike)
        children.append(child)
        set_aside += slipped
        if len(numbers) > 1:
            joined.append(Joined(numbers, child.mosaic_id))
    return OneEach(tuple(children), tuple(joined), tuple(set_aside))


def _joined(alike: list[Listed]) -> tuple[Listed, tuple[int, ...], list[SetAside]]:
    """The rows as one, the numbers of those that went into it, and those that are about somebody else."""
    first, *others = alike
    rows, slipped = [first.row], []
    for other in others:
        if _another_child(first, other):
            slipped.append(
                SetAside(other.row, f"the same Mosaic number as row {first.row}, but another child")
            )
        else:
            rows.append(other.row)
            first = _merged(first, other)
    return first, tuple(rows), slipped


def _another_child(first: Listed, other: Listed) -> bool:
    """The same number with another name and another date of birth is a slip of the number."""
    born = first.get("born"), other.get("born")
    return _named(first) != _named(other) and None not in born and born[0] != born[1]


def _merged(first: Listed, other: Listed) -> Listed:
    """Two rows about one child: the second fills the gaps of the first; where they differ is asked."""
    differing = tuple(
        Question(
            other.row,
            first.mosaic_id or other.mosaic_id,
            name.replace("_", " "),
            str(value),
            f"Row {first.row} has {first.values[name]}. That one is taken.",
        )
        for name, value in other.values.items()
        if name in first.values and first.values[name] != value
    )
    return replace(
        first,
        mosaic_id=first.mosaic_id or other.mosaic_id,
        first_name=first.first_name or other.first_name,
        surname=first.surname or other.surname,
        values={**other.values, **first.values},
        questions=(*first.questions, *other.questions, *differing),
    )


def _named(found: Listed) -> str:
    return plain(found.first_name) + " " + plain(found.surname)
