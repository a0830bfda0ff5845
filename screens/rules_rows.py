"""The list of rules laid out, and what one rule says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from screens.marks import plain, row, sign
from screens.widgets.rows import BLANK, Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from iro_tui.casework.settings import BankHolidayLine, RuleLine

HOLIDAY = "holiday "
"""Begins the id of the row of a bank holiday."""

PARTS = {
    "Reviews": "By when a review is held",
    "Meetings": "Held, adjourned, in several meetings",
    "Earlier": "Reviews brought forward",
    "Before": "Before a review",
    "After": "After a review",
    "Midway": "Midway reviews",
    "Watched": "What others do and you watch",
    "Alerts": "Practice alerts",
    "Program": "This list",
    "Figures": "Figures of the year",
}
"""The heading of each part of the list of rules."""


@dataclass(frozen=True)
class RulesTable:
    """Rules and added bank holidays, for one day."""

    rules: Sequence[RuleLine]
    holidays: Sequence[BankHolidayLine]
    today: date

    @property
    def changed(self) -> int:
        """How many rules differ from the list."""
        return sum(line.changed for line in self.rules)

    def rule(self, row_id: str | None) -> RuleLine | None:
        """The rule of a row; None for any other row."""
        return next((line for line in self.rules if line.id == row_id), None)

    def holiday(self, row_id: str | None) -> BankHolidayLine | None:
        """The bank holiday of a row; None for any other row."""
        return next((each for each in self.holidays if HOLIDAY + each.id == row_id), None)

    def summary(self) -> Content:
        """How many rules there are, are law, and were changed."""
        law = sum(line.mark == "S" for line in self.rules)
        pieces = (
            (len(self.rules), "rules"),
            (law, "law"),
            (self.changed, "changed by you"),
            (len(self.holidays), "bank holiday added" if len(self.holidays) == 1 else "bank holidays added"),
        )
        parts = [
            plain(str(number), "$text bold" if number else "$muted") + plain(f" {word}", "$muted")
            for number, word in pieces
        ]
        return Content("    ").join(parts)

    def lines(self, width: int, tall: bool) -> Iterator[Line]:
        """Yield the bank holidays, then the rules part by part."""
        yield Line(None, plain("Bank holidays you added", "bold"))
        yield Line(None, plain(until_when(), "$muted"))
        for each in self.holidays:
            yield Line(HOLIDAY + each.id, self._holiday_row(each, width))
        part = ""
        for line in self.rules:
            if line.part != part:
                if tall:
                    yield BLANK
                part = line.part
                yield Line(None, plain(PARTS.get(part, part), "bold"))
            yield Line(line.id, self._row(line, width))

    def _row(self, line: RuleLine, width: int) -> Content:
        number = f"{line.number} {line.unit}" if line.number is not None else ""
        style = "" if line.in_force else "$muted"
        return row(
            (sign("done" if line.in_force else "open"), 1),
            (plain("on" if line.in_force else "off", "$muted"), 3),
            (plain(line.title, style), max(width - 51, 18)),
            (plain(line.strength, "$muted"), 15),
            (plain(number, style), 15),
            (plain("changed" if line.changed else "", "$today"), 7),
        )

    def _holiday_row(self, each: BankHolidayLine, width: int) -> Content:
        from iro_tui.rules.dates import say_date

        return row((sign("done"), 1), (plain(say_date(each.day)), 15), (plain(each.name), width - 20))

    def says(self, row_id: str | None, width: int) -> Content:
        """Everything about one row, in lines of a width."""
        line, holiday = self.rule(row_id), self.holiday(row_id)
        if line is None:
            words = "Working days pass over it. Delete takes it out." if holiday else ""
            return Content("\n").join(plain(words).wrap(width))
        lines: list[Content] = [*plain(line.title, "bold").wrap(width)]
        lines += plain(f"{line.strength}, {line.id}").wrap(width)
        lines += [Content(""), *plain(line.says).wrap(width), Content("")]
        if line.mark != "P":
            lines += plain(line.source, "$muted").wrap(width)
        if line.confirm:
            lines += plain("Ask your council to confirm it.", "$muted").wrap(width)
        lines.append(Content(""))
        for words in self._what_can_be_done(line):
            lines += plain(words, "$muted").wrap(width)
        return Content("\n").join(lines)

    def says_short(self, row_id: str | None, width: int) -> Content:
        """What a rule says and where it stands, in at most three lines."""
        line = self.rule(row_id)
        if line is None:
            return self.says(row_id, width)
        where = f"{line.strength}, {line.id}" + (f" · {line.source}" if line.mark != "P" else "")
        source = plain(where, "$muted").truncate(width, ellipsis=True)
        return Content("\n").join([*plain(line.says).wrap(width)[:2], source])

    def _what_can_be_done(self, line: RuleLine) -> Iterator[str]:
        if line.changed and line.number != line.usual_number:
            yield f"Usually {line.usual_number} {line.unit}."
        if not line.editable:
            yield self.why_fixed(line)
        if not line.on_the_list:
            yield "Today counts no date by it: nothing on the record answers to it yet."

    def why_fixed(self, line: RuleLine) -> str:
        """Why a rule has no number to set."""
        if line.mark == "S":
            return f"{line.title} is law and stays as it is."
        if not line.editable:
            return f"{line.title} keeps the dates within the law and stays as it is."
        return f"{line.title} has no number to set. Space switches it on or off."


def until_when() -> str:
    """Up to which year bank holidays were announced, and what is done about later ones: 73 cells."""
    from iro_tui.rules.working_days import announced_until

    announced, listed = announced_until()
    return f"Known up to {announced}; to {listed} by the usual rules. n adds one that is proclaimed."
