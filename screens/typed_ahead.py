"""Keys are handed on one at a time, in their order, each to the screen that the one before it opened."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from textual.app import ScreenStackError
from textual.events import Key
from textual.widgets import Input, TextArea

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    from textual.app import App
    from textual.events import Paste
    from textual.message_pump import MessagePump
    from textual.screen import Screen

LONGEST_WAIT = 10.0
"""Seconds after which a key is handed on although what came before it is not done."""
ROUNDS = 3
"""How often a key's way up is gone to see it done: the key, what it sent on such as `Submitted`, again."""


class TypedAhead:
    """What was typed and not handed on yet.

    Textual gives every key at once to what has the focus. A key that opens a screen is worked off later than
    that, so the keys behind it went to the screen that was left, or to a new one before its focus was set.
    """

    def __init__(self, app: App[Any], deliver: Callable[[Key | Paste], Awaitable[None]]) -> None:
        """Make it.

        Args:
            app: The app whose screens the keys go to.
            deliver: Gives one to what has the focus; called in the app's own turn.
        """
        self._app = app
        self._deliver = deliver
        self._waiting: deque[Key | Paste] = deque()
        self._handing: asyncio.Task[None] | None = None
        self._free = asyncio.Event()
        self._free.set()
        self._holds = 0
        self._stood: Screen[Any] | None = None
        """The screen that was ready for the last key."""

    @property
    def busy(self) -> bool:
        """Whether a key is being handed on or waits."""
        return bool(self._waiting) or (self._handing is not None and not self._handing.done())

    def take(self, event: Key | Paste) -> None:
        """Take what was typed; it is handed on when all before it is done."""
        self._waiting.append(event)
        if self._handing is None or self._handing.done():
            self._handing = asyncio.create_task(self._hand_on())

    def forget(self) -> None:
        """Drop what waits: the app closes."""
        self._waiting.clear()
        self._stood = None
        if self._handing is not None:
            self._handing.cancel()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep what is typed meanwhile until the way back has been gone."""
        self.hold()
        try:
            yield
        finally:
            self.let_go()

    def hold(self) -> None:
        """Keep what is typed from now on, until `let_go` has been called as often as this."""
        self._holds += 1
        self._free.clear()

    def let_go(self, *, drop: bool = False) -> None:
        """Hand on what was kept, or drop it."""
        self._holds -= 1
        if drop:
            self._waiting.clear()
        if not self._holds:
            self._free.set()

    async def _hand_on(self) -> None:
        while self._waiting:
            while self._holds:
                await self._free.wait()
            screen = await self.ready()
            # It may be dropped or held by what came before it.
            if self._holds or not self._waiting:
                continue
            event = self._waiting.popleft()
            target = None if screen is None else screen.focused or screen
            self._app.call_later(self._deliver, event)
            # A letter stays in the field it is typed into: the next one stands behind it in the same line.
            if target is None or not (_is_letter(event) and isinstance(target, Input | TextArea)):
                way_up = [] if target is None else target.ancestors_with_self
                await self._done([self._app, *way_up * ROUNDS])

    async def ready(self) -> Screen[Any] | None:
        """Wait until the screen on top is mounted and has its focus; None while there is none."""
        while (screen := self._top()) is not self._stood and screen is not None:
            await self.settled(screen)
            if screen is self._top():
                self._stood = screen
        return screen

    async def settled(self, screen: Screen[Any]) -> None:
        """Wait until a screen is mounted and laid out, and has the focus that was asked for."""
        # Mounted; the focus asked for then; what was put off until it is laid out, and the focus of that.
        await self._done([screen, self._app])
        await self._done([screen], [screen.call_after_refresh])
        await self._done([self._app])

    def _top(self) -> Screen[Any] | None:
        try:
            return self._app.screen
        except ScreenStackError:
            return None

    async def _done(
        self, pumps: Sequence[MessagePump], calls: Sequence[Callable[..., bool]] | None = None
    ) -> None:
        """Wait until each of these, one after the other, has worked off all that it was sent before.

        Args:
            pumps: Widgets, screens, the app.
            calls: How each is asked to call back; None for when its line is empty.
        """
        done = asyncio.Event()
        rest = deque(calls or [each.call_later for each in pumps if each.is_running])

        def go_on() -> None:
            # One that closes takes no call: on to the next.
            while rest:
                if rest.popleft()(go_on):
                    return
            done.set()

        go_on()
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), LONGEST_WAIT)


def _is_letter(event: Key | Paste) -> bool:
    return isinstance(event, Key) and event.is_printable
