"""What belongs to the other children of a vault, so that none of it strays into this child's letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlmodel import Session

_FAMILY = ("MOTHER", "FATHER", "PARENT", "STEP_PARENT", "SIBLING", "GRANDPARENT", "RELATIVE", "FRIEND")
"""Roles of one child's own family (`person_role.csv`); workers belong to many children."""


@dataclass(frozen=True, slots=True)
class OtherChildren:
    """Names, places and numbers of every other child, those who have left too."""

    names: tuple[str, ...] = ()
    """First names, known-as and full names; brothers and sisters who are tied to this child are left out."""
    around: tuple[str, ...] = ()
    """Carers as the child says them and by name, the family's full names, schools."""
    places: tuple[str, ...] = ()
    """Addresses and postcodes of their homes."""
    numbers: tuple[str, ...] = ()
    """Mosaic numbers, this child's own too: no letter has one."""
    born: tuple[date, ...] = ()


def other_children(session: Session, child_id: str) -> OtherChildren:
    """Everything of the other children that must not stand in the letter of this one: two queries.

    What this child's own record has too (the same carer, the same school) is left out.
    """
    from sqlalchemy import literal, select, union_all
    from sqlmodel import SQLModel

    session.flush()
    connection = session.connection()
    table = SQLModel.metadata.tables
    child, home, school, person = (table[name] for name in ("child", "placement", "schooling", "person"))
    columns = ("id", "first_name", "known_as", "surname", "mosaic_id", "born", "sibling_group")
    children = connection.execute(select(*(child.c[name] for name in columns))).mappings().all()
    own = next((row for row in children if row["id"] == child_id), None)
    others = [row for row in children if row["id"] != child_id]
    mark = own["sibling_group"] if own else ""
    # The kind of a row: P a place, F only a full name, A as it stands, O this child's own, whatever the role.
    said = connection.execute(
        union_all(
            select(home.c.child_id, literal("A"), home.c.carer),
            select(home.c.child_id, literal("P"), home.c.address),
            select(home.c.child_id, literal("P"), home.c.postcode),
            select(school.c.child_id, literal("A"), school.c.name),
            select(person.c.child_id, literal("A"), person.c.name).where(person.c.role == "CARER"),
            select(person.c.child_id, literal("A"), person.c.child_calls).where(person.c.role == "CARER"),
            select(person.c.child_id, literal("F"), person.c.name).where(person.c.role.in_(_FAMILY)),
            select(person.c.child_id, literal("O"), person.c.name).where(person.c.child_id == child_id),
            select(person.c.child_id, literal("O"), person.c.child_calls).where(
                person.c.child_id == child_id
            ),
        )
    ).all()
    of_own = {_folded(words) for owner, _, words in said if owner == child_id}
    own_parts = {part.casefold() for owner, _, words in said if owner == child_id for part in words.split()}
    strange = {
        (kind, " ".join(words.split()))
        for owner, kind, words in said
        if owner != child_id
        and words.strip()
        and _folded(words) not in of_own
        and words.strip().casefold() not in own_parts
    }
    names = {
        name
        for row in others
        if not mark or row["sibling_group"] != mark
        for first in (row["first_name"], row["known_as"])
        for name in (first, f"{first} {row['surname']}" if first and row["surname"] else "")
        if name
    }
    return OtherChildren(
        names=tuple(sorted(names)),
        around=tuple(
            sorted(words for kind, words in strange if kind == "A" or (kind == "F" and " " in words))
        ),
        places=tuple(sorted(words for kind, words in strange if kind == "P")),
        numbers=tuple(sorted(row["mosaic_id"] for row in children)),
        born=tuple(sorted({row["born"] for row in others if own is None or row["born"] != own["born"]})),
    )


def _folded(words: str) -> str:
    return "".join(words.casefold().split())
