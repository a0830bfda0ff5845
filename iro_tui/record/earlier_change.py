"""What another IRO's vault wrote down of a child before the record came here."""

from sqlmodel import Field, SQLModel

from iro_tui.record.base import belongs_to


class EarlierChange(SQLModel, table=True):
    """One row of another vault's history of one child. It stands beside the history here."""

    __tablename__ = "earlier_change"

    id: str = Field(primary_key=True)
    """Worked out from what it says, so that it is the same in every vault it comes through."""
    child_id: str = belongs_to("child")
    place: int
    """Counts the rows of this child in the order they came."""
    line: bool = False
    """Whether it leads, with those after it, to the state of the record that came first."""
    at: str
    """When it was done, in UTC, as history keeps it."""
    who: str
    words: str
    table_name: str
    row_id: str
    action: str
    before: str = ""
    """JSON of the changed columns as they were; empty for an insert."""
    after: str = ""
    """JSON of the changed columns as they became; empty for a delete."""
