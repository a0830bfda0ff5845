"""The application: its screens, the commands that work everywhere, and the borders where errors end."""

from __future__ import annotations

import gc
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.worker import Worker, WorkerState

from iro_tui.errors import IroError
from screens.commands import bindings, of_place
from screens.desk import LOCKED, Desk
from screens.marks import TALL, WIDE
from screens.page import Page
from screens.themes import PALETTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from textual.app import SystemCommand
    from textual.screen import Screen

    from iro_tui.vault.store import Vault
    from screens.way_back import WayBack

NEEDS_VAULT = frozenset(
    each.action.removeprefix("app.")
    for each in of_place("page", "app")
    if each.id not in ("app.help", "app.palette", "app.leave", "app.look_next")
)
"""Actions that do nothing while the vault is closed."""

LOOK_ROUND = 76
"""What the app ends with to look round with invented children; `run` comes back to the own vault after."""


def _page(module: str, name: str) -> Callable[[], Screen[Any]]:
    """Give what makes a page; its module is imported when the page is first opened."""

    def make() -> Screen[Any]:
        page: Screen[Any] = getattr(import_module(f"screens.{module}"), name)()
        return page

    return make


class IroApp(Desk):
    """One IRO's caseload in a terminal."""

    TITLE = "IRO"
    CSS_PATH = Path(__file__).with_name("base.tcss")
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-squat"), (20, "-short"), (TALL, "-tall")]
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "today": _page("today", "TodayScreen"),
        "caseload": _page("caseload", "CaseloadScreen"),
        "letters": _page("letters_owed", "LettersOwedScreen"),
        "alerts": _page("alerts", "AlertsScreen"),
        "outbox": _page("outbox", "OutboxScreen"),
        "figures": _page("figures", "FiguresScreen"),
    }
    BINDINGS = bindings("page", "app")

    async def on_mount(self) -> None:
        """Open the first screen."""
        self.set_interval(5, self.mind_the_lock)
        if self.vault is not None:
            await self.enter(self.vault)
        elif (self.home / "vault.db").exists():
            from screens.unlock import UnlockScreen

            await self.push_screen(UnlockScreen(self.locked_words))
        else:
            from screens.first_run import FirstRunScreen

            await self.push_screen(FirstRunScreen())

    async def enter(self, vault: Vault, page: str = "today") -> None:
        """Go in with an open vault."""
        self.vault = vault
        self.inside = True
        self._touched = time.monotonic()
        self.read_profile()
        if self.hidden_names.enabled:
            self.hide_names(True)
        self.saved()
        self.set_focus(None)
        way = self.way_back
        await self.switch_mode(way.page if way else page)
        if way:
            from screens.way_back import go

            self.way_back = None
            self.run_worker(go(self, way), exit_on_error=False)
        self.call_after_refresh(self._load_ahead)
        if not self.invented and not vault.read_only:
            self.set_timer(20, self.hold_drill)

    @work(thread=True, exit_on_error=False)
    def _load_ahead(self) -> None:
        """Load what the first letter needs while the IRO reads the first page."""
        import letters.desk  # noqa: F401
        from letters.word_list import load

        load()
        # What is loaded by now stays. Left out of the collector's rounds, it no longer makes every full
        # round a tenth of a second in which a key would wait.
        gc.freeze()

    def on_unmount(self) -> None:
        """Let what was shown be forgotten."""
        self.typed_ahead.forget()
        gc.unfreeze()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what needs an open vault until the IRO has gone in."""
        if not self.inside and action in NEEDS_VAULT:
            return False
        return super().check_action(action, parameters)

    async def _go(self, page: str) -> None:
        if self.vault is None:
            return
        self.keep_typing()
        await self.switch_mode(page)
        while len(self.screen_stack) > 1:
            self.pop_screen()

    async def action_today(self) -> None:
        """Open the page Today."""
        await self._go("today")

    async def action_caseload(self) -> None:
        """Open the page Caseload."""
        await self._go("caseload")

    async def action_letters(self) -> None:
        """Open the page of letters owed."""
        await self._go("letters")

    async def action_outbox(self) -> None:
        """Open the page Outbox."""
        await self._go("outbox")

    async def action_alerts(self) -> None:
        """Open the page Alerts."""
        await self._go("alerts")

    async def action_figures(self) -> None:
        """Open the page Figures."""
        await self._go("figures")

    def action_undo(self) -> None:
        """Take back the last thing that was saved, and say what it was."""
        from iro_tui.casework.undo import take_back

        self._act_and_say(take_back)

    def action_redo(self) -> None:
        """Do again what was undone last, and say what it was."""
        from iro_tui.casework.undo import do_again

        self._act_and_say(do_again)

    def _act_and_say(self, verb: Callable[..., str]) -> None:
        if self.vault is None:
            return
        try:
            self.say(self.act(verb, self.today))
        except IroError as error:
            self.say(str(error))

    def action_search(self) -> None:
        """Find a child by name."""
        self._push("search", "SearchScreen")

    def action_import_list(self) -> None:
        """Bring in a caseload list."""
        if self.vault is not None:
            from screens.import_list import ImportScreen

            self.push_screen(ImportScreen())

    def action_calendar_file(self) -> None:
        """Write the calendar file for Outlook."""
        from screens.calendar_file import ask_calendar_file

        ask_calendar_file(self)

    def action_dip_sample(self) -> None:
        """Make the dip sample of letters as a Word file."""
        from screens.documents import make_dip_sample

        if self.vault is not None:
            make_dip_sample(self)

    def action_planner(self) -> None:
        """Open the year ahead."""
        self._push("planner", "PlannerScreen")

    def action_other_work(self) -> None:
        """Open the work about no one child."""
        self._push("other_work", "OtherWorkScreen")

    def action_letter_words(self) -> None:
        """Open the words that were added for letters."""
        self._push("letter_words", "LetterWordsScreen")

    def action_footprint(self) -> None:
        """Open the footprint."""
        self._push("footprint", "FootprintScreen")

    def action_processes(self) -> None:
        """Open the processes of alerts."""
        self._push("processes", "ProcessesScreen")

    def action_supervision(self) -> None:
        """Open the IRO's own month."""
        self._push("supervision", "SupervisionScreen")

    def _push(self, module: str, name: str) -> None:
        if self.vault is not None and type(self.screen).__name__ != name:
            self.push_screen(_page(module, name)())

    def action_rules(self) -> None:
        """Open the rules and deadlines."""
        self._push("rules", "RulesScreen")

    def action_settings(self) -> None:
        """Open the IRO's own page."""
        if self.vault is not None:
            from screens.short_forms import settings_form

            self.push_screen(settings_form(self))

    def action_backups(self) -> None:
        """Open the backups."""
        self._push("backups", "BackupsScreen")

    def action_doctor(self) -> None:
        """Look whether everything is well."""
        self._push("doctor", "DoctorScreen")

    def action_passphrase(self) -> None:
        """Change the passphrase, or show the recovery sheet."""
        self._push("passphrase", "PassphraseScreen")

    def action_look_next(self) -> None:
        """Take the next look."""
        looks = [f"iro-{look}" for look in PALETTES]
        self.theme = looks[(looks.index(self.theme) + 1) % len(looks)]

    def action_lock_now(self) -> None:
        """Lock by hand."""
        if self.vault is None:
            return
        if self.invented:
            self.say("The invented children need no lock. Your own caseload locks with this key.")
        else:
            self.lock(f"You locked it at {self.clock():%H:%M}.")

    def action_help(self) -> None:
        """Show the help of this screen."""
        from screens.help_page import HelpScreen

        if isinstance(self.screen, Page):
            self.push_screen(HelpScreen(self.screen))

    def action_palette(self) -> None:
        """Show every command by name."""
        from screens.palette import PaletteScreen

        if isinstance(self.screen, Page):
            self.push_screen(PaletteScreen(self.screen))

    def action_leave(self) -> None:
        """Close everything; typing is kept as drafts."""
        self.keep_typing()
        self.exit(0)

    async def action_quit(self) -> None:
        """Stand in for Textual's own quit, which knows nothing of drafts."""
        self.action_leave()

    def look_round(self) -> None:
        """Look round with invented children, kept apart in a throw-away vault."""
        self.keep_typing()
        self.exit(LOOK_ROUND)

    def open_child(self, child_id: str) -> None:
        """Open a child's page."""
        from screens.child import ChildScreen

        self.push_screen(ChildScreen(child_id))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer none of Textual's own commands: one of them writes the screen to a file."""
        del screen
        return ()

    # The borders where errors end

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what stopped slow work; anything else than an expected error is a crash."""
        if event.state is not WorkerState.ERROR:
            return
        error = event.worker.error
        if isinstance(error, IroError):
            self.say(str(error))
        elif isinstance(error, Exception):
            self._handle_exception(error)

    def _handle_exception(self, error: Exception) -> None:
        # Textual would print the values of local variables, and with them a child's name.
        if self.is_headless:
            super()._handle_exception(error)
            return
        self._return_code = 1
        self._exception = error
        self._exception_event.set()
        trail = []
        frame = error.__traceback__
        while frame is not None:
            code = frame.tb_frame.f_code
            trail.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{frame.tb_lineno}")
            frame = frame.tb_next
        self._closing_words = (
            f"iro-tui stopped: {type(error).__name__} at {' < '.join(reversed(trail[-4:]))}. "
            "Everything saved is in the vault, and drafts are kept. Start it again."
        )
        self._close_messages_no_wait()

    _closing_words = ""


def run(home: Path, today: date | None = None, vault: Vault | None = None) -> int:
    """Open the app and return the status to end with.

    Args:
        home: The folder of the vault.
        today: Stands in for the machine's date.
        vault: An open throw-away vault; the caller closes it.
    """
    words = ""
    way: WayBack | None = None
    hidden = False
    while True:
        app = IroApp(home, today, vault, locked_words=words)
        app.way_back, way = way, None
        app.hidden_names.enabled = hidden
        result = app.run()
        if vault is None and app.vault is not None:
            app.vault.close()
        if result == LOCKED:
            words, way, hidden = app.locked_words, app.way_back, app.hidden_names.enabled
            # Its widgets knew names and the passphrase: they go now, and not at some later round.
            del app
            gc.collect()
            continue
        if result == LOOK_ROUND:
            from iro_tui.demo import throw_away
            from letters.invented import write_letters

            with throw_away(today or app.today, write_letters) as invented:
                run(home, today, invented)
            words = "The invented children are gone."
            continue
        if app._closing_words:
            print(app._closing_words, file=sys.stderr)  # noqa: T201
        return result if result is not None else (app.return_code or 0)
