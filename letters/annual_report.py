"""The annual report as a Word document: sections as councils expect them, tables, charts, the IRO's words."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.casework.figures.counting import Figures
from iro_tui.casework.figures.hiding import Hidden, hidden
from iro_tui.casework.figures.parts import Figure, Part
from iro_tui.casework.figures.report import PriorityLine, ReportWords, report_words
from iro_tui.casework.figures.shown import HIDDEN, Shown, shown
from iro_tui.errors import BadInput
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import say_date
from letters.kept_together import keep_together
from letters.look import Look
from letters.text import parse

if TYPE_CHECKING:
    from docx.document import Document
    from sqlmodel import Session

    from letters.charts import Chart

SECTIONS: dict[str, tuple[int, ...]] = {
    "KEY": (1, 2, 6, 14, 16, 20, 37, 40),
    "TEAM": (34, 25, 35, 36),
    "PROFILE": (26, 27, 28, 29, 30, 31, 32, 33),
    "QUALITY": (23, 60, 39),
    "REVIEWS": (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
    "PARTICIPATION": (13, 14, 15, 16, 17, 18, 19, 20, 21, 22),
    "ADVOCACY": (47, 48, 49, 50, 51, 52),
    "MIDWAYS": (37, 38, 59),
    "PLANS": (24, 53, 54, 55, 56, 57),
    "CHALLENGE": (40, 41, 42, 43, 44, 45, 46),
    "FEEDBACK": (61,),
    "OUTCOMES": (58,),
    "PRIORITIES": (62,),
}
"""Which figures stand in which section, in their order."""

COMMITTEE = ("FINANCIAL", "LEGAL", "EQUALITY", "CLIMATE", "PEOPLE", "COMMUNICATION")
"""Headings a committee expects even when there is nothing under them."""


def write_report(
    session: Session, found: Figures, file: Path, *, hide_small: bool = False, committee: bool = True
) -> None:
    """Write the annual report of a stretch.

    Args:
        session: an open session.
        found: its figures.
        file: where the document goes; one of that name is replaced.
        hide_small: whether small numbers are hidden with what would give them away; charts are left out then.
        committee: whether the committee's headings stand there without words too.

    Raises:
        BadInput: the stretch has not begun, a text names somebody or gives a day, or the file cannot be
            written.
    """
    refuse_too_early(found)
    words = report_words(session, found.span)
    refuse_names(words)
    data = report(found, words, hide_small=hide_small, committee=committee)
    from iro_tui.vault.files import write_whole

    try:
        write_whole(file, data)
    except OSError as error:
        raise BadInput(f"{file} cannot be written: {error.strerror}. Is it open in Word?") from None


def refuse_too_early(found: Figures) -> None:
    """Stop a report of a stretch that has not begun.

    Raises:
        BadInput: when it begins.
    """
    if not found.figure(1).parts:
        begins = say_date(found.span.start, weekday=False)
        raise BadInput(f"{found.span.words} begins on {begins}: there is nothing to report yet.")


def refuse_names(words: ReportWords) -> None:
    """Stop a report in which somebody could be known.

    Raises:
        BadInput: which word, in which section.
    """
    if not words.revealing:
        return
    section, found = words.revealing[0]
    where = codes("report_section")[section].label if section else "A quote"
    more = len(words.revealing) - 1
    others = f" So do {more} more words." if more else ""
    raise BadInput(
        f"{where}: “{found.words}” is {found.why} and could show who this is about.{others} "
        "Use invented initials, and leave days, schools and places out."
    )


def report(found: Figures, words: ReportWords, *, hide_small: bool, committee: bool) -> bytes:
    """The document's bytes; the same figures and words give the same bytes."""
    from letters.finish import finished
    from letters.letterhead import blank_page
    from letters.word import fill

    kind = "Quarterly report" if found.span.quarter else "Annual report"
    title = f"{kind} of the Independent Reviewing Officer, {found.span.words}"
    look = Look(
        first_name="",
        review_on=found.on,
        letter_on=found.on,
        body_pt=11,
        iro_name=words.iro,
        iro_title=words.title,
        council=words.council,
        title=title,
        footer=f"{title}. No child is named.",
        for_adults=True,
    )
    document = blank_page(look)
    hide = hidden(found.all) if hide_small else None
    first, last_day = (f"{day.day} {day:%B}" for day in (found.span.start, found.span.end))
    last = found.span.before().words
    until = (
        "" if found.on >= found.span.end else f" Counted up to {say_date(found.on)}, beside all of {last}."
    )
    fill(document, parse(f"# {title}\n\nBy {words.iro}, {words.title}. {first} to {last_day}.{until}\n"))
    for code, line in codes("report_section").items():
        text = _section(code, found, words, hide)
        charts = [] if hide_small else list(_charts(code, found))
        if not text and not charts and not (committee and code in COMMITTEE):
            continue
        fill(document, parse(f"## {line.label}\n\n{text or 'None.'}\n"))
        for chart in charts:
            fill(document, parse(chart.says.partition(".")[0] + "\n"))
            document.paragraphs[-1].paragraph_format.keep_with_next = True
            _picture(document, chart)
    keep_together(document)
    return finished(document, look)


