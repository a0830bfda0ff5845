"""The answer of `iro-tui check`: is this letter right for a child of that age?"""

from __future__ import annotations

import textwrap
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from iro_tui.commands.given import day, today
from letters.bands import band_for
from letters.check import Expected, Finding, Report, check
from letters.letter_file import read_letter

SIGNS = {"block": "!", "confirm": "?", "advice": "·"}
_WIDTH = 78
_TITLE = 62
_NAMES = {
    "block": ("stops it", "stop it"),
    "confirm": ("wants your answer", "want your answer"),
    "advice": ("piece of advice", "pieces of advice"),
}


def checked(given: Namespace) -> Report:
    """Check the file named, against what the options say about the child and the review.

    Raises:
        BadInput: the file is no letter, an age is not between 0 and 25, or a date is none.
    """
    band_for(given.age)
    on = today(given)
    expected = Expected(
        age=given.age,
        first_name=given.name,
        reader_age=given.reader_age,
        reading_support=given.reading_support,
        people=_names(given.people),
        caseload=_names(given.caseload),
        review_on=day("--review", given.review, on) if given.review else None,
        next_review=day("--next-review", given.next_review, on) if given.next_review else None,
        iro_name=given.iro,
        iro_phone=given.iro_phone,
        advocacy_phone=given.advocacy_phone,
    )
    return check(read_letter(Path(given.file)), expected)


def _names(given: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (given or "").split(";") if name.strip())


def as_json(report: Report) -> dict[str, Any]:
    """The report with the keys promised for `check --json`.

    `reads_like.grade` is null when the letter has too few sentences to tell.
    """
    return {
        "ready": report.ready,
        "blocked": report.blocked,
        "reads_like": {"grade": report.reading.grade, "school_year": report.reading.school_year},
        "families": list(report.families),
        "findings": [_finding_json(finding) for finding in report.findings],
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "level": finding.level,
        "line": finding.line,
        "column": finding.column,
        "text": finding.text,
        "why": finding.why,
        "say_instead": list(finding.say_instead),
        "explain": finding.explain,
        "title": finding.title,
    }


def as_text(report: Report) -> str:
    """The report to read, at most 78 cells wide."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    for finding in report.findings:
        title = textwrap.shorten(_visible(finding.title), _TITLE, placeholder="…")
        yield f"{SIGNS[finding.level]} {title:<{_TITLE}} {f'line {finding.line}':<10}{finding.rule}"
        yield from _indented(finding.why)
        if finding.say_instead:
            yield from _indented("say " + " / ".join(finding.say_instead))
        if finding.explain:
            yield from _indented("or explain: " + finding.explain)
        yield ""
    yield from textwrap.wrap(_verdict(report), _WIDTH)
    reading, targets = report.reading, report.targets
    yield f"Reads like: {reading.school_year}. Aim: Year {int(targets.grade) + 1} or easier."
    yield (
        f"{reading.words} words of {targets.words}, {reading.mean_sentence:.1f} in a sentence, "
        f"the child's voice {report.voice}."
    )
    if report.families:
        again = "Needs another look" if report.needs_another_look else "Look again at"
        yield from textwrap.wrap(f"{again}: {', '.join(report.families)}.", _WIDTH)


def _verdict(report: Report) -> str:
    counted = [
        f"{count} {_NAMES[level][count > 1]}"
        for level in SIGNS
        if (count := sum(finding.level == level for finding in report.findings))
    ]
    answer = "Ready." if report.ready else "Not ready."
    return f"{answer} {', '.join(counted)}." if counted else f"{answer} Nothing to remark."


def _indented(words: str) -> list[str]:
    return textwrap.wrap(_visible(words), _WIDTH, initial_indent="    ", subsequent_indent="    ")


def _visible(words: str) -> str:
    """Words from a file on one line, without anything a terminal would obey."""
    return " ".join("".join(char if char.isprintable() else " " for char in words).split())
