"""All figures of one stretch: counted, beside the year before and the target, with what was typed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from iro_tui.casework.due_before import law_of
from iro_tui.casework.figures.evidence import Evidence
from iro_tui.casework.figures.of_alerts import of_alerts
from iro_tui.casework.figures.of_caseload import of_caseload
from iro_tui.casework.figures.of_reviews import Counted, late_now, of_reviews
from iro_tui.casework.figures.of_taking_part import of_taking_part
from iro_tui.casework.figures.of_what_is_watched import of_what_is_watched
from iro_tui.casework.figures.parts import Behind, Figure, Part
from iro_tui.casework.figures.spans import Span
from iro_tui.casework.files import File, open_files
from iro_tui.casework.footprint import is_open, quiet_of
from iro_tui.errors import BadInput
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import say_date

if TYPE_CHECKING:
    from sqlmodel import Session

TARGETS = {"9": 95.0, "17.M2": 80.0}
"""What both services aimed at; used until the IRO sets another (practice.md 8.2, figures 9 and 17)."""

LATE_NOW = 11
"""The figure that is of today, whatever stretch it is asked for."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Every figure of one stretch."""

    span: Span
    on: date
    """The day the snapshots are taken."""
    all: tuple[Figure, ...]
    children: Mapping[str, str]
    """Names by child id, for the lists behind the numbers."""
    mosaic_ids: Mapping[str, str]
    born: Mapping[str, date]

    def figure(self, number: int) -> Figure:
        """The figure with a number of practice.md 8.2.

        Raises:
            KeyError: there is none.
        """
        return next(each for each in self.all if each.number == number)


def figures(session: Session, span: Span, today: date) -> Figures:
    """Count every figure of a stretch, and of the same stretch a year earlier.

    Args:
        session: an open session.
        span: the year or quarter.
        today: the day that stands in for today; a stretch that still runs is counted up to it, and one that
            has not begun has no part but what was typed in.
    """
    evidence = Evidence(session, today, span)
    # Of what has not begun there is nothing but what was typed in: targets, above all.
    has_begun = span.start <= today
    counted = _counted(span, evidence) if has_begun else {}
    before = _counted(span.before(), evidence) if has_begun else {}
    if has_begun:
        files = open_files(session, today)
        counted[LATE_NOW] = (_late_now(files, span, today),)
        counted[39] = (_gone_quiet(session, files, span, evidence),)
        counted[4] = (_change(counted[1][0], before[1][0]),)
    typed = _Typed(session, span)
    every = []
    for code, line in codes("figures").items():
        number = int(code)
        parts = typed.parts(number, counted.get(number, ()))
        every.append(
            Figure(
                number=number,
                title=_late_on(today) if number == LATE_NOW and span.end < today else line.label,
                group=line.columns["group"],
                unit=line.columns["unit"],
                how=line.columns["how"],
                typed=line.columns["typed"] == "yes",
                table=line.columns["table"] == "yes",
                parts=parts,
                before=typed.before(number, before.get(number, ())),
                before_parts=tuple(before.get(number, ())),
                target=typed.target(number),
                source=typed.source(number),
            )
        )
    children = evidence.children
    return Figures(
        span=span,
        on=span.last_day(today),
        all=tuple(_with_what_follows(every)),
        children={i: f"{c.known_as or c.first_name} {c.surname}".strip() for i, c in children.items()},
        mosaic_ids={i: c.mosaic_id for i, c in children.items()},
        born={i: c.born for i, c in children.items()},
    )


def _counted(span: Span, evidence: Evidence) -> Counted:
    held = evidence.held(span)
    return {
        **of_reviews(held, span, evidence),
        **of_taking_part(held, span, evidence),
        **of_caseload(span, evidence),
        **of_alerts(len(held), span, evidence),
        **of_what_is_watched(held, span, evidence),
    }


def _late_now(files: Mapping[str, File], span: Span, today: date) -> Part:
    def due_of(file: File, day: date) -> date | None:
        try:
            law = law_of(file, day)
        except BadInput:
            return None
        return law.due if law else None

    part = late_now([file for file in files.values() if file.child.closed_on is None], today, due_of)
    if span.end >= today:
        return part
    return replace(part, label=_late_on(today), note=f"Today, not at the end of {span.words}: {part.note}.")


def _late_on(today: date) -> str:
    """What figure 11 is called beside figures of a stretch that has ended: it is always of today."""
    return f"Late on {today.day} {today:%b %Y}"


