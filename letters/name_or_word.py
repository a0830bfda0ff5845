"""Whether a word with a capital is somebody's name there: Will, May, Grace, Mark and Rose are also words."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection
from functools import cache
from pathlib import Path

from letters.dates import MONTHS
from letters.verbs import VERBS
from letters.whoever import TOPICS

_LIST = "names_that_are_words.csv"
_KIN = frozenset({"Mum", "Mummy", "Dad", "Daddy", "Nan", "Nana", "Gran", "Granny", "Grandma", "Grandad"})

_SAID_OF_A_PERSON = re.compile(
    r"""'s\b|\s*[,|)]|\s+(?:(?:is|was)(?!\ (?:what|how|when|where|why|that)\b)|has|had|does|did|will
    |would|can|could|may|might|must|should|isn't|wasn't|hasn't
    |doesn't|didn't|won't|wouldn't|can't|also|and\ (?:[A-Z]|you|I|the|her|his)|who|said|says|told|tells|asked
    |asks|thinks?|thought|knows|knew|felt|feels|likes?|liked|loves?|loved|wants?|wanted|came|comes|went|goes
    |saw|sees|met|meets|got|gets|gave|gives|took|takes|made|makes|plays?|played|lives|lived|stays|stayed
    |helps|helped|rang|rings|phoned|wrote|writes|read|cried|laughed|left|missed|misses|moved|moves|needs
    |needed|showed|shows|started|starts|stopped|talked|talks|tried|visited|visits|worked|works|hit|hurt|ran
    |runs|shared|shares|slept|sleeps|ate|eats|spoke|speaks|stood|sits|sat|found|finds|heard|kept|broke|brought
    |agreed|agrees|promised|attended|[a-z]{3,}ed)\b""",
    re.VERBOSE,
)
_MONTH = "|".join(MONTHS)
_TIME_BEFORE = re.compile(
    rf"""(?:\d(?:st|nd|rd|th)?
    |\b(?:in|by|of|until|till|since|next|last|this|every|each|late|early|mid|the|during)
    |\b(?:{_MONTH})(?:,|\ and|\ to|\ or|,\ and)?|-)[\s-]+$""",
    re.IGNORECASE | re.VERBOSE,
)
_TIME_AFTER = re.compile(
    rf"""\s+(?:\d|half|holidays?\b|term\b|bank\b|time\b|camp\b|club\b|fair\b|break\b|party\b|play\b|dinner\b
    |lunch\b|tree\b|presents?\b|day\b|eggs?\b|reading\b
    |(?:and|or|to)\ (?:{_MONTH}|autumn|winter|spring)\b)""",
    re.VERBOSE,
)
OPENS = re.compile(r"""(?:^|[.!?:…]["')\]]*\s+|\n[\s#>*•-]*|["'(|]\s*)$""")
"""What stands before a word whose capital says nothing: it opens a sentence, a line or a cell."""
_TITLE_BEFORE = re.compile(r"\b(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Judge|Nurse|Sir|Rev|St|Saint)\.? $")
_PLACE_AFTER = re.compile(
    r"""\s+(?:[A-Z][\w']+\s+){0,2}(?:Street|Road|Avenue|Lane|Close|Drive|Way|Court|Crescent|Place|Gardens
    |Terrace|Grove|Hill|Park|Square|School|Primary|Academy|College|Nursery|House|Lodge|Hospital|Centre|Center
    |Surgery|Church|Club|Farm|Hall|Library|Station|United|Rovers|Street's)\b""",
    re.VERBOSE,
)
_BEFORE, _AFTER = 24, 48


@cache
def _also() -> dict[str, str]:
    """What else a name is: `word`, `time`, `modal` (it may stand before the one who acts)."""
    with Path(__file__).with_name(_LIST).open(encoding="utf-8", newline="") as rows:
        return {row["name"]: row["also"] for row in csv.DictReader(rows)}


def is_name_there(text: str, start: int, end: int, people: Collection[str] = ()) -> bool:
    """Whether `text[start:end]`, which is written like a name, is one where it stands.

    Args:
        text: the letter with straight quotes, lines and all.
        start: where the name begins.
        end: where it ends.
        people: names that may follow a verb: "Will Jo come?".
    """
    name = text[start:end]
    if " " in name:
        return True
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    if _TITLE_BEFORE.search(before) or _PLACE_AFTER.match(after):
        return False
    also = _also().get(name.title() if name.isupper() else name, "")
    if "time" in also and (_TIME_BEFORE.search(before) or _TIME_AFTER.match(after)):
        return False
    if not also or (start and not OPENS.search(before)):
        return True
    return _SAID_OF_A_PERSON.match(after) is not None or _has_a_surname(after, people, modal="modal" in also)


def opens_a_note(word: str) -> bool:
    """Whether a word with a capital that opens a note is no name: Reading, You, Check; not Hope, Ade."""
    lower = word.lower()
    return lower in TOPICS or (lower in VERBS.values() and word not in _also())


def _has_a_surname(after: str, people: Collection[str], *, modal: bool) -> bool:
    """Whether "Mark" begins "Mark Lowe rang"; "Will Jo come?" and "Hope Mum is well" begin no name."""
    following = re.match(r"\s+([A-Z][\w'-]*)", after)
    if following is None or following[1] in people or following[1] in _KIN:
        return False
    return not modal or _SAID_OF_A_PERSON.match(after, following.end()) is not None
