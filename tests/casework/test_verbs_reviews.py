from __future__ import annotations

from datetime import date, timedelta

import pytest
from a_child import FIRST, SECOND, TODAY, child, held, put, review, two_reviews
from sqlmodel import Session, col, select

from iro_tui.casework.outbox import ledger, text_of, tick
from iro_tui.casework.reviews import (
    NotComplete,
    book_review,
    complete_review,
    missing,
    open_review,
    put_decisions,
    put_notes,
    review_page,
    save_review,
)
from iro_tui.errors import BadInput
from iro_tui.record.child import PeriodOfCare
from iro_tui.record.consultation import Consultation
from iro_tui.record.review import Review
from iro_tui.vault.history import undo
from iro_tui.vault.store import Vault

THIRD = date(2026, 10, 15)


def booked(session: Session) -> list[tuple[date | None, str, str, str]]:
    rows = session.exec(
        select(Review).where(col(Review.opened_on).is_(None)).order_by(col(Review.booked_for))
    )
    return [(row.booked_for, row.booked_time, row.place, row.kind) for row in rows]


def test_C1_the_first_review_is_due_in_20_working_days(vault: Vault) -> None:
    child_id = child(vault)
    page = vault.ask(review_page, vault.act(open_review, child_id, FIRST).result, FIRST)
    assert (page.number, page.fields.kind, page.age) == (1, "FIRST", 10)
    assert page.due is not None and (page.due.due, page.due.rule) == (date(2026, 2, 2), "C1")
    assert page.on_time is None
    assert page.since is None


def test_C2_C3_numbers_kinds_and_due_dates_follow(vault: Vault) -> None:
    child_id = two_reviews(vault)
    third = vault.act(open_review, child_id, TODAY).result
    page = vault.ask(review_page, third, TODAY)
    assert (page.number, page.fields.kind, page.since) == (3, "SUBSEQUENT", SECOND)
    assert page.due is not None and (page.due.due, page.due.rule) == (date(2026, 10, 20), "C3")
    rows = vault.ask(lambda session: session.exec(select(Review.id, Review.kind)).all())
    second = next(review_id for review_id, kind in rows if kind == "SECOND")
    page = vault.ask(review_page, second, TODAY)
    assert page.due is not None and (page.due.due, page.due.rule) == (date(2026, 4, 30), "C2")
    assert page.on_time is True
    assert page.next_due is not None and page.next_due.due == date(2026, 10, 20)


def test_opening_twice_gives_the_same_review(vault: Vault) -> None:
    child_id = child(vault)
    first = vault.act(open_review, child_id, TODAY).result
    assert vault.act(open_review, child_id, TODAY).result == first
    vault.act(save_review, first, {"opened_on": FIRST})
    assert vault.act(open_review, child_id, TODAY).result == first


def test_C5_a_new_period_of_care_begins_again_with_a_first_review(vault: Vault) -> None:
    child_id = child(vault, since=date(2024, 1, 8))
    review(vault, child_id, date(2024, 1, 30), date(2024, 4, 29))
    vault.act(put, PeriodOfCare(child_id=child_id, started_on=date(2026, 11, 2)))
    page = vault.ask(review_page, vault.act(open_review, child_id, TODAY).result, TODAY)
    assert (page.number, page.fields.kind) == (1, "FIRST")
    assert page.due is not None and page.due.due == date(2026, 11, 30)


def test_booking_makes_one_booking_and_moves_it(vault: Vault) -> None:
    child_id = child(vault)
    review_id = vault.act(book_review, child_id, date(2026, 1, 28), "15:30", "school").result
    assert vault.act(book_review, child_id, date(2026, 1, 29), "16:00", "at home").result == review_id
    assert vault.ask(booked) == [(date(2026, 1, 29), "16:00", "at home", "FIRST")]
    assert vault.act(open_review, child_id, date(2026, 1, 20)).result == review_id


