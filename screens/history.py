"""Who changed what on one child's record, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.containers import Vertical
from textual.content import Content

from iro_tui.casework.in_words import asked_fields, title_of, value_words
from screens.marks import cut, plain, spread
from screens.page import Page
from screens.widgets.panel import Panel
from screens.widgets.rows import BLANK, Line, RowList

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from textual.widget import Widget

    from iro_tui.casework.in_words import Said
    from iro_tui.vault.history import HistoryRow

MOST = 400
"""Changed rows that are read; more would be slow to draw and nobody reads further back."""


class Change(NamedTuple):
    """One field of one row that changed."""

    kind: str
    """What the row is, in words."""
    title: str
    before: str
    after: str
    fresh: bool = False
    """Whether the row itself is new, so that nothing stood there before."""

    def words(self) -> str:
        """The change on one line."""
        if not self.title:
            return self.kind
        if self.fresh:
            return f"{self.kind}, {self.title.lower()}: {self.after}"
        return f"{self.kind}, {self.title.lower()}: {self.before or 'nothing'} -> {self.after or 'nothing'}"


class Step(NamedTuple):
    """What was done at one time."""

    number: int
    at: datetime
    words: str
    who: str
    changes: tuple[Change, ...]


class HistoryScreen(Page):
    """Every change of one child's record, newest first."""

    PLACES = ("history", "back", "app")
    PAGE = "caseload"
    HELP_PAGE = "history"
    CSS_PATH = "history.tcss"
    SHOWS = None

    def __init__(self, child_id: str) -> None:
        super().__init__()
        self.child_id = child_id
        self._called = ""
        self._steps: tuple[Step, ...] = ()
        self._cut_off = False
        self._begins = ""

    def where(self) -> str:
        """The child, and what this is."""
        return f"{self._called} / History" if self._called else "History"

    def body(self) -> Iterable[Widget]:
        """One list."""
        yield Vertical(
            Panel("Who changed what", RowList("history-rows", several_lines=True), id="history-panel"),
            classes="body",
        )

    def opened(self) -> None:
        """Start on the newest change."""
        self.query_one("#history-rows").focus()

    def load(self) -> None:
        """Read the history and put it into words."""
        from iro_tui.casework.child_history import begins, child_history
        from iro_tui.casework.children import form_values
        from iro_tui.errors import IroError

        try:
            child = self.app.ask(form_values, "child", self.child_id)
        except IroError as error:
            self.app.say(str(error))
            self.call_later(self.action_go_back)
            return
        self._called = child["known_as"] or child["first_name"]
        rows = self.app.ask(child_history, self.child_id, MOST)
        self._begins = self.app.ask(begins, self.child_id, self.app.clock().tzinfo)
        self._cut_off = len(rows) == MOST
        self._steps = tuple(steps_of(rows, self._called))
        self.query_one("#history-rows", RowList).draw_with(self._lines)

    def _lines(self, width: int) -> Iterable[Line]:
        from iro_tui.rules.dates import say_date

        most = 4 if self.tall else 2
        if not self._steps:
            yield Line(None, plain("Nothing has changed yet.", "bold"))
        for place, step in enumerate(self._steps):
            if place and self.tall:
                yield BLANK
            at = step.at.astimezone(self.app.clock().tzinfo)
            day = cut(plain(f"{say_date(at.date(), self.app.today)}  {at:%H:%M}", "$muted"), 19)
            lines = [spread(day + plain(step.words, "bold"), plain(step.who, "$muted"), width)]
            shown = step.changes if len(step.changes) <= most else step.changes[: most - 1]
            indent = 19 if self.wide else 12
            for change in shown:
                lines.append(Content(" " * indent) + cut(plain(change.words(), "$muted"), width - indent))
            if len(shown) < len(step.changes):
                more = f"and {len(step.changes) - len(shown)} more"
                lines.append(Content(" " * indent) + plain(more, "$muted"))
            yield Line(str(step.number), Content("\n").join(lines))
        if self._cut_off:
            yield Line(None, plain("Older changes are kept, and not shown here.", "$muted"))
        if self._begins:
            yield Line(None, plain(self._begins, "$muted"))

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Show the whole step."""
        event.stop()
        self.action_open_step()

    def action_open_step(self) -> None:
        """Show every change of the step under the cursor in full."""
        from iro_tui.rules.dates import say_date
        from screens.entry import EntryDialog

        chosen = self.query_one("#history-rows", RowList).chosen
        step = next((each for each in self._steps if str(each.number) == chosen), None)
        if step is None:
            return
        at = step.at.astimezone(self.app.clock().tzinfo)
        title = f"{step.words}, {say_date(at.date())}, {at:%H:%M}, {step.who}"
        self.app.push_screen(EntryDialog(title[:1].upper() + title[1:], map(_in_full, step.changes)))


def _in_full(change: Change) -> Said:
    from iro_tui.casework.in_words import Said

    title = f"{change.kind}, {change.title.lower()}" if change.title else change.kind
    if change.before and change.after:
        return Said(title, f"{change.before}\n-> {change.after}")
    if change.before:
        return Said(title, f"{change.before}\n-> nothing")
    return Said(title, change.after or "changed")


def steps_of(rows: Sequence[HistoryRow], called: str) -> Iterator[Step]:
    """Yield the steps in words, newest first; rows of one step stand together.

    Args:
        rows: Changed rows of one child, newest first.
        called: What the child is called.
    """
    numbers = list(dict.fromkeys(row.step for row in rows))
    for number in numbers:
        mine = [row for row in reversed(rows) if row.step == number]
        changes = tuple(change for row in mine for change in changes_of(row, called))
        # What came from another vault has the name of who did it there, where that one had a name.
        who = "you" if number > 0 and mine[0].who == "IRO" else mine[0].who
        yield Step(number, mine[0].at, mine[0].words, who, changes)


def changes_of(row: HistoryRow, called: str) -> Iterator[Change]:
    """Yield what changed in one row, field by field; columns only the program uses are passed over."""
    from iro_tui.record.nouns import nouns

    known = nouns().get(row.table_name)
    kind = known.called if known else row.table_name
    before, after = row.before or {}, row.after or {}
    asked = asked_fields(row.table_name, called)
    found = False
    for name in {**before, **after}:
        title = title_of(name, asked)
        old, new = (value_words(asked.get(name), side.get(name)) for side in (before, after))
        if title and old != new:
            found = True
            yield Change(kind, title, old, new, row.action == "insert")
    if not found:
        done = {"insert": "new", "delete": "taken away"}.get(row.action, "changed")
        yield Change(f"{kind} {done}", "", "", "")
