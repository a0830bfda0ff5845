"""Hard words and labels, from the word list: C01, C02, A01, A02."""

from __future__ import annotations

from collections.abc import Iterator

from letters.page import Page
from letters.rules.registry import Remark, rule
from letters.word_list import WordKind

_WHY: dict[WordKind, str] = {
    "stigmatising": "It labels or blames, and it will still hurt when the file is read at 30.",
    "legal": "A word of law, and nothing in the letter explains it.",
    "acronym": "Initials that nothing in the letter explains.",
    "jargon": "A word from our work; at {age} it means something else, or nothing.",
    "formal": "Office language; there is a plainer way to say it.",
}


@rule("C01", "labels")
def labels_and_blame(page: Page) -> Iterator[Remark]:
    """Words that label or blame, in the child's part."""
    yield from _of_kind(page, "stigmatising")


@rule("C02", "hard words", share=0.25)
def unexplained_law_and_initials(page: Page) -> Iterator[Remark]:
    """Legal terms and acronyms without an explanation (letters.md 3.1.7)."""
    yield from _of_kind(page, "legal", "acronym")


@rule("A01", "hard words", share=0.25)
def jargon(page: Page) -> Iterator[Remark]:
    """Words with a trade meaning, not explained."""
    yield from _of_kind(page, "jargon")


@rule("A02", "hard words", share=0.25)
def formal_words(page: Page) -> Iterator[Remark]:
    """Office language."""
    yield from _of_kind(page, "formal")


def _of_kind(page: Page, *kinds: WordKind) -> Iterator[Remark]:
    for hit in page.hits:
        entry = hit.entry
        if entry.kind in kinds:
            why = _WHY[entry.kind].format(age=page.expected.written_for)
            yield Remark(
                hit.start,
                hit.end,
                f"{why} {entry.note}".strip(),
                say_instead=entry.say_instead,
                explain=entry.explain,
            )
