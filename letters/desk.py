"""Where the record and the letter meet: draft, check and export the letter of one review."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.errors import BadInput, IroError
from letters.check import Expected, Finding, Report, check, expected_of
from letters.compose import age_of, compose
from letters.dates import find_dates
from letters.exported_file import file_name, initials_of, next_version, put
from letters.formats import body_pt, format_for
from letters.look import Look
from letters.redraft import Redraft, redraft
from letters.template_file import template_of
from letters.text import parse
from letters.word import on_page, printable

if TYPE_CHECKING:
    from sqlmodel import Session

    from iro_tui.casework.letter_facts import LetterFacts
    from iro_tui.casework.letters import LetterRow
    from iro_tui.vault.store import Vault


@dataclass(frozen=True)
class Exported:
    """A letter that has become a file."""

    file: Path
    sha256: str
    ready: bool
    """What the checker says of the text read back from the file."""
    findings: tuple[Finding, ...]
    """Advice that is still open; nothing else can be."""


class LetterNotReady(IroError):
    """Something stops the letter, or waits for an answer. Nothing was written."""

    def __init__(self, report: Report, sentence: str = "") -> None:
        self.report = report
        self.findings = report.findings
        super().__init__(sentence or _what_waits(report))


def expected_for(facts: LetterFacts) -> Expected:
    """What the record says, for the checker."""
    return expected_of(facts, age_of(facts), facts.quiet)


def look_for(facts: LetterFacts, text: str, chosen: str = "") -> Look:
    """How the letter looks in Word. Its date is the one that stands in the letter, else that of the facts.

    Args:
        facts: the facts of the letter.
        text: the letter.
        chosen: code of the format the IRO chose; empty for what the child needs.
    """
    reader = age_of(facts) if facts.reader_age is None else facts.reader_age
    form = format_for(facts, chosen)
    return Look(
        first_name=facts.called,
        review_on=facts.review_on,
        letter_on=_dated(text) or facts.letter_on,
        body_pt=body_pt(facts, reader, form),
        iro_name=facts.iro_name,
        iro_title=facts.iro_title,
        iro_phone=facts.iro_phone,
        iro_email=facts.iro_email,
        council=facts.council,
        format=form,
    )


def draft_letter(vault: Vault, review_id: str, today: date, at: datetime) -> LetterRow:
    """The letter of a review, drafted from the record and stored if there is none yet.

    One that was emptied stays empty: nothing is ever exported that was not on the screen.

    Raises:
        BadInput: the review is gone, or the IRO's own page is empty.
    """
    from iro_tui.casework.letters import letter_of

    there = vault.ask(letter_of, review_id)
    if there is not None:
        return there
    redraft_letter(vault, review_id, today, at)
    drafted = vault.ask(letter_of, review_id)
    if drafted is None:
        raise BadInput("The letter was taken back while it was drafted. Draft it again.")
    return drafted


def redraft_letter(vault: Vault, review_id: str, today: date, at: datetime) -> str:
    """Draft the letter anew from the record and store it; undo brings back what there was.

    What the IRO has edited, taken out or put in stays as it is, section by section.

    Returns:
        The letter as it is stored now.

    Raises:
        BadInput: the review is gone, or the IRO's own page is empty.
    """
    from iro_tui.casework.letters import store_letter

    found = redraft_of(vault, review_id, today)
    text, origin = found.text(found.usual), found.origin(found.usual)
    vault.act(store_letter, review_id, text, origin, found.phrases_version, today, at)
    return text


def redraft_of(vault: Vault, review_id: str, today: date) -> Redraft:
    """The stored letter of a review, section by section, beside what the record gives today.

    Raises:
        BadInput: the review is gone, or the IRO's own page is empty.
    """
    from iro_tui.casework.letters import letter_facts, letter_of

    fresh = compose(vault.ask(letter_facts, review_id, today))
    row = vault.ask(letter_of, review_id)
    return redraft(row.text, row.origin, fresh) if row else redraft("", (), fresh)


def export_letter(
    vault: Vault, review_id: str, today: date, at: datetime, out_dir: Path | None = None
) -> Exported:
    """Write the letter as a Word file, check what stands in the file, and enter it in the ledger.

    The same letter exported again into the same folder is the same file: no second version, no second entry.

    Args:
        vault: an open vault.
        review_id: the review.
        today: the day it is made.
        at: the moment, for a draft made on the way.
        out_dir: where the file goes; None is the vault's own outbox.

    Raises:
        LetterNotReady: something stops it or waits for an answer; it carries the findings.
        BadInput: the review is gone, or the IRO's own page is empty.
        IroError: the file cannot be written, or the vault is open to read only.
    """
    from iro_tui.casework.letters import exported, letter_facts

    vault.refuse_unless_writing()
    row = draft_letter(vault, review_id, today, at)
    facts = vault.ask(letter_facts, review_id, today)
    expected, kept = expected_for(facts), row.kept.keys()
    report = check(row.text, expected, kept)
    if not report.ready:
        raise LetterNotReady(report)
    look, template = look_for(facts, row.text, row.format), template_of(vault.home)
    page = on_page(row.text, look, template)
    content = page.content
    in_file = page.letter_in(content)
    report = check(in_file, expected, kept)
    if not report.ready or not same_words(in_file, row.text, page.left_out, in_order=template is None):
        raise LetterNotReady(report, "The Word file would not hold the letter as it is, so none was made.")
    folder = vault.outbox if out_dir is None else out_dir
    sha256 = hashlib.sha256(content).hexdigest()
    before = vault.ask(_exports, row.letter_id)
    for name, fingerprint in before:
        if fingerprint == sha256 and _is(folder / name, sha256):
            return Exported(folder / name, sha256, report.ready, report.findings)
    initials = vault.ask(initials_in, row.child_id)
    what = look.format.file_word
    version = next_version(folder, facts.review_on, initials, [name for name, _ in before], what)
    path = put(folder, file_name(facts.review_on, initials, version, what), content)
    try:
        vault.act(exported, row.letter_id, path.name, sha256, today)
    except BaseException:
        path.unlink(missing_ok=True)  # a file the ledger does not know would never reach Mosaic
        raise
    return Exported(path, sha256, report.ready, report.findings)


def write_script(vault: Vault, review_id: str, today: date) -> Path:
    """Write the letter of a review as a text to be read aloud, beside its Word files, owed to nobody.

    Raises:
        BadInput: the review is gone, or there is no letter.
        IroError: the file cannot be written.
    """
    from iro_tui.casework.letters import letter_facts, letter_of
    from letters.read_aloud import script

    row = _of(vault.ask(letter_of, review_id))
    facts = vault.ask(letter_facts, review_id, today)
    content = script(row.text, facts.called).encode("utf-8")
    name = file_name(facts.review_on, vault.ask(initials_in, row.child_id), 1, "read-aloud")
    name = name.removesuffix("_v1.docx") + ".txt"
    there = vault.outbox / name
    # It is for reading out today, and made again whenever the letter changes: the newest one is the one.
    there.unlink(missing_ok=True)
    return put(vault.outbox, name, content)


def _of(row: LetterRow | None) -> LetterRow:
    if row is None:
        raise BadInput("There is no letter yet. Draft it first.")
    return row


def _exports(session: Session, letter_id: str) -> tuple[tuple[str, str], ...]:
    """Name and fingerprint of each file the ledger has for a letter."""
    from sqlmodel import select

    from iro_tui.record.outbox_entry import OutboxEntry

    rows = session.exec(select(OutboxEntry).where(OutboxEntry.subject_id == letter_id))
    return tuple((row.file, row.sha256) for row in rows)


def initials_in(session: Session, child_id: str) -> str:
    """The initials a child's files are named by."""
    from iro_tui.casework.children import the
    from iro_tui.record.child import Child

    child: Child = the(session, Child, child_id)
    return initials_of(child.called, child.surname)


