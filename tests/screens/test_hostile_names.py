"""A child whose every word looks like markup in every dialog, toast and the letter; screens: `test_frame`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import docx
import pytest
from every_screen import dialogs, open_child
from hands import press, type_words
from hostile_child import CARER, COUSIN, FIRST, LAST, PROMISE, SAID, WORKER, make_hostile
from seen import drawn, lines, toasts, words
from textual.pilot import Pilot

from iro_tui.casework.outbox import ledger
from iro_tui.vault.store import Vault
from letters.letter_file import read_letter
from screens.app import IroApp
from screens.widgets.letter_text import LetterText
from screens.widgets.rows import RowList

NAME = f"{FIRST} {LAST}"


@pytest.fixture
def hostile(vault: Vault, today: Any) -> Vault:
    """A vault with this one child."""
    vault.act(make_hostile, today)
    return vault


class Visits:
    """Presses keys and remembers which dialogs were open on the way."""

    def __init__(self, pilot: Pilot[Any]) -> None:
        self.pilot = pilot
        self.dialogs: set[str] = set()

    async def press(self, *keys: str) -> str:
        """Press keys one by one, and return what is drawn after the last."""
        for key in keys:
            await press(self.pilot, key)
            self.dialogs.add(type(self.pilot.app.screen).__name__)
        return "\n".join(drawn(self.pilot.app))


@pytest.mark.campaign
async def test_every_dialog_and_toast_shows_the_words_as_they_stand(
    hostile: Vault, app_on: Callable[[Vault], IroApp]
) -> None:
    async with app_on(hostile).run_test(size=(160, 50), notifications=True) as pilot:
        visits = Visits(pilot)
        assert NAME in await visits.press("w")
        await visits.press("escape", "s")
        await type_words(pilot, "[/later")
        await visits.press("f2", "escape")
        await open_child(pilot, "brien")
        assert CARER in "\n".join(drawn(pilot.app))
        story = pilot.app.screen.query_one("#story-rows", RowList)
        story.choose(next(str(row.id) for row in story.options if SAID in str(row.prompt)))
        assert SAID in await visits.press("enter")
        await visits.press("escape", "n")
        await type_words(pilot, "[/")
        assert "“[/”" in "\n".join(drawn(pilot.app))
        await visits.press("escape")
        now = pilot.app.screen.query_one("#now-rows", RowList)
        now.focus()
        now.choose(next(str(row.id) for row in now.options if "[/cousin" in str(row.prompt)))
        assert COUSIN in await visits.press("enter")
        assert "[/cousin" in await visits.press("delete")
        await visits.press("escape")
        now.choose("now promises:0")
        assert PROMISE in await visits.press("enter")
        await visits.press("escape", "h", "enter", "escape", "escape", "f1", "escape", "ctrl+p")
        await type_words(pilot, "[/]")
        assert "0 of" in words(pilot.app.screen, "#palette-keys")
        await visits.press("escape", "r")
        assert "the [/] park" in "\n".join(drawn(pilot.app))
        await visits.press("f4")
        await type_words(pilot, f'"{SAID}\n@{WORKER}, by 4 Dec 2026: {PROMISE}\n')
        promises = pilot.app.screen.query_one("#promise-rows", RowList)
        assert PROMISE in "\n".join(lines(promises))
        promises.focus()
        assert PROMISE in await visits.press("x")
        await type_words(pilot, "[/nobody asked\n")
        assert "[/nobody asked" in "\n".join(lines(promises))
        assert PROMISE in await visits.press("f4")
        assert PROMISE in await visits.press("e")
        await visits.press("f2", "n", "escape", "tab", "tab", "tab", "enter", "escape", "escape")
        await visits.press("5", "enter")
        assert NAME in toasts(pilot.app.screen)
        told = await visits.press("v")
        assert PROMISE in told or SAID in told
        await visits.press("escape", "space")
        assert f", {NAME}. F8 unticks." in toasts(pilot.app.screen)
        await visits.press("f8")
        assert FIRST in toasts(pilot.app.screen)
        await open_child(pilot, "brien")
        await visits.press("l", "end")
        await type_words(pilot, " [/] mine")
        assert "[/] mine" in await visits.press("f5")
        await visits.press("escape", "f2", "f6")
        await type_words(pilot, "versions")
        assert "[/] mine" in await visits.press("enter", "down")
        await visits.press("escape", "escape", "3", "e", "escape")
        of_a_list = {"OwnAnswerDialog"}
        assert (
            visits.dialogs >= set(dialogs()) - {"AskDialog", "FromWordDialog", "SecretDialog"} - of_a_list
        ), "one that shows no word of anybody"


async def test_the_letter_goes_to_word_and_back_with_the_name_as_it_stands(
    hostile: Vault, app_on: Callable[[Vault], IroApp], today: Any
) -> None:
    async with app_on(hostile).run_test(size=(120, 40), notifications=True) as pilot:
        await open_child(pilot, "brien")
        await press(pilot, "l")
        letter = pilot.app.screen.query_one(LetterText).text
        assert f"Dear {FIRST}," in letter
        assert SAID in letter
        assert CARER in letter
        findings = pilot.app.screen.query_one("#findings", RowList)
        assert not [line for line in lines(findings) if line.startswith(("!", "?"))]
        await press(pilot, "f9")
        assert "Written:" in toasts(pilot.app.screen)
        file = next(hostile.outbox.glob("*review-letter*"))
        document = docx.Document(str(file))
        next(p for p in document.paragraphs if p.text.endswith(".")).add_run(f" [/] {CARER}")
        document.save(str(file))
        await press(pilot, "f6")
        await type_words(pilot, "changed")
        await press(pilot, "enter")
        assert f"[/] {CARER}" in words(pilot.app.screen, "#compare-words")
    file = next(row.file for row in hostile.ask(ledger, today, hostile.outbox) if row.kind == "LETTER")
    read = read_letter(hostile.outbox / file)
    for said in (f"Dear {FIRST},", SAID, CARER):
        assert said in read
