"""How a rule is written down: one small function with its id above it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from letters.page import Page

Level = Literal["block", "confirm", "advice"]
Family = Literal["readability", "hard words", "labels", "tone", "person", "voice", "completeness", "safety"]
_LEVELS: dict[str, Level] = {"B": "block", "C": "confirm", "A": "advice"}


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule has to say about one place."""

    start: int
    end: int
    """The same as `start` when something is missing."""
    why: str
    """One plain sentence for the IRO."""
    title: str = ""
    """A few words that name it in a list; empty takes the words of the letter."""
    say_instead: tuple[str, ...] = ()
    explain: str | None = None
    about: str | None = None
    """What a decision to keep it holds for: it lapses when this changes. None takes the sentence it is in."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of letters.md 3.2 to 3.4."""

    id: str
    family: Family
    share: float
    """How far one finding goes towards lighting the family (letters.md 3.6): 1 alone does, 0 never."""
    find: Callable[[Page], Iterator[Remark]]

    @property
    def level(self) -> Level:
        """Block, confirm or advice, from the first letter of the id."""
        return _LEVELS[self.id[0]]


RULES: dict[str, Rule] = {}
"""Every rule by id."""


def rule(
    rule_id: str, family: Family, share: float = 1
) -> Callable[[Callable[[Page], Iterator[Remark]]], Callable[[Page], Iterator[Remark]]]:
    """Enter the function below as a rule. Nothing else is needed for it to be checked and shown."""

    def enter(find: Callable[[Page], Iterator[Remark]]) -> Callable[[Page], Iterator[Remark]]:
        RULES[rule_id] = Rule(rule_id, family, share, find)
        return find

    return enter
