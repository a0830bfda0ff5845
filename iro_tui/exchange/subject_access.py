"""One child's file in date order for a subject access request, with other people marked in it.

Nothing is left out: the council decides what is blacked out (practice.md 9). A mark says who is meant, so
that nobody is overlooked; a name that is also an ordinary word is marked too often rather than too seldom.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.casework.child_record import ChildRecord, Row
from iro_tui.casework.everything import called_in
from iro_tui.casework.in_words import Said, asked_fields

if TYPE_CHECKING:
    from sqlmodel import Session

FAMILY = frozenset(
    (
        *("CARER", "MOTHER", "FATHER", "PARENT", "STEP_PARENT", "SIBLING", "GRANDPARENT", "RELATIVE"),
        *("FRIEND", "OTHER"),
    )
)
"""Roles of people who are in the child's life and not at work in it; every other role is somebody's work."""
ABOUT_OTHERS = {
    "child": ("family_network", "why_in_care"),
    "review": ("parent_views", "parents_left_out", "carer_views"),
    "person": ("may_be_told", "phone", "email"),
    "contact": ("words",),
}
"""Fields whose words are mostly about somebody else, whoever they name."""

PERSON, WORK, CHILD = "other person", "professional", "another child"

_HEAD = """\
The file of one child in date order, for a request to see it. Made {made_on} by iro-tui.

Marked in it:
  [{person}: ...]   family, carers, friends
  [{work}: ...]   people who worked with the child
  [{child}: ...]  other children on this caseload
  (about others)       a passage that is mostly about somebody else

Nothing was left out. The council decides what is taken out before it goes to anybody. Names nobody wrote
down as names are not marked: read it through.
"""


class Marker:
    """Marks the names of other people in texts and counts them."""

    def __init__(self, names: Mapping[str, str], own: Iterable[str]) -> None:
        """Take names and what each is, and the child's own names, which stay as they are."""
        known = {word.casefold() for name in own for word in (name, *name.split())}
        self._kinds: dict[str, str] = {}
        for name, kind in names.items():
            for part in (name.strip(), *(name.split() if len(name.split()) > 1 else ())):
                word = part.strip(".,;:()")
                if len(word) > 1 and word[:1].isupper() and word.casefold() not in known | _TITLES:
                    self._kinds.setdefault(word, kind)
        longest_first = sorted(self._kinds, key=lambda word: (-len(word), word))
        pattern = "|".join(re.escape(word) for word in longest_first)
        self._find = re.compile(rf"(?<!\w)({pattern})(?!\w)") if pattern else None
        self.found: Counter[tuple[str, str]] = Counter()

    def __call__(self, text: str) -> str:
        """The text with its marks."""
        return self._find.sub(self._mark, text) if self._find else text

    def _mark(self, match: re.Match[str]) -> str:
        word = match[1]
        kind = self._kinds[word]
        self.found[kind, word] += 1
        return f"[{kind}: {word}]"


_TITLES = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "dr", "the", "and", "of", "de", "van", "nan", "mum", "dad")
)


def marker_of(record: ChildRecord, others: Sequence[Row]) -> Marker:
    """A marker for everybody but the child.

    Args:
        record: the child's record.
        others: first name, surname and known-as of the other children on the caseload.
    """
    child = record.child
    names: dict[str, str] = {}
    for row in record.tables.get("person", ()):
        names[row["name"]] = PERSON if row["role"] in FAMILY else WORK
    for row in record.tables.get("placement", ()):
        if row["carer"]:
            names.setdefault(row["carer"], PERSON)
    for row in record.tables.get("contact", ()):
        if row["who"]:
            names.setdefault(row["who"], WORK)
    for row in others:
        whole = " ".join(part for part in (row["first_name"], row["surname"]) if part)
        for name in (whole, row["known_as"]):
            if name:
                names.setdefault(name, CHILD)
    own = [child[name] for name in ("first_name", "surname", "known_as") if child[name]]
    return Marker(names, own)


def other_children(session: Session, child_id: str) -> list[Row]:
    """The names of the other children on the caseload."""
    from iro_tui.exchange.rows import table_of

    table = table_of("child")
    query = table.select().with_only_columns(table.c.first_name, table.c.surname, table.c.known_as)
    return [dict(row) for row in session.connection().execute(query.where(table.c.id != child_id)).mappings()]


def marked_file(record: ChildRecord, others: Sequence[Row], today: date) -> str:
    """The whole file as text: what the marks mean, the story by day, and who is named how often."""
    from iro_tui.exchange.open_formats import chronology
    from iro_tui.rules.dates import say_date

    mark = marker_of(record, others)
    called = called_in(record)
    about_others = {
        asked_fields(table, called)[name].title for table, names in ABOUT_OTHERS.items() for name in names
    }

    def marked(field: Said) -> Said:
        title = f"{field.title} (about others)" if field.title in about_others else field.title
        return Said(title, mark(field.text), field.quote)

    story = chronology(record, today, marked)
    head = _HEAD.format(made_on=say_date(today), person=PERSON, work=WORK, child=CHILD)
    named = [f"  {word}, {kind}: {count}" for (kind, word), count in sorted(mark.found.items())]
    return "\n".join([head, story, "", "", "Who is named, and how often", *(named or ["  nobody"]), ""])
