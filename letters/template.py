"""The council's own Word file as the page a letter is written on: tags in it, or a blank letterhead.

docxtpl puts the letter into the page (letters.md 6.3); a pass over the finished page then gives every piece
its real style and the child's size. Header, footer, page and lettering stay the council's. A file without any
tag in its body is a blank letterhead and takes the letter as its body.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from iro_tui.errors import BadInput
from letters.look import Look
from letters.said_plainly import clean
from letters.template_pieces import END, FIRST_MARK, NOTHING, pieces
from letters.template_tags import Asked, asked_by, environment, refuse_what_no_letter_can_fill
from letters.text import Block, LetterText

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.text.paragraph import CT_P
    from docxtpl import DocxTemplate  # type: ignore[import-untyped,unused-ignore]

_MARKS = re.compile(f"[{chr(FIRST_MARK)}-{NOTHING}]+")
_WHOLE = re.compile(rf"\s*([{chr(FIRST_MARK)}-\U0010ffef])(.*){END}\s*", re.DOTALL)
_EMPHASIS = ("sz", "szCs", "i", "iCs", "u", "caps", "smallCaps")
"""What a tag's own lettering may not do to the child's words: their size is the band's, and no italics,
underlining or capitals (letters.md 6.1)."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A letter on a council's page."""

    document: Document
    fixed: tuple[str, ...]
    """The paragraphs and tables of the page itself, as `read_back` gives them: no part of the letter."""
    headers: tuple[str, ...]
    """The council's own first rows of the table of decisions, as `read_back` gives them."""
    left_out: tuple[str, ...]
    """Words of the letter that the page says in its own way."""


def filled(template: bytes, letter: LetterText, look: Look) -> Filled:
    """A template with a letter and its values in it.

    Args:
        template: a template that `letters.template_file.checked` passed.
        letter: the letter.
        look: sizes, names and dates.

    Raises:
        BadInput: it has a tag nobody knows, or none for the letter.
    """
    from jinja2 import TemplateError

    from letters.read_back import in_text
    from letters.template_styles import letter_styles
    from letters.word import fill

    page = opened(template)
    asked = asked_on_the_page(page)
    cut = pieces(letter, asked, look)
    _note_tables(page.docx)
    try:
        page.render(cut.context, environment())
    except TemplateError as error:
        raise BadInput(f"A tag in it cannot be filled ({error}).") from None
    document = page.docx
    letter_styles(document, look)
    body = document.element.body
    headers: list[str] = []
    if asked.names:
        of_letter = _Pass(document, letter, look).run(cut.flow, headers)
    else:
        for element in list(body):
            if element.tag != _w("sectPr"):
                body.remove(element)
        fill(document, letter, width_cm=width_cm(document))
        of_letter = frozenset(body)
    for root in roots(document):
        for text in root.iter(_w("t")):
            text.text = _MARKS.sub("", text.text or "")
    _describe_pictures(document, look)
    fixed = tuple(piece for piece in in_text(document, of_letter).strip().split("\n\n") if piece)
    return Filled(document, fixed, tuple(headers), cut.left_out)


def opened(template: bytes) -> DocxTemplate:
    """The template, not yet filled.

    A file last saved in LibreOffice names its properties in a way that would give it two sets of them; they
    are named as Word does first (letters.md 6.5).
    """
    import zipfile

    from docxtpl import DocxTemplate  # here, because it costs 40 ms that only a council's page has to pay

    package = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as source, zipfile.ZipFile(package, "w") as target:
        for name in dict.fromkeys(source.namelist()):
            content = source.read(name)
            if name == "_rels/.rels":
                content = content.replace(
                    b"http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties",
                    b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                )
            target.writestr(name, content)
    page = DocxTemplate(io.BytesIO(package.getvalue()))
    page.init_docx()
    return page


def asked_on_the_page(page: DocxTemplate) -> Asked:
    """The tags of the page itself; none for a blank letterhead.

    Raises:
        BadInput: one of them is unknown or not whole, or a piece of the letter has no place.
    """
    asked = asked_by(page.patch_xml(page.get_xml()))
    if asked.names:
        refuse_what_no_letter_can_fill(asked)
    return asked


