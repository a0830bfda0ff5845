"""The ledger: what the council must have, in the order in which it is copied into Mosaic."""

from __future__ import annotations

from datetime import date

from iro_tui.casework.children import add_child
from iro_tui.casework.outbox import ledger, owe
from iro_tui.vault.store import Vault

TODAY = date(2026, 11, 23)


def test_blocks_stand_oldest_first_and_those_of_a_day_in_the_order_of_the_form(vault: Vault) -> None:
    values = {"mosaic_id": "7", "first_name": "Sam", "surname": "Tate", "born": date(2015, 3, 4)}
    child_id = vault.act(add_child, values, None, TODAY).result

    def owe_all(session: object, kinds: tuple[str, ...], on: date) -> None:
        for kind in kinds:
            owe(session, kind, child_id, f"{kind} {on}", "", on)  # type: ignore[arg-type]

    owe_all.words = "owed"  # type: ignore[attr-defined]
    vault.act(owe_all, ("LETTER", "DECISIONS", "PARTICIPATION", "REVIEW"), date(2026, 11, 20))
    vault.act(owe_all, ("MIDWAY",), date(2026, 11, 2))
    assert [(row.kind, row.waits) for row in vault.ask(ledger, TODAY)] == [
        ("MIDWAY", 15),
        ("REVIEW", 1),
        ("PARTICIPATION", 1),
        ("DECISIONS", 1),
        ("LETTER", 1),
    ]
