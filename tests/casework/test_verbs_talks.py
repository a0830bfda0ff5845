from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256

import pytest
from a_child import FIRST, SECOND, TODAY, child, held, put, review
from sqlmodel import Session

from iro_tui.casework.letters import exported, store_letter
from iro_tui.casework.midways import log_midway
from iro_tui.casework.outbox import ledger, text_of, tick, tick_file, untick
from iro_tui.casework.own_words import shareable
from iro_tui.casework.reviews import book_review, open_review, put_decisions, review_page, save_review
from iro_tui.casework.talks import log_consultation
from iro_tui.errors import BadInput
from iro_tui.record.consultation import Consultation
from iro_tui.vault.store import Vault


def only(vault: Vault, today: date = TODAY) -> tuple[str, str, str, str]:
    (row,) = vault.ask(ledger, today)
    return row.kind, row.what, row.state, vault.ask(text_of, row.entry_id)


def test_a_talk_is_recorded_and_entered_for_mosaic(vault: Vault) -> None:
    child_id = child(vault)
    vault.act(
        log_consultation,
        child_id,
        {
            "held_on": date(2026, 11, 14),
            "place": "school",
            "alone": True,
            "told": "ADVOCATE COMPLAINT",
            "own_words": "I want to see Nan more. Sundays are long.",
            "noticed": "Happy at school.",
        },
        TODAY,
    )
    kind, what, state, text = only(vault)
    assert (kind, what, state) == ("CONSULTATION", "note, 12 words", "to copy")
    assert text.splitlines() == [
        "IRO consultation with the child, Sat 14 Nov 2026",
        "How: Seen alone before the review day",
        "Where: school",
        "Seen alone: yes",
        "Told about: advocate, complaint",
        "In the child's own words: I want to see Nan more. Sundays are long.",
        "Noticed: Happy at school.",
    ]


def test_what_is_not_to_be_shared_is_not_copied(vault: Vault) -> None:
    vault.act(
        log_consultation,
        child(vault),
        {
            "held_on": TODAY,
            "alone": True,
            "own_words": "School is good. Dad shouts at night. I like chess.",
            "not_to_share": "about Dad",
        },
        TODAY,
    )
    text = only(vault)[3]
    assert "Dad" not in text
    assert "School is good." in text and "I like chess." in text


@pytest.mark.parametrize(
    ("days_before", "tied"), [(0, True), (1, True), (30, True), (31, False), (-1, False)]
)
def test_a_talk_within_30_days_before_a_booked_review_prepares_it(
    vault: Vault, days_before: int, tied: bool
) -> None:
    child_id = child(vault)
    review_id = vault.act(book_review, child_id, SECOND).result
    day = SECOND - timedelta(days=days_before)
    talk_id = vault.act(log_consultation, child_id, {"alone": True, "held_on": day}, TODAY).result
    found = vault.ask(lambda session: session.get(Consultation, talk_id).review_id)
    assert found == (review_id if tied else None)


@pytest.mark.parametrize("kind", ["ALONE_BEFORE", "ALONE_DAY"])
def test_P2_a_way_of_talking_that_says_alone_is_no_answer_by_itself(vault: Vault, kind: str) -> None:
    child_id = child(vault)
    with pytest.raises(BadInput, match=r"Say if Sam was alone\. If not, say why\."):
        vault.act(log_consultation, child_id, {"held_on": TODAY, "kind": kind}, TODAY)
    vault.act(log_consultation, child_id, {"held_on": TODAY, "kind": "PHONE"}, TODAY)
    assert len(vault.ask(ledger, TODAY)) == 1


def test_a_talk_that_was_not_alone_needs_its_reason_and_no_day_to_come(vault: Vault) -> None:
    child_id = child(vault)
    with pytest.raises(BadInput, match="Say why Sam was not alone"):
        vault.act(log_consultation, child_id, {"held_on": TODAY, "alone": False}, TODAY)
    with pytest.raises(BadInput, match="When: that day has not come yet"):
        vault.act(log_consultation, child_id, {"alone": True, "held_on": TODAY + timedelta(days=1)}, TODAY)
    assert vault.ask(ledger, TODAY) == ()


@pytest.mark.parametrize(
    ("words", "secret", "runs"),
    [
        ("I like it here.", "", ("I like it here.",)),
        ("I like it here.", "what he did", ()),
        ("I love Nan. She cooks. Dad hits me.", "that Dad hits", ("I love Nan. She cooks.",)),
        ("One. Worries about Mum! Two?", "Mum", ("One.", "Two?")),
        ("He was shouting again.", "shouts", ()),
        ("My phone is old. Nothing else.", "something about nothing", ()),
        ("", "Mum", ()),
    ],
)
def test_words_that_touch_what_is_secret_are_kept_back(
    words: str, secret: str, runs: tuple[str, ...]
) -> None:
    assert shareable(words, secret) == runs


def test_a_midway_records_what_came_of_each_promise(vault: Vault) -> None:
    child_id = child(vault)
    review_id = vault.act(open_review, child_id, FIRST).result
    vault.act(save_review, review_id, held(FIRST, SECOND))
    bed, nan = vault.act(put_decisions, review_id, [(None, {"text": "Bed"}), (None, {"text": "Nan"})]).result
    day = date(2026, 3, 11)
    values = {"held_on": day, "with_whom": "G. Adeyemi", "judgement": "CONCERN", "worries": "Nan not asked."}
    vault.act(log_midway, child_id, values, {bed: ("DONE", ""), nan: ("PART", "Rang twice.")}, day)
    lines = {line.id: line for line in vault.ask(review_page, review_id, day).decisions}
    assert (lines[bed].status, lines[bed].closed_on) == ("DONE", day)
    assert (lines[nan].status, lines[nan].reason, lines[nan].closed_on) == ("PART", "Rang twice.", None)
    kind, what, _, text = only(vault)
    assert (kind, what) == ("MIDWAY", "concern")
    assert "With: G. Adeyemi" in text and "Worries: Nan not asked." in text


