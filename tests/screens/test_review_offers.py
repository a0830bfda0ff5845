"""What the notes offer as decisions is not forgotten when a review is completed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from one_child import make_one
from seen import words

from iro_tui.casework.reviews import ReviewPage, open_review, put_notes, review_page, save_review
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.dialogs import AskDialog
from screens.review import ReviewScreen

MakeApp = Callable[[Vault], IroApp]
DONE = {"participation": "PN1", "child_views": "To see Nan.", "next_on": date(2027, 2, 1)}


@pytest.mark.parametrize("without", [False, True])
async def test_completing_asks_about_decisions_of_the_notes_that_were_not_taken(
    vault: Vault, app_on: MakeApp, today: date, without: bool
) -> None:
    child_id = vault.act(make_one, today).result
    review_id = vault.act(open_review, child_id, today).result
    vault.act(save_review, review_id, {"opened_on": today, **DONE})
    vault.act(put_notes, review_id, [(None, "DECIDE", "Mimi sees Nan on Sundays", "")])

    def record() -> ReviewPage:
        return vault.ask(review_page, review_id, today)

    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        pilot.app.push_screen(ReviewScreen(child_id))
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, ReviewScreen)
        await screen._go_to("after")
        await pilot.press("f9")
        await pilot.pause()
        dialog = pilot.app.screen
        assert isinstance(dialog, AskDialog)
        assert words(dialog, "Static") == "The notes offer 1 decision not yet taken."
        assert not record().complete
        if without:
            await pilot.press("f2")
            await pilot.pause()
            assert record().complete and record().decisions == ()
            return
        await pilot.press("escape")
        await pilot.pause()
        assert screen.focused is not None and screen.focused.id == "decision-rows"
        await pilot.press("enter", "f9")
        await pilot.pause()
        assert record().complete
        assert [line.text for line in record().decisions] == ["Mimi sees Nan on Sundays"]
