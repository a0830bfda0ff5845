"""A scrollbar of whole cells: the part blocks Textual draws at its ends are missing in many fonts."""

from __future__ import annotations

from textual.scrollbar import ScrollBarRender


class WholeCells(ScrollBarRender):
    """Draws the bar with coloured blanks only."""

    VERTICAL_BARS = [" "]
    HORIZONTAL_BARS = [" "]
