"""Which rules are in force and with what numbers: what the IRO changed, on the record.

Statute stays as it is (practice.md, the marks): it can be neither switched off nor changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.rules.dates import say_date
from iro_tui.rules.registry import MARKS, USUAL, Rule, Settings, rule, rules, say_number
from iro_tui.rules.working_days import is_working_day

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlmodel import Session

ON_THE_LIST = frozenset(
    (
        *("C1", "C2", "C3", "C4", "C5", "C6", "C8", "C9", "C10", "C11", "C12", "C13", "C15", "OVERLAP"),
        *("EARLY", "EARLY_G", "EARLY_DAYS", "P1", "P1_NAMED", "P2", "SPEAK", "P4", "P5", "P6", "P7"),
        *("A1", "A6", "A8", "F1", "F2", "F3", "F4", "F5", "MIDWAY", "MIDWAY_SOON"),
        *("CARE_PLAN", "PLACEMENT_PLAN", "PERMANENCE", "PEP_FIRST", "PEP_TERM", "IHA", "RHA", "SDQ"),
        *("VISITS", "VISITS_SPECIAL", "PATHWAY", "PATHWAY_REVIEW", "STAYING_PUT", "RHI"),
        *("ALERT_TM", "ALERT_SM", "ALERT_LIMIT", "UPLOAD", "QUIET", "COUNT_OPENED", "CHINESE_OTHER"),
    )
)
"""Rules that dates, footprint or figures go by; the others are shown, and nothing on the record answers."""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule as the settings show it."""

    id: str
    part: str
    """The heading it stands under, such as `Reviews` or `After`."""
    mark: str
    """S, G, B, L or P."""
    strength: str
    """The mark in words: `Law`, `Guidance`, `Brent practice`."""
    confirm: bool
    """Known from general knowledge only; the council should confirm it."""
    title: str
    says: str
    """One sentence, with the number that is in force."""
    source: str
    editable: bool
    in_force: bool
    usually: bool
    """In force unless the IRO says otherwise."""
    number: int | None
    """The number in force; None when it has none to set."""
    usual_number: int | None
    unit: str
    """`working days`, `months`; empty without a number."""
    changed: bool
    """Whether it differs from the list."""
    on_the_list: bool
    """Whether dates or figures are worked out by it; switching any other rule changes only what is said."""


@dataclass(frozen=True, slots=True)
class BankHolidayLine:
    """One bank holiday the IRO added."""

    id: str
    day: date
    name: str


def settings_of(session: Session) -> Settings:
    """What the IRO changed about rules and bank holidays; `USUAL` itself when nothing was."""
    session.flush()
    return read_settings(session.connection())


def read_settings(connection: Connection) -> Settings:
    """As `settings_of`, for a reader that holds a connection.

    A row about a rule this version does not know, or cannot change, is passed over.
    """
    from sqlalchemy import select
    from sqlmodel import SQLModel

    import iro_tui.record.tables  # noqa: F401

    changed, added = SQLModel.metadata.tables["rule_setting"], SQLModel.metadata.tables["bank_holiday"]
    stored = connection.execute(select(changed.c.id, changed.c.in_force, changed.c.number)).all()
    added_days = connection.execute(select(added.c.day, added.c.name))
    holidays: dict[date, str] = {row[0]: row[1] for row in added_days}
    if not stored and not holidays:
        return USUAL
    switched: dict[str, bool] = {}
    numbers: dict[str, int] = {}
    for id, in_force, number in stored:
        if not _can_be_changed(id, number):
            continue
        if in_force is not None:
            switched[id] = in_force
        if number is not None:
            numbers[id] = number
    return Settings(
        switched, numbers, frozenset(holidays), {day: name for day, name in holidays.items() if name.strip()}
    )


def _can_be_changed(id: str, number: int | None) -> bool:
    try:
        Settings({id: True}, {} if number is None else {id: number})
    except BadInput:
        return False
    return True


