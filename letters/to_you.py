"""Turning the IRO's own notes about a child into words spoken to the child.

Notes are written about the child: "Sam stays with Mr and Mrs Tate". A letter speaks to the child: "You stay
with Mr and Mrs Tate". Only what is certain is turned. Where a word could mean somebody else ("Sam likes his
school") the note is left as it stands, and the checker says that it is not written to the child (C05).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from iro_tui.casework.letter_facts import OwnTerm


def _words(listed: str) -> set[str]:
    return set(listed.split())


# Third person to "you", for the verbs notes are made of. A verb that is not here is not turned.
_VERBS = {
    "is": "are", "was": "were", "has": "have", "does": "do", "goes": "go", "isn't": "are not",
    "wasn't": "were not", "hasn't": "have not", "doesn't": "do not",
    **{verb + "s": verb for verb in _words(
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
_SAME = _words(
    "will would can could may might must should shall did had said told asked wanted liked loved enjoyed felt"
    " came went saw met made got gave took began started stopped stayed lived moved thought knew spoke talked"
    " chose drew wrote showed played worked missed needed hoped helped found kept left ran walked"
    " and or but with about to at in on for from of by until when if because before after so while as than"
    " every each this next last today tomorrow more again here there now not a an the"
)
_ADVERBS = _words("also always often never now still really sometimes already only both")
_PRONOUNS = {
    "HE": {"he", "him", "his", "himself"},
    "SHE": {"she", "her", "hers", "herself"},
    "THEY": {"they", "them", "their", "theirs", "themselves", "themself"},
}
# Somebody whom "he" or "she" could mean.
_SINGLE_PERSON = re.compile(
    r"""\b(?:mum|mummy|dad|daddy|nan|nana|gran|granny|grandma|grandad|mother|father|sister|brother|auntie|aunt
    |uncle|cousin|worker|carer|teacher|nurse|doctor|judge|advocate|guardian|manager|visitor|friend|girl|boy
    |woman|man|lady|baby|adviser|solicitor|coach|someone|somebody|dog|cat|person|child|one|who)\b""",
    re.IGNORECASE | re.VERBOSE,
)
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
# "Uncle Sam" is somebody else.
_SOMEBODY_ELSE = re.compile(
    r"\b(?:Uncle|Auntie|Aunt|Mrs?|Ms|Miss|Dr|St|Nurse|Other|Big|Little) $", re.IGNORECASE
)
# "Is Sam at school" would need its verb turned too.
_ASKING = re.compile(r"\b(?:is|was|has|does|isn['’]t|hasn['’]t|doesn['’]t|wasn['’]t) $", re.IGNORECASE)
_LONG_FORM = re.compile(rf"(?<!\w)(?:{'|'.join(_CONTRACTIONS)})(?!\w)".replace("'", "['’]"), re.IGNORECASE)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")


def to_you(text: str, called: str, pronouns: str) -> str:
    """`text` with the child's name turned into "you" where that is certain, else exactly as it was.

    Args:
        text: a note in the IRO's words.
        called: what the child is called.
        pronouns: code of `pronouns.csv`; empty when not recorded, and then no pronoun may stand in the text.
    """
    if not called:
        return text
    if _mentions_someone(text, pronouns):
        return _turned_alone(text, called, pronouns) or text
    name = re.compile(rf"(?<![\w'’-]){re.escape(called)}(?P<own>['’]s)?(?![\w’'-])")
    quotes = [match.span() for match in _QUOTED.finditer(text)]
    pieces, at = [], 0
    for match in name.finditer(text):
        if any(start <= match.start() < end for start, end in quotes):
            continue
        turned = _turn(text, match)
        if turned is None:
            return text
        words, end = turned
        pieces += [text[at : match.start()], words]
        at = end
    return "".join([*pieces, text[at:]])


def _turned_alone(text: str, called: str, pronouns: str) -> str | None:
    """A note that begins with the child and speaks of nobody else, pronouns too; None if it is not so."""
    own = _PRONOUNS.get(pronouns)
    if own is None or pronouns == "THEY" or _QUOTED.search(text) or not text.startswith(f"{called} "):
        return None
    others = (_PRONOUNS["HE"] | _PRONOUNS["SHE"] | _PRONOUNS["THEY"]) - own
    if _SINGLE_PERSON.search(text) or any(word.lower() in others for word in _WORD.findall(text)):
        return None
    for word in _WORD.finditer(text):
        is_child = word.group().removesuffix("'s").removesuffix("’s") == called
        if word.group()[0].isupper() and not is_child and not _starts_sentence(text[: word.start()]):
            return None
    pieces, at = [], 0
    for word in _WORD.finditer(text):
        if word.group().lower() not in own or word.start() < at:
            continue
        turned = _turned_pronoun(text, word)
        if turned is None:
            return None
        words, end = turned
        pieces += [text[at : word.start()], words]
        at = end
    spoken = "".join([*pieces, text[at:]])
    turned_name = to_you(spoken, called, pronouns)
    return None if turned_name == spoken else turned_name


def _turned_pronoun(text: str, word: re.Match[str]) -> tuple[str, int] | None:
    """What replaces one pronoun of the child, with its verb, and where that ends; None when not certain."""
    first = "Y" if _starts_sentence(text[: word.start()]) else "y"
    said = word.group().lower()
    if said.endswith("self"):
        return f"{first}ourself", word.end()
    if said == "hers":
        return f"{first}ours", word.end()
    after = _WORD.match(text, word.end() + 1) if text[word.end() : word.end() + 1] == " " else None
    if said in ("his", "her"):
        belongs = after is not None and after.group().lower() not in _SAME
        if said == "his":
            return (f"{first}our", word.end()) if belongs else (f"{first}ours", word.end())
        return (f"{first}our" if belongs else f"{first}ou"), word.end()
    if said == "him":
        return f"{first}ou", word.end()
    if after is None:
        return None
    verb = after.group().replace("’", "'")
    if verb in _VERBS:
        return None if _leaves_a_verb(text[after.end() :]) else (f"{first}ou {_VERBS[verb]}", after.end())
    return (f"{first}ou", word.end()) if verb in _SAME else None


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
    spoken = _QUOTED.sub("", text)
    return any(word.lower() in risky for word in _WORD.findall(spoken))


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
    if word in _SAME:
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
