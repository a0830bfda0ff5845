"""The application: its screens, what holds for all of them, and the borders where errors end."""

from __future__ import annotations

import functools
import sys
import time
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.app import App
from textual.events import Event, Key, MouseDown, Paste
from textual.worker import Worker, WorkerState

from iro_tui.errors import IroError
from screens.commands import bindings, of_place
from screens.marks import PlainSigns, plain
from screens.page import Page
from screens.themes import PALETTES, theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from textual.app import SystemCommand
    from textual.content import Content
    from textual.screen import Screen

    from iro_tui.casework.caseload import Whose
    from iro_tui.vault.store import Vault

Answer = TypeVar("Answer")

NEEDS_VAULT = frozenset(
    each.action.removeprefix("app.")
    for each in of_place("page", "app")
    if each.id not in ("app.help", "app.palette", "app.leave", "app.look_next")
)
"""Actions that do nothing while the vault is closed."""

LOCKED = 75
"""What the app ends with when it locked itself; `run` then shows the unlock screen again."""
LOOK_ROUND = 76
"""What the app ends with to look round with invented children; `run` comes back to the own vault after."""


def _today() -> Screen[Any]:
    from screens.today import TodayScreen

    return TodayScreen()


def _caseload() -> Screen[Any]:
    from screens.caseload import CaseloadScreen

    return CaseloadScreen()


def _letters() -> Screen[Any]:
    from screens.letters_owed import LettersOwedScreen

    return LettersOwedScreen()


def _outbox() -> Screen[Any]:
    from screens.outbox import OutboxScreen

    return OutboxScreen()


