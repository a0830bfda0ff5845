"""Can the child get help: the IRO, an advocate, a complaint (B07, B08)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from letters.dates import find_dates
from letters.page import Page
from letters.rules.registry import Remark, rule
from letters.text import plain

PHONE = re.compile(r"(?<![\w./-])(?:\+\s?44|\(?0)[\d ()-]{6,16}\d(?![\w-])")
_EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_ADVOCATE = re.compile(r"\badvoca(?:te|tes|cy)\b", re.IGNORECASE)
_COMPLAIN = re.compile(r"\bcomplain(?:t|ts|ing|ed)?\b", re.IGNORECASE)
_DIGITS = range(8, 12)
"""Digits in a number: Childline has 8, most have 11."""


@rule("B07", "completeness")
def iro_can_be_reached(page: Page) -> Iterator[Remark]:
    """The IRO's own number or e-mail; any, when none is known."""
    known = page.expected
    if known.iro_phone or known.iro_email:
        email = (known.iro_email or "").strip().casefold()
        if (known.iro_phone and _stands(page, known.iro_phone)) or (email and email in page.plain.casefold()):
            return
        why = "Neither your number nor your e-mail is in the letter, so the child cannot reach you from it."
        say = tuple(filter(None, (known.iro_phone, known.iro_email)))
    else:
        if _numbers(page.plain) or _EMAIL.search(page.plain):
            return
        why, say = "There is no number or e-mail in the letter, so the child cannot reach you from it.", ()
    yield Remark(page.closing, page.closing, why, title="how to reach you", say_instead=say)


@rule("B08", "completeness")
def rights(page: Page) -> Iterator[Remark]:
    """An advocate, how to complain, and the number of the advocacy service."""
    if not _ADVOCATE.search(page.plain):
        yield _missing(page, "The letter does not say that the child can have an advocate.", "no advocate")
    if not _COMPLAIN.search(page.plain):
        yield _missing(page, "The letter does not say that the child can complain.", "no complaint")
    number = page.expected.advocacy_phone
    if number and not _stands(page, number):
        why = f"The number of the advocacy service is not in the letter: {number}."
        yield _missing(page, why, "the advocacy number", (number,))
    elif not number and _ADVOCATE.search(page.plain) and not _number_beside_advocate(page):
        yield _missing(page, "No number stands beside the advocate.", "the advocacy number")


def _missing(page: Page, why: str, title: str, say_instead: tuple[str, ...] = ()) -> Remark:
    return Remark(page.closing, page.closing, why, title=title, say_instead=say_instead)


def _stands(page: Page, number: str) -> bool:
    """Whether a number of the record is in the letter, spaced otherwise too, or just as it is recorded."""
    as_it_is = rf"(?<!\d){re.escape(plain(number).strip())}(?!\d)"
    return bool(_numbers(page.plain) & _numbers(number)) or re.search(as_it_is, page.plain) is not None


def _number_beside_advocate(page: Page) -> bool:
    """Whether a number stands in a paragraph that names the advocate, or in the one after it."""
    blocks = page.letter.of_kind("paragraph", "item", "table", "heading")
    for number, block in enumerate(blocks):
        if _ADVOCATE.search(block.plain):
            beside = " ".join(near.plain for near in blocks[number : number + 2])
            if _numbers(beside):
                return True
    return False


def _numbers(text: str) -> set[str]:
    """The telephone numbers of a text, digits only, +44 as 0; dates in figures are none."""
    dates = [(found.start, found.end) for found in find_dates(text)]
    found = set()
    for match in PHONE.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in dates):
            continue
        digits = re.sub(r"\D", "", match[0].replace("(0)", ""))
        digits = "0" + digits[2:] if match[0].startswith("+") else digits
        if len(digits) in _DIGITS:
            found.add(digits)
    return found
