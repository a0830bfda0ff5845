"""Rules in force: what the IRO may change, what stays law, and that the agenda follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from on_record import TODAY, OnRecord, empty_record

from iro_tui.casework.agenda import Item, agenda
from iro_tui.casework.away import (
    add_away,
    away,
    listed_holidays,
    named,
    remove_away,
    school_holidays,
)
from iro_tui.casework.due_before import midway_of
from iro_tui.casework.files import open_files
from iro_tui.casework.settings import (
    ON_THE_LIST,
    add_bank_holiday,
    bank_holidays,
    remove_bank_holiday,
    rule_page,
    save_rule,
    settings_of,
    usual_rules,
)
from iro_tui.errors import BadInput
from iro_tui.record.tables import RuleSetting
from iro_tui.rules.registry import USUAL, rules
from iro_tui.rules.school import in_school_holidays
from iro_tui.vault.history import history_of
from iro_tui.vault.store import Vault


@pytest.fixture
def put() -> Iterator[OnRecord]:
    with empty_record() as record:
        yield record


def items(put: OnRecord, *kinds: str, today: date = TODAY) -> list[Item]:
    return [item for item in agenda(put.session, today) if item.kind in kinds]


def line(put: OnRecord, id: str) -> Any:
    (found,) = [each for each in rule_page(put.session) if each.id == id]
    return found


def test_nothing_changed_is_the_list_itself(put: OnRecord) -> None:
    assert settings_of(put.session) is USUAL
    assert [each.id for each in rule_page(put.session)] == list(rules())
    assert not any(each.changed for each in rule_page(put.session))
    assert set(rules()) >= ON_THE_LIST


def test_a_rule_shows_its_mark_number_and_source(put: OnRecord) -> None:
    letter, law = line(put, "F4"), line(put, "C1")
    assert (letter.mark, letter.number, letter.usual_number, letter.unit) == ("G", 15, 15, "working days")
    assert letter.editable and letter.in_force and letter.on_the_list
    assert (law.strength, law.editable, law.source) == ("Law", False, "Regs 2010 reg 33(1)")
    assert not line(put, "C14").on_the_list, "no review says whether it was a meeting"


@pytest.mark.parametrize("id", [id for id, rule in rules().items() if rule.mark == "S"])
def test_statute_is_neither_switched_off_nor_changed(put: OnRecord, id: str) -> None:
    with pytest.raises(BadInput, match="is law"):
        save_rule(put.session, id, False)
    if rules()[id].number is not None:
        with pytest.raises(BadInput, match="is law"):
            save_rule(put.session, id, True, rules()[id].number + 1)
    assert settings_of(put.session) is USUAL


def test_F4_letter_in_ten_days_where_the_council_wants_it(put: OnRecord) -> None:
    put.held(put.child(since=date(2026, 10, 1)), date(2026, 10, 28))
    save_rule(put.session, "F4", True, 10)
    (item,) = items(put, "LETTER")
    assert item.due == date(2026, 11, 11)
    assert "10 working days" in item.why and ("10 wd later", "Wed 11 Nov") in item.working
    assert line(put, "F4").changed and "10 working days" in line(put, "F4").says
    save_rule(put.session, "F4", True, 15)
    assert settings_of(put.session) is USUAL
    assert put.session.get(RuleSetting, "F4") is None


@pytest.mark.parametrize("number", [0, -3, 251])
def test_a_number_that_makes_no_sense_is_refused(put: OnRecord, number: int) -> None:
    with pytest.raises(BadInput, match="give a number of working days from 1 to 250"):
        save_rule(put.session, "F4", True, number)


def test_a_rule_without_a_number_and_an_unknown_one(put: OnRecord) -> None:
    with pytest.raises(BadInput, match="no number"):
        save_rule(put.session, "MIDWAY", True, 3)
    with pytest.raises(BadInput, match="no rule"):
        save_rule(put.session, "Z9", True)


@pytest.mark.parametrize(("id", "kind"), [("F1", "DECISIONS"), ("F4", "LETTER"), ("MIDWAY", "MIDWAY")])
def test_a_rule_switched_off_leaves_the_list(put: OnRecord, id: str, kind: str) -> None:
    put.held(put.child(since=date(2026, 10, 1)), date(2026, 10, 28))
    assert items(put, kind)
    save_rule(put.session, id, False)
    assert items(put, kind) == []
    usual_rules(put.session)
    assert items(put, kind)


def test_MIDWAY_switched_off_is_not_said_on_the_childs_page_either(put: OnRecord) -> None:
    child = put.child(since=date(2026, 10, 1))
    put.held(child, date(2026, 10, 28))
    save_rule(put.session, "MIDWAY", False)
    assert midway_of(open_files(put.session, TODAY)[child], TODAY) is None


def test_SPEAK_comes_on_the_list_when_the_iro_wants_it(put: OnRecord) -> None:
    put.booked(put.child(since=date(2026, 11, 9)), date(2026, 12, 3))
    assert items(put, "SPEAK") == []
    save_rule(put.session, "SPEAK", True, 10)
    assert [item.rule for item in items(put, "SPEAK")] == ["P2"]
    save_rule(put.session, "SPEAK", False)
    assert items(put, "SPEAK", today=date(2026, 12, 2)) == []
    assert items(put, "SPEAK", today=date(2026, 12, 3)), "the duty itself is law"


def test_UPLOAD_switched_off(put: OnRecord) -> None:
    child = put.child()
    put.entry(child, "REVIEW", "gone", date(2026, 11, 19))
    assert items(put, "UPLOAD")
    save_rule(put.session, "UPLOAD", False)
    assert items(put, "UPLOAD") == []


def test_ALERT_TM_switched_off_leaves_the_end_of_them_all(put: OnRecord) -> None:
    put.alert(put.child(), date(2026, 11, 18))
    assert [(item.rule, item.due) for item in items(put, "ALERT")] == [("ALERT_TM", date(2026, 11, 25))]
    save_rule(put.session, "ALERT_TM", False)
    assert [(item.rule, item.due) for item in items(put, "ALERT")] == [("ALERT_LIMIT", date(2026, 12, 16))]
    save_rule(put.session, "ALERT_LIMIT", False)
    assert items(put, "ALERT") == []


def test_ALERT_SM_another_number_leaves_a_raised_alert_alone(put: OnRecord) -> None:
    put.alert(put.child(), date(2026, 11, 18), formal_on=date(2026, 11, 19))
    save_rule(put.session, "ALERT_SM", True, 5)
    assert [(item.rule, item.due) for item in items(put, "ALERT")] == [("ALERT_SM", date(2026, 12, 9))]


def test_A6_switched_off_the_next_review_counts_from_the_first_meeting(put: OnRecord) -> None:
    child = put.child(since=date(2026, 9, 1))
    put.held(child, date(2026, 9, 25), completed_on=date(2026, 10, 9))
    (before,) = items(put, "REVIEW")
    save_rule(put.session, "A6", False)
    (after,) = items(put, "REVIEW")
    assert (before.limit, after.limit) == (date(2027, 1, 9), date(2026, 12, 25))


def test_a_bank_holiday_that_is_proclaimed_moves_what_hangs_on_working_days(put: OnRecord) -> None:
    put.child(since=date(2026, 11, 2))
    assert items(put, "REVIEW")[0].limit == date(2026, 11, 30)
    id = add_bank_holiday(put.session, {"day": date(2026, 11, 18), "name": "Coronation"})
    assert items(put, "REVIEW")[0].limit == date(2026, 12, 1)
    assert [(each.day, each.name) for each in bank_holidays(put.session)] == [
        (date(2026, 11, 18), "Coronation")
    ]
    remove_bank_holiday(put.session, id)
    assert items(put, "REVIEW")[0].limit == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 28), "at the weekend"),
        (date(2026, 12, 25), "a bank holiday already"),
        (date(2051, 1, 4), "to 2040 only"),
    ],
)
def test_a_bank_holiday_that_changes_nothing_is_refused(put: OnRecord, day: date, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        add_bank_holiday(put.session, {"day": day})


def test_the_same_bank_holiday_twice_is_refused(put: OnRecord) -> None:
    add_bank_holiday(put.session, {"day": date(2026, 11, 18)})
    put.session.flush()
    with pytest.raises(BadInput, match="a bank holiday already"):
        add_bank_holiday(put.session, {"day": date(2026, 11, 18)})


def test_a_row_about_a_rule_of_another_version_is_passed_over(put: OnRecord) -> None:
    put.session.add(RuleSetting(id="FROM_LATER", in_force=False))
    put.session.add(RuleSetting(id="C1", number=40))
    put.session.add(RuleSetting(id="F4", number=12))
    assert dict(settings_of(put.session).numbers) == {"F4": 12}


def test_a_change_of_a_rule_is_history(vault: Vault) -> None:
    vault.act(save_rule, "F4", True, 10)
    newest = vault.ask(history_of)[0]
    assert (newest.words, newest.table_name, newest.row_id) == ("rule changed", "rule_setting", "F4")


def test_leave_is_kept_and_taken_out(put: OnRecord) -> None:
    days = {"kind": "LEAVE", "from_on": date(2026, 12, 7), "until_on": date(2026, 12, 11)}
    id = add_away(put.session, days)
    put.session.flush()
    (leave,) = away(put.session)
    assert (leave.what, leave.from_on, leave.until_on) == ("leave", date(2026, 12, 7), date(2026, 12, 11))
    assert named([leave], date(2026, 12, 11), date(2026, 12, 13)) == "leave"
    assert named([leave], date(2026, 12, 12), date(2026, 12, 13)) == ""
    remove_away(put.session, id)
    assert away(put.session) == ()


def test_leave_that_ends_before_it_begins_is_refused(put: OnRecord) -> None:
    days = {"from_on": date(2026, 12, 7), "until_on": date(2026, 12, 1)}
    with pytest.raises(BadInput, match="before the first day"):
        add_away(put.session, days)


def test_listed_holidays_are_those_of_the_terms() -> None:
    for each in listed_holidays():
        assert in_school_holidays(each.from_on) and in_school_holidays(each.until_on)
        assert each.from_on <= each.until_on
    christmas = next(each for each in listed_holidays() if each.meets(date(2026, 12, 25), date(2026, 12, 25)))
    assert (christmas.what, christmas.from_on) == ("Christmas holidays", date(2026, 12, 19))
    assert {each.what for each in listed_holidays()} == {
        "Christmas holidays",
        "Easter holidays",
        "summer holidays",
        "half-term",
    }


def test_a_half_term_that_is_entered_replaces_the_listed_one_beside_it(put: OnRecord) -> None:
    own = {"kind": "SCHOOL", "from_on": date(2027, 2, 8), "until_on": date(2027, 2, 12), "what": "half-term"}
    add_away(put.session, own)
    put.session.flush()
    assert away(put.session) == ()
    in_february = [each for each in school_holidays(put.session) if each.from_on.isoformat()[:7] == "2027-02"]
    assert [(each.from_on, each.until_on) for each in in_february] == [(date(2027, 2, 8), date(2027, 2, 12))]
    assert named(school_holidays(put.session), date(2027, 2, 15), date(2027, 2, 19)) == ""


def test_an_added_bank_holiday_is_named_in_the_working(put: OnRecord) -> None:
    put.child(since=date(2026, 11, 9))
    add_bank_holiday(put.session, {"day": date(2026, 11, 18), "name": "Royal wedding"})
    add_bank_holiday(put.session, {"day": date(2026, 11, 19), "name": ""})
    (item,) = [item for item in agenda(put.session, TODAY) if item.kind == "REVIEW"]
    assert item.law is not None
    assert "Royal wedding, not counted: Wed 18 Nov 2026" in item.law.steps
    assert "Bank holiday you added, not counted: Thu 19 Nov 2026" in item.law.steps
