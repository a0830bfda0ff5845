"""Underlining what a filter or a search found, in the words as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.marks import plain

if TYPE_CHECKING:
    from textual.content import Content


def underlined(text: str, typed: str, style: str = "", found: str = "underline") -> Content:
    """Return text with the first place of every typed word underlined; case and accents do not matter.

    Args:
        text: What is shown.
        typed: What was typed; its words are looked for one by one.
        style: How the text is drawn.
        found: How a place that matches is drawn.
    """
    from iro_tui.casework.words import plain_letters, stretch

    content = plain(text, style)
    flat = content.plain
    for word in plain_letters(typed).split():
        part = stretch(flat, word)
        if part:
            at = flat.index(part)
            content = content.stylize(found, at, at + len(part))
    return content
