"""A letter as a Word document (letters.md 6.1): real headings, a real table, a page for the grown-ups."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from letters.dates import MONTHS
from letters.letterhead import (
    ADULT_TABLE_TEXT,
    ADULT_TEXT,
    BODY_TEXT,
    TABLE_STYLE,
    TABLE_TEXT,
    TEXT_WIDTH_CM,
    blank_page,
)
from letters.look import Look
from letters.parts import HEADER
from letters.read_back import NO_BREAK, read_back
from letters.text import Block, LetterText, Row, column_shares, parse

if TYPE_CHECKING:
    from collections.abc import Collection

    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

__all__ = ["Look", "printable", "write"]

SHARES = (0.41, 0.26, 0.33)
"""Shares of the width for what, who and when."""
_TABLE_TITLE = "What was decided"
_TABLE_SAYS = "Each row is one decision: what will happen, who will do it and by when."
_AIR_PT = 10
BULLET = "List Bullet"
_NUMBER = re.compile(rf"(?<!\d)0\d[\d ]{{7,12}}\d(?!\d)|(?<!\d)\d{{1,2}} (?={'|'.join(MONTHS)})|\d (?=%)")


def write(letter: str | LetterText, look: Look, template: bytes | None = None) -> bytes:
    """The Word file of a letter. The same letter, look and template give the same bytes.

    Args:
        letter: the letter in the form of `letters.text`.
        look: sizes, names and dates for the page and for the file's properties.
        template: the council's own, as `letters.template_file.checked` passed it; None for our letterhead.
    """
    return on_page(letter, look, template).content


@dataclass(frozen=True, slots=True)
class OnPage:
    """A letter in its Word file, and what of the file is not the letter."""

    content: bytes
    fixed: tuple[str, ...] = ()
    """The paragraphs of a council's page itself, as `read_back` gives them."""
    headers: tuple[str, ...] = ()
    """The council's own first rows of the decisions, as `read_back` gives them."""
    left_out: tuple[str, ...] = ()
    """Headings of the letter that a council's page says in its own way."""

    def letter_in(self, file: bytes) -> str:
        """The letter as a file of this page holds it: the one made here, or one that came back from Word.

        Raises:
            BadInput: it is no Word file.
        """
        text = read_back(file)
        if not self.fixed and not self.headers:
            return text
        from letters.template import letter_in

        return letter_in(text, self.fixed, self.headers)


def on_page(letter: str | LetterText, look: Look, template: bytes | None = None) -> OnPage:
    """As `write`, with what is needed to find the letter in the file again."""
    from letters.finish import finished

    shape = parse(printable(letter if isinstance(letter, str) else letter.text))
    if template is not None:
        from letters.template import filled

        page = filled(template, shape, look)
        return OnPage(finished(page.document, look), page.fixed, page.headers, page.left_out)
    document = blank_page(look)
    fill(document, shape)
    return OnPage(finished(document, look))


def load_ahead(*, councils: bool) -> None:
    """Import what the first Word file needs, so that it takes no longer than the next.

    Args:
        councils: whether letters go on the council's own page, which needs more.
    """
    from importlib import import_module

    more = ("docxtpl", "jinja2.sandbox", "letters.template", "letters.template_styles") if councils else ()
    for name in ("docx", "docx.shared", "letters.finish", *more):
        import_module(name)


def printable(text: str) -> str:
    """`text` without the control characters that no XML file may hold; tabs become spaces."""
    kept = text.replace("\r\n", "\n").replace("\t", " ")
    return "".join(letter for letter in kept if letter == "\n" or _is_xml(letter))


def _is_xml(letter: str) -> bool:
    """No control character, and none of the private ones `letters.template_pieces` marks blocks with."""
    point = ord(letter)
    return (
        0x20 <= point < 0x7F
        or 0xA0 <= point < 0xD800
        or 0xE000 <= point < 0xFFFE
        or 0x10000 <= point < 0xF0000
    )


def fill(
    document: Document,
    letter: LetterText,
    *,
    width_cm: float = TEXT_WIDTH_CM,
    blocks: Collection[Block] | None = None,
) -> None:
    """Write the blocks of a letter, or of a stretch of a longer paper, at the end of a document.

    Args:
        document: a page of ours, or a council's with the styles of `letters.template`.
        letter: the letter.
        width_cm: from margin to margin.
        blocks: those of its blocks that are written here; None for all.
    """
    before: Block | None = None
    heading = ""
    for block in blocks if blocks is not None else letter.blocks:
        if block.kind == "heading":
            heading = block.text
        if block.kind == "table":
            if before is not None and before.kind == "table":
                document.add_paragraph()  # or Word would make one table of the two
            add_table(document, block, heading, width_cm)
        else:
            paragraph = document.add_paragraph()
            words = dress(document, paragraph, letter, block, before)
            _lines(paragraph, words)
        before = block
    if before is not None and before.kind == "table":
        document.add_paragraph()  # a body that ends with a table is one that Word repairs


