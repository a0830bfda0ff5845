"""Bringing in the files of the national return: history into the right children, and what is wrong in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from sqlmodel import Session

from iro_tui.casework.settings import settings_of
from iro_tui.errors import BadInput
from iro_tui.exchange.caseload_list import fits, kept_children
from iro_tui.exchange.compared import Compared, Kept
from iro_tui.exchange.kept_answers import kept_answers
from iro_tui.exchange.listed import Listed
from iro_tui.exchange.plan import Finding, Plan, SetAside
from iro_tui.exchange.questions import LATER, MINE, TAKE, Option, Question, key_of
from iro_tui.exchange.return_files import Return, ReturnRow
from iro_tui.exchange.return_history import compare_return
from iro_tui.exchange.return_rules import found_late, found_wrong
from iro_tui.exchange.return_spans import times_in_care
from iro_tui.exchange.sheet import Sheet
from iro_tui.exchange.synonyms import plain
from iro_tui.rules.dates import say_date
from iro_tui.rules.registry import Settings

_OTHER_CLOCKS = ("V3", "V4", "E1")
"""Legal statuses whose reviews are counted otherwise (practice.md C10 to C12): not judged here."""

_Rows = Mapping[str, Mapping[str, list[ReturnRow]]]


def plan_return(
    session: Session, found: Return, today: date, answers: Mapping[str, str] | None = None
) -> Plan:
    """Work out what a return adds to the children here. Nothing is written, and no child is added.

    Children are matched by number, with the date of birth beside it; a number nobody has here is asked where
    one child here was born that day and came into care the same day.

    Args:
        session: an open session.
        found: the files.
        today: the day that stands in for today.
        answers: what the IRO has answered just now, by the key of the question.
    """
    given = dict(answers or {})
    said = kept_answers(session) | given
    matching = _Matching(kept_children(session), _by_child(found), said)
    sheet = Sheet(found.name, {}, (), ())
    covered = _covered(found)
    done: list[Compared] = []
    unchanged: list[str] = []
    late: list[Finding] = []
    for child, kept in matching.here.items():
        rows = matching.rows[child]
        first = next(row for kind in rows.values() for row in kind)
        at = Listed(first.number, kept.child.mosaic_id, "", "", {}, ())
        made = Compared(sheet, at, kept.child.full_name, kept.child.mosaic_id, said)
        compare_return(made, kept, rows, covered)
        matching.questions += made.questions
        try:
            fits(made, kept, today)
        except BadInput as error:
            matching.set_aside.append(SetAside(first.number, f"{kept.child.full_name}: {error}"))
            continue
        done.append(made)
        if not made.writes:
            unchanged.append(kept.child.mosaic_id)
        matching.set_aside += _unread(kept.child.full_name, rows)
        late += _late(kept, rows, covered, today, settings_of(session))
    names = {child: kept.child.full_name for child, kept in matching.here.items()}
    return Plan(
        name=found.name,
        today=today,
        rows_read=found.rows_read,
        added=(),
        updated=tuple(change for made in done for change in made.updated),
        unchanged=tuple(unchanged),
        joined=(),
        set_aside=tuple(matching.set_aside),
        questions=tuple(matching.questions),
        not_listed=(),
        unread=(),
        writes=tuple(each for made in done for each in made.writes),
        findings=(*found_wrong(found, names), *late),
        answers=given,
    )


def _unread(name: str, rows: Mapping[str, list[ReturnRow]]) -> list[SetAside]:
    """What in the rows of a child is no day or no code, and stays out."""
    return [
        SetAside(
            row.number, f"{name}, {row.where}, {column}: “{row.get(column)}” cannot be read and stays out"
        )
        for kind in rows.values()
        for row in kind
        for column in row.unread()
    ]


def _by_child(found: Return) -> _Rows:
    rows: dict[str, dict[str, list[ReturnRow]]] = defaultdict(lambda: defaultdict(list))
    for kind, each in found.rows.items():
        for row in each:
            rows[row.child][kind].append(row)
    return rows


def _covered(found: Return) -> date:
    """From when on a return has every review: 1 April of the year of the oldest."""
    days = [day for row in found.of("reviews") if (day := row.day("REVIEW"))]
    if not days:
        return date.max
    oldest = min(days)
    return date(oldest.year if oldest.month > 3 else oldest.year - 1, 4, 1)


class _Matching:
    """The numbers of a return beside the children here."""

    def __init__(self, everybody: Iterable[Kept], rows: _Rows, answers: Mapping[str, str]) -> None:
        self.rows = rows
        self.here: dict[str, Kept] = {}
        self.set_aside: list[SetAside] = []
        self.questions: list[Question] = []
        self._answers = answers
        by_number = {plain(kept.child.mosaic_id): kept for kept in everybody}
        free = [kept for number, kept in by_number.items() if number not in {plain(each) for each in rows}]
        # A spreadsheet takes the zeros in front of a number away, some systems put them there.
        bare = {plain(kept.child.mosaic_id).lstrip("0"): kept for kept in free}
        for child in rows:
            number = plain(child)
            self._match(child, by_number.get(number) or bare.get(number.lstrip("0")), free)

    def _match(self, child: str, kept: Kept | None, free: Iterable[Kept]) -> None:
        rows = [row for kind in self.rows[child].values() for row in kind]
        born = next((day for row in rows if (day := row.day("DOB"))), None)
        first = rows[0]
        if kept is not None and (born is None or born == kept.child.born):
            self.here[child] = kept
            return
        if kept is not None:
            why = f"The return has {child} born {say_date(born)}; here it is {say_date(kept.child.born)}."
        else:
            began = {span.started_on for span in times_in_care(self.rows[child].get("episodes", ()))}
            alike = [each for each in free if born == each.child.born and _began(each) & began]
            if len(alike) != 1:
                self.set_aside.append(SetAside(first.number, f"{child} is not on this caseload"))
                return
            kept = alike[0]
            why = (
                f"{kept.child.full_name}, {kept.child.mosaic_id} here, was born and came into care that day."
            )
        self._ask(first, child, born, kept, why)

    def _ask(self, row: ReturnRow, child: str, born: date | None, kept: Kept, why: str) -> None:
        key = key_of(child, "return", born, kept.child.id)
        answer = self._answers.get(key)
        if answer == TAKE:
            self.here[child] = kept
        elif answer is None:
            same = Option(f"the same child: {kept.child.full_name}", TAKE)
            options = (same, Option("another child: leave these rows out", MINE), LATER)
            self.questions.append(Question(row.number, child, f"{row.file}, CHILD", child, why, key, options))
        else:
            self.set_aside.append(SetAside(row.number, f"{child} is another child, as you said"))


def _began(kept: Kept) -> set[date]:
    return {period.started_on for period in kept.periods}


def _late(
    kept: Kept, rows: Mapping[str, list[ReturnRow]], covered: date, today: date, settings: Settings
) -> Iterable[Finding]:
    """Lateness over everything known: the reviews here and those of the return."""
    legal = next((row.code for row in reversed(kept.legal) if row.ended_on is None), "")
    if legal in _OTHER_CLOCKS or kept.child.closed_on:
        return ()
    started = max(
        (period.started_on for period in kept.periods if period.ended_on is None),
        default=max((span.started_on for span in times_in_care(rows.get("episodes", ()))), default=None),
    )
    days = {row.opened_on for row in kept.reviews if row.opened_on}
    days |= {day for row in rows.get("reviews", ()) if (day := row.day("REVIEW"))}
    held = sorted(day for day in days if started is None or day >= started)
    from_the_first = started is not None and (
        started >= covered or any(row.kind == "FIRST" and row.opened_on == held[0] for row in kept.reviews)
        if held
        else True
    )
    return tuple(
        found_late(kept.child.mosaic_id, kept.child.full_name, started, held, from_the_first, today, settings)
    )
