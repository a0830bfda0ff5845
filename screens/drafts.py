"""Typing that was not saved: what it is, in words, and the form that takes it up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iro_tui.vault.drafts import Draft
    from screens.app import IroApp

WHAT = {
    "consultation": "A talk",
    "midway": "A midway",
    "alert": "An alert",
    "child": "Changed facts",
    "review": "A review",
    "letter": "A letter",
    "leaving": "Leaves your caseload",
    "return": "Back on your caseload",
}
"""What is being written, by the kind of the draft's key."""


def what_of(draft: Draft) -> str:
    """Return what is being written: `A talk`, `Health assessment`; empty for what is taken up elsewhere."""
    from iro_tui.record.nouns import nouns

    if draft.kind != "entry":
        return WHAT.get(draft.kind, "")
    noun = nouns().get(draft.key.split(":")[1])
    return noun.called if noun else ""


def drafts_of(app: IroApp, child_id: str) -> list[Draft]:
    """Return what waits for one child, the last typed first."""
    from iro_tui.vault.drafts import all_drafts

    return [draft for draft in app.ask(all_drafts) if draft.child_id == child_id and what_of(draft)]


def take_up(app: IroApp, draft: Draft) -> None:
    """Open the form a draft belongs to; it starts with what was typed."""
    from screens import doing, short_forms
    from screens.review import ReviewScreen

    child_id = draft.child_id or ""
    subject = draft.key.split(":")[1]
    if draft.kind == "review":
        app.push_screen(ReviewScreen(child_id, subject))
    elif draft.kind == "letter":
        doing.open_letter(app, subject)
    elif draft.kind == "consultation":
        app.push_screen(short_forms.talk_form(app, child_id))
    elif draft.kind == "midway":
        app.push_screen(short_forms.midway_form(app, child_id))
    elif draft.kind == "alert":
        fresh = subject == "new"
        form = (
            short_forms.alert_form(app, child_id, ":".join(draft.key.split(":")[3:]))
            if fresh
            else short_forms.alert_further_form(app, child_id, subject)
        )
        app.push_screen(form)
    elif draft.kind == "entry":
        from screens.entry_forms import entry_form

        row_id = draft.key.split(":")[2]
        app.push_screen(entry_form(app, child_id, subject, None if row_id == "new" else row_id))
    elif draft.kind in ("leaving", "return"):
        from screens.leaving import back_dialog, leaving_dialog

        app.push_screen((leaving_dialog if draft.kind == "leaving" else back_dialog)(app, child_id))
    elif draft.kind == "child":
        app.push_screen(short_forms.child_form(app, child_id))
