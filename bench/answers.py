"""Asking the record and saving to it: agenda, caseload, a child's page, search, one save."""

from __future__ import annotations

import gc
from functools import partial
from typing import TYPE_CHECKING, Any

from bench.figure import Figure, in_turns, once, percentile
from bench.invented import PASSPHRASE, TEN_YEARS, TODAY, home_of, home_with_notes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from iro_tui.vault.store import Vault

_ON_THE_LIST = (
    "child",
    "period_of_care",
    "review",
    "placement",
    "legal_status",
    "person",
    "midway",
    "consultation",
    "alert",
    "letter",
    "outbox_entry",
    *("visit", "pep", "sdq", "health_assessment", "pathway_step", "secure_panel"),
    *("missing_episode", "event", "snooze"),
)
"""Tables the agenda is worked out from."""
_ON_THE_PAGE = (*_ON_THE_LIST[1:], "decision", "note")
"""Tables a child's page is drawn from."""


def _open(home: Path) -> Vault:
    from iro_tui.vault.store import Vault

    vault = Vault.open(home, PASSPHRASE)
    # As the app does once it has loaded what stays.
    gc.freeze()
    return vault


def _bare(vault: Vault, tables: tuple[str, ...], child_id: str | None = None) -> Callable[[], None]:
    """Read whole tables with the driver alone, or only one child's rows."""

    def read() -> None:
        with vault.raw() as connection:
            for table in tables:
                if child_id is None:
                    connection.execute(f"SELECT * FROM {table}").fetchall()
                else:
                    connection.execute(f"SELECT * FROM {table} WHERE child_id = ?", (child_id,)).fetchall()

    return read


def agenda_of_63(folder: Path) -> Figure:
    """The agenda as it is asked for all day long."""
    from iro_tui.casework.agenda import agenda

    with _open(home_of(folder)) as vault:
        taken = in_turns(lambda: vault.ask(agenda, TODAY), _bare(vault, _ON_THE_LIST), 25)
    return Figure("agenda, 63 children", taken[0], "its tables read bare", taken[1], 6, 20)


def agenda_of_ten_years(folder: Path) -> Figure:
    """Five times the history must cost at most five times as much, and far less is wanted."""
    from iro_tui.casework.agenda import agenda

    with _open(home_of(folder, spans=TEN_YEARS)) as long, _open(home_of(folder)) as short:
        taken = in_turns(lambda: long.ask(agenda, TODAY), lambda: short.ask(agenda, TODAY), 25)
    return Figure("agenda, 63 children, 10 years", taken[0], "the same, 2 years", taken[1], 2.5, 20)


def agenda_of_630(folder: Path) -> Figure:
    """Ten times the children must cost about ten times as much."""
    from iro_tui.casework.agenda import agenda

    with _open(home_of(folder, caseloads=10)) as many, _open(home_of(folder)) as few:
        taken = in_turns(lambda: many.ask(agenda, TODAY), lambda: few.ask(agenda, TODAY), 11)
    return Figure("agenda, 630 children", taken[0], "the same, 63 children", taken[1], 14, 200)


def caseload_page(folder: Path) -> Figure:
    """The table of all children."""
    from iro_tui.casework.agenda import agenda
    from iro_tui.casework.caseload import caseload

    with _open(home_of(folder, spans=TEN_YEARS)) as vault:
        taken = in_turns(lambda: vault.ask(caseload, TODAY), lambda: vault.ask(agenda, TODAY), 25)
    return Figure("caseload, 63 children, 10 years", taken[0], "the agenda of the same", taken[1], 1.5, 20)


def one_child(folder: Path) -> Figure:
    """Everything on the page of the child with the most reviews."""
    from iro_tui.casework.child_page import child_page

    with _open(home_of(folder, spans=TEN_YEARS)) as vault:
        with vault.raw() as connection:
            (child_id,) = connection.execute(
                "SELECT child_id FROM review GROUP BY child_id ORDER BY count(*) DESC, child_id LIMIT 1"
            ).fetchone()
        floor = _bare(vault, _ON_THE_PAGE, child_id)
        taken = in_turns(lambda: vault.ask(child_page, child_id, TODAY), floor, 25)
    return Figure("a child's page, 10 years", taken[0], "the child's rows read bare", taken[1], 30, 50)


NOTES = 20_000
TYPED = (
    *("nan", "sch", "school", "swim", "swimmi", "the", "and the", "visit", "sundays ", "wants to", "worker"),
    *("amira", "smith school", "care-plan", "O'Brien", "page 1234", "review nan", "mohamed", "zzz", "he"),
)
"""What is typed: rare words and those in nearly every note, begun and whole, alone and with a name."""


def search(folder: Path) -> Figure:
    """One keystroke in the search over names and 20,000 notes, 95 of 100."""
    from iro_tui.casework.search import search as look
    from iro_tui.casework.typed_words import all_of, read_typed

    with _open(home_with_notes(folder, NOTES)) as vault:

        def bare(words: str) -> None:
            typed = read_typed(words)
            asked = all_of(typed, typed.words)
            with vault.raw() as connection:
                connection.execute("SELECT name FROM person").fetchall()
                if asked:
                    connection.execute(
                        "SELECT highlight(search, 0, '[', ']') FROM search WHERE search MATCH ? "
                        "ORDER BY rowid DESC LIMIT 60",
                        (asked,),
                    ).fetchall()

        taken, floor = [], []
        for _ in range(6):
            for words in TYPED:
                taken.append(once(partial(vault.ask, look, words, TODAY)))
                floor.append(once(partial(bare, words)))
    worst, least = percentile(taken[len(TYPED) :], 95), percentile(floor[len(TYPED) :], 95)
    return Figure("search, 20,000 notes, 95 of 100", worst, "the index asked bare, the same", least, 8, 20)


def save(folder: Path) -> Figure:
    """One acknowledged save with its history, 99 of 100."""
    from iro_tui.casework.children import profile, save_profile

    with _open(home_of(folder)) as vault:
        mine = vault.ask(profile)
        assert mine is not None
        taken, floor = [], []
        for turn in range(100):
            values = {**mine.model_dump(), "council": f"Council {turn}"}
            taken.append(once(partial(vault.act, save_profile, values)))
            with vault.raw() as connection:
                floor.append(once(partial(_commit, connection, turn)))
    worst, least = percentile(taken, 99), percentile(floor, 99)
    return Figure("one save, 99 of 100 under", worst, "the driver's commit, the same", least, 12, 50)


def _commit(connection: Any, turn: int) -> None:
    """The least a save with its history can be: one row, its history by the trigger, one commit."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO acting (one, step, at, who, words) VALUES (1, 1, '', 'bench', 'bench')")
    connection.execute("UPDATE profile SET council = ?", (f"Bare {turn}",))
    connection.execute("DELETE FROM acting")
    connection.execute("COMMIT")


ALL: tuple[Callable[[Path], Figure], ...] = (
    agenda_of_63,
    agenda_of_ten_years,
    agenda_of_630,
    caseload_page,
    one_child,
    search,
    save,
)
