"""The independent visitor, and a protection plan beside a care plan (practice.md 2.7)."""

from __future__ import annotations

from datetime import date

from iro_tui.errors import BadInput
from iro_tui.rules.dates import say_date


def visitor_to_be_appointed(in_the_childs_interests: bool, objects: bool, understands: bool) -> bool:
    """Whether the council must appoint an independent visitor (VISITOR, Children Act 1989 s23ZB).

    Args:
        in_the_childs_interests: as the IRO and the council judge it.
        objects: the child does not want one.
        understands: the child has sufficient understanding to decide that.
    """
    return in_the_childs_interests and not (objects and understands)


def dual_days(
    looked_after: tuple[date, date | None], protected: tuple[date, date | None], today: date
) -> int:
    """For how many days a child has been on a protection plan and looked after at once (DUAL, G).

    Calendar days, the first and the last included; 0 when the two never met. It helps to ask that the
    conference be brought forward; no source gives a limit.

    Args:
        looked_after: start and end of the period of care; None while it runs.
        protected: start and end of the child protection plan; None while it runs.
        today: the day that stands in for today; it ends what still runs.

    Raises:
        BadInput: one of the two ends before it began.
    """
    for start, end in (looked_after, protected):
        if end is not None and end < start:
            raise BadInput(
                f"It ends on {say_date(end)}, before it began on {say_date(start)}. Check the two dates."
            )
    first = max(looked_after[0], protected[0])
    last = min(looked_after[1] or today, protected[1] or today)
    return max(0, (last - first).days + 1)
