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


def test_other_years_and_other_keys_are_refused(tmp_path: Path) -> None:
    first = send(tmp_path, "one", a_year("ab", ""))
    with pytest.raises(BadInput, match=r"two\.json is of 2025/26, one\.json of 2026/27"):
        merge([first, send(tmp_path, "two", a_year("ab", "", 2025))])
    with pytest.raises(BadInput, match="made with another key"):
        merge([first, send(tmp_path, "two", a_year("ab", ""), b"another service's key")])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("not json", "is no return of iro-tui"),
        ("[]", "is no return of iro-tui"),
        ('{"format": "iro-tui return", "version": 99}', "another version"),
        ('{"format": "iro-tui return", "version": 1, "figures": []}', "is damaged"),
    ],
)
def test_what_is_no_return_is_named_in_one_sentence(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "odd.json"
    file.write_text(text, "utf-8")
    with pytest.raises(BadInput, match=rf"odd\.json .*{says}"):
        merge([file])


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    early = replace(a_year("ab", ""), on=date(2026, 11, 22))
    missing = merge([send(tmp_path, "one", early)], expected=3).missing
    assert missing[0] == "1 of 3 IROs sent a return; 2 are missing."
    assert missing[1] == "one.json was counted before the year had ended."
    assert "26, 27, 28, 34, 49, 61, 62" in missing[2]


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
    assert "'=1+1" in as_csv([Figure(1, "=1+1", "", "", "", False, (Part("", "@x", "count"),))])


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
    assert [line.split(",")[3] for line in text.splitlines()[1:]] == ["40", "hidden", "hidden"]
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
