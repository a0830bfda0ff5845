"""What every screen shares: the frame, how it asks and acts, and what it does when something changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from screens.border import Bordered
from screens.commands import bindings
from screens.marks import TALL, WIDE
from screens.widgets.frame import Footer, Header, PageRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.widget import Widget
    from textual.worker import Worker

    from screens.app import IroApp

FRAME = ("app",)
"""Places whose commands work everywhere; they end every footer."""


class Page(Bordered, Screen[Any]):
    """A screen with header, footer and, unless it stands alone, the row of pages."""

    PLACES: ClassVar[tuple[str, ...]] = FRAME
    """Places of the commands that work here, in the order of the footer."""
    PAGE: ClassVar[str] = ""
    """Which page of the row is underlined; empty leaves the row out."""
    SHOWS: ClassVar[frozenset[str] | None] = frozenset()
    """Tables whose changes this screen must show; None for every table, as where dates are worked out."""
    HELP_PAGE: ClassVar[str] = ""
    """Name of the Markdown file in `screens/help`."""

    app: IroApp

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Give every screen the bindings of its places, from the one list of commands."""
        if "PLACES" in cls.__dict__:
            local = tuple(place for place in cls.PLACES if place not in ("app", "page"))
            cls.BINDINGS = [*cls.__dict__.get("BINDINGS", []), *bindings(*local)]
        super().__init_subclass__(**kwargs)

    MAY_LOCK: ClassVar[bool] = True
    """Whether it locks by itself while this screen is open."""

    made_with: tuple[tuple[Any, ...], dict[str, Any]]
    """What the screen was made with, so that it can be made again after locking."""

    def __new__(cls, *given: Any, **named: Any) -> Self:
        """Note what the screen is made with."""
        made = super().__new__(cls)
        made.made_with = (given, named)
        return made

    def __init__(self) -> None:
        super().__init__()
        self._stale = False

    def place(self) -> str:
        """Return which part of the screen is open, for coming back to it; empty where there is only one."""
        return ""

    async def go_to_place(self, place: str) -> None:
        """Open a part of the screen again, by what `place` returned."""

    def compose(self) -> ComposeResult:
        """Put the frame around the body."""
        yield Header()
        if self.PAGE:
            yield PageRow(self.PAGE)
        yield from self.body()
        yield Footer()
        yield Static("This needs 60 columns and 20 rows. Make the window larger.", id="too-small")

    def body(self) -> Iterable[Widget]:
        """Yield what stands between the rows of the frame."""
        return ()

    def where(self) -> str:
        """Return the words on the left of the header."""
        return type(self).__name__.removesuffix("Screen")

    def header_facts(self) -> list[tuple[int, Content]]:
        """Return the pieces on the right of the header; rank 0 always stays."""
        return self.app.standing_facts()

    def load(self) -> None:
        """Read what is shown from the vault. Called on opening and after every change that concerns it."""

    def on_mount(self) -> None:
        """Read the rows and draw the frame.

        Textual runs the handlers of every class of a screen, so a screen says what else it does on opening in
        `opened`, not in an `on_mount` of its own.
        """
        self.load()
        self.draw_frame()
        self.opened()

    def opened(self) -> None:
        """Do what this screen does once its rows stand, such as giving the focus."""

    def on_screen_resume(self) -> None:
        """Catch up with what changed while another screen lay on top."""
        if self._stale:
            self._stale = False
            self.load()
        self.draw_frame()

    def on_resize(self) -> None:
        """Rows of the frame are laid out in text, so they are drawn again for another width."""
        self.call_after_refresh(self.draw_frame)

    def on_descendant_focus(self) -> None:
        """Show the keys that work with this focus."""
        self.draw_frame()

    def changed(self, tables: frozenset[str]) -> None:
        """Take note that rows of these tables changed."""
        if self.SHOWS is not None and not self.SHOWS & tables:
            return
        if self.is_current:
            self.load()
        else:
            self._stale = True

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Hand what became of slow work to the app: this message does not rise by itself."""
        self.app.on_worker_state_changed(event)

    def draw_frame(self) -> None:
        """Draw header and footer for this moment."""
        # A key or a resize may come before the screen has put its parts together; opening draws the frame.
        if not self.is_mounted or not self.query(Header) or not self.query(Footer):
            return
        self.query_one(Header).draw(self.where(), self.header_facts())
        self.query_one(Footer).draw(self)

    def action_go_back(self) -> None:
        """Go up one level."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()

    @property
    def wide(self) -> bool:
        """Whether there is room for side panels."""
        return self.app.size.width >= WIDE

    @property
    def tall(self) -> bool:
        """Whether blocks are set apart by blank rows."""
        return self.app.size.height >= TALL
