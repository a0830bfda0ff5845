"""Whether a move without a plan brings the next review forward, as the IRO judges it (practice.md 2.4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from iro_tui.casework.children import the
from iro_tui.casework.entries import recording
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.home import Placement
from iro_tui.rules.events import UNPLANNED_MOVE


@verb("move without a plan judged")
def say_if_earlier(
    session: Session, child_id: str, placement_id: str, values: Mapping[str, Any], today: date
) -> str:
    """Write down as an event whether a review must be earlier because of a move (EARLY_G).

    Args:
        session: an open session.
        child_id: the child.
        placement_id: where the child moved to.
        values: `earlier`, and `why_not` where it need not be.
        today: the day that stands in for today.

    Returns:
        The id of the event.

    Raises:
        BadInput: child or placement are gone, nothing is said, or a no has no reason.
    """
    home = the(session, Placement, placement_id)
    if home.child_id != child_id:
        raise BadInput("That is another child's placement.")
    earlier, why_not = values.get("earlier"), str(values.get("why_not") or "").strip()
    if earlier is None:
        raise BadInput("Earlier review: say yes or no.")
    if not earlier and not why_not:
        raise BadInput("Why not earlier: say why the move brings no earlier review.")
    event = {
        "kind": "PLACEMENT_CHANGE",
        "known_on": home.started_on,
        "happens_on": home.started_on,
        "earlier": earlier,
        "earlier_reason": UNPLANNED_MOVE if earlier else "",
        "why_not": "" if earlier else why_not,
    }
    return recording("event")(session, child_id, event, today)
