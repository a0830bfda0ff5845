"""What is known about the child and the review, for a letter to be held against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_tui.casework.letter_facts import LetterFacts, OwnTerm, Promise
from iro_tui.casework.letter_words import AddedWord


@dataclass(frozen=True, slots=True)
class Expected:
    """The facts a letter must agree with. What is None or empty is judged by the letter's form alone."""

    age: int
    """The child's age in whole years."""
    first_name: str | None = None
    """The name the letter greets."""
    reader_age: int | None = None
    """The age the letter is written for when it is not the child's: a baby's later-life letter."""
    reading_support: bool = False
    people: tuple[str, ...] = ()
    """Everybody in this child's life, by any name: never another child (B02), never a hard word."""
    caseload: tuple[str, ...] = ()
    """Names of other children, full or first; those also among `people` are allowed (B02)."""
    elsewhere: tuple[str, ...] = ()
    """Nicknames, carers, family and schools of other children, each looked for as a whole."""
    elsewhere_at: tuple[str, ...] = ()
    """Addresses and postcodes of other children."""
    numbers: tuple[str, ...] = ()
    """Case-system numbers of every child, this one too (B09)."""
    names: tuple[str, ...] = ()
    """Every name of this child, full names too; `first_name` is the one in the greeting."""
    needs: tuple[str, ...] = ()
    """Codes of `letter_need.csv`, and `UASC` (letters.md 2.7)."""
    pronouns: str = ""
    """Code of `pronouns.csv`; empty when not recorded, and then none is wrong."""
    caseload_born: tuple[date, ...] = ()
    """Dates of birth of other children."""
    review_on: date | None = None
    next_review: date | None = None
    next_review_limit: date | None = None
    """The last day the law allows. None takes six months after `review_on` (practice.md C3, reg 33(2))."""
    last_review: bool = False
    """True when no further review will be held, so that none has to be announced."""
    iro_name: str | None = None
    iro_phone: str | None = None
    iro_email: str | None = None
    advocacy_phone: str | None = None
    decisions: tuple[Promise, ...] = ()
    """The decisions recorded, in order; the letter has to hold each of them."""
    own_words: tuple[str, ...] = ()
    """What the child is recorded as saying, and the words they use for people and places."""
    added: tuple[AddedWord, ...] = ()
    """What the council added to the word list and the idioms."""
    own_terms: tuple[OwnTerm, ...] = ()
    """The child's own words; where a questioned word means one of them, that is what to say instead."""
    ignored: tuple[str, ...] = ()
    """Terms of the word list, or exact words, not to be shown again for this child or at all."""

    @property
    def written_for(self) -> int:
        """The age of the reader."""
        return self.age if self.reader_age is None else self.reader_age


def expected_of(facts: LetterFacts, age: int, ignored: tuple[str, ...] = ()) -> Expected:
    """What the record says, for the letter about one review.

    Args:
        facts: the facts the letter is drafted from.
        age: the child's age in whole years on the day of the letter.
        ignored: terms the IRO chose not to be shown again.
    """
    names = [name for person in facts.people for name in (person.name, person.child_calls) if name]
    return Expected(
        age=age,
        first_name=facts.called or None,
        reader_age=facts.reader_age,
        reading_support=facts.reading_support,
        people=(*names, *facts.names, *filter(None, (facts.carer, facts.called, facts.iro_name))),
        caseload=facts.others.names,
        elsewhere=facts.others.around,
        elsewhere_at=facts.others.places,
        numbers=facts.others.numbers,
        names=facts.names,
        needs=facts.needs,
        pronouns=facts.pronouns,
        caseload_born=facts.others.born,
        review_on=facts.review_on,
        next_review=facts.next_on,
        next_review_limit=facts.next_limit,
        last_review=facts.next_on is None and facts.next_limit is None,
        iro_name=facts.iro_name or None,
        iro_phone=facts.iro_phone or None,
        iro_email=facts.iro_email or None,
        advocacy_phone=facts.advocacy_phone or None,
        decisions=facts.promises,
        own_words=(
            *(said.text for said in facts.own_words),
            *(note.text for note in facts.notes if note.tag == "SAID"),
            *(answered.asked.text for answered in facts.answers),
            *(term.word for term in facts.own_terms),
            *filter(None, (facts.home_word,)),
        ),
        added=facts.added,
        own_terms=facts.own_terms,
        ignored=ignored,
    )
