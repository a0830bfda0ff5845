"""The rooms and their one-way doors, read from the imports themselves."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
INNER = ("rules", "record", "vault", "casework", "exchange", "demo")
"""The rooms of iro_tui, each knowing only those before it."""
FRONT_DOOR = ("cli", "commands", "__main__")
HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "docx", "nacl", "sqlcipher3")


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imports(path: Path, *, top_level_only: bool = False) -> set[str]:
    """Every module a file imports, but for type checking."""
    found: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    nodes = tree.body if top_level_only else list(ast.walk(tree))
    for node in nodes:
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide which room they come from"
            found.add(node.module or "")
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def reaches(found: set[str], package: str) -> bool:
    return any(name == package or name.startswith(package + ".") for name in found)


@pytest.mark.parametrize("path", modules("iro_tui"), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_caseload_knows_no_face_and_no_word(path: Path) -> None:
    room = path.relative_to(ROOT / "iro_tui").parts[0].removesuffix(".py")
    found = imports(path)
    assert not reaches(found, "textual")
    assert not reaches(found, "docx")
    if room in FRONT_DOOR:
        above = {name for name in imports(path, top_level_only=True) if reaches({name}, "screens")}
        above |= {name for name in imports(path, top_level_only=True) if reaches({name}, "letters")}
        assert not above, "the front door reaches up only inside the functions that need it"
        return
    assert not reaches(found, "screens")
    assert not reaches(found, "letters")
    if room in INNER:
        for later in (*INNER[INNER.index(room) + 1 :], *FRONT_DOOR):
            assert not reaches(found, f"iro_tui.{later}"), f"{room} must not know {later}"


@pytest.mark.parametrize("path", modules("iro_tui/rules"), ids=lambda path: path.name)
def test_rules_know_no_database_and_no_clock(path: Path) -> None:
    found = imports(path)
    assert not any(reaches(found, heavy) for heavy in HEAVY)
    assert "today()" not in path.read_text(encoding="utf-8").replace("(today()", "")
    assert "datetime.now" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", modules("letters"), ids=lambda path: path.name)
def test_letters_know_no_screens(path: Path) -> None:
    found = imports(path)
    assert not reaches(found, "screens")
    assert not reaches(found, "textual")
    for library in ("docx", "docxtpl", "jinja2"):
        assert not reaches(imports(path, top_level_only=True), library), f"{library} is imported late"


@pytest.mark.parametrize("path", modules("screens"), ids=lambda path: path.name)
def test_screens_know_no_database_and_no_word(path: Path) -> None:
    found = imports(path)
    for library in ("sqlmodel", "sqlalchemy", "sqlcipher3", "docx", "nacl"):
        assert not reaches(found, library)
    assert not reaches(found, "iro_tui.cli")
    assert not reaches(found, "iro_tui.commands")


def loaded_after(statement: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{statement}\nimport sys; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split())


def test_version_and_help_import_nothing_heavy() -> None:
    loaded = loaded_after("import iro_tui.cli")
    assert not loaded & {"textual", "rich", *HEAVY}


def test_the_first_frame_waits_for_no_database() -> None:
    loaded = loaded_after(
        "from pathlib import Path; from screens.app import IroApp; import screens.unlock, screens.first_run\n"
        "IroApp(Path('nowhere'))"
    )
    assert not loaded & set(HEAVY)


def test_a_letter_is_painted_before_word_is_loaded_and_a_council_page_only_where_there_is_one() -> None:
    word = {"docx", "docxtpl", "jinja2"}
    opened = "import screens.letter, letters.desk; from letters.word_list import load; load()"
    assert not loaded_after(opened) & word
    ahead = f"{opened}; from letters.word import load_ahead; load_ahead(councils=%s)"
    assert loaded_after(ahead % False) & word == {"docx"}
    assert loaded_after(ahead % True) & word == word


def test_the_pins_name_no_host_and_match_what_is_tested() -> None:
    for name in ("requirements.lock.txt", "requirements-test.lock.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "index-url" not in text
        assert "--hash=sha256:" in text
    pins = dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", (ROOT / "requirements.lock.txt").read_text(), re.M))
    for library in ("textual", "sqlmodel", "sqlcipher3", "pynacl", "python-docx", "docxtpl", "rich"):
        assert version(library) == pins[library]


def test_every_dependency_is_held_to_a_range() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for line in [*project["dependencies"], *project["optional-dependencies"]["test"]]:
        assert re.fullmatch(r"[a-z0-9-]+>=[0-9.]+,<[0-9.]+", line), line


def test_files_have_one_purpose() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for package in ("iro_tui", "letters", "screens")
        for path in modules(package)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long
