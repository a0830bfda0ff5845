"""Every text role on every ground can be read, in all three looks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from screens.themes import PALETTES

GROUNDS = ("bg", "panel", "field", "cursor")
TEXT = ("text", "muted", "accent", "late", "today", "done")
SCREENS = Path(__file__).parent.parent.parent / "screens"


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("look", PALETTES)
def test_text_can_be_read_on_every_ground(look: str) -> None:
    least = 7 if look == "contrast" else 4.5
    roles = PALETTES[look]
    for role in TEXT:
        for ground in GROUNDS:
            assert contrast(roles[role], roles[ground]) >= least, (role, ground)
    assert contrast(roles["onaccent"], roles["button"]) >= least
    for ground in GROUNDS:
        assert contrast(roles["bar"], roles[ground]) >= 3


@pytest.mark.parametrize("path", sorted(SCREENS.rglob("*.tcss")), ids=lambda path: path.name)
def test_style_sheets_use_only_the_theme(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    assert not re.search(r"#[0-9a-f]{3,8}\s*[;}]", text), "a literal colour"
    assert "opacity" not in text
    assert not re.search(r"text-style:[^;]*\bdim\b", text)
