"""One child's file for a request to see it: by day, nothing left out, other people marked."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import Session

from iro_tui.casework.verbs import verb
from iro_tui.exchange.open_formats import child_files
from iro_tui.record.tables import Child, Consultation, Contact, Person, Placement, Review
from iro_tui.vault.store import Vault

TODAY = date(2026, 11, 22)


@verb("two children put in")
def two_children(session: Session) -> None:
    kofi = Child(
        mosaic_id="1", first_name="Kofi", surname="O'Brien [/] [b]", born=TODAY, family_network="Aunt Efua."
    )
    amira = Child(mosaic_id="2", first_name="Amira", surname="Khan", known_as="Mimi", born=TODAY)
    session.add_all([kofi, amira])
    session.flush()
    session.add_all(
        [
            Person(child_id=kofi.id, name="Mary O'Brien", role="MOTHER"),
            Person(child_id=kofi.id, name="Jo Fenn", role="SOCIAL_WORKER"),
            Placement(child_id=kofi.id, kind="U6", carer="Auntie Rose", started_on=date(2026, 1, 2)),
            Contact(child_id=kofi.id, held_on=date(2026, 3, 2), who="Dr Patel", words="Fenn told Mary."),
            Review(child_id=kofi.id, opened_on=date(2026, 5, 1), carer_views="He sleeps well."),
            Consultation(
                child_id=kofi.id,
                held_on=date(2026, 2, 1),
                own_words="Mimi and I fight. Jo listens. Kofi is my name. Josh is not Jo's.",
            ),
        ]
    )


@pytest.fixture
def text(vault: Vault) -> str:
    vault.act(two_children)
    return vault.ask(child_files, "1", TODAY)["subject-access.txt"].decode()


def test_other_people_are_marked_with_what_they_are_and_the_child_is_not(text: str) -> None:
    for marked in (
        "[another child: Mimi] and I fight. [professional: Jo] listens. Kofi is my name. Josh is not",
        "[professional: Fenn] told [other person: Mary].",
        "[professional: Dr Patel]",
        "[other person: Auntie Rose]",
    ):
        assert marked in " ".join(text.split())
    assert ": Kofi]" not in text
    assert ": O'Brien]" not in text


def test_passages_about_others_are_marked_whoever_they_name(text: str) -> None:
    assert "Family network (about others): Aunt Efua." in text
    assert "Carer's view (about others): He sleeps well." in text


def test_it_is_in_the_order_of_days_and_ends_with_who_is_named(text: str) -> None:
    days = [
        text.index(day) for day in ("Fri 2 Jan 2026", "Sun 1 Feb 2026", "Mon 2 Mar 2026", "Fri 1 May 2026")
    ]
    assert days == sorted(days)
    assert text.index("Who is named, and how often") > days[-1]
    assert "  Mimi, another child: 1" in text


def test_nothing_is_left_out(vault: Vault, text: str) -> None:
    plain = vault.ask(child_files, "1", TODAY)["chronology.txt"].decode()
    without = text.replace(" (about others)", "")
    for mark in ("[other person: ", "[professional: ", "[another child: "):
        without = without.replace(mark, "")
    words = set(plain.replace("[", "").replace("]", "").split())
    assert words <= set(without.replace("[", "").replace("]", "").split())
