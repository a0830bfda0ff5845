"""A letter that was changed in Word after its export: what differs, section by section, and taking it in."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING

from iro_tui.errors import BadInput

if TYPE_CHECKING:
    from sqlmodel import Session

    from iro_tui.vault.store import Vault

BEGINNING = "The beginning"
_LARGEST = 20 * 1024 * 1024
_HEADING = re.compile(r"^(?=#{1,2} )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """One section as it stands in the vault and as it came back."""

    heading: str
    """Its heading; `The beginning` for what stands over the first one."""
    mine: str
    """As in the vault; empty when it is new in the file."""
    theirs: str
    """As in the file; empty when it was taken out there."""
    changed: bool


@dataclass(frozen=True, slots=True)
class CameBack:
    """A file that is not what was exported any more."""

    file: str
    sha256: str
    sections: tuple[Section, ...]
    tracked: bool = False
    """Whether it holds tracked changes; they are read as if accepted."""
    comments: bool = False
    """Whether somebody wrote comments in it, which stay in the file."""

    @property
    def changed(self) -> tuple[int, ...]:
        """Places of the sections that differ; none when only the looks were changed."""
        return tuple(place for place, each in enumerate(self.sections) if each.changed)

    def taken(self, places: Collection[int]) -> str:
        """The letter with the chosen sections as they came back, and all others as they are in the vault."""
        kept = [each.theirs if n in places else each.mine for n, each in enumerate(self.sections)]
        return "\n\n".join(words.strip("\n") for words in kept if words.strip()) + "\n"


def file_changed(vault: Vault, letter_id: str) -> str:
    """The name of the newest file of a letter, when it was changed after its export; else empty."""
    found = _changed(vault, letter_id)
    return found[0] if found else ""


def came_back(vault: Vault, review_id: str, today: date) -> CameBack | None:
    """What was changed in Word since the newest export of a letter; None when nothing was.

    Args:
        vault: an open vault.
        review_id: the review the letter is about.
        today: the day that stands in for today.

    Raises:
        BadInput: the file cannot be read, or is no letter any more.
    """
    from iro_tui.casework.letters import letter_facts, letter_of
    from letters.desk import look_for
    from letters.template_file import template_of
    from letters.word import on_page

    row = vault.ask(letter_of, review_id)
    found = _changed(vault, row.letter_id) if row else None
    if row is None or found is None:
        return None
    name, content = found
    if len(content) > _LARGEST:
        raise BadInput(f"{name} is too large to be a letter.")
    look = look_for(vault.ask(letter_facts, review_id, today), row.text, row.format)
    page = on_page(row.text, look, template_of(vault.home))
    theirs, mine = page.letter_in(content), page.letter_in(page.content)
    sections = tuple(_sections(_split(row.text), _split(mine), _split(theirs)))
    tracked, comments = _marked_up(content)
    return CameBack(name, hashlib.sha256(content).hexdigest(), sections, tracked, comments)


def _marked_up(content: bytes) -> tuple[bool, bool]:
    """Whether a Word file holds tracked changes, and comments."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = package.read("word/document.xml")
    return bool(re.search(rb"<w:(?:ins|del|moveFrom|moveTo) ", body)), b"<w:commentReference " in body


def _changed(vault: Vault, letter_id: str) -> tuple[str, bytes] | None:
    entry = vault.ask(_newest, letter_id)
    if entry is None:
        return None
    name, sha256 = entry
    try:
        content = (vault.outbox / name).read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        raise BadInput(f"{name} cannot be read. Close it in Word and try again.") from None
    return None if hashlib.sha256(content).hexdigest() == sha256 else (name, content)


def letter_behind(session: Session, entry_id: str) -> tuple[str | None, str]:
    """The review whose letter an entry of the outbox is, and the newest file of that letter.

    The review is None for an entry that is no letter; the file is empty when there is none.
    """
    from iro_tui.record.letter import Letter
    from iro_tui.record.outbox_entry import OutboxEntry

    entry = session.get(OutboxEntry, entry_id)
    letter = session.get(Letter, entry.subject_id) if entry else None
    if letter is None:
        return None, ""
    newest = _newest(session, letter.id)
    return letter.review_id, newest[0] if newest else ""


def _newest(session: Session, letter_id: str) -> tuple[str, str] | None:
    from sqlmodel import col, select

    from iro_tui.record.outbox_entry import OutboxEntry
    from letters.exported_file import version_in

    rows = session.exec(
        select(OutboxEntry).where(OutboxEntry.subject_id == letter_id, col(OutboxEntry.file) != "")
    ).all()
    last = max(rows, key=lambda row: (row.made_on, version_in(row.file)), default=None)
    return (last.file, last.sha256) if last else None


def _split(text: str) -> list[tuple[str, str]]:
    """Heading and words of each section, the heading among the words."""
    found = []
    for piece in _HEADING.split(text):
        if piece.strip():
            first = piece.split("\n", 1)[0]
            found.append((first.lstrip("# ").strip() if piece.startswith("#") else BEGINNING, piece))
    return found


def _sections(
    stored: list[tuple[str, str]], mine: list[tuple[str, str]], theirs: list[tuple[str, str]]
) -> Iterator[Section]:
    """Pair the sections by their headings.

    Args:
        stored: as in the vault, which is what stays.
        mine: the same as Word gives it back, which is what can be compared.
        theirs: as it came back.
    """
    from letters.desk import words_of

    if [words_of(words) for _, words in stored] != [words_of(words) for _, words in mine]:
        stored = mine  # the council's page has moved pieces of it
    pairing = SequenceMatcher(None, [each[0] for each in mine], [each[0] for each in theirs], autojunk=False)
    for _, first, last, from_theirs, to_theirs in pairing.get_opcodes():
        places = zip_longest(range(first, last), range(from_theirs, to_theirs))
        for here, there in places:
            kept = stored[here] if here is not None else ("", "")
            came = theirs[there] if there is not None else ("", "")
            same = here is not None and there is not None and _words(mine[here][1]) == _words(came[1])
            yield Section(came[0] or kept[0], kept[1], came[1], not same)


def _words(section: str) -> list[str]:
    return section.replace("|", " ").split()
