"""What stands around a review: when it is due, the checklist, the tally, what is missing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from textual.content import Content

from screens.marks import cut, plain, sign
from screens.widgets.notes import PLAIN_NOTE, tags
from screens.widgets.rows import Line

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from datetime import date

    from iro_tui.casework.reviews import ReviewPage
    from iro_tui.casework.signs import Sign
    from screens.widgets.notes import NotedLine


def standing(page: ReviewPage, today: date, wide: bool) -> Content:
    """Return the right end of the phase row: the day, by when it is due, and how the child took part."""
    from iro_tui.rules.codes import codes
    from iro_tui.rules.dates import say_date, say_due

    day = page.fields.opened_on or page.fields.booked_for
    line = plain(f"{say_date(day, today)}, " if day else "not booked, ", "$muted")
    if page.adjourned_until is not None and not page.complete:
        by = page.adjourned_until.due
        line += plain("adjourned, complete by ", "$today") + plain(say_date(by, today))
        if by < today:
            line += plain(f" ! {say_due(by, today)}", "$late")
    elif page.due is None:
        line += plain("no due date on the record", "$muted")
    else:
        line += plain("due ", "$muted") + plain(say_date(page.due.due, today))
        if page.on_time is not None:
            line += plain(" √ on time", "$done") if page.on_time else plain(" ! late", "$late")
        elif page.due.due < today:
            line += plain(f" ! {say_due(page.due.due, today)}", "$late")
        elif day is not None and day > page.due.due:
            line += plain(" ! booked too late", "$late")
        else:
            line += plain(f" {say_due(page.due.due, today)}", "$muted")
    code = codes("participation").get(page.fields.participation)
    if wide and code:
        line += plain(f"      {code.short.lower()} ", "$muted") + plain(code.code)
    return line


def to_be_told(page: ReviewPage) -> tuple[str, ...]:
    """Return the codes of the open lines without which a first review is not complete."""
    from iro_tui.rules.checklist import TOLD_AT_FIRST

    if all(name not in ("covered", "not_covered") for name, _ in page.missing):
        return ()
    still = (each.code for each in page.checklist if not each.covered and not each.why_not)
    return tuple(code for code in still if set(TOLD_AT_FIRST) & set(code.split()))


def checklist_lines(page: ReviewPage, told: Container[str], width: int) -> Iterator[Line]:
    """Yield what a review looks at: ticked, left out with its reason, to be told now, or open."""
    for item in page.checklist:
        words = plain(item.words, "$muted" if item.covered or item.why_not else "")
        if item.why_not:
            words += plain(f": {item.why_not}", "$muted")
        mark: Sign = "done" if item.covered else "coming" if item.why_not else "open"
        mark = "late" if item.code in told else mark
        yield Line(item.code, cut(sign(mark) + Content(" ") + words, width))


def checklist_count(page: ReviewPage) -> Content:
    """Return how many were looked at, and how many were left out with a reason."""
    done = sum(item.covered for item in page.checklist)
    left = sum(bool(item.why_not) for item in page.checklist)
    out = plain(f", {left} left out", "$muted") if left else Content("")
    return plain(str(done), "bold") + plain(f" of {len(page.checklist)} looked at", "$muted") + out


def tally(lines: Sequence[NotedLine]) -> Content:
    """Return how many lines there are of each tag."""
    counted = Counter(line.tag for line in lines)
    pieces = [
        plain(f"{word} ", "$muted") + plain(str(counted[tag]), "$text" if counted[tag] else "$muted")
        for tag, (_, word) in tags().items()
        if tag != PLAIN_NOTE
    ]
    return Content("   ").join(pieces[:3]) + Content("\n") + Content("   ").join(pieces[3:])


def still_missing(page: ReviewPage, letter_due: date | None, today: date, width: int) -> Content:
    """Return what the review needs to be complete, or what follows now that it is.

    Args:
        page: The review.
        letter_due: By when the letter must be there (F4); None while the review is not complete.
        today: The day that counts as today.
        width: Cells there are.
    """
    from iro_tui.rules.dates import say_date

    if page.complete and letter_due:
        held = page.fields.completed_on
        lines = [sign("done") + plain(f" Completed {say_date(held, today)}." if held else " Completed.")]
        lines += plain(f"The letter is due {say_date(letter_due, today)}.", "$muted").wrap(width)
        lines += plain("What you correct here is kept with F2; history keeps what was there.", "$muted").wrap(
            width
        )
        return Content("\n").join(lines)
    if not page.missing:
        return sign("done") + plain(" Nothing is missing.") + plain("\nF9 completes it.", "$muted")
    lines = []
    for _, sentence in page.missing:
        first, *rest = plain(sentence).wrap(max(width - 2, 8))
        lines.append(sign("open") + Content(" ") + first)
        lines += [Content("  ") + each for each in rest]
    return Content("\n").join(lines)
