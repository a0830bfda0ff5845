"""Their list against mine: every difference in reviews between the performance team and the IRO."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from iro_tui.casework.children import profile
from iro_tui.casework.files import File, open_files
from iro_tui.casework.sequence import in_time, limit_for
from iro_tui.exchange.caseload_list import kept_children
from iro_tui.exchange.columns import told_by
from iro_tui.exchange.compared import Kept
from iro_tui.exchange.kept_answers import kept_answers
from iro_tui.exchange.listed import Listed, listed
from iro_tui.exchange.return_files import Return
from iro_tui.exchange.sheet import Sheet
from iro_tui.exchange.synonyms import plain
from iro_tui.exchange.whose_rows import same_person
from iro_tui.record.outbox_entry import OutboxEntry
from iro_tui.record.review import Review
from iro_tui.rules.clock import Due
from iro_tui.rules.dates import say_date

NEAR = 7
"""Days between two dates that may still be one review, written down on another day."""

KINDS = {
    "missing_there": "Reviews they do not have",
    "missing_here": "Reviews you do not have",
    "other_day": "The same review on another day",
    "other_code": "Another participation code",
    "their_clock": "Only their clock differs",
    "other_due": "Another due date",
    "not_there": "Children they do not have",
    "not_here": "Children you do not have",
}
"""Kinds of difference, in the order they are shown."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference and where it comes from."""

    kind: str
    """A key of `KINDS`."""
    mosaic_id: str
    name: str
    what: str
    """Theirs and mine, in one sentence."""
    why: str
    """What explains it, and what to do."""


@dataclass(frozen=True)
class _Mine:
    """One child here, with what the council has been told."""

    kept: Kept
    file: File | None
    """None for a closed child."""
    on_mosaic: Mapping[str, date | None]
    """Review id to the day it was put on Mosaic; None while it waits."""

    @property
    def held(self) -> dict[date, Review]:
        """The reviews held, by the day they were opened."""
        return {row.opened_on: row for row in self.kept.reviews if row.opened_on}

    def difference(self, kind: str, what: str, why: str) -> Difference:
        """One difference about this child."""
        return Difference(kind, self.kept.child.mosaic_id, self.kept.child.full_name, what, why)


def against_list(session: Session, sheet: Sheet, today: date) -> tuple[Difference, ...]:
    """Compare a list of the performance team: last review, participation, due date, and its verdict.

    Args:
        session: an open session.
        sheet: their list; of its columns only the Mosaic number must be there.
        today: the day that stands in for today.
    """
    answers = kept_answers(session)
    told = told_by(sheet, answers)
    theirs = [listed(sheet, row, today, told, answers) for row in sheet.rows]
    by_number = {_bare(each.mosaic_id): each for each in theirs if each.mosaic_id}
    mine = _mine(session, today)
    found: list[Difference] = []
    for number, child in mine.items():
        if number in by_number:
            found += _of_a_row(by_number[number], child, today)
        elif child.file is not None:
            why = "They may have given the child to another IRO, or the number changed. Ask them which."
            found.append(child.difference("not_there", "On your caseload and not in their list.", why))
    me = profile(session)
    for number, each in by_number.items():
        another = each.get("iro") and me and not same_person(each.get("iro"), me.name)
        if number not in mine and not each.aside and not another:
            why = "Import the list to bring the child in, or tell them who the IRO is."
            found.append(
                Difference("not_here", each.mosaic_id, each.name, "In their list and not on yours.", why)
            )
    return in_order(found)


def against_return(session: Session, theirs: Return, today: date) -> tuple[Difference, ...]:
    """Compare the reviews of a return with those here, over the days the return covers."""
    days: dict[str, dict[date, str]] = {}
    for row in theirs.of("reviews"):
        if day := row.day("REVIEW"):
            days.setdefault(_bare(row.child), {})[day] = row.get("REVIEW_CODE").upper()
    every = [day for each in days.values() for day in each]
    if not every:
        return ()
    first, last = min(every), max(every)
    found: list[Difference] = []
    for number, child in _mine(session, today).items():
        held = {day: row for day, row in child.held.items() if first <= day <= last}
        found += _paired(days.get(number, {}), held, child)
    return in_order(found)


def in_order(found: Sequence[Difference]) -> tuple[Difference, ...]:
    """Differences by kind, then by name."""
    order = list(KINDS)
    return tuple(sorted(found, key=lambda each: (order.index(each.kind), each.name)))


def in_words(found: Sequence[Difference]) -> str:
    """The differences to read, by kind; a sentence when there are none."""
    parts = []
    for kind, title in KINDS.items():
        these = [each for each in found if each.kind == kind]
        lines = (f"  {each.name or each.mosaic_id}: {each.what}\n    {each.why}" for each in these)
        if these:
            parts.append("\n".join([f"{title}  {len(these)}", *lines]))
    return "\n\n".join(parts) or "Their list and yours say the same about reviews."


def _bare(number: str) -> str:
    """A number to compare by, without the zeros in front that a spreadsheet takes away."""
    return plain(number).lstrip("0")


def _mine(session: Session, today: date) -> dict[str, _Mine]:
    files = open_files(session, today)
    on_mosaic = {
        entry.subject_id: entry.uploaded_on
        for entry in session.exec(select(OutboxEntry).where(OutboxEntry.kind == "REVIEW"))
    }
    return {
        _bare(kept.child.mosaic_id): _Mine(kept, files.get(kept.child.id), on_mosaic)
        for kept in kept_children(session)
    }


