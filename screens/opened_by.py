"""What opened a screen: an action of the page beneath it, by which it can be opened again after locking.

A question that another one led to is opened by the same action and by the answers given on the way.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.app import ScreenStackError
from textual.screen import Screen
from textual.widget import Widget

from screens.border import BorderedApp
from screens.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SELECT = "select"
"""Enter on a row: what it opens comes with a message, just after the action itself."""


class OpenedBy(NamedTuple):
    """An action, and where it was done."""

    action: str
    widget: str
    """The id of the widget whose action it is; empty for the page and for the app."""


@dataclass(slots=True)
class _Doing:
    by: OpenedBy
    page: Screen[Any]
    changes: int
    answers: tuple[str, ...] = ()
    """What was answered since; typing may be among it."""
    over: bool = False


_DOING: ContextVar[_Doing | None] = ContextVar("doing", default=None)


class Opening(BorderedApp):
    """An app that notes what each screen was opened by.

    Noted is only what may be done again: an action of a page that opened the screen at once and put nothing
    on the record before. What slow work shows when it is done is not opened by the action that began it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.changes = 0
        """How often something was put on the record."""
        self._selecting: _Doing | None = None

    async def run_action(self, action: Any, default_namespace: Any = None, namespaces: Any = None) -> bool:
        """Do an action, and note meanwhile which it is."""
        with self._doing(action, default_namespace):
            return await super().run_action(action, default_namespace, namespaces)

    @contextmanager
    def _doing(self, action: Any, target: Any) -> Iterator[None]:
        try:
            page = self.screen
        except ScreenStackError:
            yield
            return
        on_widget = isinstance(target, Widget) and not isinstance(target, Screen)
        by = OpenedBy(action if isinstance(action, str) else "", (target.id or "") if on_widget else "")
        # Of a dialog, only what one of its fields opens: its own actions answer it.
        opens = isinstance(page, Page) or (on_widget and getattr(page, "FIELDS_OPEN", False))
        done_again = opens and by.action and (bool(by.widget) or not on_widget)
        doing = _Doing(by, page, self.changes) if done_again else None
        self._selecting = doing if doing is not None and by.action == SELECT else None
        token = _DOING.set(doing)
        try:
            yield
        finally:
            _DOING.reset(token)
            if doing is not None:
                doing.over = True

    def push_screen(self, screen: Any, callback: Any = None, *given: Any, **named: Any) -> Any:
        """Push a screen, and note what opened it."""
        if isinstance(screen, Screen):
            doing = _DOING.get()
            if doing is None or doing.over:
                doing, self._selecting = self._selecting, None
            if doing is not None and doing.page is self.screen and doing.changes == self.changes:
                vars(screen)["opened_by"] = doing.by
                vars(screen)["answered_before"] = doing.answers
                leads_on = getattr(screen, "LEADS_ON", None)
                if callback is not None and leads_on is not None:
                    callback = self._noting(callback, doing, leads_on)
        return super().push_screen(screen, callback, *given, **named)

    def _noting(self, callback: Callable[[Any], Any], before: _Doing, leads_on: bool) -> Callable[[Any], Any]:
        """Note while an answer is worked with that what it opens was opened by it too."""

        def answered(answer: Any) -> Any:
            answers = (*before.answers, answer) if leads_on and isinstance(answer, str) else before.answers
            doing = _Doing(before.by, before.page, before.changes, answers)
            token = _DOING.set(doing)
            try:
                return callback(answer)
            finally:
                _DOING.reset(token)
                doing.over = True

        return answered


def opened_by(screen: Screen[Any]) -> OpenedBy | None:
    """Return what opened a screen; None when that cannot be done again."""
    if not getattr(screen, "COMES_BACK", True):
        return None
    return vars(screen).get("opened_by")


def answered_before(screen: Screen[Any]) -> tuple[str, ...]:
    """Return the answers to the questions before this one, in their order."""
    answers: tuple[str, ...] = vars(screen).get("answered_before", ())
    return answers
