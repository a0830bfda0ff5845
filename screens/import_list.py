"""Import: choose a file, see what it would change, bring it in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from iro_tui.errors import IroError
from screens.import_asked import DRAFT, Asked, answered_before
from screens.import_files import typed_path
from screens.import_rows import aside_lines, counting, done, in_full, nothing_to_do, progress, seldom
from screens.marks import plain
from screens.page import Page
from screens.widgets.choose_file import ChooseFile
from screens.widgets.import_preview import ImportPreview
from screens.widgets.panel import Panel
from screens.widgets.rows import Line, RowList

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from textual.widget import Widget

    from iro_tui.exchange.incoming import Incoming
    from iro_tui.exchange.plan import Plan
    from iro_tui.exchange.questions import Question
    from iro_tui.exchange.sheet import Column


class ImportScreen(Page):
    """Two steps: the file, then the preview with its questions. Nothing changes before F2."""

    PLACES = ("import", "back", "app")
    PAGE = "caseload"
    HELP_PAGE = "import"
    CSS_PATH = "import_list.tcss"
    BINDINGS = [(str(number), f"answer({number})") for number in range(1, 10)]

    @dataclass
    class Progress(Message):
        """So many children of so many are brought in."""

        done: int
        total: int

    def __init__(self, kept: str = "") -> None:
        """Begin with a file, or with a list that was kept because it left questions open.

        Args:
            kept: The key of that list; empty for a file.
        """
        super().__init__()
        self._kept = kept
        self._incoming: Incoming | None = None
        self._plan: Plan | None = None
        self._columns: tuple[Column, ...] = ()
        self._asked = Asked()
        self._looking = 0
        """The number of the look that is awaited; an older one is not shown any more."""
        self._then_bring_in = False
        """Whether F2 was pressed while the last answer was still being worked in."""
        self._busy = ""
        """What is being done now, in words; empty while nothing is."""

    def where(self) -> str:
        """Import, and how far."""
        return "Import / preview" if self._plan else "Import"

    def place(self) -> str:
        """Tell the preview from the file."""
        return "preview" if self._plan else ""

    async def go_to_place(self, place: str) -> None:
        """Look again at the file whose name stands there; a list that was kept is looked at by itself."""
        if place and not self._kept:
            self.on_choose_file_chosen(ChooseFile.Chosen(typed_path(self._choice.query_one(Input).value)))

    def header_facts(self) -> list[tuple[int, Content]]:
        """Say of the preview that nothing has changed yet."""
        if self._plan is None:
            return self.app.standing_facts()
        first, *_ = self.app.standing_facts()
        facts = [first] if self.wide else []
        return [*facts, (1, plain(self._plan.name, "$muted")), (0, plain("nothing changed yet", "$muted"))]

    def body(self) -> Iterable[Widget]:
        """The file first; the preview lies in its place later."""
        yield ChooseFile(self.app.today)
        yield ImportPreview()

    def opened(self) -> None:
        """Look at the list that was kept, where there is one."""
        if self._kept:
            self._busy = "reading"
            self._choice.say("Reading the list…")
            self._read_kept(self._kept)

    @work(thread=True, exit_on_error=False, group="import")
    def _read_kept(self, key: str) -> None:
        from iro_tui.exchange.kept_list import kept_list

        incoming = self.app.ask(kept_list, key)
        if incoming is None:
            self.app.call_from_thread(self._not_read, "Everything in that list is answered.", ())
        else:
            self._begin(incoming)

    # The file

    def on_choose_file_chosen(self, event: ChooseFile.Chosen) -> None:
        """Look at the file; the words of what is wrong with it stand under the field."""
        event.stop()
        if not self._busy:
            self._busy = "reading"
            self._choice.say("Reading the list…")
            self._read(event.path)

    @property
    def _choice(self) -> ChooseFile:
        return self.query_one(ChooseFile)

    @work(thread=True, exit_on_error=False, group="import")
    def _read(self, path: Path) -> None:
        from iro_tui.exchange.incoming import open_incoming

        try:
            incoming = open_incoming(path)
        except IroError as error:
            self.app.call_from_thread(self._not_read, str(error), ())
            return
        self._begin(incoming)

    def _begin(self, incoming: Incoming) -> None:
        self._incoming = incoming
        self._asked.begin(answered_before(self.app))
        self._work_out(self._looking)

    def _work_out(self, number: int) -> None:
        """Look at the list with the answers there are; runs beside the screen."""
        from iro_tui.exchange.incoming import look
        from iro_tui.exchange.sheet import HeadingMissing

        if self._incoming is None:
            return
        try:
            plan = self.app.ask(look, self._incoming, self.app.today, dict(self._asked.answers))
        except HeadingMissing as error:
            self.app.call_from_thread(self._not_read, f"{error} F4 says which column it is.", error.columns)
        except IroError as error:
            self.app.call_from_thread(self._not_read, str(error), ())
        else:
            self.app.call_from_thread(self._read_it, plan, number)

    def _not_read(self, sentence: str, columns: tuple[Column, ...]) -> None:
        self._busy = ""
        if self.is_mounted:
            self._columns = columns
            if self._plan is not None:
                self.action_other_file()
            self._choice.say(sentence, wrong=True)
            self._choice.go_to_field()
            self.draw_frame()

    # The preview

    def _read_it(self, plan: Plan, number: int) -> None:
        self._busy = ""
        if not self.is_mounted or number != self._looking:
            return
        first = self._plan is None
        self._plan = plan
        self._columns = plan.columns
        self._asked.take(plan)
        if first:
            self._choice.say("")
            self.add_class("-preview")
        self._show_plan()
        if first:
            self.query_one("#import-questions").focus()
        self.draw_frame()
        if self._then_bring_in:
            self._then_bring_in = False
            self.action_bring_in()

    def _look_again(self) -> None:
        """Work the answers in; what is shown stays until that is done."""
        self._looking += 1
        self._busy = "looking"
        self._look(self._looking)

    @work(thread=True, exit_on_error=False, group="import")
    def _look(self, number: int) -> None:
        self._work_out(number)

    def _show_plan(self) -> None:
        plan = self._plan
        if plan is None:
            return
        self.query_one(ImportPreview).show(plan, self.app.today, self.wide)
        self._show_questions()

    def _show_questions(self) -> None:
        self.query_one("#import-asked", Panel).title(self._asked.title())
        self.query_one("#import-questions", RowList).draw_with(self._question_lines)

    def _question_lines(self, width: int) -> Iterable[Line]:
        if self._plan is None:
            return
        yield from self._asked.lines(self._plan, width)
        if not self.wide:
            yield from aside_lines(self._plan, width)

    def action_answer(self, number: int) -> None:
        """Answer the question under the cursor and go on to the next one."""
        rows = self.query_one("#import-questions", RowList)
        question = self._asked.question(rows.chosen)
        if question is None:
            return
        if not self._asked.answer(question, number):
            self.app.say(f"This question has {len(question.options)} answers.")
            return
        self._answered(question)

    def _answered(self, question: Question) -> None:
        self.app.keep_draft(DRAFT, None, dict(self._asked.answers))
        self._show_questions()
        if (following := self._asked.following(question)) is not None:
            self.query_one("#import-questions", RowList).choose(following)
        self._look_again()

    def action_type_in(self) -> None:
        """Type the right value oneself, where the answers offered are not it."""
        from screens.import_typed import ask_own_answer

        question = self._asked.question(self.query_one("#import-questions", RowList).chosen)

        def typed(kept: str) -> None:
            if question is not None:
                self._asked.answer_own(question, kept)
                self._answered(question)

        if question is not None and not ask_own_answer(self.app, question, typed):
            self.app.say("This question has only the answers that are offered.")

    def action_skip(self) -> None:
        """Leave the question for another time: its last answer."""
        if question := self._asked.question(self.query_one("#import-questions", RowList).chosen):
            self.action_answer(len(question.options))

    def action_columns(self) -> None:
        """Say what a column is; it is kept for the next list of this council."""
        from screens.import_columns import ask_column

        ask_column(self.app, self._columns, self._name_column)

    def _name_column(self, heading: str, field: str) -> None:
        from iro_tui.exchange.kept_answers import name_column

        self.app.act(name_column, heading, field, self.app.today)
        self._look_again()

    def action_explain(self) -> None:
        """Explain how their reviews differ from those here."""
        from screens.import_against import explained

        if self._plan is not None and self._incoming is not None:
            self.app.push_screen(explained(self.app, self._incoming))

    def on_resize(self) -> None:
        """Lay the counts out for the width there is."""
        if self._plan is not None:
            self.query_one(ImportPreview).count(self._plan, self.wide)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what belongs to this step."""
        if action in ("bring_in", "view", "other_file", "explain"):
            return self._plan is not None and not self._bringing
        if action in ("answer", "skip", "type_in"):
            return self._plan is not None and bool(len(self._asked)) and not self._bringing
        if action == "columns":
            return bool(self._columns) and not self._bringing
        if action in ("look_at", "to_list"):
            return self._plan is None
        return super().check_action(action, parameters)

    @property
    def _bringing(self) -> bool:
        return self._busy == "bringing in"

    async def action_look_at(self) -> None:
        """Look at the file that is typed."""
        await self._choice.query_one(Input).action_submit()

    def action_to_list(self) -> None:
        """From the field to the files found."""
        if self._plan is None:
            self._choice.go_to_files()

    def action_view(self) -> None:
        """Read everything that will change."""
        from screens.dialogs import TellDialog

        if self._plan is not None:
            words = in_full(self._plan, self.app.today)
            self.app.push_screen(TellDialog(f"What {self._plan.name} would do", words))

    def action_other_file(self) -> None:
        """Go back to the file; its name still stands there."""
        self._plan = None
        self._columns = ()
        self.remove_class("-preview")
        self._choice.go_to_field()
        self.draw_frame()

    def action_go_back(self) -> None:
        """From the preview to the file, from the file to where one came from."""
        if self._bringing:
            return
        if self._plan is not None:
            self.action_other_file()
        else:
            super().action_go_back()

    def action_bring_in(self) -> None:
        """Write what was shown, all of it in one step."""
        plan = self._plan
        if plan is None or self._bringing:
            return
        if self._busy:
            self._then_bring_in = True
            return
        if not plan.writes:
            self.app.say(nothing_to_do(plan))
            return
        self._busy = "bringing in"
        self._show_progress(plain("Making a backup first…", "$muted"))
        self.draw_frame()
        # The app's work, not this page's: the page leaves when it is told, while the work still ends.
        self.app.run_worker(partial(self._bring_in, plan), thread=True, exit_on_error=False)

    def _bring_in(self, plan: Plan) -> None:
        from iro_tui.exchange.caseload_list import apply_plan
        from iro_tui.exchange.kept_list import keep_open
        from iro_tui.vault.backups import backup

        vault, app = self.app.opened, self.app
        # Posted, not called: the vault is held here, and whoever draws may want to ask it something.
        tell = seldom(lambda done, total: self.post_message(self.Progress(done, total)))
        try:
            backup(vault)
            acted = vault.act(apply_plan, counting(plan, tell), app.today)
            if self._incoming is not None:
                keep_open(vault, self._incoming, app.today)
        except IroError as error:
            app.call_from_thread(self._not_brought_in, str(error))
        else:
            app.call_from_thread(self._brought_in, plan, frozenset(table for table, _ in acted.changed.rows))

    def on_import_screen_progress(self, event: Progress) -> None:
        """Show how far it is."""
        event.stop()
        self._show_progress(progress(event.done, event.total))

    def _show_progress(self, words: Content) -> None:
        self.query_one("#import-progress", Static).update(words)
        self.add_class("-working")

    def _not_brought_in(self, sentence: str) -> None:
        self._busy = ""
        self.app.say(sentence)
        if not self.is_mounted:
            return
        self.remove_class("-working")
        self.draw_frame()

    def _brought_in(self, plan: Plan, tables: frozenset[str]) -> None:
        self._busy = ""
        self.app.opened.drop_draft(DRAFT)
        self.app.saved()
        self.app.publish(tables)
        self.app.say(done(plan))
        if self.is_current:
            super().action_go_back()
            self.app.call_later(self.app.action_caseload)
        elif self.is_mounted:  # another page lies on it
            self.action_other_file()
