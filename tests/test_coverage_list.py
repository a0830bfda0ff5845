"""The list of what is covered names every statement once and only files that are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROW = re.compile(r"^\| (\d+) \| (\w+) \| (.+) \|$", re.MULTILINE)
TEXT = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")


def test_every_statement_has_one_line_that_says_how_it_stands() -> None:
    found = ROW.findall(TEXT)
    assert [int(number) for number, _, _ in found] == list(range(1, 120))
    assert {stands for _, stands, _ in found} <= {"yes", "part", "no"}


def test_every_file_it_names_is_there() -> None:
    named = [each for each in re.findall(r"`([^`]+)`", TEXT) if "/" in each]
    assert len(named) > 60
    assert [each for each in named if not (ROOT / each).exists()] == []
