"""Three looks: dark, light and high contrast. Every colour of the program stands here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.theme import Theme

PALETTES: dict[str, dict[str, str]] = {
    "dark": {
        "text": "#e0e4e9",
        "muted": "#a7b1bb",
        "accent": "#8cbcec",
        "late": "#f49a8f",
        "today": "#e6bf6a",
        "done": "#9ccba4",
        "bar": "#728aa1",
        "rule": "#424b55",
        "button": "#8cbcec",
        "onaccent": "#10151a",
        "bg": "#16191d",
        "panel": "#1e2227",
        "field": "#262b31",
        "cursor": "#2a3a49",
    },
    "light": {
        "text": "#22262b",
        "muted": "#4f565e",
        "accent": "#17548b",
        "late": "#9b2018",
        "today": "#694800",
        "done": "#1f5b2b",
        "bar": "#6a8095",
        "rule": "#c3bfb3",
        "button": "#17548b",
        "onaccent": "#ffffff",
        "bg": "#fbfaf6",
        "panel": "#f2f0e9",
        "field": "#e9e7df",
        "cursor": "#d6e4f1",
    },
    "contrast": {
        "text": "#ffffff",
        "muted": "#dedede",
        "accent": "#9adcff",
        "late": "#ffb9b2",
        "today": "#ffe08a",
        "done": "#a9f5b5",
        "bar": "#b9cfdf",
        "rule": "#a0a0a0",
        "button": "#9adcff",
        "onaccent": "#000000",
        "bg": "#000000",
        "panel": "#0d0d0d",
        "field": "#1c1c1c",
        "cursor": "#00344f",
    },
}
"""Role to colour for each look."""


def theme(look: str) -> Theme:
    """Return the Textual theme of one look, its stock variables tied to our roles."""
    from textual.theme import Theme

    roles = PALETTES[look]
    stock = {
        "border": roles["accent"],
        "border-blurred": roles["rule"],
        "block-cursor-foreground": roles["text"],
        "block-cursor-background": roles["cursor"],
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-foreground": roles["text"],
        "block-cursor-blurred-background": roles["bg"],
        "block-cursor-blurred-text-style": "none",
        "block-hover-background": roles["panel"],
        "input-cursor-background": roles["accent"],
        "input-cursor-foreground": roles["onaccent"],
        "input-selection-background": roles["cursor"],
        "input-selection-foreground": roles["text"],
        "screen-selection-background": roles["cursor"],
        "screen-selection-foreground": roles["text"],
        "scrollbar": roles["rule"],
        "scrollbar-hover": roles["bar"],
        "scrollbar-active": roles["bar"],
        "scrollbar-background": roles["bg"],
        "scrollbar-background-hover": roles["bg"],
        "scrollbar-background-active": roles["bg"],
        "scrollbar-corner-color": roles["bg"],
        "text-muted": roles["muted"],
        "text-disabled": roles["muted"],
        "link-color": roles["accent"],
    }
    return Theme(
        name=f"iro-{look}",
        primary=roles["accent"],
        accent=roles["accent"],
        warning=roles["today"],
        error=roles["late"],
        success=roles["done"],
        foreground=roles["text"],
        background=roles["bg"],
        surface=roles["bg"],
        panel=roles["panel"],
        dark=look != "light",
        variables={**stock, **roles},
    )