def test_booking_waits_until_the_last_review_is_complete(vault: Vault) -> None:
    child_id = child(vault)
    vault.act(save_review, vault.act(open_review, child_id, FIRST).result, {"opened_on": FIRST})
    with pytest.raises(BadInput, match="Complete it first"):
        vault.act(book_review, child_id, SECOND)


def test_a_review_can_always_be_saved_and_says_what_it_still_needs(vault: Vault) -> None:
    child_id = child(vault)
    review_id = vault.act(open_review, child_id, FIRST).result
    vault.act(save_review, review_id, {"place": "at school"})
    needed = vault.ask(missing, review_id, FIRST)
    assert [field for field, _ in needed] == [
        "opened_on",
        "covered",
        "covered",
        "covered",
        "participation",
        "child_views",
        "next_on",
    ]
    assert ("participation", "Say how Sam took part.") in needed
    with pytest.raises(NotComplete) as refused:
        vault.act(complete_review, review_id, FIRST)
    assert [field for field, _ in refused.value.missing] == [field for field, _ in needed]
    assert "Sam" not in str(refused.value)
    assert vault.ask(ledger, FIRST) == ()


def test_each_mandatory_item_holds_a_review_back_on_its_own(vault: Vault) -> None:
    review_id = vault.act(open_review, child(vault), FIRST).result
    vault.act(save_review, review_id, held(FIRST, SECOND))
    assert vault.ask(missing, review_id, FIRST) == ()
    for field, empty, kept in (
        ("participation", "", "PN1"),
        ("child_views", "  ", "He likes it here."),
        ("next_on", None, SECOND),
        ("covered", "ADVOCACY COMPLAINTS", "ADVOCACY COMPLAINTS IRO_LEAFLET"),
        ("covered", "ADVOCACY IRO_LEAFLET", "ADVOCACY COMPLAINTS IRO_LEAFLET"),
        ("covered", "COMPLAINTS IRO_LEAFLET", "ADVOCACY COMPLAINTS IRO_LEAFLET"),
        ("participation", "PN0", "PN1"),
        ("opened_on", FIRST + timedelta(days=1), FIRST),
    ):
        vault.act(save_review, review_id, {field: empty})
        assert [name for name, _ in vault.ask(missing, review_id, FIRST)] == [field], field
        vault.act(save_review, review_id, {field: kept})
    assert vault.ask(missing, review_id, FIRST) == ()


def test_a_late_review_needs_its_reason(vault: Vault) -> None:
    review_id = vault.act(open_review, child(vault), FIRST).result
    late = date(2026, 2, 4)
    vault.act(save_review, review_id, held(late, SECOND))
    (field, sentence), *rest = vault.ask(missing, review_id, late)
    assert (field, rest) == ("late_reason", [])
    assert "Mon 2 Feb 2026" in sentence
    vault.act(save_review, review_id, {"late_reason": "SICK_SW"})
    vault.act(complete_review, review_id, late)
    assert vault.ask(review_page, review_id, late).on_time is False


def test_A5_a_series_that_lasts_longer_than_20_working_days_is_late(vault: Vault) -> None:
    review_id = vault.act(open_review, child(vault), FIRST).result
    vault.act(save_review, review_id, held(FIRST, date(2026, 5, 1)))
    with pytest.raises(NotComplete) as refused:
        vault.act(complete_review, review_id, TODAY, date(2026, 3, 2))
    assert [field for field, _ in refused.value.missing] == ["late_reason"]
    vault.act(complete_review, review_id, TODAY, date(2026, 2, 27))
    page = vault.ask(review_page, review_id, TODAY)
    assert (page.on_time, page.fields.completed_on) == (True, date(2026, 2, 27))


