"""Names hidden: initials and ages only, on every line of every screen, and back with the same key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from every_screen import WAYS, start_over
from hands import OpenApp, press, type_words
from rich.segment import Segment
from rich.style import Style
from seen import drawn, words
from sqlmodel import select
from textual.color import Color

from iro_tui.casework.names import name_words
from iro_tui.record.tables import Child
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.import_list import ImportScreen
from screens.privacy import HiddenNames

BLACK = Color(0, 0, 0)


def drawn_with(text: str, *names: str) -> str:
    hidden = HiddenNames(enabled=True)
    hidden.take(names)
    return "".join(segment.text for segment in hidden.apply([Segment(text)], BLACK))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Amira Begum, 9  late ", "A. B., 9        late "),
        ("Amira said so.", "A. said so.   "),
        ("Amira's letter, AMIRA, Amiral", "A.'s letter, A., Amiral      "),
        ("Sun 2 May 2027, May said", "Sun 2 May 2027, M. said "),
        ("Amélie-Ros…  foster", "A.           foster"),
        ("AMÉL…  2 MAY 2027, O'BRIEN", "A.     2 MAY 2027, O.     "),
        ("amira is written small", "amira is written small"),
        ("O'Brien [/] [b] 7", "O. [/] [b] 7     "),
        ("nobody here", "nobody here"),
    ],
)
def test_a_line_keeps_its_width_and_its_columns(before: str, after: str) -> None:
    found = drawn_with(before, "Amira", "Begum", "May", "Amélie-Rose", "O'Brien")
    assert (found, len(found)) == (after, len(before))


def test_a_name_over_several_styles_is_hidden_too() -> None:
    hidden = HiddenNames(enabled=True)
    hidden.take(["Amira"])
    bold = Style(bold=True)
    pieces = hidden.apply([Segment("Am", bold), Segment("ira", None), Segment("  9", None)], BLACK)
    assert "".join(piece.text for piece in pieces) == "A.     9"
    assert pieces[0].style == bold


async def test_a_child_in_a_list_that_is_only_looked_at_is_hidden_too(
    few: Vault, app_on: Callable[[Vault], IroApp], tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(
        "Person ID,Forename,Surname,DOB,Last CLA Review\n"
        "9990001,Zebedee,Quillfeather,01/02/2012,31/09/2026\n9990002,Ottoline,Quillfeather,01/02/2014,\n"
    )
    async with app_on(few).run_test(size=(120, 40)) as pilot:
        pilot.app.push_screen(ImportScreen())
        await type_words(pilot, f"{file}\n")
        await press(pilot)
        shown = "\n".join(drawn(pilot.app))
        assert "Zebedee Quillfeather" in shown
        await press(pilot, "ctrl+t")
        hidden = "\n".join(drawn(pilot.app))
        assert "Z. Q." in hidden
        assert not {"Zebedee", "Ottoline", "Quillfeather"} & set(hidden.replace(",", " ").split())


async def test_a_changed_name_in_a_list_that_is_only_looked_at_is_hidden_too(
    few: Vault, app_on: Callable[[Vault], IroApp], tmp_path: Path
) -> None:
    with few.session() as session:
        number = session.exec(select(Child.mosaic_id).where(Child.surname == "Khan")).one()
    file = tmp_path / "list.csv"
    file.write_text(
        "Person ID,Forename,Surname,DOB,Social Worker\n"
        f"{number},Zebedee,Quillfeather-KHAN,04/03/2016,Zoltan Abernathy\n"
        "9999,Kofi,ASANTE,01/02/2017,Zoltan Abernathy\n"
    )
    shown: list[str] = []
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+t")
        pilot.app.push_screen(ImportScreen())
        await type_words(pilot, f"{file}\n")
        await press(pilot)
        for key in ("v", "x", "k"):
            shown += drawn(pilot.app)
            await press(pilot, key)
            shown += drawn(pilot.app)
            if key != "k":
                await press(pilot, "escape")
    text = "\n".join(shown).casefold()
    assert "surname" in text and "q." in text
    for name in ("zebedee", "quillfeather", "zoltan", "abernathy", "khan", "amira", "asante"):
        assert name not in text


DAILY = ("today", "caseload", "child", "outbox")
"""Pages that stand open all day: they are visited in every run, all the others in the long one."""


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.campaign)])
async def test_no_screen_shows_a_name_of_a_child_while_they_are_hidden(
    every: bool, open_app: OpenApp, demo: Vault
) -> None:
    hidden_words = {word for word in demo.ask(name_words) if len(word) > 3 and word not in ("April", "June")}
    wrong = {}
    async with open_app((80, 24)) as pilot:
        await press(pilot, "ctrl+t")
        for way in WAYS:
            if way.name in ("search", "palette") or not (every or way.name in DAILY):
                continue
            await way.go(pilot, "yardley")
            rows = drawn(pilot.app)
            seen = [row for row in rows if set(row.replace(",", " ").split()) & hidden_words]
            if seen:
                wrong[way.name] = seen
            assert all(len(row) <= 80 for row in rows)
            await start_over(pilot)
        assert "names hidden" in words(pilot.app.screen, "#header") or pilot.app.size.width < 116
        await press(pilot, "ctrl+t")
        assert any(set(row.replace(",", " ").split()) & hidden_words for row in drawn(pilot.app))
    assert not wrong
