"""The data key: wrapped under a passphrase in the key file, or written down as a recovery code.

The vault is encrypted with 32 random bytes that never change. The passphrase only opens the small key file
that holds them, so changing it touches no record, and old copies of the vault open with today's passphrase.
The recovery code is the data key itself, so it works even when the key file is gone.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iro_tui.errors import IroError
from iro_tui.vault.files import write_whole
from iro_tui.vault.passphrase import passphrase_problem as passphrase_problem

Opens = Callable[[Path], bytes]
"""Takes a key file and returns the data key it holds, by passphrase or recovery code; or raises IroError."""

DATA_KEY_BYTES = 32
_VERSION = 1
SALT_BYTES = 16
_NONCE_BYTES = 24
LEAST_MEM = 8192
MOST_OPS = 16
MOST_MEM = 1 << 30
"""More work than this is refused: a file that was tampered with must not freeze the machine."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK_BYTES = 3
_CODE_LETTERS = (DATA_KEY_BYTES + _CHECK_BYTES) * 8 // 5
_GROUP = 4


@dataclass(frozen=True)
class Cost:
    """How hard one guess at the passphrase is (Argon2id)."""

    ops: int = 4
    """Passes over the memory."""
    mem: int = 128 << 20
    """Bytes of memory."""


class WrongPassphrase(IroError):
    """The passphrase does not open this vault. Never says which part of the check failed (practice.md 9)."""

    def __init__(self) -> None:
        super().__init__("That passphrase does not open this vault. Try again, or use the recovery sheet.")


class KeyFileLost(IroError):
    """There is no key file, or it is damaged; the one beside a backup may take its place."""


def create_key_file(path: Path, passphrase: str, cost: Cost | None = None) -> bytes:
    """Make a fresh data key, write it to a new key file under the passphrase, and return it.

    Raises:
        IroError: There is a key file already; it is never overwritten.
    """
    if path.exists():
        raise IroError(f"There is a key file already: {path}. Move it away first if the vault is truly gone.")
    data_key = secrets.token_bytes(DATA_KEY_BYTES)
    wrap_key(path, data_key, passphrase, cost)
    return data_key


def wrap_key(path: Path, data_key: bytes, passphrase: str, cost: Cost | None = None) -> None:
    """Write the key file for this data key, in place of the one that is there, in one move."""
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt

    cost = cost or Cost()
    header = {
        "version": _VERSION,
        "ops": cost.ops,
        "mem": cost.mem,
        "salt": _text(secrets.token_bytes(SALT_BYTES)),
        "key_id": key_id(data_key),
    }
    nonce = secrets.token_bytes(_NONCE_BYTES)
    box = nonce + encrypt(data_key, _canonical(header), nonce, _stretched(passphrase, header))
    write_whole(path, json.dumps({**header, "box": _text(box)}, indent=1).encode())


def open_key_file(path: Path, passphrase: str) -> bytes:
    """Return the data key.

    Raises:
        WrongPassphrase: The passphrase is wrong, or the file was tampered with; the two look the same.
        IroError: There is no key file, or it is not one.
    """
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt
    from nacl.exceptions import CryptoError

    header, box = _read(path)
    try:
        return decrypt(
            box[_NONCE_BYTES:], _canonical(header), box[:_NONCE_BYTES], _stretched(passphrase, header)
        )
    except CryptoError:
        raise WrongPassphrase from None


def key_id(data_key: bytes) -> str:
    """Return 8 letters that name a data key without giving it away; they stand on the recovery sheet."""
    return hashlib.blake2b(data_key, digest_size=4, person=b"iro-tui key id").hexdigest()


def key_id_of_file(path: Path) -> str | None:
    """Return the id of the data key a key file holds; None when there is no file or it cannot be read."""
    try:
        return str(_read(path)[0]["key_id"])
    except IroError:
        return None


def cost_of_file(path: Path) -> Cost | None:
    """Return how hard one guess at a key file is; None when there is no file or it cannot be read."""
    try:
        header = _read(path)[0]
    except IroError:
        return None
    return Cost(header["ops"], header["mem"])


def recovery_code(data_key: bytes) -> str:
    """Write the data key as 14 groups of 4 letters and digits, the last ones a checksum."""
    number = int.from_bytes(data_key + _check(data_key))
    letters = [_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_CODE_LETTERS))]
    return "-".join("".join(letters[i : i + _GROUP]) for i in range(0, _CODE_LETTERS, _GROUP))


