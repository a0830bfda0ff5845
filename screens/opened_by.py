"""What opened a screen: an action of the page beneath it, by which it can be opened again after locking."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.app import App, ScreenStackError
from textual.screen import Screen
from textual.widget import Widget

from screens.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    over: bool = False


_DOING: ContextVar[_Doing | None] = ContextVar("doing", default=None)


class Opening(App[int]):
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
        done_again = isinstance(page, Page) and by.action and (bool(by.widget) or not on_widget)
        doing = _Doing(by, page, self.changes) if done_again else None
        self._selecting = doing if doing is not None and by.action == SELECT else None
        token = _DOING.set(doing)
        try:
            yield
        finally:
            _DOING.reset(token)
            if doing is not None:
                doing.over = True

    def push_screen(self, screen: Any, *given: Any, **named: Any) -> Any:
        """Push a screen, and note what opened it."""
        if isinstance(screen, Screen):
            doing = _DOING.get()
            if doing is None or doing.over:
                doing, self._selecting = self._selecting, None
            if doing is not None and doing.page is self.screen and doing.changes == self.changes:
                vars(screen)["opened_by"] = doing.by
        return super().push_screen(screen, *given, **named)


def opened_by(screen: Screen[Any]) -> OpenedBy | None:
    """Return what opened a screen; None when that cannot be done again."""
    if not getattr(screen, "COMES_BACK", True):
        return None
    return vars(screen).get("opened_by")
