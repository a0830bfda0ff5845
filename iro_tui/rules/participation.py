"""The participation code of a review: suggested from the facts, and checked (practice.md 3.1).

The code is suggested, never filled in silently: the IRO says how the child took part.
"""

from __future__ import annotations

from datetime import date

from iro_tui.rules.codes import codes
from iro_tui.rules.dates import birthday, say_date

_UNDER_FOUR = "PN0"


def suggest(
    born: date,
    review_on: date,
    attended: bool | None,
    spoke: bool | None,
    advocate: bool | None,
    non_verbal: bool | None,
    sent_views: bool | None,
) -> str | None:
    """The code that fits what is known, or None while the facts leave more than one open.

    Each fact is True, False, or None for not said yet.

    Args:
        born: date of birth.
        review_on: the day of the review. On the 4th birthday itself the child is 4.
        attended: the child was there.
        spoke: the child, being there, spoke for themself.
        advocate: an advocate, or the IRO as voice, spoke for the child, there or absent.
        non_verbal: the child, being there, showed their views by symbols or other non-verbal means.
        sent_views: absent, the child sent views by text, writing, phone, recording or an app.
    """
    if review_on < birthday(born, 4):
        return _UNDER_FOUR
    if attended is None:
        return None
    ways: tuple[tuple[bool | None, str], ...]
    if attended:
        ways = ((spoke, "PN1"), (advocate, "PN2"), (non_verbal, "PN3"), (True, "PN4"))
    else:
        ways = ((advocate, "PN5"), (sent_views, "PN6"), (True, "PN7"))
    for fact, code in ways:
        if fact is None:
            return None
        if fact:
            return code
    return None


def problems(code: str, born: date, review_on: date) -> str | None:
    """What is wrong with a participation code, in one sentence; None when nothing is.

    National rules 440 and 441: PN0 after the 4th birthday is wrong, PN1 to PN7 before it are wrong. On the
    birthday itself both pass.

    Args:
        code: as recorded; blank when nobody said.
        born: date of birth.
        review_on: the day of the review.
    """
    if not code:
        return "Say how the child took part: PN0 to PN7."
    if code not in codes("participation"):
        return f'There is no participation code "{code}". They are PN0 to PN7.'
    fourth = birthday(born, 4)
    if code == _UNDER_FOUR and review_on > fourth:
        return (
            f"PN0 is for a child under 4. This child turned 4 on {say_date(fourth)}, before the review. "
            "Choose PN1 to PN7."
        )
    if code != _UNDER_FOUR and review_on < fourth:
        return (
            f"{code} is for a child of 4 or over. This child turns 4 on {say_date(fourth)}, "
            "after the review. Choose PN0."
        )
    return None
