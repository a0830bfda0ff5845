"""Passing children to another IRO and taking them back: what is asked, step by step."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.widgets import Input

from iro_tui.errors import IroError
from screens.dialogs import AskDialog, LineDialog, PickDialog, TellDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from iro_tui.exchange.handover import ClashLine, Received
    from iro_tui.exchange.handover_file import Package
    from iro_tui.exchange.merging import Key
    from screens.app import IroApp

_LONGEST = 500
"""Letters of a value that a question about a clash shows."""


class SecretDialog(LineDialog):
    """A line that is not shown, for the passphrase of a file."""

    LEADS_ON = False
    """A passphrase is kept nowhere: what comes after it comes back at this question."""

    def on_mount(self) -> None:
        """Hide what is typed."""
        self.query_one("#line", Input).password = True

    def keep_now(self) -> None:
        """A passphrase is not kept."""


def pass_children_on(app: IroApp) -> None:
    """Ask which children, to whom, for cover or for good, and seal them into a file."""
    from iro_tui.casework.caseload import caseload

    rows = app.ask(caseload, app.today)
    choices = [(row.mosaic_id, f"{row.name}, {row.mosaic_id}") for row in rows]

    def picked(ids: str | None) -> None:
        if ids:
            app.push_screen(
                LineDialog("To which IRO?", "The name stands on the child's page.", "Next"),
                lambda who: _for_how_long(app, ids.split(), who) if who else None,
            )

    app.push_screen(PickDialog("Which children go to another IRO?", choices, "", many=True), picked)


def _for_how_long(app: IroApp, ids: list[str], who: str) -> None:
    def answered(code: str | None) -> None:
        if code:
            _where(app, ids, who, cover=code == "cover")

    choices = [
        ("cover", "Cover: both of you may work, and it comes back"),
        ("good", "For good: they leave your caseload today"),
    ]
    app.push_screen(PickDialog(f"{who} takes over", choices, "cover", many=False), answered)


def _where(app: IroApp, ids: list[str], who: str, *, cover: bool) -> None:
    suggested = app.opened.home / f"{app.today.isoformat()}_hand-over.sealed"

    def named(typed: str | None) -> None:
        if typed:
            file = Path(typed).expanduser().absolute()
            if file.exists():
                app.say(f"There is a file {file} already, and it is not written over. Give another name.")
                _where(app, ids, who, cover=cover)
            else:
                _passphrase(app, partial(_seal, app, ids, who, cover, file))

    kept = "One file, encrypted under a passphrase of its own. Nobody else can read it."
    app.push_screen(LineDialog("Where does the file go?", kept, "Next", str(suggested)), named)


def _passphrase(app: IroApp, then: Callable[[str], None]) -> None:
    """Ask for a new passphrase twice, since a slip of the keyboard goes unseen."""
    from iro_tui.vault.passphrase import passphrase_problem

    def first(typed: str | None) -> None:
        if not typed:
            return
        if problem := passphrase_problem(typed):
            app.say(problem)
            _passphrase(app, then)
            return

        def again(second: str | None) -> None:
            if second == typed:
                then(typed)
            elif second:
                app.say("The two are not the same. Type both again.")
                _passphrase(app, then)

        app.push_screen(SecretDialog("The same passphrase again", "", "Seal it"), again)

    kept = "Not your own one. Tell it to the other IRO by telephone, not beside the file."
    app.push_screen(SecretDialog("Passphrase for this file", kept, "Next"), first)


def _seal(app: IroApp, ids: list[str], who: str, cover: bool, file: Path, words: str) -> None:
    def work() -> None:
        from iro_tui.exchange.handover import pack
        from iro_tui.exchange.passing import pass_on

        try:
            package = app.opened.ask(pack, ids, who, cover, app.today)
            pass_on(app.opened, package, file, words)
        except IroError as error:
            app.call_from_thread(app.say, str(error))
            return
        count = "1 child is" if len(ids) == 1 else f"{len(ids)} children are"
        then = "Receive what comes back." if cover else "They have left your caseload; z shows them there."
        said = f"{count} in {file}, sealed.\n\n{then}"
        app.call_from_thread(app.publish, frozenset({"child", "handover"}))
        app.call_from_thread(app.push_screen, TellDialog(f"Passed on to {who}", said))

    app.run_worker(work, thread=True, exit_on_error=False)


# Taken in


def receive_children(app: IroApp) -> None:
    """Ask for the file and its passphrase, show what it would change, ask about each clash, take it in."""

    def named(typed: str | None) -> None:
        if not typed:
            return
        file = Path(typed).expanduser().absolute()
        if not file.is_file():
            app.say(f"There is no file {file}.")
            receive_children(app)
            return
        app.push_screen(
            SecretDialog("Passphrase of the file", "The other IRO knows it.", "Open it"),
            lambda words: _open(app, file, words) if words else None,
        )

    app.push_screen(LineDialog("Which file was handed over?", "Looking changes nothing.", "Next"), named)


def _open(app: IroApp, file: Path, words: str) -> None:
    def work() -> None:
        from iro_tui.exchange.passing import look, opened_package

        try:
            package = opened_package(file, words)
            seen = look(app.opened, package)
        except IroError as error:
            app.call_from_thread(app.say, str(error))
            return
        app.call_from_thread(_ask, app, package, seen)

    app.run_worker(work, thread=True, exit_on_error=False)


def _ask(app: IroApp, package: Package, seen: tuple[Received, ...]) -> None:
    def answered(yes: bool | None) -> None:
        if yes:
            _next_clash(app, package, [(each, clash) for each in seen for clash in each.clashes], {})

    app.hidden_names.take_coming(each.name for each in seen)
    words = "\n".join(said(seen))
    question = f"Receive from {package.sender or 'another IRO'}?"
    kept = f"{words}\n\nA backup is made first, and F8 takes it all back."
    app.push_screen(AskDialog(question, kept, "Receive", "Leave"), answered)


def said(seen: tuple[Received, ...]) -> list[str]:
    """What receiving does, a line for each child."""
    lines = []
    for each in seen:
        if each.new:
            lines.append(f"{each.name}: new here, {each.added} entries")
            continue
        clashes = {0: "nothing to ask", 1: "1 thing to ask"}.get(
            len(each.clashes), f"{len(each.clashes)} things to ask"
        )
        lines.append(
            f"{each.name}: {each.added} new, {each.changed} changed, {each.removed} taken away, {clashes}"
        )
    return lines


def _next_clash(
    app: IroApp, package: Package, left: list[tuple[Received, ClashLine]], answers: dict[Key, str]
) -> None:
    if not left:
        _take(app, package, answers)
        return
    each, clash = left[0]

    def answered(code: str | None) -> None:
        if code is None:
            app.say("Nothing was received. The file waits where it is.")
        else:
            _next_clash(app, package, left[1:], {**answers, clash.key: code})

    title = (
        f"{each.name}. {clash.what}. You both changed it; which stands?\n\n"
        f"Yours: {_short(clash.mine)}\n\nTheirs: {_short(clash.theirs)}"
    )
    choices = [("mine", "Yours stands"), ("theirs", "Theirs stands")]
    app.push_screen(PickDialog(title, choices, "", many=False), answered)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _take(app: IroApp, package: Package, answers: dict[Key, str]) -> None:
    def work() -> None:
        from iro_tui.exchange.passing import take_in

        try:
            found = take_in(app.opened, package, answers)
        except IroError as error:
            app.call_from_thread(app.say, str(error))
            return
        app.call_from_thread(_received, app, found)

    app.run_worker(work, thread=True, exit_on_error=False)


def _received(app: IroApp, found: tuple[Received, ...]) -> None:
    from iro_tui.exchange.handover_file import carried

    app.publish(frozenset({*carried(), "handover"}))
    app.saved()
    names = ", ".join(each.name for each in found)
    app.say(f"Received: {names}. F8 takes it back.")
