"""What stands behind a number, laid out: nothing that tells two rows apart is cut off."""

from __future__ import annotations

from datetime import date

from iro_tui.casework.figures.counting import Figures
from iro_tui.casework.figures.parts import Behind, Figure, Part
from iro_tui.casework.figures.spans import span
from screens.figures_rows import detail_lines

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
