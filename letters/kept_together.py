"""What stays on one page in a long paper: a short table, the ends of a long one, and the note under it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

SHORT = 16
"""A table of so many rows at most, a year's months among them, is not broken.

A longer one repeats its header on the next page.
"""


def keep_together(document: Document) -> None:
    """Keep the rows of each short table together, two rows at the ends of a long one, and its note below."""
    from docx.oxml.ns import qn

    for table in document.element.body.iterchildren(qn("w:tbl")):
        rows = table.findall(qn("w:tr"))
        held = range(len(rows) - 1) if len(rows) <= SHORT else (0, 1, len(rows) - 2)
        below = table.getnext()
        _keep_with_next(rows[place] for place in held)
        if below is not None and below.tag == qn("w:p") and _is_note(below):
            _keep_with_next(rows[-1:])


def _is_note(paragraph: Any) -> bool:
    """Whether a paragraph under a table is about it; what leads on to a table or picture stays with that."""
    words = "".join(text.text or "" for text in paragraph.iter(_name("w:t"))).strip()
    style = (paragraph.style or "").lower()
    layout = paragraph.pPr
    leads_on = layout is not None and layout.find(_name("w:keepNext")) is not None
    return bool(words) and not leads_on and not style.startswith(("heading", "title"))


def _keep_with_next(rows: Iterable[Any]) -> None:
    for row in rows:
        for paragraph in row.iter(_name("w:p")):
            layout = paragraph.get_or_add_pPr()
            if layout.find(_name("w:keepNext")) is None:
                layout.get_or_add_keepNext()


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(tag))
