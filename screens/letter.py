"""The letter: write it, see at once what a child of that age would not understand, send it to Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.widgets import TextArea

from iro_tui.errors import IroError
from screens.keep_soon import KeepSoon
from screens.letter_more import explain, load_word_ahead, pick, quiet, redraft, run_export, run_from_word
from screens.marks import joined
from screens.page import Page
from screens.widgets.findings import SIGNS, better_words, does, lead, words_to_put_in
from screens.widgets.frame import Cut
from screens.widgets.letter_side import LetterSide
from screens.widgets.letter_text import LetterSheet, Spot
from screens.widgets.panel import Panel
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from textual.timer import Timer
    from textual.widget import Widget

    from iro_tui.casework.letter_facts import LetterFacts
    from letters.check import Finding, Report


class LetterScreen(Page):
    """One letter with its findings beside it."""

    PLACES = ("letter", "back", "app")
    PAGE = "letters"
    HELP_PAGE = "letter"
    CSS_PATH = "letter.tcss"

    def __init__(self, review_id: str) -> None:
        super().__init__()
        self.review_id = review_id
        self.facts: LetterFacts | None = None
        """What is on the record for this letter; None until it is read."""
        self._letter_id = ""
        self._stored = ""
        self.kept: dict[str, str] = {}
        self._report: Report | None = None
        self._checked = ""
        """The text the report is about; its findings hold places in this text."""
        self._origin: tuple[Mapping[str, Any], ...] = ()
        """What the letter remembers of its draft: each sentence with what it came from."""
        self._draft_kept = False
        self._check_timer: Timer | None = None
        self._keeping = KeepSoon(self, self.keep_now, 0.6)

    def where(self) -> str:
        """Whose letter it is."""
        if self.facts is None:
            return "Letter"
        from iro_tui.rules.dates import age

        return f"Letter to {self.facts.called}, {age(self.facts.born, self.app.today)}"

    def body(self) -> Iterable[Widget]:
        """The letter on the left, what was found on the right."""
        yield Vertical(
            Cut("", id="letter-lead", classes="summary"),
            Horizontal(
                Panel("The letter", LetterSheet(self._begin()), id="letter-panel"),
                LetterSide(),
                id="letter-panes",
            ),
            classes="body",
        )

    @property
    def _draft_key(self) -> str:
        return f"letter:{self.review_id}"

    def _begin(self) -> str:
        """Read the facts and the letter, drafting it when there is none; return the words to show."""
        from iro_tui.casework.letters import letter_facts, letter_of
        from iro_tui.vault.drafts import take

        self.facts = self.app.ask(letter_facts, self.review_id, self.app.today)
        letter = self.app.ask(letter_of, self.review_id)
        if letter is None:
            self._store_draft()
            letter = self.app.ask(letter_of, self.review_id)
        if letter is None:
            raise IroError("The letter could not be drafted.")
        self._letter_id = letter.letter_id
        self._stored = letter.text
        self._origin = letter.origin
        self.kept = dict(letter.kept)
        draft = self.app.ask(take, self._draft_key)
        self._draft_kept = draft is not None
        return str(draft.body["text"]) if draft else letter.text

    def _store_draft(self) -> None:
        from letters.desk import draft_letter

        draft_letter(self.app.opened, self.review_id, self.app.today, self.app.clock())
        self.app.saved()
        self.app.publish(frozenset({"letter"}))

    @property
    def text(self) -> str:
        """The letter as it stands on the screen."""
        return self.query_one(LetterSheet).letter.text

    def load(self) -> None:
        """Check the letter as it opens."""
        self.check()

    def opened(self) -> None:
        """Start in the text, at the first finding."""
        self.call_after_refresh(load_word_ahead, self)
        letter = self.query_one(LetterSheet).letter
        letter.focus()
        first = next((f for f in self._findings if f.end > f.start), None)
        if first is not None:
            letter.move_cursor(letter.place(first.start))
        self._say_when_changed()

    def _say_when_changed(self) -> None:
        from letters.back_from_word import file_changed

        try:
            name = file_changed(self.app.opened, self._letter_id)
        except IroError as error:
            self.app.say(str(error))
            return
        if name:
            self.app.say(f"{name} was changed in Word after its export. F6 shows what, and takes it in.")

    @property
    def _findings(self) -> tuple[Finding, ...]:
        return tuple(self._report.findings) if self._report else ()

    def check(self) -> None:
        """Hold the words on the screen against the rules, and show what there is to say."""
        from letters.check import check
        from letters.desk import expected_for

        if self.facts is None:
            return
        self._checked = self.text
        self._report = check(self._checked, expected_for(self.facts), kept=frozenset(self.kept))
        self.query_one(LetterSheet).mark(
            [Spot(each.start, each.end, SIGNS[each.level][0]) for each in self._findings]
        )
        self._show()

    def _show(self) -> None:
        facts, report = self.facts, self._report
        if facts is None or report is None:
            return
        pieces = lead(facts, report, self.app.today, wide=self.wide)
        self.query_one("#letter-lead", Cut).show(joined(pieces, "  ·  "))
        self.query_one(LetterSide).show(facts, report, wide=self.wide, tall=self.tall)

    # Typing

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Check a moment after the last key, keep within the second."""
        event.stop()
        if self._check_timer is not None:
            self._check_timer.stop()
        self._check_timer = self.set_timer(0.15, self.check)
        self._keeping.typed()

    def keep_now(self) -> None:
        """Keep the words as a draft when they differ from the letter on the record; else forget it."""
        self._keeping.kept()
        if self.facts is None:
            return
        if self.text != self._stored:
            self.app.keep_draft(self._draft_key, self.facts.child_id, {"text": self.text})
            self._draft_kept = True
        elif self._draft_kept:
            self.app.opened.drop_draft(self._draft_key)
            self._draft_kept = False

    def store(self) -> None:
        """Put the words on the record when they differ from what is there."""
        from iro_tui.casework.letters import letter_of

        if self.text == self._stored or self.app.opened.read_only:
            return
        letter = self.app.ask(letter_of, self.review_id)
        if letter is None:
            raise IroError("This letter was taken back. Go back and open it again.")
        self._put_on_record(self.text, letter.origin, letter.phrases_version)

    def _put_on_record(self, text: str, origin: Sequence[Mapping[str, Any]], phrases: str) -> None:
        from iro_tui.casework.letters import store_letter

        app = self.app
        drop = self._draft_key
        app.act(store_letter, self.review_id, text, origin, phrases, app.today, app.clock(), drop=drop)
        self._stored, self._origin = text, tuple(origin)
        self._draft_kept = False

    def action_go_back(self) -> None:
        """Save and leave."""
        self.keep_now()
        self.store()
        super().action_go_back()

    # Findings

    def on_descendant_focus(self) -> None:
        """Check at once what was typed a moment ago: a finding taken up now must stand where it says."""
        self._check_what_was_typed()

    def _check_what_was_typed(self) -> None:
        if self._report is not None and self.text != self._checked:
            self.check()

    @property
    def _current(self) -> Finding | None:
        return self.query_one(LetterSide).current

    def on_option_list_option_highlighted(self, event: RowList.OptionHighlighted) -> None:
        """Show where the finding stands in the text."""
        event.stop()
        self.query_one(LetterSide).open_chosen()
        each = self._current
        if each is not None and each.end > each.start and self.query_one("#findings").has_focus:
            letter = self.query_one(LetterSheet).letter
            letter.move_cursor(letter.place(each.start), center=True)

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Take the better words, or go to the place."""
        event.stop()
        each = self._current
        if each is None:
            return
        what = does(each)
        if what == "replace":
            before = self.query_one(LetterSheet).letter.text[: each.start]
            self.put(each.start, each.end, better_words(each, before))
        elif what == "put it in":
            self.put(each.start, each.start, words_to_put_in(each, self.facts.promises if self.facts else ()))
        else:
            letter = self.query_one(LetterSheet).letter
            letter.focus()
            if each.end > each.start:
                letter.go_to(each.start, each.end)

    def action_explain(self) -> None:
        """Put the explanation after the sentence."""
        each = self._current
        if each is not None:
            explain(self, each)

    def action_keep(self) -> None:
        """Keep what was found, with a reason when it is a confirm."""
        each = self._current
        if each is None:
            return
        if each.level == "block":
            self.app.say("This stops the letter and cannot be kept: it has to be mended.")
            return
        if each.level == "advice":
            self._keep(each, "kept")
            return
        from screens.dialogs import LineDialog

        self.app.push_screen(
            LineDialog(f"Keep {each.title}?", "The reason stays with the letter.", "Keep"),
            lambda reason: self._keep(each, reason) if reason else None,
        )

    def _keep(self, each: Finding, reason: str) -> None:
        from iro_tui.casework.letters import keep_finding

        self.store()
        self.app.act(keep_finding, self._letter_id, each.key, reason)
        self.kept[each.key] = reason
        self.check()

    def action_quiet(self) -> None:
        """Never question this word again, for this child or for all."""
        each = self._current
        if each is not None:
            quiet(self, each)

    def action_next_finding(self) -> None:
        """Go to the next finding in the text, from wherever the cursor is."""
        self._step(1)

    def action_previous_finding(self) -> None:
        """Go to the finding before."""
        self._step(-1)

    def _step(self, way: int) -> None:
        self._check_what_was_typed()
        placed = [(each.start, n) for n, each in enumerate(self._findings) if each.end > each.start]
        if not placed:
            self.app.say("Nothing in the words to look at.")
            return
        letter = self.query_one(LetterSheet).letter
        at = letter.spot_of(min(letter.selection))
        placed.sort(reverse=way < 0)
        start, number = next((one for one in placed if (one[0] - at) * way > 0), placed[0])
        letter.go_to(start, self._findings[number].end)
        if not self.query_one(LetterSide).shows_record:
            self.query_one("#findings", RowList).choose(str(number))

    def put(self, start: int, end: int, words: str) -> None:
        """Put words in place of a stretch of the letter, and check it."""
        letter = self.query_one(LetterSheet).letter
        letter.replace(words, letter.place(start), letter.place(end))
        self.check()

    def action_record(self) -> None:
        """Change between findings and record."""
        side = self.query_one(LetterSide)
        side.shows_record = not side.shows_record
        self._show()
        self._say_where_from()

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """Beside the record, show what the sentence under the cursor came from."""
        event.stop()
        self._say_where_from()

    def _say_where_from(self) -> None:
        side = self.query_one(LetterSide)
        if side.shows_record:
            side.say_where_from(self.query_one(LetterSheet).letter.sentence_here(), self._origin)

    def action_preview(self) -> None:
        """Show the letter as it will look."""
        from screens.preview import PreviewScreen

        if self.facts is not None:
            self.app.push_screen(PreviewScreen(self.text, self.where()))

    def action_redraft(self) -> None:
        """Draft it again from the record; the difference comes first."""
        redraft(self)

    def action_export(self) -> None:
        """Write the Word file when nothing stops it."""
        run_export(self)

    def action_more(self) -> None:
        """Formats, copies, versions, what came back from Word."""
        pick(self)

    def action_from_word(self) -> None:
        """Take in what was changed in Word."""
        run_from_word(self)

    def action_save(self) -> None:
        """Put it on the record as a version of its own."""
        self.app.opened.refuse_unless_writing()
        self.keep_now()
        self.store()
        self.app.saved()
        self.app.say("Saved. F6 shows every version.")

    def take(self, text: str | None) -> None:
        """Put other words in place of all there are; ctrl+z brings these back."""
        if text is not None and text != self.text:
            letter = self.query_one(LetterSheet).letter
            letter.replace(text, (0, 0), letter.document.end)
            self.check()

    def take_draft(self, text: str, origin: Sequence[Mapping[str, Any]], phrases: str) -> None:
        """Take another draft, with what it came from, onto the record and the screen."""
        self._put_on_record(text, origin, phrases)
        self.take(text)

    def show_what_stops_it(self) -> Finding | None:
        """Go to the first finding of the list, which is the one that presses most, and return it."""
        side = self.query_one(LetterSide)
        side.shows_record = False
        self.check()
        rows = self.query_one("#findings", RowList)
        rows.choose("0")
        rows.focus()
        return side.current

    def read_facts(self) -> None:
        """Read the record again, and check by it."""
        from iro_tui.casework.letters import letter_facts

        self.facts = self.app.ask(letter_facts, self.review_id, self.app.today)
        self.check()
