"""What the blanks of a phrase are filled with, each with the place on the record it comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from iro_tui.casework.letter_facts import Around, LetterFacts
from iro_tui.rules.codes import codes
from letters.dates import in_full
from letters.said_plainly import clean, clock_time, first_name, listed, place, weekday_date

YOUR_NAME, YOUR_NUMBER = "Your name", "Your telephone number or e-mail"
ADVOCACY_NUMBER = "Telephone number of the advocacy service"
_PARENTS = {"MOTHER", "FATHER", "PARENT"}
_LIVES_AT = {"K1", "K2", "K3", "H5", "P2", "R1", "R2", "R3", "R5", "S1"}
"""Placements that are a house with staff rather than a person (placement_type.csv)."""
_WITH_A_PARENT = "P1"


@dataclass(frozen=True)
class Blank:
    """The words for one blank."""

    words: str
    """Empty when they are not on the record."""
    source: str
    gap: str = ""
    """What the letter asks for when there are no words; with no gap either, the phrase is left out."""


def blanks(facts: LetterFacts) -> dict[str, Blank]:
    """Every blank that the phrases may use."""
    child, review = f"child:{facts.child_id}", f"review:{facts.review_id}"
    parents = [around for around in facts.people if around.role in _PARENTS]
    worker = _one(facts, "SOCIAL_WORKER")
    spoken = bool(facts.own_words) or any(note.tag == "SAID" for note in facts.notes)
    name = clean(facts.iro_name)
    return {
        "called": Blank(clean(facts.called), f"{child}.called", "What is the child called?"),
        "iro": Blank(name, "profile", YOUR_NAME),
        "iro_first": Blank(first_name(name), "profile", YOUR_NAME),
        "title": Blank(_title(facts.iro_title), "profile"),
        "phone": Blank(clean(facts.iro_phone), "profile", YOUR_NUMBER),
        "email": Blank(clean(facts.iro_email), "profile", YOUR_NUMBER),
        "advocacy": Blank(clean(facts.advocacy_name) or "the advocacy service", "profile"),
        "advocacy_phone": Blank(clean(facts.advocacy_phone), "profile", ADVOCACY_NUMBER),
        "review_date": Blank(in_full(facts.review_on), f"{review}.opened_on"),
        "next": Blank(_next(facts), f"{review}.next_on", "Date, time and place of the next review"),
        "next_day": Blank(weekday_date(facts.next_on) if facts.next_on else "", f"{review}.next_on"),
        "home": Blank(_home(facts), f"{child}.carer"),
        "adult": Blank(_adult(facts), f"{child}.carer"),
        "carers": Blank(_carers(facts), f"{child}.carer"),
        "worker": Blank(called_by_child(worker) if worker else "", f"{child}.people"),
        "parent": Blank(
            called_by_child(parents[0]) if len(parents) == 1 else "Your parents", f"{child}.people"
        ),
        "apart": Blank("yes" if facts.placement != _WITH_A_PARENT and parents else "", f"{child}.people"),
        "parents": Blank(listed(called_by_child(p) for p in parents) if parents else "", f"{child}.people"),
        "words": Blank("yes" if spoken else "", review),
        "interpreter": Blank(clean(facts.interpreter), f"{child}.interpreter"),
        "why": Blank(clean(facts.why_in_care), f"{child}.why_in_care"),
    }


def called_by_child(around: Around) -> str:
    """What the child calls somebody: the word on the record, else a first name, else who it is.

    A parent is never a first name to a child, and `G. Adeyemi` says less than `your social worker`.
    """
    name = clean(around.name)
    if around.child_calls.strip():
        return clean(around.child_calls)
    if around.role not in _PARENTS and not re.match(r"[A-Z]\b\.?", name):
        return first_name(name)
    listed_role = codes("person_role").get(around.role)
    return (listed_role.columns["child_label"] if listed_role else "") or first_name(name)


def _one(facts: LetterFacts, role: str) -> Around | None:
    return next((around for around in facts.people if around.role == role), None)


def _title(typed: str) -> str:
    title = clean(typed) or "Independent Reviewing Officer"
    return title if "IRO" in title else f"{title} (IRO)"


def _next(facts: LetterFacts) -> str:
    """`Thursday 27 November 2025 at 4pm, at school`; what is not known yet is left out."""
    if facts.next_on is None:
        return ""
    when = weekday_date(facts.next_on)
    if facts.next_time.strip():
        when += f" at {clock_time(clean(facts.next_time))}"
    elif "AUTISM" in facts.needs:
        when += " at [what time?]"  # exact times, not "some time that day" (letters.md 2.7)
    where = place(clean(facts.next_place))
    return f"{when}, {where}" if where else when


def _home(facts: LetterFacts) -> str:
    carer = clean(facts.carer)
    own_word = clean(facts.home_word)
    if not carer:
        return place(own_word) if own_word.lower() != "home" else ""
    return f"at {carer}" if _is_a_house(facts) else f"with {carer}"


def _adult(facts: LetterFacts) -> str:
    """Somebody at home whom a child can turn to."""
    if not _is_a_house(facts):
        return clean(facts.carer)
    key_worker = _one(facts, "KEY_WORKER")
    return called_by_child(key_worker) if key_worker else ""


def _carers(facts: LetterFacts) -> str:
    carer = clean(facts.carer)
    if not carer:
        return "The people you live with"
    return f"The people at {carer}" if _is_a_house(facts) else carer


def _is_a_house(facts: LetterFacts) -> bool:
    carer = clean(facts.carer)
    known = {
        name for around in facts.people for name in (around.name, around.child_calls, first_name(around.name))
    }
    return facts.placement in _LIVES_AT and carer not in known
