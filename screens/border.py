"""Where errors end: what the record or the disc refuses is said in its sentence, and stops nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual.app import App
from textual.message_pump import MessagePump

from iro_tui.errors import IroError
from screens.marks import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message import Message

    from screens.app import IroApp


class Bordered(MessagePump):
    """A page, or a part of one that writes: Textual ends the program at an error in one of its handlers."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except IroError as error:
            cast("IroApp", self.app).say(str(error))


class BorderedApp(App[int]):
    """The same for actions, and for what is done with the answer to a dialog."""

    def say(self, words: str) -> None:
        """Show a short message for eight seconds; said twice, it stands there once."""
        said = plain(words).plain
        others = [each for each in self._notifications if each.message != said]
        # More than three would lie on half of a small terminal.
        for each in [each for each in self._notifications if each not in others[-2:]]:
            self._unnotify(each)
        self.notify(said, timeout=8, markup=False)

    async def run_action(self, action: Any, default_namespace: Any = None, namespaces: Any = None) -> bool:
        """Do what a key asks for, or say why it could not be done."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except IroError as error:
            self.say(str(error))
            return True

    def push_screen(self, screen: Any, callback: Any = None, *given: Any, **named: Any) -> Any:
        """Push a screen; what its answer leads to may be refused."""
        answered = self._bordered(callback) if callback is not None else None
        return super().push_screen(screen, answered, *given, **named)

    def _bordered(self, callback: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def answered(answer: Any) -> Any:
            try:
                return callback(answer)
            except IroError as error:
                self.say(str(error))
                return None

        return answered
