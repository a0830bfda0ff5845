"""Hard words and labels, from the word list: C01, C02, A01, A02."""

from __future__ import annotations

from collections.abc import Iterator

from letters.page import Page
from letters.rules.registry import Remark, rule
from letters.word_list import WordKind
from letters.wording import Hit

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
                say_instead=(*_childs_own(page, hit), *entry.say_instead),
                explain=entry.explain,
            )


def _childs_own(page: Page, hit: Hit) -> tuple[str, ...]:
    """What this child says for it; it comes first."""
    said = page.prose[hit.start : hit.end].casefold()
    meant = (said, hit.entry.term.casefold())
    return tuple(term.word for term in page.expected.own_terms if term.means.strip().casefold() in meant)
