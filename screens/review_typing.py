"""What is typed into a review's forms, against what is on the record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.errors import BadInput
from iro_tui.record.base import Asker
from iro_tui.record.forms import layout, parse, read_field, to_typed
from iro_tui.record.review import ReviewFields

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from iro_tui.casework.reviews import ReviewPage
    from iro_tui.record.forms import AskedField

SECTIONS = {
    "papers": "Papers and invitations",
    "held": "How it is held",
    "part": "Taking part",
    "views": "Views",
    "plan": "The plan",
    "next": "Next review",
    "adjourned": "Adjourned",
    "sent": "Since it was complete",
}
"""Headings of the forms; the fields a review nearly always needs stand before the first one."""

_ORDER = {
    "before": ("booked_for", "booked_time", "place", "wanted_there", "agenda"),
    "papers": (
        "report_covers",
        "report_on",
        "plan_on",
        "agreed_on",
        "worker_on",
        "invited_on",
        "not_invited",
    ),
    "held": ("kind", "format", "chair_ready"),
    "after": ("opened_on", "completed_on", "late_reason", "late_note", "there"),
    "part": ("participation", "absence", "tried", "chaired"),
    "views": ("child_views", "parent_views", "parents_left_out", "carer_views", "other_views"),
    "plan": ("iro_view", "plan_judgement"),
    "next": ("next_on", "next_time", "next_place"),
}
"""Which field stands under which heading; one that is not named stays in the group the record gives it."""

LATE_FIELDS = ("late_reason", "late_note")
"""Asked only when the review was late, or when something stands in them."""


class ToSave(NamedTuple):
    """What F2 would put on the record."""

    values: Mapping[str, Any]
    """Fields that differ from the record and can be read."""
    problems: Mapping[str, str]
    """Field to sentence, for those that cannot."""


class ReviewTyping:
    """The fields before and after the meeting, as typed and as stored."""

    def __init__(self, page: ReviewPage) -> None:
        self.before = _arranged(layout(ReviewFields, groups=("before", "papers"), child=page.called))
        groups = ["after"]
        if page.fields.adjourned_on:
            groups.append("adjourned")
        if page.complete:
            groups.append("sent")
        after = layout(ReviewFields, groups=groups, child=page.called)
        self.after = tuple(_as_asked(each, page) for each in _arranged(after))
        self.fields: tuple[AskedField, ...] = (*self.before, *self.after)
        self.stored = to_typed(page.fields, self.fields)
        self.offered: dict[str, str] = {}
        """Texts the program put into a field; as long as they stand unchanged nobody has typed them."""

    def take(self, page: ReviewPage) -> dict[str, tuple[str, str]]:
        """Take over a fresh page; return the fields the record changed: name to text before and now."""
        fresh = to_typed(page.fields, self.fields)
        moved = {n: (self.stored[n], fresh[n]) for n in fresh if fresh[n] != self.stored[n]}
        self.stored = fresh
        return moved

    def unsaved(self, typed: Mapping[str, str], today: date) -> dict[str, str]:
        """Return what is typed and not on the record; a day in full, so that `+28` stays that day."""
        found = {}
        for field in self.fields:
            text = _in_full(field, typed.get(field.name, ""), today)
            if text != self.stored[field.name]:
                found[field.name] = text
        return found

    def to_keep(self, typed: Mapping[str, str], today: date) -> dict[str, str]:
        """Return what somebody typed and the record does not have, for the draft."""
        found = self.unsaved(typed, today)
        return {name: text for name, text in found.items() if text != self.offered.get(name)}

    def to_save(self, typed: Mapping[str, str], page: ReviewPage, today: date) -> ToSave:
        """Read what is typed.

        The day of completing is left out while the review is not complete: completing it sets that day.
        """
        asker = Asker(today, called=page.called, born=page.born)
        parsed = parse(ReviewFields, self.fields, typed, asker)
        problems = dict(parsed.problems)
        if not typed.get("kind"):
            problems["kind"] = "Say which kind of review it is."
        values = {
            name: parsed.values[name]
            for name in self.unsaved(typed, today)
            if name not in problems and name in parsed.values
        }
        if not page.complete:
            values.pop("completed_on", None)
        return ToSave(values, problems)

    def day(self, name: str, typed: Mapping[str, str], today: date) -> date | None:
        """Return the day that stands in a field; None when it is empty or cannot be read."""
        field = next(each for each in self.fields if each.name == name)
        try:
            day: date | None = read_field(field, typed.get(name, ""), today)
        except BadInput:
            return None
        return day

    def shows_late(self, typed: Mapping[str, str], page: ReviewPage, today: date) -> bool:
        """Whether to ask why it was late: it was, or it would be by what is typed."""
        if page.on_time is False or any(typed.get(name) for name in LATE_FIELDS):
            return True
        held_or_today = self.day("opened_on", typed, today) or today
        return page.due is not None and held_or_today > page.due.due


def _arranged(fields: Sequence[AskedField]) -> tuple[AskedField, ...]:
    """The fields under their headings, in the order one fills them in."""
    headed = {name: group for group, names in _ORDER.items() for name in names}
    groups = [*_ORDER, "adjourned", "sent"]
    order = list(headed)
    moved = [replace(field, group=headed.get(field.name, field.group)) for field in fields]
    return tuple(
        sorted(
            moved,
            key=lambda field: (
                groups.index(field.group),
                order.index(field.name) if field.name in headed else len(order),
            ),
        )
    )


def _in_full(field: AskedField, text: str, today: date) -> str:
    if field.kind != "date" or not text.strip():
        return text
    try:
        return f"{read_field(field, text, today):%d/%m/%Y}"
    except BadInput:
        return text


def _as_asked(field: AskedField, page: ReviewPage) -> AskedField:
    """A field as this review asks for it: shorter choices, and the day it was booked for."""
    from iro_tui.rules.codes import codes
    from iro_tui.rules.dates import say_date

    if field.name == "participation":
        # As an IRO says them; the full words of the list fit no row.
        listed = codes("participation").values()
        return replace(field, choices=tuple((code.code, f"{code.code} {code.short}") for code in listed))
    if field.name == "opened_on" and page.fields.booked_for:
        return replace(field, note=f"booked for {say_date(page.fields.booked_for)}")
    return field
