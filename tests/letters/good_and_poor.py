"""The twelve letters of the reference, each with what the record would know about it."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from letters.check import Expected, Finding, Report, check

LETTERS = Path(__file__).parents[1] / "data" / "letters"


@cache
def index() -> dict[str, dict[str, str]]:
    """The rows of index.csv by the letter's name without its ending."""
    with (LETTERS / "index.csv").open(encoding="utf-8", newline="") as rows:
        return {row["file"].removesuffix(".txt"): row for row in csv.DictReader(rows)}


def text_of(name: str) -> str:
    return (LETTERS / f"{name}.txt").read_text(encoding="utf-8")


def expected_for(name: str, **changes: Any) -> Expected:
    row = index()[name]
    known = Expected(
        age=int(row["age"]),
        first_name=row["child"],
        reading_support=row["reading_support"] == "yes",
        people=tuple(row["known_people"].split(";")),
        caseload=tuple(row["caseload_names"].split(";")),
        review_on=date.fromisoformat(row["review_date"]),
        iro_name=row["iro"],
    )
    return replace(known, **changes)


def checked(name: str, *edits: tuple[str, str], **changes: Any) -> Report:
    """Check a letter after replacing some of its words; each must be there to be replaced."""
    text = text_of(name)
    for before, after in edits:
        assert before in text
        text = text.replace(before, after)
    return check(text, expected_for(name, **changes))


def found(report: Report, rule: str) -> list[Finding]:
    return [finding for finding in report.findings if finding.rule == rule]


def rules_of(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings}
