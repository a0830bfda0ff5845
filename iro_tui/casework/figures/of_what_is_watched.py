"""Figures 37, 38 and 47 to 59: midways, rights, and what the IRO watches others do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from iro_tui.casework.figures.evidence import BACK, Child, Evidence, Held, Row, a_child, a_row
from iro_tui.casework.figures.of_reviews import Counted
from iro_tui.casework.figures.parts import Behind, Part, count, percent
from iro_tui.casework.figures.spans import Span
from iro_tui.errors import BadInput
from iro_tui.rules.clock import later_review, midway_due, second_review
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import age, birthday
from iro_tui.rules.health import initial_health_assessment, review_health_assessment
from iro_tui.rules.pathway import eligible_from, pathway_assessment
from iro_tui.rules.school import usual_terms
from iro_tui.rules.situation import SHORT_BREAKS
from iro_tui.rules.working_days import add_months

SECURE = "K1"
AWAY = "A"
"""Away from the placement without authorisation: whereabouts known, so not missing (`missing.csv`)."""
PLAN_STEPS = ("NEEDS", "PLAN", "REVIEW")
RETURN_HOURS = timedelta(days=3)
"""72 hours; interviews are recorded by day, so the third day still counts."""


def of_what_is_watched(held: Sequence[Held], span: Span, evidence: Evidence) -> Counted:
    """Figures 37, 38 and 47 to 59 of one stretch."""
    on = span.last_day(evidence.today)
    children = evidence.open_children(on)
    every = [a_child(child) for child in children]
    return {
        37: _midways(span, evidence),
        38: _midways_by_method(span, evidence),
        47: (_referred(span, evidence, every),),
        48: _issues(span, evidence),
        50: (_told_of_advocacy(held),),
        51: _visitors(held, children, every, on, evidence),
        52: (_secure(children, on, evidence),),
        53: _health(children, every, on, evidence),
        54: (_pep(children, on, evidence),),
        55: (_pathway(children, on, evidence),),
        56: _two_plans(span, evidence),
        57: _missing(span, evidence),
        58: _permanence(held, span, evidence),
        59: (_workers(span, children, evidence),),
    }


def _midways(span: Span, evidence: Evidence) -> tuple[Part, ...]:
    """Each stretch between two reviews owes one; a review that was held before half-way supersedes it."""
    due: list[Behind] = []
    kinds: defaultdict[str, list[Behind]] = defaultdict(list)
    # A half-way day in this stretch belongs to a review of at most half a year before.
    wide = Span(span.year, add_months(span.start, -BACK), span.end)
    by_child: defaultdict[str, list[Held]] = defaultdict(list)
    for each in evidence.held(wide):
        by_child[each.child.id].append(each)
    for child_id, reviews in by_child.items():
        done = sorted(row["held_on"] for row in evidence.of("midway")[child_id])
        for each in reviews:
            half = _half_way(each, evidence)
            if half is None or not span.has(half) or (each.after_on and each.after_on <= half):
                continue
            until = each.after_on or date.max
            mine = [day for day in done if each.done_on < day < until]
            if not mine and (half >= evidence.today or _left(evidence, child_id, half)):
                continue  # Not due yet, or not needed.
            behind = Behind(child_id, half, "", ("review", each.line.id))
            due.append(behind)
            state = "MISSING" if not mine else "IN_TIME" if mine[0] <= half else "LATE"
            kinds[state].append(behind)
    return (
        percent("IN_TIME", "Midways in time", kinds["IN_TIME"], due),
        percent("LATE", "Midways done late", kinds["LATE"], due),
        percent("MISSING", "Midways missing", kinds["MISSING"], due),
    )


def _half_way(each: Held, evidence: Evidence) -> date | None:
    start = each.line.held_on or each.done_on
    count_on = second_review if each.line.number == 1 else later_review
    try:
        following = count_on(start, settings=evidence.settings).due
        return midway_due(start, following, evidence.settings).due
    except BadInput:
        return None


def _left(evidence: Evidence, child_id: str, by: date) -> bool:
    return evidence.running("period_of_care", child_id, by) is None


def _midways_by_method(span: Span, evidence: Evidence) -> tuple[Part, ...]:
    held = [row for each in evidence.of("midway").values() for row in each if span.has(row["held_on"])]
    every = [a_row(row, row["held_on"], "midway") for row in held]
    parts = []
    for code, line in codes("midway_method").items():
        rows = (a_row(row, row["held_on"], "midway") for row in held if row["method"] == code)
        parts.append(percent(code, line.label, rows, every))
    return tuple(parts)


def _in_span(evidence: Evidence, table: str, column: str, span: Span) -> list[Row]:
    return [row for each in evidence.of(table).values() for row in each if span.has(row[column])]


def _referred(span: Span, evidence: Evidence, every: Sequence[Behind]) -> Part:
    children = {row["child_id"]: row for row in _in_span(evidence, "advocacy", "asked_on", span)}
    rows = (Behind(child_id, row["asked_on"]) for child_id, row in children.items())
    return percent(
        "", "Children with an advocate asked for", rows, every, "A year's flow over one day's number."
    )


def _issues(span: Span, evidence: Evidence) -> tuple[Part, ...]:
    asked = _in_span(evidence, "advocacy", "asked_on", span)
    return tuple(
        count(
            code,
            line.label,
            (a_row(row, row["asked_on"], "advocacy") for row in asked if code in row["issues"].split()),
        )
        for code, line in codes("advocacy_issue").items()
    )


def _looked_at(held: Iterable[Held], item: str) -> list[Behind]:
    return [each.behind() for each in held if item in each.row["covered"].split()]


def _told_of_advocacy(held: Sequence[Held]) -> Part:
    every = [each.behind() for each in held]
    return percent("", "Told about advocacy at the review", _looked_at(held, "ADVOCACY"), every)


def _visitors(
    held: Sequence[Held], children: Sequence[Child], every: Sequence[Behind], on: date, evidence: Evidence
) -> tuple[Part, ...]:
    has_one = []
    for child in children:
        rows = evidence.of("independent_visitor")[child.id]
        if any(
            row["started_on"]
            and row["started_on"] <= on
            and (row["ended_on"] is None or row["ended_on"] > on)
            for row in rows
        ):
            has_one.append(a_child(child))
    reviews = [each.behind() for each in held]
    return (
        percent("HAS", "Have an independent visitor", has_one, every),
        percent("CONSIDERED", "Considered at the review", _looked_at(held, "IV"), reviews),
    )


def _secure(children: Sequence[Child], on: date, evidence: Evidence) -> Part:
    locked = [child for child in children if (home := evidence.home(child.id, on)) and home["kind"] == SECURE]
    helped = []
    for child in locked:
        person = any(
            row["role"] == "ADVOCATE" and _runs(row["from_on"], row["until_on"], on)
            for row in evidence.of("person")[child.id]
        )
        referral = any(
            row["granted"] and _runs(row["granted_on"] or row["asked_on"], row["ended_on"], on)
            for row in evidence.of("advocacy")[child.id]
        )
        if person or referral:
            helped.append(a_child(child))
    return percent("", "Secure placements with an advocate", helped, [a_child(child) for child in locked])


def _runs(start: date | None, end: date | None, on: date) -> bool:
    return (start or date.min) <= on and (end is None or end > on)


def _health(
    children: Sequence[Child], every: Sequence[Behind], on: date, evidence: Evidence
) -> tuple[Part, ...]:
    in_time = []
    for child in children:
        days = [row["held_on"] for row in evidence.of("health_assessment")[child.id] if row["held_on"] <= on]
        if days and review_health_assessment(max(days), child.born, evidence.settings).due >= on:
            in_time.append(a_child(child, f"last {max(days):%d/%m/%Y}"))
        elif not days and _first_assessment_still_to_come(child, on, evidence):
            in_time.append(a_child(child, "first one not due yet"))
    made = [row for c in children for row in evidence.of("recommendation")[c.id] if row["made_on"] <= on]
    listed = [a_row(row, row["made_on"], "recommendation", row["text"]) for row in made]
    carried = (
        a_row(row, row["made_on"], "recommendation", row["text"])
        for row in made
        if row["status"] == "DONE" and (row["closed_on"] or date.min) <= on
    )
    return (
        percent("IN_TIME", "Health assessment in time", in_time, every),
        percent("CARRIED", "Recommendations carried out", carried, listed),
    )


def _first_assessment_still_to_come(child: Child, on: date, evidence: Evidence) -> bool:
    period = evidence.running("period_of_care", child.id, on)
    due = initial_health_assessment(period["started_on"], evidence.settings) if period else None
    return due is not None and due.due >= on


def _pep(children: Sequence[Child], on: date, evidence: Evidence) -> Part:
    """In the term that runs, or in the one before while this one has not ended."""
    at_school = [child for child in children if 4 <= age(child.born, on) < 18]
    begun = [term for term in usual_terms() if term.starts <= on]
    since = begun[-2].starts if len(begun) > 1 and on <= begun[-1].ends else begun[-1].starts if begun else on
    done = [
        a_child(child)
        for child in at_school
        if any(since <= row["held_on"] <= on for row in evidence.of("pep")[child.id])
    ]
    return percent("", "PEP in this term or the last", done, [a_child(child) for child in at_school])


def _pathway(children: Sequence[Child], on: date, evidence: Evidence) -> Part:
    eligible, in_time = [], []
    for child in children:
        legal = evidence.running("legal_status", child.id, on)
        if on < birthday(child.born, 16) or (legal and legal["code"] in SHORT_BREAKS):
            continue
        periods = [(row["started_on"], row["ended_on"]) for row in evidence.of("period_of_care")[child.id]]
        since = eligible_from(child.born, periods)
        due = pathway_assessment(child.born, periods, evidence.settings)
        if since is None or since > on or due is None:
            continue
        eligible.append(a_child(child))
        steps = evidence.of("pathway_step")[child.id]
        done = [row["done_on"] for row in steps if row["kind"] in PLAN_STEPS and row["done_on"] <= on]
        if any(day <= due.due for day in done) or (not done and due.due >= on):
            in_time.append(a_child(child))
    return percent("", "Pathway plan in time", in_time, eligible)


def _overlap(row: Row, start: date, end: date) -> tuple[date, date] | None:
    first = max(row["started_on"], start)
    last = min(row["ended_on"] or end, end)
    return (first, last) if first <= last else None


def _two_plans(span: Span, evidence: Evidence) -> tuple[Part, ...]:
    end = span.last_day(evidence.today)
    children, days = [], 0
    for child in evidence.children.values():
        both = 0
        for plan in evidence.of("protection_plan")[child.id]:
            runs = _overlap(plan, span.start, end)
            for period in evidence.of("period_of_care")[child.id] if runs else ():
                shared = _overlap(period, *runs) if runs else None
                both += (shared[1] - shared[0]).days + 1 if shared else 0
        if both:
            children.append(a_child(child, f"{both} days"))
            days += both
    return (
        count("CHILDREN", "Children with two plans at once", children),
        Part("DAYS", "Days with two plans", "count", tuple(children), numerator=days),
    )


def _missing(span: Span, evidence: Evidence) -> tuple[Part, ...]:
    every = _in_span(evidence, "missing_episode", "gone_on", span)
    gone = [row for row in every if row["kind"] != AWAY]
    away = [a_row(row, row["gone_on"], "missing_episode") for row in every if row["kind"] == AWAY]

    def chosen(test: Callable[[Row], bool]) -> list[Behind]:
        return [a_row(row, row["gone_on"], "missing_episode") for row in gone if test(row)]

    back = chosen(lambda row: row["back_on"] is not None)
    children = {row["child_id"]: row for row in gone}
    return (
        count("EPISODES", "Missing episodes", chosen(lambda row: True)),
        count(
            "CHILDREN",
            "Children missing",
            (Behind(child_id, row["gone_on"]) for child_id, row in children.items()),
        ),
        percent(
            "OFFERED", "Return interview offered", chosen(lambda row: row["offered_on"] is not None), back
        ),
        percent("ACCEPTED", "Return interview accepted", chosen(lambda row: bool(row["accepted"])), back),
        percent("IN_72", "Return interview within 72 hours", chosen(_in_72), back),
        count(
            "AWAY", "Away without authorisation", away, "Where they were was known; not counted as missing."
        ),
    )


def _in_72(row: Row) -> bool:
    day = row["interview_on"] or row["offered_on"]
    return bool(day and row["back_on"] and day - row["back_on"] <= RETURN_HOURS)


def _permanence(held: Sequence[Held], span: Span, evidence: Evidence) -> tuple[Part, ...]:
    second = [each for each in held if each.line.number == 2]
    last = span.last_day(evidence.today)
    plans, later = evidence.plans_on({each.child.id: each.child for each in second}.values(), last)
    planned = (each.behind() for each in second if plans[each.child.id])
    came = f"{len(later)} came on this record after the last day: counted as first written down."
    left = _in_span(evidence, "period_of_care", "ended_on", span)
    every = [a_row(row, row["ended_on"], "period_of_care") for row in left]
    listed = codes("reason_episode_ceased")
    reasons = dict.fromkeys(row["end_reason"] for row in left)
    parts = [
        percent(
            "PLAN",
            "Plan for permanence by the second review",
            planned,
            [each.behind() for each in second],
            came if later else "",
        )
    ]
    for code in reasons:
        label = listed[code].label if code in listed else "No reason recorded"
        rows = (a_row(row, row["ended_on"], "period_of_care") for row in left if row["end_reason"] == code)
        parts.append(percent(f"LEFT.{code or 'NONE'}", f"Left care: {label}", rows, every))
    return tuple(parts)


def _same_name(row: Row) -> str:
    return " ".join(row["name"].split()).casefold()


def _workers(span: Span, children: Sequence[Child], evidence: Evidence) -> Part:
    """New social workers after the first one of the child."""
    changes = []
    for child in children:
        workers = sorted(
            (row["from_on"] or date.min, row["id"], row)
            for row in evidence.of("person")[child.id]
            if row["role"] == "SOCIAL_WORKER"
        )
        changes += [
            a_row(row, day, "person", row["name"])
            for (_, _, before), (day, _, row) in pairwise(workers)
            if span.has(day) and _same_name(row) != _same_name(before)
        ]
    return Part(
        "",
        "Changes of social worker for each child",
        "ratio",
        tuple(changes),
        tuple(a_child(c) for c in children),
    )
