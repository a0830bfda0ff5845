"""A Word file as the text of a letter, so that what is checked is what leaves."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iro_tui.errors import BadInput
from letters.text import table_row

if TYPE_CHECKING:
    from collections.abc import Collection

    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

NO_BREAK = "\u00a0"
"""Stands inside telephone numbers and dates in Word; in the text of a letter it is a space."""

_SAID = {"t": "", "br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
_NOT_A_LETTER = "That is not a Word document. Save it in Word as .docx and try again."


def read_back(source: Path | bytes) -> str:
    """The words of a Word file in the form of `letters.text`: `# ` title, `## ` heading, `| ` row, `- ` item.

    Header and footer are left out. A letter written by `letters.word` comes back as it was, apart from blank
    lines and the layout of its table rows.

    Raises:
        BadInput: it is not a Word document, or cannot be opened.
    """
    import docx  # here, because reading a letter is rare and the import is slow

    try:
        document = docx.Document(io.BytesIO(source) if isinstance(source, bytes) else str(source))
    except PermissionError:
        raise BadInput("The letter is open in Word. Close it there and try again.") from None
    except (
        Exception
    ) as reason:  # zipfile, lxml and docx each have their own ways to say that it is no such file
        raise BadInput(_NOT_A_LETTER) from reason
    return in_text(document)


def in_text(document: Document, leave_out: Collection[Any] = ()) -> str:
    """As `read_back`, of a document that is open; without some elements of its body."""
    from docx.table import Table

    blocks: list[str] = []
    in_list = False
    for piece in document.iter_inner_content():
        if piece._element in leave_out:
            continue
        words = _table(piece) if isinstance(piece, Table) else _paragraph(piece)
        if not words:
            continue
        is_item = words.startswith("- ")
        if is_item and in_list:
            blocks[-1] += f"\n{words}"
        else:
            blocks.append(words)
        in_list = is_item
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _text(paragraph: Any) -> str:
    """The words of a paragraph with every tracked change taken as accepted, which python-docx leaves out."""
    pieces = []
    for element in paragraph.iter():
        tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if tag in _SAID and not _elsewhere(element, paragraph):
            pieces.append(element.text or "" if tag == "t" else _SAID[tag])
    return "".join(pieces).replace(NO_BREAK, " ")


def _elsewhere(element: Any, paragraph: Any) -> bool:
    """Whether it was moved away, or stands in a text box that hangs on the paragraph."""
    for around in element.iterancestors():
        if around is paragraph:
            return False
        if around.tag.rpartition("}")[2] in ("moveFrom", "txbxContent", "tabs"):
            return True
    return False


def _paragraph(paragraph: Paragraph) -> str:
    words = "\n".join(line.strip() for line in _text(paragraph._p).split("\n")).strip()
    style = (paragraph.style.name if paragraph.style else "") or ""
    if words and style.startswith(("Heading", "Title")):
        return f"{'#' if style == 'Title' else '##'} {' '.join(words.split())}"
    if words and (style.startswith("List") or words.startswith("• ")):
        return f"- {words.removeprefix('• ')}"
    return words


def _table(table: Table) -> str:
    return "\n".join(
        table_row("\n".join(_text(paragraph._p) for paragraph in cell.paragraphs) for cell in row.cells)
        for row in table.rows
    )
