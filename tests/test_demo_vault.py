"""The invented caseload in a vault, and from the command line."""

from __future__ import annotations

import stat
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select
from told_story import SUNDAY, held, rows, told

from iro_tui.casework.letters import letter_facts, letter_of, letters_owed
from iro_tui.casework.outbox import ledger
from iro_tui.cli import main
from iro_tui.demo import make_demo, throw_away
from iro_tui.demo.story import tell
from iro_tui.errors import BadInput
from iro_tui.record.tables import (
    Child,
)
from iro_tui.vault import history
from iro_tui.vault.key import Cost
from iro_tui.vault.store import Vault
from letters.compose import compose
from letters.invented import write_letters


@pytest.mark.campaign
def test_what_a_letter_needs_is_there_for_nearly_every_last_review(home: Path, cheap: Cost) -> None:
    with Vault.create(home, "x" * 20, cost=cheap) as vault:
        make_demo(vault, SUNDAY)
        last = [held(SUNDAY, child)[-1]["id"] for child in rows(SUNDAY, Child) if held(SUNDAY, child)]
        gaps = [compose(vault.ask(letter_facts, review_id, SUNDAY)).gaps for review_id in last]
    assert sum(not found for found in gaps) >= 0.8 * len(gaps)


def test_the_same_day_and_seed_give_the_same_rows_and_another_seed_others() -> None:
    assert tell(SUNDAY, 63).book.rows == told(SUNDAY).book.rows
    assert tell(SUNDAY, 64).book.rows[Child] != told(SUNDAY).book.rows[Child]


@pytest.mark.campaign
def test_undo_never_takes_the_caseload_back(vault: Vault) -> None:
    make_demo(vault, SUNDAY)
    assert vault.ask(history.last_step) is None
    assert vault.act(history.undo).result is None
    assert len(vault.ask(_children)) == 63


def test_what_is_done_after_the_demo_can_be_undone(vault: Vault) -> None:
    made = make_demo(vault, SUNDAY)
    write_letters(vault, made, SUNDAY)
    assert vault.act(history.undo).result is not None
    assert len(vault.ask(_children)) == 63


def test_a_vault_with_children_is_refused_and_left_alone(vault: Vault) -> None:
    make_demo(vault, SUNDAY)
    before = vault.ask(_children)
    with pytest.raises(BadInput, match="children in this vault already"):
        make_demo(vault, SUNDAY, seed=2)
    assert vault.ask(_children) == before


def test_every_link_points_at_a_row_and_the_file_is_whole(vault: Vault) -> None:
    make_demo(vault, SUNDAY)
    with vault.raw() as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        written = connection.execute("SELECT count(*) FROM history").fetchone()[0]
    assert written == sum(len(found) for found in told(SUNDAY).book.rows.values())


def test_the_program_writes_one_draft_and_one_letter_to_upload(vault: Vault) -> None:
    made = make_demo(vault, SUNDAY)
    write_letters(vault, made, SUNDAY)
    (drafted,) = made.to_draft
    row = vault.ask(letter_of, drafted)
    assert row is not None and "Ruth Calder" in row.text
    waiting = [entry for entry in vault.ask(ledger, SUNDAY, vault.outbox) if entry.state == "to upload"]
    assert len(waiting) == 1 and (vault.outbox / waiting[0].file).is_file()
    states = Counter(letter.state for letter in vault.ask(letters_owed, SUNDAY))
    assert states["draft"] == 1 and states["exported, to upload"] == 1 and states["not begun"] >= 2


def test_throw_away_leaves_nothing_even_on_an_error() -> None:
    with throw_away(SUNDAY) as vault:
        folder = vault.home.parent
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert len(vault.ask(_children)) == 63
        assert vault.now().astimezone().date() == SUNDAY
    assert not folder.exists()
    with pytest.raises(RuntimeError, match="torn"), throw_away(SUNDAY) as vault:
        folder = vault.home.parent
        raise RuntimeError("torn")
    assert not folder.exists()


def _run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(words)
    out = capsys.readouterr()
    return int(ended.value.code or 0), out.out, out.err


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase"
    file.write_text("heron lantern gravel tuesday\n")
    return file


def test_demo_keeps_a_vault_where_it_is_told(
    home: Path, secret: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("demo", "--home", str(home), "--no-ui", "--passphrase-file", str(secret), "--on", "22/11/2026")
    status, out, err = _run(capsys, *words)
    assert (status, err) == (0, "") and out.startswith("63 invented children") and out.count("\n") == 1
    with Vault.open(home, "heron lantern gravel tuesday") as vault:
        assert len(vault.ask(_children)) == 63
    status, out, err = _run(capsys, *words)
    assert (status, out) == (2, "") and "already" in err


def test_demo_asks_where_and_refuses_a_home_it_would_throw_away(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IRO_TUI_HOME")
    assert "--home DIR" in _run(capsys, "demo", "--no-ui")[2]
    status, _, err = _run(capsys, "demo", "--home", str(home))
    assert status == 2 and "--no-ui" in err and not home.exists()


def test_demo_opens_the_app_on_an_invented_vault_and_deletes_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []

    def run(home: Path, today: date | None = None, vault: Vault | None = None) -> int:
        assert vault is not None
        seen.extend((home, today, len(vault.ask(_children))))
        return 0

    monkeypatch.setattr("screens.app.run", run)
    status, _, err = _run(capsys, "demo", "--on", "22/11/2026")
    assert status == 0 and err.count("\n") == 1
    assert seen[1:] == [SUNDAY, 63] and not seen[0].exists()


def _children(session: Session) -> list[str]:
    return sorted(session.exec(select(Child.id)).all())
