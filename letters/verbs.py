"""The verb that goes with "you": what he likes, you like."""

from __future__ import annotations

import re

from letters.text import word_set

# Third person to "you", for the verbs notes are made of. A verb that is not here is not turned.
VERBS = {
    "is": "are", "was": "were", "has": "have", "does": "do", "goes": "go", "isn't": "are not",
    "wasn't": "were not", "hasn't": "have not", "doesn't": "do not",
    **{verb + "s": verb for verb in word_set(
        "agree ask attend belong bring choose come continue cook dance draw eat enjoy feel find get"
        " give hate help hope keep know learn leave let like listen live look love make manage mean meet"
        " move need paint phone play read remain ring run say see seem share show sing sleep speak"
        " spend stand start stay stop swim take talk tell thank think travel trust turn understand use"
        " visit wait walk want wonder work write add bake brush call clean climb count draw drive earn fall"
        " follow grow hear hold hurt join jump kick laugh lead lose meet mind open own pay pick prefer put"
        " check arrange apply book explain mend plan set"
        " remember ride save send shop sit smile spell support swear throw trust wake wash wear win"
    )},
    "worries": "worry", "tries": "try", "carries": "carry", "cries": "cry", "studies": "study",
    "watches": "watch", "teaches": "teach", "misses": "miss", "finishes": "finish",
    "wishes": "wish", "catches": "catch",
}  # fmt: skip

# Past forms and helping verbs are the same for "you", and so is everything that cannot be a verb at all.
SAME = word_set(
    "will would can could may might must should shall did had said told asked wanted liked loved enjoyed felt"
    " came went saw met made got gave took began started stopped stayed lived moved thought knew spoke talked"
    " chose drew wrote showed played worked missed needed hoped helped found kept left ran walked"
    " held brought smiled drew chose slept sat ate sang swam rode hid cried heard wore won grew fell"
    " and or but with about to at in on for from of by until when if because before after so while as than"
    " every each this next last today tomorrow more again here there now not a an the"
)
ADVERBS = word_set("also always often never now still really sometimes already only both just")
_NO_VERB = word_set(
    "as this thus perhaps sometimes always besides towards afterwards us its his hers ours yours yes"
)
"""Words with an s at their end that are not what he or she does."""
_PAST = re.compile(r"(?!indeed\b|hundred\b)[a-z]{3,}ed\b")
# "Sam likes football and hates maths": a second verb would be left behind.
_SECOND_VERB = re.compile(
    r"\b(?:and|but|or|then)(?: (?:also|then|now|still|always|often|never))?"
    r" (?!his\b|this\b|its\b|us\b)([a-z]+s)\b|[,;] (\w+)"
)
_NEVER_NOUNS = word_set(
    "is was has does goes knows gets keeps makes wants sees says tells takes brings gives feels finds"
    " sleeps enjoys loves hates likes thinks understands writes speaks sits wears grows hears joins"
    " learns listens meets misses remembers spends attends agrees asks belongs chooses comes continues"
    " eats sings reads prefers seems swims stays helps"
)
"""Verbs that can be nothing else after "and"."""
_MAY_ACT = re.compile(
    r"[A-Z]|\b(?:he|she|it|they|him|his|her|hers|them|their|himself|herself|themselves|that|who|which|what"
    r"|how(?! things are\b)|when|where|why|if|because|while|as|since|so|the (?:other|only))\b"
)
"""Words after which a second verb may be what somebody else does."""
_SAYS_OF = re.compile(r"\b(?:said|told (?:us|me)|thought|felt|heard)(?: that)? $")
WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")


def verb_turned(text: str, start: int, end: int, *, after_pronoun: bool) -> tuple[str, int] | None:
    """What stands after the one who acts, as "you" takes it, and where that ends; None when not certain.

    Args:
        text: the words.
        start: where the name or pronoun begins.
        end: where it ends.
        after_pronoun: whether it is "he" or "she": then any word with that ending is a verb.
    """
    after = WORD.match(text, end + 1) if text[end : end + 1] == " " else None
    between = ""
    if after is not None and (after.group().lower() in ADVERBS or re.fullmatch("[a-z]{3,}ly", after.group())):
        between = f" {after.group()}"
        after = WORD.match(text, after.end() + 1)
    if after is None:
        return None
    verb = after.group().replace("’", "'")
    spoken = VERBS.get(verb) or (_by_its_ending(verb) if after_pronoun else "")
    if spoken:
        more = _second_verbs(text[:start], text[after.end() :])
        return None if more is None else (f"{between} {spoken}{more[0]}", after.end() + more[1])
    # "Jo and Sam meet": a verb for two is that of "you".
    if text[:start].endswith(" and ") and verb in VERBS.values():
        return "", end
    same = verb in SAME or (
        _PAST.fullmatch(verb) and (after_pronoun or not leaves_a_verb(text[after.end() :]))
    )
    return ("", end) if same else None


def _by_its_ending(verb: str) -> str:
    """`juggle` for `juggles`; empty for what is no such verb."""
    if not re.fullmatch(r"[a-z]{2,}[a-rt-z]s", verb) or verb in _NO_VERB:
        return ""
    if verb.endswith("ies") and len(verb) > len("dies"):
        return f"{verb[:-3]}y"
    return verb[:-2] if verb.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")) else verb[:-1]


def _second_verbs(before: str, rest: str) -> tuple[str, int] | None:
    """What follows the first verb up to the last one the same child does, turned, and how long it was.

    Certain only where the child opens the sentence or stands after "said that", with nobody else between.
    """
    sentence = re.split(r"[.!?]", rest, maxsplit=1)[0]
    opens = not before.strip() or before.rstrip()[-1] in ".!?:\n" or _SAYS_OF.search(before)
    pieces, at = [], 0
    for match in _SECOND_VERB.finditer(sentence):
        if match[1]:
            if not opens or match[1] not in _NEVER_NOUNS or _MAY_ACT.search(sentence[: match.start()]):
                return None
            pieces += [sentence[at : match.start(1)], VERBS[match[1]]]
            at = match.end(1)
        elif match[2] in VERBS:
            return None
    return "".join(pieces), at


def leaves_a_verb(rest: str) -> bool:
    """Whether a second verb follows that would be left behind: "likes football and hates maths"."""
    sentence = re.split(r"[.!?]", rest, maxsplit=1)[0]
    return any(match[1] or match[2] in VERBS for match in _SECOND_VERB.finditer(sentence))
