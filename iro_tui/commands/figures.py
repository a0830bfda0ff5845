"""`iro-tui figures`: every number of the annual report, as JSON or to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from iro_tui.casework.figures.counting import Figures
from iro_tui.casework.figures.hiding import Hidden, hidden
from iro_tui.casework.figures.parts import Figure, Part, rounded
from iro_tui.casework.figures.shown import Shown, is_hidden, shown
from iro_tui.commands.today import in_lines
from iro_tui.exchange.yearly_return import Merged
from iro_tui.rules.dates import say_date


def as_json(found: Figures, *, hide_small: bool = False) -> dict[str, Any]:
    """The answer with the keys promised for `figures --json`, by figure number; `parts` holds all numbers.

    The first five keys after the title are those of the headline, with `rows` naming what is counted in it.
    What is hidden has null for its numbers, no rows, and `shown` as a reader may see it.
    """
    hide = hidden(found.all) if hide_small else None
    return {str(figure.number): _figure(figure, found.mosaic_ids, hide) for figure in found.all}


def merged_as_json(found: Merged, *, hide_small: bool = False) -> dict[str, Any]:
    """A service's year: the figures as in `as_json`, how many returns, and what is missing."""
    hide = hidden(found.figures) if hide_small else None
    return {
        "year": found.words,
        "returns": found.returns,
        "missing": list(found.missing),
        "figures": {str(figure.number): _figure(figure, {}, hide) for figure in found.figures},
    }


def _figure(figure: Figure, mosaic_ids: Mapping[str, str], hide: Hidden | None) -> dict[str, Any]:
    rows = shown(figure, hide)
    parts = [_part(figure, part, mosaic_ids, row) for part, row in zip(figure.parts, rows, strict=True)]
    head = parts[figure.parts.index(figure.headline)] if figure.headline else None
    empty: dict[str, Any] = {
        "value": None,
        "numerator": None,
        "denominator": None,
        "previous": None,
        "rows": [],
    }
    return {
        "title": figure.title,
        **({key: head[key] for key in empty} if head else empty),
        "target": figure.target,
        "how": figure.how,
        "typed": figure.typed,
        "source": figure.source,
        "parts": parts,
    }


def _part(figure: Figure, part: Part, mosaic_ids: Mapping[str, str], row: Shown) -> dict[str, Any]:
    value, before = part.value, figure.before.get(part.key)
    if is_hidden(row.value):
        value, before = None, None
    seen = None if is_hidden(row.value) else part
    return {
        "key": part.key,
        "label": part.label,
        "unit": part.unit,
        "shown": row.value,
        "value": None if value is None else float(rounded(value, 2)),
        "numerator": None if seen is None or seen.number is not None else seen.top,
        "denominator": seen.bottom if seen else None,
        "previous": None if before is None or is_hidden(row.before) else float(rounded(before, 2)),
        "rows": [
            {
                "mosaic_id": mosaic_ids.get(each.child_id),
                "on": each.on.isoformat() if each.on else None,
                "what": each.words,
            }
            for each in (seen.rows if seen else ())
        ],
        "note": row.note,
    }


def as_text(found: Figures, *, hide_small: bool = False) -> str:
    """The headline of every figure, group by group."""
    until = "" if found.on >= found.span.end else f", counted up to {say_date(found.on)}"
    return in_lines([f"{found.span.words}{until}", *_lines(found.all, hide_small)])


def merged_as_text(found: Merged, *, hide_small: bool = False) -> str:
    """A service's year to read, with what is missing at the end."""
    returns = "1 return" if found.returns == 1 else f"{found.returns} returns"
    notes = ["", "What is missing", *(f"  {sentence}" for sentence in found.missing)]
    return in_lines(
        [f"{found.words}, {returns}", *_lines(found.figures, hide_small), *(notes if found.missing else ())]
    )


def _lines(figures: Sequence[Figure], hide_small: bool) -> Iterator[str]:
    hide = hidden(figures) if hide_small else None
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
            head = shown(figure, hide)[figure.parts.index(part)]
            share = f"{head.counted} of {head.out_of}" if head.out_of else ""
            before = f"last {head.before}" if head.before else ""
            which = f"most: {head.label}" if figure.table and part.top else ""
            tail = "  ".join(words for words in (f"{share:<12}", before, head.change, which) if words)
            yield f"{figure.number:>4}  {figure.title:<36} {head.value:>8}  {tail}".rstrip()
