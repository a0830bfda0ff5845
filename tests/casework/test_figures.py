"""The figures of the annual report, counted from a record whose answers are known."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from iro_tui.casework.figures.counting import figures
from iro_tui.casework.figures.parts import Part, rounded, say_change, say_number, say_value
from iro_tui.casework.figures.spans import span, year_of
from iro_tui.casework.figures.typing_in import type_figure
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.alert import Alert, AlertMove, AlertProcess
from iro_tui.record.child import Child, PeriodOfCare
from iro_tui.record.figure import Target, TypedFigure
from iro_tui.record.review import Review
from iro_tui.rules.codes import codes
from iro_tui.vault.store import Vault

TODAY = date(2024, 5, 1)
SEEDS = Path(__file__).parents[1] / "data" / "seed_participation.csv"


def seed(year: str) -> dict[str, tuple[int, float]]:
    """Counts and percentages as a report printed them, by code."""
    with SEEDS.open(encoding="utf-8") as file:
        return {
            row["code"]: (int(row["reviews"]), float(row["printed_percent"]))
            for row in csv.DictReader(file)
            if row["year"] == year
        }


@verb("a year of reviews")
def add_reviews(session: Any, counts: dict[str, int], children: int, start: date) -> None:
    """So many completed reviews with each code, spread over so many children and twelve months."""
    for number in range(children):
        session.add(
            Child(
                id=f"c{number}",
                mosaic_id=str(number),
                first_name="Wren",
                born=date(2012, 1, 1),
                closed_on=None,
            )
        )
    session.flush()
    for number in range(children):
        session.add(PeriodOfCare(child_id=f"c{number}", started_on=date(2015, 1, 5)))
    given = [code for code, count in counts.items() for _ in range(count)]
    for place, code in enumerate(given):
        on = start + timedelta(days=place * 364 // len(given))
        session.add(
            Review(child_id=f"c{place % children}", opened_on=on, completed_on=on, participation=code)
        )


@pytest.mark.parametrize("year", ["2017/18", "2018/19", "2023/24"])
def test_13_the_participation_table_of_each_seed_comes_out_cell_for_cell(vault: Vault, year: str) -> None:
    printed = seed(year)
    children = {"2023/24": 458}.get(year, 300)
    vault.act(
        add_reviews,
        {code: count for code, (count, _) in printed.items()},
        children,
        date(int(year[:4]), 4, 1),
    )
    found = vault.ask(figures, span(int(year[:4])), TODAY)
    total = sum(count for count, _ in printed.values())
    assert found.figure(1).parts[0].value == total
    assert found.figure(2).parts[0].value == children
    table = {part.key: part for part in found.figure(13).parts}
    assert {code: part.top for code, part in table.items()} == {
        code: count for code, (count, _) in printed.items()
    }
    assert all(len(part.rows) == part.top and part.bottom == total for part in table.values())


def test_13_to_16_the_measures_of_2023_24_are_those_of_the_sources(vault: Vault) -> None:
    counts = {code: count for code, (count, _) in seed("2023/24").items()}
    vault.act(add_reviews, counts, 458, date(2023, 4, 1))
    found = vault.ask(figures, span(2023), TODAY)
    m2, m1 = found.figure(14).parts
    assert (m2.key, m2.top, m2.bottom, say_value(m2)) == ("M2", 528, 693, "76.2%")
    assert (m1.key, m1.top, m1.bottom, say_value(m1)) == ("M1", 528, 835, "63.2%")
    assert [say_value(part) for part in found.figure(15).parts] == ["78.1%"]
    assert [say_value(part) for part in found.figure(16).parts] == ["98.4%", "99.0%"]
    assert say_value(found.figure(3).parts[0]) == "1.82"
    whole = [say_value(part, whole=True) for part in found.figure(13).parts]
    assert whole == ["17%", "63%", "1%", "<1%", "<1%", "12%", "5%", "1%"]


def test_every_figure_opens_its_records_and_there_are_as_many_as_the_number_says(vault: Vault) -> None:
    vault.act(add_reviews, {"PN1": 40, "PN0": 5, "PN7": 3, "": 1}, 20, date(2023, 4, 1))
    found = vault.ask(figures, span(2023), TODAY)
    assert [each.number for each in found.all] == list(range(1, 63))
    for figure in found.all:
        for part in figure.parts:
            if part.unit in ("count", "percent") and part.numerator is None and part.number is None:
                assert part.top == len(part.rows), (figure.number, part.key)
                assert all(row.child_id in found.children for row in part.rows)
    blank = found.figure(13).part("NONE")
    assert (blank.top, blank.note) == (1, "A blank code is an error.")


def test_a_year_without_reviews_divides_by_nothing_and_says_so(vault: Vault) -> None:
    found = vault.ask(figures, span(2023), TODAY)
    assert say_value(found.figure(6).parts[0]) == "n/a"
    assert say_value(found.figure(3).parts[0]) == "n/a"
    assert say_value(found.figure(1).parts[0]) == "0"
    assert found.figure(4).parts[0].value is None


def test_the_year_before_is_counted_and_a_typed_number_goes_first(vault: Vault) -> None:
    vault.act(add_reviews, {"PN1": 30}, 10, date(2022, 4, 1))
    assert vault.ask(figures, span(2023), TODAY).figure(1).before == {"": 30}
    assert vault.ask(figures, span(2023), TODAY).figure(4).parts[0].value == -30

    @verb("numbers typed")
    def type_in(session: Any) -> None:
        session.add(TypedFigure(year=2022, figure="1", value=863))
        session.add(TypedFigure(year=2022, figure="26", value=319, source="Performance team"))
        session.add(TypedFigure(year=2023, figure="26", value=307, source="Performance team"))
        session.add(Target(year=2023, figure="9", value=97))

    vault.act(type_in)
    found = vault.ask(figures, span(2023), TODAY)
    assert found.figure(1).before == {"": 863}
    assert (found.figure(26).parts[0].value, found.figure(26).source) == (307, "Performance team")
    assert say_value(found.figure(27).parts[0]) == "-3.8%"
    assert found.figure(9).target == 97


def test_a_part_of_the_year_that_is_not_known_has_no_change() -> None:
    assert say_change(Part("", "", "percent", number=84.5), None) == ""
    assert say_change(Part("", "", "percent", number=84.5), 84.0) == "+0.5 pts"
    assert say_change(Part("", "", "count", number=84), 100) == "-16"
    assert say_change(Part("", "", "count", number=84), 84) == "0"


def test_rounding_is_half_up_and_a_little_is_not_nothing() -> None:
    assert [str(rounded(x, 1)) for x in (0.25, 0.35, 2.65)] == ["0.3", "0.4", "2.7"]
    assert say_number(0.4, "percent", whole=True) == "<1%"
    assert say_number(0.0, "percent", whole=True) == "0%"
    assert say_number(0.5, "percent", whole=True) == "1%"


def test_a_report_year_is_april_to_march_and_has_four_quarters() -> None:
    assert (span(2023).start, span(2023).end) == (date(2023, 4, 1), date(2024, 3, 31))
    quarters = [span(2023, number) for number in (1, 2, 3, 4)]
    assert [q.start for q in quarters] == [
        date(2023, 4, 1),
        date(2023, 7, 1),
        date(2023, 10, 1),
        date(2024, 1, 1),
    ]
    assert [len(list(q.months())) for q in quarters] == [3, 3, 3, 3]
    assert span(2023).words == "2023/24"
    assert (year_of(date(2024, 3, 31)), year_of(date(2024, 4, 1))) == (2023, 2024)
    with pytest.raises(BadInput, match="no quarter 5"):
        span(2023, 5)


def test_the_list_of_figures_has_all_62() -> None:
    assert list(codes("figures")) == [str(number) for number in range(1, 63)]


def test_42_an_alert_under_a_process_of_ones_own_counts_at_the_level_it_reached(vault: Vault) -> None:
    @verb("an alert")
    def put_in(session: Any) -> None:
        session.add(Child(id="c0", mosaic_id="1", first_name="Wren", born=date(2012, 1, 1)))
        session.flush()
        steps = [
            {"code": "ONE", "label": "First", "with_whom": "Practice manager", "working_days": 3},
            {"code": "TWO", "label": "Second", "with_whom": "Assistant director", "working_days": 5},
        ]
        session.add(AlertProcess(name="ours", made_on=date(2023, 4, 1), limit_days=10, steps=steps))
        for alert, step in (("a0", ""), ("a1", "TWO")):
            session.add(
                Alert(id=alert, child_id="c0", raised_on=date(2023, 5, 2), concern="x", process="ours")
            )
            session.flush()
            if step:
                session.add(AlertMove(child_id="c0", alert_id=alert, moved_on=date(2023, 5, 9), step=step))

    vault.act(put_in)
    levels = {part.key: part.top for part in vault.ask(figures, span(2023), TODAY).figure(42).parts}
    assert levels == {
        "Team Manager": 0,
        "Senior Manager": 0,
        "Cafcass": 0,
        "Practice manager": 1,
        "Assistant director": 1,
    }


def test_34_rows_20_to_22_the_service_is_typed_in_by_sex_ethnicity_and_registration(vault: Vault) -> None:
    for key, value in (("34.DBS", 14), ("34", 14), ("34.F", 8), ("34.M", 6), ("34.WHITE", 7)):
        vault.act(type_figure, 2023, key, value, "Service manager", TODAY)
    figure = vault.ask(figures, span(2023), TODAY).figure(34)
    assert [(part.label, part.value) for part in figure.parts] == [
        ("IROs", 14),
        ("Women", 8),
        ("Men", 6),
        ("White", 7),
        ("DBS check in date", 14),
    ]
    assert figure.source == "Service manager, 1 May 2024"
    assert vault.ask(figures, span(2024), TODAY).figure(34).before["F"] == 8
