"""The key file, the recovery code and what makes a passphrase weak."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from iro_tui.errors import IroError
from iro_tui.vault import key
from iro_tui.vault.key import Cost, WrongPassphrase


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault.key"


def test_the_key_file_opens_with_its_passphrase_only(path: Path, cheap: Cost) -> None:
    data_key = key.create_key_file(path, "slate marmalade finch", cheap)
    assert len(data_key) == 32
    assert key.open_key_file(path, "slate marmalade finch") == data_key
    with pytest.raises(WrongPassphrase) as refusal:
        key.open_key_file(path, "slate marmalade finches")
    assert str(refusal.value) == (
        "That passphrase does not open this vault. Try again, or use the recovery sheet."
    )


def test_the_full_cost_is_128_mebibytes_and_four_passes(path: Path) -> None:
    assert Cost() == Cost(ops=4, mem=134_217_728)
    key.create_key_file(path, "slate marmalade finch")
    header = json.loads(path.read_text())
    assert (header["ops"], header["mem"]) == (4, 134_217_728)
    assert key.open_key_file(path, "slate marmalade finch")


def test_the_key_file_holds_neither_key_nor_passphrase_and_is_private(path: Path, cheap: Cost) -> None:
    data_key = key.create_key_file(path, "slate marmalade finch", cheap)
    content = path.read_bytes()
    assert b"marmalade" not in content
    assert data_key not in content and data_key.hex().encode() not in content
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir() if file.name.startswith("vault")] == ["vault.key"]


def test_a_key_file_is_never_overwritten_by_a_new_one(path: Path, cheap: Cost) -> None:
    data_key = key.create_key_file(path, "slate marmalade finch", cheap)
    with pytest.raises(IroError, match="There is a key file already"):
        key.create_key_file(path, "another passphrase", cheap)
    assert key.open_key_file(path, "slate marmalade finch") == data_key


def test_two_vaults_never_share_a_key(tmp_path: Path, cheap: Cost) -> None:
    first = key.create_key_file(tmp_path / "a", "slate marmalade finch", cheap)
    second = key.create_key_file(tmp_path / "b", "slate marmalade finch", cheap)
    assert first != second
    assert key.key_id(first) != key.key_id(second)


def test_wrapping_the_data_key_anew_changes_the_passphrase(path: Path, cheap: Cost) -> None:
    data_key = key.create_key_file(path, "slate marmalade finch", cheap)
    key.wrap_key(path, data_key, "new and longer words", cheap)
    assert key.open_key_file(path, "new and longer words") == data_key
    with pytest.raises(WrongPassphrase):
        key.open_key_file(path, "slate marmalade finch")


def test_the_same_letters_typed_on_another_system_open_it(path: Path, cheap: Cost) -> None:
    composed, decomposed = "caf\u00e9 \ufb01nch slate", "cafe\u0301 finch slate"
    assert composed != decomposed
    data_key = key.create_key_file(path, composed, cheap)
    assert key.open_key_file(path, decomposed) == data_key


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ops", 2),
        ("mem", 128 << 10),
        ("salt", "AAAAAAAAAAAAAAAAAAAAAA=="),
        ("key_id", "00000000"),
        ("version", 0),
    ],
)
def test_every_changed_header_field_is_refused(path: Path, cheap: Cost, field: str, value: object) -> None:
    key.create_key_file(path, "slate marmalade finch", cheap)
    header = json.loads(path.read_text())
    assert header[field] != value
    path.write_text(json.dumps(header | {field: value}))
    with pytest.raises(WrongPassphrase):
        key.open_key_file(path, "slate marmalade finch")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mem", 1 << 40),
        ("mem", 0),
        ("mem", "all"),
        ("ops", 10**9),
        ("ops", -1),
        ("ops", True),
        ("salt", "AAAA"),
        ("salt", "not base64!"),
        ("box", "AAAA"),
        ("box", None),
    ],
)
def test_absurd_numbers_are_refused_before_any_work(
    path: Path, cheap: Cost, field: str, value: object
) -> None:
    key.create_key_file(path, "slate marmalade finch", cheap)
    path.write_text(json.dumps(json.loads(path.read_text()) | {field: value}))
    with pytest.raises(IroError, match="is damaged"):
        key.open_key_file(path, "slate marmalade finch")


@pytest.mark.parametrize("content", [b"", b"\x00" * 300, b"[]", b"{}", b'"text"', b"\xff\xfe"])
def test_a_file_that_is_no_key_file_is_said_to_be_damaged(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(IroError, match="is damaged"):
        key.open_key_file(path, "slate marmalade finch")
    assert key.key_id_of_file(path) is None


def test_a_newer_key_file_and_a_missing_one_are_said_to_be_so(path: Path, cheap: Cost) -> None:
    with pytest.raises(IroError, match="is missing"):
        key.open_key_file(path, "slate marmalade finch")
    key.create_key_file(path, "slate marmalade finch", cheap)
    path.write_text(json.dumps(json.loads(path.read_text()) | {"version": 2}))
    with pytest.raises(IroError, match="newer version"):
        key.open_key_file(path, "slate marmalade finch")


DATA_KEYS = [bytes(32), b"\xff" * 32, bytes(range(32)), bytes(reversed(range(100, 132)))]


@pytest.mark.parametrize("data_key", DATA_KEYS)
def test_the_recovery_code_is_the_data_key_in_14_groups_of_4(data_key: bytes) -> None:
    code = key.recovery_code(data_key)
    groups = code.split("-")
    assert [len(group) for group in groups] == [4] * 14
    assert not set(code) & set("ILOU")
    assert key.data_key_from_code(code) == data_key


def test_the_recovery_code_forgives_how_it_is_typed() -> None:
    data_key = bytes(range(32))
    code = key.recovery_code(data_key)
    assert "0" in code and "1" in code
    for typed in (
        code.lower(),
        code.replace("-", ""),
        code.replace("-", "  \n"),
        code.replace("0", "o").replace("1", "l"),
        code.replace("0", "O").replace("1", "I"),
        code.replace("-", "–"),
    ):
        assert key.data_key_from_code(typed) == data_key


def test_every_single_wrong_letter_in_a_recovery_code_is_refused() -> None:
    letters = key.recovery_code(bytes(range(32))).replace("-", "")
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    for place, right in enumerate(letters):
        for wrong in alphabet.replace(right, ""):
            with pytest.raises(IroError, match="mistake"):
                key.data_key_from_code(letters[:place] + wrong + letters[place + 1 :])


def test_swapped_neighbours_in_a_recovery_code_are_refused() -> None:
    letters = key.recovery_code(bytes(range(32))).replace("-", "")
    swaps = 0
    for place in range(len(letters) - 1):
        first, second = letters[place : place + 2]
        if first != second:
            swaps += 1
            with pytest.raises(IroError, match="mistake"):
                key.data_key_from_code(letters[:place] + second + first + letters[place + 2 :])
    assert swaps > 40


def test_a_recovery_code_that_is_cut_short_or_impossible_says_what_is_wrong() -> None:
    code = key.recovery_code(bytes(range(32)))
    with pytest.raises(IroError, match="has 56 letters and digits; this one has 52"):
        key.data_key_from_code(code[:-5])
    with pytest.raises(IroError, match=r"There is no U in a recovery code\. Look again at group 3"):
        key.data_key_from_code(code[:10] + "U" + code[11:])
    with pytest.raises(IroError, match="this one has 0"):
        key.data_key_from_code("")


@pytest.mark.parametrize(
    ("weak", "because"),
    [
        ("", "has 0 characters"),
        ("short words", "has 11 characters; it needs at least 12"),
        ("aaaaaaaaaaaaaaaa", "over and over"),
        ("abcabcabcabcabc", "over and over"),
        ("ababccababccab", "over and over"),
        ("123456789012", "Digits and signs"),
        ("1989-11-09 + 1990", "Digits and signs"),
        ("passphrase12", "common word"),
        ("Password2026!", "common word"),
        ("PASSWORDPASSWORD", "common word"),
        ("September2026", "common word"),
        ("!!!Children!!!123", "common word"),
        ("qwertyuiop123", "row of the keyboard"),
        ("abcdefghijklmnop", "row of the keyboard"),
        ("poiuytrewq12", "row of the keyboard"),
    ],
)
def test_a_weak_passphrase_is_refused_with_its_reason(weak: str, because: str) -> None:
    problem = key.passphrase_problem(weak)
    assert problem is not None and because in problem
    assert problem.endswith("easy to keep.")


@pytest.mark.parametrize(
    "good",
    [
        "heron lantern gravel tuesday",
        "zeven kikkers springen",
        "x7!pQ2#mWv9z",
        "Wednesday the cat ate 4 plums",
    ],
)
def test_a_fair_passphrase_is_taken(good: str) -> None:
    assert key.passphrase_problem(good) is None
