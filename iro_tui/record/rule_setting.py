"""What the IRO has changed about one rule of practice."""

from sqlmodel import Field

from iro_tui.record.base import Shape


class RuleSettingFields(Shape):
    """In force or not, and its number; None is as the list of rules has it."""

    in_force: bool | None = Field(default=None, title="In force")
    number: int | None = Field(default=None, title="Number")


class RuleSetting(RuleSettingFields, table=True):
    """One rule that differs from the list; a rule without a row is as listed."""

    __tablename__ = "rule_setting"

    id: str = Field(primary_key=True)
    """The rule's id in `rules.csv`."""
