"""What a letter may be drafted from: everything recorded that belongs in it, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_tui.casework.letter_words import AddedWord
from iro_tui.casework.other_children import OtherChildren


@dataclass(frozen=True)
class Said:
    """Words on the record, with the row they come from."""

    source: str
    """Kind and id, such as `note:1f0c` or `review:1f0c.carer_views`; a drafted sentence keeps it."""
    text: str
    tag: str = ""
    """A note's tag (`note_tag.csv`); empty for anything else."""


@dataclass(frozen=True)
class Promise:
    """One decision of the review, as it will stand in the table."""

    source: str
    what: str
    who: str
    by_when: date | None
    """None when no date was given: the letter then has a gap that stops export."""
    starting: bool
    """True when it goes on from that date."""
    against_wish: str
    """The wish and the reason when the child wanted otherwise; empty when not."""


@dataclass(frozen=True)
class Around:
    """Somebody the child knows."""

    name: str
    role: str
    """Code of `person_role.csv`."""
    child_calls: str


@dataclass(frozen=True)
class Answered:
    """What came of one thing the child said."""

    asked: Said
    """What the child said, word for word, without what is not to be shared."""
    answer: Said
    """In words for the child."""
    outcome: str
    """Code of `view_outcome.csv`, a settled one."""


@dataclass(frozen=True)
class OwnTerm:
    """One of the child's own words."""

    word: str
    means: str
    """In the words of adults; may be empty."""


@dataclass(frozen=True)
class LetterFacts:
    """The facts of one letter, complete and frozen, the date included."""

    letter_on: date
    child_id: str
    review_id: str
    called: str
    """The name the letter greets."""
    born: date
    pronouns: str
    """Code of `pronouns.csv`; empty when not recorded."""
    reading_support: bool
    reader_age: int | None
    """The age to write for when it is not the child's; None for the child's own age."""
    home_word: str
    why_in_care: str
    """Words agreed for the child; empty when not agreed yet."""
    legal_status: str
    """Code of `legal_status.csv`; empty when unknown."""
    placement: str
    """Code of `placement_type.csv`; empty when unknown."""
    carer: str
    permanence: str
    review_on: date
    review_number: int
    participation: str
    chaired: str
    place: str
    notes: tuple[Said, ...]
    """Lines of the meeting in their order, each with its tag."""
    own_words: tuple[Said, ...]
    """What the child said in talks before this review, word for word."""
    child_views: Said | None
    parent_views: Said | None
    carer_views: Said | None
    other_views: Said | None
    iro_view: Said | None
    promises: tuple[Promise, ...]
    next_on: date | None
    next_time: str
    next_place: str
    next_limit: date | None
    """The last day the law allows for the next review; None when there will be none."""
    people: tuple[Around, ...]
    others: OtherChildren
    """What belongs to every other child in the vault, so that none of it stands in this letter."""
    iro_name: str
    iro_title: str
    iro_phone: str
    iro_email: str
    council: str
    advocacy_name: str
    advocacy_phone: str
    names: tuple[str, ...] = ()
    """Every name of this child: first name, known-as, with the surname."""
    needs: tuple[str, ...] = ()
    """What the letter changes with (letters.md 2.7): codes of `letter_need.csv`, and `UASC`."""
    interpreter: str = ""
    """The language somebody interprets, or signing; empty when nobody does."""
    own_terms: tuple[OwnTerm, ...] = ()
    added: tuple[AddedWord, ...] = ()
    """Words the council added to the list that letters are held against."""
    answers: tuple[Answered, ...] = ()
    """What came of what the child said before (you said, we did), newest first."""
    invited: tuple[Around, ...] = ()
    """Who is asked to come to the review that is booked; for its invitation alone."""
    wanted_there: Said | None = None
    """Who the child wants there."""
    agenda: Said | None = None
    """What the child wants to talk about."""
    print_pt: int | None = None
    """The child's own size for large print, in points; None for the usual one."""
    quiet: tuple[str, ...] = ()
    """Words the checker no longer questions, in letters to this child or to anybody."""
