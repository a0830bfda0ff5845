"""A child leaves the caseload and comes back; nothing is lost on the way."""

from __future__ import annotations

from datetime import date

import pytest

from iro_tui.casework.caseload import caseload, who_left, whose
from iro_tui.casework.child_record import child_record
from iro_tui.casework.children import add_child
from iro_tui.casework.entries import recording
from iro_tui.casework.leaving import come_back, has_left, in_care, leave_caseload
from iro_tui.casework.undo import take_back
from iro_tui.errors import BadInput
from iro_tui.record.base import Asker
from iro_tui.record.forms import layout, parse
from iro_tui.record.leaving import LeavingFields
from iro_tui.vault.store import Vault

TODAY = date(2026, 11, 22)
LEFT = date(2026, 11, 20)


@pytest.fixture
def child_id(vault: Vault) -> str:
    values = {"mosaic_id": "4100001", "first_name": "Tola", "surname": "Brand", "born": date(2009, 3, 2)}
    made = vault.act(add_child, values, date(2025, 1, 6), TODAY).result
    vault.act(recording("placement"), made, {"kind": "U6", "started_on": date(2025, 1, 6)}, TODAY)
    vault.act(recording("legal_status"), made, {"code": "C2", "started_on": date(2025, 2, 3)}, TODAY)
    return made


def ends(vault: Vault, child_id: str) -> list[date | None]:
    record = vault.ask(child_record, child_id)
    return [
        row["ended_on"]
        for name in ("period_of_care", "placement", "legal_status")
        for row in record.tables[name]
    ]


def test_C8_a_time_in_care_that_ends_ends_with_its_reason_and_takes_home_and_status_along(
    vault: Vault, child_id: str
) -> None:
    vault.act(leave_caseload, child_id, {"left_on": LEFT, "how": "ENDED", "end_reason": "E4A"}, TODAY)
    assert ends(vault, child_id) == [LEFT, LEFT, LEFT]
    assert vault.ask(child_record, child_id).tables["period_of_care"][0]["end_reason"] == "E4A"
    assert vault.ask(caseload, TODAY) == ()
    assert [(row.name, row.status) for row in vault.ask(who_left, TODAY)] == [("Tola Brand", "left 20 Nov")]
    assert vault.ask(whose).children == 0
    assert vault.ask(has_left, child_id, TODAY) and not vault.ask(in_care, child_id, TODAY)
    vault.act(take_back, TODAY)
    assert ends(vault, child_id) == [None, None, None]
    assert len(vault.ask(caseload, TODAY)) == 1


def test_a_child_another_iro_takes_over_stays_in_care_and_the_iro_stands_among_the_people(
    vault: Vault, child_id: str
) -> None:
    values = {"left_on": LEFT, "how": "OTHER_IRO", "iro": " Noor [/] O'Brien "}
    vault.act(leave_caseload, child_id, values, TODAY)
    assert ends(vault, child_id) == [None, None, None]
    (iro,) = vault.ask(child_record, child_id).tables["person"]
    assert (iro["role"], iro["name"], iro["from_on"]) == ("IRO", "Noor [/] O'Brien", LEFT)
    assert vault.ask(in_care, child_id, TODAY)
    vault.act(come_back, child_id, {}, TODAY)
    assert len(vault.ask(caseload, TODAY)) == 1
    assert vault.ask(child_record, child_id).tables["person"][0]["until_on"] == TODAY


def test_C5_a_child_who_comes_back_into_care_begins_a_new_time_in_care(vault: Vault, child_id: str) -> None:
    vault.act(leave_caseload, child_id, {"left_on": LEFT, "how": "ENDED", "end_reason": "E4A"}, TODAY)
    with pytest.raises(BadInput, match="another time in care runs"):
        vault.act(come_back, child_id, {"started_on": date(2026, 11, 19)}, TODAY)
    assert vault.ask(has_left, child_id, TODAY), "nothing half-done"
    vault.act(come_back, child_id, {"started_on": date(2026, 11, 21)}, TODAY)
    assert [row["started_on"] for row in vault.ask(child_record, child_id).tables["period_of_care"]] == [
        date(2025, 1, 6),
        date(2026, 11, 21),
    ]


def test_a_child_leaves_once_and_not_before_coming(vault: Vault, child_id: str) -> None:
    with pytest.raises(BadInput, match="Tola is looked after since Mon 6 Jan 2025"):
        early = {"left_on": date(2024, 1, 1), "how": "ENDED", "end_reason": "E4A"}
        vault.act(leave_caseload, child_id, early, TODAY)
    vault.act(leave_caseload, child_id, {"left_on": LEFT, "how": "OTHER"}, TODAY)
    with pytest.raises(BadInput, match="left your caseload on Fri 20 Nov 2026 already"):
        vault.act(leave_caseload, child_id, {"left_on": TODAY, "how": "OTHER"}, TODAY)


@pytest.mark.parametrize(
    ("reason", "sentence"), [("", "Say why the time in care ended"), ("X1", "the time in care goes on")]
)
def test_the_end_of_a_time_in_care_needs_a_reason_that_ends_it(reason: str, sentence: str) -> None:
    typed = {"left_on": "20/11/2026", "how": "ENDED", "end_reason": reason}
    parsed = parse(LeavingFields, layout(LeavingFields), typed, Asker(TODAY))
    assert sentence in parsed.problems["end_reason"]