def words_of(text: str) -> list[str]:
    """Every word of a letter in order, whatever marks its headings, items and rows."""
    words: list[str] = []
    for block in parse(text).blocks:
        cells = [cell.text for row in block.rows for cell in row.cells] or [block.text]
        words += " ".join(cells).split()
    return words


def same_words(in_file: str, text: str, left_out: Collection[str], *, in_order: bool) -> bool:
    """Whether a file holds every word of the letter; a council's page may move pieces, but for `left_out`."""
    there, found = words_of(printable(text)), words_of(in_file)
    if in_order:
        return found == there
    return Counter(found) == Counter(there) - Counter(" ".join(left_out).split())


def _is(path: Path, sha256: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def _dated(text: str) -> date | None:
    block = parse(text).first("date")
    found = next(find_dates(block.text), None) if block else None
    return found.value if found else None


def _what_waits(report: Report) -> str:
    stops = sum(finding.level == "block" for finding in report.findings)
    asks = sum(finding.level == "confirm" for finding in report.findings)
    parts = []
    if stops:
        parts.append(f"{stops} {'thing stops' if stops == 1 else 'things stop'} it")
    if asks:
        parts.append(f"{asks} {'waits' if asks == 1 else 'wait'} for your answer")
    return f"The letter is not ready: {' and '.join(parts)}."
