from __future__ import annotations

from dataclasses import replace

from complete_facts import facts

from letters.expected import Expected, expected_of


def test_the_record_becomes_what_a_letter_is_held_against():
    known = facts(9, next_limit=None, next_on=None)
    expected = expected_of(known, 9, ignored=("respite",))
    assert (expected.age, expected.written_for, expected.first_name) == (9, 9, known.called)
    assert expected.decisions == known.promises
    assert expected.review_on == known.review_on
    assert expected.iro_name == known.iro_name
    assert {person.name for person in known.people} <= set(expected.people)
    assert expected.ignored == ("respite",)
    assert expected.last_review


def test_a_next_review_or_a_limit_means_it_was_not_the_last():
    assert not expected_of(facts(9), 9).last_review


def test_what_is_not_recorded_is_judged_by_form_alone():
    empty = replace(facts(9), iro_phone="", iro_email="", advocacy_phone="", called="")
    expected = expected_of(empty, 9)
    assert expected.iro_phone is expected.iro_email is expected.advocacy_phone is expected.first_name is None


def test_a_reader_age_comes_before_the_childs():
    assert Expected(1, reader_age=12).written_for == 12
