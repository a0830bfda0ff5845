"""Alert processes: with whom an alert is, for how long, and which process new alerts start under."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from iro_tui.errors import IroError
from screens.marks import cut, plain, row, sign
from screens.page import Page
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel
from screens.widgets.rows import Line, RowList

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from textual.widget import Widget

    from iro_tui.casework.alert_processes import ProcessLine
    from iro_tui.rules.alert_process import Process


class ProcessesScreen(Page):
    """Every process, the listed ones first; the steps of the one under the cursor beside them."""

    PLACES = ("processes", "back", "app")
    PAGE = "alerts"
    HELP_PAGE = "processes"
    CSS_PATH = "processes.tcss"
    SHOWS = frozenset({"alert_process", "alert", "profile", "rule_setting"})

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[ProcessLine, ...] = ()

    def where(self) -> str:
        """Alert processes."""
        return "Alert processes"

    def body(self) -> Iterable[Widget]:
        """Which is in use over the list, and its steps; under the list in a narrow terminal."""
        yield Vertical(
            Cut("", id="processes-summary", classes="summary"),
            Horizontal(
                Panel("Processes", RowList("processes-rows"), id="processes-list"),
                Panel("", Static("", id="processes-steps", markup=False), id="processes-side"),
                id="processes-panes",
            ),
            classes="body",
        )

    def opened(self) -> None:
        """Start on the one in use."""
        self.rows.focus()
        used = next((each.process.name for each in self._lines if each.in_use), None)
        if used:
            self.rows.choose(used)

    @property
    def rows(self) -> RowList:
        """The list."""
        return self.query_one("#processes-rows", RowList)

    def load(self) -> None:
        """Read every process."""
        from iro_tui.casework.alert_processes import processes

        self._lines = self.app.ask(processes)
        used = next((each.process.name for each in self._lines if each.in_use), "")
        words = plain("New alerts start under ", "$muted") + plain(used, "bold")
        self.query_one("#processes-summary", Cut).show(words)
        self.rows.draw_with(self._drawn)
        self._show()

    def _drawn(self, width: int) -> Iterator[Line]:
        for each in self._lines:
            count = f"{each.alerts} alert{'' if each.alerts == 1 else 's'}" if each.alerts else ""
            mark = sign("done") if each.in_use else Content(" ")
            names = row(
                (mark, 1), (plain(each.process.name), width - 16), (plain(count, "$muted"), 11, "right")
            )
            yield Line(each.process.name, cut(names, width))

    @property
    def _chosen(self) -> ProcessLine | None:
        return next((each for each in self._lines if each.process.name == self.rows.chosen), None)

    def on_option_list_option_highlighted(self, event: RowList.OptionHighlighted) -> None:
        """Show the steps of the process under the cursor."""
        event.stop()
        self._show()

    def on_resize(self) -> None:
        """The steps are laid out for the width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        line = self._chosen
        if line is None:
            return
        panel = self.query_one("#processes-side", Panel)
        panel.title(line.process.name)
        width = max((panel.size.width or 40) - 2, 24)
        self.query_one("#processes-steps", Static).update(_steps(line, width))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a process of the IRO's own can be changed or taken away."""
        if action in ("change", "remove"):
            return self._chosen is not None and bool(self._chosen.process_id)
        return super().check_action(action, parameters)

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Let new alerts start under it."""
        event.stop()
        self.action_use()

    def action_use(self) -> None:
        """Let new alerts start under the process under the cursor."""
        from iro_tui.casework.alert_processes import use_process

        line = self._chosen
        if line is None:
            return
        if line.in_use:
            self.app.say(f"New alerts start under {line.process.name} already.")
            return
        self._do(
            use_process, line.process.name, said=f"New alerts start under {line.process.name} from now on."
        )

    def action_new_version(self) -> None:
        """Make a version of the IRO's own, from the process under the cursor."""
        if self._chosen is not None:
            self._ask(self._chosen, fresh=True)

    def action_change(self) -> None:
        """Change a process of the IRO's own that no alert runs under."""
        line = self._chosen
        if line is None:
            return
        if line.alerts:
            self.app.say(
                f"Alerts were raised under {line.process.name}, and they keep it. n makes a new version."
            )
            return
        self._ask(line, fresh=False)

    def action_remove(self) -> None:
        """Take away a process of the IRO's own that no alert runs under."""
        from iro_tui.casework.alert_processes import remove_process

        if self._chosen is not None:
            self._do(remove_process, self._chosen.process_id, said="Taken away. F8 brings it back.")

    def _do(self, verb: Any, value: str, *, said: str) -> None:
        try:
            self.app.act(verb, value)
        except IroError as error:
            self.app.say(str(error))
            return
        self.app.say(said)

    def _ask(self, line: ProcessLine, *, fresh: bool) -> None:
        from iro_tui.casework.alert_processes import keep_process
        from iro_tui.record.alert import AlertProcessFields
        from iro_tui.record.base import Shape
        from iro_tui.record.forms import AskedField, layout
        from iro_tui.rules.alert_process import as_lines
        from screens.form_dialog import Asked, FormDialog

        process_id = "" if fresh else line.process_id
        draft = f"alert_process:{process_id or 'new'}"

        def keep(values: Mapping[str, Any]) -> str:
            given = {"name": values["name"], "limit_days": values.get("limit_days")}
            steps = values.get("steps") or ""
            self.app.act(keep_process, given, steps, self.app.today, process_id, drop=draft)
            self.rows.choose(values["name"])
            return f"Kept: {values['name']}. Enter lets new alerts start under it."

        steps = AskedField("steps", "text", "Steps", "one a line: Team Manager, 5", "", True, 5, 0, (), False)
        limit = line.process.limit
        asked = Asked(
            title=f"A version after {line.process.name}" if fresh else f"Change {line.process.name}",
            shape=Shape,
            fields=(*layout(AlertProcessFields, names=("name", "limit_days")), steps),
            draft=draft,
            save=keep,
            lead=plain("Alerts that are raised keep the process they started under.", "$muted"),
            typed={
                "name": "" if fresh else line.process.name,
                "limit_days": str(limit) if limit is not None else "",
                "steps": as_lines(line.process),
            },
        )
        self.app.push_screen(FormDialog(asked))


def _steps(line: ProcessLine, width: int) -> Content:
    """Return the steps with their days, the end of it all, and what enter does."""
    process = line.process
    parts = [_step(place, each.with_whom, each.days, width) for place, each in enumerate(process.steps, 1)]
    parts.append(_step(len(process.steps) + 1, "You decide: Cafcass, or accept", None, width))
    parts.append(Content(""))
    parts += plain(_limit_words(process), "$muted").wrap(width)
    parts += plain("Cafcass may be asked at any time, and steps may be skipped.", "$muted").wrap(width)
    if not line.process_id:
        parts += [
            Content(""),
            *plain("From the list: it stays. n makes a version of it.", "$muted").wrap(width),
        ]
    return Content("\n").join(parts)


def _step(place: int, whom: str, days: int | None, width: int) -> Content:
    given = plain(f"{days} wd", "bold") if days else plain("no date", "$muted")
    return row((plain(str(place), "$muted"), 2), (plain(whom), width - 13), (given, 7, "right"))


def _limit_words(process: Process) -> str:
    if process.limit is None:
        return "There is no limit for all of it."
    since = "the first formal step" if process.formal_from else "raising"
    return f"All of it takes at most {process.limit} working days from {since}."
