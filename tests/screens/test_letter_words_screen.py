"""Words for letters by their keys: one is added, stands there as typed, and is taken out."""

from __future__ import annotations

from collections.abc import Callable

from every_screen import WAYS
from hands import OpenApp, press, type_words
from seen import drawn, toasts

from iro_tui.casework.letter_words import add_letter_word, letter_words
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.letter_words import LetterWordsScreen


async def test_a_word_is_added_with_what_the_form_begins_with_and_taken_out(
    open_app: OpenApp, demo: Vault
) -> None:
    async with open_app((80, 24)) as pilot:
        await next(way for way in WAYS if way.name == "words for letters").go(pilot, "")
        assert isinstance(pilot.app.screen, LetterWordsScreen)
        assert "Nothing was added yet." in "\n".join(drawn(pilot.app))
        await press(pilot, "n")
        await type_words(pilot, "link [b] worker")
        await press(pilot, "f2")
        (added,) = demo.ask(letter_words)
        assert (added.word, added.kind, added.up_to_age) == ("link [b] worker", "jargon", 17)
        assert "link [b] worker" in "\n".join(drawn(pilot.app))
        await press(pilot, "delete")
        assert demo.ask(letter_words) == ()
        await press(pilot, "f8")
        assert len(demo.ask(letter_words)) == 1


async def test_long_words_can_be_told_apart_and_messages_never_cover_the_list(
    few: Vault, app_on: Callable[[Vault], IroApp]
) -> None:
    for end in "ab":
        few.act(add_letter_word, {"word": f"multi-agency safeguarding hub {end}", "say_instead": "the team"})
    app = app_on(few)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await app.push_screen(LetterWordsScreen())
        await pilot.pause()
        shown = "\n".join(drawn(app))
        assert "multi-agency safeguarding hub a" in shown
        assert "multi-agency safeguarding hub b" in shown
        assert "the team" in shown
        for words in ("one", "two", "three", "four", "four"):
            app.say(words)
            await pilot.pause()
        assert toasts(app.screen).split("\n") == ["two", "three", "four"]
