"""A significant event from writing it down to the review that looks at it, by the screens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hands import press, type_words
from seen import drawn
from textual.pilot import Pilot

from iro_tui.casework.caseload import caseload
from iro_tui.casework.reviews import complete_review, open_review, save_review
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.record_form import RecordForm
from screens.widgets.form import Form

MakeApp = Callable[[Vault], IroApp]
COVERED = "ADVOCACY COMPLAINTS IRO_LEAFLET"


async def on_today(pilot: Pilot[int]) -> list[str]:
    while len(pilot.app.screen_stack) > 1:
        await press(pilot, "escape")
    await press(pilot, "1")
    return [line for line in drawn(pilot.app) if "Sam Tate" in line and "Review" in line]


async def test_EARLY_an_event_brings_the_review_forward_until_it_is_held(
    few: Vault, app_on: MakeApp, today: date
) -> None:
    sam = next(each.child_id for each in few.ask(caseload, today) if each.name.startswith("Sam"))
    async with app_on(few).run_test(size=(120, 60)) as pilot:
        assert await on_today(pilot) == []
        await pilot.press("slash")
        await type_words(pilot, "Sam Tate")
        await press(pilot, "enter", "n")
        await type_words(pilot, "significant")
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, RecordForm)
        screen.query_one(Form).field("kind").fill("PLACEMENT_CHANGE")
        screen.query_one(Form).field("what").fill("the carer gave notice [/]")
        await press(pilot, "f2")
        assert any("nobody ask" in line for line in drawn(pilot.app))
        (line,) = await on_today(pilot)
        assert "4 Dec" in line, "ten working days from today"
        review_id = pilot.app.act(open_review, sam, today)
        held = {
            "opened_on": today,
            "participation": "PN1",
            "child_views": "Sam wants to stay near school.",
            "covered": COVERED,
            "next_on": date(2027, 4, 1),
        }
        pilot.app.act(save_review, review_id, held)
        pilot.app.act(complete_review, review_id, today)
        assert await on_today(pilot) == []
