# Rule ids keep their capitals in test names.
from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from complete_facts import REVIEW_ON, facts
from hypothesis import given, settings
from hypothesis import strategies as st

from iro_tui.casework.letter_facts import Around, LetterFacts, Promise, Said
from letters.check import check
from letters.compose import Draft, compose
from letters.desk import expected_for
from letters.reading import sentences
from letters.text import parse

AGES = range(19)
EVERY_KIND: list[dict[str, Any]] = [
    *({"age": age} for age in AGES),
    *({"age": age, "reading_support": True} for age in AGES),
    *({"age": age, "reader_age": 12} for age in range(5)),
    {"age": 15, "reader_age": 9},
]


def headings(draft: Draft) -> list[str]:
    return [block.text for block in parse(draft.text).of_kind("heading")]


def paragraphs(draft: Draft) -> list[str]:
    return [block.text for block in parse(draft.text).of_kind("paragraph")]


def paragraph_with(draft: Draft, words: str) -> str:
    return next(text for text in paragraphs(draft) if words in text)


@pytest.mark.parametrize("kind", EVERY_KIND, ids=str)
def test_complete_facts_give_a_letter_with_nothing_to_remark_on(kind: dict[str, Any]) -> None:
    complete = facts(**kind)
    draft = compose(complete)
    report = check(draft.text, expected_for(complete))
    assert report.ready
    assert [(finding.rule, finding.text) for finding in report.findings] == []
    assert draft.gaps == ()
    assert report.reading.raw_grade <= report.targets.grade + 0.5
    assert report.reading.mean_sentence <= report.targets.mean_sentence
    assert report.reading.longest <= report.targets.longest


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            {"age": 3},
            ["What you told me", "Why you live with Jo and Bill", "What happens next",
             "If you are sad or cross", "For the grown-ups who read this with Sam"],
        ),
        (
            {"age": 1, "reader_age": 12},
            ["How you are", "Why you are not living with Mum", "What we decided and why",
             "If something is wrong", "For the grown-ups who keep this for Sam"],
        ),
        (
            {"age": 6},
            ["What you said", "Why you live with Jo and Bill", "What we decided", "If you are not happy"],
        ),
        (
            {"age": 9},
            ["What you told us", "Why you live with Jo and Bill", "What other people said",
             "What we decided, and why", "If you are not happy"],
        ),
        (
            {"age": 14, "why_in_care": ""},
            ["What you said", "What other people said", "What we decided", "If you are not happy with this"],
        ),
        (
            {"age": 17, "why_in_care": ""},
            ["How you say things are going", "What other people said", "What we agreed", "Your rights"],
        ),
    ],
)  # fmt: skip
def test_each_band_has_its_own_sections_in_order(kind: dict[str, Any], expected: list[str]) -> None:
    assert headings(compose(facts(**kind))) == expected


@pytest.mark.parametrize("kind", EVERY_KIND, ids=str)
def test_every_sentence_knows_where_it_comes_from(kind: dict[str, Any]) -> None:
    draft = compose(facts(**kind))
    known = {origin.sentence for origin in draft.origin}
    for block in parse(draft.text).blocks:
        if block.kind in ("paragraph", "item"):
            assert {sentence.text for sentence in sentences(block.text)} <= known
        if block.kind == "heading":
            assert block.text in known
    body = draft.text.replace("\n", " ")
    assert all(origin.sources and origin.sentence in body for origin in draft.origin)


@pytest.mark.parametrize("source", ["note:n2", "note:n3", "note:n4", "note:n5"])
@pytest.mark.parametrize("age", [3, 6, 9, 13, 16])
def test_without_its_note_a_sentence_goes(source: str, age: int) -> None:
    complete = facts(age)
    whole = compose(complete)
    from_note = [origin.sentence for origin in whole.origin if source in origin.sources]
    assert from_note
    less = compose(replace(complete, notes=tuple(n for n in complete.notes if n.source != source)))
    assert not any(source in origin.sources for origin in less.origin)
    assert not any(sentence in less.text for sentence in from_note)


