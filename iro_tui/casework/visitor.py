"""Whether the council still owes a child an independent visitor (practice.md 2.7, VISITOR)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from iro_tui.rules.safeguards import visitor_to_be_appointed


def visitor_owed(row: Mapping[str, Any], today: date) -> bool:
    """Whether a visitor is to be appointed and none visits yet.

    That the child wants one, or that it was asked for, says it is in the child's interests. A child who says
    no is taken to understand what it is about: no source gives an age, and the IRO wrote the no down.

    Args:
        row: the newest row of the table `independent_visitor`.
        today: the day that stands in for today.
    """
    wished = row["wanted"] is True or row["asked_on"] is not None
    begun = row["started_on"] is not None and row["started_on"] <= today
    ended = row["ended_on"] is not None and row["ended_on"] <= today
    to_be = visitor_to_be_appointed(wished, objects=row["wanted"] is False, understands=True)
    return to_be and not begun and not ended
