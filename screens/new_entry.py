"""Write down: every kind of entry of a child's file, filtered as one types; enter opens its form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from iro_tui.errors import IroError
from screens.marks import plain, spread
from screens.matches import underlined
from screens.widgets.rows import Line, RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.app import ComposeResult
    from textual.screen import Screen

    from screens.app import IroApp


@dataclass(frozen=True)
class Kind:
    """One thing that can be written down."""

    name: str
    part: str
    """The part of the file it belongs to."""
    asks: tuple[str, ...]
    """The labels of its fields; a word in one of them finds it too."""
    open: Callable[[IroApp, str], object]
    """Takes the app and the child's id, and opens what is filled in."""


def kinds(app: IroApp, child_id: str) -> tuple[Kind, ...]:
    """Return everything that can be written down about a child, part by part, the IRO's own work first."""
    from iro_tui.record.forms import layout
    from iro_tui.record.nouns import nouns, parts, shape_named
    from screens.entry_forms import entry_form

    def of_table(name: str, part: str) -> Kind:
        asks = tuple(field.title for field in layout(shape_named(name)))
        return Kind(
            nouns()[name].called, part, asks, _pushing(lambda app, child: entry_form(app, child, name))
        )

    own = _with_screens(app, child_id)
    found = []
    for part, names in parts().items():
        found += [each for each in own if each.part == part]
        found += [of_table(name, part) for name in names]
    return tuple(found)


def _with_screens(app: IroApp, child_id: str) -> tuple[Kind, ...]:
    """What has a form of its own."""
    from iro_tui.casework.leaving import has_left
    from screens.leaving import back_dialog, leaving_dialog
    from screens.short_forms import alert_form, midway_form, talk_form
    from screens.siblings import ask_siblings

    left = app.ask(has_left, child_id, app.today)
    return (
        Kind("Talk", "Your work", ("Own words", "Attempt"), _pushing(talk_form)),
        Kind("Midway", "Your work", (), _pushing(midway_form)),
        Kind("Alert", "Your work", ("Escalation", "Concern"), _pushing(alert_form)),
        Kind("Brothers and sisters on your caseload", "People", ("Siblings", "Linked"), ask_siblings),
        Kind("Back on your caseload", "Care", ("Comes back",), _pushing(back_dialog))
        if left
        else Kind(
            "Leaves your caseload", "Care", ("Ended", "Closed", "Another IRO"), _pushing(leaving_dialog)
        ),
    )


def _pushing(make: Callable[[IroApp, str], Screen[Any]]) -> Callable[[IroApp, str], object]:
    return lambda app, child_id: app.push_screen(make(app, child_id))


def found_kinds(every: Iterable[Kind], typed: str) -> list[tuple[Kind, str]]:
    """Return the kinds that what is typed finds, the best first, each with the label that found it.

    A word of the name counts before a word of the part, and that before the label of a field. The label is
    empty where name or part were enough.
    """
    from iro_tui.casework.words import plain_letters

    wanted = plain_letters(typed).strip()
    if not wanted:
        return [(each, "") for each in every]
    ranked = []
    for each in every:
        asked = next((label for label in each.asks if _begins(label, wanted)), "")
        if _begins(each.name, wanted):
            rank, asked = (0 if plain_letters(each.name).startswith(wanted) else 1), ""
        elif _begins(each.part, wanted):
            rank, asked = 2, ""
        elif asked:
            rank = 3
        else:
            continue
        ranked.append((rank, each, asked))
    return [(each, asked) for _, each, asked in sorted(ranked, key=lambda one: one[0])]


def _begins(text: str, wanted: str) -> bool:
    """Whether the words of a text from some word on begin with what is wanted."""
    from iro_tui.casework.words import plain_letters

    flat = plain_letters(text)
    return flat.startswith(wanted) or f" {wanted}" in flat


def write_down(app: IroApp, child_id: str) -> None:
    """Let one kind of entry be chosen, and open what it is written in."""

    def chosen(kind: Kind | None) -> None:
        if kind is None:
            return
        try:
            kind.open(app, child_id)
        except IroError as error:
            app.say(str(error))

    app.push_screen(NewEntryDialog(kinds(app, child_id)), chosen)


class NewEntryDialog(ModalScreen[Kind | None]):
    """Type a few letters, press enter; it ends with what was chosen."""

    BINDINGS = [
        Binding("escape", "close", show=False),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]

    def __init__(self, every: tuple[Kind, ...]) -> None:
        super().__init__()
        self._every = every
        self._found: list[tuple[Kind, str]] = []

    def compose(self) -> ComposeResult:
        """Show what is typed, what it finds, and what the keys do."""
        rows = RowList("new-rows")
        rows.can_focus = False
        rows.add_class("follows")
        yield Vertical(
            Static(plain("Write down", "bold"), markup=False),
            Input(placeholder="type to see fewer", id="new-filter", select_on_focus=False),
            rows,
            Static(plain("enter open   esc leave", "$muted"), id="new-keys", markup=False),
            classes="dialog",
        )

    def on_mount(self) -> None:
        """Show everything first."""
        self.query_one(RowList).styles.height = min(len(self._every), max(self.app.size.height - 13, 6))
        self._draw("")

    def _draw(self, typed: str) -> None:
        self._found = found_kinds(self._every, typed)

        def lines(width: int) -> Iterable[Line]:
            if not self._found:
                yield Line(None, plain(f"Nothing here is called “{typed.strip()}”.", "$muted"))
            for place, (kind, asked) in enumerate(self._found):
                name = underlined(kind.name, typed)
                if asked:
                    name += plain("  ") + underlined(asked, typed, "$muted")
                yield Line(str(place), spread(name, underlined(kind.part, typed, "$muted"), width))

        self.query_one(RowList).draw_with(lines, from_top=True)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show fewer kinds."""
        event.stop()
        self._draw(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Open the one under the cursor."""
        event.stop()
        self._open()

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Open the one that was clicked."""
        event.stop()
        self._open()

    def _open(self) -> None:
        chosen = self.query_one(RowList).chosen
        if chosen is not None:
            self.dismiss(self._found[int(chosen)][0])

    def action_move(self, by: int) -> None:
        """Move the cursor while the filter keeps the focus."""
        rows = self.query_one(RowList)
        if by > 0:
            rows.action_cursor_down()
        else:
            rows.action_cursor_up()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
