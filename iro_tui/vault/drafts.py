"""Typing in progress: one row for each form or letter, overwritten as it is typed, gone when it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlmodel import Session


@dataclass(frozen=True)
class Draft:
    """What was typed and not yet saved."""

    key: str
    """Kind and subject, such as `review:1f0c` or `consultation:new:<child id>`."""
    child_id: str | None
    """The child it is about; None while that is not known."""
    body: dict[str, Any]
    """The fields as typed, whatever they are worth."""
    saved_at: datetime
    """When the last of it was kept, in UTC."""

    @property
    def kind(self) -> str:
        """What is being written: the part of the key before the first colon."""
        return self.key.partition(":")[0]


def keep(session: Session, key: str, child_id: str | None, body: dict[str, Any], at: datetime) -> None:
    """Keep what is typed now in place of what was kept before under this key."""
    from sqlalchemy.dialects.sqlite import insert

    from iro_tui.record.draft import Draft as Row

    values = {"child_id": child_id, "body": body, "saved_at": at.astimezone(UTC)}
    upsert = insert(Row).values(key=key, **values).on_conflict_do_update(index_elements=["key"], set_=values)
    session.connection().execute(upsert)


def take(session: Session, key: str) -> Draft | None:
    """Return the draft, which stays until it is dropped; None when there is none."""
    from iro_tui.record.draft import Draft as Row

    row = session.get(Row, key, populate_existing=True)
    return None if row is None else _frozen(row)


def drop(session: Session, key: str) -> None:
    """Forget the draft, because it was saved or given up. Dropping what is not there is no error."""
    from sqlalchemy import delete
    from sqlmodel import col

    from iro_tui.record.draft import Draft as Row

    session.connection().execute(delete(Row).where(col(Row.key) == key))


def all_drafts(session: Session) -> list[Draft]:
    """Return every draft, the one typed last first."""
    from sqlmodel import col, select

    from iro_tui.record.draft import Draft as Row

    return [_frozen(row) for row in session.exec(select(Row).order_by(col(Row.saved_at).desc()))]


def _frozen(row: Any) -> Draft:
    return Draft(row.key, row.child_id, dict(row.body), row.saved_at)
