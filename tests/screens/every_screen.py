"""The way to every screen by keys, so that a test can hold all of them to the same rule."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, NamedTuple

from hands import press, type_words
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen

import screens
from screens.page import Page
from screens.widgets.rows import RowList

SAMPLE_LIST = Path(__file__).parent.parent / "data" / "import" / "caseload_clean_sample.csv"


class Way(NamedTuple):
    """How one gets to a screen from Today."""

    name: str
    screen: str
    """The name of its class."""
    go: Callable[[Pilot[Any], str], Awaitable[object]]
    """Takes words that find a child with a completed review."""


async def open_child(pilot: Pilot[Any], child: str) -> None:
    """Find a child and open the page."""
    await pilot.press("slash")
    await type_words(pilot, child)
    await press(pilot, "enter")


async def start_over(pilot: Pilot[Any]) -> None:
    """Back to Today, from wherever."""
    while len(pilot.app.screen_stack) > 1:
        await press(pilot, "escape")
    await press(pilot, "1")


def _keys(*keys: str) -> Callable[[Pilot[Any], str], Awaitable[object]]:
    return lambda pilot, child: press(pilot, *keys)


def _of_child(*keys: str) -> Callable[[Pilot[Any], str], Awaitable[object]]:
    async def go(pilot: Pilot[Any], child: str) -> None:
        await open_child(pilot, child)
        await press(pilot, *keys)

    return go


async def _search(pilot: Pilot[Any], child: str) -> None:
    await pilot.press("slash")
    await type_words(pilot, child)


async def _palette(pilot: Pilot[Any], words: str) -> None:
    await pilot.press("ctrl+p")
    await type_words(pilot, words)
    await press(pilot, "enter")


async def _as_it_stood(pilot: Pilot[Any], child: str) -> None:
    await open_child(pilot, child)
    await press(pilot, "t")
    await type_words(pilot, "today\n")
    await press(pilot)


async def _import(pilot: Pilot[Any], child: str) -> None:
    await _palette(pilot, "import your")


async def _import_preview(pilot: Pilot[Any], child: str) -> None:
    await _import(pilot, child)
    await type_words(pilot, str(SAMPLE_LIST))
    await press(pilot, "enter")


async def _rules(pilot: Pilot[Any], child: str) -> None:
    await _palette(pilot, "rules and")


async def _processes(pilot: Pilot[Any], child: str) -> None:
    await _palette(pilot, "alert processes")


async def _letter_words(pilot: Pilot[Any], child: str) -> None:
    await _palette(pilot, "words for letters")


async def _supervision(pilot: Pilot[Any], child: str) -> None:
    await _palette(pilot, "month for")


async def _other_work(pilot: Pilot[Any], child: str) -> None:
    await _palette(pilot, "other work")


async def _backups(pilot: Pilot[Any], child: str) -> None:
    await _palette(pilot, "backups")


async def _doctor(pilot: Pilot[Any], child: str) -> None:
    await _palette(pilot, "is everything")


async def _passphrase(pilot: Pilot[Any], child: str) -> None:
    await _palette(pilot, "passphrase and")


async def _settings(pilot: Pilot[Any], child: str) -> None:
    await _palette(pilot, "settings")


async def _alert_further(pilot: Pilot[Any], child: str) -> None:
    rows = pilot.app.screen.query_one("#today-rows", RowList)
    alert = next(str(row.id) for row in rows.options if str(row.id).startswith("ALERT:"))
    rows.choose(alert)
    await press(pilot, "enter")


WAYS = (
    Way("today", "TodayScreen", _keys()),
    Way("caseload", "CaseloadScreen", _keys("2")),
    Way("letters", "LettersOwedScreen", _keys("3")),
    Way("outbox", "OutboxScreen", _keys("5")),
    Way("alerts", "AlertsScreen", _keys("4")),
    Way("figures", "FiguresScreen", _keys("6")),
    Way("report", "ReportScreen", _keys("6", "n")),
    Way("footprint", "FootprintScreen", _keys("2", "t")),
    Way("planner", "PlannerScreen", _keys("p")),
    Way("rules", "RulesScreen", _rules),
    Way("supervision", "SupervisionScreen", _supervision),
    Way("alert processes", "ProcessesScreen", _processes),
    Way("backups", "BackupsScreen", _backups),
    Way("doctor", "DoctorScreen", _doctor),
    Way("passphrase", "PassphraseScreen", _passphrase),
    Way("search", "SearchScreen", _search),
    Way("import", "ImportScreen", _import),
    Way("import preview", "ImportScreen", _import_preview),
    Way("child", "ChildScreen", _of_child()),
    Way("as it stood", "ChildScreen", _as_it_stood),
    Way("entry", "RecordForm", _of_child("n", *"mis", "enter")),
    Way("history", "HistoryScreen", _of_child("h")),
    Way("documents", "DocumentsScreen", _of_child("p")),
    Way("review", "ReviewScreen", _of_child("r")),
    Way("review meeting", "ReviewScreen", _of_child("r", "f3", "f4")),
    Way("review after", "ReviewScreen", _of_child("r", "f3", "f4", "f4")),
    Way("talk", "RecordForm", _of_child("c")),
    Way("midway", "MidwayScreen", _of_child("m")),
    Way("you said", "YouSaidScreen", _of_child("y")),
    Way("words for letters", "LetterWordsScreen", _letter_words),
    Way("other work", "OtherWorkScreen", _other_work),
    Way("alert", "RecordForm", _of_child("a")),
    Way("alert taken further", "RecordForm", _alert_further),
    Way("facts", "RecordForm", _of_child("e")),
    Way("new child", "RecordForm", _keys("2", "n")),
    Way("settings", "RecordForm", _settings),
    Way("letter", "LetterScreen", _of_child("l")),
    Way("preview", "PreviewScreen", _of_child("l", "f4")),
)
"""The ways to the screens of an open vault."""

BEFORE_THE_VAULT = frozenset({"UnlockScreen", "FirstRunScreen", "NewPassphraseScreen"})
"""Screens that stand before an open vault."""


def kinds_of(base: type[Screen[Any]]) -> dict[str, type[Screen[Any]]]:
    """Every screen of the program that is a kind of `base`, by name; not what screens share."""
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        importlib.import_module(module.name)
    found: dict[str, type[Screen[Any]]] = {}
    waiting = [base]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            if kind.__module__.startswith("screens.") and not kind.__subclasses__():
                found[kind.__name__] = kind
    return found


def pages() -> dict[str, type[Page]]:
    """Every screen with a frame."""
    return {name: kind for name, kind in kinds_of(Page).items() if issubclass(kind, Page)}


def dialogs() -> dict[str, type[Screen[Any]]]:
    """Everything that lies on top."""
    return kinds_of(ModalScreen)
