"""Letters: every review letter that is owed, how far it is, and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content

from screens.marks import MARKS, plain, row, sign
from screens.page import Page
from screens.widgets.empty import EmptyPage
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel
from screens.widgets.rows import BLANK, Line, RowList

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.widget import Widget

    from iro_tui.casework.letters import LetterOwed
    from iro_tui.casework.signs import Sign


class LettersOwedScreen(Page):
    """One line for each letter, by the day the record of its review must be complete."""

    PLACES = ("letters", "app")
    PAGE = "letters"
    HELP_PAGE = "letters"
    CSS_PATH = "letters_owed.tcss"
    SHOWS = frozenset(
        {"bank_holiday", "child", "letter", "outbox_entry", "period_of_care", "review", "rule_setting"}
    )

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, LetterOwed] = {}

    def where(self) -> str:
        """Letters."""
        return "Letters"

    def body(self) -> Iterable[Widget]:
        """Counts over the list, or one sentence when no review has been completed lately."""
        yield Vertical(
            Cut("", id="letters-summary", classes="summary"),
            Panel("Letters after reviews", Cut("", id="letters-heading"), RowList("letters-rows")),
            id="letters-list",
            classes="body",
        )
        yield EmptyPage(
            "No letter is owed.",
            "Complete a review, and its letter waits here: drafted from what you recorded, "
            "due 15 working days later.",
        )

    def opened(self) -> None:
        """Start on the letter that is due first."""
        self.query_one(RowList).focus()

    def load(self) -> None:
        """Read every letter of the last weeks."""
        from iro_tui.casework.letters import letters_owed

        empty = self.has_class("-empty")
        self._rows = {each.review_id: each for each in self.app.ask(letters_owed, self.app.today)}
        self.set_class(not self._rows, "-empty")
        self.query_one(RowList).draw_with(self._lines)
        self.query_one("#letters-summary", Cut).show(self._summary())
        if empty and self._rows:
            self.call_after_refresh(self.query_one(RowList).focus)

    def _summary(self) -> Content:
        from iro_tui.casework.letters import DRAFT, EXPORTED, NOT_BEGUN

        rows = tuple(self._rows.values())
        owed = [each for each in rows if each.state in (NOT_BEGUN, DRAFT)]
        ready = [each for each in rows if each.state == EXPORTED]

        def piece(number: int, words: str, style: str = "$text") -> Content:
            return plain(str(number), f"{style} bold" if number else "$muted") + plain(f" {words}", "$muted")

        def with_late(those: Sequence[LetterOwed], words: str) -> Content:
            late = sum(self._sign(each) == "late" for each in those)
            return piece(len(those), words) + plain(", ", "$muted") + piece(late, "late", "$late")

        return Content("      ").join(
            [
                with_late(owed, "letter owed" if len(owed) == 1 else "letters owed"),
                piece(sum(each.state == NOT_BEGUN for each in owed), "not begun"),
                with_late(ready, "to upload"),
            ]
        )

    def _lines(self, width: int) -> Iterable[Line]:
        from iro_tui.casework.letters import WITH_THE_COUNCIL

        longest = max([len(each.child) for each in self._rows.values()] + [12])
        name_width = min(longest, 20 if self.wide else 17)
        self._draw_heading(name_width)
        rows = tuple(self._rows.values())
        open_rows = [each for each in rows if each.state != WITH_THE_COUNCIL]
        there = [each for each in rows if each.state == WITH_THE_COUNCIL]
        yield from self._group("Not with the council yet", open_rows, name_width)
        if there:
            if self.tall:
                yield BLANK
            yield from self._group("With the council", there[::-1], name_width)

    def _group(self, title: str, rows: Sequence[LetterOwed], name_width: int) -> Iterable[Line]:
        yield Line(None, plain(title, "bold") + plain(f"  {len(rows) or ''}", "$muted"))
        if not rows:
            yield Line(None, plain("Every letter is with the council.", "$muted"))
        for each in rows:
            yield Line(each.review_id, self._line(each, name_width))

    def _draw_heading(self, name_width: int) -> None:
        words = (("", 1), ("Record due", 22), ("Name", name_width + 4), ("Review", self._review_width))
        cells = [(plain(word, "$muted"), cell) for word, cell in words]
        cells.append((plain("State", "$muted"), 19))
        self.query_one("#letters-heading", Cut).show(row(*cells))

    @property
    def _review_width(self) -> int:
        return 20 if self.wide else 6

    def _line(self, each: LetterOwed, name_width: int) -> Content:
        from iro_tui.rules.dates import say_date, say_due

        name = self._sign(each)
        due = "" if name == "done" else say_due(each.due, self.app.today)
        style = MARKS[name].style if name == "late" or (each.due - self.app.today).days <= 1 else "$muted"
        return row(
            (sign(name), 1),
            (plain(say_date(each.due, self.app.today)), 10),
            (plain(due, style), 10),
            (plain(each.child), name_width),
            (plain(str(each.age), "$muted"), 2, "right"),
            (plain(self._review(each), "$muted"), self._review_width),
            (plain(each.state, "$done" if name == "done" else ""), 19),
        )

    def _review(self, each: LetterOwed) -> str:
        """Say which review; the number is not known when earlier ones are not on the record."""
        from iro_tui.rules.dates import say_date

        day = say_date(each.review_on, self.app.today, weekday=self.wide)
        return f"review {each.number}, {day}" if each.number and self.wide else day

    def _sign(self, each: LetterOwed) -> Sign:
        """Late before anything else; an exported letter has one step to go."""
        from iro_tui.casework.letters import EXPORTED, NOT_BEGUN, WITH_THE_COUNCIL

        if each.state == WITH_THE_COUNCIL:
            return "done"
        if each.due < self.app.today:
            return "late"
        if each.state == EXPORTED or (each.due - self.app.today).days <= 1:
            return "today"
        return "open" if each.state == NOT_BEGUN else "coming"

    @property
    def _row(self) -> LetterOwed | None:
        return self._rows.get(self.query_one(RowList).chosen or "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be opened where there is nothing."""
        if action in ("open_letter", "open_child", "export_all"):
            return bool(self._rows)
        return super().check_action(action, parameters)

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Open the letter."""
        event.stop()
        self.action_open_letter()

    def action_open_letter(self) -> None:
        """Open the letter under the cursor; it is drafted when there is none."""
        from screens.doing import open_letter

        if self._row is not None:
            open_letter(self.app, self._row.review_id)

    def action_export_all(self) -> None:
        """Write every finished letter to Word."""
        from letters.many import finished_letters
        from screens.exporting import ExportingDialog

        letters = finished_letters(tuple(self._rows.values()))
        if not letters:
            self.app.say("No letter is waiting to be written to Word.")
            return
        self.app.push_screen(ExportingDialog(letters))

    def action_open_child(self) -> None:
        """Open the child's page."""
        if self._row is not None:
            self.app.open_child(self._row.child_id)
