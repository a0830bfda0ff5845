"""Files sealed under a passphrase of their own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iro_tui.errors import BadInput, IroError
from iro_tui.exchange.sealed_file import WrongSeal, is_sealed, open_sealed, seal
from iro_tui.vault.key import Cost

CHEAP = Cost(ops=1, mem=8192)
WORDS = "slate marmalade finch"


@settings(max_examples=40)
@given(st.binary(max_size=300), st.text(min_size=1, max_size=20))
def test_what_was_sealed_opens_again_with_its_passphrase(content: bytes, passphrase: str) -> None:
    sealed = seal(content, passphrase, CHEAP)
    assert open_sealed(sealed, passphrase) == content
    assert is_sealed(sealed)


@pytest.mark.parametrize("size", [0, 1, 65535, 65536, 65537, 200_000])
def test_any_length_opens_whole(size: int) -> None:
    content = bytes(number % 251 for number in range(size))
    assert open_sealed(seal(content, WORDS, CHEAP), WORDS) == content


@settings(max_examples=200)
@given(st.data())
def test_any_flipped_bit_is_noticed(data: st.DataObject) -> None:
    sealed = SEALED
    place = data.draw(st.integers(0, len(sealed) - 1))
    bit = data.draw(st.integers(0, 7))
    changed = sealed[:place] + bytes([sealed[place] ^ 1 << bit]) + sealed[place + 1 :]
    with pytest.raises(IroError) as refused:
        open_sealed(changed, WORDS)
    assert "\n" not in str(refused.value)


@settings(max_examples=100)
@given(st.data())
def test_a_file_cut_short_or_with_more_behind_it_is_noticed(data: st.DataObject) -> None:
    length = data.draw(st.integers(0, len(SEALED) - 1))
    with pytest.raises(IroError):
        open_sealed(SEALED[:length], WORDS)
    with pytest.raises(IroError):
        open_sealed(SEALED + data.draw(st.binary(min_size=1, max_size=40)), WORDS)


SEALED = seal(bytes(range(256)) * 300, WORDS, CHEAP)
"""Two pieces long."""


def test_a_wrong_passphrase_is_one_sentence_that_gives_nothing_away() -> None:
    with pytest.raises(WrongSeal, match="That passphrase does not open this file"):
        open_sealed(SEALED, "slate marmalade finches")


def test_the_same_letters_from_another_keyboard_open_it() -> None:
    assert open_sealed(seal(b"x", "caf\u00e9 pounds", CHEAP), "cafe\u0301 pounds") == b"x"


def test_nothing_of_the_content_can_be_read_and_no_two_files_are_alike() -> None:
    assert b"Amira" not in seal(b"Amira" * 50, WORDS, CHEAP)
    assert seal(b"same", WORDS, CHEAP) != seal(b"same", WORDS, CHEAP)


def test_numbers_that_would_freeze_the_machine_are_refused() -> None:
    with pytest.raises(IroError):
        open_sealed(SEALED.replace(b'"mem": 8192', b'"mem": 9999999999'), WORDS)
    with pytest.raises(IroError):
        open_sealed(SEALED.replace(b'"ops": 1', b'"ops": 99'), WORDS)


@pytest.mark.parametrize("other", [b"", b"PK\x03\x04", b"{}\n", b'{"format": "x"}\n', b"[1]\n", b"\xff\n"])
def test_another_file_is_refused_by_name(other: bytes) -> None:
    assert not is_sealed(other)
    with pytest.raises(BadInput, match="not a sealed file"):
        open_sealed(other, WORDS)


def test_a_newer_file_says_so() -> None:
    newer = SEALED.replace(b'"version": 1', b'"version": 2')
    with pytest.raises(BadInput, match="newer version"):
        open_sealed(newer, WORDS)
