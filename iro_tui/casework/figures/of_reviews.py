"""Figures 1 to 12 and 60: reviews held, in time, and what followed them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.casework.figures.evidence import Evidence, Held, a_child
from iro_tui.casework.figures.parts import Behind, Part, count, percent
from iro_tui.casework.figures.spans import Span
from iro_tui.rules.codes import codes
from iro_tui.rules.deadlines import due_by
from iro_tui.rules.working_days import working_days_between

if TYPE_CHECKING:
    from iro_tui.casework.files import File

Counted = dict[int, tuple[Part, ...]]


def of_reviews(held: Sequence[Held], span: Span, evidence: Evidence) -> Counted:
    """Figures 1 to 3, 5 to 8, 10, 12 and 60 of one stretch."""
    every = tuple(each.behind(_verdict(each)) for each in held)
    children = _first_of_each(held)
    good = [each for each in held if each.in_time]
    late = [each for each in held if each.in_time is False]
    unknown = sum(each.in_time is None for each in held)
    note = f"{unknown} cannot be judged: the record does not say when they were due." if unknown else ""
    in_time = percent("", "In time", (each.behind() for each in good), every, note)
    by_opening = evidence.settings.in_force("COUNT_OPENED")
    opened = "Each counted on the day it was opened, as the rules are set." if by_opening else ""
    per_child = Part("", "Reviews per child", "ratio", every, children)
    return {
        1: (count("", "Reviews held", every, opened),),
        2: (count("", "Children reviewed", children),),
        3: (per_child,),
        5: _by_month(held, span, span.last_day(evidence.today)),
        6: (in_time, count("LATE", "Late", (each.behind(_verdict(each)) for each in late))),
        7: _in_time_by_month(held, span, span.last_day(evidence.today)),
        8: _late_by_reason(late),
        9: (in_time,),
        10: _by_type(held),
        12: _every_one_in_time(held),
        60: _after(held, evidence),
    }


def late_now(files: Sequence[File], today: date, due_of: Callable[[File, date], date | None]) -> Part:
    """Figure 11: open children whose next review is past its last day.

    Args:
        files: the files of the children who are open today.
        today: the day that stands in for today.
        due_of: gives the last day in law of a child's next review; None when none is due.
    """
    days = {file.child.id: due_of(file, today) for file in files}
    late = (
        Behind(file.child.id, day, f"due {working_days_between(day, today, file.settings.holidays)} wd ago")
        for file in files
        if (day := days[file.child.id]) and day < today
    )
    return count("", "Late now", late, f"of {len(files)} open children")


def _verdict(each: Held) -> str:
    if each.in_time is None or each.limit is None:
        return "cannot be judged"
    if each.in_time:
        return "in time"
    over = working_days_between(each.limit.due, each.on, each.line.settings.holidays)
    reasons = codes("late_reason")
    reason = str(each.row["late_reason"])
    words = reasons[reason].label.lower() if reason in reasons else "no reason recorded"
    return f"{over} wd late, {words}" if over > 0 else f"not complete in 20 wd, {words}"


def _first_of_each(held: Sequence[Held]) -> tuple[Behind, ...]:
    found = {each.child.id: each.child for each in held}
    return tuple(a_child(child) for child in found.values())


def _by_month(held: Sequence[Held], span: Span, until: date) -> tuple[Part, ...]:
    """Months that have begun; one that runs counts as a whole one."""
    months = []
    for first, last in span.months():
        if first > until:
            break
        rows = (each.behind(_verdict(each)) for each in held if first <= each.counted_on <= last)
        months.append(count(f"{first:%b}", f"{first:%B %Y}", rows))
    every = tuple(each.behind(_verdict(each)) for each in held)
    mean = Part("MEAN", "Mean of a month", "mean", every, numerator=len(held), denominator=len(months))
    return (mean, *months, *most_and_fewest(months))


def most_and_fewest(months: Sequence[Part]) -> tuple[Part, Part]:
    """The most and the fewest reviews of a month, and in which."""
    most, least = max(month.top for month in months), min(month.top for month in months)
    return (
        Part("MOST", f"Most, in {_where(months, most)}", "count", number=most),
        Part("LEAST", f"Fewest, in {_where(months, least)}", "count", number=least),
    )


def _where(months: Sequence[Part], top: float) -> str:
    return " and ".join(month.label.split()[0] for month in months if month.top == top)


def _in_time_by_month(held: Sequence[Held], span: Span, until: date) -> tuple[Part, ...]:
    months = []
    for first, last in span.months():
        if first > until:
            break
        of_month = [each for each in held if first <= each.counted_on <= last]
        good = (each.behind() for each in of_month if each.in_time)
        every = [each.behind(_verdict(each)) for each in of_month]
        months.append(percent(f"{first:%b}", f"{first:%B %Y}", good, every))
    rates = [month.value for month in months if month.value is not None]
    mean = sum(rates) / len(rates) if rates else None
    return (Part("MEAN", "Mean of the months", "percent", number=mean, denominator=len(rates)), *months)


def _late_by_reason(late: Sequence[Held]) -> tuple[Part, ...]:
    every = [each.behind(_verdict(each)) for each in late]
    reasons = {code: line.label for code, line in codes("late_reason").items()} | {"": "No reason recorded"}
    parts = []
    for code, label in reasons.items():
        rows = [each.behind(_verdict(each)) for each in late if str(each.row["late_reason"]) == code]
        if rows or code:
            parts.append(percent(code or "NONE", label, rows, every))
    return tuple(parts)


def _by_type(held: Sequence[Held]) -> tuple[Part, ...]:
    kinds: tuple[tuple[str, str, Callable[[Held], bool]], ...] = (
        ("FIRST", "First reviews", lambda each: each.line.number == 1),
        ("SECOND", "Second reviews", lambda each: each.line.number == 2),
        ("LATER", "Later reviews", lambda each: each.line.number not in (1, 2)),
    )
    parts = []
    for key, label, is_one in kinds:
        mine = [each for each in held if is_one(each)]
        good = (each.behind() for each in mine if each.in_time)
        parts.append(percent(key, label, good, [each.behind(_verdict(each)) for each in mine]))
    return tuple(parts)


def _every_one_in_time(held: Sequence[Held]) -> tuple[Part, ...]:
    late = {each.child.id for each in held if each.in_time is False}
    unknown = len({each.child.id for each in held if each.in_time is None} - late)
    has = "has" if unknown == 1 else "have"
    note = f"{unknown} of them {has} a review that cannot be judged." if unknown else ""
    every = _first_of_each(held)
    good = (each for each in every if each.child_id not in late)
    return (percent("", "Every review in time", good, every, note),)


def _after(held: Sequence[Held], evidence: Evidence) -> tuple[Part, ...]:
    """Decisions, letter and sending round, each against its working days from completing (F1, F4, F5)."""
    decided, written = (evidence.after_reviews.get(kind, {}) for kind in ("DECISIONS", "LETTER"))
    sent = {each.line.id: each.line.distributed_on for each in held if each.line.distributed_on}
    every = [each.behind() for each in held]
    parts = []
    for key, label, code, days in (
        ("DECISIONS", "Decisions in 5 working days", "DECISIONS", decided),
        ("RECORD", "Letter in 15 working days", "FULL_RECORD", written),
        ("SENT", "Sent round in 20 working days", "DISTRIBUTED", sent),
    ):
        good = [each for each in held if _by(days.get(each.line.id), code, each, evidence)]
        parts.append(percent(key, label, (each.behind() for each in good), every))
    return tuple(parts)


def _by(day: date | None, code: str, each: Held, evidence: Evidence) -> bool:
    return day is not None and day <= due_by(code, each.done_on, evidence.settings.holidays)
