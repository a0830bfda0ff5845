"""When typing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.dom import DOMNode
    from textual.timer import Timer


class KeepSoon:
    """Keeps typing a moment after the first key that is not kept yet.

    The next keys do not move that moment: who types without a pause is kept too.
    """

    def __init__(self, screen: DOMNode, keep: Callable[[], None], after: float = 0.5) -> None:
        self._screen = screen
        self._keep = keep
        self._after = after
        self._timer: Timer | None = None

    def typed(self) -> None:
        """Something was typed."""
        if self._timer is None:
            self._timer = self._screen.set_timer(self._after, self._keep)

    def kept(self) -> None:
        """All of it is kept now, or need not be."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
