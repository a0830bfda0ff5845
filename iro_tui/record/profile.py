"""The IRO's own page: the lines on every letter, and how the program behaves."""

from sqlmodel import Field

from iro_tui.record.base import Shape, asked

THE_PROFILE = "me"
"""The id of the only row: a vault belongs to one IRO."""


class ProfileFields(Shape):
    """Who the IRO is, whom a child may ring, and the settings of the program."""

    name: str = asked("Your name", group="you", min_length=1, limit=80)
    job_title: str = asked("Job title", default="Independent Reviewing Officer", group="you", limit=80)
    phone: str = asked("Phone", "Children ring it.", default="", group="you", limit=40)
    email: str = asked("Email", "Your work address.", default="", group="you", limit=120)
    council: str = asked("Council", "As it stands on letters.", default="", group="you", limit=80)
    advocacy_name: str = asked("Service", default="", group="advocacy", limit=80)
    advocacy_phone: str = asked("Phone", default="", group="advocacy", limit=40)
    look: str = asked("Look", default="dark", group="program", choices="look")
    plain_signs: bool = asked("Plain signs", "for a terminal without lines", default=False, group="program")
    lock_minutes: int = asked("Locks after", "minutes without a key", default=5, group="program", ge=1, le=60)
    backup_folder: str = asked(
        "Second backup", "a folder on a stick or a drive", default="", group="program", limit=200
    )
    handover_folder: str = asked(
        "Hand-over folder", "where files for Mosaic are copied to", default="", group="program", limit=200
    )
    plain_days: int = asked(
        "Plain files lie", "days in the outbox before Today says so", default=7, group="program", ge=1, le=90
    )
    most_reviews: int = asked("Reviews a week", "at most", default=5, group="program", ge=1, le=20)


class Profile(ProfileFields, table=True):
    """The one row about the IRO."""

    id: str = Field(default=THE_PROFILE, primary_key=True)
    alert_process: str = ""
    """Name of the process new alerts start under; empty for that of 2023/24 with the numbers in force."""
