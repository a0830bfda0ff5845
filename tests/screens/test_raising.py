"""An alert raised from where it was found, with its facts, in few keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hands import press, type_words
from seen import drawn, toasts
from sqlmodel import select
from textual.pilot import Pilot

from iro_tui.casework.caseload import caseload
from iro_tui.casework.entries import recording
from iro_tui.record.alert import Alert
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.record_form import RecordForm
from screens.review import ReviewScreen
from screens.widgets.rows import RowList

MakeApp = Callable[[Vault], IroApp]
MOST_KEYS = 15


def raised(vault: Vault) -> Alert:
    return vault.ask(lambda session: session.exec(select(Alert)).one())


async def choose(pilot: Pilot[int], rows: str, part: str) -> None:
    found = pilot.app.screen.query_one(rows, RowList)
    found.focus()
    found.choose(next(str(o.id) for o in found.options if o.id and part in str(o.id)))
    await pilot.pause()


async def test_ADVOCATE_a_line_of_today_becomes_an_alert_in_fifteen_keys(
    few: Vault, app_on: MakeApp, today: date
) -> None:
    leo = next(each for each in few.ask(caseload, today) if each.name.startswith("Sam"))
    values = {"kind": "K1", "started_on": date(2026, 11, 2)}
    few.act(recording("placement"), leo.child_id, values, today)
    async with app_on(few).run_test(size=(120, 40), notifications=True) as pilot:
        assert any("Advocate" in line and "Sam Tate" in line for line in drawn(pilot.app))
        await choose(pilot, "#today-rows", "ADVOCATE")
        keys = await press(pilot, "a")
        assert isinstance(pilot.app.screen, RecordForm)
        await type_words(pilot, "Nobody speaks for him.")
        keys += await press(pilot, "tab")
        await type_words(pilot, "An advocate this week.")
        keys += await press(pilot, "f2")
        assert keys <= MOST_KEYS
        alert = raised(few)
        assert (alert.themes, alert.concern) == ("SECURE", "secure placement without an advocate")
        assert "Mon 2 Nov" in alert.evidence and alert.about == "due:ADVOCATE"
        assert (alert.impact, alert.asked_for) == ("Nobody speaks for him.", "An advocate this week.")
        await choose(pilot, "#today-rows", "ADVOCATE")
        await press(pilot, "a")
        assert "open already" in toasts(pilot.app.screen)


async def test_a_finding_of_a_review_becomes_an_alert_in_fifteen_keys(
    few: Vault, app_on: MakeApp, today: date
) -> None:
    async with app_on(few).run_test(size=(120, 40), notifications=True) as pilot:
        keys = 0
        await pilot.press("slash")
        await type_words(pilot, "Amira")
        keys += await press(pilot, "enter")
        keys += await press(pilot, "r", "f3", "f4")
        assert isinstance(pilot.app.screen, ReviewScreen)
        await choose(pilot, "#checklist-rows", "PEP")
        keys += await press(pilot, "a")
        assert isinstance(pilot.app.screen, RecordForm)
        keys += await press(pilot, "f2")
        assert keys <= MOST_KEYS
        assert raised(few).themes == "PPM_PEP_HA_LATE"
        assert isinstance(pilot.app.screen, ReviewScreen), "back where it was found"


async def test_a_move_nobody_was_asked_about_becomes_an_alert_on_the_child_s_page(
    few: Vault, app_on: MakeApp, today: date
) -> None:
    sam = next(each for each in few.ask(caseload, today) if each.name.startswith("Sam"))
    few.act(recording("placement"), sam.child_id, {"kind": "U6", "started_on": date(2026, 11, 2)}, today)
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        await pilot.press("slash")
        await type_words(pilot, "Sam Tate")
        await press(pilot, "enter")
        await choose(pilot, "#story-rows", "MOVE")
        await press(pilot, "a")
        await press(pilot, "f2")
        assert raised(few).themes == "PLACEMENT_MOVE NOT_CONSULTED"
        assert "I was not asked before." in raised(few).evidence
