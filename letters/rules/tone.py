"""How it speaks to the child: C04, C07, C08, A08 to A12."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_IDIOM = _any(
    *("sit tight", "in the loop", "in the pipeline", "touch base", "on the cards", "up in the air"),
    *("on the same page", "back on track", "finding (?:your|his|her|their) feet", "keep(?:ing)? an eye on"),
    *("leaps and bounds", "light at the end of the tunnel", "bumpy ride", "roller ?coaster"),
    *("turn(?:ing)? over a new leaf", "down in the dumps", "over the moon", "under the weather"),
    *("piece of cake", "bite the bullet", "ball is in your court", "at the end of the day", "fresh start"),
    *("on thin ice", "pull your socks up", "in the same boat", "hit the ground running", "drop us a line"),
    *("bear with us", "cut corners", "jump through hoops", "long story short", "benefit of the doubt"),
    *("question marks? over", "let off steam", "a lot on your plate", "head in the clouds", "cold feet"),
    *("break the ice", "kicked off", "let you down", "a handful"),
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
    """Two or more idioms, for readers under 9 or with reading support."""
    literal = page.expected.reading_support or page.expected.written_for < _IDIOMS_BELOW
    if literal and sum(1 for _ in _IDIOM.finditer(page.spoken)) >= 2:
        yield from _each(page, _IDIOM, "An idiom: this reader may take it word for word. Say it plainly.")


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
