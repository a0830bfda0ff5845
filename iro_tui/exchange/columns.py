"""What the columns of a list tell as a whole: which of day and month is first, and doubtful headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from iro_tui.exchange.cell_dates import NOT_TOLD, Order, in_numbers, orders, turned_round
from iro_tui.exchange.grid import ListFile
from iro_tui.exchange.questions import LATER, TAKE, Option, Question, key_of
from iro_tui.exchange.sheet import Sheet
from iro_tui.exchange.synonyms import plain

DATES = (
    "born",
    "looked_after_since",
    "legal_since",
    "placed_since",
    "last_review",
    "last_contact",
    "last_midway",
    "distributed",
    "ended",
    "booked",
    "next_due",
)
"""The fields of `headings.csv` that are dates."""

MONTH_FIRST = "month"
DAY_FIRST = "day"

_READ_AS = {
    "last_review": "the last review that was held",
    "booked": "the day the next review is booked for",
    "next_due": "the last day the next review may be held",
    "legal_status": "the legal status",
    "case_status": "whether the case is open",
    "looked_after_since": "the day the child came into care",
    "legal_since": "the day the legal status began",
    "placed_since": "the day the placement began",
}


@dataclass(frozen=True)
class Told:
    """What holds for all cells of a column."""

    orders: Mapping[str, tuple[Order, Order]]
    turned: frozenset[str]
    """Date fields whose month comes first, as the IRO said."""
    waiting: frozenset[str]
    """Date fields whose dates in numbers are left out until the IRO says which comes first."""
    questions: tuple[Question, ...]

    def order(self, field: str) -> tuple[Order, Order]:
        """What is known of the order of a field's dates."""
        return (Order(True), Order(True)) if field in self.turned else self.orders.get(field, NOT_TOLD)

    def cell(self, field: str, cell: str) -> str:
        """A cell of a date field with the day first; empty while that waits for an answer."""
        if field in self.turned:
            return turned_round(cell)
        return "" if field in self.waiting and in_numbers(cell) else cell


def told_by(sheet: Sheet, answers: Mapping[str, str]) -> Told:
    """Look at every date of a list before any is read.

    Args:
        sheet: the list.
        answers: what the IRO answered, by the key of the question; empty text is not now.
    """
    found = {field: orders(row.get(field) for row in sheet.rows) for field in DATES if field in sheet.columns}
    american = [field for field, both in found.items() if any(_month_only(each) for each in both)]
    # Where no date in the whole list has the day first, one answer is for all of them.
    british = any(order.day_first for both in found.values() for order in both)
    groups = [[field] for field in american] if british else [list(found)] if american else []
    turned: set[str] = set()
    waiting: set[str] = set()
    questions = []
    for fields in groups:
        key = key_of("order", *(plain(sheet.heading(field)) for field in fields))
        answer = answers.get(key)
        if answer == MONTH_FIRST:
            turned.update(fields)
        elif answer != DAY_FIRST:
            waiting.update(fields)
            if answer is None:
                questions.append(_which_first(sheet, fields, key))
    return Told(
        found,
        frozenset(turned),
        frozenset(waiting),
        (*questions, *_headings(sheet), *_sheets(sheet, answers)),
    )


def _month_only(order: Order) -> bool:
    return order.month_first and not order.day_first


def _which_first(sheet: Sheet, fields: Iterable[str], key: str) -> Question:
    cells = [(row.number, row.get(field)) for field in fields for row in sheet.rows]
    number, cell = next((at, cell) for at, cell in cells if _month_only_cell(cell))
    return Question(
        number,
        "",
        ", ".join(sheet.heading(field) for field in fields),
        cell,
        "Day or month first? This one can only have the month first, and none in these columns the day.",
        key,
        (Option("the month comes first", MONTH_FIRST), Option("the day comes first", DAY_FIRST), LATER),
    )


def _month_only_cell(cell: str) -> bool:
    return any(_month_only(order) for order in orders([cell]))


def _headings(sheet: Sheet) -> Iterator[Question]:
    """Headings that may be two things; meanwhile their columns are left alone."""
    for column in sheet.guessed:
        if column.could_be:
            options = (Option(_READ_AS.get(field, field), field) for field in column.could_be)
            yield Question(
                0,
                "",
                column.heading,
                column.sample,
                "What is in this column? It may be one of these; left alone meanwhile.",
                key_of("heading", plain(column.heading)),
                (*options, Option("none of these: leave the column alone", LEAVE_ALONE), LATER),
            )


def _sheets(sheet: Sheet, answers: Mapping[str, str]) -> Iterator[Question]:
    """Sheets of the workbook that are lists too; they are left alone meanwhile."""
    for tab, count in sheet.others:
        key = key_of("sheet", plain(tab))
        if key in answers:
            continue
        rows = "1 row" if count == 1 else f"{count} rows"
        why = "This sheet of the workbook is a list too. It is left alone meanwhile."
        options = (Option("read it as well", TAKE), Option("leave it alone", LEAVE_ALONE), LATER)
        yield Question(0, "", f"sheet {tab}", rows, why, key, options)


def sheets_said(file: ListFile, answers: Mapping[str, str]) -> frozenset[str]:
    """The sheets of a workbook that are to be read as well, as the IRO said."""
    return frozenset(grid.tab for grid in file.grids if answers.get(key_of("sheet", plain(grid.tab))) == TAKE)


LEAVE_ALONE = "-"
"""The answer that a column is left alone for good."""


def said_of_headings(answers: Mapping[str, str]) -> dict[str, str]:
    """Answers about headings, as `sheet_of` takes them."""
    found = {}
    for key, answer in answers.items():
        what, _, heading = key.partition("|")
        if what == "heading" and answer:
            found[heading] = "" if answer == LEAVE_ALONE else answer
    return found
