"""Words for letters: what the council added to the list that every letter is held against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Vertical

from screens.form_dialog import Asked, FormDialog
from screens.marks import cut, plain, row
from screens.page import Page
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel
from screens.widgets.rows import Line, RowList

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from textual.widget import Widget

    from iro_tui.casework.letter_words import AddedWord


class LetterWordsScreen(Page):
    """The words that were added, by word."""

    PLACES = ("words", "back", "app")
    PAGE = "letters"
    HELP_PAGE = "letter_words"
    SHOWS = frozenset({"letter_word"})

    def __init__(self) -> None:
        super().__init__()
        self._words: tuple[AddedWord, ...] = ()

    def where(self) -> str:
        """The list."""
        return "Words for letters"

    def body(self) -> Iterable[Widget]:
        """How many, over the list."""
        yield Vertical(
            Cut("", id="words-count", classes="summary"),
            Panel("Added by you", RowList("words-rows"), id="words-panel"),
            classes="body",
        )

    def opened(self) -> None:
        """Start on the first word."""
        self.query_one("#words-rows").focus()

    def load(self) -> None:
        """Read the list."""
        from iro_tui.casework.letter_words import letter_words

        self._words = self.app.ask(letter_words)
        words = plain(str(len(self._words)), "bold") + plain(" added to the list of the program", "$muted")
        self.query_one("#words-count", Cut).show(words)
        self.query_one("#words-rows", RowList).draw_with(self._rows)

    def _rows(self, width: int) -> Iterator[Line]:
        from iro_tui.rules.codes import label

        if not self._words:
            yield Line(None, plain("Nothing was added yet.", "bold"))
            yield Line(
                None, plain("A word your young people do not want to read: every letter asks.", "$muted")
            )
            yield Line(None, cut(plain("n", "$accent bold"), 3) + plain("new word"))
        longest = max((len(each.word) for each in self._words), default=0)
        # The word is what tells the rows apart: it is cut last.
        wide = min(max(longest, (width - 20) // 3, 12), max(width - 38, 12))
        for each in self._words:
            instead = "; ".join(each.say_instead) or each.explain
            yield Line(
                each.id,
                row(
                    (each.word, wide),
                    (plain(label("letter_word_kind", each.kind), "$muted"), 18),
                    (plain(instead, "$muted"), max(width - wide - 22, 4)),
                ),
            )

    def action_new_word(self) -> None:
        """Add a word."""
        from iro_tui.casework.letter_words import add_letter_word
        from iro_tui.record.forms import layout, to_typed
        from iro_tui.record.letter_word import LetterWordFields

        draft, fields = "letter_word:new", layout(LetterWordFields)
        begins = to_typed({"kind": "jargon", "up_to_age": 17}, fields)

        def save(values: Mapping[str, Any]) -> str:
            self.query_one("#words-rows", RowList).choose(self.app.act(add_letter_word, values, drop=draft))
            return "Added. Every letter is held against it from now on."

        asked = Asked("A word for the list", LetterWordFields, fields, draft, save, typed=begins)
        self.app.push_screen(FormDialog(asked))

    def action_remove(self) -> None:
        """Take out the word under the cursor."""
        from iro_tui.casework.letter_words import remove_letter_word

        chosen = self.query_one("#words-rows", RowList).chosen
        if chosen is not None:
            self.app.act(remove_letter_word, chosen)
            self.app.say("Taken out. F8 brings it back.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing to take out of an empty list."""
        if action == "remove":
            return bool(self._words)
        return super().check_action(action, parameters)
