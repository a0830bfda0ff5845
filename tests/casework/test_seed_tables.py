"""The tables that two annual reports printed, counted again; and where they disagree with themselves.

Counts come out cell for cell. Where a printed number follows from no count, the list at the end says so: no
formula is bent to fit it. The list has the items of practice.md 3.3 that are about these tables; the others
are about prose (7, 12 to 14, 18 to 21, 23) or found nothing wrong (22).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_DOWN, Decimal
from pathlib import Path
from typing import Any

from iro_tui.casework.figures.counting import Figures, figures
from iro_tui.casework.figures.parts import Part, rounded, say_value
from iro_tui.casework.figures.spans import span
from iro_tui.casework.verbs import verb
from iro_tui.record.child import Child, PeriodOfCare
from iro_tui.rules.codes import codes
from iro_tui.vault.store import Vault

DATA = Path(__file__).parents[1] / "data"
YEARS = ("2017/18", "2018/19", "2023/24")
TOTALS = {"2017/18": 874, "2018/19": 776, "2023/24": 835}
"""Reviews of the year as the reports print them."""
BORN = {"A0_4": 2, "A5_9": 7, "A10_15": 10, "A16_17": 16}
"""An age in each band; 10 in the third, so that "over the age of 10" can be told from "10 and over"."""


def table(name: str) -> list[dict[str, str]]:
    with (DATA / f"seed_{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def participation(year: str) -> dict[str, tuple[int, Decimal]]:
    """Reviews and the printed percentage by code."""
    rows = [row for row in table("participation") if row["year"] == year]
    return {row["code"]: (int(row["reviews"]), Decimal(row["printed_percent"])) for row in rows}


def profile(name: str, year: str) -> dict[str, int]:
    """Children by row of the table of ages or of ethnicity."""
    return {
        row["row"]: int(row["count"])
        for row in table("profile")
        if (row["table"], row["year"]) == (name, year)
    }


def share(top: float, bottom: float, *, whole: bool = False) -> str:
    """A percentage by the convention of practice.md 8.1, as the tool prints it."""
    return say_value(Part("", "", "percent", numerator=top, denominator=bottom), whole=whole)


@verb("children of two years")
def put_in(session: Any) -> None:
    """Everyone looked after on 31 March 2018, who then leaves, and everyone looked after a year later."""
    white = {line.columns["group5"]: code for code, line in reversed(codes("ethnicity").items())}
    number, periods = 0, []
    for year, begin, end in (("2017/18", 2015, date(2018, 5, 1)), ("2018/19", 2018, None)):
        on = date(int(year[:4]) + 1, 3, 31)
        ages = [age for band, count in profile("age", year).items() for age in [BORN[band]] * count]
        groups = [
            code for name, count in profile("ethnicity", year).items() for code in [white[name]] * count
        ]
        for age, ethnicity in zip(ages, groups, strict=True):
            number += 1
            child = Child(
                id=f"c{number}",
                mosaic_id=str(number),
                first_name="Wren",
                born=date(on.year - age, 3, 31),
                ethnicity=ethnicity,
            )
            session.add(child)
            periods.append(PeriodOfCare(child_id=child.id, started_on=date(begin, 6, 1), ended_on=end))
    session.flush()
    session.add_all(periods)


def counts(found: Figures, number: int) -> dict[str, float]:
    return {part.key: part.top for part in found.figure(number).parts}


def test_29_and_31_the_tables_of_ages_and_ethnicity_come_out_cell_for_cell(vault: Vault) -> None:
    vault.act(put_in)
    for year in ("2017/18", "2018/19"):
        found = vault.ask(figures, span(int(year[:4])), date(2019, 6, 1))
        ages = dict(zip(counts(found, 29), profile("age", year), strict=True))
        assert {ages[code]: top for code, top in counts(found, 29).items()} == profile("age", year)
        assert counts(found, 31) == profile("ethnicity", year)
        for number in (29, 31):
            parts = found.figure(number).parts
            assert {part.bottom for part in parts} == {sum(profile("age", year).values())}
            assert all(len(part.rows) == part.top for part in parts)
    assert {part.key: say_value(part) for part in found.figure(30).parts} == {"10": "78.2%", "16": "43.0%"}


def test_13_the_percentages_of_2023_24_are_those_of_the_counts() -> None:
    found = participation("2023/24")
    reviews = sum(count for count, _ in found.values())
    assert {code: rounded(count / reviews * 100, 0) for code, (count, _) in found.items()} == {
        code: percent for code, (_, percent) in found.items()
    }


def test_13_the_percentages_of_2018_19_are_cut_off_not_rounded_all_but_pn7() -> None:
    found = participation("2018/19")
    cut = {
        code: Decimal(count * 100 / TOTALS["2018/19"]).quantize(percent, ROUND_DOWN)
        for code, (count, percent) in found.items()
    }
    assert [code for code, (_, percent) in found.items() if cut[code] != percent] == ["PN7"]


def disagreements() -> Iterator[tuple[int, str, str, str]]:
    """Item of practice.md 3.3, what, as printed, as counted: every number that its own counts do not give."""
    for item, year in ((1, "2018/19"), (15, "2023/24"), (3, "2017/18")):
        rows = participation(year)
        added = sum(count for count, _ in rows.values())
        if added != TOTALS[year]:
            yield item, f"reviews {year}", str(TOTALS[year]), str(added)
        percents = sum(percent for _, percent in rows.values())
        if percents != 100:
            yield (16 if year == "2023/24" else item), f"percentages {year}", "100", str(percents.normalize())
    for code, (count, percent) in participation("2018/19").items():
        if code == "PN7":
            yield 2, f"{code} 2018/19", f"{percent}%", share(count, TOTALS["2018/19"])
    for code, (count, percent) in participation("2017/18").items():
        counted = share(count, TOTALS["2017/18"])
        if Decimal(counted.rstrip("%")) != rounded(float(percent), 1):
            yield 3, f"{code} 2017/18", f"{percent}%", counted
    now, later = (_measures(year) for year in YEARS[1:])
    if "99.5%" not in now.values():
        yield 4, "views conveyed 2018/19", "99.5%", max(now["M4"], now["M5"])
    yield 5, "there and spoke, over four, 2018/19", "68%", f"{now['M2']} or {_of_printed('2018/19')}"
    yield 6, "there and spoke 2018/19 to 2023/24", "68% to 76%", f"{now['M2']} to {later['M2']}"
    before, after = (share(participation(year)["PN1"][0], TOTALS[year]) for year in YEARS[:2])
    yield 8, "participation 2017/18 to 2018/19", "up 2", f"up {_points(before, after)} by counts"
    ages = profile("age", "2018/19")
    whole = sum(ages.values())
    yield 9, "16 and 17 2018/19", "42%", share(ages["A16_17"], whole)
    fewer = ages["A0_4"] - profile("age", "2017/18")["A0_4"]
    yield 10, "0 to 4 2018/19", "slight", share(fewer, profile("age", "2017/18")["A0_4"], whole=True)
    groups = [profile("ethnicity", year) for year in YEARS[:2]]
    asian, other = ("Asian or Asian British", "Other Ethnic Group")
    yield (
        11,
        "Asian down, Other up",
        "no reason",
        f"{groups[1][asian] - groups[0][asian]}, {groups[1][other] - groups[0][other]:+}",
    )
    none_given = participation("2023/24")["PN0"][0]
    yield 17, "in time 2023/24", "83%", share(TOTALS["2023/24"] - none_given, TOTALS["2023/24"])


def _measures(year: str) -> dict[str, str]:
    n = {code: count for code, (count, _) in participation(year).items()}
    every = sum(n.values())
    over_four = every - n["PN0"]
    conveyed = sum(n[code] for code in ("PN1", "PN2", "PN3", "PN5", "PN6"))
    return {
        "M1": share(n["PN1"], every),
        "M2": share(n["PN1"], over_four),
        "M3": share(sum(n[code] for code in ("PN1", "PN2", "PN3", "PN4")), over_four),
        "M4": share(conveyed, over_four),
        "M5": share(over_four - n["PN7"], over_four),
    }


def _of_printed(year: str) -> str:
    """M2 as though the printed total were right."""
    rows = participation(year)
    return share(rows["PN1"][0], TOTALS[year] - rows["PN0"][0])


def _points(before: str, now: str) -> Decimal:
    return Decimal(now.rstrip("%")) - Decimal(before.rstrip("%"))


def test_3_2_the_five_measures_of_each_year_are_those_of_the_reference() -> None:
    assert {year: list(_measures(year).values()) for year in YEARS} == {
        "2017/18": ["65.8%", "74.5%", "77.1%", "95.3%", "97.3%"],
        "2018/19": ["68.4%", "76.7%", "79.3%", "97.8%", "99.1%"],
        "2023/24": ["63.2%", "76.2%", "78.1%", "98.4%", "99.0%"],
    }


def test_3_3_where_the_printed_tables_disagree_with_themselves() -> None:
    assert list(disagreements()) == [
        (1, "reviews 2018/19", "776", "773"),
        (1, "percentages 2018/19", "100", "99.8"),
        (16, "percentages 2023/24", "100", "99"),
        (3, "percentages 2017/18", "100", "103.05"),
        (2, "PN7 2018/19", "1.5%", "0.8%"),
        (3, "PN1 2017/18", "66.6%", "65.8%"),
        (3, "PN5 2017/18", "2.5%", "1.9%"),
        (3, "PN0 2017/18", "11.83%", "11.7%"),
        (3, "PN6 2017/18", "16.8%", "15.9%"),
        (3, "PN7 2017/18", "2.62%", "2.4%"),
        (3, "PN4 2017/18", "1.82%", "1.7%"),
        (3, "PN2 2017/18", "0.68%", "0.5%"),
        (3, "PN3 2017/18", "0.2%", "0.1%"),
        (4, "views conveyed 2018/19", "99.5%", "99.1%"),
        (5, "there and spoke, over four, 2018/19", "68%", "76.7% or 76.3%"),
        (6, "there and spoke 2018/19 to 2023/24", "68% to 76%", "76.7% to 76.2%"),
        (8, "participation 2017/18 to 2018/19", "up 2", "up 2.4 by counts"),
        (9, "16 and 17 2018/19", "42%", "43.0%"),
        (10, "0 to 4 2018/19", "slight", "-29%"),
        (11, "Asian down, Other up", "no reason", "-23, +28"),
        (17, "in time 2023/24", "83%", "83.0%"),
    ]
