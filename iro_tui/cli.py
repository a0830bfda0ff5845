"""The front door: one function per command, importing the rest only when it is called.

To add a command, write one function below the others and register it with the decorator above it:

    @command("doctor", "check that everything is whole", HOME, PASSPHRASE, JSON)
    def doctor(given: Namespace) -> int:
        from iro_tui.commands.doctor import examine  # inside: --help must stay quick

        ...
        return 0

The options after the summary are the shared ones (`HOME`, `PASSPHRASE`, `ON`, `JSON`) and the command's
own, made with `option(...)`, which takes what argparse's `add_argument` takes. The function gets the parsed
options, prints its answer and returns the exit status: 0 done, 1 the answer is "no". A person's mistake is
raised as `IroError`; it is printed as one sentence and ends with status 2. What several commands ask of their
options (which day, which folder, which passphrase) is in `iro_tui.commands.given`. Work of more than a few
lines goes into a module of `iro_tui.commands`.

Nothing heavy is imported at the top, so that `--version` and `--help` take less than a tenth of a second.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from iro_tui.commands import of_figures, of_passing, safekeeping  # noqa: F401  (they register their commands)
from iro_tui.commands.parser import front_parser
from iro_tui.commands.printed import print_answer, print_json
from iro_tui.commands.registry import COMMANDS, HOME, JSON, ON, PASSPHRASE, command, option
from iro_tui.errors import BadInput, IroError


@command(
    "clock",
    "the statutory dates for any child, no vault needed",
    option("--entered", metavar="DATE", help="the day this time in care began"),
    option(
        "--review",
        metavar="DATE",
        nargs="+",
        action="extend",
        default=[],
        help="when a review was held; give all of this time in care, in any order",
    ),
    option("--born", metavar="DATE", help="date of birth, for the final review before 18"),
    option("--every", metavar="MONTHS", type=int, help="months agreed between this child's reviews"),
    option("--authorised", metavar="DATE", help="since when the council may place the child for adoption"),
    option("--placed", metavar="DATE", help="when the child was placed for adoption"),
    option("--short-breaks", metavar="DATE", help="the first stay of planned short breaks, not --entered"),
    option("--remand", action="store_true", help="the child is on remand, and so looked after"),
    option("--secure", metavar="DATE", help="when the child was placed in secure accommodation"),
    option(
        "--panel",
        metavar="DATE",
        nargs="+",
        action="extend",
        default=[],
        help="when a secure panel was held; give all of this placement",
    ),
    ON,
    JSON,
)
def clock(given: Namespace) -> int:
    """By when the next review must be held and why, and whether those held were on time."""
    from iro_tui.commands.clock import as_json, as_text
    from iro_tui.commands.clock_given import asked

    found = asked(given)
    print_answer(given, lambda: as_json(found), lambda: as_text(found))
    return 0


@command(
    "check",
    "is this letter right for a child of that age? no vault needed",
    option("file", metavar="FILE", help="the letter: text, Markdown or .docx"),
    option("--age", metavar="N", type=int, required=True, help="the child's age in years, 0 to 25"),
    option("--reader-age", metavar="N", type=int, help="the age it is written for, if another"),
    option("--reading-support", action="store_true", help="new to English, a learning disability and so on"),
    option("--name", metavar="NAME", help="the name the letter should greet"),
    option("--people", metavar='"A;B"', help="people in this child's life"),
    option("--caseload", metavar='"X;Y"', help="other children, who must not be in the letter"),
    option("--review", metavar="DATE", help="when the review was"),
    option("--next-review", metavar="DATE", help="when the next review will be"),
    option("--iro", metavar="NAME", help="the IRO who signs"),
    option("--iro-phone", metavar="N", help="the IRO's number"),
    option("--advocacy-phone", metavar="N", help="the number of the advocacy service"),
    ON,
    JSON,
)
def check(given: Namespace) -> int:
    """What stops this letter, what wants an answer, what could be better; 1 when it is not ready."""
    from letters.check_file import as_json, as_text, checked

    report = checked(given)
    print_answer(given, lambda: as_json(report), lambda: as_text(report))
    return 0 if report.ready else 1


@command(
    "init",
    "make a new vault",
    option("--name", required=True, help="your name, as letters give it"),
    option("--phone", default="", metavar="N", help="your phone number: children ring it"),
    option("--email", default="", help="your work address"),
    option("--council", default="", help="the council, as letters give it"),
    option("--advocacy", default="", metavar="NAME", help="the advocacy service"),
    option("--advocacy-phone", default="", metavar="N", help="its number"),
    HOME,
    PASSPHRASE,
)
def init(given: Namespace) -> int:
    """Make a new vault and show the recovery sheet, once. Refuses a folder that holds a vault."""
    from iro_tui.commands.init import make

    print(make(given))
    return 0


@command(
    "import",
    "bring in the council's caseload list, its national return, or an own export",
    option("files", nargs="+", metavar="FILE", help="a list, the SSDA903 files, or an export of iro-tui"),
    option("--preview", action="store_true", help="say what would change, and change nothing"),
    option("--compare", action="store_true", help="explain how their reviews differ from yours, no more"),
    of_passing.SEAL,
    HOME,
    PASSPHRASE,
    ON,
    JSON,
)
def import_list(given: Namespace) -> int:
    """Add and update children from a list; wrong rows are named, the others still go in."""
    from iro_tui.commands import import_list as lists
    from iro_tui.commands.given import today as day_given
    from iro_tui.commands.vault import opened

    on = day_given(given)
    if lists.is_own_export(given.files):
        return lists.bring_everything_back(given)
    files = lists.opened_files(given.files)
    with opened(given) as vault:
        if given.compare:
            found = lists.compared(vault, files, on)
        else:
            plans = lists.bring_in(vault, files, on, preview=given.preview)
    if given.compare:
        print_answer(
            given, lambda: lists.differences_as_json(found), lambda: lists.differences_as_text(found)
        )
    else:
        print_answer(given, lambda: lists.as_json(plans), lambda: lists.as_text(plans, preview=given.preview))
    return 0


@command(
    "export",
    "everything, or one child's file, in open formats",
    option("--to", metavar="DIR", required=True, help="the folder it goes to"),
    option("--child", metavar="MOSAIC_ID", help="only this child's file"),
    option("--plain", action="store_true", help="as files anybody can read, instead of one sealed file"),
    option(
        "--seal-passphrase-file",
        metavar="FILE",
        help="file with the passphrase for the sealed file on its first line",
    ),
    HOME,
    PASSPHRASE,
    ON,
)
def export(given: Namespace) -> int:
    """JSON, a CSV file for each table and a chronology, in one file sealed under a passphrase of its own."""
    from iro_tui.commands.export import write

    print(write(given))
    return 0


@command("today", "everything that is due, and why", HOME, PASSPHRASE, ON, JSON)
def today(given: Namespace) -> int:
    """Everything due on the caseload: what is late, and what comes in the next eight weeks."""
    from iro_tui.commands.given import today as day_given
    from iro_tui.commands.today import all_due, as_json, as_text
    from iro_tui.commands.vault import opened

    on = day_given(given)
    with opened(given) as vault:
        due = vault.ask(all_due, on)
    if given.json:
        print_json(as_json(due, on))
    else:
        print(as_text(due, on))
    return 0


@command(
    "show",
    "one child's file",
    option("mosaic_id", metavar="MOSAIC_ID", help="the child's Mosaic number"),
    HOME,
    PASSPHRASE,
    ON,
    JSON,
)
def show(given: Namespace) -> int:
    """One child's file: facts, promises, people and story; with --json everything on the record."""
    from iro_tui.commands.given import today as day_given
    from iro_tui.commands.show import page_to_read, whole_file
    from iro_tui.commands.vault import opened

    on = day_given(given)
    with opened(given) as vault:
        if given.json:
            print_json(vault.ask(whole_file, given.mosaic_id, on))
        else:
            print(vault.ask(page_to_read, given.mosaic_id, on))
    return 0


