"""The template a council starts from: our own page with a tag for every piece of a letter (letters.md 6.3).

It is stored as a file, `starting-template.docx`, so that what a council gets was looked at. After a change
here, write it anew with `python -m letters.starting_template`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.errors import IroError
from letters.look import Look

if TYPE_CHECKING:
    from docx.document import Document

STORED = Path(__file__).with_name("starting-template.docx")
NAME = "letter-template-to-edit.docx"
_BODY_PT = 14
_TITLE = "Template for review letters"
_COLUMNS = ("What will happen", "Who will do it", "By when")


def write_out(folder: Path) -> Path:
    """Put a copy for the council into a folder.

    Raises:
        IroError: it cannot be written, or one is there already.
    """
    from letters.exported_file import put

    try:
        content = STORED.read_bytes()
    except OSError as error:
        raise IroError(f"The template this program brings cannot be read: {error.strerror}.") from None
    return put(folder, NAME, content)


def made() -> bytes:
    """The template, the same bytes every time."""
    from letters.finish import finished
    from letters.letterhead import blank_page
    from letters.template_styles import letter_styles

    look = Look(
        first_name="",
        review_on=date(2026, 1, 1),
        letter_on=date(2026, 1, 1),
        body_pt=_BODY_PT,
        iro_name="{{ iro_name }}",
        iro_title="{{ iro_role }}",
        iro_phone="{{ iro_phone }}",
        iro_email="{{ iro_email }}",
        council="{{ council }}",
        title=_TITLE,
        footer="{{ footer_line }}",
    )
    document = blank_page(look)
    letter_styles(document, look)
    for line in ("{{ letter_date }}", "{{ greeting }}"):
        document.add_paragraph(line)
    _sections(document, "sections")
    document.add_paragraph("{{ sign_off }}")
    _sections(document, "grown_ups")
    # A council without an author of its own would show a tag as one.
    return finished(document, Look("", look.review_on, look.letter_on, _BODY_PT, "", title=_TITLE))


def _sections(document: Document, name: str) -> None:
    from docx.shared import Cm

    from letters.letterhead import TABLE_STYLE, TABLE_TEXT, TEXT_WIDTH_CM
    from letters.word import SHARES

    document.add_paragraph(f"{{%p for s in {name} %}}")
    document.add_paragraph("{{ s.heading }}", style="Heading 1")
    for line in ("{%p for p in s.paras %}", "{{ p }}", "{%p endfor %}", "{%p if s.decisions %}"):
        document.add_paragraph(line)
    rows = (
        _COLUMNS,
        ("{%tr for d in s.decisions %}", "", ""),
        ("{{ d.what }}", "{{ d.who }}", "{{ d.when }}"),
        ("{%tr endfor %}", "", ""),
    )
    table = document.add_table(len(rows), len(_COLUMNS), TABLE_STYLE)
    table.autofit = False
    for drawn, words in zip(table.rows, rows, strict=True):
        for cell, word, share in zip(drawn.cells, words, SHARES, strict=True):
            cell.width = Cm(TEXT_WIDTH_CM * share)
            paragraph = cell.paragraphs[0]
            paragraph.style = TABLE_TEXT
            paragraph.add_run(word).bold = True if words is _COLUMNS else None
    for line in ("{%p endif %}", "{%p endfor %}"):
        document.add_paragraph(line)


if __name__ == "__main__":
    STORED.write_bytes(made())
