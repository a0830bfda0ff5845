"""Hands at the keyboard: a fast typist who waits only where the program has something to do."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot

OpenApp = Callable[..., AbstractAsyncContextManager[Pilot[Any]]]
"""Runs the app on the invented caseload in a terminal of a size."""


async def type_words(pilot: Pilot[Any], words: str) -> None:
    """Type words key by key without a pause between the keys."""
    driver = pilot.app._driver
    assert driver is not None
    for character in words:
        key = character if character.isalnum() else _character_to_key(character)
        event = Key(*(("enter", "\r") if character == "\n" else (key, character)))
        event.set_sender(pilot.app)
        driver.send_message(event)
    await pilot.pause()


async def press(pilot: Pilot[Any], *keys: str) -> int:
    """Press keys one by one, wait for slow work after the last, and return how many there were."""
    await pilot.press(*keys)
    await settled(pilot)
    return len(keys)


async def settled(pilot: Pilot[Any]) -> None:
    """Wait for workers and for what they drew."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
