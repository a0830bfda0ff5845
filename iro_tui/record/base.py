"""What every shape in the record is made of: asked fields, ids, and the plain shape that validates.

A noun is written twice at most: a `Shape` holds its fields with title, note, choices and validation; the
table inherits it and adds the id and the links. The form, the import and the export are laid out from the
shape, so that adding a field touches one file.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlmodel import Field, SQLModel

_REQUIRED: Any = object()


@dataclass(frozen=True)
class Asker:
    """What a check may know of the child and the day when it judges a filled-in form."""

    today: date
    """The day the form is filled in."""
    called: str = "the child"
    """What the child is called, for sentences the IRO reads."""
    born: date | None = None
    """Date of birth; None when it is not known."""


@dataclass(frozen=True)
class Noun:
    """What an IRO calls one row of a table, and where it stands in a child's story."""

    called: str
    """`Health assessment`."""
    day: str = ""
    """The field with the day it stands on in the story; empty for what has no day of its own."""
    word: str = ""
    """The word in the story, at most 8 cells: `Health`; empty keeps it out of the story."""
    part: str = ""
    """The part of the child's file it is offered in: `Health`. Empty for what has a screen of its own."""
    since: str = ""
    """The field with the day it began, where that is not `day`."""
    until: str = ""
    """The field with the day it ended; empty for what happens on one day."""
    follow: bool = False
    """Whether a new one ends the one that runs: a placement, a school."""
    owes: str = ""
    """The code of `outbox_kind.csv` under which it belongs on Mosaic; empty when it comes from there."""

    @property
    def within(self) -> str:
        """What it is called inside a sentence: `health assessment`, and still `PEP`."""
        return self.called if self.called[1:2].isupper() else self.called[:1].lower() + self.called[1:]


class Shape(SQLModel):
    """The fields of one noun, without its table. Values are validated; table classes are not."""

    NOUN: ClassVar[Noun] = Noun("Entry")

    def in_a_line(self) -> str:
        """What the story says of it on one line, after its word; may be empty."""
        return ""

    def child_said(self) -> str:
        """The child's own words in it, word for word; empty when there are none."""
        return ""

    def problems(self, asker: Asker) -> Mapping[str, str]:
        """What is wrong between fields: field name to one plain sentence. Empty when all is well."""
        del asker
        return {}


def new_id() -> str:
    """Return a fresh random id of 16 letters, unique across vaults so that records can be handed over."""
    return secrets.token_hex(8)


def key() -> Any:
    """Return the primary key column of a table: a text id made on the spot."""
    return Field(default_factory=new_id, primary_key=True)


def belongs_to(table: str, *, optional: bool = False) -> Any:
    """Return an indexed link to another table's id; rows go when the one they belong to is erased."""
    if optional:
        return Field(default=None, foreign_key=f"{table}.id", index=True, ondelete="SET NULL")
    return Field(foreign_key=f"{table}.id", index=True, ondelete="CASCADE")


def asked(
    title: str,
    note: str = "",
    *,
    default: Any = _REQUIRED,
    group: str = "",
    choices: str = "",
    many: bool = False,
    rows: int = 1,
    past: bool = False,
    limit: int = 0,
    only_if: str = "",
    **column: Any,
) -> Any:
    """Return a field that a form can ask for.

    Args:
        title: The label, sentence case, in the IRO's words. `{child}` stands for the child's name.
        note: What stands to the right of the field or under it.
        default: The value of an unasked field; without one the field must be filled in.
        group: The part of the form it stands in; forms pick fields by group.
        choices: The name of a code list in `rules/codes`; the value is one of its codes.
        many: Several choices, kept as codes with single spaces between them.
        rows: Height of a text field; more than one makes it long text.
        past: A date that cannot lie in the future.
        limit: The most characters it takes; 0 is no limit.
        only_if: Asked only when another field stands so: `alone=no`, or `kind=REFUSED NOT_REACHED`.
        column: Anything else SQLModel's Field takes.
    """
    extra = {"group": group, "choices": choices, "many": many, "rows": rows, "past": past, "only_if": only_if}
    column["schema_extra"] = {"json_schema_extra": extra}
    if limit:
        column["max_length"] = limit
    if default is not _REQUIRED:
        column["default"] = default
    return Field(title=title, description=note, **column)
