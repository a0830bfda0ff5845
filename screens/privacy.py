"""Initials instead of names, in the one place that every line of every screen passes."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.color import Color

_NAMED_MONTHS = ("April", "May", "June", "August", "Jan", "Jun")
_MONTHS = frozenset((*_NAMED_MONTHS, *(month.upper() for month in _NAMED_MONTHS)))
"""Names that are months too: beside a number they are left."""


class HiddenNames(LineFilter):
    """Draws the initial of every word of a name; what follows moves up, to the next gap between columns."""

    def __init__(self, enabled: bool = False) -> None:
        super().__init__(enabled)
        self._wanted: re.Pattern[str] | None = None
        self._words: frozenset[str] = frozenset()
        self._coming: frozenset[str] = frozenset()

    def take_coming(self, names: Iterable[str]) -> None:
        """Hide these names too: they are shown before they are on the record, as of a list looked at."""
        from iro_tui.casework.names import words_of

        self._coming |= words_of(names)
        self.take(self._words)

    def take(self, words: Iterable[str]) -> None:
        """Hide these words from now on, whole, as they are written and in capitals."""
        self._words = frozenset(words)
        wanted = self._words | self._coming
        either_way = {form for word in wanted if len(word) > 1 for form in (word, word.upper())}
        found = sorted(either_way, key=len, reverse=True)
        plain = [re.escape(word) for word in found if word not in _MONTHS]
        months = [rf"(?<!\d ){re.escape(word)}(?! \d)" for word in found if word in _MONTHS]
        either = "|".join([*plain, *months])
        # A name may be cut by its column: any beginning of two letters or more counts then.
        cut = "|".join({re.escape(word[:end]) for word in found for end in range(2, len(word))})
        self._wanted = re.compile(rf"(?<!\w)(?:(?:{either})(?!\w)|(?:{cut})…)") if either else None

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Redraw one line; its width stays as it is."""
        del background
        text = "".join(segment.text for segment in segments)
        if self._wanted is None or not self._wanted.search(text):
            return segments
        styles = [segment.style for segment in segments for _ in segment.text]
        drawn: list[tuple[str, object]] = []
        owed = 0
        at = 0
        for match in [*self._wanted.finditer(text), None]:
            end = match.start() if match else len(text)
            while at < end:
                if owed and text.startswith("  ", at):
                    drawn += [(" ", styles[at])] * owed
                    owed = 0
                drawn.append((text[at], styles[at]))
                at += 1
            if match:
                initial = f"{match[0][0]}."
                drawn += [(letter, styles[at]) for letter in initial]
                owed += len(match[0]) - len(initial)
                at = match.end()
        if owed > 0:
            drawn += [(" ", drawn[-1][1])] * owed
        return [
            Segment("".join(letter for letter, _ in same), style)
            for style, same in groupby(drawn, key=lambda pair: pair[1])
        ]
