"""How a child took part in a review: the code the record points to, and why (practice.md 3.1).

It is suggested, never filled in: the IRO says how the child took part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iro_tui.casework.review_seen import Seen
from iro_tui.rules.dates import birthday, say_date
from iro_tui.rules.participation import suggest

if TYPE_CHECKING:
    from iro_tui.record.consultation import Consultation
    from iro_tui.record.review import Note

_SENT = {
    "FORM": "a form",
    "LETTER": "a letter",
    "TEXT_EMAIL": "a message",
    "PHONE": "a call",
    "VIDEO": "a video call",
}
"""Ways by which views reach a review without the child being there."""

_BRIEFED = ("ALONE_BEFORE", "ALONE_DAY", "ACTIVITY", "OBSERVED")
"""Talks after which the IRO can speak for a child who stays away."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """What the record says about taking part."""

    code: str | None
    """PN0 to PN7; None while more than one is open."""
    why: str
    """The facts it rests on, or what is not known yet; one sentence."""


def points_to(seen: Seen, notes: Sequence[Note], talks: Sequence[Consultation]) -> Pointer:
    """The code the record points to, and why.

    Args:
        seen: the review.
        notes: the lines of its meeting.
        talks: the talks since the review before it, up to its day.
    """
    called, review = seen.child.called, seen.review
    there = _there(seen, notes)
    heard = [talk for talk in talks if talk.own_words.strip()]
    advocate = next((talk for talk in heard if talk.kind == "ADVOCATE"), None)
    briefed = next((talk for talk in reversed(heard) if talk.kind in _BRIEFED), None)
    sent = next((talk for talk in reversed(heard) if talk.kind in _SENT), None)
    spoke = any(note.tag == "SAID" for note in notes) or review.chaired in ("CO", "CHAIR")
    voice = advocate or (briefed if there is False else None)
    passed_on = any(talk.kind == "VIA_OTHER" for talk in heard)
    code = suggest(
        seen.child.born,
        seen.on,
        attended=there,
        # That nothing was noted of the child in the meeting does not say the child was silent.
        spoke=spoke or None,
        advocate=bool(voice) or (False if there is False else None),
        non_verbal=None,
        sent_views=bool(sent) or (None if passed_on else False),
    )
    if code == "PN0":
        return Pointer(code, f"{called} is under 4 until {say_date(birthday(seen.child.born, 4))}.")
    if there is None:
        return Pointer(None, f"Nothing says yet whether {called} was there.")
    if there:
        heard_as = "own words are noted" if code else "how views were given is not noted"
        return Pointer(code, f"{called} was there; {heard_as}.")
    away = "was not there" if review.absence else "is not named under who was there"
    return Pointer(code, f"{called} {away}; {_how_it_came(seen, voice, sent, passed_on)}.")


def _how_it_came(seen: Seen, voice: Consultation | None, sent: Consultation | None, passed_on: bool) -> str:
    if voice is not None:
        who = "an advocate has" if voice.kind == "ADVOCATE" else "you have"
        return f"{who} the views from {say_date(voice.held_on, seen.today)}"
    if sent is not None:
        return f"{_SENT[sent.kind]} came {say_date(sent.held_on, seen.today)}"
    if passed_on:
        return "somebody passed the views on"
    return "no views are on the record since the last review"


def _there(seen: Seen, notes: Sequence[Note]) -> bool | None:
    """Whether the child was at the meeting, as far as the record says."""
    review = seen.review
    if review.absence:
        return False
    if review.chaired in ("CO", "CHAIR") or any(note.tag == "SAID" for note in notes):
        return True
    named = {seen.child.called.casefold(), seen.child.first_name.casefold()}
    if named & {word.strip(" .,;()").casefold() for word in review.there.split()}:
        return True
    return False if review.there.strip() else None