@command(
    "letter",
    "draft if there is none, check, export to Word",
    option("mosaic_id", metavar="MOSAIC_ID", help="the child's Mosaic number"),
    option("--review", metavar="DATE", help="the day the review was held; left out, the latest"),
    option("--out", metavar="DIR", help="the folder for the file; left out, the outbox"),
    HOME,
    PASSPHRASE,
    ON,
    JSON,
)
def letter(given: Namespace) -> int:
    """The letter of one review as a Word file. Ends with 1 and writes nothing while something stops it."""
    from pathlib import Path

    from iro_tui.commands.given import day
    from iro_tui.commands.given import today as day_given
    from iro_tui.commands.letter import as_text, export
    from iro_tui.commands.vault import opened

    on = day_given(given)
    review_on = day("--review", given.review, on, past=True) if given.review else None
    out = Path(given.out).expanduser() if given.out else None
    with opened(given) as vault:
        answer = export(vault, given.mosaic_id, review_on, out, on)
    print_answer(given, lambda: answer, lambda: as_text(answer))
    return 0 if answer["file"] else 1


@command(
    "outbox",
    "what the council does not have yet",
    option("--uploaded", metavar="NAME", help="tick off a file, by its name, or an entry, by its id"),
    option("--sync", metavar="DIR", help="copy the files that wait into this folder, never over another"),
    HOME,
    PASSPHRASE,
    ON,
    JSON,
)
def outbox(given: Namespace) -> int:
    """What belongs on Mosaic and is not there yet; --json lists all. 1 when a file was not handed over."""
    from iro_tui.commands.given import today as day_given
    from iro_tui.commands.outbox import as_json, as_text, brought_up_to_date
    from iro_tui.commands.vault import opened

    on = day_given(given)
    with opened(given) as vault:
        rows, said, well = brought_up_to_date(vault, given, on)
    print_answer(given, lambda: as_json(rows), lambda: said + as_text(rows, on))
    return 0 if well else 1


