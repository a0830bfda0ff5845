"""The year: its figures counted, the report written, and the returns of a whole country added up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bench.answers import _bare, _open
from bench.figure import Figure, in_turns, once
from bench.invented import TODAY, home_of

if TYPE_CHECKING:
    from pathlib import Path

COUNTED = (
    *("child", "period_of_care", "review", "placement", "legal_status", "person", "midway", "consultation"),
    *("alert", "outbox_entry", "letter", "event", "advocacy", "health_assessment", "recommendation", "pep"),
)
"""Tables the figures are counted from."""

COUNCILS, IROS = 150, 15
SOME = 10
"""Councils in the smaller of the two sums."""


def figures_of_a_year(folder: Path) -> Figure:
    """All 62 figures of 63 children, and those of the year before."""
    from iro_tui.casework.figures.counting import figures
    from iro_tui.casework.figures.spans import span, year_of

    with _open(home_of(folder)) as vault:
        year = span(year_of(TODAY))
        ms, floor = in_turns(lambda: vault.ask(figures, year, TODAY), _bare(vault, COUNTED), 15)
    return Figure("figures of a year, 63 children", ms, "its tables read bare", floor, 14, 50)


def returns_of_a_country(folder: Path) -> Figure:
    """Every IRO of 150 councils of 15: the tenfold sum against ten times the small one."""
    from iro_tui.casework.figures.counting import figures
    from iro_tui.casework.figures.spans import span, year_of
    from iro_tui.exchange.yearly_return import make_return, merge

    with _open(home_of(folder)) as vault:
        found = vault.ask(figures, span(year_of(TODAY)), TODAY)
    key = b"a key of the bench alone"
    model = make_return(found, "one", key)
    files = []
    for number in range(COUNCILS * IROS):
        file = folder / f"return-{number}.json"
        file.write_text(json.dumps({**_others(model, number), "iro": f"{number:032x}"}), "utf-8")
        files.append(file)
    few = files[: SOME * IROS]
    merge(few)
    before = once(lambda: merge(few))
    whole = once(lambda: merge(files))
    # Before and after it, so that a busy moment of the machine hits both.
    small = (before + once(lambda: merge(few))) / 2
    return Figure("2,250 returns added up", whole, "fifteen times 150 of them", small * 15, 1.5)


def _others(model: dict[str, Any], number: int) -> dict[str, Any]:
    """The same numbers about other children."""

    def own(marks: list[str] | None) -> list[str] | None:
        return None if marks is None else [f"{number:06x}{mark[6:]}" for mark in marks]

    figures = {
        key: [
            {**part, "children": own(part["children"]), "of_children": own(part["of_children"])}
            for part in parts
        ]
        for key, parts in model["figures"].items()
    }
    return {**model, "figures": figures}


def report_of_a_year(folder: Path) -> Figure:
    """The annual report in Word with its charts, beside the same without them."""
    from iro_tui.casework.figures.counting import figures
    from iro_tui.casework.figures.spans import span, year_of
    from letters.annual_report import write_report

    with _open(home_of(folder)) as vault:
        found = vault.ask(figures, span(year_of(TODAY)), TODAY)

        def write(*, hide_small: bool) -> None:
            vault.ask(lambda s: write_report(s, found, folder / "report.docx", hide_small=hide_small))

        first = once(lambda: write(hide_small=False))
        again, floor = in_turns(lambda: write(hide_small=False), lambda: write(hide_small=True), 5)
    # The first one of a process loads what draws; it is the one the IRO waits for.
    return Figure("report of a year, the first", max(first, again), "the same without charts", floor, 8, 2000)


ALL = (figures_of_a_year, returns_of_a_country, report_of_a_year)
