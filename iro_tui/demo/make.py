"""The invented caseload written into a vault."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput

if TYPE_CHECKING:
    from sqlmodel import Session

    from iro_tui.demo.story import Story
    from iro_tui.vault.store import Vault

SEED = 63


@dataclass(frozen=True)
class Made:
    """What was written."""

    children: int
    reviews: int
    """Reviews held."""
    to_draft: tuple[str, ...]
    """Ids of reviews whose letter the front door is to draft; this room knows no letters."""
    to_export: tuple[str, ...]
    """Ids of reviews whose letter the front door is to export to the outbox."""


def make_demo(vault: Vault, today: date, seed: int = SEED) -> Made:
    """Fill an empty vault with 63 invented children and two years of their history.

    All of it is one step of history, which undo passes over: nobody takes a caseload back with one key.

    Args:
        vault: an open vault without children.
        today: the day the story is told for; the same day and seed give the same rows and ids.
        seed: which story.

    Raises:
        BadInput: there are children in the vault already.
    """
    from iro_tui.demo.story import tell

    return vault.act(write_story, tell(today, seed)).result


@verb("invented caseload made")
def write_story(session: Session, story: Story) -> Made:
    """Write the rows of a story.

    Raises:
        BadInput: there are children in the vault already.
    """
    from sqlalchemy import delete, insert, text
    from sqlmodel import select

    from iro_tui.demo.book import in_order
    from iro_tui.record.tables import Child, Profile, Review

    if session.exec(select(Child.id).limit(1)).first() is not None:
        raise BadInput("There are children in this vault already. The invented caseload needs an empty one.")
    connection = session.connection()
    # A step that takes back step 0, which there never was, is not offered by undo and cannot be undone.
    connection.execute(text("UPDATE acting SET undoes = 0"))
    connection.execute(delete(Profile))
    for table in in_order():
        if story.book.rows[table]:
            connection.execute(insert(table), story.book.rows[table])
    held = [row for row in story.book.rows[Review] if row["completed_on"]]
    return Made(len(story.book.rows[Child]), len(held), story.to_draft, story.to_export)