def _gone_quiet(session: Session, files: Mapping[str, File], span: Span, evidence: Evidence) -> Part:
    on = span.last_day(evidence.today)
    since: dict[str, date | None]
    if on == evidence.today:
        since = {i: file.looked_after_since for i, file in files.items() if is_open(file, on)}
    else:
        cares = {
            child.id: evidence.running("period_of_care", child.id, on) for child in evidence.open_children(on)
        }
        since = {child_id: care["started_on"] if care else None for child_id, care in cares.items()}
    found = quiet_of(session, since, evidence.settings, on)
    of = f"of {len(found)} open children"
    quiet = [(child_id, *each) for child_id, each in found.items() if each]
    rows = tuple(Behind(*each) for each in sorted(quiet, key=lambda each: each[1] or date.min))
    return Part("", "Children with no activity of yours", "count", rows, note=of)


def _change(now: Part, before: Part) -> Part:
    """This year less the last; not known when the record does not reach back to it."""
    number = now.top - before.top if before.rows else None
    return Part("", "Change in reviews", "change", number=number)


class _Line(NamedTuple):
    """One number that was typed in."""

    figure: str
    year: int
    value: float | None
    numerator: float | None
    denominator: float | None
    source: str
    typed_on: date | None


class _Typed:
    """What the IRO typed in: numbers of the service, of years before the tool, and targets."""

    def __init__(self, session: Session, span: Span) -> None:
        from sqlalchemy import select
        from sqlmodel import col

        from iro_tui.record.figure import Target, TypedFigure

        # Columns and not whole rows, which take several times as long to load.
        wanted = (getattr(TypedFigure, name) for name in _Line._fields)
        rows = [_Line(*row) for row in session.connection().execute(select(*wanted)).all()]
        place = {key: number for number, key in enumerate(codes("typed_part"))}
        now = [row for row in rows if row.year == span.year and not span.quarter]
        now.sort(key=lambda row: (place.get(row.figure, len(place)), row.figure))
        self._now = {row.figure: row for row in now}
        self._before = {row.figure: row for row in rows if row.year == span.year - 1 and not span.quarter}
        targets = select(col(Target.figure), col(Target.value)).where(col(Target.year) == span.year)
        self._targets: dict[str, float] = dict(row for row in session.connection().execute(targets).all())

    def parts(self, number: int, counted: Sequence[Part]) -> tuple[Part, ...]:
        """The parts, with typed ones for what only the service knows."""
        found = list(counted)
        for key, row in self._now.items():
            of, _, part = key.partition(".")
            if of != str(number) or any(each.key == part for each in found):
                continue
            unit = codes("figures")[of].columns["unit"]
            named = codes("typed_part").get(key)
            label = named.label if named else part or codes("figures")[of].label
            found.append(
                Part(part, label, unit, (), None, row.value, row.numerator, row.denominator, row.source)
            )
        return tuple(found)

    def before(self, number: int, counted: Sequence[Part]) -> dict[str, float | None]:
        """The year before by part: typed numbers first, for the record may not reach back."""
        found: dict[str, float | None] = {part.key: part.value for part in counted if _has_any(part)}
        if number == 14:
            # M1 and M2 count different reviews: beside each other they would look like one trend.
            found.pop("M1", None)
        for key, row in self._before.items():
            of, _, part = key.partition(".")
            if of == str(number):
                found[part] = row.value
        return found

    def target(self, number: int) -> float | None:
        """The target of a figure; that of its headline where one was set for a part."""
        mine = {**TARGETS, **self._targets}
        return next((value for key, value in mine.items() if key.partition(".")[0] == str(number)), None)

    def source(self, number: int) -> str:
        """Where its typed numbers come from, each source once, with the day it was typed in."""
        mine = [row for key, row in self._now.items() if key.partition(".")[0] == str(number)]
        said = {
            f"{row.source}, {say_date(row.typed_on, weekday=False)}" if row.typed_on else row.source
            for row in mine
            if row.source
        }
        return "; ".join(sorted(said))


def _has_any(part: Part) -> bool:
    """Whether a part of the year before says anything: nothing on the record is not a zero."""
    return bool(part.rows or part.out_of or part.number)


def _with_what_follows(every: Sequence[Figure]) -> list[Figure]:
    """Figure 27, worked out from the two numbers of figure 26."""
    by_number = {each.number: each for each in every}
    service = by_number[26]
    now = service.parts[0].value if service.parts else None
    before = service.before.get("")
    if now is None or not before:
        return list(every)
    change = Part("", "Change in number", "percent", numerator=now - before, denominator=before)
    return [replace(each, parts=(change,)) if each.number == 27 else each for each in every]
