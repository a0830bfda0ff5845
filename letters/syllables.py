"""Counting the syllables of an English word: a few rules, then the words they get wrong (letters.md 5.2)."""

from __future__ import annotations

import re
from functools import lru_cache

_VOWELS = re.compile("[aeiouy]+")

# Vowels side by side that are spoken apart; each match is one syllable more than the groups of vowels.
_APART = re.compile(
    "|".join(
        (
            "(?<![ctsgx])ia(?!ge)",  # diary, piano; not social, marriage
            "iat[ei]",  # appreciate
            "(?<![ctsgxh])io(?!us$|ur|n$|ns$)",  # period, violin; not station, behaviour
            "(?<![ctsgxh])ious",  # serious, previous
            "(?<![gt])eo",  # video
            "(?<![gq])ua",  # usual, January
            "(?<![gq])ue(?=l|n[ct])",  # fuel, influence
            "uou",  # continuous
            "(?<![ctshfr])ien|rien[ct]",  # client, experience; not patient, friend
            "iet",  # quiet, society
            "(?<=[bcdfglmnprstvz])ie(?:r|st)$(?<!^.ier)(?<!^..ier)",  # happier, easiest; not pier
            "iu[ms]",  # stadium
            "oe[mt]",  # poem
            "(?:[oey]|[^gq]u)ing",  # going, being, playing
            "creat(?!ure)",
            "(?<=[a-z])[aeiou]y[aeou](?![ds]$)",  # player, royal; not played
            "coo[pr]",  # cooperate; exceptions below for the rest
            "isms?$",  # autism
        )
    )
)

# An e that is written and not spoken; each match is one syllable less.
_SILENT = re.compile(
    "|".join(
        (
            "(?<=[^aeiouy])(?<![^aeiouylr]l)(?<![^aeiouyr]r)e$",  # made; not table, centre
            "(?<=[^aeiouytd])(?<![^aeiouylr]l)ed$",  # asked; not wanted, settled
            "(?<=[^aeiouysxzcg])(?<![cs]h)(?<![^aeiouylr]l)es$",  # makes; not boxes, tables
            "(?<=[gq])ue$",  # league
            "(?<=[^aeiouy])e(?=(?:ly|(?:ful|less)(?:ly|ness)?|ness(?:es)?|ments?|work(?:ers?)?|where|times?"
            "|things?|body)$)",  # lonely, careful, homework
        )
    )
)

_EXCEPTIONS_BY_COUNT: dict[int, str] = {
    1: "aunt aunts meant queue queues",
    2: """argue argues being business busy cafe chaos create creates dr eighteen eighty every evening
        evenings forehead hundred giant giants hundreds joel junior leanne lifestyle lion lions maybe
        mayor mr mrs naked notebook notebooks ok onion onions people persuade persuaded phoebe pipeline
        poet rely rhythm ruin ruined safety science senior seniors soldier soldiers someone somewhat
        therefore timescale timescales tv uk union wednesday wednesdays wicked zoe""",
    3: """anyone area areas bicycle bicycles caseload caseloads element elements everyday everyone
        everything everywhere finale heroin household idea ideas implement implements italian mosaic
        museum museums opinion opinions recipe recipes safeguard safeguarding scientist scientists
        suicide supplement theatre timetable timetables""",
    4: "apostrophe catastrophe diabetes everybody initiative reality",
    6: "reunification",
}
EXCEPTIONS = {word: count for count, words in _EXCEPTIONS_BY_COUNT.items() for word in words.split()}
"""Words the rules get wrong, in lower case and without a possessive `'s`."""


@lru_cache(maxsize=8192)
def syllables(word: str) -> int:
    """Syllables in one word, at least 1. An abbreviation counts as it looks; the word list deals with it."""
    return sum(_part(part) for part in word.lower().replace("’", "'").split("-") if part) or 1


def _part(word: str) -> int:
    if word in EXCEPTIONS:
        return EXCEPTIONS[word]
    stem, _, ending = word.partition("'")
    if word.endswith("n't"):
        stem = word[:-3]
        return _part(stem) + (stem[-1:] not in "aeor" or stem.endswith("ve"))
    if ending == "s":
        return _part(stem) + stem.endswith(("s", "x", "z", "ch", "sh", "ce", "se", "ge"))
    if ending in ("ll", "d", "ve"):
        return _part(stem) + (stem[-1:] not in "aeiouwy")
    if ending == "re" or ending == "m":
        return _part(stem)
    letters = word.replace("'", "")
    groups = _VOWELS.findall(letters)
    found = len(groups)
    if len("".join(groups)) > found or "ism" in letters:
        found += len(_APART.findall(letters))
    if "e" in letters:
        found -= len(_SILENT.findall(letters))
    return max(1, found)
