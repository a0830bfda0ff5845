"""Brothers and sisters who are on this caseload too, tied by one mark that they share."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from iro_tui.casework.children import the
from iro_tui.casework.verbs import verb
from iro_tui.rules.dates import age

if TYPE_CHECKING:
    from iro_tui.record.child import Child


@dataclass(frozen=True, slots=True)
class Sibling:
    """One brother or sister on this caseload."""

    child_id: str
    name: str
    """First name as called, and surname."""
    age: int
    left: bool
    """Whether the child has left this caseload."""


@verb("brothers and sisters changed")
def link_siblings(session: Session, child_id: str, others: Collection[str]) -> None:
    """Say who of the caseload are brothers and sisters of a child.

    A child that is named brings its own brothers and sisters along; one that was linked and is not named
    any more is linked with nobody.

    Args:
        session: an open session.
        child_id: the child.
        others: ids of the brothers and sisters; empty for none.

    Raises:
        BadInput: one of the children is not here any more.
    """
    from iro_tui.record.base import new_id
    from iro_tui.record.child import Child

    child = the(session, Child, child_id)
    named = [the(session, Child, other) for other in others if other != child_id]
    before = {each.id for each in _marked(session, child.sibling_group)} - {child_id}
    fresh = [each for each in named if each.id not in before]
    brought = [each for one in fresh for each in _marked(session, one.sibling_group)]
    marks = [each.sibling_group for each in (child, *named) if each.sibling_group]
    mark = (marks[0] if marks else new_id()) if named else ""
    for each in (child, *named, *brought):
        _mark(each, mark)
    for each in _marked(session, marks[0] if marks else ""):
        if each.id in before and each not in named:
            _mark(each, "")


def linked_children(session: Session, child_id: str, today: date) -> tuple[Sibling, ...]:
    """The brothers and sisters of a child on this caseload, the eldest first.

    Raises:
        BadInput: the child is not here any more.
    """
    from iro_tui.record.child import Child

    child = the(session, Child, child_id)
    found = [each for each in _marked(session, child.sibling_group) if each.id != child_id]
    return tuple(_sibling(each, today) for each in sorted(found, key=lambda each: (each.born, each.id)))


def children_to_link(session: Session, child_id: str, today: date) -> tuple[Sibling, ...]:
    """Every other child there is, those of the same surname first, then by name."""
    from iro_tui.record.child import Child

    child = the(session, Child, child_id)
    found = session.exec(select(Child).where(Child.id != child_id)).all()
    ordered = sorted(
        found, key=lambda each: (each.surname != child.surname, each.surname, each.first_name, each.id)
    )
    return tuple(_sibling(each, today) for each in ordered)


def _marked(session: Session, mark: str) -> list[Child]:
    from iro_tui.record.child import Child

    if not mark:
        return []
    return list(session.exec(select(Child).where(col(Child.sibling_group) == mark)))


def _mark(child: Child, mark: str) -> None:
    if child.sibling_group != mark:
        child.sibling_group = mark


def _sibling(child: Child, today: date) -> Sibling:
    left = child.closed_on is not None and child.closed_on <= today
    return Sibling(child.id, child.full_name, age(child.born, today), left)
