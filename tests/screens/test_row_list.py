"""Rows are drawn for the room they have, also in the moment in which the screen is laid out anew."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from seen import lines
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import NULL_REGION

from screens.widgets.rows import Line, RowList


class OneList(App[None]):
    CSS = "RowList { width: 40; padding: 0 2; border: none; }"

    def compose(self) -> ComposeResult:
        yield RowList("rows")

    def on_mount(self) -> None:
        self.query_one(RowList).draw_with(rows)


def rows(width: int) -> Iterator[Line]:
    yield Line("a", Content(f"{width} cells for a name"))


async def test_rows_without_a_place_for_a_moment_keep_their_width() -> None:
    async with OneList().run_test(size=(80, 24)) as pilot:
        there = pilot.app.query_one(RowList)
        assert lines(there) == ["35 cells for a name"]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(RowList, "region", NULL_REGION)
            assert there.size.width == 0
            there.draw_with(rows)
            there.on_resize()
            assert lines(there) == ["35 cells for a name"]
        there.styles.width = 30
        await pilot.pause(0.2)
        assert lines(there) == ["25 cells for a name"]
