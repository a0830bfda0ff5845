"""The report's words by keys: priorities, sections, and what must not go."""

from __future__ import annotations

from collections.abc import Callable

from hands import TODAY, press, type_words
from seen import chosen_line, lines, words

from iro_tui.casework.figures.counting import figures
from iro_tui.casework.figures.report import report_words
from iro_tui.casework.figures.spans import span
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.figures import FiguresScreen
from screens.form_dialog import FormDialog
from screens.report import ReportScreen

MakeApp = Callable[[Vault], IroApp]


async def test_row_89_priorities_are_written_moved_and_given_their_progress(
    few: Vault, app_on: MakeApp
) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "n")
        screen = pilot.app.screen
        assert isinstance(screen, ReportScreen)
        for text in ("More children chair", "Letters in time"):
            await press(pilot, "n")
            await type_words(pilot, text)
            await press(pilot, "f2")
            if text == "More children chair":
                # The first one of a report asks for its year; the next ones begin with the year after.
                assert isinstance(pilot.app.screen, FormDialog)
                await type_words(pilot, "2027")
                await press(pilot, "f2")
        assert pilot.app.screen is screen
        assert chosen_line(screen.rows).startswith("Letters in time")
        await press(pilot, "u", "enter", "tab", "tab", "tab")
        await type_words(pilot, "Nine of ten.")
        await press(pilot, "f2")
        assert chosen_line(screen.rows).split("  ")[0] == "Letters in time"
    coming = few.ask(report_words, span(2026)).coming
    assert [(each.text, each.progress) for each in coming] == [
        ("Letters in time", "Nine of ten."),
        ("More children chair", ""),
    ]


async def test_a_section_opens_with_its_words_and_says_who_could_be_known(
    few: Vault, app_on: MakeApp
) -> None:
    async with app_on(few).run_test(size=(120, 40)) as pilot:
        await press(pilot, "6", "n")
        screen = pilot.app.screen
        assert isinstance(screen, ReportScreen)
        screen.rows.choose("section CASES")
        for typed in ("It was on 4 May. ", "More."):
            await press(pilot, "enter")
            await type_words(pilot, typed)
            await press(pilot, "f2")
        assert "It was on 4 May." in chosen_line(screen.rows)
        assert "1 word could show who it is" in words(screen, "#report-summary")
        assert "“4 May” is a day" in words(screen, "#report-words")
        assert any(line.startswith("!  Stories of impact") for line in lines(screen.rows))
    assert "More." in few.ask(report_words, span(2026)).texts["CASES"]
    assert "4 May" in few.ask(report_words, span(2026)).texts["CASES"]


async def test_34_which_number_of_the_service_is_asked(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        await press(pilot, "6")
        screen = pilot.app.screen
        assert isinstance(screen, FiguresScreen)
        screen.numbers.choose("34")
        await press(pilot, "t")
        await press(pilot, "r")
        await press(pilot, "tab")
        await type_words(pilot, "14")
        await press(pilot, "tab")
        await type_words(pilot, "Service manager")
        await press(pilot, "f2")
        part = few.ask(figures, span(2026), TODAY).figure(34).part("REGISTERED")
    assert (part.value, part.label) == (14, "Registered with Social Work England")