def test_a_midway_with_a_wrong_promise_leaves_nothing(vault: Vault) -> None:
    with pytest.raises(BadInput):
        vault.act(log_midway, child(vault), {"held_on": TODAY}, {"gone": ("DONE", "")}, TODAY)
    assert vault.ask(ledger, TODAY) == ()


def letter(vault: Vault, child_id: str) -> str:
    review_id = review(vault, child_id, FIRST, SECOND)
    at = vault.now()
    return vault.act(store_letter, review_id, "Dear Sam,", [], "1", FIRST, at).result


def test_the_ledger_is_oldest_first_and_counts_working_days(vault: Vault) -> None:
    child_id = child(vault)
    vault.act(log_consultation, child_id, {"alone": True, "held_on": TODAY}, TODAY)
    letter_id = letter(vault, child_id)
    vault.act(exported, letter_id, "l_v1.docx", "0" * 64, date(2026, 11, 20))
    rows = vault.ask(ledger, TODAY)
    assert [row.made for row in rows] == sorted(row.made for row in rows)
    letters = {row.kind: row for row in rows}
    row = letters["LETTER"]
    assert (row.word, row.file, row.state, row.waits) == ("Letter", "l_v1.docx", "to upload", 4)
    assert (row.child, row.age, row.mosaic_id) == ("Sam Tate", 11, "1048811")
    assert letters["CONSULTATION"].waits == 0


def test_ticking_and_unticking(vault: Vault) -> None:
    vault.act(log_consultation, child(vault), {"alone": True, "held_on": TODAY}, TODAY)
    (row,) = vault.ask(ledger, TODAY)
    vault.act(tick, row.entry_id, TODAY)
    later = TODAY + timedelta(days=7)
    vault.act(tick, row.entry_id, later)
    (row,) = vault.ask(ledger, later)
    assert (row.state, row.uploaded_on, row.waits) == ("with the council", TODAY, 0)
    vault.act(untick, row.entry_id)
    (row,) = vault.ask(ledger, later)
    assert (row.state, row.uploaded_on, row.waits) == ("to copy", None, 5)


def test_a_new_export_supersedes_the_one_that_still_waits(vault: Vault) -> None:
    letter_id = letter(vault, child(vault))
    vault.act(exported, letter_id, "l_v1.docx", "1" * 64, TODAY)
    vault.act(exported, letter_id, "l_v2.docx", "2" * 64, TODAY)
    assert [row.file for row in vault.ask(ledger, TODAY) if row.kind == "LETTER"] == ["l_v2.docx"]
    vault.act(tick_file, "l_v2.docx", TODAY)
    vault.act(exported, letter_id, "l_v3.docx", "3" * 64, TODAY)
    files = {row.file: row.state for row in vault.ask(ledger, TODAY) if row.kind == "LETTER"}
    assert files == {"l_v2.docx": "with the council", "l_v3.docx": "to upload"}


def test_ticking_off_a_file_by_its_name(vault: Vault) -> None:
    letter_id = letter(vault, child(vault))
    vault.act(exported, letter_id, "l_v1.docx", "1" * 64, TODAY)
    vault.act(tick_file, "l_v1.docx", TODAY)
    assert [row.state for row in vault.ask(ledger, TODAY) if row.file] == ["with the council"]
    for name in ("l_v9.docx", ""):
        with pytest.raises(BadInput, match="Nothing in the outbox is called"):
            vault.act(tick_file, name, TODAY)


def test_a_file_that_was_changed_in_word_is_seen(vault: Vault) -> None:
    letter_id = letter(vault, child(vault))
    file = vault.outbox / "l_v1.docx"
    file.write_bytes(b"as made")
    vault.act(exported, letter_id, file.name, sha256(b"as made").hexdigest(), TODAY)

    def state() -> str:
        return next(row.state for row in vault.ask(ledger, TODAY, vault.outbox) if row.file)

    assert state() == "to upload"
    vault.act(tick_file, file.name, TODAY)
    assert state() == "with the council"
    file.write_bytes(b"changed in Word")
    assert state() == "changed"
    assert next(row.state for row in vault.ask(ledger, TODAY) if row.file) == "with the council"
    file.unlink()
    assert state() == "with the council"


def test_the_text_of_a_thing_that_is_gone_says_so(vault: Vault) -> None:
    talk_id = vault.act(log_consultation, child(vault), {"alone": True, "held_on": TODAY}, TODAY).result
    (row,) = vault.ask(ledger, TODAY)

    vault.act(take_away, talk_id)
    with pytest.raises(BadInput, match="not on the record any more"):
        vault.ask(text_of, row.entry_id)


def take_away(session: Session, talk_id: str) -> None:
    session.delete(session.get(Consultation, talk_id))


take_away.words = "talk taken away"  # type: ignore[attr-defined]


def test_a_hostile_name_goes_through_as_it_is(vault: Vault) -> None:
    child_id = child(vault, first_name="O'Brien [/] [b]", known_as="", surname="%s {x}")
    vault.act(put, Consultation(child_id=child_id, held_on=TODAY))
    vault.act(
        log_consultation, child_id, {"alone": True, "held_on": TODAY, "own_words": "[red]“Hi”[/]"}, TODAY
    )
    (row,) = vault.ask(ledger, TODAY)
    assert row.child == "O'Brien [/] [b] %s {x}"
    assert "[red]“Hi”[/]" in vault.ask(text_of, row.entry_id)
