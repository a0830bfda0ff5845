"""Any due date opens to its working, from Today and from the child's page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hands import OpenApp, press
from one_child import make_one
from seen import drawn, words
from sqlmodel import Session
from textual.containers import VerticalScroll
from textual.widgets import Static

from iro_tui.casework.verbs import verb
from iro_tui.record.tables import Child, PeriodOfCare, Review
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.widgets.rows import RowList
from screens.working import WorkingDialog

SMALL = (80, 24)


def dialog_words(screen: Any) -> str:
    assert isinstance(screen, WorkingDialog)
    shown = (str(getattr(each.content, "plain", each.content)) for each in screen.query(Static))
    return "\n".join(line.rstrip() for each in shown for line in each.split("\n"))


@verb("a child made up")
def make_too_late(session: Session, held: date) -> None:
    """A child whose council date is later than the law."""
    child = Child(mosaic_id="1048801", first_name="O'Brien [/]", surname="[b] Ng", born=date(2015, 3, 4))
    session.add(child)
    session.add(PeriodOfCare(child_id=child.id, started_on=held - timedelta(days=400)))
    for day in (held - timedelta(days=150), held):
        session.add(
            Review(child_id=child.id, kind="SUBSEQUENT", opened_on=day, completed_on=day, source="import")
        )


async def test_C2_w_on_today_shows_the_rule_and_every_step(open_app: OpenApp) -> None:
    async with open_app(SMALL) as pilot:
        await press(pilot)
        rows = pilot.app.screen.query_one("#today-rows", RowList)
        assert rows.choose(next(str(row.id) for row in rows.options if str(row.id).startswith("REVIEW:")))
        await press(pilot, "w")
        told = dialog_words(pilot.app.screen)
        assert "Second review  Wed 18 Nov 2026, 2 wd late" in told
        assert "Law  Second review · C2 · Regs 2010 reg 33(2)" in told
        assert "The second review is held within 3 months of the first." in told
        steps = [line.split("  ") for line in told.splitlines() if line.endswith(" 2026")]
        assert [(step[0], step[-1].strip()) for step in steps] == [
            ("First review held", "Tue 18 Aug 2026"),
            ("Law, 3 months later", "Wed 18 Nov 2026"),
            ("Council system, 91 days later", "Tue 17 Nov 2026"),
        ]
        await press(pilot, "escape")
        assert rows.has_focus


async def test_C3_a_council_date_too_late_in_law_is_said_in_words(
    vault: Vault, app_on: Callable[[Vault], IroApp], today: date
) -> None:
    vault.act(make_too_late, date(2026, 9, 1))
    async with app_on(vault).run_test(size=SMALL, notifications=True) as pilot:
        pilot.app._fixed_today = date(2027, 2, 8)  # type: ignore[attr-defined]
        pilot.app.screen.load()  # type: ignore[attr-defined]
        await press(pilot)
        rows = pilot.app.screen.query_one("#today-rows", RowList)
        assert rows.choose(next(str(row.id) for row in rows.options if str(row.id).startswith("REVIEW:")))
        await press(pilot, "w")
        told = dialog_words(pilot.app.screen)
        assert "O'Brien [/] [b] Ng, 11" in told
        assert "The council system prints Wed 3 Mar 2027. That is 2 days too late in law." in " ".join(
            told.split()
        )
        assert "Last working day" not in told


async def test_w_on_a_childs_page_shows_everything_due_the_review_first(
    vault: Vault, app_on: Callable[[Vault], IroApp], today: date
) -> None:
    child_id = vault.act(make_one, today).result
    async with app_on(vault).run_test(size=SMALL, notifications=True) as pilot:
        pilot.app.open_child(child_id)  # type: ignore[attr-defined]
        await press(pilot)
        assert "next review" in words(pilot.app.screen, "#child-stands")
        await press(pilot, "w")
        told = dialog_words(pilot.app.screen)
        assert told.startswith("Mimi [/b] O'Brien [/] [b], 10\n> Seventh review")
        assert told.index("Seventh review") < told.index("Alert: no PEP this term")
        assert "Brent practice  Team manager answers · ALERT_TM · Brent IRO report" in told
        text = pilot.app.screen.query_one("#working-words", VerticalScroll)
        assert text.has_focus
        assert text.max_scroll_y > 0
        await press(pilot, "pagedown")
        await pilot.wait_for_scheduled_animations()
        assert text.scroll_y > 0
        assert any("Close  esc" in line for line in drawn(pilot.app))
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, WorkingDialog)
