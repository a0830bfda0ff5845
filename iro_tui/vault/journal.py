"""The journal beside the vault: whether a crash cut off its end, or something in it was damaged since.

SQLite reads a journal up to the first frame that is not whole and forgets the rest without a word. After a
crash that is right, because the last step was not done. Whole steps behind such a frame were done, though:
each began after the one before it was on the disc. Then the frame was damaged later, and saves would be lost.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from iro_tui.vault.connection import VaultDamaged

_HEAD = struct.Struct(">8I")
"""Magic, version, size of a page, round, two salts, two sums."""
_FRAME = struct.Struct(">6I")
"""Page, size of the file after a step's last frame and else 0, two salts, two sums."""
_MAGIC = 0x377F0682
_MASK = 0xFFFFFFFF
_SUMMED = 8
"""How many bytes of a frame's own head its sum covers."""


class _Found(NamedTuple):
    whole: bool
    """Whether it fits what the frame before it says."""
    ends_step: bool


def journals_of(file: Path) -> list[Path]:
    """Return what SQLite would take for the journal of a file; an empty one holds nothing and is left out."""
    found = (file.with_name(file.name + suffix) for suffix in ("-wal", "-journal"))
    return [journal for journal in found if journal.exists() and journal.stat().st_size]


def refuse_damaged_journal(file: Path) -> None:
    """Look at the journal that a crash left beside a vault, before SQLite does.

    Raises:
        VaultDamaged: What was saved before the crash is in it and is damaged. Nothing was changed.
    """
    journal = file.with_name(file.name + "-wal")
    if not journal.exists():
        return
    frames = list(_frames(journal.read_bytes()))
    bad = next((place for place, each in enumerate(frames) if not each.whole), len(frames))
    # The step that a crash cut off may lie there in part, whatever its parts; one more step may not.
    end = next((place for place, each in enumerate(frames) if place >= bad and each.ends_step), len(frames))
    if any(each.whole for each in frames[end + 1 :]):
        raise VaultDamaged(
            f"{journal} is damaged. It is the journal of the vault: what was saved last, before the program "
            "was cut off, is in it and cannot be read any more. The vault beside it is another file. Nothing "
            f"was changed. The copies in {file.parent / 'backups'} can be put back in its place."
        )


def _frames(content: bytes) -> Iterator[_Found]:
    """Yield the frames of the journal's present round, and every damaged one among them."""
    if len(content) < _HEAD.size:
        return
    magic, _, page, _, *salts, first, second = _HEAD.unpack_from(content)
    order = ">" if magic & 1 else "<"
    before = (first, second)
    sound = magic | 1 == _MAGIC | 1 and before == _sum(content[: _HEAD.size - 8], (0, 0), order)
    if not sound:
        # Without its head nothing of it is read; the first frame tells what the head said.
        yield _Found(whole=False, ends_step=True)
        page, order, salts = _guessed(content)
    size = _FRAME.size + page
    for start in range(_HEAD.size, len(content) - size + 1, size):
        _, ends, *rest = _FRAME.unpack_from(content, start)
        body = content[start : start + _SUMMED] + content[start + _FRAME.size : start + size]
        after = (rest[2], rest[3])
        of_this_round = rest[:2] == salts
        yield _Found(of_this_round and after == _sum(body, before, order), of_this_round and bool(ends))
        before = after


def _guessed(content: bytes) -> tuple[int, str, list[int]]:
    order = ">" if _HEAD.unpack_from(content)[0] & 1 else "<"
    salts = list(_FRAME.unpack_from(content, _HEAD.size)[2:4]) if len(content) > 2 * _HEAD.size else [0, 0]
    return 4096, order, salts


def _sum(content: bytes, before: tuple[int, int], order: str) -> tuple[int, int]:
    first, second = before
    words = struct.unpack(f"{order}{len(content) // 4}I", content)
    for one, two in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & _MASK
        second = (second + two + first) & _MASK
    return first, second
