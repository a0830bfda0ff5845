"""Saying what a column of the list is: first which column, then what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.dialogs import PickDialog
from screens.import_rows import read_as

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from iro_tui.exchange.sheet import Column
    from screens.app import IroApp


def ask_column(app: IroApp, columns: Sequence[Column], then: Callable[[str, str], None]) -> None:
    """Ask for a column and what it is, and hand on its heading and its field.

    Args:
        app: The app.
        columns: The columns of the list.
        then: Takes the heading and a field of `headings.csv`, or `LEAVE_ALONE`.
    """
    from iro_tui.exchange.columns import LEAVE_ALONE
    from iro_tui.exchange.synonyms import fields, usual_heading

    named = [column for column in columns if column.heading]
    choices = [(str(place), _line(column)) for place, column in enumerate(named)]

    def chosen(place: str | None) -> None:
        if place is None:
            return
        column = named[int(place)]
        meant = [*((field, usual_heading(field)) for field in fields()), (LEAVE_ALONE, "leave it alone")]
        title = f"What is in {column.heading}?"
        app.push_screen(
            PickDialog(title, meant, column.field, many=False),
            lambda field: then(column.heading, field) if field is not None else None,
        )

    app.push_screen(
        PickDialog("Which column? Its heading, what it was read as, its first cell", choices, "", many=False),
        chosen,
    )


def _line(column: Column) -> str:
    sample = " ".join(column.sample.split())[:24]
    return f"{column.heading[:26]:<28}{read_as(column)[:20]:<22}{sample}"
