"""Which words of the record can be searched: every text a form asks for, by itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from iro_tui.record import tables
from iro_tui.record.forms import layout
from iro_tui.record.nouns import ABOUT_NOBODY, shape_of


@dataclass(frozen=True, slots=True)
class Searched:
    """One table with words in it."""

    table: str
    columns: tuple[str, ...]
    """Its texts, in the order a form asks for them."""
    child: str
    """The column with the child's id; empty for work about no one child."""
    day: str
    """The column with the day it stands on; empty when it has none of its own."""
    of_review: bool
    """Whether it belongs to a review, whose day it has when it has none of its own."""


@cache
def searched() -> tuple[Searched, ...]:
    """Every table that has words about a child, or about a day's work.

    Codes are no words, and typing that was not saved is not on the record.
    """
    found = []
    for each in tables.__all__:
        table = getattr(tables, each)
        name, shape = str(table.__tablename__), shape_of(table)
        if shape is None or name in ABOUT_NOBODY:
            continue
        fields = table.model_fields
        child = "id" if name == "child" else "child_id" if "child_id" in fields else ""
        day = shape.NOUN.day or shape.NOUN.since
        columns = tuple(field.name for field in layout(shape) if field.kind in ("line", "text"))
        if columns and (child or day):
            of_review = name != "review" and "review_id" in fields
            found.append(Searched(name, columns, child, day, of_review))
    return tuple(sorted(found, key=lambda one: one.table))
