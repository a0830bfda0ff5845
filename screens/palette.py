"""Every command by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.fuzzy import Matcher
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from screens.commands import COMMANDS, of_place
from screens.marks import cut, plain
from screens.widgets.rows import Line, RowList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from screens.commands import Command
    from screens.page import Page


class PaletteScreen(ModalScreen[None]):
    """Type a few letters, press enter."""

    BINDINGS = [
        Binding("escape", "close", show=False),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        # What cannot be done just now is not offered either.
        here = [
            each
            for each in of_place(*page.PLACES)
            if each.place != "app" and page.check_action(each.action, ()) is not False
        ]
        # What this screen offers under the same name is not offered twice.
        named = {each.name for each in here} | {"Everything"}
        everywhere = [each for each in of_place("page", "app") if each.name not in named]
        if self._page.app.vault is None:
            everywhere = [
                each for each in everywhere if each.id in ("app.help", "app.leave", "app.look_next")
            ]
        self._commands = [each for each in [*here, *everywhere] if each.bound or each.key == "enter"]
        self._wanted = ""

    def compose(self) -> ComposeResult:
        """Show what is typed, what matches, and what the keys do."""
        rows = RowList("palette-rows")
        rows.add_class("follows")
        yield Vertical(
            Input(id="palette-filter", select_on_focus=False),
            Static(" "),
            rows,
            Static("", id="palette-keys", markup=False),
            classes="dialog",
        )

    def on_mount(self) -> None:
        """Show everything first."""
        self._draw()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what matches, best first."""
        event.stop()
        self._wanted = event.value.strip()
        self._draw()

    def _matching(self) -> list[tuple[Command, Content]]:
        if not self._wanted:
            return [(each, plain(each.name)) for each in self._commands]
        matcher = Matcher(self._wanted)
        found = []
        for each in self._commands:
            score = max(matcher.match(each.name), 0.5 * matcher.match(each.help))
            if score > 0:
                found.append((score, each, _underlined(each.name, self._wanted)))
        found.sort(key=lambda entry: -entry[0])
        return [(each, name) for _, each, name in found]

    def _draw(self) -> None:
        found = self._matching()

        def lines(width: int) -> Iterable[Line]:
            key_width = 7
            name_width = min(30, (width - key_width) // 2)
            for each, name in found:
                help_width = width - name_width - key_width - 4
                yield Line(
                    each.id,
                    cut(name, name_width)
                    + Content("  ")
                    + cut(plain(each.help, "$muted"), help_width)
                    + Content("  ")
                    + cut(plain(each.key_shown(), "$accent"), key_width),
                )

        rows = self.query_one(RowList)
        rows.styles.height = max(1, min(len(found), 12))
        rows.draw_with(lines, from_top=True)
        counted = plain(f"{len(found)} of {len(self._commands)} commands", "$muted")
        keys = plain("   ·   ", "$muted").join(
            [
                counted,
                plain("enter", "$accent bold") + plain(" do it", "$muted"),
                plain("esc", "$accent bold") + plain(" close", "$muted"),
            ]
        )
        self.query_one("#palette-keys", Static).update(Content("\n") + keys)

    def action_move(self, by: int) -> None:
        """Move the cursor while the letters go to the filter."""
        rows = self.query_one(RowList)
        if by > 0:
            rows.action_cursor_down()
        else:
            rows.action_cursor_up()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Do what is under the cursor."""
        event.stop()
        await self._do(self.query_one(RowList).chosen)

    async def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Do what was clicked."""
        event.stop()
        await self._do(event.option_id)

    async def _do(self, id: str | None) -> None:
        chosen = next((each for each in COMMANDS if each.id == id), None)
        if chosen is None:
            return
        page = self._page
        self.dismiss(None)
        page.call_later(page.run_action, chosen.action)

    def action_close(self) -> None:
        """Close without doing anything."""
        self.dismiss(None)


def _underlined(name: str, wanted: str) -> Content:
    content = plain(name)
    start = name.casefold().find(wanted.casefold())
    if start >= 0:
        return content.stylize("$accent bold underline", start, start + len(wanted))
    return content
