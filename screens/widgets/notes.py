"""Lines noted in a meeting: they grow upwards, and one is being typed at the bottom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TextArea

from screens.marks import WIDE, cut, joined, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.events import Click, Key, Paste

PLAIN_NOTE = "NOTE"

STYLES = {"SAID": "$accent", "WELL": "$done", "WORRY": "$today", "QUESTION": "$today"}
"""How the mark and the word of a tag are drawn; the others take the colour of text."""


class NotedLine(NamedTuple):
    """One line that is kept."""

    id: str | None
    """None until it is on the record."""
    tag: str
    """A code of `note_tag.csv`."""
    text: str
    at: str
    """Such as `16:04`."""


def tags() -> dict[str, tuple[str, str]]:
    """Return each tag with its key, empty for a plain note, and its word."""
    from iro_tui.rules.codes import codes

    return {code.code: (code.columns["key"], code.label.lower()) for code in codes("note_tag").values()}


def tag_words(tag: str) -> Content:
    """Return the mark and the word of a tag in 8 cells."""
    key, word = tags()[tag]
    style = STYLES.get(tag, "$muted" if tag == PLAIN_NOTE else "")
    return cut(plain(f"{key or ' '} {word}", style), 8)


class NoteText(TextArea):
    """The words of the line being typed; it asks its list at once, so that no fast key goes astray."""

    MOST_ROWS = 4

    def __init__(self, notes: Notes) -> None:
        super().__init__(id="note-text", soft_wrap=True, tab_behavior="focus", compact=True)
        self._notes = notes

    def on_key(self, event: Key) -> None:
        """Enter keeps the line; the first key of an empty line can be a tag."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self._notes.keep()
        elif event.character and self.cursor_location == (0, 0) and self._notes.take_tag(event.character):
            event.stop()
            event.prevent_default()

    def action_cursor_up(self, select: bool = False) -> None:
        """From the first row go to the line before."""
        at = self.wrapped_document.location_to_offset(self.cursor_location).y
        if select or at > 0 or not self._notes.go(-1):
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """From the last row go to the line after."""
        at = self.wrapped_document.location_to_offset(self.cursor_location).y
        if select or at < self.wrapped_document.height - 1 or not self._notes.go(1):
            super().action_cursor_down(select)

    def action_delete_left(self) -> None:
        """At the beginning of a line, take its tag off."""
        if self.cursor_location == (0, 0) and not self.selected_text and self._notes.drop_tag():
            return
        super().action_delete_left()

    def on_paste(self, event: Paste) -> None:
        """A line is one line: what is pasted keeps its words and loses its breaks."""
        event.text = " ".join(event.text.split("\n"))

    def fit(self) -> None:
        """Grow with the words, up to a few rows."""
        self.styles.height = max(1, min(self.wrapped_document.height, self.MOST_ROWS))

    def on_resize(self) -> None:
        """Another width breaks the words elsewhere."""
        self.call_after_refresh(self.fit)


class EarlierLines(VerticalScroll, can_focus=False):
    """What was noted so far, the newest at the bottom."""

    @dataclass
    class Clicked(Message):
        """A line was clicked."""

        place: int

    def __init__(self) -> None:
        super().__init__(Static("", id="note-lines", markup=False), id="note-earlier")
        self._lines: Sequence[NotedLine] = ()
        self._at: int | None = None
        self._starts: list[int] = []

    def show(self, lines: Sequence[NotedLine], at: int | None) -> None:
        """Draw the lines; the one at `at` is being changed below."""
        self._lines, self._at = tuple(lines), at
        self._draw()

    def _draw(self) -> None:
        width = self.size.width - 1
        if width <= 0:
            return
        roomy, tall = width >= 60, self.app.size.height >= 30
        rows = [] if self._lines else [plain("Nothing noted yet.", "$muted")]
        self._starts = []
        for place, line in enumerate(self._lines):
            if place and tall:
                rows.append(Content(" "))
            self._starts.append(len(rows))
            rows += [cut(row, width) for row in _drawn(line, width, roomy, here=place == self._at)]
        self.query_one("#note-lines", Static).update(Content("\n").join(rows))
        if self._at is None:
            self.call_after_refresh(self.scroll_end, animate=False)
        else:
            self.call_after_refresh(self.scroll_to, y=max(self._starts[self._at] - 2, 0), animate=False)

    def on_resize(self) -> None:
        """Lay the lines out for another width."""
        self._draw()

    def on_click(self, event: Click) -> None:
        """Go to the line that was clicked."""
        lines = self.query_one("#note-lines", Static)
        offset = event.get_content_offset(lines)
        if offset is not None:
            starts = [place for place, start in enumerate(self._starts) if start <= offset.y]
            if starts:
                self.post_message(self.Clicked(starts[-1]))


