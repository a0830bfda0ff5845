"""Figures at their edges: what was not yet so on the last day, and what only looks like what is counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from iro_tui.casework.figures.counting import figures
from iro_tui.casework.figures.spans import span
from iro_tui.casework.figures.typing_in import set_target, type_figure
from iro_tui.casework.settings import save_rule
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.child import Child, PeriodOfCare
from iro_tui.record.contact import Contact
from iro_tui.record.health import HealthAssessment, Recommendation
from iro_tui.record.home import LegalStatus, Placement
from iro_tui.record.leaving_care import PathwayStep
from iro_tui.record.missing import MissingEpisode
from iro_tui.record.person import Person
from iro_tui.record.review import Review
from iro_tui.record.rights import Advocacy
from iro_tui.vault.store import Vault
from letters.annual_report import write_report

TODAY = date(2024, 11, 1)
Counted = Callable[..., dict[str, tuple[float, float | None]]]


@pytest.fixture
def counted(vault: Vault) -> Counted:
    """Puts rows on the record of one boy of 11, in care since 2020, and counts a figure of 2023/24."""

    @verb("rows")
    def put_in(session: Any, rows: tuple[Any, ...], started: date) -> None:
        session.add(Child(id="c0", mosaic_id="1", first_name="Wren", born=date(2012, 6, 1)))
        session.flush()
        session.add(PeriodOfCare(child_id="c0", started_on=started))
        session.add_all(rows)

    def count(
        number: int, *rows: Any, started: date = date(2020, 1, 6)
    ) -> dict[str, tuple[float, float | None]]:
        vault.act(put_in, rows, started)
        parts = vault.ask(figures, span(2023), TODAY).figure(number).parts
        return {part.key: (part.top, part.bottom) for part in parts}

    return count


def secure() -> Placement:
    return Placement(child_id="c0", kind="K1", started_on=date(2023, 9, 1))


def test_52_an_advocate_who_came_after_the_last_day_was_not_there_on_it(counted: Counted) -> None:
    later = Advocacy(child_id="c0", asked_on=date(2024, 6, 3), granted=True)
    assert counted(52, secure(), later) == {"": (0, 1)}


def test_52_an_advocate_who_left_after_the_last_day_was_there_on_it(counted: Counted) -> None:
    asked, ended = date(2023, 9, 4), date(2024, 8, 1)
    assert counted(52, secure(), Advocacy(child_id="c0", asked_on=asked, granted=True, ended_on=ended)) == {
        "": (1, 1)
    }


def test_53_a_first_assessment_that_is_not_due_yet_is_not_late(counted: Counted) -> None:
    assert counted(53, started=date(2024, 3, 25))["IN_TIME"] == (1, 1)


def test_53_a_recommendation_carried_out_after_the_last_day_was_open_on_it(counted: Counted) -> None:
    health = HealthAssessment(id="h0", child_id="c0", held_on=date(2024, 1, 8))
    done = Recommendation(
        child_id="c0", made_on=date(2024, 1, 8), text="Glasses", status="DONE", closed_on=date(2024, 6, 3)
    )
    assert counted(53, health, done)["CARRIED"] == (0, 1)


def test_57_a_child_whose_place_was_known_was_away_and_not_missing(counted: Counted) -> None:
    gone = [MissingEpisode(child_id="c0", kind=kind, gone_on=date(2023, 7, 3)) for kind in ("M", "A")]
    found = counted(57, *gone)
    assert (found["EPISODES"], found["CHILDREN"], found["AWAY"]) == ((1, None), (1, None), (1, None))


def test_24_a_temporary_stay_is_no_move(counted: Counted) -> None:
    stay = Placement(child_id="c0", kind="T1", started_on=date(2023, 7, 3), ended_on=date(2023, 7, 7))
    move = Placement(child_id="c0", kind="U6", started_on=date(2023, 9, 4))
    assert counted(24, stay, move)["IRO"] == (0, 1)


def test_1_a_review_opened_in_march_and_complete_in_april_counts_where_it_was_completed(
    counted: Counted,
) -> None:
    borders = ((date(2023, 3, 30), date(2023, 4, 1)), (date(2024, 3, 28), date(2024, 4, 4)))
    found = counted(
        1, *(Review(child_id="c0", opened_on=a, completed_on=b, participation="PN1") for a, b in borders)
    )
    assert found == {"": (1, None)}


def switch(vault: Vault, rule: str) -> None:
    vault.act(save_rule, rule, True)


def over_the_border() -> tuple[Review, ...]:
    borders = ((date(2023, 3, 30), date(2023, 4, 1)), (date(2024, 3, 28), date(2024, 4, 4)))
    held = [Review(child_id="c0", opened_on=a, completed_on=b, participation="PN1") for a, b in borders]
    return (*held, Review(child_id="c0", opened_on=date(2024, 3, 29), participation="PN1"))


def test_1_COUNT_OPENED_counts_a_complete_review_where_it_was_opened(counted: Counted, vault: Vault) -> None:
    switch(vault, "COUNT_OPENED")
    assert counted(1, *over_the_border()) == {"": (1, None)}
    found = vault.ask(figures, span(2023), TODAY)
    assert [row.on for row in found.figure(1).parts[0].rows] == [date(2024, 3, 28)]
    assert found.figure(1).parts[0].note.startswith("Each counted on the day it was opened")
    assert (found.figure(5).part("Apr").top, found.figure(5).part("Mar").top) == (0, 1)


def test_31_CHINESE_OTHER_puts_chinese_children_where_older_statistics_did(
    counted: Counted, vault: Vault
) -> None:
    @verb("ethnicity")
    def chinese(session: Any) -> None:
        session.get(Child, "c0").ethnicity = "CHNE"

    assert counted(31)["NONE"] == (1, 1)
    vault.act(chinese)
    assert vault.ask(figures, span(2023), TODAY).figure(31).part("Asian or Asian British").top == 1
    switch(vault, "CHINESE_OTHER")
    assert vault.ask(figures, span(2023), TODAY).figure(31).part("Other Ethnic Group").top == 1


def iro(name: str, **given: Any) -> Person:
    return Person(child_id="c0", name=name, role="IRO", **given)


def test_35_an_iro_who_came_after_the_last_day_was_none_of_theirs_then(counted: Counted) -> None:
    change = date(2024, 6, 3)
    assert counted(35, iro("Ada Finch", until_on=change), iro("Bo Larch", from_on=change)) == {"": (1, 1)}


def test_35_an_iro_who_left_in_this_time_in_care_breaks_it(counted: Counted) -> None:
    change = date(2023, 6, 5)
    assert counted(35, iro("Ada Finch", until_on=change), iro("Bo Larch", from_on=change)) == {"": (0, 1)}


def on_holiday() -> Placement:
    return Placement(child_id="c0", kind="T2", started_on=date(2024, 3, 29), ended_on=date(2024, 4, 5))


def test_52_a_secure_placement_stays_one_while_the_child_is_in_hospital(counted: Counted) -> None:
    assert counted(52, secure(), on_holiday()) == {"": (0, 1)}


def test_33_a_temporary_stay_leaves_the_child_where_they_live(counted: Counted) -> None:
    found = counted(33, Placement(child_id="c0", kind="K2", started_on=date(2020, 1, 6)), on_holiday())
    assert found["Placement.Residential"] == (1, 1)


def test_19_a_temporary_stay_is_not_the_end_of_a_long_term_home(counted: Counted) -> None:
    chaired = Review(
        child_id="c0",
        opened_on=date(2023, 7, 3),
        completed_on=date(2023, 7, 3),
        participation="PN1",
        chaired="CHAIR",
    )
    home = Placement(child_id="c0", kind="U4", started_on=date(2020, 1, 6))
    assert counted(19, chaired, home, on_holiday())["LONG_TERM"] == (1, 1)


def test_12_a_review_that_cannot_be_judged_is_not_late_and_the_number_says_so(
    counted: Counted, vault: Vault
) -> None:
    unknown = Review(
        child_id="c0",
        source="import",
        kind="LATER",
        opened_on=date(2023, 7, 3),
        completed_on=date(2023, 7, 3),
        participation="PN1",
    )
    assert counted(12, unknown) == {"": (1, 1)}
    found = vault.ask(figures, span(2023), TODAY)
    assert found.figure(6).parts[0].note.startswith("1 cannot be judged")
    assert found.figure(12).parts[0].note == "1 of them has a review that cannot be judged."


def second_review_of_a_newcomer() -> tuple[Review, ...]:
    days = (date(2023, 6, 12), date(2023, 9, 11))
    return tuple(Review(child_id="c0", opened_on=day, completed_on=day, participation="PN1") for day in days)


@verb("plan")
def plan(session: Any, code: str) -> None:
    session.get(Child, "c0").permanence = code


def stand_at(vault: Vault, day: date) -> None:
    at = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    vault.now = lambda: at


def test_58_a_plan_made_after_the_last_day_was_none_on_it(counted: Counted, vault: Vault) -> None:
    stand_at(vault, date(2023, 6, 1))
    assert counted(58, *second_review_of_a_newcomer(), started=date(2023, 5, 22))["PLAN"] == (0, 1)
    stand_at(vault, date(2024, 6, 3))
    vault.act(plan, "ADOPTION")
    later = vault.ask(figures, span(2023), TODAY).figure(58).part("PLAN")
    assert (later.top, later.note) == (0, "")


def test_58_a_plan_that_was_given_up_later_was_one_on_the_last_day(counted: Counted, vault: Vault) -> None:
    stand_at(vault, date(2023, 6, 1))
    counted(58, *second_review_of_a_newcomer(), started=date(2023, 5, 22))
    vault.act(plan, "ADOPTION")
    for month, code in ((6, "RETURNEV"), (8, "")):
        stand_at(vault, date(2024, month, 3))
        vault.act(plan, code)
    assert vault.ask(figures, span(2023), TODAY).figure(58).part("PLAN").top == 1


def test_58_a_child_written_down_after_the_last_day_has_the_plan_first_written(
    counted: Counted, vault: Vault
) -> None:
    stand_at(vault, date(2024, 6, 3))
    assert counted(58, *second_review_of_a_newcomer(), started=date(2023, 5, 22))["PLAN"] == (0, 1)
    vault.act(plan, "ADOPTION")
    found = vault.ask(figures, span(2023), TODAY).figure(58).part("PLAN")
    assert found.top == 0
    assert found.note == "1 came on this record after the last day: counted as first written down."


@pytest.mark.parametrize(("third", "changes"), [("Cy Wren", 2), ("Bo Larch", 1)])
def test_59_a_worker_with_another_name_is_a_change_also_from_one_whose_start_is_not_known(
    counted: Counted, third: str, changes: int
) -> None:
    workers = (("Ada Finch", None), ("Bo Larch", date(2023, 7, 3)), (third, date(2023, 9, 4)))
    people = [Person(child_id="c0", name=n, role="SOCIAL_WORKER", from_on=day) for n, day in workers]
    assert counted(59, *people) == {"": (changes, 1)}


def test_55_a_plan_made_late_after_the_last_day_was_not_due_yet_on_it(counted: Counted, vault: Vault) -> None:
    @verb("older")
    def older(session: Any) -> None:
        session.get(Child, "c0").born = date(2008, 3, 1)

    late = PathwayStep(child_id="c0", kind="PLAN", done_on=date(2024, 9, 2))
    counted(55, late)
    vault.act(older)
    part = vault.ask(figures, span(2023), TODAY).figure(55).parts[0]
    assert (part.top, part.bottom) == (1, 1)


def test_39_gone_quiet_is_as_of_the_last_day_of_a_year_that_has_ended(counted: Counted, vault: Vault) -> None:
    # Twelve weeks and a day before 31 March; what was done in summer came too late for that year.
    talks = (
        Contact(child_id="c0", held_on=date(2024, 1, 6), words="rang"),
        Contact(child_id="c0", held_on=date(2024, 10, 30), words="rang"),
    )
    assert counted(39, *talks) == {"": (1, None)}
    year = vault.ask(figures, span(2023), TODAY).figure(39)
    assert year.parts[0].rows[0].on == date(2024, 1, 6)
    assert vault.ask(figures, span(2024), TODAY).figure(39).parts[0].top == 0


def test_39_a_child_who_came_after_the_last_day_was_not_quiet_on_it(counted: Counted) -> None:
    assert counted(39, started=date(2024, 5, 1)) == {"": (0, None)}


def test_11_late_is_always_today_and_says_so_beside_a_year_that_has_ended(
    counted: Counted, vault: Vault
) -> None:
    assert counted(11, Review(child_id="c0", opened_on=date(2024, 3, 4), completed_on=date(2024, 3, 4))) == {
        "": (1, None)
    }
    past, running = (vault.ask(figures, span(year), TODAY).figure(11) for year in (2023, 2024))
    assert (past.title, past.parts[0].label) == ("Late on 1 Nov 2024", "Late on 1 Nov 2024")
    assert past.parts[0].note == "Today, not at the end of 2023/24: of 1 open children."
    assert (running.title, running.parts[0].note) == ("Late now", "of 1 open children")


@pytest.mark.parametrize(
    ("figure", "unit", "value", "says"),
    [
        ("26", "", -1, "Number: it cannot be less than 0."),
        ("61", "", 200, "Number: a percentage is from 0 to 100."),
        ("14.M2", "", 100.1, "Number: a percentage is from 0 to 100."),
        ("57.OFFERED", "percent", 101, "Number: a percentage is from 0 to 100."),
    ],
)
def test_a_number_no_figure_can_have_is_refused(
    vault: Vault, figure: str, unit: str, value: float, says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        vault.act(type_figure, 2023, figure, value, "the team", TODAY, unit)
    with pytest.raises(BadInput, match=says.replace("Number", "Target")):
        vault.act(set_target, 2023, figure, value, unit)
    assert vault.ask(figures, span(2023), TODAY).figure(26).parts == ()


def test_a_fall_and_a_flow_over_100_can_be_typed_in(vault: Vault) -> None:
    for figure, value in (("4", -28), ("27", -3.8), ("47", 120)):
        vault.act(type_figure, 2022, figure, value, "last report", TODAY)
    found = vault.ask(figures, span(2023), TODAY)
    assert [found.figure(number).before[""] for number in (4, 27, 47)] == [-28, -3.8, 120]


def test_of_a_year_that_has_not_begun_there_is_only_what_was_typed_in(
    counted: Counted, vault: Vault, tmp_path: Path
) -> None:
    counted(1, Review(child_id="c0", opened_on=date(2024, 9, 2), completed_on=date(2024, 9, 2)))
    vault.act(type_figure, 2025, "34", 12, "the head of service", TODAY)
    found = vault.ask(figures, span(2025), TODAY)
    assert [figure.number for figure in found.all if figure.parts] == [34]
    assert not any(figure.before for figure in found.all)
    with pytest.raises(BadInput, match="2025/26 begins on 1 Apr 2025: there is nothing to report yet"):
        vault.ask(write_report, found, tmp_path / "early.docx")
    assert list(tmp_path.glob("*.docx")) == []


def test_55_a_child_who_is_not_eligible_yet_is_not_counted(counted: Counted, vault: Vault) -> None:
    # 16 in January, in care since 5 February: 91 nights are complete after 31 March.
    @verb("older")
    def older(session: Any) -> None:
        session.get(Child, "c0").born = date(2008, 1, 15)

    counted(55, started=date(2024, 2, 5))
    vault.act(older)
    part = vault.ask(figures, span(2023), TODAY).figure(55).parts[0]
    assert (part.top, part.bottom) == (0, 0)
    now = vault.ask(figures, span(2024), TODAY).figure(55).parts[0]
    assert (now.top, now.bottom) == (0, 1)


def test_55_a_child_in_short_breaks_is_not_eligible(counted: Counted, vault: Vault) -> None:
    @verb("older")
    def older(session: Any) -> None:
        session.get(Child, "c0").born = date(2007, 6, 1)

    counted(55, LegalStatus(child_id="c0", code="V4", started_on=date(2020, 1, 6)))
    vault.act(older)
    assert vault.ask(figures, span(2023), TODAY).figure(55).parts[0].bottom == 0
