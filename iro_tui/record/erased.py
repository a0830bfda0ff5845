"""What stays of a child who was erased: that it was done, when and why, and nothing of what was written."""

from datetime import date

from sqlmodel import Field

from iro_tui.record.base import Shape, asked, key


class ErasedFields(Shape):
    """The stub of one child."""

    mosaic_id: str = Field(title="Mosaic number")
    erased_on: date = Field(title="Erased")
    reason: str = asked("Why", "no name in it", min_length=3, limit=200)


class Erased(ErasedFields, table=True):
    """One child whose local copy was erased; the council's record is not touched by it."""

    id: str = key()
