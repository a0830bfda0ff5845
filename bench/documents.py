"""What leaves and what comes in: checking a letter, writing it to Word, previewing a caseload list."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figure import Figure, in_turns
from bench.invented import PASSPHRASE, TODAY, home_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from iro_tui.vault.store import Vault

LIST = Path(__file__).parent.parent / "tests" / "data" / "import" / "caseload_clean_sample.csv"
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")


def _letter_of_500_words() -> str:
    part = (
        "You said that you like your room and that you miss your brother at the weekend. We talked about "
        "your placement and about contact with your family. Your social worker will ring your school."
    )
    parts = [f"## Part {number}\n\n{part}\n" for number in range(1, 14)]
    head = "16 June 2026\n\nDear Sam,\n"
    return "\n".join(
        [head, *parts, "Best wishes,\n\nRuth Calder\n\nYour Independent Reviewing Officer (IRO)"]
    )


def letter_check(folder: Path) -> Figure:
    """A letter of 500 words against every rule, after the word list is loaded."""
    from letters.check import Expected, check

    del folder
    text = _letter_of_500_words()
    expected = Expected(first_name="Sam", age=11)

    def words() -> None:
        for _ in range(100):
            _WORD.findall(text)

    taken = in_turns(lambda: check(text, expected), words, 40)
    return Figure("letter check, 500 words", taken[0], "finding its words 100 times", taken[1], 2, 10)


def letter_check_beside_proselint(folder: Path) -> Figure:
    """The same check beside proselint on the same text, in turns; where it is not installed, beside nothing.

    proselint is no dependency of ours. To measure, install it into a folder of its own and name that folder
    in PYTHONPATH.
    """
    from letters.check import Expected, check

    del folder
    text = _letter_of_500_words()
    expected = Expected(first_name="Sam", age=11)
    try:
        from proselint.checks import __register__  # type: ignore[import-not-found, unused-ignore]
        from proselint.registry import CheckRegistry  # type: ignore[import-not-found, unused-ignore]
        from proselint.tools import LintFile  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        taken = in_turns(lambda: check(text, expected), lambda: check(text, expected), 40)
        return Figure("the same check, no proselint here", taken[0], "itself", taken[1], 2, 10)
    CheckRegistry().register_many(__register__)
    taken = in_turns(lambda: check(text, expected), lambda: LintFile("letter", text).lint(), 40)
    return Figure("letter check beside proselint", taken[0], "proselint, the same text", taken[1], 1, 10)


def letter_export(folder: Path) -> Figure:
    """One letter to Word, read back from the file and checked again."""
    from docx import Document

    from iro_tui.casework.letters import letter_of
    from iro_tui.vault.opening import machine_time
    from iro_tui.vault.store import Vault
    from letters.desk import export_letter

    with Vault.open(home_of(folder), PASSPHRASE) as vault:
        review_id = _exported(vault)
        letter = vault.ask(letter_of, review_id)
        assert letter is not None

        def bare() -> None:
            document = Document()
            for line in letter.text.splitlines():
                document.add_paragraph(line)
            document.save(BytesIO())

        taken = in_turns(lambda: export_letter(vault, review_id, TODAY, machine_time()), bare, 9)
    return Figure("letter to Word, re-checked", taken[0], "python-docx, the same lines", taken[1], 8, 300)


def _exported(vault: Vault) -> str:
    """Draft letters until one has nothing left to ask, and return its review."""
    from iro_tui.casework.letters import letters_owed
    from iro_tui.vault.opening import machine_time
    from letters.desk import LetterNotReady, draft_letter, export_letter

    for owed in vault.ask(letters_owed, TODAY):
        draft_letter(vault, owed.review_id, TODAY, machine_time())
        try:
            export_letter(vault, owed.review_id, TODAY, machine_time())
        except LetterNotReady:
            continue
        return owed.review_id
    raise SystemExit("bench: no letter of the invented caseload is ready for Word")


def import_preview(folder: Path) -> Figure:
    """A caseload list read, judged and compared with 63 children, nothing changed."""
    import csv

    from iro_tui.exchange.caseload_list import plan_import, read_rows
    from iro_tui.vault.store import Vault

    def bare() -> None:
        for _ in range(10):
            with LIST.open(encoding="utf-8-sig", newline="") as lines:
                list(csv.DictReader(lines))

    with Vault.open(home_of(folder), PASSPHRASE) as vault:
        taken = in_turns(lambda: vault.ask(plan_import, read_rows(LIST), TODAY), bare, 9)
    return Figure("import preview", taken[0], "reading its cells ten times", taken[1], 32, 500)


ALL: tuple[Callable[[Path], Figure], ...] = (
    letter_check,
    letter_check_beside_proselint,
    letter_export,
    import_preview,
)
