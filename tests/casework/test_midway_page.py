"""What a midway begins with: how things stand since the last review."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from a_child import FIRST, SECOND, child, put, review

from iro_tui.casework.midway_page import MidwayPage, midway_page
from iro_tui.casework.talks import log_consultation
from iro_tui.record.tables import (
    Alert,
    Event,
    HealthAssessment,
    MissingEpisode,
    Pep,
    Person,
    Placement,
    Recommendation,
    Visit,
)
from iro_tui.vault.store import Vault

ON = date(2026, 3, 11)


def page(vault: Vault, child_id: str, today: date = ON) -> MidwayPage:
    return vault.ask(midway_page, child_id, today)


def lines(vault: Vault, child_id: str, today: date = ON) -> dict[str, tuple[str, str]]:
    return {each.label: (each.sign, each.value) for each in page(vault, child_id, today).since}


def reviewed(vault: Vault, **values: Any) -> str:
    child_id = child(vault, **values)
    review(vault, child_id, FIRST, SECOND)
    return child_id


def test_it_begins_with_the_worker_half_way_and_what_is_known(vault: Vault) -> None:
    child_id = reviewed(vault)
    vault.act(put, Person(child_id=child_id, name="Grace Adeyemi", role="SOCIAL_WORKER"))
    found = page(vault, child_id)
    assert (found.reviewed_on, found.next_on, found.review_number) == (FIRST, SECOND, 1)
    assert found.due is not None and found.due.due == ON
    assert found.begins["with_whom"] == "Grace Adeyemi"
    assert found.begins["child_seen"] is False
    vault.act(log_consultation, child_id, {"held_on": date(2026, 2, 20), "alone": True}, ON)
    assert page(vault, child_id).begins["child_seen"] is True


def test_an_empty_record_says_so_and_nothing_is_called_late(vault: Vault) -> None:
    assert lines(vault, reviewed(vault)) == {
        "Worker visits": ("open", "none on the record"),
        "Health": ("open", "none on the record"),
        "PEP": ("open", "none on the record"),
        "Home": ("open", "not on the record"),
        "Missing": ("", "none"),
        "Events": ("", "none"),
        "Talked": ("open", "not since the review"),
        "Alerts": ("", "none open"),
    }


def test_what_happened_since_the_review_stands_there_and_what_was_before_does_not(vault: Vault) -> None:
    child_id = reviewed(vault)
    before, since, later = date(2026, 1, 10), date(2026, 2, 25), date(2026, 3, 20)
    for day in (before, since, later):
        vault.act(put, Visit(child_id=child_id, visited_on=day, who="Grace"))
        vault.act(put, Event(child_id=child_id, kind="SW_CHANGE", known_on=day))
        vault.act(put, MissingEpisode(child_id=child_id, gone_on=day))
    vault.act(put, Placement(child_id=child_id, kind="U6", started_on=date(2026, 1, 5)))
    vault.act(put, HealthAssessment(child_id=child_id, held_on=before))
    vault.act(put, Recommendation(child_id=child_id, text="Glasses", made_on=before))
    vault.act(put, Pep(child_id=child_id, held_on=since))
    vault.act(put, Alert(child_id=child_id, raised_on=since, concern="no pathway plan"))
    found = lines(vault, child_id)
    assert found["Worker visits"] == ("done", "Wed 25 Feb")
    assert found["Health"] == ("done", "Sat 10 Jan, 1 to do")
    assert found["PEP"] == ("done", "Wed 25 Feb")
    assert found["Home"][1].startswith("the same: ")
    assert found["Missing"] == ("late", "Wed 25 Feb")
    assert found["Events"] == ("today", "Wed 25 Feb")
    assert found["Alerts"] == ("today", "no pathway plan")
    behind = next(each for each in page(vault, child_id).since if each.label == "Worker visits").behind
    assert behind == ("Wed 25 Feb: Grace",)


def test_what_is_over_its_day_is_late(vault: Vault) -> None:
    child_id = reviewed(vault)
    vault.act(put, Placement(child_id=child_id, kind="U6", started_on=date(2026, 1, 5)))
    vault.act(put, Visit(child_id=child_id, visited_on=date(2026, 2, 2)))
    vault.act(put, Visit(child_id=child_id, visited_on=date(2026, 2, 4)))
    vault.act(put, HealthAssessment(child_id=child_id, held_on=date(2025, 1, 10)))
    vault.act(put, Pep(child_id=child_id, held_on=date(2025, 6, 1)))
    vault.act(put, Placement(child_id=child_id, kind="K2", started_on=date(2026, 4, 1)))
    found = lines(vault, child_id, date(2026, 6, 30))
    assert found["Health"] == ("late", "Fri 10 Jan 2025, next is late")
    assert found["PEP"] == ("late", "Sun 1 Jun 2025, next is late")
    assert found["Home"] == ("today", "moved Wed 1 Apr")
    found = lines(vault, child_id, date(2026, 3, 25))
    assert found["Worker visits"] == ("late", "2, last Wed 4 Feb, next is late")


@pytest.mark.parametrize(("born", "looked_for"), [(date(2024, 1, 1), False), (date(2020, 1, 1), True)])
def test_a_school_plan_is_looked_for_at_school_age(vault: Vault, born: date, looked_for: bool) -> None:
    child_id = child(vault, born=born)
    assert ("PEP" in lines(vault, child_id)) is looked_for


def test_before_the_first_review_everything_counts(vault: Vault) -> None:
    child_id = child(vault)
    vault.act(put, Visit(child_id=child_id, visited_on=date(2026, 1, 7)))
    found = page(vault, child_id, date(2026, 1, 12))
    assert (found.due, found.reviewed_on) == (None, None)
    assert next(each.value for each in found.since if each.label == "Worker visits") == "Wed 7 Jan"
