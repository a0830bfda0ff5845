"""Amira's letter, which is right, with a passage made otherwise: does a rule notice?"""

from __future__ import annotations

from datetime import date

from good_and_poor import checked, found

from letters.check import Report

AMIRA = "good_10_amira"
REVIEW = date(2025, 6, 11)
NEXT = date(2025, 12, 10)


def amira(*edits: tuple[str, str], **changes: object) -> Report:
    """Check her letter with other words, or against another record."""
    return checked(AMIRA, *edits, **changes)


def with_sentence(sentence: str, **changes: object) -> Report:
    """Check her letter with one more sentence in a paragraph."""
    return amira(("School is going well", f"{sentence} School is going well"), **changes)


def whys(report: Report, rule: str) -> str:
    """What the findings of a rule say."""
    return " ".join(finding.why for finding in found(report, rule))
