"""Is it to the child, and is the child in it: C05, C06, A07."""

from __future__ import annotations

import re
from collections.abc import Iterator

from letters.name_or_word import is_name_there
from letters.page import Page
from letters.rules.registry import Remark, rule
from letters.text import plain

_VOICE = re.compile(
    r"""\byou\ (?:(?:also|both|have|had|then)\ )?
    (?:said|told|asked|chose|showed|explained|wanted|decided|drew|wrote|shrugged|smiled|laughed|crawled|hold
      |used\ your|(?:do\ not|don't)\ like|like|love|miss|feel|felt|want|worry)\b
    |\byou\ (?:are|were|seemed|looked)\ (?:(?:very|a\ bit|so)\ )?
    (?:upset|sad|happy|worried|angry|cross|scared|nervous|excited|lonely|pleased|proud)\b
    |\byou\ (?:do\ not|don't|did\ not|didn't)\ want\ to\ (?:say|talk|be|come|see|move|live)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_DOES = re.compile(
    r"""\ (?:(?:also|always|often|never|now|still|really|sometimes|already)\ )?
    (?:is|was|has|had|does|did|will|would|can|could|may|might|must|should|said|told|went|came|saw|felt|got|made
      |gave|took|knew|thought|ran|left|kept|(?:is|was|has|does|did)n't|[a-z]{2,}(?<!s)s|[a-z]{3,}ed|misses)\b""",
    re.VERBOSE,
)
"""After a name: the word for what somebody does."""
_ABOUT = re.compile(
    r"\b(?:for|with|to|of|about|from|by|at|on|without|around|near|that|when|because|if|while|where|how|why|and"
    r"|asked|told|saw|see|met|helped|rang|visited|gave|showed|says?|said|thinks?|thought)\s+$",
    re.IGNORECASE,
)
"""Before a name: words after which somebody is spoken of."""
_GOES_ON = re.compile(r"\s*,\s*(?:who|whose|aged|\d)\b")
_NAMED = re.compile(
    r"\b(?:called|name|name is|name's|named|call you|known as|spell|write|wrote"
    r"|uncle|auntie|aunt|cousin|nan|nana|gran|granny|grandma|grandad|big|little)\s+$",
    re.IGNORECASE,
)
_GREETED = re.compile(
    r"\b(?:thanks|thank you|well done|hello|hi|hey|dear|sorry|congratulations|good luck|goodbye|bye|welcome"
    r"|happy birthday)\s+$",
    re.IGNORECASE,
)
_NOBODY_YET = re.compile(
    r"(?:(?![^:\n]*\b(?:said|says|told|asked|wrote|thinks?)\b)[A-Z][a-z' ]{0,60}: +)?(He|She|His|Her)\b"
)
"""A line that opens with a pronoun, or after words such as "This is going well:"."""
_RECORDED = {"He": "HE", "His": "HE", "She": "SHE", "Her": "SHE"}
_AROUND = 40
_TO_THEM = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_VOICES_WANTED = 3
_TO_THEM_PER_HUNDRED = 7
_WORDS_FOR_A_RATE = 50


def voices(page: Page) -> int:
    """How often the child's own view is heard in the child's part."""
    return sum(1 for _ in _VOICE.finditer(page.prose))


@rule("C05", "person")
def in_the_third_person(page: Page) -> Iterator[Remark]:
    """The child's name said of the child: once is enough, called out or greeted it is not meant."""
    name = plain(page.expected.first_name or "")
    if not name:
        return
    words = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    found = [m for m in words.finditer(page.unquoted) if _spoken_of(page, m.start(), m.end())]
    if found:
        yield Remark(
            found[0].start(),
            found[0].end(),
            "It speaks about the child. Speak to them.",
            title=f"“{name}” {len(found)} times" if len(found) > 1 else f"“{name}”, not “you”",
            say_instead=("you", "your"),
            about=f"third person {len(found)}",
        )
    for block in page.letter.prose:
        opened = _NOBODY_YET.match(page.unquoted, block.offset, block.end)
        if opened and page.expected.pronouns in ("", _RECORDED[opened[1]]):
            yield Remark(
                opened.start(1),
                opened.end(1),
                "Nobody is named before it. Speak to the child, or say who it is.",
                title=f"who is “{opened[1]}”?",
                say_instead=("Your" if opened[1] in ("His", "Her") else "You",),
            )


@rule("C06", "voice")
def thin_voice(page: Page) -> Iterator[Remark]:
    """The child is heard fewer than three times."""
    count = voices(page)
    if count < _VOICES_WANTED:
        heard = ("nowhere", "only once", "only twice")[count]
        yield Remark(
            page.opening,
            page.opening,
            f"The letter says {heard} what the child said, wanted or felt. "
            "If they chose to say little, write that and keep this.",
            title="the child's own voice",
            say_instead=("You told me that …", "You did not want to say."),
            about=f"voice {count}",
        )


@rule("A07", "person")
def not_really_to_them(page: Page) -> Iterator[Remark]:
    """Fewer than seven "you" or "your" in a hundred words."""
    words = page.reading.words
    to_them = sum(1 for _ in _TO_THEM.finditer(page.prose))
    if words >= _WORDS_FOR_A_RATE and to_them * 100 < _TO_THEM_PER_HUNDRED * words:
        yield Remark(
            page.opening,
            page.opening,
            f"“You” or “your” stands {to_them * 100 / words:.1f} times in a hundred words; "
            f"a letter to a child has {_TO_THEM_PER_HUNDRED} or more.",
            title="not really to the child",
            about="to them",
        )


def _spoken_of(page: Page, start: int, end: int) -> bool:
    """Whether the child's name there is said of the child, not called out, and not as a mere name or word."""
    text = page.unquoted
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    if not is_name_there(text, start, end, page.expected.people) or _NAMED.search(before):
        return False
    if _somebody_elses(page, after):
        return False
    if re.match(r"\s*,", after):
        return _ABOUT.search(before) is not None or (
            not before.rstrip().endswith(",") and _GOES_ON.match(after) is not None
        )
    if re.match(r"\s*[!?]", after):
        return _ABOUT.search(before) is not None
    if after.startswith("'s") or _DOES.match(after):
        return True
    return not (before.rstrip().endswith(",") or _GREETED.search(before))


def _somebody_elses(page: Page, after: str) -> bool:
    """Whether another surname follows: "Sam Okafor" is not Sam Tate."""
    following = re.match(r" ([A-Z][\w'-]+)", after)
    own = {word for each in page.expected.names for word in plain(each).split()}
    return following is not None and following[1] not in own