def test_an_untagged_note_is_not_for_the_letter() -> None:
    for age in (3, 6, 9, 13, 16):
        assert "note:n1" not in {s for origin in compose(facts(age)).origin for s in origin.sources}


def test_the_childs_own_words_stand_word_for_word_in_quotation_marks() -> None:
    said = Said("note:n2", '  "i dont want to move, ever"', "SAID")
    draft = compose(facts(10, notes=(said,), own_words=(Said("consultation:t1", "Ask Nan!"),)))
    assert "you said, “Ask Nan!”" in draft.text
    assert "You said, “i dont want to move, ever.”" in draft.text


def test_the_same_words_said_twice_stand_once() -> None:
    twice = tuple(Said(f"note:{n}", "I want to stay", "SAID") for n in "ab")
    assert compose(facts(10, notes=twice)).text.count("I want to stay") == 1


def test_layout_marks_in_a_note_do_not_become_layout() -> None:
    notes = (
        Said("note:a", "## Not a heading", "WELL"),
        Said("note:b", "| not | a row |", "DECIDE"),
        Said("note:c", "line one\nline two\x07", "SAID"),
    )
    letter = parse(compose(facts(10, notes=notes)).text)
    assert "Not a heading" not in [block.text for block in letter.of_kind("heading")]
    assert len(letter.of_kind("table")) == 1
    assert "\x07" not in letter.text


@pytest.mark.parametrize(
    ("changes", "gap"),
    [
        ({"why_in_care": ""}, "[Why do you live with Jo and Bill? Use the words that were agreed]"),
        ({"next_on": None}, "[Date, time and place of the next review]"),
        ({"iro_phone": "", "iro_email": ""}, "[Your telephone number or e-mail]"),
        ({"advocacy_phone": ""}, "[Telephone number of the advocacy service]"),
        ({"iro_name": ""}, "[Your name]"),
        ({"promises": (Promise("decision:d", "A bed", "", REVIEW_ON, False, ""),)}, "[Who will do it?]"),
        ({"promises": (Promise("decision:d", "A bed", "Jo", None, False, ""),)}, "[By when?]"),
        ({"promises": (), "notes": ()}, "[What will happen?]"),
    ],
)
@pytest.mark.parametrize("age", [3, 9])
def test_B03_what_is_not_known_is_a_gap_that_stops_the_letter(
    age: int, changes: dict[str, Any], gap: str
) -> None:
    incomplete = facts(age, **changes)
    draft = compose(incomplete)
    assert gap in draft.gaps
    assert gap in draft.text
    report = check(draft.text, expected_for(incomplete))
    assert gap in {finding.text for finding in report.findings if finding.rule == "B03"}


def test_B03_brackets_in_the_childs_own_words_neither_stop_the_letter_nor_count_as_gaps() -> None:
    told = Said("consultation:t1", "I want to see [name of brother] more.\nWhy can't I??", "")
    noted = Said("note:n2", "I like it here [laughs].", "SAID")
    known = facts(9, own_words=(told,), notes=(noted, *facts(9).notes[2:]), iro_phone="")
    draft = compose(known)
    assert "“I like it here [laughs].”" in draft.text and "[name of brother]" in draft.text
    assert draft.gaps == ()
    report = check(draft.text, expected_for(known))
    assert "B03" not in {finding.rule for finding in report.findings}


def test_B03_a_letter_without_the_childs_voice_asks_for_it() -> None:
    silent = facts(9, notes=(), own_words=(), child_views=None)
    assert any(gap.startswith("[What was said, shown or done?") for gap in compose(silent).gaps)


def test_the_reason_is_asked_for_only_where_the_band_has_it() -> None:
    assert compose(facts(13, why_in_care="")).gaps == ()


@pytest.mark.parametrize("age", range(13))
def test_A12_the_reason_is_followed_by_not_your_fault_up_to_twelve(age: int) -> None:
    text = paragraph_with(compose(facts(age)), "could not keep you safe")
    assert "not your fault" in text


def test_A12_not_your_fault_is_not_said_twice() -> None:
    draft = compose(facts(8, why_in_care="Mum was not well. It was not your fault."))
    assert draft.text.count("your fault") == 1


