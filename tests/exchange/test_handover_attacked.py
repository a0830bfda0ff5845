"""Hand-overs that go wrong: the file, the order, what both did meanwhile. Nothing is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from test_handover import KOFI, TODAY, change, get, mine, other, put, send, state, take, take_in

from iro_tui.errors import BadInput
from iro_tui.exchange import handover
from iro_tui.exchange.merging import MINE, THEIRS
from iro_tui.exchange.passing import look, opened_package, pass_on
from iro_tui.exchange.sealed_file import WrongSeal, seal
from iro_tui.record.tables import Child, Consultation, Note
from iro_tui.vault import chain
from iro_tui.vault.key import Cost
from iro_tui.vault.store import Vault

__all__ = ["mine", "other"]
WORDS = "walnut ferry cobalt muddle"


@pytest.fixture
def file(mine: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cheap: Cost) -> Path:
    """A sealed file with Kofi, at a cheap cost."""
    from iro_tui.exchange import sealed_file

    monkeypatch.setattr(sealed_file, "seal", lambda content, words: seal(content, words, cheap))
    made = tmp_path / "kofi.sealed"
    pass_on(mine, mine.ask(handover.pack, [KOFI], "Tom", True, TODAY), made, WORDS)
    return made


def sound(vault: Vault) -> bool:
    with vault.raw() as connection:
        return chain.verify(connection).broken_at is None


def test_a_wrong_passphrase_opens_nothing(file: Path) -> None:
    with pytest.raises(WrongSeal, match="does not open this file"):
        opened_package(file, WORDS + "!")
    assert len(opened_package(file, WORDS).children) == 1


def test_a_file_cut_short_anywhere_is_refused(file: Path) -> None:
    whole = file.read_bytes()
    for length in (0, 1, 80, 200, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:length])
        with pytest.raises((BadInput, WrongSeal)):
            opened_package(file, WORDS)
    file.write_bytes(whole + b"x")
    with pytest.raises(BadInput, match="damaged"):
        opened_package(file, WORDS)


def test_another_file_or_none_is_said_in_one_sentence(file: Path, tmp_path: Path, cheap: Cost) -> None:
    for content, words in (
        (b"PK\x03\x04 a workbook", "not a sealed file"),
        (seal(b"an export", WORDS, cheap), "holds no hand-over"),
        (seal(b'{"format": "iro-tui record"}', WORDS, cheap), "holds no hand-over"),
        (seal(b"[" * 100_000, WORDS, cheap), "holds no hand-over"),
    ):
        file.write_bytes(content)
        with pytest.raises(BadInput, match=words):
            opened_package(file, WORDS)
    with pytest.raises(BadInput, match="cannot be read"):
        opened_package(tmp_path / "nowhere", WORDS)
    with pytest.raises(BadInput, match="cannot be read"):
        opened_package(tmp_path, WORDS)


def test_my_own_file_received_by_myself_changes_nothing(mine: Vault, file: Path) -> None:
    before = state(mine)
    package = opened_package(file, WORDS)
    (seen,) = look(mine, package)
    assert (seen.new, seen.added, seen.changed, seen.removed, seen.clashes) == (False, 0, 0, 0, ())
    with pytest.raises(BadInput, match="received already"):
        take_in(mine, package)
    assert state(mine) == before
    with mine.raw() as connection:
        assert connection.execute("SELECT count(*) FROM earlier_change").fetchone() == (0,)


def test_the_same_file_twice_leaves_record_and_history_as_they_were(mine: Vault, other: Vault) -> None:
    package = send(mine, KOFI)
    take_in(other, package)
    with other.raw() as connection:
        once = connection.execute("SELECT count(*) FROM earlier_change").fetchone()
    before = state(other)
    with pytest.raises(BadInput, match="received already"):
        take_in(other, package)
    assert state(other) == before
    with other.raw() as connection:
        assert connection.execute("SELECT count(*) FROM earlier_change").fetchone() == once
    assert sound(other)


def test_a_child_already_there_with_other_words_is_asked_field_by_field(mine: Vault, other: Vault) -> None:
    own = Child(mosaic_id=KOFI, first_name="Kofi", surname="Asante-Mensah", born=date(2017, 2, 1))
    own.language, own.id = "Twi", "c" * 16
    other.act(put, own)
    package = send(mine, KOFI)
    (seen,) = other.ask(handover.preview, package, {})
    assert [(each.what, each.mine, each.theirs) for each in seen.clashes] == [
        ("Child: Surname", "Asante-Mensah", "Asante")
    ]
    take_in(other, package, MINE)
    child = get(other, Child, "c" * 16)
    assert (child["surname"], child["language"]) == ("Asante-Mensah", "Twi")
    assert sound(other)


@pytest.mark.parametrize("cover", [True, False])
def test_a_child_closed_on_one_side_stays_so_there_unless_it_comes_for_good(
    mine: Vault, other: Vault, cover: bool
) -> None:
    take_in(other, send(mine, KOFI))
    mine.act(change, Child, "a" * 16, closed_on=date(2026, 11, 20))
    other.act(change, Note, "n" * 16, text="Seen on Friday.")
    take_in(mine, send(other, KOFI, to="Ruth", cover=cover))
    child = get(mine, Child, "a" * 16)
    assert child["closed_on"] == (date(2026, 11, 20) if cover else None)
    assert get(mine, Note, "n" * 16)["text"] == "Seen on Friday."


@pytest.mark.parametrize("deleted_here", [True, False])
@pytest.mark.parametrize("stands", [MINE, THEIRS])
def test_a_row_taken_away_on_one_side_and_changed_on_the_other_is_asked(
    mine: Vault, other: Vault, deleted_here: bool, stands: str
) -> None:
    take_in(other, send(mine, KOFI))
    one, two = (mine, other) if deleted_here else (other, mine)
    one.act(take, Consultation, "t" * 16)
    two.act(change, Consultation, "t" * 16, own_words="I want two dogs.")
    package = send(other, KOFI, to="Ruth")
    (seen,) = mine.ask(handover.preview, package, {})
    assert [(each.mine, each.theirs) for each in seen.clashes] == [
        ("taken away", "kept and changed") if deleted_here else ("kept and changed", "taken away")
    ]
    take_in(mine, package, stands)
    row: Any = get(mine, Consultation, "t" * 16)
    stays = (stands == THEIRS) == deleted_here
    assert (row and row["own_words"]) == ("I want two dogs." if stays else None)
    take_in(other, send(mine, KOFI))
    assert state(other) == state(mine)
    assert sound(mine)
    assert sound(other)


def test_a_later_file_before_an_earlier_one_gives_the_same(mine: Vault, other: Vault) -> None:
    take_in(other, send(mine, KOFI))
    mine.act(change, Child, "a" * 16, language="Twi")
    first = send(mine, KOFI)
    mine.act(put, Note(child_id="a" * 16, review_id="r" * 16, text="Later."))
    second = send(mine, KOFI)
    take_in(other, second)
    assert state(other) == state(mine)
    (seen,) = other.ask(handover.preview, first, {})
    take_in(other, first)
    assert seen.clashes == ()
    assert state(other) == state(mine), "the older file takes nothing back"
    with other.raw() as connection:
        ids = connection.execute("SELECT count(*), count(DISTINCT id) FROM earlier_change").fetchone()
    assert ids[0] == ids[1] > 0
