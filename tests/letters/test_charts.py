"""The charts of the annual report: room for every name."""

from __future__ import annotations

import struct

import pytest

from letters.charts import bars

LONG = "Care plan or review paperwork incomplete or not seen by the young person before the meeting"


@pytest.mark.parametrize("count", [1, 9])
def test_a_bar_has_room_for_all_lines_of_its_name(count: int) -> None:
    short, long = (_height(bars("By theme", [(name, 1)] * count).png) for name in ("Drift", LONG))
    # Three lines of 9 points with their leading, at 150 dots to the inch.
    assert long >= count * 3 * 9 * 1.2 / 72 * 150
    assert short < long


def test_a_chart_without_rows_is_drawn_too() -> None:
    assert bars("By theme", []).says == "By theme. ."


def _height(png: bytes) -> int:
    return int(struct.unpack(">II", png[16:24])[1])
