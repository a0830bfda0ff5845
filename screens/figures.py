"""Figures: every number of the annual report, with the children behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal, Vertical

from screens.figures_rows import PART, RECORD, chosen_part, detail_lines, heading, number_lines
from screens.marks import plain
from screens.page import Page
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.content import Content
    from textual.widget import Widget

    from iro_tui.casework.figures.counting import Figures
    from iro_tui.casework.figures.parts import Figure
    from iro_tui.casework.figures.spans import Span
    from screens.widgets.rows import Line


class FiguresScreen(Page):
    """The numbers; beside them what stands behind the one under the cursor."""

    PLACES = ("figures", "app")
    PAGE = "figures"
    HELP_PAGE = "figures"
    CSS_PATH = "figures.tcss"
    SHOWS = None

    def __init__(self) -> None:
        super().__init__()
        self._year: int | None = None
        self._quarter = 0
        self._found: Figures | None = None
        self._part: str | None = None

    def where(self) -> str:
        """Figures."""
        return "Figures"

    def body(self) -> Iterable[Widget]:
        """The list of numbers, and the one under the cursor."""
        yield Vertical(
            Cut("", id="figures-summary", classes="summary"),
            Horizontal(
                Panel("Numbers", Cut("", id="figures-heading"), RowList("figures-rows"), id="figures-list"),
                Panel("", RowList("figure-detail", several_lines=True), id="figure-side", classes="side"),
                id="figures-panes",
            ),
            classes="body",
        )

    def opened(self) -> None:
        """Start on the first number."""
        self.numbers.focus()

    @property
    def numbers(self) -> RowList:
        """The list of numbers."""
        return self.query_one("#figures-rows", RowList)

    @property
    def detail(self) -> RowList:
        """What stands behind one of them."""
        return self.query_one("#figure-detail", RowList)

    @property
    def span(self) -> Span:
        """The year or quarter that is shown."""
        from iro_tui.casework.figures.spans import span, year_of

        year = year_of(self.app.today) if self._year is None else self._year
        return span(year, self._quarter)

    def load(self) -> None:
        """Count everything."""
        from iro_tui.casework.figures.counting import figures

        self._found = self.app.ask(figures, self.span, self.app.today)
        self.query_one("#figures-summary", Cut).show(self._summary())
        self.numbers.draw_with(self._lines)
        self._show_detail()

    def _summary(self) -> Content:
        from iro_tui.rules.dates import say_date

        found, span = self._found, self.span
        if found is None:
            return plain("")
        start, end = say_date(span.start, weekday=False), say_date(span.end, weekday=False)
        if span.start > self.app.today:
            return plain(f"{start} to {end} has not begun", "bold")
        runs = found.on < span.end
        parts = [plain(f"{start} to {'today' if runs else end}", "bold")]
        # A year that runs stands beside one that is whole.
        last = f"last: the whole of {span.before().words}" if runs else f"last: {span.before().words}"
        parts.append(plain(last, "$muted"))
        if self.wide:
            parts.append(plain("counted just now from your own records", "$muted"))
        return plain("   ·   ", "$muted").join(parts)

    def _lines(self, width: int) -> Iterable[Line]:
        self.query_one("#figures-heading", Cut).show(heading(width))
        return number_lines(self._found, width, self.tall) if self._found else ()

    @property
    def _figure(self) -> Figure | None:
        chosen = self.numbers.chosen
        return self._found.figure(int(chosen)) if self._found and chosen else None

    def _show_detail(self) -> None:
        figure = self._figure
        if figure is None:
            return
        self.query_one("#figure-side", Panel).title(f"{figure.number}  {figure.title}")
        self.detail.draw_with(self._detail_lines)

    def _detail_lines(self, width: int) -> Iterable[Line]:
        figure = self._figure
        return detail_lines(self._found, figure, self._part, width) if self._found and figure else ()

    def on_option_list_option_highlighted(self, event: RowList.OptionHighlighted) -> None:
        """Show what stands behind the number under the cursor."""
        event.stop()
        if event.option_list is self.numbers:
            self._part = None
            self._show_detail()

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """From a number to what stands behind it, from a part to its records, from a record to the child."""
        event.stop()
        self.action_open_figure()

    def action_open_figure(self) -> None:
        """Go one step further: number, part, child."""
        figure = self._figure
        if figure is None or self._found is None:
            return
        if not self.detail.has_focus:
            self.set_class(True, "-detail")
            self.detail.focus()
            return
        chosen = self.detail.chosen or ""
        if chosen.startswith(PART):
            self._part = chosen.removeprefix(PART)
            self._show_detail()
            self.detail.choose(f"{RECORD}0")
        elif chosen.startswith(RECORD):
            part = chosen_part(figure, self._part)
            if part is not None:
                self.app.open_child(part.rows[int(chosen.removeprefix(RECORD))].child_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Back leads from what stands behind a number to the numbers, and nowhere from there."""
        if action == "to_numbers":
            return self.detail.has_focus if self.is_mounted else False
        return super().check_action(action, parameters)

    def action_to_numbers(self) -> None:
        """From the records back to the numbers."""
        self.set_class(False, "-detail")
        self.numbers.focus()

    def action_quarter(self) -> None:
        """The next quarter; after the fourth the whole year."""
        self._quarter = (self._quarter + 1) % 5
        self.load()

    def action_year(self) -> None:
        """Ask for another year."""
        from iro_tui.record.base import Shape
        from screens.form_dialog import Asked, FormDialog, one_field

        def take(values: Mapping[str, Any]) -> str:
            from iro_tui.casework.figures.spans import span

            self._year = span(values["number"]).year
            self._quarter = 0
            self.load()
            return ""

        asked = Asked(
            title="Which year?",
            shape=Shape,
            fields=one_field("number", "Year", "the April it begins in"),
            draft="figures:year",
            save=take,
            typed={"number": str(self.span.year)},
            yes="Show",
        )
        self.app.push_screen(FormDialog(asked))

    def action_type_in(self) -> None:
        """Type in a number of this year or of the year before."""
        from screens.figures_forms import ask_number

        if self._figure is not None:
            ask_number(self.app, self._figure, chosen_part(self._figure, self._part), self.span.year)

    def action_target(self) -> None:
        """Set a target."""
        from screens.figures_forms import ask_target

        if self._figure is not None:
            ask_target(self.app, self._figure, self.span.year)

    def action_word(self) -> None:
        """Write the report in Word."""
        from screens.figures_forms import ask_word

        if self._found is not None:
            ask_word(self, self._found)

    def action_csv(self) -> None:
        """Write the tables as CSV files."""
        from screens.figures_forms import ask_csv

        if self._found is not None:
            ask_csv(self.app, self._found)

    def action_words(self) -> None:
        """Write what the report says beside its numbers."""
        from screens.report import ReportScreen

        self.app.push_screen(ReportScreen(self.span.year))
