"""Where typed words stand on the record: every text ever written, newest first, the words shown in place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from iro_tui.casework.child_story import is_closed, is_late
from iro_tui.casework.files import NO_TALK
from iro_tui.casework.found_pieces import CLOSES, OPENS, Piece, pieces
from iro_tui.casework.sequence import ReviewLine, in_order
from iro_tui.casework.signs import Sign
from iro_tui.casework.typed_words import Typed, all_of
from iro_tui.casework.words import plain_letters, short_name
from iro_tui.errors import BadInput
from iro_tui.rules.codes import label
from iro_tui.rules.dates import age, say_date, say_due
from iro_tui.vault.search_index import BETWEEN

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlmodel import Session

SAID, PROMISES, NOTES, LETTERS = "What children said", "Promises", "Notes", "Letters"
GROUPS = (SAID, PROMISES, NOTES, LETTERS)

_MOST = {"promises": 12, "letters": 6, "notes": 40}
"""The most passages of each part of the index that are read: the newest."""

_ONLY = {
    "promises": '({}) AND kind : "decision"',
    "letters": '({}) AND kind : "letter"',
    "notes": '({}) NOT kind : ("decision" OR "letter")',
}

_PART = {SAID: "notes", PROMISES: "promises", NOTES: "notes", LETTERS: "letters"}

_NAMES = {
    "child": ("mosaic_id", "first_name", "surname", "known_as"),
    "person": ("name", "child_calls"),
}
"""Columns that are found among children and people already, while they are here."""

_OWN = {"consultation": ("own_words",), "midway": ("child_message",)}
"""Columns with the child's own words."""

_WORDS = {
    "midway": "Midway",
    "alert": "Alert",
    "alert_move": "Alert",
    "alert_reply": "Alert",
    "letter": "Letter",
    "child": "Facts",
    "person": "Person",
    "placement": "Home",
    "own_word": "Own word",
    "snooze": "Put off",
    "progress": "Promise",
    "view_answer": "Answer",
    "other_work": "Work",
}
"""What a passage is called where its table has no word in the story; at most 8 cells."""

_IN_STORY = {
    "consultation": "TALK",
    "midway": "MIDWAY",
    "alert": "ALERT",
    "placement": "MOVE",
    "review": "REVIEW",
}

_NEEDED = frozenset(
    ("id", "review_id", "alert_id", "tag", "who", "kind", "status", "starting", "by_when", "text")
)
"""Columns a passage is made of, beside its days."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text in which the words stand."""

    child_id: str
    """Empty for work about no one child."""
    name: str
    age: int | None
    on: date | None
    """The day it stands on; None when it has none."""
    word: str
    """At most 8 cells: `Talked`, `Review 5`, `Midway`."""
    pieces: tuple[Piece, ...]
    """The text from a little before the first found word, on one line."""
    quote: bool = False
    """The child's own words."""
    sign: Sign = ""
    after: str = ""
    """What follows a promise: `11 wd late`, `by Fri 4 Dec, in 10 wd`."""
    entry: tuple[str, str] | None = None
    """Kind and subject of the item of the child's story it belongs to; None when it has none there."""


@dataclass(frozen=True, slots=True)
class Group:
    """Passages of one kind."""

    title: str
    passages: tuple[Passage, ...]
    more: bool
    """Whether there are older ones that were not read."""


@dataclass(frozen=True, slots=True)
class _Hit:
    kind: str
    row_id: str
    child_id: str | None
    column: str
    marked: str


@dataclass(frozen=True, slots=True)
class _Whose:
    name: str
    names: str
    born: date
    closed_on: date | None


def passages(session: Session, typed: Typed, today: date) -> tuple[Group, ...]:
    """The texts with all typed words, in groups that are not empty, newest first.

    A word that begins a child's name also narrows: `amira swimming` finds what was written about Amira. Stems
    are compared (`visited` is found by `visiting`), accents and case are not.
    """
    if not typed.enough:
        return ()
    session.flush()
    connection = session.connection()
    children = _children(connection)
    asked = _expression(typed, children)
    if not asked:
        return ()
    hits, more = [], set()
    for part, most in _MOST.items():
        found = list(_hits(connection, _ONLY[part].format(asked), most + 1))
        hits += found[:most]
        if len(found) > most:
            more.add(part)
    grouped: dict[str, list[Passage]] = defaultdict(list)
    for title, passage in _told(connection, hits, children, today):
        grouped[title].append(passage)
    return tuple(
        Group(title, tuple(sorted(grouped[title], key=_newest_first)), _PART[title] in more)
        for title in GROUPS
        if grouped[title]
    )