def test_completing_books_the_next_review_and_enters_what_mosaic_must_have(vault: Vault) -> None:
    child_id = child(vault)
    review_id = vault.act(open_review, child_id, FIRST).result
    vault.act(save_review, review_id, held(FIRST, SECOND, next_time="15:30", next_place="Nan's house"))
    vault.act(put_decisions, review_id, [(None, {"text": "A bed and a desk."}), (None, {"text": "Dentist."})])
    acted = vault.act(complete_review, review_id, FIRST + timedelta(days=2))
    assert vault.ask(booked) == [(SECOND, "15:30", "Nan's house", "SECOND")]
    assert vault.act(open_review, child_id, TODAY).result == acted.result
    rows = vault.ask(ledger, FIRST + timedelta(days=2))
    assert [(row.kind, row.what, row.state) for row in sorted(rows, key=lambda row: row.kind)] == [
        ("DECISIONS", "2 decisions", "to copy"),
        ("PARTICIPATION", "PN1", "to copy"),
        ("REVIEW", "review 1", "to copy"),
    ]
    again = vault.act(complete_review, review_id, TODAY)
    assert (again.result, again.changed.rows) == (acted.result, frozenset())


def test_completing_uses_the_booking_that_is_there(vault: Vault) -> None:
    child_id = two_reviews(vault)
    assert vault.ask(booked) == [(THIRD, "", "", "SUBSEQUENT")]
    third = vault.act(open_review, child_id, THIRD).result
    review(vault, child_id, THIRD, date(2027, 4, 12))
    assert vault.ask(booked) == [(date(2027, 4, 12), "", "", "SUBSEQUENT")]
    assert vault.ask(review_page, third, TODAY).number == 3


def test_C8_the_last_review_before_18_needs_no_next_date(vault: Vault) -> None:
    child_id = child(vault, born=date(2008, 3, 15))
    review_id = vault.act(open_review, child_id, FIRST).result
    vault.act(save_review, review_id, held(FIRST, None))
    assert [field for field, _ in vault.ask(missing, review_id, FIRST)] == ["next_on"]
    older = child(vault, "2", born=date(2008, 2, 20))
    review_id = vault.act(open_review, older, FIRST).result
    vault.act(save_review, review_id, held(FIRST, None))
    assert vault.ask(missing, review_id, FIRST) == ()
    assert vault.act(complete_review, review_id, FIRST).result is None


def test_completing_can_be_taken_back_in_one_step(vault: Vault) -> None:
    child_id = child(vault)
    review_id = vault.act(open_review, child_id, FIRST).result
    vault.act(save_review, review_id, held(FIRST, SECOND))
    vault.act(complete_review, review_id, FIRST)
    vault.act(undo)
    assert vault.ask(ledger, FIRST) == ()
    assert vault.ask(booked) == []
    assert vault.ask(review_page, review_id, FIRST).complete is False


def test_the_day_of_completing_is_not_set_by_saving(vault: Vault) -> None:
    review_id = vault.act(open_review, child(vault), FIRST).result
    with pytest.raises(BadInput, match="set when you complete"):
        vault.act(save_review, review_id, {"opened_on": FIRST, "completed_on": FIRST})
    vault.act(save_review, review_id, held(FIRST, SECOND, completed_on=None))
    vault.act(complete_review, review_id, FIRST)
    with pytest.raises(BadInput, match="this review is complete"):
        vault.act(save_review, review_id, {"completed_on": None})


def test_a_changed_next_date_moves_the_booking(vault: Vault) -> None:
    child_id = child(vault)
    review_id = review(vault, child_id, FIRST, SECOND)
    vault.act(save_review, review_id, {"next_on": date(2026, 4, 22), "next_time": "10:00"})
    assert vault.ask(booked) == [(date(2026, 4, 22), "10:00", "", "SECOND")]
    review(vault, child_id, date(2026, 4, 22), THIRD)
    vault.act(save_review, review_id, {"next_on": date(2026, 4, 23)})
    assert vault.ask(booked) == [(THIRD, "", "", "SUBSEQUENT")]


