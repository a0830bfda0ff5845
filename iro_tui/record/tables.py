"""Every table of the record, imported so that SQLModel's metadata is complete."""

from iro_tui.record.alert import Alert
from iro_tui.record.away import Away
from iro_tui.record.bank_holiday import BankHoliday
from iro_tui.record.calendar_entry import CalendarEntry
from iro_tui.record.child import Child, PeriodOfCare
from iro_tui.record.consultation import Consultation
from iro_tui.record.decision import Decision
from iro_tui.record.draft import Draft
from iro_tui.record.home import LegalStatus, Placement
from iro_tui.record.letter import Letter
from iro_tui.record.midway import Midway
from iro_tui.record.outbox_entry import OutboxEntry
from iro_tui.record.person import Person
from iro_tui.record.profile import Profile
from iro_tui.record.review import Note, Review
from iro_tui.record.rule_setting import RuleSetting
from iro_tui.record.snooze import Snooze

__all__ = [
    "Alert",
    "Away",
    "BankHoliday",
    "CalendarEntry",
    "Child",
    "Consultation",
    "Decision",
    "Draft",
    "LegalStatus",
    "Letter",
    "Midway",
    "Note",
    "OutboxEntry",
    "PeriodOfCare",
    "Person",
    "Placement",
    "Profile",
    "Review",
    "RuleSetting",
    "Snooze",
]
