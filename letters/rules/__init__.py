"""The rules a letter is held against, by what they look after. Importing this enters them all."""

from letters.rules import complete, decided, next_review, person, reached, readable, safe, tone, words
from letters.rules.registry import RULES, Family, Level, Remark, Rule

__all__ = ["RULES", "Family", "Level", "Remark", "Rule"]

_ENTERED = (complete, decided, next_review, person, reached, readable, safe, tone, words)
