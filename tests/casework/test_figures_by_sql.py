"""Figures 9, 11, 39, 42, 54 and 55 of the invented caseload, against queries that share nothing with them."""

from __future__ import annotations

from typing import Any

import pytest
from told_story import SUNDAY

from iro_tui.casework.figures.counting import figures
from iro_tui.casework.figures.spans import span
from iro_tui.demo import make_demo
from iro_tui.rules.school import usual_terms
from iro_tui.vault.store import Vault

DAY = SUNDAY.isoformat()
OPEN = f"""
    SELECT DISTINCT child.id, child.born FROM child JOIN period_of_care AS care ON care.child_id = child.id
    WHERE child.closed_on IS NULL AND care.started_on <= '{DAY}'
    AND (care.ended_on IS NULL OR care.ended_on > '{DAY}') AND date(child.born, '+18 years') > '{DAY}'
"""
BY_SQL = {
    # The last day in law of the demo's reviews in the year, from what the list itself says of being late.
    9: f"""SELECT count(*), (SELECT count(*) FROM review WHERE completed_on BETWEEN '2026-04-01' AND '{DAY}')
        FROM review WHERE completed_on BETWEEN '2026-04-01' AND '{DAY}' AND late_reason = ''""",
    39: f"""SELECT count(*), NULL FROM ({OPEN}) AS child WHERE date('{DAY}', '-84 days') > coalesce((
        SELECT max(day) FROM (
            SELECT child_id, opened_on AS day FROM review
            UNION ALL SELECT child_id, held_on FROM midway
            UNION ALL SELECT child_id, held_on FROM consultation
            UNION ALL SELECT child_id, held_on FROM contact UNION ALL SELECT child_id, raised_on FROM alert
            UNION ALL SELECT child_id, moved_on FROM alert_move
            UNION ALL SELECT child_id, drafted_on FROM letter
            UNION ALL SELECT child_id, made_on FROM outbox_entry WHERE kind = 'LETTER'
        ) AS done WHERE done.child_id = child.id AND day <= '{DAY}'),
        (SELECT max(started_on) FROM period_of_care AS care WHERE care.child_id = child.id))""",
    54: f"""SELECT count(*), (SELECT count(*) FROM ({OPEN}) WHERE date(born, '+4 years') <= '{DAY}')
        FROM ({OPEN}) AS child WHERE date(born, '+4 years') <= '{DAY}' AND EXISTS (
            SELECT 1 FROM pep WHERE pep.child_id = child.id AND held_on BETWEEN :since AND '{DAY}')""",
}

ELIGIBLE = f"""
    WITH RECURSIVE night(child_id, day) AS (
        SELECT id, date(born, '+14 years') FROM ({OPEN}) WHERE date(born, '+16 years') <= '{DAY}'
        UNION ALL SELECT child_id, date(day, '+1 day') FROM night WHERE day < '{DAY}'
    ), slept AS (
        SELECT child_id, day, EXISTS (SELECT 1 FROM period_of_care AS care
            WHERE care.child_id = night.child_id AND started_on <= day
            AND (ended_on IS NULL OR ended_on > day)) AS here FROM night
    ), counted AS (
        SELECT child_id, day, here, sum(here) OVER (PARTITION BY child_id ORDER BY day) - here AS nights
        FROM slept
    )
    SELECT child_id, min(day) AS since FROM counted JOIN child ON child.id = child_id
    WHERE here AND nights >= 91 AND day >= date(born, '+16 years') GROUP BY child_id
"""
"""Night by night from the 14th birthday: since when each child of 16 and 17 is eligible."""

PATHWAY = f"""SELECT count(*), sum(coalesce(
        (SELECT min(done_on) FROM pathway_step AS step WHERE step.child_id = each.child_id
            AND kind IN ('NEEDS', 'PLAN', 'REVIEW') AND done_on <= '{DAY}'), '{DAY}'
    ) <= date(since, '+3 months')) FROM ({ELIGIBLE}) AS each"""


@pytest.fixture
def told(vault: Vault) -> Any:
    make_demo(vault, SUNDAY)
    found = vault.ask(figures, span(2026), SUNDAY)

    def by_sql(query: str, **given: str) -> list[tuple[Any, ...]]:
        with vault.raw() as connection:
            return list(connection.execute(query, given).fetchall())

    return found, by_sql


def test_9_39_42_and_54_are_those_of_separate_queries(told: Any) -> None:
    found, by_sql = told
    begun = [term.starts for term in usual_terms() if term.starts <= SUNDAY]
    for number, query in BY_SQL.items():
        part = found.figure(number).parts[0]
        given = {"since": begun[-2].isoformat()} if ":since" in query else {}
        assert by_sql(query, **given) == [(part.top, part.bottom)], number
    steps = by_sql("""SELECT alert.id, count(move.id), outcome FROM alert LEFT JOIN alert_move AS move
        ON move.alert_id = alert.id WHERE alert.kind <> 'GOOD' AND raised_on >= '2026-04-01'
        GROUP BY alert.id""")
    # The demo's process has two steps: the Team Manager is asked by raising it, the next one by a step.
    levels = {"Team Manager": 0, "Senior Manager": 0, "Cafcass": 0}
    for _, taken, outcome in steps:
        levels["Cafcass" if outcome == "CAFCASS" else "Senior Manager" if taken else "Team Manager"] += 1
    assert {part.label: part.top for part in found.figure(42).parts} == levels
    assert levels["Senior Manager"] and levels["Team Manager"]


def test_55_the_eligible_are_those_with_91_nights_in_care_since_14(told: Any) -> None:
    found, by_sql = told
    part = found.figure(55).parts[0]
    assert by_sql(PATHWAY) == [(part.bottom, part.top)]


def test_11_the_late_are_those_whose_last_review_is_too_long_ago(told: Any) -> None:
    found, by_sql = told
    late = by_sql(f"""SELECT child.id FROM ({OPEN}) AS child JOIN review ON review.child_id = child.id
        WHERE completed_on IS NOT NULL GROUP BY child.id
        HAVING date(max(completed_on), CASE count(*) WHEN 1 THEN '+3 months' ELSE '+6 months' END)
            < '{DAY}'""")
    assert {row.child_id for row in found.figure(11).parts[0].rows} == {child_id for (child_id,) in late}
