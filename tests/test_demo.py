"""The invented caseload: believable, lawful and alive on any day, the same for the same day and seed."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told_story import DAYS, SUNDAY, everything, held, of, rows, texts, told

from iro_tui.casework.agenda import agenda, counts, weeks
from iro_tui.casework.item import WATCHED
from iro_tui.demo import make_demo
from iro_tui.demo.phrases import lines
from iro_tui.demo.story import tell
from iro_tui.record.base import Asker
from iro_tui.record.forms import layout
from iro_tui.record.nouns import shape_of
from iro_tui.record.tables import (
    Alert,
    AlertMove,
    Child,
    Consultation,
    Decision,
    LegalStatus,
    Midway,
    Note,
    OutboxEntry,
    PeriodOfCare,
    Person,
    Placement,
    Review,
)
from iro_tui.rules.clock import next_review
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import age, birthday
from iro_tui.rules.participation import problems
from iro_tui.rules.situation import Situation, clock_in
from iro_tui.rules.working_days import add_months, add_working_days, is_working_day
from iro_tui.vault.key import Cost
from iro_tui.vault.store import Vault


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_row_is_what_a_form_would_have_taken(today: date) -> None:
    written = [table for table, found in told(today).book.rows.items() if found]
    forms = {table: (shape_of(table), layout(shape_of(table))) for table in written}
    for table, row in everything(today):
        shape, fields = forms[table]
        made = shape.model_validate({name: row[name] for name in shape.model_fields})
        assert made.problems(Asker(today)) == {}, (table, row)
        assert set(row) == set(table.model_fields), table
        for field in fields:
            value = row[field.name]
            if field.past and value is not None:
                assert value <= today, (table, field.name, row)
            if field.choices and value:
                chosen = value.split() if field.kind == "choices" else [value]
                assert set(chosen) <= {code for code, _ in field.choices}, (table, field.name, row)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_nothing_has_happened_that_lies_ahead(today: date) -> None:
    past = {
        Review: ("opened_on", "completed_on", "distributed_on", "report_on", "plan_on"),
        Decision: ("closed_on",),
        Consultation: ("held_on",),
        Midway: ("held_on",),
        Alert: ("raised_on", "closed_on"),
        AlertMove: ("moved_on",),
        OutboxEntry: ("made_on", "uploaded_on"),
        Placement: ("started_on", "ended_on"),
        LegalStatus: ("started_on", "ended_on"),
        PeriodOfCare: ("started_on",),
        Person: ("from_on", "until_on"),
    }
    for table, columns in past.items():
        for row in rows(today, table):
            for column in columns:
                assert row[column] is None or row[column] <= today, (table, column, row)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_C1_C5_reviews_keep_the_clock_and_late_ones_have_a_reason(today: date) -> None:
    for child in rows(today, Child):
        (period,) = of(today, PeriodOfCare, child)
        done = held(today, child)
        judged = clock_in(Situation(period["started_on"]), [row["completed_on"] for row in done]).reviews
        for row, verdict in zip(done, judged, strict=True):
            assert bool(row["late_reason"]) == (not verdict.on_time), (row, verdict)
            assert is_working_day(row["completed_on"])
            assert row["kind"] == {1: "FIRST", 2: "SECOND"}.get(verdict.number, "SUBSEQUENT")
            assert row["opened_on"] <= row["completed_on"] <= add_working_days(row["opened_on"], 20)
            if not row["source"]:
                assert row["next_on"] > row["completed_on"] and row["child_views"] and row["iro_view"]
        assert child["born"] < period["started_on"] < today


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_C8_every_child_is_under_eighteen_at_the_next_review_and_it_is_booked_in_time(today: date) -> None:
    overdue = 0
    for child in rows(today, Child):
        (period,) = of(today, PeriodOfCare, child)
        (booked,) = [row for row in of(today, Review, child) if not row["opened_on"]]
        due = next_review(
            period["started_on"], [row["completed_on"] for row in held(today, child)], born=child["born"]
        )
        assert due is not None and booked["booked_for"] <= due.due
        assert booked["booked_for"] < birthday(child["born"], 18)
        overdue += due.due < today
        if not (due.due < today):
            assert booked["booked_for"] >= today
        soon = booked["booked_for"] - today <= timedelta(weeks=6)
        assert soon or not booked["place"]
    assert overdue == 1


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_rules_440_441_participation_fits_the_age(today: date) -> None:
    born = {child["id"]: child["born"] for child in rows(today, Child)}
    for row in rows(today, Review):
        if row["completed_on"]:
            assert problems(row["participation"], born[row["child_id"]], row["completed_on"]) is None, row


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_first_reviews_told_about_advocate_complaints_and_leaflet(today: date) -> None:
    firsts = [row for row in rows(today, Review) if row["kind"] == "FIRST" and row["completed_on"]]
    here = [row for row in firsts if not row["source"]]
    assert here
    for row in here:
        assert {"ADVOCACY", "COMPLAINTS", "IRO_LEAFLET"} <= set(row["covered"].split())


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_homes_orders_and_workers_follow_each_other_without_a_gap(today: date) -> None:
    for child in rows(today, Child):
        (period,) = of(today, PeriodOfCare, child)
        workers = [
            {"started_on": row["from_on"], "ended_on": row["until_on"]}
            for row in of(today, Person, child)
            if row["role"] == "SOCIAL_WORKER"
        ]
        for chain in (of(today, Placement, child), of(today, LegalStatus, child), workers):
            assert chain[0]["started_on"] == period["started_on"]
            assert [row["ended_on"] for row in chain[:-1]] == [row["started_on"] for row in chain[1:]]
            assert chain[-1]["ended_on"] is None
            assert all(row["ended_on"] is None or row["started_on"] < row["ended_on"] for row in chain)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_supported_accommodation_never_under_sixteen_and_parents_need_their_provider(today: date) -> None:
    born = {child["id"]: child["born"] for child in rows(today, Child)}
    for row in rows(today, Placement):
        if row["kind"] in ("K3", "H5"):
            assert age(born[row["child_id"]], row["started_on"]) >= 16
        assert (row["kind"] == "P1") == (row["provider"] == "PR0")


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_Today_is_alive(today: date, home: Path, cheap: Cost) -> None:
    with Vault.create(home, "x" * 20, cost=cheap, now=lambda: datetime(2026, 11, 22, tzinfo=UTC)) as vault:
        made = make_demo(vault, today)
        assert made.children == 63
        items = vault.ask(agenda, today)
        summary = counts([each for each in items if each.kind not in WATCHED], today)
        ahead = vault.ask(weeks, today, 5)
    assert summary.late == 3
    late = {item.kind for item in items if item.late}
    assert late - WATCHED == {"REVIEW", "MIDWAY", "LETTER"}
    watched = [item for item in items if item.kind in WATCHED]
    assert len(watched) <= 8
    assert 1 <= sum(item.late for item in watched) <= 4
    assert summary.alerts_open == 5
    assert 3 <= summary.to_upload <= 5
    assert 4 <= summary.letters_owed <= 6
    monday = today + timedelta(days=7 - today.weekday() if today.weekday() > 4 else -today.weekday())
    left = [day for n in range(5) if (day := monday + timedelta(days=n)) >= today and is_working_day(day)]
    if len(left) >= 3:
        assert 8 <= summary.this_week <= 14
    elif left:
        assert 5 <= summary.this_week <= 14
    assert [week.reviews for week in ahead if week.over] == [8]
    kinds = {item.kind for item in items}
    assert kinds - WATCHED - {"PREPARE", "WHY_LATE"} == {
        "REVIEW",
        "MIDWAY",
        "SPEAK",
        "DECISIONS",
        "LETTER",
        "UPLOAD",
        "ALERT",
    }


def test_the_caseload_has_the_proportions_of_the_reports() -> None:
    children = rows(SUNDAY, Child)
    bands = Counter(
        next(
            b.code for b in codes("age_band").values() if int(b.columns["max_age"]) >= age(c["born"], SUNDAY)
        )
        for c in children
    )
    assert bands == {"A0_4": 6, "A5_9": 8, "A10_15": 22, "A16_17": 27}
    groups = Counter(codes("ethnicity")[child["ethnicity"]].columns["group5"] for child in children)
    wanted = {"White": 12, "Mixed/ Multiple": 11, "Asian or Asian British": 8, "Black or Black British": 21}
    for group, number in wanted.items():
        assert abs(groups[group] - number) <= 2, groups
    assert 4 <= sum(child["uasc"] for child in children) <= 8
    assert sum(bool(child["sibling_group"]) for child in children) == 11
    assert sum(not held(SUNDAY, child) for child in children) == 2
    assert 3 <= sum(bool(child["known_as"]) for child in children) <= 16
    assert 3 <= sum(child["reading_support"] for child in children) <= 14
    assert sum(bool(child["why_in_care"]) for child in children) >= 45
    assert {row["code"] for row in rows(SUNDAY, LegalStatus)} >= {"C1", "C2", "V2", "E1"}
    assert {row["kind"] for row in rows(SUNDAY, Placement)} >= {"U4", "U6", "K2", "K3", "P1"}


def test_about_one_review_in_six_was_late_and_three_in_four_over_fours_spoke() -> None:
    done = [row for today in DAYS[:5] for row in rows(today, Review) if row["completed_on"]]
    late = sum(bool(row["late_reason"]) for row in done) / len(done)
    assert 0.13 < late < 0.21
    over_four = [row["participation"] for row in done if row["participation"] != "PN0"]
    share = {code: number / len(over_four) for code, number in Counter(over_four).items()}
    assert 0.70 < share["PN1"] < 0.83 and 0.10 < share["PN5"] < 0.20 and 0.03 < share["PN6"] < 0.09


def test_brothers_and_sisters_share_surname_mark_and_word_for_home() -> None:
    marked = [child for child in rows(SUNDAY, Child) if child["sibling_group"]]
    for mark in {child["sibling_group"] for child in marked}:
        family = [child for child in marked if child["sibling_group"] == mark]
        assert len(family) >= 2
        assert len({(child["surname"], child["home_word"]) for child in family}) == 1
        for child in family:
            named = {row["name"].split()[0] for row in of(SUNDAY, Person, child) if row["role"] == "SIBLING"}
            assert named == {other["first_name"] for other in family if other is not child}


def test_no_two_children_and_no_grown_up_share_a_first_name() -> None:
    names = [child["first_name"] for child in rows(SUNDAY, Child)]
    assert len(set(names)) == 63
    assert len({child["mosaic_id"] for child in rows(SUNDAY, Child)}) == 63
    grown_up = {line["name"] for line in lines("adult_first_names")} | {
        line["name"].split()[0] for line in lines("workers")
    }
    assert not grown_up & {line["name"] for line in lines("first_names")}


@pytest.mark.parametrize("today", DAYS[:3], ids=str)
def test_numbers_and_addresses_are_those_kept_for_stories(today: date) -> None:
    number = re.compile(r"(020 7946 0\d{3}|01632 960\d{3}|07700 900\d{3})")
    for _, row in everything(today):
        for column in ("phone", "advocacy_phone"):
            if row.get(column):
                assert number.fullmatch(row[column]), row[column]
        if row.get("email"):
            assert row["email"].endswith("@example.org")
        if row.get("postcode"):
            assert re.fullmatch(r"ZZ\d{1,2} \d[A-Z]{2}", row["postcode"])


@pytest.mark.parametrize("today", DAYS[:4], ids=str)
def test_no_name_in_braces_is_left_and_no_sentence_is_empty(today: date) -> None:
    for table, row in everything(today):
        for text in texts(row):
            assert "{" not in text and "  " not in text and text == text.strip(), (table, text)
    for row in rows(today, Note) + rows(today, Decision):
        assert row["text"]
    assert all(row["who"] for row in rows(today, Decision))


def test_quotes_are_many_and_no_child_says_the_same_twice() -> None:
    assert len({line["text"] for line in lines("quotes")}) >= 80
    spoken = [(row["child_id"], row["own_words"]) for row in rows(SUNDAY, Consultation) if row["own_words"]]
    assert len(spoken) == len(set(spoken))
    assert len({words for _, words in spoken}) >= 80
    came_alone = {child["id"] for child in rows(SUNDAY, Child) if child["uasc"]}
    for table in (Consultation, Note):
        for row in rows(SUNDAY, table):
            mother = re.search(r"\b(Mum|Mummy|Dad|Nan)\b", row.get("own_words") or row.get("text") or "")
            assert not (mother and row["child_id"] in came_alone), row


@settings(max_examples=8, derandomize=True)
@given(st.dates(date(2021, 1, 1), date(2036, 12, 31)), st.integers(0, 10_000))
def test_any_day_and_any_seed_tell_a_whole_story(today: date, seed: int) -> None:
    story = tell(today, seed).book.rows
    assert len(story[Child]) == 63
    for child in story[Child]:
        assert 0 <= age(child["born"], today) <= 17
    since = add_months(today, -24)
    for row in story[Review]:
        assert not row["completed_on"] or row["completed_on"] < today
        assert not row["completed_on"] or bool(row["source"]) == (row["completed_on"] < since)
    assert sum(row["outcome"] == "OPEN" for row in story[Alert]) == 5
