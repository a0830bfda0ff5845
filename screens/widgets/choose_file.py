"""Choosing a file: a field for its path, and the lists found where exports land."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from screens.import_files import FoundFile, recent_lists, typed_path
from screens.marks import plain, row
from screens.widgets.panel import Panel
from screens.widgets.rows import Line, RowList

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from textual.app import ComposeResult


class ChooseFile(Vertical):
    """The first step of an import."""

    @dataclass
    class Chosen(Message):
        """A file was typed or picked."""

        path: Path

    def __init__(self, today: date) -> None:
        super().__init__(id="import-choose", classes="body")
        self._today = today
        self._files: tuple[FoundFile, ...] = ()

    def compose(self) -> ComposeResult:
        """The field over the files found."""
        yield Panel(
            "Which file?",
            Static(
                plain("A list or the return, as CSV or Excel (.xlsx). Looking changes nothing.", "$muted"),
                id="import-lead",
                markup=False,
            ),
            Input(id="import-path", select_on_focus=False, placeholder="type or paste where the file is"),
            Static("", id="import-wrong", markup=False),
            id="import-file",
        )
        yield Panel("Found on this computer, newest first", RowList("import-files"), id="import-found")

    def on_mount(self) -> None:
        """Wait for the file, and look where exports land."""
        self.go_to_field()
        self._look_for_files()

    def go_to_field(self) -> None:
        """Go to the field; what was typed still stands there."""
        self.query_one(Input).focus()

    def go_to_files(self) -> None:
        """Go to the files found."""
        self.query_one(RowList).focus()

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Say something under the field; empty takes it away."""
        line = plain(f"! {words}", "$late") if wrong and words else plain(words, "$muted")
        self.query_one("#import-wrong", Static).update(line)
        self.query_one("#import-file").set_class(wrong and bool(words), "-wrong")

    @work(thread=True, exit_on_error=False, group="files")
    def _look_for_files(self) -> None:
        found = recent_lists(Path.home(), Path.cwd())
        self.call_later(self._show_files, found)

    def _show_files(self, found: tuple[FoundFile, ...]) -> None:
        if self.is_mounted:
            self._files = found
            self.query_one(RowList).draw_with(self._lines)

    def _lines(self, width: int) -> Iterable[Line]:
        from iro_tui.rules.dates import say_date

        if not self._files:
            yield Line(None, plain("No CSV or Excel file in Downloads, Documents or on Desktop.", "$muted"))
        for place, file in enumerate(self._files):
            when = f"{say_date(file.changed.date(), self._today)} {file.changed:%H:%M}"
            line = row(
                (plain(file.path.name), max(width - 42, 20)),
                (plain(file.folder, "$muted"), 12),
                (plain(when, "$muted"), 16),
                (plain(f"{max(file.size // 1024, 1)} kB", "$muted"), 8, "right"),
            )
            yield Line(f"file:{place}", line)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Take the sentence away once something else is typed."""
        event.stop()
        self.say("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the file that was typed; with nothing typed, go to those found."""
        event.stop()
        if event.value.strip():
            self.post_message(self.Chosen(typed_path(event.value)))
        elif self._files:
            self.go_to_files()
        else:
            self.say("Type where the file is, such as ~/Downloads/caseload.csv.", wrong=True)

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Take the file that was picked; its path stands in the field then."""
        event.stop()
        if event.option_id is None:
            return
        file = self._files[int(event.option_id.partition(":")[2])]
        field = self.query_one(Input)
        with self.prevent(Input.Changed):
            field.value = str(file.path)
        self.post_message(self.Chosen(file.path))
