"""Turning the IRO's own notes about a child into words spoken to the child.

Notes are written about the child: "Sam stays with Mr and Mrs Tate". A letter speaks to the child: "You stay
with Mr and Mrs Tate". Only what is certain is turned. Where a word could mean somebody else ("Sam likes his
school") the note is left as it stands, and the checker says that it is not written to the child (C05).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from iro_tui.casework.letter_facts import OwnTerm
from letters.text import word_set
from letters.whoever import KIN, NOBODY, RIVALS

# Third person to "you", for the verbs notes are made of. A verb that is not here is not turned.
_VERBS = {
    "is": "are", "was": "were", "has": "have", "does": "do", "goes": "go", "isn't": "are not",
    "wasn't": "were not", "hasn't": "have not", "doesn't": "do not",
    **{verb + "s": verb for verb in word_set(
        "agree ask attend belong bring choose come continue cook dance draw eat enjoy feel find get"
        " give hate help hope keep know learn leave let like listen live look love make manage mean meet"
        " move need paint phone play read remain ring run say see seem share show sing sleep speak"
        " spend stand start stay stop swim take talk tell thank think travel trust turn understand use"
        " visit wait walk want wonder work write add bake brush call clean climb count draw drive earn fall"
        " follow grow hear hold hurt join jump kick laugh lead lose meet mind open own pay pick prefer put"
        " remember ride save send shop sit smile spell support swear throw trust wake wash wear win"
    )},
    "worries": "worry", "tries": "try", "carries": "carry", "cries": "cry", "studies": "study",
    "watches": "watch", "teaches": "teach", "misses": "miss", "finishes": "finish",
    "wishes": "wish", "catches": "catch",
}  # fmt: skip

# Past forms and helping verbs are the same for "you", and so is everything that cannot be a verb at all.
_SAME = word_set(
    "will would can could may might must should shall did had said told asked wanted liked loved enjoyed felt"
    " came went saw met made got gave took began started stopped stayed lived moved thought knew spoke talked"
    " chose drew wrote showed played worked missed needed hoped helped found kept left ran walked"
    " held brought smiled drew chose slept sat ate sang swam rode hid cried heard wore won grew fell"
    " and or but with about to at in on for from of by until when if because before after so while as than"
    " every each this next last today tomorrow more again here there now not a an the"
)
_ADVERBS = word_set("also always often never now still really sometimes already only both")
_PRONOUNS = {
    "HE": {"he", "him", "his", "himself"},
    "SHE": {"she", "her", "hers", "herself"},
    "THEY": {"they", "them", "their", "theirs", "themselves", "themself"},
}
_PAST = re.compile(r"(?!indeed\b|hundred\b)[a-z]{3,}ed\b")
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
# "Sam likes football and hates maths": a second verb would be left behind.
_SECOND_VERB = re.compile(
    r"\b(?:and|but|or|then)(?: (?:also|then|now|still|always|often|never))?"
    r" (?!his\b|this\b|its\b|us\b)([a-z]+s)\b|[,;] (\w+)"
)
_CONTRACTIONS = {
    "aren't": "are not", "can't": "cannot", "couldn't": "could not", "didn't": "did not",
    "doesn't": "does not", "don't": "do not", "hadn't": "had not", "hasn't": "has not", "haven't": "have not",
    "i'll": "I will", "i'm": "I am", "i've": "I have", "isn't": "is not", "mustn't": "must not",
    "shouldn't": "should not", "they'll": "they will", "they're": "they are", "they've": "they have",
    "wasn't": "was not", "we'll": "we will", "we're": "we are", "we've": "we have", "weren't": "were not",
    "won't": "will not", "wouldn't": "would not", "you'll": "you will", "you're": "you are",
    "you've": "you have",
}  # fmt: skip
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
OPENERS = NOBODY | _SAME | _ADVERBS
"""Words that open a sentence and name nobody."""
_AFTER_IT = re.compile(r"\b(?:for|with|to|of|about|from|by|at|on|without|around|near) $", re.IGNORECASE)
# "Uncle Sam" is somebody else.
_SOMEBODY_ELSE = re.compile(
    r"\b(?:Uncle|Auntie|Aunt|Mrs?|Ms|Miss|Dr|St|Nurse|Other|Big|Little) $", re.IGNORECASE
)
# "Is Sam at school" would need its verb turned too.
_ASKING = re.compile(r"\b(?:is|was|has|does|isn['’]t|hasn['’]t|doesn['’]t|wasn['’]t) $", re.IGNORECASE)
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
    for word in _WORD.finditer(text):
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
    verb = _WORD.search(before, begins[-1])
    after = verb.end() if verb and verb.group() in _VERBS else begins[-1]
    spoken = _QUOTED.sub("", _named(called).sub("", before[after:]))
    if RIVALS[pronouns].search(spoken):
        return True
    for word in _WORD.finditer(spoken):
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
    return any(found not in _VERBS for found in groups) and not re.search(beside, text)


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
    after = _WORD.match(text, word.end() + 1) if text[word.end() : word.end() + 1] == " " else None
    if said in ("his", "her"):
        belongs = after is not None and after.group().lower() not in _SAME
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
    if after is None:
        return None
    verb = after.group().replace("’", "'")
    if verb in _VERBS:
        return None if _leaves_a_verb(text[after.end() :]) else (f"{first}ou {_VERBS[verb]}", after.end())
    return (f"{first}ou", word.end()) if verb in _SAME or _PAST.fullmatch(verb) else None


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
    return any(word.partition("'")[0] in risky for word in _WORD.findall(spoken))


def _turn(text: str, match: re.Match[str]) -> tuple[str, int] | None:
    """What replaces the name and the verb after it, and where that ends; None when it is not certain."""
    before = text[: match.start()]
    you = "You" if _starts_sentence(before) else "you"
    if _SOMEBODY_ELSE.search(before) or (_ASKING.search(before) and not match["own"]):
        return None
    if match["own"]:
        # "Sam's bed" is his; "Sam's going" is not.
        after = _WORD.match(text, match.end() + 1)
        if after is None or after.group().lower().endswith("ing") or after.group().lower() in ("not", "been"):
            return None
        return you + "r", match.end()
    rest = text[match.end() :]
    if not rest.strip() or rest.lstrip()[0] in ".;:!?)":
        return you, match.end()
    if rest[0] == ",":
        return None if re.match(r",\s*(?:who|aged|\d)", rest) else (you, match.end())
    after = _WORD.match(text, match.end() + 1) if rest[0] == " " else None
    if after is None:
        return None
    if _AFTER_IT.search(before) and after.group() not in ("who", "aged") and not after.group()[0].isupper():
        return you, match.end()
    between = ""
    if after.group().lower() in _ADVERBS:
        between = after.group() + " "
        following = _WORD.match(text, after.end() + 1)
        if following is None:
            return None
        after = following
    word = after.group().replace("’", "'")
    if word == "and":
        return _turn_pair(text, match.end(), you)
    if word in _VERBS:
        if _leaves_a_verb(text[after.end() :]):
            return None
        return f"{you} {between}{_VERBS[word]}", after.end()
    if word in _SAME or (_PAST.fullmatch(word) and not _leaves_a_verb(text[after.end() :])):
        return you, match.end()
    return None


def _leaves_a_verb(rest: str) -> bool:
    sentence = re.split(r"[.!?]", rest, maxsplit=1)[0]
    return any(match[1] or match[2] in _VERBS for match in _SECOND_VERB.finditer(sentence))


def _turn_pair(text: str, end: int, you: str) -> tuple[str, int] | None:
    """Right as it is for "Sam and Jay are", which takes "you and Jay", and for a pair at an end."""
    pair = re.match(r" and (?:[A-Z][\w’'-]*|(?:his|her|their|the) \w+)(?P<next>[.;:!?,]| \w+|$)", text[end:])
    if pair is None or pair["next"].strip() in _VERBS:
        return None
    return you, end


def _starts_sentence(before: str) -> bool:
    before = before.rstrip(" \t(\"'“‘")
    return not before or before[-1] in ".!?\n"


def _written_out(match: re.Match[str]) -> str:
    short = match.group()
    long = _CONTRACTIONS[short.lower().replace("’", "'")]
    return long[0].upper() + long[1:] if short[0].isupper() else long
