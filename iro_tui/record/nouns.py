"""The tables by their names, and what an IRO calls their rows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sqlmodel import SQLModel

from iro_tui.record import tables
from iro_tui.record.base import Noun, Shape

ABOUT_NOBODY = frozenset({"draft", "calendar_entry"})
"""Tables with a child's id that hold nothing of the record."""


@cache
def table_named(name: str) -> type[SQLModel]:
    """The table class of a table's name.

    Raises:
        KeyError: there is no table of that name.
    """
    found: dict[str, type[SQLModel]] = {}
    for each in tables.__all__:
        table = getattr(tables, each)
        found[str(table.__tablename__)] = table
    return found[name]


@cache
def shape_of(table: type[SQLModel]) -> type[Shape] | None:
    """The plain shape a table inherits its asked fields from; None for a table no form is laid out from."""
    return next((base for base in table.__mro__[1:] if issubclass(base, Shape)), None)


def shape_named(name: str) -> type[Shape]:
    """The plain shape of a table's name.

    Raises:
        KeyError: there is no table of that name with a form.
    """
    shape = shape_of(table_named(name))
    if shape is None:
        raise KeyError(name)
    return shape


@cache
def nouns() -> Mapping[str, Noun]:
    """Every table with rows about a child, by name, the child itself included."""
    found = {}
    for each in tables.__all__:
        table = getattr(tables, each)
        shape, name = shape_of(table), str(table.__tablename__)
        if (
            shape is not None
            and name not in ABOUT_NOBODY
            and (name == "child" or "child_id" in table.model_fields)
        ):
            found[name] = shape.NOUN
    return found


@cache
def parts() -> Mapping[str, tuple[str, ...]]:
    """The parts of a child's file in the order they are offered, each with the names of its tables."""
    found: dict[str, list[str]] = {part: [] for part in _PARTS}
    for name, noun in nouns().items():
        if noun.part:
            found[noun.part].append(name)
    return {part: tuple(names) for part, names in found.items()}


_PARTS = (
    "Your work",
    "Home",
    "People",
    "Care",
    "Health",
    "School",
    "Social work",
    "Safety",
    "Events",
    "Rights",
    "Court and conferences",
    "Immigration",
    "Leaving care",
    "Own words",
)
