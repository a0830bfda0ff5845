"""Text on a few lines, cut where there is no more room."""

from __future__ import annotations

from textual.content import Content

from screens.marks import cut, plain


def wrapped(text: str, width: int, most: int, style: str = "") -> list[Content]:
    """Return a text on at most so many lines; what does not fit ends in `…`."""
    flat = " ".join(text.split())
    lines = Content(flat).wrap(max(width, 4))
    if len(lines) > most:
        rest = " ".join(line.plain.strip() for line in lines[most - 1 :])
        return [plain(line.plain.rstrip(), style) for line in lines[: most - 1]] + [
            cut(plain(rest, style), width)
        ]
    return [plain(line.plain.rstrip(), style) for line in lines]