def dress(
    document: Document, paragraph: Paragraph, letter: LetterText, block: Block, before: Block | None
) -> str:
    """Give a paragraph the style and the layout of its block; return the words it is to hold.

    Args:
        document: the page, with the styles of a letter.
        paragraph: where the block stands.
        letter: the letter.
        block: its block, no table.
        before: the block above it; None when it is the first.
    """
    from docx.shared import Pt

    words = words_of_block(letter, block)
    style = _style(letter, block, words)
    if style == BULLET and not _has_bullets(document):
        style, words = "Normal", f"• {words}"
    paragraph.style = BODY_TEXT if style == "Normal" and BODY_TEXT in document.styles else style
    layout = paragraph.paragraph_format
    if block.part == "adult" and (before is None or before.part == "child"):
        layout.page_break_before = True
    elif before is not None and before.kind == "table" and block.kind != "heading":
        layout.space_before = Pt(_AIR_PT)
    if block.kind in ("greeting", "signoff") or _leads_on(letter, block):
        layout.keep_with_next = True
    if block.kind == "signature":
        layout.keep_together = True
    return words


def _leads_on(letter: LetterText, block: Block) -> bool:
    """Whether what comes next would look lost on a new page: the sign-off, or a table under this."""
    following = next((each for each in letter.blocks if each.offset > block.offset), None)
    return following is not None and following.kind in ("signoff", "table")


def _style(letter: LetterText, block: Block, words: str) -> str:
    if block.kind == "heading":
        return "Title" if _marker(letter, block) == "#" else "Heading 1"
    if block.kind == "item" and words == block.text:
        return BULLET
    return ADULT_TEXT if block.part == "adult" else "Normal"


def _has_bullets(document: Document) -> bool:
    """Whether items get their sign from Word; a council's page may know no lists."""
    if BULLET not in document.styles:
        return False
    return bool(document.styles[BULLET].element.xpath("w:pPr/w:numPr"))


def words_of_block(letter: LetterText, block: Block) -> str:
    """The words of a block; a numbered item keeps its number, since the order may matter."""
    if block.kind == "item" and (marker := _marker(letter, block))[:1].isdigit():
        return f"{marker} {block.text}"
    return block.text


def _marker(letter: LetterText, block: Block) -> str:
    """The sign before a block on its line, such as `#`, `##`, `-` or `1.`; may be empty."""
    start = letter.text.rfind("\n", 0, block.offset) + 1
    return letter.text[start : block.offset].strip()


def _lines(paragraph: Paragraph, words: str) -> None:
    for number, line in enumerate(words.split("\n")):
        run = paragraph.add_run()
        if number:
            run.add_break()
        run.add_text(unbroken(line.strip()))


def unbroken(line: str) -> str:
    """No line ends inside a telephone number or between a day and its month."""
    return _NUMBER.sub(lambda match: match.group().replace(" ", NO_BREAK), line)


def add_table(document: Document, block: Block, heading: str, width_cm: float) -> None:
    from docx.shared import Cm

    columns = max(len(row.cells) for row in block.rows)
    header = tuple(cell.text for cell in block.rows[0].cells)
    # Decisions have their widths; any other table is as wide as what stands in its columns.
    shares = SHARES if header == HEADER else column_shares(_cells(row, columns) for row in block.rows)
    widths = [Cm(width_cm * share) for share in shares]
    table = document.add_table(len(block.rows), columns, TABLE_STYLE)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    style = ADULT_TABLE_TEXT if block.part == "adult" else TABLE_TEXT
    style_id = document.styles[style].style_id
    has_header = len(block.decisions) < len(block.rows)
    for number, (drawn, row) in enumerate(zip(table.rows, block.rows, strict=True)):
        is_header = has_header and number == 0
        properties = drawn._tr.get_or_add_trPr()
        properties.append(_element("w:cantSplit"))
        if is_header:
            properties.append(_element("w:tblHeader"))
        for cell, width, words in zip(drawn.cells, widths, _cells(row, columns), strict=True):
            cell.width = width
            _write_cell(cell, words, style_id, is_header)
    if header == HEADER or not heading:
        _describe(table, _TABLE_TITLE, _TABLE_SAYS)
    else:
        _describe(table, heading, f"The columns are: {', '.join(header)}.")


def _cells(row: Row, columns: int) -> list[str]:
    words = [cell.text for cell in row.cells]
    return words + [""] * (columns - len(words))


def _write_cell(cell: _Cell, words: str, style: str, is_header: bool) -> None:
    paragraph = cell.paragraphs[0]
    # By its id: a table has hundreds of cells, and looking a style up by name reads all of them.
    paragraph._p.style = style
    paragraph.add_run(unbroken(words)).bold = True if is_header else None
    paragraph.paragraph_format.keep_with_next = True if is_header else None
    if is_header:
        shade = _element("w:shd", val="clear", color="auto", fill="E8ECF2")
        cell._tc.get_or_add_tcPr().append(shade)


def describe_decisions(table: Table) -> None:
    """Make the decisions table of a council one that a screen reader can read: see letters.md 6.1."""
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        for tag in ("cantSplit", *(["tblHeader"] if number == 0 else [])):
            if not properties.xpath(f"w:{tag}"):
                properties.append(_element(f"w:{tag}"))
    _describe(table, _TABLE_TITLE, _TABLE_SAYS)


def _describe(table: Table, title: str, says: str) -> None:
    """Title and description, which a screen reader says before the table."""
    properties = table._tbl.tblPr
    properties.append(_element("w:tblCaption", val=title))
    properties.append(_element("w:tblDescription", val=says))


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
