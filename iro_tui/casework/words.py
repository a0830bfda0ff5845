"""The few short words lists need: ordinals, names and homes that fit their column, names without accents."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from iro_tui.rules.codes import codes

_NUMBERED = (
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
)

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "rev", "prof", "auntie", "uncle", "sir", "dame"})

_HOMES = {
    "Foster care: relative or friend": "kinship",
    "Foster care: other carer": "foster",
    "Placed for adoption": "adoption",
}
"""Groups of placement types that lists call by one word."""

_HOME = {
    "K1": "secure home",
    "K2": "children's home",
    "K3": "supported lodgings",
    "H5": "semi-independent",
    "P1": "with parents",
    "P2": "own place",
    "P3": "living at work",
    "R1": "care home",
    "R2": "hospital",
    "R3": "family centre",
    "R5": "young offenders",
    "S1": "residential school",
    "T0": "away for a time",
    "T1": "in hospital",
    "T2": "on holiday",
    "T3": "carer on holiday",
    "T4": "away for some days",
}


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"


def ordinal_word(number: int) -> str:
    """`First` to `Twelfth`, then `13th`."""
    return _NUMBERED[number - 1] if 1 <= number <= len(_NUMBERED) else ordinal(number)


def cut(text: str, cells: int) -> str:
    """The text in so many cells, its end replaced by `…` when it is longer; line breaks become spaces."""
    flat = " ".join(text.split())
    return flat if len(flat) <= cells else flat[: cells - 1].rstrip() + "…"


def short_name(name: str) -> str:
    """A grown-up's name for a column: `G. Adeyemi`; a name with a title stays, `Mrs Roe`."""
    parts = name.split()
    if len(parts) < 2 or parts[0].rstrip(".").lower() in _TITLES:
        return " ".join(parts)
    return f"{parts[0][0]}. {parts[-1]}"


def home_word(placement: str) -> str:
    """A placement type in at most 19 cells: `foster`, `kinship`, `with parents`.

    Args:
        placement: code of `placement_type.csv`; an unknown one, or none, gives an empty text.
    """
    known = codes("placement_type").get(placement)
    if known is None:
        return ""
    return _HOME.get(placement) or _HOMES.get(known.columns["group"], "other")


def plain_letters(text: str) -> str:
    """The text without accents, in small letters and with single spaces, for comparing names."""
    return " ".join("".join(map(_plain_letter, text)).split())


def stretch(text: str, plain_word: str) -> str:
    """The part of a text, as it stands, that reads like a word without accents; empty when there is none.

    Args:
        text: what is shown.
        plain_word: what `plain_letters` made of what was typed.
    """
    plain, origin = "", []
    for place, letter in enumerate(text):
        added = _plain_letter(letter)
        plain += added
        origin.extend([place] * len(added))
    at = plain.find(plain_word)
    return "" if at < 0 or not plain_word else text[origin[at] : origin[at + len(plain_word) - 1] + 1]


@lru_cache(maxsize=1024)
def _plain_letter(letter: str) -> str:
    if letter in "'’‘":
        return ""  # so that "obrien" finds O'Brien
    apart = unicodedata.normalize("NFKD", letter)
    return "".join(part for part in apart if not unicodedata.combining(part)).casefold()
