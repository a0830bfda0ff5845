"""Two states of one child's record that grew apart, made into one, field by field.

What one of the two changed since they were last the same goes in. Where both changed the same field to
different values, or one took away what the other changed, it is a clash, and a person says which stands.
Rows and ids only: this knows no database.

Where each side sent its own state before it had the other's, there are two states that both have had and
neither came after the other. What equals one of them and not the other may be somebody's answer to an
earlier clash, so it is asked about again where the two still differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]
Tables = Mapping[str, Mapping[str, Row]]
"""Rows by table name and id."""
Base = Mapping[str, Mapping[str, Row | None]]
"""A state both have had, by table name and id; None for a row that had been taken away by then."""
Links = Mapping[str, Mapping[str, tuple[str, bool]]]
"""By table: its columns that point to rows, to which table, and whether the row goes with that one."""
Key = tuple[str, str, str]
"""Table, row id, field; an empty field is the row itself."""

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class Clash:
    """Something that both changed, each in a way of their own."""

    table: str
    row_id: str
    field: str
    """Empty where one took the row away and the other changed it."""
    mine: Any
    """The value here; for a row taken away here, None."""
    theirs: Any

    @property
    def key(self) -> Key:
        """By which it is answered."""
        return self.table, self.row_id, self.field


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of it."""

    rows: dict[str, dict[str, dict[str, Any]]]
    """The record as it would stand; a clash without an answer stands as here, and no row is taken away."""
    clashes: tuple[Clash, ...]
    """Every clash, answered or not, in a fixed order."""


def merge(
    bases: Sequence[Base],
    mine: Tables,
    theirs: Tables,
    links: Links,
    answers: Mapping[Key, str],
    empty: Mapping[str, Row],
) -> Merged:
    """Make one record of two.

    Args:
        bases: the last states of the record that both have had, more than one only where files crossed;
            what equals one of them was not changed since. Without any, everything that differs is a clash,
            but for what is filled in on one side only.
        mine: the record here.
        theirs: the record that came.
        links: how rows hang on each other.
        answers: for clashes, `mine` or `theirs`.
        empty: by table, the values of a field nobody has filled in.
    """
    rows: dict[str, dict[str, dict[str, Any]]] = {}
    clashes: list[Clash] = []
    for table in sorted({*mine, *theirs}):
        here, there = mine.get(table, {}), theirs.get(table, {})
        rows[table] = {}
        for row_id in sorted({*here, *there}):
            had = [base[table][row_id] for base in bases if row_id in base.get(table, {})]
            before = [row for row in had if row is not None]
            m, t = here.get(row_id), there.get(row_id)
            if m is not None and t is not None:
                made, found = _fields(table, row_id, before or [empty.get(table, {})], m, t, answers)
                rows[table][row_id] = made
                clashes += found
                continue
            kept = m if m is not None else t
            assert kept is not None
            if not before:
                # New, or it was gone when both were last the same and one has said since that it stays.
                rows[table][row_id] = dict(kept)
                continue
            if len(before) == len(had) and any(_same(kept, each) for each in before):
                continue
            clash = Clash(table, row_id, "", m, t)
            clashes.append(clash)
            if not _goes(clash, answers):
                rows[table][row_id] = dict(kept)
    gone = {clash.key for clash in clashes if not clash.field and _goes(clash, answers)}
    for clash in clashes:
        if not clash.field and clash.key not in gone:
            _bring_along(rows, clash, mine if clash.theirs is None else theirs, links, gone)
    clashes += _come_back(rows, mine, theirs, links, answers, gone)
    _take_along(rows, links)
    return Merged(rows, tuple(sorted(clashes, key=lambda clash: clash.key)))


def _goes(clash: Clash, answers: Mapping[Key, str]) -> bool:
    """Whether the answer to a clash about a whole row takes the row away."""
    answer = answers.get(clash.key)
    return (answer == MINE and clash.mine is None) or (answer == THEIRS and clash.theirs is None)


def _same(row: Row, before: Row) -> bool:
    return all(before.get(name, value) == value for name, value in row.items())


def _fields(
    table: str, row_id: str, before: Sequence[Row], mine: Row, theirs: Row, answers: Mapping[Key, str]
) -> tuple[dict[str, Any], list[Clash]]:
    made: dict[str, Any] = {}
    clashes = []
    for name, m in mine.items():
        t = theirs.get(name, m)
        if m == t:
            made[name] = m
            continue
        was = [each[name] for each in before if name in each]
        if m in was and t not in was:
            made[name] = t
        elif t in was and m not in was:
            made[name] = m
        else:
            clash = Clash(table, row_id, name, m, t)
            clashes.append(clash)
            made[name] = t if answers.get(clash.key) == THEIRS else m
    return made, clashes


def _come_back(
    rows: dict[str, dict[str, dict[str, Any]]],
    mine: Tables,
    theirs: Tables,
    links: Links,
    answers: Mapping[Key, str],
    gone: set[Key],
) -> Iterator[Clash]:
    """Rows that one took away while the other hung something new on them stay, until somebody says so."""
    todo = [(table, row) for table, found in rows.items() for row in found.values()]
    while todo:
        table, row = todo.pop()
        for column, (target, along) in links.get(table, {}).items():
            parent = row.get(column)
            if not along or parent is None or parent in rows.get(target, {}):
                continue
            m, t = mine.get(target, {}).get(parent), theirs.get(target, {}).get(parent)
            kept = m if m is not None else t
            if kept is None or (target, parent, "") in gone:
                continue
            clash = Clash(target, parent, "", m, t)
            yield clash
            if _goes(clash, answers):
                gone.add(clash.key)
                continue
            rows.setdefault(target, {})[parent] = dict(kept)
            todo.append((target, rows[target][parent]))
            todo += _bring_along(rows, clash, mine if t is None else theirs, links, gone)


def _bring_along(
    rows: dict[str, dict[str, dict[str, Any]]], clash: Clash, keeper: Tables, links: Links, gone: set[Key]
) -> list[tuple[str, dict[str, Any]]]:
    """What went only because it hung on a row that stays now; gives the rows that are back."""
    back: list[tuple[str, dict[str, Any]]] = []
    todo = [(clash.table, clash.row_id)]
    while todo:
        target, parent = todo.pop()
        for table, hung in links.items():
            for column in (name for name, (to, _) in hung.items() if to == target):
                for row_id, row in keeper.get(table, {}).items():
                    if row.get(column) != parent or (table, row_id, "") in gone:
                        continue
                    found = rows.setdefault(table, {})
                    if row_id in found:
                        # Taking the row away had let go of it.
                        found[row_id][column] = found[row_id][column] or parent
                    elif hung[column][1]:
                        found[row_id] = dict(row)
                        back.append((table, found[row_id]))
                        todo.append((table, row_id))
    return back


def _take_along(rows: dict[str, dict[str, dict[str, Any]]], links: Links) -> None:
    """What hangs on a row that is gone goes with it, or lets go of it."""
    again = True
    while again:
        again = False
        for table, found in rows.items():
            for row_id, row in list(found.items()):
                for column, (target, along) in links.get(table, {}).items():
                    if row.get(column) is None or row[column] in rows.get(target, {}):
                        continue
                    if along:
                        del found[row_id]
                        again = True
                        break
                    row[column] = None
