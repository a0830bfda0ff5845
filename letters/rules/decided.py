"""The decisions: what, who, by when, and none left out (B05, B11)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from iro_tui.casework.letter_facts import Promise
from letters.dates import WrittenDate, find_dates, in_full
from letters.page import Page
from letters.reading import words
from letters.rules.registry import Remark, rule
from letters.text import Cell, Row, plain

_NOBODY = re.compile(
    r"(?:(?:the|all|our|whole)\s+)*(?:teams?|school|all|everyone|everybody|someone|professionals?|ongoing|la"
    r"|staff|(?:local\s+)?(?:authority|council)|(?:professional\s+)?network|children's services"
    r"|social (?:care|services)"
    r"|carers|tbc|tbd|tba|n/?a|none|-*)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:,|;|/|&|\band\b|\bor\b)\s*", re.IGNORECASE)
_LITTLE = re.compile(
    r"(?:an?|the|to|of|and|or|for|with|in|on|at|by|is|be|will|your?|it|that|this)", re.IGNORECASE
)
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class _Decision:
    """One row of a table, by what its header calls the columns."""

    row: Row
    what: Cell
    who: Cell
    when: Cell


@rule("B05", "completeness")
def decisions_are_complete(page: Page) -> Iterator[Remark]:
    """At least one row; in each a person and a full date; and every decision on the record."""
    decisions = list(_decisions(page))
    if not decisions and not page.expected.decisions:
        why = "There is no table of decisions: what will happen, who will do it, by when."
        yield Remark(page.closing, page.closing, why, title="no decisions")
    for decision in decisions:
        yield from _whole(decision)
    yield from _left_out(page, decisions)


@rule("B11", "safety")
def no_past_due_dates(page: Page) -> Iterator[Remark]:
    """No date in the table before the review."""
    held = page.expected.review_on
    if held is None:
        return
    for decision in _decisions(page):
        due = next((date for date in find_dates(decision.when.text) if date.value), None)
        if due and due.value and due.value < held:
            why = f"This date is before the review, which was on {in_full(held)}."
            yield _at(decision.when, decision.row, why)


def _decisions(page: Page) -> Iterator[_Decision]:
    for table in page.letter.of_kind("table"):
        header = [] if table.decisions == table.rows else [cell.text for cell in table.rows[0].cells]
        who = _column(header, r"\bwho\b", 1)
        when = _column(header, r"\bwhen\b|\bdate\b", 2)
        what = next(column for column in range(3) if column not in (who, when))
        for row in table.decisions:
            yield _Decision(row, *(_cell(row, column) for column in (what, who, when)))


def _column(header: list[str], pattern: str, usual: int) -> int:
    for number, title in enumerate(header):
        if re.search(pattern, title, re.IGNORECASE):
            return number
    return usual


def _cell(row: Row, column: int) -> Cell:
    return row.cells[column] if column < len(row.cells) else Cell("", row.end)


def _whole(decision: _Decision) -> Iterator[Remark]:
    if not decision.what.text:
        yield _at(decision.what, decision.row, "This row does not say what will happen.")
    if _nobody(decision.who.text):
        words_there = decision.who.text
        why = (
            f"Name a person: “{words_there}” is nobody in particular."
            if words_there
            else "Say who will do it."
        )
        yield _at(decision.who, decision.row, why)
    if problem := _not_a_date(decision.when.text):
        yield _at(decision.when, decision.row, problem)


def _nobody(who: str) -> bool:
    """Whether every part of a cell names nobody: "School", "the team and all professionals"."""
    return all(_NOBODY.fullmatch(part.strip(" .–")) for part in _BETWEEN.split(plain(who)))


def _not_a_date(when: str) -> str | None:
    dates = list(find_dates(when))
    if any(date.value for date in dates):
        return None
    if not when:
        return "Say by when: a day, a month and a year."
    if not dates:
        return f"Give a full date. “{when}” is not one."
    date: WrittenDate = dates[0]
    return f"Add the year to “{when}”." if date.year is None else f"There is no such day as {when}."


def _left_out(page: Page, decisions: list[_Decision]) -> Iterator[Remark]:
    """Every decision on the record that no row of the letter holds, each row counting once."""
    recorded = page.expected.decisions
    free = list(decisions)
    missing = []
    for number, promise in enumerate(recorded, 1):
        best = max(free, key=lambda decision: _likeness(promise, decision), default=None)
        if best is None or _likeness(promise, best) < _ALIKE:
            missing.append((number, promise))
        else:
            free.remove(best)
    table = page.letter.of_kind("table")
    place = table[-1].end if table else page.closing
    here = len(recorded) - len(missing)
    for number, promise in missing:
        plural = "decision" if len(recorded) == 1 else "decisions"
        yield Remark(
            place,
            place,
            f"Decision {number} is not in the letter. {len(recorded)} {plural} recorded, {here} here.",
            title=f"Decision {number} is not in the letter",
            say_instead=(promise.what,),
        )


def _likeness(promise: Promise, decision: _Decision) -> float:
    """How much a row is the decision recorded: its words, or the same person by the same date."""
    told, row = _telling(promise.what), _telling(decision.what.text)
    alike = len(told & row) / min(len(told), len(row)) if told and row else 0.0
    same_day = promise.by_when in {date.value for date in find_dates(decision.when.text)} - {None}
    same_person = bool(_telling(promise.who) & _telling(decision.who.text))
    return alike + 0.3 * same_day + 0.2 * same_person


def _telling(text: str) -> frozenset[str]:
    """The words that tell one decision from another, without their endings."""
    return frozenset(word.lower()[:5] for word in words(text) if not _LITTLE.fullmatch(word))


def _at(cell: Cell, row: Row, why: str) -> Remark:
    if not cell.text:
        return Remark(cell.offset, cell.offset, why, title="a gap in the table")
    return Remark(cell.offset, min(cell.offset + len(cell.text), row.end), why)
