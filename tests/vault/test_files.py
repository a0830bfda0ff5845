"""Files are put in place whole or not at all, and nothing is left behind."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from iro_tui.vault.files import write_whole


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disc_leaves_no_half_file_and_the_old_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "outbox"
    folder.mkdir()
    file = folder / "letter.docx"
    write_whole(file, b"old")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(file, b"new")
    assert [path.name for path in folder.iterdir()] == ["letter.docx"]
    assert file.read_bytes() == b"old"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no core files")
def test_no_crash_of_the_program_writes_its_memory_to_a_file() -> None:
    code = (
        "import atexit, resource\n"
        "atexit.register(lambda: print(resource.getrlimit(resource.RLIMIT_CORE)))\n"
        "from iro_tui.cli import main\n"
        "main(['--version'])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "(0, 0)"
