"""Erasing a child: not one byte of what was written is left in the file, and the rest is as it was."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, select

from iro_tui.casework.child_record import child_id_of
from iro_tui.casework.children import save_profile
from iro_tui.casework.erasing import erase_child, stub_of, to_erase
from iro_tui.casework.search import search
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput, IroError
from iro_tui.exchange.erase import erase, in_words
from iro_tui.record.tables import Child, Consultation, Decision, Note, OutboxEntry, Review
from iro_tui.vault import chain
from iro_tui.vault.backups import backup, copies_in
from iro_tui.vault.connection import connect
from iro_tui.vault.doctor import examine
from iro_tui.vault.drafts import all_drafts
from iro_tui.vault.history import history_of, undo
from iro_tui.vault.store import Vault

TODAY = date(2026, 11, 22)
WORDS = ("Quibberwock", "Zanthoria", "Mumblefritz", "Oddlepuff", "Snarkelby", "Vexilode")
"""Invented words, one for each way in which words about the child get into the file."""
PAGE, RESERVED = 4096, 80


@verb("children put in")
def children(session: Session) -> None:
    leo = Child(id="leo0", mosaic_id="1048811", first_name="Quibberwock", surname="Hill", born=TODAY)
    amira = Child(id="amira0", mosaic_id="1048812", first_name="Amira", surname="Khan", born=TODAY)
    session.add_all([leo, amira])
    session.flush()
    for child in (leo, amira):
        review = Review(id=f"review-{child.id}", child_id=child.id, opened_on=TODAY)
        session.add(review)
        session.flush()
        text = "Zanthoria again" if child is leo else "Amira is well"
        for number in range(60):
            session.add(
                Note(child_id=child.id, review_id=review.id, text=f"{text} {number}", position=number)
            )
        session.add(Decision(child_id=child.id, review_id=review.id, text=f"{text}: school"))
    session.add(Consultation(id="talk0", child_id="leo0", held_on=TODAY, own_words="Mumblefritz said no"))


@verb("talk changed")
def change_talk(session: Session) -> None:
    talk = session.get(Consultation, "talk0")
    assert talk is not None
    talk.own_words = "Something else now"


@verb("note taken away")
def take_note(session: Session) -> None:
    note = Note(child_id="leo0", review_id="review-leo0", text="Oddlepuff taken back")
    session.add(note)
    session.flush()
    session.delete(note)


@verb("note put in")
def put(session: Session, row: Any) -> None:
    session.add(row)


@pytest.fixture
def office(vault: Vault) -> Vault:
    vault.act(children)
    vault.act(change_talk)
    vault.act(take_note)
    vault.keep_draft("note:leo0", "leo0", {"text": "Snarkelby half typed"})
    vault.keep_draft("letter:review-leo0", None, {"text": "Vexilode half typed"})
    vault.keep_draft("note:amira0", "amira0", {"text": "kept"})
    return vault


def pages(vault: Vault) -> bytes:
    """Every page of the file and of its journal, decrypted one by one as they lie there, free ones too."""
    found = b""
    journal = vault.home / "vault.db-wal"
    content = (vault.home / "vault.db").read_bytes()
    parts = [content[start : start + PAGE] for start in range(0, len(content), PAGE)]
    parts[0] = b"\0" * 16 + parts[0][16:]
    if journal.exists():
        frames = journal.read_bytes()[32:]
        parts += [frames[start + 24 : start + 24 + PAGE] for start in range(0, len(frames), PAGE + 24)]
    for number, page in enumerate(parts):
        body = page[16:-RESERVED] if number == 0 else page[:-RESERVED]
        vector = page[-RESERVED : -RESERVED + 16]
        if len(body) % 16 or len(vector) < 16:
            continue
        key = ["-K", vault.data_key.hex(), "-iv", vector.hex()]
        done = subprocess.run(
            ["openssl", "enc", "-d", "-aes-256-cbc", "-nopad", *key],
            input=body,
            capture_output=True,
            check=True,
        )
        found += done.stdout
    return found


def holds(content: bytes) -> set[str]:
    return {word for word in WORDS if word.lower().encode() in content.lower()}


@pytest.mark.skipif(shutil.which("openssl") is None, reason="decrypts the pages with openssl")
def test_no_byte_of_the_childs_words_is_left_in_the_decrypted_pages(office: Vault) -> None:
    with office.raw() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert holds(pages(office)) == set(WORDS), "this test sees what lies in the pages"
    erase(office, "leo0", "quibberwock  hill", "Moved to another council", TODAY)
    left = pages(office)
    assert holds(left) == set()
    assert b"leo0" not in left
    assert b"Amira is well 59" in left


def test_the_rest_is_as_it_was_the_chain_is_whole_and_a_stub_stays(office: Vault) -> None:
    before = office.ask(lambda session: list(history_of(session, "amira0", 999)))
    gone = erase(office, "leo0", "Quibberwock Hill", "Moved to another council", TODAY)
    assert office.ask(lambda session: session.get(Child, "leo0")) is None
    for table in (Note, Decision, Consultation, Review):
        rows = office.ask(lambda s, t=table: [row.child_id for row in s.exec(select(t))])
        assert "leo0" not in rows
        assert table is Consultation or "amira0" in rows
    after = office.ask(lambda session: list(history_of(session, "amira0", 999)))
    assert after == before
    assert [row.words for row in office.ask(history_of, limit=1)] == ["child erased"]
    with office.raw() as connection:
        assert chain.verify(connection).broken_at is None
    assert [draft.key for draft in office.ask(all_drafts)] == ["note:amira0"]
    assert office.ask(stub_of, "1048811") == gone.stub
    assert (gone.stub.mosaic_id, gone.stub.erased_on) == ("1048811", TODAY)
    assert "9 months" not in in_words(gone)
    assert not [
        check for check in examine(office) if check.name in ("vault", "history", "backup") and not check.ok
    ]


def test_history_stays_closed_to_everybody_else_afterwards(office: Vault) -> None:
    erase(office, "leo0", "Quibberwock Hill", "Moved to another council", TODAY)

    @verb("history tampered with")
    def tamper(session: Session) -> None:
        session.connection().exec_driver_sql("DELETE FROM history")

    with pytest.raises(Exception, match="history is never removed"):
        office.act(tamper)
    office.act(put, Note(child_id="amira0", review_id="review-amira0", text="new"))
    assert office.ask(history_of, limit=1)[0].after["text"] == "new"
    office.act(undo)
    with pytest.raises(IroError, match="cannot be brought back"):
        office.act(undo)


def test_nothing_of_the_child_is_found_by_searching(office: Vault) -> None:
    assert office.ask(search, "Zanthoria", TODAY).count
    erase(office, "leo0", "Quibberwock Hill", "Moved to another council", TODAY)
    assert not office.ask(search, "Zanthoria", TODAY).count
    assert office.ask(search, "well", TODAY).count
    with office.raw() as connection:
        connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")


def test_whoever_asks_for_the_number_is_told_when_and_why(office: Vault) -> None:
    with pytest.raises(BadInput, match="There is no child with the Mosaic number 7 on this caseload"):
        office.ask(child_id_of, "7")
    erase(office, "leo0", "Quibberwock Hill", "Moved to another council.", TODAY)
    with pytest.raises(BadInput) as told:
        office.ask(child_id_of, " 1048811 ")
    assert str(told.value) == (
        "The child with the Mosaic number 1048811 was erased on Sun 22 Nov 2026: Moved to another council."
    )


def test_old_backups_are_named_or_go_too(office: Vault) -> None:
    old = backup(office)
    gone = erase(office, "leo0", "Quibberwock Hill", "Moved to another council", TODAY)
    assert gone.backups == 1
    assert "1 backup from before still holds" in in_words(gone)
    assert old.exists()
    erase(office, "amira0", "Amira Khan", "Left care a year ago", TODAY, old_backups_too=True)
    assert len(copies_in(office.backups)) == 1
    assert not old.exists()
    assert not old.with_suffix(".key").exists()


@pytest.mark.parametrize(
    ("typed", "reason", "words"),
    [
        ("Leo Hill", "Moved away", "Type the whole name"),
        ("", "Moved away", "Type the whole name"),
        ("Quibberwock Hill", "", "Why"),
        ("Quibberwock Hill", "Quibberwock moved away", "names the child"),
    ],
)
def test_a_wrong_name_or_no_reason_erases_nothing(office: Vault, typed: str, reason: str, words: str) -> None:
    before = office.ask(history_of, limit=999)
    with pytest.raises(BadInput, match=words):
        erase(office, "leo0", typed, reason, TODAY)
    assert office.ask(history_of, limit=999) == before


def test_a_child_with_something_not_with_the_council_is_not_erased(office: Vault) -> None:
    office.act(put, OutboxEntry(kind="LETTER", child_id="leo0", subject_id="x", made_on=TODAY, file="a.docx"))
    assert office.ask(to_erase, "leo0").missing == ("a.docx",)
    with pytest.raises(BadInput, match=r"1 thing is not with the council yet: a\.docx"):
        erase(office, "leo0", "Quibberwock Hill", "Moved away", TODAY)
    file = office.outbox / "a.docx"
    file.write_bytes(b"plain")

    @verb("ticked")
    def ticked(session: Session) -> None:
        for entry in session.exec(select(OutboxEntry).where(col(OutboxEntry.child_id) == "leo0")):
            entry.uploaded_on = TODAY

    office.act(ticked)
    erase(office, "leo0", "Quibberwock Hill", "Moved away", TODAY)
    assert not file.exists()


def test_a_failure_half_way_erases_nothing(office: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    from iro_tui.vault import erase as erasing

    before = office.ask(history_of, limit=999)
    for step in ("chain_all", "ensure_triggers"):

        def broken(connection: object) -> None:
            raise IroError("the lights went out")

        with monkeypatch.context() as dark:
            dark.setattr(erasing, step, broken)
            with pytest.raises(IroError, match="lights"):
                office.act(erase_child, "leo0", "Quibberwock Hill", "Moved away", TODAY)
        assert office.ask(history_of, limit=999) == before
        assert office.ask(lambda session: len(session.exec(select(Note)).all())) == 120
        with office.raw() as connection:
            assert chain.verify(connection).broken_at is None
    office.act(change_talk)


KILLED = """
import os, sys
from datetime import date
from pathlib import Path
from iro_tui.vault.store import Vault
from iro_tui.vault import erase as erasing
from iro_tui.exchange import erase as gone
step, home = sys.argv[1:]
owner = gone if step in ("sweep",) else erasing
real = getattr(owner, step)
def die(*given):
    if step != "sweep": real(*given)
    os._exit(9)
