"""The date of the next review (B06)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from iro_tui.rules.working_days import add_months
from letters.dates import WEEKDAYS, WrittenDate, find_dates, in_full
from letters.page import Page
from letters.reading import sentences
from letters.rules.registry import Remark, rule
from letters.text import Block

ANNOUNCED = re.compile(
    r"\bnext\s+(?:(?:looked[- ]after(?:\s+child)?|child\s+in\s+care|statutory|formal|lac|cla|cic)\s+)?"
    r"(?:review|meeting)\b",
    re.IGNORECASE,
)
_MONTHS_AT_MOST = 6
"""Later reviews are never more than six months apart (practice.md C3, reg 33(2))."""


@rule("B06", "completeness")
def next_review_is_right(page: Page) -> Iterator[Remark]:
    """A full date, after this review, on its own weekday, no later than the law allows."""
    if page.expected.last_review:
        return
    announced = list(_announced(page))
    dated = [written for written in announced if written.year is not None]
    if not announced:
        why = "The letter does not give the date of the next review."
        yield Remark(page.closing, page.closing, why, title="no next review", say_instead=_right(page))
    elif not dated:
        first = announced[0]
        yield Remark(first.start, first.end, "Add the year to the date of the next review.")
    right, letter_on = page.expected.next_review, _letter_date(page)
    past = right is not None and letter_on is not None and right <= letter_on
    if right and not past and any(written.value == right and not written.wrong_weekday for written in dated):
        return  # other dates are of other meetings
    for written in dated:
        if problem := _problem(page, written):
            yield Remark(written.start, written.end, problem, say_instead=_right(page))


def _announced(page: Page) -> Iterator[WrittenDate]:
    """Dates in the sentences that speak of the next review, or else in what follows them."""
    blocks = page.letter.of_kind("paragraph", "item", "heading")
    found = [
        replace(written, start=at + written.start, end=at + written.end)
        for block in blocks
        for at, text in _speaking(block)
        for written in find_dates(text)
    ]
    if found:
        yield from found
        return
    for number, block in enumerate(blocks):
        if announced := ANNOUNCED.search(block.plain):
            after = block if block.kind != "heading" else (*blocks[number + 1 :], block)[0]
            start = announced.end() if after is block else 0
            for written in find_dates(after.plain[start:]):
                at = after.offset + start
                yield replace(written, start=at + written.start, end=at + written.end)
                break


def _speaking(block: Block) -> Iterator[tuple[int, str]]:
    if not ANNOUNCED.search(block.plain):
        return
    for sentence in sentences(block.plain):
        if ANNOUNCED.search(sentence.text):
            yield block.offset + sentence.start, sentence.text


def _problem(page: Page, written: WrittenDate) -> str | None:
    known = page.expected
    day = written.value
    if day is None:
        return "There is no such day. Check the date of the next review."
    if known.next_review and day != known.next_review:
        return f"The record says {_in_words(known.next_review)}."
    if written.wrong_weekday:
        return f"{in_full(day)} is a {WEEKDAYS[day.weekday()]}."
    if known.review_on and day <= known.review_on:
        return f"The next review has to be after this one, which was on {in_full(known.review_on)}."
    letter_on = _letter_date(page)
    if letter_on and day <= letter_on:
        return "The next review is not after the date of the letter. Book another day for it."
    limit = known.next_review_limit or (known.review_on and add_months(known.review_on, _MONTHS_AT_MOST))
    if limit and day > limit:
        return f"Later than the law allows: {in_full(limit)} is the last day (reg 33)."
    return None


def _letter_date(page: Page) -> date | None:
    block = page.letter.first("date")
    return next((written.value for written in find_dates(block.text)), None) if block else None


def _right(page: Page) -> tuple[str, ...]:
    day, letter_on = page.expected.next_review, _letter_date(page)
    if day and letter_on and day <= letter_on:
        return ()
    return (f"Your next review is on {_in_words(day)}.",) if day else ()


def _in_words(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {in_full(day)}"
