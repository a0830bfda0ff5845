"""What was asked of `iro-tui clock`: which child it is, and what the rules answer."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from iro_tui.commands.given import day, today
from iro_tui.errors import BadInput
from iro_tui.rules.clock import ReviewClock
from iro_tui.rules.dates import birthday, say_date
from iro_tui.rules.due import Due
from iro_tui.rules.secure import secure_panel
from iro_tui.rules.situation import ON_REMAND, Situation, clock_in, review_rule

_PLACED = "A3"
"""Any of the codes of a placement for adoption; the clock is the same for all of them."""
_SHORT_BREAKS = "V3"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer, and what it was counted from."""

    now: Situation
    rule: str
    """The clock the child is under: `C1`, `C10`, `C11`, `C12` or `C15`."""
    clock: ReviewClock
    panels: tuple[date, ...]
    """Secure panels held, by date."""
    panel: Due | None
    """The next secure panel; None for a child who is not in a secure placement."""
    eighteen: date | None
    on: date
    """The day that stands in for today."""


def asked(given: Namespace) -> Answer:
    """Work out the answer.

    Raises:
        BadInput: a date is missing, wrong or before the one it follows, or two options exclude each other.
    """
    on = today(given)
    _refuse_together(given)

    def one(option: str, text: str | None) -> date | None:
        return None if text is None else day(option, text, on, past=True)

    entered, first_stay = one("--entered", given.entered), one("--short-breaks", given.short_breaks)
    placed, authorised = one("--placed", given.placed), one("--authorised", given.authorised)
    secure, born = one("--secure", given.secure), one("--born", given.born)
    start = entered or first_stay
    if start is None:
        raise BadInput("Something is missing: --entered. For help: iro-tui clock --help")
    began = "--short-breaks" if entered is None else "--entered"
    _refuse_before(began, start, {"--authorised": authorised, "--placed": placed, "--secure": secure})
    if born is not None:
        _refuse_before("--born", born, {began: start})
    if authorised and placed:
        _refuse_before("--authorised", authorised, {"--placed": placed})
    now = Situation(
        entered=start,
        born=born,
        legal=_SHORT_BREAKS if first_stay else ON_REMAND if given.remand else "",
        placement=_PLACED if placed else "",
        placed_on=placed,
        authorised_on=authorised,
        interval_months=given.every,
    )
    held = [day("--review", text, on, past=True) for text in given.review]
    panels = sorted(day("--panel", text, on, past=True) for text in given.panel)
    return Answer(
        now=now,
        rule=review_rule(now.legal, now.placement, authorised is not None),
        clock=clock_in(now, held, today=on),
        panels=tuple(panels),
        panel=_panel(secure, panels),
        eighteen=birthday(born, 18) if born else None,
        on=on,
    )


def _panel(secure: date | None, panels: Sequence[date]) -> Due | None:
    if secure is None:
        if panels:
            raise BadInput("--panel needs --secure: say when the child was placed in secure accommodation.")
        return None
    for panel in panels:
        _refuse_before("--secure", secure, {"--panel": panel})
    return secure_panel(secure, panels)


def _refuse_before(first: str, start: date, later: dict[str, date | None]) -> None:
    for option, on in later.items():
        if on is not None and on < start:
            said = f"{option} {say_date(on)} is before {first} {say_date(start)}"
            raise BadInput(f"{said}. Check the two dates.")


def _refuse_together(given: Namespace) -> None:
    short = "--short-breaks" if given.short_breaks else ""
    others = {
        "--entered": given.entered,
        "--authorised": given.authorised,
        "--placed": given.placed,
        "--remand": given.remand,
        "--secure": given.secure,
        "--every": given.every,
    }
    if short and (with_it := next((name for name, value in others.items() if value), "")):
        raise BadInput(f"{short} and {with_it} cannot go together.")
    if given.placed and given.every:
        raise BadInput("--placed and --every cannot go together: adoption has its own times.")
    if given.remand and given.placed:
        raise BadInput("--remand and --placed cannot go together.")
