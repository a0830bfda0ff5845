"""The year ahead laid out: weeks as rows, the reviews of one week, and what would smooth the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from screens.marks import cut, plain, row, sign
from screens.widgets.rows import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from iro_tui.casework.smoothing import Smoothed, Suggestion
    from iro_tui.casework.year_ahead import PlannedWeek

BAR = 14
"""Cells of the longest bar."""


def week_key(week: PlannedWeek) -> str:
    """Return the id of the row of a week."""
    return week.monday.isoformat()


def suggestion_key(each: Suggestion) -> str:
    """Return the id of the row of a suggestion: one review of a child."""
    return f"{each.child_id}:{each.from_on}"


def summary(weeks: Sequence[PlannedWeek], smoothed: Smoothed) -> Content:
    """Return the year in one line: reviews, midways, weeks that are too full, reviews that could move."""
    full, moves = sum(week.too_full for week in weeks), len(smoothed.suggestions)
    pieces = (
        (sum(week.reviews for week in weeks), "reviews", "$text"),
        (sum(week.midways for week in weeks), "midways", "$text"),
        (full, "week too full" if full == 1 else "weeks too full", "$today"),
        (moves, "could move", "$text"),
    )
    parts = [
        plain(str(number), f"{style} bold" if number else "$muted") + plain(f" {word}", "$muted")
        for number, word, style in pieces
    ]
    return Content("    ").join(parts)


def week_lines(weeks: Sequence[PlannedWeek], width: int) -> Iterator[Line]:
    """Yield what the columns are, then a row for each week and the year where it changes."""
    longest = max([week.reviews for week in weeks] + [8])
    names = ("", "Week", "Reviews", "Midways", "Letters", "")
    yield Line(None, _week_row([plain(name, "$muted") for name in names], width))
    year = weeks[0].monday.year if weeks else 0
    for week in weeks:
        if week.monday.year != year:
            year = week.monday.year
            yield Line(None, plain(str(year), "$muted bold"))
        yield Line(week_key(week), _week_row(_cells(week, longest), width))


def _week_row(cells: Sequence[Content], width: int) -> Content:
    mark, label, reviews, midways, letters, words = cells
    return row(
        (mark, 1),
        (label, 6, "right"),
        (reviews, BAR + 3),
        (midways, 7, "right"),
        (letters, 7, "right"),
        (words, width - BAR - 34),
    )


def _cells(week: PlannedWeek, longest: int) -> list[Content]:
    from iro_tui.rules.dates import say_date

    cells = max(round(BAR * week.reviews / longest), 1) if week.reviews else 0
    bar = plain("█" * cells, "$today" if week.too_full else "$bar")
    count = plain(str(week.reviews), "" if week.reviews else "$muted")
    return [
        plain("!", "$today") if week.too_full else Content(" "),
        plain(say_date(week.monday, week.monday, weekday=False), "$muted"),
        cut(bar, BAR) + Content(" ") + cut(count, 2, right=True),
        _number(week.midways),
        _number(week.letters),
        week_words(week),
    ]


def _number(number: int) -> Content:
    return plain(str(number) if number else "·", "" if number else "$muted")


def week_words(week: PlannedWeek) -> Content:
    """Return what is out of the ordinary in a week: too full, the IRO away, school holidays."""
    pieces = []
    if week.too_full:
        pieces.append(plain(f"over {week.room}" if week.room else "no room", "$today"))
    if week.away:
        pieces.append(plain(week.away))
    if week.school_holiday:
        pieces.append(plain(week.school_holiday, "$muted"))
    return plain(", ", "$muted").join(pieces)


def item_lines(week: PlannedWeek | None, helps: Suggestion | None, width: int) -> Iterator[Line]:
    """Yield what would lighten one week, its reviews, and what else falls into it.

    Args:
        week: The week; None when there is none.
        helps: The suggestion that takes a review out of it.
        width: Cells there are.
    """
    from iro_tui.rules.dates import WEEKDAYS, say_date

    if week is None:
        return
    reviews = [item for item in week.items if item.kind == "REVIEW"]
    if helps is not None:
        to = plain(f" to {say_date(helps.to_on, helps.from_on)}")
        whose = cut(plain(helps.child), min(len(helps.child), width - 3 - to.cell_length))
        yield Line(None, plain("b", "$accent bold") + Content("  ") + whose + to)
    if not reviews:
        yield Line(None, plain("No reviews.", "$muted"))
    for place, item in enumerate(reviews):
        late = item.state == "late"
        state = plain("" if item.state == "booked" else item.state, "$late" if late else "$muted")
        name_width = width - 11 - (state.cell_length + 2 if state else 0)
        age = plain(f", {item.age}", "$muted")
        line = row(
            (sign("late" if late else "coming"), 1),
            (plain(f"{WEEKDAYS[item.on.weekday()][:3]} {item.on.day}"), 6),
            (cut(plain(item.child), min(len(item.child), name_width - age.cell_length)) + age, name_width),
        )
        yield Line(f"{place}:{item.child_id}", line + plain("  ") + state if state else line)
    rest = [(week.midways, "midway"), (week.letters, "letter")]
    said = [f"{number} {word}{'' if number == 1 else 's'}" for number, word in rest if number]
    if said:
        yield Line(None, plain(" and ".join(said), "$muted"))


def suggestion_lines(smoothed: Smoothed, too_full: bool, today: date, width: int) -> Iterator[Line]:
    """Yield one block for each review that could move, then the weeks that stay too full all the same."""
    from iro_tui.rules.dates import say_date

    if not smoothed.suggestions and not smoothed.still_full:
        yield Line(None, plain("Nothing needs to move." if not too_full else "Nothing can move.", "$muted"))
    for each in smoothed.suggestions:
        mark = sign("today" if each.can_book else "coming")
        head = mark + Content(" ") + plain(each.child, "bold") + plain(f", {each.age}", "$muted")
        days = f"{say_date(each.from_on, today)} -> {say_date(each.to_on, today)}"
        until = f"in time until {say_date(each.limit, today)}"
        if not each.can_book:
            until += ", not the next"
        lines = (head, Content("  ") + plain(days), Content("  ") + plain(until, "$muted"))
        yield Line(suggestion_key(each), Content("\n").join(cut(line, width) for line in lines))
    for full in smoothed.still_full:
        for line in plain(f"! {full.why}", "$today").wrap(width):
            yield Line(None, line)


def suggested_in(smoothed: Smoothed, week: PlannedWeek | None) -> Suggestion | None:
    """Return the first suggestion that takes a review out of a week; one that can be booked goes first."""
    if week is None:
        return None
    mine = [each for each in smoothed.suggestions if 0 <= (each.from_on - week.monday).days < 7]
    return min(mine, key=lambda each: not each.can_book, default=None)
