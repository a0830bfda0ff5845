"""`iro-tui clock` for the children whose reviews follow another clock (practice.md C8 to C15)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from iro_tui import cli

Asked = Callable[..., Any]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Asked:
    """What the clock answers in JSON."""

    def call(words: str) -> Any:
        with pytest.raises(SystemExit) as ended:
            cli.main(("clock", *words.split(), "--json"))
        assert not ended.value.code
        return json.loads(capsys.readouterr().out)

    return call


def test_C11_worked_example_16_from_placement_to_the_third_review(ask: Asked) -> None:
    child = "--entered 6/1/2025 --placed 2/6/2025 --review 31/1/2025 25/4/2025"
    assert ask(f"{child} --on 10/6/2025")["next"]["due"] == "2025-06-30"
    assert ask(f"{child} 30/6/2025 --on 10/7/2025")["next"]["due"] == "2025-09-30"
    answer = ask(f"{child} 30/6/2025 1/10/2025 --on 10/10/2025")
    assert (answer["clock"], answer["next"]["rule"], answer["next"]["due"]) == ("C11", "C11", "2026-04-01")
    assert [(review["rule"], review["on_time"]) for review in answer["reviews"]] == [
        ("C1", True),
        ("C2", True),
        ("C11", True),
        ("C11", False),
    ]


def test_C10_the_sooner_of_two_clocks_is_named(ask: Asked) -> None:
    answer = ask("--entered 5/1/2026 --review 30/1/2026 20/4/2026 --authorised 11/5/2026 --on 1/7/2026")
    assert (answer["clock"], answer["next"]["rule"], answer["next"]["due"]) == ("C10", "C10", "2026-08-11")
    assert [review["rule"] for review in answer["reviews"]] == ["C1", "C2"], "held before the authority"


def test_C12_short_breaks_count_from_the_first_stay(ask: Asked) -> None:
    assert ask("--short-breaks 5/10/2026 --on 22/11/2026")["next"]["due"] == "2027-01-05"
    answer = ask("--short-breaks 5/10/2026 --review 4/1/2027 --on 5/1/2027")
    assert (answer["clock"], answer["next"]["due"], answer["reviews"][0]["rule"]) == (
        "C12",
        "2027-07-04",
        "C12",
    )


def test_C13_worked_example_23_the_panel_beside_the_reviews(ask: Asked) -> None:
    child = "--entered 2/6/2025 --secure 31/1/2026"
    assert ask(f"{child} --on 1/2/2026")["panel"]["due"] == "2026-02-28"
    answer = ask(f"{child} --panel 28/2/2026 --on 1/3/2026")
    assert (answer["panel"]["held"], answer["panel"]["due"], answer["panel"]["rule"]) == (
        ["2026-02-28"],
        "2026-05-28",
        "C13",
    )
    assert answer["next"]["rule"] == "C1"


def test_C15_remand_runs_the_ordinary_clock_and_C8_says_the_birthday(ask: Asked) -> None:
    answer = ask("--entered 2/11/2026 --remand --born 27/11/2008 --on 22/11/2026")
    assert (answer["clock"], answer["eighteen"]) == ("C15", "2026-11-27")
    assert (answer["next"]["rule"], answer["next"]["due"]) == ("C8", "2026-11-26")


def test_a_child_under_the_ordinary_clock_has_no_panel(ask: Asked) -> None:
    answer = ask("--entered 6/1/2025 --on 10/1/2025")
    assert (answer["clock"], answer["panel"], answer["eighteen"]) == ("C1", None, None)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "Something is missing: --entered. For help: iro-tui clock --help"),
        ("--short-breaks 5/10/2026 --every 3", "--short-breaks and --every cannot go together."),
        ("--short-breaks 5/10/2026 --entered 5/1/2026", "--short-breaks and --entered cannot go together."),
        ("--entered 5/1/2026 --placed 1/2/2026 --remand", "--remand and --placed cannot go together."),
        (
            "--entered 5/1/2026 --placed 1/2/2026 --every 3",
            "--placed and --every cannot go together: adoption has its own times.",
        ),
        (
            "--entered 5/1/2026 --panel 5/2/2026",
            "--panel needs --secure: say when the child was placed in secure accommodation.",
        ),
        (
            "--entered 5/1/2026 --placed 5/2/2025",
            "--placed Wed 5 Feb 2025 is before --entered Mon 5 Jan 2026. Check the two dates.",
        ),
        (
            "--entered 5/1/2026 --secure 2/2/2026 --panel 1/2/2026",
            "--panel Sun 1 Feb 2026 is before --secure Mon 2 Feb 2026. Check the two dates.",
        ),
        ("--entered 5/1/2026 --authorised 30/2/2026", "--authorised 30/2/2026: There is no 30 February"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(
    words: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(("clock", *words.split(), "--on", "22/11/2026"))
    printed = capsys.readouterr()
    assert (ended.value.code, printed.out) == (2, "")
    assert printed.err.startswith(f"iro-tui: {sentence}")
    assert printed.err.count("\n") == 1


def test_the_text_shows_the_working_of_reviews_and_panel(capsys: pytest.CaptureFixture[str]) -> None:
    words = "--entered 2/6/2025 --review 20/6/2025 --secure 31/1/2026 --born 1/3/2010 --on 1/2/2026"
    with pytest.raises(SystemExit):
        cli.main(("clock", *words.split()))
    lines = capsys.readouterr().out.splitlines()
    assert "18th birthday on Wed 1 Mar 2028." in lines
    assert "Secure panel by Sat 28 Feb 2026, in 20 wd (C13)" in lines
    assert "  Month end, no 31 February: Sat 28 Feb 2026" in lines
    assert all(len(line) <= 80 for line in lines)
