# Rule ids keep their capitals in test names.
from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from iro_tui import cli
from iro_tui.commands.given import home, passphrase

ROOT = Path(__file__).parents[1]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def umask_as_before() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the front door in this process: status, what it printed, what it complained."""

    def call(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            cli.main(words)
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return call


def process(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "iro_tui", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_real_process_answers_in_json_with_the_promised_keys() -> None:
    done = process(
        "clock",
        "--entered",
        "6/1/2025",
        "--review",
        "3/2/2025",
        "--review",
        "6/5/2025",
        "--json",
        "--on=1/9/25",
    )
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert answer["reviews"] == [
        {"number": 1, "held": "2025-02-03", "due": "2025-02-03", "on_time": True, "rule": "C1"},
        {"number": 2, "held": "2025-05-06", "due": "2025-05-03", "on_time": False, "rule": "C2"},
    ]
    assert {"due", "last_working_day", "rule", "why", "council_due"} <= answer["next"].keys()
    assert answer["next"]["due"] == "2025-11-06"
    assert answer["next"]["council_due"] == "2025-11-05"
    assert answer["next"]["working_days"] == 48
    assert answer["midway"]["due"] == "2025-08-06"
    assert answer["midway"]["why"].startswith("Half-way between Tue 6 May and Thu 6 Nov")
    assert answer["after_last"] == {
        "decisions": "2025-05-13",
        "tm_response": "2025-05-20",
        "care_plan": "2025-05-20",
        "record": "2025-05-28",
        "distribution": "2025-06-04",
    }


def test_the_real_process_says_what_is_wrong_and_nothing_else() -> None:
    done = process("clock", "--entered", "31/02/2025")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "iro-tui: --entered 31/02/2025: There is no 31 February. In 2025 it has 28 days.\n"
    )


def test_version_and_help_import_nothing_heavy() -> None:
    heavy = {"sqlmodel", "sqlalchemy", "textual", "docx", "nacl", "rich", "pydantic", "platformdirs"}
    code = (
        "import sys\nfrom iro_tui.cli import main\n"
        "try:\n    main(sys.argv[1:])\n"
        f"except SystemExit:\n    print(sorted({heavy!r} & sys.modules.keys()))"
    )
    for word in ("--version", "--help"):
        done = subprocess.run(
            [sys.executable, "-c", code, word], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows reports a closed pipe in its own way")
def test_a_reader_who_has_seen_enough_gets_no_traceback() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with subprocess.Popen(
        [sys.executable, "-m", "iro_tui", "clock", "--entered", "6/1/2025"],
        cwd=ROOT,
        stdout=writing,
        stderr=subprocess.PIPE,
    ) as running:
        os.close(writing)
        _, complaint = running.communicate(timeout=30)
    assert complaint == b""
    assert running.returncode == 141


def test_before_the_first_review(run: Run) -> None:
    status, printed, _ = run("clock", "--entered", "6/1/2025", "--json")
    answer = json.loads(printed)
    assert status == 0
    assert answer["reviews"] == []
    assert (answer["midway"], answer["after_last"]) == (None, None)
    assert answer["next"]["due"] == "2025-02-03"
    assert answer["next"]["rule"] == "C1"
    assert answer["next"]["council_due"] is None


def test_plain_text_shows_the_working(run: Run) -> None:
    status, printed, _ = run(
        "clock", "--entered", "6/1/2025", "--review", "1/9/2025", "3/2/2025", "28/4/2025", "--on", "20/2/26"
    )
    assert status == 0
    lines = printed.splitlines()
    assert "   2  held Mon 28 Apr 2025  due Sat 3 May 2025   on time     C2" in lines
    assert "Next review by Sun 1 Mar 2026, in 5 wd (C3)" in lines
    assert "  Law, 6 months later: Sun 1 Mar 2026" in lines
    assert "  Council system, 183 days later: Tue 3 Mar 2026" in lines
    assert "  Last working day: Fri 27 Feb 2026" in lines
    assert "  A council system's date is too late here. The earlier date counts." in lines
    assert "  Letter complete         Mon 22 Sep 2025" in lines
    assert max(map(len, lines)) <= 80


def test_late_is_said_in_working_days(run: Run) -> None:
    _, printed, _ = run("clock", "--entered", "6/1/2025", "--review", "6/2/2025", "--on", "1/3/2025")
    assert "due Mon 3 Feb 2025   3 wd late   C1" in printed


def test_C8_final_review_before_eighteen_and_none_after(run: Run) -> None:
    words = ("clock", "--entered", "12/11/25", "--review", "10/12/25", "10/3/26", "--born", "6/7/08")
    assert "Next review by Sun 5 Jul 2026" in run(*words, "--on", "1/6/26")[1]
    assert "No further review" in run(*words, "--on", "6/7/26")[1]
    held_in_june = run(*words[:6], "10/6/26", *words[6:], "--on", "11/6/26")[1]
    assert "No further review: the final one before 18 was held" in held_in_june


def test_C9_reviews_every_three_months(run: Run) -> None:
    words = ("clock", "--entered", "6/1/25", "--review", "28/1/25", "28/4/25", "--every", "3", "--json")
    answer = json.loads(run(*words)[1])
    assert (answer["next"]["due"], answer["next"]["rule"]) == ("2025-07-28", "C9")


def test_on_may_stand_before_or_after_the_command(run: Run) -> None:
    after = run("clock", "--entered", "6/1/25", "--on", "1/2/25")
    assert run("--on", "1/2/25", "clock", "--entered", "6/1/25") == after
    assert "in 1 wd" in after[1]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "The app needs a terminal. For plain lines: iro-tui today, or iro-tui --help"),
        (["clok"], 'There is no command "clok". Did you mean clock? For help: iro-tui --help'),
        (["clock"], "Something is missing: --entered. For help: iro-tui clock --help"),
        (["clock", "--entered"], "--entered needs a value. For help: iro-tui clock --help"),
        (
            ["clock", "--entered", "6/1/25", "--every", "x"],
            "--every must be a whole number. For help: iro-tui clock --help",
        ),
        (
            ["clock", "--entered", "6/1/25", "--every", "0"],
            "The time between reviews must be at least 1 month.",
        ),
        (
            ["clock", "--entered", "6/1/25", "--foo"],
            "This is not understood: --foo. For help: iro-tui --help",
        ),
        (
            ["clock", "--entered", "6/1/25", "--review", "3/2/25", "3 Feb 2025"],
            "The review on Mon 3 Feb 2025 is given twice. Leave one out.",
        ),
        (
            ["clock", "--entered", "6/1/25", "--review", "3/1/25"],
            "The review on Fri 3 Jan 2025 is before the child became looked after, on Mon 6 Jan 2025. "
            "Leave out reviews of an earlier time in care.",
        ),
        (
            ["clock", "--entered", "6/1/25", "--born", "7/1/25"],
            "--entered Mon 6 Jan 2025 is before --born Tue 7 Jan 2025. Check the two dates.",
        ),
        (
            ["clock", "--entered", "6/1/2009"],
            "Working days can be counted from 2010 to 2040 only, where the bank holidays are known. "
            "Check the year.",
        ),
        (
            ["clock", "--entered", "6/1/25", "--on", "soon"],
            "--on soon: That is not a date. Write it like 3/9/26, 3 Sep 2026 or +28.",
        ),
    ],
)
def test_what_is_wrong_is_one_sentence_and_status_2(run: Run, words: list[str], sentence: str) -> None:
    assert run(*words) == (2, "", f"iro-tui: {sentence}\n")


def test_version(run: Run) -> None:
    from iro_tui import __version__

    assert run("--version") == (0, f"iro-tui {__version__}\n", "")


def test_help_names_every_command(run: Run) -> None:
    status, printed, _ = run("--help")
    assert status == 0
    for each in cli.COMMANDS.values():
        assert each.name in printed
        assert " ".join(each.summary.split()) in " ".join(printed.split())


def test_an_unexpected_error_tells_its_kind_and_never_its_words(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> int:
        raise ValueError("Kofi Asante lives at 12 Elm Road")

    monkeypatch.setattr(cli, "open_app", fail)
    status, printed, complaint = run()
    assert (status, printed) == (2, "")
    assert complaint == (
        "iro-tui: Something went wrong inside the program (ValueError). What was saved before is kept.\n"
    )


def test_ctrl_c_ends_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "open_app", stop)
    assert run() == (130, "", "\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no umask to speak of")
def test_new_files_belong_to_this_person_alone(run: Run, tmp_path: Path) -> None:
    run("--version")
    (tmp_path / "new").write_text("x", encoding="utf-8")
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


def asked(**settings: str | None) -> cli.Namespace:
    return cli.Namespace(**{"home": None, "passphrase_file": None, **settings})


def test_home_is_the_option_then_the_environment_then_the_platform(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IRO_TUI_HOME", str(tmp_path / "environment"))
    assert home(asked(home=str(tmp_path / "option"))) == tmp_path / "option"
    assert home(asked()) == tmp_path / "environment"
    monkeypatch.delenv("IRO_TUI_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert home(asked()).name == "iro-tui"


def test_passphrase_is_the_first_line_of_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "words.txt"
    file.write_bytes(b"correct horse battery \r\nnot this\r\n")
    assert passphrase(asked(passphrase_file=str(file))) == "correct horse battery "
    monkeypatch.setenv("IRO_TUI_PASSPHRASE_FILE", str(file))
    assert passphrase(asked()) == "correct horse battery "


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "There is no passphrase file"), (b"", "is empty"), (b"\xff\xfe\x00", "is not plain text")],
)
def test_a_passphrase_file_that_cannot_serve(tmp_path: Path, content: bytes | None, sentence: str) -> None:
    file = tmp_path / "words.txt"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(cli.BadInput, match=sentence):
        passphrase(asked(passphrase_file=str(file)))


def test_without_a_terminal_nobody_is_asked_for_a_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IRO_TUI_PASSPHRASE_FILE", raising=False)
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(cli.BadInput, match="--passphrase-file"):
        passphrase(asked())
