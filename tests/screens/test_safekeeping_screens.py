"""Unlocking what cannot be opened, the passphrase changed, backups made and put back, by keys."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from every_screen import open_child
from hands import AT, PASSPHRASE, TODAY, at_once, clock, press, type_words
from seen import drawn, lines, toasts, words
from sqlmodel import select
from textual.widgets import Input

from iro_tui.casework.caseload import whose
from iro_tui.casework.children import save_profile
from iro_tui.casework.reviews import open_review
from iro_tui.errors import IroError
from iro_tui.record.tables import Child, Letter
from iro_tui.vault.backups import backup, copies_in
from iro_tui.vault.key import Cost, open_key_file
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.desk import LOCKED
from screens.doing import open_letter
from screens.review import ReviewScreen
from screens.today import TodayScreen
from screens.widgets.rows import RowList

NEW = "copper umbrella sings at noon"


@pytest.fixture
def own(home: Path, cheap: Cost) -> Path:
    """A closed vault with a profile and a backup."""
    with Vault.create(home, PASSPHRASE, cost=cheap, now=lambda: AT) as vault:
        vault.act(save_profile, {"name": "R. Calder"})
        backup(vault)
    return home


async def test_a_second_copy_offers_to_read_and_says_so(own: Path) -> None:
    with Vault.open(own, PASSPHRASE) as first:
        app = IroApp(own, TODAY, clock=clock)
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot)
            assert "F5" not in words(app.screen, "#footer")
            await type_words(pilot, f"{PASSPHRASE}\n")
            await press(pilot)
            assert "in use by another copy" in words(app.screen, "#unlock-note")
            assert "F5 read only" in words(app.screen, "#footer")
            await press(pilot, "f5")
            await press(pilot)
            assert app.inside and "! read only" in words(app.screen, "#header")
        assert app.vault is not None
        app.vault.close()
        assert first.ask(whose).name == "R. Calder"


@pytest.mark.parametrize("keys", [("c",), ("n",), ("e", *["tab"] * 5, "enter")])
async def test_it_locks_and_hides_names_by_key_in_forms_and_dialogs_too(
    few: Vault, keys: tuple[str, ...]
) -> None:
    app = IroApp(few.home, TODAY, few, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        app.invented = False
        await open_child(pilot, "khan")
        await press(pilot, *keys)
        assert "Khan" in "\n".join(drawn(app))
        await press(pilot, "ctrl+t")
        assert "Khan" not in "\n".join(drawn(app))
        await press(pilot, "ctrl+l")
    assert app.return_value == LOCKED


async def test_what_cannot_be_written_in_a_copy_to_read_is_said(few: Vault) -> None:
    with Vault.open(few.home, PASSPHRASE, read_only=True) as copy:
        app = IroApp(few.home, TODAY, copy, clock=clock)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await open_child(pilot, "khan")
            await press(pilot, "r")
            assert "no review can be begun in it" in toasts(app.screen)
            await press(pilot, "c")
            await type_words(pilot, "She said no")
            await press(pilot, "escape")
            assert "Your typing was not kept. This is a copy to read." in toasts(app.screen)
            assert "is kept" not in toasts(app.screen)
            await press(pilot, "f8")
            assert "Nothing was saved: close the other one" in toasts(app.screen)


async def test_a_review_that_is_begun_is_opened_in_a_copy_to_read(few: Vault) -> None:
    with few.session() as session:
        child_id = session.exec(select(Child.id).where(Child.surname == "Khan")).one()
    review_id = few.act(open_review, child_id, TODAY).result
    with Vault.open(few.home, PASSPHRASE, read_only=True) as copy:
        app = IroApp(few.home, TODAY, copy, clock=clock)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await open_child(pilot, "khan")
            await press(pilot, "r")
            assert isinstance(app.screen, ReviewScreen)
            assert app.screen._review_id == review_id


async def test_a_letter_that_is_not_drafted_yet_is_not_begun_in_a_copy_to_read(few: Vault) -> None:
    with Vault.open(few.home, PASSPHRASE, read_only=True) as copy:
        app = IroApp(few.home, TODAY, copy, clock=clock)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await open_child(pilot, "tate")
            await press(pilot, "l")
            assert "no letter can be drafted in it" in toasts(app.screen)
            assert type(app.screen).__name__ == "ChildScreen"


async def test_a_letter_in_a_copy_to_read_is_neither_saved_nor_written_nor_said_to_be(few: Vault) -> None:
    with few.session() as session:
        review_id = session.exec(select(Letter.review_id)).one()
    with Vault.open(few.home, PASSPHRASE, read_only=True) as copy:
        app = IroApp(few.home, TODAY, copy, clock=clock)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await press(pilot)
            open_letter(app, review_id)
            await press(pilot)
            for key in ("f2", "f9"):
                app.clear_notifications()
                await press(pilot, key)
                said = toasts(app.screen)
                assert "This is a copy to read. Nothing was saved" in said
                assert "Saved." not in said and "Written" not in said


async def test_what_an_answer_or_a_handler_is_refused_stops_nothing(
    few: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Vault.open(few.home, PASSPHRASE, read_only=True) as copy:
        app = IroApp(few.home, TODAY, copy, clock=clock)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await press(pilot, "5", "h")
            await type_words(pilot, f"{few.home}\n")
            assert "Nothing was saved: close the other one" in toasts(app.screen)
            app.clear_notifications()
            await press(pilot, "1")

            def refuse(page: TodayScreen, event: RowList.OptionSelected) -> None:
                raise IroError("Nothing was saved: the disc is full.")

            monkeypatch.setattr(TodayScreen, "on_option_list_option_selected", refuse)
            await press(pilot, "enter")
            assert "the disc is full" in toasts(app.screen)
            await press(pilot, "2")
            assert type(app.screen).__name__ == "CaseloadScreen", "keys still do what they say"


async def test_an_action_that_a_copy_to_read_refuses_stops_nothing(few: Vault) -> None:
    with Vault.open(few.home, PASSPHRASE, read_only=True) as copy:
        app = IroApp(few.home, TODAY, copy, clock=clock)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await press(pilot)

            def action_write_something() -> None:
                app.act(save_profile, {"name": "R. Calder"})

            vars(app.screen)["action_write_something"] = action_write_something
            await app.run_action("write_something", app.screen)
            await press(pilot)
            assert "Nothing was saved: close the other one" in toasts(app.screen)


@pytest.mark.parametrize("right", [True, False])
async def test_what_is_typed_while_it_opens_is_for_what_opens(
    own: Path, right: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    really_open = Vault.open
    in_field = []

    def slow(home: Path, typed: str) -> Vault:
        time.sleep(0.3)
        in_field.append(app.screen.query_one("#passphrase", Input).value)
        return really_open(home, typed)

    monkeypatch.setattr(Vault, "open", slow)
    app = IroApp(own, TODAY, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        typed = PASSPHRASE if right else "quite another thing"
        await at_once(pilot, f"text:{typed}", "enter", "2" if right else "text:more of it")
        await press(pilot)
        assert in_field == [typed], "nothing is added while it is checked"
        if right:
            assert type(app.screen).__name__ == "CaseloadScreen"
        else:
            assert app.screen.query_one("#passphrase", Input).value == ""
            assert "does not open" in words(app.screen, "#unlock-note")
            await type_words(pilot, f"{PASSPHRASE}\n")
            await press(pilot)
            assert app.inside
    assert app.vault is not None
    app.vault.close()


async def test_typing_on_the_button_goes_on_in_the_field(own: Path) -> None:
    app = IroApp(own, TODAY, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        field = app.screen.query_one("#passphrase", Input)
        await type_words(pilot, "1 lantern")
        await press(pilot, "tab")
        assert not field.has_focus
        await type_words(pilot, " q/2?")
        assert (field.value, field.has_focus) == ("1 lantern q/2?", True)


@pytest.mark.parametrize(
    ("damage", "way", "question"),
    [
        ("vault.db", "F9 puts the newest good backup back.", "Put back the backup of Sun 22 Nov 2026"),
        ("vault.key", "nothing that was saved is lost.", "Put back the key file of Sun 22 Nov 2026"),
    ],
)
async def test_a_damaged_vault_offers_what_loses_least(
    own: Path, damage: str, way: str, question: str
) -> None:
    (own / damage).write_bytes(b"Dear diary, " * 1000)
    app = IroApp(own, TODAY, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        await type_words(pilot, f"{PASSPHRASE}\n")
        await press(pilot)
        assert "is damaged" in words(app.screen, "#unlock-note")
        assert way in words(app.screen, "#unlock-note")
        await press(pilot, "f9")
        assert question in "\n".join(drawn(app))
        await press(pilot, "f2")
        await press(pilot)
        await press(pilot)
        assert app.inside
    assert app.vault is not None
    app.vault.close()


async def test_the_passphrase_is_changed_and_the_sheet_shown(own: Path, cheap: Cost) -> None:
    vault = Vault.open(own, PASSPHRASE, cost=cheap)
    app = IroApp(own, TODAY, vault, clock=clock)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.action_passphrase()
        await pilot.pause()
        await type_words(pilot, "not this one at all")
        await press(pilot, "f3")
        assert "does not open this vault" in words(app.screen, "#key-note")
        app.screen.query_one("#key-now").value = PASSPHRASE  # type: ignore[attr-defined]
        await press(pilot, "f3")
        assert vault.recovery_code().split("-")[-1] in "\n".join(drawn(app))
        await press(pilot, "escape")
        for field, typed in (("key-new", "password1234"), ("key-again", NEW)):
            app.screen.query_one(f"#{field}").value = typed  # type: ignore[attr-defined]
        await press(pilot, "f2")
        assert "quickly guessed" in words(app.screen, "#key-note")
        app.screen.query_one("#key-new").value = NEW  # type: ignore[attr-defined]
        await press(pilot, "f2")
        assert "The passphrase is changed." in toasts(app.screen)
        assert open_key_file(vault.key_file, NEW) == vault.data_key
        old_code = vault.recovery_code()
        for field, typed in (("key-now", NEW), ("key-new", PASSPHRASE), ("key-again", PASSPHRASE)):
            app.screen.query_one(f"#{field}").value = typed  # type: ignore[attr-defined]
        await press(pilot, "f4")
        await press(pilot)
        seen = "\n".join(drawn(app))
        assert "The old sheet opens nothing any more" in seen
        assert vault.recovery_code() != old_code and vault.recovery_code().split("-")[0] in seen
        with pytest.raises(IroError):
            open_key_file(vault.key_file, NEW)
    vault.close()


async def test_a_backup_is_made_tried_and_put_back(own: Path) -> None:
    vault = Vault.open(own, PASSPHRASE, now=lambda: AT)
    app = IroApp(own, TODAY, vault, clock=clock)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.invented = False
        app.action_backups()
        await pilot.pause()
        await press(pilot, "n")
        assert len(copies_in(vault.backups)) == len(
            [x for x in lines(app.screen.query_one(RowList)) if " MB " in x]
        )
        assert "Made, opened and compared." in toasts(app.screen)
        await press(pilot, "t")
        assert "It opened whole, with 0 children" in words(app.screen, "#backups-summary")
        vault.act(save_profile, {"name": "Somebody Else"})
        await press(pilot, "enter")
        assert "Settings and the like: 1 change would go" in "\n".join(drawn(app))
        await pilot.press("f2")
        while app.return_value is None:
            await pilot.pause(0.05)
    assert app.return_value == LOCKED
    assert app.locked_words.startswith("The backup is put back.")
    assert vault.ask(whose).name == "R. Calder"
    vault.close()


async def test_what_wants_mending_stands_first(own: Path) -> None:
    vault = Vault.open(own, PASSPHRASE, now=lambda: AT)
    app = IroApp(own, TODAY, vault, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_doctor()
        await pilot.pause()
        await press(pilot)
        rows = lines(app.screen.query_one(RowList))
        assert rows[0].startswith("! ") and rows[-1].startswith("√ ")
        assert "mending" in words(app.screen, "#doctor-summary")
    vault.close()
