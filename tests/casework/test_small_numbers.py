"""Hiding small numbers: the number itself, and every cell it could be worked out from (practice.md 8.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from random import Random

import pytest

from iro_tui.casework.figures.hiding import hidden as hide
from iro_tui.casework.figures.parts import Behind, Figure, Part, count, percent
from iro_tui.casework.figures.shown import Shown, shown


def rows(number: int) -> tuple[Behind, ...]:
    return tuple(Behind(f"c{place}", None) for place in range(number))


def hidden(*parts: Part, number: int = 33, beside: Sequence[Figure] = ()) -> list[Shown]:
    figure = a_figure(number, *parts)
    return list(shown(figure, hide([figure, *beside])))


def a_figure(number: int, *parts: Part, before: Sequence[Part] = ()) -> Figure:
    last = {part.key: part.value for part in before}
    return Figure(number, "", "", "", "", typed=False, parts=parts, before=last, before_parts=tuple(before))


def reviews(number: int) -> Figure:
    return a_figure(1, count("", "", rows(number)))


def test_the_only_small_cell_of_a_table_takes_the_next_smallest_with_it() -> None:
    found = hidden(*(percent(key, key, rows(top), rows(63)) for key, top in (("A", 1), ("B", 17), ("C", 45))))
    assert [each.counted for each in found] == ["<5", "hidden", "45"]


def test_each_table_of_a_figure_of_several_is_looked_at_by_itself() -> None:
    tables = (("Legal.A", 1), ("Legal.V", 17), ("Legal.C", 45), ("Home.F", 40), ("Home.R", 23), ("UASC", 7))
    found = hidden(*(percent(key, key, rows(top), rows(63)) for key, top in tables))
    assert [each.counted for each in found] == ["<5", "hidden", "45", "40", "23", "7"]


def test_32_a_small_number_of_one_sex_hides_the_other_for_the_band_has_its_own_total() -> None:
    cells = (("A0_4.F", 1), ("A0_4.M", 6), ("A5_9.F", 6), ("A5_9.M", 7))
    bands = (percent(key, key, rows(top), rows(32)) for key, top in (("A0_4", 7), ("A5_9", 13), ("X", 12)))
    found = hidden(
        *(count(key, key, rows(top)) for key, top in cells), number=32, beside=[a_figure(29, *bands)]
    )
    assert [each.value for each in found] == ["<5", "hidden", "6", "7"]


def test_41_a_rate_of_few_records_is_hidden_like_their_number() -> None:
    few = Part("", "", "per_hundred", rows(3), denominator=84)
    assert [(each.value, each.counted) for each in hidden(few)] == [("hidden", "<5")]


def test_5_the_fewest_of_a_month_are_hidden_like_the_month() -> None:
    assert [each.value for each in hidden(Part("LEAST", "", "count", number=3))] == ["<5"]


def test_a_small_number_of_the_year_before_is_hidden_and_so_is_the_change_from_it() -> None:
    for now, value in ((12, "12"), (0, "0")):
        figure = a_figure(46, count("", "", rows(now)), before=[count("", "", rows(2))])
        (found,) = shown(figure, hide([figure]))
        assert (found.value, found.before, found.change) == (value, "<5", "")


def test_5_a_single_small_month_hides_the_next_smallest_for_the_year_is_printed_beside_them() -> None:
    months = (count(key, key, rows(top)) for key, top in (("Apr", 3), ("May", 9), ("Jun", 7)))
    mean = Part("MEAN", "", "mean", rows(19), numerator=19, denominator=3)
    found = hidden(mean, *months, number=5)
    assert [each.value for each in found] == ["6.3", "<5", "9", "hidden"]


def test_7_a_month_whose_number_figure_5_hides_does_not_show_it_as_its_denominator() -> None:
    months = (("Apr", 0, 3), ("May", 9, 9), ("Jun", 7, 7))
    held = a_figure(5, *(count(key, key, rows(of)) for key, _, of in months))
    shares = (percent(key, key, rows(top), rows(of)) for key, top, of in months)
    found = hidden(*shares, number=7, beside=[held, reviews(19)])
    assert [each.out_of for each in found] == ["", "9", ""]


def test_10_one_small_type_hides_another_for_all_of_them_are_printed_elsewhere() -> None:
    types = (("FIRST", 2, 8), ("SECOND", 10, 16), ("LATER", 50, 60))
    in_time = a_figure(6, percent("", "", rows(62), rows(84)))
    shares = (percent(key, key, rows(top), rows(of)) for key, top, of in types)
    found = hidden(*shares, number=10, beside=[in_time, reviews(84)])
    assert [each.counted for each in found] == ["<5", "hidden", "50"]


def test_42_one_small_level_hides_another_for_all_alerts_are_printed_beside_them() -> None:
    levels = (("Team Manager", 9), ("Senior Manager", 2), ("Cafcass", 0))
    raised = a_figure(40, count("", "", rows(11)))
    found = hidden(*(count(k, k, rows(n)) for k, n in levels), number=42, beside=[raised])
    assert [each.value for each in found] == ["hidden", "<5", "0"]


def test_13_the_cell_hidden_beside_a_small_one_is_none_that_another_figure_prints() -> None:
    codes = (("PN0", 6), ("PN1", 7), ("PN5", 20), ("PN7", 2))
    found = hidden(*(percent(key, key, rows(top), rows(35)) for key, top in codes), number=13)
    assert [each.counted for each in found] == ["6", "7", "hidden", "<5"]


def test_15_a_share_is_hidden_that_leaves_few_beside_another_that_is_printed() -> None:
    def found(there: int) -> str:
        shares = {13: (("PN1", 73), ("PN3", there - 73), ("PN5", 94 - there)), 14: (("M2", 73),)}
        beside = [
            a_figure(number, *(percent(key, key, rows(top), rows(94)) for key, top in each))
            for number, each in shares.items()
        ]
        return hidden(percent("M3", "", rows(there), rows(94)), number=15, beside=beside)[0].value

    assert (found(74), found(82)) == ("hidden", "87.2%")


def test_a_share_of_the_year_before_is_hidden_where_few_stood_behind_it() -> None:
    def year(small: int, more: int) -> tuple[Part, ...]:
        shares = (("A", small), ("B", more), ("C", 65 - small - more))
        return tuple(percent(key, key, rows(top), rows(65)) for key, top in shares)

    now, before = year(20, 20), year(4, 21)
    figure = a_figure(29, *now, before=before)
    found = shown(figure, hide([figure]))
    assert [(each.before, each.change) for each in found[:2]] == [("hidden", ""), ("hidden", "")]
    assert found[2].before == "61.5%"


def test_a_note_with_a_small_number_in_it_is_left_out() -> None:
    notes = ("2 cannot be judged: the record does not say when they were due.", "of 63 open children")
    assert [hidden(count("", "", rows(30), note))[0].note for note in notes] == ["", notes[1]]


def test_44_nought_of_few_says_how_few_there_are() -> None:
    raised, few = a_figure(40, count("", "", rows(3))), rows(3)
    parts = (percent("RESOLVED", "", few, few), percent("OPEN", "", (), few))
    assert [(each.counted, each.out_of) for each in hidden(*parts, number=44, beside=[raised])] == [
        ("<5", ""),
        ("hidden", ""),
    ]


def test_30_a_band_hidden_for_another_is_not_printed_as_the_oldest() -> None:
    bands = (("A0_4", 3), ("A5_9", 20), ("A10_15", 25), ("A16_17", 10))
    older = (percent("10", "", rows(35), rows(58)), percent("16", "", rows(10), rows(58)))
    beside = [a_figure(29, *(percent(key, key, rows(top), rows(58)) for key, top in bands))]
    ages = shown(beside[0], hide([beside[0], a_figure(30, *older)]))
    assert [each.counted for each in ages] == ["<5", "hidden", "25", "10"]
    assert [each.counted for each in hidden(*older, number=30, beside=beside)] == ["35", "10"]


def test_5_where_even_the_word_small_would_give_a_month_away_it_is_not_said() -> None:
    year = in_time({"Apr.good": 4, "May.late": 3, "Jul.good": 9, "Jul.late": 40})
    assert [each.value for each in shown(year[1], hide(year))] == ["hidden", "hidden", "0", "49"]


def test_13_a_small_number_of_those_who_did_not_speak_hides_those_who_did() -> None:
    counts = {"PN0": 6, "PN1": 73, "PN3": 2}
    year = taking_part(counts)
    found = {each.key: each.counted for each in shown(year[1], hide(year))}
    assert (found["13.PN0"], found["13.PN1"], found["13.PN3"]) == ("6", "hidden", "<5")
    assert_nothing_can_be_worked_out(counts, taking_part, CODES)


Counts = Mapping[str, int]
CODES = ("PN0", "PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7")
BANDS = ("A0_4", "A5_9", "A10_15", "A16_17")
CELLS = tuple(f"{band}.{sex}" for band in BANDS for sex in "FM")
MONTHS = tuple(f"{month}.{how}" for month in ("Apr", "May", "Jun", "Jul") for how in ("good", "late"))


def number(key: str, top: int, of: int | None = None) -> Part:
    unit = "count" if of is None else "percent"
    return Part(key, key, unit, numerator=top, denominator=of)


def taking_part(counts: Counts) -> list[Figure]:
    """Figures 1 and 13 to 17 and 21 as they follow from the reviews of each code."""
    of = {code: counts.get(code, 0) for code in CODES}
    every, over_four = sum(of.values()), sum(of.values()) - of["PN0"]
    there = of["PN1"] + of["PN2"] + of["PN3"] + of["PN4"]
    absent = of["PN5"] + of["PN6"] + of["PN7"]
    spoke = number("M2", of["PN1"], over_four)
    return [
        a_figure(1, number("", every)),
        a_figure(13, *(number(code, of[code], every) for code in CODES)),
        a_figure(14, spoke, number("M1", of["PN1"], every)),
        a_figure(15, number("M3", there, over_four)),
        a_figure(
            16,
            number("M4", there - of["PN4"] + of["PN5"] + of["PN6"], over_four),
            number("M5", over_four - of["PN7"], over_four),
        ),
        a_figure(17, spoke),
        a_figure(21, number("", absent, absent)),
    ]


def ages(counts: Counts) -> list[Figure]:
    """Figures 29, 30 and 32 as they follow from the children of each band and sex."""
    band = {each: counts.get(f"{each}.F", 0) + counts.get(f"{each}.M", 0) for each in BANDS}
    every, old = sum(band.values()), band["A16_17"]
    return [
        a_figure(29, *(number(each, top, every) for each, top in band.items())),
        a_figure(30, number("10", band["A10_15"] + old, every), number("16", old, every)),
        a_figure(32, *(number(cell, counts.get(cell, 0)) for cell in CELLS)),
    ]


def in_time(counts: Counts) -> list[Figure]:
    """Figures 1, 5, 6, 7 and 9 as they follow from each month's reviews, in time and late."""
    good = {cell.split(".")[0]: counts.get(cell, 0) for cell in MONTHS if cell.endswith("good")}
    held = {month: top + counts.get(f"{month}.late", 0) for month, top in good.items()}
    every, all_good = sum(held.values()), sum(good.values())
    return [
        a_figure(1, number("", every)),
        a_figure(5, *(number(month, top) for month, top in held.items())),
        a_figure(6, number("", all_good, every), number("LATE", every - all_good)),
        a_figure(7, *(number(month, good[month], of) for month, of in held.items())),
        a_figure(9, number("", all_good, every)),
    ]