def test_a_decision_against_the_wish_has_its_own_paragraph_with_reason_and_what_happens_instead() -> None:
    text = paragraph_with(compose(facts(9)), "Ade’s house")
    assert "His flat is too small for now." in text
    assert "not because of anything you did" in text
    assert "This is what will happen: you sleep at home with Jo and Bill on school nights." in text
    assert "You stay with Jo and Bill." not in text


def test_decisions_stand_in_a_table_with_who_and_when() -> None:
    (table,) = parse(compose(facts(9)).text).of_kind("table")
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["What will happen", "Who will do it", "By when"]
    assert rows[1] == ["You see Ade every month", "Grace Adeyemi, social worker", "From 5 December 2026"]
    assert rows[2] == ["Help with reading", "Ms Lowe, teacher", "4 December 2026"]


def test_while_no_decision_is_written_down_the_noted_ones_stand_in_the_table() -> None:
    notes = (
        Said("note:a", "Sam stays with Jo and Bill", "DECIDE"),
        Said("note:b", "Ms Lowe, by Fri 11 Dec: homework club", "ACTION"),
    )
    draft = compose(facts(9, promises=(), notes=notes))
    rows = [[cell.text for cell in row.cells] for row in parse(draft.text).decisions]
    assert rows == [
        ["You stay with Jo and Bill", "[Who will do it?]", "[By when?]"],
        ["Homework club", "Ms Lowe", "11 December 2026"],
    ]


def test_on_the_grown_ups_page_the_record_stays_in_the_third_person() -> None:
    draft = compose(facts(3))
    child, adults = draft.text.split("## For the grown-ups")
    assert "There is a worry: Sam does not sleep well." in adults
    assert "sleep well" not in child
    assert "| Sam sees Ade every month |" in adults


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("PN1", "Thanks for coming to your review on 18 November 2026, and for saying what you think."),
        ("PN4", "Thanks for coming to your review on 18 November 2026."),
        ("PN6", "You were not in the room, but you made sure that we heard what you think."),
        ("PN7", "You were not there this time."),
        ("", "Your review was on 18 November 2026."),
    ],
)
def test_thanks_depend_on_how_the_child_took_part(code: str, words: str) -> None:
    sentences_said = {origin.sentence for origin in compose(facts(14, participation=code)).origin}
    assert words in sentences_said


def test_next_review_says_weekday_date_time_and_place() -> None:
    assert "on Thursday 13 May 2027 at 3.30pm, at school." in compose(facts(9)).text
    bare = compose(facts(9, next_time="", next_place="")).text
    assert "Your next review is on Thursday 13 May 2027." in bare


def test_only_a_freephone_number_is_called_free() -> None:
    assert "The call is free." in compose(facts(9)).text
    assert "The call is free." not in compose(facts(9, advocacy_phone="020 7946 0199")).text


def test_people_are_called_what_the_child_calls_them() -> None:
    people = (
        Around("G. Adeyemi", "SOCIAL_WORKER", ""),
        Around("Donna Tate", "MOTHER", ""),
        Around("Leanne Fox", "KEY_WORKER", "Lee"),
    )
    draft = compose(facts(6, people=people, carer="Ridge House", placement="K2"))
    assert "Why you live at Ridge House" in headings(draft)
    assert "You can tell Lee. You can tell your social worker." in draft.text
    assert "Your mum said: I am proud of you." in draft.text
    assert "The people at Ridge House said: you are kind." in draft.text


def test_a_view_that_names_its_speaker_gets_no_second_name() -> None:
    views = Said("review:r1.parent_views", "Mum would like to see you more.")
    assert "Mum would like to see you more." in paragraphs(compose(facts(9, parent_views=views)))


def test_terms_the_iro_used_are_explained_once() -> None:
    notes = (
        Said("note:a", "You need a pathway plan.", "DECIDE"),
        Said("note:b", "The pathway plan is late.", "WORRY"),
    )
    draft = compose(facts(16, notes=notes))
    assert draft.text.count("A pathway plan is the plan for your life") == 1
    assert ("phrase:explain pathway plan",) in {origin.sources for origin in draft.origin}


