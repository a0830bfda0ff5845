"""You said, we did: what the child said, and what came of it or a stated no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content

from iro_tui.errors import IroError
from screens.marks import plain, sign
from screens.page import Page
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel
from screens.widgets.rows import BLANK, Line, RowList
from screens.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.widget import Widget

    from iro_tui.casework.signs import Sign
    from iro_tui.casework.you_said import View

MOST = 66
"""Cells of a line that is read."""
OUTCOMES: dict[str, tuple[Sign, str]] = {
    "YES": ("done", "it happened"),
    "PART": ("slipping", "in part"),
    "NO": ("stuck", "no"),
    "LATER": ("ask", "not decided yet"),
}
"""How what came of a view is shown, by code of `view_outcome.csv`."""
SOURCES = {"consultation": "talk", "note": "in the review", "review": "views at the review"}


class YouSaidScreen(Page):
    """Everything one child said; those who wait for an answer first."""

    PLACES = ("said", "back", "app")
    PAGE = "caseload"
    HELP_PAGE = "you_said"
    SHOWS = frozenset({"consultation", "note", "review", "view_answer", "decision", "child"})

    def __init__(self, child_id: str) -> None:
        super().__init__()
        self.child_id = child_id
        self._views: tuple[View, ...] = ()
        self._name = ""

    def where(self) -> str:
        """The child, and what this is."""
        return f"{self._name} / You said, we did"

    def body(self) -> Iterable[Widget]:
        """How many wait, over what was said."""
        yield Vertical(
            Cut("", id="said-count", classes="summary"),
            Panel("You said, we did", RowList("said-rows", several_lines=True), id="said-panel"),
            classes="body",
        )

    def opened(self) -> None:
        """Start on the first that waits."""
        self.query_one("#said-rows").focus()

    def load(self) -> None:
        """Read everything the child said."""
        from iro_tui.casework.children import form_values
        from iro_tui.casework.you_said import views
        from iro_tui.rules.dates import age

        try:
            child = self.app.ask(form_values, "child", self.child_id)
            self._views = self.app.ask(views, self.child_id)
        except IroError as error:
            self.app.say(str(error))
            self.call_later(self.action_go_back)
            return
        name = f"{child['known_as'] or child['first_name']} {child['surname']}".strip()
        self._name = f"{name}, {age(child['born'], self.app.today)}"
        waiting = sum(each.open for each in self._views)
        words = plain(str(waiting), "bold") + plain(
            f" {'waits' if waiting == 1 else 'wait'} for an answer      ", "$muted"
        )
        words += plain(str(len(self._views) - waiting), "bold") + plain(" answered", "$muted")
        self.query_one("#said-count", Cut).show(words)
        self.query_one("#said-rows", RowList).draw_with(self._lines)

    def _lines(self, width: int) -> Iterator[Line]:
        if not self._views:
            yield Line(None, plain("Nothing of the child's own words is on the record yet.", "bold"))
            yield Line(None, plain("Words from talks, reviews and lines tagged “ stand here.", "$muted"))
        for place, view in enumerate(self._views):
            if place and self.tall:
                yield BLANK
            yield Line(view.key, Content("\n").join(self._block(view, width)))

    def _block(self, view: View, width: int) -> Iterator[Content]:
        from iro_tui.rules.dates import say_date

        mark, word = OUTCOMES.get(view.outcome, ("open", "nobody has answered yet"))
        day = say_date(view.said_on, self.app.today) if view.said_on else "no day"
        yield sign(mark) + plain(f" {day}, {SOURCES[view.source]}", "$muted")
        for line in wrapped(f"“{view.words}”", min(width - 2, MOST), 6, "italic"):
            yield Content("  ") + line
        if view.not_to_share:
            for line in wrapped(f"Not to be shared: {view.not_to_share}", min(width - 2, MOST), 2, "$today"):
                yield Content("  ") + line
        answered = f", {say_date(view.answered_on, self.app.today)}" if view.answered_on else ""
        said = f"{word}{answered}{f': {view.answer}' if view.answer else ''}"
        for line in wrapped(said, min(width - 2, MOST), 3, "" if view.outcome else "$muted"):
            yield Content("  ") + line
        if view.promise:
            for line in wrapped(f"Promised: {view.promise}", min(width - 2, MOST), 2, "$muted"):
                yield Content("  ") + line

    # Answering

    def _chosen(self) -> View | None:
        chosen = self.query_one("#said-rows", RowList).chosen
        return next((each for each in self._views if each.key == chosen), None)

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Answer in full."""
        event.stop()
        self.action_answer()

    def action_happened(self) -> None:
        """It happened."""
        self._ask("YES")

    def action_in_part(self) -> None:
        """Some of it happened."""
        self._ask("PART")

    def action_stated_no(self) -> None:
        """It will not, and the child is told why."""
        self._ask("NO")

    def action_answer(self) -> None:
        """Say in full what came of it."""
        view = self._chosen()
        if view is not None:
            self._ask(view.outcome or "LATER")

    def action_forget(self) -> None:
        """Take the answer back."""
        from iro_tui.casework.you_said import forget_answer

        view = self._chosen()
        if view is not None and view.outcome:
            self.app.act(forget_answer, view.source, view.source_id)

    def _ask(self, outcome: str) -> None:
        from screens.you_said_answer import ask_answer

        view = self._chosen()
        if view is not None:
            ask_answer(self.app, self.child_id, view, outcome)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is answered where nothing was said."""
        if action in ("happened", "in_part", "stated_no", "forget"):
            return bool(self._views)
        return super().check_action(action, parameters)
