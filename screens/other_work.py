"""The IRO's work about no one child: a list, and one short form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Vertical

from screens.form_dialog import Asked, FormDialog
from screens.marks import cut, plain, row
from screens.page import Page
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel
from screens.widgets.rows import Line, RowList

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from textual.widget import Widget

    from iro_tui.casework.other_work import OtherWorkLine


class OtherWorkScreen(Page):
    """Panels, audits, supervision, training: newest first."""

    PLACES = ("work", "back", "app")
    PAGE = "caseload"
    HELP_PAGE = "other_work"
    SHOWS = frozenset({"other_work"})

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[OtherWorkLine, ...] = ()

    def where(self) -> str:
        """The list."""
        return "Other work"

    def body(self) -> Iterable[Widget]:
        """How much there was this year, over the list."""
        yield Vertical(
            Cut("", id="work-count", classes="summary"),
            Panel("Other work", RowList("work-rows"), id="work-panel"),
            classes="body",
        )

    def opened(self) -> None:
        """Start on the newest."""
        self.query_one("#work-rows").focus()

    def load(self) -> None:
        """Read the list."""
        from iro_tui.casework.other_work import other_work

        self._lines = self.app.ask(other_work)
        year = [each for each in self._lines if each.held_on.year == self.app.today.year]
        minutes = sum(each.minutes or 0 for each in year)
        words = plain(str(len(year)), "bold") + plain(f" in {self.app.today.year}      ", "$muted")
        words += plain(_hours(minutes), "bold") + plain(" where the time was written down", "$muted")
        self.query_one("#work-count", Cut).show(words)
        self.query_one("#work-rows", RowList).draw_with(self._rows)

    def _rows(self, width: int) -> Iterator[Line]:
        from iro_tui.rules.dates import say_date

        if not self._lines:
            yield Line(None, plain("Nothing is written down yet.", "bold"))
            yield Line(None, plain("Work about no one child: panels, audits, training.", "$muted"))
            yield Line(None, cut(plain("n", "$accent bold"), 3) + plain("new"))
        for each in self._lines:
            minutes = _hours(each.minutes) if each.minutes else ""
            note = " ".join(each.note.split())
            yield Line(
                each.id,
                row(
                    (plain(say_date(each.held_on, self.app.today), "$muted"), 15),
                    (each.what, 26),
                    (plain(minutes, "$muted"), 8, "right"),
                    (plain(note, "$muted"), max(width - 55, 4)),
                ),
            )

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Change what was written."""
        event.stop()
        self.action_change()

    def _chosen(self) -> OtherWorkLine | None:
        chosen = self.query_one("#work-rows", RowList).chosen
        return next((each for each in self._lines if each.id == chosen), None)

    def action_new_work(self) -> None:
        """Write down another."""
        self._ask(None)

    def action_change(self) -> None:
        """Change the one under the cursor."""
        chosen = self._chosen()
        if chosen is not None:
            self._ask(chosen)

    def action_remove(self) -> None:
        """Take away the one under the cursor."""
        from iro_tui.casework.other_work import remove_other_work

        chosen = self._chosen()
        if chosen is not None:
            self.app.act(remove_other_work, chosen.id)
            self.app.say("Taken away. F8 brings it back.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing to take away from an empty list."""
        if action in ("remove", "change"):
            return bool(self._lines)
        return super().check_action(action, parameters)

    def _ask(self, line: OtherWorkLine | None) -> None:
        from iro_tui.casework.other_work import change_other_work, log_other_work
        from iro_tui.record.contact import OtherWorkFields
        from iro_tui.record.forms import layout, to_typed

        fields = layout(OtherWorkFields)
        draft = f"other_work:{line.id if line else 'new'}"
        begins = (
            {"held_on": self.app.today}
            if line is None
            else {"held_on": line.held_on, "kind": line.kind, "minutes": line.minutes, "note": line.note}
        )

        def save(values: Mapping[str, Any]) -> str:
            today = self.app.today
            if line is None:
                self.app.act(log_other_work, values, today, drop=draft)
            else:
                self.app.act(change_other_work, line.id, values, today, drop=draft)
            return ""

        title = "Other work" if line is None else f"Change: {line.what}"
        asked = Asked(title, OtherWorkFields, fields, draft, save, typed=to_typed(begins, fields))
        self.app.push_screen(FormDialog(asked))


def _hours(minutes: int) -> str:
    """`1 h 30`, `45 min`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"
