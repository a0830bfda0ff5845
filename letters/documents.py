"""The Word documents beside the letter: their texts, their names, and putting them in the outbox folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.errors import BadInput, IroError
from letters.blanks import ADVOCACY_NUMBER, YOUR_NAME, YOUR_NUMBER
from letters.check import Finding, check
from letters.compose import age_of, compose
from letters.dates import in_full
from letters.desk import initials_in, look_for, words_of
from letters.expected import expected_of
from letters.exported_file import file_name, next_version, put
from letters.look import Look
from letters.read_back import read_back
from letters.said_plainly import listed
from letters.word import printable, write

if TYPE_CHECKING:
    from iro_tui.casework.letter_facts import LetterFacts
    from iro_tui.vault.store import Vault

PREPARATION, INVITATION, LEAFLET, DECISIONS = "preparation", "invitation", "leaflet", "decisions"
PANEL = "panel-sheet"
DIP_SAMPLE = "dip-sample"

_ADULT_PT = 11
_OF_REVIEWS = frozenset({"B04", "B05", "B06", "B11", "C06", "A12", "A13"})
"""Rules about a review that was held, which no invitation and no leaflet can keep."""

_IN_SETTINGS: Mapping[str, str] = {
    f"[{YOUR_NAME}]": "your name",
    f"[{YOUR_NUMBER}]": "your telephone number or e-mail",
    f"[{ADVOCACY_NUMBER}]": "the telephone number of the advocacy service",
}
"""Gaps that are filled from the IRO's own page, and what a sentence calls them."""


@dataclass(frozen=True)
class Document:
    """One document, not yet a file."""

    kind: str
    text: str
    """In the form of `letters.text`."""
    look: Look
    about_on: date
    """The day its file name begins with."""
    owes: str = ""
    """Code of `outbox_kind.csv` when it belongs on Mosaic; empty for a paper of the IRO's own."""
    child_id: str = ""
    subject_id: str = ""
    findings: tuple[Finding, ...] = ()
    """What the checker says of a paper for the child; none for the others."""

    @property
    def stopped(self) -> str:
        """What has to be filled in before it can become a file, and where; empty when nothing has."""
        stops = [finding for finding in self.findings if finding.level == "block"]
        ours = dict.fromkeys(finding.text for finding in stops if finding.text in _IN_SETTINGS)
        if ours:
            return (
                f"Missing: {listed(_IN_SETTINGS[gap] for gap in ours)}. Fill in Settings (ctrl+p, settings)."
            )
        return f"{stops[0].title}: {stops[0].why}" if stops else ""


@dataclass(frozen=True)
class Made:
    """A document that has become a file."""

    file: Path
    sha256: str
    owed: bool
    """Whether it waits in the outbox for Mosaic. If not, it lies in the folder until somebody deletes it."""


def document(vault: Vault, kind: str, child_id: str, today: date) -> Document:
    """A document about a child, from the record as it is now.

    Args:
        vault: an open vault.
        kind: `preparation`, `invitation`, `leaflet`, `decisions` or `panel-sheet`.
        child_id: the child.
        today: the day it is made.

    Raises:
        BadInput: the record has not what it needs; one sentence says what.
    """
    return _MAKERS[kind](vault, child_id, today)


def sample_document(vault: Vault, today: date) -> Document:
    """The dip sample of the quarter that ends today.

    Raises:
        BadInput: the IRO's own page was never filled in.
    """
    from letters.dip_sample import dip_sample, sample_paper

    sample = dip_sample(vault, today)
    title = f"Dip sample of review letters, {in_full(sample.since)} to {in_full(today)}"
    text = sample_paper(sample)
    return Document(DIP_SAMPLE, text, look_of_paper(vault, "", title, today, "Dip sample: no names"), today)


def make(vault: Vault, made: Document, out_dir: Path | None = None) -> Made:
    """Write a document as a Word file, check that the file holds its words, and enter it in the ledger.

    Args:
        vault: an open vault.
        made: the document.
        out_dir: where the file goes; None is the vault's own outbox.

    Raises:
        BadInput: something in a paper for the child has to be filled in first.
        IroError: the file cannot be written, or would not hold the words.
    """
    if made.stopped:
        raise BadInput(made.stopped)
    content = write(made.text, made.look)
    if words_of(read_back(content)) != words_of(printable(made.text)):
        raise IroError("The Word file would not hold the paper as it is, so none was made.")
    folder = vault.outbox if out_dir is None else out_dir
    initials = vault.ask(initials_in, made.child_id) if made.child_id else "IRO"
    known = _known(vault, made) if made.owes else ()
    version = next_version(folder, made.about_on, initials, known, made.kind)
    path = put(folder, file_name(made.about_on, initials, version, made.kind), content)
    sha256 = hashlib.sha256(content).hexdigest()
    if made.owes:
        from iro_tui.casework.outbox import owe_file

        try:
            vault.act(
                owe_file, made.owes, made.child_id, made.subject_id, path.name, sha256, made.look.letter_on
            )
        except BaseException:
            path.unlink(missing_ok=True)  # a file the ledger does not know would never reach Mosaic
            raise
    return Made(path, sha256, bool(made.owes))


