"""The social worker's visits, and the talk after a time missing, as the IRO watches them."""

from __future__ import annotations

from datetime import date, datetime, time

from iro_tui.casework.due_watched import watched
from iro_tui.casework.files import File
from iro_tui.casework.item import Item
from iro_tui.casework.kept import Episode
from iro_tui.rules.dates import say_date
from iro_tui.rules.due import Due
from iro_tui.rules.missing import return_interview
from iro_tui.rules.visits import CARE_ORDER_AT_HOME, SHORT_BREAKS, next_visit, usual_case
from iro_tui.rules.working_days import working_days_between

LONG_AGO = 60
"""Working days after which a return interview that never was is no longer asked about (P)."""


def visit_case(file: File) -> tuple[str, date] | None:
    """The visiting rule a child is under and the day it began; None where no placement says.

    What the IRO wrote on the placement goes before what placement and legal status say.
    """
    home, legal, care = file.home, file.legal, file.kept.care
    if home is None or home.since is None:
        return None
    case = home.visits or usual_case(
        home.what, legal.what if legal else "", to_eighteen=home.lasts or home.long_term_on is not None
    )
    if case == SHORT_BREAKS and care:
        return case, care.started_on
    if case == CARE_ORDER_AT_HOME and legal and legal.since:
        return case, max(home.since, legal.since)
    return case, home.since


def visit_due(file: File, today: date) -> Item | None:
    """The social worker's next visit (VISITS, VISITS_SPECIAL); missed once a visit was ever written down."""
    found = visit_case(file)
    if found is None or file.looked_after_since is None:
        return None
    case, since = found
    law = _next(file, case, since)
    last = file.kept.since("visit", None)
    if law is None:
        return None
    seen = last is not None and last >= since
    return watched(
        file,
        today,
        law,
        known=last is not None,
        kind="VISIT",
        word="Visit",
        title="Social worker's visit" if seen else "First visit to this placement",
        ask="No later visit is on the record." if seen else "None is on the record.",
        note="social worker's" if seen else "first, by worker",
        began=("Last visit", last) if seen and last else ("Since", since),
        from_its_day=True,
    )


def _next(file: File, case: str, since: date) -> Due | None:
    reviewed = next((line.held_on for line in file.reviews if line.held_on and line.held_on >= since), None)
    return next_visit(
        case,
        since,
        file.kept.since("visit", since),
        first_review_held=reviewed,
        settings=file.settings,
    )


def interview_due(file: File, today: date, episode: Episode) -> Item | None:
    """The talk offered after a time missing (RHI), until it is held or declined.

    Offered in time it is late no more, and stays a question until somebody says how it went.
    """
    if not file.settings.in_force("RHI"):
        return None
    law = return_interview(datetime.combine(episode.back_on, _clock(episode.back_at)), file.settings)
    if law is None or working_days_between(law.due, today, file.settings.holidays) > LONG_AGO:
        return None
    offered = episode.offered_on
    state = f"It was offered on {say_date(offered, today)}." if offered else "Nothing says it was offered."
    return watched(
        file,
        today,
        law,
        known=offered is None,
        kind="INTERVIEW",
        word="Interview",
        title="Return interview",
        ask=f"{state} Nothing says it was held or declined.",
        note="offered, not held" if offered else f"back {say_date(episode.back_on, today, weekday=False)}",
        began=("Came back", episode.back_on),
        subject_id=episode.id,
    )


def _clock(text: str) -> time:
    """The time of day as it was typed; the first minute where it is none, so that it is never too late."""
    hour, _, minute = text.strip().replace(".", ":").partition(":")
    try:
        return time(int(hour), int(minute))
    except ValueError:
        return time()