def _newest_first(passage: Passage) -> int:
    return -passage.on.toordinal() if passage.on else 0


def _children(connection: Connection) -> Mapping[str, _Whose]:
    rows = connection.exec_driver_sql(
        "SELECT id, first_name, known_as, surname, born, closed_on FROM child"
    ).all()
    return {
        row[0]: _Whose(
            name=f"{row[2] or row[1]} {row[3]}".strip(),
            names=f" {plain_letters(f'{row[1]} {row[2]} {row[3]}')}",
            born=date.fromisoformat(row[4]),
            closed_on=date.fromisoformat(row[5]) if row[5] else None,
        )
        for row in rows
    }


def _expression(typed: Typed, children: Mapping[str, _Whose]) -> str:
    """What the index is asked: all the words, or a child's name and the rest of them."""
    everywhere = all_of(typed, typed.words)
    named: dict[str, set[str]] = {}
    for word in typed.words:
        plain = f" {plain_letters(word)}"
        having = {id for id, child in children.items() if plain in child.names}
        if having and len(word) >= 2:
            named[word] = having
    rest = [word for word in typed.words if word not in named]
    theirs = set.intersection(*named.values()) if named else set()
    about = all_of(typed, rest) if rest else ""
    if not (theirs and about):
        return everywhere
    ids = " OR ".join(f'"{id}"' for id in sorted(theirs))
    return f"({everywhere}) OR ({about} AND child : ({ids}))"


def _hits(connection: Connection, asked: str, most: int) -> Iterator[_Hit]:
    from iro_tui.record.searched import searched

    columns = {each.table: each.columns for each in searched()}
    rows = connection.exec_driver_sql(
        "SELECT search_row.kind, search_row.row_id, search_row.child_id, highlight(search, 0, ?, ?) "
        "FROM search JOIN search_row ON search_row.n = search.rowid "
        "WHERE search MATCH ? ORDER BY search.rowid DESC LIMIT ?",
        (OPENS, CLOSES, asked, most),
    ).all()
    for kind, row_id, child_id, marked in rows:
        texts = dict(zip(columns[kind], marked.split(BETWEEN), strict=True))
        best = max(texts, key=lambda name: texts[name].count(OPENS))
        yield _Hit(kind, row_id, child_id, best, texts[best])


def _told(
    connection: Connection, hits: Sequence[_Hit], children: Mapping[str, _Whose], today: date
) -> Iterator[tuple[str, Passage]]:
    """Each hit with its group; a name that is found among children and people is passed over."""
    rows = _rows(connection, hits)
    decided = _decided(connection, hits)
    of_review = {id for id, row in rows.items() if id[0] == "review" or row.get("review_id")}
    reviews = _reviews(connection, {hit.child_id for hit in hits if (hit.kind, hit.row_id) in of_review})
    for hit in hits:
        row, whose = rows[hit.kind, hit.row_id], children.get(hit.child_id or "")
        if hit.column in _NAMES.get(hit.kind, ()) and _is_here(hit.kind, row, whose, today):
            continue
        if hit.row_id in decided:
            continue
        line = reviews.get(row["id"] if hit.kind == "review" else row.get("review_id") or "")
        sign, after = _promise(row, today) if hit.kind == "decision" else ("", "")
        group = _group(hit, row)
        yield (
            group,
            Passage(
                child_id=hit.child_id or "",
                name=whose.name if whose else "",
                age=age(whose.born, today) if whose else None,
                on=_day(hit, row, line),
                word=_word(hit.kind, row, line),
                pieces=pieces(_promised(hit, row) if hit.kind == "decision" else hit.marked),
                quote=group == SAID,
                sign=sign,
                after=after,
                entry=_entry(hit, row),
            ),
        )


def _decided(connection: Connection, hits: Iterable[_Hit]) -> set[str]:
    """Notes that became a decision word for word: the decision is found in their place."""
    notes = [hit.row_id for hit in hits if hit.kind == "note"]
    marks = ", ".join("?" * len(notes))
    rows = connection.exec_driver_sql(
        "SELECT note.id FROM note JOIN decision ON decision.note_id = note.id AND decision.text = note.text "
        f"WHERE note.id IN ({marks})",
        tuple(notes),
    )
    return {row[0] for row in rows}


def _is_here(kind: str, row: Mapping[str, Any], whose: _Whose | None, today: date) -> bool:
    until = row["until_on"] if kind == "person" else None
    closed = whose.closed_on if whose else None
    return (until is None or until > today) and (closed is None or closed > today)


