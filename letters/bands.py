"""Age bands, and how easy a letter for each of them has to be (letters.md 2.1)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from iro_tui.errors import BadInput

OLDEST = 25
"""Care leavers may be written to until they are 25."""


@dataclass(frozen=True, slots=True)
class Band:
    """One age band: the same sections in the same order for every child in it."""

    name: str
    """`0 to 4`, `5 to 7`, `8 to 11`, `12 to 15` or `16 to 17`."""
    youngest: int
    mean_sentence: int
    """Words in a sentence, on average, at most."""
    longest: int
    """Words in the longest sentence."""
    words: int
    """Words in the child's part, at most."""
    body_font_pt: int


BANDS = (
    Band("0 to 4", 0, mean_sentence=8, longest=14, words=260, body_font_pt=16),
    Band("5 to 7", 5, mean_sentence=9, longest=16, words=380, body_font_pt=16),
    Band("8 to 11", 8, mean_sentence=12, longest=20, words=520, body_font_pt=14),
    Band("12 to 15", 12, mean_sentence=14, longest=24, words=620, body_font_pt=12),
    Band("16 to 17", 16, mean_sentence=15, longest=25, words=700, body_font_pt=12),
)


@dataclass(frozen=True, slots=True)
class Targets:
    """What the child's part of a letter is measured against."""

    band: Band
    age: int
    """The reader's age in whole years."""
    reading_support: bool
    mean_sentence: int
    longest: int
    words: int
    grade: float
    """Flesch-Kincaid grade to aim at; only more than `SLACK` above it is worth a remark."""
    body_font_pt: int


_EASY_READ = 14
"""Words in a sentence at most for a learning disability: "under 15 words"."""

SLACK = 0.5
"""How far a grade wobbles on ten sentences (letters.md 5.4)."""


def band_for(age: int) -> Band:
    """The band of a reader of `age`; 18 to 25 read the letter of the oldest band.

    Raises:
        BadInput: the age is below 0 or above 25.
    """
    if not 0 <= age <= OLDEST:
        raise BadInput(f"A letter is for a reader aged 0 to {OLDEST}, and {age} is not.")
    return [band for band in BANDS if band.youngest <= age][-1]


def targets(age: int, reading_support: bool = False, needs: Collection[str] = ()) -> Targets:
    """The targets for a reader of `age`.

    Args:
        age: the reader's age in whole years. For a baby's later-life letter it is the age it is written for.
        reading_support: new to English, a learning disability, autism, deaf with BSL first, dyslexia, or a
            reading age two years behind. Tightens sentences and grade, never loosens them.
        needs: codes of `letter_need.csv`; a learning disability tightens further (letters.md 2.7).

    Raises:
        BadInput: the age is below 0 or above 25.
    """
    band = band_for(age)
    grade = max(1.5, min(age - 7.0, 7.0))
    if not reading_support:
        return Targets(
            band, age, False, band.mean_sentence, band.longest, band.words, grade, band.body_font_pt
        )
    easy_read = "LEARNING" in needs
    return Targets(
        band=band,
        age=age,
        reading_support=True,
        mean_sentence=min(band.mean_sentence, 10),
        longest=min(band.longest, _EASY_READ if easy_read else 18),
        words=band.words,
        grade=min(grade, 3.5),
        body_font_pt=max(band.body_font_pt, 14),
    )