def test_what_changes_after_completing_is_to_be_copied_again(vault: Vault) -> None:
    review_id = review(vault, child(vault), FIRST, SECOND)
    for row in vault.ask(ledger, FIRST):
        vault.act(tick, row.entry_id, FIRST)
    vault.act(save_review, review_id, {"place": ""})
    assert {row.state for row in vault.ask(ledger, TODAY)} == {"with the council"}
    vault.act(save_review, review_id, {"participation": "PN2"})
    vault.act(put_decisions, review_id, [(None, {"text": "Dentist."})])
    waiting = {row.kind: row.what for row in vault.ask(ledger, TODAY) if row.state == "to copy"}
    assert waiting == {"REVIEW": "review 1", "PARTICIPATION": "PN2", "DECISIONS": "1 decision"}


def test_participation_is_suggested_from_what_is_recorded_and_never_filled_in(vault: Vault) -> None:
    review_id = vault.act(open_review, child(vault), FIRST).result
    vault.act(save_review, review_id, {"opened_on": FIRST})
    assert vault.ask(review_page, review_id, FIRST).suggestion is None
    vault.act(put_notes, review_id, [(None, "SAID", "I like it.", "")])
    page = vault.ask(review_page, review_id, FIRST)
    assert (page.suggestion, page.fields.participation) == ("PN1", "")
    baby = vault.act(open_review, child(vault, "2", born=date(2024, 1, 1)), FIRST).result
    assert vault.ask(review_page, baby, FIRST).suggestion == "PN0"


def test_an_imported_review_says_the_kind_and_no_number_it_cannot_know(vault: Vault) -> None:
    child_id = child(vault, since=date(2023, 1, 9))
    imported = Review(
        child_id=child_id, kind="SUBSEQUENT", opened_on=SECOND, completed_on=SECOND, source="import"
    )
    vault.act(put, imported)
    page = vault.ask(review_page, vault.act(open_review, child_id, TODAY).result, TODAY)
    assert (page.number, page.fields.kind) == (None, "SUBSEQUENT")
    assert page.due is not None and (page.due.due, page.due.rule) == (date(2026, 10, 20), "C3")


def test_the_page_is_plain_data(vault: Vault) -> None:
    child_id = child(vault)
    vault.act(put, Consultation(child_id=child_id, held_on=FIRST, own_words="Hello."))
    page = vault.ask(review_page, vault.act(open_review, child_id, FIRST).result, FIRST)
    assert type(page.fields).__name__ == "ReviewFields"
    assert (page.name, page.called, page.mosaic_id) == ("Sam Tate", "Sam", "1048811")
    with pytest.raises(BadInput, match="not on the record any more"):
        vault.ask(review_page, "gone", FIRST)


def test_text_for_mosaic_after_a_review(vault: Vault) -> None:
    child_id = child(vault)
    review_id = vault.act(open_review, child_id, FIRST).result
    vault.act(save_review, review_id, held(FIRST, SECOND, next_time="15:30", parent_views="Mum agrees."))
    vault.act(put_notes, review_id, [(None, "SAID", "I like it here.", ""), (None, "DECIDE", "Bed", "")])
    decision = {
        "text": "A bed",
        "who": "Jo Roe",
        "by_when": date(2026, 3, 2),
        "against_wish": "Sofa is fine.",
    }
    vault.act(put_decisions, review_id, [(None, decision)])
    vault.act(complete_review, review_id, FIRST)
    texts = {row.kind: vault.ask(text_of, row.entry_id) for row in vault.ask(ledger, FIRST)}
    assert texts["DECISIONS"].splitlines() == [
        "Review 1 held Fri 30 Jan 2026: decisions",
        "1. A bed. Who: Jo Roe. By: Mon 2 Mar 2026. Not what the child wanted: Sofa is fine.",
    ]
    assert texts["PARTICIPATION"].splitlines() == [
        "Review 1 held Fri 30 Jan 2026",
        "Participation: PN1, Child present and speaks for themself. Did not chair.",
    ]
    for words in (
        "Due by Mon 2 Feb 2026, on time",
        "Mum agrees.",
        "The child said: I like it here.",
        "15:30",
    ):
        assert words in texts["REVIEW"]
