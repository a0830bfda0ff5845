"""What a review asks on top of its page: a meeting of it, calling it off, adjourning it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iro_tui.record.forms import layout, to_typed
from iro_tui.record.review import CallOffFields, ReviewFields, ReviewMeetingFields
from screens.form_dialog import Asked, FormDialog
from screens.marks import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iro_tui.casework.review_meetings import MeetingLine
    from iro_tui.casework.reviews import ReviewPage
    from screens.app import IroApp


def ask_call_off(app: IroApp, page: ReviewPage) -> None:
    """Ask who called the booked day off, why, and for which day it is booked instead."""
    from iro_tui.casework.review_meetings import call_off
    from iro_tui.rules.dates import say_date

    booked = page.fields.booked_for
    if booked is None:
        app.say("This review has no day yet, so there is nothing to call off. Book it under “Booked for”.")
        return
    draft = f"calloff:{page.review_id}"

    def save(values: Mapping[str, Any]) -> str:
        app.act(call_off, page.review_id, values, app.today, drop=draft)
        return "Saved. It counts as no review, and the due date stays. F8 takes it back."

    due = f" It is due by {say_date(page.due.due, app.today)}, whatever happens here." if page.due else ""
    app.push_screen(
        FormDialog(
            Asked(
                title=f"Move or call off {say_date(booked, app.today)}",
                shape=CallOffFields,
                fields=layout(CallOffFields, child=page.called),
                draft=draft,
                save=save,
                lead=plain(f"Who did it and why stay on the record.{due}"),
                child_id=page.child_id,
            )
        )
    )


def ask_meeting(app: IroApp, page: ReviewPage, meeting: MeetingLine | None) -> None:
    """Ask about one meeting of a review held in parts; None for another one."""
    from iro_tui.casework.review_meetings import add_meeting, change_meeting

    draft = f"meeting:{meeting.id if meeting else page.review_id}"
    fields = layout(ReviewMeetingFields, child=page.called)

    def save(values: Mapping[str, Any]) -> str:
        if meeting is None:
            app.act(add_meeting, page.review_id, values, app.today, drop=draft)
        else:
            app.act(change_meeting, meeting.id, values, app.today, drop=draft)
        return "Saved. F8 takes it back."

    typed = {name: getattr(meeting, name) for name in ReviewMeetingFields.model_fields} if meeting else {}
    app.push_screen(
        FormDialog(
            Asked(
                title="A meeting of this review" if meeting else "Another meeting of this review",
                shape=ReviewMeetingFields,
                fields=fields,
                draft=draft,
                save=save,
                lead=plain(f"So that {page.called} meets only the people {page.called} wants to meet."),
                typed=to_typed(typed or {"state": "PLANNED"}, fields),
                child_id=page.child_id,
            )
        )
    )


def ask_adjourn(app: IroApp, page: ReviewPage) -> None:
    """Ask why a review is adjourned, and what waiting does to the child; once only (A1, A2)."""
    from iro_tui.casework.review_meetings import adjourn
    from iro_tui.rules.dates import say_date
    from iro_tui.rules.meetings import adjourned_until

    if page.adjourned_until is not None:
        by = say_date(page.adjourned_until.due, app.today)
        app.say(f"It was adjourned already, and that can be done once. Complete it by {by}.")
        return
    if page.complete:
        app.say("This review is complete, so there is nothing to adjourn.")
        return
    draft = f"adjourn:{page.review_id}"
    fields = layout(ReviewFields, groups=("adjourned",), child=page.called)

    def save(values: Mapping[str, Any]) -> str:
        app.act(adjourn, page.review_id, values, app.today, drop=draft)
        return "Adjourned. What was proposed waits until it is complete (A3). F8 takes it back."

    by = say_date(adjourned_until(app.today).due, app.today)
    app.push_screen(
        FormDialog(
            Asked(
                title="Adjourn this review",
                shape=ReviewFields,
                fields=fields,
                draft=draft,
                save=save,
                lead=plain(
                    f"Once, for 20 working days: from today until {by}. Nothing proposed is done before."
                ),
                typed=to_typed({"adjourned_on": app.today}, fields),
                yes="Adjourn",
                child_id=page.child_id,
            )
        )
    )
