"""What the annual report needs beside the record: numbers typed in, targets, priorities, free text."""

from datetime import date

from iro_tui.record.base import Shape, asked, key


class TypedFigureFields(Shape):
    """One number the tool cannot count: the whole service's, or from a year before it."""

    year: int = asked("Year", "the April it begins in", ge=2000, le=2100)
    figure: str = asked("Figure", "such as 26, or 14.M2", min_length=1, limit=30)
    value: float | None = asked("Value", default=None)
    numerator: float | None = asked("Counted", default=None)
    denominator: float | None = asked("Out of", default=None)
    source: str = asked("Where it comes from", default="", limit=120)
    typed_on: date | None = asked("On", default=None)


class TypedFigure(TypedFigureFields, table=True):
    """One typed number of one year."""

    __tablename__ = "typed_figure"

    id: str = key()


class TargetFields(Shape):
    """What the service aims at in one figure of one year."""

    year: int = asked("Year", "the April it begins in", ge=2000, le=2100)
    figure: str = asked("Figure", "such as 6, or 14.M2", min_length=1, limit=30)
    value: float = asked("Target")


class Target(TargetFields, table=True):
    """One target."""

    id: str = key()


class PriorityFields(Shape):
    """One thing to be done in a year, with what came of it (practice.md 10, row 89)."""

    year: int = asked("Year", "the April it begins in", ge=2000, le=2100)
    text: str = asked("Priority", min_length=1, rows=2)
    target: str = asked("Target", default="", limit=120)
    baseline: str = asked("From", "how it stood before", default="", limit=120)
    progress: str = asked("Progress", default="", rows=3)
    position: int = asked("Place in the list", default=0)


class Priority(PriorityFields, table=True):
    """One priority of one year."""

    id: str = key()


class ReportTextFields(Shape):
    """The words of one section of one year's report."""

    year: int = asked("Year", "the April it begins in", ge=2000, le=2100)
    section: str = asked("Section", choices="report_section")
    text: str = asked("Words", "no child by name", default="", rows=8)


class ReportText(ReportTextFields, table=True):
    """One section's words."""

    __tablename__ = "report_text"

    id: str = key()
