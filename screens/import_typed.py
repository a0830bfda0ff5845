"""The answer to a question of an import that one types: asked in a line, validated under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input, Static

from iro_tui.errors import BadInput
from screens.dialogs import LineDialog
from screens.marks import paragraph

if TYPE_CHECKING:
    from collections.abc import Callable

    from iro_tui.exchange.questions import Question
    from screens.app import IroApp


class OwnAnswerDialog(LineDialog):
    """A line that is taken only when it can be the answer to a question of an import."""

    def __init__(self, question: Question, words: str) -> None:
        """Ask.

        Args:
            question: What is asked.
            words: What is typed, in words.
        """
        said = " ".join(question.raw.split()) or "nothing"
        kept = f"The list says {said}. {question.why}"
        super().__init__(f"{question.column}: what is {words}?", kept, "Take it")
        self._question = question

    def action_take(self) -> None:
        """Take the line, or say under it what is wrong."""
        from iro_tui.exchange.own_answer import own_answer

        try:
            own_answer(self._question, self.query_one("#line", Input).value, self.app.today)
        except BadInput as error:
            self.query_one("#line-wrong", Static).update(paragraph(f"! {error}", "$late"))
        else:
            super().action_take()


def ask_own_answer(app: IroApp, question: Question, then: Callable[[str], None]) -> bool:
    """Ask for the right value, and hand on what is kept of it.

    Args:
        app: The app.
        question: The question.
        then: Takes the answer as it is kept.

    Returns:
        Whether the question can be answered so; nothing is asked when not.
    """
    from iro_tui.exchange.own_answer import own_answer, words_for

    words = words_for(question)

    def typed(answer: str | None) -> None:
        if answer is not None:
            then(own_answer(question, answer, app.today))

    if words:
        app.push_screen(OwnAnswerDialog(question, words), typed)
    return bool(words)
