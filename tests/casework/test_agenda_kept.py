"""What others do and the IRO watches: asked about once where nothing is kept, missed where it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from on_record import TODAY, OnRecord, empty_record

from iro_tui.casework.agenda import Item, agenda
from iro_tui.casework.due import due_of
from iro_tui.casework.files import open_files
from iro_tui.casework.item import WATCHED
from iro_tui.casework.settings import save_rule
from iro_tui.casework.snoozes import snooze
from iro_tui.record.tables import (
    HealthAssessment,
    MissingEpisode,
    PathwayStep,
    Pep,
    PeriodOfCare,
    Placement,
    Sdq,
    SecurePanel,
    Visit,
)

LONG_AGO = date(2024, 1, 8)


@pytest.fixture
def put() -> Iterator[OnRecord]:
    with empty_record() as record:
        yield record


def items(put: OnRecord, kind: str, today: date = TODAY) -> list[Item]:
    return [item for item in agenda(put.session, today) if item.kind == kind]


def only(put: OnRecord, kind: str, today: date = TODAY) -> Item:
    (found,) = items(put, kind, today)
    return found


def says(item: Item) -> tuple[date, str, str, bool]:
    return item.due, item.rule, item.sign, item.late


def old_hand(put: OnRecord, **given: Any) -> str:
    """A child looked after for years, with reviews in order and nothing else on the record."""
    child = put.child(since=LONG_AGO, **given)
    put.held(child, date(2024, 2, 2), date(2024, 4, 30), date(2026, 9, 1), distributed_on=date(2026, 9, 20))
    return child


def start(put: OnRecord, child: str, **given: Any) -> None:
    """A period of care that began lately, with what was written down about its start."""
    put.put(PeriodOfCare(child_id=child, started_on=date(2026, 11, 9), **given))


def settled_start(put: OnRecord, *, since: date, **given: Any) -> str:
    child = put.child(**given)
    put.put(PeriodOfCare(child_id=child, started_on=since, iro_named_on=since, care_plan_on=since))
    return child


def test_years_of_an_empty_history_ask_nothing(put: OnRecord) -> None:
    for number in range(5):
        put.placement(old_hand(put, born=date(2010 + number, 5, 1)), "U4", LONG_AGO)
    kinds = {item.kind for day in range(60) for item in agenda(put.session, TODAY + timedelta(days=day))}
    assert not kinds & (WATCHED - {"PATHWAY", "STAYING_PUT"})


def test_P1_and_P1_NAMED_are_one_question_until_a_day_is_given(put: OnRecord) -> None:
    child = put.child(born=date(2025, 6, 1))
    start(put, child, care_plan_on=date(2026, 11, 9))
    told = only(put, "TOLD", date(2026, 11, 11))  # 2 working days after Mon 9 Nov
    assert says(told) == (date(2026, 11, 11), "P1", "open", False)
    assert items(put, "TOLD", date(2026, 11, 10)) == [], "not before its day"
    put.session.get_one(PeriodOfCare, told.subject_id).iro_told_on = date(2026, 11, 10)  # type: ignore[union-attr]
    assert only(put, "TOLD", date(2026, 11, 17)).rule == "P1_NAMED"
    put.session.get_one(PeriodOfCare, told.subject_id).iro_named_on = date(2026, 11, 10)  # type: ignore[union-attr]
    assert items(put, "TOLD", date(2026, 11, 17)) == []


def test_CARE_PLAN_is_asked_for_around_its_day_and_goes(put: OnRecord) -> None:
    child = put.child(born=date(2025, 6, 1))
    start(put, child, iro_named_on=date(2026, 11, 10))
    put.placement(child, "U4", date(2026, 11, 11), plan_on=date(2026, 11, 11))
    put.put(Visit(child_id=child, visited_on=date(2026, 11, 12)))
    assert items(put, "CARE_PLAN", date(2026, 11, 24)) == []
    # Ten working days after the placement, not after becoming looked after.
    assert says(only(put, "CARE_PLAN", date(2026, 11, 25))) == (
        date(2026, 11, 25),
        "CARE_PLAN",
        "open",
        False,
    )
    assert says(only(put, "CARE_PLAN", date(2026, 12, 2))) == (date(2026, 12, 2), "CARE_PLAN", "open", False)
    assert items(put, "CARE_PLAN", date(2026, 12, 3)) == []


def test_PLACEMENT_PLAN_is_missed_once_plans_are_kept(put: OnRecord) -> None:
    child = settled_start(put, since=LONG_AGO, born=date(2025, 1, 1))
    moved = put.placement(child, "U6", date(2026, 11, 2))
    asked = only(put, "PLACEMENT_PLAN", date(2026, 11, 11))
    assert (asked.late, asked.once, asked.subject_id) == (False, True, moved)
    assert items(put, "PLACEMENT_PLAN", TODAY) == []
    put.placement(child, "U4", LONG_AGO, date(2026, 11, 2), plan_on=LONG_AGO)
    assert says(only(put, "PLACEMENT_PLAN")) == (date(2026, 11, 9), "PLACEMENT_PLAN", "late", True)
    put.session.get_one(Placement, moved).plan_on = date(2026, 11, 20)
    assert items(put, "PLACEMENT_PLAN") == []


def test_RHA_worked_example_21_is_coming_due_and_late(put: OnRecord) -> None:
    child = old_hand(put, born=date(2021, 9, 14))
    put.put(HealthAssessment(child_id=child, held_on=date(2026, 5, 20), report_on=date(2026, 6, 1)))
    assert items(put, "HEALTH", date(2027, 5, 12)) == []
    assert says(only(put, "HEALTH", date(2027, 5, 13))) == (date(2027, 5, 20), "RHA", "coming", False)
    assert says(only(put, "HEALTH", date(2027, 7, 1))) == (date(2027, 5, 20), "RHA", "late", True)
    put.put(HealthAssessment(child_id=child, held_on=date(2027, 6, 30), kind="OTHER"))
    assert only(put, "HEALTH", date(2027, 7, 1)).late, "another check is no assessment"
    put.put(HealthAssessment(child_id=child, held_on=date(2027, 6, 30)))
    assert items(put, "HEALTH", date(2027, 7, 1)) == []


def test_IHA_wants_its_report(put: OnRecord) -> None:
    child = settled_start(put, since=date(2026, 11, 2), born=date(2025, 6, 1))
    assert only(put, "HEALTH", date(2026, 11, 30)).note == "first, none yet"
    put.put(HealthAssessment(child_id=child, kind="INITIAL", held_on=date(2026, 11, 20)))
    waits = only(put, "HEALTH", date(2026, 12, 1))
    assert (waits.note, waits.rule, waits.late) == ("no report yet", "IHA", True)
    save_rule(put.session, "IHA", False)
    assert items(put, "HEALTH", date(2026, 12, 1)) == []


def test_SDQ_yearly_once_one_was_answered(put: OnRecord) -> None:
    child = old_hand(put)
    put.put(Sdq(child_id=child, answered_on=date(2025, 11, 26), score=14))
    assert says(only(put, "SDQ")) == (date(2026, 11, 26), "SDQ", "coming", False)
    assert only(put, "SDQ", date(2027, 1, 4)).late


def test_PEP_TERM_by_the_end_of_the_next_term(put: OnRecord) -> None:
    child = old_hand(put)
    put.put(Pep(child_id=child, held_on=date(2026, 6, 10)))
    autumn_ends = date(2026, 12, 18)
    assert items(put, "PEP", date(2026, 12, 10)) == []
    assert says(only(put, "PEP", date(2026, 12, 14))) == (autumn_ends, "PEP_TERM", "coming", False)
    assert only(put, "PEP", date(2027, 1, 11)).late


def test_PEP_FIRST_is_not_asked_for_a_baby(put: OnRecord) -> None:
    baby = settled_start(put, since=date(2026, 11, 2), born=date(2025, 6, 1))
    pupil = settled_start(put, since=date(2026, 11, 2))
    assert [item.child_id for item in items(put, "PEP", date(2026, 11, 16))] == [pupil] != [baby]


@pytest.mark.parametrize(
    ("placement", "legal", "given", "interval"),
    [
        ("U6", "C2", {}, 42),
        ("P1", "C1", {}, 28),
        ("P1", "C2", {}, 42),
        ("U6", "C2", {"visits": "TEMPORARY_CARER"}, 28),
        ("U4", "C2", {"lasts": True}, 92),
        ("U4", "C2", {"long_term_on": date(2025, 3, 3)}, 92),
    ],
)
def test_VISITS_by_placement_and_legal_status(
    put: OnRecord, placement: str, legal: str, given: dict[str, Any], interval: int
) -> None:
    child = old_hand(put)
    put.placement(child, placement, LONG_AGO, **given)
    put.legal(child, legal, LONG_AGO)
    last = date(2026, 8, 24)
    put.put(Visit(child_id=child, visited_on=last))
    due = last + timedelta(days=interval)
    assert (only(put, "VISIT", due).due, only(put, "VISIT", due).late) == (due, False)
    assert only(put, "VISIT", due + timedelta(days=1)).late
    put.put(Visit(child_id=child, visited_on=due))
    assert items(put, "VISIT", due + timedelta(days=1)) == []


def test_VISITS_first_one_a_week_after_the_placement(put: OnRecord) -> None:
    child = settled_start(put, since=LONG_AGO, born=date(2025, 1, 1))
    put.placement(child, "U6", date(2026, 11, 16), plan_on=date(2026, 11, 16))
    asked = only(put, "VISIT", date(2026, 11, 23))
    assert (asked.due, asked.once, asked.rule) == (date(2026, 11, 23), True, "VISITS")
    put.put(Visit(child_id=child, visited_on=date(2026, 11, 2)))  # in the placement before
    assert says(only(put, "VISIT", date(2026, 11, 25))) == (date(2026, 11, 23), "VISITS", "late", True)


def test_C11_no_visit_is_due_for_adoption_once_a_review_says_how_often(put: OnRecord) -> None:
    child = old_hand(put, born=date(2025, 1, 1))
    put.placement(child, "A3", date(2026, 8, 3))
    put.put(Visit(child_id=child, visited_on=date(2026, 8, 10)))
    assert items(put, "VISIT") == []


@pytest.mark.parametrize("settled", [{"interview_on": date(2026, 11, 20)}, {"accepted": False}])
def test_RHI_seventy_two_hours_until_it_is_held_or_declined(put: OnRecord, settled: dict[str, Any]) -> None:
    child = old_hand(put)
    back = {"gone_on": date(2026, 11, 17), "back_on": date(2026, 11, 18)}
    put.put(MissingEpisode(child_id=child, back_at="22:40", **back, **settled))
    assert items(put, "INTERVIEW") == []
    row = put.put(MissingEpisode(child_id=child, back_at="22:40", **back))
    found = only(put, "INTERVIEW")
    assert (found.due, found.late, found.subject_id, found.note) == (
        date(2026, 11, 21),
        True,
        row,
        "back 18 Nov",
    )
    assert not only(put, "INTERVIEW", date(2026, 11, 21)).late
    put.session.get_one(MissingEpisode, row).offered_on = date(2026, 11, 19)
    offered = only(put, "INTERVIEW")
    assert (offered.sign, offered.late, offered.note) == ("ask", False, "offered, not held")


def test_RHI_of_long_ago_and_of_a_child_still_missing_is_quiet(put: OnRecord) -> None:
    child = old_hand(put)
    put.put(MissingEpisode(child_id=child, gone_on=date(2026, 6, 1), back_on=date(2026, 6, 2)))
    put.put(MissingEpisode(child_id=child, gone_on=date(2026, 11, 20)))
    assert items(put, "INTERVIEW") == []


def test_PATHWAY_REVIEW_six_months_after_the_plan(put: OnRecord) -> None:
    child = old_hand(put, born=date(2010, 1, 4))
    put.put(PathwayStep(child_id=child, kind="NEEDS", done_on=date(2026, 4, 1)))
    put.put(PathwayStep(child_id=child, kind="PLAN", done_on=date(2026, 5, 18)))
    assert says(only(put, "PATHWAY")) == (date(2026, 11, 18), "PATHWAY_REVIEW", "late", True)
    put.put(PathwayStep(child_id=child, kind="REVIEW", done_on=date(2026, 11, 17)))
    assert items(put, "PATHWAY") == []


def test_PATHWAY_asks_for_the_plan_after_the_assessment(put: OnRecord) -> None:
    child = put.child(born=date(2010, 5, 10), since=date(2026, 3, 2))
    put.put(PathwayStep(child_id=child, kind="NEEDS", done_on=date(2026, 8, 20)))
    assert only(put, "PATHWAY", date(2026, 8, 27)).title == "Pathway plan"


def test_STAYING_PUT_at_the_first_review_from_sixteen_in_foster_care(put: OnRecord) -> None:
    child = old_hand(put, born=date(2010, 10, 5))
    put.booked(child, date(2026, 11, 26))
    put.placement(child, "U4", LONG_AGO)
    found = only(put, "STAYING_PUT")
    assert (found.due, found.rule, found.late) == (date(2026, 11, 26), "STAYING_PUT", False)
    put.put(PathwayStep(child_id=child, kind="STAYING_PUT", done_on=TODAY))
    assert items(put, "STAYING_PUT") == []


def test_C13_panels_that_were_held_count_and_a_missed_one_is_late(put: OnRecord) -> None:
    child = settled_start(put, since=date(2025, 6, 2))
    put.placement(child, "K1", date(2026, 1, 31))
    put.put(SecurePanel(child_id=child, held_on=date(2026, 2, 20)))
    assert only(put, "PANEL", date(2026, 5, 18)).due == date(2026, 5, 20)
    assert only(put, "PANEL", date(2026, 6, 1)).late


def test_F2_stands_on_its_day_and_goes_because_silence_means_agreed(put: OnRecord) -> None:
    child = old_hand(put)
    review = put.held(child, date(2026, 11, 12))
    put.entry(child, "DECISIONS", review, date(2026, 11, 13), uploaded=date(2026, 11, 16))
    assert items(put, "OBJECTION", date(2026, 11, 19)) == []
    assert says(only(put, "OBJECTION", date(2026, 11, 20))) == (date(2026, 11, 23), "F2", "coming", False)
    assert items(put, "OBJECTION", date(2026, 11, 24)) == []


def test_F3_of_an_earlier_review_falls_away_with_the_next(put: OnRecord) -> None:
    child = old_hand(put)
    put.held(child, date(2026, 11, 2), plan_updated_on=date(2026, 11, 5))
    assert items(put, "PLAN_UPDATE") == []


def test_F3_is_asked_once_and_missed_where_it_is_kept(put: OnRecord) -> None:
    child = old_hand(put)
    review = put.held(child, date(2026, 10, 21))
    asked = only(put, "PLAN_UPDATE", date(2026, 11, 4))
    assert (asked.due, asked.rule, asked.subject_id) == (date(2026, 11, 4), "F3", review)
    assert items(put, "PLAN_UPDATE") == []
    other = old_hand(put)
    put.held(other, date(2026, 10, 1), plan_updated_on=date(2026, 10, 9))
    put.held(other, date(2026, 10, 21))
    assert [item.child_id for item in items(put, "PLAN_UPDATE") if item.late] == [other]


def test_a_new_child_brings_one_question_that_names_the_others(put: OnRecord) -> None:
    child = put.child()
    start(put, child)
    put.placement(child, "U4", date(2026, 11, 9))
    (asked,) = [item for item in agenda(put.session, date(2026, 11, 17)) if item.once]
    assert (asked.kind, asked.then) == (
        "TOLD",
        "Nor is there: placement plan, first visit to this placement.",
    )


def test_what_is_watched_can_be_put_off_though_it_is_late_in_law(put: OnRecord) -> None:
    child = old_hand(put)
    put.placement(child, "U4", LONG_AGO)
    put.put(Visit(child_id=child, visited_on=date(2026, 9, 1)))
    late = only(put, "VISIT")
    assert (late.late, late.in_law) == (True, False)
    snooze(put.session, child, "VISIT", late.key, date(2026, 11, 30), "The worker is back then", TODAY)
    assert items(put, "VISIT", date(2026, 11, 27)) == []
    assert len(items(put, "VISIT", date(2026, 11, 30))) == 1


def test_every_watched_line_fits_its_columns(put: OnRecord) -> None:
    child = old_hand(put, born=date(2010, 10, 5))
    put.placement(child, "K1", date(2026, 9, 28))
    put.put(Visit(child_id=child, visited_on=date(2026, 9, 29)))
    put.put(Sdq(child_id=child, answered_on=date(2025, 9, 29), score=3))
    files = open_files(put.session, TODAY).values()
    for item in (item for file in files for item in due_of(file, TODAY)):
        assert len(item.word) <= 10
        assert "…" not in item.note
        assert all(len(label) <= 20 for label, _ in item.working)
