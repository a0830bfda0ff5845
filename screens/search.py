"""Search: a child by any name, by Mosaic number, or by somebody around the child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from screens.marks import plain, row
from screens.matches import underlined
from screens.page import Page
from screens.widgets.filter_field import FilterRow
from screens.widgets.found_list import FoundList
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel
from screens.widgets.rows import Line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from iro_tui.casework.caseload import CaseloadRow
    from iro_tui.casework.search import Found

MOST = 50
"""Most results that are shown; more than these is a sign to type another letter."""

MATCH = "$accent underline"


class SearchScreen(Page):
    """Results as one types; enter opens the child."""

    PLACES = ("search", "back", "app")
    PAGE = "caseload"
    HELP_PAGE = "search"
    CSS_PATH = "search.tcss"
    SHOWS = frozenset({"child", "person", "review", "placement", "period_of_care"})

    def __init__(self) -> None:
        super().__init__()
        self._wanted = ""
        self._found: tuple[Found, ...] = ()
        self._rows: dict[str, CaseloadRow] = {}

    def where(self) -> str:
        """Search."""
        return "Search"

    def body(self) -> Iterable[Widget]:
        """The field over what was found."""
        yield Vertical(
            FilterRow("Search", "search-field"),
            Panel("Found", FoundList("search-rows")),
            Cut(
                plain(
                    "Looks in first name, surname, known-as, Mosaic number, and the people round each child.",
                    "$muted",
                ),
                id="search-hint",
            ),
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

    def _search(self) -> None:
        from iro_tui.casework.search import find

        self._found = self.app.ask(find, self._wanted, self.app.today, MOST)
        self.query_one(FoundList).draw_with(self._lines)
        facts = Content("")
        if self._wanted.strip():
            count = f"{len(self._found)} or more" if len(self._found) == MOST else str(len(self._found))
            facts = plain(count, "bold") + plain(" found", "$muted")
            if self.wide:
                facts += plain("   ·   best match first", "$muted")
        self.query_one(FilterRow).facts.update(facts)

    def _lines(self, width: int) -> Iterable[Line]:
        if not self._wanted.strip():
            yield Line(None, plain("Type the first letters of a name.", "$muted"))
            return
        if not self._found:
            yield Line(
                None, plain(f"Nothing found for “{self._wanted.strip()}”. Try fewer letters.", "$muted")
            )
            return
        yield Line(None, plain("Children and people", "bold") + plain(f"  {len(self._found)}", "$muted"))
        name_width = min(max([len(each.who) for each in self._found] + [13]), 28 if self.wide else 20)
        for place, each in enumerate(self._found):
            yield Line(str(place), self._line(each, name_width, width))

    def _line(self, each: Found, name_width: int, width: int) -> Content:
        person = each.where == "person"
        years = "" if person else str(each.age)
        return row(
            ("", 0),
            (underlined(each.who, self._wanted, "", MATCH), name_width),
            (plain(years, "$muted"), 2, "right"),
            (self._beside(each), width - name_width - 8),
        )

    def _beside(self, each: Found) -> Content:
        """Return what tells one result from another of the same name."""
        said = underlined(each.words, self._wanted, "" if each.where == "person" else "$muted", MATCH)
        known = self._rows.get(each.child_id)
        if each.where == "person" or known is None:
            return said
        from iro_tui.rules.dates import say_date

        parts = [said]
        if known.home:
            parts.append(plain(known.home))
        if known.next_review:
            parts.append(plain("next review ", "$muted") + plain(say_date(known.next_review, self.app.today)))
        if known.worker:
            parts.append(plain(known.worker, "$muted"))
        return plain(" · ", "$muted").join(parts)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search for what stands in the field, and put the cursor on the best result."""
        event.stop()
        self._wanted = event.value
        self._search()
        self.query_one(FoundList).choose("0")

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

    def action_open_found(self) -> None:
        """Open the child."""
        chosen = self.query_one(FoundList).chosen
        if chosen is not None:
            self.app.open_child(self._found[int(chosen)].child_id)