def _of_a_row(theirs: Listed, child: _Mine, today: date) -> Iterator[Difference]:
    day = theirs.get("last_review")
    held = {each: row for each, row in child.held.items() if day is None or each >= day or _near(each, day)}
    if day is None:
        held = {each: held[each] for each in sorted(held)[-1:]}
    yield from _paired({day: theirs.get("participation") or ""} if day else {}, held, child)
    if child.file is None:
        return
    yield from _verdict(theirs, child, child.file)
    yield from _due(theirs, child, child.file, today)


def _paired(theirs: Mapping[date, str], mine: Mapping[date, Review], child: _Mine) -> Iterator[Difference]:
    """Their reviews beside mine: the same day first, then the nearest within a week."""
    left = dict(mine)
    single = {}
    for day, code in theirs.items():
        row = left.pop(day, None) or _completed_on(day, left)
        if row is None:
            single[day] = code
        else:
            yield from _codes(code, row, child)
    for day, code in single.items():
        near = min(
            (each for each in left if _near(each, day)), key=lambda each: abs(each - day), default=None
        )
        if near is None:
            what = f"They have a review on {say_date(day)}."
            why = "It is not on record here. Write it down, or tell them that none was held that day."
            yield child.difference("missing_here", what, why)
            continue
        row = left.pop(near)
        what = f"They have {say_date(day)}, you have {say_date(near)}."
        why = "One of the two is the day it was written up. The law counts from the day it was held."
        yield child.difference("other_day", what, why)
        yield from _codes(code, row, child)
    for day, row in left.items():
        yield child.difference(
            "missing_there", f"Your review of {say_date(day)} is not in their list.", _why_not(row, child)
        )


def _near(one: date, other: date) -> bool:
    return abs((one - other).days) <= NEAR


def _completed_on(day: date, left: dict[date, Review]) -> Review | None:
    """A review in parts goes by any of its days."""
    for opened, row in left.items():
        if row.completed_on and opened <= day <= row.completed_on:
            return left.pop(opened)
    return None


def _why_not(row: Review, child: _Mine) -> str:
    if row.source:
        return "It came from an earlier list of theirs. Ask them what became of it."
    since = child.on_mosaic.get(row.id)
    if row.id not in child.on_mosaic:
        return "It is not completed here, so nothing of it is for Mosaic yet."
    if since is None:
        return "It is not on Mosaic yet, so they cannot know. It waits in the outbox."
    return f"It is on Mosaic since {say_date(since)}. Ask them to look there."


def _codes(code: str, row: Review, child: _Mine) -> Iterator[Difference]:
    if not code or not row.participation or code == row.participation or row.opened_on is None:
        return
    what = f"Review {say_date(row.opened_on)}: they have {code}, you have {row.participation}."
    since = child.on_mosaic.get(row.id)
    where = f"Yours is on Mosaic since {say_date(since)}. " if since else "Yours is not on Mosaic yet. "
    yield child.difference("other_code", what, f"{where}The IRO says how the child took part.")


def _verdict(theirs: Listed, child: _Mine, file: File) -> Iterator[Difference]:
    """On time or late, of the last review."""
    line = file.last_review
    said = theirs.get("on_time")
    if line is None or said is None or line.opened_on is None or theirs.get("last_review") != line.opened_on:
        return
    limit = limit_for(file.reviews, file.reviews.index(line), file.under)
    mine = in_time(line, limit)
    if limit is None or mine is None or mine == said:
        return
    held, due = say_date(line.opened_on), say_date(limit.due)
    if mine:
        what = f"They call the review of {held} late; in law it was in time."
        why = f"The law had it by {due}. {_by_their_days(limit)}"
        yield child.difference("their_clock", what, why)
    else:
        what = f"They call the review of {held} on time; in law it was late."
        yield child.difference("their_clock", what, f"The law had it by {due}. {_by_their_days(limit)}")


def _by_their_days(limit: Due) -> str:
    if limit.council_due is None:
        return "Ask them which date they count from."
    return f"They count days, not months, and end {say_date(limit.council_due)}."


def _due(theirs: Listed, child: _Mine, file: File, today: date) -> Iterator[Difference]:
    """The date by which the next review must be held."""
    said = theirs.get("next_due")
    mine = file.next_due
    if said is None or mine is None or said == mine.due:
        return
    what = f"Next review: they say by {say_date(said)}, the law says by {say_date(mine.due)}."
    if said == mine.council_due:
        late = ""
        if said < today <= mine.due:
            late = " It is late by their clock only."
        elif mine.due < today <= said:
            late = " It is late in law, and not yet by their clock."
        elif said > mine.due:
            late = " Whoever keeps theirs is late in law."
        why = f"They count 91 or 183 days, the law counts months.{late}"
        yield child.difference("their_clock", what, why)
        return
    line = file.last_review
    their_last = theirs.get("last_review")
    if line is not None and line.held_on and their_last and their_last != line.held_on:
        why = f"They count from {say_date(their_last)}, you from {say_date(line.held_on)}."
    else:
        why = f"{mine.why} Their date fits neither months nor 91 or 183 days. Ask them what it counts from."
    yield child.difference("other_due", what, why)
