"""What the app keeps on its desk: the open vault, how it is asked and acted on, and when it locks."""

from __future__ import annotations

import functools
import sys
import time
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual import work
from textual.events import Event, Key, MouseDown, Paste
from textual.scrollbar import ScrollBar
from textual.widget import Widget

from iro_tui.errors import IroError
from screens.marks import WIDE, PlainSigns, plain
from screens.opened_by import Opening
from screens.page import Page
from screens.privacy import HiddenNames
from screens.themes import PALETTES, theme
from screens.typed_ahead import TypedAhead
from screens.widgets.scrollbar import WholeCells

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.content import Content

    from iro_tui.casework.caseload import Whose
    from iro_tui.vault.store import Vault
    from screens.app import IroApp
    from screens.way_back import WayBack

Answer = TypeVar("Answer")

ASLEEP = 75
"""Seconds between two looks at the clock that only sleep explains."""
WARNING = 60
"""Seconds before it locks that it says so."""
LOCKED = 75
"""What the app ends with when it locked itself; `run` then shows the unlock screen again."""


class Desk(Opening):
    """An app with a vault on its desk."""

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
        ScrollBar.renderer = WholeCells
        self.home = home
        self.vault = vault
        self.invented = vault is not None
        self.inside = False
        """Whether the IRO has gone in; false on the screens before that."""
        self.locked_words = locked_words
        self.clock = clock or (lambda: datetime.now(UTC).astimezone())
        self._fixed_today = today
        self._saved_words = ""
        self._touched = time.monotonic()
        self._last_look = (time.monotonic(), self.clock())
        self._warned = False
        self.typed_ahead = TypedAhead(self, super().on_event)
        self.way_back: WayBack | None = None
        """Where the IRO was when it locked; None when there is nothing to go back to."""
        self._whose: Whose | None = None
        self.lock_minutes = 5
        self.animation_level = "none"
        for look in PALETTES:
            self.register_theme(theme(look))
        self.theme = "iro-dark"
        self._plain = PlainSigns(enabled="utf" not in (sys.stdout.encoding or "utf-8").lower())
        self._filters.append(self._plain)
        self.hidden_names = HiddenNames()
        self._filters.append(self.hidden_names)

    @property
    def today(self) -> date:
        """The day that counts as today."""
        return self._fixed_today or self.clock().date()

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
        self.changes += 1
        self.saved()
        self.publish(frozenset(table for table, _ in acted.changed.rows))
        result: Answer = acted.result
        return result

    def publish(self, tables: frozenset[str]) -> None:
        """Tell every open screen which tables changed."""
        self._whose = None
        if self.hidden_names.enabled:
            self.hide_names(True)
        if "profile" in tables:
            self.read_profile()
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, Page) and screen.is_mounted:
                    screen.changed(tables)
        if isinstance(self.screen, Page):
            self.screen.draw_frame()

    @work(thread=True, exit_on_error=False)
    def hold_drill(self) -> None:
        """Hold the weekly restore drill when it is due; only what is no good is said."""
        from iro_tui.vault.drill import drill_if_due

        if self.vault is None:
            return
        held = drill_if_due(self.vault)
        if held is not None and not held.ok:
            words = (
                f"The restore drill found the newest backup no good. {held.words} Backups makes a new one."
            )
            self.call_from_thread(self.notify, words, markup=False)

    def action_hide_names(self) -> None:
        """Show initials instead of names, or the names again."""
        if self.vault is not None:
            hide = not self.hidden_names.enabled
            self.hide_names(hide)
            if isinstance(self.screen, Page):
                self.screen.draw_frame()

    def hide_names(self, hide: bool) -> None:
        """Draw initials instead of names on every screen, or the names again."""
        from iro_tui.casework.names import name_words

        if hide:
            self.hidden_names.take(self.ask(name_words))
        changed, self.hidden_names.enabled = self.hidden_names.enabled != hide, hide
        if not changed:
            return
        for stack in self._screen_stacks.values():
            for screen in stack:
                for widget in screen.walk_children(Widget, with_self=True):
                    widget._styles_cache.clear()
                    widget.refresh()

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

    def say_kept(self, form: str) -> None:
        """Say that typing is here when a form is opened again, or that it could not be kept."""
        if self._saved_words.startswith("!"):
            why = "This is a copy to read." if self.opened.read_only else "The vault cannot be written now."
            cast("IroApp", self).say(f"Your typing was not kept. {why}")
        else:
            cast("IroApp", self).say(f"Your typing is kept. It is here when you open this {form} again.")

    @property
    def whose(self) -> Whose:
        """Whose caseload it is, and how many children."""
        from iro_tui.casework.caseload import whose

        if self._whose is None:
            self._whose = self.ask(whose)
        return self._whose

    def standing_facts(self) -> list[tuple[int, Content]]:
        """Return the right side of the header: date, whose caseload, saved, lock."""
        wide = self.size.width >= WIDE
        facts: list[tuple[int, Content]] = []
        if wide:
            facts.append((3, plain(f"{self.today:%a} {self.today.day} {self.today:%b %Y}", "$muted")))
        if self.vault is None:
            return [*facts, (0, plain("nothing leaves this computer", "$muted"))]
        whose = self.whose
        count = {0: "no children yet", 1: "1 child"}.get(whose.children, f"{whose.children} children")
        name = f"{whose.name}, {count}" if wide else f"{whose.short}, {whose.children}"
        facts.append((2, plain(name, "$muted")))
        failed = self._saved_words.startswith("!")
        facts.append((0, plain(self._saved_words, "$late bold" if failed else "$muted")))
        if self.hidden_names.enabled:
            facts.append((1, plain("names hidden", "$today")))
        if self.invented:
            facts.append((0, plain("invented children", "$muted")))
        elif self.vault.read_only:
            facts.append((0, plain("! read only", "$today")))
        else:
            left = self._minutes_left()
            words, style = (f"locks in {left} min", "$muted") if left > 1 else ("! locks in 1 min", "$today")
            facts.append((0, plain(words, style)))
        return facts

    def _minutes_left(self) -> int:
        idle = (time.monotonic() - self._touched) / 60
        return max(1, round(self.lock_minutes - idle))

    async def on_event(self, event: Event) -> None:
        """Note every touch, so that the lock counts idle time only; keys are handed on in their order."""
        if isinstance(event, Key | MouseDown | Paste):
            if self._slept() and self.mind_the_lock():
                return  # What is pressed on waking, a passphrase perhaps, is not for what was open.
            self._touched = time.monotonic()
            self._warned = False
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            self.typed_ahead.take(event)
        else:
            await super().on_event(event)

    def _slept(self) -> bool:
        """Whether much more time has passed since the last look than lies between two, by either clock."""
        before, now = self._last_look, (time.monotonic(), self.clock())
        return max(now[0] - before[0], (now[1] - before[1]).total_seconds()) > ASLEEP

    def mind_the_lock(self) -> bool:
        """Lock when nobody touched a key for the minutes set, or the computer slept; else show the time left.

        Called every few seconds, and before the first key after a sleep.

        Returns:
            Whether it is locked now.
        """
        slept, now = self._slept(), self.clock()
        self._last_look = (time.monotonic(), now)
        if self.vault is None or self.invented or getattr(self.screen, "MAY_LOCK", True) is False:
            return False
        idle = time.monotonic() - self._touched
        if slept:
            self.lock(f"It locked itself while the computer slept, until {now:%H:%M}.")
            return True
        if idle >= self.lock_minutes * 60:
            self.lock(f"It locked itself at {now:%H:%M}.")
            return True
        if idle >= self.lock_minutes * 60 - WARNING and not self._warned:
            self._warned = True
            self.notify("It locks in a minute. Any key keeps it open.", timeout=20, markup=False)
        if isinstance(self.screen, Page):
            self.screen.draw_frame()
        return False

    def lock(self, words: str) -> None:
        """Close the vault and end with the unlock screen; what is being typed is kept as drafts first."""
        from screens.way_back import way_back

        self.keep_typing()
        self.locked_words = words
        if self.inside:
            self.way_back = way_back(self)  # type: ignore[arg-type]
        self.exit(LOCKED)

    def action_pass_on(self) -> None:
        """Pass children to another IRO."""
        from screens.handover import pass_children_on

        if self.vault is not None:
            pass_children_on(cast("IroApp", self))

    def action_receive(self) -> None:
        """Receive children from another IRO."""
        from screens.handover import receive_children

        if self.vault is not None:
            receive_children(cast("IroApp", self))

    def begin_anew(self, words: str) -> None:
        """End with the unlock screen, keeping nothing that is open: another state was put back."""
        self.locked_words = words
        self.exit(LOCKED)

    def keep_typing(self) -> None:
        """Have every open form keep what stands in its fields."""
        for stack in self._screen_stacks.values():
            for screen in stack:
                keep = getattr(screen, "keep_now", None)
                if keep is not None and screen.is_mounted:
                    keep()


def _saving(verb: Callable[..., Answer], draft: str) -> Callable[..., Answer]:
    @functools.wraps(verb)
    def saving(session: Any, *args: Any, **kwargs: Any) -> Answer:
        from iro_tui.vault.drafts import drop

        result = verb(session, *args, **kwargs)
        drop(session, draft)
        return result

    return saving
