"""One IRO's figures without names, and a service's tables from many."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iro_tui.casework.figures.counting import Figures
from iro_tui.casework.figures.hiding import hidden
from iro_tui.casework.figures.parts import Behind, Figure, Part, say_value
from iro_tui.casework.figures.spans import span
from iro_tui.commands.figures import as_json, as_text
from iro_tui.errors import BadInput
from iro_tui.exchange.figures_csv import as_csv, write_figures
from iro_tui.exchange.yearly_return import make_return, merge

KEY = b"the key of our service 2026"


def reviews(*of: str) -> tuple[Behind, ...]:
    return tuple(Behind(child, date(2026, 5, 1), "", ("review", f"{child}{n}")) for n, child in enumerate(of))


def children(*of: str) -> tuple[Behind, ...]:
    return tuple(Behind(child, None) for child in of)


def a_year(every: str, late: str, year: int = 2026) -> Figures:
    """An IRO's year: a review for each letter of `every`; the children in `late` had one late."""
    held, kinds = reviews(*every), tuple(dict.fromkeys(every))
    good = tuple(row for row in held if row.child_id not in late)
    parts: dict[int, tuple[Part, ...]] = {
        1: (Part("", "Reviews held", "count", held),),
        2: (Part("", "Children reviewed", "count", children(*kinds)),),
        3: (Part("", "Reviews per child", "ratio", held, children(*kinds)),),
        5: (
            Part("MEAN", "Mean of a month", "mean", numerator=len(held), denominator=12),
            Part("May", "May 2026", "count", held),
        ),
        6: (Part("", "In time", "percent", good, held),),
        12: (
            Part(
                "", "Every one", "percent", children(*(c for c in kinds if c not in late)), children(*kinds)
            ),
        ),
    }
    figures = tuple(
        Figure(number, f"Figure {number}", "", "", "", False, each) for number, each in parts.items()
    )
    ids = {child: f"10{child}" for child in kinds}
    return Figures(span(year), date(year + 1, 3, 31), figures, dict.fromkeys(ids, "Wren Hale"), ids, {})


def send(folder: Path, iro: str, found: Figures, key: bytes = KEY) -> Path:
    file = folder / f"{iro}.json"
    file.write_text(json.dumps(make_return(found, iro, key)), "utf-8")
    return file


def value(merged: Any, number: int, key: str = "") -> str:
    return say_value(next(each for each in merged.figures if each.number == number).part(key))


def test_a_return_holds_no_name_and_no_mosaic_number(tmp_path: Path) -> None:
    text = send(tmp_path, "Ruth Calder", a_year("aabbc", "b")).read_text("utf-8")
    for word in ("Wren", "Hale", "Ruth", "10a", "10b", "2026-05-01", KEY.decode()):
        assert word not in text


def test_rates_come_from_summed_numbers_and_never_from_means(tmp_path: Path) -> None:
    files = [send(tmp_path, "one", a_year("aab", "b")), send(tmp_path, "two", a_year("ccccccccc", ""))]
    merged = merge(files)
    assert value(merged, 1) == "12"
    assert value(merged, 6) == "91.7%"  # 11 of 12; the mean of 66.7% and 100% would be 83.3%
    assert value(merged, 5, "MEAN") == "12.0"


def test_a_child_of_two_iros_is_counted_once(tmp_path: Path) -> None:
    files = [send(tmp_path, "one", a_year("aab", "")), send(tmp_path, "two", a_year("bcc", "b"))]
    merged = merge(files)
    assert value(merged, 2) == "3"
    assert value(merged, 3) == "2.00"  # 6 reviews of 3 children
    # b was in time with one IRO and late with the other, and so not every time.
    every = next(each for each in merged.figures if each.number == 12).parts[0]
    assert (every.top, every.bottom) == (2, 3)


def test_the_marks_of_another_service_are_other_marks() -> None:
    mine, theirs = (make_return(a_year("ab", ""), "one", key) for key in (KEY, b"another service's key"))
    marks = [set(each["figures"]["2"][0]["children"]) for each in (mine, theirs)]
    assert len(marks[0]) == len(marks[1]) == 2
    assert not marks[0] & marks[1]


def test_two_returns_of_one_iro_are_refused(tmp_path: Path) -> None:
    first = send(tmp_path, "Ruth.Calder@brent.example", a_year("ab", ""))
    again = tmp_path / "again.json"
    again.write_text(json.dumps(make_return(a_year("abc", ""), "ruth.calder@brent.example ", KEY)), "utf-8")
    with pytest.raises(BadInput, match=r"again\.json are of the same IRO and year"):
        merge([first, again])
    with pytest.raises(BadInput, match=r"again\.json was given twice"):
        merge([again, again])
    inner = tmp_path / "inner"
    inner.mkdir()
    namesake = send(inner, "Ruth.Calder@brent.example", a_year("ab", ""))
    with pytest.raises(BadInput) as refused:
        merge([first, namesake])
    assert str(first) in str(refused.value) and str(namesake) in str(refused.value)


def test_other_years_and_other_keys_are_refused(tmp_path: Path) -> None:
    first = send(tmp_path, "one", a_year("ab", ""))
    with pytest.raises(BadInput, match=r"two\.json is of 2025/26, one\.json of 2026/27"):
        merge([first, send(tmp_path, "two", a_year("ab", "", 2025))])
    with pytest.raises(BadInput, match="made with another key"):
        merge([first, send(tmp_path, "two", a_year("ab", ""), b"another service's key")])


