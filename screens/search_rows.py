"""What a search found, laid out: children and people, then what was written, the words underlined."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from screens.marks import cut, plain, row, sign
from screens.matches import underlined
from screens.widgets.rows import BLANK, Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from iro_tui.casework.caseload import CaseloadRow
    from iro_tui.casework.passages import Passage
    from iro_tui.casework.search import Found, Results

MATCH = "$accent underline"
DAY, WORD = 10, 8


def person_key(place: int) -> str:
    """Return the id of the row of a child or person."""
    return f"person:{place}"


def passage_key(group: int, place: int) -> str:
    """Return the id of the row of a passage."""
    return f"passage:{group}:{place}"


@dataclass(frozen=True)
class Shown:
    """One search as it is drawn."""

    results: Results
    typed: str
    rows: Mapping[str, CaseloadRow]
    """What stands beside a child, by id."""
    today: date
    wide: bool
    tall: bool

    def lines(self, width: int) -> Iterator[Line]:
        """Yield every row under its heading."""
        people = self.results.people
        longest = [len(each.who) for each in people]
        longest += [len(each.name) for group in self.results.groups for each in group.passages]
        name = min(max([*longest, 13]), 24 if self.wide else 20)
        sure = [(place, each) for place, each in enumerate(people) if not each.heard]
        heard = [(place, each) for place, each in enumerate(people) if each.heard]
        if not self.results.groups:
            sure, heard = [*sure, *heard], []
        if sure:
            yield _heading("Children and people", len(sure), more=False)
        for place, each in sure:
            yield Line(person_key(place), self._person(each, name, width))
        for number, group in enumerate(self.results.groups):
            if self.tall and (number or sure):
                yield BLANK
            yield _heading(group.title, len(group.passages), more=group.more)
            for place, passage in enumerate(group.passages):
                yield Line(passage_key(number, place), self._passage(passage, name, width))
        # Where the very word was written, a name that only sounds like it comes after.
        if heard:
            if self.tall:
                yield BLANK
            yield _heading("Names that sound like it", len(heard), more=False)
        for place, each in heard:
            yield Line(person_key(place), self._person(each, name, width))

    def _person(self, each: Found, name: int, width: int) -> Content:
        years = plain("" if each.where == "person" else str(each.age), "$muted")
        cells = ((" ", 0), (underlined(each.who, self.typed, "", MATCH), name), (years, 2, "right"))
        if not self.wide:
            return row(*cells, (self._beside(each), width - name - 8))
        # Where a passage has its day and its kind.
        room = width - name - DAY - WORD - 12
        return row(*cells, ("", DAY), ("", WORD), (self._beside(each), room))

    def _beside(self, each: Found) -> Content:
        """Return what tells one result from another of the same name."""
        from iro_tui.rules.dates import say_date

        said = underlined(each.words, self.typed, "" if each.where == "person" else "$muted", MATCH)
        parts = [plain("sounds like it", "$today"), said] if each.heard else [said]
        known = self.rows.get(each.child_id)
        if each.where != "person" and known is not None:
            if known.home:
                parts.append(plain(known.home))
            if known.next_review:
                next_on = plain(say_date(known.next_review, self.today))
                parts.append(plain("next review ", "$muted") + next_on)
            if known.worker:
                parts.append(plain(known.worker, "$muted"))
        return plain(" · ", "$muted").join(parts)

    def _passage(self, each: Passage, name: int, width: int) -> Content:
        years = "" if each.age is None else str(each.age)
        cells = (
            (" ", 0),
            (plain(each.name), name),
            (plain(years, "$muted"), 2, "right"),
            (plain(self._day(each.on), "$muted"), DAY),
            (plain(each.word, "$muted"), WORD),
        )
        if self.wide:
            return row(*cells, (_text(each), width - name - DAY - WORD - 12))
        return row(*cells) + Content("\n    ") + cut(_text(each), width - 4)

    def _day(self, on: date | None) -> str:
        from iro_tui.rules.dates import say_date

        if on is None:
            return ""
        said = say_date(on, self.today)
        if len(said) <= DAY:
            return said
        # With its year a date is too long for the column; the weekday goes, and the century.
        short = say_date(on, weekday=False)
        return f"{short[:-4]}{short[-2:]}"


def _heading(title: str, count: int, *, more: bool) -> Line:
    return Line(None, plain(title, "bold") + plain(f"  {count}{' newest' if more else ''}", "$muted"))


def _text(each: Passage) -> Content:
    """Return the text with the words that were looked for, a child's own words in italics and quotes."""
    voice = "italic" if each.quote else ""
    said = Content("").join(
        plain(piece.text, f"{MATCH} {voice}".strip() if piece.found else voice) for piece in each.pieces
    )
    if each.quote:
        said = plain("“", voice) + said + plain("”", voice)
    if each.sign:
        said = sign(each.sign) + Content(" ") + said
    if each.after:
        said += plain(", ", "$muted") + plain(each.after, "$late" if each.sign == "late" else "$muted")
    return said
