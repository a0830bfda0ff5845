"""The styles a letter needs, put into a council's own page: its lettering, the child's sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from letters.letterhead import ADULT_TABLE_TEXT, ADULT_TEXT, BODY_TEXT, TABLE_STYLE, TABLE_TEXT
from letters.look import Look

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle


def letter_styles(document: Document, look: Look) -> None:
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


def own_style(document: Document, council: ParagraphStyle, look: Look) -> ParagraphStyle:
    """The child's part in a paragraph that has a style of the council's: its look, our size."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    from letters.letterhead import letter_gap, spacing

    styles, form = document.styles, look.format
    found: ParagraphStyle
    plain = styles.default(WD_STYLE_TYPE.PARAGRAPH)
    name = str(council.name)
    if council == plain or name.startswith(("Heading", "Title", "List")):
        found = styles[BODY_TEXT]
        return found
    # A comma in a style's name begins a second name of it.
    own = f"{BODY_TEXT} ({name.partition(',')[0]})"
    if own not in styles:
        found = styles.add_style(own, WD_STYLE_TYPE.PARAGRAPH)
        found.base_style = council
        found.font.size = Pt(look.body_pt)
        spacing(found, after=form.after_pt, line=form.line)
        letter_gap(found, form.gap_pt)
    found = styles[own]
    return found


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
