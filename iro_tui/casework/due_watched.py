"""What others do and the IRO watches, and how it stands on the list: plans, the secure panel, being named.

It stays calm. A thing of which the record holds nothing is asked about for some days and then goes: nobody
may be keeping it here. One that has been kept before is missed when its date passes, and stands as late until
it is written down.
"""

from __future__ import annotations

from datetime import date

from iro_tui.casework.files import File
from iro_tui.casework.item import Item, make_item
from iro_tui.rules.dates import say_date
from iro_tui.rules.due import Due
from iro_tui.rules.plans import care_plan, permanence_plan, placement_plan
from iro_tui.rules.preparation import allocation
from iro_tui.rules.secure import secure_panel
from iro_tui.rules.situation import PLACED_FOR_ADOPTION, SHORT_BREAKS
from iro_tui.rules.working_days import working_days_between

AROUND = 5
"""Working days before and after its date on which a watched thing stands on the list (P)."""

SECURE = "K1"


def told_due(file: File, today: date) -> Item | None:
    """That the IRO service was told, and then that this IRO was named (P1, P1_NAMED): one line for both."""
    care = file.kept.care
    if care is None:
        return None
    there = {"P1": care.iro_told_on or care.iro_named_on, "P1_NAMED": care.iro_named_on}
    law = next((due for due in allocation(care.started_on, file.settings) if not there[due.rule]), None)
    if law is None:
        return None
    named = law.rule == "P1_NAMED"
    return watched(
        file,
        today,
        law,
        kind="TOLD",
        word="Named" if named else "Told",
        title="You named as the IRO" if named else "IRO service told",
        ask="No day is on the record.",
        note="as the IRO" if named else "IRO service told",
        began=("Looked after since", care.started_on),
        then="It is one form for both days.",
        subject_id=care.id,
        from_its_day=True,
    )


def care_plan_due(file: File, today: date) -> Item | None:
    """The first care plan of a period of care (CARE_PLAN), while no day is on the record."""
    care = file.kept.care
    if care is None or care.care_plan_on or is_short_breaks(file):
        return None
    return watched(
        file,
        today,
        care_plan(file.kept.first_placed or care.started_on, file.settings),
        kind="CARE_PLAN",
        word="Care plan",
        title="First care plan",
        ask="None is on the record.",
        note="none recorded",
        began=("Placed", file.kept.first_placed or care.started_on),
        subject_id=care.id,
        from_its_day=True,
    )


def placement_plan_due(file: File, today: date) -> Item | None:
    """The plan of this placement (PLACEMENT_PLAN); missed once a plan was ever written down here."""
    home = file.home
    if home is None or home.since is None or home.plan_on:
        return None
    if is_short_breaks(file) or home.what in PLACED_FOR_ADOPTION:
        return None
    return watched(
        file,
        today,
        placement_plan(home.since, file.settings),
        known=file.kept.plans_kept,
        kind="PLACEMENT_PLAN",
        word="Placement",
        title="Placement plan",
        ask="None is on the record.",
        note="no plan recorded",
        began=("Placed", home.since),
        subject_id=home.id,
        from_its_day=True,
    )


def permanence_due(file: File, today: date) -> Item | None:
    """A plan for permanence by the second review (PERMANENCE), while the record holds none."""
    since = file.looked_after_since
    if file.child.permanence or since is None or is_short_breaks(file):
        return None
    held = [line for line in file.reviews if line.held_on]
    if any(line.number not in (1, 2) for line in held):
        return None  # The second review was long ago.
    law = permanence_plan(since, [line.held_on for line in held if line.held_on], file.settings)
    if law is None:
        return None
    coming = file.coming_review
    booked = coming.booked_for if coming and coming.number == 2 else None
    return watched(
        file,
        today,
        law,
        day=min(law.due, booked) if booked else law.due,
        kind="PERMANENCE",
        word="Permanence",
        title="Plan for permanence",
        ask="None is on the record.",
        note="no plan recorded",
        then="",
    )


def panel_due(file: File, today: date) -> Item | None:
    """The panel that looks at a secure placement (C13); it is not the IRO who chairs it.

    While none is on the record those before are taken as held on their last day.
    """
    if file.home is None or file.home.what != SECURE or file.home.since is None:
        return None
    last = file.kept.since("secure_panel", file.home.since)
    law = secure_panel(file.home.since, [last] if last else (), file.settings)
    while last is None and law.due < today:
        law = secure_panel(file.home.since, [law.due], file.settings)
    taken = "" if last else " Panels before it are taken as held on their last day."
    return watched(
        file,
        today,
        law,
        known=last is not None,
        kind="PANEL",
        word="Panel",
        title="Secure panel",
        ask=f"Ask whether it is arranged.{taken}",
        note="not yours to chair",
        began=("Last panel", last) if last else ("Placed", file.home.since),
        then="Three people sit on it, one from outside the council.",
    )


def watched(
    file: File,
    today: date,
    law: Due,
    *,
    kind: str,
    word: str,
    title: str,
    ask: str,
    note: str,
    began: tuple[str, date] | None = None,
    day: date | None = None,
    known: bool = False,
    then: str = "It is the social worker's to do, and yours to ask about.",
    subject_id: str | None = None,
    from_its_day: bool = False,
    asked_for: int = AROUND,
) -> Item | None:
    """A watched thing while it stands on the list; None on any other day.

    Args:
        file: the child's file.
        today: the day that stands in for today.
        law: by when, as its rule counts it.
        kind: as in `Item`, and so are `word`, `title`, `note`, `then` and `subject_id`.
        word: see `kind`.
        title: see `kind`.
        ask: the sentence after the reason: what the record does not hold.
        note: see `kind`.
        began: what it counts from, at most 20 cells, and the day of that: for the side panel.
        day: the day it stands on, where that is not its limit.
        known: whether it has been kept here before, so that it is late once its limit has passed.
        then: see `kind`.
        subject_id: see `kind`.
        from_its_day: one that was never kept here is asked about from its day on, not before.
        asked_for: for how many working days after its day one that was never kept here is asked about.
    """
    day = day or law.due
    once, passed = from_its_day and not known, day < today
    ahead = working_days_between(today, day, file.settings.holidays)
    if ahead > (0 if once else AROUND) or (ahead < -asked_for and not known):
        return None
    late = known and law.due < today
    return make_item(
        file,
        today,
        kind=kind,
        word=word,
        due=law.due if late else max(day, today),
        limit=law.due if late else max(law.due, today),
        rule=law.rule,
        sign="open" if once else "ask" if passed else "",
        title=title,
        why=f"{law.why} {ask}",
        note=note,
        working=tuple(
            (label, say_date(on, today)) for label, on in (*([began] if began else []), ("Last day", law.due))
        ),
        then=then,
        subject_id=subject_id,
        law=law,
        key=f"{subject_id or file.child.id} {law.due.isoformat()}",
        once=once,
    )


def is_short_breaks(file: File) -> bool:
    """Whether the child has planned short breaks, to which a lighter version of the rules applies (C12)."""
    return file.legal is not None and file.legal.what in SHORT_BREAKS
