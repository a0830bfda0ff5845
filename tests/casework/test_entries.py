"""Writing down, changing and taking away entries of a child's file, whatever their kind."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from iro_tui.casework.child_record import child_record
from iro_tui.casework.child_story import story
from iro_tui.casework.children import add_child
from iro_tui.casework.entries import beginning, changing, recording, removing
from iro_tui.casework.undo import take_back
from iro_tui.errors import BadInput
from iro_tui.record.forms import layout
from iro_tui.record.nouns import nouns, parts, shape_named
from iro_tui.vault.store import Vault

TODAY = date(2026, 11, 22)
OFFERED = [name for names in parts().values() for name in names]


@pytest.fixture
def child_id(vault: Vault) -> str:
    values = {"mosaic_id": "4100001", "first_name": "Tola", "surname": "Brand", "born": date(2014, 3, 2)}
    return vault.act(add_child, values, date(2025, 1, 6), TODAY).result


def some_values(vault: Vault, name: str, child_id: str) -> dict[str, Any]:
    """Values that fill every required field of a form."""
    values = vault.ask(beginning, name, child_id, TODAY)
    for field in layout(shape_named(name)):
        if field.required and field.name not in values:
            kinds = {"choice": field.choices[0][0] if field.choices else "", "date": TODAY}
            values[field.name] = kinds.get(field.kind, "Somebody")
    if name == "sdq":
        values["score"] = 12
    if name == "period_of_care":
        values |= {"started_on": date(2020, 1, 6), "ended_on": date(2021, 1, 6)}
    return {key: value for key, value in values.items() if value is not None}


@pytest.mark.parametrize("name", OFFERED)
def test_an_entry_is_recorded_shown_changed_taken_away_and_brought_back(
    vault: Vault, child_id: str, name: str
) -> None:
    before = len(vault.ask(child_record, child_id).tables[name])
    row_id = vault.act(recording(name), child_id, some_values(vault, name, child_id), TODAY).result
    record = vault.ask(child_record, child_id)
    assert len(record.tables[name]) == before + 1
    if nouns()[name].word:
        line = next(item for item in story(record, TODAY) if item.subject_id == row_id)
        assert line.word == nouns()[name].word
        assert len(line.word) <= 8
    text = next(
        (f for f in layout(shape_named(name)) if f.kind in ("line", "text") and not f.limit <= 5), None
    )
    if text:
        vault.act(changing(name), row_id, {text.name: "another word"}, TODAY)
        changed = next(row for row in vault.ask(child_record, child_id).tables[name] if row["id"] == row_id)
        assert changed[text.name] == "another word"
    vault.act(removing(name), row_id)
    assert len(vault.ask(child_record, child_id).tables[name]) == before
    vault.act(take_back, TODAY)
    assert len(vault.ask(child_record, child_id).tables[name]) == before + 1


def test_a_new_placement_ends_the_one_that_runs_and_an_older_one_fits_in_before_it(
    vault: Vault, child_id: str
) -> None:
    add = recording("placement")
    vault.act(add, child_id, {"kind": "U6", "started_on": date(2025, 1, 6)}, TODAY)
    vault.act(add, child_id, {"kind": "K2", "started_on": date(2026, 3, 2), "planned": False}, TODAY)
    vault.act(add, child_id, {"kind": "U4", "started_on": date(2024, 5, 1)}, TODAY)
    rows = vault.ask(child_record, child_id).tables["placement"]
    assert [(row["started_on"], row["ended_on"]) for row in rows] == [
        (date(2024, 5, 1), date(2025, 1, 6)),
        (date(2025, 1, 6), date(2026, 3, 2)),
        (date(2026, 3, 2), None),
    ]


def test_a_new_social_worker_ends_the_one_before_and_leaves_the_mother_alone(
    vault: Vault, child_id: str
) -> None:
    add = recording("person")
    vault.act(add, child_id, {"name": "Mum", "role": "MOTHER"}, TODAY)
    vault.act(
        add, child_id, {"name": "J. Okoro", "role": "SOCIAL_WORKER", "from_on": date(2025, 1, 6)}, TODAY
    )
    vault.act(add, child_id, {"name": "A. Lind", "role": "SOCIAL_WORKER"}, TODAY)
    vault.act(add, child_id, {"name": "Dad", "role": "FATHER"}, TODAY)
    until = {row["name"]: row["until_on"] for row in vault.ask(child_record, child_id).tables["person"]}
    assert until == {"Mum": None, "J. Okoro": TODAY, "A. Lind": None, "Dad": None}


def test_C5_two_times_in_care_cannot_run_at_once(vault: Vault, child_id: str) -> None:
    with pytest.raises(BadInput, match=r"another time in care runs from .* has no end yet"):
        vault.act(recording("period_of_care"), child_id, {"started_on": date(2026, 5, 1)}, TODAY)


def test_an_entry_taken_away_is_not_owed_to_mosaic_any_more(vault: Vault, child_id: str) -> None:
    values = {"held_on": TODAY, "with_role": "GUARDIAN", "words": "Agreed on the next hearing."}
    row_id = vault.act(recording("contact"), child_id, values, TODAY).result
    owed = [row["subject_id"] for row in vault.ask(child_record, child_id).tables["outbox_entry"]]
    assert owed == [row_id]
    vault.act(removing("contact"), row_id)
    assert vault.ask(child_record, child_id).tables["outbox_entry"] == ()


def test_a_wrong_value_changes_nothing(vault: Vault, child_id: str) -> None:
    with pytest.raises(BadInput, match="Nobody comes back before going"):
        vault.act(
            recording("missing_episode"),
            child_id,
            {"gone_on": date(2026, 11, 2), "back_on": date(2026, 11, 1)},
            TODAY,
        )
    assert vault.ask(child_record, child_id).tables["missing_episode"] == ()
