"""The rows of a child's page, laid out on the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from screens.marks import MARKS, cut, joined, plain, sign, spread
from screens.widgets.rows import BLANK, Line
from screens.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from iro_tui.casework.child_page import Fact, NowGroup, NowRow, StoryItem
    from iro_tui.casework.child_story import StoryLine
    from iro_tui.vault.drafts import Draft

DRAFT = "draft "
"""Begins the id of a row that takes up typing which was not saved."""
NOW = "now "
"""Begins the id of a row that says how things stand."""

SPOKEN = frozenset({"late", "today", "done", "ask"})
"""Signs a fact shows in front; the others would only repeat the dots between the facts."""


def fact_row(facts: Sequence[Fact], between: str, wide: bool) -> Content:
    """Return one row of facts: muted labels, plain values, signs where something is due or done."""
    pieces = []
    for fact in facts:
        if not wide and not fact.short:
            continue
        piece = sign(fact.sign) + Content(" ") if fact.sign in SPOKEN else Content("")
        if fact.label:
            piece += plain(f"{fact.label} ", "$muted")
        piece += plain(fact.value)
        if fact.after:
            style = MARKS[fact.sign].style if fact.sign in SPOKEN else "$muted"
            piece += plain(f" {fact.after}", style)
        pieces.append(piece)
    return joined(pieces, between)


def story_key(item: StoryItem) -> str:
    """Return the id of a story row; two rows may be about the same entry, such as into care and out of it."""
    return f"{item.kind}:{item.word}:{item.subject_id}"


def story_lines(
    story: Sequence[StoryItem], today: date, width: int, tall: bool, wanted: str = ""
) -> Iterator[Line]:
    """Yield the story, a heading where a year ends, and three things to press when there is none.

    Args:
        story: Newest first.
        today: The day the page is of.
        width: Cells there are.
        tall: Whether there is room for blank rows and every line.
        wanted: What the filter holds; empty when the whole story is shown.
    """
    if not story and wanted.strip():
        yield Line(None, plain(f"Nothing in the story has “{wanted.strip()}”. Try fewer letters.", "$muted"))
        return
    if not story:
        yield Line(None, plain("Nothing has happened here yet.", "bold"))
        yield Line(None, plain("Talks, midways, reviews and alerts stand here, newest first.", "$muted"))
        yield BLANK
        for key, words in (("c", "talked"), ("r", "review"), ("m", "midway")):
            yield Line(None, cut(plain(key, "$accent bold"), 3) + plain(words))
        return
    year = today.year
    for place, item in enumerate(story):
        if place and tall:
            yield BLANK
        if item.on.year != year:
            year = item.on.year
            yield Line(None, plain(str(year), "$muted bold"))
        yield Line(story_key(item), _story_block(item, width, tall))


def _story_block(item: StoryItem, width: int, tall: bool) -> Content:
    from iro_tui.rules.dates import say_date

    roomy = width >= 60
    before = 23 if roomy else 21
    day = cut(plain(say_date(item.on, item.on), "$muted"), 12)
    word = cut(plain(item.word, "bold"), before - 12)
    lines = [day + word + cut(plain(item.first, "$muted"), width - before)]
    indent = before if roomy else 12
    for rest in item.rest if tall else item.rest[:1]:
        for content in _story_rest(rest, width - indent, 3 if tall else 1):
            lines.append(Content(" " * indent) + content)
    return Content("\n").join(lines)


def _story_rest(line: StoryLine, width: int, most: int) -> list[Content]:
    if line.quote:
        return wrapped(f"“{line.text}”", width, most, "italic")
    if line.parts:
        pieces = []
        for part in line.parts:
            mark = sign(part.sign) + Content(" ") if part.sign else Content("")
            pieces.append(mark + plain(part.text, MARKS[part.sign].style or "$muted"))
        whole = plain(f"{line.text} ", "$muted") + joined(pieces)
        return [cut(whole if whole.cell_length <= width else joined(pieces, "  "), width)]
    if line.sign:
        return [cut(sign(line.sign) + Content(" ") + plain(line.text, "$muted"), width)]
    return wrapped(line.text, width, most, "$muted")


def now_lines(
    groups: Sequence[NowGroup],
    drafts: Sequence[Draft],
    now: datetime,
    width: int,
    tall: bool,
) -> Iterator[Line]:
    """Yield what waits to be saved, then how things stand, group by group.

    Args:
        groups: How things stand.
        drafts: What waits to be saved.
        now: The time of day, in the zone that times are said in.
        width: Cells there are.
        tall: Whether there is room for second lines.
    """
    first = True
    if drafts:
        first = False
        yield Line(None, plain("Not saved yet", "bold"))
        for draft in drafts:
            yield Line(f"{DRAFT}{draft.key}", _draft_row(draft, now, width))
    for group in groups:
        if not first and tall:
            yield BLANK
        first = False
        yield Line(None, plain(group.title, "bold"))
        for place, row in enumerate(group.rows):
            yield Line(f"{NOW}{group.key}:{place}", _now_row(row, width, tall))
    if first:
        yield Line(None, plain("Nothing is on the record yet.", "$muted"))
        yield Line(None, plain("n", "$accent bold") + plain(" writes something down.", "$muted"))


def _draft_row(draft: Draft, now: datetime, width: int) -> Content:
    from iro_tui.rules.dates import say_date
    from screens.drafts import what_of

    at = draft.saved_at.astimezone(now.tzinfo)
    day = "" if at.date() == now.date() else f"{say_date(at.date(), now.date())}, "
    left = sign("today") + Content(" ") + plain(what_of(draft))
    return spread(left, plain(f"{day}{at:%H:%M}", "$muted"), width)


def _now_row(row: NowRow, width: int, tall: bool) -> Content:
    value = plain(row.value, "$late" if row.late else "")
    if row.quote:
        mark = sign(row.sign) + Content(" ") if row.sign else Content("")
        value = mark + plain(row.value, "$muted")
        words = wrapped(f"“{row.label}”", width - value.cell_length - 2, 2 if tall else 1, "italic")
        return Content("\n").join([spread(words[0], value, width), *words[1:]])
    if not row.sign:
        value = cut(value, min(value.cell_length, width - min(len(row.label), 11) - 1))
        return spread(plain(row.label, "$muted"), value, width)
    mark = sign(row.sign) + Content(" ")
    if not tall:
        who = plain(f"  {row.second.partition(',')[0]}", "$muted")
        return cut(mark + plain(row.label), width) + Content("\n") + spread(who, value, width)
    words = wrapped(row.label, width - value.cell_length - 4, 2)
    lines = [spread(mark + words[0], value, width), *(Content("  ") + each for each in words[1:])]
    if row.second:
        lines.append(Content("  ") + cut(plain(row.second, "$muted"), width - 2))
    return Content("\n").join(lines)
