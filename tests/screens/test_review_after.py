"""After the meeting: decisions, what is missing, completing a review."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from on_review import MakeApp, opened, rows, typed
from seen import drawn, lines, toasts, words
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from iro_tui.casework.outbox import ledger
from iro_tui.casework.reviews import ReviewPage, open_review, review_page, save_review
from iro_tui.vault.drafts import Draft, all_drafts
from iro_tui.vault.store import Vault
from screens.dialogs import AskDialog
from screens.review import ReviewScreen
from screens.widgets.decisions import DecisionDialog


def drafts(vault: Vault) -> list[Draft]:
    return vault.ask(all_drafts)


async def noted(pilot: Pilot[int], child_id: str) -> ReviewScreen:
    """Two lines that offer decisions, then After."""
    screen = await opened(pilot, child_id)
    await pilot.press("@")
    await typed(pilot, "Jo Fenn, by Fri 11 Dec: sends the dates")
    await pilot.press("enter", "=")
    await typed(pilot, "Stays with Mrs Roe")
    await pilot.press("enter", "f4")
    await pilot.pause()
    return screen


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_job_6_one_key_takes_what_the_notes_offer_with_who_and_by_when(
    vault: Vault,
    child_id: str,
    app_on: MakeApp,
    record: Callable[[], ReviewPage],
    size: tuple[int, int],
) -> None:
    async with app_on(vault).run_test(size=size) as pilot:
        screen = await noted(pilot, child_id)
        assert [line[0] for line in lines(rows(screen, "decision"))] == ["?", "?"]
        await pilot.press("enter", "enter")
        await pilot.pause()
        made = record().decisions
        assert [(each.text, each.who, each.by_when) for each in made] == [
            ("sends the dates", "Jo Fenn", date(2026, 12, 11)),
            ("Stays with Mrs Roe", "", None),
        ]
        assert all(each.note_id for each in made)
        assert all(
            len(line) < rows(screen, "decision").size.width for line in lines(rows(screen, "decision"))
        )


@pytest.mark.campaign
async def test_a_decision_is_changed_added_and_taken_away_with_undo(
    vault: Vault, child_id: str, app_on: MakeApp, record: Callable[[], ReviewPage]
) -> None:
    async with app_on(vault).run_test() as pilot:
        screen = await noted(pilot, child_id)
        await pilot.press("e")
        await typed(pilot, "Jo ")
        await pilot.press("f2")
        await pilot.pause()
        assert [(each.text, each.who) for each in record().decisions] == [("Jo sends the dates", "Jo Fenn")]
        rows(screen, "decision").focus()
        await pilot.press("n")
        await typed(pilot, "A desk")
        await pilot.press("f2")
        await pilot.pause()
        assert [each.text for each in record().decisions] == ["Jo sends the dates", "A desk"]
        assert rows(screen, "decision").choose(record().decisions[0].id)
        await pilot.press("delete")
        await pilot.pause()
        assert [each.text for each in record().decisions] == ["A desk"]
        await pilot.press("f8")
        await pilot.pause()
        assert [each.text for each in record().decisions] == ["Jo sends the dates", "A desk"]


@pytest.mark.campaign
async def test_escape_from_a_decision_loses_no_word(vault: Vault, child_id: str, app_on: MakeApp) -> None:
    async with app_on(vault).run_test() as pilot:
        screen = await opened(pilot, child_id)
        await pilot.press("f4", "n")
        await typed(pilot, "A desk")
        await pilot.press("escape")
        await pilot.pause()
        assert "A desk" in lines(rows(screen, "decision"))[0]
        assert "not saved yet" in lines(rows(screen, "decision"))[0]
        await pilot.press("escape")
    async with app_on(vault).run_test() as pilot:
        screen = await opened(pilot, child_id)
        await pilot.press("f4", "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, DecisionDialog)
        assert dialog.query_one("#field-text", TextArea).text == "A desk"


async def test_a_day_that_is_not_there_is_said_beside_its_field_and_the_rest_is_saved(
    vault: Vault, child_id: str, app_on: MakeApp, record: Callable[[], ReviewPage]
) -> None:
    async with app_on(vault).run_test() as pilot:
        screen = await opened(pilot, child_id)
        await pilot.press("f3")
        screen.query_one("#field-place", Input).value = "School"
        screen.query_one("#field-report_on", Input).value = "31/2"
        await pilot.press("f2")
        await pilot.pause()
        assert words(screen, "#row-report_on .wrong").startswith("! There is no 31 February")
        assert "1 thing to put right" in words(screen, "#review-said")
        assert record().fields.place == "School"
        assert screen.focused is not None and screen.focused.id == "field-report_on"
        assert drafts(vault)[0].body["typed"] == {"report_on": "31/2"}


async def test_days_from_today_are_kept_as_that_day(
    vault: Vault, child_id: str, app_on: MakeApp, record: Callable[[], ReviewPage]
) -> None:
    async with app_on(vault).run_test() as pilot:
        screen = await opened(pilot, child_id)
        await pilot.press("f4")
        screen.query_one("#field-next_on", Input).value = "+28"
        await pilot.pause(0.7)
        assert drafts(vault)[0].body["typed"] == {"next_on": "20/12/2026"}
        await pilot.press("f2")
        await pilot.pause()
        assert record().fields.next_on == date(2026, 12, 20)
        assert screen.query_one("#field-next_on", Input).value == "20/12/2026"
        assert drafts(vault) == []


async def test_participation_is_suggested_and_never_filled_in(
    vault: Vault, child_id: str, app_on: MakeApp, record: Callable[[], ReviewPage]
) -> None:
    async with app_on(vault).run_test() as pilot:
        screen = await opened(pilot, child_id)
        await pilot.press('"', "a", "enter", "f4", "f2")
        await pilot.pause()
        assert words(screen, "#row-participation .note") == "PN1 suggested"
        assert record().fields.participation == ""


async def test_why_late_is_asked_only_when_it_was_late(vault: Vault, child_id: str, app_on: MakeApp) -> None:
    async with app_on(vault).run_test() as pilot:
        screen = await opened(pilot, child_id)
        await pilot.press("f4")
        assert not screen.query_one("#row-late_reason").display
    vault.act(save_review, screen._review_id, {"booked_for": date(2026, 11, 30)})
    app = app_on(vault)
    app._fixed_today = date(2026, 12, 1)
    async with app.run_test() as pilot:
        screen = await opened(pilot, child_id)
        await pilot.press("f4")
        screen.query_one("#field-opened_on", Input).value = "30/11/2026"
        await pilot.pause()
        assert screen.query_one("#row-late_reason").display


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_F4_completing_says_what_is_missing_then_fills_the_outbox(
    vault: Vault,
    child_id: str,
    app_on: MakeApp,
    record: Callable[[], ReviewPage],
    today: date,
    size: tuple[int, int],
) -> None:
    async with app_on(vault).run_test(size=size) as pilot:
        screen = await noted(pilot, child_id)
        await pilot.press("enter", "enter", "f9")
        await pilot.pause()
        assert "3 things before it is complete" in words(screen, "#review-said")
        assert words(screen, "#row-participation .wrong").startswith("! Say how Mimi")
        assert words(screen, "#row-child_views .wrong").startswith("! Write down")
        assert screen.focused is not None and screen.focused.id == "field-participation"
        assert record().fields.opened_on == today
        await pilot.press("1", "tab", "tab")
        await typed(pilot, "She wants to see Nan.")
        await pilot.press("f9")
        await pilot.pause()
        assert "1 thing before it is complete" in words(screen, "#review-said")
        assert screen.focused is not None and screen.focused.id == "field-next_on"
        await typed(pilot, "+150")
        await pilot.press("f9")
        await pilot.pause()
        dialog = pilot.app.screen
        assert isinstance(dialog, AskDialog)
        said = words(dialog, "Static")
        assert said == "Review 7 is complete."
        await pilot.press("escape")
        await pilot.pause()
        page = record()
        assert page.complete and page.fields.participation == "PN1"
        assert {each.kind for each in vault.ask(ledger, today)} == {"REVIEW", "DECISIONS", "PARTICIPATION"}
        assert words(screen, "#review-said") == "√ Complete. The letter is due Fri 11 Dec."
        assert not screen.query_one("#complete").display
        assert drafts(vault) == []


async def test_a_first_review_sends_to_the_checklist_for_what_must_be_told(
    vault: Vault, app_on: MakeApp, today: date
) -> None:
    from iro_tui.casework.children import add_child

    child = {"mosaic_id": "7", "first_name": "Bo", "born": date(2016, 1, 1)}
    child_id = vault.act(add_child, child, date(2026, 11, 2), today).result
    review_id = vault.act(open_review, child_id, today).result
    values = {"opened_on": today, "participation": "PN1", "child_views": "Yes.", "next_on": date(2027, 2, 1)}
    vault.act(save_review, review_id, values)
    async with app_on(vault).run_test() as pilot:
        screen = await opened(pilot, child_id)
        await pilot.press("f9")
        await pilot.pause()
        assert screen.focused is not None and screen.focused.id == "checklist-rows"
        assert toasts(screen) == ""
        here = rows(screen, "checklist")
        assert [line for line in lines(here) if line.startswith("!")] == [
            "! Advocate, how to complain",
            "! Leaflet about you",
        ]
        assert "Tell Bo and tick" in "\n".join(drawn(pilot.app))
        assert "ADVOCACY" in (here.chosen or "").split()


async def test_a_completed_review_can_be_corrected(
    vault: Vault, child_id: str, app_on: MakeApp, today: date
) -> None:
    async with app_on(vault).run_test(size=(120, 40)) as pilot:
        page = vault.ask(review_page, vault.act(open_review, child_id, today).result, today)
        earlier = page.promises[0].review_id
        screen = await opened(pilot, child_id, earlier)
        assert words(screen, "#missing-words").startswith("√ Completed Tue 26 May")
        screen.query_one("#field-child_views", TextArea).text = "Nan, every Sunday."
        await pilot.press("f2")
        await pilot.pause()
        assert vault.ask(review_page, earlier, today).fields.child_views == "Nan, every Sunday."
        assert words(screen, "#review-said") == "√ Saved."


async def test_C3_the_next_review_has_its_last_day_in_law_beside_it(
    vault: Vault, child_id: str, app_on: MakeApp, review_id: str, today: date
) -> None:
    vault.act(save_review, review_id, {"opened_on": today})
    async with app_on(vault).run_test() as pilot:
        screen = await opened(pilot, child_id)
        await pilot.press("f4")
        assert words(screen, "#row-next_on .note") == "by Sat 22 May 2027 in law"
        screen.query_one("#field-next_on", Input).value = "23/5/2027"
        await pilot.pause()
        assert words(screen, "#row-next_on .note").startswith("! Sun 23 May 2027 is after Sat 22 May 2027")
        screen.query_one("#field-next_on", Input).value = "20/5/2027"
        await pilot.pause()
        assert words(screen, "#row-next_on .note") == "√ Thu 20 May 2027"
