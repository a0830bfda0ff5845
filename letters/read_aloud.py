"""A letter as a script to be read aloud, with pauses: the child's part alone, one sentence on a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letters.reading import sentences
from letters.text import parse

if TYPE_CHECKING:
    from letters.text import Block, Row

PAUSE = "    (pause)"
WAIT = "    (stop here, and wait: is there a question?)"
_SILENT = frozenset({"letterhead", "date"})
"""Nobody reads these out."""


def script(text: str, called: str) -> str:
    """The letter as somebody reads it to the child. The same letter gives the same script.

    Args:
        text: the letter in the form of `letters.text`; the grown-ups' page is left out.
        called: what the child is called.
    """
    lines = [f"To read aloud to {called}. Read slowly, and take a breath at each pause.", ""]
    begun = False
    for block in parse(text).blocks:
        if block.part == "adult":
            break
        if block.kind in _SILENT:
            continue
        if block.kind == "heading":
            lines += [WAIT, ""] if begun else []
            lines += [_closed(block.text), PAUSE, ""]
        elif block.kind == "table":
            lines += [line for row in block.decisions for line in (*_row(block, row), PAUSE, "")]
        else:
            lines += [each.text for each in sentences(" ".join(block.plain.split()))]
            lines += [PAUSE, ""]
        begun = True
    return "\n".join(lines).rstrip().removesuffix(PAUSE.strip()).rstrip() + "\n"


def _row(block: Block, row: Row) -> list[str]:
    """What, who and when as lines of their own, named as the head of the table names them."""
    titles = [cell.text for cell in block.rows[0].cells] if row is not block.rows[0] else []
    named = []
    for place, cell in enumerate(row.cells):
        title = titles[place] if place < len(titles) and place else ""
        if cell.text:
            named.append(_closed(f"{title}: {cell.text}" if title else cell.text))
    return named


def _closed(words: str) -> str:
    return words if words.endswith((".", "?", "!", ":")) else f"{words}."
