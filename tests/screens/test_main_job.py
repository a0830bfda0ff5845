"""The main job by keys alone: from an empty laptop to a letter with the council, locked, opened again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from every_screen import SAMPLE_LIST, open_child
from hands import PASSPHRASE, TODAY, OpenApp, clock, press, type_words
from seen import chosen_line, drawn, lines, words
from textual.pilot import Pilot
from textual.widgets import OptionList, TextArea

from iro_tui.casework.outbox import LedgerRow, ledger
from iro_tui.vault.store import Vault
from letters.letter_file import read_letter
from screens.app import IroApp
from screens.caseload import CaseloadScreen
from screens.child import ChildScreen
from screens.desk import LOCKED
from screens.letter import LetterScreen
from screens.new_passphrase import NewPassphraseScreen
from screens.review import ReviewScreen
from screens.today import TodayScreen
from screens.widgets.rows import RowList

CHILD = "Dwayne Dunkley"
"""Of the list that is brought in: eight years old, and his review is due today."""
WHY = "Your mum and dad could not keep you safe at home."
SAID = "I want to see my brother more."
MOST_KEYS = 40
"""From a completed review to the exported letter (guide, section 8)."""


async def first_run(pilot: Pilot[Any]) -> None:
    """Four steps: who you are, the passphrase twice, the recovery sheet, the children."""
    for said in ("Ruth Calder", "", "01632 960111", "ruth.calder@example.org", "Hartwell Council"):
        await type_words(pilot, said)
        await pilot.press("tab")
    await type_words(pilot, "Hartwell Voices")
    await pilot.press("tab")
    await type_words(pilot, "0800 555 0199")
    await press(pilot, "f2")
    await type_words(pilot, f"{PASSPHRASE}\n{PASSPHRASE}")
    await press(pilot, "f2")
    sheet = words(pilot.app.screen, "#first-code").split()
    assert len(sheet) == 14
    await type_words(pilot, sheet[0])
    await press(pilot, "enter")
    assert "! That is not the last group." in words(pilot.app.screen, "#first-wrong")
    await type_words(pilot, sheet[-1].lower())
    await press(pilot, "enter")


async def bring_in_the_list(pilot: Pilot[Any]) -> None:
    """Import is the first thing offered; the preview changes nothing, F2 does."""
    await press(pilot, "enter")
    await type_words(pilot, str(SAMPLE_LIST))
    await press(pilot, "enter")
    assert words(pilot.app.screen, "#import-summary").startswith("63 rows   √ 63 new")
    await press(pilot, "f2")
    assert isinstance(pilot.app.screen, CaseloadScreen)
    assert "63 of 63" in " ".join(drawn(pilot.app))


async def hold_the_review(pilot: Pilot[Any]) -> None:
    """Before, in the meeting, after; then complete."""
    screen = pilot.app.screen
    assert isinstance(screen, ReviewScreen)
    await press(pilot, "f4")
    for line in (
        "+School is going well. Mr Ali says he reads every day.",
        f'"{SAID}',
        "-Sundays are long.",
        "@Ms Roe, by 20 Dec 2026: arrange a day with his brother every month",
        "=He stays with his carers",
    ):
        await type_words(pilot, f"{line}\n")
    await press(pilot, "tab", "space", "space")
    assert words(screen, "#checklist-count") == "2 of 24 looked at"
    await press(pilot, "f4", "enter", "enter")
    decided = lines(screen.query_one("#decision-rows", RowList))
    assert [line[0] for line in decided] == ["√", "√"]
    assert "Ms Roe" in decided[0]
    assert "Sun 20 Dec" in decided[0]
    await press(pilot, "f9")
    assert "before it is complete" in words(screen, "#review-said")
    await type_words(pilot, "today")
    await press(pilot, "tab", "tab", "enter", "down", "enter", "tab", "tab")
    await type_words(pilot, "He told me alone that he wants to see his brother.")
    await press(pilot, "tab", "tab", "tab", "tab", "tab")
    await type_words(pilot, "The plan is right for him.")
    await press(pilot, "tab", "tab")
    await type_words(pilot, "12/05/2027")
    await press(pilot, "f9")
    assert "is complete." in " ".join(drawn(pilot.app))


async def put_right(pilot: Pilot[Any]) -> None:
    """Go through the findings: blanks are filled by typing, a question is answered with a reason."""
    app = pilot.app
    screen = app.screen
    assert isinstance(screen, LetterScreen)
    await press(pilot, "f9")
    assert "Not yet" in " ".join(note.message for note in app._notifications)
    findings = screen.query_one("#findings", OptionList)
    for _ in range(12):
        found = chosen_line(findings)
        if "Why do you live" in found:
            await press(pilot, "enter")
            await type_words(pilot, WHY)
        elif "Who will do it?" in found:
            await press(pilot, "enter")
            await type_words(pilot, "Ms Roe")
        elif "By when?" in found:
            await press(pilot, "enter")
            await type_words(pilot, "12 May 2027")
        elif found.startswith("?"):
            await press(pilot, "i")
            await type_words(pilot, "It is how he says it.\n")
            continue
        else:
            break
        await press(pilot, "tab")
    assert not [line for line in lines(findings) if line.startswith(("!", "?"))]


def waiting(vault: Vault) -> list[LedgerRow]:
    return [row for row in vault.ask(ledger, TODAY, vault.outbox) if row.uploaded_on is None]


async def test_from_an_empty_laptop_to_a_letter_with_the_council(home: Path) -> None:
    app = IroApp(home, TODAY, clock=clock)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot)
        await first_run(pilot)
        await bring_in_the_list(pilot)
        await press(pilot, "1")
        assert isinstance(app.screen, TodayScreen)
        await open_child(pilot, CHILD[:8])
        assert isinstance(app.screen, ChildScreen)
        await press(pilot, "r")
        await hold_the_review(pilot)
        await press(pilot, "f2")
        await put_right(pilot)
        await press(pilot, "f9", "5")
        assert app.vault is not None
        rows = waiting(app.vault)
        assert sorted(row.kind for row in rows) == ["DECISIONS", "LETTER", "PARTICIPATION", "REVIEW"]
        file = home / "outbox" / "".join(row.file for row in rows)
        assert docx.Document(str(file)).paragraphs[0].text
        letter = read_letter(file)
        assert WHY in letter
        assert f"“{SAID}”" in letter
        assert "| He stays with his carers | Ms Roe | 12 May 2027 |" in letter.replace("\xa0", " ")
        copied = set()
        for _ in rows:
            await press(pilot, "enter")
            copied.add(app.clipboard)
            await press(pilot, "space")
        assert not waiting(app.vault)
        assert len(copied) == 4
        assert str(file) in copied
        await press(pilot, "ctrl+l")
    assert app.return_value == LOCKED
    assert app.vault is not None
    app.vault.close()

    again = IroApp(home, TODAY, clock=clock, locked_words=app.locked_words)
    async with again.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        seen = " ".join(drawn(again))
        assert "You locked it at 14:02." in " ".join(seen.split())
        assert not any(name in seen for name in (*CHILD.split(), "63", "Ruth"))
        await type_words(pilot, f"{PASSPHRASE}\n")
        await press(pilot)
        assert isinstance(again.screen, TodayScreen)
        await open_child(pilot, CHILD[:8])
        story = lines(again.screen.query_one("#story-rows", RowList))
        assert any(line.startswith("Sun 22 Nov  Review") for line in story)
        assert any(line.startswith("Sun 22 Nov  Letter") for line in story)
        assert again.vault is not None
        assert not waiting(again.vault)
        assert len(again.vault.ask(ledger, TODAY, again.vault.outbox)) == 4
    assert again.vault is not None
    again.vault.close()


async def test_from_a_completed_review_to_the_word_file_in_few_keys(open_app: OpenApp, demo: Vault) -> None:
    async with open_app((120, 40)) as pilot:
        pressed = await press(pilot, "slash", "y", "a", "r", "d", "enter")
        assert pressed == 6, "a child is found with six keys"
        assert "Harvey Yardley" in words(pilot.app.screen, "#header")
        before = {row.entry_id for row in waiting(demo)}
        pressed = await press(pilot, "l", "f4", "escape", "f9")
        assert pressed <= MOST_KEYS
        written = [row for row in waiting(demo) if row.entry_id not in before]
        assert [row.kind for row in written] == ["LETTER"]
        assert "Dear Harvey," in read_letter(demo.outbox / written[0].file)


@pytest.mark.campaign
async def test_few_keys_put_a_letter_right_that_has_five_things_to_look_at(
    open_app: OpenApp, demo: Vault
) -> None:
    async with open_app((120, 40)) as pilot:
        await open_child(pilot, "adeyinka")
        pressed = await press(pilot, "l", "down", "down", "end", "enter")
        await type_words(
            pilot,
            "Your placement is stable.\nThe LA will review contact with your siblings.\n[Who rings Efua?]",
        )
        pressed += await press(pilot, "f9")
        screen = pilot.app.screen
        findings = screen.query_one("#findings", RowList)
        found = len([line for line in lines(findings) if line])
        assert found >= 5
        for _ in range(20):
            line = chosen_line(findings)
            if line.startswith("!"):
                pressed += await press(pilot, "enter")
                await type_words(pilot, "I ring you.")
                pressed += await press(pilot, "tab")
            elif line.startswith(("?", "·")) and "enter replace" not in line:
                pressed += await press(pilot, "i")
                if line.startswith("?"):
                    await type_words(pilot, "She says it so.")
                    pressed += await press(pilot, "enter")
            else:
                pressed += await press(pilot, "enter")
            if lines(findings) == ["Nothing to look at."]:
                break
        assert lines(findings) == ["Nothing to look at."]
        assert "\nThe council will review family time with your " in screen.query_one(TextArea).text
        pressed += await press(pilot, "f9")
        assert pressed <= MOST_KEYS
        assert [row.kind for row in waiting(demo) if row.child == "Efua Adeyinka"][-1] == "LETTER"


async def test_a_wrong_passphrase_says_one_sentence(vault: Vault, home: Path) -> None:
    vault.close()
    app = IroApp(home, TODAY, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await type_words(pilot, "a guess\n")
        await press(pilot)
        told = words(app.screen, "#unlock-note")
        assert told == "! That passphrase does not open this vault. Try again, or use the recovery sheet."
        assert app.vault is None
        assert words(app.screen, "#header").startswith("IRO  Locked")


async def test_the_recovery_sheet_opens_it_and_asks_for_a_new_passphrase(vault: Vault, home: Path) -> None:
    code = vault.recovery_code()
    vault.close()
    app = IroApp(home, TODAY, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f4")
        await type_words(pilot, f"{code.lower().replace('-', ' ')}\n")
        await press(pilot)
        assert isinstance(app.screen, NewPassphraseScreen)
        await type_words(pilot, "short\nshort\n")
        assert words(app.screen, "#first-wrong").startswith("! ")
        assert isinstance(app.screen, NewPassphraseScreen)
        for id in ("first-again", "first-passphrase"):
            app.screen.query_one(f"#{id}").focus()
            app.screen.query_one(f"#{id}").value = ""
        await type_words(pilot, "quiet river seven pencils\nquiet river seven pencils\n")
        await press(pilot)
        assert isinstance(app.screen, TodayScreen)
    assert app.vault is not None
    app.vault.close()
    with Vault.open(home, "quiet river seven pencils"):
        pass
