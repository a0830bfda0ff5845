"""One child's rows of a return beside the record: history that is missing here, and where the two differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from iro_tui.exchange.cells import read_code
from iro_tui.exchange.compared import SOURCE, Compared, Kept
from iro_tui.exchange.questions import Unsure
from iro_tui.exchange.return_files import ReturnRow
from iro_tui.exchange.return_spans import Span, homes, legal_statuses, times_in_care
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import say_date


@dataclass(frozen=True)
class _History:
    """How one table keeps a history."""

    table: str
    what: str
    """The field of `updated`."""
    column: str
    """The column that makes a row what it is; empty for a time in care."""


_CARE = _History("period_of_care", "looked_after_since", "")
_LEGAL = _History("legal_status", "legal_status", "code")
_HOME = _History("placement", "placement", "kind")


def compare_return(
    made: Compared, kept: Kept, rows: Mapping[str, Sequence[ReturnRow]], covered: date
) -> None:
    """Note what a return adds to one child's file; what is here already stays.

    Args:
        made: takes what is found.
        kept: the child here.
        rows: the child's rows by kind of file.
        covered: from when on the return has every review.
    """
    episodes = rows.get("episodes", ())
    _fit(made, _CARE, times_in_care(episodes), kept.periods)
    _fit(made, _LEGAL, legal_statuses(episodes), kept.legal)
    _fit(made, _HOME, homes(episodes), kept.placements)
    _reviews(made, kept, rows.get("reviews", ()), episodes, covered)
    _workers(made, kept, rows.get("sw_episodes", ()))
    _missing(made, kept, rows.get("missing", ()))
    _deprived(made, kept, rows.get("dolo", ()))
    _facts(made, kept, rows.get("header", ()), rows.get("uasc", ()))


def _fit(made: Compared, history: _History, spans: Sequence[Span], here: Sequence[Any]) -> None:
    """Put the stretches of a return between those that are here; one that clashes is asked."""
    starts = sorted({row.started_on for row in here} | {span.started_on for span in spans})
    for span in spans:
        twin = next((row for row in here if row.started_on == span.started_on), None)
        if twin is not None:
            _same_start(made, history, span, twin)
            continue
        after = next((day for day in starts if day > span.started_on), None)
        until = span.ended_on or date.max
        clash = [
            row for row in here if row.started_on < until and span.started_on < (row.ended_on or date.max)
        ]
        running = next((row for row in clash if row.started_on < span.started_on), None)
        if running is not None:
            _inside(made, history, span, running)
        elif clash and _what(history, clash[0]) == span.what:
            _began_earlier(made, history, span, clash[0])
        else:
            _write(made, history, span, span.ended_on or (after if here else None))


def _what(history: _History, row: Any) -> str:
    return str(getattr(row, history.column)) if history.column else ""


def _write(made: Compared, history: _History, span: Span, ended_on: date | None) -> None:
    values = {"started_on": span.started_on, "ended_on": ended_on, **span.values}
    if history.column:
        values[history.column] = span.what
    made.change(history.what, "", f"{span.what} since {span.started_on}".strip())
    made.write(history.table, None, **{name: value for name, value in values.items() if value is not None})


def _same_start(made: Compared, history: _History, span: Span, row: Any) -> None:
    """The same stretch: what is empty here is filled; another code is asked."""
    values = {name: value for name, value in span.values.items() if value and not getattr(row, name)}
    before = _what(history, row)
    if history.column and before != span.what:
        why = f"{span.row.where} has {span.what} from {say_date(span.started_on)}; here it is {before}."
        if made.settle(history.what, before, span.what, why):
            values[history.column] = span.what
    if span.ended_on and row.ended_on is None:
        values["ended_on"] = span.ended_on
    for name, value in values.items():
        made.change(f"{history.what} {name}", getattr(row, name), value)
    if values:
        made.write(history.table, row.id, **values)


def _inside(made: Compared, history: _History, span: Span, row: Any) -> None:
    """The return has a change in the middle of what runs here; the same code going on is none."""
    if history.column and _what(history, row) == span.what:
        return
    if row.ended_on is None and span.ended_on is None and history.column:
        made.change(history.what, _what(history, row), span.what)
        made.write(history.table, row.id, ended_on=span.started_on)
        _write(made, history, span, None)
        return
    said = f"{span.what or 'a time in care'} from {say_date(span.started_on)}"
    runs = f"{_what(history, row) or 'one'} runs since {say_date(row.started_on)}"
    why = f"{span.row.where} has {said}; here {runs}."
    if made.settle(history.what, row.started_on, f"{span.what} {span.started_on}".strip(), why):
        made.write(history.table, row.id, ended_on=span.started_on)
        _write(made, history, span, span.ended_on or row.ended_on)


def _began_earlier(made: Compared, history: _History, span: Span, row: Any) -> None:
    why = (
        f"{span.row.where} has it from {say_date(span.started_on)}; here it began {say_date(row.started_on)}."
    )
    if made.settle(f"{history.what} began", row.started_on, span.started_on, why):
        made.change(f"{history.what} began", row.started_on, span.started_on)
        made.write(history.table, row.id, started_on=span.started_on)


def _reviews(
    made: Compared,
    kept: Kept,
    rows: Iterable[ReturnRow],
    episodes: Sequence[ReturnRow],
    covered: date,
) -> None:
    here = {row.opened_on: row for row in kept.reviews if row.opened_on}
    # A review in parts is one review, whichever of its days the return has.
    here |= {row.completed_on: row for row in kept.reviews if row.completed_on}
    told = {day: row for row in rows if (day := row.day("REVIEW"))}
    began = [period.started_on for period in kept.periods]
    began += [span.started_on for span in times_in_care(episodes)]
    held = sorted({row.opened_on for row in kept.reviews if row.opened_on} | set(told))
    for day, row in sorted(told.items()):
        code = _code(row, "REVIEW_CODE", "participation")
        there = here.get(day)
        if there is None:
            made.change("review", "", f"{day} {code}".strip())
            made.write(
                "review",
                None,
                kind=_kind(day, held, began, covered),
                opened_on=day,
                completed_on=day,
                participation=code,
                source=SOURCE,
            )
        elif code and code != there.participation:
            why = f"{row.where} has {code} for the review {say_date(day)}; here it is {there.participation}."
            if not there.participation or made.settle("participation", there.participation, code, why):
                made.change("participation", there.participation, code)
                made.write("review", there.id, participation=code)


def _kind(day: date, held: Sequence[date], began: Iterable[date], covered: date) -> str:
    """First, second or later; told only where the return reaches back to the start of that time in care."""
    since = max((start for start in began if start <= day), default=None)
    if since is None or since < covered:
        return "SUBSEQUENT"
    place = [each for each in held if each >= since].index(day)
    return ("FIRST", "SECOND", "SUBSEQUENT")[min(place, 2)]


def _workers(made: Compared, kept: Kept, rows: Iterable[ReturnRow]) -> None:
    """The return knows workers by number only; a name that is here gets the day its time began."""
    here = [person for person in kept.people if person.role == "SOCIAL_WORKER"]
    now = next((person for person in reversed(here) if person.until_on is None), None)
    for row in rows:
        from_on, until_on = row.day("SW_DECOM"), row.day("SW_DEC")
        if from_on is None or any(person.from_on == from_on for person in here):
            continue
        if until_on is None and now is not None:
            if now.from_on is None:
                made.change("worker from_on", None, from_on)
                made.write("person", now.id, from_on=from_on)
            continue
        name = f"Social worker {row.get('SW_ID')}"
        made.change("worker", "", f"{name} from {from_on}")
        made.write("person", None, name=name, role="SOCIAL_WORKER", from_on=from_on, until_on=until_on)


def _missing(made: Compared, kept: Kept, rows: Iterable[ReturnRow]) -> None:
    for row in rows:
        gone, back = row.day("MIS_START"), row.day("MIS_END")
        if gone is None:
            continue
        there = next((each for each in kept.missing if each.gone_on == gone), None)
        if there is None:
            kind = row.get("MISSING").upper()
            values = {"kind": kind if kind in codes("missing") else "M", "gone_on": gone, "back_on": back}
            made.change("missing", "", f"{gone} to {back}" if back else f"{gone}")
            made.write("missing_episode", None, **values)
        elif back and there.back_on is None:
            made.change("missing back_on", None, back)
            made.write("missing_episode", there.id, back_on=back)


def _deprived(made: Compared, kept: Kept, rows: Iterable[ReturnRow]) -> None:
    """Orders that deprive of liberty, in the return from 2026/27 on, are court cases."""
    for row in rows:
        began, ended = row.day("DOLO_START"), row.day("DOLO_END")
        if began is None:
            continue
        there = next((each for each in kept.courts if each.kind == "DOL" and each.started_on == began), None)
        if there is None:
            made.change("deprivation_of_liberty", "", f"{began} to {ended}" if ended else f"{began}")
            made.write("proceedings", None, kind="DOL", started_on=began, ended_on=ended)
        elif ended and there.ended_on is None:
            made.change("deprivation_of_liberty ended_on", None, ended)
            made.write("proceedings", there.id, ended_on=ended)


def _facts(made: Compared, kept: Kept, header: Iterable[ReturnRow], asylum: Iterable[ReturnRow]) -> None:
    """What is empty here; the caseload list is newer than the return and goes before it."""
    child, values = kept.child, {}
    for row in header:
        for field, column, name in (("sex", "SEX", "sex"), ("ethnicity", "ETHNIC", "ethnicity")):
            said = _code(row, column, name)
            if said and getattr(child, field) in ("", "U") and said != getattr(child, field):
                values[field] = said
    if any(True for _ in asylum) and not child.uasc:
        values["uasc"] = True  # type: ignore[assignment]
    for field, value in values.items():
        made.change(field, getattr(child, field), value)
    if values:
        made.write("child", child.id, **values)


def _code(row: ReturnRow, column: str, name: str) -> str:
    try:
        return read_code(row.get(column), name)
    except Unsure:
        return ""
