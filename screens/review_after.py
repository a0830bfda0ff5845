"""After the meeting: the decisions, and what the record of the review must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from screens.border import Bordered
from screens.marks import plain
from screens.review_rows import still_missing
from screens.review_typing import LATE_FIELDS, SECTIONS
from screens.widgets.decisions import FIELDS, NEW, OFFERED, DecisionDialog, decision_lines
from screens.widgets.form import Form
from screens.widgets.panel import Panel
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult
    from textual.events import Key

    from iro_tui.casework.reviews import ReviewPage, Suggested
    from screens.app import IroApp
    from screens.review_typing import ReviewTyping


class AfterPane(Bordered, Vertical):
    """The last phase of a review: decisions on top, the form under them."""

    class HalfTyped(Message):
        """Something was typed into the form of a decision, and stands in `half`."""

    app: IroApp

    def __init__(
        self,
        page: ReviewPage,
        typing: ReviewTyping,
        typed: Mapping[str, str],
        half: Mapping[str, Mapping[str, str]],
    ) -> None:
        super().__init__(id="after")
        self.page = page
        """The review as it is shown; set before the pane is made too, so that it never shows an old one."""
        self._typing = typing
        self._typed = typed
        self._offered: tuple[Suggested, ...] = ()
        self.half: dict[str, dict[str, str]] = {key: dict(texts) for key, texts in half.items()}
        """Typing in the form of a decision that was not saved, by the row it belongs to."""

    def compose(self) -> ComposeResult:
        """Decisions, form, and what is missing."""
        yield Panel("Decisions", RowList("decision-rows"), id="decisions-panel")
        yield Horizontal(
            Panel(
                "The record",
                Form(
                    self._typing.after,
                    self._typed,
                    self.app.today,
                    sections=SECTIONS,
                    id="after-form",
                ),
                id="after-panel",
            ),
            Panel(
                "Before it is complete",
                Static("", id="missing-words", markup=False),
                id="missing-panel",
                classes="side",
            ),
            id="after-panes",
        )

    def on_mount(self) -> None:
        """Show the decisions and what is missing."""
        self.show(self.page)

    @property
    def form(self) -> Form:
        """The form."""
        return self.query_one("#after-form", Form)

    @property
    def rows(self) -> RowList:
        """The list of decisions."""
        return self.query_one("#decision-rows", RowList)

    def show(self, page: ReviewPage) -> None:
        """Show the review as the record has it; what is typed stays."""
        from iro_tui.casework.reviews import decisions_from_notes

        self.page = page
        self._offered = self.app.ask(decisions_from_notes, page.review_id, self.app.today)
        self._show_rows()
        self.query_one("#missing-words", Static).update(
            still_missing(page, self.letter_due(), self.app.today, 36)
        )
        self.query_one("#missing-panel", Panel).title(
            "Complete" if page.complete else "Before it is complete"
        )
        self._show_suggestion()
        self.judge()

    def letter_due(self) -> Any:
        """By when the letter must be there (F4); None while the review is not complete."""
        from iro_tui.rules.clock import after_review

        completed = self.page.fields.completed_on
        return after_review(completed).record if self.page.complete and completed else None

    def _show_rows(self) -> None:
        page, rows = self.page, self.rows
        count = len(page.decisions) + len(self._offered) + (NEW in self.half)
        most = 10 if self.app.size.height >= 30 else 5
        rows.styles.height = min(max(count, 1), most)
        rows.draw_with(
            lambda width: decision_lines(page.decisions, self._offered, self.half, self.app.today, width)
        )
        kept = len(page.decisions)
        words = "Decisions" if not kept else "1 decision" if kept == 1 else f"{kept} decisions"
        offered = f", {len(self._offered)} offered by the notes" if self._offered else ""
        self.query_one("#decisions-panel", Panel).title(words + offered)

    def _show_suggestion(self) -> None:
        """Say which participation code the record points to, and why; it is never filled in."""
        page, field = self.page, self.form.field("participation")
        note = field.query_one(".note", Static)
        if page.fields.participation:
            note.update(plain(page.fields.participation, "$muted"))
            field.hint(Content(""))
            return
        note.update(plain(f"{page.suggestion} suggested" if page.suggestion else "", "$today"))
        field.hint(plain(page.suggestion_why, "$muted"))

    def judge(self) -> None:
        """Ask only what this review needs, and say by when the next one must be."""
        typed = self.form.typed
        shown = self._typing.shows_late(typed, self.page, self.app.today)
        for name in LATE_FIELDS:
            self.form.field(name).display = shown
        alone = typed["parents_left_out"].strip() or not typed["parent_views"].strip()
        self.form.field("parents_left_out").display = bool(alone)
        fields = self.page.fields
        in_parts = fields.format == "SERIES" or fields.adjourned_on or fields.completed_on
        self.form.field("completed_on").display = bool(in_parts or typed["completed_on"])
        self._show_limit(typed)

    def _show_limit(self, typed: Mapping[str, str]) -> None:
        from iro_tui.rules.dates import say_date

        limit = self.page.next_due
        field = self.form.field("next_on")
        day = self._typing.day("next_on", typed, self.app.today)
        suggested = self.page.suggested_next
        offer = suggested is not None and day is None and not typed["next_on"].strip()
        field.hint(
            plain("down", "$accent bold") + plain(f" takes {say_date(suggested)}", "$muted")
            if offer and suggested
            else Content("")
        )
        if limit is None:
            return
        note = self.form.field("next_on").query_one(".note", Static)
        if day is None:
            note.update(plain(f"by {say_date(limit.due)} in law", "$muted"))
        elif day > limit.due:
            note.update(plain(f"! {say_date(day)} is after {say_date(limit.due)}, the last day", "$late"))

    def on_key(self, event: Key) -> None:
        """Down in the empty field of the next review takes the suggested day."""
        field, suggested = self.form.field("next_on"), self.page.suggested_next
        if event.key == "down" and field.entry.has_focus and suggested and not field.typed.strip():
            event.stop()
            field.fill(f"{suggested:%d/%m/%Y}")

    # Decisions

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Accept what the notes offer, or change what is there."""
        event.stop()
        self.open()

    def open(self) -> None:
        """Accept the offered row under the cursor as it stands, or open the form of a decision."""
        chosen = self.rows.chosen
        offered = self._offer(chosen)
        if chosen is None or chosen == NEW:
            self.begin()
        elif offered is not None and chosen not in self.half:
            self._put([*self._kept(), (None, _values(offered))])
            self._to_next_offer()
        else:
            self.change()

    def to_offers(self) -> None:
        """Go to the first decision the notes offer."""
        self.rows.focus()
        self._to_next_offer()

    def _to_next_offer(self) -> None:
        if self._offered:
            self.rows.choose(OFFERED + self._offered[0].note_id)

    def change(self) -> None:
        """Open the form of the decision under the cursor; an offered one can be changed before it is kept."""
        chosen = self.rows.chosen
        if chosen is None or chosen == NEW:
            self.begin()
            return
        offered = self._offer(chosen)
        if offered is not None:
            self._ask("A decision from the notes", chosen, _values(offered))
            return
        line = next((each for each in self.page.decisions if each.id == chosen), None)
        if line is not None:
            self._ask("A decision", chosen, {name: getattr(line, name) for name in FIELDS})

    def begin(self) -> None:
        """Open an empty form, or the one that was begun."""
        self._ask("A new decision", NEW, {})

    def drop(self) -> None:
        """Take the decision under the cursor away; undo brings it back."""
        chosen = self.rows.chosen
        self.half.pop(chosen or "", None)
        if chosen == NEW:
            self._show_rows()
            self.post_message(self.HalfTyped())
        elif self._offer(chosen) is not None:
            self.app.say("This is offered by a line of the notes. Change the line's tag, and it goes.")
        elif chosen is not None:
            self._put([row for row in self._kept() if row[0] != chosen])
            self.app.say("The decision is taken away. F8 brings it back.")

    def _offer(self, chosen: str | None) -> Suggested | None:
        return next((each for each in self._offered if OFFERED + each.note_id == chosen), None)

    def _kept(self) -> list[tuple[str | None, dict[str, Any]]]:
        return [(line.id, {}) for line in self.page.decisions]

    def _put(self, rows: Sequence[tuple[str | None, Mapping[str, Any]]]) -> None:
        from iro_tui.casework.reviews import put_decisions

        self.app.act(put_decisions, self.page.review_id, rows)

    def _ask(self, title: str, key: str, values: Mapping[str, Any]) -> None:
        from iro_tui.record.base import Asker
        from iro_tui.record.decision import DecisionFields
        from iro_tui.record.forms import layout, to_typed

        def keep(typed: dict[str, str]) -> None:
            if typed:
                self.half[key] = typed
            else:
                self.half.pop(key, None)
            self.post_message(self.HalfTyped())

        def answered(made: dict[str, Any] | None) -> None:
            if made is not None:
                self._keep_made(key, made, values.get("note_id"))
            self._show_rows()

        asker = Asker(self.app.today, called=self.page.called, born=self.page.born)
        typed = to_typed(values, layout(DecisionFields, names=FIELDS))
        asked = DecisionDialog.Ask(title, asker, typed, dict(self.half.get(key, {})), keep)
        self.app.push_screen(DecisionDialog(asked), answered)

    def _keep_made(self, key: str, made: Mapping[str, Any], note_id: str | None) -> None:
        kept = self._kept()
        if any(id == key for id, _ in kept):
            kept = [(id, dict(made) if id == key else values) for id, values in kept]
        else:
            kept.append((None, {**made, "note_id": note_id}))
        self.half.pop(key, None)
        self._put(kept)
        if note_id is not None:
            self._to_next_offer()
        self.post_message(self.HalfTyped())


def _values(offered: Suggested) -> dict[str, Any]:
    return {
        "text": offered.text,
        "who": offered.who,
        "by_when": offered.by_when,
        "starting": offered.starting,
        "note_id": offered.note_id,
    }