class IroApp(App[int]):
    """One IRO's caseload in a terminal."""

    TITLE = "IRO"
    CSS_PATH = "base.tcss"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]
    MODES: ClassVar[dict[str, Callable[[], Screen[Any]]]] = {
        "today": _today,
        "caseload": _caseload,
        "letters": _letters,
        "outbox": _outbox,
    }
    BINDINGS = bindings("page", "app")

    def __init__(
        self,
        home: Path,
        today: date | None = None,
        vault: Vault | None = None,
        *,
        locked_words: str = "",
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        """Make the app; nothing of the vault is imported yet.

        Args:
            home: The folder of the vault.
            today: Stands in for the machine's date; None for the machine's.
            vault: An open throw-away vault of invented children; None for the IRO's own.
            locked_words: Why the unlock screen is shown again; empty at the start.
            clock: The time of day for the header and for drafts; None for the machine's.
        """
        super().__init__()
        self.home = home
        self.vault = vault
        self.invented = vault is not None
        self.locked_words = locked_words
        self.clock = clock or (lambda: datetime.now(UTC).astimezone())
        self._fixed_today = today
        self._saved_words = ""
        self._touched = time.monotonic()
        self._whose: Whose | None = None
        self.lock_minutes = 5
        self.animation_level = "none"
        for look in PALETTES:
            self.register_theme(theme(look))
        self.theme = "iro-dark"
        self._plain = PlainSigns(enabled="utf" not in (sys.stdout.encoding or "utf-8").lower())
        self._filters.append(self._plain)

    @property
    def today(self) -> date:
        """The day that counts as today."""
        return self._fixed_today or self.clock().date()

    async def on_mount(self) -> None:
        """Open the first screen."""
        self.set_interval(15, self._mind_the_lock)
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
        self._touched = time.monotonic()
        self.read_profile()
        self.saved()
        self.set_focus(None)
        await self.switch_mode(page)

    def read_profile(self) -> None:
        """Take the look and the lock from the IRO's settings."""
        from iro_tui.casework.children import profile

        mine = self.ask(profile)
        if mine is None:
            return
        self.lock_minutes = mine.lock_minutes
        self.theme = f"iro-{mine.look}" if mine.look in PALETTES else "iro-dark"
        if mine.plain_signs:
            self._plain.enabled = True

    # Asking and acting

    @property
    def opened(self) -> Vault:
        """The open vault.

        Raises:
            IroError: When it is locked.
        """
        if self.vault is None:
            raise IroError("The vault is locked.")
        return self.vault

    def ask(self, question: Callable[..., Answer], *args: Any, **kwargs: Any) -> Answer:
        """Ask the record something; nothing is changed."""
        return self.opened.ask(question, *args, **kwargs)

    def act(self, verb: Callable[..., Answer], *args: Any, drop: str = "", **kwargs: Any) -> Answer:
        """Do something to the record, and tell every screen what changed.

        Args:
            verb: The verb.
            args: What it takes after the session.
            drop: Key of the draft that this saves; it goes in the same transaction.
            kwargs: What it takes by name.

        Raises:
            IroError: When it cannot be done; nothing has changed then.
        """
        acted = self.opened.act(_saving(verb, drop) if drop else verb, *args, **kwargs)
        self.saved()
        self.publish(frozenset(table for table, _ in acted.changed.rows))
        result: Answer = acted.result
        return result

    def publish(self, tables: frozenset[str]) -> None:
        """Tell every open screen which tables changed."""
        self._whose = None
        if "profile" in tables:
            self.read_profile()
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, Page) and screen.is_mounted:
                    screen.changed(tables)
        if isinstance(self.screen, Page):
            self.screen.draw_frame()

    def saved(self, words: str = "saved", *, seconds: bool = False) -> None:
        """Note in the header that everything typed is in the vault."""
        now = self.clock()
        self._saved_words = f"{words} {now:%H:%M:%S}" if seconds else f"{words} {now:%H:%M}"
        if self.is_running and isinstance(self.screen, Page):
            self.screen.draw_frame()

    def keep_draft(self, key: str, child_id: str | None, body: dict[str, Any]) -> None:
        """Keep what is being typed; the header says so, or says in red that it could not be kept."""
        try:
            self.opened.keep_draft(key, child_id, body)
        except (IroError, OSError):
            self._saved_words = "! not saved"
            if isinstance(self.screen, Page):
                self.screen.draw_frame()
            return
        self.saved("draft saved", seconds=True)

    @property
    def whose(self) -> Whose:
        """Whose caseload it is, and how many children."""
        from iro_tui.casework.caseload import whose

        if self._whose is None:
            self._whose = self.ask(whose)
        return self._whose

    def standing_facts(self) -> list[tuple[int, Content]]:
        """Return the right side of the header: date, whose caseload, saved, lock."""
        wide = self.size.width >= 100
        facts: list[tuple[int, Content]] = []
        if wide:
            facts.append((3, plain(f"{self.today:%a} {self.today.day} {self.today:%b %Y}", "$muted")))
        if self.vault is None:
            return [*facts, (0, plain("nothing leaves this computer", "$muted"))]
        whose = self.whose
        count = f"{whose.children} children" if whose.children else "no children yet"
        name = f"{whose.name}, {count}" if wide else f"{whose.short}, {whose.children}"
        facts.append((2, plain(name, "$muted")))
        failed = self._saved_words.startswith("!")
        facts.append((0, plain(self._saved_words, "$late bold" if failed else "$muted")))
        if self.invented:
            facts.append((0, plain("invented children", "$muted")))
        else:
            left = self._minutes_left()
            words, style = (f"locks in {left} min", "$muted") if left > 1 else ("! locks in 1 min", "$today")
            facts.append((0, plain(words, style)))
        return facts

    # The lock

    def _minutes_left(self) -> int:
        idle = (time.monotonic() - self._touched) / 60
        return max(1, round(self.lock_minutes - idle))

    async def on_event(self, event: Event) -> None:
        """Note every touch, so that the lock counts idle time only."""
        if isinstance(event, Key | MouseDown | Paste):
            self._touched = time.monotonic()
        await super().on_event(event)

    def _mind_the_lock(self) -> None:
        if self.vault is None or self.invented:
            return
        if time.monotonic() - self._touched >= self.lock_minutes * 60:
            self.lock(f"It locked itself at {self.clock():%H:%M}.")
        elif isinstance(self.screen, Page):
            self.screen.draw_frame()

    def lock(self, words: str) -> None:
        """Close the vault and end with the unlock screen; what is being typed is kept as drafts first."""
        self._keep_typing()
        self.locked_words = words
        self.exit(LOCKED)

    def _keep_typing(self) -> None:
        for stack in self._screen_stacks.values():
            for screen in stack:
                keep = getattr(screen, "keep_now", None)
                if keep is not None and screen.is_mounted:
                    keep()

    # Commands that work everywhere

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what needs an open vault while it is locked."""
        if self.vault is None and action in NEEDS_VAULT:
            return False
        return super().check_action(action, parameters)

    async def _go(self, page: str) -> None:
        if self.vault is None:
            return
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

    def action_undo(self) -> None:
        """Take back the last thing that was saved, and say what it was."""
        from iro_tui.casework.undo import take_back

        if self.vault is None:
            return
        try:
            words = self.act(take_back, self.today)
        except IroError as error:
            self.say(str(error))
            return
        self.say(words)

    def action_search(self) -> None:
        """Find a child by name."""
        if self.vault is not None:
            from screens.search import SearchScreen

            self.push_screen(SearchScreen())

    def action_import_list(self) -> None:
        """Bring in a caseload list."""
        if self.vault is not None:
            from screens.import_list import ImportScreen

            self.push_screen(ImportScreen())

    def action_settings(self) -> None:
        """Open the IRO's own page."""
        if self.vault is not None:
            from screens.record_form import settings_form

            self.push_screen(settings_form(self))

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
        self._keep_typing()
        self.exit(0)

    async def action_quit(self) -> None:
        """Stand in for Textual's own quit, which knows nothing of drafts."""
        self.action_leave()

    def look_round(self) -> None:
        """Look round with invented children, kept apart in a throw-away vault."""
        self._keep_typing()
        self.exit(LOOK_ROUND)

    def open_child(self, child_id: str) -> None:
        """Open a child's page."""
        from screens.child import ChildScreen

        self.push_screen(ChildScreen(child_id))

    def say(self, words: str) -> None:
        """Show a short message for eight seconds."""
        self.notify(plain(words).plain, timeout=8, markup=False)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer none of Textual's own commands: one of them writes the screen to a file."""
        del screen
        return ()

    # The two borders where errors end

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


def _saving(verb: Callable[..., Answer], draft: str) -> Callable[..., Answer]:
    @functools.wraps(verb)
    def saving(session: Any, *args: Any, **kwargs: Any) -> Answer:
        from iro_tui.vault.drafts import drop

        result = verb(session, *args, **kwargs)
        drop(session, draft)
        return result

    return saving


def run(home: Path, today: date | None = None, vault: Vault | None = None) -> int:
    """Open the app and return the status to end with.

    Args:
        home: The folder of the vault.
        today: Stands in for the machine's date.
        vault: An open throw-away vault; the caller closes it.
    """
    words = ""
    while True:
        app = IroApp(home, today, vault, locked_words=words)
        result = app.run()
        if vault is None and app.vault is not None:
            app.vault.close()
        if result == LOCKED:
            words = app.locked_words
            continue
        if result == LOOK_ROUND:
            from iro_tui.demo import throw_away

            with throw_away(today or app.today) as invented:
                run(home, today, invented)
            words = "The invented children are gone."
            continue
        if app._closing_words:
            print(app._closing_words, file=sys.stderr)  # noqa: T201
        return result if result is not None else (app.return_code or 0)
