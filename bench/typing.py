"""Keystroke to paint in the letter screen, as somebody types who does not wait for the program."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.events import Key
from textual.widgets import TextArea

from bench.figure import Figure, percentile
from bench.invented import PASSPHRASE, TEN_YEARS, TODAY, home_of
from screens.app import IroApp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.app import ComposeResult

    from iro_tui.vault.store import Vault

KEYS = 120
GIVE_UP = 20
"""Seconds after which something other than slowness is wrong."""
SIZE = (120, 40)


class _Painted:
    """Notes when each typed letter is on the screen, drawing included; mixed into an app."""

    def watch_typing(self, text: TextArea) -> None:
        """Begin to note, from the words as they stand."""
        self._text, self._had = text, len(text.text)
        self.sent: list[float] = []
        self.painted: list[float] = []

    def _display(self: Any, screen: Any, renderable: Any) -> None:
        super()._display(screen, renderable)  # type: ignore[misc]
        text = getattr(self, "_text", None)
        if text is None:
            return
        if hasattr(renderable, "render_segments"):
            renderable.render_segments(self.console)
        done = len(text.text) - self._had
        self.painted += [time.perf_counter()] * (done - len(self.painted))


class _Bare(_Painted, App[None]):
    """The floor: the same words in one text field and nothing else."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        yield TextArea(self._words, compact=True)


class _Iro(_Painted, IroApp):
    """The whole app."""


async def _typed(app: Any) -> list[float]:
    """Type with pauses in which checks and drafts fall due, and return each key's milliseconds to paint."""
    text = app.screen.query_one(TextArea)
    text.focus()
    text.move_cursor((text.document.line_count // 2, 0))
    await asyncio.sleep(0.5)
    app.watch_typing(text)
    chance = random.Random(5)

    def type_on() -> None:
        for number in range(KEYS):
            # Mostly fluent, and every few letters a pause that lets the check begin just before a key.
            time.sleep(chance.uniform(0.08, 0.14) if number % 4 else chance.uniform(0.15, 0.7))
            app.sent.append(time.perf_counter())
            app._driver.send_message(Key("e", "e"))

    typist = threading.Thread(target=type_on)
    typist.start()
    while typist.is_alive() or len(app.painted) < KEYS:
        if app.sent and time.perf_counter() - app.sent[-1] > GIVE_UP:
            raise SystemExit("bench: a key was never painted")
        await asyncio.sleep(0.05)
    typist.join()
    return [(shown - sent) * 1000 for sent, shown in zip(app.sent, app.painted, strict=True)]


def _on_bare(words: str) -> list[float]:
    async def type_there() -> list[float]:
        app = _Bare(words)
        async with app.run_test(size=SIZE):
            return await _typed(app)

    return asyncio.run(type_there())


def _on_letter(vault: Vault, review_id: str) -> list[float]:
    from screens.letter import LetterScreen

    async def type_there() -> list[float]:
        app = _Iro(vault.home, TODAY, vault)
        async with app.run_test(size=SIZE) as pilot:
            await app.push_screen(LetterScreen(review_id))
            await pilot.pause()
            return await _typed(app)

    return asyncio.run(type_there())


def keystroke(folder: Path) -> Figure:
    """63 children, ten years of history, letter checks live: 95 of 100 keys, against a bare text field."""
    from iro_tui.casework.letters import letter_of, letters_owed
    from iro_tui.vault.store import Vault

    with Vault.open(home_of(folder, spans=TEN_YEARS), PASSPHRASE) as vault:
        review_id = vault.ask(letters_owed, TODAY)[0].review_id
        ours = _on_letter(vault, review_id)
        letter = vault.ask(letter_of, review_id)
        assert letter is not None
        bare = _on_bare(letter.text)
    return Figure(
        "key to paint, letter, 95 of 100",
        percentile(ours, 95),
        "one text field, the same",
        percentile(bare, 95),
        4,
        50,
    )


ALL: tuple[Callable[[Path], Figure], ...] = (keystroke,)
