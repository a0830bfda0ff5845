"""The tables of keys come from the commands themselves."""

from __future__ import annotations

from docs.make_pictures import KEYS, README, key_table, keys_page, with_keys
from screens.commands import COMMANDS

RUN = "run: python -m docs.make_pictures"


def test_the_readme_names_the_daily_keys_as_they_are() -> None:
    readme = README.read_text(encoding="utf-8")
    assert with_keys(readme) == readme, RUN


def test_the_page_of_keys_names_every_key_as_it_is() -> None:
    assert KEYS.read_text(encoding="utf-8") == keys_page(), RUN


def test_every_command_with_a_key_has_a_row() -> None:
    rows = key_table().splitlines()[2:]
    assert len(rows) == sum(bool(each.key) for each in COMMANDS)
    for each in COMMANDS:
        if each.key:
            assert any(f"`{each.key_shown()}`" in row and each.name in row for row in rows)
