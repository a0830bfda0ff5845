"""The letters of the invented caseload, written by the program itself like any other."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from iro_tui.errors import IroError
from iro_tui.rules.working_days import add_working_days

if TYPE_CHECKING:
    from iro_tui.demo import Made
    from iro_tui.vault.store import Vault


def write_letters(vault: Vault, made: Made, today: date) -> None:
    """Let the program write the letters of the story: one waits as a draft, one as a file in the outbox."""
    from letters.desk import draft_letter, export_letter

    yesterday, the_day_before = add_working_days(today, -1), add_working_days(today, -2)
    for review_id in made.to_draft:
        draft_letter(vault, review_id, yesterday, _afternoon(vault, yesterday))
    for review_id in made.to_export:
        at = _afternoon(vault, the_day_before)
        draft_letter(vault, review_id, the_day_before, at)
        try:
            export_letter(vault, review_id, the_day_before, at)
        except IroError:
            # The checker has a question that only a person can answer: the draft waits for it.
            continue


def _afternoon(vault: Vault, day: date) -> datetime:
    """When a letter was worked on: before the day it is looked at, so that it stands as exported."""
    return datetime.combine(day, time(16, 40), vault.now().tzinfo)
