"""The blank page a letter is written on: A4, our styles, a letterhead on page one, a footer on each page.

A council's own template (`letters.template`) takes the place of `blank_page` and of nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from letters.look import Look
from letters.said_plainly import clean

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import _Footer, _Header
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

FONT = "Arial"
BODY_TEXT = "Letter text"
"""The style of the child's part on a council's own page, where Normal belongs to the council."""
TABLE_STYLE = "Table Grid"
TABLE_TEXT = "Table text"
ADULT_TEXT = "Grown-ups"
ADULT_TABLE_TEXT = "Grown-ups table"
TEXT_WIDTH_CM = 21 - 2 * 2.5
DARK_BLUE = "1F3864"  # 11.6 to 1 on white
_GREY = "7A8599"
_KEPT_STYLES = {"Normal", "Title", "Heading 1", "Header", "Footer", "List Bullet", TABLE_STYLE}


def blank_page(look: Look) -> Document:
    """A document with everything but the letter's own words."""
    import docx  # here, because it costs 60 ms that only an export has to pay
    from docx.shared import Cm

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
    section.header_distance, section.footer_distance = Cm(1.5), Cm(1.2)
    if look.one_page:
        section.top_margin = section.bottom_margin = Cm(1.8)
        section.header_distance = section.footer_distance = Cm(0.9)
    section.different_first_page_header_footer = True
    _styles(document, look)
    _letterhead(section.first_page_header, look)
    _footer(section.first_page_footer, look.foot)
    _footer(section.footer, look.foot)
    return document


def _styles(document: Document, look: Look) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm, RGBColor

    _forget_other_styles(document)
    body_pt, form = look.body_pt, look.format
    normal = document.styles["Normal"]
    lettering(normal, body_pt)
    if look.one_page:
        spacing(normal, after=3, line=1.05)
    elif look.for_adults:
        spacing(normal, after=6, line=1.15)
    else:
        spacing(normal, after=form.after_pt, line=form.line)
        letter_gap(normal, form.gap_pt)
    _title(document.styles["Title"], body_pt + 6)
    heading = document.styles["Heading 1"]
    lettering(heading, body_pt + 2)
    spacing(heading, after=2 if look.one_page else 4, line=form.tight_line, before=8 if look.one_page else 14)
    heading.font.bold = True
    heading.font.color.rgb = RGBColor.from_string(DARK_BLUE)
    heading.paragraph_format.keep_with_next = True
    for name in ("Header", "Footer"):
        lettering(document.styles[name], form.small_pt)
        spacing(document.styles[name], after=0, line=1.15)
        stops = document.styles[name].paragraph_format.tab_stops
        stops.clear_all()
        stops.add_tab_stop(Cm(TEXT_WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT)
    add_letter_styles(document, look, normal)
    for line in document.styles[TABLE_STYLE].element.xpath(".//w:tblBorders/*"):
        line.set(_w("color"), _GREY)


def add_letter_styles(document: Document, look: Look, body: ParagraphStyle) -> None:
    """Give a document the styles of tables and of the grown-ups' page, based on that of the child's part."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    sizes = ((TABLE_TEXT, look.table_pt), (ADULT_TABLE_TEXT, look.adult_pt), (ADULT_TEXT, look.adult_pt))
    for name, size in sizes:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = body
        style.font.size = Pt(size)
    for name in (TABLE_TEXT, ADULT_TABLE_TEXT):
        room = 2 if look.one_page else 4
        spacing(document.styles[name], after=room, line=look.format.tight_line, before=room)
    spacing(document.styles[ADULT_TEXT], after=10, line=max(1.3, look.format.tight_line))


def _title(title: ParagraphStyle, size: int) -> None:
    from docx.shared import RGBColor

    lettering(title, size)
    spacing(title, after=8, line=1.15)
    title.font.bold = True
    title.font.color.rgb = RGBColor.from_string(DARK_BLUE)
    title.paragraph_format.keep_with_next = True
    properties = title.element.get_or_add_pPr()
    for tag in ("pBdr", "contextualSpacing"):
        for element in properties.findall(_w(tag)):
            properties.remove(element)


def _forget_other_styles(document: Document) -> None:
    """Drop the hundreds of styles the stock file brings: 350 kB, and a clutter in Word's style list."""
    for style in list(document.styles):
        if style.name not in _KEPT_STYLES and not style.element.get(_w("default")):
            style.element.getparent().remove(style.element)
    for element in document.styles.element.xpath("//w:style/w:link|//w:style/w:next"):
        element.getparent().remove(element)
    known = {style.style_id for style in document.styles}
    for numbered in document.part.numbering_part.element.xpath("//w:pStyle"):
        if numbered.get(_w("val")) not in known:
            numbered.getparent().remove(numbered)


def lettering(style: ParagraphStyle, size: int) -> None:
    """Set a style in our plain letters of a size in points."""
    from docx.shared import Pt

    style.font.size = Pt(size)
    style.font.italic = style.font.underline = style.font.all_caps = False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(_w(script), FONT)


def letter_gap(style: ParagraphStyle, gap_pt: float) -> None:
    """Put room between the letters of a style; 0 leaves them as the font has them."""
    from docx.oxml import OxmlElement

    if gap_pt:
        gap = OxmlElement("w:spacing")
        gap.set(_w("val"), str(round(gap_pt * 20)))
        size = style.element.get_or_add_rPr().find(_w("sz"))
        size.addprevious(gap)  # the schema wants it before the size


def spacing(style: ParagraphStyle, *, after: int, line: float, before: int = 0) -> None:
    """Set the room above, between and below the lines of a style, left aligned. In points, and lines."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), line
    layout.alignment = WD_ALIGN_PARAGRAPH.LEFT
    layout.widow_control = True


def _letterhead(header: _Header, look: Look) -> None:
    from docx.shared import Pt, RGBColor

    lines = [
        clean(look.council),
        " · ".join(filter(None, (clean(look.iro_name), clean(look.iro_title)))),
        " · ".join(filter(None, (clean(look.iro_phone), clean(look.iro_email)))),
    ]
    paragraph = header.paragraphs[0]
    first = True
    for line in filter(None, lines):
        if not first:
            paragraph = header.add_paragraph(style="Header")
        run = paragraph.add_run(line)
        if first:
            run.bold = True
            run.font.size = Pt(14)
            run.font.color.rgb = RGBColor.from_string(DARK_BLUE)
            paragraph.paragraph_format.space_after = Pt(2)
        first = False
    _line_below(paragraph)
    # Brings the first line of the letter to 3.5 cm below the edge (letters.md 6.1).
    paragraph.paragraph_format.space_after = Pt(18)


def _footer(footer: _Footer, words: str) -> None:
    paragraph = footer.paragraphs[0]
    paragraph.add_run(f"{words}\tPage ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Paragraph, code: str) -> None:
    """A real field, which Word counts by itself; 1 stands there until it does."""
    from docx.oxml import OxmlElement

    field = OxmlElement("w:fldSimple")
    field.set(_w("instr"), f" {code} ")
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)


def _line_below(paragraph: Paragraph) -> None:
    from docx.oxml import OxmlElement

    borders: Any = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "6"), ("color", DARK_BLUE)):
        bottom.set(_w(name), value)
    borders.append(bottom)
    properties = paragraph._p.get_or_add_pPr()
    # The schema wants the border before spacing, which the paragraph gets last.
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(f"w:{name}")
