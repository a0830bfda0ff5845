"""One letter in two states side by side: its versions, and what came back from Word."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from screens.dialogs import Press
from screens.marks import cut, paragraph, plain
from screens.widgets.rows import Line, RowList

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult

    from letters.back_from_word import CameBack
    from letters.redraft import Redraft, Section
    from screens.app import IroApp


def differences(now: str, other: str) -> Content:
    """Return what `other` takes away and puts in, line by line; lines both have are left out."""
    mine, theirs = ([line for line in text.split("\n") if line.strip()] for text in (now, other))
    shown: list[Content] = []
    for kind, first, last, start, end in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        shown += [plain("- ", "$late") + plain(line) for line in mine[first:last]]
        shown += [plain("+ ", "$done") + plain(line) for line in theirs[start:end]]
    return Content("\n").join(shown) if shown else plain("The words are the same.", "$muted")


class CompareDialog(ModalScreen[str | None]):
    """A list of states of a letter, and how the one under the cursor differs; F2 takes it."""

    CSS_PATH = "letter_compare.tcss"
    BINDINGS = [
        Binding("escape", "give_up", show=False),
        Binding("f2,ctrl+s", "take", show=False),
        Binding("space", "tick", show=False),
        Binding("tab", "other", show=False, priority=True),
    ]
    TITLE_WORDS = ""
    TAKE = ""

    app: IroApp

    def compose(self) -> ComposeResult:
        """List, differences, buttons."""
        rows = RowList("compare-rows")
        yield Vertical(
            Static(plain(self.TITLE_WORDS, "bold"), markup=False),
            Static(self.lead(), id="compare-lead", markup=False),
            rows,
            VerticalScroll(Static("", id="compare-words", markup=False), id="compare-differences"),
            Horizontal(
                Press("Back", "esc", id="no", second=True),
                Static("   "),
                Press(self.TAKE, "F2", id="yes"),
                Static(plain(f"   {self.keys()}", "$muted"), markup=False),
                classes="buttons",
            ),
            classes="dialog",
        )

    def on_mount(self) -> None:
        """Start in the list; what was said before would lie on the buttons."""
        self.app.clear_notifications()
        rows = self.query_one(RowList)
        rows.draw_with(self.lines)
        rows.focus()
        self.call_after_refresh(self._show)

    def lead(self) -> Content:
        """Return what to know first."""
        raise NotImplementedError

    def keys(self) -> str:
        """Return the keys beside the buttons, in words."""
        return "tab words"

    def lines(self, width: int) -> Iterable[Line]:
        """Yield the rows."""
        raise NotImplementedError

    def words(self, chosen: str) -> Content:
        """Return the differences of one row."""
        raise NotImplementedError

    def taken(self) -> str | None:
        """Return the letter that F2 takes; None when nothing is chosen."""
        raise NotImplementedError

    def _show(self) -> None:
        chosen = self.query_one(RowList).chosen
        self.query_one("#compare-words", Static).update(self.words(chosen) if chosen else Content(""))
        self.query_one("#compare-differences").scroll_home(animate=False)

    def on_option_list_option_highlighted(self, event: RowList.OptionHighlighted) -> None:
        """Show how this one differs."""
        event.stop()
        self._show()

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Enter ticks where there is something to tick."""
        event.stop()
        self.action_tick()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer with the button that was pressed."""
        event.stop()
        if event.button.id == "yes":
            self.action_take()
        else:
            self.action_give_up()

    def action_tick(self) -> None:
        """Tick the row, where rows are ticked."""

    def action_other(self) -> None:
        """From the list to the words, and back."""
        rows, words = self.query_one(RowList), self.query_one("#compare-differences")
        (words if rows.has_focus else rows).focus()

    def action_take(self) -> None:
        """Take what is chosen."""
        self.dismiss(self.taken())

    def action_give_up(self) -> None:
        """Leave the letter as it is."""
        self.dismiss(None)


class VersionsDialog(CompareDialog):
    """Every version there was, newest first; one can be brought back into the editor."""

    TITLE_WORDS = "Versions of this letter"
    TAKE = "Bring this one back"

    def __init__(self, versions: Sequence[tuple[str, str, str]], now: str) -> None:
        """Make the dialog.

        Args:
            versions: When, what was done, and the words; newest first.
            now: The letter as it stands on the screen.
        """
        super().__init__()
        self._versions = versions
        self._now = now

    def lead(self) -> Content:
        """Say what the signs mean."""
        return paragraph("- stands in the letter now, + stood in the version. ctrl+z undoes.", "$muted")

    def lines(self, width: int) -> Iterable[Line]:
        """Yield the versions."""
        for place, (when, done, text) in enumerate(self._versions):
            same = plain("as it stands, ", "$done") if text == self._now else Content("")
            yield Line(str(place), cut(plain(f"{when}  ", "$muted") + same + plain(done), width))

    def words(self, chosen: str) -> Content:
        """Return how one version differs from the letter now."""
        return differences(self._now, self._versions[int(chosen)][2])

    def taken(self) -> str | None:
        """Return the words of the version under the cursor."""
        chosen = self.query_one(RowList).chosen
        return self._versions[int(chosen)][2] if chosen else None


class SectionsDialog(CompareDialog):
    """Sections that differ, some of them ticked; those that are ticked are taken into the letter."""

    def __init__(self, ticked: Iterable[int]) -> None:
        super().__init__()
        self.ticked = set(ticked)

    def keys(self) -> str:
        """Return the keys beside the buttons, in words."""
        return "space tick  tab words"

    def row(self, place: int, heading: str, what: str, width: int) -> Line:
        """Return the row of one section, with what is to be said of it."""
        mark = plain("√ " if place in self.ticked else "  ", "$done")
        return Line(str(place), cut(mark + plain(heading) + plain(f"  {what}", "$muted"), width))

    def action_tick(self) -> None:
        """Tick the section under the cursor, or untick it."""
        rows = self.query_one(RowList)
        if rows.chosen is not None:
            self.ticked ^= {int(rows.chosen)}
            rows.draw_with(self.lines)

    def action_take(self) -> None:
        """Take what is ticked; with nothing ticked there is nothing to take."""
        if self.ticked:
            super().action_take()
        else:
            self.app.say("Nothing is ticked. Space ticks a section.")


class FromWordDialog(SectionsDialog):
    """The sections that were changed in Word; those that are ticked are taken into the letter."""

    TITLE_WORDS = "Changed in Word"
    TAKE = "Take what is ticked"

    def __init__(self, came: CameBack) -> None:
        super().__init__(came.changed)
        self._came = came

    def lead(self) -> Content:
        """Say which file it is and what the signs mean."""
        came = self._came
        also = "\nIts tracked changes are shown as if accepted." if came.tracked else ""
        also += "\nSomebody wrote comments in it: read them in Word." if came.comments else ""
        return paragraph(f"{came.file}\n- stands in the letter here, + stands in the file.{also}", "$muted")

    def lines(self, width: int) -> Iterable[Line]:
        """Yield the sections that differ."""
        if not self._came.changed:
            yield Line(None, plain("No word was changed there, only how it looks.", "$muted"))
        for place in self._came.changed:
            each = self._came.sections[place]
            what = "new" if not each.mine else "taken out" if not each.theirs else ""
            yield self.row(place, each.heading, what, width)

    def words(self, chosen: str) -> Content:
        """Return how one section differs."""
        each = self._came.sections[int(chosen)]
        return differences(each.mine, each.theirs)

    def taken(self) -> str | None:
        """Return the letter with the ticked sections as they came back; None when none is ticked."""
        return self._came.taken(self.ticked) if self.ticked else None


class RedraftDialog(SectionsDialog):
    """The sections another draft would change; yours are left unless you tick them."""

    TITLE_WORDS = "Draft it again?"
    TAKE = "Draft the ticked"

    def __init__(self, found: Redraft) -> None:
        super().__init__(found.usual)
        self._found = found

    def lead(self) -> Content:
        """Say what is left as it is, and what the signs mean."""
        spared = len(self._found.differing) - len(self._found.usual)
        said = f"{spared} left as you wrote {'it' if spared == 1 else 'them'}. Space drafts one all the same."
        said = said if spared else "None of it was changed by you."
        return paragraph(f"{said}\n- stands in the letter now, + is the new draft. ctrl+z undoes.", "$muted")

    def lines(self, width: int) -> Iterable[Line]:
        """Yield the sections that differ."""
        for place in self._found.differing:
            yield self.row(
                place, self._found.sections[place].heading, self._said(self._found.sections[place]), width
            )

    def _said(self, each: Section) -> str:
        if each.state == "edited":
            return "yours, left" if each.fresh else "yours, left; the record gives nothing for it now"
        if each.state == "taken out":
            return "you took it out, stays out"
        if each.state == "new":
            return "new"
        return "" if each.fresh else "the record gives nothing for it now"

    def words(self, chosen: str) -> Content:
        """Return how one section differs."""
        each = self._found.sections[int(chosen)]
        return differences(each.mine, each.fresh)

    def taken(self) -> str | None:
        """Return the places of the ticked sections, with spaces between; None when none is ticked."""
        return " ".join(map(str, sorted(self.ticked))) or None
