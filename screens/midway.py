"""The midway on one page: promises answered one key each, three lines, the judgement, how things stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button

from iro_tui.errors import IroError
from iro_tui.record.base import Asker
from iro_tui.record.forms import layout, parse, to_typed
from screens.dialogs import Press
from screens.keep_soon import KeepSoon
from screens.marks import MARKS, cut, joined, plain, sign
from screens.page import Page
from screens.widgets.form import Form
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel
from screens.widgets.promise_answers import PromiseAnswers
from screens.widgets.rows import Line, RowList
from screens.widgets.upright import UprightChoice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from textual.widget import Widget

    from iro_tui.casework.midway_page import MidwayPage
    from iro_tui.record.forms import AskedField

LINES = ("going", "worries", "next_steps")
MORE = (
    "drift",
    "visits_in_time",
    "child_seen",
    "child_message",
    "safety",
    "held_on",
    "method",
    "with_whom",
)
"""The fields under the three lines, in their order."""


class MidwayScreen(Page):
    """One midway; answers and typing are kept within a second, and nothing is on the record before F2."""

    PLACES = ("midway", "back", "app")
    PAGE = "caseload"
    HELP_PAGE = "midway"
    CSS_PATH = "midway.tcss"

    def __init__(self, child_id: str) -> None:
        super().__init__()
        self.child_id = child_id
        self._page: MidwayPage
        self._fields: tuple[AskedField, ...] = ()
        self._begins: dict[str, str] = {}
        self._kept: dict[str, Any] = {}
        self._keeping = KeepSoon(self, self.keep_now)
        self._saving = False

    @property
    def _draft_key(self) -> str:
        return f"midway:new:{self.child_id}"

    def where(self) -> str:
        """The child and the form."""
        return f"{self._page.name}, {self._page.age} / Midway"

    def body(self) -> Iterable[Widget]:
        """When it is due, the promises, the lines beside the judgement, the rest, the button."""
        from iro_tui.casework.midway_page import midway_page
        from iro_tui.record.midway import MidwayFields
        from iro_tui.vault.drafts import take

        self._page = page = self.app.ask(midway_page, self.child_id, self.app.today)
        self._fields = layout(MidwayFields, names=(*LINES, *MORE, "judgement"), child=page.called)
        self._begins = to_typed(page.begins, self._fields)
        draft = self.app.ask(take, self._draft_key)
        self._kept = dict(draft.body) if draft else {}
        typed = {**self._begins, **self._kept.get("typed", {})}
        asked = {each.name: each for each in self._fields}
        review = f" {page.review_number}" if page.review_number else ""
        yield Vertical(
            Cut(self._lead(), classes="summary"),
            Panel(
                f"Promises from review{review}" if self._from_last() else "Promises",
                PromiseAnswers(page.promises, self.app.today, self._kept.get("answers", {})),
                id="midway-promises",
            ),
            VerticalScroll(
                Horizontal(
                    Panel(
                        "Three lines",
                        Form([asked[name] for name in LINES], typed, self.app.today, id="midway-lines"),
                        id="midway-left",
                    ),
                    Vertical(
                        Panel(
                            "Judgement",
                            UprightChoice(_upright(asked["judgement"]), typed["judgement"], id="judgement"),
                            id="midway-judgement",
                        ),
                        Panel(
                            f"Since review{review}" if page.reviewed_on else "On the record",
                            RowList("since-rows"),
                            id="midway-since",
                        ),
                        id="midway-side",
                    ),
                    id="midway-panes",
                ),
                Panel(
                    "And",
                    Form([asked[name] for name in MORE], typed, self.app.today, id="midway-more"),
                    id="midway-rest",
                ),
                id="midway-scroll",
                can_focus=False,
            ),
            Horizontal(
                Press("Save", "F2", id="save"),
                Cut(plain("then copy for Mosaic", "$muted"), id="midway-said"),
                id="midway-buttons",
            ),
            classes="body",
        )

    def _from_last(self) -> bool:
        made = {each.review_number for each in self._page.promises}
        return made == {self._page.review_number} and None not in made

    def _lead(self) -> Content:
        """Due when, half-way between what, with whom."""
        from iro_tui.casework.words import short_name
        from iro_tui.rules.dates import say_date, say_due

        page, today = self._page, self.app.today
        pieces = []
        if page.done_on:
            pieces.append(
                sign("done") + plain(" one was held ", "$muted") + plain(say_date(page.done_on, today))
            )
        elif page.due:
            late = page.due.due < today
            far = plain(f" {say_due(page.due.due, today)}", "$late" if late else "$muted")
            first = sign("late" if late else "coming") + plain(" due ", "$muted")
            pieces.append(first + plain(say_date(page.due.due, today)) + far)
        if page.reviewed_on and page.next_on:
            pieces.append(
                plain("half-way between ", "$muted")
                + plain(say_date(page.reviewed_on, today))
                + plain(" and ", "$muted")
                + plain(say_date(page.next_on, today))
            )
        if page.worker and self.wide:  # Narrow it would be cut off; the form below names them too.
            pieces.append(plain("with ", "$muted") + plain(short_name(page.worker)))
        return joined(pieces, "   ·   ")

    def opened(self) -> None:
        """Start on the first promise nobody has answered, else on the first line."""
        self.query_one("#since-rows", RowList).draw_with(self._since)
        if self._page.promises and len(self._answers.answers) < len(self._page.promises):
            self._answers.focus()
        else:
            self._lines.field(LINES[0]).entry.focus()
        if self._kept:
            self.app.say("What you typed last time is still here. F2 saves it.")

    def _since(self, width: int) -> Iterator[Line]:
        for place, each in enumerate(self._page.since):
            style = MARKS[each.sign].style if each.sign == "late" else ""
            words = cut(plain(each.label, "$muted"), 15) + sign(each.sign) + plain(f" {each.value}", style)
            yield Line(str(place), cut(words, width))

    @property
    def _answers(self) -> PromiseAnswers:
        return self.query_one(PromiseAnswers)

    @property
    def _lines(self) -> Form:
        return self.query_one("#midway-lines", Form)

    @property
    def _more(self) -> Form:
        return self.query_one("#midway-more", Form)

    @property
    def _typed(self) -> dict[str, str]:
        judgement = self.query_one("#judgement", UprightChoice).value
        return {**self._lines.typed, **self._more.typed, "judgement": judgement}

    # Promises

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Letters answer only while the promises have the focus."""
        if action in ("done", "slipping", "stuck"):
            return self.is_mounted and isinstance(self.focused, PromiseAnswers)
        return super().check_action(action, parameters)

    def action_done(self) -> None:
        """The promise was kept."""
        self._answers.answer("DONE")

    def action_slipping(self) -> None:
        """It goes slower than promised."""
        self._answers.answer("PART")

    def action_stuck(self) -> None:
        """Nothing moves."""
        self._answers.answer("NOT_DONE")

    def on_promise_answers_finished(self) -> None:
        """The three lines come next."""
        self._lines.field(LINES[0]).entry.focus()

    def on_promise_answers_changed(self) -> None:
        """Keep the answers."""
        self._keeping.typed()

    # How things stand

    def action_since(self) -> None:
        """Go to how things stand."""
        self.query_one("#since-rows").focus()

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Show the entries a line rests on."""
        from iro_tui.casework.in_words import Said
        from screens.entry import EntryDialog

        event.stop()
        line = self._page.since[int(event.option_id or 0)]
        said = []
        for entry in line.behind:
            day, colon, words = entry.partition(": ")
            said.append(Said(day, words if colon else "on the record"))
        self.app.push_screen(EntryDialog(line.label, said))

    # Typing

    def on_form_changed(self, event: Form.Changed) -> None:
        """Keep the typing."""
        event.stop()
        self._keeping.typed()

    def on_choice_field_changed(self) -> None:
        """Keep the judgement."""
        self._keeping.typed()

    def keep_now(self) -> None:
        """Keep answers and typing as a draft; forget it when all stands there as at first."""
        self._keeping.kept()
        if self._saving:
            return
        typed, answers = self._typed, self._answers.answers
        if typed != self._begins or answers:
            body = {"typed": typed, "answers": {id: list(said) for id, said in answers.items()}}
            if body != self._kept:
                self.app.keep_draft(self._draft_key, self.child_id, body)
                self._kept = body
        elif self._kept:
            self.app.opened.drop_draft(self._draft_key)
            self._kept = {}

    def action_go_back(self) -> None:
        """Leave; answers and typing wait as a draft."""
        self.keep_now()
        if self._kept:
            self.app.say_kept("midway")
        super().action_go_back()

    # Saving

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save."""
        event.stop()
        self.action_save()

    def action_alert(self) -> None:
        """Judge that it must go further, save, and open the alert with the facts filled in."""
        self.query_one("#judgement", UprightChoice).set_value("ESCALATE")
        self.action_save()

    def action_save(self) -> None:
        """Put it on the record with what came of each promise, or say beside the fields what is wrong."""
        from iro_tui.casework.midways import log_midway
        from iro_tui.record.midway import MidwayFields

        if self._saving:
            return
        asker = Asker(self.app.today, called=self._page.called, born=self._page.born)
        parsed = parse(MidwayFields, self._fields, self._typed, asker)
        problems = {**parsed.problems, **self._nothing_said(parsed.values)}
        self._more.show_problems(problems)
        self._lines.show_problems(problems)
        if problems:
            count = len(problems)
            words = "1 thing" if count == 1 else f"{count} things"
            self._say(plain("! ", "$late") + plain(f"{words} to put right first"))
            return
        progress = {id: (said[0], said[1]) for id, said in self._answers.answers.items()}
        self._saving = True
        try:
            midway_id = self.app.act(
                log_midway, self.child_id, parsed.values, progress, self.app.today, drop=self._draft_key
            )
        except IroError as error:
            self._saving = False
            self._say(plain(f"! {error}", "$late"))
            return
        self._saved(midway_id, parsed.values, len(self._page.promises) - len(progress))

    def _nothing_said(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Without a word and an answer, `On track` would be what the form began with and not a judgement."""
        said = any(values.get(name) for name in (*LINES, "child_message", "safety"))
        if said or self._answers.answers or values.get("judgement") != "ON_TRACK":
            return {}
        return {"going": "Say how the plan is going. A line is enough."}

    def _saved(self, midway_id: str, values: Mapping[str, Any], left: int) -> None:
        from screens.short_forms import alert_form

        words = f"Saved: midway for {self._page.called}."
        if left:
            words += (
                f" {left} promises not said stay open." if left > 1 else " 1 promise not said stays open."
            )
        self.app.say(words)
        super().action_go_back()
        if values["judgement"] == "ESCALATE":
            self.app.push_screen(alert_form(self.app, self.child_id, f"midway:{midway_id}"))

    def _say(self, words: Content) -> None:
        self.query_one("#midway-said", Cut).show(words)

    def changed(self, tables: frozenset[str]) -> None:
        """A form shows what is typed, not what changed elsewhere."""
        del tables


def _upright(judgement: AskedField) -> AskedField:
    """The judgement, saying what the last one leads to."""
    said = tuple(
        (code, f"{label}: opens an alert" if code == "ESCALATE" else label)
        for code, label in judgement.choices
    )
    return replace(judgement, choices=said)