def asked_at_head_and_foot(page: DocxTemplate) -> Asked:
    """The tags of all headers and footers.

    Raises:
        BadInput: one of them is unknown or not whole.
    """
    names: set[str] = set()
    for uri in (page.HEADER_URI, page.FOOTER_URI):
        for _, part in page.get_headers_footers(uri):
            names |= asked_by(page.patch_xml(page.get_part_xml(part))).names
    return Asked(frozenset(names))


def letter_in(text: str, fixed: tuple[str, ...], headers: tuple[str, ...] = ()) -> str:
    """What was read back from a file without what the page itself says.

    Args:
        text: the file as `read_back` gives it.
        fixed: pieces of the page itself.
        headers: the council's first rows of the decisions; ours stand in their place.
    """
    from letters.parts import HEADER
    from letters.text import table_row

    left = list(fixed)
    found = []
    for piece in text.strip().split("\n\n"):
        if piece in left:
            left.remove(piece)
            continue
        first, _, rest = piece.partition("\n")
        found.append(f"{table_row(HEADER)}\n{rest}" if rest and first in headers else piece)
    return "\n\n".join(found) + "\n" if found else ""


def paragraphs(document: Document) -> Iterator[CT_P]:
    """Every paragraph there is: body, tables, text boxes, headers and footers."""
    for root in roots(document):
        yield from root.iter(_w("p"))


def roots(document: Document) -> Iterator[Any]:
    """The body and every header and footer, once each."""
    yield document.element.body
    for link in document.part.rels.values():
        if link.reltype.rsplit("/", 1)[-1] in ("header", "footer") and not link.is_external:
            yield link.target_part.element


def words_in(paragraph: CT_P) -> str:
    """The words of one paragraph, without those of a text box that hangs on it."""
    return "".join(text.text or "" for text in _texts(paragraph))


def width_cm(document: Document) -> float:
    """From margin to margin."""
    section = document.sections[-1]
    if section.page_width is None:
        return 16
    return float((section.page_width - (section.left_margin or 0) - (section.right_margin or 0)) / 360_000)


class _Pass:
    """The pass over a page that docxtpl has filled: every piece of the letter gets what its block needs."""

    def __init__(self, document: Document, letter: LetterText, look: Look) -> None:
        self._document, self._letter, self._look = document, letter, look
        self._body = document.element.body
        self._mine: set[Any] = set()

    def run(self, flow: tuple[Block, ...], headers: list[str]) -> frozenset[Any]:
        """Go through the page; return the elements of the body that hold the letter."""
        before: Block | None = None
        for paragraph in list(self._body.iter(_w("p"))):
            words = words_in(paragraph)
            if not _MARKS.search(words):
                continue
            if words.strip() == NOTHING:
                _drop(paragraph)
                continue
            whole = _WHOLE.fullmatch(words)
            if whole is None or _MARKS.search(whole[2]):
                shown = " ".join(_MARKS.sub(" … ", words).split())
                raise BadInput(
                    f"“{shown[:60]}”: a tag stands beside other words. Put it on a line of its own."
                )
            place = ord(whole[1]) - FIRST_MARK
            block = self._letter.blocks[place] if place < len(self._letter.blocks) else None
            _plain_runs(paragraph)
            if next(paragraph.iterancestors(_w("tc")), None) is not None:
                if block is None:
                    raise BadInput("The letter stands in a table. Put {{ letter }} on a line outside of it.")
                self._cell(paragraph, block)
            elif block is None:
                self._in_place(paragraph, flow)
            elif block.kind == "table":
                self._in_place(paragraph, (block,))
            else:
                self._paragraph(paragraph, block, before)
            before = block or (flow[-1] if flow else before)
        self._tables(headers)
        _apart(self._body)
        return frozenset(self._mine)

    def _paragraph(self, element: CT_P, block: Block, before: Block | None) -> None:
        from docx.text.paragraph import Paragraph

        from letters.letterhead import BODY_TEXT
        from letters.template_styles import own_style
        from letters.word import dress

        paragraph = Paragraph(element, self._document._body)
        council = paragraph.style
        words = dress(self._document, paragraph, self._letter, block, before)
        if words.startswith("• ") and not block.text.startswith("• "):
            first = _texts(element)[0]
            first.text = f"• {first.text}"
        if paragraph.style is not None and paragraph.style.name == BODY_TEXT and council is not None:
            paragraph.style = own_style(self._document, council, self._look)
        self._mine.add(element)

    def _cell(self, element: CT_P, block: Block) -> None:
        from docx.text.paragraph import Paragraph

        from letters.letterhead import ADULT_TABLE_TEXT, TABLE_TEXT

        style = ADULT_TABLE_TEXT if block.part == "adult" else TABLE_TEXT
        Paragraph(element, self._document._body).style = style
        table = next(element.iterancestors(_w("tbl")))
        self._mine.add(table)

    def _in_place(self, place: CT_P, blocks: tuple[Block, ...]) -> None:
        """Write blocks where a paragraph stands, in its place."""
        from letters.word import fill

        there = set(self._body)
        fill(self._document, self._letter, width_cm=width_cm(self._document), blocks=blocks)
        for element in [each for each in self._body if each not in there]:
            place.addprevious(element)
            self._mine.add(element)
        _drop(place)

    def _tables(self, headers: list[str]) -> None:
        """Give the council's tables of decisions their row of headings, title and whole rows."""
        from docx.table import Table

        from letters.text import table_row
        from letters.word import describe_decisions

        for element in list(self._body.iter(_w("tbl"))):
            noted = element.xpath(f"w:tblPr/w:tblCaption[@w:val='{NOTHING}']")
            if not noted:
                continue
            if element not in self._mine:
                element.getparent().remove(element)
                continue
            noted[0].getparent().remove(noted[0])
            table = Table(element, self._document._body)
            first = [cell.text.strip() for cell in table.rows[0].cells]
            if any(_MARKS.search(words) for words in first) or not all(first):
                raise BadInput("The table of decisions needs a first row with a heading over each column.")
            headers.append(table_row(first))
            describe_decisions(table)


