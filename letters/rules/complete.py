"""The record in the letter: greeting, date of the review, signature (B01, B04, B10)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from letters.dates import MONTHS, find_dates
from letters.page import Page
from letters.rules.next_review import ANNOUNCED
from letters.rules.registry import Remark, rule

_GREETED = re.compile(r"[*_]*(?:dear|hi|hiya|hello|hey),?\s+(?P<name>.+?)[\s,.!*_]*$", re.IGNORECASE)
_ROLE = re.compile(r"\bindependent reviewing officer\b|\bIRO\b", re.IGNORECASE)
_A_NAME = re.compile(r"\b[A-Z][\w'-]+")


@rule("B01", "completeness", share=0)
def greets_this_child(page: Page) -> Iterator[Remark]:
    """A line that greets the child by the name on the record."""
    greeting = page.letter.first("greeting")
    name = page.expected.first_name
    if greeting is None:
        yield Remark(0, 0, f"The letter does not greet {name or 'the child'}.", title="no greeting")
        return
    greeted = _GREETED.match(greeting.plain)
    if name and (greeted is None or not _starts_with(greeted["name"], name)):
        yield Remark(greeting.offset, greeting.end, f"This letter is to {name}. Greet {name}.")


@rule("B04", "completeness")
def says_when_the_review_was(page: Page) -> Iterator[Remark]:
    """Day and month of the review, written out; figures alone are not for a child to read."""
    day = page.expected.review_on
    blocks = page.letter.of_kind("paragraph", "item", "heading")
    if day is None:
        told = [block for block in blocks if not ANNOUNCED.search(block.plain)]
        if not any(found.in_words for block in told for found in find_dates(block.plain)):
            yield _missing_date(page, "The letter does not say when the review was.")
        return
    found = [
        written
        for block in blocks
        for written in find_dates(block.plain)
        if (written.day, written.month) == (day.day, day.month) and written.year in (None, day.year)
    ]
    if not any(written.in_words for written in found):
        said = f"{day.day} {MONTHS[day.month - 1]}"
        yield _missing_date(
            page,
            f"The date of the review stands in figures only. Write it out: {said}."
            if found
            else f"The letter does not say when the review was: {said}.",
        )


@rule("B10", "completeness")
def signed(page: Page) -> Iterator[Remark]:
    """Name and role of the IRO, under the letter or on the grown-ups' page."""
    signature = page.letter.of_kind("signature", "signoff")
    place = signature[-1].end if signature else page.closing
    under = "\n".join(
        block.plain for block in page.letter.blocks if block.part == "adult" or block.kind == "signature"
    )
    name = page.expected.iro_name
    if not (_has(under, name) if name else _A_NAME.search(under)):
        yield Remark(place, place, f"It is not signed{f': {name}' if name else ''}.", title="no signature")
    elif not _ROLE.search(under):
        why = "The signature does not say that you are the Independent Reviewing Officer (IRO)."
        yield Remark(place, place, why, title="no role under your name")


def _missing_date(page: Page, why: str) -> Remark:
    return Remark(page.opening, page.opening, why, title="the date of the review")


def _starts_with(greeted: str, name: str) -> bool:
    start = " ".join(greeted.split())[: len(name)]
    after = " ".join(greeted.split())[len(name) : len(name) + 1]
    return start.casefold() == name.casefold() and not (after.isalnum() or after == "-")


def _has(text: str, name: str) -> bool:
    return " ".join(name.split()).casefold() in " ".join(text.split()).casefold()
