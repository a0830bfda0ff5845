"""First run: who you are, a passphrase, the recovery sheet, your children."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Static

from iro_tui.errors import IroError
from screens.dialogs import Press
from screens.marks import paragraph, plain
from screens.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from iro_tui.vault.store import Vault

STEPS = (
    ("You", "on every letter"),
    ("Passphrase", "the only key"),
    ("Recovery sheet", "print it or write it down"),
    ("Your children", "import, or look round\nwith 63 invented ones"),
)


def strength_words(typed: str) -> Content:
    """Return how strong a new passphrase is, for under its field; empty while nothing is typed."""
    from iro_tui.vault.passphrase import passphrase_problem, passphrase_strength

    if not typed:
        return plain("")
    problem = passphrase_problem(typed)
    return (
        plain(problem, "$muted")
        if problem
        else plain("√ ", "$done") + plain(passphrase_strength(typed), "$muted")
    )


class FirstRunScreen(Page):
    """Four steps from an empty laptop to a caseload."""

    PLACES = ("first", "app")
    HELP_PAGE = "first_run"
    CSS_PATH = "first_run.tcss"
    # The recovery sheet is being written down, and there is no record to hide yet.
    MAY_LOCK = False

    def __init__(self) -> None:
        super().__init__()
        self.step = 1
        self._values: dict[str, str] = {}
        self._vault: Vault | None = None
        self._making = False

    def where(self) -> str:
        """Welcome."""
        return "Welcome"

    def header_facts(self) -> list[tuple[int, Content]]:
        """Say how far it is."""
        today = self.app.today
        return [
            (2, plain(f"{today:%a} {today.day} {today:%b %Y}", "$muted")),
            (0, plain(f"step {self.step} of 4", "$muted")),
            (1, plain("nothing leaves this computer", "$muted")),
        ]

    def body(self) -> Iterable[Widget]:
        """The steps on the left, the step on the right."""
        yield Horizontal(
            Static("", id="first-steps", markup=False),
            VerticalScroll(id="first-step", can_focus=False),
            classes="body",
        )

    def opened(self) -> None:
        """Begin with the first step, once the frame stands: the form needs the record to be imported."""
        self.call_after_refresh(self._show_step)

    async def _show_step(self) -> None:
        pieces = []
        for place, (title, rest) in enumerate(STEPS, 1):
            here = place == self.step
            done = place < self.step
            number = plain(
                "√" if done else str(place), "$done" if done else "$accent bold" if here else "$muted"
            )
            head = number + Content("  ") + plain(title, "$accent bold" if here else "$muted")
            more = "\n".join(f"   {line}" for line in rest.splitlines())
            pieces.append(head + Content("\n") + paragraph(more, "$muted"))
        self.query_one("#first-steps", Static).update(Content("\n\n").join(pieces))
        step = self.query_one("#first-step", VerticalScroll)
        await step.remove_children()
        await step.mount_all(
            {1: self._you, 2: self._passphrase, 3: self._sheet, 4: self._children}[self.step]()
        )
        self.call_after_refresh(self._focus_first)
        self.draw_frame()

    def _focus_first(self) -> None:
        for widget in self.query("#first-step Input, #first-step .choice, #first-step Button"):
            widget.focus()
            return

    def _you(self) -> list[Widget]:
        from iro_tui.record.forms import layout
        from iro_tui.record.profile import ProfileFields
        from screens.widgets.form import Form

        you = layout(ProfileFields, groups=("you", "advocacy"))
        typed = self._values or {"job_title": "Independent Reviewing Officer"}
        return [
            Static(plain("Who you are", "bold"), markup=False),
            Static(
                plain(
                    "These lines go on every letter, so that a child can reach you. "
                    "You can change them later in Settings.",
                    "$muted",
                ),
                markup=False,
            ),
            Form(
                you,
                typed,
                self.app.today,
                sections={"advocacy": "The advocacy service, on every letter"},
                id="first-form",
            ),
            Press("Next: passphrase", "F2", id="next"),
        ]

    def _passphrase(self) -> list[Widget]:
        return [
            Static(plain("A passphrase", "bold"), markup=False),
            Static(
                plain(
                    "It is the only key to everything you write here. Nobody can reset it. "
                    "Four or five words that mean something only to you are strong and easy to type.",
                    "$muted",
                ),
                markup=False,
            ),
            Static(" "),
            Static(plain("Passphrase", "$muted"), markup=False),
            Input(password=True, id="first-passphrase", select_on_focus=False),
            Static("", id="first-strength", markup=False),
            Static(plain("The same again", "$muted"), markup=False),
            Input(password=True, id="first-again", select_on_focus=False),
            Static("", id="first-wrong", markup=False),
            Static(plain(self._whereabouts(), "$today"), id="first-folder", markup=False),
            Press("Next: recovery sheet", "F2", id="next"),
        ]

    def _whereabouts(self) -> str:
        from iro_tui.vault.whereabouts import warning

        problem = warning(self.app.home)
        return f"! {problem} Start with --home and another folder." if problem else ""

    def _sheet(self) -> list[Widget]:
        from iro_tui.vault.key import sheet_rows

        code = self._vault.recovery_code() if self._vault else ""
        lines = "\n".join(sheet_rows(code))
        return [
            Static(plain("Your recovery sheet", "bold"), markup=False),
            Static(
                plain(
                    "If the passphrase is forgotten, these letters open the vault. Write them on paper "
                    "and keep it apart from the laptop, like a passport.",
                    "$muted",
                ),
                markup=False,
            ),
            Static(paragraph(f"\n{lines}\n", "$accent bold"), id="first-code", markup=False),
            Static(
                plain("To show that it is written down, type the last group of four", "$muted"), markup=False
            ),
            Input(id="first-last-group", max_length=4, select_on_focus=False),
            Static("", id="first-wrong", markup=False),
            Press("Next: your children", "F2", id="next"),
        ]

    def _children(self) -> list[Widget]:
        return [
            Static(plain("Your children", "bold"), markup=False),
            Static(
                plain(
                    "Your list comes in from a spreadsheet, and nothing is changed until you have seen it.",
                    "$muted",
                ),
                markup=False,
            ),
            Static(" "),
            Press("Import your caseload", "", id="import"),
            Static(
                plain("a CSV or Excel file from Mosaic or from the performance team", "$muted"), markup=False
            ),
            Static(" "),
            Press("Add one child by hand", "", id="by-hand"),
            Static(plain("name, date of birth, when they came into care", "$muted"), markup=False),
            Static(" "),
            Press("Look round with 63 invented children", "", id="look-round"),
            Static(plain("kept apart from yours; gone when you close it", "$muted"), markup=False),
            Static(" "),
            Press("Just go in", "F2", id="next"),
        ]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say how strong the passphrase is while it is typed."""
        if event.input.id != "first-passphrase":
            return
        self.query_one("#first-strength", Static).update(strength_words(event.value))

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on like F2 where a step has only lines of its own."""
        if event.input.id in ("first-passphrase", "first-again", "first-last-group"):
            if event.input.id == "first-passphrase":
                self.query_one("#first-again").focus()
            else:
                await self.action_next_step()

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """Go on with the button that was pressed."""
        event.stop()
        if event.button.id == "next":
            await self.action_next_step()
        elif event.button.id == "look-round":
            self.app.look_round()
        elif self._vault is not None:
            await self.app.enter(self._vault, "caseload")
            if event.button.id == "import":
                self.app.action_import_list()
            else:
                await self.app.screen.run_action("new_child")

    async def action_next_step(self) -> None:
        """Check this step and go to the next."""
        if self._making:
            return
        if self.step == 1:
            await self._check_you()
        elif self.step == 2:
            self._check_passphrase()
        elif self.step == 3:
            await self._check_sheet()
        elif self._vault is not None:
            await self.app.enter(self._vault, "caseload")

    def action_go_back(self) -> None:
        """Go back from the passphrase to who you are."""
        if self.step == 2 and not self._making:
            self.step = 1
            self.call_later(self._show_step)

    async def _check_you(self) -> None:
        from iro_tui.record.base import Asker
        from iro_tui.record.forms import parse
        from iro_tui.record.profile import ProfileFields
        from screens.widgets.form import Form

        form = self.query_one("#first-form", Form)
        self._values = form.typed
        parsed = parse(ProfileFields, form.fields, form.typed, Asker(self.app.today))
        form.show_problems(parsed.problems)
        if not parsed.problems:
            self._parsed = dict(parsed.values)
            self.step = 2
            await self._show_step()

    def _wrong(self, sentence: str) -> None:
        self.query_one("#first-wrong", Static).update(plain(f"! {sentence}", "$late"))

    def _check_passphrase(self) -> None:
        from iro_tui.vault.passphrase import passphrase_problem

        first = self.query_one("#first-passphrase", Input)
        again = self.query_one("#first-again", Input)
        problem = passphrase_problem(first.value)
        if problem:
            self._wrong(problem)
            first.focus()
        elif first.value != again.value:
            self._wrong("The two are not the same. Type the second one again.")
            again.value = ""
            again.focus()
        else:
            self._making = True
            self.query_one("#first-wrong", Static).update(plain("Making the vault…", "$muted"))
            self._make(first.value)

    # Its description would else hold what it is called with: the passphrase.
    @work(thread=True, exit_on_error=False, description="the key")
    def _make(self, passphrase: str) -> None:
        from iro_tui.casework.children import save_profile
        from iro_tui.vault.store import Vault

        try:
            vault = Vault.create(self.app.home, passphrase)
            vault.act(save_profile, self._parsed)
        except IroError as error:
            self.app.call_from_thread(self._not_made, str(error))
            return
        self.app.call_from_thread(self.call_later, self._made, vault)

    def _not_made(self, sentence: str) -> None:
        self._making = False
        self._wrong(sentence)

    async def _made(self, vault: Vault) -> None:
        self._making = False
        self._vault = vault
        self.app.vault = vault
        self.step = 3
        await self._show_step()

    async def _check_sheet(self) -> None:
        field = self.query_one("#first-last-group", Input)
        code = self._vault.recovery_code() if self._vault else ""
        if field.value.strip().upper() != code.split("-")[-1]:
            self._wrong("That is not the last group. It stands at the end of the second line.")
            field.value = ""
            field.focus()
            return
        self.step = 4
        await self._show_step()

    def changed(self, tables: frozenset[str]) -> None:
        """Nothing of the record is shown here."""
        del tables
