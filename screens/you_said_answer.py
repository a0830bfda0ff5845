"""The few fields that answer one thing a child said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iro_tui.record.forms import AskedField
from screens.form_dialog import Asked, FormDialog
from screens.marks import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iro_tui.casework.you_said import View
    from screens.app import IroApp

NONE = "NONE"
"""Stands for no promise in the list of promises; the choice of a list is never empty."""


def ask_answer(app: IroApp, child_id: str, view: View, outcome: str) -> None:
    """Ask what came of a view, beginning with an outcome; the promise made of it can be named.

    Args:
        app: The app.
        child_id: The child.
        view: What the child said.
        outcome: Code of `view_outcome.csv` that the form begins with.
    """
    from iro_tui.casework.children import form_values
    from iro_tui.casework.promises import promises
    from iro_tui.casework.you_said import answer_view
    from iro_tui.record.forms import layout, to_typed
    from iro_tui.record.progress import ViewAnswerFields

    child = app.ask(form_values, "child", child_id)
    called = child["known_as"] or child["first_name"]
    made = app.ask(promises, child_id, app.today)
    words, came, day = layout(ViewAnswerFields, names=("words", "outcome", "answered_on"), child=called)
    listed = ((NONE, "none"), *((each.id, each.text) for each in made))
    promise = AskedField("promise", "choice", "Promised", "", "", False, 1, 0, listed, False)
    fields = (words, came, promise, day) if made else (words, came, day)
    begins = {"words": view.answer, "outcome": outcome, "answered_on": app.today, "promise": NONE}
    if view.decision_id:
        begins["promise"] = view.decision_id
    draft = f"answer:{view.key}"

    def save(values: Mapping[str, Any]) -> str:
        given = {name: values[name] for name in ("words", "outcome", "answered_on")}
        named = values.get("promise") or NONE
        app.act(
            answer_view,
            view.source,
            view.source_id,
            given,
            app.today,
            decision_id=None if named == NONE else named,
            drop=draft,
        )
        return ""

    app.push_screen(
        FormDialog(
            Asked(
                f"What came of it for {called}?",
                ViewAnswerFields,
                fields,
                draft,
                save,
                lead=plain(f"“{view.words}”", "italic"),
                typed=to_typed(begins, fields),
                yes="Keep",
                child_id=child_id,
            )
        )
    )
