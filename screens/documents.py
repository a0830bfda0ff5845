"""The Word documents beside the letter: each is read here first, and becomes a file when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from iro_tui.errors import IroError
from screens.marks import cut, paragraph, plain, row
from screens.page import Page
from screens.preview import WIDTH, sheet
from screens.widgets.panel import Panel
from screens.widgets.rows import Line, RowList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from letters.documents import Document, Made
    from screens.app import IroApp


class _Kind(NamedTuple):
    name: str
    note: str
    kind: str


KINDS = (
    _Kind("Preparation sheet", "for you, before the review", "preparation"),
    _Kind("Invitation", "for the child; goes to Mosaic", "invitation"),
    _Kind("My Reviewing Officer", "the leaflet about you", "leaflet"),
    _Kind("Decisions page", "for the team manager; goes to Mosaic", "decisions"),
    _Kind("Panel sheet", "one page for the tracking panel", "panel-sheet"),
)
"""As `letters.documents` calls them."""


_NAME_CELLS = 20


class DocumentsScreen(Page):
    """The documents of one child, and the one under the cursor laid out for reading."""

    PLACES = ("documents", "back", "app")
    PAGE = "caseload"
    HELP_PAGE = "documents"
    CSS_PATH = "documents.tcss"
    SHOWS = None

    def __init__(self, child_id: str) -> None:
        super().__init__()
        self.child_id = child_id
        self._name = ""
        self._made: dict[str, Document | str] = {}

    def where(self) -> str:
        """Whose documents."""
        return f"{self._name} / Documents" if self._name else "Documents"

    def body(self) -> Iterable[Widget]:
        """The list beside the paper; above it in a narrow terminal."""
        yield Horizontal(
            Panel("Documents", RowList("documents-rows", several_lines=True), id="documents-list"),
            Panel(
                "",
                VerticalScroll(Static("", id="documents-words", markup=False), id="documents-paper"),
                id="documents-panel",
            ),
            classes="body",
        )

    def opened(self) -> None:
        """Start on the preparation sheet."""
        self.query_one(RowList).focus()

    def load(self) -> None:
        """Forget what was laid out: it is made from the record as it is now."""
        from iro_tui.casework.child_page import child_page

        try:
            page = self.app.ask(child_page, self.child_id, self.app.today)
        except IroError as error:
            self.app.say(str(error))
            self.call_later(self.action_go_back)
            return
        self._name = f"{page.name}, {page.age}"
        self._made = {}
        self.query_one(RowList).draw_with(self._lines)
        self._show()

    def _lines(self, width: int) -> Iterable[Line]:
        for each in KINDS:
            name, note = plain(each.name), plain(each.note, "$muted")
            if self.wide:
                lines = Content("\n").join([cut(name, width), cut(Content("  ") + note, width)])
            else:
                lines = row((name, _NAME_CELLS), (note, width - _NAME_CELLS - 2))
            yield Line(each.kind, lines)

    @property
    def _kind(self) -> str:
        return self.query_one(RowList).chosen or KINDS[0].kind

    def _document(self) -> Document | str:
        """The document under the cursor, or the sentence that says why there is none."""
        from letters.documents import document

        if self._kind not in self._made:
            try:
                self._made[self._kind] = document(self.app.opened, self._kind, self.child_id, self.app.today)
            except IroError as error:
                self._made[self._kind] = str(error)
        return self._made[self._kind]

    def on_option_list_option_highlighted(self, event: RowList.OptionHighlighted) -> None:
        """Lay out the document under the cursor."""
        event.stop()
        self._show()

    def on_resize(self) -> None:
        """The paper is laid out for the width there is."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        each = next(each for each in KINDS if each.kind == self._kind)
        found = self._document()
        paper = self.query_one("#documents-paper", VerticalScroll)
        words = self.query_one("#documents-words", Static)
        self.query_one("#documents-panel", Panel).title(each.name)
        room = min(WIDTH, (paper.size.width or WIDTH) - 2)
        if isinstance(found, str):
            words.update(paragraph(f"○ {found}", "$muted"))
        else:
            paper_words = sheet(found.text, room)
            if found.stopped:
                warned = paragraph(f"! {found.stopped}", "$late")
                paper_words = Content("\n\n").join([warned, paper_words])
            words.update(paper_words)
        paper.scroll_home(animate=False)

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Make the file."""
        event.stop()
        self.action_make_file()

    def action_make_file(self) -> None:
        """Write the document under the cursor as a Word file."""
        from letters.documents import make

        found = self._document()
        if isinstance(found, str):
            self.app.say(found)
            return
        try:
            tell(self.app, make(self.app.opened, found))
        except IroError as error:
            self.app.say(str(error))

    def action_copy_mail(self) -> None:
        """Copy the e-mail that asks the social worker for what is missing."""
        from iro_tui.casework.preparation_sheet import preparation_sheet
        from letters.preparation import mail

        try:
            facts = self.app.ask(preparation_sheet, self.child_id, self.app.today)
        except IroError as error:
            self.app.say(str(error))
            return
        self.app.copy_to_clipboard(mail(facts, self.app.today))
        whom = facts.worker or "the social worker"
        self.app.say(
            f"Copied: e-mail to {whom}, {_count(len(facts.missing))}. Paste it and read it once more."
        )


def make_dip_sample(app: IroApp) -> None:
    """Write the dip sample of the quarter that ends today as a Word file."""
    from letters.documents import make, sample_document

    try:
        tell(app, make(app.opened, sample_document(app.opened, app.today)))
    except IroError as error:
        app.say(str(error))


def tell(app: IroApp, made: Made) -> None:
    """Say where a file is, and what becomes of it; its path can be pasted."""
    app.copy_to_clipboard(str(made.file))
    if made.owed:
        app.saved()
        app.publish(frozenset({"outbox_entry"}))
        app.say(f"Written: {made.file.name}. It waits in the Outbox (5) for Mosaic; its path is copied.")
    else:
        app.say(
            f"Written: {made.file.name}; its path is copied. Anybody at this machine can open it: "
            "delete it after use."
        )


def _count(papers: int) -> str:
    return (
        "no paper missing" if not papers else "1 paper missing" if papers == 1 else f"{papers} papers missing"
    )
