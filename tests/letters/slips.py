"""Invented letters of invented caseloads, clean or with one slip planted, for `test_right_child`."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from complete_facts import born_for, facts

from iro_tui.casework.letter_facts import Around, LetterFacts, Said
from iro_tui.casework.other_children import OtherChildren
from letters.compose import compose

NAMES = Path(__file__).parents[2] / "iro_tui" / "demo" / "data"
WORDS_TOO = (
    *("Will", "May", "Grace", "Mark", "Hope", "Rose", "Summer", "April", "Faith", "Joy", "Holly", "Daisy"),
    *("Poppy", "Robin", "Chase", "Ruby", "Art"),
)
"""Children whose names are ordinary words stand in every caseload."""
SCHOOLS = ("Hill Park Primary", "St Jude's School", "Larch Road Academy", "Mill Lane College", "Bay Nursery")
STREETS = ("Elm Road", "Quarry Lane", "Station Road", "The Crescent", "Mill Row")

CLEAN = (
    "Will you tell me if that changes?",
    "Will Mum come to the next one?",
    "Will it be a long meeting? No.",
    "Will school help with that? Yes, from Monday.",
    "May I come and see you at school?",
    "May we ask your class to help?",
    "You will start in May.",
    "The trip is on 14 May 2027.",
    "It will be in April or May.",
    "In the Summer holidays you can go to the beach.",
    "We planned the summer with you.",
    "You hope that it is soon.",
    "Hope is what you feel, you said.",
    "Mark the day on your calendar.",
    "Hope to see you soon.",
    "Your mark in maths went up.",
    "Grace is what they say before dinner.",
    "Grace before dinner is new to you.",
    "Rose and yellow are the colours you chose.",
    "Faith matters to you, and you go to church.",
    "Joy was how you said it felt.",
    "Poppy fields were in your drawing.",
    "Holly grows by your front door.",
    "Daisy chains are what you made in the park.",
    "Art is what you like best at school.",
    "You are good at art and music.",
    "Chase games are your favourite at break.",
    "Ruby red is the colour of your room.",
    "You live near Rose Lane and the park.",
    "You go to St Mark's Church with your class.",
    "You swim at Victoria Park on Sundays.",
    "You saw the robin in the garden again.",
    "Early May is too soon for you.",
    "March, April and May are busy at school.",
    "You want to see Nan at Easter and at Christmas.",
    "The next step is the school trip to France.",
    "On Tuesday you play football, and on Friday you swim.",
    "You told me about your cat. She sleeps on your bed.",
    "Your teacher said that she is pleased with your reading.",
    "You said that your friend moved away and that you miss him.",
    "You have a new bike. Well done for learning to ride it.",
    "The number for Childline is 0800 1111.",
    "You saved £150 for it. That took 12 weeks.",
    "You were in year 4 in 2025, and now you are in year 5.",
    "Same as last time, you want to stay.",
    "Hi again from me, and thank you for the picture.",
    "Back at school, you are in the play.",
    "Carry on with the reading. You are doing well.",
    "Any day is fine for you, you said.",
    "Music on Mondays goes on as before.",
    "You told me about your friend Zed. You said that he is funny and you like his dog.",
    "Mum rang. She misses you, and you miss her.",
    "Your teachers are pleased, and they told me so.",
    "You have new trainers. You chose them.",
    "When she is well again, Nan will come.",
    "You drew your hamster and his wheel.",
    "You work hard, {called}.",
    "Thank you for your drawing, {called}!",
    "{called}, you told me that you like it.",
    "You asked to be called {called}, and so I call you that.",
)


@dataclass(frozen=True)
class Case:
    """One letter."""

    facts: LetterFacts
    text: str
    slip: str
    """What was planted; empty in a clean letter."""
    kind: str


@cache
def column(file: str) -> tuple[str, ...]:
    with (NAMES / file).open(encoding="utf-8", newline="") as rows:
        return tuple(row["name"] for row in csv.DictReader(rows))


def child(dice: Random) -> LetterFacts:
    """The facts of one child of a caseload of about 65."""
    firsts = [*WORDS_TOO, *dice.sample([n for n in column("first_names.csv") if n not in WORDS_TOO], 49)]
    called = dice.choice(firsts)
    surnames, adults, families = (
        column("surnames.csv"),
        column("adult_first_names.csv"),
        column("adult_surnames.csv"),
    )
    age = dice.randint(5, 17)
    worker = f"{dice.choice(adults)} {dice.choice(families)}"
    carer = f"{dice.choice(adults)} {dice.choice(families)}"
    people = (
        Around(worker, "SOCIAL_WORKER", ""),
        Around(carer, "CARER", carer.split()[0]),
        Around(f"{dice.choice(adults)} {dice.choice(surnames)}", "MOTHER", "Mum"),
        Around(f"{dice.choice(column('first_names.csv'))} {dice.choice(surnames)}", "SIBLING", ""),
    )
    known = {word for person in people for word in (person.name, *person.name.split())}
    others = [name for name in firsts if name != called]
    full = [f"{name} {dice.choice(surnames)}" for name in others]
    carers = [f"{dice.choice(adults)} {dice.choice(families)}" for _ in others]
    own_born = born_for(age)
    return facts(
        age,
        called=called,
        names=(called, f"{called} {dice.choice(surnames)}"),
        pronouns=dice.choice(("SHE", "HE", "THEY", "")),
        carer=carer.split()[0],
        people=people,
        notes=(Said("note:n1", "You play football with your friends.", "WELL"),),
        parent_views=Said("review:r1.parent_views", "I am proud of you."),
        other_views=None,
        promises=facts(age).promises[1:2],
        others=OtherChildren(
            names=tuple(sorted({*others, *full})),
            around=tuple(sorted({*SCHOOLS, *(name for name in carers if name not in known)})),
            places=tuple(f"{dice.randint(1, 90)} {street}" for street in STREETS)
            + tuple(f"ZZ{n} {dice.randint(1, 9)}QD" for n in range(1, 20)),
            numbers=tuple(str(dice.randint(200000, 9999999)) for _ in range(65)),
            born=tuple(
                day
                for _ in range(64)
                if (day := date(2009, 1, 1) + timedelta(dice.randint(0, 5000))) != own_born
            ),
        ),
    )  # fmt: skip


def clean(dice: Random) -> Case:
    """A letter in which all is this child's, with tricky but honest sentences."""
    known = child(dice)
    text = compose(known).text
    for sentence in dice.sample(CLEAN, 4):
        text = into(text, sentence.format(called=known.called), dice)
    return Case(known, text, "", "clean")


