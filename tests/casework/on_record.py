"""Rows written straight onto an empty record, for the tests of the questions. All names are invented."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.pool import NullPool
from sqlmodel import Session, SQLModel, create_engine

from iro_tui.record.tables import (
    Alert,
    AlertMove,
    Child,
    Consultation,
    Decision,
    LegalStatus,
    Letter,
    Midway,
    OutboxEntry,
    PeriodOfCare,
    Person,
    Placement,
    Profile,
    Review,
)

TODAY = date(2026, 11, 22)
"""A Sunday."""


@contextmanager
def empty_record() -> Iterator[OnRecord]:
    with _each_connection_empty().connect() as connection, Session(connection) as session:
        yield OnRecord(session)


@cache
def _each_connection_empty() -> Engine:
    """An engine whose every connection is an empty record of its own: its tables are made only once."""
    first = create_engine("sqlite://")
    SQLModel.metadata.create_all(first)
    with first.connect() as connection:
        tables = connection.connection.driver_connection.serialize()

    def empty() -> sqlite3.Connection:
        memory = sqlite3.connect(":memory:")
        memory.deserialize(tables)
        return memory

    return create_engine("sqlite://", creator=empty, poolclass=NullPool)


class OnRecord:
    """Puts rows on the record and gives their ids."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.children = 0

    def _put(self, row: Any) -> str:
        self.session.add(row)
        self.session.flush()
        return str(row.id)

    def child(
        self, first: str = "Kofi", last: str = "Asante", since: date | None = None, **given: Any
    ) -> str:
        """A child of nine, looked after since a day; None leaves the period of care out."""
        self.children += 1
        values: dict[str, Any] = {"mosaic_id": str(1048800 + self.children), "born": date(2017, 2, 1)}
        values |= {"pronouns": "HE", "permanence": "REMAINSUP"}
        child_id = self._put(Child(first_name=first, surname=last, **{**values, **given}))
        if since:
            self.period(child_id, since)
        return child_id

    def period(self, child_id: str, started: date, ended: date | None = None) -> str:
        return self._put(PeriodOfCare(child_id=child_id, started_on=started, ended_on=ended))

    def held(self, child_id: str, *days: date, **given: Any) -> str:
        """Completed reviews; the id of the last."""
        review_id = ""
        for day in days:
            values = {"opened_on": day, "completed_on": day, **given}
            review_id = self._put(Review(child_id=child_id, **values))
        return review_id

    def booked(self, child_id: str, on: date, time: str = "", place: str = "", **given: Any) -> str:
        return self._put(Review(child_id=child_id, booked_for=on, booked_time=time, place=place, **given))

    def decision(self, child_id: str, review_id: str, text: str, **given: Any) -> str:
        return self._put(Decision(child_id=child_id, review_id=review_id, text=text, **given))

    def midway(self, child_id: str, on: date, **given: Any) -> str:
        return self._put(Midway(child_id=child_id, held_on=on, **given))

    def talk(self, child_id: str, on: date, alone: bool | None = True, **given: Any) -> str:
        return self._put(Consultation(child_id=child_id, held_on=on, alone=alone, **given))

    def alert(
        self,
        child_id: str,
        on: date,
        concern: str = "no pathway plan",
        formal_on: date | None = None,
        **given: Any,
    ) -> str:
        alert_id = self._put(Alert(child_id=child_id, raised_on=on, concern=concern, **given))
        if formal_on:
            self._put(
                AlertMove(child_id=child_id, alert_id=alert_id, moved_on=formal_on, step="FORMAL_ALERT")
            )
        return alert_id

    def letter(self, child_id: str, review_id: str) -> str:
        return self._put(Letter(child_id=child_id, review_id=review_id, text="Dear you,"))

    def entry(
        self, child_id: str, kind: str, subject_id: str, made: date, uploaded: date | None = None
    ) -> str:
        return self._put(
            OutboxEntry(
                child_id=child_id, kind=kind, subject_id=subject_id, made_on=made, uploaded_on=uploaded
            )
        )

    def placement(
        self, child_id: str, kind: str, since: date, until: date | None = None, **given: Any
    ) -> str:
        row = Placement(child_id=child_id, kind=kind, started_on=since, ended_on=until, **given)
        return self._put(row)

    def legal(self, child_id: str, code: str, since: date, until: date | None = None) -> str:
        return self._put(LegalStatus(child_id=child_id, code=code, started_on=since, ended_on=until))

    def person(self, child_id: str, role: str, name: str, **given: Any) -> str:
        return self._put(Person(child_id=child_id, role=role, name=name, **given))

    def put(self, row: Any) -> str:
        """Any other row."""
        return self._put(row)

    def iro(self, name: str = "Ruth Calder") -> None:
        self._put(Profile(name=name))
