"""Reading a letter from a file: plain text, Markdown or Word."""

from __future__ import annotations

from pathlib import Path

from iro_tui.errors import BadInput

_LARGEST = 20 * 1024 * 1024
_LONGEST = 200_000
"""Characters. A long letter has 6,000; more than this is some other document."""
_ZIP = b"PK\x03\x04"
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_UNDERSTOOD = "A letter can be checked as text, as Markdown or as a Word document (.docx)."


def read_letter(path: Path) -> str:
    """The text of a letter in a file, in the form of `letters.text`.

    What the file is is told from what is in it, not from its name.

    Raises:
        BadInput: there is no such file, it cannot be read, it is empty, or it is not a letter: a picture, a
            .doc of old Word, a whole book.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise BadInput(f"{path} is too large to be a letter.")
        content = path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise BadInput(f"{path} is a folder. Name the file of the letter.") from None
    except PermissionError:
        where = "is a folder. Name the file of the letter." if path.is_dir() else "may not be read by you."
        raise BadInput(f"{path} {where}") from None
    except (OSError, ValueError):
        raise BadInput(f"{path} cannot be read.") from None
    text = _text(path, content)
    if not text.strip():
        raise BadInput(f"{path} is empty: there is no letter in it.")
    if len(text) > _LONGEST:
        raise BadInput(f"{path} is too long to be a letter.")
    return text


def _text(path: Path, content: bytes) -> str:
    if content.startswith(_OLD_WORD):
        raise BadInput(
            f"{path} was saved by an old Word, or with a password. "
            "Save it in Word as .docx without a password and try again."
        )
    if content.startswith(_ZIP):
        from letters.read_back import read_back  # Word is slow to import and most letters come as text

        try:
            return read_back(content)
        except BadInput:
            raise BadInput(f"{path} is not a Word document. {_UNDERSTOOD}") from None
    if path.suffix.lower() in (".docx", ".doc") and content.strip():
        raise BadInput(f"{path} has the name of a Word document but is none. {_UNDERSTOOD}")
    text = _decoded(content)
    if text is None or any(ord(char) < 32 and char not in "\t\n\r\f\v" for char in text):
        raise BadInput(f"{path} is not a text. {_UNDERSTOOD}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes) -> str | None:
    """The text, however an editor on Windows may have saved it; None when it is none."""
    marked_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked_16 else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
