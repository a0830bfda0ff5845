"""The commands of the yearly figures: counted here, sent without names, and added up for a service.

Like the front door itself this imports nothing heavy at the top.
"""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from iro_tui.commands.registry import HOME, JSON, ON, PASSPHRASE, command, option

if TYPE_CHECKING:
    from sqlmodel import Session

    from iro_tui.casework.figures.counting import Figures

YEAR = option("--year", metavar="YEAR", type=int, help="the April it begins in; the running year without it")
HIDE = option("--hide-small", action="store_true", help="show counts of 1 to 4 as <5")
CSV = option("--csv", metavar="DIR", help="write the tables as CSV files into a folder")
WORD = option("--word", metavar="FILE.docx", help="write the report as a Word document")


@command(
    "figures",
    "every number of the annual report",
    YEAR,
    option("--quarter", metavar="N", type=int, default=0, help="only one quarter: 1 is April to June"),
    CSV,
    WORD,
    HIDE,
    HOME,
    PASSPHRASE,
    ON,
    JSON,
)
def figures(given: Namespace) -> int:
    """The figures of a report year, 1 April to 31 March, counted from the record."""
    from pathlib import Path

    from iro_tui.commands.figures import as_json, as_text
    from iro_tui.commands.printed import print_json
    from iro_tui.commands.vault import opened

    with opened(given) as vault:
        found = vault.ask(_figures, given)
        if given.word:
            from letters.annual_report import write_report

            file = Path(given.word).expanduser()
            vault.ask(write_report, found, file, hide_small=given.hide_small)
            print(f"Written: {file}")
    if given.csv:
        from iro_tui.exchange.figures_csv import write_figures

        files = write_figures(found, Path(given.csv).expanduser(), hide_small=given.hide_small)
        print(f"Written: {len(files)} files in {given.csv}")
    if given.json:
        print_json(as_json(found, hide_small=given.hide_small))
    elif not given.word and not given.csv:
        print(as_text(found, hide_small=given.hide_small))
    return 0


def _figures(session: Session, given: Namespace) -> Figures:
    from iro_tui.casework.figures.counting import figures as count
    from iro_tui.casework.figures.spans import span, year_of
    from iro_tui.commands.given import today
    from iro_tui.errors import BadInput
    from iro_tui.rules.dates import say_date

    on = today(given)
    asked = span(year_of(on) if given.year is None else given.year, getattr(given, "quarter", 0))
    if asked.start > on:
        begins = say_date(asked.start, weekday=False)
        raise BadInput(f"{asked.words} begins on {begins}. Give a year or quarter that has begun.")
    return count(session, asked, on)


@command(
    "return",
    "one IRO's figures of a year without names, for the service",
    YEAR,
    option("--out", metavar="FILE", required=True, help="where the return goes"),
    option(
        "--key-file",
        metavar="FILE",
        required=True,
        help="file with the service's key, so that no child is counted twice",
    ),
    HOME,
    PASSPHRASE,
    ON,
)
def yearly_return(given: Namespace) -> int:
    """Write one IRO's figures: counts, and marks of children that say nothing without the service's key."""
    import json
    from pathlib import Path

    from iro_tui.casework.children import profile
    from iro_tui.commands.given import first_line
    from iro_tui.commands.vault import opened
    from iro_tui.errors import BadInput
    from iro_tui.exchange.yearly_return import make_return

    key = first_line(Path(given.key_file).expanduser(), "key file")
    with opened(given) as vault:
        found = vault.ask(_figures, given)
        me = vault.ask(profile)
    if me is None:
        raise BadInput("Your own page is empty. Fill in your name and email first, in Settings.")
    from iro_tui.vault.files import write_whole

    file = Path(given.out).expanduser()
    made = make_return(found, me.email or me.name, key.encode())
    try:
        write_whole(file, json.dumps(made, indent=1).encode())
    except OSError as error:
        raise BadInput(f"{file} cannot be written: {error.strerror}.") from None
    print(f"Written: {file}. No name and no Mosaic number is in it.")
    return 0


@command(
    "merge",
    "a service's tables from many returns",
    option("files", nargs="+", metavar="FILE", help="returns of one year, one for each IRO"),
    option("--expect", metavar="N", type=int, help="how many IROs the service has"),
    CSV,
    HIDE,
    JSON,
)
def merge(given: Namespace) -> int:
    """Add returns up: rates from summed numbers, children counted once; say what is missing."""
    from pathlib import Path

    from iro_tui.commands.figures import merged_as_json, merged_as_text
    from iro_tui.commands.printed import print_json
    from iro_tui.exchange.yearly_return import merge as add_up

    found = add_up((Path(file).expanduser() for file in given.files), given.expect)
    if given.csv:
        from iro_tui.exchange.figures_csv import write_tables

        files = write_tables(found.figures, found.words, Path(given.csv).expanduser(), given.hide_small)
        print(f"Written: {len(files)} files in {given.csv}")
    if given.json:
        print_json(merged_as_json(found, hide_small=given.hide_small))
    elif not given.csv:
        print(merged_as_text(found, hide_small=given.hide_small))
    return 0
