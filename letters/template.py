"""The council's own Word file as the page a letter is written on: tags in it, or a blank letterhead.

`{{ letter }}` on a line of its own is where the letter goes; a file without any tag is a blank letterhead and
takes the letter as its body. Header, footer, page and lettering stay the council's; sizes are the child's.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from iro_tui.errors import BadInput
from letters.dates import in_full
from letters.letterhead import ADULT_TABLE_TEXT, ADULT_TEXT, BODY_TEXT, TABLE_STYLE, TABLE_TEXT
from letters.look import Look
from letters.said_plainly import clean
from letters.text import Kind, LetterText

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.text.paragraph import CT_P
    from docx.styles.style import ParagraphStyle

Value = Callable[[Look, LetterText], str]

LETTER = "letter"
"""The one tag that must stand there: the letter itself."""


def _date(look: Look, letter: LetterText) -> str:
    block = letter.first("date")
    return block.text if block else in_full(look.letter_on)


def _greeting(look: Look, letter: LetterText) -> str:
    block = letter.first("greeting")
    return block.text if block else ""


TAGS: dict[str, Value] = {
    "letter_date": _date,
    "greeting": _greeting,
    "first_name": lambda look, letter: look.first_name,
    "review_date": lambda look, letter: in_full(look.review_on),
    "iro_name": lambda look, letter: look.iro_name,
    "iro_role": lambda look, letter: look.iro_title,
    "iro_phone": lambda look, letter: look.iro_phone,
    "iro_email": lambda look, letter: look.iro_email,
    "council": lambda look, letter: look.council,
    "footer_line": lambda look, letter: look.foot,
}
"""What can stand in a template besides the letter, each once or often."""

_MOVED: dict[str, Kind] = {"letter_date": "date", "greeting": "greeting"}
"""Pieces of the letter that stand where their tag stands, and not in the letter again."""

_TAG = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_ANY_TAG = re.compile(r"\{\{|\}\}|\{%|%\}")


def filled(template: bytes, letter: LetterText, look: Look) -> Document:
    """A template with a letter and its values in it.

    Args:
        template: a template that `letters.template_check.checked` passed.
        letter: the letter.
        look: sizes, names and dates.

    Raises:
        BadInput: it has a tag nobody knows, or none for the letter.
    """
    from letters.word import fill

    document = opened(template)
    body = document.element.body
    place = _place(document)
    without = _fill_tags(document, letter, look)
    _letter_styles(document, look)
    there = set(body)
    fill(document, letter, width_cm=_width_cm(document), without=without)
    if place is not None:
        for element in [each for each in body if each not in there]:
            place.addprevious(element)
        body.remove(place)
        _end_with_a_paragraph(body)
    _describe_pictures(document, look)
    return document


def opened(template: bytes) -> Document:
    """The template as a document.

    A file last saved in LibreOffice names its properties in a way that would give it two sets of them; they
    are named as Word does first (letters.md 6.5).
    """
    import zipfile

    import docx

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
    return docx.Document(io.BytesIO(package.getvalue()))


def tags_in(document: Document, *, body_only: bool = False) -> list[str]:
    """The names between double braces, in order and each once, in the page itself or anywhere."""
    where = document.element.body.iter(_w("p")) if body_only else paragraphs(document)
    found = [name for paragraph in where for name in _TAG.findall(words_in(paragraph))]
    return list(dict.fromkeys(found))


def stray_tags(document: Document) -> list[str]:
    """Lines with braces that are no whole tag, such as `{% if %}` or a brace that was never closed."""
    lines = [words_in(paragraph) for paragraph in paragraphs(document)]
    return [line for line in lines if _ANY_TAG.search(_TAG.sub("", line))]


def fixed_words(template: bytes, look: Look) -> tuple[str, ...]:
    """The paragraphs and tables of the page itself, as `read_back` gives them: no part of the letter."""
    from letters.finish import finished
    from letters.read_back import read_back
    from letters.text import parse

    document = opened(template)
    place = _place(document)
    for paragraph in list(paragraphs(document)):
        if any(tag in _MOVED for tag in _TAG.findall(words_in(paragraph))) and paragraph is not place:
            _empty(paragraph)
    _fill_tags(document, parse(""), look)
    if place is not None:
        _empty(place)
    return tuple(piece for piece in read_back(finished(document, look)).strip().split("\n\n") if piece)


def letter_in(text: str, fixed: tuple[str, ...]) -> str:
    """What was read back from a file without what the page itself says."""
    left = list(fixed)
    pieces = []
    for piece in text.strip().split("\n\n"):
        if piece in left:
            left.remove(piece)
        else:
            pieces.append(piece)
    return "\n\n".join(pieces) + "\n" if pieces else ""


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


def _texts(paragraph: CT_P) -> list[Any]:
    return [text for text in paragraph.iter(_w("t")) if next(text.iterancestors(_w("p"))) is paragraph]


def _place(document: Document) -> CT_P | None:
    """The paragraph the letter takes the place of; None for a blank letterhead."""
    lines: list[CT_P] = document.element.body.findall(_w("p"))
    for paragraph in lines:
        if _TAG.fullmatch(words_in(paragraph).strip()) and LETTER in _TAG.findall(words_in(paragraph)):
            return paragraph
    if tags_in(document, body_only=True):
        raise BadInput("Nothing says where the letter goes. Put {{ letter }} on a line of its own.")
    body = document.element.body
    for element in list(body):
        if element.tag != _w("sectPr"):
            body.remove(element)
    return None


def _fill_tags(document: Document, letter: LetterText, look: Look) -> frozenset[Kind]:
    """Put the values in; return the kinds of blocks that stand in the page now."""
    moved: set[Kind] = set()
    for root in roots(document):
        for paragraph in root.iter(_w("p")):
            texts = _texts(paragraph)
            line = "".join(text.text or "" for text in texts)
            if "{{" not in line:
                continue
            for match in reversed(list(_TAG.finditer(line))):
                name = match[1]
                if name == LETTER:
                    continue
                if name not in TAGS:
                    raise BadInput(unknown_tag(name))
                if name in _MOVED and root is document.element.body:
                    moved.add(_MOVED[name])
                _put(texts, match.start(), match.end(), clean(TAGS[name](look, letter)))
    return frozenset(moved)


def unknown_tag(name: str) -> str:
    """One sentence about a tag nobody knows."""
    known = ", ".join((LETTER, *TAGS))
    return f"The file asks for {{{{ {name} }}}}, which no letter has. These can stand in it: {known}."


def _put(texts: list[Any], start: int, end: int, words: str) -> None:
    """Put words where a tag stands, also when Word cut the tag into pieces."""
    at = 0
    for text in texts:
        piece = text.text or ""
        first, last = max(start - at, 0), min(end - at, len(piece))
        if first < last:
            text.text = piece[:first] + words + piece[last:]
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            words = ""
        at += len(piece)


def _empty(paragraph: CT_P) -> None:
    for text in _texts(paragraph):
        text.text = ""


def _letter_styles(document: Document, look: Look) -> None:
    """Give the council's page the styles a letter needs: its lettering, the child's sizes."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    from letters.letterhead import add_letter_styles, letter_gap, lettering, spacing

    styles, form = document.styles, look.format
    for name in (BODY_TEXT, TABLE_TEXT, ADULT_TABLE_TEXT, ADULT_TEXT):
        if name in styles:
            styles[name].delete()
    body: ParagraphStyle = styles.add_style(BODY_TEXT, WD_STYLE_TYPE.PARAGRAPH)
    body.base_style = styles.default(WD_STYLE_TYPE.PARAGRAPH)
    body.font.size = Pt(look.body_pt)
    spacing(body, after=form.after_pt, line=form.line)
    if form.gap_pt:
        lettering(body, look.body_pt)
    letter_gap(body, form.gap_pt)
    add_letter_styles(document, look, body)
    for name, size in (("Heading 1", look.body_pt + 2), ("Title", look.body_pt + 6)):
        if name not in styles:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True).base_style = body
        heading = styles[name]
        heading.font.size = Pt(size)
        heading.font.bold = True
        heading.font.italic = heading.font.underline = heading.font.all_caps = False
        spacing(heading, after=4, line=form.tight_line, before=14)
        heading.paragraph_format.keep_with_next = True
        _dark_enough(heading)
    if TABLE_STYLE not in styles:
        _grid(styles.add_style(TABLE_STYLE, WD_STYLE_TYPE.TABLE, builtin=True).element)


def _dark_enough(style: ParagraphStyle) -> None:
    """Colours that are hard to read on white, below 4.5 to 1, become ours."""
    from docx.shared import RGBColor

    from letters.letterhead import DARK_BLUE

    colour = style.font.color.rgb
    if colour is not None and _contrast(colour) < 4.5:
        style.font.color.rgb = RGBColor.from_string(DARK_BLUE)


def _contrast(colour: tuple[int, int, int]) -> float:
    parts = [part / 255 for part in colour]
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] + 0.05)


def _grid(style: Any) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7A8599"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    style.append(parse_xml(f"<w:tblPr {nsdecls('w')}><w:tblBorders>{sides}</w:tblBorders></w:tblPr>"))


def _width_cm(document: Document) -> float:
    section = document.sections[-1]
    if section.page_width is None:
        return 16
    return float((section.page_width - (section.left_margin or 0) - (section.right_margin or 0)) / 360_000)


def _end_with_a_paragraph(body: Any) -> None:
    """A body that ends with a table is one that Word repairs."""
    from docx.oxml import OxmlElement

    pieces = [element for element in body if element.tag != _w("sectPr")]
    if not pieces or pieces[-1].tag == _w("tbl"):
        body.insert(len(pieces), OxmlElement("w:p"))


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
