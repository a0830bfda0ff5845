"""The table of the caseload laid out: how wide each column is, the heading, one child as one line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from screens.marks import MARKS, plain, row, sign
from screens.matches import underlined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from iro_tui.casework.caseload import CaseloadRow

    Cell = tuple[Content | str, int] | tuple[Content | str, int, str]

DAY = 10
"""Cells of a date, and of how far away it is."""


@dataclass(frozen=True)
class Table:
    """The columns for one width; in a narrow terminal midway and worker go."""

    status: int
    name: int
    home: int
    """0 in a tiny terminal, where how far away the review is goes too."""
    worker: int
    """0 in a narrow terminal."""
    wide: bool
    today: date

    @classmethod
    def of(cls, rows: Sequence[CaseloadRow], width: int, wide: bool, today: date) -> Table:
        """Fit the columns to what stands in them; home and worker give way to names, to 15 and 12 cells."""
        status = _longest((each.status for each in rows), 13, 18)
        name = _longest((each.name for each in rows), 13, 20)
        home = _longest((each.home for each in rows), 4, 19)
        if not wide:
            room = width - 24 - 12 - status
            if room < 18:
                return cls(status, width - 14 - 8 - status, 0, 0, wide, today)
            home = min(home, max(room - name, 8))
            return cls(status, min(name, room - home), home, 0, wide, today)
        worker = _longest((each.worker for each in rows), 6, 14)
        room = width - 34 - 16 - status
        for _ in range(max(name + home + worker - room, 0)):
            if home > 15:
                home -= 1
            elif worker > 12:
                worker -= 1
        return cls(status, min(name, room - home - worker), home, worker, wide, today)

    def heading(self) -> Content:
        """Return the words over the columns."""

        def word(text: str) -> Content:
            return plain(text, "$muted")

        cells: list[Cell] = [
            ("", 1),
            (word("Status"), self.status),
            (word("Name"), self.name),
            (word("Age"), 3, "right"),
            (word("Next review" if self.home else "Review"), DAY + 2 + DAY if self.home else DAY),
        ]
        if self.wide:
            cells.append((word("Midway"), DAY))
        if self.home:
            cells.append((word("Home"), self.home))
        if self.wide:
            cells.append((word("Worker"), self.worker))
        return row(*cells)

    def line(self, each: CaseloadRow, wanted: str) -> Content:
        """Return one child as one line, with what the filter found underlined."""
        status = "$muted" if each.sign in ("coming", "done") else MARKS[each.sign].style
        years = plain(str(each.age), "underline" if str(each.age) in wanted.split() else "$muted")
        due = each.next_words if len(each.next_words) <= DAY else each.next_words.replace(" wd", "")
        cells: list[Cell] = [
            (sign(each.sign), 1),
            (underlined(each.status, wanted, status), self.status),
            (underlined(each.name, wanted), self.name),
            (years, 3, "right"),
            (self._day(each), DAY),
        ]
        if self.home:
            cells.append((plain(due, "$late" if each.next_late else "$muted"), DAY, "right"))
        if self.wide:
            cells.append((self._midway(each), DAY))
        if self.home:
            cells.append((underlined(each.home, wanted), self.home))
        if self.wide:
            cells.append((underlined(each.worker, wanted, "$muted"), self.worker))
        return row(*cells)

    def _day(self, each: CaseloadRow) -> Content:
        from iro_tui.rules.dates import say_date

        if each.next_review is None:
            return plain("none", "$muted")
        said = say_date(each.next_review, self.today)
        if len(said) <= DAY:
            return plain(said)
        # With its year a date is too long for the column; the weekday goes, and the century.
        short = say_date(each.next_review, weekday=False)
        return plain(f"{short[:-4]}{short[-2:]}")

    def _midway(self, each: CaseloadRow) -> Content:
        from iro_tui.rules.dates import say_date

        if each.midway_done:
            return sign("done") + plain(" done", "$muted")
        return plain(say_date(each.midway_on, self.today)) if each.midway_on else plain("none", "$muted")


def _longest(texts: Iterable[str], least: int, most: int) -> int:
    return min(max([len(text) for text in texts] + [least]), most)