def sheet_rows(code: str) -> tuple[str, str]:
    """Return the recovery code as it stands on the sheet: two rows of seven groups."""
    groups = code.split("-")
    return "  ".join(groups[:7]), "  ".join(groups[7:])


def data_key_from_code(text: str) -> bytes:
    """Read a recovery code back; small letters, missing dashes, O for 0 and I or L for 1 are all understood.

    Raises:
        IroError: A letter is missing, impossible or wrong.
    """
    letters = [letter for letter in text.upper() if not letter.isspace() and letter not in "-–—."]
    letters = [{"O": "0", "I": "1", "L": "1"}.get(letter, letter) for letter in letters]
    for place, letter in enumerate(letters):
        if letter not in _ALPHABET:
            raise IroError(
                f"There is no {letter} in a recovery code. Look again at group {place // _GROUP + 1}."
            )
    if len(letters) != _CODE_LETTERS:
        raise IroError(
            f"A recovery code has {_CODE_LETTERS} letters and digits; this one has {len(letters)}."
        )
    number = 0
    for letter in letters:
        number = number << 5 | _ALPHABET.index(letter)
    whole = number.to_bytes(DATA_KEY_BYTES + _CHECK_BYTES)
    data_key, check = whole[:DATA_KEY_BYTES], whole[DATA_KEY_BYTES:]
    if check != _check(data_key):
        raise IroError(
            "There is a mistake in that recovery code. Compare it with the sheet, letter by letter."
        )
    return data_key


def is_code(text: str) -> bool:
    """Tell whether a text is a recovery code, every letter of it right."""
    try:
        data_key_from_code(text)
    except IroError:
        return False
    return True


def data_key_by_code(path: Path, code: str) -> bytes:
    """Read a recovery code back, and compare it with the key file if there is one.

    Raises:
        IroError: The code has a mistake, or belongs to another vault than the key file.
    """
    found = data_key_from_code(code)
    if key_id_of_file(path) not in (None, key_id(found)):
        raise IroError("That recovery code belongs to another vault. Look for the key id on the sheet.")
    return found


def damaged(path: Path) -> KeyFileLost:
    """Say that a key file is damaged, and what opens the vault all the same."""
    return KeyFileLost(
        f"The key file {path} is damaged. Put back the copy that lies beside the newest backup, "
        "or open the vault with the recovery sheet."
    )


def _read(path: Path) -> tuple[dict[str, Any], bytes]:
    """Return the header and the box of a key file, refusing numbers that would freeze the machine."""
    if not path.exists():
        raise KeyFileLost(
            f"The key file {path} is missing. Put back the copy that lies beside the newest backup, "
            "or open the vault with the recovery sheet."
        )
    try:
        content = path.read_bytes()
    except OSError as error:
        raise IroError(f"The key file {path} cannot be read: {error.strerror}.") from None
    try:
        header = json.loads(content)
        box = base64.b64decode(header.pop("box"), validate=True)
        salt = base64.b64decode(header["salt"], validate=True)
        version, ops, mem, _ = (header[name] for name in ("version", "ops", "mem", "key_id"))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise damaged(path) from None
    if isinstance(version, int) and version > _VERSION:
        raise IroError(
            f"The key file {path} was written by a newer version of iro-tui. Open it with that one."
        )
    sound = (
        all(type(number) is int for number in (version, ops, mem))
        and 1 <= ops <= MOST_OPS
        and LEAST_MEM <= mem <= MOST_MEM
        and len(salt) == SALT_BYTES
        and len(box) > _NONCE_BYTES
    )
    if not sound:
        raise damaged(path)
    return header, box


def stretch(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Turn a passphrase into 32 bytes of key (Argon2id); the salt has 16 bytes.

    NFKC first: the same letters typed on another keyboard or system may arrive as other code points.
    """
    from nacl.pwhash import argon2id

    secret = unicodedata.normalize("NFKC", passphrase).encode()
    return argon2id.kdf(DATA_KEY_BYTES, secret, salt, opslimit=cost.ops, memlimit=cost.mem)


def _stretched(passphrase: str, header: dict[str, Any]) -> bytes:
    return stretch(passphrase, base64.b64decode(header["salt"]), Cost(header["ops"], header["mem"]))


def _canonical(header: dict[str, Any]) -> bytes:
    return json.dumps(header, sort_keys=True, separators=(",", ":")).encode()


def _check(data_key: bytes) -> bytes:
    return hashlib.blake2b(data_key, digest_size=_CHECK_BYTES, person=b"iro-tui check").digest()


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
