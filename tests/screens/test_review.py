"""A review through the real app: before, in the meeting, after; nothing typed is ever lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date

import pytest
from hands import press_and_type
from on_review import MakeApp, opened, rows, typed
from seen import lines, toasts, words
from textual.widgets import Input, TextArea

from iro_tui.casework.reviews import ReviewPage, save_review
from iro_tui.vault.drafts import Draft, all_drafts
from iro_tui.vault.store import Vault
from screens.review import ReviewScreen
from screens.review_phases import ReviewPhases
from screens.widgets.notes import Notes

TALLY = ["said", "1", "well", "1", "worry", "1", "ask", "0", "decide", "1", "action", "1"]


def drafts(vault: Vault) -> list[Draft]:
    return vault.ask(all_drafts)


# In the meeting


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_job_5_two_keys_a_line_and_each_line_is_on_the_record_at_once(
    vault: Vault,
    child_id: str,
    app_on: MakeApp,
    record: Callable[[], ReviewPage],
    size: tuple[int, int],
) -> None:
    async with app_on(vault).run_test(size=size) as pilot:
        screen = await opened(pilot, child_id)
        assert screen.focused is not None and screen.focused.id == "note-text"
        written = (('"', "I like it"), ("+", "Reads"), ("-", "New worker"), ("=", "Stays"), ("@", "Jo rings"))
        for place, (tag, text) in enumerate(written):
            await pilot.press(tag)
            await typed(pilot, text)
            await pilot.press("enter")
            await pilot.pause()
            assert len(record().notes) == place + 1
        await typed(pilot, "Who was there")
        await pilot.press("enter")
        await pilot.pause()
        kept = record().notes
        assert [line.tag for line in kept] == ["SAID", "WELL", "WORRY", "DECIDE", "ACTION", "NOTE"]
        assert [line.text for line in kept] == [*(text for _, text in written), "Who was there"]
        assert {line.noted_at for line in kept} == {"14:02"}
        assert words(screen, "#tally").split() == TALLY
        assert drafts(vault) == []


async def test_the_line_being_typed_is_kept_within_a_second_and_comes_back(
    vault: Vault, child_id: str, app_on: MakeApp
) -> None:
    async with app_on(vault).run_test() as pilot:
        await opened(pilot, child_id)
        await pilot.press("-")
        await typed(pilot, "Half a wor")
        await pilot.pause(0.7)
        assert drafts(vault)[0].body["line"] == {"id": None, "tag": "WORRY", "text": "Half a wor"}
    async with app_on(vault).run_test() as pilot:
        screen = await opened(pilot, child_id)
        notes = screen.query_one(Notes)
        assert notes.unfinished == {"id": None, "tag": "WORRY", "text": "Half a wor"}
        assert "still here" in toasts(screen)
        await typed(pilot, "d")
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert drafts(vault) == []


async def test_keys_typed_right_after_F4_stand_in_the_note_line(
    vault: Vault, child_id: str, review_id: str, app_on: MakeApp
) -> None:
    vault.act(save_review, review_id, {"booked_for": date(2026, 11, 23)})
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, child_id)
        await press_and_type(pilot, "f4", '"I like it here')
        assert screen.query_one(Notes).unfinished == {"id": None, "tag": "SAID", "text": "I like it here"}


async def test_typing_without_a_pause_is_kept_too(vault: Vault, child_id: str, app_on: MakeApp) -> None:
    async with app_on(vault).run_test() as pilot:
        await opened(pilot, child_id)
        for _ in range(12):
            await pilot.press("a")
            await pilot.pause(0.08)
        assert set(drafts(vault)[0].body["line"]["text"]) == {"a"}


async def test_the_first_key_tags_and_backspace_takes_the_tag_off(
    vault: Vault, child_id: str, app_on: MakeApp, record: Callable[[], ReviewPage]
) -> None:
    async with app_on(vault).run_test() as pilot:
        screen = await opened(pilot, child_id)
        await pilot.press("-", "backspace", "+")
        await typed(pilot, "a - b")
        await pilot.press("enter")
        await pilot.press("=", "=", "x", "enter")
        await pilot.pause()
        assert [(line.tag, line.text) for line in record().notes] == [("WELL", "a - b"), ("DECIDE", "=x")]
        await pilot.press("up", "home", "backspace", "@", "end", "y", "enter")
        await pilot.pause()
        assert [(line.tag, line.text) for line in record().notes] == [("WELL", "a - b"), ("ACTION", "=xy")]
        assert screen.query_one("#note-text", TextArea).text == ""


async def test_up_changes_an_earlier_line_which_keeps_its_id_and_the_new_line_waits(
    vault: Vault, child_id: str, app_on: MakeApp, record: Callable[[], ReviewPage]
) -> None:
    async with app_on(vault).run_test() as pilot:
        screen = await opened(pilot, child_id)
        for text in ("one", "two"):
            await typed(pilot, text)
            await pilot.press("enter")
        await pilot.pause()
        first = record().notes[0]
        await pilot.press('"')
        await typed(pilot, "next")
        await pilot.press("up", "up", "!", "enter")
        await pilot.pause()
        changed = record().notes[0]
        assert (changed.id, changed.text) == (first.id, "one!")
        assert screen.query_one(Notes).unfinished == {"id": None, "tag": "SAID", "text": "next"}
        await pilot.press("up", *["backspace"] * 3, "escape")
        await pilot.pause()
        assert [line.text for line in record().notes] == ["one!"]
        await pilot.press("f8")
        await pilot.pause()
        assert [line.text for line in record().notes] == ["one!", "two"]
        assert screen.query_one("#note-text", TextArea).text == "next"


async def test_a_long_line_grows_and_a_paste_stays_one_line(
    vault: Vault, child_id: str, app_on: MakeApp, record: Callable[[], ReviewPage]
) -> None:
    from textual.events import Paste

    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, child_id)
        text = screen.query_one("#note-text", TextArea)
        pilot.app.post_message(Paste("many words\n" * 9))
        await pilot.pause()
        assert text.size.height > 1
        await pilot.press("enter")
        await pilot.pause()
        assert [line.text for line in record().notes] == [" ".join(["many words"] * 9)]
        assert text.size.height == 1


async def test_checklist_space_ticks_and_goes_on(
    vault: Vault, child_id: str, app_on: MakeApp, record: Callable[[], ReviewPage]
) -> None:
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, child_id)
        await pilot.press("tab", "space", "space")
        ticked = [item.covered for item in record().checklist]
        assert ticked[:3] == [True, True, False]
        assert lines(rows(screen, "checklist"))[0].startswith("√")
        await pilot.press("up", "space")
        assert [item.covered for item in record().checklist][:2] == [True, False]


async def test_promises_done_slipping_and_not_done_with_a_reason(
    vault: Vault, child_id: str, app_on: MakeApp, record: Callable[[], ReviewPage]
) -> None:
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, child_id)
        await pilot.press("tab", "tab", "d", "s")
        assert [each.status for each in record().promises] == ["DONE", "PART"]
        assert "slipping" in lines(rows(screen, "promise"))[1]
        await pilot.press("x", "enter")
        await typed(pilot, "worker left")
        await pilot.press("enter")
        await pilot.pause()
        assert (record().promises[1].status, record().promises[1].reason) == ("NOT_DONE", "worker left")
        await pilot.press("up", "d")
        assert record().promises[0].status == "OPEN"


# After the meeting


async def test_leaving_the_program_keeps_what_is_typed(vault: Vault, child_id: str, app_on: MakeApp) -> None:
    async with app_on(vault).run_test() as pilot:
        screen = await opened(pilot, child_id)
        await typed(pilot, "cut off")
        await pilot.press("f3")
        screen.query_one("#field-place", Input).value = "School"
        await pilot.press("ctrl+q")
        await pilot.pause()
    body = drafts(vault)[0].body
    assert body["line"]["text"] == "cut off"
    assert body["typed"] == {"place": "School"}


@pytest.mark.campaign
async def test_typing_outlives_the_review_that_undo_took_back(
    vault: Vault, app_on: MakeApp, today: date
) -> None:
    from iro_tui.casework.children import add_child

    child = {"mosaic_id": "7", "first_name": "Bo", "born": date(2016, 1, 1)}
    child_id = vault.act(add_child, child, date(2026, 11, 2), today).result
    async with app_on(vault).run_test() as pilot:
        gone = await opened(pilot, child_id)
        await pilot.press("f4", "-")
        await typed(pilot, "Half a word")
        await pilot.press("escape", "f8")
        await pilot.pause()
        screen = await opened(pilot, child_id, gone._review_id)
        assert screen._review_id != gone._review_id
        assert screen.query_one(Notes).unfinished == {"id": None, "tag": "WORRY", "text": "Half a word"}
        assert [each.key for each in drafts(vault)] == [f"review:{screen._review_id}"]


async def test_F4_pressed_before_the_screen_stands_waits_for_it(
    vault: Vault, child_id: str, app_on: MakeApp
) -> None:
    async with app_on(vault).run_test(size=(120, 40)) as pilot:
        screen = ReviewScreen(child_id)
        pilot.app.push_screen(screen)
        await press_and_type(pilot, "f4", "")
        await pilot.pause()
        assert pilot.app.screen is screen and screen.query("#phases")


async def test_a_change_that_comes_while_a_phase_is_being_made_does_not_stop_the_program(
    vault: Vault, child_id: str, app_on: MakeApp
) -> None:
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, child_id)
        for phase in ("meeting", "after"):
            making = asyncio.create_task(screen.query_one(ReviewPhases).open(phase))
            while not making.done():
                screen.load()
                await asyncio.sleep(0)
            await making
        assert rows(screen, "decision").is_mounted
