"""One IRO's figures without names, and many of them added up to the tables of a service.

A return holds counts, and for what is counted in children a mark for each child: a keyed hash of the
Mosaic number. The same child has the same mark in every return of a service, so that nobody is counted
twice. Without the service's key the marks say nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from iro_tui.casework.figures.counting import Figures
from iro_tui.casework.figures.of_reviews import most_and_fewest
from iro_tui.casework.figures.parts import Behind, Figure, Part, rounded
from iro_tui.casework.figures.spans import span
from iro_tui.errors import BadInput
from iro_tui.exchange.return_shape import FORMAT, VERSION, read_return
from iro_tui.rules.codes import codes

SHORTEST_KEY = 16
"""Bytes a service's key has at least: a shorter one could be guessed from a list of Mosaic numbers."""

WORKED_OUT = frozenset({(5, "MEAN"), (5, "MOST"), (5, "LEAST"), (7, "MEAN"), (25, "MEAN")})
"""Parts that follow from the months and are worked out anew from their sums."""

ALL_OF_THEM = frozenset({12})
"""Figures a child counts in only when every return that knows the child counts it."""


def make_return(found: Figures, iro: str, key: bytes) -> dict[str, Any]:
    """The return of one IRO for a year: no name, no note, no Mosaic number.

    Args:
        found: the figures of a whole year.
        iro: what tells the IRO from the others of the service: name or work address.
        key: the service's key, at least 16 bytes, the same for all its IROs.

    Raises:
        BadInput: the key is too short, or the figures are those of a quarter.
    """
    if len(key) < SHORTEST_KEY:
        raise BadInput(
            f"The service's key is too short: it needs at least {SHORTEST_KEY} letters. Ask who keeps it."
        )
    if found.span.quarter:
        raise BadInput("A return is made for a whole year. Leave out the quarter.")
    marks = {child_id: _mark(key, "child", mosaic_id) for child_id, mosaic_id in found.mosaic_ids.items()}
    return {
        "format": FORMAT,
        "version": VERSION,
        "year": found.span.year,
        "iro": _mark(key, "iro", iro.strip().casefold()),
        "key": _mark(key, "key", ""),
        "counted_to": found.on.isoformat(),
        "figures": {
            str(figure.number): [
                _part(part, marks) for part in figure.parts if (figure.number, part.key) not in WORKED_OUT
            ]
            for figure in found.all
            if not figure.typed and figure.number != 4
        },
    }


def _mark(key: bytes, kind: str, words: str) -> str:
    return hmac.new(key, f"{kind}:{words}".encode(), hashlib.sha256).hexdigest()[:32]


def _part(part: Part, marks: Mapping[str, str]) -> dict[str, Any]:
    return {
        "key": part.key,
        "label": part.label,
        "unit": part.unit,
        "top": part.top,
        "bottom": part.bottom,
        # Where the numerator is not how many there are, as with days, it is added up and not counted.
        "children": _children(part.rows, marks) if part.numerator is None else None,
        "of_children": _children(part.out_of, marks),
    }


def _children(rows: Iterable[Behind] | None, marks: Mapping[str, str]) -> list[str] | None:
    """The marks of the children counted; None where not children are counted but reviews, talks, days."""
    if rows is None:
        return None
    listed = list(rows)
    if not listed or any(row.subject[0] for row in listed):
        return None
    return sorted({marks[row.child_id] for row in listed})


@dataclass
class _Sum:
    """One part while returns are added up."""

    label: str
    unit: str
    top: float = 0
    bottom: float | None = None
    children: set[str] | None = None
    of_children: set[str] | None = None
    left_out: set[str] = field(default_factory=set)
    """Children some return has in the denominator and not in the numerator; kept for `ALL_OF_THEM` alone."""
    returns: int = 0


@dataclass(frozen=True, slots=True)
class Merged:
    """A service's year, added up from returns."""

    year: int
    returns: int
    figures: tuple[Figure, ...]
    missing: tuple[str, ...]
    """What the sums do not hold, one sentence each."""

    @property
    def words(self) -> str:
        """`2026/27`."""
        return span(self.year).words


def merge(files: Iterable[Path], expected: int | None = None) -> Merged:
    """Add returns up to the tables of a service, one file at a time.

    Rates come from summed numerators and denominators. Children are counted once, whoever reviewed them.

    Args:
        files: the returns.
        expected: how many IROs the service has; None does not ask.

    Raises:
        BadInput: a file is no return, two are of one IRO and year, or years or keys differ.
    """
    sums: dict[int, dict[str, _Sum]] = {}
    marks: dict[str, str] = {}
    seen: dict[str, str] = {}
    first: dict[str, Any] | None = None
    short: list[str] = []
    for file, name in _named(files):
        found = read_return(file, name)
        first = first or {"year": found["year"], "key": found["key"], "name": name}
        _refuse_mixed(found, first, name)
        if found["iro"] in seen:
            other = seen[found["iro"]]
            both = (
                f"{name} was given twice"
                if other == name
                else f"{other} and {name} are of the same IRO and year"
            )
            raise BadInput(f"{both}. Leave one of them out.")
        seen[found["iro"]] = name
        if found["counted_to"] < f"{found['year'] + 1}-03-31":
            short.append(name)
        _add(found, sums, marks)
    if first is None:
        raise BadInput("No return was given. Name the files to add up.")
    figures = tuple(_figures(sums, len(seen)))
    return Merged(int(first["year"]), len(seen), figures, tuple(_missing(sums, seen, short, expected)))


