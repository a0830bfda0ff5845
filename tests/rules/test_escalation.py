from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.errors import BadInput
from iro_tui.rules.alert_process import (
    BRENT,
    DECIDE,
    ENDINGS,
    Process,
    in_use,
    listed,
    may_move,
    next_steps,
    of_data,
)
from iro_tui.rules.codes import codes
from iro_tui.rules.escalation import Move, stage_of
from iro_tui.rules.registry import Settings, rule
from iro_tui.rules.working_days import add_working_days

SUNDAY = date(2026, 11, 22)
NOW, OLD = listed()[BRENT], listed()["2018/19"]
INFORMAL, FORMAL = (step.code for step in NOW.steps)


def formal(on: date) -> tuple[Move, ...]:
    return (Move(FORMAL, on),)


def ends(raised: date) -> tuple[date | None, ...]:
    """When each stage of an alert ends that is made formal on its last informal day."""
    five = stage_of(NOW, raised, today=raised).due
    assert five is not None
    fifteen = stage_of(NOW, raised, formal(five), today=five).due
    assert fifteen is not None
    decided = stage_of(NOW, raised, formal(five), today=fifteen + timedelta(days=1))
    assert (decided.code, decided.limit) == (DECIDE, decided.due)
    return five, fifteen, decided.due


def test_example_19_alert_before_easter() -> None:
    assert ends(date(2025, 4, 11)) == (date(2025, 4, 22), date(2025, 5, 7), date(2025, 5, 14))


def test_example_20_alert_before_christmas() -> None:
    assert ends(date(2026, 12, 14)) == (date(2026, 12, 21), date(2027, 1, 7), date(2027, 1, 14))


def test_formal_early_still_has_fifteen_days_from_raising() -> None:
    assert stage_of(NOW, date(2025, 4, 11), formal(date(2025, 4, 14)), today=SUNDAY).since == date(2025, 5, 7)


def test_formal_late_has_ten_days_of_its_own_but_never_past_the_limit() -> None:
    raised = date(2026, 9, 7)
    assert stage_of(NOW, raised, formal(date(2026, 9, 16)), today=date(2026, 9, 17)).due == date(2026, 9, 30)
    very_late = stage_of(NOW, raised, formal(date(2026, 9, 30)), today=date(2026, 10, 1))
    assert very_late.due == very_late.limit == date(2026, 10, 5)


def test_informal_step_skipped_gives_the_senior_manager_ten_days() -> None:
    stage = stage_of(NOW, date(2026, 9, 7), formal(date(2026, 9, 7)), today=date(2026, 9, 9))
    assert (stage.code, stage.due, stage.note) == (FORMAL, date(2026, 9, 21), "manager, 2 of 10")


@pytest.mark.parametrize(
    ("raised", "moved", "stage", "due", "note"),
    [
        (date(2026, 11, 18), None, INFORMAL, date(2026, 11, 25), "manager, 2 of 5"),
        (date(2026, 11, 20), None, INFORMAL, date(2026, 11, 27), "manager, 0 of 5"),
        (date(2026, 11, 9), date(2026, 11, 16), FORMAL, date(2026, 11, 30), "manager, 9 of 15"),
        (date(2026, 11, 2), date(2026, 11, 9), FORMAL, date(2026, 11, 23), "manager, 14 of 15"),
        (date(2026, 10, 28), date(2026, 11, 4), DECIDE, date(2026, 11, 25), "decide, 17 of 20"),
        (date(2026, 11, 11), None, INFORMAL, date(2026, 11, 18), "manager, 7 of 5"),
    ],
)
def test_where_an_open_alert_stands(
    raised: date, moved: date | None, stage: str, due: date, note: str
) -> None:
    now = stage_of(NOW, raised, formal(moved) if moved else (), today=SUNDAY)
    assert (now.code, now.due, now.note) == (stage, due, note)


def test_the_last_day_of_a_stage_still_belongs_to_it() -> None:
    raised, moves = date(2026, 11, 2), formal(date(2026, 11, 9))
    assert stage_of(NOW, raised, moves, today=date(2026, 11, 23)).code == FORMAL
    assert stage_of(NOW, raised, moves, today=date(2026, 11, 24)).code == DECIDE


def test_why_is_said_in_plain_words() -> None:
    assert stage_of(NOW, date(2026, 11, 2), formal(date(2026, 11, 9)), today=SUNDAY).why == (
        "Raised Mon 2 Nov 2026. The Senior Manager's 15 working days end Mon 23 Nov 2026."
    )


def test_a_step_before_raising_or_back_is_refused() -> None:
    with pytest.raises(BadInput, match="before it was raised on Mon 2 Nov 2026"):
        stage_of(NOW, date(2026, 11, 2), formal(date(2026, 10, 30)), today=SUNDAY)
    with pytest.raises(BadInput, match="goes on and never back"):
        moves = (Move(FORMAL, date(2026, 11, 9)), Move(INFORMAL, date(2026, 11, 10)))
        stage_of(NOW, date(2026, 11, 2), moves, today=SUNDAY)


def test_marks_on_the_bar() -> None:
    assert NOW.ends() == (5, 15, 20)
    assert OLD.ends() == (20,)


