"""What is prepared before a review and its meetings, each with how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from screens.marks import plain, row, sign
from screens.widgets.rows import Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from iro_tui.casework.preparing import Prepared
    from iro_tui.casework.review_meetings import MeetingLine
    from iro_tui.casework.reviews import ReviewPage
    from iro_tui.casework.signs import Sign

MEETING = "meeting:"
"""Begins the id of a row that stands for a meeting."""

_STATES: dict[str, Sign] = {"PLANNED": "open", "HELD": "done", "CANCELLED": "stuck", "POSTPONED": "slipping"}


def prepared_lines(page: ReviewPage, today: date, width: int) -> Iterator[Line]:
    """Yield what is to prepare by its last day, then the meetings of the review."""
    for line in page.preparation:
        yield Line(line.key, _row(line, today, width))
    for meeting in page.meetings:
        yield Line(MEETING + meeting.id, _meeting(meeting, today, width))


def _row(line: Prepared, today: date, width: int) -> Content:
    from iro_tui.rules.dates import say_date, say_due

    by = plain(f"by {say_date(line.due, today)}" if line.due else "", "$muted")
    if line.on is not None:
        how = "late" if line.late else "done"
        stands, words = plain(f"{how} {say_date(line.on, today)}", "$muted"), plain(line.words, "$muted")
    else:
        style = "$late" if line.late else "$muted"
        stands = plain(say_due(line.due, today) if line.due else "", style)
        words = plain(line.words)
    mark: Sign = "done" if line.on else "late" if line.late else "open"
    return row((sign(mark), 1), (words, width - 1 - 2 - 2 - 14 - 2 - 15 - 1), (by, 14), (stands, 15))


def _meeting(meeting: MeetingLine, today: date, width: int) -> Content:
    from iro_tui.rules.codes import label
    from iro_tui.rules.dates import say_date

    state = label("meeting_state", meeting.state).lower()
    who = label("cancelled_by", meeting.cancelled_by).lower() if meeting.cancelled_by else ""
    off = ": ".join(part for part in (f"{state} by {who}" if who else state, meeting.why) if part)
    held = ", ".join(part for part in (meeting.who or "Meeting", meeting.at, meeting.place) if part)
    words = f"Meeting, {off}" if meeting.why or who else f"{held}, {state}"
    on = plain(say_date(meeting.on, today), "$muted")
    return row((sign(_STATES[meeting.state]), 1), (plain(words), width - 1 - 2 - 2 - 15 - 1), (on, 15))
