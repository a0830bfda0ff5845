"""A council's template as a file: held to all a letter needs before it is taken, and kept beside the vault.

It holds no child, so it lies as an ordinary Word file in the vault's folder.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.errors import BadInput, IroError
from letters.formats import FORMATS
from letters.look import Look
from letters.text import parse

if TYPE_CHECKING:
    from docx.document import Document

FILE = "letter-template.docx"
_LARGEST = 5 * 1024 * 1024
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_MAIN = b"wordprocessingml.document.main+xml"
_LOOSE_REPEAT = re.compile(r"\{%-?\s*(?:for|endfor)\b")
_TRACKED = ("ins", "del", "moveFrom", "moveTo", "commentReference")

_SAMPLE = """22 November 2026

Dear Robin,

Thank you for coming & for telling me what <you> want.

## What you said

- You like your room.
- You want to see your nan.

## What we decided

| What will happen | Who will do it | By when |
| --- | --- | --- |
| You see your nan | Grace Adeyemi | Friday 4 December 2026 |
| You get “new” boots & a {{ coat }} | Nan | 9 December 2026 |

Boots are for mud.

## Your week

| Day | Where |
| --- | --- |
| Monday | School |

## If you are not happy

You can have an advocate: 020 7946 0112. You can make a complaint.

## Our next meeting

Our next meeting is on Tuesday 18 May 2027.

Best wishes,

Ruth Calder
Independent Reviewing Officer

## For the grown-ups who read this with Robin

Robin spoke for himself.

