# Rule ids keep their capitals in test names.
from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from iro_tui.errors import BadInput
from iro_tui.rules.codes import codes, rows
from iro_tui.rules.registry import MARKS, USUAL, Settings, rule, rules, say_number

TESTS = Path(__file__).parents[1]
PARTS = (
    *(
        "Reviews",
        "Meetings",
        "Earlier",
        "Before",
        "After",
        "Midway",
        "Watched",
        "Alerts",
        "Program",
        "Figures",
    ),
)


def test_the_list_has_every_id_of_the_practice_reference() -> None:
    expected = [f"C{n}" for n in range(1, 16)] + [f"A{n}" for n in range(1, 9)]
    expected += [f"P{n}" for n in range(1, 9)] + [f"F{n}" for n in range(1, 6)]
    expected += ["MIDWAY", "CARE_PLAN", "PLACEMENT_PLAN", "PERMANENCE", "PEP_FIRST", "PEP_TERM", "IHA", "RHA"]
    expected += ["SDQ", "VISITS", "VISITS_SPECIAL", "PATHWAY", "STAYING_PUT", "RHI", "VISITOR", "DUAL"]
    expected += ["ALERT_TM", "ALERT_SM", "ALERT_LIMIT", "CAFCASS"]
    assert set(expected) <= set(rules())


def test_every_rule_is_in_the_name_of_a_test() -> None:
    names = [
        name
        for file in TESTS.rglob("test_*.py")
        for name in re.findall(r"def test_(\w+)", file.read_text(encoding="utf-8"))
    ]
    untested = [id for id in rules() if not any(f"_{id}_" in f"_{name}_" for name in names)]
    assert untested == []


def test_every_worked_example_is_a_test() -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in (TESTS / "rules").glob("test_*.py"))
    found = {int(number) for number in re.findall(r"def test_example_(\d+)_", text)}
    assert found == set(range(1, 24))


@pytest.mark.parametrize("id", list(rules()))
def test_every_rule_says_what_it_is(id: str) -> None:
    known = rule(id)
    assert known.mark in MARKS
    assert known.title
    assert known.source
    assert re.fullmatch(r"[A-Z].*\.", known.says)
    assert "{" not in known.says
    assert known.part in PARTS
    assert known.editable is False or known.mark != "S"


def test_a_rule_with_one_number_takes_it_from_the_list_of_deadlines() -> None:
    for known in rules().values():
        for code in known.codes:
            assert code in codes("deadlines"), known.id
        if known.number is not None:
            (code,) = known.codes
            assert known.number == int(codes("deadlines")[code].columns["offset"])


def test_no_number_is_typed_twice() -> None:
    for row in rows("rules"):
        typed = re.sub(r"\{\w+\}", "", row["says"])
        # Ages, and the three people of a panel, are no deadlines.
        assert {int(n) for n in re.findall(r"\d+", typed)} <= {4, 5, 14, 16, 17, 18}, row["code"]


def test_the_mark_of_a_rule_fits_the_force_of_its_deadlines() -> None:
    force = {"S": {"statute"}, "G": {"guidance"}, "B": {"Brent practice"}, "P": {"project choice"}}
    for known in rules().values():
        found = {codes("deadlines")[code].columns["force"] for code in known.codes}
        assert not found or found <= force[known.mark], known.id


def test_rules_stand_under_their_headings_in_order() -> None:
    assert [known.id for known in rules().values() if known.part == "After"] == ["F1", "F2", "F3", "F4", "F5"]


def test_numbers_are_said_with_their_unit() -> None:
    assert say_number(20, "working_days") == "20 working days"
    assert say_number(1, "calendar_months") == "1 month"


@pytest.mark.parametrize("id", [known.id for known in rules().values() if known.mark == "S"])
def test_statute_cannot_be_switched_off_or_changed(id: str) -> None:
    with pytest.raises(BadInput, match=r"is law: .+\. It cannot be switched off\."):
        Settings(switched={id: False})
    with pytest.raises(BadInput, match=r"is law: .+\. It cannot be changed\."):
        Settings(numbers={id: 1})
    assert USUAL.in_force(id)


@pytest.mark.parametrize("id", [known.id for known in rules().values() if known.editable])
def test_everything_else_can_be_switched_off(id: str) -> None:
    assert USUAL.in_force(id) is rule(id).on
    assert not Settings(switched={id: False}).in_force(id)
    assert Settings(switched={id: True}).in_force(id)


@pytest.mark.parametrize("id", [known.id for known in rules().values() if known.editable and known.number])
def test_a_number_can_be_set_and_is_said(id: str) -> None:
    changed = Settings(numbers={id: 7})
    assert changed.number(id) == 7
    assert USUAL.number(id) == rule(id).number
    assert say_number(7, rule(id).unit) in changed.says(id)
    assert USUAL.says(id) == rule(id).says


@pytest.mark.parametrize(("id", "number", "most"), [("P7", 0, 250), ("P7", 251, 250), ("SDQ", 25, 24)])
def test_a_number_out_of_range_is_refused(id: str, number: int, most: int) -> None:
    with pytest.raises(BadInput, match=f"from 1 to {most}"):
        Settings(numbers={id: number})


def test_a_rule_without_a_number_has_none_to_set_or_ask() -> None:
    with pytest.raises(BadInput, match="has no number to set"):
        Settings(numbers={"P3": 4})
    with pytest.raises(BadInput, match="has no number of its own"):
        USUAL.number("VISITS")


def test_OVERLAP_keeps_dates_within_the_law_and_stays() -> None:
    with pytest.raises(BadInput, match="keeps the dates within the law"):
        Settings(switched={"OVERLAP": False})


@pytest.mark.parametrize("ask", [rule, USUAL.in_force, USUAL.number, USUAL.says])
def test_an_unknown_rule(ask: object) -> None:
    with pytest.raises(BadInput, match='There is no rule "C99"'):
        ask("C99")  # type: ignore[operator]


def test_settings_are_values() -> None:
    one = Settings({"P5": False}, {"P7": 5}, frozenset({date(2027, 6, 7)}))
    same = Settings({"P5": False}, {"P7": 5}, frozenset({date(2027, 6, 7)}))
    assert one == same
    assert hash(one) == hash(same)
    assert one != USUAL
    with pytest.raises(TypeError):
        one.numbers["P7"] = 1  # type: ignore[index]


def test_settings_do_not_follow_what_they_were_made_from() -> None:
    numbers = {"P7": 5}
    made = Settings(numbers=numbers)
    numbers["P7"] = 1
    assert made.number("P7") == 5
