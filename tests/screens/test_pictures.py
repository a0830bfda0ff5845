"""Pictures of every screen, compared with those that were looked at and stored.

When a change of looks is meant: look at the new pictures (a failure says where they are), then run with
`--snapshot-update`. Everything drawn is fixed: the day, the clock, the caseload, the code on the sheet.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from every_screen import open_child, start_over
from hands import PASSPHRASE, TODAY, OpenApp, clock, press, type_words
from pytest_textual_snapshot import SVGImageExtension
from seen import words
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from docs.make_pictures import picture
from iro_tui.casework.children import form_values, save_profile
from iro_tui.record.profile import THE_PROFILE
from iro_tui.vault.backups import backup
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.widgets.rows import RowList

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11),
    reason="pictures are compared on the lowest Python only: they are the same on every other",
)

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80", "120"])
CHILD = "yardley"
"""Harvey, eight: a completed review without a letter."""
NEXT = "lascelles"
"""Romey, thirteen: a review booked for this week, promises from last time."""


class Album:
    """Takes pictures and remembers which are not as they were."""

    def __init__(self, stored: SnapshotAssertion, folder: Path) -> None:
        self._stored = stored.use_extension(SVGImageExtension)
        self._folder = folder
        self._changed: list[str] = []

    async def take(self, pilot: Pilot[Any], name: str) -> None:
        """Compare what is drawn now; typing is kept first, so that no timer changes the header."""
        app = pilot.app
        assert isinstance(app, IroApp)
        await press(pilot)
        app.keep_typing()
        app.clear_notifications()
        await pilot.pause()
        svg = picture(app)
        name = name.replace(" ", "-")
        if svg != self._stored(name=name):
            self._folder.mkdir(exist_ok=True)
            (self._folder / f"{name}.svg").write_text(svg, encoding="utf-8")
            self._changed.append(name)

    def close(self) -> None:
        """Say which pictures changed."""
        assert not self._changed, f"{', '.join(self._changed)} changed; look at them in {self._folder}"


@pytest.fixture
def album(snapshot: SnapshotAssertion, tmp_path: Path) -> Album:
    return Album(snapshot, tmp_path / "changed")


@SIZES
async def test_before_the_vault(
    size: tuple[int, int], album: Album, home: Path, demo_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Vault.open(demo_home, PASSPHRASE, now=clock) as vault:
        backup(vault)
    app = IroApp(demo_home, TODAY, clock=clock, locked_words="It locked itself at 13:57.")
    async with app.run_test(size=size) as pilot:
        while not words(app.screen, "#unlock-backup"):
            await pilot.pause()
        await album.take(pilot, "unlock")
        await type_words(pilot, "a guess\n")
        await album.take(pilot, "unlock wrong")

    monkeypatch.setattr("iro_tui.vault.key.secrets.token_bytes", lambda length: bytes(range(length)))
    app = IroApp(home, TODAY, clock=clock)
    async with app.run_test(size=size) as pilot:
        await press(pilot)
        await type_words(pilot, "Ruth Calder")
        await album.take(pilot, "first run 1 you")
        await press(pilot, "f2")
        await album.take(pilot, "first run 2 passphrase")
        await type_words(pilot, f"{PASSPHRASE}\n{PASSPHRASE}\n")
        await album.take(pilot, "first run 3 sheet")
        assert app.vault is not None
        await type_words(pilot, f"{app.vault.recovery_code()[-4:]}\n")
        await album.take(pilot, "first run 4 children")
        await press(pilot, "f2")
        await album.take(pilot, "caseload empty")
        await press(pilot, "1")
        await album.take(pilot, "today empty")
        await press(pilot, "5")
        await album.take(pilot, "outbox empty")
    app.vault.close()
    album.close()


@SIZES
async def test_the_pages(size: tuple[int, int], album: Album, open_app: OpenApp) -> None:
    async with open_app(size) as pilot:
        await album.take(pilot, "today")
        await press(pilot, "ctrl+p")
        await type_words(pilot, "le")
        await album.take(pilot, "palette")
        await press(pilot, "escape", "question_mark")
        await album.take(pilot, "help")
        await press(pilot, "escape", "w")
        await album.take(pilot, "dialog with the working")
        await press(pilot, "escape", "s")
        await album.take(pilot, "dialog snooze")
        await press(pilot, "escape", "p")
        await album.take(pilot, "year ahead")
        pilot.app.action_rules()
        await album.take(pilot, "rules")
        await press(pilot, "2")
        await album.take(pilot, "caseload")
        await press(pilot, "f")
        await type_words(pilot, "foster 1")
        await album.take(pilot, "caseload filtered")
        await press(pilot, "escape", "tab", "3")
        await album.take(pilot, "letters owed")
        await press(pilot, "4")
        await album.take(pilot, "alerts")
        await press(pilot, "6", *["down"] * 5)
        await album.take(pilot, "figures")
        await press(pilot, "5")
        await album.take(pilot, "outbox")
        await press(pilot, "down", "v")
        await album.take(pilot, "dialog with text")
        await press(pilot, "escape", "slash")
        await type_words(pilot, "ma")
        await album.take(pilot, "search")
    album.close()


@SIZES
async def test_a_child(size: tuple[int, int], album: Album, open_app: OpenApp) -> None:
    async with open_app(size) as pilot:
        await open_child(pilot, CHILD)
        await album.take(pilot, "child")
        story = pilot.app.screen.query_one("#story-rows", RowList)
        story.choose(next(str(row.id) for row in story.options if "sleepover" in str(row.prompt)))
        await press(pilot, "enter")
        await album.take(pilot, "dialog with an entry")
        await press(pilot, "escape", "h")
        await album.take(pilot, "history")
        await press(pilot, "escape", "c")
        await type_words(pilot, "I want to see Nan more. Sundays are long.")
        await album.take(pilot, "form talk")
        pilot.app.screen.query_one("#field-alone").focus()
        await press(pilot, "right", "space", "f2")
        await album.take(pilot, "form with an error")
        await press(pilot, "escape", "m")
        await album.take(pilot, "form midway")
        await press(pilot, "escape", "a")
        await album.take(pilot, "form alert")
        await press(pilot, "escape", "e")
        await album.take(pilot, "form facts")
    album.close()


@SIZES
async def test_a_review_and_a_letter(size: tuple[int, int], album: Album, open_app: OpenApp) -> None:
    async with open_app(size) as pilot:
        await open_child(pilot, NEXT)
        await press(pilot, "r")
        await album.take(pilot, "review before")
        await press(pilot, "f4")
        await type_words(
            pilot,
            '"I want to choose who comes.\n+Swims every week.\n-The bus takes an hour.\n'
            "@Ms Roe, by 4 Dec 2026: ask for a nearer club\n=Romey stays with Anita\nTea at",
        )
        await album.take(pilot, "review meeting")
        await press(pilot, "f4", "enter")
        await album.take(pilot, "review after")
        await press(pilot, "n")
        await album.take(pilot, "dialog decision")
        await press(pilot, "escape")
        pilot.app.screen.query_one("#field-participation").focus()
        await press(pilot, "enter")
        await album.take(pilot, "dialog pick")
        await press(pilot, "escape")
        await start_over(pilot)
        await open_child(pilot, CHILD)
        await press(pilot, "l", "down", "down", "down", "down", "home")
        await type_words(pilot, "Your placement is stable. The LA will review contact with your siblings. ")
        await pilot.pause(0.4)
        await album.take(pilot, "letter")
        await press(pilot, "f4")
        await album.take(pilot, "preview")
        await press(pilot, "escape", "f5")
        await album.take(pilot, "dialog difference")
    album.close()


@SIZES
async def test_an_import(size: tuple[int, int], album: Album, open_app: OpenApp, tmp_path: Path) -> None:
    rows = (
        ("Person ID", "Forename(s)", "Surname", "DOB", "Period of Care Start", "Last CLA Review"),
        ("1048862", "Noor", "Aziz", "04/05/2014", "02/11/2026", ""),
        ("1048863", "Sam", "Roe", "01/02/2010", "03/02/2025", "31/09/2026"),
        ("1059247", "Harvey", "Yardley-Roe", "05/11/2018", "21/01/2026", "18/11/2026"),
        ("", "Nobody", "", "01/02/2011", "03/02/2025", ""),
    )
    file = tmp_path / "caseload-november.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    async with open_app(size) as pilot:
        pilot.app.action_import_list()
        await album.take(pilot, "import")
        await type_words(pilot, f"{file}\n")
        await album.take(pilot, "import preview")
    album.close()


@pytest.mark.parametrize("look", ["light", "contrast", "plain"])
async def test_today_in_other_looks(
    look: str, album: Album, demo: Vault, app_on: Callable[[Vault], IroApp]
) -> None:
    profile = demo.ask(form_values, "profile", THE_PROFILE)
    changed = {"plain_signs": True} if look == "plain" else {"look": look}
    demo.act(save_profile, {**profile, **changed})
    async with app_on(demo).run_test(size=(80, 24) if look == "plain" else (120, 40)) as pilot:
        await album.take(pilot, f"today {look}")
    album.close()


def test_no_picture_names_a_place_of_this_machine() -> None:
    stored = list((Path(__file__).parent / "__snapshots__").rglob("*.svg"))
    assert stored
    root = str(Path(__file__).parent.parent.parent)
    for file in stored:
        text = file.read_text(encoding="utf-8")
        assert root not in text, file.name
        assert "/tmp" not in text, file.name
        assert "@font-face" not in text, file.name
