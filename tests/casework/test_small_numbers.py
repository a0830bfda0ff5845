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
