"""Does it speak about the child: by name, or as he, she or they (C05)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from letters.name_or_word import OPENS, is_name_there
from letters.page import Page, blanked
from letters.rules.registry import Remark, rule
from letters.text import plain
from letters.to_you import OPENERS, said_to_you
from letters.whoever import KIN, MEN, NO_NAME, SEVERAL, SOMEBODY, WOMEN

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
_AROUND = 40
_PRONOUN = re.compile(
    r"\b(?:(?P<HE>he|him|his|himself)|(?P<SHE>she|her|hers|herself)"
    r"|(?P<THEY>they|them|their|theirs|themselves|themself))\b(?! names?\b)",
    re.IGNORECASE,
)
"""Not "his name is Smoky", which says whose it is."""
_LINE_OPENS = re.compile(r"(?:(?![^:\n]*\b(?:said|says|told|asked|wrote|thinks?)\b)[A-Z][a-z' ]{0,60}: +)?$")
"""Before a pronoun that opens a line, or comes first after words such as "This is going well:"."""
_NAMED_AFTER = re.compile(
    r"(?:^|[.!?]\s+)(?:when|while|after|before|although|if|because|since|as|once|until)\s+$", re.I
)
"""Before a pronoun whose owner is named later in the sentence: "When he came, Dad was pleased"."""
_CAPITAL = re.compile(r"(?<![\w'-])[A-Z][\w]*(?:['-]\w+)*")
_SENTENCE_ENDS = re.compile(r"[.!?]\s")
_RIVALS = {"HE": (MEN, SOMEBODY), "SHE": (WOMEN, SOMEBODY), "THEY": (MEN, WOMEN, SOMEBODY, SEVERAL)}
_VERB_TOO = "Write the sentence to the child, each verb too: “you like”, not “you likes”."


@dataclass(frozen=True, slots=True)
class _Passage:
    """A paragraph, an item or a cell of the child's part."""

    offset: int
    text: str
    """With nothing left between double quotes: somebody's own words are not the writer's."""
    whole: str
    """The same with the quotations."""
    above: str
    """What stands before it, in which somebody may be named; empty for a cell."""


@rule("C05", "person")
def in_the_third_person(page: Page) -> Iterator[Remark]:
    """The child's name or pronoun said of the child: once is enough; called out or greeted it is not meant.

    A pronoun is asked about where nobody else stands before it whom it could mean.
    """
    name = plain(page.expected.first_name or "")
    if not name:
        return
    words = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    passages = tuple(_passages(page))
    found = [
        (passage, match)
        for passage in passages
        for match in words.finditer(passage.text)
        if _spoken_of(page, passage.text, match.start(), match.end())
    ]
    if found:
        title = f"“{name}” {len(found)} times" if len(found) > 1 else f"“{name}”, not “you”"
        yield _asked(page, *found[0], "It speaks about the child.", title, f"third person {len(found)}")
    for passage in passages:
        if pronoun := _of_nobody(page, passage, words):
            start, end = passage.offset + pronoun.start(), passage.offset + pronoun.end()
            about = f"{pronoun[0]}\n{page.around(start, end)}"
            why, title = "Nobody is named before it.", f"who is “{pronoun[0]}”?"
            yield _asked(page, passage, pronoun, why, title, about)


def _asked(page: Page, passage: _Passage, match: re.Match[str], why: str, title: str, about: str) -> Remark:
    """A remark on a name or pronoun, with the verb that has to be turned with it where that is certain."""
    turned = said_to_you(passage.text, match.start(), match.end())
    words, end = turned or ("", match.end())
    return Remark(
        passage.offset + match.start(),
        passage.offset + end,
        f"{why} {'Speak to the child, or say who it is.' if turned else _VERB_TOO}",
        title=title,
        say_instead=(words,) if turned else (),
        about=about,
    )


def _passages(page: Page) -> Iterator[_Passage]:
    above = ""
    for block in page.letter.blocks:
        if block.part == "adult":
            return
        if block.kind in ("paragraph", "item"):
            yield _Passage(block.offset, blanked(block.plain), block.plain, above)
        for row in block.decisions:
            for cell in row.cells:
                said = plain(cell.text)
                yield _Passage(cell.offset, blanked(said), said, "")
        above = "" if block.kind == "table" else block.plain


def _of_nobody(page: Page, passage: _Passage, own_name: re.Pattern[str]) -> re.Match[str] | None:
    """The first pronoun of a passage that can mean nobody but the child; none after the child's name."""
    asked = (page.expected.pronouns,) if page.expected.pronouns else tuple(_RIVALS)
    for pronoun in _PRONOUN.finditer(passage.text):
        if pronoun.lastgroup not in asked:
            continue
        before = passage.text[: pronoun.start()]
        if own_name.search(before):
            return None
        if _LINE_OPENS.match(before) and (before or pronoun[0][0].isupper()):
            return pronoun
        around = f"{passage.above}\n{passage.whole[: pronoun.start()]}"
        if _NAMED_AFTER.search(before):
            around += _SENTENCE_ENDS.split(passage.whole[pronoun.end() :])[0]
        if not _anybody(page, around, pronoun.lastgroup):
            return pronoun
    return None


def _anybody(page: Page, words: str, pronoun: str) -> bool:
    """Whether anybody but the child stands in the words whom the pronoun could mean."""
    if any(rival.search(words) for rival in _RIVALS[pronoun]):
        return True
    own = {part for name in page.expected.names for part in plain(name).split()} | {
        plain(page.expected.first_name or "")
    }
    people = {part for name in page.expected.people for part in plain(name).split()} - own
    for word in _CAPITAL.finditer(words):
        said = word[0].removesuffix("'s")
        # Mum's name does not make her a "he": kin were looked for above, by what they are.
        if said in own or said.lower() in OPENERS or said.lower() in NO_NAME or KIN.fullmatch(said):
            continue
        opens = word.start() == 0 or OPENS.search(words[: word.start()]) is not None
        if not opens or said in people or (_DOES.match(words, word.end()) and not said.endswith("ing")):
            return True
    return False


def _spoken_of(page: Page, text: str, start: int, end: int) -> bool:
    """Whether the child's name there is said of the child, not called out, and not as a mere name or word."""
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