def test_with_reading_support_no_contraction_is_left_but_the_childs_own() -> None:
    notes = (
        Said("note:a", "I don't know", "SAID"),
        Said("note:b", "You don't sleep well", "WORRY"),
    )
    text = compose(facts(16, reading_support=True, notes=notes)).text
    assert "“I don’t know.”" in text
    assert "worried about this: you do not sleep well." in text
    assert re.search(r"n['’]t\b", text.replace("don’t know", "")) is None


def test_a_name_with_signs_in_it_passes_through_as_it_is() -> None:
    draft = compose(facts(9, called="O'Brien [/] [b] {iro}"))
    assert "Dear O'Brien [/] [b] {iro}," in draft.text
    assert draft.gaps == ()


SENTENCES = st.sampled_from(
    [
        "Sam likes school",
        "Sam likes his dog.",
        "It's fine!",
        "football twice a week; Ms Lowe says he helps",
        "## | - ",
        "",
        "Mum's new flat [address]",
        "From,",
    ]
)
NOTES = st.lists(st.tuples(st.sampled_from(["SAID", "WELL", "WORRY", "DECIDE", "ACTION", "NOTE"]), SENTENCES))
SOME = st.one_of(st.none(), st.builds(Said, st.just("review:r1.x"), SENTENCES))


@st.composite
def any_facts(draw: st.DrawFn) -> LetterFacts:
    notes = draw(NOTES)
    chosen: dict[str, Any] = {
        "notes": tuple(Said(f"note:{n}", text, tag) for n, (tag, text) in enumerate(notes)),
        "child_views": draw(SOME),
        "carer_views": draw(SOME),
        "iro_view": draw(SOME),
        "carer": draw(st.sampled_from(["", "Jo", "Ridge House"])),
        "placement": draw(st.sampled_from(["", "U4", "K2", "P1", "A5"])),
        "legal_status": draw(st.sampled_from(["", "C1", "C2", "V2", "E1"])),
        "participation": draw(st.sampled_from(["", "PN0", "PN1", "PN3", "PN5", "PN7"])),
        "chaired": draw(st.sampled_from(["NO", "CO", "CHAIR"])),
        "iro_phone": draw(st.sampled_from(["", "020 7946 0112"])),
        "why_in_care": draw(SENTENCES),
        "reading_support": draw(st.booleans()),
        "reader_age": draw(st.sampled_from([None, 6, 12])),
        "people": draw(st.sampled_from([(), facts().people])),
        "promises": draw(st.sampled_from([(), facts().promises])),
    }
    return facts(draw(st.integers(0, 18)), **chosen)


@settings(max_examples=150)
@given(any_facts())
def test_whatever_was_recorded_a_draft_keeps_its_shape_and_invents_nothing(given_facts: LetterFacts) -> None:
    draft = compose(given_facts)
    assert draft == compose(given_facts)
    letter = parse(draft.text)
    assert letter.first("date") and letter.first("greeting") and letter.first("signoff")
    assert len(letter.of_kind("table")) == 1
    recorded = {note.source for note in given_facts.notes} | {p.source for p in given_facts.promises}
    recorded |= {said.source for said in given_facts.own_words}
    prefixes = ("phrase:", "profile", "child:c1", "review:r1")
    used = {source for origin in draft.origin for source in origin.sources}
    assert all(source in recorded or source.startswith(prefixes) for source in used)
    assert all(gap in draft.text for gap in draft.gaps)


def test_A05_a_lead_that_makes_a_sentence_too_long_stands_alone() -> None:
    long_note = "this is the third change of worker since the last review and the news came by text"
    short, long = (
        compose(facts(9, notes=(Said("note:a", words, "WORRY"),))).text
        for words in ("you do not sleep well", long_note)
    )
    assert "Some people are worried about this: you do not sleep well." in short
    assert "Some people are worried about this. This is the third change" in long


def test_the_law_is_said_once() -> None:
    assert "A judge decided that the council" in compose(facts(9)).text
    told = facts(9, why_in_care="Mum was not well. A judge said that you should live with Jo and Bill.")
    assert "A judge decided that the council" not in compose(told).text
    assert "A judge" not in compose(facts(9, legal_status="V2")).text
