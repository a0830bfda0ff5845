"""What every shape in the record is made of: asked fields, ids, and the plain shape that validates.

A noun is written twice at most: a `Shape` holds its fields with title, note, choices and validation; the
table inherits it and adds the id and the links. The form, the import and the export are laid out from the
shape, so that adding a field touches one file.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

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


class Shape(SQLModel):
    """The fields of one noun, without its table. Values are validated; table classes are not."""

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
        column: Anything else SQLModel's Field takes.
    """
    extra = {"group": group, "choices": choices, "many": many, "rows": rows, "past": past}
    column["schema_extra"] = {"json_schema_extra": extra}
    if limit:
        column["max_length"] = limit
    if default is not _REQUIRED:
        column["default"] = default
    return Field(title=title, description=note, **column)
