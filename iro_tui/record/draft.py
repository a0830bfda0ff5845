"""A form or letter in progress, kept while it is typed."""

from datetime import datetime
from typing import Any

from sqlmodel import JSON, Field, SQLModel


class Draft(SQLModel, table=True):
    """Typing that has not been saved yet; it has no history and goes when the form is saved."""

    key: str = Field(primary_key=True)
    """Kind and subject, such as `review:1f0c` or `consultation:new:<child id>`."""
    child_id: str | None = Field(default=None, foreign_key="child.id", index=True, ondelete="CASCADE")
    body: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    saved_at: datetime
