"""Finding a child by name, number and people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from on_record import TODAY, OnRecord, empty_record

from iro_tui.casework.search import Found, find
from iro_tui.casework.words import stretch


@pytest.fixture
def put() -> Iterator[OnRecord]:
    with empty_record() as record:
        amira = record.child("Amira", "Khan", born=date(2016, 4, 12))
        record.person(amira, "GRANDPARENT", "Joy Khan", child_calls="Nan")
        record.person(amira, "TEACHER", "Old Teacher", until_on=date(2026, 7, 1))
        record.child("Ignatius", "Jama", known_as="Anan", born=date(2014, 1, 5))
        record.child("Zoë", "O’Brien-Løve", born=date(2012, 1, 5))
        record.child("Gone", "Khan", closed_on=date(2026, 1, 1))
        yield record


def names(put: OnRecord, text: str) -> list[tuple[str, str]]:
    return [(found.who, found.where) for found in find(put.session, text, TODAY)]


def test_a_name_that_begins_so_comes_first_then_children_before_people(put: OnRecord) -> None:
    assert names(put, "nan") == [("Joy Khan", "person"), ("Anan Jama", "name")]
    assert names(put, "khan") == [("Amira Khan", "name"), ("Joy Khan", "person")]


def test_a_person_leads_to_the_child(put: OnRecord) -> None:
    found = find(put.session, "nan", TODAY)[0]
    assert (found.name, found.age, found.words) == ("Amira Khan", 10, "Nan: grandparent of Amira Khan, 10")


@pytest.mark.parametrize("typed", ["zoe", "ZOË", "zoë", "obrien", "o'brien", "O’BR", "brien", "zoe o'b"])
def test_accents_case_and_apostrophes_do_not_matter(put: OnRecord, typed: str) -> None:
    assert names(put, typed) == [("Zoë O’Brien-Løve", "name")]


def test_the_first_name_behind_a_known_as_is_found(put: OnRecord) -> None:
    (found,) = find(put.session, "ignat", TODAY)
    assert (found.name, found.words) == ("Anan Jama", "Ignatius Jama · 1048802")


def test_a_mosaic_number_is_found(put: OnRecord) -> None:
    assert names(put, "1048803") == [("Zoë O’Brien-Løve", "Mosaic")]
    assert len(names(put, "10488")) == 3


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("Zoë O’Brien", "zoe", "Zoë"),
        ("Zoë O’Brien", "obr", "O’Br"),
        ("Straße", "ss", "ß"),
        ("Zoë", "x", ""),
        ("Zoë", "", ""),
    ],
)
def test_the_stretch_that_matched_keeps_its_accents(text: str, typed: str, found: str) -> None:
    assert stretch(text, typed) == found


def test_people_of_the_past_and_closed_children_are_not_found(put: OnRecord) -> None:
    assert names(put, "teacher") == names(put, "gone") == []


def test_nothing_typed_finds_nothing_and_the_limit_holds(put: OnRecord) -> None:
    assert find(put.session, "  ", TODAY) == ()
    assert len(find(put.session, "a", TODAY, limit=2)) == 2


def test_what_could_steer_a_pattern_is_only_text(put: OnRecord) -> None:
    assert names(put, ".*") == names(put, "%") == names(put, "[") == []


def test_an_answer_is_plain_data(put: OnRecord) -> None:
    assert all(isinstance(found, Found) for found in find(put.session, "a", TODAY))


def test_an_apostrophe_need_not_be_typed() -> None:
    from iro_tui.casework.words import plain_letters, stretch

    assert plain_letters("O'Brien") == plain_letters("O’Brien") == plain_letters("obrien")
    assert stretch("Sam O'Brien", "obri") == "O'Bri"
