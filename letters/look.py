"""What the Word file needs to know besides the words of the letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from letters.dates import in_full
from letters.formats import STANDARD, Format
from letters.said_plainly import clean

ADULT_PT = 12


@dataclass(frozen=True)
class Look:
    """How one letter looks and whose it is: no surname, date of birth or system number of the child."""

    first_name: str
    """What the letter calls the child."""
    review_on: date
    letter_on: date
    """Stands in the file as the day it was made, so that the same letter gives the same bytes."""
    body_pt: int
    """Size of the child's part in points, by age band (letters.md 2.1)."""
    iro_name: str
    iro_title: str = ""
    iro_phone: str = ""
    iro_email: str = ""
    council: str = ""
    """Stands at the head of the first page; empty for none."""
    title: str = ""
    """The file's title; empty for that of a review letter."""
    footer: str = ""
    """What stands at the foot of each page; empty for what stands there in a letter."""
    for_adults: bool = False
    """A working paper: closer lines and a smaller table than a child's letter has."""
    one_page: bool = False
    """A sheet that has to fit on one page: closer still."""
    format: Format = STANDARD

    @property
    def table_pt(self) -> int:
        """Size of a table in the child's part, in points."""
        if self.format.all_large:
            return self.body_pt
        return self.body_pt - 1 if self.for_adults else max(ADULT_PT, self.body_pt - 2)

    @property
    def adult_pt(self) -> int:
        """Size of the grown-ups' page, in points."""
        return self.body_pt if self.format.all_large else ADULT_PT

    @property
    def titled(self) -> str:
        """The file's title."""
        reviewed = in_full(self.review_on)
        return self.title or f"Letter to {clean(self.first_name)} about the review on {reviewed}"

    @property
    def subject(self) -> str:
        """What the file is about; the title itself for all but a review letter."""
        return self.title or f"Record of the review on {in_full(self.review_on)}"

    @property
    def foot(self) -> str:
        """What stands at the foot of each page."""
        name = clean(self.first_name)
        return self.footer or f"Private: for {name} and the people who help to care for {name}"