def assert_nothing_can_be_worked_out(counts: Counts, year_of: object, atoms: Sequence[str]) -> None:
    """Every hidden small number could be another one, and all that is printed would be the same."""
    assert callable(year_of)
    year = year_of(counts)
    cells = hide(year)
    printed = {each.key: each for figure in year for each in shown(figure, cells)}
    secret = {
        f"{figure.number}.{part.key}" if part.key else str(figure.number): part.top
        for figure in year
        for part in figure.parts
        if 0 < part.top < 5 and figure.number != 1
    }
    vague = {key.partition(".")[0] for key, top in secret.items() if printed[key].counted == "hidden"}
    for key in secret:
        assert printed[key].value in ("<5", "hidden"), key
    for other in _others(counts, atoms):
        if not secret:
            return
        could = {
            f"{figure.number}.{part.key}" if part.key else str(figure.number): part
            for figure in year_of(other)
            for part in figure.parts
        }
        if all(
            _looks_the_same(printed[key], part, key.partition(".")[0] in vague) for key, part in could.items()
        ):
            secret = {key: top for key, top in secret.items() if could[key].top == top}
    assert not secret, (dict(counts), {key: each.counted or each.value for key, each in printed.items()})


def _looks_the_same(row: Shown, part: Part, vague: bool) -> bool:
    if row.value in ("<5", "hidden"):
        small = 0 < part.top < 5
        return vague or small == (row.counted == "<5")
    (again,) = shown(a_figure(46, part))
    return (row.value, row.counted, row.out_of) == (again.value, again.counted, again.out_of)


def _others(counts: Counts, atoms: Sequence[str]) -> Iterator[Counts]:
    """The same year with one or two more of some and as many less of others."""
    for many in (2, 3, 4):
        for some in combinations(atoms, many):
            for by in product((-2, -1, 1, 2), repeat=many):
                if sum(by) == 0 and all(counts.get(a, 0) + b >= 0 for a, b in zip(some, by, strict=True)):
                    yield {**counts, **{a: counts.get(a, 0) + b for a, b in zip(some, by, strict=True)}}


@pytest.mark.parametrize("seed", range(15))
@pytest.mark.parametrize(("year_of", "atoms"), [(taking_part, CODES), (ages, CELLS), (in_time, MONTHS)])
def test_no_hidden_number_can_be_worked_out_from_what_is_printed(
    year_of: object, atoms: Sequence[str], seed: int
) -> None:
    chance = Random(seed)
    counts = {atom: chance.choice((0, 0, 1, 2, 3, 4, 5, 6, 9, 17, 40)) for atom in atoms}
    assert_nothing_can_be_worked_out(counts, year_of, atoms)
