from __future__ import annotations

import re
import string
import tomllib
from pathlib import Path

import pytest
from complete_facts import facts

import letters
from letters.blanks import blanks
from letters.check import Expected, check
from letters.parts import _CHOSEN, _PARTS
from letters.phrase_book import PhraseBook, book_for

FOLDER = Path(letters.__file__).parent / "phrases"
FILES = sorted(FOLDER.glob("*.toml"))
OF_ITS_OWN = {"quote", "words", "what"}
BOOKS = {
    "0-4": book_for(3, None, False),
    "0-4 later life": book_for(1, 12, False),
    "5-7": book_for(6, None, False),
    "8-11": book_for(9, None, False),
    "12-15": book_for(13, None, False),
    "16-17": book_for(17, None, False),
}


def wordings(book: PhraseBook) -> list[str]:
    found: list[str] = []
    for words in book.phrases.values():
        found += [words] if isinstance(words, str) else words
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_blank_can_be_filled(path: Path) -> None:
    known = set(blanks(facts())) | OF_ITS_OWN
    for words in re.findall(r"\{(\w+)\}", path.read_text(encoding="utf-8")):
        assert words in known


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_fixed_wording_has_a_version_and_no_contraction(path: Path) -> None:
    source = tomllib.loads(path.read_text(encoding="utf-8"))
    assert re.search(r" v\d+$", source["version"])
    for words in source["phrases"].values():
        assert re.search(r"\w['’](?:t|re|ve|ll|m|d)\b", str(words)) is None


@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)
def test_every_part_of_every_section_is_known_and_every_phrase_is_used(book: PhraseBook) -> None:
    used: set[str] = set()
    for section in (*book.sections, *book.page):
        for part in section.parts:
            if isinstance(part, str):
                assert part in _PARTS
            else:
                used |= set(part)
    for key in used - set(_CHOSEN):
        assert key in book.phrases, key
    by_the_record = (
        "said",
        "talked",
        "well",
        "worry",
        "views_",
        "against_",
        "not_your_fault",
        "law_",
        "asked_before",
        "came_of_it",
    )
    chosen = tuple(_CHOSEN)
    for key in book.phrases:
        assert key in used or key.startswith((*by_the_record, *chosen)), f"{key} is never said"


def test_reading_support_only_takes_the_place_of_wording_there_is() -> None:
    plainer = tomllib.loads((FOLDER / "reading-support.toml").read_text(encoding="utf-8"))["phrases"]
    for key in plainer:
        assert any(key in BOOKS[name].phrases for name in ("8-11", "12-15", "16-17")), key
    assert book_for(17, None, True).phrases["correct"] == plainer["correct"]
    assert book_for(6, None, True) == book_for(6, None, False)


def test_each_band_has_the_wording_of_its_own_age() -> None:
    versions = {age: book_for(age, None, False).version for age in range(19)}
    assert versions[4] != versions[5]
    assert versions[7] != versions[8]
    assert versions[11] != versions[12]
    assert versions[15] != versions[16] == versions[18]
    assert book_for(15, 9, False).version == versions[9]
    assert book_for(4, 12, False).version != book_for(5, 12, False).version == versions[12]


@pytest.mark.parametrize(("age", "book"), [(5, "5-7"), (8, "8-11"), (12, "12-15"), (16, "16-17")])
def test_no_fixed_wording_holds_a_word_the_word_list_questions(age: int, book: str) -> None:
    known = {name: blank.words for name, blank in blanks(facts(age)).items()}
    known |= dict.fromkeys(OF_ITS_OWN, "Yes.")
    filled = [string.Formatter().vformat(words, (), known) for words in wordings(BOOKS[book])]
    text = "26 November 2026\n\nDear Sam,\n\n" + "\n\n".join(filled) + "\n\nFrom,\n\nRuth\n"
    found = check(text, Expected(age=age, people=("Sam", "Jo", "Bill")))
    assert [finding.text for finding in found.findings if finding.rule in ("C01", "A01", "A02", "A11")] == []
