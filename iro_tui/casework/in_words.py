"""What stands on the record, said in words: one value, and one entry field by field."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from iro_tui.record.forms import AskedField

CHILDS_OWN = frozenset({"own_words"})
"""Fields that hold a child's own words: shown in italics between curly quotes."""

UNASKED = {
    "closed_on": "Left this caseload",
    "distributed_on": "Sent round",
    "handed_on": "In the hand-over folder",
    "uploaded_on": "Put on Mosaic",
    "removed_on": "Plain copy removed",
    "file": "File",
    "what": "What",
}
"""Columns that no form asks for and that still mean something to the IRO."""


class Said(NamedTuple):
    """One field in words."""

    title: str
    text: str
    quote: bool = False
    """The child's own words, without quotation marks."""


def value_words(asked: AskedField | None, value: Any) -> str:
    """Return one value as the IRO would say it; empty for what was not said.

    Args:
        asked: The field; None for a column no form asks for.
        value: As the record or the history keeps it; the history has days as text and ticks as 0 and 1.
    """
    if value is None or value == "":
        return ""
    kind = asked.kind if asked else "line"
    if kind in ("tick", "yesno"):
        return "yes" if value else "no"
    if kind in ("choice", "choices") and asked:
        labels = dict(asked.choices)
        codes = str(value).split() if kind == "choices" else [str(value)]
        return ", ".join(labels.get(code, code) for code in codes)
    return _day_words(value) or str(value)


def _day_words(value: Any) -> str:
    from iro_tui.rules.dates import say_date

    if isinstance(value, date):
        return say_date(value)
    text = str(value)
    if len(text) == 10 and text[4] == text[7] == "-":
        try:
            return say_date(date.fromisoformat(text))
        except ValueError:
            return ""
    return ""


def fields_said(table: str, values: Mapping[str, Any], called: str) -> Iterator[Said]:
    """Yield the fields of one row that hold something, in the order of its form.

    Args:
        table: The name of the table.
        values: Field name to value; names that mean nothing to the IRO are passed over.
        called: What the child is called, for titles such as "In Mimi's own words".
    """
    asked = asked_fields(table, called)
    for name, value in {**{name: values.get(name) for name in asked}, **values}.items():
        title = title_of(name, asked)
        words = value_words(asked.get(name), value)
        if title and words:
            yield Said(title, words, name in CHILDS_OWN)


@cache
def asked_fields(table: str, called: str) -> dict[str, AskedField]:
    """Return the fields a table's form asks for, by name, without the place in a list."""
    from iro_tui.record.forms import layout
    from iro_tui.record.nouns import shape_of, table_named

    shape = shape_of(table_named(table))
    fields = layout(shape, child=called) if shape else ()
    return {field.name: field for field in fields if field.name != "position"}


def title_of(name: str, asked: Mapping[str, AskedField]) -> str:
    """Return the label of a column; empty for one that means nothing to the IRO."""
    return asked[name].title if name in asked else UNASKED.get(name, "")
