"""What was last written to the calendar file: one row for each event that ever left."""

from sqlmodel import Field, SQLModel


class CalendarEntry(SQLModel, table=True):
    """One event as the last calendar file had it.

    It holds no name and hangs on no child: the event in Outlook must still be cancelled when the record it
    came from is gone. It has no history either, because an undo would lower `sequence` and Outlook would then
    leave the next change unread.
    """

    __tablename__ = "calendar_entry"

    uid: str = Field(primary_key=True)
    sequence: int = 0
    """Rises by one with every change that is written, cancelling included."""
    fingerprint: str
    """Hash of the event's content, to see whether it changed."""
    starts: str
    """ISO date, or date and time by the clock in London, so that it can be cancelled where it stands."""
    what: str
    """Whose event it was left out: `Review 4`, `Letter due`."""
    gone: bool = False
    """Whether it was cancelled."""
