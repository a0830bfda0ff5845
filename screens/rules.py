"""Rules and deadlines: what is law, what the IRO switched or set, and the bank holidays that were added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from iro_tui.errors import IroError
from screens.page import Page
from screens.rules_rows import HOLIDAY, RulesTable
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.widget import Widget

    from iro_tui.casework.settings import BankHolidayLine, RuleLine
    from screens.widgets.rows import Line


class RulesScreen(Page):
    """Every rule with its mark, and the bank holidays under them."""

    PLACES = ("rules", "back", "app")
    PAGE = "today"
    HELP_PAGE = "rules"
    CSS_PATH = "rules.tcss"
    SHOWS = frozenset({"rule_setting", "bank_holiday"})

    def __init__(self) -> None:
        super().__init__()
        self._table: RulesTable

    def where(self) -> str:
        """Rules and deadlines."""
        return "Rules and deadlines"

    def body(self) -> Iterable[Widget]:
        """The list; beside it, or under it when it is narrow, what the rule says."""
        yield Vertical(
            Cut("", id="rules-summary", classes="summary"),
            Horizontal(
                Panel("Rules", RowList("rules-rows"), id="rules-list"),
                Panel(
                    "What it says", Static("", id="rules-says", markup=False), id="rules-side", classes="side"
                ),
                id="rules-panes",
            ),
            Panel("What it says", Static("", id="rules-says-under", markup=False), id="rules-under"),
            classes="body",
        )

    def opened(self) -> None:
        """Start on the first rule."""
        self.rows.focus()

    def load(self) -> None:
        """Read every rule and the added bank holidays."""
        from iro_tui.casework.settings import bank_holidays, rule_page

        self._table = RulesTable(self.app.ask(rule_page), self.app.ask(bank_holidays), self.app.today)
        self.query_one("#rules-summary", Cut).show(self._table.summary())
        self.rows.draw_with(self._lines)
        self._show_what_it_says()

    def _lines(self, width: int) -> Iterable[Line]:
        return self._table.lines(width, self.tall)

    @property
    def rows(self) -> RowList:
        """The list."""
        return self.query_one("#rules-rows", RowList)

    @property
    def _rule(self) -> RuleLine | None:
        return self._table.rule(self.rows.chosen)

    @property
    def _holiday(self) -> BankHolidayLine | None:
        return self._table.holiday(self.rows.chosen)

    def on_option_list_option_highlighted(self, event: RowList.OptionHighlighted) -> None:
        """Show what the rule under the cursor says."""
        event.stop()
        self._show_what_it_says()

    def _show_what_it_says(self) -> None:
        chosen = self.rows.chosen
        self.query_one("#rules-says", Static).update(self._table.says(chosen, 34))
        self.query_one("#rules-says-under", Static).update(
            self._table.says_short(chosen, self.app.size.width - 2)
        )

    # Switching, setting

    def action_switch(self) -> None:
        """Switch the rule under the cursor on or off; law stays on and says so."""
        from iro_tui.casework.settings import save_rule

        line = self._rule
        if line is None:
            return
        try:
            self.app.act(save_rule, line.id, not line.in_force, line.number)
        except IroError as error:
            self.app.say(str(error))
            return
        now = "off" if line.in_force else "on"
        self.app.say(f"{line.title}: {now}. F8 takes it back.")

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Change the number of this rule."""
        event.stop()
        self.action_set_number()

    def action_set_number(self) -> None:
        """Ask for another number, where the rule has one that can be changed."""
        from iro_tui.casework.settings import save_rule
        from iro_tui.record.base import Shape
        from screens.form_dialog import Asked, FormDialog, one_field
        from screens.marks import plain

        line = self._rule
        if line is None:
            return
        if line.number is None or not line.editable:
            self.app.say(self._table.why_fixed(line))
            return
        draft = f"rule:{line.id}"

        def save(values: Mapping[str, Any]) -> str:
            self.app.act(save_rule, line.id, line.in_force, values["number"], drop=draft)
            return f"{line.title}: {values['number']} {line.unit}. Every date is counted anew."

        asked = Asked(
            title=line.title,
            shape=Shape,
            fields=one_field("number", line.unit[:1].upper() + line.unit[1:], f"usually {line.usual_number}"),
            draft=draft,
            save=save,
            lead=plain(line.says),
            typed={"number": str(line.number)},
        )
        self.app.push_screen(FormDialog(asked))

    def action_usual(self) -> None:
        """Put every rule back to what the list says."""
        from iro_tui.casework.settings import usual_rules
        from screens.dialogs import AskDialog

        changed = self._table.changed
        if not changed:
            self.app.say("Every rule is as the list has it.")
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.app.act(usual_rules)
                self.app.say("Every rule is as the list has it. F8 takes it back.")

        things = "1 rule" if changed == 1 else f"{changed} rules"
        words = f"{things} you changed will be as the list has them. Added bank holidays stay."
        self.app.push_screen(AskDialog("Put every rule back?", words, "Put back", "Leave"), answered)

    # Bank holidays

    def action_add_holiday(self) -> None:
        """Ask for a bank holiday that the list does not have."""
        from iro_tui.casework.settings import add_bank_holiday
        from iro_tui.record.bank_holiday import BankHolidayFields
        from iro_tui.record.forms import layout
        from screens.form_dialog import Asked, FormDialog
        from screens.marks import plain

        draft = "bank_holiday:new"

        def save(values: Mapping[str, Any]) -> str:
            added = self.app.act(add_bank_holiday, values, drop=draft)
            self.rows.choose(HOLIDAY + added)
            return "Added. Every date is counted anew; F8 takes it back."

        asked = Asked(
            title="A bank holiday the list does not have",
            shape=BankHolidayFields,
            fields=layout(BankHolidayFields),
            draft=draft,
            save=save,
            lead=plain("Working days pass over it from now on, on every screen."),
        )
        self.app.push_screen(FormDialog(asked))

    def action_remove(self) -> None:
        """Take the bank holiday under the cursor out, after asking."""
        from iro_tui.casework.settings import remove_bank_holiday
        from iro_tui.rules.dates import say_date
        from screens.dialogs import AskDialog

        holiday = self._holiday
        if holiday is None:
            self.app.say("Only a bank holiday that you added can be taken out.")
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.app.act(remove_bank_holiday, holiday.id)
                self.app.say("Taken out. F8 brings it back.")

        question = f"Take out the bank holiday on {say_date(holiday.day)}?"
        words = "It will count as a working day again, and every date is counted anew."
        self.app.push_screen(AskDialog(question, words, "Take out", "Leave"), answered)
