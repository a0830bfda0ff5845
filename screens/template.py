"""The council's own Word file for letters: chosen, checked, or put away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from iro_tui.errors import BadInput
from iro_tui.record.base import Shape, asked
from screens.form_dialog import Asked, FormDialog
from screens.marks import paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from screens.app import IroApp

_DRAFT = "letter_template"


class TemplateFields(Shape):
    """Where the council's file is, or where ours is to go for the council to edit."""

    file: str = asked("Word file", "empty: the plain letterhead", default="", limit=300)
    folder: str = asked("Start from ours", "a folder to write ours to", default="", limit=300)


def _typed(value: str) -> str:
    """A path as it was typed or pasted, without the quotation marks a file window puts round it."""
    return value.strip().strip("'\"")


def ask_template(app: IroApp) -> None:
    """Ask for the council's Word file; it is kept only when a letter made with it is whole."""
    from iro_tui.record.forms import layout
    from letters.starting_template import write_out
    from letters.template_file import forget_template, take_template, template_of

    vault = app.opened
    holds = template_of(vault.home) is not None

    def save(values: Mapping[str, Any]) -> str:
        typed, folder = (_typed(values[name]) for name in ("file", "folder"))
        if typed and folder:
            raise BadInput("Name a file to use, or a folder to write ours to, not both.")
        if folder:
            written = write_out(Path(folder).expanduser().absolute())
            vault.drop_draft(_DRAFT)
            return f"Written: {written}. Change it in Word, then name it here."
        if typed:
            take_template(vault.home, Path(typed).expanduser().absolute())
        else:
            forget_template(vault.home)
        vault.drop_draft(_DRAFT)
        return (
            "Letters go on your council's page from now on."
            if typed
            else "Letters have the plain letterhead."
        )

    now = "Letters go on your council's own page now." if holds else "Letters have the plain letterhead now."
    lead = (
        f"{now} A .docx of your council can take its place: a blank letterhead, or a page with tags such as "
        "{{letter}}. It is tried with a letter before it is taken."
    )
    ask = Asked(
        title="Your council's page for letters",
        shape=TemplateFields,
        fields=layout(TemplateFields),
        draft=_DRAFT,
        save=save,
        lead=paragraph(lead, "$muted"),
        yes="Use it",
    )
    app.push_screen(FormDialog(ask))
