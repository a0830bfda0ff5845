"""A talk that the last review still asks for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from a_child import FIRST, SECOND, child, held

from iro_tui.casework.child_page import child_page
from iro_tui.casework.child_record import child_record
from iro_tui.casework.reviews import open_review, save_review
from iro_tui.casework.talk_wanted import talk_wanted
from iro_tui.casework.talks import begins, log_consultation
from iro_tui.errors import BadInput
from iro_tui.vault.store import Vault

LATER = date(2026, 2, 10)


def reviewed(vault: Vault, **values: Any) -> str:
    """A child after a first review, held and saved but not judged complete."""
    child_id = child(vault)
    review_id = vault.act(open_review, child_id, FIRST).result
    vault.act(save_review, review_id, {**held(FIRST, SECOND), **values})
    return child_id


def talked(vault: Vault, child_id: str, on: date, **values: Any) -> None:
    vault.act(log_consultation, child_id, {"held_on": on, "alone": True, **values}, LATER)


def wanted(vault: Vault, child_id: str) -> tuple[str, str] | None:
    found = vault.ask(lambda session: talk_wanted(child_record(session, child_id), LATER))
    return (found.words, found.why) if found else None


@pytest.mark.parametrize(
    ("code", "tried", "why"),
    [
        ("PN5", "", "PN5"),
        ("PN6", "", "PN6"),
        ("PN7", "", "PN7; say what was tried"),
        ("PN7", "Rang.", "PN7"),
    ],
)
def test_a_review_without_the_child_asks_for_a_talk_after_it(
    vault: Vault, code: str, tried: str, why: str
) -> None:
    child_id = reviewed(vault, participation=code, tried=tried)
    talked(vault, child_id, FIRST - timedelta(days=3))
    assert wanted(vault, child_id) == ("Talk after review 1", why)
    talked(vault, child_id, LATER, kind="NOT_REACHED", alone=None, tried="Rang twice.")
    assert wanted(vault, child_id) == ("Talk after review 1", why), "an attempt is no talk"
    talked(vault, child_id, LATER)
    left = wanted(vault, child_id)
    assert left == (("Say what was tried", "PN7 at review 1") if why.endswith("tried") else None)


def test_a_child_who_said_no_is_asked_no_more(vault: Vault) -> None:
    child_id = reviewed(vault, participation="PN6")
    talked(vault, child_id, FIRST)
    child_of_it = wanted(vault, child_id)
    assert child_of_it is None
    other = child(vault, mosaic_id="1048822")
    review_id = vault.act(open_review, other, FIRST).result
    vault.act(save_review, review_id, {**held(FIRST, SECOND), "participation": "PN6"})
    talked(vault, other, LATER, kind="REFUSED", alone=None, tried="Asked at school.")
    assert wanted(vault, other) == ("None before review 1", "no talk alone, and no reason")


@pytest.mark.parametrize(
    ("values", "settles"),
    [
        ({}, True),
        ({"alone": False, "why_not_alone": "Mrs Roe stayed."}, False),
        ({"alone": None, "kind": "REFUSED"}, True),
        ({"alone": None, "kind": "NOT_APPROPRIATE", "tried": "In hospital."}, True),
        ({"alone": None, "kind": "NOT_REACHED"}, False),
        ({"alone": None, "kind": "OBSERVED"}, True),
    ],
)
def test_one_talk_alone_before_each_review_or_a_reason(
    vault: Vault, values: dict[str, Any], settles: bool
) -> None:
    child_id = reviewed(vault)
    assert wanted(vault, child_id) == ("None before review 1", "no talk alone, and no reason")
    talked(vault, child_id, FIRST - timedelta(days=2), **values)
    assert (wanted(vault, child_id) is None) is settles


def test_nothing_is_wanted_before_the_first_review(vault: Vault) -> None:
    assert wanted(vault, child(vault)) is None


def test_a_talk_judged_not_right_needs_its_reason(vault: Vault) -> None:
    child_id = child(vault)
    with pytest.raises(BadInput, match="Say why it was not right to talk with Sam"):
        talked(vault, child_id, LATER, kind="NOT_APPROPRIATE", alone=None)


@pytest.mark.parametrize(
    ("born", "kind"), [(date(2022, 2, 11), "OBSERVED"), (date(2022, 2, 10), "ALONE_BEFORE")]
)
def test_a_child_under_four_is_observed(vault: Vault, born: date, kind: str) -> None:
    assert vault.ask(begins, child(vault, born=born), LATER)["kind"] == kind


def test_the_childs_page_says_so_and_the_row_leads_to_no_entry(vault: Vault) -> None:
    child_id = reviewed(vault, participation="PN7")
    page = vault.ask(child_page, child_id, LATER)
    (row,) = [
        row for group in page.now for row in group.rows if row.table == "consultation" and not row.subject_id
    ]
    assert (row.sign, row.label, row.second) == ("ask", "Talk after review 1", "PN7; say what was tried")
