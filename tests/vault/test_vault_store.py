"""Opening, asking, acting and closing, on real encrypted files."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlmodel import Session, select
from vault_verbs import add_child, add_child_and_fail, add_review, names, rename_child

from iro_tui.casework.verbs import verb
from iro_tui.errors import IroError
from iro_tui.record.child import Child
from iro_tui.vault import history, key
from iro_tui.vault.connection import connect
from iro_tui.vault.key import Cost, WrongPassphrase
from iro_tui.vault.lock import VaultInUse
from iro_tui.vault.store import Vault

MARKER = "Quillfeather"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file modes")


def test_what_was_recorded_is_there_after_closing(vault: Vault, home: Path, passphrase: str) -> None:
    acted = vault.act(add_child, "Wren")
    vault.close()
    with Vault.open(home, passphrase) as again:
        assert again.ask(names) == ["Wren"]
    assert acted.changed.words == "child added"
    assert acted.changed.rows == {("child", acted.result)}


def test_a_wrong_passphrase_opens_nothing_and_lets_go_of_the_lock(
    vault: Vault, home: Path, passphrase: str
) -> None:
    vault.close()
    with pytest.raises(WrongPassphrase):
        Vault.open(home, passphrase + "!")
    Vault.open(home, passphrase).close()


def test_the_recovery_code_opens_a_vault_without_its_key_file(vault: Vault, home: Path, cheap: Cost) -> None:
    vault.act(add_child, "Wren")
    code = vault.recovery_code()
    vault.close()
    vault.key_file.unlink()
    with pytest.raises(IroError, match=r"vault\.key is missing"):
        Vault.open(home, "anything at all")
    with Vault.open_with_code(home, code.lower(), cost=cheap) as again:
        assert again.ask(names) == ["Wren"]
        again.set_passphrase("a new beginning entirely")
    with Vault.open(home, "a new beginning entirely") as again:
        assert again.ask(names) == ["Wren"]


def test_the_code_of_another_vault_is_refused(vault: Vault, home: Path) -> None:
    vault.close()
    with pytest.raises(IroError, match="belongs to another vault"):
        Vault.open_with_code(home, key.recovery_code(bytes(32)))
    vault.key_file.unlink()
    with pytest.raises(IroError, match="cannot be read"):
        Vault.open_with_code(home, key.recovery_code(bytes(32)))


def test_no_vault_there_says_what_to_do(home: Path) -> None:
    with pytest.raises(IroError) as refusal:
        Vault.open(home, "whatever it may be")
    assert str(refusal.value) == (
        f"There is no vault in {home} yet. Run iro-tui init, or name another folder with --home."
    )
    assert not home.exists()
    assert not Vault.exists(home)


def test_create_never_overwrites(vault: Vault, home: Path, passphrase: str, cheap: Cost) -> None:
    vault.act(add_child, "Wren")
    with pytest.raises(VaultInUse):
        Vault.create(home, "another passphrase", cost=cheap)
    vault.close()
    with pytest.raises(IroError, match=r"There is a vault in .* already"):
        Vault.create(home, "another passphrase", cost=cheap)
    (home / "vault.db").rename(home / "elsewhere.db")
    with pytest.raises(IroError, match="There is a key file already"):
        Vault.create(home, "another passphrase", cost=cheap)
    (home / "elsewhere.db").rename(home / "vault.db")
    with Vault.open(home, passphrase) as again:
        assert again.ask(names) == ["Wren"]


def test_a_creation_that_was_cut_short_is_begun_again(home: Path, passphrase: str, cheap: Cost) -> None:
    home.mkdir()
    (home / "vault.part").write_bytes(b"half a file")
    (home / "vault.part-wal").write_bytes(b"and its journal")
    key.create_key_file(home / "vault.key", "never shown to anyone", cheap)
    with Vault.create(home, passphrase, cost=cheap) as vault:
        vault.act(add_child, "Wren")
    with Vault.open(home, passphrase) as again:
        assert again.ask(names) == ["Wren"]
    assert not list(home.glob("vault.part*"))


def test_a_second_copy_is_refused_before_any_passphrase_is_tried(vault: Vault, home: Path) -> None:
    with pytest.raises(VaultInUse, match="is in use by another copy of iro-tui"):
        Vault.open(home, "even a wrong one")


def test_a_second_process_is_refused_and_may_in_when_the_first_has_gone(
    vault: Vault, home: Path, passphrase: str
) -> None:
    script = (
        "import sys; from pathlib import Path; from iro_tui.vault.store import Vault\n"
        "try: Vault.open(Path(sys.argv[1]), sys.argv[2]).close(); print('in')\n"
        "except Exception as error: print(type(error).__name__)"
    )

    def other_process() -> str:
        command = [sys.executable, "-c", script, str(home), passphrase]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    assert other_process() == "VaultInUse"
    vault.close()
    assert other_process() == "in"


def test_the_file_itself_is_locked_against_other_programs(vault: Vault, home: Path) -> None:
    vault.act(add_child, "Wren")
    other = connect(home / "vault.db", vault.data_key)
    with pytest.raises(Exception, match="database is locked"):
        other.execute("SELECT count(*) FROM child")
    other.close()


@pytest.mark.parametrize("damage", ["emptied", "garbled start", "no database at all"])
def test_a_damaged_file_is_said_to_be_so_and_left_alone(
    vault: Vault, home: Path, passphrase: str, damage: str
) -> None:
    vault.act(add_child, "Wren")
    vault.close()
    file = home / "vault.db"
    content = file.read_bytes()
    damaged = {
        "emptied": b"",
        "garbled start": bytes(100) + content[100:],
        "no database at all": b"Dear diary, " * 1000,
    }[damage]
    file.write_bytes(damaged)
    with pytest.raises(IroError, match=r"vault\.db cannot be read: it is damaged.*backups"):
        Vault.open(home, passphrase)
    assert file.read_bytes() == damaged
    file.write_bytes(content)
    with Vault.open(home, passphrase) as again:
        assert again.ask(names) == ["Wren"]


def test_an_exception_leaves_nothing(vault: Vault) -> None:
    with pytest.raises(LookupError):
        vault.act(add_child_and_fail, "Wren")
    assert vault.ask(names) == []
    assert vault.ask(history.history_of) == []
    assert vault.act(add_child, "Robin").changed.step == 1


def test_a_failed_constraint_leaves_nothing_and_names_no_child(vault: Vault) -> None:
    vault.act(add_child, "Wren", mosaic_id="M1")
    with pytest.raises(IntegrityError) as failure:
        vault.act(add_child, MARKER, mosaic_id="M1")
    assert MARKER not in str(failure.value)
    assert vault.ask(names) == ["Wren"]


def test_links_are_enforced(vault: Vault) -> None:
    with pytest.raises(IntegrityError):
        vault.act(add_review, "no such child", [])
    assert vault.ask(history.history_of) == []


def test_a_question_cannot_write(vault: Vault) -> None:
    child_id = vault.act(add_child, "Wren").result

    def adds(session: Session) -> None:
        session.add(Child(mosaic_id="M2", first_name="Robin", born=datetime(2015, 1, 1).date()))  # noqa: DTZ001

    def flushes(session: Session) -> None:
        adds(session)
        session.flush()

    def commits(session: Session) -> None:
        rename_child(session, child_id, "Robin")
        session.commit()

    def bulk(session: Session) -> None:
        session.connection().exec_driver_sql("DELETE FROM child")

    with pytest.raises(RuntimeError, match="may not change anything"):
        vault.ask(adds)
    for question in (flushes, commits, bulk):
        with pytest.raises(DatabaseError, match="readonly"):
            vault.ask(question)
    assert vault.ask(names) == ["Wren"]
    assert vault.act(add_child, "Robin").result


def test_a_function_without_words_is_no_verb(vault: Vault) -> None:
    with pytest.raises(TypeError, match="not marked with @verb"):
        vault.act(names)


def test_a_session_inside_a_session_is_refused_at_once(vault: Vault) -> None:
    @verb("nothing")
    def asks_again(session: Session) -> list[str]:
        return vault.ask(names)

    with pytest.raises(RuntimeError, match="may not open another session"):
        vault.act(asks_again)
    assert vault.act(add_child, "Wren").result


def test_a_verb_cannot_end_its_own_step(vault: Vault) -> None:
    @verb("half done")
    def commits(session: Session) -> None:
        add_child(session, "Wren")
        session.commit()

    @verb("taken back")
    def rolls_back(session: Session) -> None:
        add_child(session, "Wren")
        session.rollback()

    @verb("the second of two added")
    def with_savepoint(session: Session) -> None:
        with pytest.raises(LookupError), session.begin_nested():
            add_child_and_fail(session, "Wren")
        add_child(session, "Robin")

    for ends in (commits, rolls_back):
        with pytest.raises(RuntimeError, match="a verb does not"):
            vault.act(ends)
    assert vault.ask(names) == []
    vault.act(with_savepoint)
    assert vault.ask(names) == ["Robin"]
    assert len(vault.ask(history.history_of)) == 1


def test_verbs_give_no_live_rows_away(vault: Vault) -> None:
    @verb("child added")
    def gives_row(session: Session) -> Child:
        add_child(session, "Wren")
        return session.exec(select(Child)).one()

    row = vault.act(gives_row).result
    with pytest.raises(Exception, match="not bound to a Session"):
        _ = row.first_name


def test_threads_take_turns_and_nothing_is_lost(vault: Vault) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(15):
                vault.act(add_child, f"{number}-{turn}")
                vault.ask(names)
                vault.keep_draft(f"review:{number}", None, {"turn": turn})
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(vault.ask(names)) == 60
    assert {row.step for row in vault.ask(history.history_of)} == set(range(1, 61))


def test_time_and_name_of_a_step_are_the_vaults(home: Path, passphrase: str, cheap: Cost) -> None:
    at = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
    with Vault.create(home, passphrase, cost=cheap, now=lambda: at, who="R. Calder") as vault:
        vault.act(add_child, "Wren")
        (row,) = vault.ask(history.history_of)
        assert (row.at, row.who, row.words) == (at, "R. Calder", "child added")
        vault.now = lambda: datetime(2027, 3, 2)  # noqa: DTZ001
        with pytest.raises(ValueError, match="time zone"):
            vault.act(add_child, "Robin")
        vault.now = lambda: at


def test_a_closed_vault_says_so_and_closes_twice(vault: Vault) -> None:
    vault.close()
    vault.close()
    for use in (lambda: vault.ask(names), lambda: vault.act(add_child, "Wren"), vault.recovery_code):
        with pytest.raises(IroError, match="The vault is closed"):
            use()


def test_closed_there_is_one_whole_file_and_no_journal(vault: Vault, home: Path) -> None:
    vault.act(add_child, "Wren")
    assert (home / "vault.db-wal").exists()
    vault.close()
    names_there = {path.name for path in home.iterdir()}
    assert names_there == {"vault.db", "vault.key", "vault.lock", "backups", "outbox"}


@POSIX
def test_folders_and_files_are_the_owners_alone(vault: Vault, home: Path) -> None:
    vault.act(add_child, "Wren")
    open_files = [path for path in home.rglob("*") if path.is_file()]
    assert home / "vault.db-wal" in open_files
    vault.close()
    for path in [home, *home.rglob("*"), *(path for path in open_files if path.exists())]:
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


@POSIX
def test_a_folder_that_was_there_and_empty_becomes_private(
    tmp_path: Path, passphrase: str, cheap: Cost
) -> None:
    folder = tmp_path / "already there"
    folder.mkdir(mode=0o755)
    Vault.create(folder, passphrase, cost=cheap).close()
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_made_is_said_to_be_so(tmp_path: Path, passphrase: str, cheap: Cost) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(IroError, match="No vault can be made in"):
        Vault.create(tmp_path / "file" / "vault", passphrase, cost=cheap)


@POSIX
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_lock_that_cannot_be_written_is_said_to_be_so(vault: Vault, home: Path, passphrase: str) -> None:
    vault.close()
    (home / "vault.lock").chmod(0o400)
    with pytest.raises(IroError, match="Nothing can be written in"):
        Vault.open(home, passphrase)


def test_nothing_on_the_disc_can_be_read_without_the_passphrase(vault: Vault, home: Path) -> None:
    child_id = vault.act(add_child, MARKER).result
    vault.act(add_review, child_id, [f"{MARKER} wants to see Nan. " * 200] * 20)
    vault.keep_draft(f"review:{child_id}", child_id, {"text": MARKER * 500})
    seen = set()

    def search() -> None:
        for path in [*home.rglob("*")]:
            if path.is_file():
                content = path.read_bytes()
                seen.add(path.name if path.parent == home else path.suffix)
                assert MARKER.encode() not in content, path
                assert b"SQLite format" not in content, path
                assert b"child_id" not in content, path

    search()
    vault.close()
    search()
    assert seen == {"vault.db", "vault.db-wal", "vault.key", "vault.lock", ".db", ".key"}


def test_a_full_disc_is_said_in_words_and_loses_nothing(vault: Vault) -> None:
    vault.act(add_child, "Wren")
    with vault.raw() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    child_id = vault.act(add_child, "Robin").result
    with pytest.raises(IroError, match="Nothing was saved: database or disk is full"):
        vault.act(add_review, child_id, ["a long note " * 3000])
    assert vault.ask(names) == ["Robin", "Wren"]
    with vault.raw() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
    vault.act(add_review, child_id, ["a long note " * 3000])


def test_sqlcipher_writes_nothing_on_the_screen(vault: Vault, home: Path, passphrase: str) -> None:
    vault.close()
    (home / "vault.db").write_bytes(b"Dear diary, " * 1000)
    script = (
        "import sys; from pathlib import Path\n"
        "from iro_tui.vault.store import IroError, Vault\n"
        "try: Vault.open(Path(sys.argv[1]), sys.argv[2])\n"
        "except IroError: print('refused')"
    )
    command = [sys.executable, "-c", script, str(home), passphrase]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (ran.stdout, ran.stderr) == ("refused\n", "")


def test_importing_the_vault_loads_no_database_layer() -> None:
    script = (
        "import sys; import iro_tui.vault.store\n"
        "print(sorted({'sqlmodel', 'sqlalchemy', 'sqlcipher3', 'nacl', 'pydantic'} & sys.modules.keys()))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
