"""The alerts laid out: who answers, how many days are used, and what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from screens.marks import MARKS, cut, plain, row, sign
from screens.widgets.rows import BLANK, Line
from screens.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from iro_tui.casework.alert_board import Board, BoardRow

CELLS = 20
"""Working days a bar has room for, one cell each."""
WARNS_FROM = 13
"""The day from which a bar is amber."""


def board_lines(board: Board, today: date, width: int, tall: bool) -> Iterator[Line]:
    """Yield the open alerts by whom they are with, then what was closed, then good practice."""
    names = _name_width(board)
    for place, (title, rows) in enumerate(board.groups):
        if place and tall:
            yield BLANK
        yield Line(None, plain(title, "bold") + plain(f"  {len(rows)}", "$muted"))
        for each in rows:
            yield Line(each.alert_id, _row(each, today, width, names))
    for title, rows in (("Closed this year", board.closed), ("Good practice this year", board.good)):
        if not rows:
            continue
        if tall:
            yield BLANK
        yield Line(None, plain(title, "bold") + plain(f"  {len(rows)}", "$muted"))
        for each in rows:
            yield Line(each.alert_id, _row(each, today, width, names))


def heading(board: Board, width: int) -> Content:
    """Return what the columns are, with the marks of the process most alerts run under."""
    names = _name_width(board)
    if width < 100:
        cells: list[tuple[Content | str, int]] = [("", 1), ("", names), ("", 2), ("", _what(width, names))]
        words = [plain(word, "$muted") for word in ("Used", "Answer by")]
        return row(*cells, (words[0], 8), (words[1], 21))
    cells = [("", 1), ("", names), ("", 2), ("", _what(width, names)), (plain("Raised", "$muted"), 10)]
    marks = board.open_rows[0].process.ends() if board.open_rows else (5, 15, 20)
    return row(
        *cells,
        (plain("Used", "$muted"), 4),
        (plain(_ruler(marks), "$muted"), CELLS + 3),
        (plain("Answer by", "$muted"), 21),
    )


def _ruler(marks: Sequence[int]) -> str:
    drawn = [" "] * (CELLS + 3)
    for place, mark in enumerate(marks):
        at = min(min(mark, CELLS) + place, CELLS + 2)
        for offset, letter in enumerate(reversed(str(mark))):
            if 0 <= at - offset < len(drawn):
                drawn[at - offset] = letter
    return "".join(drawn)


def _name_width(board: Board) -> int:
    every = (*board.open_rows, *board.closed, *board.good)
    return min(max([len(each.child) for each in every] + [12]), 18)


def _what(width: int, names: int) -> int:
    """Cells left for what the alert is about."""
    taken = 1 + names + 2 + (8 + 21 + 10 if width < 100 else 10 + 4 + CELLS + 3 + 21 + 14)
    return max(width - taken, 12)


def _row(each: BoardRow, today: date, width: int, names: int) -> Content:
    from iro_tui.rules.dates import say_date

    cells = [
        (sign(each.sign), 1),
        (plain(each.child), names),
        (plain(str(each.age), "$muted"), 2, "right"),
        (plain(each.concern, "$muted"), _what(width, names)),
    ]
    by = _by(each, today)
    if width < 100:
        return row(*cells, (_used(each), 8), (by, 21))
    return row(
        *cells,
        (plain(say_date(each.raised_on, each.raised_on), "$muted"), 10),
        (plain(str(each.used), "bold" if each.is_open else "$muted"), 4, "right"),
        (bar(each), CELLS + 3),
        (by, 21),
    )


def _used(each: BoardRow) -> Content:
    if each.stage is None:
        return plain(f"{each.used} wd", "$muted")
    allowed = each.stage.allowed
    return plain(f"{each.used} of {allowed}" if allowed else f"day {each.used}", "bold")


def bar(each: BoardRow) -> Content:
    """Return the days used, one cell a working day, with a line after the end of each step."""
    style = "$today" if each.is_open and each.used >= WARNS_FROM else "$bar"
    ends = set(each.process.ends())
    drawn = Content("")
    for day in range(1, CELLS + 1):
        drawn += plain("█", style) if day <= each.used else plain("░", "$rule")
        if day in ends:
            drawn += plain("│", "$muted")
    return drawn


def _by(each: BoardRow, today: date) -> Content:
    from iro_tui.rules.dates import say_date, say_due

    if each.closed_on:
        words = {"RESOLVED": "resolved", "DIFFERENCE_ACKNOWLEDGED": "accepted", "CAFCASS": "Cafcass"}
        ended = words.get(each.outcome, "withdrawn")
        return cut(plain(say_date(each.closed_on, each.closed_on)), 11) + plain(ended, "$done")
    if each.stage is None:
        return plain(say_date(each.raised_on, today), "$muted")
    if each.stage.due is None:
        return plain("no date", "$muted")
    style = MARKS[each.sign].style if each.sign in ("late", "today") else "$muted"
    return cut(plain(say_date(each.stage.due, today)), 11) + plain(say_due(each.stage.due, today), style)


def history_lines(each: BoardRow, today: date, width: int) -> Iterator[Content]:
    """Yield what happened with one alert line by line, what is asked for, and what comes next."""
    from iro_tui.rules.dates import say_date

    for said in each.history:
        words = plain(said.words)
        if said.judged:
            words += plain(
                f"  you judged this {said.judged}", "$today" if said.judged != "enough" else "$muted"
            )
        yield cut(plain(say_date(said.on, today), "$muted"), 13) + cut(words, width - 13)
    if each.next_words:
        drafted = " c copies the reminder, or the next step as it is drafted." if each.sign == "late" else ""
        first, *rest = wrapped(f"{each.next_words}{drafted}", width - 13, 2, "")
        yield cut(plain("", ""), 11) + plain("> ", "$today") + first
        yield from (Content(" " * 13) + line for line in rest)
    for label, text in (("Asked for", each.asked_for), ("If not", each.impact)):
        if text:
            first, *rest = wrapped(text, width - 13, 2, "")
            yield cut(plain(label, "$muted"), 13) + first
            yield from (Content(" " * 13) + line for line in rest)
