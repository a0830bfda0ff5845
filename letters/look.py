"""What the Word file needs to know besides the words of the letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