def test_both_seed_processes_run_side_by_side() -> None:
    raised = date(2026, 11, 2)
    codes_of = [step.code for step in OLD.steps]
    assert codes_of == ["INFORMAL", "TM_SM", "HOS", "OP_DIRECTOR", "STRAT_DIRECTOR"]
    informal = stage_of(OLD, raised, today=SUNDAY)
    assert (informal.with_whom, informal.due, informal.law, informal.note) == (
        "Social worker and their manager",
        None,
        None,
        "manager, day 14",
    )
    # The 20 working days in all count from the first formal step.
    begun = stage_of(OLD, raised, (Move("TM_SM", date(2026, 11, 9)),), today=SUNDAY)
    assert (begun.code, begun.due) == ("TM_SM", add_working_days(date(2026, 11, 9), 20))
    skipped = stage_of(OLD, raised, (Move("STRAT_DIRECTOR", raised),), today=SUNDAY)
    assert (skipped.with_whom, skipped.due) == ("Strategic Director", add_working_days(raised, 20))
    assert stage_of(NOW, raised, today=SUNDAY).due == date(2026, 11, 9)


@pytest.mark.parametrize("process", [NOW, OLD], ids=lambda process: process.name)
def test_every_transition_allowed_and_forbidden(process: Process) -> None:
    every = [*(step.code for step in process.steps), DECIDE]
    for here, at in enumerate(every):
        for there, to in enumerate(every):
            assert may_move(process, at, to) is (there > here), (at, to)
        assert not may_move(process, at, "NO_SUCH_STEP")
        assert next_steps(process, at) == tuple(every[here + 1 :])


def test_every_end_is_open_at_every_step() -> None:
    assert set(ENDINGS) == set(codes("escalation_outcome")) - {"OPEN"}


@given(
    st.dates(date(2010, 1, 1), date(2039, 12, 31)),
    st.none() | st.integers(0, 60),
    st.integers(0, 90),
    st.sampled_from([NOW, OLD]),
)
def test_dates_come_in_order_and_never_pass_the_limit(
    raised: date, formal_in: int | None, today_in: int, process: Process
) -> None:
    moves = () if formal_in is None else (Move(process.steps[1].code, raised + timedelta(days=formal_in)),)
    stage = stage_of(process, raised, moves, today=raised + timedelta(days=today_in))
    if stage.due is not None:
        assert raised < stage.due
        assert stage.law is not None and stage.law.due == stage.due
        assert stage.limit is None or stage.due <= stage.limit
    assert stage.since >= raised


def test_simulated_years_give_the_right_stage_on_every_day() -> None:
    """Alerts raised on every day from 2024 to 2027, followed day by day, against a count by hand."""
    for start in range(0, 4 * 365, 3):
        raised = date(2024, 1, 1) + timedelta(days=start)
        five, fifteen, twenty = (add_working_days(raised, days) for days in (5, 15, 20))
        for ahead in range(0, 40, 2):
            today = raised + timedelta(days=ahead)
            left_alone = stage_of(NOW, raised, today=today)
            assert (left_alone.code, left_alone.due) == (INFORMAL, five)
            followed = stage_of(NOW, raised, formal(five) if today >= five else (), today=today)
            expected = (
                (INFORMAL, five)
                if today < five
                else (FORMAL, fifteen)
                if today <= fifteen
                else (DECIDE, twenty)
            )
            assert (followed.code, followed.due) == expected, (raised, today)


def test_ALERT_TM_SM_LIMIT_numbers_make_another_version_and_leave_the_old_one_alone() -> None:
    own = in_use(Settings(numbers={"ALERT_TM": 3, "ALERT_SM": 12, "ALERT_LIMIT": 18}))
    assert (own.name, own.ends()) == ("2023/24 (3, 12, 18)", (3, 15, 18))
    assert stage_of(own, date(2026, 11, 2), today=SUNDAY).due == date(2026, 11, 5)
    assert in_use() is NOW and NOW.ends() == (5, 15, 20)


def test_ALERT_LIMIT_ends_every_stage() -> None:
    own = in_use(Settings(numbers={"ALERT_LIMIT": 4}))
    raised = date(2026, 11, 2)
    assert stage_of(own, raised, today=raised).due == date(2026, 11, 6)
    assert stage_of(own, raised, formal(date(2026, 11, 3)), today=raised).due == date(2026, 11, 6)
    assert own.ends() == (4, 4, 4)


def test_a_process_comes_back_from_the_record_as_it_was() -> None:
    assert of_data(NOW.name, NOW.as_data(), NOW.limit) == NOW


def test_CAFCASS_can_be_asked_at_once_and_no_setting_takes_that_away() -> None:
    assert rule("CAFCASS").mark == "S"
    assert "at any point, even at once" in rule("CAFCASS").says
    with pytest.raises(BadInput, match="is law"):
        Settings(switched={"CAFCASS": False})


def test_a_proclaimed_holiday_moves_every_stage() -> None:
    raised, proclaimed = date(2026, 11, 2), Settings(holidays=frozenset({date(2026, 11, 4)}))
    stage = stage_of(NOW, raised, today=date(2026, 11, 5), settings=proclaimed)
    assert (stage.due, stage.limit, stage.used) == (date(2026, 11, 10), date(2026, 12, 1), 2)
