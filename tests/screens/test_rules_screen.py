"""Rules and deadlines by their keys: what is law stays, the rest moves every date on Today at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from every_screen import WAYS
from hands import OpenApp, press, type_words
from seen import drawn, lines, toasts, words
from textual.pilot import Pilot

from iro_tui.casework.settings import bank_holidays, rule_page, settings_of
from iro_tui.vault.store import Vault
from screens.form_dialog import FormDialog
from screens.rules import RulesScreen
from screens.widgets.rows import RowList

SMALL, WIDE = (80, 24), (120, 40)


async def open_rules(pilot: Pilot[Any]) -> RowList:
    await next(way for way in WAYS if way.name == "rules").go(pilot, "")
    assert isinstance(pilot.app.screen, RulesScreen)
    return pilot.app.screen.query_one("#rules-rows", RowList)


def line_of(rows: RowList, id: str) -> str:
    place = next(place for place, option in enumerate(rows.options) if option.id == id)
    return lines(rows)[place]


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_every_rule_stands_there_with_its_mark(
    size: tuple[int, int], open_app: OpenApp, demo: Vault
) -> None:
    async with open_app(size) as pilot:
        rows = await open_rules(pilot)
        for rule in demo.ask(rule_page):
            line = line_of(rows, rule.id)
            assert line.startswith("√  on " if rule.in_force else "○  off")
            assert rule.strength in line
            if rule.number is not None:
                assert f"{rule.number} {rule.unit}" in line
        rows.choose("C3")
        await press(pilot)
        said = words(pilot.app.screen, "#rules-says" if size == WIDE else "#rules-says-under")
        assert "within 6 months of the one before" in " ".join(said.split())
        assert "Regs 2010 reg 33(2)" in said
        assert "Known up to 2026; to 2040 by the usual rules." in "\n".join(lines(rows))


async def test_C2_law_is_neither_switched_nor_set(open_app: OpenApp, demo: Vault) -> None:
    async with open_app(SMALL) as pilot:
        rows = await open_rules(pilot)
        rows.choose("C2")
        await press(pilot, "space")
        assert "Second review (C2) is law" in toasts(pilot.app.screen)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, RulesScreen)
        assert "Second review is law and stays as it is." in toasts(pilot.app.screen)
        assert demo.ask(settings_of).in_force("C2")


async def test_F1_switched_off_leaves_today_at_once_and_undo_brings_it_back(
    open_app: OpenApp, demo: Vault
) -> None:
    def decisions(pilot: Pilot[Any]) -> int:
        rows = pilot.app.screen.query_one("#today-rows", RowList)
        return sum(str(option.id).startswith("DECISIONS:") for option in rows.options)

    async with open_app(SMALL) as pilot:
        await press(pilot)
        assert decisions(pilot) > 0
        rows = await open_rules(pilot)
        rows.choose("F1")
        await press(pilot, "space")
        assert line_of(rows, "F1").startswith("○  off")
        assert line_of(rows, "F1").endswith("changed")
        assert "1 changed by you" in words(pilot.app.screen, "#rules-summary")
        await press(pilot, "escape")
        assert decisions(pilot) == 0
        await press(pilot, "f8")
        assert decisions(pilot) > 0


async def test_UPLOAD_another_number_moves_the_date_on_today(open_app: OpenApp, demo: Vault) -> None:
    def upload(pilot: Pilot[Any]) -> str:
        rows = pilot.app.screen.query_one("#today-rows", RowList)
        return next(str(option.id) for option in rows.options if str(option.id).startswith("UPLOAD:"))

    async with open_app(SMALL) as pilot:
        await press(pilot)
        before = upload(pilot)
        rows = await open_rules(pilot)
        rows.choose("UPLOAD")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, FormDialog)
        await press(pilot, "backspace")
        await type_words(pilot, "0")
        await press(pilot, "f2")
        assert "! Give a number of working days from 1 to 250." in " ".join(
            " ".join(drawn(pilot.app)).split()
        )
        await press(pilot, "backspace")
        await type_words(pilot, "x7")
        await press(pilot, "f2")
        assert "Give a whole number" in "\n".join(drawn(pilot.app))
        await press(pilot, "backspace", "backspace", "7", "f2")
        assert "7 working days" in line_of(rows, "UPLOAD")
        await press(pilot, "escape")
        after = upload(pilot)
        assert before.split(":")[:3] == after.split(":")[:3]
        days = [date.fromisoformat(each.rpartition(":")[2]) for each in (before, after)]
        assert (days[1] - days[0]).days >= 2


@pytest.mark.campaign
async def test_a_bank_holiday_is_added_counted_and_taken_out(open_app: OpenApp, demo: Vault) -> None:
    async with open_app(SMALL) as pilot:
        await press(pilot)
        rows = pilot.app.screen.query_one("#today-rows", RowList)
        near = [line for line in lines(rows) if "Wed 25 Nov" in line]
        assert near
        assert all("in 3 wd" in line for line in near)
        rules = await open_rules(pilot)
        await press(pilot, "n")
        await type_words(pilot, "25/12/2026")
        await press(pilot, "enter")
        await type_words(pilot, "A [/] jubilee")
        await press(pilot, "enter")
        assert "is a bank holiday already" in " ".join(" ".join(drawn(pilot.app)).split())
        field = pilot.app.screen.query_one("#field-day")
        field.value = "24/11/2026"  # type: ignore[attr-defined]
        await press(pilot, "f2")
        assert [each.day for each in demo.ask(bank_holidays)] == [date(2026, 11, 24)]
        assert any("Tue 24 Nov 2026  A [/] jubilee" in line for line in lines(rules))
        await press(pilot, "escape")
        assert all("in 2 wd" in line for line in lines(rows) if "Wed 25 Nov" in line)
        rules = await open_rules(pilot)
        await press(pilot, "home", "delete", "f2")
        assert demo.ask(bank_holidays) == ()
        await press(pilot, "escape")
        assert [line for line in lines(rows) if "Wed 25 Nov" in line] == near


async def test_every_rule_is_put_back_after_asking(open_app: OpenApp, demo: Vault) -> None:
    async with open_app(SMALL) as pilot:
        rows = await open_rules(pilot)
        for id in ("F1", "MIDWAY"):
            rows.choose(id)
            await press(pilot, "space")
        assert sum(rule.changed for rule in demo.ask(rule_page)) == 2
        await press(pilot, "ctrl+p")
        await type_words(pilot, "put every")
        await press(pilot, "enter")
        assert "2 rules you changed will be as the list has them." in "\n".join(drawn(pilot.app))
        await press(pilot, "f2")
        assert not any(rule.changed for rule in demo.ask(rule_page))


async def test_settings_lead_to_the_rules(open_app: OpenApp) -> None:
    async with open_app(SMALL) as pilot:
        await next(way for way in WAYS if way.name == "settings").go(pilot, "")
        assert "F4 rules" in words(pilot.app.screen, "#footer")
        await press(pilot, "f4")
        assert isinstance(pilot.app.screen, RulesScreen)
        await press(pilot, "escape", "escape", "c", "f4")
        assert not isinstance(pilot.app.screen, RulesScreen)
