"""Where the explanation of a hard word goes, and in which words, so that it explains that word."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from letters.check import check

if TYPE_CHECKING:
    from letters.check import Expected, Finding

_IT = re.compile(r"It (?:means|is)\b")


def explained(text: str, finding: Finding, expected: Expected, kept: Collection[str] = ()) -> tuple[int, str]:
    """Return where the explanation of a finding goes, and the words to put in there.

    It follows the sentence of the word. "It means" is heard as the last hard word of that sentence
    (letters.md 3.1.7); where that is another one, the word itself is named instead.

    Args:
        text: the letter the finding stands in.
        finding: one that has an explanation.
        expected: what the record says.
        kept: keys of the findings kept as they are.
    """
    at = finding.end
    while at < len(text) and text[at] not in ".!?\n":
        at += 1
    at += 1 if at < len(text) and text[at] != "\n" else 0
    words = finding.explain or ""
    if not _IT.match(words):
        return at, f" {words}"
    report = check(f"{text[:at]} {words}{text[at:]}", expected, kept=frozenset(kept))
    if any(each.rule == finding.rule and each.start == finding.start for each in report.findings):
        words = _IT.sub(f"{finding.text[:1].upper()}{finding.text[1:]} means", words, count=1)
    return at, f" {words}"
