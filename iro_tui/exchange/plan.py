"""What bringing in a list would change: worked out first, shown, and only then written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from iro_tui.exchange.questions import Question
from iro_tui.exchange.sheet import Column, PassedOver

_NAMES = {"child": ("first_name", "surname", "known_as"), "person": ("name",)}
"""The fields that hold a name, of the tables a list writes."""


@dataclass(frozen=True, slots=True)
class Added:
    """A child who is new."""

    row: int
    mosaic_id: str
    name: str
    born: date


@dataclass(frozen=True, slots=True)
class Updated:
    """One field of a child who is here already."""

    mosaic_id: str
    name: str
    field: str
    before: str
    """What stands here, in words; empty when nothing did."""
    after: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Several rows about one child."""

    rows: tuple[int, ...]
    mosaic_id: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that is not brought in."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the list that is wrong or late; it is said, and nothing is asked."""

    rule: str
    """Id of a rule of practice.md or of the national return: `C3`, `440`, `INT08`."""
    mosaic_id: str
    name: str
    """The child's name here; empty for a child who is not here."""
    words: str


@dataclass(frozen=True, slots=True)
class Write:
    """One row of one table, new or changed."""

    table: str
    mosaic_id: str
    row_id: str | None
    """None for a new row."""
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """What would happen; nothing has."""

    name: str
    """The file's name."""
    today: date
    """The day it was worked out for."""
    rows_read: int
    added: tuple[Added, ...]
    updated: tuple[Updated, ...]
    unchanged: tuple[str, ...]
    """Mosaic numbers of the children the list says nothing new about."""
    joined: tuple[Joined, ...]
    set_aside: tuple[SetAside, ...]
    questions: tuple[Question, ...]
    not_listed: tuple[str, ...]
    """Mosaic numbers of open children this list does not have; they stay as they are."""
    unread: tuple[str, ...]
    """Headings nobody knows; their columns are left alone."""
    writes: tuple[Write, ...]
    columns: tuple[Column, ...] = ()
    """Every column of the list, with what it was taken for."""
    passed_over: tuple[PassedOver, ...] = ()
    """Lines about nobody: titles, sections, page numbers, footers, headings said again."""
    findings: tuple[Finding, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    """What the IRO answered, by the key of the question; kept when the plan is applied."""
    names: Mapping[int, str] = field(default_factory=dict)
    """What the list calls the child of a row."""

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every name the list speaks of: of children, new or changed, and of people, such as a new worker."""
        written = [
            value
            for each in self.writes
            for name, value in each.values.items()
            if name in _NAMES.get(each.table, ()) and isinstance(value, str)
        ]
        return (*self.names.values(), *(new.name for new in self.added), *written)

    def as_json(self) -> dict[str, Any]:
        """The answer with the keys promised for `import --json`."""
        return {
            "added": [child.mosaic_id for child in self.added],
            "updated": [
                {"mosaic_id": each.mosaic_id, "field": each.field, "before": each.before, "after": each.after}
                for each in self.updated
            ],
            "unchanged": list(self.unchanged),
            "joined": [{"rows": list(each.rows), "mosaic_id": each.mosaic_id} for each in self.joined],
            "set_aside": [{"row": each.row, "reason": each.reason} for each in self.set_aside],
            "questions": [
                {
                    "row": each.row,
                    "mosaic_id": each.mosaic_id,
                    "column": each.column,
                    "raw": each.raw,
                    "why": each.why,
                }
                for each in self.questions
            ],
            "not_listed": list(self.not_listed),
            "unread": list(self.unread),
            "passed_over": [{"row": each.row, "words": each.words} for each in self.passed_over],
            "findings": [
                {"rule": each.rule, "mosaic_id": each.mosaic_id, "words": each.words}
                for each in self.findings
            ],
        }
