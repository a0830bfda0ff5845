"""Before, in and after a review: what is prepared, what the checklist knows, how the child took part."""

from __future__ import annotations

from datetime import date

import pytest
from a_child import ENTERED, FIRST, SECOND, child, held, put, review, two_reviews

from iro_tui.casework.children import save_child
from iro_tui.casework.health_advice import answer_advice
from iro_tui.casework.preparing import TALK, Prepared, tick_prepared
from iro_tui.casework.review_checklist import leave_out, tick_item
from iro_tui.casework.review_meetings import add_meeting, adjourn, call_off, change_meeting
from iro_tui.casework.reviews import (
    NotComplete,
    ReviewPage,
    complete_review,
    missing,
    open_review,
    put_notes,
    review_page,
    save_review,
)
from iro_tui.casework.settings import save_rule
from iro_tui.casework.talks import log_consultation
from iro_tui.errors import BadInput
from iro_tui.record.consultation import Consultation
from iro_tui.record.court import Proceedings, ProtectionPlan
from iro_tui.record.health import Recommendation
from iro_tui.record.person import Person
from iro_tui.vault.history import undo
from iro_tui.vault.store import Vault

THIRD = date(2026, 10, 15)
TODAY = date(2026, 9, 28)


@pytest.fixture
def child_id(vault: Vault) -> str:
    return two_reviews(vault)


@pytest.fixture
def review_id(vault: Vault, child_id: str) -> str:
    return vault.act(open_review, child_id, TODAY).result


def page(vault: Vault, review_id: str, today: date = TODAY) -> ReviewPage:
    return vault.ask(review_page, review_id, today)


def prepared(vault: Vault, review_id: str, today: date = TODAY) -> dict[str, Prepared]:
    return {line.key: line for line in page(vault, review_id, today).preparation}


def lines(vault: Vault, review_id: str) -> set[str]:
    return {line.words for line in page(vault, review_id).checklist}


# Before


def test_P4_P5_P6_P7_are_counted_back_from_the_booked_day(vault: Vault, review_id: str) -> None:
    found = prepared(vault, review_id)
    assert {key: line.due for key, line in found.items()} == {
        "agreed_on": date(2026, 9, 17),
        "worker_on": date(2026, 9, 24),
        "invited_on": date(2026, 10, 1),
        "report_on": date(2026, 10, 12),
        "plan_on": date(2026, 10, 12),
        TALK: THIRD,
    }
    assert {key for key, line in found.items() if line.late} == {"agreed_on", "worker_on"}


def test_P6_with_the_IROs_own_number_and_P5_switched_off(vault: Vault, review_id: str) -> None:
    vault.act(save_rule, "P6", True, 12)
    vault.act(save_rule, "P5", False)
    found = prepared(vault, review_id)
    assert found["invited_on"].due == date(2026, 9, 29)
    assert "worker_on" not in found


def test_one_tick_settles_it_today_and_another_takes_it_back(vault: Vault, review_id: str) -> None:
    vault.act(tick_prepared, review_id, "worker_on", TODAY)
    assert page(vault, review_id).fields.worker_on == TODAY
    line = prepared(vault, review_id)["worker_on"]
    assert (line.on, line.late) == (TODAY, True), "settled after its day"
    vault.act(tick_prepared, review_id, "worker_on", TODAY)
    assert page(vault, review_id).fields.worker_on is None
    with pytest.raises(BadInput, match="Write the talk down"):
        vault.act(tick_prepared, review_id, TALK, TODAY)


def test_P2_a_talk_alone_since_the_last_review_settles_speaking(
    vault: Vault, child_id: str, review_id: str
) -> None:
    vault.act(put, Consultation(child_id=child_id, held_on=date(2026, 4, 1), alone=True))
    assert prepared(vault, review_id)[TALK].on is None
    vault.act(put, Consultation(child_id=child_id, held_on=date(2026, 9, 20), alone=True))
    assert prepared(vault, review_id)[TALK].on == date(2026, 9, 20)


def test_dual_and_proceedings_ask_for_the_adviser_and_the_guardian(
    vault: Vault, child_id: str, review_id: str
) -> None:
    assert {"adviser_on", "guardian_on"}.isdisjoint(prepared(vault, review_id))
    vault.act(put, ProtectionPlan(child_id=child_id, started_on=ENTERED, adviser_on=date(2026, 2, 2)))
    vault.act(put, Proceedings(child_id=child_id, kind="CARE", started_on=ENTERED))
    vault.act(put, Proceedings(child_id=child_id, kind="CRIMINAL", started_on=date(2026, 9, 1)))
    found = prepared(vault, review_id)
    assert found["adviser_on"].on is None, "that was for the review before"
    assert found["guardian_on"].due == THIRD
    for key in ("adviser_on", "guardian_on"):
        vault.act(tick_prepared, review_id, key, TODAY)
        assert prepared(vault, review_id)[key].on == TODAY
    ended = {"ended_on": date(2026, 9, 1)}
    over = two_reviews_of_another(vault)
    vault.act(put, ProtectionPlan(child_id=over[0], started_on=ENTERED, **ended))
    assert "adviser_on" not in prepared(vault, over[1])


