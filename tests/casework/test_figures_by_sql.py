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
    steps = by_sql("""SELECT alert.id, count(move.id) FROM alert LEFT JOIN alert_move AS move
        ON move.alert_id = alert.id WHERE alert.kind <> 'GOOD' AND raised_on >= '2026-04-01'
        GROUP BY alert.id""")
    assert sum(part.top for part in found.figure(42).parts) == len(steps)


def test_11_the_late_are_those_whose_last_review_is_too_long_ago(told: Any) -> None:
    found, by_sql = told
    late = by_sql(f"""SELECT child.id FROM ({OPEN}) AS child JOIN review ON review.child_id = child.id
        WHERE completed_on IS NOT NULL GROUP BY child.id
        HAVING date(max(completed_on), CASE count(*) WHEN 1 THEN '+3 months' ELSE '+6 months' END)
            < '{DAY}'""")
    assert {row.child_id for row in found.figure(11).parts[0].rows} == {child_id for (child_id,) in late}
