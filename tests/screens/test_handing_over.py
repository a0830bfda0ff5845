"""Hand over from the Outbox, pass a child on and receive it, erase a child: by keys, on real vaults."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from few_children import WORDS_OF_LETTER
from hands import press, type_words
from seen import drawn, lines, toasts, words
from textual.worker import WorkerCancelled

from iro_tui.casework.children import save_profile
from iro_tui.casework.erasing import stub_of
from iro_tui.casework.outbox import ledger
from iro_tui.exchange import sealed_file
from iro_tui.vault.key import Cost
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.dialogs import AskDialog, PickDialog, TellDialog
from screens.widgets.rows import RowList

MakeApp = Callable[[Vault], IroApp]
LETTER = "letter-7f3a-1.docx"
SEAL = "walnut ferry cobalt muddle"


async def test_h_copies_what_waits_and_space_takes_the_plain_file_away(
    few: Vault, app_on: MakeApp, tmp_path: Path, today: date
) -> None:
    (few.outbox / LETTER).write_bytes(WORDS_OF_LETTER)
    folder = tmp_path / "K"
    few.act(save_profile, {"handover_folder": str(folder)})
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "h")
        rows = pilot.app.screen.query_one(RowList)
        rows.choose(next(row.entry_id for row in few.ask(ledger, today) if row.file))
        await pilot.pause()
        assert "is not there" in words(pilot.app.screen, "#outbox-words")
        folder.mkdir()
        await press(pilot, "h")
        assert (folder / LETTER).read_bytes() == WORDS_OF_LETTER
        assert "handed over" in "\n".join(lines(rows))
        assert "1 file is in the folder" in toasts(pilot.app.screen)
        await press(pilot, "space")
        assert not (few.outbox / LETTER).exists()
        row = next(row for row in few.ask(ledger, today) if row.file)
        assert (row.uploaded_on, row.removed_on) == (today, today)


async def test_old_plain_files_are_named_on_today(few: Vault, app_on: MakeApp) -> None:
    (few.outbox / LETTER).write_bytes(WORDS_OF_LETTER)
    few.act(save_profile, {"plain_days": 1})
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        assert f"in the outbox: 1 file for 3 days: {LETTER}" in lines(pilot.app.screen.query_one(RowList))[0]


async def test_a_child_is_passed_on_and_comes_back_with_one_question(
    few: Vault, app_on: MakeApp, tmp_path: Path, cheap: Cost, monkeypatch: pytest.MonkeyPatch
) -> None:
    from iro_tui.casework.child_record import child_id_of
    from iro_tui.casework.children import save_child
    from iro_tui.exchange.handover import pack
    from iro_tui.exchange.passing import opened_package, pass_on, take_in

    real = sealed_file.seal
    monkeypatch.setattr(sealed_file, "seal", lambda content, words: real(content, words, cheap))
    file, back = tmp_path / "there.sealed", tmp_path / "back.sealed"
    other = Vault.create(tmp_path / "other", "some other words here", cost=cheap)
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+p")
        await type_words(pilot, "pass children")
        await press(pilot, "enter")
        await type_words(pilot, "o'brien")
        await press(pilot, "enter", "f2")
        await type_words(pilot, "Tom [b]\n")
        await press(pilot, "enter")
        pilot.app.screen.query_one("#line").value = str(file)
        await press(pilot, "enter")
        await type_words(pilot, f"{SEAL}\n{SEAL}\n")
        await press(pilot)
        assert isinstance(pilot.app.screen, TellDialog), toasts(pilot.app.screen)
        await press(pilot, "escape")

        package = opened_package(file, SEAL)
        (mosaic_id,) = [each.child["mosaic_id"] for each in package.children]
        take_in(other, package, {})
        here, there = few.ask(child_id_of, mosaic_id), other.ask(child_id_of, mosaic_id)
        few.act(save_child, here, {"language": "Twi"})
        other.act(save_child, there, {"language": "Ga", "religion": "Quaker"})
        pass_on(other, other.ask(pack, [mosaic_id], "Ruth", True, date(2026, 11, 22)), back, SEAL)
        other.close()

        await press(pilot, "ctrl+p")
        await type_words(pilot, "receive children")
        await press(pilot, "enter")
        await type_words(pilot, f"{back}\n{SEAL}\n")
        await press(pilot)
        assert isinstance(pilot.app.screen, AskDialog), toasts(pilot.app.screen)
        await press(pilot, "f2")
        question = pilot.app.screen
        assert isinstance(question, PickDialog)
        assert "First language" in question._title
        await press(pilot, "down", "enter")
        await press(pilot)

    from iro_tui.record.tables import Child

    kept = few.ask(lambda session: session.get(Child, here).model_dump())
    assert (kept["language"], kept["religion"]) == ("Ga", "Quaker")


@pytest.mark.campaign
async def test_erasing_asks_for_the_name_and_stops_while_something_is_missing(
    few: Vault, app_on: MakeApp
) -> None:
    from sqlmodel import select

    from iro_tui.record.tables import Child

    wanted = select(Child.mosaic_id).where(Child.first_name == "Amira")
    number = few.ask(lambda session: session.exec(wanted).one())

    async def begin(pilot: object, child: str) -> None:
        await press(pilot, "slash")
        await type_words(pilot, child)
        await press(pilot, "enter", "ctrl+p")
        await type_words(pilot, "erase this")
        await press(pilot, "enter")

    async with app_on(few).run_test(size=(80, 24)) as pilot:
        await begin(pilot, "leo")
        assert isinstance(pilot.app.screen, TellDialog)
        await press(pilot, "escape")
        await begin(pilot, "amira")
        await type_words(pilot, "Leo Hill\n")
        assert "Nothing was erased" in toasts(pilot.app.screen)
        await begin(pilot, "amira")
        await type_words(pilot, "amira khan\nMoved to Kent\n")
        with contextlib.suppress(WorkerCancelled):  # all pages close when it is done
            await press(pilot, "enter")
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash")
        await type_words(pilot, number)
        await press(pilot)
        said = " ".join(" ".join(drawn(pilot.app)).split())
        assert "was erased on Sun 22 Nov 2026: Moved to Kent." in said
    stub = few.ask(stub_of, number)
    assert stub is not None and stub.reason == "Moved to Kent"