def _drop(paragraph: CT_P) -> None:
    """Take a paragraph out; the last one of a cell stays, or Word could not open the file."""
    parent: Any = paragraph.getparent()
    if parent.tag == _w("tc") and len(parent.findall(_w("p"))) == 1:
        return
    if paragraph.find(f"{_w('pPr')}/{_w('sectPr')}") is None:
        parent.remove(paragraph)


def _plain_runs(paragraph: CT_P) -> None:
    for run in paragraph.iter(_w("rPr")):
        for tag in _EMPHASIS:
            for element in run.findall(_w(tag)):
                run.remove(element)


def _note_tables(document: Document) -> None:
    """Know the tables that hold decisions again when they are filled, or have stayed empty."""
    from docx.oxml import OxmlElement

    for table in document.element.body.iter(_w("tbl")):
        if re.search(r"\{%\s*tr\s+for\b", "".join(text.text or "" for text in table.iter(_w("t")))):
            properties = table.tblPr
            for old in (*properties.findall(_w("tblCaption")), *properties.findall(_w("tblDescription"))):
                properties.remove(old)
            note = OxmlElement("w:tblCaption")
            note.set(_w("val"), NOTHING)
            properties.append(note)


def _apart(body: Any) -> None:
    """Tables side by side become one in Word, and a body that ends with one is one that Word repairs."""
    from docx.oxml import OxmlElement

    for table in list(body.findall(_w("tbl"))):
        below = table.getnext()
        if below is None or below.tag != _w("p"):
            table.addnext(OxmlElement("w:p"))


def _texts(paragraph: CT_P) -> list[Any]:
    return [text for text in paragraph.iter(_w("t")) if next(text.iterancestors(_w("p"))) is paragraph]


def _describe_pictures(document: Document, look: Look) -> None:
    """Every picture has words for a screen reader and a number of its own."""
    number = 0
    for root in roots(document):
        for picture in root.iter(
            "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
        ):
            number += 1
            picture.set("id", str(number))
            if not (picture.get("descr") or "").strip():
                picture.set("descr", f"{clean(look.council) or 'Council'} logo")


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))