def _group(hit: _Hit, row: Mapping[str, Any]) -> str:
    if hit.kind in ("decision", "letter"):
        return PROMISES if hit.kind == "decision" else LETTERS
    own = hit.column in _OWN.get(hit.kind, ())
    own = own or (hit.kind == "note" and row["tag"] == "SAID")
    own = own or (hit.kind == "feedback" and row["who"] == "CHILD")
    return SAID if own else NOTES


def _rows(connection: Connection, hits: Iterable[_Hit]) -> dict[tuple[str, str], Mapping[str, Any]]:
    """What a passage needs of the rows of the hits, one query for each table."""
    from sqlalchemy import select
    from sqlmodel import SQLModel

    wanted: dict[str, list[str]] = defaultdict(list)
    for hit in hits:
        wanted[hit.kind].append(hit.row_id)
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for kind, ids in wanted.items():
        table = SQLModel.metadata.tables[kind]
        needed = [column for column in table.c if column.name in _NEEDED or column.name.endswith("_on")]
        needed += [column for column in table.c if column.name == "on"]
        for row in connection.execute(select(*needed).where(table.c.id.in_(ids))).mappings():
            found[kind, row["id"]] = dict(row)
    return found


def _reviews(connection: Connection, child_ids: set[str | None]) -> dict[str, ReviewLine]:
    """Every review of these children, numbered within its period of care."""
    from sqlalchemy import select
    from sqlmodel import SQLModel

    review, period = SQLModel.metadata.tables["review"], SQLModel.metadata.tables["period_of_care"]
    started = select(period.c.child_id, period.c.started_on).where(period.c.child_id.in_(child_ids))
    begun: dict[str, list[date | None]] = defaultdict(lambda: [None])
    for child_id, since in connection.execute(started.order_by(period.c.started_on)).all():
        begun[child_id].append(since)
    stored = select(review.c.child_id, *(review.c[name] for name in ReviewLine.STORED))
    rows: dict[str, list[Sequence[Any]]] = defaultdict(list)
    for row in connection.execute(stored.where(review.c.child_id.in_(child_ids))).all():
        rows[row[0]].append(row[1:])
    # The later the period, the later it has its say: each numbers only the reviews since it began.
    return {
        line.id: line
        for child_id, theirs in rows.items()
        for since in begun[child_id]
        for line in in_order(theirs, since)
    }


def _day(hit: _Hit, row: Mapping[str, Any], line: ReviewLine | None) -> date | None:
    from iro_tui.record.searched import searched

    if hit.kind == "letter" and row["drafted_on"]:
        return _a_date(row["drafted_on"])
    column = next(each.day for each in searched() if each.table == hit.kind) or "made_on"
    return _a_date(row.get(column)) or (line.on if line else None)


def _a_date(value: Any) -> date | None:
    return value.date() if isinstance(value, datetime) else value


def _word(kind: str, row: Mapping[str, Any], line: ReviewLine | None) -> str:
    from iro_tui.record.nouns import shape_named

    if kind == "consultation":
        return "Asked" if row["kind"] in NO_TALK else "Talked"
    if kind in ("review", "note", "decision", "review_meeting"):
        number = line.number if line else None
        return "Review" if number is None else f"Review {number}" if number < 10 else f"Rev {number}"
    noun = shape_named(kind).NOUN
    return noun.word or _WORDS.get(kind) or noun.called.partition(" ")[0][:8]


def _entry(hit: _Hit, row: Mapping[str, Any]) -> tuple[str, str] | None:
    from iro_tui.record.nouns import shape_named

    if hit.kind in _IN_STORY:
        return _IN_STORY[hit.kind], hit.row_id
    if row.get("alert_id"):
        return "ALERT", row["alert_id"]
    if row.get("review_id"):
        return "REVIEW", row["review_id"]
    return (hit.kind, hit.row_id) if shape_named(hit.kind).NOUN.word else None


def _promise(row: Mapping[str, Any], today: date) -> tuple[Sign, str]:
    who, by_when = short_name(row["who"]), row["by_when"]
    if is_closed(row):
        return "done", _joined(who, label("decision_status", row["status"]).lower())
    if by_when is None:
        return "open", who
    if row["starting"]:
        return "open", _joined(who, f"{'since' if by_when <= today else 'from'} {say_date(by_when, today)}")
    try:
        distance = say_due(by_when, today)
    except BadInput:
        distance = ""  # so far off that its bank holidays are not known
    if is_late(row, today):
        return "late", _joined(who, distance)
    return "open", _joined(who, f"by {say_date(by_when, today)}", distance)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _promised(hit: _Hit, row: Mapping[str, Any]) -> str:
    """The words of a decision, also where only the person was looked for; who and when follow them."""
    said: str = row["text"] if hit.column == "who" else hit.marked
    return said.rstrip(" .")
