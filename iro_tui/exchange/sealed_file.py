"""A sealed file: what leaves the vault for another machine, shut under a passphrase of its own.

One line of JSON says how the passphrase is stretched (Argon2id). After it comes a stream of pieces sealed by
XChaCha20-Poly1305, the first of which is empty and vouches for that line, and the last of which is marked as
the last: a byte that was changed, and a file that was cut short or put together from two, are all noticed.
"""

from __future__ import annotations

import base64
import json
import secrets
from typing import Any

from iro_tui.errors import BadInput, IroError
from iro_tui.vault.key import LEAST_MEM, MOST_MEM, MOST_OPS, SALT_BYTES, Cost, stretch

SUFFIX = ".sealed"
"""What the names of sealed files end with."""

_FORMAT = "iro-tui sealed file"
_VERSION = 1
_PIECE = 1 << 16
"""Bytes sealed at a time."""
_LONGEST_HEADER = 1000


class WrongSeal(IroError):
    """The passphrase does not open this file. Whether the passphrase or the file is wrong cannot be told."""

    def __init__(self) -> None:
        super().__init__(
            "That passphrase does not open this file. Check the passphrase with whoever sealed it; "
            "if it is right, the file was changed on the way."
        )


def seal(content: bytes, passphrase: str, cost: Cost | None = None) -> bytes:
    """Shut some content under a passphrase.

    Args:
        content: what is to be kept from others.
        passphrase: what will open it; see `vault.passphrase.passphrase_problem`.
        cost: how hard one guess is made; None is the full cost.
    """
    from nacl import bindings as nacl

    cost = cost or Cost()
    salt = secrets.token_bytes(SALT_BYTES)
    header = {
        "format": _FORMAT,
        "version": _VERSION,
        "ops": cost.ops,
        "mem": cost.mem,
        "salt": base64.b64encode(salt).decode(),
    }
    line = json.dumps(header).encode() + b"\n"
    state = nacl.crypto_secretstream_xchacha20poly1305_state()
    parts = [
        line,
        nacl.crypto_secretstream_xchacha20poly1305_init_push(state, stretch(passphrase, salt, cost)),
        nacl.crypto_secretstream_xchacha20poly1305_push(state, b"", line),
    ]
    for start in range(0, max(len(content), 1), _PIECE):
        is_last = start + _PIECE >= len(content)
        tag = (
            nacl.crypto_secretstream_xchacha20poly1305_TAG_FINAL
            if is_last
            else nacl.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
        )
        piece = content[start : start + _PIECE]
        parts.append(nacl.crypto_secretstream_xchacha20poly1305_push(state, piece, None, tag))
    return b"".join(parts)


def is_sealed(content: bytes) -> bool:
    """Whether a file begins as a sealed file does."""
    try:
        _header(content)
    except BadInput:
        return False
    return True


def open_sealed(content: bytes, passphrase: str) -> bytes:
    """Return what was sealed.

    Raises:
        WrongSeal: the passphrase is wrong, or the beginning of the file was changed; the two look the same.
        BadInput: it is no sealed file, a newer one, or it was changed or cut short further on.
    """
    from nacl import bindings as nacl
    from nacl.exceptions import CryptoError

    header, line = _header(content)
    cost = Cost(header["ops"], header["mem"])
    key = stretch(passphrase, header["salt"], cost)
    start = len(line)
    stream = content[start : start + nacl.crypto_secretstream_xchacha20poly1305_HEADERBYTES]
    at = start + len(stream)
    more = nacl.crypto_secretstream_xchacha20poly1305_ABYTES
    state = nacl.crypto_secretstream_xchacha20poly1305_state()
    try:
        nacl.crypto_secretstream_xchacha20poly1305_init_pull(state, stream, key)
        nacl.crypto_secretstream_xchacha20poly1305_pull(state, content[at : at + more], line)
    except (CryptoError, TypeError, ValueError):
        raise WrongSeal from None
    at += more
    opened = []
    tag = None
    while tag != nacl.crypto_secretstream_xchacha20poly1305_TAG_FINAL:
        try:
            piece = content[at : at + _PIECE + more]
            words, tag = nacl.crypto_secretstream_xchacha20poly1305_pull(state, piece, None)
        except (CryptoError, TypeError, ValueError):
            raise _damaged() from None
        opened.append(words)
        at += len(piece)
    if at != len(content):
        raise _damaged()
    return b"".join(opened)


def _header(content: bytes) -> tuple[dict[str, Any], bytes]:
    """The first line, read and as it stands."""
    line = content[: content.find(b"\n", 0, _LONGEST_HEADER) + 1]
    try:
        header = json.loads(line)
        header["salt"] = base64.b64decode(header["salt"], validate=True)
        version, ops, mem = (header[name] for name in ("version", "ops", "mem"))
        is_ours = header["format"] == _FORMAT
    except (ValueError, KeyError, TypeError):
        is_ours = False
    if not is_ours:
        raise BadInput("That is not a sealed file of iro-tui. Choose the file that was handed over.")
    if type(version) is int and version > _VERSION:
        raise BadInput("That file was sealed by a newer version of iro-tui. Open it with that one.")
    sound = (
        all(type(number) is int for number in (version, ops, mem))
        and 1 <= ops <= MOST_OPS
        and LEAST_MEM <= mem <= MOST_MEM
        and len(header["salt"]) == SALT_BYTES
    )
    if not sound:
        raise _damaged()
    return header, line


def _damaged() -> BadInput:
    return BadInput("The sealed file is damaged: it was changed or cut short. Ask for it to be sent again.")
