"""What was found in a letter, by keys: the one under the cursor whole, what cannot be done says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hands import press
from one_child import make_one
from rich.color import Color
from seen import lines, toasts
from textual.pilot import Pilot

from iro_tui.casework.letters import last_review_to_write
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.letter import LetterScreen
from screens.widgets.letter_text import LetterText
from screens.widgets.rows import RowList

SENTENCE = "Your placement with the solicitor will always be fine. [when?] [who?]"


async def with_findings(pilot: Pilot[int], vault: Vault) -> tuple[LetterScreen, LetterText, RowList]:
    """Open the letter of the last review with one paragraph in which much is found."""
    review_id = vault.ask(last_review_to_write, vault.act(make_one, date(2026, 11, 22)).result)
    assert review_id is not None
    screen = LetterScreen(review_id)
    await pilot.app.push_screen(screen)
    text = screen.query_one(LetterText)
    text.load_text(text.text.replace("\n\n##", f"\n\n{SENTENCE}\n\n##", 1))
    screen.check()
    text.focus()
    await pilot.pause()
    return screen, text, screen.query_one("#findings", RowList)


async def test_findings_by_keys_in_a_small_terminal(
    vault: Vault, app_on: Callable[[Vault], IroApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[bool] = []
    monkeypatch.setattr("letters.word.load_ahead", lambda councils: loaded.append(councils))
    async with app_on(vault).run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        screen, text, findings = await with_findings(pilot, vault)
        assert loaded == [False], "what the first export needs is loaded while the letter is read"
        await press(pilot, "ctrl+home", "f7")
        found = next(row for row, line in enumerate(text.document.lines) if line == SENTENCE)
        assert text.cursor_location == (found, SENTENCE.index("placement"))

        # The paragraph that is being written keeps the colours of what was found in it.
        row = text.wrapped_document.location_to_offset((found, 0)).y - text.scroll_offset.y
        colours = {
            piece.text.strip(): piece.style.color for y in (row, row + 1) for piece in text.render_line(y)
        }
        assert colours["solicitor"] == Color.parse(pilot.app.theme_variables["today"])
        assert colours["[when?]"] == Color.parse(pilot.app.theme_variables["late"])

        # The one under the cursor is shown whole, from the text too; the others are short.
        def shown(title: str) -> list[str]:
            place = next(n for n, each in enumerate(screen._findings) if each.text == title)
            return [line.strip() for line in lines(findings)[place].split("\n")]

        whole = " ".join(shown("placement"))
        assert "explain It means the home where you live now." in whole
        assert "something else, or nothing." in whole
        for key in ("enter replace", "x explain", "i keep", "n never ask"):
            assert any(key in line for line in shown("placement")), key
        assert shown("solicitor") == ["? “solicitor”", "say lawyer"]
        assert findings.has_class("follows")

        # The explanation names its word where "It" would be heard as another.
        await press(pilot, "tab", "x")
        assert "be fine. Placement means the home where you live now. [when?]" in screen.text

        # Stopped: it goes to what stops it, says where, and turns from the record to the findings.
        text.focus()
        await press(pilot, "f3")
        assert not findings.has_class("follows"), "no row of the record looks like the source"
        await press(pilot, "f9")
        more = sum(each.level == "block" for each in screen._findings) - 1
        assert f"Not yet: “[when?]”, line {found + 1}, stops it. So do {more} more." in toasts(screen)
        assert findings.has_focus and findings.chosen == "0"
        await press(pilot, "x", "i", "x")
        assert toasts(screen).count("There is no explanation for this one") == 1, "said twice, shown once"
        assert "cannot be kept" in toasts(screen)

        # What is to be filled in is chosen by F7 too: the first key takes its place.
        text.focus()
        text.move_cursor((found, text.document.lines[found].index("[when?]") - 1))
        for key, gap in (("f7", "[when?]"), ("f7", "[who?]"), ("shift+f7", "[when?]")):
            await press(pilot, key)
            assert text.selected_text == gap
        await press(pilot, "7")
        assert "where you live now. 7 [who?]" in screen.text
