"""What the figures ask for: a number, a target, where a file goes, the words of a section."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from iro_tui.record.base import Shape
from iro_tui.record.forms import AskedField
from screens.form_dialog import Asked, FormDialog
from screens.marks import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iro_tui.casework.figures.counting import Figures
    from iro_tui.casework.figures.parts import Figure, Part
    from screens.app import IroApp
    from screens.page import Page


def _field(name: str, kind: str, title: str, note: str = "", *, required: bool = False) -> AskedField:
    return AskedField(name, kind, title, note, "", required, 1, 0, (), False)


def ask_number(app: IroApp, figure: Figure, part: Part | None, year: int) -> None:
    """Ask for a number of a figure: of this year for what only the service knows, else of the year before."""
    from iro_tui.casework.figures.spans import span
    from iro_tui.casework.figures.typing_in import type_figure
    from iro_tui.rules.codes import codes

    key = f"{figure.number}.{part.key}" if part and part.key else str(figure.number)
    of = year if figure.typed else year - 1
    label = part.label if part and part.key else figure.title

    of_service = [
        (code, line) for code, line in codes("typed_part").items() if code.split(".")[0] == str(figure.number)
    ]
    which = tuple((code, line.label) for code, line in of_service)
    choice = (
        (AskedField("which", "choice", "Which number", "", "", True, 1, 0, which, False),) if which else ()
    )

    def keep(values: Mapping[str, Any]) -> str:
        draft, wanted = f"figures:{key}", str(values.get("which") or key)
        given = (of, wanted, values["value"], values["source"], app.today, part.unit if part else "")
        app.act(type_figure, *given, drop=draft)
        return f"Saved: figure {figure.number} for {span(of).words}."

    app.push_screen(
        FormDialog(
            Asked(
                title=f"Figure {figure.number}: {figure.title if which else label}, {span(of).words}",
                shape=Shape,
                fields=(
                    *choice,
                    _field("value", "decimal", "Number", "empty takes it out"),
                    _field("source", "line", "Where it comes from", "who counted it, which report"),
                ),
                draft=f"figures:{key}",
                save=keep,
                typed={"which": key} if which else {},
            )
        )
    )


def ask_target(app: IroApp, figure: Figure, year: int) -> None:
    """Ask for the target of a figure."""
    from iro_tui.casework.figures.typing_in import set_target

    head = figure.headline
    key = f"{figure.number}.{head.key}" if head and head.key else str(figure.number)

    def keep(values: Mapping[str, Any]) -> str:
        unit = head.unit if head else ""
        app.act(set_target, year, key, values["value"], unit, drop=f"figures:target:{key}")
        return f"Saved: target of figure {figure.number}."

    typed = "" if figure.target is None else f"{figure.target:g}"
    app.push_screen(
        FormDialog(
            Asked(
                title=f"Target of figure {figure.number}: {figure.title}",
                shape=Shape,
                fields=(_field("value", "decimal", "Target", "empty for the usual one"),),
                draft=f"figures:target:{key}",
                save=keep,
                typed={"value": typed},
            )
        )
    )


def ask_word(screen: Page, found: Figures) -> None:
    """Ask where the report goes, and write it."""
    name = f"annual_report_{found.span.words.replace('/', '-').replace(' ', '_')}.docx"

    def write(values: Mapping[str, Any]) -> str:
        from iro_tui.casework.figures.report import report_words
        from letters.annual_report import refuse_names, refuse_too_early, write_report

        file = Path(values["file"]).expanduser()
        refuse_too_early(found)
        # Names in a text are said here, beside what was typed, and not by the worker.
        refuse_names(screen.app.ask(report_words, found.span))
        small, committee = bool(values["small"]), bool(values["committee"])

        def work() -> None:
            app = screen.app
            app.ask(lambda s: write_report(s, found, file, hide_small=small, committee=committee))
            app.call_from_thread(app.say, f"The report is in {file}")

        screen.run_worker(work, thread=True, exclusive=True, group="figures", exit_on_error=False)
        return "Writing the report…"

    headings = _field("committee", "tick", "Empty committee headings", "financial, legal and the like")
    _ask_file(screen.app, "The report in Word", screen.app.opened.outbox / name, write, headings)


def ask_csv(app: IroApp, found: Figures) -> None:
    """Ask where the tables go, and write them."""

    def write(values: Mapping[str, Any]) -> str:
        from iro_tui.exchange.figures_csv import write_figures

        folder = Path(values["file"]).expanduser()
        files = write_figures(found, folder, hide_small=bool(values["small"]))
        return f"{len(files)} files are in {folder}"

    folder = app.opened.outbox / f"figures_{found.span.words.replace('/', '-').replace(' ', '_')}"
    _ask_file(app, "The tables as CSV files", folder, write)


def _ask_file(app: IroApp, title: str, where: Path, write: Any, *more: AskedField) -> None:
    app.push_screen(
        FormDialog(
            Asked(
                title=title,
                shape=Shape,
                fields=(
                    _field("file", "line", "Where", required=True),
                    _field("small", "tick", "Hide small numbers", "1 to 4 becomes <5"),
                    *more,
                ),
                draft="figures:file",
                save=write,
                lead=plain("No child is named. Free words are looked through first.", "$muted"),
                typed={"file": str(where), "small": "no", **{each.name: "yes" for each in more}},
                yes="Write",
            )
        )
    )
