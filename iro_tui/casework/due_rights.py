"""What a child has a right to: an advocate in a secure placement (practice.md 10, row 65)."""

from __future__ import annotations

from datetime import date

from iro_tui.casework.due_watched import SECURE
from iro_tui.casework.files import File
from iro_tui.casework.item import Item, make_item
from iro_tui.casework.kept import ADVOCATE
from iro_tui.rules.dates import say_date
from iro_tui.rules.due import make_due


def advocate_due(file: File, today: date) -> Item | None:
    """A secure placement without an advocate (ADVOCATE): it stands on today until there is one.

    An advocate is one among the people around the child, or a referral that was granted and goes on.
    """
    home = file.home
    if home is None or home.what != SECURE or home.since is None:
        return None
    if not file.settings.in_force("ADVOCATE") or file.kept.last.get(ADVOCATE):
        return None
    since = say_date(home.since, today)
    steps = (f"Placed in secure accommodation: {say_date(home.since)}",)
    why = f"In a secure placement since {since}, where a child always has an advocate. None is on the record."
    return make_item(
        file,
        today,
        kind="ADVOCATE",
        word="Advocate",
        due=today,
        rule="ADVOCATE",
        sign="ask",
        title="Secure, and no advocate",
        why=why,
        note="secure, has none",
        working=(("Secure since", since),),
        then="Write down the referral, or press a to raise an alert.",
        law=make_due("ADVOCATE", home.since, why, steps, file.settings),
        key=f"{home.id} advocate",
    )
