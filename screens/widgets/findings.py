"""What the checker found, the record beside it, how hard it is to read, and whether it is ready."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.content import Content

from screens.marks import cut, plain, row, sign
from screens.widgets.rows import BLANK, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from iro_tui.casework.letter_facts import LetterFacts, Promise
    from iro_tui.casework.signs import Sign
    from letters.check import Finding, Report

REPLACES = frozenset({"hard words", "labels", "tone"})
"""Families whose better words can stand just where the questioned ones stand."""
TO_YOU = "C05"
"""The rule whose better words come with their verb and their capital: "you like" for "he likes"."""
PUTS_IN = frozenset({"B05", "B06"})
"""Rules about something missing whose words can be put in as they are."""

SIGNS: dict[str, tuple[Sign, str]] = {
    "block": ("late", "stops"),
    "confirm": ("ask", "confirm"),
    "advice": ("coming", "advice"),
}
"""Level of a finding to its sign and word."""

_NARROW = 40
"""Cells under which the kind of a row of the record has a line of its own."""

FAMILIES = {
    "completeness": "complete",
    "safety": "names",
    "hard words": "words",
    "labels": "labels",
    "tone": "tone",
    "person": "to you",
    "voice": "voice",
    "readability": "reading",
}
"""Family of findings to the word under Ready?."""


def does(each: Finding) -> str:
    """Return what enter does with a finding: `replace`, `put it in`, `go there` or `to the letter`."""
    turned = each.rule == TO_YOU or each.family in REPLACES
    if turned and each.say_instead and each.end > each.start:
        return "replace"
    if each.say_instead and each.end == each.start and each.rule in PUTS_IN:
        return "put it in"
    return "go there" if each.end > each.start else "to the letter"


def finding_lines(
    findings: Sequence[Finding], width: int, *, wide: bool, tall: bool, whole: str = ""
) -> Iterable[Line]:
    """Yield one entry for each finding: level, words in question, why, what to say, its keys.

    Args:
        findings: what was found.
        width: cells there are.
        wide: whether there is room for each in full lines.
        tall: whether they are set apart by blank rows.
        whole: the id of the entry that is shown with all there is to it.
    """
    if not findings:
        yield Line(None, plain("Nothing to look at.", "$muted"))
        return
    for place, each in enumerate(findings):
        if place and wide and tall:
            yield BLANK
        yield Line(str(place), _finding(each, width, wide, whole=str(place) == whole))


def _finding(each: Finding, width: int, wide: bool, *, whole: bool) -> Content:
    level, word = SIGNS[each.level]
    quoted = plain(each.title, "bold")
    if not wide and not whole:
        say = (
            plain("say ", "$muted") + plain(each.say_instead[0])
            if each.say_instead
            else plain(each.why, "$muted")
        )
        return row((sign(level), 1), (quoted, width - 2), gap=1) + Content("\n  ") + cut(say, width - 2)
    indent = Content(" " * (11 if wide else 2))
    room = width - indent.cell_length
    if wide:
        head = cut(sign(level) + plain(f" {word}", "$muted"), 11)
        line = plain(f"line {each.line}", "$muted") if each.end > each.start else Content("")
        lines = [head + cut(quoted, room - line.cell_length - 1) + Content(" ") + line]
    else:
        first, *rest = quoted.wrap(room)
        lines = [cut(sign(level), 2) + first, *(indent + part for part in rest)]
    lines.extend(indent + part for part in plain(each.why, "$muted").wrap(room))
    if each.say_instead:
        say = plain("say ", "$muted") + plain(" or ", "$muted").join(plain(w) for w in each.say_instead[:3])
        lines.extend(indent + part for part in (say.wrap(room) if whole else [cut(say, room)]))
    if each.explain and whole:
        explain = plain("explain ", "$muted") + plain(each.explain)
        lines.extend(indent + part for part in explain.wrap(room))
    keys = [("enter", does(each))]
    if each.explain:
        keys.append(("x", "explain"))
    if each.level != "block":
        keys.append(("i", "keep"))
    if each.family == "hard words" and whole:
        keys.append(("n", "never ask"))
    lines.extend(indent + part for part in _keys(keys, room))
    return Content("\n").join(lines)


def _keys(keys: Sequence[tuple[str, str]], room: int) -> list[Content]:
    """Keys with what each does, as many on a line as fit; a key is never parted from its word."""
    lines: list[Content] = []
    for key, what in keys:
        piece = plain(key, "$accent bold") + plain(f" {what}", "$muted")
        if lines and lines[-1].cell_length + 3 + piece.cell_length <= room:
            lines[-1] += Content("   ") + piece
        else:
            lines.append(cut(piece, min(piece.cell_length, room)))
    return lines


def record_lines(facts: LetterFacts, width: int, marked: str = "") -> Iterable[Line]:
    """Yield what the letter was drafted from: words, notes, views, decisions, each id with its source.

    Args:
        facts: what is on the record.
        width: cells there are.
        marked: the id of a row to set apart.
    """
    said = [("said", entry) for entry in facts.own_words]
    said += [(entry.tag.lower() or "note", entry) for entry in facts.notes]
    for view, name in (
        (facts.child_views, "wishes"),
        (facts.parent_views, "parents"),
        (facts.carer_views, "carer"),
        (facts.other_views, "others"),
        (facts.iro_view, "your view"),
    ):
        if view is not None:
            said.append((name, view))
    rows = [(word, entry.source, entry.text) for word, entry in said]
    rows += [("decided", each.source, f"{each.what} ({each.who or 'who?'})") for each in facts.promises]
    for place, (word, source, words) in enumerate(rows):
        id = f"{place} {source}"
        yield Line(id, _of_record(word, words, width, apart=id == marked))
    if not said and not facts.promises:
        yield Line(None, plain("Nothing was noted at this review.", "$muted"))


def _of_record(word: str, words: str, width: int, *, apart: bool) -> Content:
    """One row of the record; where there is little room, its kind stands over it instead of before it."""
    style = "bold" if apart else "italic" if word == "said" else ""
    kind = plain(f"> {word}" if apart else word, "$accent bold" if apart else "$muted")
    if width < _NARROW:
        return Content("\n").join([kind, *plain(words, style).wrap(max(width, 10))])
    first, *rest = plain(words, style).wrap(max(width - 11, 10))
    return Content("\n").join([cut(kind, 11) + first, *(Content(" " * 11) + part for part in rest)])


def ready(report: Report) -> Content:
    """Return the counts of each family, and what export waits for."""
    counts: dict[str, tuple[int, Sign]] = {}
    for each in report.findings:
        number, worst = counts.get(each.family, (0, "coming"))
        level = SIGNS[each.level][0]
        rank: list[Sign] = ["late", "ask", "coming"]
        counts[each.family] = (number + 1, min(worst, level, key=rank.index))
    pieces = []
    for family, word in FAMILIES.items():
        number, worst = counts.get(family, (0, "done"))
        pieces.append(
            sign(worst) + plain(f" {word}", "$muted") + (plain(f" {number}") if number else Content(""))
        )
    rows = [Content("   ").join(pieces[:4]), Content("   ").join(pieces[4:])]
    stops = sum(each.level == "block" for each in report.findings)
    asks = sum(each.level == "confirm" for each in report.findings)
    if stops:
        words = f"Export waits for {_things(stops)} that {'stops' if stops == 1 else 'stop'} it."
    elif asks:
        words = f"Export waits for your yes to {_things(asks)}: press i."
    else:
        words = "Ready. F9 writes the Word file."
    reading, aim = report.reading, report.targets
    mean, longest = round(reading.mean_sentence), reading.longest
    measure = f"Sentence {mean} words of {aim.mean_sentence}, longest {longest} of {aim.longest}."
    return Content("\n").join([*rows, plain(measure, "$muted"), Content(""), plain(words, "$muted")])


def _things(number: int) -> str:
    return "1 thing" if number == 1 else f"{number} things"


def lead(facts: LetterFacts, report: Report, today: date, *, wide: bool) -> list[Content]:
    """Return the pieces of the line over a letter: which review, by when, how it reads against its aim."""
    from iro_tui.rules.clock import after_review
    from iro_tui.rules.dates import say_date, say_due

    number = f"Review {facts.review_number}, " if facts.review_number else "Review "
    pieces = [plain(f"{number}{say_date(facts.review_on, today)}", "$muted")]
    if wide:
        due = after_review(facts.review_on).record
        words = plain("record due ", "$muted") + plain(say_date(due, today))
        pieces.append(words + plain(f" {say_due(due, today)}", "$muted"))
    reading, aim = report.reading, report.targets
    pieces.append(plain("reads like ", "$muted") + plain(reading.school_year))
    pieces.append(plain(f"{reading.words} words of {aim.words}", "$muted"))
    return pieces


def words_to_put_in(each: Finding, promises: Sequence[Promise]) -> str:
    """Return what stands where something is missing: a row of the table for a decision, else a paragraph."""
    from letters.dates import in_full
    from letters.text import table_row

    words = each.say_instead[0]
    promise = next((one for one in promises if one.what == words), None)
    if each.rule != "B05" or promise is None:
        return f"\n\n{words}"
    when = in_full(promise.by_when) if promise.by_when else ""
    return "\n" + table_row((promise.what, promise.who, f"From {when}" if promise.starting else when))


def better_words(each: Finding, before: str) -> str:
    """Return what takes the place of the words of a finding.

    Args:
        each: a finding with words to say instead.
        before: the letter up to it.
    """
    words = each.say_instead[0]
    return words if each.rule == TO_YOU else _fitting(words, each.text, before)


def _fitting(words: str, instead_of: str, before: str) -> str:
    """The words with the capital of those they replace, and without a second "the"."""
    lead = before.rpartition("\n")[2].rstrip()
    if words.startswith("the ") and re.search(r"\bthe$", lead, re.IGNORECASE):
        words = words.removeprefix("the ")
    # Initials are capitals wherever they stand.
    opens = not lead or lead.endswith((".", "!", "?"))
    capital = opens if instead_of.isupper() else instead_of[:1].isupper()
    return words[0].upper() + words[1:] if capital and words[:1].islower() else words