def two_reviews_of_another(vault: Vault) -> tuple[str, str]:
    other = child(vault, "2")
    return other, vault.act(open_review, other, TODAY).result


def test_what_the_child_wants_comes_from_the_newest_talk_that_says_so(
    vault: Vault, child_id: str, review_id: str
) -> None:
    assert page(vault, review_id).wishes is None
    for on, given in (
        (date(2026, 4, 10), {"wants_talk": "Before the last one"}),
        (date(2026, 9, 1), {"wants_there": "Nan, not Mr Roe", "wants_talk": "Football", "wants_chair": True}),
        (date(2026, 9, 20), {"wants_talk": "Contact", "questions": "Can I move?", "wants_when": "After tea"}),
    ):
        values = {"held_on": on, "kind": "ALONE_BEFORE", "alone": True, **given}
        vault.act(log_consultation, child_id, values, TODAY)
    wishes = page(vault, review_id).wishes
    assert wishes is not None
    assert (wishes.on, wishes.there, wishes.where_when) == (date(2026, 9, 20), "Nan, not Mr Roe", "After tea")
    assert (wishes.chair, wishes.talk_about) == (True, "Contact\nCan I move?")


def test_a_time_in_school_hours_is_noticed(vault: Vault, review_id: str) -> None:
    assert page(vault, review_id).school_hours is False
    vault.act(save_review, review_id, {"booked_time": "10:30"})
    assert page(vault, review_id).school_hours is True
    vault.act(save_review, review_id, {"booked_time": "16:00"})
    assert page(vault, review_id).school_hours is False


def test_A7_calling_off_keeps_who_and_why_and_the_clock_does_not_move(vault: Vault, review_id: str) -> None:
    vault.act(save_review, review_id, {"booked_time": "10:00", "place": "school", "invited_on": TODAY})
    due = page(vault, review_id).due
    with pytest.raises(BadInput, match="Why"):
        vault.act(call_off, review_id, {"cancelled_by": "CARER", "why": ""}, TODAY)
    with pytest.raises(BadInput, match="for that day already"):
        same = {"new_on": THIRD, "new_time": "10:00", "cancelled_by": "CARER", "why": "ill"}
        vault.act(call_off, review_id, same, TODAY)
    moved = {"new_on": date(2026, 10, 19), "cancelled_by": "CARER", "why": "ill"}
    vault.act(call_off, review_id, moved, TODAY)
    found = page(vault, review_id)
    assert (found.fields.booked_for, found.fields.place) == (date(2026, 10, 19), "school")
    assert found.fields.invited_on is None
    assert found.due == due
    (off,) = found.meetings
    assert (off.on, off.at, off.state, off.cancelled_by, off.why) == (
        THIRD,
        "10:00",
        "POSTPONED",
        "CARER",
        "ill",
    )
    vault.act(call_off, review_id, {"cancelled_by": "IRO", "why": "snow"}, TODAY)
    found = page(vault, review_id)
    assert (found.fields.booked_for, [each.state for each in found.meetings]) == (
        None,
        ["POSTPONED", "CANCELLED"],
    )
    with pytest.raises(BadInput, match="nothing to call off"):
        vault.act(call_off, review_id, {"cancelled_by": "IRO", "why": "snow"}, TODAY)
    assert vault.act(open_review, found.child_id, TODAY).result == review_id, "no second one is made"
    vault.act(undo)
    assert page(vault, review_id).fields.booked_for == date(2026, 10, 19)


# In the meeting


def test_the_checklist_follows_the_facts_of_the_record(vault: Vault, child_id: str, review_id: str) -> None:
    special = {"Child protection plan", "Children's Guardian", "Immigration, age", "Leaflet about you"}
    assert special.isdisjoint(lines(vault, review_id))
    vault.act(put, ProtectionPlan(child_id=child_id, started_on=ENTERED))
    vault.act(put, Proceedings(child_id=child_id, kind="CARE", started_on=ENTERED))
    vault.act(put, Person(child_id=child_id, name="Ruth Calder", role="IRO", from_on=date(2026, 6, 1)))
    vault.act(save_child, child_id, {"nationality": "Eritrean"})
    assert special <= lines(vault, review_id)
    vault.act(save_child, child_id, {"nationality": "British", "leaflet_on": date(2026, 9, 2)})
    found = {line.words: line.covered for line in page(vault, review_id).checklist}
    assert "Immigration, age" not in found
    assert found["Leaflet about you"] is True, "the day it was given stands on the file"


