"""What the annual report says beside its numbers: priorities, words of its sections, what may be quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from screens.form_dialog import Asked, FormDialog
from screens.marks import cut, plain, row, sign
from screens.page import Page
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel
from screens.widgets.rows import BLANK, Line, RowList

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from textual.widget import Widget

    from iro_tui.casework.figures.report import PriorityLine, ReportWords
    from iro_tui.casework.figures.spans import Span

PRIORITY, SECTION, QUOTE = "priority ", "section ", "quote "
"""What the id of a row begins with."""


class ReportScreen(Page):
    """Everything of one year's report that somebody writes; beside it the words under the cursor."""

    PLACES = ("report", "back", "app")
    PAGE = "figures"
    HELP_PAGE = "report"
    CSS_PATH = "report.tcss"
    SHOWS = frozenset({"priority", "report_text", "feedback"})

    def __init__(self, year: int) -> None:
        super().__init__()
        self._year = year
        self._words: ReportWords | None = None

    def where(self) -> str:
        """The report of a year."""
        return f"Report of {self.span.words}"

    @property
    def span(self) -> Span:
        """The year of the report."""
        from iro_tui.casework.figures.spans import span

        return span(self._year)

    def body(self) -> Iterable[Widget]:
        """What is written and whether it may go, over the list; under it in a narrow terminal the words."""
        yield Vertical(
            Cut("", id="report-summary", classes="summary"),
            Horizontal(
                Panel("The report", RowList("report-rows"), id="report-list"),
                Panel("", Static("", id="report-words", markup=False), id="report-side"),
                id="report-panes",
            ),
            classes="body",
        )

    def opened(self) -> None:
        """Start on the first row."""
        self.rows.focus()

    @property
    def rows(self) -> RowList:
        """The list."""
        return self.query_one("#report-rows", RowList)

    def load(self) -> None:
        """Read what is written."""
        from iro_tui.casework.figures.report import report_words

        self._words = self.app.ask(report_words, self.span)
        self.query_one("#report-summary", Cut).show(_summary(self._words))
        self.rows.draw_with(self._drawn)
        self._show()

    def _drawn(self, width: int) -> Iterator[Line]:
        if self._words is None:
            return
        span = self.span
        yield from _priorities(f"Priorities of {span.words}", self._words.last, width)
        yield BLANK
        coming = f"Priorities of the year after, {_year(span.year + 1)}"
        yield from _priorities(coming, self._words.coming, width)
        yield BLANK
        yield from _sections(self._words, width)
        yield BLANK
        yield from _quotes(self._words, width)

    def on_option_list_option_highlighted(self, event: RowList.OptionHighlighted) -> None:
        """Show all the words of the row under the cursor."""
        event.stop()
        self._show()

    def on_resize(self) -> None:
        """The words are laid out for the width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        words, chosen = self._words, self.rows.chosen or ""
        panel = self.query_one("#report-side", Panel)
        width = max((panel.size.width or 40) - 2, 24)
        title, lines = "", []
        if words is not None and chosen.startswith(SECTION):
            code = chosen.removeprefix(SECTION)
            title, lines = _label(code), _whole_section(words, code, width)
        elif words is not None and chosen.startswith(QUOTE):
            quote = words.quotes[int(chosen.removeprefix(QUOTE))]
            title = "Quote"
            lines = [*plain(f"“{quote.words}”").wrap(width), plain(f"({quote.who})", "$muted")]
        elif (priority := self._priority()) is not None:
            title, lines = "Priority", _whole_priority(priority, width)
        panel.title(title)
        self.query_one("#report-words", Static).update(Content("\n").join(lines))

    def _priority(self) -> PriorityLine | None:
        if self._words is None:
            return None
        chosen = (self.rows.chosen or "").removeprefix(PRIORITY)
        return next((each for each in (*self._words.last, *self._words.coming) if each.id == chosen), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a priority can be moved or taken away, and a quote is not changed here."""
        if action in ("up", "down", "remove"):
            return self._priority() is not None
        if action == "change":
            return not (self.rows.chosen or "").startswith(QUOTE)
        return super().check_action(action, parameters)

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Change what is under the cursor."""
        event.stop()
        self.action_change()

    def action_change(self) -> None:
        """Change the words of a section, or a priority and what came of it."""
        chosen = self.rows.chosen or ""
        priority = self._priority()
        if priority is not None:
            self._ask_priority(priority)
        elif chosen.startswith(SECTION):
            self._ask_section(chosen.removeprefix(SECTION))
        elif chosen.startswith(QUOTE):
            self.app.say("Quotes come from feedback that may be quoted. Change it on the child's page.")

    def action_new_priority(self) -> None:
        """Write another priority."""
        self._ask_priority(None)

    def action_remove(self) -> None:
        """Take the priority under the cursor away."""
        from iro_tui.casework.figures.priorities import remove_priority

        priority = self._priority()
        if priority is not None:
            self.app.act(remove_priority, priority.id)
            self.app.say("Taken away. F8 brings it back.")

    def action_up(self) -> None:
        """Move the priority under the cursor up."""
        self._move(-1)

    def action_down(self) -> None:
        """Move the priority under the cursor down."""
        self._move(1)

    def _move(self, by: int) -> None:
        from iro_tui.casework.figures.priorities import move_priority

        priority = self._priority()
        if priority is not None:
            self.app.act(move_priority, priority.id, by)

    def action_word(self) -> None:
        """Write the report in Word."""
        from iro_tui.casework.figures.counting import figures
        from screens.figures_forms import ask_word

        ask_word(self, self.app.ask(figures, self.span, self.app.today))

    def _ask_priority(self, priority: PriorityLine | None) -> None:
        from iro_tui.casework.figures.priorities import add_priority, change_priority
        from iro_tui.record.figure import PriorityFields
        from iro_tui.record.forms import layout, to_typed

        fields = layout(PriorityFields, names=("text", "target", "baseline", "progress", "year"))
        draft = f"priority:{priority.id if priority else f'new:{self._year}'}"
        names = ("text", "target", "baseline", "progress", "year")
        # With none written yet nobody knows which year is meant: that of the report or the one after.
        has_any = self._words is not None and (self._words.last or self._words.coming)
        begins: dict[str, Any] = {"year": self._year + 1} if has_any else {}
        if priority:
            begins = {name: getattr(priority, name) for name in names}

        def keep(values: Mapping[str, Any]) -> str:
            today = self.app.today
            if priority is None:
                added = self.app.act(add_priority, values, today, drop=draft)
                self.rows.choose(f"{PRIORITY}{added}")
            else:
                self.app.act(change_priority, priority.id, values, today, drop=draft)
            return f"Kept. It stands in the report of {_year(values['year'])}, and in the one before."

        title = "A priority" if priority is None else "Change a priority"
        lead = plain("No child by name. Next year's report shows what came of it.", "$muted")
        asked = Asked(title, PriorityFields, fields, draft, keep, lead=lead, typed=to_typed(begins, fields))
        self.app.push_screen(FormDialog(asked))

    def _ask_section(self, code: str) -> None:
        from iro_tui.casework.figures.typing_in import write_section
        from iro_tui.record.base import Shape
        from iro_tui.record.figure import ReportTextFields
        from iro_tui.record.forms import layout

        draft = f"figures:text:{self._year}:{code}"
        written = self._words.texts.get(code, "") if self._words else ""

        def keep(values: Mapping[str, Any]) -> str:
            self.app.act(write_section, self._year, code, values["text"] or "", drop=draft)
            shows = _shows(self._words, code) if self._words else ()
            if shows:
                return f"Kept, but {shows[0]}: the report cannot be written with it."
            return "Kept. It stands in the report." if values["text"] else "Taken out of the report."

        asked = Asked(
            title=f"{_label(code)}, {self.span.words}",
            shape=Shape,
            fields=layout(ReportTextFields, names=("text",)),
            draft=draft,
            save=keep,
            lead=plain("Invented initials; no days, no schools, no places.", "$muted"),
            typed={"text": written},
        )
        self.app.push_screen(FormDialog(asked))


def _year(year: int) -> str:
    from iro_tui.casework.figures.spans import span

    return span(year).words


def _label(code: str) -> str:
    from iro_tui.rules.codes import codes

    return codes("report_section")[code].label


def _shows(words: ReportWords, section: str) -> list[str]:
    return [f"“{found.words}” is {found.why}" for where, found in words.revealing if where == section]


def _summary(words: ReportWords) -> Content:
    written = f"{len(words.texts)} section{'' if len(words.texts) == 1 else 's'} written"
    if not words.revealing:
        return plain(written, "bold") + plain("   ·   nobody is named in what is written", "$muted")
    many = f"{len(words.revealing)} word{'' if len(words.revealing) == 1 else 's'}"
    return (
        plain(written, "bold") + plain("   ·   ", "$muted") + plain(f"{many} could show who it is", "$late")
    )


def _priorities(heading: str, lines: Sequence[PriorityLine], width: int) -> Iterator[Line]:
    yield Line(None, plain(heading, "bold"))
    if not lines:
        yield Line(
            None,
            cut(
                plain("none yet; ", "$muted") + plain("n", "$accent bold") + plain(" writes one", "$muted"),
                width,
            ),
        )
    for each in lines:
        came = " ".join(each.progress.split())
        words = plain(came, "$muted") if came else plain("no progress written", "$muted")
        text = " ".join(each.text.split())
        yield Line(f"{PRIORITY}{each.id}", row((plain(text), width - 28), (words, 26)))


def _sections(words: ReportWords, width: int) -> Iterator[Line]:
    from iro_tui.rules.codes import codes

    yield Line(None, plain("Words of the sections", "bold"))
    sections = codes("report_section")
    names = min(max(len(line.label) for line in sections.values()), max(width - 34, 30))
    for code, line in sections.items():
        text = " ".join(words.texts.get(code, "").split())
        mark = sign("late") if _shows(words, code) else sign("done") if text else Content(" ")
        first, *rest = plain(line.label, "" if text else "$muted").wrap(names)
        begins = row((mark, 1), (first, names), (plain(text, "$muted"), max(width - names - 5, 4)))
        whole = Content("\n").join([begins, *(Content("   ") + more for more in rest)])
        yield Line(f"{SECTION}{code}", whole)


def _quotes(words: ReportWords, width: int) -> Iterator[Line]:
    yield Line(None, plain("Quotes that may be printed", "bold"))
    if not words.quotes:
        yield Line(
            None,
            cut(
                plain("None this year. Feedback on a child's page can be quoted if they allow it.", "$muted"),
                width,
            ),
        )
    for place, quote in enumerate(words.quotes):
        yield Line(
            f"{QUOTE}{place}",
            row((plain(" ".join(quote.words.split())), width - 18), (plain(quote.who, "$muted"), 16)),
        )


def _whole_section(words: ReportWords, code: str, width: int) -> list[Content]:
    text = words.texts.get(code, "")
    if not text:
        return plain("Nothing is written. Enter writes it.", "$muted").wrap(width)
    lines = [line for piece in text.splitlines() for line in plain(piece or " ").wrap(width)]
    for sentence in _shows(words, code):
        lines += [Content(""), *plain(f"{sentence}. Change it before the report goes.", "$late").wrap(width)]
    return lines


def _whole_priority(each: PriorityLine, width: int) -> list[Content]:
    lines = list(plain(each.text, "bold").wrap(width))
    for name, words in (("Target", each.target), ("From", each.baseline), ("Progress", each.progress)):
        pieces = plain(words or "-").wrap(width - 10)
        heads = [plain(name, "$muted"), *[Content("")] * (len(pieces) - 1)]
        lines += [row((head, 8), (piece, width - 10)) for head, piece in zip(heads, pieces, strict=True)]
    return lines
