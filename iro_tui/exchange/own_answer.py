"""An answer of the IRO's own to a question about a cell: typed, and read as the cell would be."""

from __future__ import annotations

from datetime import date

from iro_tui.errors import BadInput
from iro_tui.exchange.cells import read_code
from iro_tui.exchange.questions import Question, Unsure
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import parse_date, say_date

ASKED_AS = {"date": "the day", "past date": "the day", "name": "the first name"}
"""What is typed, in words; everything else is a code."""


def words_for(question: Question) -> str:
    """What may be typed as the answer, in words: `the day`, `the legal status`; empty for nothing."""
    if not question.asks:
        return ""
    return ASKED_AS.get(question.asks) or f"the {question.asks.replace('_', ' ')}"


def say_own(question: Question, answer: str) -> str:
    """What `own_answer` kept, as an IRO says it: `Sun 3 Mar 2024`, a code with its words, a name."""
    if question.asks in ("date", "past date"):
        return say_date(date.fromisoformat(answer))
    return answer if question.asks == "name" else f"{answer}, {codes(question.asks)[answer].label}"


def own_answer(question: Question, typed: str, today: date) -> str:
    """What is kept of a typed answer: a day in ISO form, a code, or the name as it was typed.

    Args:
        question: one that says what it asks.
        typed: the words; days in any shape a form takes.
        today: the day that stands in for today.

    Raises:
        BadInput: it is not what is asked, with the codes that may be meant.
    """
    words = " ".join(typed.split())
    if question.asks in ("date", "past date"):
        day = parse_date(words, today, past=question.asks == "past date")
        if question.asks == "past date" and day > today:
            raise BadInput(f"{say_date(day)} has not come yet.")
        return day.isoformat()
    if question.asks == "name":
        if not any(letter.isalpha() for letter in words) or len(words) > 80:
            raise BadInput("Type the name as it is written on letters.")
        return words
    try:
        code = read_code(words, question.asks)
    except Unsure as unsure:
        near = [option.words for option in unsure.options] or [
            f"{code}, {entry.label}" for code, entry in list(codes(question.asks).items())[:3]
        ]
        raise BadInput(f"{unsure} Such as: {'; '.join(near)}.") from None
    if not code:
        raise BadInput("Type the code, or its words.")
    return code
