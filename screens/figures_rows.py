"""The figures laid out: the list of numbers, and what stands behind one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from screens.marks import cut, plain, row
from screens.widgets.rows import BLANK, Line
from screens.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from iro_tui.casework.figures.counting import Figures
    from iro_tui.casework.figures.parts import Behind, Figure, Part
    from iro_tui.casework.figures.spans import Span

PART = "part "
"""Begins the id of the row of one part."""
RECORD = "record "
"""Begins the id of the row of one record."""

BY_MONTH = (5, 6, 7)
"""Figures that are shown month by month with their late part."""
BARS = ("count", "percent")
"""Units whose parts have a bar."""
SHOWN_FIRST = {6: "LATE"}
"""The part whose records people want to see, where it is not the headline."""


def number_lines(found: Figures, width: int, tall: bool) -> Iterator[Line]:
    """Yield every figure under its group, each group once: number, title, now, last and the change."""
    groups = list(dict.fromkeys(figure.group for figure in found.all))
    for group in groups:
        if group != groups[0] and tall:
            yield BLANK
        yield Line(None, plain(group, "bold"))
        for figure in found.all:
            if figure.group == group:
                yield Line(
                    str(figure.number), _number_row(figure, width, of_quarter=bool(found.span.quarter))
                )


def heading(width: int) -> Content:
    """Return what the columns are."""
    names = ("No", "", "Now", "Last", "Change")
    return _cells([plain(name, "$muted") for name in names], width)


def _cells(cells: Sequence[Content], width: int) -> Content:
    """A line of the list; a title that is longer than its column goes on under itself."""
    number, title, now, last, change = cells
    titles = max(width - 3 - 7 - 7 - 10 - 8, 10)
    first, *rest = title.wrap(titles) or [title]
    line = row(
        (number, 3, "right"), (first, titles), (now, 7, "right"), (last, 7, "right"), (change, 10, "right")
    )
    return Content("\n").join([line, *(Content(" " * 5) + more for more in rest)])


def _number_row(figure: Figure, width: int, *, of_quarter: bool) -> Content:
    from iro_tui.casework.figures.shown import shown

    number, title = plain(str(figure.number), "$muted"), plain(figure.title)
    part = figure.headline
    if part is None:
        # What is typed in is of a whole year.
        nothing = "none" if not figure.typed else "year" if of_quarter else "not yet"
        words = plain(nothing, "$muted")
        return _cells([number, title, words, Content(""), Content("")], width)
    rows = shown(figure)[figure.parts.index(part)]
    if figure.table and part.top:
        title = title + plain(f": {part.label}", "$muted")
    return _cells(
        [
            number,
            title,
            plain(rows.value, "bold" if part.value else "$muted"),
            plain(rows.before, "$muted"),
            plain(rows.change, "$muted"),
        ],
        width,
    )


def chosen_part(figure: Figure, key: str | None) -> Part | None:
    """Return the part whose records are shown: the one that was chosen, else the one people want to see."""
    wanted = SHOWN_FIRST.get(figure.number) if key is None else key
    return next((part for part in figure.parts if part.key == wanted), figure.headline)


def detail_lines(found: Figures, figure: Figure, key: str | None, width: int) -> Iterator[Line]:
    """Yield what stands behind a figure: its parts or months, the records of one part, how it is counted.

    Args:
        found: the figures.
        figure: the one that is looked at.
        key: the part that was chosen; None takes the usual one.
        width: cells there are.
    """
    part = chosen_part(figure, key)
    if figure.number in BY_MONTH:
        yield from _months(found, figure)
        yield BLANK
    if len(figure.parts) > 1 and figure.number not in (5, 7):
        yield from _parts(figure, part, width)
        yield BLANK
    if part is not None:
        yield from _said(figure, part, width)
        yield from _records(found, part, width)
    elif figure.typed:
        yield from _to_type_in(found.span, width)
    yield Line(None, plain("How it is counted", "bold"))
    yield Line(None, Content("\n").join(wrapped(figure.how, width, 6, "$muted")))
    if figure.source:
        yield Line(None, Content("\n").join(wrapped(f"From: {figure.source}", width, 6, "$muted")))


def _to_type_in(span: Span, width: int) -> Iterator[Line]:
    words = "Not typed in yet. t types it in, with where it comes from."
    if span.quarter:
        words = "Typed in for a whole year: q goes on to it, after the fourth quarter."
    yield Line(None, Content("\n").join(wrapped(words, width, 3, "$muted" if span.quarter else "$today")))
    yield BLANK


def _months(found: Figures, figure: Figure) -> Iterator[Line]:
    """Each month with its reviews, the late ones and the share in time; it opens where it is a part."""
    from iro_tui.casework.figures.parts import say_value

    opens = {part.key for part in figure.parts}
    months = [part for part in found.figure(7).parts if part.key != "MEAN"]
    most = max((part.bottom or 0 for part in months), default=0)
    cells = 20 / max(most, 20)
    for part in months:
        whole = part.bottom or 0
        late = int(whole - part.top)
        drawn = plain("█" * round(part.top * cells), "$bar") + plain("░" * round(late * cells), "$today")
        words = plain(f"  {say_value(part)}", "$muted") if whole else Content("")
        words += plain(f"  {late} late", "$today") if late else Content("")
        yield Line(
            f"{PART}{part.key}" if part.key in opens else None,
            plain(f"{part.key:<5}", "$muted")
            + cut(plain(f"{whole:g}", "bold"), 3, right=True)
            + Content("  ")
            + drawn
            + words,
        )


def _parts(figure: Figure, chosen: Part | None, width: int) -> Iterator[Line]:
    from iro_tui.casework.figures.parts import say_value

    # Shares may be out of different numbers: then the share is drawn, else how many.
    shares = all(part.unit == "percent" for part in figure.parts)
    lengths = [(part.value or 0) if shares else part.top if part.unit in BARS else 0 for part in figure.parts]
    most = max(lengths, default=0) or 1
    names = max(16, width - 26)
    for part, length in zip(figure.parts, lengths, strict=True):
        is_chosen = chosen is not None and part.key == chosen.key
        first, *rest = wrapped(part.label, names, 2)
        line = row(
            (plain(">", "$accent") if is_chosen else Content(" "), 1),
            (first, names),
            (plain(say_value(part), "bold" if part.value else "$muted"), 7, "right"),
            (plain("█" * round(length / most * 10), "$bar"), 10),
        )
        yield Line(f"{PART}{part.key}", Content("\n").join([line, *(Content("   ") + more for more in rest)]))


def _said(figure: Figure, part: Part, width: int) -> Iterator[Line]:
    from iro_tui.casework.figures.shown import shown

    said = shown(figure)[figure.parts.index(part)]
    number = f"{said.counted} of {said.out_of} = {said.value}" if said.out_of else said.value
    *before, last = wrapped(f"{part.label}:", width, 3, "bold")
    fits = last.cell_length + 1 + len(number) <= width
    lines = [*before, last + Content(f" {number}")] if fits else [*before, last, Content(f"  {number}")]
    yield Line(None, Content("\n").join(lines))
    if figure.target is not None and part is figure.headline:
        yield Line(None, plain(f"Target {figure.target:g}", "$muted"))
    # The note of a typed number is its source, which stands below with its day.
    if part.note and part.note not in figure.source:
        yield Line(None, Content("\n").join(wrapped(part.note, width, 2, "$muted")))
    yield BLANK


def _records(found: Figures, part: Part, width: int) -> Iterator[Line]:
    if not part.rows:
        return
    yield Line(None, plain(f"The {len(part.rows)} behind it", "bold"))
    days = 12 if any(each.on for each in part.rows) else 0
    for place, each in enumerate(part.rows):
        yield Line(f"{RECORD}{place}", _record(found, each, days, width))
    yield BLANK


def _record(found: Figures, each: Behind, days: int, width: int) -> Content:
    """Day, name and age, and what the record says beside them or, where it is longer, under them.

    Args:
        found: the figures.
        each: the record.
        days: cells for the day; 0 where no record has one.
        width: cells there are.
    """
    from iro_tui.rules.dates import age, say_date

    day = f"{say_date(each.on, each.on) if each.on else '':<{days}}" if days else ""
    years = str(age(found.born[each.child_id], each.on or found.on))
    name = plain(found.children[each.child_id])
    who = plain(day, "$muted") + row((name, 18), (plain(years, "$muted"), 2, "right"))
    if len(each.words) <= width - days - 24:
        return who + plain(f"  {each.words}", "$muted")
    under = (Content(" " * days) + line for line in wrapped(each.words, width - days, 2, "$muted"))
    return Content("\n").join([who, *under])