def test_what_a_talk_told_the_child_need_not_be_ticked_again(vault: Vault) -> None:
    child_id = child(vault)
    review_id = vault.act(open_review, child_id, FIRST).result
    vault.act(save_review, review_id, held(FIRST, SECOND, covered=""))
    assert len(vault.ask(missing, review_id, FIRST)) == 3
    vault.act(put, Consultation(child_id=child_id, held_on=FIRST, told="ADVOCATE COMPLAINT"))
    assert [sentence for _, sentence in vault.ask(missing, review_id, FIRST)] == [
        "Give Sam the leaflet about you, and tick it on the checklist."
    ]


def test_an_item_left_out_has_its_reason_and_a_tick_takes_it_back(vault: Vault, review_id: str) -> None:
    health = "HEALTH HA HA_RECS"
    with pytest.raises(BadInput, match="Say why"):
        vault.act(leave_out, review_id, health, " ")
    vault.act(leave_out, review_id, health, "The nurse was ill.")
    line = next(each for each in page(vault, review_id).checklist if each.code == health)
    assert (line.covered, line.why_not) == (False, "The nurse was ill.")
    vault.act(tick_item, review_id, health, True)
    line = next(each for each in page(vault, review_id).checklist if each.code == health)
    assert (line.covered, line.why_not) == (True, "")
    assert page(vault, review_id).fields.not_covered == ""
    with pytest.raises(BadInput, match="not on the checklist"):
        vault.act(tick_item, review_id, "TEETH", True)


def test_a_first_review_may_leave_out_what_must_be_told_only_with_a_reason(vault: Vault) -> None:
    review_id = vault.act(open_review, child(vault), FIRST).result
    vault.act(save_review, review_id, held(FIRST, SECOND, covered="ADVOCACY COMPLAINTS"))
    assert [name for name, _ in vault.ask(missing, review_id, FIRST)] == ["covered"]
    vault.act(save_review, review_id, {"not_covered": "IRO_LEAFLET"})
    ((name, sentence),) = vault.ask(missing, review_id, FIRST)
    assert (name, "Leaflet about you" in sentence) == ("not_covered", True)
    vault.act(leave_out, review_id, "IRO_LEAFLET", "Sam is in hospital.")
    assert vault.ask(missing, review_id, FIRST) == ()


def test_health_recommendations_follow_the_child_until_they_are_done(
    vault: Vault, child_id: str, review_id: str
) -> None:
    made = {"made_on": date(2026, 5, 20), "by_when": date(2026, 7, 1)}
    glasses = vault.act(put, Recommendation(child_id=child_id, text="Glasses", **made)).result
    old = {"status": "DONE", "closed_on": date(2026, 2, 2)}
    vault.act(put, Recommendation(child_id=child_id, text="Long ago", made_on=FIRST, **old))
    (line,) = page(vault, review_id).health
    assert (line.id, line.late) == (glasses, True)
    vault.act(answer_advice, glasses, "NOT_DONE", "No optician.", TODAY)
    (line,) = page(vault, review_id).health
    assert (line.status, line.reason, line.closed_on) == ("NOT_DONE", "No optician.", None)
    vault.act(answer_advice, glasses, "DONE", "", TODAY)
    assert page(vault, review_id).health[0].closed_on == TODAY


# After


def test_A4_A5_a_series_is_complete_with_its_last_meeting(vault: Vault, review_id: str) -> None:
    vault.act(save_review, review_id, held(THIRD, date(2027, 4, 1)))
    school = vault.act(add_meeting, review_id, {"on": THIRD, "state": "HELD", "who": "school"}, THIRD).result
    parents = vault.act(add_meeting, review_id, {"on": date(2026, 10, 22), "who": "parents"}, THIRD).result
    assert page(vault, review_id, THIRD).fields.format == "SERIES"
    ((name, sentence),) = vault.ask(missing, review_id, THIRD)
    assert (name, "Thu 22 Oct" in sentence) == ("completed_on", True)
    with pytest.raises(NotComplete):
        vault.act(complete_review, review_id, THIRD)
    with pytest.raises(BadInput, match="not come yet"):
        vault.act(change_meeting, parents, {"state": "HELD"}, THIRD)
    later = date(2026, 10, 22)
    vault.act(change_meeting, parents, {"state": "HELD"}, later)
    vault.act(complete_review, review_id, later)
    done = page(vault, review_id, later)
    assert (done.fields.opened_on, done.fields.completed_on) == (THIRD, later)
    assert school != parents