def planted(dice: Random) -> Case:
    """A letter with one thing in it that belongs to another child, or a slip in this child's own name."""
    case = clean(dice)
    kind = dice.choice(KINDS)
    slip, sentence = SLIPS[kind](case.facts, dice)
    return replace(case, text=into(case.text, sentence, dice), slip=slip, kind=kind)


def into(text: str, sentence: str, dice: Random) -> str:
    """`text` with a sentence at the beginning or the end of one of its paragraphs."""
    blocks = text.split("\n\n")
    places = [
        n for n, block in enumerate(blocks) if block[:1].isalpha() and block.rstrip().endswith(".") and n > 1
    ]
    place = dice.choice(places)
    blocks[place] = dice.choice((f"{sentence} {blocks[place]}", f"{blocks[place]} {sentence}"))
    return "\n\n".join(blocks)


def _name(known: LetterFacts, dice: Random) -> tuple[str, str]:
    own = {word for person in known.people for word in person.name.split()} | {"Ruth", "Calder"}
    name = dice.choice([name for name in known.others.names if " " not in name and name not in own])
    said = (
        "You and {} can meet in the holidays.",
        "{} came to see you.",
        "{}'s mum rang me about it.",
        "We talked about {} and about school.",
        "Your worker said that {} is settled now.",
        "{} was there, and you were pleased.",
        "{} likes the new school.",
        "I will see you with {}.",
        "Thank you for coming, {}.",
        "{} said, “I want to stay.”",
    )
    return name, dice.choice(said).format(name)


