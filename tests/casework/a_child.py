"""An invented child and IRO for the tests of the verbs."""

from __future__ import annotations

from datetime import date
from typing import Any

from iro_tui.casework.children import add_child, save_profile
from iro_tui.casework.reviews import complete_review, open_review, save_review
from iro_tui.casework.verbs import verb
from iro_tui.vault.store import Vault

TODAY = date(2026, 11, 26)
ENTERED = date(2026, 1, 5)
FIRST, SECOND = date(2026, 1, 30), date(2026, 4, 20)


def iro(vault: Vault) -> None:
    vault.act(
        save_profile,
        {
            "name": "Ruth Calder",
            "phone": "020 7946 0123",
            "email": "ruth.calder@example.org",
            "council": "Brenley",
            "advocacy_name": "Speak Out for Me",
            "advocacy_phone": "020 7946 0199",
        },
    )


def child(vault: Vault, mosaic_id: str = "1048811", **values: Any) -> str:
    fields: dict[str, Any] = {
        "mosaic_id": mosaic_id,
        "first_name": "Samuel",
        "known_as": "Sam",
        "surname": "Tate",
        "born": date(2015, 3, 4),
        "sex": "M",
        "pronouns": "HE",
        **values,
    }
    since = fields.pop("since", ENTERED)
    return vault.act(add_child, fields, since, TODAY).result


def held(on: date, next_on: date | None, **values: Any) -> dict[str, Any]:
    """What a form holds when everything a review needs is filled in."""
    return {
        "opened_on": on,
        "participation": "PN1",
        "child_views": "He likes it here and wants to stay.",
        "covered": "ADVOCACY COMPLAINTS IRO_LEAFLET",
        "next_on": next_on,
        **values,
    }


def review(vault: Vault, child_id: str, on: date, next_on: date | None, **values: Any) -> str:
    """A completed review."""
    review_id = vault.act(open_review, child_id, on).result
    vault.act(save_review, review_id, held(on, next_on, **values))
    vault.act(complete_review, review_id, on)
    return review_id


def two_reviews(vault: Vault) -> str:
    """A child with a first and a second review behind them and the third booked."""
    child_id = child(vault)
    review(vault, child_id, FIRST, SECOND)
    review(vault, child_id, SECOND, date(2026, 10, 15))
    return child_id


@verb("row put straight in")
def put(session: Any, row: Any) -> str:
    session.add(row)
    return str(row.id)