def test_A1_A2_a_review_is_adjourned_once_for_20_working_days_with_the_delay_weighed(
    vault: Vault, review_id: str
) -> None:
    given = {"adjourned_on": THIRD, "adjourned_why": "No report", "delay_weighed": " "}
    with pytest.raises(BadInput, match=r"What waiting does: .*\(A2\)"):
        vault.act(adjourn, review_id, given, THIRD)
    vault.act(adjourn, review_id, {**given, "delay_weighed": "A month; Mum and Sam agree."}, THIRD)
    found = page(vault, review_id, THIRD)
    assert found.fields.opened_on == THIRD
    assert found.adjourned_until is not None and found.adjourned_until.due == date(2026, 11, 12)
    with pytest.raises(BadInput, match="adjourned once only"):
        vault.act(adjourn, review_id, {**given, "delay_weighed": "Again."}, date(2026, 10, 20))
    vault.act(save_review, review_id, held(THIRD, date(2027, 4, 1)))
    with pytest.raises(NotComplete) as refused:
        vault.act(complete_review, review_id, date(2026, 11, 20), date(2026, 11, 13))
    assert [name for name, _ in refused.value.missing] == ["late_reason"]


def test_the_participation_code_says_what_it_rests_on(vault: Vault, child_id: str, review_id: str) -> None:
    def points() -> tuple[str | None, str]:
        found = page(vault, review_id, THIRD)
        return found.suggestion, found.suggestion_why

    assert points() == (None, "Nothing says yet whether Sam was there.")
    vault.act(save_review, review_id, {"there": "Mrs Roe, Sam (part), G. Adeyemi"})
    assert points() == (None, "Sam was there; how views were given is not noted.")
    vault.act(put_notes, review_id, [(None, "SAID", "I like it.", "")])
    assert points() == ("PN1", "Sam was there; own words are noted.")
    vault.act(put_notes, review_id, [])
    vault.act(save_review, review_id, {"there": "Mrs Roe, Samir Khan"})
    assert points()[1].startswith("Sam is not named under who was there")
    vault.act(save_review, review_id, {"absence": "CHOSE"})
    assert points() == ("PN7", "Sam was not there; no views are on the record since the last review.")
    for kind, code, why in (
        ("VIA_OTHER", None, "somebody passed the views on"),
        ("TEXT_EMAIL", "PN6", "a message came Mon 28 Sep"),
        ("ALONE_BEFORE", "PN5", "you have the views from Mon 28 Sep"),
        ("ADVOCATE", "PN5", "an advocate has the views from Mon 28 Sep"),
    ):
        vault.act(put, Consultation(child_id=child_id, held_on=TODAY, kind=kind, own_words="Stay."))
        assert points() == (code, f"Sam was not there; {why}.")
    assert page(vault, review_id, THIRD).fields.participation == ""


def test_PN0_is_suggested_up_to_the_fourth_birthday(vault: Vault) -> None:
    small = vault.act(open_review, child(vault, "2", born=date(2022, 1, 31)), FIRST).result
    found = vault.ask(review_page, small, FIRST)
    assert (found.suggestion, found.suggestion_why) == ("PN0", "Sam is under 4 until Sat 31 Jan 2026.")


def test_PN7_needs_its_reason_and_what_was_tried(vault: Vault, review_id: str) -> None:
    vault.act(save_review, review_id, held(THIRD, date(2027, 4, 1), participation="PN7"))
    assert [name for name, _ in vault.ask(missing, review_id, THIRD)] == ["absence", "tried"]
    vault.act(save_review, review_id, {"absence": "MISSING", "tried": "Two calls and a letter."})
    assert vault.ask(missing, review_id, THIRD) == ()


def test_the_suggested_next_day_is_within_the_law_and_in_term(vault: Vault, review_id: str) -> None:
    assert page(vault, review_id).suggested_next is None
    vault.act(save_review, review_id, {"opened_on": THIRD})
    found = page(vault, review_id, THIRD)
    assert found.next_due is not None and found.next_due.due == date(2027, 4, 15)
    assert found.suggested_next == date(2027, 4, 8)


def test_a_complete_review_takes_no_more_meetings(vault: Vault, child_id: str, review_id: str) -> None:
    review(vault, child_id, THIRD, date(2027, 4, 1))
    with pytest.raises(BadInput, match="complete"):
        vault.act(add_meeting, review_id, {"on": THIRD}, THIRD)


def test_the_age_is_that_of_today_as_on_every_other_page(vault: Vault, child_id: str, review_id: str) -> None:
    vault.act(save_child, child_id, {"born": date(2014, 11, 3)})
    vault.act(save_review, review_id, {"booked_for": date(2026, 11, 20)})
    assert page(vault, review_id, date(2026, 11, 2)).age == 11
    assert page(vault, review_id, date(2026, 11, 3)).age == 12
