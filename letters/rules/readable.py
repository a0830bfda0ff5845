"""Is it easy enough: A03, A04, A05, A06, A13."""

from __future__ import annotations

import re
from collections.abc import Iterator

from letters.bands import SLACK
from letters.page import Page
from letters.reading import WORD, Sentence
from letters.rules.registry import Remark, rule

_CUT = re.compile(r"(?:,\s+|\s)(but|and|so|because|which|who|although|while|when|until|or)\s", re.IGNORECASE)
_SENTENCES_FOR_A_MEAN = 3
_HEADINGS_WANTED = 3


@rule("A03", "readability")
def reading_level(page: Page) -> Iterator[Remark]:
    """The grade is more than half a year above the target."""
    grade, target = page.reading.grade, page.targets.grade
    if grade is not None and page.reading.raw_grade > target + SLACK:
        yield Remark(
            page.opening,
            page.opening,
            f"It reads like {page.reading.school_year}; aim for Year {int(target) + 1}. "
            "Splitting long sentences helps most.",
            title=f"reading level {grade:g}, aim {target:g}",
            about="reading level",
        )


@rule("A04", "readability")
def long_on_average(page: Page) -> Iterator[Remark]:
    """The sentences are too long on average."""
    mean, most = page.reading.mean_sentence, page.targets.mean_sentence
    if page.reading.sentences >= _SENTENCES_FOR_A_MEAN and round(mean, 1) > most:
        yield Remark(
            page.opening,
            page.opening,
            f"Sentences have {mean:.1f} words on average; at {page.targets.age}, {most} at most.",
            title="long sentences",
            about="mean sentence",
        )


@rule("A05", "readability", share=0.5)
def long_sentence(page: Page) -> Iterator[Remark]:
    """Each sentence above the longest for the band."""
    most = page.targets.longest
    for sentence in page.sentences:
        count = page.word_count(sentence.text)
        if count > most:
            cut = _cut(sentence)
            yield Remark(
                sentence.start,
                sentence.end,
                f"At {page.targets.age}, {most} words at most." + (f" Cut at “{cut}”." if cut else ""),
                title=f"sentence of {count} words",
            )


@rule("A06", "readability", share=0)
def too_long(page: Page) -> Iterator[Remark]:
    """More words in the child's part than the band allows."""
    if page.reading.words > page.targets.words:
        yield Remark(
            page.closing,
            page.closing,
            f"The child's part has {page.reading.words} words; at {page.targets.age}, "
            f"{page.targets.words} at most. The rest may go on a page for the adults.",
            title=f"{page.reading.words} words of {page.targets.words}",
            about="length",
        )


@rule("A13", "readability", share=0)
def no_signposts(page: Page) -> Iterator[Remark]:
    """Fewer than three headings."""
    headings = len(page.letter.of_kind("heading"))
    if headings < _HEADINGS_WANTED:
        yield Remark(
            page.opening,
            page.opening,
            "Headings help a child to find the place again. Use at least three.",
            title="no headings" if not headings else f"only {headings} heading{'s' * (headings > 1)}",
            about="headings",
        )


def _cut(sentence: Sentence) -> str | None:
    """The joining word nearest the middle of a sentence, with at least three words on either side."""
    middle = len(sentence.text) / 2
    joins = [
        join
        for join in _CUT.finditer(sentence.text)
        if len(WORD.findall(sentence.text[: join.start()])) >= 3
        and len(WORD.findall(sentence.text[join.end() :])) >= 3
    ]
    return min(joins, key=lambda join: abs(join.start() - middle))[1] if joins else None
