"""What is written out for a spreadsheet is never run by one."""

from __future__ import annotations

import pytest

from iro_tui.exchange.cells import safe_cell


@pytest.mark.parametrize(
    "words",
    [
        "=1+1",
        "+44 7700 900109",
        "-2+3",
        "@SUM(A1)",
        '=HYPERLINK("http://x")',
        "\t=1",
        "\r=1",
        " =1",
        "\n@x",
        "\u00a0=1",
        "＝1",
        "-",
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_is_marked(words: str) -> None:
    assert safe_cell(words) == "'" + words


@pytest.mark.parametrize("words", ["", "O'Brien", "a=b", "ZZ1 1AA", "3 - 4", "'=1", "[b]x[/]"])
def test_every_other_cell_stays_as_it_is(words: str) -> None:
    assert safe_cell(words) == words