@command(
    "calendar",
    "reviews and deadlines for Outlook, as a calendar file",
    option("--out", metavar="FILE.ics", required=True, help="where the file goes; its last one is replaced"),
    option("--names", action="store_true", help="full names and places instead of initials"),
    HOME,
    PASSPHRASE,
    ON,
)
def calendar(given: Namespace) -> int:
    """Booked reviews and everything due. Imported again, events are updated and not doubled."""
    from iro_tui.commands.calendar import write

    print(write(given))
    return 0


@command(
    "demo",
    "look round with 63 invented children",
    option("--no-ui", action="store_true", help="make the vault in --home and stop, without opening the app"),
    HOME,
    PASSPHRASE,
    ON,
)
def demo(given: Namespace) -> int:
    """Open the app on a throw-away vault of 63 invented children; --home and --no-ui keep the vault."""
    from iro_tui.commands import demo as invented
    from iro_tui.commands.given import home, passphrase
    from iro_tui.commands.given import today as day_given

    on = day_given(given)
    if not given.no_ui:
        if given.home:
            raise BadInput("--home goes with --no-ui here: without it the invented vault is thrown away.")
        print("63 invented children, in a vault that is deleted when you leave.", file=sys.stderr)
        return invented.look_round(on)
    if not given.home and not os.environ.get("IRO_TUI_HOME"):
        raise BadInput("Say where the invented vault goes, with --home DIR.")
    where = home(given)
    made = invented.keep(where, passphrase(given, "Passphrase for the invented vault: "), on)
    print(f"{made.children} invented children with {made.reviews} reviews held are in {where}.")
    return 0


def open_app(given: Namespace) -> int:
    """What `iro-tui` does when no command is named: the app itself."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BadInput("The app needs a terminal. For plain lines: iro-tui today, or iro-tui --help")
    from iro_tui.commands.given import home, today
    from screens.app import run

    return run(home(given), today(given) if given.on else None)


def _no_core_file() -> None:
    """Have no crash write the memory, with names and the key in it, to a file. Windows asks nobody."""
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command and end the process with its status.

    Args:
        argv: the words after `iro-tui`; None takes the process's own.

    Raises:
        SystemExit: always. 0 done, 1 the answer is "no", 2 bad input or usage, 130 stopped with ctrl+c.
    """
    os.umask(0o077)  # whatever is written belongs to this person alone
    _no_core_file()
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A Windows console may lack a letter of a name; a question mark is better than no answer.
        sys.stdout.reconfigure(errors="replace")
    sys.exit(_status(sys.argv[1:] if argv is None else argv))


def _status(argv: Sequence[str]) -> int:
    try:
        given = front_parser().parse_args(argv)
        run = COMMANDS[given.command].run if given.command else open_app
        status = run(given)
        # Here and not at the end of the process, where a closed pipe could only be answered by a traceback.
        sys.stdout.flush()
    except IroError as error:
        return _complain(str(error))
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader (`head`, a pager) has seen enough. What is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as error:
        # Its text may hold a name or a note, and so may a traceback: the kind of error must do.
        kind = type(error).__name__
        return _complain(f"Something went wrong inside the program ({kind}). What was saved before is kept.")
    return status


def _complain(sentence: str) -> int:
    print(f"iro-tui: {sentence}", file=sys.stderr)
    return 2