def _named(files: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Each file with what it is called: its name, or the way to it where several have that name."""
    listed = list(files)
    names = Counter(file.name for file in listed)
    for file in listed:
        yield file, file.name if file.name and names[file.name] == 1 else str(file)


def _refuse_mixed(found: Mapping[str, Any], first: Mapping[str, Any], name: str) -> None:
    if found["year"] != first["year"]:
        raise BadInput(
            f"{name} is of {span(found['year']).words}, {first['name']} of {span(first['year']).words}. "
            "Add up one year at a time."
        )
    if found["key"] != first["key"]:
        raise BadInput(
            f"{name} was made with another key than {first['name']}: children could not be told apart. "
            "Ask for it again with the service's key."
        )


def _add(found: Mapping[str, Any], sums: dict[int, dict[str, _Sum]], marks: dict[str, str]) -> None:
    """Add one return; sets grow in place, and a child's mark is kept once for all figures it is in."""

    def known(listed: Iterable[str]) -> Iterator[str]:
        return (marks.setdefault(mark, mark) for mark in listed)

    for code, parts in found["figures"].items():
        number = int(code)
        table = sums.setdefault(number, {})
        for part in parts:
            into = table.setdefault(part["key"], _Sum(part["label"], part["unit"]))
            into.returns += 1
            into.top += part["top"]
            if part["bottom"] is not None:
                into.bottom = (into.bottom or 0) + part["bottom"]
            children, of_children = part["children"], part["of_children"]
            if children is not None:
                into.children = into.children or set()
                into.children.update(known(children))
            if of_children is not None:
                into.of_children = into.of_children or set()
                into.of_children.update(known(of_children))
                if number in ALL_OF_THEM:
                    into.left_out.update(set(of_children) - set(children or ()))


def _figures(sums: Mapping[int, Mapping[str, _Sum]], returns: int) -> Iterator[Figure]:
    for code, line in codes("figures").items():
        number = int(code)
        table = sums.get(number, {})
        parts = [_summed(number, key, each) for key, each in table.items()]
        yield Figure(
            number=number,
            title=line.label,
            group=line.columns["group"],
            unit=line.columns["unit"],
            how=line.columns["how"],
            typed=line.columns["typed"] == "yes",
            table=line.columns["table"] == "yes",
            parts=_worked_out(number, parts, returns),
        )


def _summed(number: int, key: str, each: _Sum) -> Part:
    top: float = each.top
    bottom = each.bottom
    if each.children is not None or (each.of_children is not None and not each.top):
        counted = each.children or set()
        top = len(counted - each.left_out if number in ALL_OF_THEM else counted)
    if each.of_children is not None:
        bottom = len(each.of_children)
    return Part(key, each.label, each.unit, numerator=top, denominator=bottom)


def _worked_out(number: int, parts: list[Part], returns: int) -> tuple[Part, ...]:
    """The parts, with those that follow from the sums of the months."""
    months = [part for part in parts if part.key]
    if number == 5 and months:
        total = sum(month.top for month in months)
        mean = Part("MEAN", "Mean of a month", "mean", numerator=total, denominator=len(months))
        return (mean, *months, *most_and_fewest(months))
    if number == 7 and months:
        rates = [month.value for month in months if month.value is not None]
        mean_rate = sum(rates) / len(rates) if rates else None
        return (Part("MEAN", "Mean of the months", "percent", number=mean_rate), *months)
    if number == 25 and parts:
        return _caseload(parts, months, returns)
    return tuple(parts)


def _caseload(parts: Sequence[Part], months: Sequence[Part], returns: int) -> tuple[Part, ...]:
    """All children of the service, with what each IRO has on average: only that stands against 60 to 65."""
    on_each = [
        replace(
            part, note=f"{rounded(part.top / returns, 1)} for each of {returns} IROs; full time is 60 to 65."
        )
        for part in parts
        if not part.key
    ]
    in_all = sum(month.top for month in months)
    mean = Part("MEAN", "Mean of the month ends", "mean", numerator=in_all, denominator=len(months))
    return (*on_each, mean, *months)


def _missing(
    sums: Mapping[int, Mapping[str, _Sum]], seen: Mapping[str, str], short: list[str], expected: int | None
) -> Iterator[str]:
    if expected is not None and len(seen) < expected:
        are = "is" if expected - len(seen) == 1 else "are"
        yield f"{len(seen)} of {expected} IROs sent a return; {expected - len(seen)} {are} missing."
    elif expected is not None and len(seen) > expected:
        yield f"{len(seen)} returns came of {expected} expected: look for an IRO who sent two."
    for name in sorted(short):
        yield f"{name} was counted before the year had ended."
    typed = [code for code, line in codes("figures").items() if line.columns["typed"] == "yes"]
    yield f"Figures {', '.join(typed)} are the whole service's and are typed in."
    yield "Figure 11 is of the day each return was made."
    for number, table in sorted(sums.items()):
        few = {each.returns for each in table.values()}
        if number not in (33, 58) and few and min(few) < len(seen) and max(few) < len(seen):
            yield f"Figure {number} is not in every return."
