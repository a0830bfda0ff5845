"""Lines of one meeting passed on to brothers and sisters: for each of them, a tick on each line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iro_tui.errors import IroError
from screens.dialogs import PickDialog

if TYPE_CHECKING:
    from screens.app import IroApp


def ask_pass_on(app: IroApp, review_id: str) -> None:
    """Ask for each brother and sister which lines may be shared; nothing is ticked to begin with."""
    from iro_tui.casework.one_meeting import SAY_WHEN, one_meeting, pass_on
    from iro_tui.rules.codes import label

    meeting = app.ask(one_meeting, review_id, app.today)
    if not meeting.kin:
        app.say(f"{meeting.child} has no brother or sister on your caseload. Link them on the child's page.")
        return
    if not meeting.lines:
        app.say(
            "No line was noted at this review that could be shared. F4 goes to the meeting, where they are "
            "written. A child's own words stay that child's."
        )
        return
    if not meeting.held:
        app.say(SAY_WHEN)
        return
    chosen: dict[str, list[str]] = {}

    def ask(place: int) -> None:
        if place == len(meeting.kin):
            finish()
            return
        each = meeting.kin[place]
        lines = [line for line in meeting.lines if line.note_id not in each.has]
        if not lines:
            ask(place + 1)
            return

        def picked(ticked: str | None) -> None:
            if ticked is None:
                app.say("Nothing was passed on.")
                return
            chosen[each.child_id] = [lines[int(one)].note_id for one in ticked.split()]
            ask(place + 1)

        choices = [
            (str(number), f"{label('note_tag', line.tag)}: {line.text}") for number, line in enumerate(lines)
        ]
        app.push_screen(
            PickDialog(f"What may {each.name}, {each.age}, have of this?", choices, "", many=True), picked
        )

    def finish() -> None:
        wanted = {child_id: ids for child_id, ids in chosen.items() if ids}
        if not wanted:
            app.say("Nothing was passed on: no line was ticked, or all are there already.")
            return
        try:
            count = app.act(pass_on, review_id, wanted, app.today)
        except IroError as error:
            app.say(str(error))
            return
        lines = "1 line" if count == 1 else f"{count} lines"
        app.say(f"Passed on: {lines}. Each child has a review and a letter of their own.")

    ask(0)
