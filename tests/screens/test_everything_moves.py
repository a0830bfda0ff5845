"""A review recorded today moves every date that hangs on it on every screen at once; a late one says why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from every_screen import open_child
from hands import press, type_words
from seen import drawn, lines, words
from sqlmodel import Session, select
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from iro_tui.casework.verbs import verb
from iro_tui.record.tables import Letter, OutboxEntry, Review
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.review import ReviewScreen
from screens.widgets.choice import ChoiceField
from screens.widgets.rows import RowList


def today_of(pilot: Pilot[Any], name: str) -> dict[str, str]:
    """The rows of one child on Today, by the first word of their id."""
    rows = pilot.app.screen.query_one("#today-rows", RowList)
    return {
        str(option.id).split(":")[0]: line
        for option, line in zip(rows.options, lines(rows), strict=True)
        if name in line
    }


def caseload_of(pilot: Pilot[Any], name: str) -> str:
    """The row of one child in the caseload."""
    rows = lines(pilot.app.screen.query_one("#caseload-rows", RowList))
    return next(row for row in rows if name in row)


async def fill(pilot: Pilot[Any], name: str, text: str) -> None:
    """Type into a field of the form, or choose in it."""
    field = pilot.app.screen.query_one(f"#field-{name}")
    field.focus()
    if isinstance(field, ChoiceField):
        field.set_value(text)
    elif isinstance(field, Input | TextArea):
        await type_words(pilot, text)
    await pilot.pause()


async def record_late_review(pilot: Pilot[Any], next_on: str) -> None:
    """Fill in what a late review needs and complete it, on the screen it was opened on."""
    assert isinstance(pilot.app.screen, ReviewScreen)
    await fill(pilot, "opened_on", "20/11/2026")
    await fill(pilot, "participation", "PN1")
    await fill(pilot, "child_views", "He likes it here.")
    await fill(pilot, "late_reason", "LATE_REFERRAL")
    await fill(pilot, "next_on", next_on)
    await press(pilot, "f9")


async def test_C4_a_review_recorded_moves_today_the_caseload_and_the_childs_page(
    few: Vault, app_on: Callable[[Vault], IroApp]
) -> None:
    async with app_on(few).run_test(size=(120, 40), notifications=True) as pilot:
        await press(pilot)
        before = today_of(pilot, "Kofi")
        assert set(before) == {"REVIEW", "PERMANENCE", "WHY_LATE"}
        assert "3 wd late" in before["REVIEW"]
        await press(pilot, "2")
        row_before = caseload_of(pilot, "Kofi")
        assert "review 3 wd late" in row_before
        await open_child(pilot, "kofi")
        assert "next review Tue 17 Nov 3 wd late" in words(pilot.app.screen, "#child-stands")
        await press(pilot, "r", "f3", "f4", "f4")
        await record_late_review(pilot, "18/5/2027")
        assert "is complete." in "\n".join(drawn(pilot.app))
        await press(pilot, "escape", "escape")
        stands = words(pilot.app.screen, "#child-stands")
        assert "next review Tue 18 May" in stands
        assert "late" not in stands
        await press(pilot, "w")
        told = [" ".join(line.split()) for line in drawn(pilot.app)]
        assert any("Last review held Fri 20 Nov 2026" in line for line in told)
        assert any("Law, 6 months later Thu 20 May 2027" in line for line in told)
        await press(pilot, "escape", "2")
        row_after = caseload_of(pilot, "Kofi")
        assert row_after != row_before
        assert "18 May" in row_after
        assert "late" not in row_after
        await press(pilot, "1")
        after = today_of(pilot, "Kofi")
        assert "REVIEW" not in after
        assert "Fri 27 Nov" in after["DECISIONS"]
        assert "Fri 11 Dec" in after["LETTER"]
        await press(pilot, "f8")
        undone = today_of(pilot, "Kofi")
        assert "2nd, unfinished" in undone["REVIEW"]
        assert not {"DECISIONS", "LETTER"} & set(undone)


@pytest.mark.campaign
async def test_A8_enter_on_a_late_review_asks_why_it_is_late(
    few: Vault, app_on: Callable[[Vault], IroApp]
) -> None:
    async with app_on(few).run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot)
        rows = pilot.app.screen.query_one("#today-rows", RowList)
        assert rows.choose(next(str(row.id) for row in rows.options if str(row.id).startswith("REVIEW:")))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ReviewScreen)
        focused = pilot.app.screen.focused
        assert focused is not None
        assert focused.id == "field-late_reason"
        assert focused.is_on_screen
        pilot.app.screen.query_one("#field-opened_on").focus()
        await record_late_review(pilot, "18/5/2027")
        assert "is complete." in "\n".join(drawn(pilot.app))
        assert "LATE_REFERRAL" in few.ask(late_reasons)


async def test_A8_a_late_review_without_a_reason_cannot_be_completed(
    few: Vault, app_on: Callable[[Vault], IroApp]
) -> None:
    async with app_on(few).run_test(size=(80, 24), notifications=True) as pilot:
        await open_child(pilot, "kofi")
        await press(pilot, "r", "f3", "f4", "f4")
        await fill(pilot, "opened_on", "20/11/2026")
        await fill(pilot, "participation", "PN1")
        await fill(pilot, "child_views", "He likes it here.")
        await fill(pilot, "next_on", "18/5/2027")
        await press(pilot, "f9")
        assert "Say why it was late." in words(pilot.app.screen, "#row-late_reason .wrong")
        focused = pilot.app.screen.focused
        assert focused is not None
        assert focused.id == "field-late_reason"


async def test_A8_a_completed_late_review_with_no_reason_stands_on_today_and_enter_goes_to_it(
    few: Vault, app_on: Callable[[Vault], IroApp]
) -> None:
    few.act(late_without_reason)
    async with app_on(few).run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot)
        rows = pilot.app.screen.query_one("#today-rows", RowList)
        assert rows.choose(next(str(row.id) for row in rows.options if str(row.id).startswith("WHY_LATE:")))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ReviewScreen)
        focused = pilot.app.screen.focused
        assert isinstance(focused, ChoiceField)
        assert focused.id == "field-late_reason"
        focused.set_value("LATE_REFERRAL")
        await press(pilot, "f2", "escape")
        rows = pilot.app.screen.query_one("#today-rows", RowList)
        assert not any(str(row.id).startswith("WHY_LATE:") for row in rows.options)


async def test_F5_sent_round_is_written_down_from_today(
    few: Vault, app_on: Callable[[Vault], IroApp], today: date
) -> None:
    few.act(letter_made_long_ago, today)
    async with app_on(few).run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot)
        rows = pilot.app.screen.query_one("#today-rows", RowList)
        assert rows.choose(next(str(row.id) for row in rows.options if str(row.id).startswith("SEND_ROUND:")))
        await press(pilot, "enter")
        await press(pilot, *["backspace"] * 10)
        await type_words(pilot, "1/1/2026")
        await press(pilot, "f2")
        assert "before the review was completed" in " ".join(" ".join(drawn(pilot.app)).split())
        await press(pilot, *["backspace"] * 8)
        await type_words(pilot, "20/11/2026")
        await press(pilot, "f2")
        assert not any(str(row.id).startswith("SEND_ROUND:") for row in rows.options)
        await press(pilot, "f8")
        assert any(str(row.id).startswith("SEND_ROUND:") for row in rows.options)


async def test_a_rule_switched_off_moves_the_caseload_and_the_childs_page_too(
    few: Vault, app_on: Callable[[Vault], IroApp]
) -> None:
    async with app_on(few).run_test(size=(120, 40), notifications=True) as pilot:
        await press(pilot, "2")
        assert "midway" in caseload_of(pilot, "Amira")
        await open_child(pilot, "amira")
        await press(pilot, "ctrl+p")
        await type_words(pilot, "rules and")
        await press(pilot, "enter")
        pilot.app.screen.query_one("#rules-rows", RowList).choose("MIDWAY")
        await press(pilot, "space", "escape")
        assert "midway" not in words(pilot.app.screen, "#child-stands")
        await press(pilot, "2")
        assert "midway" not in caseload_of(pilot, "Amira")


def late_reasons(session: Session) -> list[str]:
    return [row.late_reason for row in session.exec(select(Review))]


@verb("a late review made up")
def late_without_reason(session: Session) -> None:
    """Kofi's second review, held three days late, with no reason."""
    first = session.exec(select(Review).where(Review.kind == "FIRST")).one()
    held = date(2026, 11, 20)
    session.add(
        Review(
            child_id=first.child_id,
            kind="SECOND",
            opened_on=held,
            completed_on=held,
            participation="PN1",
            child_views="He likes it here.",
            next_on=date(2027, 5, 18),
        )
    )


@verb("a letter made up")
def letter_made_long_ago(session: Session, today: date) -> None:
    """Leo's review was held eighteen working days ago, and its letter was exported."""
    letter = session.exec(select(Letter)).one()
    review = session.get(Review, letter.review_id)
    assert review is not None
    held = today - timedelta(days=26)
    review.opened_on = review.completed_on = held
    assert session.exec(select(OutboxEntry).where(OutboxEntry.kind == "LETTER")).one()
