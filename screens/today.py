"""Today: what is late, what is due, and why; enter does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from screens.marks import MARKS, cut, plain, row, sign
from screens.page import ABOUT_CHILDREN, Page
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel
from screens.widgets.rows import BLANK, Line, RowList

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from textual.widget import Widget

    from iro_tui.casework.agenda import Counts, Group, Item, Week


SIDE = 34
"""Width of the panels on the right."""


class TodayScreen(Page):
    """Every due thing in one list, with its working beside it."""

    PLACES = ("today", "app")
    PAGE = "today"
    HELP_PAGE = "today"
    CSS_PATH = "today.tcss"
    SHOWS = ABOUT_CHILDREN | {"profile"}

    def __init__(self) -> None:
        super().__init__()
        self._items: dict[str, Item] = {}
        self._groups: tuple[Group, ...] = ()
        self._weeks: tuple[Week, ...] = ()
        self._most = 5

    def where(self) -> str:
        """Today."""
        return "Today"

    def body(self) -> Iterable[Widget]:
        """List on the left; why and the weeks on the right, or under the list when it is narrow."""
        yield Vertical(
            Cut("", id="today-summary", classes="summary"),
            Horizontal(
                Panel("What is due", RowList("today-rows"), id="today-list"),
                Vertical(
                    Panel("Why this is here", Static("", id="today-why", markup=False), id="today-why-panel"),
                    Panel(
                        "Reviews in the next 8 weeks",
                        Static("", id="today-weeks", markup=False),
                        id="today-weeks-panel",
                    ),
                    id="today-side",
                    classes="side",
                ),
                id="today-panes",
            ),
            Panel(
                "Why this is here",
                Cut("", id="today-why-line"),
                Cut("", id="today-week-line"),
                id="today-under",
            ),
            classes="body",
        )

    def on_mount(self) -> None:
        """Read the list and start on the first late row, else the first row."""
        super().on_mount()
        self.query_one("#today-rows").focus()

    def load(self) -> None:
        """Read everything due."""
        from iro_tui.casework.agenda import agenda, counts, groups, weeks
        from iro_tui.casework.children import profile

        today = self.app.today
        items = self.app.ask(agenda, today)
        mine = self.app.ask(profile)
        self._most = mine.most_reviews if mine else 5
        self._weeks = self.app.ask(weeks, today, self._most)
        self._groups = groups(items, today)
        self._items = {_key(item): item for group in self._groups for item in group.items}
        self.query_one("#today-summary", Cut).show(summary(counts(items, today), self.wide))
        self.query_one("#today-rows", RowList).draw_with(self._lines)
        self._show_weeks()
        self._show_why()

    def _lines(self, width: int) -> Iterable[Line]:
        widths = self._widths(width)
        for place, group in enumerate(self._groups):
            if place and self.tall:
                yield BLANK
            style = "$late bold" if group.key == "late" and group.items else "bold"
            yield Line(None, plain(group.title, style) + plain(f"  {len(group.items) or ''}", "$muted"))
            if not group.items:
                yield Line(None, plain(group.empty, "$muted"))
            for item in group.items:
                yield Line(_key(item), self._line(item, widths))

    def _widths(self, width: int) -> tuple[int, int, int, int]:
        """Return the widths of date, due, name and note; the name takes what the others leave."""
        from iro_tui.rules.dates import say_due

        today, items = self.app.today, self._items.values()
        dates = max([len(_day(item, today)) for item in items] + [10])
        late = max([len(say_due(item.due, today)) for item in items] + [10])
        notes = min(max([len(item.note) for item in items] + [8]), 18)
        names = max([len(item.child) for item in items] + [12])
        room = width - dates - late - 25
        return dates, late, max(min(names, room - notes), 12), notes

    def _line(self, item: Item, widths: tuple[int, int, int, int]) -> Content:
        from iro_tui.rules.dates import say_due

        date_width, due_width, name_width, note_width = widths
        style = MARKS[item.sign].style
        due = say_due(item.due, self.app.today)
        return row(
            (sign(item.sign), 1),
            (plain(_day(item, self.app.today)), date_width),
            (plain(due, style), due_width),
            (plain(item.word), 10),
            (plain(item.child), name_width),
            (plain(str(item.age)), 2, "right"),
            (plain(item.note, "$muted"), note_width),
        )

    def on_option_list_option_highlighted(self, event: RowList.OptionHighlighted) -> None:
        """Show the working of the row under the cursor."""
        event.stop()
        self._show_why()

    @property
    def _item(self) -> Item | None:
        return self._items.get(self.query_one("#today-rows", RowList).chosen or "")

    def _show_why(self) -> None:
        item = self._item
        wide = self.query_one("#today-why", Static)
        line = self.query_one("#today-why-line", Cut)
        if item is None:
            words = "Nothing is due." if self.app.whose.children else "No children here yet."
            wide.update(plain(words, "$muted"))
            line.show(plain(words, "$muted"))
            return
        line.show(plain(item.why))
        wide.update(self._why(item))

    def _why(self, item: Item) -> Content:
        from iro_tui.rules.dates import say_due

        parts = [cut(plain(item.child, "bold"), min(len(item.child), SIDE - 4)) + plain(f", {item.age}")]
        style = MARKS[item.sign].style
        parts.append(
            sign(item.sign) + plain(f" {item.title} ") + plain(say_due(item.due, self.app.today), style)
        )
        parts.append(Content(""))
        for label, value in item.working:
            gap = (
                " " * max(22 - len(label), 2)
                if len(value) <= 14
                else " " * max(36 - len(label) - len(value), 1)
            )
            parts.append(plain(label, "$muted") + Content(gap) + plain(value))
        if not item.working:
            parts.extend(plain(item.why, "$muted").wrap(SIDE))
        if item.then:
            parts.append(Content(""))
            parts.append(plain(item.then, "$muted"))
        parts.append(Content(""))
        parts.append(cut(plain("enter", "$accent bold"), 6) + plain(does(item)))
        parts.append(cut(plain("o", "$accent bold"), 6) + plain(f"open {item.child.split()[0]}'s page"))
        return Content("\n").join(parts)

    def _show_weeks(self) -> None:
        most = max([week.reviews for week in self._weeks] + [1])
        parts = []
        over = []
        for week in self._weeks:
            label = cut(plain(f"{week.monday.day} {week.monday:%b}", "$muted"), 6, right=True)
            cells = round(14 * week.reviews / max(most, 8)) if week.reviews else 0
            bar = cut(
                plain("█" * max(cells, 1 if week.reviews else 0), "$today" if week.over else "$bar"), 16
            )
            line = label + Content("  ") + bar + Content(" ") + cut(plain(str(week.reviews)), 2, right=True)
            if week.over:
                line += plain(f" ! over {self._most}", "$today")
                over.append(week)
            parts.append(line)
        self.query_one("#today-weeks", Static).update(Content("\n").join(parts))
        under = self.query_one("#today-week-line", Cut)
        if over:
            first = over[0]
            words = plain(
                f"Week of {first.monday.day} {first.monday:%b}: {first.reviews} reviews, ", "$muted"
            )
            under.show(words + plain(f"! over your {self._most}", "$today"))
        else:
            under.show(plain(f"No week is over your {self._most}.", "$muted"))

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Do what the row is about."""
        event.stop()
        self.action_open_item()

    def action_open_item(self) -> None:
        """Open the form that settles the row under the cursor."""
        from screens.doing import settle

        if self._item is not None:
            settle(self.app, self._item)

    def action_open_child(self) -> None:
        """Open the child's page."""
        if self._item is not None:
            self.app.open_child(self._item.child_id)

    def action_talked(self) -> None:
        """Write down a talk with this child."""
        from screens.short_forms import talk_form

        if self._item is not None:
            self.app.push_screen(talk_form(self.app, self._item.child_id))

    def action_letter(self) -> None:
        """Write the letter of the last review of this child."""
        from screens.doing import write_letter

        if self._item is not None:
            write_letter(self.app, self._item.child_id)


