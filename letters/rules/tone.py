"""How it speaks to the child: C04, C07, C08, A08 to A12."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from letters.page import Page
from letters.rules.registry import Remark, rule


def _any(*phrases: str) -> re.Pattern[str]:
    """Any of the phrases, whole, in text in lower case."""
    return re.compile(rf"\b(?:{'|'.join(phrases)})(?!\w)")


_PROMISE = _any(
    *("(?:i|we) promise", "definitely", "will always", "always be (?:able|happy)", "will never"),
    *("never (?:be|happen)", "everything will be (?:fine|ok|okay|all right|alright)"),
    *("(?:do not|don't) worry", "no need to worry", "(?<!cannot )(?<!can't )(?<!not )guarantee[ds]?"),
)
_CONDITION = _any(
    "(?:if|as long as|unless) you (?:do not |don't |did not |didn't )?(?:behave|are good|are bad|stop|keep)",
    "lose this (?:one|home|house|family|placement)(?: too)?",
)
_COMFORT = _any(
    r"(?<!you )(?<!we )(?:go|gone|went|going|was) (?:away )?(?:on|for) a (?:little )?(?:holiday|rest|break)",
    *("too busy for you", "gone to sleep", "poorly tummy", "forever famil(?:y|ies)"),
)
_TELLING = _any("you (?:must|need to|should|have to|ought to)(?! (?:be|feel)\\b)", "i want you to")
_TELLING_ALONE = _any("i want you to")
_FEELINGS = _any(
    *("you must (?:be|feel)", "(?:i am|i'm) sure (?:that )?you", "you will (?:love|not miss|be so|want to)"),
    *("you'll (?:love|be so|want to)", "we know (?:that )?you feel", "would make (?:her|him|them) so happy"),
)
_BABY_TALK = _any(
    *("mummy", "daddy", "big grown[- ]?up", "good (?:girl|boy)", "ever so", "such a star", "well done you"),
    *("tummy", "lots of love and hugs"),
)
_REASON = _any("why you", "not safe", "keep you safe", "came into care", "look after you")
_NOT_YOUR_FAULT = _any(
    *(
        "(?:not|none of (?:it|this) (?:was|is)) your fault",
        "(?:nobody|no one)'s fault",
        "not because of",
        "(?:any|no)thing (?:that )?you did",
    ),
    *("(?:did not|didn't) do anything wrong", "not to blame"),
)
_BABY_TALK_FROM = 11
_IDIOMS_BELOW = 9
_NEW_TO_ENGLISH = frozenset({"NEW_ENGLISH", "SIGN"})
_SHORTENED = re.compile(r"\b(?:[a-z]+n't|(?:i|you|he|she|it|we|they)'(?:m|re|ve|ll|d)|(?:it|that|there)'s)\b")
_FAULT_UP_TO = 12
_WORDS_A_SHOUT = 80


@rule("C04", "tone")
def promises(page: Page) -> Iterator[Remark]:
    """Promises nobody can be sure to keep."""
    yield from _each(
        page,
        _PROMISE,
        "A promise nobody can be sure to keep.",
        ("we plan to", "I do not know yet. I will tell you when I know"),
    )


@rule("C07", "tone")
def conditions_and_threats(page: Page) -> Iterator[Remark]:
    """A home or a visit tied to being good."""
    why = "It ties a home, or who a child sees, to being good."
    yield from _each(page, _CONDITION, why)


@rule("C08", "tone")
def untrue_comfort(page: Page) -> Iterator[Remark]:
    """Comfort that is not true."""
    why = "Comfort that is not true is found out later. Say what happened in short, plain words."
    yield from _each(page, _COMFORT, why)


@rule("A08", "tone")
def telling_off(page: Page) -> Iterator[Remark]:
    """Three or more orders to the child, or one "I want you to"."""
    found = list(_TELLING.finditer(page.spoken))
    if len(found) >= 3 or any(_TELLING_ALONE.match(match[0]) for match in found):
        times = f", {len(found)} times" if len(found) > 1 else ""
        yield Remark(
            found[0].start(),
            found[0].end(),
            "It reads like a telling-off. Say what would help, and who will help.",
            title=f"“{page.letter.text[found[0].start() : found[0].end()]}”{times}",
            about=f"telling {len(found)}",
        )


@rule("A09", "tone")
def telling_what_they_feel(page: Page) -> Iterator[Remark]:
    """Telling the child what they feel."""
    why = "It tells the child what to feel. Say what they said, or what you saw."
    yield from _each(page, _FEELINGS, why, ("you told me", "you seemed"))


@rule("A10", "tone")
def baby_talk(page: Page) -> Iterator[Remark]:
    """Baby talk, or a crowd of exclamation marks, for readers of 11 and over."""
    age = page.expected.written_for
    if age < _BABY_TALK_FROM:
        return
    yield from _each(page, _BABY_TALK, f"At {age} this sounds like talking to a small child.")
    shouts = [match.start() for match in re.finditer("!", page.spoken)]
    if len(shouts) >= 3 and len(shouts) * _WORDS_A_SHOUT > page.reading.words:
        yield Remark(
            shouts[0],
            shouts[0] + 1,
            "So many exclamation marks sound like talking to a small child.",
            title=f"{len(shouts)} exclamation marks",
            about=f"shouts {len(shouts)}",
        )


@rule("A11", "tone", share=0.5)
def idioms(page: Page) -> Iterator[Remark]:
    """Idioms, two or more, for readers under 9 or with reading support; each one for who reads literally.

    For readers new to English, or with sign language first, verbs of two words and contractions too
    (letters.md 2.7).
    """
    known = page.expected
    if not (known.reading_support or known.written_for < _IDIOMS_BELOW):
        return
    new_to_english = not _NEW_TO_ENGLISH.isdisjoint(known.needs)
    pattern = _idioms(new_to_english, tuple(each.word for each in known.added if each.kind == "idiom"))
    found = sum(1 for _ in pattern.finditer(page.spoken))
    if found >= 2 or (found and (new_to_english or "AUTISM" in known.needs)):
        yield from _each(page, pattern, "An idiom: this reader may take it word for word. Say it plainly.")
    if new_to_english:
        for match in _SHORTENED.finditer(page.spoken):
            yield Remark(match.start(), match.end(), "Write both words out: this reader is new to English.")


@lru_cache(maxsize=8)
def _idioms(phrasal: bool, added: tuple[str, ...]) -> re.Pattern[str]:
    """The idioms of `idioms.csv` and those the council added, in one pattern."""
    with Path(__file__).parents[1].joinpath("idioms.csv").open(encoding="utf-8", newline="") as rows:
        listed = [row["pattern"] for row in csv.DictReader(rows) if phrasal or row["kind"] == "idiom"]
    return _any(*listed, *(re.escape(word.lower()) for word in added))


@rule("A12", "tone", share=0)
def reason_without_comfort(page: Page) -> Iterator[Remark]:
    """A reason for being in care, for readers of 12 and under, and nowhere that it is not their fault."""
    reason = _REASON.search(page.spoken)
    if page.expected.written_for <= _FAULT_UP_TO and reason and not _NOT_YOUR_FAULT.search(page.spoken):
        yield Remark(
            reason.start(),
            reason.end(),
            "A reason without it leaves a child to think they caused it.",
            title="no “not your fault”",
            say_instead=("It is not your fault.", "It is not because of anything you did."),
            about="fault",
        )


def _each(
    page: Page, pattern: re.Pattern[str], why: str, say_instead: tuple[str, ...] = ()
) -> Iterator[Remark]:
    for match in pattern.finditer(page.spoken):
        yield Remark(match.start(), match.end(), why, say_instead=say_instead)
