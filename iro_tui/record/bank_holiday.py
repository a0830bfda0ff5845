"""A bank holiday proclaimed after the list of bank holidays was made (practice.md 2.1)."""

from datetime import date

from iro_tui.record.base import Shape, asked, key


class BankHolidayFields(Shape):
    """One day on which nobody works."""

    day: date = asked("Day")
    name: str = asked("What for", default="", limit=60)


class BankHoliday(BankHolidayFields, table=True):
    """One bank holiday beyond those in the list."""

    __tablename__ = "bank_holiday"

    id: str = key()
