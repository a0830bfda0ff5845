"""Numbers typed into a field: what people write is read, what is none is asked about."""

from __future__ import annotations

from datetime import date

import pytest

from iro_tui.errors import BadInput
from iro_tui.record.forms import AskedField, read_field

NUMBER = AskedField("value", "decimal", "Number", "", "", False, 1, 0, (), False)
ON = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("42", 42),
        ("3.8", 3.8),
        ("-3.8", -3.8),
        ("1,024", 1024),
        ("1,024.5", 1024.5),
        ("85%", 85),
        ("85 %", 85),
    ],
)
def test_a_number_as_people_write_it(typed: str, value: float) -> None:
    assert read_field(NUMBER, typed, ON) == value


@pytest.mark.parametrize(
    "typed",
    ["nan", "inf", "-inf", "1e400", "1_000", "3,8", "10,24", "٣", "12.", ".5x", "--3", "9" * 40, "4 5"],
)
def test_what_is_no_number_is_asked_about(typed: str) -> None:
    with pytest.raises(BadInput, match=r"Give a number, such as 42 or 3\.8"):
        read_field(NUMBER, typed, ON)
