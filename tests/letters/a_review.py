"""An invented child whose second review was held and noted, in a real vault."""

from __future__ import annotations

from datetime import date
from typing import Any

from iro_tui.casework.children import add_child, save_profile
from iro_tui.casework.decisions import put_decisions
from iro_tui.casework.notes import put_notes
from iro_tui.casework.reviews import complete_review, open_review, save_review
from iro_tui.casework.talks import log_consultation
from iro_tui.casework.verbs import verb
from iro_tui.record.home import LegalStatus, Placement
from iro_tui.record.person import Person
from iro_tui.vault.store import Vault

ENTERED, HELD, TODAY = date(2026, 1, 5), date(2026, 1, 30), date(2026, 2, 3)
MOSAIC_ID = "2048816"


@verb("rows put straight in")
def put(session: Any, *rows: Any) -> None:
    session.add_all(rows)


def iro(vault: Vault) -> None:
    vault.act(
        save_profile,
        {
            "name": "Ruth Calder",
            "phone": "020 7946 0112",
            "email": "ruth.calder@fernhill.example",
            "council": "Fernhill Council",
            "advocacy_name": "Speak Up",
            "advocacy_phone": "0808 157 0103",
        },
    )


def child(vault: Vault, **values: Any) -> str:
    """A boy of ten with his people; not yet any review."""
    fields = {
        "mosaic_id": MOSAIC_ID,
        "first_name": "Samuel",
        "known_as": "Sam",
        "surname": "Tate",
        "born": date(2016, 1, 4),
        "pronouns": "HE",
        "why_in_care": "Mum was not well, and she could not keep you safe.",
        **values,
    }
    child_id = vault.act(add_child, fields, ENTERED, TODAY).result
    vault.act(
        put,
        Placement(child_id=child_id, kind="U6", started_on=ENTERED, carer="Jo and Bill"),
        LegalStatus(child_id=child_id, code="C1", started_on=ENTERED),
        Person(child_id=child_id, name="Grace Adeyemi", role="SOCIAL_WORKER"),
        Person(child_id=child_id, name="Donna Tate", role="MOTHER", child_calls="Mum"),
        Person(child_id=child_id, name="Ade Tate", role="SIBLING"),
    )
    return child_id


def reviewed(vault: Vault, child_id: str, **values: Any) -> str:
    """Hold and complete the first review, with notes and decisions; `values` change the form."""
    talk = {"held_on": date(2026, 1, 28), "alone": True, "own_words": "I miss Ade."}
    vault.act(log_consultation, child_id, talk, TODAY)
    review_id = vault.act(open_review, child_id, HELD).result
    form = {
        "opened_on": HELD,
        "participation": "PN1",
        "child_views": "Sam wants to see Ade more.",
        "carer_views": "Sam is a joy to have.",
        "covered": "ADVOCACY COMPLAINTS IRO_LEAFLET",
        "next_on": date(2026, 4, 20),
        "next_time": "16:00",
        "next_place": "school",
        **values,
    }
    vault.act(save_review, review_id, form)
    notes = [
        (None, "SAID", "I like it here.", "16:06"),
        (None, "WELL", "Sam plays football with friends.", "16:09"),
        (None, "DECIDE", "Sam stays with Jo and Bill.", "16:18"),
    ]
    vault.act(put_notes, review_id, notes)
    decisions = [
        (
            None,
            {"text": "Sam sees Ade", "who": "Grace Adeyemi", "by_when": date(2026, 2, 20), "starting": True},
        ),
        (None, {"text": "Eye test", "who": "Jo and Bill", "by_when": date(2026, 2, 27)}),
    ]
    vault.act(put_decisions, review_id, decisions)
    vault.act(complete_review, review_id, HELD)
    return review_id
