"""What stands beside a letter: the findings, or the record it came from, and whether it is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from screens.widgets.findings import finding_lines, ready, record_lines
from screens.widgets.panel import Panel
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult

    from iro_tui.casework.letter_facts import LetterFacts
    from letters.check import Finding, Report


class LetterSide(Vertical):
    """Draws only what has changed: after every pause in the typing it is asked to show what is found now."""

    def __init__(self) -> None:
        super().__init__(id="letter-side", classes="side")
        self.shows_record = False
        self._findings: Sequence[Finding] = ()
        self._facts: LetterFacts | None = None
        self._marked = ""
        """The row of the record the sentence under the cursor came from; empty for none."""
        self._shown: object = None
        self._whole = ""
        """The finding that is shown with all there is to it: the one under the cursor."""
        self._room = (True, True)
        self._ready = Content("")

    def compose(self) -> ComposeResult:
        """Put the list over the counts."""
        yield Panel("Findings", RowList("findings", several_lines=True), id="findings-panel")
        yield Panel("Ready?", Static("", id="ready", markup=False), id="ready-panel")

    @property
    def current(self) -> Finding | None:
        """The finding under the cursor; None where there is none, or the record is shown."""
        chosen = self.query_one("#findings", RowList).chosen
        if self.shows_record or chosen is None or not chosen.isdigit() or int(chosen) >= len(self._findings):
            return None
        return self._findings[int(chosen)]

    def show(self, facts: LetterFacts, report: Report, *, wide: bool, tall: bool) -> None:
        """Show what was found, or the record."""
        self._findings = report.findings
        findings, rows = self._findings, self.query_one("#findings", RowList)
        now: object = ("record", facts, wide)
        if not self.shows_record:
            now = (wide, tall, [(f.line, f.rule, f.level, f.title, f.why, f.say_instead) for f in findings])
        if now != self._shown:
            self._shown, self._facts, self._marked = now, facts, ""
            # Seen from the text too; in the record only where the row is what the sentence came from.
            rows.set_class(not self.shows_record, "follows")
            if self.shows_record:
                self.query_one("#findings-panel", Panel).title("The record")
                rows.draw_with(lambda width: record_lines(facts, width))
            else:
                things = "thing" if len(findings) == 1 else "things"
                title = f"{len(findings)} {things} to look at" if wide else f"{len(findings)} to look at"
                self.query_one("#findings-panel", Panel).title(title)
                self._room = (wide, tall)
                self._draw_findings()
        said = ready(report)
        if not said.is_same(self._ready):
            self._ready = said
            # Its panel has a height of its own, so that nothing else has to be laid out again.
            self.query_one("#ready", Static).update(said, layout=said.plain.count("\n") == 0)

    def open_chosen(self) -> None:
        """Show the finding under the cursor with all there is to it, and the others short."""
        rows = self.query_one("#findings", RowList)
        if self.shows_record or rows.chosen is None or rows.chosen == self._whole:
            return
        self._whole = rows.chosen
        self._draw_findings()
        self.call_after_refresh(rows.scroll_to_highlight)

    def _draw_findings(self) -> None:
        (wide, tall), findings, whole = self._room, self._findings, self._whole
        self.query_one("#findings", RowList).draw_with(
            lambda width: finding_lines(findings, width, wide=wide, tall=tall, whole=whole)
        )

    def say_where_from(self, sentence: str, origin: Sequence[Mapping[str, Any]]) -> None:
        """Mark in the record what one sentence of the letter was drafted from, and say so over it.

        Args:
            sentence: the sentence the cursor stands in.
            origin: what the letter remembers of its draft.
        """
        if not self.shows_record:
            return
        rows, panel = self.query_one("#findings", RowList), self.query_one("#findings-panel", Panel)
        sources = next((each["sources"] for each in origin if each["sentence"] == sentence), None)
        found = [o.id for o in rows.options if o.id and o.id.partition(" ")[2] in (sources or ())]
        marked, facts = found[0] if found else "", self._facts
        if marked != self._marked and facts is not None:
            self._marked = marked
            rows.set_class(bool(marked), "follows")
            rows.draw_with(lambda width: record_lines(facts, width, marked))
        if not sentence:
            panel.title("The record")
        elif sources is None:
            panel.title("Your own words")
        elif marked:
            rows.choose(marked)
            panel.title("It came from this")
        elif all(source.startswith("phrase:") for source in sources):
            panel.title("Fixed wording")
        else:
            panel.title("The child’s page")
