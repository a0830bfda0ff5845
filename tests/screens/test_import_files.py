"""The file to bring in: a path however it is pasted, and the newest lists that are offered."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from screens.import_files import recent_lists, typed_path


@pytest.mark.parametrize(
    "typed",
    ["{}", "  '{}' ", '"{}"', "“{}”", "file://{}"],
)
def test_a_path_is_understood_as_it_is_pasted(tmp_path: Path, typed: str) -> None:
    file = tmp_path / "list.csv"
    assert typed_path(typed.format(file)) == file


def test_a_dropped_file_comes_with_its_blanks_escaped(tmp_path: Path) -> None:
    file = tmp_path / "my list.csv"
    file.touch()
    assert typed_path(str(file).replace(" ", "\\ ")) == file


def test_at_most_so_many_files_are_offered_and_a_missing_folder_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - Council" / "Documents"
    folder.mkdir(parents=True)
    for number in range(4):
        file = folder / f"{number}.csv"
        file.write_text("Person ID,Forename\n")
        os.utime(file, (1_790_000_000 + number, 1_790_000_000 + number))
    found = recent_lists(tmp_path, tmp_path / "not there", most=3)
    assert [file.path.name for file in found] == ["3.csv", "2.csv", "1.csv"]
