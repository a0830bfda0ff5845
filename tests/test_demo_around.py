"""What stands around the reviews of the invented caseload: in time, in plausible numbers, and consistent."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
from sqlmodel import SQLModel
from told_story import DAYS, SUNDAY, everything, held, of, rows

from iro_tui.casework.decisions import closes
from iro_tui.casework.figures.counting import figures
from iro_tui.casework.figures.parts import Figure, Part
from iro_tui.casework.figures.spans import Span
from iro_tui.demo import throw_away
from iro_tui.record.tables import (
    Advocacy,
    AgeAssessment,
    Alert,
    AlertReply,
    Child,
    Contact,
    Decision,
    Event,
    Feedback,
    HealthAssessment,
    Immigration,
    IndependentVisitor,
    LegalStatus,
    MissingEpisode,
    OtherWork,
    OwnWord,
    PathwayStep,
    Pep,
    PeriodOfCare,
    Placement,
    Proceedings,
    Progress,
    ProtectionPlan,
    Recommendation,
    Review,
    ReviewMeeting,
    Schooling,
    Sdq,
    TypedFigure,
    ViewAnswer,
    Visit,
)
from iro_tui.rules.dates import age

FEW: dict[type[SQLModel], tuple[int, int]] = {
    Advocacy: (6, 14),
    AgeAssessment: (1, 7),
    Contact: (45, 80),
    Event: (8, 26),
    Feedback: (8, 14),
    HealthAssessment: (80, 220),
    Immigration: (5, 14),
    IndependentVisitor: (4, 28),
    MissingEpisode: (3, 20),
    OtherWork: (12, 20),
    OwnWord: (12, 24),
    Pep: (150, 420),
    ProtectionPlan: (3, 4),
    Recommendation: (60, 330),
    Schooling: (40, 120),
    Sdq: (35, 110),
    TypedFigure: (8, 12),
    ViewAnswer: (8, 90),
    Visit: (150, 600),
}


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_there_is_some_of_everything_and_not_too_much(today: date) -> None:
    for table, (least, most) in FEW.items():
        if table is Pep and not date(2025, 4, 1) < today < date(2030, 1, 1):
            continue  # School terms are known for these years.
        assert least <= len(rows(today, table)) <= most, (table, len(rows(today, table)))


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_what_is_past_has_happened(today: date) -> None:
    past = (
        *("visited_on", "held_on", "answered_on", "done_on", "asked_on", "given_on", "known_on", "gone_on"),
        *("back_on", "interview_on", "report_on", "granted_on", "considered_on", "guardian_on", "adviser_on"),
        *("invited_on", "agreed_on", "worker_on", "plan_updated_on", "child_told_on", "started_on"),
    )
    for table, row in everything(today):
        for column in past:
            assert row.get(column) is None or row[column] <= today, (table, column, row)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_each_thing_goes_with_the_age_and_the_law(today: date) -> None:
    for child in rows(today, Child):
        born, (period,) = child["born"], of(today, PeriodOfCare, child)
        assert all(4 <= age(born, row["answered_on"]) <= 16 for row in of(today, Sdq, child))
        assert all(age(born, row["held_on"]) >= 3 for row in of(today, Pep, child))
        assert all(age(born, row["done_on"]) >= 15 for row in of(today, PathwayStep, child))
        assert child["uasc"] or not of(today, Immigration, child)
        home = of(today, Placement, child)[-1]
        assert all(row["visited_on"] >= home["started_on"] for row in of(today, Visit, child))
        law = [row["code"] for row in of(today, LegalStatus, child) if not row["ended_on"]]
        running = [row for row in of(today, Proceedings, child) if not row["ended_on"]]
        assert len(running) == (law == ["C1"])
        schools = of(today, Schooling, child)
        assert [row["ended_on"] for row in schools[:-1]] == [row["started_on"] for row in schools[1:]]
        for row in of(today, HealthAssessment, child):
            assert row["held_on"] >= period["started_on"]
            assert row["report_on"] is None or row["report_on"] > row["held_on"]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_promise_stands_as_it_was_last_answered_and_a_few_slip_over_two_reviews(today: date) -> None:
    said = defaultdict(list)
    for row in rows(today, Progress):
        said[row["decision_id"]].append(row)
    slipped = 0
    for row in rows(today, Decision):
        answers = said[row["id"]]
        assert bool(answers) is (row["status"] != "OPEN"), row
        if answers:
            assert row["status"] in {each["status"] for each in answers}
            newest = max(each["answered_on"] for each in answers)
            assert not closes(row["status"]) or newest == row["closed_on"]
        slipped += row["first_by"] is not None and row["first_by"] < row["by_when"]
    assert 2 <= slipped <= 5


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_absence_has_its_reason_a_series_its_meetings_and_an_alert_its_answer(today: date) -> None:
    meetings = Counter(row["review_id"] for row in rows(today, ReviewMeeting))
    answered = {row["alert_id"] for row in rows(today, AlertReply)}
    for child in rows(today, Child):
        for row in held(today, child):
            if row["source"]:
                continue
            absent = row["participation"] in ("PN5", "PN6", "PN7")
            assert bool(row["absence"]) is absent, row
            assert meetings[row["id"]] == (2 if row["format"] == "SERIES" else 0)
    for row in rows(today, Alert):
        assert (row["id"] in answered) or row["outcome"] == "OPEN" or row["kind"] == "GOOD"
    assert sum(row["kind"] == "GOOD" for row in rows(today, Alert)) == 2


def test_the_figures_of_the_caseload_are_plausible() -> None:
    with throw_away(SUNDAY) as vault:
        found = vault.ask(figures, Span(2026, date(2026, 4, 1), date(2027, 3, 31)), SUNDAY)
    wanted = {
        6: (75, 92),
        14: (65, 88),
        20: (75, 98),
        23: (40, 90),
        24: (40, 90),
        36: (80, 100),
        37: (70, 100),
        47: (5, 25),
        51: (8, 30),
        53: (85, 100),
        54: (85, 100),
        55: (75, 100),
    }
    for number, (least, most) in wanted.items():
        value = found.figure(number).parts[0].value
        assert value is not None and least <= value <= most, (number, value)
    for number in (26, 28, 34, 40, 46, 49, 56, 57, 59, 61):
        assert found.figure(number).parts[0].value, number
    assert [figure.number for figure in found.all] == list(range(1, 63))
    for figure in found.all:
        for part in figure.parts:
            opens_as_many_as_it_says(figure, part)


WORKED_OUT = {(4, ""), (5, "MOST"), (5, "LEAST"), (7, "MEAN"), (25, "MEAN"), (45, ""), (56, "DAYS")}
"""Changes, means of months, days: no counts of records. Days and means open what they come from."""


def opens_as_many_as_it_says(figure: Figure, part: Part) -> None:
    """Every figure but the typed ones opens its records, as many as the number says, each once."""
    where = (figure.number, part.key)
    if figure.typed or where in WORKED_OUT:
        return
    assert len(part.rows) == part.top, where
    assert len({(row.child_id, row.subject) for row in part.rows}) == len(part.rows), where
    if part.unit == "percent" and figure.number != 47:  # a year's flow over one day's number
        assert part.out_of is not None and len(part.out_of) == part.bottom, where
        of = {(row.child_id, row.subject) for row in part.out_of}
        assert {(row.child_id, row.subject) for row in part.rows} <= of, where


def test_reviews_in_the_record_are_prepared() -> None:
    since = SUNDAY - timedelta(days=300)
    mine = [
        row for row in rows(SUNDAY, Review) if not row["source"] and (row["completed_on"] or since) > since
    ]
    assert sum(bool(row["invited_on"]) for row in mine) > 0.8 * len(mine)
    assert all(row["invited_on"] <= row["opened_on"] for row in mine if row["invited_on"])
