from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from letters.openings import openings
from letters.text import parse
from letters.word_list import word_list
from letters.wording import _all_hits, questioned

DATA = Path(__file__).parents[1] / "data"
ROWS = list(csv.DictReader((DATA / "plain_words_tests.csv").open(encoding="utf-8", newline="")))


def asked(text: str, age: int = 10, **known: object) -> tuple[str, ...]:
    hits = questioned(text, age, **known)  # type: ignore[arg-type]
    return tuple(dict.fromkeys(hit.entry.term for hit in hits))


@pytest.mark.parametrize("row", ROWS, ids=[row["sentence"][:40] for row in ROWS])
def test_every_row_of_the_reference_table(row: dict[str, str]):
    expected = row["expected_term"]
    found = asked(row["sentence"], int(row["age"]))
    if expected:
        assert expected in found
    else:
        assert found == ()


def test_the_table_is_whole():
    assert len(ROWS) == 117
    assert len(word_list()) == 341


def test_terms_are_unique_and_kinds_are_known():
    assert len({entry.term for entry in word_list()}) == len(word_list())
    assert {entry.kind for entry in word_list()} == {"jargon", "acronym", "legal", "stigmatising", "formal"}


def test_instructions_are_notes_and_not_phrases():
    for entry in word_list():
        assert entry.say_instead or entry.note
        assert not any("(" in phrase or ")" in phrase for phrase in entry.say_instead)
    monitor = next(entry for entry in word_list() if entry.term == "monitor")
    assert monitor.say_instead == ("check", "keep an eye on")
    assert monitor.note == "Say who and when."


@pytest.mark.parametrize("path", sorted((DATA / "letters").rglob("*.txt")), ids=lambda path: path.stem)
def test_first_letters_hide_nothing_a_plain_scan_finds(path: Path):
    prose = "\n".join(block.plain for block in parse(path.read_text(encoding="utf-8")).prose)
    plain_scan = set()
    for row in csv.DictReader((DATA.parents[1] / "letters" / "plain_words.csv").open(encoding="utf-8")):
        flags = 0 if row["kind"] == "acronym" else re.IGNORECASE
        if re.search(rf"(?<!\w)(?:{row['pattern_variants']})(?!\w)", prose, flags):
            plain_scan.add(row["term"])
    assert {hit.entry.term for hit in _all_hits(prose, 0)} == {
        entry.term for entry in word_list() if entry.term in plain_scan
    }


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        ("care plans?|care planning", "c"),
        ("e?nquir(?:e|y)", "en"),
        ("(?<!tennis )courts?(?! order)", "c"),
        ("(?:the |my )?panels?", "tmp"),
        (r"s\.? ?20|section 20", "s"),
        (r"\bmother\b", "m"),
        (r"\d+ units?", None),
        ("[a-z]+ team", None),
        (".*", None),
        ("a*b", None),
        ("(?:a|)b", None),
        ("(unclosed", None),
        ("", None),
    ],
)
def test_openings(pattern: str, first: str | None):
    assert openings(pattern) == (None if first is None else frozenset(first))


def test_longest_term_wins_and_nothing_overlaps():
    assert asked("Your looked after child review was on Monday.") == ("looked after review",)
    assert asked("There was a placement breakdown.", 13) == ("placement breakdown",)


def test_age_limit_is_the_readers_age():
    assert asked("A judge will decide.", 8) == ("judge",)
    assert asked("A judge will decide.", 9) == ()


@pytest.mark.parametrize(
    "text",
    [
        "You will have respite, which means a short stay with Jan. You like respite.",
        "You like it. This is called respite. There is more respite in May.",
        "You will have respite. Respite is a sleepover at Jan's.",
        "You will have respite in the summer. It means a short stay with Jan.",
        "Respite: a short stay with Jan.",
    ],
)
def test_3_1_7_explained_once_is_enough_for_the_whole_letter(text: str):
    assert asked(text) == ()


def test_3_1_7_a_word_without_an_explanation_is_never_excused():
    assert asked("You are placed with Nan. It means you live there.") == ("placed",)


def test_3_1_7_it_means_explains_only_the_last_term_of_the_sentence():
    assert asked("You see your siblings in respite. It means a short stay.") == ("sibling",)


def test_the_childs_own_words_are_not_questioned():
    assert asked('You said, "I hate contact and my placement."') == ()
    assert asked("You call it contact.", own_words=("contact",)) == ()
    assert asked("You call it contact.") == ("contact",)


def test_names_are_not_questioned():
    assert asked("You told Grace Panel and Will Court about it.") == ()
    assert asked("Case said so.", people=("Mr Case",)) == ()
    assert asked("The Court will decide.", 8) == ("court",)
    assert asked("We asked the Court about it.", 8) == ("court",)


def test_ignored_terms_are_whole_words_and_never_labels():
    assert asked("Your placement is nice.", ignored=("placement",)) == ()
    assert asked("Your placement is nice.", ignored=("place",)) == ("placement",)
    assert asked("Dad failed to come.", 14, ignored=("failed",)) == ("failed",)


def test_letters_that_grow_when_lowered_do_not_shift_the_places():
    text = "İİİ Your placement is nice."
    (hit,) = questioned(text, 10)
    assert text[hit.start : hit.end] == "placement"