def _known(vault: Vault, made: Document) -> tuple[str, ...]:
    from iro_tui.casework.outbox import ledger

    return tuple(row.file for row in vault.ask(ledger, made.look.letter_on) if row.kind == made.owes)


def _preparation(vault: Vault, child_id: str, today: date) -> Document:
    from iro_tui.casework.preparation_sheet import preparation_sheet
    from letters.preparation import sheet

    facts = vault.ask(preparation_sheet, child_id, today)
    on = facts.booked_for or today
    look = look_of_paper(vault, facts.called, f"Preparation for the review of {facts.called}", today)
    return Document(PREPARATION, sheet(facts), look, on, child_id=child_id)


def _decisions(vault: Vault, child_id: str, today: date) -> Document:
    from iro_tui.casework.decisions_page import decisions_page
    from letters.decisions_paper import decisions_paper

    facts = vault.ask(decisions_page, child_id, today)
    title = f"Decisions of the review of {facts.called} on {in_full(facts.review_on)}"
    look = look_of_paper(vault, facts.called, title, today)
    return Document(
        DECISIONS,
        decisions_paper(facts),
        look,
        facts.review_on,
        "DECISIONS_PAGE",
        child_id,
        facts.review_id,
    )


def _panel(vault: Vault, child_id: str, today: date) -> Document:
    from iro_tui.casework.panel_sheet import panel_sheet
    from letters.panel_sheet import sheet

    facts = vault.ask(panel_sheet, child_id, today)
    title = f"Tracking panel sheet of {facts.called}"
    look = look_of_paper(
        vault, facts.called, title, today, f"Confidential: about {facts.called}, for the panel"
    )
    look = replace(look, one_page=True)
    return Document(PANEL, sheet(facts), look, today, child_id=child_id)


def _invitation(vault: Vault, child_id: str, today: date) -> Document:
    from iro_tui.casework.invitation import facts_of_invitation

    facts = vault.ask(facts_of_invitation, child_id, today)
    title = f"Invitation for {facts.called} to the review on {in_full(facts.review_on)}"
    return _for_child(facts, INVITATION, title, "INVITATION")


def _leaflet(vault: Vault, child_id: str, today: date) -> Document:
    from iro_tui.casework.facts import facts_of_child

    facts = vault.ask(facts_of_child, child_id, today)
    return _for_child(facts, LEAFLET, "My Independent Reviewing Officer", "")


def _for_child(facts: LetterFacts, kind: str, title: str, owes: str) -> Document:
    text = compose(facts, kind).text
    if kind == LEAFLET:
        text = f"# {title}\n\n{text}"
    report = check(text, expected_of(facts, age_of(facts)))
    return Document(
        kind,
        text,
        replace(look_for(facts, text), title=title),
        facts.review_on,
        owes,
        facts.child_id,
        facts.review_id,
        tuple(each for each in report.findings if each.rule not in _OF_REVIEWS),
    )


def look_of_paper(vault: Vault, called: str, title: str, today: date, footer: str = "") -> Look:
    """How a paper for grown-ups looks; `called` is empty for a paper about no one child.

    Raises:
        BadInput: the IRO's own page was never filled in.
    """
    from iro_tui.casework.children import profile

    iro = vault.ask(profile)
    if iro is None:
        raise BadInput("Your own page is empty. Fill in your name, phone and email first.")
    return Look(
        first_name=called,
        review_on=today,
        letter_on=today,
        body_pt=_ADULT_PT,
        iro_name=iro.name,
        iro_title=iro.job_title,
        iro_phone=iro.phone,
        iro_email=iro.email,
        council=iro.council,
        title=title,
        footer=footer or f"Confidential: about {called}, for those who work on the review",
        for_adults=True,
    )


_MAKERS: Mapping[str, Callable[[Vault, str, date], Document]] = {
    PREPARATION: _preparation,
    INVITATION: _invitation,
    LEAFLET: _leaflet,
    DECISIONS: _decisions,
    PANEL: _panel,
}
