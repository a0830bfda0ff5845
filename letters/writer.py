"""Fixed wording and the IRO's notes, made into sentences that know where they come from."""

from __future__ import annotations

import re
import string
from dataclasses import replace

from iro_tui.casework.letter_facts import LetterFacts, Said
from iro_tui.rules.dates import age
from letters.bands import targets
from letters.blanks import Blank, blanks
from letters.name_or_word import opens_a_note
from letters.phrase_book import PhraseBook
from letters.reading import measure, sentences
from letters.said_plainly import begun, clean, curled, ended
from letters.sheet import Origin, Sheet
from letters.to_you import in_their_words, to_you, without_contractions

_LEADS = {"came_of_it", "well", "worry", "views_iro", "there_asked", "agenda_lead", "against_instead"}
"""Phrases that are a sentence of their own before the colon."""
_OPENS_WITH = {"HE": re.compile(r"\AHe\b(?!['’])"), "SHE": re.compile(r"\AShe\b(?!['’])")}
_OPENING = re.compile(r"\A([A-Z][a-z]*(?:-[a-z]+)*)(?![\w'’.-])(?! (?!I\b)[A-Z])")
"""The first word of a note, when it is no initials and no first part of a name."""
_THEIRS = {"home", "adult", "carers", "worker", "parent", "parents"}
"""Blanks for people and places, which a child may have words of their own for."""


class Writer:
    """Makes the sentences of one letter and holds the sheet they are written on."""

    def __init__(self, facts: LetterFacts, book: PhraseBook) -> None:
        self.facts = facts
        self.sheet = Sheet()
        self.to_adults = False
        """Whether the grown-ups' page is being written: notes then stay as the IRO wrote them."""
        self._book = book
        self._blanks = {
            name: replace(blank, words=in_their_words(blank.words, facts.own_terms, opens=False))
            if name in _THEIRS
            else blank
            for name, blank in blanks(facts).items()
        }
        self.no_voice = book.no_voice
        """What is asked where the child is not heard on the record."""
        reader = age(facts.born, facts.letter_on) if facts.reader_age is None else facts.reader_age
        self._longest = targets(reader, facts.reading_support, facts.needs).longest
        self._explained: set[str] = set()
        called = (
            facts.called,
            facts.carer,
            *(word for each in facts.people for word in (each.name, each.child_calls)),
        )
        self._names = {word for name in called for word in clean(name).split()}

    def knows(self, blank: str) -> bool:
        """Whether the record has words for a blank."""
        return bool(self._blanks[blank].words)

    def known(self, blank: str) -> Blank:
        """A blank of this letter."""
        return self._blanks[blank]

    def filled(self, template: str) -> str:
        """`template` with its blanks filled, a gap in place of what is not known."""
        return self._fill(template, self._blanks)[0]

    def has(self, key: str) -> bool:
        """Whether the book has a phrase."""
        return key in self._book.phrases

    def phrase(self, key: str, turn: int = 0, **own: Said) -> list[Origin]:
        """One piece of fixed wording with its blanks filled.

        Args:
            key: the phrase; one the book does not have says nothing.
            turn: how often it was used before; the first of several wordings opens, the others go round.
            own: words for blanks of this phrase alone.

        Returns:
            Nothing when a blank is not known and asks for no gap.
        """
        template = self._book.phrases.get(key, "")
        if isinstance(template, tuple):
            template = template[0 if turn == 0 else 1 + (turn - 1) % (len(template) - 1)]
        known = self._blanks | {name: Blank(said.text, said.source) for name, said in own.items()}
        words, sources, complete = self._fill(template, known)
        return [Origin(words, (f"phrase:{key}", *sources))] if words and complete else []

    def noted(self, said: Said) -> list[Origin]:
        """Words of the IRO as a sentence to the child, with what has to be explained in them."""
        words = self.own(said)
        return [Origin(begun(words), (said.source,)), *self.explained(words)] if words else []

    def noted_after(self, key: str, said: Said) -> list[Origin]:
        """The same after a phrase that has a blank `words`."""
        words = self.own(said)
        if not words:
            return []
        return [*self.after_lead(key, words=Said(said.source, words)), *self.explained(words)]

    def after_lead(self, key: str, **own: Said) -> list[Origin]:
        """A phrase whose blank goes on after a colon, in small letters unless it may open with a name."""
        if ": {" in self._book.phrases.get(key, ""):
            own = {name: replace(said, text=self._went_on(said.text)) for name, said in own.items()}
        pieces = self.phrase(key, 0, **own)
        return [self._parted(piece) for piece in pieces] if key in _LEADS else pieces

    def _went_on(self, words: str) -> str:
        opening = _OPENING.match(words)
        if opening is None or opening[1] in self._names or not opens_a_note(opening[1]):
            return words
        return words[0].lower() + words[1:]

    def _parted(self, piece: Origin) -> Origin:
        """A lead that would make a sentence too long for this reader gets a full stop instead of a colon.

        The grown-ups' page is not measured.
        """
        lead, _, rest = piece.sentence.partition(": ")
        # "Worried about this: this is the third worker" says the same word twice.
        again = lead.endswith(" this") and rest.startswith("this ")
        measured = 0 if self.to_adults else measure([sentences(piece.sentence)[0].text]).longest
        if measured <= self._longest and not again:
            return piece
        return Origin(f"{lead}. {begun(rest)}", piece.sources)

    def own(self, said: Said) -> str:
        """Words of the IRO with a full stop, turned to the child where that is certain."""
        words = clean(said.text)
        if not self.to_adults:
            called, pronouns = clean(self.facts.called), self.facts.pronouns
            if said == self.facts.child_views and pronouns in _OPENS_WITH:
                # What the child thinks: nobody else can be meant by its first word.
                words = _OPENS_WITH[pronouns].sub(lambda _: called, words)
            words = to_you(words, called, pronouns)
            words = in_their_words(words, self.facts.own_terms)
            if self.facts.reading_support:
                words = without_contractions(words)
        return ended(curled(words))

    def explained(self, words: str) -> list[Origin]:
        """What the terms in `words` mean, for those that the letter has not explained yet."""
        found = []
        for term, says in () if self.to_adults else self._book.explain:
            if term not in self._explained and re.search(rf"\b{term}s?\b", words, re.IGNORECASE):
                self._explained.add(term)
                if says not in words:
                    found.append(Origin(says, (f"phrase:explain {term}",)))
        return found

    def _fill(self, template: str, known: dict[str, Blank]) -> tuple[str, tuple[str, ...], bool]:
        """The words, where they come from, and whether every blank was known or left a gap."""
        pieces, sources, complete = [], [], True
        for fixed, name, _, _ in string.Formatter().parse(template):
            pieces.append(fixed)
            if name is not None:
                blank = known[name]
                pieces.append(blank.words or (f"[{blank.gap}]" if blank.gap else ""))
                sources.append(blank.source)
                complete = complete and bool(pieces[-1])
        return begun("".join(pieces)), tuple(dict.fromkeys(sources)), complete
