"""What the IRO watches and others do: a plan for permanence, the pathway assessment, the secure panel.

The record does not say whether the last two were done. So none of these is ever called late: the question
stands on the list for some days around its date and then goes.
"""

from __future__ import annotations

from datetime import date

from iro_tui.casework.due_before import has_stopped
from iro_tui.casework.files import File
from iro_tui.casework.item import Item, make_item
from iro_tui.casework.sequence import not_yet_held
from iro_tui.rules.dates import birthday, say_date
from iro_tui.rules.due import Due
from iro_tui.rules.pathway import ELIGIBLE_FROM, pathway_assessment
from iro_tui.rules.plans import permanence_plan
from iro_tui.rules.secure import secure_panel
from iro_tui.rules.situation import SHORT_BREAKS
from iro_tui.rules.working_days import working_days_between

AROUND = 5
"""Working days before and after its date on which a watched thing stands on the list (P)."""

SECURE = "K1"


def permanence_due(file: File, today: date) -> Item | None:
    """A plan for permanence by the second review (PERMANENCE), while the record holds none."""
    since, legal = file.looked_after_since, file.legal.what if file.legal else ""
    if file.child.permanence or since is None or legal in SHORT_BREAKS or has_stopped(file, today):
        return None
    held = [line for line in file.reviews if line.held_on]
    if any(line.number not in (1, 2) for line in held):
        return None  # The second review was long ago.
    law = permanence_plan(since, [line.held_on for line in held if line.held_on], file.settings)
    if law is None:
        return None
    coming = not_yet_held(file.reviews)
    booked = coming.booked_for if coming and coming.number == 2 else None
    return _watched(
        file,
        today,
        law,
        min(law.due, booked) if booked else law.due,
        kind="PERMANENCE",
        word="Permanence",
        title="Plan for permanence",
        ask="None is on the record.",
        note="no plan recorded",
    )


def pathway_due(file: File, today: date) -> Item | None:
    """The pathway assessment of a child of 16 or 17 (PATHWAY), three months from becoming eligible."""
    young = today < birthday(file.child.born, ELIGIBLE_FROM)
    if young or has_stopped(file, today) or (file.legal and file.legal.what in SHORT_BREAKS):
        return None
    law = pathway_assessment(file.child.born, file.in_care, file.settings)
    if law is None:
        return None
    return _watched(
        file,
        today,
        law,
        law.due,
        kind="PATHWAY",
        word="Pathway",
        title="Pathway assessment",
        ask="Ask whether it is done.",
        note="ask for it",
    )


def panel_due(file: File, today: date) -> Item | None:
    """The panel that looks at a secure placement (C13); it is not the IRO who chairs it.

    The record holds no panels, so those before are taken as held on their last day.
    """
    if file.home is None or file.home.what != SECURE or file.home.since is None:
        return None
    law = secure_panel(file.home.since, (), file.settings)
    while law.due < today:
        law = secure_panel(file.home.since, [law.due], file.settings)
    return _watched(
        file,
        today,
        law,
        law.due,
        kind="PANEL",
        word="Panel",
        title="Secure panel",
        ask="Ask whether it is arranged. Panels before it are taken as held on their last day.",
        note="not yours to chair",
    )


def _watched(
    file: File, today: date, law: Due, day: date, *, kind: str, word: str, title: str, ask: str, note: str
) -> Item | None:
    """The item around its day; once that has passed it stands on today, as a question."""
    if abs(working_days_between(today, day, file.settings.holidays)) > AROUND:
        return None
    return make_item(
        file,
        today,
        kind=kind,
        word=word,
        due=max(day, today),
        rule=law.rule,
        sign="ask" if day < today else "",
        title=title,
        why=f"{law.why} {ask}",
        note=note,
        working=(("Last day", say_date(law.due, today)),),
        law=law,
    )
