"""From a thing that is due to the screen that settles it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iro_tui.casework.agenda import Item
    from screens.app import IroApp


def settle(app: IroApp, item: Item) -> None:
    """Open the form or page that settles one line of the agenda."""
    if item.kind == "REVIEW":
        open_review(app, item.child_id)
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


def open_review(app: IroApp, child_id: str) -> None:
    """Open the review that is next or in progress; one is begun when there is none."""
    from screens.review import ReviewScreen

    app.push_screen(ReviewScreen(child_id))


def open_letter(app: IroApp, review_id: str) -> None:
    """Open the letter of a review; it is drafted when there is none."""
    from screens.letter import LetterScreen

    app.push_screen(LetterScreen(review_id))


def write_letter(app: IroApp, child_id: str) -> None:
    """Open the letter of the last completed review of a child."""
    from iro_tui.casework.letters import last_review_to_write

    review_id = app.ask(last_review_to_write, child_id)
    if review_id is None:
        app.say("No completed review yet. A letter is drafted from a completed review.")
        return
    open_letter(app, review_id)
