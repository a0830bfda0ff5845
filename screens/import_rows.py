"""The preview of an import laid out: counts, questions, what will change, what is set aside."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from screens.marks import cut, plain, row, sign
from screens.widgets.rows import BLANK, Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from iro_tui.exchange.plan import Added, Finding, Plan, Updated, Write
    from iro_tui.exchange.sheet import Column

FEW = 6
"""How many new children and how many changes stand beside the questions; all of them open with a key."""

EVERY = 0.1
"""Seconds between two looks at how far it is."""


def changed_children(plan: Plan) -> int:
    """Return how many children who are here already would change."""
    return len({each.mosaic_id for each in plan.updated})


def summary(plan: Plan, wide: bool) -> Content:
    """Return the counts as one line."""

    def piece(number: int, words: str, before: Content | None = None) -> Content:
        counted = plain(str(number), "bold" if number else "$muted") + plain(f" {words}", "$muted")
        return before + Content(" ") + counted if before is not None and number else counted

    parts = [
        piece(plan.rows_read, "rows read" if wide else "rows"),
        piece(len(plan.added), "new", sign("done")),
        piece(changed_children(plan), "changed"),
        piece(len(plan.unchanged), "the same"),
        piece(len(plan.questions), "question" if len(plan.questions) == 1 else "questions", sign("ask")),
        piece(len(plan.set_aside), "set aside", sign("late")),
    ]
    return Content(" " * (6 if wide else 3)).join(parts)


def aside_lines(plan: Plan, width: int) -> Iterable[Line]:
    """Yield the rows set aside and what is wrong or late, where nothing stands beside the list."""
    if plan.set_aside:
        yield BLANK
        yield Line(None, plain("Set aside", "bold") + plain(f"  {len(plan.set_aside)}", "$muted"))
        for place, aside in enumerate(plan.set_aside):
            yield Line(f"aside:{place}", Content("\n").join(_aside(aside.row, aside.reason, width)))
    if plan.findings:
        yield BLANK
        yield Line(None, plain("Wrong or late", "bold") + plain(f"  {len(plan.findings)}", "$muted"))
        for place, each in enumerate(plan.findings):
            yield Line(f"finding:{place}", Content("\n").join(_finding(each, width)))


def findings(plan: Plan, width: int, rows: int) -> Content:
    """Return what is wrong or late in a return, in about so many lines."""
    lines: list[Content] = []
    for place, each in enumerate(plan.findings):
        block = _finding(each, width)
        if lines and len(lines) + len(block) > rows:
            lines.append(plain(f"and {len(plan.findings) - place} more, v shows all", "$muted"))
            break
        lines.extend(block)
    return Content("\n").join(lines)


def _finding(each: Finding, width: int) -> list[Content]:
    words = plain(f"{each.name or each.mosaic_id}  ") + plain(f"{each.words} Rule {each.rule}.", "$muted")
    first, *rest = words.wrap(max(width - 2, 10))
    return [sign("late") + Content(" ") + first, *(Content("  ") + one for one in rest)]


def set_aside(plan: Plan, width: int, rows: int) -> Content:
    """Return the rows that are not brought in, with their reasons, in about so many lines."""
    lines: list[Content] = []
    for place, each in enumerate(plan.set_aside):
        block = _aside(each.row, each.reason, width)
        if lines and len(lines) + len(block) > rows:
            lines.append(plain(f"and {len(plan.set_aside) - place} more, v shows all", "$muted"))
            break
        lines.extend(block)
    return Content("\n").join(lines)


def _aside(number: int, reason: str, width: int) -> list[Content]:
    words = sign("late") + plain(f" row {number}  ") + plain(reason, "$late")
    first, *rest = words.wrap(max(width - 2, 10))
    return [first, *(Content("  ") + one for one in rest)]


def changes(plan: Plan, width: int, today: date) -> Content:
    """Return what will change in short: the first new children and the first changes."""
    lines: list[Content] = []
    if plan.added:
        words = "1 new child" if len(plan.added) == 1 else f"{len(plan.added)} new children"
        lines.append(sign("done") + plain(f" {words}", "bold"))
        lines.extend(Content("  ") + cut(plain(_new(each, today)), width - 2) for each in plan.added[:FEW])
        lines.extend(_more(len(plan.added) - FEW))
    if plan.updated:
        if lines:
            lines.append(Content(""))
        count = changed_children(plan)
        words = "1 child changed" if count == 1 else f"{count} children changed"
        lines.append(plain(words, "bold"))
        by_child = _by_child(plan.updated)
        lines.extend(_change(found, width, today) for found in by_child[:FEW])
        lines.extend(_more(len(by_child) - FEW))
    for each in plan.joined:
        said = " and ".join(str(number) for number in each.rows)
        lines.append(cut(plain(f"rows {said} are one child and become one", "$muted"), width))
    if not lines:
        lines.append(plain("Nothing: everything in the list is here already.", "$muted"))
    return Content("\n").join(lines)


def _more(count: int) -> list[Content]:
    return [plain(f"  and {count} more, v shows all", "$muted")] if count > 0 else []


def _new(each: Added, today: date) -> str:
    from iro_tui.rules.dates import age

    return f"{each.name}, {age(each.born, today)}"


def _by_child(updated: Sequence[Updated]) -> list[list[Updated]]:
    found: dict[str, list[Updated]] = {}
    for each in updated:
        found.setdefault(each.mosaic_id, []).append(each)
    return list(found.values())


def _change(found: Sequence[Updated], width: int, today: date) -> Content:
    """Return one child's changes on one line: what it was and becomes, or several by their names."""
    name = min(16, width // 3)
    first = found[0]
    fields = ", ".join(each.field.replace("_", " ") for each in found)
    if len(found) > 1:
        return row((plain(first.name), name), (plain(fields, "$muted"), width - name - 2))
    before, after = _turn(first, today)
    said = plain(f"{fields}  {before} to ", "$muted") + plain(after)
    return row((plain(first.name), name), (said, width - name - 2))


CODED = {
    "category_of_need": "category_of_need",
    "ethnicity": "ethnicity",
    "legal_status": "legal_status",
    "participation": "participation",
    "permanence": "permanence_plan",
    "placement_provider": "placement_provider",
    "sex": "sex",
}
"""Fields whose values are codes, and the list they come from."""


def _said(field: str, value: str, today: date) -> str:
    """Return a value in words: codes by their labels, dates as everywhere else, the rest as it stands."""
    from iro_tui.casework.words import home_word
    from iro_tui.rules.codes import codes
    from iro_tui.rules.dates import say_date

    if not value:
        return "none"
    if field == "placement":
        code, _, postcode = value.partition(" ")
        return f"{home_word(code) or code} {postcode}".strip()
    if field in CODED:
        known = codes(CODED[field]).get(value)
        return known.label if known else value
    try:
        return say_date(date.fromisoformat(value), today)
    except ValueError:
        return value


def _turn(each: Updated, today: date) -> tuple[str, str]:
    return _said(each.field, each.before, today), _said(each.field, each.after, today)


def in_full(plan: Plan, today: date) -> str:
    """Return everything the plan would do, as plain lines for reading."""
    parts = []
    if plan.added:
        parts.append("\n".join(["New:", *(f"  {_new(each, today)}, row {each.row}" for each in plan.added)]))
    if plan.updated:
        lines = ["Changed:"]
        for found in _by_child(plan.updated):
            lines.append(f"  {found[0].name}")
            for each in found:
                before, after = _turn(each, today)
                lines.append(f"    {each.field.replace('_', ' ')}: {before} to {after}")
        parts.append("\n".join(lines))
    if plan.set_aside:
        parts.append("\n".join(["Set aside:", *(f"  row {one.row}: {one.reason}" for one in plan.set_aside)]))
    if plan.findings:
        said = (f"  {one.name or one.mosaic_id}: {one.words} Rule {one.rule}." for one in plan.findings)
        parts.append("\n".join(["Wrong or late:", *said]))
    if plan.passed_over:
        said = (f"  row {one.row}: {one.words}" for one in plan.passed_over)
        parts.append("\n".join(["Lines about nobody, passed over:", *said]))
    if plan.not_listed:
        parts.append(
            f"On your caseload and not in this list: {', '.join(plan.not_listed)}. They stay as they are."
        )
    if plan.columns:
        parts.append("\n".join(["Columns:", *(f"  {one.heading}: {read_as(one)}" for one in plan.columns)]))
    return "\n\n".join(parts) or "Nothing would change: everything in the list is here already."


def read_as(column: Column) -> str:
    """Return what a column was taken for, in words."""
    from iro_tui.exchange.synonyms import usual_heading

    said = ", as you said" if column.said else ""
    hidden = ", hidden in the workbook" if column.hidden else ""
    if column.could_be:
        return f"not certain{hidden}"
    if column.second:
        return f"fills gaps of the first of that name{hidden}"
    return f"{usual_heading(column.field) if column.field else 'left alone'}{said}{hidden}"


def afterwards(plan: Plan) -> str:
    """Return what bringing it in means, in a few sentences."""
    sentences = ["A backup is made first. F8 takes it all back."]
    if plan.unread:
        columns = "1 column is" if len(plan.unread) == 1 else f"{len(plan.unread)} columns are"
        sentences.append(f"{columns} left alone: {', '.join(plan.unread)}. With c you say what they are.")
    if plan.questions:
        sentences.append("Unanswered questions stay on Today; what else stands in their rows comes in.")
    if plan.not_listed:
        count = len(plan.not_listed)
        whom = "1 child of yours is" if count == 1 else f"{count} children of yours are"
        sentences.append(f"{whom} not in this list; nothing changes there.")
    return " ".join(sentences)


class Counted(tuple["Write", ...]):
    """The writes of a plan, which tell how many children are done while they are gone through."""

    tell: Callable[[int, int], None]

    def __iter__(self) -> Iterator[Write]:
        """Go through them; the writes of one child stand together."""
        total = len({each.mosaic_id for each in super().__iter__()})
        begun: set[str] = set()
        for each in super().__iter__():
            if each.mosaic_id not in begun:
                self.tell(len(begun), total)
                begun.add(each.mosaic_id)
            yield each


def counting(plan: Plan, tell: Callable[[int, int], None]) -> Plan:
    """Return the same plan; while it is applied, `tell` hears how many children are done, of how many."""
    writes = Counted(plan.writes)
    writes.tell = tell
    return replace(plan, writes=writes)


def seldom(tell: Callable[[int, int], object]) -> Callable[[int, int], None]:
    """Return a `tell` for `counting` that is heard ten times a second at most."""
    last = 0.0

    def heard(done: int, total: int) -> None:
        nonlocal last
        if (now := time.monotonic()) - last >= EVERY:
            last = now
            tell(done, total)

    return heard


def progress(done: int, total: int) -> Content:
    """Return how far it is, in words and as a bar of 20 cells."""
    full = round(20 * done / total) if total else 0
    bar = plain("█" * full, "$bar") + plain("░" * (20 - full), "$muted")
    return plain(f"Bringing in {done} of {total}  ") + bar


def nothing_to_do(plan: Plan) -> str:
    """Return why a plan that writes nothing is not brought in."""
    if not plan.rows_read:
        return "Nothing to bring in: the list has headings and no row under them."
    said = "is in question" if plan.questions or plan.set_aside else "is here already"
    return f"Nothing to bring in: everything in the list {said}."


def done(plan: Plan) -> str:
    """Return what was brought in, for the toast."""
    words = f"{len(plan.added)} new, {changed_children(plan)} changed"
    if plan.questions:
        words += f", {len(plan.questions)} left out"
    if plan.set_aside:
        words += f", {len(plan.set_aside)} set aside"
    return f"{words}. F8 takes it all back."