def test_a_mean_of_the_service_is_worked_out_from_its_months_and_days_are_added(tmp_path: Path) -> None:
    def year(*of: str) -> Figures:
        every, both = children(*of), children(of[0])
        figures = {
            5: (Part("MEAN", "Mean", "mean", numerator=9, denominator=2), months(*of)[0], months(*of[:1])[1]),
            25: (
                Part("", "Open children", "count", every),
                Part("MEAN", "Mean of the month ends", "mean", numerator=2 * len(of), denominator=2),
                Part("Apr", "End of April", "count", every),
                Part("May", "End of May", "count", every),
            ),
            56: (Part("CHILDREN", "Both", "count", both), Part("DAYS", "Days", "count", both, numerator=40)),
        }
        made = tuple(Figure(number, "", "", "", "", False, parts) for number, parts in figures.items())
        return replace(a_year("".join(of), ""), all=made)

    def months(*of: str) -> tuple[Part, Part]:
        return Part("Apr", "April 2026", "count", reviews(*of)), Part(
            "May", "May 2026", "count", reviews(*of)
        )

    merged = merge([send(tmp_path, "one", year("a", "b", "c")), send(tmp_path, "two", year("d"))])
    assert [value(merged, 25), value(merged, 25, "MEAN")] == ["4", "4.0"]
    caseload = next(each for each in merged.figures if each.number == 25)
    assert caseload.part("").note == "2.0 for each of 2 IROs; full time is 60 to 65."
    assert [value(merged, 5, key) for key in ("MEAN", "MOST", "LEAST")] == ["3.0", "4", "2"]
    assert [value(merged, 56, key) for key in ("CHILDREN", "DAYS")] == ["2", "80"]


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    early = replace(a_year("ab", ""), on=date(2026, 11, 22))
    missing = merge([send(tmp_path, "one", early)], expected=3).missing
    assert missing[0] == "1 of 3 IROs sent a return; 2 are missing."
    assert missing[1] == "one.json was counted before the year had ended."
    assert "26, 27, 28, 34, 49, 61, 62" in missing[2]
    assert "Figure 11 is of the day each return was made." in missing
    both = [send(tmp_path, "one", a_year("a", "")), send(tmp_path, "two", a_year("b", ""))]
    assert merge(both, expected=3).missing[0] == "2 of 3 IROs sent a return; 1 is missing."
    assert merge(both, expected=1).missing[0].startswith("2 returns came of 1 expected")


def test_a_short_key_and_a_quarter_are_refused() -> None:
    with pytest.raises(BadInput, match="at least 16"):
        make_return(a_year("ab", ""), "one", b"short")
    with pytest.raises(BadInput, match="whole year"):
        make_return(replace(a_year("ab", ""), span=span(2026, 2)), "one", KEY)


def test_the_csv_files_hold_numbers_and_no_formula(tmp_path: Path) -> None:
    files = write_figures(a_year("aab", "b"), tmp_path / "out")
    assert [file.name for file in files] == ["figures_2026-27.csv", "figure_05_figure_5_2026-27.csv"]
    rows = list(csv.DictReader(files[0].open(encoding="utf-8-sig")))
    assert [row["Value"] for row in rows if row["No"] == "6"] == ["66.67"]
    (typed,) = csv.DictReader(
        as_csv(
            [Figure(45, "=1+1", "", "", "", False, (Part("20", "@x", "count", note="-2+3|x"),))]
        ).splitlines()
    )
    # Number and key apart: 45.20 would be read as 45.2.
    assert (typed["No"], typed["Key"]) == ("45", "20")
    assert (typed["Figure"], typed["Part"], typed["Note"]) == ("'=1+1", "'@x", "'-2+3|x")
    assert ",'=2," in as_csv([Figure(42, "", "", "", "", False, (Part("=2", "", "count"),))])


def test_small_numbers_are_hidden_with_the_cell_that_would_give_them_away() -> None:
    every = reviews(*"abcdefghijklmnopqrst")
    table = Figure(
        13,
        "How children took part",
        "",
        "percent",
        "",
        False,
        (
            Part("PN1", "there", "percent", every[:8], every),
            Part("PN6", "sent", "percent", every[8:18], every),
            Part("PN7", "no views", "percent", every[18:], every),
        ),
    )
    text = as_csv([table], hidden([table]))
    assert "<5" in text
    assert [line.split(",")[4] for line in text.splitlines()[1:]] == ["40", "hidden", "hidden"]
    assert "10" not in text.splitlines()[3]


def test_a_small_number_of_the_year_before_is_hidden_in_the_csv_too() -> None:
    before = (Part("", "Noted", "count", reviews(*"abc")),)
    figure = Figure(46, "Good practice", "", "count", "", False, before, {"": 3}, before_parts=before)
    now = replace(figure, parts=(Part("", "Noted", "count", reviews(*"abcdefgh")),))
    (row,) = csv.DictReader(as_csv([now], hidden([now])).splitlines())
    assert (row["Value"], row["Last year"]) == ("8", "<5")


def test_hidden_numbers_are_in_no_json_and_no_text() -> None:
    found = a_year("aaaabbbbccccddddeeeeffff", "f")
    told = as_json(found, hide_small=True)
    assert (told["6"]["value"], told["6"]["numerator"], told["6"]["rows"]) == (None, None, [])
    assert told["1"]["value"] == 24
    assert "hidden" in as_text(found, hide_small=True)
    assert as_json(found)["6"]["numerator"] == 20
