"""All children of the caseload in one table, most pressing first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_tui.casework.signs import Sign


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """One child as one line."""

    child_id: str
    mosaic_id: str
    sign: Sign
    status: str
    """At most 18 cells: `midway 12 wd late`, `review in 6 wd`, `up to date`."""
    name: str
    age: int
    next_review: date | None
    """The booked day, else the last day the law allows; None when there will be none or it cannot be told."""
    next_words: str
    """`in 50 wd`, `3 wd late`, or `` when there is no date."""
    next_late: bool
    midway_done: bool
    """Whether one was held since the last review."""
    midway_on: date | None
    """The day it was held when it is done, else the day it is due; None when none is due."""
    home: str
    """At most 19 cells: `foster`, `kinship`, `with parents`; empty when not on the record."""
    worker: str
    """`G. Adeyemi`; empty when not on the record."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose caseload this is, for the header."""

    name: str
    """`Ruth Calder`; empty before the profile is written."""
    short: str
    """`R. Calder`."""
    children: int
    """Children on the caseload now."""
