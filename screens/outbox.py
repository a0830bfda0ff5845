"""Outbox: what Mosaic does not have yet, what came back, and what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from iro_tui.errors import IroError
from screens.marks import cut, plain
from screens.outbox_rows import Columns, Groups, detail, grouped, summary
from screens.page import Page
from screens.widgets.empty import EmptyPage
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel
from screens.widgets.rows import BLANK, Line, RowList

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from textual.widget import Widget

    from iro_tui.casework.outbox import LedgerRow

NEWEST = 50
"""How many of the things the council has are listed; all of them are counted."""


class OutboxScreen(Page):
    """The ledger: copy, paste into Mosaic, tick."""

    PLACES = ("outbox", "back", "app")
    PAGE = "outbox"
    HELP_PAGE = "outbox"
    CSS_PATH = "outbox.tcss"
    SHOWS = frozenset(
        {"outbox_entry", "child", "review", "decision", "midway", "consultation", "alert", "letter"}
    )

    def __init__(self, child_id: str | None = None) -> None:
        """Make the screen.

        Args:
            child_id: The child whose things are shown; None for everybody's.
        """
        super().__init__()
        self._child_id = child_id
        self._rows: dict[str, LedgerRow] = {}
        self._groups = Groups((), (), ())
        self._copied: set[str] = set()

    def where(self) -> str:
        """Outbox, and whose when it is one child's."""
        if self._child_id is None:
            return "Outbox"
        first = next(iter(self._rows.values()), None)
        return f"{first.child}, {first.age} / Outbox" if first else "Outbox"

    def body(self) -> Iterable[Widget]:
        """Counts, the ledger, and the row under the cursor in full."""
        yield Vertical(
            Cut("", id="outbox-summary", classes="summary"),
            Panel("What the council has, and does not", Cut("", id="outbox-heading"), RowList("outbox-rows")),
            Panel("", Static("", id="outbox-words", markup=False), id="outbox-detail"),
            id="outbox-list",
            classes="body",
        )
        yield EmptyPage(
            "Nothing for Mosaic yet.",
            "A review, a talk, a midway, an alert or a letter comes here when it is saved, "
            "and stays until you tick it.",
        )

    def opened(self) -> None:
        """Start on what has waited longest."""
        self.query_one(RowList).focus()

    @property
    def _folder(self) -> Path:
        return self.app.opened.outbox

    def load(self) -> None:
        """Read the ledger, and compare the files with their fingerprints."""
        from iro_tui.casework.outbox import ledger

        empty = self.has_class("-empty")
        rows = self.app.ask(ledger, self.app.today, self._folder)
        mine = [each for each in rows if self._child_id in (None, each.child_id)]
        self._rows = {each.entry_id: each for each in mine}
        self._groups = grouped(mine)
        self.set_class(not mine, "-empty")
        self._show_summary()
        self.query_one(RowList).draw_with(self._lines)
        self._show_detail()
        if empty and mine:
            self.call_after_refresh(self.query_one(RowList).focus)

    def _show_summary(self) -> None:
        self.query_one("#outbox-summary", Cut).show(summary(self._groups, self.app.today, self.wide))

    def on_resize(self) -> None:
        """Lay out again what depends on the width."""
        self.call_after_refresh(self._show_summary)
        self.call_after_refresh(self._show_detail)

    def _lines(self, width: int) -> Iterable[Line]:
        columns = Columns.of(tuple(self._rows.values()), width, self.wide)
        self.query_one("#outbox-heading", Cut).show(columns.heading())
        parts = (
            ("Not with the council yet", self._groups.waiting, "The council has everything."),
            ("Came back", self._groups.changed, ""),
            ("With the council", self._groups.there, "Nothing yet."),
        )
        for place, (title, rows, nothing) in enumerate(parts):
            if not rows and not nothing:
                continue
            if place and self.tall:
                yield BLANK
            shown = rows[:NEWEST]
            count = f"  {len(rows) or ''}" + (f", the newest {NEWEST}" if len(rows) > NEWEST else "")
            yield Line(None, plain(title, "bold") + plain(count, "$muted"))
            if not rows:
                yield Line(None, plain(nothing, "$muted"))
            for each in shown:
                copied = each.entry_id in self._copied
                yield Line(each.entry_id, columns.line(each, self.app.today, copied=copied))

    @property
    def _row(self) -> LedgerRow | None:
        return self._rows.get(self.query_one(RowList).chosen or "")

    def on_option_list_option_highlighted(self, event: RowList.OptionHighlighted) -> None:
        """Show the row under the cursor in full."""
        event.stop()
        self._show_detail()

    def _show_detail(self) -> None:
        each = self._row
        panel = self.query_one("#outbox-detail", Panel)
        words = self.query_one("#outbox-words", Static)
        if each is None:
            panel.title("Nothing chosen")
            words.update("")
            return
        panel.title(f"{each.child}, {each.age}: {each.word.lower()}")
        try:
            text = "" if each.file else self._text(each)
        except IroError as error:
            words.update(plain(f"! {error}", "$late"))
            return
        lines = detail(each, text, self._folder, self.app.today)
        width = max(self.size.width - 4, 20)
        words.update(Content("\n").join(cut(one, width) for one in lines))

    def _text(self, each: LedgerRow) -> str:
        from iro_tui.casework.outbox import text_of

        return self.app.ask(text_of, each.entry_id)

    # What a row can do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what the row under the cursor can do."""
        if action in ("copy", "tick", "view", "open_child"):
            return bool(self._rows)
        if action == "go_back":
            return len(self.app.screen_stack) > 1
        return super().check_action(action, parameters)

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Copy the row."""
        event.stop()
        self.action_copy()

    def action_copy(self) -> None:
        """Copy the text for Mosaic or, for a letter, the path of its file."""
        each = self._row
        if each is None:
            return
        try:
            words = self._path(each) if each.file else self._text(each)
        except IroError as error:
            self._say(str(error))
            return
        self.app.copy_to_clipboard(words)
        self._copied.add(each.entry_id)
        self.query_one(RowList).draw_with(self._lines)
        what = "path of the letter" if each.file else each.word.lower()
        self._say(f"Copied: {what}, {each.child}. Paste it, then press space.")

    def _say(self, words: str) -> None:
        # In a small terminal older words would lie over the row in full.
        self.app.clear_notifications()
        self.app.say(words)

    def _path(self, each: LedgerRow) -> str:
        file = self._folder / each.file
        if not file.exists():
            raise IroError(f"{each.file} is not in the outbox folder any more. Export the letter again.")
        return str(file)

    def action_tick(self) -> None:
        """Tick the row as being on Mosaic, or untick it; the cursor goes on to the next that waits."""
        from iro_tui.casework.outbox import tick, untick
        from screens.sync import clear_plain

        each = self._row
        if each is None:
            return
        following = self._after(each)
        try:
            held = ""
            if each.uploaded_on is None:
                self.app.act(tick, each.entry_id, self.app.today)
                held = clear_plain(self.app) if each.file else ""
            else:
                self.app.act(untick, each.entry_id)
        except IroError as error:
            self._say(str(error))
            return
        if each.uploaded_on is not None:
            self._say(f"Not on Mosaic after all: {each.word.lower()}, {each.child}.")
            return
        if following is not None:
            self.query_one(RowList).choose(following)
        self._say(f"On Mosaic: {each.word.lower()}, {each.child}. F8 unticks." + held)

    def _after(self, each: LedgerRow) -> str | None:
        waiting = [one.entry_id for one in (*self._groups.waiting, *self._groups.changed)]
        if each.entry_id not in waiting:
            return None
        at = waiting.index(each.entry_id)
        rest = waiting[at + 1 :] + waiting[:at][::-1]
        return rest[0] if rest else None

    def action_hand_over(self) -> None:
        """Copy the files that wait into the hand-over folder."""
        from screens.sync import hand_over

        hand_over(self.app)

    async def action_view(self) -> None:
        """Read the text as it will be pasted; of a letter that was changed in Word, what was changed."""
        from screens.dialogs import TellDialog

        each = self._row
        if each is None:
            return
        if each.file:
            await self._what_word_changed(each)
            return
        try:
            words = self._text(each)
        except IroError as error:
            words = str(error)
        self.app.push_screen(TellDialog(f"{each.child}, {each.age}: {each.word.lower()}", words))

    async def _what_word_changed(self, each: LedgerRow) -> None:
        """Open the letter with what was changed in its file; say it where there is nothing to compare."""
        from iro_tui.casework.outbox import CHANGED
        from letters.back_from_word import letter_behind
        from screens.letter import LetterScreen
        from screens.letter_more import run_from_word

        if each.state != CHANGED:
            self._say("This is a Word file. Enter copies its path; o opens the child, where the letter is.")
            return
        review_id, newest = self.app.ask(letter_behind, each.entry_id)
        if review_id is None:
            self._say(
                "It was changed in Word. Only letters can be taken in again: make this paper anew with p on "
                "the child's page."
            )
            return
        if newest != each.file:
            self._say(f"This is an older file of the letter. {newest} is the newest; look there.")
            return
        letter = LetterScreen(review_id)
        await self.app.push_screen(letter)
        self.app.clear_notifications()
        run_from_word(letter)

    def action_open_child(self) -> None:
        """Open the child's page."""
        if self._row is not None:
            self.app.open_child(self._row.child_id)
