"""From a thing that is due to the screen that settles it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iro_tui.casework.agenda import Item
    from screens.app import IroApp

STARTS = {
    "PREPARE": "report_on",
    "WHY_LATE": "late_reason",
    "OBJECTION": "objected_on",
    "PLAN_UPDATE": "plan_updated_on",
}
"""The field of its review in which a line of the agenda is settled, by kind."""

ENTRIES = {
    "TOLD": ("period_of_care", "iro_told_on"),
    "CARE_PLAN": ("period_of_care", "care_plan_on"),
    "PLACEMENT_PLAN": ("placement", "plan_on"),
    "INTERVIEW": ("missing_episode", "interview_on"),
    "PEP": ("pep", ""),
    "HEALTH": ("health_assessment", ""),
    "SDQ": ("sdq", ""),
    "VISIT": ("visit", ""),
    "PATHWAY": ("pathway_step", ""),
    "STAYING_PUT": ("pathway_step", ""),
    "PANEL": ("secure_panel", ""),
    "ADVOCATE": ("advocacy", ""),
}
"""The table whose entry settles a line of the agenda, and the field it starts in, by kind."""


def settle(app: IroApp, item: Item) -> None:
    """Open the form or page that settles one line of the agenda."""
    if item.kind == "REVIEW" and item.asks:
        from screens.if_earlier import ask_if_earlier

        ask_if_earlier(app, item)
    elif item.kind == "REVIEW":
        # A late one is recorded, or it is said why: both stand after the meeting.
        open_review(app, item.child_id, start="late_reason" if item.late else "")
    elif item.kind == "WHY_LATE" and item.subject_id is None:
        from screens.why_overdue import ask_why_overdue

        ask_why_overdue(app, item)
    elif item.kind in STARTS and item.subject_id:
        open_review(app, item.child_id, item.subject_id, start=STARTS[item.kind])
    elif item.kind in ENTRIES:
        from screens.entry_forms import entry_form

        table, start = ENTRIES[item.kind]
        app.push_screen(entry_form(app, item.child_id, table, item.subject_id, start=start))
    elif item.kind == "SEND_ROUND" and item.subject_id:
        from screens.sending_round import ask_sent_round

        ask_sent_round(app, item.child_id, item.child, item.subject_id)
    elif item.kind == "PERMANENCE":
        from screens.short_forms import child_form

        app.push_screen(child_form(app, item.child_id, start="permanence"))
    elif item.kind == "MIDWAY":
        from screens.short_forms import midway_form

        app.push_screen(midway_form(app, item.child_id))
    elif item.kind == "SPEAK":
        from screens.short_forms import talk_form

        app.push_screen(talk_form(app, item.child_id))
    elif item.kind == "LETTER" and item.subject_id:
        open_letter(app, item.subject_id)
    elif item.kind == "ALERT" and item.subject_id:
        from screens.short_forms import alert_further_form

        app.push_screen(alert_further_form(app, item.child_id, item.subject_id))
    elif item.kind in ("DECISIONS", "UPLOAD"):
        from screens.outbox import OutboxScreen

        app.push_screen(OutboxScreen(child_id=item.child_id))
    else:
        app.open_child(item.child_id)


def open_review(app: IroApp, child_id: str, review_id: str | None = None, *, start: str = "") -> None:
    """Open a review.

    Args:
        app: The app.
        child_id: The child.
        review_id: The review; None is the one that is next or in progress, begun when there is none.
        start: The field it starts in; empty for where the work is.
    """
    from iro_tui.casework.reviews import review_to_open
    from screens.review import ReviewScreen

    if review_id is None and app.opened.read_only:
        review_id = app.ask(review_to_open, child_id, app.today)
        if review_id is None:
            app.say("This is a copy to read: no review can be begun in it. The story shows those there are.")
            return
    app.push_screen(ReviewScreen(child_id, review_id, start=start))


def open_letter(app: IroApp, review_id: str) -> None:
    """Open the letter of a review; it is drafted when there is none."""
    from iro_tui.casework.letters import letter_of
    from screens.letter import LetterScreen

    if app.opened.read_only and app.ask(letter_of, review_id) is None:
        app.say("This is a copy to read: no letter can be drafted in it.")
        return

    app.push_screen(LetterScreen(review_id))


def write_letter(app: IroApp, child_id: str) -> None:
    """Open the letter of the last completed review of a child."""
    from iro_tui.casework.letters import last_review_to_write

    review_id = app.ask(last_review_to_write, child_id)
    if review_id is None:
        app.say("No completed review yet. A letter is drafted from a completed review.")
        return
    open_letter(app, review_id)
