"""All finished letters at once: stopped half-way, nothing is half-written (issue 5 point 9)."""

from __future__ import annotations

from datetime import UTC, datetime

from a_review import TODAY, child, iro, reviewed

from iro_tui.casework.letters import DRAFT, letters_owed
from iro_tui.casework.outbox import ledger
from iro_tui.vault.store import Vault
from letters.desk import draft_letter
from letters.many import export_many, finished_letters

AT = datetime(2026, 2, 3, 10, 0, tzinfo=UTC)


def test_stopped_after_one_the_others_are_as_they_were(vault: Vault) -> None:
    iro(vault)
    for number, first in enumerate(("Ann", "Ben", "Cem")):
        again = child(vault, mosaic_id=str(9100 + number), first_name=first, known_as="")
        draft_letter(vault, reviewed(vault, again), TODAY, AT)
    owed = finished_letters(vault.ask(letters_owed, TODAY))
    assert len(owed) == 3
    asked: list[int] = []

    def once(done: int) -> bool:
        asked.append(done)
        return done < 1

    done = export_many(vault, owed, TODAY, lambda: AT, once)
    assert done.stopped
    assert asked == [0, 1]
    assert [path.name for path in vault.outbox.iterdir()] == done.exported
    assert len(done.exported) == 1
    assert [
        row.file for row in vault.ask(ledger, TODAY, vault.outbox) if row.kind == "LETTER"
    ] == done.exported
    left = finished_letters(vault.ask(letters_owed, TODAY))
    assert [row.state for row in left] == [DRAFT, DRAFT]
    rest = export_many(vault, left, TODAY, lambda: AT, lambda done: True)
    assert (len(rest.exported), rest.stopped, rest.not_ready, rest.failed) == (2, False, [], [])