def _full_name(known: LetterFacts, dice: Random) -> tuple[str, str]:
    # A brother or sister who is on the caseload too is no slip.
    own = {person.name for person in known.people}
    name = dice.choice([name for name in known.others.names if " " in name and name not in own])
    return name, dice.choice(("You met {} there.", "{} will help you.", "This is about {}.")).format(name)


def _around(known: LetterFacts, dice: Random) -> tuple[str, str]:
    name = dice.choice(known.others.around)
    said = ("You live with {} now.", "{} is where you want to stay.", "You told me about {}.", "{} rang me.")
    return name, dice.choice(said).format(name)


def _born(known: LetterFacts, dice: Random) -> tuple[str, str]:
    day = dice.choice(known.others.born)
    written = dice.choice((f"{day.day} {day:%B} {day.year}", f"{day:%d/%m/%Y}", f"{day.isoformat()}"))
    return written, f"You were born on {written}."


def _number(known: LetterFacts, dice: Random) -> tuple[str, str]:
    number = dice.choice(known.others.numbers)
    return number, dice.choice(("It is all under {}.", "Look for {} there.", "({})")).format(number)


def _place(known: LetterFacts, dice: Random) -> tuple[str, str]:
    place = dice.choice(known.others.places)
    written = dice.choice((place, place.replace(" ", ""))) if place.startswith("ZZ") else place
    return written, f"You will stay at {written} for now."


def _misspelt(known: LetterFacts, dice: Random) -> tuple[str, str]:
    name = known.called
    own = {word for person in known.people for word in person.name.split()} | set(known.others.names)
    while True:
        at = dice.randrange(1, len(name))
        letter = dice.choice("aeioulnrst")
        wrong = dice.choice(
            (
                name[:at] + letter + name[at:],
                name[:at] + name[at + 1 :],
                name[: at - 1] + name[at - 1 : at + 1][::-1] + name[at + 1 :] if at > 1 else name + letter,
                name[:at] + letter + name[at + 1 :],
            )
        )
        if wrong != name and wrong not in own and len(wrong) > 2 and wrong.capitalize() == wrong:
            break
    if len(name) <= 4:
        return wrong, dice.choice(("Thank you for coming, {}.", "You work hard, {}.")).format(wrong)
    said = (
        "Thank you for coming, {}.",
        "We all said that {} is kind.",
        "{} said so to me.",
        "It was {}’s idea.",
    )
    return wrong, dice.choice(said).format(wrong)


def _pronoun(known: LetterFacts, dice: Random) -> tuple[str, str]:
    if not known.pronouns:
        return _third_person(known, dice)
    wrong = {"SHE": "he", "HE": "she", "THEY": dice.choice(("he", "she"))}[known.pronouns]
    said = ("{0} is well and {1} sleeps all night.", "{0} likes school. {2} goes every day.")
    return wrong, dice.choice(said).format(known.called, wrong, wrong.title())


def _third_person(known: LetterFacts, dice: Random) -> tuple[str, str]:
    said = (
        "{} likes school.",
        "{} would like to see more of Mum.",
        "Your worker said that {} sleeps well.",
        "We made a plan for {} and for school.",
        "{}'s room is ready.",
        "Last week, {} went to the park.",
        "I talked with {} alone.",
        "{} wants to stay here.",
    )
    return known.called, dice.choice(said).format(known.called)


SLIPS = {
    "name": _name,
    "full name": _full_name,
    "carer or school": _around,
    "born": _born,
    "number": _number,
    "place": _place,
    "misspelt": _misspelt,
    "pronoun": _pronoun,
    "third person": _third_person,
}
KINDS = tuple(SLIPS)
