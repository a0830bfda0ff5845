"""What a return has wrong or late about reviews, in plain words: the national rules that touch an IRO."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from iro_tui.exchange.plan import Finding
from iro_tui.exchange.return_files import Return, ReturnRow
from iro_tui.rules.clock import Due, first_review, later_review, second_review
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import say_date
from iro_tui.rules.participation import problems
from iro_tui.rules.registry import USUAL, Settings

_SHORT_BREAKS = ("V3", "V4")


def found_wrong(found: Return, names: Mapping[str, str]) -> Iterator[Finding]:
    """The findings of rules 166, 167, 399, 440, 441, INT08 and INT17, row by row (practice.md 3.1, D1).

    Args:
        found: the return.
        names: the children here: CHILD to name. Rows about others are passed over, but for INT08.
    """
    header = {row.child: row for row in found.of("header")}
    short_breaks = _only_short_breaks(found.of("episodes"))
    for row in found.of("reviews"):
        name = names.get(row.child, "")
        if header and row.child not in header:
            yield _finding("INT08", row, name, "This child is in the reviews and not in the header.")
        if row.child not in names:
            continue
        yield from _of_review(row, name, header.get(row.child))
        if row.child in short_breaks:
            words = "The only legal status is V3 or V4: the return takes no review. It stays here."
            yield _finding("399", row, name, words)
    for child in sorted(short_breaks & set(names) & set(header)):
        if header[child].get("MOTHER") not in ("", "0"):
            words = "The only legal status is V3 or V4: the return takes no entry under MOTHER."
            yield _finding("399", header[child], names[child], words)


def _of_review(row: ReturnRow, name: str, header: ReturnRow | None) -> Iterator[Finding]:
    held, code = row.day("REVIEW"), row.get("REVIEW_CODE").upper()
    if held is None:
        said = f": “{row.get('REVIEW')}”" if row.get("REVIEW") else ""
        yield _finding("166", row, name, f"There is no day of a review that can be read{said}.")
    if code not in codes("participation"):
        said = f"“{code}” is no participation code" if code else "The participation code is missing"
        yield _finding("167", row, name, f"{said}. They are PN0 to PN7.")
    own = row.day("DOB")
    born = (header.day("DOB") if header else None) or own
    if held and born and code in codes("participation") and (wrong := problems(code, born, held)):
        yield _finding("440" if code == "PN0" else "441", row, name, f"Review {say_date(held)}: {wrong}")
    if own and born and own != born:
        words = f"Born {say_date(own)} in the reviews and {say_date(born)} in the header."
        yield _finding("INT17", row, name, words)


def _finding(rule: str, row: ReturnRow, name: str, words: str) -> Finding:
    return Finding(rule, row.child, name, f"{row.where}: {words}")


def _only_short_breaks(episodes: Iterable[ReturnRow]) -> set[str]:
    """Children whose every episode is V3 or V4."""
    legal: dict[str, set[str]] = defaultdict(set)
    for row in episodes:
        legal[row.child].add(row.get("LS").upper())
    return {child for child, statuses in legal.items() if statuses <= set(_SHORT_BREAKS)}


def found_late(
    number: str,
    name: str,
    started_on: date | None,
    held: Sequence[date],
    from_the_first: bool,
    today: date,
    settings: Settings = USUAL,
) -> Iterator[Finding]:
    """Reviews that were held late, and one that is missing now (C1 to C3).

    Args:
        number: the child's number.
        name: the child's name.
        started_on: when this time in care began; None when it is not known.
        held: the days of its reviews, in order.
        from_the_first: whether the first of them is the first of this time in care.
        today: the day that stands in for today.
        settings: the IRO's settings of the rules.
    """

    def due(place: int) -> Due | None:
        if place == 0:
            return first_review(started_on, settings) if started_on and (from_the_first or not held) else None
        second = place == 1 and from_the_first
        return (second_review if second else later_review)(held[place - 1], settings=settings)

    for place, day in enumerate(held):
        limit = due(place)
        if limit and day > limit.due:
            late = (day - limit.due).days
            days = "1 day" if late == 1 else f"{late} days"
            words = f"Review {say_date(day)} was {days} late: the law had it by {say_date(limit.due)}."
            yield Finding(limit.rule, number, name, words)
    limit = due(len(held))
    if limit and limit.due < today:
        last = f"after {say_date(held[-1])}" if held else "yet"
        words = f"No review {last}: the law wanted one by {say_date(limit.due)}."
        yield Finding(limit.rule, number, name, words)
