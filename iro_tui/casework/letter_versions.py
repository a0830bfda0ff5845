"""Every version of a letter there was, from the history of its row, and which of them became files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class LetterVersion:
    """The words of a letter from one save to the next."""

    number: int
    """From 1, the oldest."""
    at: datetime
    """When it was saved, in UTC."""
    done: str
    """What was done: `letter saved`, `undone: letter saved`."""
    text: str
    files: tuple[str, ...]
    """Names of the files it became, oldest first; empty when it was not exported."""


def letter_versions(session: Session, letter_id: str) -> tuple[LetterVersion, ...]:
    """The versions of a letter, newest first; saving the same words again makes no version."""
    about = (
        "WHERE action != 'delete' AND ((table_name = 'letter' AND row_id = ?1) OR (table_name = "
        "'outbox_entry' AND json_extract(after, '$.subject_id') = ?1))"
    )
    connection = session.connection()
    # Those of another IRO, who had the child before or meanwhile, are versions too.
    own, theirs = (
        connection.exec_driver_sql(
            f"SELECT at, words, table_name, after FROM {table} {about} ORDER BY {place}", (letter_id,)
        ).all()
        for table, place in (("history", "seq"), ("earlier_change", "place"))
    )
    rows = merge(theirs, own, key=lambda row: datetime.fromisoformat(row[0]))
    found: list[LetterVersion] = []
    for at, words, table, after in rows:
        fields = json.loads(after)
        if table == "letter" and "text" in fields:
            if found and found[-1].text == fields["text"]:
                continue
            when = datetime.fromisoformat(at)
            found.append(LetterVersion(len(found) + 1, when, words, fields["text"], ()))
        elif table == "outbox_entry" and found and fields.get("file"):
            last = found[-1]
            found[-1] = LetterVersion(
                last.number, last.at, last.done, last.text, (*last.files, fields["file"])
            )
    return tuple(reversed(found))
