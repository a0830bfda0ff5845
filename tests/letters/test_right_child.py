"""Right child, right name: thousands of invented letters, clean and with slips (issue 5 point 3)."""

from __future__ import annotations

from random import Random
from time import perf_counter

import pytest
from slips import KINDS, Case, clean, planted

from letters.check import Report, check
from letters.compose import age_of
from letters.expected import expected_of

RULES = {"B02", "B09", "C05", "C09", "C10"}
FALSE_STOPS_AT_MOST = 0.01
SECONDS_EACH = 0.05


def checked(case: Case) -> tuple[Report, float]:
    expected = expected_of(case.facts, age_of(case.facts))
    started = perf_counter()
    report = check(case.text, expected)
    return report, perf_counter() - started


def stops(report: Report) -> list[str]:
    return [f"{finding.rule} {finding.text}" for finding in report.findings if finding.rule in RULES]


def run(letters: int, seed: int) -> None:
    dice = Random(seed)
    false_stops, missed, seconds = [], [], []
    for number in range(letters):
        case = clean(dice)
        report, took = checked(case)
        seconds.append(took)
        if found := stops(report):
            false_stops.append((number, found))
        slipped = planted(dice)
        report, took = checked(slipped)
        seconds.append(took)
        if slipped.slip.lower() not in " ".join(stops(report)).lower():
            missed.append((slipped.kind, slipped.slip, stops(report)))
    assert not missed
    assert len(false_stops) < FALSE_STOPS_AT_MOST * letters, false_stops
    # The middle one: another program may hold the machine for a moment.
    assert sorted(seconds)[len(seconds) // 2] < SECONDS_EACH


def test_B02_B09_planted_slips_are_all_caught_and_clean_letters_are_left_alone():
    run(80, 2026)


@pytest.mark.campaign
def test_B02_B09_thousands_of_letters():
    run(5000, 11)


def test_every_kind_of_slip_is_planted():
    dice = Random(3)
    assert {planted(dice).kind for _ in range(80)} == set(KINDS)
