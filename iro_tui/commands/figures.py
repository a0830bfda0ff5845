"""`iro-tui figures`: every number of the annual report, as JSON or to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from iro_tui.casework.figures.counting import Figures
from iro_tui.casework.figures.parts import Figure, Part, rounded
from iro_tui.casework.figures.shown import shown
from iro_tui.commands.today import in_lines
from iro_tui.exchange.yearly_return import Merged
from iro_tui.rules.dates import say_date


def as_json(found: Figures) -> dict[str, Any]:
    """The answer with the keys promised for `figures --json`, by figure number; `parts` holds all numbers.

    The first five keys after the title are those of the headline, with `rows` naming what is counted in it.
    """
    return {str(figure.number): _figure(figure, found.mosaic_ids) for figure in found.all}


def merged_as_json(found: Merged) -> dict[str, Any]:
    """A service's year: the figures as in `as_json`, how many returns, and what is missing."""
    return {
        "year": found.words,
        "returns": found.returns,
        "missing": list(found.missing),
        "figures": {str(figure.number): _figure(figure, {}) for figure in found.figures},
    }


def _figure(figure: Figure, mosaic_ids: Mapping[str, str]) -> dict[str, Any]:
    parts = [_part(figure, part, mosaic_ids) for part in figure.parts]
    head = figure.headline
    empty: dict[str, Any] = {
        "value": None,
        "numerator": None,
        "denominator": None,
        "previous": None,
        "rows": [],
    }
    return {
        "title": figure.title,
        **({key: _part(figure, head, mosaic_ids)[key] for key in empty} if head else empty),
        "target": figure.target,
        "how": figure.how,
        "typed": figure.typed,
        "source": figure.source,
        "parts": parts,
    }


def _part(figure: Figure, part: Part, mosaic_ids: Mapping[str, str]) -> dict[str, Any]:
    value, before = part.value, figure.before.get(part.key)
    return {
        "key": part.key,
        "label": part.label,
        "unit": part.unit,
        "value": None if value is None else float(rounded(value, 2)),
        "numerator": None if part.number is not None else part.top,
        "denominator": part.bottom,
        "previous": None if before is None else float(rounded(before, 2)),
        "rows": [
            {
                "mosaic_id": mosaic_ids.get(row.child_id),
                "on": row.on.isoformat() if row.on else None,
                "what": row.words,
            }
            for row in part.rows
        ],
        "note": part.note,
    }


def as_text(found: Figures) -> str:
    """The headline of every figure, group by group."""
    until = "" if found.on >= found.span.end else f", counted up to {say_date(found.on)}"
    return in_lines([f"{found.span.words}{until}", *_lines(found.all)])


def merged_as_text(found: Merged) -> str:
    """A service's year to read, with what is missing at the end."""
    returns = "1 return" if found.returns == 1 else f"{found.returns} returns"
    notes = ["", "What is missing", *(f"  {sentence}" for sentence in found.missing)]
    return in_lines([f"{found.words}, {returns}", *_lines(found.figures), *(notes if found.missing else ())])


def _lines(figures: Sequence[Figure]) -> Iterator[str]:
    for group in dict.fromkeys(figure.group for figure in figures):
        yield ""
        yield group
        for figure in figures:
            if figure.group != group:
                continue
            part = figure.headline
            if part is None:
                words = "not typed in yet" if figure.typed else "none"
                yield f"{figure.number:>4}  {figure.title:<36} {words:>8}"
                continue
            head = shown(figure)[figure.parts.index(part)]
            share = f"{head.counted} of {head.out_of}" if head.out_of else ""
            before = f"last {head.before}" if head.before else ""
            which = f"most: {head.label}" if figure.table else ""
            tail = "  ".join(words for words in (f"{share:<12}", before, head.change, which) if words)
            yield f"{figure.number:>4}  {figure.title:<36} {head.value:>8}  {tail}".rstrip()
