"""How dates, times, places and names are said in a letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from letters.dates import WEEKDAYS, in_full

_TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "auntie", "aunt", "uncle", "nurse")
_ONLINE = ("teams", "zoom")
_OPENING = {'"': "“", "'": "‘"}
_NEEDS_THE = re.compile(
    r"(?:park|library|office|centre|caf[eé]|hub|hospital|hall|town hall|church hall|clinic|council offices?"
    r"|(?:family|contact|youth|leisure|sports|community|children['’]s|health) (?:centre|club|hub))"
)
"""Places one says with an article; "home" and "school" have none."""
_PLACE_WORDS = ("at ", "in ", "on ", "by ", "over ", "via ", "with ", "near ")


def weekday_date(day: date) -> str:
    """`Thursday 27 November 2025`."""
    return f"{WEEKDAYS[day.weekday()]} {in_full(day)}"


def clock_time(typed: str) -> str:
    """`15:30` as `3.30pm`, `12:00` as `12 noon`; anything else as it was typed."""
    match = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)", typed.strip())
    if match is None:
        return typed.strip()
    hour, minute = int(match[1]), match[2]
    if hour == 12 and minute == "00":
        return "12 noon"
    half = "am" if hour < 12 else "pm"
    return f"{hour % 12 or 12}{'' if minute == '00' else '.' + minute}{half}"


def place(typed: str) -> str:
    """A place with its "at": `at Ridge House`, `at the park`, `on Teams`; `in the library` stays as it is."""
    words = " ".join(typed.split()).rstrip(".")
    if not words or words.lower().startswith(_PLACE_WORDS):
        return words
    if words.lower().startswith(_ONLINE):
        return f"on {words}"
    return f"at the {words}" if _NEEDS_THE.fullmatch(words) else f"at {words}"


def first_name(full: str) -> str:
    """What one says for a full name: `Dev` for Dev Patel; `Ms Khan` and `G. Adeyemi` as they are."""
    words = full.split()
    if not words or words[0].rstrip(".").lower() in _TITLES or len(words[0].rstrip(".")) < 2:
        return " ".join(words)
    return words[0]


def listed(words: Iterable[str]) -> str:
    """`Mum`, `Mum and Dad`, `Mum, Dad and Nan`."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def clean(text: str) -> str:
    """One line of text without control characters, and without marks that would read as layout."""
    visible = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(visible.split()).lstrip("#|>*•- ")


def ended(sentence: str) -> str:
    """`sentence` with a full stop, unless it has an end of its own."""
    bare = sentence.rstrip(" \"'”’)]")
    return sentence if not bare or bare[-1] in ".!?…" else sentence.rstrip(" ,;:") + "."


def begun(sentence: str) -> str:
    """`sentence` with a capital at its start."""
    return sentence[:1].upper() + sentence[1:]


def curled(text: str) -> str:
    """`text` with its straight quotation marks and apostrophes as Word would set them."""
    opened = re.sub(r"(?:(?<=^)|(?<=[\s(\[“‘–—-]))([\"'])(?=\S)", lambda mark: _OPENING[mark[1]], text)
    return opened.replace('"', "”").replace("'", "’")
