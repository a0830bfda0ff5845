"""What the annual report says beside its figures: words, quotes with permission, priorities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iro_tui.casework.anonymous import Revealing, revealing
from iro_tui.casework.figures.spans import Span

if TYPE_CHECKING:
    from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class PriorityLine:
    """One priority with what came of it."""

    id: str
    year: int
    """The April its year begins in."""
    text: str
    target: str
    baseline: str
    progress: str

    @property
    def words(self) -> tuple[str, ...]:
        """Everything in it that somebody wrote."""
        return (self.text, self.target, self.baseline, self.progress)


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said and allowed to be quoted, without a name."""

    words: str
    who: str
    """`a child`, `a carer`."""


@dataclass(frozen=True, slots=True)
class ReportWords:
    """Everything of a year's report that is not counted."""

    texts: Mapping[str, str]
    """By section, code of `report_section.csv`."""
    quotes: tuple[Quote, ...]
    last: tuple[PriorityLine, ...]
    """Those of the year the report is about."""
    coming: tuple[PriorityLine, ...]
    """Those of the year after."""
    revealing: tuple[tuple[str, Revealing], ...]
    """Section (empty for a quote) and what in it could show who somebody is."""
    iro: str
    title: str
    council: str


def report_words(session: Session, span: Span) -> ReportWords:
    """The words of a year's report, each looked through for names and days."""
    from sqlmodel import col, select

    from iro_tui.casework.children import profile
    from iro_tui.record.feedback import Feedback
    from iro_tui.record.figure import ReportText
    from iro_tui.rules.codes import codes

    texts = {
        row.section: row.text.strip()
        for row in session.exec(select(ReportText).where(ReportText.year == span.year))
        if row.text.strip()
    }
    heard = session.exec(
        select(Feedback)
        .where(col(Feedback.may_quote).is_(True), col(Feedback.given_on).between(span.start, span.end))
        .order_by(col(Feedback.given_on), col(Feedback.id))
    )
    quotes = tuple(Quote(row.words.strip(), row.who) for row in heard if row.words.strip())
    found = [(section, each) for section, text in texts.items() for each in revealing(session, text)]
    found += [("", each) for quote in quotes for each in revealing(session, quote.words)]
    last, coming = _priorities(session, span.year), _priorities(session, span.year + 1)
    said = (words for each in (*last, *coming) for words in each.words)
    found += [("PRIORITIES", each) for words in said for each in revealing(session, words)]
    me = profile(session)
    labels = codes("feedback_from")
    return ReportWords(
        texts=texts,
        quotes=tuple(Quote(each.words, labels[each.who].label.lower()) for each in quotes),
        last=last,
        coming=coming,
        revealing=tuple(found),
        iro=me.name if me else "",
        title=me.job_title if me else "Independent Reviewing Officer",
        council=me.council if me else "",
    )


def _priorities(session: Session, year: int) -> tuple[PriorityLine, ...]:
    from iro_tui.casework.figures.priorities import in_order

    return tuple(
        PriorityLine(row.id, row.year, row.text, row.target, row.baseline, row.progress)
        for row in in_order(session, year)
    )