| What will happen | Who will do it | By when |
| --- | --- | --- |
| Robin sees his nan | Grace Adeyemi | Friday 4 December 2026 |
"""


def template_of(home: Path) -> bytes | None:
    """The council's template for the letters of a vault; None where letters have our own letterhead.

    Raises:
        IroError: there is one, and it cannot be read.
    """
    try:
        return (home / FILE).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise IroError(
            f"The council's template cannot be read: {error.strerror}. Choose it again in Settings."
        ) from None


def take_template(home: Path, path: Path) -> bytes:
    """Hold a file to everything a letter needs, and keep it as the template of a vault.

    The one there was stays until all is well.

    Raises:
        BadInput: it cannot be used; one sentence says what to change.
        IroError: it cannot be kept.
    """
    from iro_tui.vault.files import write_whole

    try:
        if path.stat().st_size > _LARGEST:
            raise BadInput(f"{path.name} is larger than 5 MB. Make its pictures smaller in Word.")
        content = path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"There is no file {path}.") from None
    except (OSError, ValueError):
        raise BadInput(f"{path} cannot be read. Close it in Word, or name another file.") from None
    checked(content)
    try:
        write_whole(home / FILE, content)
    except OSError as error:
        raise IroError(f"The template was not kept: {error.strerror}. The one before still holds.") from None
    return content


def forget_template(home: Path) -> None:
    """Go back to our own letterhead. Letters that were made stay as they are."""
    (home / FILE).unlink(missing_ok=True)


def checked(content: bytes) -> None:
    """Hold a Word file to everything a letter needs of its page (letters.md 6.3 and 6.5).

    Raises:
        BadInput: it cannot be used; one sentence says what to change.
    """
    from letters import template as pages

    _refuse_other_files(content)
    try:
        page = pages.opened(content)
        document = page.get_docx()
    except Exception as reason:  # zipfile, lxml and docx each have their own ways to say that it is broken
        raise BadInput(
            "Word's own parts in this file are broken. Open it in Word and save it again."
        ) from reason
    _refuse_tracked(document)
    _refuse_torn_tags(document)
    pages.asked_at_head_and_foot(page)
    if not pages.asked_on_the_page(page).names:
        _refuse_lost_words(document)
    for form in FORMATS.values():
        look = Look(
            first_name="Robin",
            review_on=date(2026, 11, 18),
            letter_on=date(2026, 11, 22),
            body_pt=max(14, form.least_pt),
            iro_name="Ruth Calder",
            council="Fernhill Council",
            format=form,
        )
        _refuse_unless_whole(content, look)


def _refuse_other_files(content: bytes) -> None:
    save = "Save it in Word as a Word document (.docx) and try again."
    if content.startswith(_OLD_WORD):
        raise BadInput(f"That was saved by an old Word, or with a password. {save}")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
            types = package.read("[Content_Types].xml")
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError):
        raise BadInput(f"That is not a Word document. {save}") from None
    if any(name.endswith("vbaProject.bin") for name in names) or b"macroEnabled" in types:
        raise BadInput(f"It holds macros, which no letter may. {save}")
    if b"wordprocessingml.template" in types:
        raise BadInput(f"It is a Word template (.dotx). {save}")
    if _MAIN not in types:
        raise BadInput(f"That is not a Word document. {save}")


def _refuse_tracked(document: Document) -> None:
    from docx.oxml.ns import qn

    from letters.template import roots

    if any(True for root in roots(document) for _ in root.iter(*(qn(f"w:{tag}") for tag in _TRACKED))):
        raise BadInput("It holds comments or tracked changes. Settle them all in Word, and save it again.")


def _refuse_torn_tags(document: Document) -> None:
    """Tags over more than one line, or repeats that would leave half a line behind."""
    from letters.template import paragraphs, words_in
    from letters.template_tags import torn_tag

    lines = [words_in(paragraph) for paragraph in paragraphs(document)]
    if torn := torn_tag(lines):
        raise BadInput(
            f"“{torn.strip()[:60]}” is no whole tag. A tag is a name in two braces: {{{{ letter }}}}."
        )
    for line in lines:
        if _LOOSE_REPEAT.search(line):
            raise BadInput(
                f"“{line.strip()[:60]}”: a repeat begins with {{%p over paragraphs and with {{%tr over rows "
                "of a table."
            )


def _refuse_lost_words(document: Document) -> None:
    """A blank letterhead has an empty body: what stands there would be lost under the letter."""
    from docx.oxml.ns import qn

    body = document.element.body
    words = "".join(text.text or "" for text in body.iter(qn("w:t"))).strip()
    if words or next(body.iter(qn("w:drawing"), qn("w:pict")), None) is not None:
        raise BadInput(
            "It has words or a picture in the page itself, and nothing says where the letter goes. "
            "Put {{ letter }} there on a line of its own, or move them to the header."
        )


def _refuse_unless_whole(content: bytes, look: Look) -> None:
    from letters.desk import same_words
    from letters.word import on_page

    page = on_page(_SAMPLE, look, content)
    unsound = _unsound(page.content)
    if unsound:
        raise BadInput(f"A letter made with it would not open well in Word: {unsound}.")
    if any(parse(piece).first("greeting") for piece in page.fixed):
        raise BadInput(
            "It greets the child itself, and so does the letter. Put {{ greeting }} there instead."
        )
    if not same_words(page.letter_in(page.content), _SAMPLE, page.left_out, in_order=False):
        raise BadInput(
            "A letter made with it would lose or gain words: a tag stands there twice, or fixed words stand "
            "inside a repeat."
        )


def _unsound(file: bytes) -> str:
    """What Word would stumble over; empty when nothing."""
    from lxml import etree  # type: ignore[import-untyped,unused-ignore]

    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    ids: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        if max(Counter(package.namelist()).values()) > 1:
            return "two parts of it have one name"
        if sum(name.startswith("docProps/core") for name in package.namelist()) > 1:
            return "it has two sets of properties"
        for name in package.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            try:
                part = etree.fromstring(package.read(name))
            except etree.XMLSyntaxError:
                return f"its part {name} is broken"
            for cell in part.iter(f"{word}tc"):
                if len(cell) == 0 or cell[-1].tag != f"{word}p":
                    return "a cell of a table does not end with a paragraph"
            if name.startswith("word/"):
                ids.update(each.get("id", "") for each in part.iter("{*}docPr"))
    return "two pictures have one number" if ids and max(ids.values()) > 1 else ""
