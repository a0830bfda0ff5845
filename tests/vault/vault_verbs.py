"""Verbs and questions on the real record, for the vault's tests."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update
from sqlmodel import Session, col, select

from iro_tui.casework.verbs import verb
from iro_tui.record.child import Child
from iro_tui.record.review import Note, Review
from iro_tui.vault import drafts


@verb("child added")
def add_child(session: Session, name: str, mosaic_id: str | None = None) -> str:
    child = Child(mosaic_id=mosaic_id or f"M-{name}"[:20], first_name=name, born=date(2014, 5, 6))
    session.add(child)
    session.flush()
    return child.id


@verb("child renamed")
def rename_child(session: Session, child_id: str, name: str) -> None:
    child = session.get_one(Child, child_id)
    child.first_name = name


@verb("everybody renamed")
def rename_everybody(session: Session, name: str) -> None:
    session.connection().execute(update(Child).values(first_name=name))


@verb("child taken off")
def remove_child(session: Session, child_id: str) -> None:
    session.delete(session.get_one(Child, child_id))


@verb("review recorded")
def add_review(session: Session, child_id: str, texts: list[str]) -> str:
    review = Review(child_id=child_id, opened_on=date(2026, 11, 2))
    session.add(review)
    session.flush()
    session.add_all(Note(child_id=child_id, review_id=review.id, text=text) for text in texts)
    drafts.drop(session, f"review:{child_id}")
    return review.id


@verb("child added")
def add_child_and_fail(session: Session, name: str) -> None:
    add_child(session, name)
    raise LookupError("the verb changed its mind")


def names(session: Session) -> list[str]:
    return list(session.exec(select(Child.first_name).order_by(col(Child.first_name))))


def note_texts(session: Session) -> list[str]:
    return list(session.exec(select(Note.text).order_by(col(Note.text))))
