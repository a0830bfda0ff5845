"""The outbox laid out: its groups, its rows, and one row in full."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from screens.marks import cut, plain, row, sign

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from iro_tui.casework.outbox import LedgerRow
    from iro_tui.casework.signs import Sign


class Groups(NamedTuple):
    """The ledger in three parts."""

    waiting: tuple[LedgerRow, ...]
    """Not with the council yet, oldest first."""
    changed: tuple[LedgerRow, ...]
    """Files that are not what was exported, oldest first."""
    there: tuple[LedgerRow, ...]
    """With the council, newest first."""


def grouped(rows: Sequence[LedgerRow]) -> Groups:
    """Sort the ledger into its three parts."""
    from iro_tui.casework.outbox import CHANGED, WITH_THE_COUNCIL

    there = [each for each in rows if each.state == WITH_THE_COUNCIL]
    return Groups(
        waiting=tuple(each for each in rows if each.state not in (CHANGED, WITH_THE_COUNCIL)),
        changed=tuple(each for each in rows if each.state == CHANGED),
        there=tuple(sorted(there, key=lambda each: each.uploaded_on or each.made, reverse=True)),
    )


def summary(groups: Groups, today: date, wide: bool) -> Content:
    """Return the counts as one line; the year is the reporting year from 1 April."""
    april = date(today.year if today.month > 3 else today.year - 1, 4, 1)
    since = sum((each.uploaded_on or each.made) >= april for each in groups.there)

    def piece(number: int, words: str, style: str = "$text") -> Content:
        return plain(str(number), f"{style} bold" if number else "$muted") + plain(f" {words}", "$muted")

    parts = [
        piece(len(groups.waiting), "not with the council yet"),
        piece(len(groups.changed), "came back changed", "$today"),
        piece(since, "there since April"),
    ]
    oldest = max((each.waits for each in groups.waiting), default=0)
    if wide and groups.waiting:
        parts.append(plain("oldest waits ", "$muted") + plain(f"{oldest} wd"))
    return Content(" " * (6 if wide else 3)).join(parts)


class Columns(NamedTuple):
    """The widths that depend on what stands in the ledger; in a narrow terminal file and waits go."""

    name: int
    note: int
    """0 in a narrow terminal."""

    @classmethod
    def of(cls, rows: Sequence[LedgerRow], width: int, wide: bool) -> Columns:
        """Fit name and file to what there is."""
        longest = max([len(each.child) for each in rows] + [12])
        if not wide:
            return cls(min(longest, width - 51), 0)
        name = min(longest, 20)
        note = max([len(each.file or each.what) for each in rows] + [24])
        return cls(name, min(note, width - 61 - name))

    def heading(self) -> Content:
        """Return the words over the columns."""

        def word(text: str, cells: int) -> tuple[Content, int]:
            return plain(text, "$muted"), cells

        cells = [word("", 1), word("Made", 10), word("Name", self.name), word("", 2), word("What", 13)]
        if self.note:
            cells.extend([word("File or note", self.note), word("Waits", 6)])
        return row(*cells, word("State", 15))

    def line(self, each: LedgerRow, today: date, *, copied: bool) -> Content:
        """Return one row on the grid."""
        from iro_tui.casework.outbox import CHANGED, WITH_THE_COUNCIL
        from iro_tui.rules.dates import say_date

        there = each.state == WITH_THE_COUNCIL
        name: Sign = "done" if there else "ask" if each.state == CHANGED else "open"
        if there:
            state = plain(say_date(each.uploaded_on or each.made, today), "$done")
        elif each.state == CHANGED:
            state = plain("changed in Word" if self.note else "changed", "$today")
        else:
            state = plain("copied, tick it" if copied else each.state, "$muted")
        waits = "" if there or each.state == CHANGED else f"{each.waits} wd"
        note = ((plain(each.file or each.what, "$muted"), self.note), (plain(waits, "$muted"), 6))
        return row(
            (sign(name), 1),
            (plain(say_date(each.made, today)), 10),
            (plain(each.child), self.name),
            (plain(str(each.age), "$muted"), 2, "right"),
            (plain(each.word), 13),
            *(note if self.note else ()),
            (state, 15),
        )


def fingerprint(sha256: str) -> str:
    """Return the first twelve figures in groups of four."""
    return " ".join(sha256[start : start + 4] for start in range(0, 12, 4))


def detail(each: LedgerRow, text: str, folder: Path, today: date) -> list[Content]:
    """Return one row in full, in at most four lines.

    Args:
        each: The row.
        text: What would be pasted; empty for a letter.
        folder: Where exported letters are.
        today: The day that stands in for today.
    """
    from iro_tui.casework.outbox import CHANGED
    from iro_tui.rules.dates import say_date

    def labelled(label: str, *pieces: Content) -> Content:
        return cut(plain(label, "$muted"), 11) + Content("  ") + Content("").join(pieces)

    goes = labelled(
        "Goes to", plain("Mosaic number "), plain(each.mosaic_id, "bold"), plain(f", {each.child}")
    )
    if each.uploaded_on is not None:
        since = labelled("On Mosaic", plain(f"since {say_date(each.uploaded_on, today)}, ticked by you"))
    else:
        since = labelled(
            "Then",
            plain("enter", "$accent bold"),
            plain(" copies " + ("the path of the file   " if each.file else "it   "), "$muted"),
            plain("space", "$accent bold"),
            plain(" ticks it", "$muted"),
        )
    if each.file:
        gone = not (folder / each.file).exists()
        removed = each.removed_on if gone else None
        what = f"  {each.what}" if each.what and each.what != "letter" else ""
        if removed:
            where = plain(f"  plain copy removed {say_date(removed, today)}", "$muted")
        elif gone:
            where = plain("  ! not in the outbox folder any more", "$late")
        elif each.state == CHANGED:
            where = plain("  ? not as it was exported: look what was changed in Word", "$today")
        else:
            since_when = (
                f"  in the hand-over folder since {say_date(each.handed_on, today)}"
                if each.handed_on
                else what
            )
            where = plain(since_when, "$muted")
        mark = plain(fingerprint(each.sha256)) + plain(" (first 12 of 64)", "$muted")
        second = labelled("Fingerprint", mark)
        if each.held_up and each.uploaded_on is None:
            second = labelled("Not copied", plain(f"! {each.held_up}", "$late"))
        return [labelled("File", plain(each.file), where), second, goes, since]
    lines = [one for one in text.splitlines() if one.strip()]
    first = plain(lines[0]) if lines else plain("nothing written", "$muted")
    second = plain(lines[1]) if len(lines) > 1 else Content("")
    return [labelled("Text", first), labelled("", second), goes, since]
