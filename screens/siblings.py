"""Which children of the caseload are brothers and sisters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.dialogs import PickDialog

if TYPE_CHECKING:
    from screens.app import IroApp


def ask_siblings(app: IroApp, child_id: str) -> None:
    """Let the brothers and sisters of a child be ticked among the children there are, and save that.

    Raises:
        BadInput: the child is not on the record any more.
    """
    from iro_tui.casework.siblings import children_to_link, link_siblings, linked_children

    linked = {each.child_id for each in app.ask(linked_children, child_id, app.today)}
    others = app.ask(children_to_link, child_id, app.today)
    if not others:
        app.say("There is no other child here yet.")
        return
    choices = [
        (str(place), f"{each.name}, {each.age}{', left this caseload' if each.left else ''}")
        for place, each in enumerate(others)
    ]
    ticked = " ".join(str(place) for place, each in enumerate(others) if each.child_id in linked)

    def picked(places: str | None) -> None:
        if places is None:
            return
        named = [others[int(place)].child_id for place in places.split()]
        if set(named) != linked:
            app.act(link_siblings, child_id, named)
            app.say("Saved: brothers and sisters.")

    app.push_screen(PickDialog("Brothers and sisters on your caseload", choices, ticked, many=True), picked)
