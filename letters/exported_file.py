"""The exported file: its name, its version, and putting it on the disc."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from iro_tui.errors import BadInput, IroError
from iro_tui.vault.files import private_folder, write_whole

LONGEST_NAME = 80
"""The case system cuts longer names, extension included (letters.md 6.2)."""

_VERSION = re.compile(r"_v(\d+)\.docx")


def initials_of(*names: str) -> str:
    """Capital initials in plain letters, `PR` for Poppy Reed and `E` for Élodie; `X` where there are none."""
    found = ""
    for name in names:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        found += next((letter for letter in plain if letter.isalpha()), "")
    return found.upper() or "X"


def file_name(review_on: date, initials: str, version: int, what: str = "review-letter") -> str:
    """`2025-05-08_review-letter_PR_v1.docx`: letters, digits, hyphens and underscores only.

    Args:
        review_on: the day of the review, or the day the file is about.
        initials: the child's initials or a local reference; anything else than letters and digits goes.
        version: from 1.
        what: the kind of document, in small letters with hyphens.

    Raises:
        BadInput: the name would be longer than the case system takes.
    """
    reference = re.sub(r"[^A-Za-z0-9-]", "", initials) or "X"
    name = f"{review_on.isoformat()}_{what}_{reference}_v{version}.docx"
    if len(name) > LONGEST_NAME:
        raise BadInput(
            f"The file name would have {len(name)} characters. Mosaic takes {LONGEST_NAME}: "
            "use a shorter reference."
        )
    return name


def version_in(name: str) -> int:
    """The version a file name ends with; 0 when it is not one of ours."""
    found = _VERSION.search(name)
    return int(found[1]) if found else 0


def next_version(
    folder: Path, review_on: date, initials: str, known: Iterable[str] = (), what: str = "review-letter"
) -> int:
    """The version after the last: nothing in the folder, and nothing the ledger has, is overwritten.

    Args:
        folder: where the file will go; it need not be there yet.
        review_on: as for `file_name`.
        initials: as for `file_name`.
        known: names of files this letter was exported to before, wherever they are now.
        what: as for `file_name`.
    """
    stem = file_name(review_on, initials, 1, what).removesuffix("1.docx")
    there = [path.name for path in folder.glob(f"{stem}*.docx")] if folder.is_dir() else []
    return 1 + max((version_in(name) for name in (*there, *known)), default=0)


def put(folder: Path, name: str, content: bytes) -> Path:
    """Write a file whole or not at all, for its owner alone (0600), and return its path.

    Raises:
        IroError: the folder cannot be written, or the name is taken.
    """
    path = folder / name
    try:
        private_folder(folder)
        if path.exists():
            raise IroError(f"{name} is there already, and nothing is overwritten. Export it again.")
        write_whole(path, content)
    except PermissionError:
        if path.exists():
            raise IroError(f"{name} is open in Word. Close it there and export it again.") from None
        raise IroError(f"Nothing can be written in {folder}. Choose another folder.") from None
    except OSError as error:
        raise IroError(f"{name} was not written to {folder}: {error.strerror}.") from None
    return path
