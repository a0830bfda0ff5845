"""Is this letter right for this child? Everything the rules have to say about it (letters.md 3).

Facts alone block. Adding a rule is one function in `letters.rules`; nothing here changes.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from letters.bands import Targets
from letters.expected import Expected, expected_of
from letters.page import Page
from letters.reading import Reading
from letters.rules import RULES, Family, Level, Remark, Rule
from letters.rules.person import voices

__all__ = ["Expected", "Finding", "Report", "check", "expected_of"]

_ORDER: dict[Level, int] = {"block": 0, "confirm": 1, "advice": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on a letter, with its place and what can be done."""

    rule: str
    """Rule id of letters.md: B01 to B11, C01 to C08, A01 to A13; C09 and C10 are our own."""
    level: Level
    family: Family
    line: int
    """From 1."""
    column: int
    """From 1."""
    start: int
    """Offset in the letter."""
    end: int
    """The same as `start` when something is missing."""
    text: str
    """The words in question; empty when something is missing."""
    title: str
    """A few words to name it in a list: the words in question in quotes, or what is missing."""
    why: str
    say_instead: tuple[str, ...]
    explain: str | None
    """A sentence to put after the term; None when it should be replaced instead."""
    key: str
    """What a decision to keep it is stored under: the rule and the sentence. It survives moving the sentence
    and lapses when the sentence changes (letters.md 3.5)."""


@dataclass(frozen=True, slots=True)
class Report:
    """What there is to say about one letter."""

    findings: tuple[Finding, ...]
    """What is still open: stops, then confirms, then advice, each from the top of the letter down."""
    kept: tuple[Finding, ...]
    """Confirms and advice the IRO decided to keep."""
    reading: Reading
    targets: Targets
    voice: int
    """How often the child is heard."""
    families: tuple[Family, ...]
    """The families lit (letters.md 3.6)."""

    @property
    def blocked(self) -> bool:
        """Whether anything stops the letter."""
        return any(finding.level == "block" for finding in self.findings)

    @property
    def ready(self) -> bool:
        """Whether nothing stops it and no confirm is open. Advice is never in the way."""
        return all(finding.level == "advice" for finding in self.findings)

    @property
    def needs_another_look(self) -> bool:
        """Whether two or more families are lit."""
        return len(self.families) >= 2

    @property
    def counts(self) -> dict[Family, int]:
        """Open findings in each family that has any."""
        return dict(Counter(finding.family for finding in self.findings))


def check(text: str, expected: Expected, kept: Collection[str] = frozenset()) -> Report:
    """Hold a letter against what is known and against the rules.

    Args:
        text: the letter in the form of `letters.text`. Any text can be checked.
        expected: the child, the review and the IRO.
        kept: keys of findings the IRO decided to keep. A stop cannot be kept.

    Raises:
        BadInput: the reader's age is not between 0 and 25.
    """
    page = Page(text, expected)
    found = [_finding(page, rule, remark) for rule in RULES.values() for remark in rule.find(page)]
    found.sort(key=lambda finding: (_ORDER[finding.level], finding.start, finding.rule))
    is_kept = [finding.level != "block" and finding.key in kept for finding in found]
    open_findings = tuple(finding for finding, is_one in zip(found, is_kept, strict=True) if not is_one)
    return Report(
        findings=open_findings,
        kept=tuple(finding for finding, is_one in zip(found, is_kept, strict=True) if is_one),
        reading=page.reading,
        targets=page.targets,
        voice=voices(page),
        families=_lit(open_findings),
    )


def _finding(page: Page, rule: Rule, remark: Remark) -> Finding:
    line, column = page.letter.place(remark.start)
    words = page.letter.text[remark.start : remark.end]
    about = remark.about
    if about is None:
        about = f"{words}\n{page.around(remark.start, remark.end)}" if words else remark.title
    return Finding(
        rule=rule.id,
        level=rule.level,
        family=rule.family,
        line=line,
        column=column,
        start=remark.start,
        end=remark.end,
        text=words,
        title=remark.title or f"“{words}”",
        why=remark.why,
        say_instead=remark.say_instead,
        explain=remark.explain,
        key=_key(rule.id, about),
    )


def _key(rule_id: str, about: str) -> str:
    told = " ".join(about.split())
    return f"{rule_id}-{hashlib.sha256(told.encode()).hexdigest()[:16]}"


def _lit(findings: tuple[Finding, ...]) -> tuple[Family, ...]:
    weight: defaultdict[Family, float] = defaultdict(float)
    for finding in findings:
        weight[finding.family] += RULES[finding.rule].share
    return tuple(family for family in sorted(weight) if weight[family] >= 1)
