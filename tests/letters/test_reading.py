from __future__ import annotations

from pathlib import Path

import pytest

from letters.reading import Reading, measure, sentences, words
from letters.text import parse

LETTERS = Path(__file__).parents[1] / "data" / "letters"

# letters.md 5.3 and 5.5: file, Flesch-Kincaid grade, words a sentence
MEASURED = [
    ("good_04_poppy", 0.7, 6.9),
    ("good_07_tyrell", 1.0, 7.9),
    ("good_10_amira", 2.8, 11.3),
    ("good_13_callum", 3.1, 10.8),
    ("good_16_jess", 4.0, 11.4),
    ("good_17_yonas", 2.3, 8.0),
    ("poor_04_poppy", 8.7, 15.3),
    ("poor_07_tyrell", 6.4, 7.9),
    ("poor_10_amira", 4.2, 7.9),
    ("poor_13_callum", 1.0, 7.8),
    ("poor_16_jess", 1.6, 7.8),
    ("poor_17_yonas", 11.1, 22.2),
    ("alise/alise_rewrite_06", 1.3, 7.6),
    ("alise/alise_rewrite_09", 2.1, 9.8),
    ("alise/alise_rewrite_12", 2.8, 12.0),
    ("alise/alise_rewrite_15", 3.9, 13.1),
]


def reading_of(name: str) -> Reading:
    letter = parse((LETTERS / f"{name}.txt").read_text(encoding="utf-8"))
    return measure(s.text for block in letter.prose for s in sentences(block.plain))


@pytest.mark.parametrize(("name", "grade", "mean"), MEASURED)
def test_fixtures_measure_as_in_the_reference(name: str, grade: float, mean: float):
    reading = reading_of(name)
    assert reading.raw_grade == pytest.approx(grade, abs=0.3)
    assert reading.mean_sentence == pytest.approx(mean, abs=0.25)


@pytest.mark.parametrize(("age", "longest"), [("06", 14), ("09", 16), ("12", 19), ("15", 23)])
def test_longest_sentence_of_the_alise_rewrites(age: str, longest: int):
    assert reading_of(f"alise/alise_rewrite_{age}").longest == longest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You live with Nan. She loves you!", ["You live with Nan.", "She loves you!"]),
        ("We meet at 3.30pm on Monday. Bring Sam.", ["We meet at 3.30pm on Monday.", "Bring Sam."]),
        ("Mr. Hill and Dr. Okoro came. We talked.", ["Mr. Hill and Dr. Okoro came.", "We talked."]),
        ("Ms G. Adeyemi rang. You were out.", ["Ms G. Adeyemi rang.", "You were out."]),
        (
            "Write to me at m.okafor@hill.example. Any day.",
            ["Write to me at m.okafor@hill.example.", "Any day."],
        ),
        ('You said, "I am fine." Then you left.', ['You said, "I am fine."', "Then you left."]),
        ("You said “No.” “Not yet.” That is OK.", ["You said “No.”", "“Not yet.”", "That is OK."]),
        ("Really? Yes! OK.", ["Really?", "Yes!", "OK."]),
        ("It was you and I. We won.", ["It was you and I.", "We won."]),
        ("No stop at the end", ["No stop at the end"]),
        ("One\n\nTwo", ["One", "Two"]),
        ("These things:\n- one thing\n- two things", ["These things:", "- one thing", "- two things"]),
        ("12 34. !!", []),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]):
    found = sentences(text)
    assert [sentence.text for sentence in found] == expected
    assert all(text[s.start : s.end] == s.text for s in found)


def test_words_keep_apostrophes_hyphens_and_accents():
    assert words("Zoë’s well-known dog didn't eat 3 of José's 10 cakes.") == [
        "Zoë's", "well-known", "dog", "didn't", "eat", "of", "José's", "cakes",
    ]  # fmt: skip


def test_one_word_sentences_count():
    assert measure(["Thank you.", "Yes.", "3.30."]).sentences == 2


def test_no_level_under_ten_sentences():
    short = measure(["You are doing well at school."] * 9)
    assert short.grade is None
    assert short.age is None
    assert short.school_year == "too short to judge"
    assert measure(["You are doing well at school."] * 10).grade is not None


@pytest.mark.parametrize(
    ("syllables", "school_year"),
    [
        (100, "very easy: read-aloud level"),
        (134, "Year 5 (age 9 to 10)"),
        (160, "Year 8 (age 12 to 13)"),
        (250, "harder than school: adult reading"),
    ],
)
def test_school_year_in_words(syllables: int, school_year: str):
    assert Reading(words=100, sentences=10, syllables=syllables, longest=10).school_year == school_year


def test_grade_is_never_shown_below_nought():
    easy = Reading(words=40, sentences=20, syllables=40, longest=2)
    assert easy.raw_grade < 0
    assert easy.grade == 0.0
