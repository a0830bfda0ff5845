"""The last reviews of every child, read so that ten years of earlier ones cost little."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from iro_tui.casework.sequence import Earlier, ReviewLine
from iro_tui.casework.shelf import Shelf

LONG_AGO = timedelta(days=730)
"""Longer than three reviews take; an older one is read whole only where a child has had no three since."""

# The columns beside min() are those of the row it is found in, as SQLite promises of one min().
_COUNTING = """
    SELECT review.child_id, count(*), review.kind, review.source, min(review.opened_on || review.id)
    FROM json_each(?) AS child JOIN review ON review.child_id = child.key
    WHERE review.opened_on >= child.value AND review.opened_on <= ?
    GROUP BY review.child_id
"""


def last_reviews(
    shelf: Shelf, today: date, keep: int, since: Mapping[str, date | None]
) -> tuple[Mapping[str, list[tuple[Any, ...]]], Mapping[str, Earlier]]:
    """The reviews of every child: the last ones whole, and of those long ago how many they are.

    Args:
        shelf: the record.
        today: the day from which long ago is counted.
        keep: how many of those opened are wanted of each child, the last ones.
        since: start of the period of care that runs, by child; None counts them all.

    Returns:
        Rows with the columns of `ReviewLine.STORED`, in no order, and what comes before them in the period,
        both by child id and both for `in_order`.
    """
    long_ago = today - LONG_AGO
    lately = "opened_on IS NULL OR opened_on > :long_ago"
    found = shelf.rows("review", *ReviewLine.STORED, where=lately, long_ago=long_ago)
    begun = {child_id: day.isoformat() if day else "" for child_id, day in since.items()}
    rows = shelf.connection.exec_driver_sql(_COUNTING, (json.dumps(begun), long_ago.isoformat()))
    counted = {row[0]: Earlier(*row[1:4]) for row in rows.all()}
    opened = ReviewLine.STORED.index("opened_on")
    short = [each for each in counted if sum(row[opened] is not None for row in found[each]) < keep]
    if short:
        whole = shelf.rows(
            "review",
            *ReviewLine.STORED,
            where="opened_on <= :long_ago AND child_id IN (SELECT value FROM json_each(:short))",
            long_ago=long_ago,
            short=json.dumps(short),
        )
        for child_id in short:
            found[child_id].extend(whole[child_id])
            del counted[child_id]
    return found, counted
