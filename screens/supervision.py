"""The IRO's own month on one page, for supervision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from iro_tui.errors import IroError
from screens.page import Page
from screens.preview import WIDTH, sheet
from screens.widgets.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from textual.widget import Widget


class SupervisionScreen(Page):
    """One month laid out for reading; the month before and the next are a key away."""

    PLACES = ("supervision", "back", "app")
    PAGE = "figures"
    HELP_PAGE = "supervision"
    CSS_PATH = "supervision.tcss"
    SHOWS = None

    def __init__(self) -> None:
        super().__init__()
        self._back = 0
        """How many months before this one."""

    def where(self) -> str:
        """My month for supervision."""
        return "Month for supervision"

    def body(self) -> Iterable[Widget]:
        """The page."""
        words = Static("", id="supervision-words", markup=False)
        paper = VerticalScroll(words, id="supervision-paper")
        yield Vertical(Panel("", paper, id="supervision-panel"), classes="body")

    def opened(self) -> None:
        """Arrows scroll the page."""
        self.query_one("#supervision-paper").focus()

    @property
    def _first(self) -> date:
        from iro_tui.rules.working_days import add_months

        return add_months(self.app.today.replace(day=1), -self._back)

    def load(self) -> None:
        """Count the month."""
        from iro_tui.casework.supervision import month_of
        from letters.supervision import page

        self.query_one("#supervision-panel", Panel).title(f"{self._first:%B %Y}")
        paper = self.query_one("#supervision-paper", VerticalScroll)
        room = min(WIDTH, max(self.app.size.width - 6, 30))
        text = page(self.app.ask(month_of, self._first, self.app.today))
        self.query_one("#supervision-words", Static).update(sheet(text, room))
        paper.scroll_home(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No month after this one has been."""
        if action == "month_after":
            return self._back > 0
        return super().check_action(action, parameters)

    def action_month_before(self) -> None:
        """Show the month before."""
        self._back += 1
        self.load()
        self.draw_frame()

    def action_month_after(self) -> None:
        """Show the month after."""
        self._back -= 1
        self.load()
        self.draw_frame()

    def action_make_word(self) -> None:
        """Make the page as a Word file."""
        from letters.documents import make
        from letters.supervision import supervision_document
        from screens.documents import tell

        try:
            made = supervision_document(self.app.opened, self._first, self.app.today)
            tell(self.app, make(self.app.opened, made))
        except IroError as error:
            self.app.say(str(error))
