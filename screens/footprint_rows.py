"""The table of the footprint laid out: days since each kind of activity, and why a child has gone quiet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from screens.marks import joined, plain, row, sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iro_tui.casework.footprint import Footprint
    from iro_tui.casework.signs import Sign

SHOWN = ("review", "midway", "talk", "contact", "guardian", "alert", "letter")
"""Kinds with a column of their own where there is room; the others stand in the line below."""

NAME, SHORT_NAME, DAYS, STATE = 20, 18, 8, 11


def summary(lines: Sequence[Footprint], weeks: int | None) -> Content:
    """Return how many there are, and what counts as quiet."""
    quiet = sum(each.quiet for each in lines)
    if weeks is None:
        said = plain("gone quiet is switched off in the rules", "$muted")
    else:
        ground = "bold" if quiet else "$muted"
        said = plain(str(quiet), ground) + plain(f" gone quiet, nothing for {weeks} weeks", "$muted")
    return plain(str(len(lines)), "bold") + plain(" children      ", "$muted") + said


def heading_of_quiet(quiet: Sequence[Footprint]) -> Content:
    """Return the heading over those who have gone quiet."""
    return plain("Gone quiet", "bold") + plain(f"  {len(quiet)}", "$muted")


def last_of_each(each: Footprint, today: date) -> Content:
    """Return the last day of every kind for one child, the newest first."""
    from iro_tui.casework.footprint import KINDS
    from iro_tui.rules.dates import say_date

    newest = sorted(each.last, key=lambda kind: each.last[kind], reverse=True)
    days = [plain(f"{KINDS[kind]} ", "$muted") + plain(say_date(each.last[kind], today)) for kind in newest]
    return plain(f"{each.name}   ", "bold") + (joined(days) if days else plain("nothing yet", "$muted"))


@dataclass(frozen=True)
class Table:
    """Columns for a width."""

    width: int
    wide: bool
    today: date

    def heading(self) -> Content:
        """Return the words over the columns."""
        from iro_tui.casework.footprint import KINDS

        if not self.wide:
            return plain("")
        words = [(plain(KINDS[kind], "$muted"), DAYS, "right") for kind in SHOWN]
        cells = ((" ", 1), (plain("Days since", "$muted"), NAME), ("", 2), *words)
        more = (("", 1), (plain("Midway is", "$muted"), STATE), (plain("Talks", "$muted"), 5, "right"))
        return row(*cells, *more, (plain("Alerts", "$muted"), 6, "right"), gap=1)

    def others(self, count: int) -> Content:
        """Return the heading over everybody else."""
        return plain("In touch", "bold") + plain(f"  {count}", "$muted")

    def line(self, each: Footprint) -> Content:
        """Return one child; of those who have gone quiet, with a second line that says why."""
        mark: Sign = "late" if each.quiet else ""
        name = NAME if self.wide else SHORT_NAME
        who = ((sign(mark), 1), (plain(each.name), name), (plain(str(each.age), "$muted"), 2, "right"))
        if not self.wide:
            return row(*who, (self._why(each), self.width - name - 9))
        days = [(self._days(each, kind), DAYS, "right") for kind in SHOWN]
        talks = plain(str(each.talks), "" if each.talks else "$muted")
        alerts = plain(str(each.open_alerts), "" if each.open_alerts else "$muted")
        more = (("", 1), (self._midway(each), STATE), (talks, 5, "right"), (alerts, 6, "right"))
        first = row(*who, *days, *more, gap=1)
        return first + Content("\n  ") + self._why(each) if each.quiet else first

    def _why(self, each: Footprint) -> Content:
        return plain(each.why, "$late" if each.quiet else "$muted")

    def _days(self, each: Footprint, kind: str) -> Content:
        day = each.last.get(kind)
        if day is None:
            return plain("–", "$muted")
        return plain(str((self.today - day).days), "bold" if kind == each.last_kind else "")

    def _midway(self, each: Footprint) -> Content:
        from iro_tui.rules.dates import say_date

        state, due = each.midway.state, each.midway.due
        if each.midway.done_on:
            return sign("done") + plain(" done", "$muted")
        if due is None or state in ("not needed", "superseded"):
            return plain("none due", "$muted")
        return plain(say_date(due, self.today, weekday=False), "$late" if state == "overdue" else "")
