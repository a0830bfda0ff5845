"""Backups: what there is, one made now, one put back after seeing what that changes, and the drill."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import work
from textual.containers import Vertical
from textual.content import Content

from iro_tui.errors import IroError
from screens.dialogs import AskDialog
from screens.marks import joined, plain, row, sign
from screens.page import Page
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel
from screens.widgets.rows import BLANK, Line, RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from textual.widget import Widget

    from iro_tui.vault.backups import SecondPlace
    from iro_tui.vault.drill import Drill
    from iro_tui.vault.restore import Preview

MOST_LINES = 14
"""Lines of what would change that the question shows; the rest is counted."""


class Kept(NamedTuple):
    """One backup, for the list."""

    file: Path
    made: datetime
    size: int
    """In bytes."""


class BackupsScreen(Page):
    """Every backup, the newest first."""

    PLACES = ("backups", "back", "app")
    PAGE = "today"
    HELP_PAGE = "backups"

    def __init__(self) -> None:
        super().__init__()
        self._kept: tuple[Kept, ...] = ()
        self._drill: Drill | None = None
        self._second: SecondPlace | None = None
        self._busy = False

    def where(self) -> str:
        """Backups."""
        return "Backups"

    def body(self) -> Iterable[Widget]:
        """What stands over all of them, and the list."""
        yield Vertical(
            Cut("", id="backups-summary", classes="summary"),
            Panel("Encrypted like the vault", RowList("backups-rows"), id="backups-panel"),
            classes="body",
        )

    def opened(self) -> None:
        """Start on the newest."""
        self.query_one(RowList).focus()

    def load(self) -> None:
        """List the files, and read what the last drill found."""
        from iro_tui.vault.backups import copies_in, made_at, second_place
        from iro_tui.vault.drill import last_drill

        vault = self.app.opened
        self._kept = tuple(
            Kept(file, made_at(file), file.stat().st_size) for file in copies_in(vault.backups)
        )
        self._drill = last_drill(vault.backups)
        self._second = second_place(vault)
        self._summarise()
        self.query_one(RowList).draw_with(self._lines)

    def _summarise(self, doing: str = "") -> None:
        count = {0: "No backup yet", 1: "1 backup"}.get(len(self._kept), f"{len(self._kept)} backups")
        pieces = [plain(doing, "$today") if doing else plain(count, "bold")]
        if self._drill is None:
            pieces.append(plain("no restore drill held yet", "$muted"))
        else:
            style = "$muted" if self._drill.ok else "$late"
            pieces.append(plain(f"drill {self._day(self._drill.at)}: {self._drill.words.rstrip('.')}", style))
        self.query_one("#backups-summary", Cut).show(joined(pieces))

    def _day(self, at: datetime) -> str:
        from iro_tui.rules.dates import say_date

        return say_date(at.astimezone(self.app.clock().tzinfo).date(), self.app.today)

    def _lines(self, width: int) -> Iterable[Line]:
        if not self._kept:
            yield Line(None, plain("Nothing is here yet. n makes one now.", "$muted"))
        for each in self._kept:
            at = each.made.astimezone(self.app.clock().tzinfo)
            tried = self._drill is not None and self._drill.copy == each.file.name
            good = not tried or (self._drill is not None and self._drill.ok)
            checked = "checked when made" + (", put back for trial" if tried else "")
            yield Line(
                each.file.name,
                row(
                    (sign("done" if good else "late"), 1),
                    (plain(self._day(each.made)), 15),
                    (plain(f"{at:%H:%M}"), 5),
                    (plain(f"{each.size / (1 << 20):.1f} MB", "$muted"), 9, "right"),
                    (plain(checked, "$muted"), max(width - 38, 10)),
                ),
            )
        yield BLANK
        yield Line(None, self._second_line())

    def _second_line(self) -> Content:
        place = self._second
        if place is None:
            return plain(
                "They lie on this computer only. Settings takes a second place, such as a stick.", "$muted"
            )
        if not place.there:
            return plain("! ", "$late") + plain(f"The second place is not there: {place.folder}")
        newest = f", the newest of {self._day(place.newest)}" if place.newest else ", nothing there yet"
        return plain(f"Each one goes to {place.folder} too{newest}.", "$muted")

    # One made now, and the drill

    def action_make(self) -> None:
        """Make a backup now."""
        self._slowly("Making a backup…", self._make)

    def action_drill(self) -> None:
        """Put the newest one back for trial."""
        self._slowly("Putting the newest one back for trial…", self._hold_drill)

    def _make(self) -> str:
        from iro_tui.vault.backups import backup

        backup(self.app.opened)
        return "Made, opened and compared."

    def _hold_drill(self) -> str:
        from iro_tui.vault.drill import hold_drill

        return hold_drill(self.app.opened).words

    def _slowly(self, doing: str, work: Callable[[], str]) -> None:
        if not self._busy:
            self._busy = True
            self._summarise(doing)
            self._run(work)

    @work(thread=True, exit_on_error=False)
    def _run(self, work: Callable[[], str]) -> None:
        try:
            said = work()
        except IroError as error:
            said = str(error)
        self.app.call_from_thread(self._done, said)

    def _done(self, said: str) -> None:
        self._busy = False
        self.app.say(said)
        if self.is_mounted:
            self.load()

    # One put back

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Show what putting this one back would change."""
        event.stop()
        self.action_restore()

    def action_restore(self) -> None:
        """Ask whether to put this backup back, with what that would change."""
        from iro_tui.vault.restore import preview

        chosen = self.query_one(RowList).chosen
        kept = next((each for each in self._kept if each.file.name == chosen), None)
        if kept is None or self._busy:
            return
        if self.app.invented:
            self.app.say("The invented children have nothing to put back.")
            return
        try:
            seen = preview(self.app.opened, kept.file)
        except IroError as error:
            self.app.say(str(error))
            return
        at = kept.made.astimezone(self.app.clock().tzinfo)
        question = f"Put back the backup of {self._day(kept.made)}, {at:%H:%M}?"

        def answered(yes: bool | None) -> None:
            if yes:
                self._slowly("Putting it back…", lambda: self._restore(kept.file))

        self.app.push_screen(AskDialog(question, _asked(seen), "Put back", "Leave"), answered)

    def _restore(self, file: Path) -> str:
        from iro_tui.vault.restore import restore

        self.app.call_from_thread(self.app.keep_typing)
        restore(self.app.opened, file)
        words = "The backup is put back. The state before it is now the newest backup."
        self.app.call_from_thread(self.app.begin_anew, words)
        return words


def _asked(seen: Preview) -> str:
    from iro_tui.vault.restore import said

    lines = list(said(seen))
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"and {len(lines) - MOST_LINES} lines more"]
    return "\n".join([*lines, "", "The present state is kept as a backup first, so this can be taken back."])
