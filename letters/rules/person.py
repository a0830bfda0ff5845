"""Is it to the child, and is the child heard in it: C06, A07."""

from __future__ import annotations

import re
from collections.abc import Iterator

from letters.page import Page
from letters.rules.registry import Remark, rule

_VOICE = re.compile(
    r"""\byou\ (?:(?:also|both|have|had|then)\ )?
    (?:said|told|asked|chose|showed|explained|wanted|decided|drew|wrote|shrugged|smiled|laughed|crawled|hold
      |used\ your|(?:do\ not|don't)\ like|like|love|miss|feel|felt|want|worry)\b
    |\byou\ (?:are|were|seemed|looked)\ (?:(?:very|a\ bit|so)\ )?
    (?:upset|sad|happy|worried|angry|cross|scared|nervous|excited|lonely|pleased|proud)\b
    |\byou\ (?:do\ not|don't|did\ not|didn't)\ want\ to\ (?:say|talk|be|come|see|move|live)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_TO_THEM = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_VOICES_WANTED = 3
_TO_THEM_PER_HUNDRED = 7
_WORDS_FOR_A_RATE = 50


def voices(page: Page) -> int:
    """How often the child's own view is heard in the child's part."""
    return sum(1 for _ in _VOICE.finditer(page.prose))


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
