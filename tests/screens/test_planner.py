"""The year ahead by its keys: weeks too full, what smooths them, days away."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hands import OpenApp, press, type_words
from seen import chosen_line, lines, toasts, words
from sqlmodel import Session, select
from textual.pilot import Pilot

from iro_tui.casework.away import away
from iro_tui.casework.smoothing import smoothed
from iro_tui.casework.year_ahead import year_ahead
from iro_tui.record.tables import Review
from iro_tui.vault.store import Vault
from screens.child import ChildScreen
from screens.form_dialog import FormDialog
from screens.planner import PlannerScreen
from screens.widgets.rows import RowList

SMALL, WIDE = (80, 24), (120, 40)


def list_of(pilot: Pilot[Any], id: str) -> RowList:
    return pilot.app.screen.query_one(f"#planner-{id}", RowList)


async def to_full_week(pilot: Pilot[Any]) -> str:
    """Go down to the first week that is too full; what stands there."""
    rows = list_of(pilot, "weeks")
    while not chosen_line(rows).startswith("!"):
        await press(pilot, "down")
    return chosen_line(rows)


def bookings(session: Session) -> set[tuple[str, date | None]]:
    return {(row.child_id, row.booked_for) for row in session.exec(select(Review))}


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_the_year_as_the_record_has_it(
    size: tuple[int, int], open_app: OpenApp, demo: Vault, today: date
) -> None:
    weeks = demo.ask(year_ahead, today)
    async with open_app(size) as pilot:
        await press(pilot, "p")
        assert isinstance(pilot.app.screen, PlannerScreen)
        assert list_of(pilot, "weeks").has_focus
        told = words(pilot.app.screen, "#planner-summary")
        assert f"{sum(week.reviews for week in weeks)} reviews" in told
        assert f"{sum(week.too_full for week in weeks)} weeks too full" in told
        shown = lines(list_of(pilot, "weeks"))
        assert len([line for line in shown if "█" in line]) == sum(week.reviews > 0 for week in weeks)
        assert sum(line.startswith("!") for line in shown) == sum(week.too_full for week in weeks)
        full = await to_full_week(pilot)
        week = next(week for week in weeks if week.too_full)
        assert f"over {week.room}" in full
        assert any("Christmas holidays" in line for line in shown)
        reviews = [line for line in lines(list_of(pilot, "items")) if line.startswith(("·", "!"))]
        assert len(reviews) == week.reviews


async def test_b_books_what_lightens_the_week_and_undo_takes_it_back(
    open_app: OpenApp, demo: Vault, today: date
) -> None:
    each = demo.ask(smoothed, today).suggestions[0]
    before = demo.ask(bookings)
    async with open_app(SMALL) as pilot:
        await press(pilot, "p")
        full = await to_full_week(pilot)
        reviews = int(full.split()[4])
        moves = lines(list_of(pilot, "moves"))
        assert moves[0].split("\n")[0].startswith(f"> {each.child}")
        assert "in time until" in moves[0]
        assert " -> " in moves[0]
        await press(pilot, "b")
        assert f"Booked: {each.child}" in toasts(pilot.app.screen)
        assert (each.child_id, each.to_on) in demo.ask(bookings)
        assert each.to_on <= each.limit
        now = next(line for line in lines(list_of(pilot, "weeks")) if line[3:9] == full[3:9])
        assert int(now.replace("!", " ").split()[3]) == reviews - 1
        await press(pilot, "f8")
        assert demo.ask(bookings) == before


async def test_b_from_the_suggestions_books_the_one_under_the_cursor(
    open_app: OpenApp, demo: Vault, today: date
) -> None:
    each = demo.ask(smoothed, today).suggestions[1]
    async with open_app(WIDE) as pilot:
        await press(pilot, "p", "b")
        assert "Nothing is suggested for this week." in toasts(pilot.app.screen)
        await press(pilot, "tab", "tab", "down", "b")
        assert (each.child_id, each.to_on) in demo.ask(bookings)


async def test_enter_goes_from_a_week_to_a_review_to_the_child_and_back(open_app: OpenApp) -> None:
    async with open_app(SMALL) as pilot:
        await press(pilot, "p")
        full = await to_full_week(pilot)
        await press(pilot, "enter")
        assert list_of(pilot, "items").has_focus
        await press(pilot, "down")
        named = chosen_line(list_of(pilot, "items"))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ChildScreen)
        assert words(pilot.app.screen, "#header").split()[1] in named
        await press(pilot, "escape")
        assert chosen_line(list_of(pilot, "weeks")) == full
        assert chosen_line(list_of(pilot, "items")) == named


async def test_leave_is_added_shown_and_taken_out(open_app: OpenApp, demo: Vault) -> None:
    async with open_app(SMALL) as pilot:
        await press(pilot, "p", "down", "down", "n")
        assert isinstance(pilot.app.screen, FormDialog)
        await press(pilot, "tab", "tab", "tab")
        await type_words(pilot, "Corfu [/]")
        await press(pilot, "f2")
        assert [each.from_on for each in demo.ask(away)] == [date(2026, 12, 7)]
        week = chosen_line(list_of(pilot, "weeks"))
        assert "Corfu [/]" in week
        assert "no room" in week
        assert week.startswith("!")
        await press(pilot, "delete")
        await press(pilot, "escape")
        assert demo.ask(away)
        await press(pilot, "delete", "f2")
        assert demo.ask(away) == ()
        assert "Corfu" not in chosen_line(list_of(pilot, "weeks"))
        await press(pilot, "f8")
        assert "Corfu [/]" in chosen_line(list_of(pilot, "weeks"))


async def test_the_label_of_the_field_with_the_focus_stands_out_in_a_dialog_too(open_app: OpenApp) -> None:
    async with open_app(SMALL) as pilot:
        await press(pilot, "p", "n")
        for name in ("kind", "from_on", "until_on", "what"):
            bold = [
                str(field.id)
                for field in pilot.app.screen.query(".form-field")
                if field.query_one(".label").styles.text_style.bold
            ]
            assert bold == [f"row-{name}"]
            await press(pilot, "tab")


async def test_days_that_end_before_they_begin_are_said_beside_the_field(
    open_app: OpenApp, demo: Vault
) -> None:
    async with open_app(SMALL) as pilot:
        await press(pilot, "p", "n", "tab")
        await press(pilot, *["backspace"] * 10)
        await type_words(pilot, "4/12/2026")
        await press(pilot, "f2")
        assert isinstance(pilot.app.screen, FormDialog)
        assert "before the first day" in words(pilot.app.screen, "#row-until_on .wrong")
        assert demo.ask(away) == ()
        await press(pilot, "escape", "delete")
        assert "Nothing that you entered lies in this week." in toasts(pilot.app.screen)
