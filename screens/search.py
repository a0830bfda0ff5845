"""Search: a child by any name, by Mosaic number or by somebody around, and every word ever written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from screens.marks import plain
from screens.page import Page
from screens.search_rows import Shown, passage_key, person_key
from screens.widgets.filter_field import FilterRow
from screens.widgets.found_list import FoundList
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel
from screens.widgets.rows import Line, RowList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from iro_tui.casework.caseload import CaseloadRow
    from iro_tui.casework.passages import Passage
    from iro_tui.casework.search import Results

MOST = 30
"""Most children and people that are shown; more than these is a sign to type another letter."""

HINT = "One or two letters find children and people; from three on it looks in every word you wrote."


class SearchScreen(Page):
    """Results as one types; enter opens the child, where the words stand in the story."""

    PLACES = ("search", "back", "app")
    PAGE = "caseload"
    HELP_PAGE = "search"
    CSS_PATH = "search.tcss"
    SHOWS = None

    def __init__(self) -> None:
        super().__init__()
        self._wanted = ""
        self._results: Results
        self._rows: dict[str, CaseloadRow] = {}

    def where(self) -> str:
        """Search."""
        return "Search"

    def body(self) -> Iterable[Widget]:
        """The field over what was found."""
        yield Vertical(
            FilterRow("Search", "search-field"),
            Panel("Found", FoundList("search-rows", several_lines=True)),
            Cut(plain(HINT, "$muted"), id="search-hint"),
            classes="body",
        )

    def opened(self) -> None:
        """Wait for the first letter."""
        self.query_one(FilterRow).field.focus()

    def load(self) -> None:
        """Read what stands beside a name, and search again."""
        from iro_tui.casework.caseload import caseload

        self._rows = {each.child_id: each for each in self.app.ask(caseload, self.app.today)}
        self._search()

    def _search(self, *, from_top: bool = False) -> None:
        from iro_tui.casework.search import search

        self._results = self.app.ask(search, self._wanted, self.app.today, MOST)
        self.query_one(FoundList).draw_with(self._lines, from_top=from_top)
        facts = Content("")
        if self._wanted.strip():
            more = " or more" if self._results.more else ""
            facts = plain(f"{self._results.count}{more}", "bold") + plain(" found", "$muted")
            if self.wide:
                facts += plain("   ·   children first, then newest", "$muted")
        self.query_one(FilterRow).facts.update(facts)

    def _lines(self, width: int) -> Iterable[Line]:
        from iro_tui.casework.erasing import stub_of

        if not self._wanted.strip():
            yield Line(None, plain("Type the first letters of a name, or a word you wrote.", "$muted"))
        elif not self._results.count:
            stub = self.app.ask(stub_of, self._wanted)
            said = stub.words if stub else f"Nothing found for “{self._wanted.strip()}”. Try fewer letters."
            yield from (Line(None, part) for part in plain(said, "$muted").wrap(width))
        else:
            shown = Shown(
                self._results, self._wanted, self._rows, self.app.today, wide=self.wide, tall=self.tall
            )
            yield from shown.lines(width)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search for what stands in the field, and put the cursor on the best result."""
        event.stop()
        self._wanted = event.value
        self._search(from_top=True)

    def on_found_list_typed(self, event: FoundList.Typed) -> None:
        """Go on typing in the field."""
        event.stop()
        field = self.query_one(FilterRow).field
        field.focus()
        field.value = field.value + event.letter if event.letter else field.value[:-1]
        field.cursor_position = len(field.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the field opens the first result."""
        event.stop()
        self.action_open_found()

    def on_option_list_option_selected(self, event: FoundList.OptionSelected) -> None:
        """Open what was chosen."""
        event.stop()
        self.action_open_found()

    def action_to_list(self) -> None:
        """From the field to what was found."""
        self.query_one(FoundList).focus()

    def action_next_group(self) -> None:
        """Put the cursor on the first result of the next group; typing goes on as before."""
        rows = self.query_one(FoundList)
        starts = [place for place, option in enumerate(rows.options) if option.id and _first(option.id)]
        if not starts:
            return
        at = rows.highlighted or 0
        rows.highlighted = next((place for place in starts if place > at), starts[0])
        # With its heading, which the cursor passes over.
        rows.scroll_to_highlight(top=True)
        rows.scroll_relative(y=-1, animate=False, immediate=True)

    def action_open_found(self) -> None:
        """Open the child, at the entry in which the words stand."""
        chosen = self.query_one(FoundList).chosen
        for place, each in enumerate(self._results.people):
            if chosen == person_key(place):
                self.app.open_child(each.child_id)
        for number, group in enumerate(self._results.groups):
            for place, passage in enumerate(group.passages):
                if chosen == passage_key(number, place):
                    self._open(passage)

    def _open(self, passage: Passage) -> None:
        if not passage.child_id:
            self.app.say("That was written about no one child.")
            return
        self.app.open_child(passage.child_id)
        if passage.entry is not None:
            self.app.call_after_refresh(self._stand_at, passage.entry)

    def _stand_at(self, entry: tuple[str, str]) -> None:
        """Put the cursor of the child's story on an entry; it stays where it is when that is not there."""
        kind, subject = entry
        rows = self.app.screen.query_one("#story-rows", RowList)
        for option in rows.options:
            parts = (option.id or "").split(":")
            if parts[0] == kind and parts[-1] == subject:
                rows.choose(option.id or "")
                return


def _first(key: str) -> bool:
    return key.endswith(":0")
