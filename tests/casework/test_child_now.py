"""How things stand now: one line for each thing the record knows, and nothing for what it does not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from iro_tui.casework.child_now import NowRow
from iro_tui.casework.child_page import child_page
from iro_tui.casework.children import add_child, save_child
from iro_tui.casework.entries import recording
from iro_tui.casework.talks import log_consultation
from iro_tui.casework.you_said import answer_view
from iro_tui.vault.store import Vault

TODAY = date(2026, 11, 22)


@pytest.fixture
def child_id(vault: Vault) -> str:
    values = {"mosaic_id": "4100001", "first_name": "Tola", "surname": "Brand", "born": date(2010, 3, 2)}
    return vault.act(add_child, values, date(2025, 1, 6), TODAY).result


def write(vault: Vault, child_id: str, table: str, **values: Any) -> str:
    return vault.act(recording(table), child_id, values, TODAY).result


def said(vault: Vault, child_id: str, key: str) -> list[tuple[str, str, bool]]:
    return [(row.label, row.value, row.late) for row in rows(vault, child_id, key)]


def rows(vault: Vault, child_id: str, key: str) -> tuple[NowRow, ...]:
    groups = vault.ask(child_page, child_id, TODAY).now
    return next((group.rows for group in groups if group.key == key), ())


def test_a_child_of_whom_nothing_is_known_has_no_group(vault: Vault, child_id: str) -> None:
    assert vault.ask(child_page, child_id, TODAY).now == ()


def test_health_has_its_last_assessment_and_what_it_recommends_while_that_is_open(
    vault: Vault, child_id: str
) -> None:
    write(vault, child_id, "health_assessment", held_on=date(2025, 11, 3), report_on=date(2025, 12, 1))
    write(vault, child_id, "health_assessment", held_on=date(2026, 10, 28))
    late = {"made_on": date(2026, 5, 12), "by_when": date(2026, 11, 6), "who": "Grace Adeyemi"}
    write(vault, child_id, "recommendation", text="See the optician", **late)
    write(vault, child_id, "recommendation", text="Flu jab", status="DONE", **late)
    write(vault, child_id, "sdq", answered_on=date(2026, 6, 1), score=17)
    write(vault, child_id, "schooling", name="Elm School", started_on=date(2021, 9, 1))
    write(
        vault,
        child_id,
        "schooling",
        name="Oak",
        started_on=date(2025, 9, 1),
        year_group="Year 11",
        support="EHCP",
    )
    write(vault, child_id, "pep", held_on=date(2026, 7, 6), attendance=91)
    assert said(vault, child_id, "health") == [
        ("Health", "Wed 28 Oct, no report yet", False),
        ("See the optician", "10 wd late", True),
        ("SDQ", "17, Mon 1 Jun", False),
        ("School", "Oak, Year 11", False),
        ("Support", "Education, Health and Care Plan", False),
        ("PEP", "Mon 6 Jul, attendance 91 %", False),
    ]


def test_both_plans_at_once_are_counted_in_days_and_a_hearing_that_has_passed_stands_out(
    vault: Vault, child_id: str
) -> None:
    write(vault, child_id, "protection_plan", started_on=date(2026, 9, 1), conference_on=date(2026, 12, 1))
    write(vault, child_id, "missing_episode", gone_on=date(2026, 11, 21))
    case = {"started_on": date(2026, 8, 3), "stage": "ISSUES", "guardian_on": date(2026, 10, 20)}
    write(vault, child_id, "proceedings", kind="CARE", next_on=date(2026, 11, 12), **case)
    write(
        vault,
        child_id,
        "proceedings",
        kind="CRIMINAL",
        started_on=date(2026, 1, 5),
        ended_on=date(2026, 2, 5),
    )
    assert said(vault, child_id, "safety") == [
        ("CP plan", "83 days beside the care plan", False),
        ("Conference", "Tue 1 Dec", False),
        ("Missing", "Sat 21 Nov, not back yet", True),
        ("Care proceedings", "Issues resolution", False),
        ("Hearing", "Thu 12 Nov, passed", True),
        ("Guardian spoken to", "Tue 20 Oct", False),
    ]


def test_the_next_date_with_the_home_office_and_a_missing_solicitor_are_said(
    vault: Vault, child_id: str
) -> None:
    status = {"status": "WAITING", "started_on": date(2026, 2, 2), "next_on": date(2026, 12, 9)}
    write(vault, child_id, "immigration", next_what="interview", **status)
    write(vault, child_id, "age_assessment", asked_on=date(2026, 3, 2))
    assert said(vault, child_id, "immigration") == [
        ("Status", "Waiting for a decision", False),
        ("Interview", "Wed 9 Dec", False),
        ("Solicitor", "none on the record", True),
        ("Age assessment", "not finished", False),
    ]


def test_help_to_be_heard_is_what_came_of_asking_before_what_was_told(vault: Vault, child_id: str) -> None:
    vault.act(
        log_consultation,
        child_id,
        {"alone": True, "held_on": date(2026, 8, 3), "told": "ADVOCATE VISITOR"},
        TODAY,
    )
    assert [row.value for row in rows(vault, child_id, "people")] == ["told Mon 3 Aug", "told Mon 3 Aug"]
    write(vault, child_id, "advocacy", asked_on=date(2026, 9, 2), granted=False)
    write(vault, child_id, "independent_visitor", considered_on=date(2026, 9, 2), wanted=False)
    assert said(vault, child_id, "people") == [
        ("Advocate", "refused", True),
        ("Visitor", "not wanted Wed 2 Sep", False),
    ]


def test_what_changes_a_letter_and_the_childs_own_words_stand_together(vault: Vault, child_id: str) -> None:
    facts = {"letter_needs": "AUTISM SIGHT", "reading_support": True, "home_word": "the house"}
    vault.act(save_child, child_id, facts)
    write(vault, child_id, "own_word", word="Bubba [/] [b]", means="Grandad")
    assert [(row.label, row.value, row.quote, row.field) for row in rows(vault, child_id, "letters")] == [
        ("Needs", "autism, sight", False, "letter_needs"),
        ("Reading support", "yes", False, "reading_support"),
        ("Home is called", "the house", False, "home_word"),
        ("Bubba [/] [b]", "Grandad", True, ""),
    ]


def test_wishes_that_wait_for_an_answer_come_first_and_the_rest_are_counted(
    vault: Vault, child_id: str
) -> None:
    talks = [
        vault.act(
            log_consultation, child_id, {"alone": True, "held_on": day, "own_words": words}, TODAY
        ).result
        for day, words in (
            (date(2026, 2, 2), "wish 2"),
            (date(2026, 5, 4), "wish 5"),
            (date(2026, 8, 3), "wish 8"),
            (date(2026, 11, 2), "wish 11"),
            (date(2026, 11, 16), "wish 12"),
        )
    ]
    vault.act(answer_view, "consultation", talks[-1], {"outcome": "YES"}, TODAY)
    assert [(row.sign, row.label, row.value) for row in rows(vault, child_id, "wishes")] == [
        ("open", "wish 11", "no answer"),
        ("open", "wish 8", "no answer"),
        ("open", "wish 5", "no answer"),
        ("", "More with no answer", "1"),
    ]


def test_every_line_knows_what_it_was_read_from(vault: Vault, child_id: str) -> None:
    placement = write(vault, child_id, "placement", kind="U6", started_on=date(2025, 1, 6), carer="Mrs Roe")
    legal = write(vault, child_id, "legal_status", code="C2", started_on=date(2025, 2, 3))
    worker = write(vault, child_id, "person", name="Grace Adeyemi", role="SOCIAL_WORKER")
    found = [
        (row.table, row.subject_id)
        for key in ("plan", "people")
        for row in rows(vault, child_id, key)
        if row.table != "child"
    ]
    assert found == [
        ("legal_status", legal),
        ("placement", placement),
        ("person", worker),
        ("placement", placement),
    ]
