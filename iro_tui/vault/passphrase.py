"""Whether a new passphrase is good enough, said in plain words."""

from __future__ import annotations

import re
import unicodedata

LEAST_CHARACTERS = 12

_ADVICE = "Four words that have nothing to do with each other are strong and easy to keep."
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertyuiopasdfghjklzxcvbnm")
_COMMON = """
passphrase password passcode secret welcome letmein admin administrator login changeme qwerty monkey dragon
sunshine princess football liverpool arsenal chelsea manchester london england birmingham leeds computer
laptop windows office council children child reviewing independent officer independentreviewingofficer
socialwork socialworker social worker safeguarding mosaic review reviews january february march april june
july august september october november december monday tuesday wednesday thursday friday saturday sunday
spring summer autumn winter christmas iloveyou charlie jessica thomas george superman batman testing
"""


def passphrase_problem(text: str) -> str | None:
    """Say what is wrong with a new passphrase; None when nothing is.

    It must have at least 12 characters and not be one character or a short piece over and over, only digits,
    a row of the keyboard or alphabet, or one common word with digits and signs round it.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    if len(plain) < LEAST_CHARACTERS:
        return f"The passphrase has {len(plain)} characters; it needs at least {LEAST_CHARACTERS}. {_ADVICE}"
    if re.fullmatch(r"(.{1,4})\1+.{0,3}", plain, re.DOTALL) or len(set(plain)) < 5:
        return f"The same few characters over and over are quickly guessed. {_ADVICE}"
    letters = "".join(character for character in plain if character.isalpha())
    if not letters:
        return f"Digits and signs alone are quickly guessed. {_ADVICE}"
    if len(letters) > 3 and any(letters in row or letters in row[::-1] for row in _ROWS):
        return f"A row of the keyboard or the alphabet is quickly guessed. {_ADVICE}"
    if _one_common_word(letters):
        return f"One common word is quickly guessed, even with digits or signs added. {_ADVICE}"
    return None


def passphrase_strength(text: str) -> str:
    """Say in plain words how strong a passphrase is that `passphrase_problem` has nothing against."""
    words = len(text.split())
    if len(text) >= 24 and words >= 4:
        return "Very strong: nobody guesses it, even with the laptop and years of time."
    if len(text) >= 18:
        return "Strong: guessing it would take a thief longer than it is worth."
    return "Good enough. A word or two more would make it strong."


def _one_common_word(letters: str) -> bool:
    """Tell whether the letters are one common word, perhaps said more than once."""
    return any(letters == word * (len(letters) // len(word)) for word in _COMMON.split())
