"""The ledger of what the council must have: one row for each thing, ticked when it is on Mosaic."""

from datetime import date
from typing import ClassVar

from sqlmodel import Field

from iro_tui.record.base import Noun, Shape, belongs_to, key


class OutboxEntryFields(Shape):
    """One thing that belongs on Mosaic."""

    NOUN: ClassVar[Noun] = Noun("Outbox")

    kind: str = Field(title="What", schema_extra={"json_schema_extra": {"choices": "outbox_kind"}})
    what: str = Field(default="", title="In words")
    made_on: date = Field(title="Made")
    file: str = Field(default="", title="File")
    """Name of the exported file in the outbox folder; empty for a text to copy."""
    sha256: str = Field(default="", title="Fingerprint")
    uploaded_on: date | None = Field(default=None, title="On Mosaic since")
    handed_on: date | None = Field(default=None, title="In the hand-over folder since")
    held_up: str = Field(default="", title="Not handed over because")
    """Why the last try to hand it over failed; empty when it did not."""
    removed_on: date | None = Field(default=None, title="Plain copy removed")
    """When the file on this computer was removed, because the council has it."""


class OutboxEntry(OutboxEntryFields, table=True):
    """One ledger row about one child."""

    __tablename__ = "outbox_entry"

    id: str = key()
    child_id: str = belongs_to("child")
    subject_id: str = Field(index=True)
    """The id of the review, letter, talk, midway or alert it is about."""
