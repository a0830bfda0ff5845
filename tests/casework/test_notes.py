from __future__ import annotations

from datetime import date

import pytest

from iro_tui.casework.notes import read_action

MEETING = date(2026, 11, 26)  # a Thursday


@pytest.mark.parametrize(
    ("line", "who", "by_when", "starting", "text"),
    [
        ("G. Adeyemi, by Fri 11 Dec: list dates", "G. Adeyemi", date(2026, 12, 11), False, "list dates"),
        ("@ Ms Lowe, by Mon 7 Dec: homework club", "Ms Lowe", date(2026, 12, 7), False, "homework club"),
        ("@Nan by 3/1/27: bring the photos", "Nan", date(2027, 1, 3), False, "bring the photos"),
        ("Jo Roe, from tomorrow: reads with him", "Jo Roe", date(2026, 11, 27), True, "reads with him"),
        ("by Friday: passport form", "", date(2026, 11, 27), False, "passport form"),
        ("Dr. Hill, GP, by +14: ring Mum", "Dr. Hill, GP", date(2026, 12, 10), False, "ring Mum"),
        ("Mum, by 1 July: the summer plan", "Mum", date(2027, 7, 1), False, "the summer plan"),
        ("Mum, by 1 July 2026: the summer plan", "Mum", date(2026, 7, 1), False, "the summer plan"),
        ("Sam stays here; panel next", "", None, False, "Sam stays here; panel next"),
        ("Mum, by 31 Feb: nothing is lost", "", None, False, "Mum, by 31 Feb: nothing is lost"),
        ("Mum, by Fri 12 Dec: a wrong weekday", "", None, False, "Mum, by Fri 12 Dec: a wrong weekday"),
        ("stand by me: a song", "", None, False, "stand by me: a song"),
        ("Mum: ", "", None, False, "Mum:"),
        ("@", "", None, False, ""),
    ],
)  # fmt: skip
def test_an_action_line_is_taken_apart_only_where_it_is_certain(
    line: str, who: str, by_when: date | None, starting: bool, text: str
) -> None:
    said = read_action(line, MEETING)
    assert (said.who, said.by_when, said.starting, said.text) == (who, by_when, starting, text)


def test_a_name_alone_counts_only_on_an_action_line() -> None:
    assert read_action("Mum: bring the passport", MEETING, names=True).who == "Mum"
    assert read_action("Placement: Sam stays", MEETING).who == ""
    assert read_action("Placement: Sam stays", MEETING).text == "Placement: Sam stays"


def test_without_the_day_of_the_meeting_no_date_is_read() -> None:
    said = read_action("Mum, by Friday: ring", None)
    assert (said.by_when, said.text) == (None, "Mum, by Friday: ring")
