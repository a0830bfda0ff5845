"""Typing in what the tool cannot count, and the targets."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.figure import ReportText, ReportTextFields, Target, TypedFigure
from iro_tui.rules.codes import codes

if TYPE_CHECKING:
    from sqlmodel import Session

UNBOUNDED = frozenset({"4", "27", "47"})
"""Changes, which may be less than nothing, and a year's flow over one day's number, which may be over 100."""


@verb("number typed in")
def type_figure(
    session: Session, year: int, figure: str, value: float | None, source: str, today: date, unit: str = ""
) -> None:
    """Type in a number of a year, or take it out again.

    Args:
        session: an open session.
        year: the April it begins in.
        figure: number and part, such as `26` or `14.M2`.
        value: the number; None takes it out.
        source: where it comes from; needed with a number.
        today: the day that stands in for today.
        unit: what the part is counted in, see `Part.unit`; the figure's own without it.

    Raises:
        BadInput: a number without its source, or one that this figure cannot have.
    """
    from sqlmodel import select

    row = session.exec(
        select(TypedFigure).where(TypedFigure.year == year, TypedFigure.figure == figure)
    ).first()
    if value is None:
        if row is not None:
            session.delete(row)
        return
    _refuse_impossible("Number", value, figure, unit)
    if not source.strip():
        raise BadInput("Where it comes from: say who counted it, such as the performance team.")
    if row is None:
        row = TypedFigure(year=year, figure=figure)
        session.add(row)
    row.value, row.source, row.typed_on = value, source.strip(), today


@verb("target set")
def set_target(session: Session, year: int, figure: str, value: float | None, unit: str = "") -> None:
    """Set the target of a figure in a year; None goes back to the usual one, or to none.

    Raises:
        BadInput: this figure cannot reach it; `unit` as in `type_figure`.
    """
    from sqlmodel import select

    row = session.exec(select(Target).where(Target.year == year, Target.figure == figure)).first()
    if value is None:
        if row is not None:
            session.delete(row)
        return
    _refuse_impossible("Target", value, figure, unit)
    if row is None:
        session.add(Target(year=year, figure=figure, value=value))
    else:
        row.value = value


def _refuse_impossible(field: str, value: float, figure: str, unit: str) -> None:
    number = figure.partition(".")[0]
    unit = unit or codes("figures")[number].columns["unit"]
    if number in UNBOUNDED:
        return
    if value < 0:
        raise BadInput(f"{field}: it cannot be less than 0.")
    if unit == "percent" and value > 100:
        raise BadInput(f"{field}: a percentage is from 0 to 100.")


@verb("report written")
def write_section(session: Session, year: int, section: str, text: str) -> None:
    """Keep the words of one section of a year's report; empty words take them out.

    Raises:
        BadInput: there is no such section.
    """
    from sqlmodel import select

    from iro_tui.casework.filled import filled
    from iro_tui.record.base import Asker

    made = filled(ReportTextFields, {"year": year, "section": section, "text": text}, Asker(date.max))
    row = session.exec(
        select(ReportText).where(ReportText.year == year, ReportText.section == section)
    ).first()
    if row is None and made.text.strip():
        session.add(ReportText(**made.model_dump()))
    elif row is not None and made.text.strip():
        row.text = made.text
    elif row is not None:
        session.delete(row)
