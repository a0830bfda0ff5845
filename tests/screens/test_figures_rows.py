"""What stands behind a number, laid out: nothing that tells two rows apart is cut off."""

from __future__ import annotations

from datetime import date

from iro_tui.casework.figures.counting import Figures
from iro_tui.casework.figures.parts import Behind, Figure, Part
from iro_tui.casework.figures.spans import span
from screens.figures_rows import detail_lines, number_lines

ON = date(2026, 11, 22)
NARROW = 52
"""Cells beside the list of numbers in a terminal of 120."""


def drawn(*parts: Part, key: str | None = None) -> list[str]:
    figure = Figure(13, "How children took part", "Participation", "percent", "By code.", False, parts)
    found = Figures(span(2026), ON, (figure,), {"c0": "Wren Hale"}, {"c0": "1"}, {"c0": date(2015, 1, 5)})
    return [
        line for each in detail_lines(found, figure, key, NARROW) for line in str(each.content).splitlines()
    ]


def share(key: str, label: str, top: int, bottom: int, *rows: Behind) -> Part:
    return Part(key, label, "percent", rows, numerator=top, denominator=bottom)


M2 = share("M2", "There and spoke, 4 and over (M2)", 57, 79)
M1 = share("M1", "There and spoke, of all reviews (M1)", 57, 84)


def test_a_long_label_goes_on_in_the_next_line() -> None:
    text = " ".join(" ".join(drawn(M2, M1)).replace("█", "").split())
    assert "…" not in text
    assert "(M2)" in text
    assert "(M1)" in text


def test_the_bars_of_shares_are_as_long_as_the_shares() -> None:
    half, whole = share("A", "Half", 10, 20), share("B", "All", 10, 10)
    assert [line.count("█") for line in drawn(half, whole) if "█" in line] == [5, 10]


def test_what_is_said_of_the_chosen_part_keeps_its_numbers() -> None:
    long = share("PN1", "Child present and speaks for themself or themselves", 57, 84)
    assert any(line.endswith("57 of 84 = 67.9%") for line in drawn(long, M1))


def test_the_words_of_a_record_go_on_in_the_next_line_and_no_day_leaves_no_gap() -> None:
    late = Behind("c0", ON, "14 wd late, social worker sickness")
    lines = drawn(share("A", "Late", 1, 1, late))
    at = next(place for place, line in enumerate(lines) if "Wren Hale" in line)
    assert "".join(lines[at : at + 3]).count("…") == 0
    assert "sickness" in " ".join(lines[at : at + 3])
    child = next(line for line in drawn(share("A", "Aged 10", 1, 1, Behind("c0", None))) if "Wren" in line)
    assert child.startswith("Wren Hale")


def test_each_group_stands_once_and_a_table_without_records_names_no_row() -> None:
    none = share("PN0", "under 4", 0, 0)
    every = tuple(
        Figure(number, f"Title {number}", group, "percent", "", False, (none,), table=True)
        for number, group in ((25, "Caseload"), (26, "Service"), (29, "Caseload"))
    )
    found = Figures(span(2026), ON, every, {}, {}, {})
    text = [" ".join(str(each.content).split()) for each in number_lines(found, NARROW, tall=False)]
    assert text == ["Caseload", "25 Title 25 n/a", "29 Title 29 n/a", "Service", "26 Title 26 n/a"]


def test_what_is_still_to_be_typed_in_is_said_in_full_and_of_a_quarter_that_it_is_of_a_year() -> None:
    figure = Figure(61, "Life is getting better", "Service", "percent", "Typed in.", True, ())
    for quarter, says, now in ((0, "with where it comes from.", "not yet"), (2, "for a whole year", "year")):
        found = Figures(span(2026, quarter), ON, (figure,), {}, {}, {})
        shown = [str(each.content) for each in detail_lines(found, figure, None, 40)]
        assert says in " ".join(" ".join(shown).split())
        row = str(list(number_lines(found, NARROW, tall=False))[1].content)
        assert now in row


def test_the_source_of_a_typed_number_stands_once_and_is_not_cut() -> None:
    source = "Performance team, the dashboard of the whole service as of 31 March"
    part = Part("", "Looked after", "count", (), None, 306, note=source)
    figure = Figure(26, "Looked after", "", "count", "", True, (part,), source=f"{source}, 22 Nov 2026")
    found = Figures(span(2026), ON, (figure,), {}, {}, {})
    text = " ".join(" ".join(str(each.content) for each in detail_lines(found, figure, None, 40)).split())
    assert text.count(source) == 1
    assert "…" not in text
