"""Draws the pictures in this folder and writes the tables of keys, in the README and in keys.md.

Run it from the folder of the project after a screen or a key has changed:

    python -m docs.make_pictures
"""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.demo import throw_away
from letters.invented import write_letters
from screens.app import IroApp
from screens.commands import COMMANDS, Command

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from iro_tui.vault.store import Vault

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
KEYS = ROOT / "docs" / "keys.md"
BEGIN = "<!-- keys -->\n"
"""The table of keys stands between this line and the next heading."""

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)
SIZE = (120, 40)

PICTURES: dict[str, tuple[str, ...]] = {
    "today": (),
    "child": ("slash", *"yardley", "enter"),
    "letter": ("slash", *"yardley", "enter", "l", *["down"] * 4, "home", "type"),
}
"""Name of each picture and the keys that lead to it from Today."""
JARGON = "Your placement is stable. The LA will review contact with your siblings. "
"""Typed into the letter, so that the picture shows what is found."""

PLACES = {
    "page": "everywhere",
    "app": "everywhere",
    "back": "everywhere",
    "today": "Today",
    "caseload": "Caseload",
    "child": "Child",
    "history": "History",
    "review": "Review",
    "letter": "Letter",
    "letters": "Letters owed",
    "midway": "Midway",
    "said": "You said, we did",
    "alerts": "Alerts",
    "outbox": "Outbox",
    "figures": "Figures",
    "documents": "Documents",
    "footprint": "Footprint",
    "form": "any form",
    "search": "Search",
    "import": "Import",
    "unlock": "Unlock",
    "first": "First run",
    "key": "Passphrase",
    "work": "Other work",
    "empty": "An empty page",
}
"""The places of commands in the order of the tables, as people call them; others follow after them."""

DAILY = ("page", "app", "back", "today", "child", "review", "letter", "outbox")
"""Places whose keys stand in the README; all the others are in docs/keys.md."""


def picture(app: IroApp) -> str:
    """Return what the app shows now as SVG that needs no font and no network."""
    svg = app.export_screenshot(title="iro-tui")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return re.sub(r"font-family: [^;]+;", "font-family: monospace;", svg)


def key_table(places: Sequence[str] = ()) -> str:
    """Return a table of keys, written from the commands themselves; of every place when none is named."""
    rows = ["| where | key | what it does |", "|---|---|---|"]
    last = ""
    for where, each in _in_order(places):
        keys = " or ".join(
            f"`{key}`" for key in dict.fromkeys((each.key_shown(), each.key_shown(True))) if key
        )
        rows.append(f"| {where if where != last else ''} | {keys} | {each.name}. {each.help}".rstrip() + " |")
        last = where
    return "\n".join(rows) + "\n"


def _in_order(wanted: Sequence[str]) -> Iterator[tuple[str, Command]]:
    every = [*PLACES, *dict.fromkeys(each.place for each in COMMANDS if each.place not in PLACES)]
    for place in wanted or every:
        for each in COMMANDS:
            if each.place == place and each.key:
                yield PLACES.get(place, place.capitalize()), each


def with_keys(readme: str) -> str:
    """Return the README with the table of keys as it should be."""
    before, begin, rest = readme.partition(BEGIN)
    heading = rest.index("\n## ")
    more = "Every key of every screen: [docs/keys.md](docs/keys.md)."
    return f"{before}{begin}\n{key_table(DAILY)}\n{more}\n{rest[heading:]}"


def keys_page() -> str:
    """Return the page with every key."""
    return f"# Every key\n\nWritten from the program itself, as are the footers and `?`.\n\n{key_table()}"


async def _draw(vault: Vault, name: str) -> None:
    app = IroApp(vault.home, TODAY, vault, clock=lambda: AT)
    async with app.run_test(size=SIZE) as pilot:
        for key in PICTURES[name]:
            await pilot.press(*(JARGON if key == "type" else (key,)))
            await app.workers.wait_for_complete()
        # The letter is checked a moment after the last key.
        await pilot.pause(0.5)
        app.keep_typing()
        await pilot.pause()
        (ROOT / "docs" / f"{name}.svg").write_text(picture(app), encoding="utf-8")


def main() -> None:
    """Draw every picture from the invented caseload, and write the table of keys."""
    README.write_text(with_keys(README.read_text(encoding="utf-8")), encoding="utf-8")
    KEYS.write_text(keys_page(), encoding="utf-8")
    with throw_away(TODAY, write_letters) as vault:
        for name in PICTURES:
            asyncio.run(_draw(vault, name))


if __name__ == "__main__":
    main()