def _day(item: Item, today: date) -> str:
    """Return the date; one so far off that it needs its year goes without the weekday."""
    from iro_tui.rules.dates import say_date

    words = say_date(item.due, today)
    return words if len(words) <= 10 else say_date(item.due, today, weekday=False)


def _key(item: Item) -> str:
    return f"{item.kind}:{item.child_id}:{item.subject_id}:{item.due}"


def does(item: Item) -> str:
    """Return what enter does for an item, in a few words."""
    return {
        "REVIEW": "record it, or say why late" if item.late else "prepare or record it",
        "MIDWAY": "write the midway",
        "SPEAK": "write down the talk",
        "DECISIONS": "copy them for Mosaic",
        "LETTER": "write the letter",
        "UPLOAD": "see it in the Outbox",
        "ALERT": "open the alert",
    }.get(item.kind, "open it")


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
    if not wide:
        return Content("    ").join([*parts, piece(counted.alerts_open, "alerts")])
    alerts = piece(counted.alerts_open, "alerts open")
    for number, words in (
        (counted.answers_late, "answer late"),
        (counted.answers_today, "answer due today"),
        (counted.answers_tomorrow, "answer due tomorrow"),
    ):
        if number:
            alerts += plain(", ", "$muted") + plain(str(number), "$today bold") + plain(f" {words}", "$muted")
            break
    return Content("    ").join([*parts, alerts])
