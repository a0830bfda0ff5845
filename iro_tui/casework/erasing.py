"""Erasing a child's local copy once the council has everything; a stub says when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from iro_tui.casework.children import the
from iro_tui.casework.filled import filled
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.base import Asker
from iro_tui.record.child import Child
from iro_tui.record.erased import Erased, ErasedFields
from iro_tui.record.outbox_entry import OutboxEntry
from iro_tui.rules.dates import say_date
from iro_tui.vault.erase import ERASED, erase_rows


@dataclass(frozen=True, slots=True)
class ToErase:
    """Whether a child may be erased, as it stands."""

    child_id: str
    name: str
    """What is typed to confirm: first name and surname as on the record."""
    mosaic_id: str
    missing: tuple[str, ...]
    """What the council does not have yet; anything here stops it."""
    files: tuple[str, ...]
    """Names of plain files the ledger knows; what still lies in the outbox goes too."""


@dataclass(frozen=True, slots=True)
class Stub:
    """What stays of a child who was erased."""

    mosaic_id: str
    erased_on: date
    reason: str

    @property
    def words(self) -> str:
        """When and why, in one sentence."""
        when, why = say_date(self.erased_on), self.reason.rstrip(".")
        return f"The child with the Mosaic number {self.mosaic_id} was erased on {when}: {why}."


def to_erase(session: Session, child_id: str) -> ToErase:
    """What stands in the way of erasing a child.

    Raises:
        BadInput: the child is not on the record.
    """
    child = the(session, Child, child_id)
    entries = session.exec(
        select(OutboxEntry).where(OutboxEntry.child_id == child_id).order_by(col(OutboxEntry.made_on))
    ).all()
    return ToErase(
        child_id=child_id,
        name=f"{child.first_name} {child.surname}".strip(),
        mosaic_id=child.mosaic_id,
        missing=tuple(each.file or each.what for each in entries if each.uploaded_on is None),
        files=tuple(each.file for each in entries if each.file),
    )


@verb(ERASED)
def erase_child(session: Session, child_id: str, typed: str, reason: str, today: date) -> Stub:
    """Erase everything about a child, history included. It cannot be taken back.

    Args:
        session: an open session.
        child_id: the child.
        typed: the child's first name and surname, typed to confirm.
        reason: why; it must not name the child.
        today: the day that stands in for today.

    Raises:
        BadInput: the council does not have everything, the name is another one, or the reason is missing or
            holds the name. Nothing is erased then.
    """
    about = to_erase(session, child_id)
    if about.missing:
        things = "1 thing is" if len(about.missing) == 1 else f"{len(about.missing)} things are"
        raise BadInput(
            f"{things} not with the council yet: {about.missing[0]}. Put everything on Mosaic and tick it "
            "in the Outbox first."
        )
    if " ".join(typed.split()).casefold() != " ".join(about.name.split()).casefold():
        raise BadInput(f"Type the whole name to erase the record: {about.name}.")
    child = the(session, Child, child_id)
    made = filled(
        ErasedFields,
        {"mosaic_id": about.mosaic_id, "erased_on": today, "reason": reason.strip()},
        Asker(today),
    )
    said = made.reason.casefold()
    names = (child.first_name, child.surname, child.known_as)
    if any(name.strip() and name.strip().casefold() in said.split() for name in names):
        raise BadInput("The reason names the child, and it stays. Say it without the name.")
    erase_rows(session, child_id)
    session.add(Erased(**made.model_dump()))
    return Stub(made.mosaic_id, made.erased_on, made.reason)


def stubs(session: Session) -> dict[str, Stub]:
    """What stays of the children who were erased, by Mosaic number; of one erased twice, the last time."""
    found = session.exec(select(Erased).order_by(col(Erased.erased_on), col(Erased.id)))
    return {each.mosaic_id: Stub(each.mosaic_id, each.erased_on, each.reason) for each in found}


def stub_of(session: Session, mosaic_id: str) -> Stub | None:
    """What stays of a child with that number who was erased; None for any other."""
    return stubs(session).get(mosaic_id.strip())
