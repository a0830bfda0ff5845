"""Figures 40 to 46: challenge, how far it went and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from iro_tui.casework.alert_processes import the_process
from iro_tui.casework.figures.evidence import Evidence, Row, a_row
from iro_tui.casework.figures.of_reviews import Counted
from iro_tui.casework.figures.parts import Behind, Part, count, percent
from iro_tui.casework.figures.spans import Span
from iro_tui.rules.alert_process import BRENT, CAFCASS, Process, listed
from iro_tui.rules.codes import codes
from iro_tui.rules.working_days import working_days_between

GOOD_PRACTICE = "GOOD"


def of_alerts(reviews: int, span: Span, evidence: Evidence) -> Counted:
    """Figures 40 to 46 of one stretch.

    Args:
        reviews: how many reviews were completed in it.
        span: the stretch.
        evidence: the rows.
    """
    noted = [row for each in evidence.of("alert").values() for row in each if span.has(row["raised_on"])]
    noted.sort(key=lambda row: (row["raised_on"], row["id"]))
    raised = [row for row in noted if row["kind"] != GOOD_PRACTICE]
    every = [_alert(row) for row in raised]
    good = (_alert(row) for row in noted if row["kind"] == GOOD_PRACTICE)
    return {
        40: (count("", "Alerts raised", every),),
        41: (Part("", "Alerts per 100 reviews", "per_hundred", tuple(every), denominator=reviews),),
        42: _by_level(raised, evidence),
        43: _by_theme(raised),
        44: _by_outcome(raised, every),
        45: _days(span, evidence),
        46: (count("", "Good practice noted", good),),
    }


def _alert(row: Row) -> Behind:
    return a_row(row, row["raised_on"], "alert", row["concern"])


def _by_level(raised: Sequence[Row], evidence: Evidence) -> tuple[Part, ...]:
    """The highest step each reached, by whom it is with; every step of the process in use, zeros too."""
    reached = {row["id"]: _highest(row, evidence) for row in raised}
    levels = dict.fromkeys(whom for _, whom in _steps(listed()[BRENT]))
    for level in reached.values():
        levels.setdefault(level)
    return tuple(
        count(level, level, (_alert(row) for row in raised if reached[row["id"]] == level))
        for level in levels
    )


def _highest(row: Row, evidence: Evidence) -> str:
    """With whom the last of its steps is; the first step is taken by raising it."""
    steps = _steps(the_process(evidence.processes, row["process"]))
    moves = evidence.of("alert_move")[row["child_id"]]
    taken = {move["step"] for move in moves if move["alert_id"] == row["id"]}
    if row["outcome"] == CAFCASS:
        taken.add(CAFCASS)
    reached = [whom for code, whom in steps if code in taken]
    return reached[-1] if reached else steps[0][1]


def _steps(process: Process) -> tuple[tuple[str, str], ...]:
    """Code and with whom, Cafcass last: it may be asked under every process."""
    return (*((step.code, step.with_whom) for step in process.steps), (CAFCASS, "Cafcass"))


def _by_theme(raised: Sequence[Row]) -> tuple[Part, ...]:
    return tuple(
        count(code, line.label, (_alert(row) for row in raised if code in row["themes"].split()))
        for code, line in codes("escalation_theme").items()
    )


def _by_outcome(raised: Sequence[Row], every: Sequence[Behind]) -> tuple[Part, ...]:
    wanted = ("RESOLVED", "DIFFERENCE_ACKNOWLEDGED", "CAFCASS", "WITHDRAWN", "OPEN")
    listed = codes("escalation_outcome")
    return tuple(
        percent(code, listed[code].label, (_alert(row) for row in raised if row["outcome"] == code), every)
        for code in wanted
    )


def _days(span: Span, evidence: Evidence) -> tuple[Part, ...]:
    """Working days from raising to closing of those closed in the stretch."""
    closed = [
        row
        for each in evidence.of("alert").values()
        for row in each
        if span.has(row["closed_on"]) and row["kind"] != GOOD_PRACTICE
    ]
    days = {
        row["id"]: working_days_between(row["raised_on"], row["closed_on"], evidence.settings.holidays)
        for row in closed
    }
    every = [
        a_row(row, row["closed_on"], "alert", f"{days[row['id']]} wd, {row['concern']}") for row in closed
    ]
    within = []
    for most in (5, 15, 20):
        quick = (behind for behind in every if days[behind.subject[1]] <= most)
        within.append(percent(str(most), f"Closed within {most} working days", quick, every))
    return (
        Part("", "Mean days to the end", "mean", tuple(every), tuple(every), numerator=sum(days.values())),
        *within,
    )
