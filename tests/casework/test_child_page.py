"""One child's page: nothing that is not on the record, and everything that is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from on_record import TODAY, OnRecord, empty_record

from iro_tui.casework.child_page import ChildPage, NowRow, StoryItem, StoryPart, child_page
from iro_tui.errors import BadInput


@pytest.fixture
def put() -> Iterator[OnRecord]:
    with empty_record() as record:
        yield record


@pytest.fixture
def amira(put: OnRecord) -> str:
    """Ten, known as Mimi, with five reviews since October 2024."""
    child = put.child(
        "Amira", "Khan", since=date(2024, 10, 7), born=date(2016, 4, 12), known_as="Mimi", pronouns="SHE"
    )
    put.held(child, date(2024, 11, 1), date(2025, 2, 1), participation="PN1")
    put.held(child, date(2025, 8, 1), date(2026, 2, 2), participation="PN1")
    return child


def page(put: OnRecord, child: str) -> ChildPage:
    return child_page(put.session, child, TODAY)


def told(put: OnRecord, child: str, kind: str) -> list[StoryItem]:
    return [item for item in page(put, child).story if item.kind == kind]


def now(put: OnRecord, child: str, key: str) -> tuple[NowRow, ...]:
    return next((group.rows for group in page(put, child).now if group.key == key), ())


def test_a_bare_child_has_no_group_and_says_what_is_missing(put: OnRecord) -> None:
    bare = page(put, put.child(permanence=""))
    assert bare.story == bare.now == ()
    assert [(fact.label, fact.value) for fact in bare.who] == [
        ("", "he/him"),
        ("born", "Wed 1 Feb 2017"),
        ("Mosaic", "1048801"),
        ("looked after since", "not on the record"),
    ]
    assert [(fact.label, fact.value, fact.sign) for fact in bare.stands] == [
        ("talked", "not on the record", "open")
    ]


def test_the_facts(put: OnRecord, amira: str) -> None:
    put.placement(amira, "U4", date(2025, 3, 20), carer="Mrs Roe")
    put.held(amira, date(2026, 8, 3), participation="PN1")
    put.talk(amira, date(2026, 11, 14))
    shown = page(put, amira)
    assert (shown.name, shown.called, shown.age) == ("Mimi Khan", "Mimi", 10)
    assert [f"{fact.label} {fact.value}".strip() for fact in shown.who] == [
        "first name Amira",
        "she/her",
        "born Tue 12 Apr 2016",
        "Mosaic 1048801",
        "looked after 2 y 1 m",
        "foster",
    ]
    assert [(fact.label, fact.value, fact.after, fact.sign) for fact in shown.stands] == [
        ("midway", "Tue 3 Nov", "13 wd late", "late"),
        ("next review", "Wed 3 Feb", "in 50 wd", ""),
        ("", "talked Sat 14 Nov, alone", "", "done"),
    ]


def test_a_review_in_the_story_has_its_number_timeliness_and_promises(put: OnRecord, amira: str) -> None:
    fifth = put.held(amira, date(2026, 8, 3), participation="PN1", chaired="CO")
    for status, by_when in (
        ("DONE", date(2026, 9, 1)),
        ("OPEN", date(2026, 11, 6)),
        ("OPEN", date(2026, 12, 2)),
        ("PART", None),
        ("DROPPED", date(2026, 9, 1)),
    ):
        put.decision(amira, fifth, "Ask Nan about Sundays", status=status, by_when=by_when)
    newest = told(put, amira, "REVIEW")[0]
    assert (newest.word, newest.first, newest.subject_id) == (
        "Review 5",
        "1 wd late, PN1, Mimi co-chaired",
        fifth,
    )
    assert newest.rest[0].text == "5 decisions:"
    assert newest.rest[0].parts == (
        StoryPart("1 done", "done"),
        StoryPart("1 late", "late"),
        StoryPart("2 open", "open"),
        StoryPart("1 changed or dropped"),
    )


def test_A8_each_review_is_judged_by_the_one_before_it(put: OnRecord, amira: str) -> None:
    firsts = [(item.word, item.first) for item in told(put, amira, "REVIEW")]
    assert firsts == [
        ("Review 4", "1 wd late, PN1"),
        ("Review 3", "on time, PN1"),
        ("Review 2", "on time, PN1"),
        ("Review 1", "on time, PN1"),
    ]


def test_C5_numbers_begin_again_in_a_new_time_in_care(put: OnRecord) -> None:
    child = put.child()
    put.period(child, date(2024, 1, 8), date(2025, 3, 3))
    put.held(child, date(2024, 2, 1), date(2024, 4, 30))
    put.period(child, date(2026, 9, 10))
    put.held(child, date(2026, 10, 8))
    assert [item.word for item in told(put, child, "REVIEW")] == ["Review 1", "Review 2", "Review 1"]
    assert [(item.word, item.first) for item in told(put, child, "CARE")] == [
        ("In care", "came back into care"),
        ("Left", "left care"),
        ("In care", "came into care"),
    ]


def test_an_imported_review_is_neither_numbered_nor_judged(put: OnRecord) -> None:
    child = put.child(since=date(2022, 7, 30))
    put.held(child, date(2026, 8, 19), kind="SUBSEQUENT", source="import", participation="PN1")
    (item,) = told(put, child, "REVIEW")
    assert (item.word, item.first) == ("Review", "PN1")


def test_a_tenth_review_fits_its_column(put: OnRecord) -> None:
    child = put.child(since=date(2020, 1, 6))
    put.held(child, *(date(2020 + n // 2, 1 + 6 * (n % 2), 28) for n in range(12)))
    assert all(len(item.word) <= 8 for item in told(put, child, "REVIEW"))
    assert told(put, child, "REVIEW")[0].word == "Rev 12"


def test_talks_keep_the_childs_words_as_they_are(put: OnRecord, amira: str) -> None:
    put.talk(
        amira,
        date(2026, 11, 14),
        place="at school",
        own_words="I want to see Nan more. [b]Sundays[/b] are long.",
        noticed="Happy at school.",
        not_to_share="the dog",
    )
    put.talk(amira, date(2026, 1, 28), False, why_not_alone="carer stayed", kind="PHONE")
    put.talk(amira, date(2026, 1, 20), None, kind="REFUSED")
    newest, phone, no = told(put, amira, "TALK")
    assert newest.first == "at school, alone"
    assert [(line.text, line.quote, line.sign) for line in newest.rest] == [
        ("I want to see Nan more. [b]Sundays[/b] are long.", True, ""),
        ("Happy at school.", False, ""),
        ("Not to be shared: the dog", False, "ask"),
    ]
    assert phone.first == "by phone, not alone: carer stayed"
    assert (no.word, no.first) == ("Asked", "said no to a talk")


def test_midways_are_judged_by_the_half_way_day(put: OnRecord, amira: str) -> None:
    put.midway(amira, date(2026, 5, 1), with_whom="Grace Adeyemi", judgement="CONCERN", worries="worker left")
    put.midway(amira, date(2025, 11, 10), source="import")
    on_time, late = told(put, amira, "MIDWAY")
    assert on_time.first == "on time, by Teams, with G. Adeyemi"
    assert [line.text for line in on_time.rest] == ["Judgement: concern", "worker left"]
    assert (late.first, late.rest) == ("6 wd late", ())


def test_a_midway_is_judged_by_the_review_that_is_booked_as_on_today(put: OnRecord, amira: str) -> None:
    put.held(amira, date(2026, 8, 3))
    put.midway(amira, date(2026, 11, 5))
    (law,) = told(put, amira, "MIDWAY")
    put.booked(amira, date(2027, 1, 20))
    (booked,) = told(put, amira, "MIDWAY")
    assert law.first.startswith("2 wd late") and booked.first.startswith("7 wd late")


def test_alerts_moves_legal_changes_and_letters_are_told(put: OnRecord, amira: str) -> None:
    put.alert(
        amira,
        date(2026, 10, 30),
        "no PEP this term",
        outcome="RESOLVED",
        closed_on=date(2026, 11, 9),
        difference="PEP booked for Thu 3 Dec",
    )
    put.alert(amira, date(2026, 11, 18), formal_on=None)
    put.placement(amira, "U6", date(2024, 10, 7), date(2025, 3, 20), carer="Mr Hart")
    put.placement(amira, "U4", date(2025, 3, 20), carer="Mrs Roe", planned=False)
    put.legal(amira, "C2", date(2025, 2, 3))
    fourth = told(put, amira, "REVIEW")[0].subject_id
    letter = put.letter(amira, fourth)
    put.entry(amira, "LETTER", letter, date(2026, 2, 20), uploaded=date(2026, 2, 24))
    open_alert, closed = told(put, amira, "ALERT")
    assert (open_alert.rest[0].text, open_alert.rest[0].sign) == ("manager, 2 of 5, by Wed 25 Nov", "open")
    assert (closed.first, closed.rest[0].text, closed.rest[0].sign) == (
        "no PEP this term, team manager",
        "PEP booked for Thu 3 Dec",
        "done",
    )
    assert [(item.word, item.first) for item in told(put, amira, "MOVE")] == [
        ("Moved", "to foster with Mrs Roe, not planned"),
        ("Placed", "foster with Mr Hart"),
    ]
    assert [item.first for item in told(put, amira, "LEGAL")] == ["Care order"]
    (sent,) = told(put, amira, "LETTER")
    assert (sent.first, sent.rest[0].text, sent.rest[0].sign) == (
        "after review 4",
        "on Mosaic since Tue 24 Feb 2026",
        "done",
    )


def test_the_story_is_newest_first_and_holds_nothing_still_to_come(put: OnRecord, amira: str) -> None:
    put.booked(amira, date(2026, 12, 1))
    put.talk(amira, date(2026, 11, 14))
    put.placement(amira, "K2", date(2026, 12, 20))
    days = [item.on for item in page(put, amira).story]
    assert days == sorted(days, reverse=True)
    assert days[0] == date(2026, 11, 14)


def test_promises_are_the_open_decisions_late_ones_first(put: OnRecord, amira: str) -> None:
    review = put.held(amira, date(2026, 8, 3))
    put.decision(amira, review, "Life story work begins", who="Pat Roe", by_when=date(2026, 12, 2))
    put.decision(amira, review, "Swimming", by_when=date(2026, 9, 1), starting=True)
    put.decision(amira, review, "A bike", status="PART")
    put.decision(amira, review, "Ask Nan about Sundays", who="Grace Adeyemi", by_when=date(2026, 11, 6))
    put.decision(amira, review, "A desk", status="DONE", by_when=date(2026, 9, 1))
    rows = now(put, amira, "promises")
    assert [(row.sign, row.label, row.value, row.late, row.second) for row in rows] == [
        ("late", "Ask Nan about Sundays", "10 wd late", True, "G. Adeyemi, by Fri 6 Nov"),
        ("open", "Swimming", "since Tue 1 Sep", False, ""),
        ("open", "Life story work begins", "in 8 wd", False, "P. Roe, by Wed 2 Dec"),
        ("slipping", "A bike", "no date", False, ""),
    ]


def test_plan_and_people_say_only_what_is_known(put: OnRecord) -> None:
    child = put.child(since=date(2025, 3, 20), permanence="LTFOST18")
    put.legal(child, "C2", date(2025, 4, 1))
    put.placement(child, "U4", date(2025, 3, 20), carer="Mrs Roe")
    for name, start, end in (
        ("Al One", date(2024, 1, 1), date(2025, 6, 1)),
        ("Bo Two", date(2025, 6, 1), date(2026, 2, 1)),
        ("Grace Adeyemi", date(2026, 2, 1), None),
    ):
        put.person(child, "SOCIAL_WORKER", name, from_on=start, until_on=end)
    put.person(child, "GRANDPARENT", "Joy Asante", child_calls="Nan")
    put.person(child, "CARER", "Dot Roe", child_calls="Mrs Roe")
    put.person(child, "TEACHER", "Mohinder Hall", child_calls="Mohinder")
    put.talk(child, date(2026, 8, 3), told="ADVOCATE COMPLAINT")
    assert [(row.label, row.value) for row in now(put, child, "plan")] == [
        ("Care plan", "Long-term fostering to 18"),
        ("Legal", "Care order"),
        ("Home", "foster, 1 y 8 m"),
    ]
    assert [(row.label, row.value) for row in now(put, child, "people")] == [
        ("Social worker", "G. Adeyemi, 2nd this year"),
        ("Carer", "Mrs Roe"),
        ("Nan", "J. Asante"),
        ("Teacher or other school staff", "M. Hall"),
        ("Advocate", "told Mon 3 Aug"),
    ]


def test_wishes_are_the_newest_words_of_the_child(put: OnRecord, amira: str) -> None:
    for month in (2, 5, 8):
        put.talk(amira, date(2026, month, 14), own_words=f"wish {month}")
    put.talk(amira, date(2026, 11, 20))
    (group,) = [group for group in page(put, amira).now if group.key == "wishes"]
    assert group.title == "Her wishes"
    assert [(row.label, row.quote) for row in group.rows if row.quote] == [
        ("wish 8", True),
        ("wish 5", True),
        ("wish 2", True),
    ]


def test_a_child_who_is_gone_is_said_to_be_gone(put: OnRecord) -> None:
    with pytest.raises(BadInput, match="not on this caseload any more"):
        child_page(put.session, "0" * 16, TODAY)
