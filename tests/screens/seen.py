"""What stands on a screen, as text, for the tests."""

from __future__ import annotations

from textual.app import App
from textual.screen import Screen
from textual.widgets import Static

from screens.widgets.frame import Cut
from screens.widgets.rows import RowList


def lines(rows: RowList) -> list[str]:
    """Every line of a list, headings too, without the blanks at the end."""
    return [str(option.prompt.plain).rstrip() for option in rows.options]


def chosen_line(rows: RowList) -> str:
    """The line under the cursor."""
    assert rows.highlighted is not None
    return lines(rows)[rows.highlighted]


def words(screen: Screen[object], selector: str) -> str:
    """What one widget of words shows."""
    widget = screen.query_one(selector, Static)
    content = widget.render() if isinstance(widget, Cut) else widget.content
    return str(getattr(content, "plain", content)).rstrip()


def toasts(screen: Screen[object]) -> str:
    """Every message that is shown now."""
    return "\n".join(note.message for note in screen.app._notifications)


def drawn(app: App[object]) -> list[str]:
    """Every row of the terminal as it is drawn, dialogs and messages too."""
    return ["".join(piece.text for piece in strip) for strip in app.screen._compositor.render_strips()]
