"""Health assessments, the questionnaire and the education plan, as the IRO watches them (practice.md 2.7)."""

from __future__ import annotations

from datetime import date

from iro_tui.casework.due_watched import is_short_breaks, watched
from iro_tui.casework.files import File
from iro_tui.casework.item import Item
from iro_tui.casework.kept import ASSESSED, REPORTED
from iro_tui.rules.health import initial_health_assessment, review_health_assessment, sdq
from iro_tui.rules.school import first_pep, next_pep, wants_pep


def _since(file: File) -> date | None:
    """Since when the child is looked after; None where these rules do not run."""
    return None if is_short_breaks(file) else file.looked_after_since


def health_due(file: File, today: date) -> Item | None:
    """The first health assessment of a period of care, with its report (IHA), then each later one (RHA)."""
    since = _since(file)
    if since is None:
        return None
    last, ever = file.kept.since(ASSESSED, since), file.kept.since(ASSESSED, None)
    reported = file.kept.since(REPORTED, since)
    if last and reported:
        law = review_health_assessment(last, file.child.born, file.settings)
        title, ask, note = "Health assessment", "No later one is on the record.", "next assessment"
        began = ("Last assessment", last)
    else:
        first = initial_health_assessment(since, file.settings)
        if first is None:
            return None
        law, title, began = first, "First health assessment", ("Looked after since", since)
        ask = "It was held, and no report is on the record." if last else "None is on the record."
        note = "no report yet" if last else "first, none yet"
    return watched(
        file,
        today,
        law,
        known=ever is not None,
        kind="HEALTH",
        word="Health",
        title=title,
        ask=ask,
        note=note,
        began=began,
        from_its_day=True,
    )


def sdq_due(file: File, today: date) -> Item | None:
    """The yearly strengths and difficulties questionnaire (SDQ)."""
    since = _since(file)
    if since is None:
        return None
    last = file.kept.since("sdq", None)
    law = sdq(since, file.child.born, last, file.settings)
    if law is None:
        return None
    return watched(
        file,
        today,
        law,
        known=last is not None,
        kind="SDQ",
        word="SDQ",
        title="Strengths and difficulties",
        ask="No later one is on the record." if last else "None is on the record.",
        note="yearly" if last else "none recorded",
        began=("Last answered", last) if last else None,
        from_its_day=True,
    )


def pep_due(file: File, today: date) -> Item | None:
    """The first personal education plan of a period of care (PEP_FIRST), then one each term (PEP_TERM)."""
    since = _since(file)
    if since is None or not wants_pep(file.child.born, today):
        return None
    ever, last = file.kept.since("pep", None), file.kept.since("pep", since)
    law = next_pep(last, file.settings) if last else first_pep(since, file.settings)
    if law is None:
        return None
    return watched(
        file,
        today,
        law,
        known=ever is not None,
        kind="PEP",
        word="PEP",
        title="Education plan" if last else "First education plan",
        ask="No later one is on the record." if last else "None is on the record.",
        note="this term" if last else "first, none yet",
        began=("Last PEP", last) if last else ("Looked after since", since),
        from_its_day=True,
    )