def _section(code: str, found: Figures, words: ReportWords, hide: Hidden | None) -> str:
    pieces = [words.texts.get(code, "")]
    figures = [found.figure(number) for number in SECTIONS.get(code, ())]
    if code == "FEEDBACK":
        pieces += [f"- “{quote.words}” ({quote.who})" for quote in words.quotes]
    if code == "PRIORITIES":
        pieces += [_priorities("Priorities of this year", words.last), _priorities("Next year", words.coming)]
    alone = [each for each in figures if code == "KEY" or not _is_table(each)]
    pieces.append(_one_number_each(alone, hide))
    pieces += [_table(each, hide) for each in figures if each not in alone]
    pieces += [f"Figure {each.number} comes from: {each.source}." for each in figures if each.source]
    return "\n\n".join(piece for piece in pieces if piece)


def _is_table(figure: Figure) -> bool:
    return len(figure.parts) > 1


def _one_number_each(figures: Sequence[Figure], hide: Hidden | None) -> str:
    rows = [
        (f"{figure.number}. {figure.title}", shown(figure, hide)[0]) for figure in figures if figure.parts
    ]
    # The note of a typed number is its source, which stands under the tables.
    typed = {f"{figure.number}. {figure.title}" for figure in figures if figure.typed}
    told = _notes([each for each in rows if each[0] not in typed])
    return "\n\n".join(each for each in (_rows("Figure", rows), told) if each)


def _table(figure: Figure, hide: Hidden | None) -> str:
    rows = [(row.label, row) for row in shown(figure, hide)]
    caption = f"Figure {figure.number}: {figure.title.lower()}. {figure.how}"
    return "\n\n".join(each for each in (caption, _rows(figure.title, rows), _notes(rows)) if each)


def _notes(rows: Sequence[tuple[str, Shown]]) -> str:
    """What is to be known about numbers of a table, each with the row it is about."""
    return "\n\n".join(f"{label}: {row.note}" for label, row in rows if row.note)


def _rows(first: str, rows: Sequence[tuple[str, Shown]]) -> str:
    if not rows:
        return ""
    lines = [(first, "Number", "Share", "Year before", "Change")]
    for label, row in rows:
        share = row.value if row.out_of or "%" in row.value else ""
        if row.value == HIDDEN:
            number = row.counted
        else:
            number = f"{row.counted} of {row.out_of}" if row.out_of else row.value
        lines.append((label, number, share, row.before, row.change))
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(words: str) -> str:
    return words.replace("|", "/") or "-"


def _priorities(heading: str, lines: Sequence[PriorityLine]) -> str:
    if not lines:
        return ""
    rows = [(heading, "Target", "From", "Progress")]
    rows += [(each.text, each.target, each.baseline, each.progress) for each in lines]
    return "\n".join(f"| {' | '.join(_cell(' '.join(cell.split())) for cell in row)} |" for row in rows)


def _charts(code: str, found: Figures) -> Iterator[Chart]:
    from letters.charts import bars, columns

    if code == "PROFILE":
        ages = found.figure(32).parts
        bands = list(dict.fromkeys(part.key.partition(".")[0] for part in ages))
        labels = [codes("age_band")[band].label.removesuffix(" of age") for band in bands]
        by_sex = [
            (name, [_of(ages, f"{band}.{sex}") for band in bands])
            for sex, name in (("F", "female"), ("M", "male"))
        ]
        yield columns("Children by age and sex", labels, by_sex)
        groups = [(part.label, part.top) for part in found.figure(31).parts]
        yield bars("Children by ethnicity", groups)
    elif code == "REVIEWS":
        months = [part for part in found.figure(7).parts if part.key != "MEAN"]
        good = ("in time", [part.top for part in months])
        late = ("late", [(part.bottom or 0) - part.top for part in months])
        yield columns("Reviews by month", [part.key for part in months], [good, late], stacked=True)
    elif code == "PARTICIPATION":
        yield bars("Reviews by participation code", [(part.key, part.top) for part in found.figure(13).parts])
    elif code == "CHALLENGE":
        themes = [(part.label, part.top) for part in found.figure(43).parts if part.top]
        if themes:
            yield bars("Alerts by theme", themes)
    elif code == "TEAM":
        ends = [part for part in found.figure(25).parts if part.key not in ("", "MEAN")]
        if ends:
            counts = [part.top for part in ends]
            yield columns("Children at the end of each month", [part.key for part in ends], [("", counts)])


def _of(parts: Sequence[Part], key: str) -> float:
    return next((part.top for part in parts if part.key == key), 0)


def _picture(document: Document, chart: Chart) -> None:
    from docx.shared import Cm

    drawn = document.add_picture(io.BytesIO(chart.png), width=Cm(16))
    properties = drawn._inline.docPr
    properties.set("descr", chart.says)
    properties.set("name", chart.says.partition(".")[0])
