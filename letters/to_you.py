"""Turning the IRO's own notes about a child into words spoken to the child.

Notes are written about the child: "Sam stays with Mr and Mrs Tate". A letter speaks to the child: "You stay
with Mr and Mrs Tate". Only what is certain is turned. Where a word could mean somebody else ("Sam likes his
school") the note is left as it stands, and the checker says that it is not written to the child (C05).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from iro_tui.casework.letter_facts import OwnTerm
from letters.verbs import ADVERBS, SAME, VERBS, WORD, leaves_a_verb, verb_turned
from letters.whoever import KIN, NOBODY, RIVALS

_PRONOUNS = {
    "HE": {"he", "him", "his", "himself"},
    "SHE": {"she", "her", "hers", "herself"},
    "THEY": {"they", "them", "their", "theirs", "themselves", "themself"},
}
_SHORTENED = {"ll", "d", "re", "ve"}
"""What may follow a pronoun and an apostrophe and stays the same for "you"; "he's" could be "is" or "has"."""
_ACTS = re.compile(
    r"\b(?:[a-z-]{3,}(?<![siu])s|people|children|everyone|everybody|nobody|staff)"
    r" (?:to|who|will|would|can|could|should|must|have|had|are|were|did|do)\b",
    re.IGNORECASE,
)
"""Others who do something: then "him" later in the sentence can be the child who wants it."""
_GROUP = re.compile(r"\b(?:people|children|staff|family|[a-z-]{3,}(?<![siu])s)\b", re.IGNORECASE)
"""A group that "they" can mean where the child is recorded as he or she."""
_CONTRACTIONS = {
    "aren't": "are not", "can't": "cannot", "couldn't": "could not", "didn't": "did not",
    "doesn't": "does not", "don't": "do not", "hadn't": "had not", "hasn't": "has not", "haven't": "have not",
    "i'll": "I will", "i'm": "I am", "i've": "I have", "isn't": "is not", "mustn't": "must not",
    "shouldn't": "should not", "they'll": "they will", "they're": "they are", "they've": "they have",
    "wasn't": "was not", "we'll": "we will", "we're": "we are", "we've": "we have", "weren't": "were not",
    "won't": "will not", "wouldn't": "would not", "you'll": "you will", "you're": "you are",
    "you've": "you have",
}  # fmt: skip
OPENERS = NOBODY | SAME | ADVERBS
"""Words that open a sentence and name nobody."""
_AFTER_IT = re.compile(r"\b(?:for|with|to|of|about|from|by|at|on|without|around|near) $", re.IGNORECASE)
# "Uncle Sam" is somebody else.
_SOMEBODY_ELSE = re.compile(
    r"\b(?:Uncle|Auntie|Aunt|Mrs?|Ms|Miss|Dr|St|Nurse|Other|Big|Little) $", re.IGNORECASE
)
# "Is Sam at school" would need its verb turned too.
_ASKING = re.compile(r"\b(?:is|was|has|does|isn['’]t|hasn['’]t|doesn['’]t|wasn['’]t) $", re.IGNORECASE)
_HELPED = re.compile(r"\b(?:do|did|will|would|can|could|may|might|must|shall|should) $", re.IGNORECASE)
"""Before one who is asked about: the verb after it is the same for "you"."""
_OWNED_OR_NOT = {"last", "next", "left", "missed", "more"}
"""After "her": "her last day" is hers; "ask her last" is not."""
_LONG_FORM = re.compile(rf"(?<!\w)(?:{'|'.join(_CONTRACTIONS)})(?!\w)".replace("'", "['’]"), re.IGNORECASE)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_SPEAKS_TO = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
"""A note to somebody: with the name turned as well, "you and Sam" would be "you and you"."""


def to_you(text: str, called: str, pronouns: str) -> str:
    """`text` with the child's name turned into "you" where that is certain, else exactly as it was.

    Args:
        text: a note in the IRO's words.
        called: what the child is called.
        pronouns: code of `pronouns.csv`; empty when not recorded, and then no pronoun may stand in the text.
    """
    if not called or _SPEAKS_TO.search(_QUOTED.sub("", text)):
        return text
    if _mentions_someone(text, pronouns):
        spoken = _pronouns_turned(text, called, pronouns)
        turned = None if spoken is None else _names_turned(spoken, called)
        return text if turned is None else turned
    turned = _names_turned(text, called)
    return text if turned is None else turned


def _names_turned(text: str, called: str) -> str | None:
    """`text` with every mention of the name turned; None when one of them is not certain."""
    quotes = _quotes(text)
    pieces, at = [], 0
    for match in _named(called).finditer(text):
        if _within(quotes, match.start()):
            continue
        turned = _turn(text, match)
        if turned is None:
            return None
        words, end = turned
        pieces += [text[at : match.start()], words]
        at = end
    return "".join([*pieces, text[at:]])


def _named(called: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'’-]){re.escape(called)}(?P<own>['’]s)?(?![\w’'-])")


def _quotes(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _QUOTED.finditer(text)]


def _within(quotes: list[tuple[int, int]], place: int) -> bool:
    return any(start <= place < end for start, end in quotes)


def _pronouns_turned(text: str, called: str, pronouns: str) -> str | None:
    """`text` with the child's pronouns turned; None when one of them could mean somebody else.

    A pronoun means the child when nobody else is spoken of since the last sentence that began with the child.
    """
    own = _PRONOUNS.get(pronouns)
    if own is None:
        return None
    strangers = (_PRONOUNS["HE"] | _PRONOUNS["SHE"]) - own
    quotes = _quotes(text)
    pieces, at = [], 0
    for word in WORD.finditer(text):
        if word.start() < at or _within(quotes, word.start()):
            continue
        said, _, short = word.group().lower().replace("’", "'").partition("'")
        if said in strangers:
            return None
        if said in own:
            turned = (
                None
                if _unclear(text[: word.start()], called, pronouns)
                else _turned_pronoun(text, word, called)
            )
            if turned is None or (short and short not in _SHORTENED):
                return None
            words, end = turned
            pieces += [text[at : word.start()], words]
            at = end
        elif said in _PRONOUNS["THEY"] and not _of_a_group(text, word.start(), called):
            return None
    return "".join([*pieces, text[at:]])


def _unclear(before: str, called: str, pronouns: str) -> bool:
    """Whether a pronoun after these words could mean anybody but the child."""
    begins = [
        match.end() for match in _named(called).finditer(before) if _starts_sentence(before[: match.start()])
    ]
    if not begins:
        return True
    # What the child does is no group that "they" could mean, though it ends in s.
    verb = WORD.search(before, begins[-1])
    after = verb.end() if verb and verb.group() in VERBS else begins[-1]
    spoken = _QUOTED.sub("", _named(called).sub("", before[after:]))
    if RIVALS[pronouns].search(spoken):
        return True
    for word in WORD.finditer(spoken):
        said = word.group().lower().replace("’", "'").partition("'")[0]
        opens = _starts_sentence(spoken[: word.start()])
        nobody = said == "i" or (opens and said in OPENERS) or (pronouns != "THEY" and KIN.fullmatch(said))
        if word.group()[0].isupper() and not nobody:
            return True
    return False


def _does_it(before: str, called: str) -> bool:
    """Whether the child is the one who acts in the sentence so far: "Sam rang him" is not about Sam."""
    sentence = re.split(r"[.!?]\s+", before)[-1]
    opens = re.match(rf"(?:{re.escape(called)}|he|she|they)\b", sentence, re.IGNORECASE)
    return opens is not None and _ACTS.search(sentence) is None


def _of_a_group(text: str, place: int, called: str) -> bool:
    """Whether "they" there means several people or things, and the child is not one of them."""
    beside = rf"\band {re.escape(called)}\b|(?<!\w){re.escape(called)} and (?:[A-Z]|his\b|her\b|their\b)"
    groups = (found.group() for found in _GROUP.finditer(_QUOTED.sub("", text[:place])))
    return any(found not in VERBS for found in groups) and not re.search(beside, text)


def _turned_pronoun(text: str, word: re.Match[str], called: str) -> tuple[str, int] | None:
    """What replaces one pronoun of the child, with its verb, and where that ends; None when not certain."""
    first = "Y" if _starts_sentence(text[: word.start()]) else "y"
    said, _, short = word.group().lower().replace("’", "'").partition("'")
    if short:
        return f"{first}ou'{short}", word.end()
    if said.endswith(("self", "selves")):
        return f"{first}ourself", word.end()
    if said in ("hers", "theirs"):
        return f"{first}ours", word.end()
    if said in ("his", "her"):
        after = WORD.match(text, word.end() + 1) if text[word.end() : word.end() + 1] == " " else None
        follows = "" if after is None else after.group().lower()
        if follows in _OWNED_OR_NOT and said == "her":
            return None
        belongs = follows in _OWNED_OR_NOT or (after is not None and follows not in SAME)
        if said == "his":
            return (f"{first}our", word.end()) if belongs else (f"{first}ours", word.end())
        if not belongs and _does_it(text[: word.start()], called):
            return None
        return (f"{first}our" if belongs else f"{first}ou"), word.end()
    if said == "their":
        return f"{first}our", word.end()
    if said == "they":
        return f"{first}ou", word.end()
    if said in ("him", "them"):
        return None if _does_it(text[: word.start()], called) else (f"{first}ou", word.end())
    before = text[: word.start()]
    if _ASKING.search(before):
        return None
    if _HELPED.search(before):
        return f"{first}ou", word.end()
    acts = verb_turned(text, word.start(), word.end(), after_pronoun=True)
    return None if acts is None else (f"{first}ou{acts[0]}", acts[1])


def said_to_you(text: str, start: int, end: int) -> tuple[str, int] | None:
    """What says to the child what a name or pronoun says of the child, with its verb, and where that ends.

    Args:
        text: a paragraph; that the place means the child is known.
        start: where the name or pronoun begins.
        end: where it ends.

    Returns:
        None when a verb would be left behind, or who does what is not clear.
    """
    word = re.compile(r"[A-Za-z]+(?:['’](?:ll|d|s))?").match(text, start)
    said = text[start:end]
    if word is None or said.lower() not in set().union(*_PRONOUNS.values()):
        named = _named(said).match(text, start)
        return None if named is None else _turn(text, named)
    first = "Y" if _starts_sentence(text[:start]) or said[0].isupper() else "y"
    short = word.group().partition("'")[2]
    if short == "s":
        after = re.match(r" (?:(?:not|also|still|now|really) )?(\w+)", text[word.end() :])
        if after is None or leaves_a_verb(text[word.end() :]):
            return None
        if after[1] in ("been", "got", "had"):
            return f"{first}ou have", word.end()
        return (f"{first}ou are", word.end()) if after[1].endswith("ing") else None
    if short == "ll":
        return f"{first}ou will", word.end()
    turned = _turned_pronoun(text, word, "you")
    return None if turned is None else (first + turned[0][1:], turned[1])


def without_contractions(text: str) -> str:
    """`text` with its certain contractions written out, for readers new to English. Quotations stay."""
    pieces, at = [], 0
    for quote in _QUOTED.finditer(text):
        pieces += [_LONG_FORM.sub(_written_out, text[at : quote.start()]), quote.group()]
        at = quote.end()
    return "".join([*pieces, _LONG_FORM.sub(_written_out, text[at:])])


def in_their_words(text: str, terms: Sequence[OwnTerm], *, opens: bool = True) -> str:
    """`text` with the child's own words for people and places where they stand under another name.

    Args:
        text: words of the IRO; quotations in it stay as they are.
        terms: the child's own words; one that means nothing else changes nothing.
        opens: whether the text opens a sentence, so that its first word has a capital.
    """
    words = {term.means.strip().casefold(): term.word for term in terms if term.means.strip()}
    if not words:
        return text
    known = "|".join(re.escape(means) for means in sorted(words, key=len, reverse=True))
    found = re.compile(rf"{_QUOTED.pattern}|(?<![\w'’-])(?:{known})(?![\w-])", re.IGNORECASE)

    def put(match: re.Match[str]) -> str:
        own = words.get(match.group().casefold())
        if own is None:
            return match.group()
        first = _starts_sentence(text[: match.start()]) and (opens or match.start() > 0)
        return own[:1].upper() + own[1:] if first else own

    return found.sub(put, text)


def _mentions_someone(text: str, pronouns: str) -> bool:
    """Whether a pronoun in the text might be the child, or a group with the child in it."""
    risky = _PRONOUNS["THEY"] | _PRONOUNS.get(pronouns, _PRONOUNS["HE"] | _PRONOUNS["SHE"])
    spoken = _QUOTED.sub("", text).lower().replace("’", "'")
    return any(word.partition("'")[0] in risky for word in WORD.findall(spoken))


def _turn(text: str, match: re.Match[str]) -> tuple[str, int] | None:
    """What replaces the name and the verb after it, and where that ends; None when it is not certain."""
    before = text[: match.start()]
    you = "You" if _starts_sentence(before) else "you"
    if _SOMEBODY_ELSE.search(before) or (_ASKING.search(before) and not match["own"]):
        return None
    if match["own"]:
        # "Sam's bed" is his; "Sam's going" is not.
        after = WORD.match(text, match.end() + 1)
        if after is None or after.group().lower().endswith("ing") or after.group().lower() in ("not", "been"):
            return None
        return you + "r", match.end()
    rest = text[match.end() :]
    if not rest.strip() or rest.lstrip()[0] in ".;:!?)":
        return you, match.end()
    if rest[0] == ",":
        return None if re.match(r",\s*(?:who|aged|\d)", rest) else (you, match.end())
    after = WORD.match(text, match.end() + 1) if rest[0] == " " else None
    if after is None:
        return None
    if _AFTER_IT.search(before) and after.group() not in ("who", "aged") and not after.group()[0].isupper():
        return you, match.end()
    if after.group() == "and":
        return _turn_pair(text, match.end(), you)
    acts = verb_turned(text, match.start(), match.end(), after_pronoun=False)
    return None if acts is None else (you + acts[0], acts[1])


def _turn_pair(text: str, end: int, you: str) -> tuple[str, int] | None:
    """Right as it is for "Sam and Jay are", which takes "you and Jay", and for a pair at an end."""
    pair = re.match(r" and (?:[A-Z][\w’'-]*|(?:his|her|their|the) \w+)(?P<next>[.;:!?,]| \w+|$)", text[end:])
    if pair is None or pair["next"].strip() in VERBS:
        return None
    return you, end


def _starts_sentence(before: str) -> bool:
    before = before.rstrip(" \t(\"'“‘")
    return not before or before[-1] in ".!?\n"


def _written_out(match: re.Match[str]) -> str:
    short = match.group()
    long = _CONTRACTIONS[short.lower().replace("’", "'")]
    return long[0].upper() + long[1:] if short[0].isupper() else long