def rule_page(session: Session) -> tuple[RuleLine, ...]:
    """Every rule of law and practice with what is in force, in the order of the list."""
    settings = settings_of(session)
    return tuple(_line(each, settings) for each in rules().values())


def _line(each: Rule, settings: Settings) -> RuleLine:
    number = None if each.number is None else settings.number(each.id)
    in_force = settings.in_force(each.id)
    return RuleLine(
        id=each.id,
        part=each.part,
        mark=each.mark,
        strength=MARKS[each.mark],
        confirm=each.confirm,
        title=each.title,
        says=settings.says(each.id),
        source=each.source,
        editable=each.editable,
        in_force=in_force,
        usually=each.on,
        number=number,
        usual_number=each.number,
        unit="" if number is None else say_number(number, each.unit).split(" ", 1)[1],
        changed=in_force != each.on or number != each.number,
        on_the_list=each.id in ON_THE_LIST,
    )


@verb("rule changed")
def save_rule(session: Session, rule_id: str, on: bool, number: int | None = None) -> None:
    """Switch a rule on or off, or set its number; as in the list, it counts as unchanged.

    Args:
        session: an open session.
        rule_id: the rule's id in `rules.csv`.
        on: whether it is in force.
        number: its number, in its own unit; None is the number of the list.

    Raises:
        BadInput: there is no such rule, it is law or keeps the dates within it, or the number makes no sense.
    """
    from iro_tui.record.rule_setting import RuleSetting

    known = rule(rule_id)
    switched = {} if on == known.on else {rule_id: on}
    numbers = {} if number is None or number == known.number else {rule_id: number}
    Settings(switched, numbers)
    row = session.get(RuleSetting, rule_id)
    if not switched and not numbers:
        if row is not None:
            session.delete(row)
        return
    row = row or RuleSetting(id=rule_id)
    row.in_force, row.number = switched.get(rule_id), numbers.get(rule_id)
    session.add(row)


@verb("rules as they were")
def usual_rules(session: Session) -> None:
    """Put every rule back to what the list says; added bank holidays stay."""
    from sqlmodel import select

    from iro_tui.record.rule_setting import RuleSetting

    for row in session.exec(select(RuleSetting)):
        session.delete(row)


def bank_holidays(session: Session) -> tuple[BankHolidayLine, ...]:
    """The bank holidays the IRO added, by date."""
    from sqlmodel import col, select

    from iro_tui.record.bank_holiday import BankHoliday

    found = session.exec(select(BankHoliday).order_by(col(BankHoliday.day)))
    return tuple(BankHolidayLine(row.id, row.day, row.name) for row in found)


@verb("bank holiday added")
def add_bank_holiday(session: Session, values: Mapping[str, Any]) -> str:
    """Add a bank holiday that the list does not have.

    Args:
        session: an open session.
        values: fields of `BankHolidayFields`.

    Returns:
        The id of the row.

    Raises:
        BadInput: nobody works on that day anyway, or it is outside the listed years.
    """
    from iro_tui.casework.filled import filled
    from iro_tui.record.bank_holiday import BankHoliday, BankHolidayFields
    from iro_tui.record.base import Asker

    made = filled(BankHolidayFields, values, Asker(today=date.max))
    if not is_working_day(made.day, settings_of(session).holidays):
        what = "at the weekend" if made.day.weekday() > 4 else "a bank holiday already"
        raise BadInput(f"Day: {say_date(made.day)} is {what}. It changes nothing.")
    row = BankHoliday(**made.model_dump())
    session.add(row)
    return row.id


@verb("bank holiday taken out")
def remove_bank_holiday(session: Session, holiday_id: str) -> None:
    """Take out a bank holiday the IRO added.

    Raises:
        BadInput: it is not there any more.
    """
    from iro_tui.casework.children import the
    from iro_tui.record.bank_holiday import BankHoliday

    session.delete(the(session, BankHoliday, holiday_id))
