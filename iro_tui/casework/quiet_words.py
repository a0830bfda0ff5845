"""Words of the list that the checker questions no more (letters.md 3.5), for one child or for every child."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput

if TYPE_CHECKING:
    from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class Quiet:
    """One word that is not questioned."""

    id: str
    word: str
    child_id: str | None
    """None for every child."""
    said_on: date


def quiet_words(session: Session, child_id: str) -> tuple[Quiet, ...]:
    """The words not questioned in a letter to this child, by word: its own and those for every child."""
    from sqlmodel import col, or_, select

    from iro_tui.record.letter import QuietWord

    found = session.exec(
        select(QuietWord)
        .where(or_(QuietWord.child_id == child_id, col(QuietWord.child_id).is_(None)))
        .order_by(QuietWord.word, QuietWord.id)
    )
    return tuple(Quiet(row.id, row.word, row.child_id, row.said_on) for row in found)


@verb("word not questioned any more")
def quiet(session: Session, word: str, child_id: str | None, today: date) -> None:
    """Question a word no more; one that is quiet already stays as it is.

    Args:
        session: an open session.
        word: as it stands in the letter; only the whole word is meant.
        child_id: the child whose letters are meant; None for everybody's.
        today: the day it was said.

    Raises:
        BadInput: there is no word, or the child is not on the record any more.
    """
    from iro_tui.casework.children import the
    from iro_tui.record.child import Child
    from iro_tui.record.letter import QuietWord

    kept = " ".join(word.casefold().split())
    if not kept:
        raise BadInput("Name the word that is not to be questioned.")
    if child_id is not None:
        the(session, Child, child_id)
        if any(each.word == kept for each in quiet_words(session, child_id)):
            return
    elif any(each.word == kept and each.child_id is None for each in quiet_words(session, "")):
        return
    session.add(QuietWord(word=kept, child_id=child_id, said_on=today))


@verb("words questioned again")
def question_again(session: Session, ids: Collection[str]) -> None:
    """Question words again; one that is gone already is passed over."""
    from iro_tui.record.letter import QuietWord

    for each in ids:
        row = session.get(QuietWord, each)
        if row is not None:
            session.delete(row)
