from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from a_list import EXPECTED, SAMPLE, TODAY, bring_in, preview
from sqlmodel import Session, col, select

from iro_tui.casework.files import open_files
from iro_tui.casework.sequence import next_due
from iro_tui.exchange.caseload_list import apply_plan
from iro_tui.exchange.sheet import read_rows
from iro_tui.record.child import Child, PeriodOfCare
from iro_tui.record.consultation import Consultation
from iro_tui.record.home import LegalStatus, Placement
from iro_tui.record.midway import Midway
from iro_tui.record.person import Person
from iro_tui.record.review import Review
from iro_tui.vault.history import undo
from iro_tui.vault.store import Vault

NOT_STORED = {"next_due_in_export", "review_count_this_period"}
"""The date a council system prints is not kept, since the law's is worked out; and one row of a list tells
how many reviews there were only for the first and the second."""


def as_expected(session: Session) -> dict[str, dict[str, Any]]:
    found = {}
    files = open_files(session, TODAY)
    for child in session.exec(select(Child)):

        def only(table: Any, *where: Any, owner: str = child.id) -> Any:
            rows = session.exec(select(table).where(table.child_id == owner, *where)).all()
            assert len(rows) <= 1
            return rows[0] if rows else None

        last = only(Review, col(Review.opened_on).is_not(None))
        booked = only(Review, col(Review.opened_on).is_(None))
        midway = only(Midway)
        legal, home = only(LegalStatus), only(Placement)
        worker = only(Person, Person.role == "SOCIAL_WORKER")
        # Without a birthday: the sample counts calendar months only and leaves C8 out.
        under = replace(files[child.id].under, born=TODAY)
        due = next_due(files[child.id].reviews, under)
        assert due is not None
        found[child.mosaic_id] = {
            "person_id": child.mosaic_id,
            "surname": child.surname,
            "forename": child.first_name,
            "known_as": child.known_as,
            "dob": str(child.born),
            "sex": child.sex,
            "ethnic": child.ethnicity,
            "uasc": child.uasc,
            "legal": legal.code,
            "legal_start": str(legal.started_on),
            "poc_start": str(only(PeriodOfCare).started_on),
            "placement": home.kind,
            "placement_start": str(home.started_on),
            "sw": worker.name,
            "team": worker.team,
            "last_review": str(last.opened_on) if last else None,
            "participation": last.participation if last else "",
            "next_due_calendar_months": str(due.due),
            "booked": str(booked.booked_for) if booked else None,
            "midway_done": str(midway.held_on) if midway else None,
            "minutes_sent": str(last.distributed_on) if last and last.distributed_on else None,
            "sibling_group": child.sibling_group,
            "number": files[child.id].reviews[0].number if last else 0,
        }
    return found


def expected() -> list[Mapping[str, Any]]:
    return json.loads(EXPECTED.read_text(encoding="utf-8"))["children"]


def test_the_clean_list_gives_exactly_the_expected_children(vault: Vault) -> None:
    plan = bring_in(vault, SAMPLE)
    assert (len(plan.added), plan.updated, plan.unchanged) == (63, (), ())
    assert (plan.joined, plan.set_aside, plan.questions, plan.unread) == ((), (), (), ())
    found = vault.ask(as_expected)
    assert len(found) == 63
    for child in expected():
        here = found[child["person_id"]]
        number = here.pop("number")
        wanted = {name: value for name, value in child.items() if name not in NOT_STORED}
        wanted["participation"] = wanted["participation"] or ""
        assert here == wanted
        count = child["review_count_this_period"]
        assert number == (count if count <= 2 else None)


def test_everything_else_in_the_list_is_kept_too(vault: Vault) -> None:
    bring_in(vault, SAMPLE)

    def look(session: Session) -> None:
        child = session.exec(select(Child).where(Child.mosaic_id == "1810387")).one()
        assert (child.category_of_need, child.permanence, child.disability) == ("N1", "LTFOST18", "Yes")
        assert child.notes.splitlines() == ["Prefers texts to calls", "Advocate: Offered - declined"]
        home = session.exec(select(Placement).where(Placement.child_id == child.id)).one()
        assert (home.provider, home.postcode, home.phone) == ("PR5", "ZZ20 9JY", "+44 7700 900109")
        manager = session.exec(
            select(Person).where(Person.child_id == child.id, Person.role == "TEAM_MANAGER")
        ).one()
        assert (manager.name, manager.from_on) == ("Leroy Stannington", None)
        talk = session.exec(select(Consultation).where(Consultation.child_id == child.id)).one()
        assert (str(talk.held_on), talk.source, talk.alone, talk.kind) == ("2026-05-12", "import", None, "")
        midway = session.exec(select(Midway).where(Midway.child_id == child.id)).one()
        assert (midway.method, midway.judgement, midway.source) == ("", "", "import")

    vault.ask(look)


def test_a_second_run_changes_nothing(vault: Vault) -> None:
    bring_in(vault, SAMPLE)
    plan = preview(vault, SAMPLE)
    assert (plan.added, plan.updated, plan.questions, plan.writes) == ((), (), (), ())
    assert len(plan.unchanged) == 63
    assert vault.act(apply_plan, plan, TODAY).changed.rows == frozenset()


def test_a_preview_writes_nothing_and_one_undo_takes_it_all_back(vault: Vault) -> None:
    plan = preview(vault, SAMPLE)
    assert len(plan.added) == 63
    assert vault.ask(lambda session: session.exec(select(Child)).all()) == []
    vault.act(apply_plan, plan, TODAY)
    vault.act(undo)
    assert vault.ask(lambda session: session.exec(select(Review)).all()) == []
    assert vault.ask(lambda session: session.exec(select(Child)).all()) == []


def test_every_heading_of_the_sample_is_known() -> None:
    sheet = read_rows(SAMPLE)
    assert len(sheet.rows) == 63
    assert sheet.unread == ()
    assert [row.number for row in sheet.rows] == list(range(2, 65))
