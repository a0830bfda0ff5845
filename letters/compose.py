"""Drafting a letter from what was recorded, by rules and from nothing else.

No sentence is made up: each one is fixed wording of the child's age band, or words on the record, and keeps
its source. What the record does not hold becomes a gap in square brackets, which stops export (B03) until a
person has filled it. The same facts always give the same text.
"""

from __future__ import annotations

from dataclasses import dataclass

from iro_tui.casework.letter_facts import LetterFacts
from iro_tui.rules.dates import age
from letters.dates import in_full
from letters.parts import write
from letters.phrase_book import Section, book_for
from letters.sheet import Origin
from letters.writer import Writer

__all__ = ["Draft", "Origin", "age_of", "compose"]


@dataclass(frozen=True)
class Draft:
    """A drafted letter."""

    text: str
    """In the form of `letters.text`."""
    origin: tuple[Origin, ...]
    """Every sentence, heading and row of the table in their order, each with its sources."""
    gaps: tuple[str, ...]
    """What only a person can fill in, as it stands in the text, brackets and all."""
    phrases_version: str


def compose(facts: LetterFacts, paper: str = "") -> Draft:
    """Draft the letter of one review, or another paper for the child.

    Sections and their order are those of letters.md 2.2 to 2.6 for the child's age on the day of the letter,
    or for `facts.reader_age`.

    Args:
        facts: what is on the record.
        paper: `invitation` or `leaflet`; empty is the letter.

    Raises:
        BadInput: the child is over 25 on the day of the letter.
    """
    book = book_for(age_of(facts), facts.reader_age, facts.reading_support, paper, facts.needs)
    writer = Writer(facts, book)
    sheet = writer.sheet
    sheet.line(in_full(facts.letter_on), "date")
    sheet.line(writer.filled(book.greeting), "greeting")
    write_sections(writer, book.sections)
    sheet.line(book.sign_off, "sign-off")
    sheet.line("\n".join(writer.filled(line) for line in book.signature), "signature")
    writer.to_adults = True
    write_sections(writer, book.page)
    # A name may hold brackets of its own.
    gaps = tuple(gap for gap in dict.fromkeys(sheet.gaps) if gap not in facts.called)
    return Draft(sheet.text(), tuple(sheet.origin), gaps, book.version)


def age_of(facts: LetterFacts) -> int:
    """The child's age in whole years on the day of the letter."""
    return age(facts.born, facts.letter_on)


def write_sections(writer: Writer, sections: tuple[Section, ...]) -> None:
    """Write sections in order; one that needs what the record does not know is left out."""
    for section in sections:
        if section.only_with and not writer.knows(section.only_with):
            continue
        known = not section.needs or writer.knows(section.needs)
        heading = section.heading if known else section.instead
        writer.sheet.heading(Origin(writer.filled(heading), ("phrase:heading",)) if heading else None)
        for part in section.parts:
            write(writer, part)
