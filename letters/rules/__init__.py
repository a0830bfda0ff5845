"""The rules a letter is held against, by what they look after. Importing this enters them all."""

from letters.rules import (
    belongs,
    complete,
    decided,
    next_review,
    person,
    reached,
    readable,
    right_name,
    safe,
    third_person,
    tone,
    words,
)
from letters.rules.registry import RULES, Family, Level, Remark, Rule

__all__ = ["RULES", "Family", "Level", "Remark", "Rule"]

_ENTERED = (
    *(belongs, complete, decided, next_review, person, reached),
    *(readable, right_name, safe, third_person, tone, words),
)
