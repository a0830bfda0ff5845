"""The letter by keys: next finding, never again, versions, back from Word, many at once."""

from __future__ import annotations

import base64
import re
from datetime import date

import docx
import pytest
from every_screen import open_child, start_over
from hands import OpenApp, press, settled, type_words
from seen import chosen_line, lines, toasts, words
from textual.pilot import Pilot
from textual.widgets import OptionList

from iro_tui.casework.letters import letter_of
from iro_tui.casework.outbox import CHANGED
from iro_tui.casework.quiet_words import quiet_words
from iro_tui.casework.reviews import save_review
from iro_tui.vault.store import Vault
from screens.exporting import ExportingDialog
from screens.letter import LetterScreen
from screens.letter_compare import FromWordDialog, RedraftDialog, VersionsDialog
from screens.outbox import OutboxScreen
from screens.widgets.letter_text import LetterText
from screens.widgets.rows import RowList

CHILD = "harv"
"""Harvey, eight: a completed review without a letter."""


async def letter_open(pilot: Pilot[int]) -> LetterScreen:
    await open_child(pilot, CHILD)
    await press(pilot, "l")
    screen = pilot.app.screen
    assert isinstance(screen, LetterScreen)
    return screen


async def test_copying_writes_the_letter_to_the_terminal_as_it_is_taken_over_ssh(
    demo: Vault, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app() as pilot:
        screen = await letter_open(pilot)
        screen.query_one(LetterText).insert("Zoë said “yes” 🙂. ", (0, 0))
        written: list[str] = []
        monkeypatch.setattr(pilot.app._driver, "write", written.append)
        await press(pilot, "f6", "enter")
        (sequence,) = re.findall("\x1b\\]52;c;([^\x07]*)\x07", "".join(written))
        assert base64.b64decode(sequence).decode() == screen.text
        assert screen.text.startswith("Zoë said “yes” 🙂. ")


async def test_F7_goes_from_finding_to_finding_and_n_never_asks_again(demo: Vault, open_app: OpenApp) -> None:
    async with open_app() as pilot:
        screen = await letter_open(pilot)
        text = screen.query_one(LetterText)
        text.load_text(text.text.replace("\n\n##", "\n\nYour placement and your sibling are fine.\n\n##", 1))
        screen.check()
        await press(pilot, "ctrl+home", "f7")
        first = text.cursor_location
        await press(pilot, "f7")
        assert text.cursor_location > first
        await press(pilot, "shift+f7")
        assert text.cursor_location == first
        findings = screen.query_one("#findings", RowList)
        place = next(n for n, each in enumerate(screen._findings) if each.text == "placement")
        findings.focus()
        findings.choose(str(place))
        await press(pilot, "n", "enter")
        assert screen.facts is not None
        assert [each.word for each in demo.ask(quiet_words, screen.facts.child_id)] == ["placement"]
        assert not [line for line in lines(findings) if "“placement”" in line]


async def test_F5_leaves_what_was_edited_and_F3_says_where_a_sentence_came_from(
    demo: Vault, open_app: OpenApp
) -> None:
    async with open_app() as pilot:
        screen = await letter_open(pilot)
        text = screen.query_one(LetterText)
        heading = text.text[: text.text.index("\n\n## Why")].count("\n") + 2
        text.move_cursor((heading + 2, 0))
        await type_words(pilot, "Mine. ")
        demo.act(save_review, screen.review_id, {"child_views": "Harvey wants a cat."})
        await press(pilot, "f5")
        dialog = pilot.app.screen
        assert isinstance(dialog, RedraftDialog)
        assert "1 left as you wrote it." in words(dialog, "#compare-lead")
        shown = lines(dialog.query_one(RowList))
        assert shown[0].split("  ")[0] == "√ What you told us"
        assert shown[1].endswith("yours, left")
        assert "+ You want a cat." in words(dialog, "#compare-words")
        await press(pilot, "f2")
        assert "You want a cat." in screen.text
        assert "Mine. " in screen.text
        text.focus()
        text.move_cursor((text.text[: text.text.index("You want a cat")].count("\n"), 3))
        await press(pilot, "f3")
        chosen = chosen_line(screen.query_one("#findings", OptionList))
        assert chosen.split() == [">", "wishes", "Harvey", "wants", "a", "cat."]
    row = demo.ask(letter_of, screen.review_id)
    assert row is not None and "You want a cat." in row.text


@pytest.mark.campaign
async def test_an_older_version_comes_back_and_a_change_in_word_is_taken_in(
    demo: Vault, open_app: OpenApp, today: date
) -> None:
    async with open_app() as pilot:
        screen = await letter_open(pilot)
        drafted = screen.text
        await type_words(pilot, "Mine. ")
        await press(pilot, "f2", "f6")
        await type_words(pilot, "versions")
        await press(pilot, "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, VersionsDialog)
        await press(pilot, "down")
        assert "Mine." in words(dialog, "#compare-words")
        await press(pilot, "f2")
        assert screen.text == drafted
        await press(pilot, "f9")
        file = next(demo.outbox.glob("*review-letter_HY*"), None)
        if file is None:
            pytest.fail(f"not exported: {toasts(screen)}")
        document = docx.Document(str(file))
        said = next(p for p in document.paragraphs if p.style.name == "Normal" and p.text.endswith("."))
        said.runs[0].text = "Written in Word."
        document.save(str(file))
        await press(pilot, "escape", "l")
        assert "was changed in Word" in toasts(pilot.app.screen)
        await press(pilot, "f6")
        await type_words(pilot, "changed")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, FromWordDialog)
        assert "+ Written in Word." in words(pilot.app.screen, "#compare-words")
        await press(pilot, "escape", "escape", "5")
        outbox = pilot.app.screen
        assert isinstance(outbox, OutboxScreen)
        outbox.query_one(RowList).choose(next(k for k, row in outbox._rows.items() if row.state == CHANGED))
        await press(pilot, "v")
        assert isinstance(pilot.app.screen, FromWordDialog), "v in the Outbox shows it too"
        assert "+ Written in Word." in words(pilot.app.screen, "#compare-words")
        await press(pilot, "f2")
        back = pilot.app.screen
        assert isinstance(back, LetterScreen)
        assert "Written in Word." in back.text
        await press(pilot, "escape")
    row = demo.ask(letter_of, screen.review_id)
    assert row is not None and "Written in Word." in row.text


@pytest.mark.campaign
async def test_every_finished_letter_goes_to_word_with_one_key(demo: Vault, open_app: OpenApp) -> None:
    async with open_app() as pilot:
        await letter_open(pilot)
        await start_over(pilot)
        await press(pilot, "3", "e")
        assert isinstance(pilot.app.screen, ExportingDialog)
        await settled(pilot)
        assert "wait in the Outbox (5)." in words(pilot.app.screen, "#exporting-said")
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, ExportingDialog)
    assert not list(demo.outbox.glob("*.part"))
