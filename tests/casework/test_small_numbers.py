"""Hiding small numbers: the number itself, and every cell it could be worked out from (practice.md 8.1)."""

from __future__ import annotations

from iro_tui.casework.figures.parts import Behind, Figure, Part, count, percent
from iro_tui.casework.figures.shown import Shown, shown


def rows(number: int) -> tuple[Behind, ...]:
    return tuple(Behind(f"c{place}", None) for place in range(number))


def hidden(*parts: Part, before: dict[str, float | None] | None = None, number: int = 33) -> list[Shown]:
    figure = Figure(number, "", "", "", "", typed=False, parts=parts, before=before or {})
    return list(shown(figure, hide_small=True))


def test_the_only_small_cell_of_a_table_takes_the_next_smallest_with_it() -> None:
    found = hidden(*(percent(key, key, rows(top), rows(63)) for key, top in (("A", 1), ("B", 17), ("C", 45))))
    assert [each.counted for each in found] == ["<5", "hidden", "45"]


def test_each_table_of_a_figure_of_several_is_looked_at_by_itself() -> None:
    tables = (("Legal.A", 1), ("Legal.V", 17), ("Legal.C", 45), ("Home.F", 40), ("Home.R", 23), ("UASC", 7))
    found = hidden(*(percent(key, key, rows(top), rows(63)) for key, top in tables))
    assert [each.counted for each in found] == ["<5", "hidden", "45", "40", "23", "7"]


def test_32_a_small_number_of_one_sex_hides_the_other_for_the_band_has_its_own_total() -> None:
    cells = (("A0_4.F", 1), ("A0_4.M", 5), ("A5_9.F", 6), ("A5_9.M", 7))
    found = hidden(*(count(key, key, rows(top)) for key, top in cells), number=32)
    assert [each.value for each in found] == ["<5", "hidden", "6", "7"]


def test_41_a_rate_of_few_records_is_hidden_like_their_number() -> None:
    few = Part("", "", "per_hundred", rows(3), denominator=84)
    assert [(each.value, each.counted) for each in hidden(few)] == [("hidden", "<5")]


def test_5_the_fewest_of_a_month_are_hidden_like_the_month() -> None:
    assert [each.value for each in hidden(Part("LEAST", "", "count", number=3))] == ["<5"]


def test_a_small_number_of_the_year_before_is_hidden_and_so_is_the_change_from_it() -> None:
    (found,) = hidden(count("", "", rows(12)), before={"": 2})
    assert (found.value, found.before, found.change) == ("12", "<5", "")
    (none,) = hidden(count("", "", ()), before={"": 2})
    assert (none.value, none.before, none.change) == ("0", "<5", "")


def test_5_a_single_small_month_hides_the_next_smallest_for_the_year_is_printed_beside_them() -> None:
    months = (count(key, key, rows(top)) for key, top in (("Apr", 3), ("May", 9), ("Jun", 7)))
    mean = Part("MEAN", "", "mean", rows(19), numerator=19, denominator=3)
    found = hidden(mean, *months, number=5)
    assert [each.value for each in found] == ["6.3", "<5", "9", "hidden"]


def test_7_a_month_whose_number_figure_5_hides_does_not_show_it_as_its_denominator() -> None:
    months = (("Apr", 0, 3), ("May", 9, 9), ("Jun", 7, 7))
    found = hidden(*(percent(key, key, rows(top), rows(of)) for key, top, of in months), number=7)
    assert [each.out_of for each in found] == ["", "9", ""]


def test_10_one_small_type_hides_another_for_all_of_them_are_printed_elsewhere() -> None:
    types = (("FIRST", 2, 8), ("SECOND", 10, 16), ("LATER", 50, 60))
    found = hidden(*(percent(key, key, rows(top), rows(of)) for key, top, of in types), number=10)
    assert [each.counted for each in found] == ["<5", "hidden", "50"]


def test_42_one_small_level_hides_another_for_all_alerts_are_printed_beside_them() -> None:
    levels = (("Team Manager", 9), ("Senior Manager", 2), ("Cafcass", 0))
    assert [each.value for each in hidden(*(count(k, k, rows(n)) for k, n in levels), number=42)] == [
        "hidden",
        "<5",
        "0",
    ]


def test_13_the_cell_hidden_beside_a_small_one_is_none_that_another_figure_prints() -> None:
    codes = (("PN0", 6), ("PN1", 7), ("PN5", 20), ("PN7", 2))
    found = hidden(*(percent(key, key, rows(top), rows(35)) for key, top in codes), number=13)
    assert [each.counted for each in found] == ["6", "7", "hidden", "<5"]


def test_15_a_share_is_hidden_that_leaves_few_beside_another_that_is_printed() -> None:
    there = Part("M3", "", "percent", rows(74), rows(94), tells=(1,))
    assert [each.value for each in hidden(there, number=15)] == ["hidden"]
    assert [each.value for each in hidden(Part("M3", "", "percent", rows(74), rows(94), tells=(9, 0)))] == [
        "78.7%"
    ]


def test_a_share_of_the_year_before_is_hidden_where_few_stood_behind_it() -> None:
    def year(small: int, more: int) -> tuple[Part, ...]:
        shares = (("A", small), ("B", more), ("C", 65 - small - more))
        return tuple(percent(key, key, rows(top), rows(65)) for key, top in shares)

    now, before = year(20, 20), year(4, 21)
    figure = Figure(
        29, "", "", "", "", False, now, {part.key: part.value for part in before}, before_parts=before
    )
    found = shown(figure, hide_small=True)
    assert [(each.before, each.change) for each in found[:2]] == [("hidden", ""), ("hidden", "")]
    assert found[2].before == "61.5%"


def test_a_note_with_a_small_number_in_it_is_left_out() -> None:
    notes = ("2 cannot be judged: the record does not say when they were due.", "of 63 open children")
    assert [hidden(count("", "", rows(30), note))[0].note for note in notes] == ["", notes[1]]
