"""What the IRO answered about the council's lists, so that the next list need not ask again."""

from datetime import date

from sqlmodel import Field, SQLModel

from iro_tui.record.base import key


class ListAnswer(SQLModel, table=True):
    """One answer: what a heading means, or what a doubtful cell should have said.

    It hangs on no child and names none: a question about a child goes by a fingerprint.
    """

    __tablename__ = "list_answer"

    id: str = key()
    asked: str = Field(index=True)
    """The key of the question, as `exchange.questions.key_of` makes it."""
    answer: str
    council: str = ""
    """Whose list it was, as on the IRO's page."""
    said_on: date
