"""Typing is never lost: leaving a form keeps it, taking it back forgets it, a kill costs a second."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Any

import pytest
from every_screen import WAYS, Way, open_child, start_over
from hands import PASSPHRASE, TODAY, OpenApp, press, take_back, type_words
from seen import lines, toasts, words
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from iro_tui.vault.drafts import Draft, all_drafts
from iro_tui.vault.store import Vault
from screens.widgets.letter_text import LetterText
from screens.widgets.rows import RowList

CHILD = "yardley"
TYPED = "O'Brien [/] said so"
LONG = pytest.mark.campaign
FORMS = ("talk", *(pytest.param(name, marks=LONG) for name in ("alert taken further", "facts", "new child")))
"""All short forms are one screen: here a new row, an old one, one that stands filled, one without a child."""


def way(name: str) -> Way:
    return next(each for each in WAYS if each.name == name)


def standing(pilot: Pilot[Any], id: str = "") -> str:
    """What stands in the field with this id, or in the one that has the focus."""
    focused = pilot.app.screen.query_one(f"#{id}") if id else pilot.app.screen.focused
    assert isinstance(focused, Input | TextArea), focused
    return focused.value if isinstance(focused, Input) else focused.text


async def to_the_end(pilot: Pilot[Any], field: Any) -> None:
    """Put the cursor at the end of a field, not of its line: a long text may go on below."""
    if isinstance(field, TextArea):
        field.move_cursor(field.document.end)
    else:
        await press(pilot, "end")


def drafts(vault: Vault) -> list[Draft]:
    return vault.ask(all_drafts)


@pytest.mark.parametrize("name", FORMS)
async def test_a_form_keeps_what_is_typed_when_it_is_left(name: str, open_app: OpenApp, demo: Vault) -> None:
    async with open_app((80, 24)) as pilot:
        await way(name).go(pilot, CHILD)
        field = pilot.app.screen.focused
        if not isinstance(field, Input | TextArea):
            field = pilot.app.screen.query("#form Input, #form TextArea").first()
            field.focus()
            await pilot.pause()
        before = standing(pilot)
        await to_the_end(pilot, field)
        await type_words(pilot, TYPED)
        assert standing(pilot) == before + TYPED
        await start_over(pilot)
        assert "Your typing is kept." in toasts(pilot.app.screen)
        kept = drafts(demo)
        assert len(kept) == 1
        assert before + TYPED in kept[0].body.values()
        await way(name).go(pilot, CHILD)
        assert standing(pilot, str(field.id)) == before + TYPED
        assert "still here" in toasts(pilot.app.screen)
        again = pilot.app.screen.query_one(f"#{field.id}")
        again.focus()
        await to_the_end(pilot, again)
        await take_back(pilot, TYPED)
        await start_over(pilot)
        assert not drafts(demo), "taken back is forgotten"


@pytest.mark.campaign
async def test_the_line_being_noted_waits_and_kept_lines_are_on_the_record(
    open_app: OpenApp, demo: Vault
) -> None:
    async with open_app((80, 24)) as pilot:
        await open_child(pilot, "romey")
        await press(pilot, "r", "f3", "f4")
        await type_words(pilot, f"+Swims every week.\n-{TYPED}")
        await start_over(pilot)
        assert [draft.body["line"]["text"] for draft in drafts(demo)] == [TYPED]
        await open_child(pilot, "romey")
        now = lines(pilot.app.screen.query_one("#now-rows", RowList))
        assert any(line.startswith("> A review") for line in now)
        await press(pilot, "r")
        assert standing(pilot) == TYPED
        assert "worry" in words(pilot.app.screen, "#note-tag")
        assert "Swims every week." in words(pilot.app.screen, "#note-lines")
        await press(pilot, "enter", "escape")
        assert not drafts(demo)


@pytest.mark.campaign
async def test_the_record_of_a_review_and_a_half_written_decision_wait(
    open_app: OpenApp, demo: Vault
) -> None:
    async with open_app((80, 24)) as pilot:
        await open_child(pilot, "romey")
        await press(pilot, "r", "f3", "f4", "f4", "n")
        await type_words(pilot, TYPED)
        await press(pilot, "escape", "tab")
        await type_words(pilot, "20/11/2026")
        await start_over(pilot)
        kept = drafts(demo)[0].body
        assert kept["half"]["new"]["text"] == TYPED
        assert kept["typed"]["opened_on"] == "20/11/2026"
        await open_child(pilot, "romey")
        await press(pilot, "r", "f3", "f4", "f4")
        assert standing(pilot, "field-opened_on") == "20/11/2026"
        await press(pilot, "n")
        assert standing(pilot) == TYPED


async def test_a_letter_left_open_is_kept_and_escape_saves_it(open_app: OpenApp, demo: Vault) -> None:
    async with open_app((80, 24)) as pilot:
        await open_child(pilot, CHILD)
        await press(pilot, "l", "end")
        await type_words(pilot, TYPED)
        pilot.app.keep_typing()
        assert [TYPED in draft.body["text"] for draft in drafts(demo)] == [True]
        await press(pilot, "2", "backspace", "ctrl+p", "escape")
        await press(pilot, "escape")
        assert not drafts(demo), "escape puts it on the record"
        await press(pilot, "l")
        letter = pilot.app.screen.query_one(LetterText)
        assert TYPED in letter.text
        await type_words(pilot, "x")
        pilot.app.keep_typing()
        assert len(drafts(demo)) == 1
        await press(pilot, "backspace")
        pilot.app.keep_typing()
        assert not drafts(demo), "taken back is forgotten"


class Terminal:
    """The program in a terminal of its own, as another process."""

    def __init__(self, home: Path) -> None:
        master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        command = [sys.executable, "-m", "iro_tui", "--home", str(home), "--on", TODAY.isoformat()]
        environment = {**os.environ, "TERM": "xterm-256color"}
        root = Path(__file__).parent.parent.parent
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            cwd=root,
            start_new_session=True,
        )
        os.close(slave)
        self._master = master
        self._drawn = ""

    def type(self, keys: str) -> None:
        """Send keys as a keyboard would."""
        os.write(self._master, keys.encode())

    def wait_for(self, words: str, seconds: float = 20) -> None:
        """Read what is drawn until the words stand there."""
        until = time.monotonic() + seconds
        while words not in (drawn := re.sub(r"\x1b\[[0-9;?<>=]*[A-Za-z]", "", self._drawn)):
            assert time.monotonic() < until, f"{words!r} was never drawn: {drawn[-2000:]}"
            ready, _, _ = select.select([self._master], [], [], 0.1)
            if ready:
                self._drawn += os.read(self._master, 65536).decode(errors="replace")

    def forget(self) -> None:
        """Look only at what is drawn from now on."""
        self._drawn = ""

    def kill(self) -> None:
        """End it as a flat battery would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        os.close(self._master)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal and SIGKILL")
def test_a_kill_costs_at_most_the_last_second_of_typing(few: Vault, home: Path) -> None:
    few.close()
    terminal = Terminal(home)
    try:
        terminal.wait_for("shows what you type")
        terminal.type(f"{PASSPHRASE}\r")
        terminal.wait_for("What is due")
        terminal.forget()
        terminal.type("c")
        terminal.wait_for("own words")
        drawn: list[tuple[float, str]] = []
        typed = ""
        began = time.monotonic()
        while time.monotonic() - began < 2.5:
            word = f"w{len(drawn):03}"
            typed = f"{typed} {word}".strip()
            terminal.forget()
            terminal.type(f" {word}" if drawn else word)
            terminal.wait_for(word)
            drawn.append((time.monotonic(), typed))
            time.sleep(0.08)
        killed = time.monotonic()
    finally:
        terminal.kill()
    must = [words for at, words in drawn if at <= killed - 1][-1]
    with Vault.open(home, PASSPHRASE) as again:
        kept = drafts(again)
        assert [draft.kind for draft in kept] == ["consultation"]
        words_kept = kept[0].body["own_words"]
    assert typed.startswith(words_kept)
    assert words_kept.startswith(must), f"{len(typed) - len(words_kept)} keys were lost"
