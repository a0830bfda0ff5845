"""A return that is no return, not whole or changed by hand: one sentence that names the file."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_yearly_return import a_year, send

from iro_tui.errors import BadInput
from iro_tui.exchange.yearly_return import merge


@pytest.fixture
def whole(tmp_path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(send(tmp_path, "one", a_year("aabbc", "b")).read_text("utf-8"))
    return found


def refused(folder: Path, text: str) -> str:
    file = folder / "odd.json"
    file.write_text(text, "utf-8")
    with pytest.raises(BadInput) as error:
        merge([file])
    said = str(error.value)
    assert said.startswith("odd.json ") and "\n" not in said
    return said


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is no return of iro-tui"),
        ("not json", "is no return of iro-tui"),
        ("[]", "is no return of iro-tui"),
        ("[" * 100_000, "is no return of iro-tui"),
        ('{"format": "another"}', "is no return of iro-tui"),
        ('{"format": "iro-tui return", "version": 99}', "was made by a newer version"),
        ('{"format": "iro-tui return", "version": "1"}', "is damaged: its version"),
        ('{"format": "iro-tui return", "version": 1, "figures": []}', "is damaged: its year"),
    ],
)
def test_what_is_no_return_is_named_in_one_sentence(tmp_path: Path, text: str, says: str) -> None:
    assert says in refused(tmp_path, text)


def test_a_return_that_was_cut_anywhere_is_damaged(tmp_path: Path, whole: dict[str, Any]) -> None:
    text = json.dumps(whole, indent=1)
    for length in range(40, len(text) - 1, 97):
        assert "is damaged: it is not whole" in refused(tmp_path, text[:length])


def test_no_number_or_list_may_be_anything_else(tmp_path: Path, whole: dict[str, Any]) -> None:
    ways = list(_ways(whole))
    assert len(ways) > 50
    for way in ways:
        for wrong in ("x", -1, True, float("nan"), 10**400, [1], {}):
            broken = _with(whole, way, wrong)
            if broken != whole and not (way[-1] == "label" and wrong == "x") and not _fits(way, wrong):
                assert "damaged" in refused(tmp_path, json.dumps(broken)), (way, wrong)
    assert "figure 6" in refused(tmp_path, json.dumps(_with(whole, ("figures", "6", 0, "top"), "four")))


def _ways(found: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value in it that is no mark, format or version."""
    inside = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    for name, value in inside:
        if name in ("format", "version"):
            continue
        yield (*way, name)
        if name not in ("children", "of_children"):
            yield from _ways(value, (*way, name))


def _with(whole: dict[str, Any], way: tuple[Any, ...], value: Any) -> dict[str, Any]:
    made = copy.deepcopy(whole)
    into: Any = made
    for name in way[:-1]:
        into = into[name]
    into[way[-1]] = value
    return made


def _fits(way: tuple[Any, ...], wrong: Any) -> bool:
    """Whether another value is of the right kind: who sent it, and the key of a part, may be any words."""
    return way[-1] in ("iro", "key") and wrong == "x"


def test_the_whole_return_and_one_a_text_editor_has_saved_are_read(
    tmp_path: Path, whole: dict[str, Any]
) -> None:
    file = tmp_path / "saved.json"
    file.write_text(json.dumps(whole, indent=4), "utf-8-sig")
    assert merge([file]).returns == 1


def test_a_folder_and_a_file_that_is_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"gone\.json cannot be read"):
        merge([tmp_path / "gone.json"])
    with pytest.raises(BadInput, match=r"\. cannot be read"):
        merge([Path()])
