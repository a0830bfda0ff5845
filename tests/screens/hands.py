"""Hands at the keyboard: a fast typist who waits only where the program has something to do."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, date, datetime
from typing import Any

from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot

TODAY = date(2026, 11, 22)
"""A Sunday."""
AT = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)
PASSPHRASE = "heron lantern gravel tuesday"
"""Opens the invented caseload of the tests."""

OpenApp = Callable[..., AbstractAsyncContextManager[Pilot[Any]]]
"""Runs the app on the invented caseload in a terminal of a size."""


def clock() -> datetime:
    """The time of day, which stands still."""
    return AT


async def type_words(pilot: Pilot[Any], words: str) -> None:
    """Type words key by key without a pause between the keys; only enter waits for what it does."""
    for place, line in enumerate(words.split("\n")):
        if place:
            await press(pilot, "enter")
        _strike(pilot, line)
        await pilot.pause()


async def take_back(pilot: Pilot[Any], words: str) -> None:
    """Press backspace once for each letter, without a pause."""
    await press(pilot, "end")
    _strike(pilot, "\x7f" * len(words))
    await pilot.pause()


async def press_and_type(pilot: Pilot[Any], key: str, words: str) -> None:
    """Press a key and type on at once, without waiting for what the key does."""
    _send(pilot, Key(key, None))
    _strike(pilot, words)
    await settled(pilot)


async def at_once(pilot: Pilot[Any], *pieces: str) -> None:
    """Send keys, and words as `text:words`, as fast as a program does: nothing is waited for but the end."""
    for piece in pieces:
        if piece.startswith("text:"):
            _strike(pilot, piece.removeprefix("text:"))
        else:
            _send(pilot, Key(piece, piece if len(piece) == 1 else None))
    await pilot.pause()
    await settled(pilot)


def _strike(pilot: Pilot[Any], characters: str) -> None:
    for character in characters:
        key = character if character.isalnum() else _character_to_key(character)
        _send(pilot, Key("backspace" if character == "\x7f" else key, character))


def _send(pilot: Pilot[Any], event: Key) -> None:
    event.set_sender(pilot.app)
    pilot.app.post_message(event)


async def press(pilot: Pilot[Any], *keys: str) -> int:
    """Press keys one by one, wait for slow work after the last, and return how many there were."""
    await pilot.press(*keys)
    await settled(pilot)
    return len(keys)


async def settled(pilot: Pilot[Any]) -> None:
    """Wait for workers and for what they drew."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
