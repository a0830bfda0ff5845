"""Word files as a council would bring them: with tags, or blank, or with something wrong."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def made(fill: Callable[[Any], None]) -> bytes:
    document = docx.Document()
    fill(document)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _head(document: Any) -> None:
    header = document.sections[0].header.paragraphs[0]
    header.add_run().add_picture(io.BytesIO(_DOT), width=Cm(2))
    header.add_run(" Fernhill Council, ").bold = True
    # As Word cuts a tag when somebody corrected a letter in it.
    for piece in ("{{ iro", "_na", "me }}, {{iro_phone}}"):
        header.add_run(piece)
    document.sections[0].footer.paragraphs[0].add_run().add_picture(io.BytesIO(_DOT), width=Cm(1))
    document.styles["Normal"].font.name = "Georgia"
    document.styles["Normal"].font.size = Pt(11)
    document.styles["Heading 1"].font.color.rgb = RGBColor(0xFF, 0xC0, 0x00)


def tagged() -> bytes:
    def fill(document: Any) -> None:
        _head(document)
        document.add_paragraph("Children's Services, 1 High Street & Co")
        document.add_paragraph("{{ letter_date }}")
        document.add_paragraph("{{ greeting }}")
        document.add_paragraph("{{ letter }}")
        document.add_paragraph("{{ footer_line }}")

    return made(fill)


def blank() -> bytes:
    def fill(document: Any) -> None:
        _head(document)
        for style in ("List Bullet", "Title", "Table Grid"):
            document.styles[style].delete()

    return made(fill)


def with_line(*lines: str) -> bytes:
    return made(lambda document: [document.add_paragraph(line) for line in lines])


def tracked() -> bytes:
    def fill(document: Any) -> None:
        paragraph = document.add_paragraph("{{ letter }}")
        inserted = OxmlElement("w:ins")
        inserted.set(qn("w:id"), "1")
        paragraph._p.append(inserted)

    return made(fill)


SECTIONS = (
    "{%p for s in sections %}", "{{ s.heading }}", "{%p for p in s.paras %}", "{{ p }}", "{%p endfor %}",
    "{%p endfor %}",
)  # fmt: skip
GROWN_UPS = tuple(line.replace("in sections", "in grown_ups") for line in SECTIONS)


def rows(document: Any, repeated: str = "decisions", *header: str) -> None:
    """A table of the decisions as a council would draw it."""
    table = document.add_table(3 + bool(header), 3)
    lines = [(f"{{%tr for d in {repeated} %}}", "", ""), ("{{ d.who }}", "{{ d.what }}", "{{d.when}}")]
    lines.append(("{%tr endfor %}", "", ""))
    for drawn, words in zip(table.rows, [*([header] if header else []), *lines], strict=True):
        for cell, word in zip(drawn.cells, words, strict=True):
            cell.text = word


def moved_about(*header: str) -> bytes:
    """Everything the council can place stands somewhere else than in our letters."""

    def fill(document: Any) -> None:
        _head(document)
        own = document.styles.add_style("Council body", WD_STYLE_TYPE.PARAGRAPH)
        own.font.italic = False
        own.font.size = Pt(10)
        for line in ("{{ greeting }}", "{{ next_review }}"):
            document.add_paragraph(line)
        for line in SECTIONS:
            paragraph = document.add_paragraph(style=own if line == "{{ p }}" else None)
            run = paragraph.add_run(line)
            run.font.size, run.italic, run.underline = Pt(9), True, True
        document.add_paragraph("What we will do", style="Heading 1")
        rows(document, "decisions", *(header or ("Who", "What", "When")))
        for line in ("{{ rights }}", "{{ sign_off }}", *GROWN_UPS, "{{ letter_date }}"):
            document.add_paragraph(line)

    return made(fill)
