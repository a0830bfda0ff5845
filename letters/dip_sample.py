"""The dip sample of letters: a few at random, one line each, and nobody's name (letters.md 3.7)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from letters.bands import band_for
from letters.check import check
from letters.compose import age_of
from letters.dates import in_full
from letters.expected import expected_of
from letters.working_text import WorkingText

if TYPE_CHECKING:
    from iro_tui.casework.dip_sample import LetterSent
    from iro_tui.casework.letter_facts import LetterFacts
    from iro_tui.vault.store import Vault

SAMPLE = 6
"""Letters in a sample (P)."""
DAYS = 91
"""Calendar days a sample looks back on: a quarter."""


@dataclass(frozen=True)
class Sampled:
    """One line of the sample."""

    band: str
    wording: str
    """Which version of the phrases drafted it; `by hand` when none did."""
    families: tuple[str, ...]
    """Families the checker lights on it (letters.md 3.6)."""
    kept: tuple[tuple[str, str], ...]
    """Rule and reason of every finding kept on purpose, names taken out."""
    days: int
    """Calendar days from the review to the first export."""


@dataclass(frozen=True)
class DipSample:
    """A sample, and what it was taken from."""

    since: date
    until: date
    of: int
    """Letters exported in that time."""
    lines: tuple[Sampled, ...]


def dip_sample(vault: Vault, today: date) -> DipSample:
    """Take the sample of the quarter that ends today. The same quarter gives the same letters."""
    from iro_tui.casework.dip_sample import letters_sent
    from iro_tui.casework.letters import letter_facts

    since = today - timedelta(days=DAYS - 1)
    sent = vault.ask(letters_sent, since, today)
    chosen = sorted(sent, key=lambda each: _lot(each.letter_id, since))[:SAMPLE]
    lines = [_sampled(each, vault.ask(letter_facts, each.review_id, each.exported_on)) for each in chosen]
    return DipSample(since, today, len(sent), tuple(lines))


def sample_paper(sample: DipSample) -> str:
    """The sample in the form of `letters.text`."""
    span = f"{in_full(sample.since)} to {in_full(sample.until)}"
    paper = WorkingText("Dip sample of review letters")
    count = len(sample.lines)
    paper.paragraph(
        f"{count} of {sample.of} letters exported from {span}, chosen at random. No names are in it."
        if sample.of
        else f"No letter was exported from {span}."
    )
    paper.heading("The letters")
    paper.table(
        ("Letter", "Age band", "Wording", "Families lit", "Kept on purpose, and why", "Days"),
        (
            (
                str(number),
                each.band,
                each.wording,
                ", ".join(each.families) or "none",
                "; ".join(f"{rule}: {reason}" for rule, reason in each.kept) or "nothing",
                str(each.days),
            )
            for number, each in enumerate(sample.lines, 1)
        ),
    )
    if sample.lines:
        paper.paragraph("Days are calendar days from the review to the first export of its letter.")
    return paper.text()


def _lot(letter_id: str, since: date) -> str:
    return hashlib.sha256(f"{since.isoformat()} {letter_id}".encode()).hexdigest()


def _sampled(sent: LetterSent, facts: LetterFacts) -> Sampled:
    report = check(sent.text, expected_of(facts, age_of(facts)), sent.kept.keys())
    reader = age_of(facts) if facts.reader_age is None else facts.reader_age
    names = _names(facts)
    return Sampled(
        band=band_for(reader).name,
        wording=sent.phrases_version or "by hand",
        families=report.families,
        kept=tuple(
            (key.partition("-")[0], _without(names, reason)) for key, reason in sorted(sent.kept.items())
        ),
        days=(sent.exported_on - sent.held_on).days,
    )


def _names(facts: LetterFacts) -> set[str]:
    """Every name that could stand in a reason, whole and word by word."""
    told = [facts.called, facts.carer, facts.iro_name, *facts.others.names]
    for around in facts.people:
        told += [around.name, around.child_calls]
    return {part for name in told for part in (name, *name.split()) if len(part) > 1 and part[0].isupper()}


def _without(names: Iterable[str], reason: str) -> str:
    for name in sorted(names, key=lambda name: (-len(name), name)):
        reason = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", reason, flags=re.IGNORECASE)
    return reason
