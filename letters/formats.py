"""One text, three formats (letters.md 2.7 and 6): standard, large print, dyslexia-friendly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from letters.bands import targets

if TYPE_CHECKING:
    from iro_tui.casework.letter_facts import LetterFacts


@dataclass(frozen=True, slots=True)
class Format:
    """How the same words are set. Sizes in points."""

    code: str
    """Code of `letter_format.csv`."""
    least_pt: int = 0
    """The child's part is never smaller; 0 leaves it at the size of the age band."""
    small_pt: int = 9
    """Letterhead lines and footer."""
    all_large: bool = False
    """Whether tables and the grown-ups' page are as large as the rest."""
    gap_pt: float = 0
    """Room put between letters."""
    line: float = 1.5
    tight_line: float = 1.15
    """Between the lines of headings and tables."""
    after_pt: int = 10
    """Below a paragraph."""
    file_word: str = "review-letter"
    """What stands in the name of the file."""


STANDARD = Format("STANDARD")
FORMATS = {
    each.code: each
    for each in (
        STANDARD,
        Format(
            "LARGE",
            least_pt=18,
            small_pt=14,
            all_large=True,
            tight_line=1.3,
            after_pt=14,
            file_word="review-letter-large-print",
        ),
        Format(
            "DYSLEXIA",
            least_pt=14,
            small_pt=12,
            gap_pt=0.7,
            tight_line=1.5,
            after_pt=14,
            file_word="review-letter-dyslexia",
        ),
    )
}
"""Every format by its code."""

_BY_NEED = (("SIGHT", "LARGE"), ("DYSLEXIA", "DYSLEXIA"))
"""Large print comes first for a child who needs both: the words must be seen before they are read."""


def format_for(facts: LetterFacts, chosen: str = "") -> Format:
    """The format of a letter.

    Args:
        facts: the facts of the letter, with what the child needs.
        chosen: the code the IRO chose for this letter; empty for what the child needs.
    """
    if chosen in FORMATS:
        return FORMATS[chosen]
    wanted = "LARGE" if facts.print_pt is not None else ""
    return FORMATS[wanted or next((code for need, code in _BY_NEED if need in facts.needs), "STANDARD")]


def body_pt(facts: LetterFacts, reader: int, form: Format) -> int:
    """The size of the child's part in points: by age, by format, by the child's own size.

    Args:
        facts: the facts of the letter.
        reader: the age it is written for, in whole years.
        form: the format.
    """
    by_age = targets(reader, facts.reading_support).body_font_pt
    if form.all_large and facts.print_pt is not None:
        return facts.print_pt
    return max(by_age, form.least_pt)