def _drawn(line: NotedLine, width: int, roomy: bool, *, here: bool) -> list[Content]:
    before = 18 if roomy else 9
    style = {"SAID": "italic", PLAIN_NOTE: "$muted"}.get(line.tag, "")
    words = Content(" ".join(line.text.split())).wrap(max(width - before, 4))
    time = plain(line.at.ljust(7), "$muted") if roomy else Content("")
    head = cut(time + tag_words(line.tag), before)
    rows = []
    for place, part in enumerate(words):
        lead = head if place == 0 else Content(" " * before)
        row = cut(lead + plain(part.plain.rstrip(), style), width)
        rows.append(row.stylize("on $cursor") if here else row)
    return rows


class Notes(Vertical):
    """The lines of a meeting, and the one being typed."""

    @dataclass
    class Changed(Message):
        """A line was kept, changed or taken away; all lines stand in `lines`."""

        notes: Notes

    @dataclass
    class Typed(Message):
        """The line being typed changed."""

        notes: Notes

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """Make it.

        Args:
            clock: The time of day, for the lines that are kept.
        """
        super().__init__(id="notes")
        self.lines: list[NotedLine] = []
        self._clock = clock
        self._tag = PLAIN_NOTE
        self._at: int | None = None
        self._waiting = NotedLine(None, PLAIN_NOTE, "", "")
        self._retag = False

    def compose(self) -> ComposeResult:
        """Earlier lines, the line being typed, and what the first key does."""
        yield EarlierLines()
        yield Horizontal(Static("", id="note-tag", markup=False), NoteText(self), id="note-entry")
        yield Static("", id="note-keys", markup=False)

    def on_mount(self) -> None:
        """Start with an empty line."""
        self._show()

    @property
    def _entry(self) -> NoteText:
        return self.query_one(NoteText)

    @property
    def unfinished(self) -> dict[str, Any] | None:
        """What is typed and not kept yet, for a draft; None when there is nothing."""
        text = self._entry.text
        if self._at is not None:
            line = self.lines[self._at]
            if (line.tag, line.text) != (self._tag, text):
                return {"id": line.id, "tag": self._tag, "text": text}
            text, tag = self._waiting.text, self._waiting.tag
        else:
            tag = self._tag
        return {"id": None, "tag": tag, "text": text} if text.strip() else None

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Take up a line that was not kept; a line that is gone meanwhile becomes a new one."""
        place = next((i for i, line in enumerate(self.lines) if kept["id"] and line.id == kept["id"]), None)
        if place is not None:
            self.go_to(place)
        self._fill(str(kept["tag"]), str(kept["text"]))

    def show(self, lines: Sequence[NotedLine]) -> None:
        """Show the lines of the record; what is being typed stays."""
        changing = self.lines[self._at].id if self._at is not None else None
        self.lines = list(lines)
        if self._at is not None:
            places = [place for place, line in enumerate(lines) if changing and line.id == changing]
            self._at = places[0] if places else None
        self._show()

    def number(self, ids: Sequence[str]) -> None:
        """Note under which ids the lines are on the record."""
        self.lines = [line._replace(id=id) for line, id in zip(self.lines, ids, strict=True)]

    def take_tag(self, character: str) -> bool:
        """Tag the line when it is empty and this is a tag's key."""
        tag = next((code for code, (key, _) in tags().items() if key and key == character), None)
        if tag is None or self._tag != PLAIN_NOTE or (self._entry.text and not self._retag):
            return False
        self._tag = tag
        self._show()
        self.post_message(self.Typed(self))
        return True

    def drop_tag(self) -> bool:
        """Take the tag off; the next key can be another one."""
        if self._tag == PLAIN_NOTE:
            return False
        self._tag, self._retag = PLAIN_NOTE, True
        self._show()
        self.post_message(self.Typed(self))
        return True

    def keep(self) -> None:
        """Keep the line with the time and start the next; after a change go back to the bottom."""
        text = self._entry.text.strip()
        if self._at is not None:
            self.go_to(None)
        elif text:
            self.lines.append(NotedLine(None, self._tag, text, f"{self._clock():%H:%M}"))
            self._fill(PLAIN_NOTE, "")
            self.post_message(self.Changed(self))

    def go(self, by: int) -> bool:
        """Go to the line before or after; False when there is none."""
        place = (len(self.lines) if self._at is None else self._at) + by
        if place < 0 or place > len(self.lines):
            return False
        self.go_to(place if place < len(self.lines) else None)
        return True

    def to_bottom(self) -> bool:
        """Leave an earlier line and keep its change; False when no earlier line is open."""
        if self._at is None:
            return False
        self.go_to(None)
        return True

    def go_to(self, place: int | None) -> None:
        """Open one line, or the new one at the bottom; a change of the line left is kept."""
        left = self._at
        text = self._entry.text.strip()
        if left is None:
            self._waiting = NotedLine(None, self._tag, self._entry.text, "")
        elif (self.lines[left].tag, self.lines[left].text) != (self._tag, text):
            if text:
                self.lines[left] = self.lines[left]._replace(tag=self._tag, text=text)
            else:
                del self.lines[left]
                if place is not None and place > left:
                    place = place - 1 if place - 1 < len(self.lines) else None
            self.post_message(self.Changed(self))
        self._at = place
        line = self._waiting if place is None else self.lines[place]
        self._fill(line.tag, line.text)

    def _fill(self, tag: str, text: str) -> None:
        self._tag, self._retag = tag, False
        entry = self._entry
        entry.load_text(text)
        entry.move_cursor(entry.document.end)
        entry.fit()
        self._show()

    def _show(self) -> None:
        self.query_one(EarlierLines).show(self.lines, self._at)
        roomy = self.app.size.width >= WIDE
        at = f"{self._clock():%H:%M}" if self._at is None else self.lines[self._at].at
        time = plain(at.ljust(7), "$muted") if roomy else Content("")
        empty = self._tag == PLAIN_NOTE and self._at is None
        self.query_one("#note-tag", Static).update(
            time + (Content(" " * 9) if empty else cut(tag_words(self._tag), 9))
        )
        self.query_one("#note-keys", Static).update(self._keys(roomy))

    def _keys(self, roomy: bool) -> Content:
        if self._at is not None:
            keys = [("enter", "keep"), ("backspace", "tag off"), ("esc", "back")]
            lead = "Changing an earlier line: "
        else:
            keys = [(key, word) for key, word in tags().values() if key]
            lead = "First key of a line: "
        pieces = [plain(key, "$accent bold") + plain(f" {word}") for key, word in keys]
        return (plain(lead, "$muted") if roomy else Content("")) + joined(pieces, "  " if roomy else " ")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Fit the height, and say that something was typed."""
        event.stop()
        self._retag = self._retag and not event.text_area.cursor_location[1]
        self._entry.fit()
        self.post_message(self.Typed(self))

    def on_earlier_lines_clicked(self, event: EarlierLines.Clicked) -> None:
        """Open the line that was clicked."""
        event.stop()
        self.go_to(event.place)
        self._entry.focus()
