"""The episodes of a return as an IRO reads them: times in care, legal statuses, homes, with their days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from iro_tui.exchange.cells import read_code
from iro_tui.exchange.questions import Unsure
from iro_tui.exchange.return_files import ReturnRow
from iro_tui.rules.codes import codes

_OLD_REASON = re.compile(r"E\d{1,2}[AB]?")
"""A reason of a year whose codes are not kept here, such as E43: all of these end a time in care."""


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of a history."""

    row: ReturnRow
    """The first row it was read from."""
    started_on: date
    ended_on: date | None
    what: str
    """The code that makes it what it is: a legal status, a placement type; empty for a time in care."""
    values: Mapping[str, Any]
    """The other fields of its table that the return knows."""


@dataclass(frozen=True, slots=True)
class _Episode:
    row: ReturnRow
    began: date
    ended: date | None
    why_new: str
    legal: str
    place: str


def times_in_care(rows: Iterable[ReturnRow]) -> tuple[Span, ...]:
    """The times in care that began in these episodes (C5, RNE S), ended by a reason that ends care."""
    spans: list[Span] = []
    for episode in _episodes(rows):
        if episode.why_new == "S":
            spans.append(Span(episode.row, episode.began, None, "", {}))
        reason = episode.row.get("REC").upper()
        known = codes("reason_episode_ceased").get(reason)
        ends = known.columns["ends_period_of_care"] == "yes" if known else _OLD_REASON.fullmatch(reason)
        if spans and episode.ended and ends:
            values = {"end_reason": reason} if known else {}
            spans[-1] = replace(spans[-1], ended_on=episode.ended, values=values)
    return tuple(spans)


def legal_statuses(rows: Iterable[ReturnRow]) -> tuple[Span, ...]:
    """The legal statuses; one that goes on through a change of home is one."""
    spans: list[Span] = []
    for episode in _episodes(rows):
        last = spans[-1] if spans else None
        if not episode.legal:
            continue
        if last and last.what == episode.legal and last.ended_on == episode.began:
            spans[-1] = replace(last, ended_on=episode.ended)
        else:
            spans.append(Span(episode.row, episode.began, episode.ended, episode.legal, {}))
    return tuple(spans)


def homes(rows: Iterable[ReturnRow]) -> tuple[Span, ...]:
    """The placements. A temporary stay (T0 to T4) ends none of them (rule 383); nor does a new order."""
    spans: list[Span] = []
    away = False
    for episode in _episodes(rows):
        last = spans[-1] if spans else None
        if episode.place.startswith("T"):
            away = True
            if last:
                spans[-1] = replace(last, ended_on=episode.ended)
            continue
        if not episode.place:
            continue
        values = _home_values(episode.row)
        goes_on = last is not None and last.what == episode.place and last.ended_on == episode.began
        if last and goes_on and (episode.why_new == "L" or (away and _same_home(last.values, values))):
            spans[-1] = replace(last, ended_on=episode.ended)
        else:
            spans.append(Span(episode.row, episode.began, episode.ended, episode.place, values))
        away = False
    return tuple(_with_reasons(spans, rows))


def _same_home(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one.get(name) == other.get(name) for name in ("provider", "postcode"))


def _with_reasons(spans: Sequence[Span], rows: Iterable[ReturnRow]) -> Iterable[Span]:
    """Why each home came: the reason stands on the episode that ended with the move."""
    why = {
        row.day("DEC"): row.get("REASON_PLACE_CHANGE").upper()
        for row in rows
        if row.get("REASON_PLACE_CHANGE").upper() in codes("reason_placement_change")
    }
    for span in spans:
        reason = why.get(span.started_on)
        yield replace(span, values={**span.values, "move_reason": reason}) if reason else span


def _home_values(row: ReturnRow) -> dict[str, Any]:
    values = {"provider": _code(row, "PLACE_PROVIDER", "placement_provider"), "postcode": row.get("PL_POST")}
    return {name: value for name, value in values.items() if value}


def _episodes(rows: Iterable[ReturnRow]) -> list[_Episode]:
    """The episodes in order; one without a day it began cannot be placed."""
    found = [
        _Episode(
            row,
            began,
            row.day("DEC"),
            row.get("RNE").upper(),
            _code(row, "LS", "legal_status"),
            _code(row, "PLACE", "placement_type"),
        )
        for row in rows
        if (began := row.day("DECOM"))
    ]
    return sorted(found, key=lambda each: (each.began, each.ended or date.max))


def _code(row: ReturnRow, column: str, name: str) -> str:
    try:
        return read_code(row.get(column), name)
    except Unsure:
        return ""
