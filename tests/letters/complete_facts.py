"""Complete facts of an invented child at any age, for the tests of drafting and of the Word file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from iro_tui.casework.letter_facts import Around, LetterFacts, Promise, Said
from iro_tui.casework.other_children import OtherChildren

REVIEW_ON = date(2026, 11, 18)
LETTER_ON = date(2026, 11, 26)


def born_for(age: int) -> date:
    """A date of birth that makes a child `age` on the day of the letter."""
    return date(LETTER_ON.year - age, 3, 14)


def facts(age: int = 9, **changes: Any) -> LetterFacts:
    """Everything recorded that a letter can use, in words that need no change. `changes` replace fields."""
    review = "review:r1"
    complete = LetterFacts(
        letter_on=LETTER_ON,
        child_id="c1",
        review_id="r1",
        called="Sam",
        born=born_for(age),
        pronouns="HE",
        reading_support=False,
        reader_age=None,
        home_word="",
        why_in_care="Mum was not well, and she could not keep you safe. Mum loves you.",
        legal_status="C2",
        placement="U4",
        carer="Jo and Bill",
        permanence="",
        review_on=REVIEW_ON,
        review_number=4,
        participation="PN0" if age < 4 else "PN1",
        chaired="CO" if age > 7 else "NO",
        place="school",
        notes=(
            Said("note:n1", "Sam, Jo, Bill, G. Adeyemi and Ms Lowe.", "NOTE"),
            Said("note:n2", "I like it here.", "SAID"),
            Said("note:n3", "You play football with your friends.", "WELL"),
            Said("note:n4", "Sam does not sleep well.", "WORRY"),
            Said("note:n5", "Sam stays with Jo and Bill.", "DECIDE"),
            Said("note:n6", "write down the dates", "ACTION"),
        ),
        own_words=(Said("consultation:t1", "I want to see Ade more.\nI miss him", ""),),
        child_views=Said(f"{review}.child_views", "You want to stay. You want to see your brother."),
        parent_views=Said(f"{review}.parent_views", "I am proud of Sam."),
        carer_views=Said(f"{review}.carer_views", "You are kind. You make us laugh."),
        other_views=Said(f"{review}.other_views", "Ms Lowe said that Sam helps the new boys."),
        iro_view=Said(f"{review}.iro_view", "The plan for you is a good one."),
        promises=(
            Promise("decision:d1", "Sam sees Ade every month", "Grace Adeyemi, social worker",
                    date(2026, 12, 5), True, ""),
            Promise("decision:d2", "Help with reading", "Ms Lowe, teacher", date(2026, 12, 4), False, ""),
            Promise("decision:d3", "Sam sleeps at home with Jo and Bill on school nights", "Jo and Bill",
                    date(2026, 12, 1), True,
                    "You wanted to sleep at Ade’s house. His flat is too small for now."),
        ),
        next_on=date(2027, 5, 13),
        next_time="15:30",
        next_place="school",
        next_limit=date(2027, 5, 18),
        people=(
            Around("Grace Adeyemi", "SOCIAL_WORKER", ""),
            Around("Donna Tate", "MOTHER", "Mum"),
            Around("Ade Tate", "SIBLING", "Ade"),
            Around("Ms Lowe", "TEACHER", ""),
            Around("Jo Roe", "CARER", "Jo"),
            Around("Bill Roe", "CARER", "Bill"),
        ),
        others=OtherChildren(names=("Leila", "Callum")),
        iro_name="Ruth Calder",
        iro_title="Independent Reviewing Officer",
        iro_phone="020 7946 0112",
        iro_email="ruth.calder@fernhill.example",
        council="Fernhill Council",
        advocacy_name="Speak Up",
        advocacy_phone="0808 157 0103",
    )  # fmt: skip
    return replace(complete, **changes)
