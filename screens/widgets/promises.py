"""Promises from last time, each with what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from screens.marks import cut, plain, sign
from screens.widgets.rows import Line
from screens.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from iro_tui.casework.decisions import DecisionLine
    from iro_tui.casework.signs import Sign

ANSWERS: dict[str, tuple[Sign, str]] = {
    "DONE": ("done", "done"),
    "PART": ("slipping", "slipping"),
    "NOT_DONE": ("stuck", "not done"),
    "CHANGED": ("done", "changed"),
    "DROPPED": ("done", "dropped"),
}
"""How an answered promise is shown: its sign and its word."""


def promise_lines(promises: Sequence[DecisionLine], today: date, width: int) -> Iterator[Line]:
    """Yield each promise: its sign and words, and under it who, by when, and what came of it."""
    if not promises:
        yield Line(None, plain("None are open.", "$muted"))
    for promise in promises:
        mark, word = ANSWERS.get(promise.status, ("late" if promise.late else "open", ""))
        settled = promise.status in ("DONE", "CHANGED", "DROPPED")
        # What is settled needs no second line; what is open is read out.
        words = wrapped(promise.text, width - 2, 1 if settled else 2, "$muted" if settled else "")
        lines = [sign(mark) + Content(" ") + words[0], *(Content("  ") + each for each in words[1:])]
        if not settled:
            lines.append(cut(Content("  ") + _how_it_stands(promise, word, today), width))
        yield Line(promise.id, Content("\n").join(lines))


def _how_it_stands(promise: DecisionLine, word: str, today: date) -> Content:
    from iro_tui.casework.words import short_name
    from iro_tui.rules.dates import say_date, say_due

    pieces = [plain(f"{word}: {promise.reason}" if promise.reason else word, "$today")] if word else []
    if promise.who:
        pieces.append(plain(short_name(promise.who), "$muted"))
    if promise.late and promise.by_when:
        pieces.append(plain(say_due(promise.by_when, today), "$late"))
    elif promise.by_when:
        when = "from" if promise.starting else "by"
        pieces.append(plain(f"{when} {say_date(promise.by_when, today)}", "$muted"))
    return plain(", ", "$muted").join(pieces or [plain("no date", "$muted")])
