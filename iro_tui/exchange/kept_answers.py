"""What the IRO said of lists: answers to questions and the meaning of headings, kept for the next list."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlmodel import Session, select

from iro_tui.casework.children import profile
from iro_tui.casework.verbs import verb
from iro_tui.exchange.questions import key_of
from iro_tui.exchange.synonyms import plain
from iro_tui.record.list_answer import ListAnswer


def kept_answers(session: Session) -> dict[str, str]:
    """Every answer of earlier imports, by the key of its question; of headings only this council's."""
    council = _council(session)
    return {
        row.asked: row.answer
        for row in session.exec(select(ListAnswer))
        if not row.asked.startswith("heading|") or row.council == council
    }


def write_answers(session: Session, answers: Mapping[str, str], today: date) -> None:
    """Keep answers for the next list; those that only put a question off are not kept."""
    council = _council(session)
    there = {(row.council, row.asked): row for row in session.exec(select(ListAnswer))}
    for asked, answer in answers.items():
        row = there.get((council, asked))
        if not answer:
            continue
        if row is None:
            session.add(ListAnswer(asked=asked, answer=answer, council=council, said_on=today))
        elif row.answer != answer:
            row.answer, row.said_on = answer, today


@verb("column of the council's list named")
def name_column(session: Session, heading: str, field: str, today: date) -> None:
    """Keep what a heading of this council's lists means.

    Args:
        session: an open session.
        heading: as it stands in the list.
        field: a field of `headings.csv`; `columns.LEAVE_ALONE` for a column that is left alone.
        today: the day that stands in for today.
    """
    write_answers(session, {key_of("heading", plain(heading)): field}, today)


def changed_by_hand(session: Session, table: str, imported: str) -> dict[str, frozenset[str]]:
    """The fields of each row whose newest change was made here and not by a list: row id to field names.

    Args:
        session: an open session.
        table: the name of the table.
        imported: the words of the step that brings a list in.
    """
    newest: dict[str, dict[str, bool]] = defaultdict(dict)
    rows = session.connection().exec_driver_sql(
        "SELECT row_id, words, after, undoes FROM history "
        "WHERE table_name = ? AND action = 'update' ORDER BY seq",
        (table,),
    )
    for row_id, words, after, undoes in rows:
        for field in json.loads(after or "{}"):
            newest[row_id][field] = words != imported and undoes is None
    return {
        row_id: frozenset(name for name, by_hand in fields.items() if by_hand)
        for row_id, fields in newest.items()
    }


def _council(session: Session) -> str:
    me = profile(session)
    return me.council if me else ""
