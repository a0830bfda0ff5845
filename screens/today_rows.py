"""What Today shows, laid out: the counts, the list of what is due, why a line is here, the weeks ahead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from screens.marks import MARKS, cut, plain, row, sign
from screens.widgets.rows import BLANK, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from iro_tui.casework.agenda import Counts, Group, Item, Week
    from iro_tui.casework.plain_files import Lying
    from iro_tui.exchange.kept_list import Waiting

SIDE = 34
"""Width of the panels on the right."""

DOES = {
    "PREPARE": "see what is prepared",
    "MIDWAY": "write the midway",
    "SPEAK": "write down the talk",
    "WHY_LATE": "say why it is late",
    "DECISIONS": "copy them for Mosaic",
    "LETTER": "write the letter",
    "SEND_ROUND": "say when it was sent",
    "UPLOAD": "see it in the Outbox",
    "ALERT": "open the alert",
    "PERMANENCE": "write down the plan",
    "TOLD": "write down the day",
    "CARE_PLAN": "say when it was ready",
    "PLACEMENT_PLAN": "say when it was ready",
    "PEP": "write down the PEP",
    "HEALTH": "write the assessment down",
    "SDQ": "write down the score",
    "VISIT": "write down the visit",
    "INTERVIEW": "say how it went",
    "PATHWAY": "write down the step",
    "STAYING_PUT": "write down the talk",
    "PANEL": "write down the panel",
    "ADVOCATE": "write the referral down",
    "OBJECTION": "say that they objected",
    "PLAN_UPDATE": "say when it was updated",
}
"""What enter does, by the kind of item."""


@dataclass(frozen=True)
class DueTable:
    """The list of what is due, for one day and the bank holidays that are known."""

    groups: Sequence[Group]
    snoozed: Sequence[Item]
    """What was put off and is shown now; empty while it is hidden."""
    today: date
    holidays: frozenset[date]
    """Bank holidays the IRO added."""

    @property
    def items(self) -> dict[str, Item]:
        """Every row that is shown, by its key."""
        due = (item for group in self.groups for item in group.items)
        return {row_key(item): item for item in (*due, *self.snoozed)}

    def lines(self, width: int, tall: bool) -> Iterator[Line]:
        """Yield the groups with their headings, and what was put off under them."""
        widths = self._widths(width)
        for place, group in enumerate(self.groups):
            if place and tall:
                yield BLANK
            style = "$late bold" if group.key == "late" and group.items else "bold"
            yield Line(None, plain(group.title, style) + plain(f"  {len(group.items) or ''}", "$muted"))
            if not group.items:
                yield Line(None, plain(group.empty, "$muted"))
            for item in group.items:
                yield Line(row_key(item), self._line(item, widths))
        if self.snoozed:
            if tall:
                yield BLANK
            yield Line(None, plain("Snoozed", "bold") + plain(f"  {len(self.snoozed)}", "$muted"))
            for item in self.snoozed:
                yield Line(row_key(item), self._snoozed_line(item, widths))

    def how_far(self, item: Item) -> str:
        """How far away an item is: `in 3 wd`."""
        from iro_tui.rules.dates import say_due

        return say_due(item.due, self.today, self.holidays)

    def _widths(self, width: int) -> tuple[int, int, int, int]:
        """Return the widths of date, due, name and note; the name takes what the others leave."""
        items = self.items.values()
        dates = max([len(short_day(item.due, self.today)) for item in items] + [10])
        late = max([len(self.how_far(item)) for item in items] + [10])
        notes = min(max([len(item.note) for item in items] + [8]), 18)
        names = max([len(item.child) for item in items] + [12])
        room = width - dates - late - 25
        return dates, late, max(min(names, room - notes), 12), notes

    def _line(self, item: Item, widths: tuple[int, int, int, int]) -> Content:
        day_width, due_width, name_width, note_width = widths
        return row(
            (sign(item.sign), 1),
            (plain(short_day(item.due, self.today)), day_width),
            (plain(self.how_far(item), MARKS[item.sign].style), due_width),
            (plain(item.word), 10),
            (plain(item.child), name_width),
            (plain(str(item.age)), 2, "right"),
            (plain(item.note, "$muted"), note_width),
        )

    def _snoozed_line(self, item: Item, widths: tuple[int, int, int, int]) -> Content:
        """The same columns, muted: until when, and the reason in place of the note."""
        day_width, due_width, name_width, note_width = widths
        put_off = item.put_off
        until = short_day(put_off.until_on, self.today) if put_off else ""
        return row(
            (" ", 1),
            (plain(until, "$muted"), day_width),
            (plain("back then", "$muted"), due_width),
            (plain(item.word, "$muted"), 10),
            (plain(item.child, "$muted"), name_width),
            (plain(str(item.age), "$muted"), 2, "right"),
            (plain(put_off.reason if put_off else "", "$muted"), note_width),
        )

    def why(self, item: Item) -> Content:
        """Return the side panel of one item: its steps, what follows, and what the keys do."""
        whose = cut(plain(item.child, "bold"), min(len(item.child), SIDE - 4)) + plain(f", {item.age}")
        due = plain(self.how_far(item), MARKS[item.sign].style)
        parts = [whose, sign(item.sign) + plain(f" {item.title} ") + due, Content("")]
        if item.put_off:
            parts += [*self.snoozed_words(item).wrap(SIDE), Content("")]
        for label, value in item.working:
            narrow = len(value) <= 14
            gap = max(22 - len(label), 2) if narrow else max(36 - len(label) - len(value), 1)
            parts.append(plain(label, "$muted") + Content(" " * gap) + plain(value))
        if not item.working:
            parts.extend(plain(item.why, "$muted").wrap(SIDE))
        # A question is asked in the last words of why it stands here; the steps alone do not ask it.
        more = item.then or (item.why if item.sign == "ask" and item.working else "")
        if more:
            parts += [Content(""), *plain(more, "$muted").wrap(SIDE)]
        parts.append(Content(""))
        keys = [("enter", does(item)), ("w", "how the date was worked out")]
        keys.append(("s", "put it back on the list") if item.put_off else ("s", "snooze it"))
        keys.append(("o", f"open {item.child.split()[0]}'s page"))
        parts += [cut(plain(key, "$accent bold"), 6) + plain(words) for key, words in keys]
        return Content("\n").join(parts)

    def snoozed_words(self, item: Item) -> Content:
        """Until when something is put off, and why."""
        from iro_tui.rules.dates import say_date

        if item.put_off is None:
            return Content("")
        until = say_date(item.put_off.until_on, self.today)
        return plain(f"Snoozed until {until}: ", "$muted") + plain(item.put_off.reason)


def short_day(day: date, today: date) -> str:
    """Return a date; one so far off that it needs its year goes without the weekday."""
    from iro_tui.rules.dates import say_date

    words = say_date(day, today)
    return words if len(words) <= 10 else say_date(day, today, weekday=False)


def short_week(monday: date) -> str:
    """Return what a week is called in a chart: `23 Nov`."""
    from iro_tui.rules.dates import say_date

    return say_date(monday, monday, weekday=False)


def row_key(item: Item) -> str:
    """Return what tells a row of the list from every other."""
    return f"{item.kind}:{item.child_id}:{item.key}:{item.due}"


def does(item: Item) -> str:
    """Return what enter does for an item, in a few words."""
    if item.kind == "REVIEW":
        return "record it, or say why late" if item.late else "prepare or record it"
    return DOES.get(item.kind, "open it")


def summary(counted: Counts, wide: bool) -> Content:
    """Return the counts as one line: bold figure, muted word; a zero stays, some words go when narrow."""

    def piece(number: int, word: str, style: str = "") -> Content:
        shown = (style or "$text") + " bold" if number else "$muted"
        return plain(str(number), shown) + plain(f" {word}", "$muted")

    parts = [
        piece(counted.late, "late", "$late"),
        piece(counted.this_week, "this week"),
        piece(counted.letters_owed, "letters owed"),
        piece(counted.to_upload, "to upload"),
    ]
    snoozed = [piece(counted.snoozed, "snoozed")] if counted.snoozed else []
    if not wide:
        # All six fit 78 cells only when they stand one cell closer.
        between = Content("   " if snoozed else "    ")
        return between.join([*parts, piece(counted.alerts_open, "alerts"), *snoozed])
    alerts = piece(counted.alerts_open, "alerts open")
    for number, words in (
        (counted.answers_late, "answer late"),
        (counted.answers_today, "answer due today"),
        (counted.answers_tomorrow, "answer due tomorrow"),
    ):
        if number:
            alerts += plain(", ", "$muted") + plain(str(number), "$today bold") + plain(f" {words}", "$muted")
            break
    return Content("    ").join([*parts, alerts, *snoozed])


def weeks_chart(weeks: Sequence[Week], most: int) -> Content:
    """Return one bar for each week: its reviews, in amber where they are more than the IRO chairs."""
    longest = max([week.reviews for week in weeks] + [8])
    lines = []
    for week in weeks:
        label = cut(plain(short_week(week.monday), "$muted"), 6, right=True)
        cells = max(round(14 * week.reviews / longest), 1) if week.reviews else 0
        bar = cut(plain("█" * cells, "$today" if week.over else "$bar"), 14)
        line = label + Content("  ") + bar + Content(" ") + cut(plain(str(week.reviews)), 2, right=True)
        lines.append(line + plain(f" ! over {most}", "$today") if week.over else line)
    return Content("\n").join(lines)


def weeks_line(weeks: Iterable[Week], most: int) -> Content:
    """Return the first week that is too full in one line; where there is none, that."""
    over = next((week for week in weeks if week.over), None)
    if over is None:
        return plain(f"No week is over your {most}.", "$muted")
    words = f"Week of {short_week(over.monday)}: {over.reviews} reviews, "
    return plain(words, "$muted") + plain(f"! over your {most}", "$today")


ASKED = "asked:"
"""How the key of a row begins that stands for a list with questions open."""


def asked_line(left: Waiting, today: date) -> Content:
    """Say that a list left questions open, and which."""
    from iro_tui.rules.dates import say_date

    asked = "1 question" if left.questions == 1 else f"{left.questions} questions"
    return (
        sign("ask")
        + plain(f" {asked} of the list brought in {say_date(left.brought_on, today)} ")
        + plain(f"{left.name}; enter answers", "$muted")
    )


def lying_line(lying: Sequence[Lying]) -> Content:
    """Say how many plain files have lain in the outbox for too long, and name the oldest."""
    first = lying[0]
    files = "1 file" if len(lying) == 1 else f"{len(lying)} files, the oldest"
    return (
        plain("! ", "$late")
        + plain(f"Not encrypted in the outbox: {files} for {first.days} days: ", "$muted")
        + plain(first.file)
    )