setattr(owner, step, die)
vault = Vault.open(Path(home), "heron lantern gravel tuesday")
gone.erase(vault, "leo0", "Quibberwock Hill", "Moved away", date(2026, 11, 22))
"""


@pytest.mark.parametrize(
    ("step", "erased"),
    [("drop_triggers", False), ("chain_all", False), ("ensure_triggers", False), ("sweep", True)],
)
def test_a_kill_at_each_step_leaves_all_or_nothing(
    office: Vault, home: Path, passphrase: str, step: str, erased: bool
) -> None:
    office.close()
    done = subprocess.run([sys.executable, "-c", KILLED, step, str(home)], check=False)
    assert done.returncode == 9
    with Vault.open(home, passphrase) as vault:
        left = vault.ask(lambda session: len(session.exec(select(Child)).all()))
        assert left == (1 if erased else 2)
        with vault.raw() as connection:
            assert chain.verify(connection).broken_at is None
            counted = connection.execute("SELECT count(*) FROM history WHERE child_id = 'leo0'").fetchone()
        assert bool(counted[0]) is not erased


def test_backups_in_the_second_place_go_too_and_the_decrypted_ones_hold_no_planted_word(
    office: Vault, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    office.act(save_profile, {"name": "R. Calder", "backup_folder": str(stick)})
    backup(office)
    assert all(planted(office, copy) for folder in (office.backups, stick) for copy in copies_in(folder))
    gone = erase(office, "leo0", "Quibberwock Hill", "Moved to another council", TODAY)
    assert gone.backups >= 2 and "backups from before still hold" in in_words(gone)
    gone = erase(office, "amira0", "Amira Khan", "Left care a year ago", TODAY, old_backups_too=True)
    assert (gone.backups, gone.second_away) == (0, False)
    for folder in (office.backups, stick):
        (only,) = copies_in(folder)
        assert not planted(office, only)


def planted(vault: Vault, copy: Path) -> bool:
    """Whether a copy, opened with the vault's key, says any of the planted words."""
    connection = connect(copy, vault.data_key)
    try:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        said = repr([connection.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in tables])
    finally:
        connection.close()
    return bool(holds(said.encode()))
