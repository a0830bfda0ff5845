"""The record in open formats: JSON whole, a CSV file for each table, and a chronology to read."""

from __future__ import annotations

import csv
import io
import json
import textwrap
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from iro_tui.casework.child_record import ChildRecord, Row, child_id_of, child_record
from iro_tui.casework.everything import about_the_child, everything
from iro_tui.casework.in_words import Said
from iro_tui.exchange.subject_access import marked_file, other_children
from iro_tui.rules.dates import say_date

if TYPE_CHECKING:
    from sqlmodel import Session

VERSION = 1
"""Rises when a reader of an older file would misread a new one."""

Files = Mapping[str, bytes]
"""Files by their path inside the export, with `/` between folders."""

_RISKY = ("=", "+", "-", "@", "\t", "\r")
_WIDTH = 100
_EPOCH = (1980, 1, 1, 0, 0, 0)
_READ_ME = """\
This is an export of the record of one Independent Reviewing Officer, made by iro-tui on {made_on}.

record.json      everything. Under "tables" each table has what its rows are called, its fields with their
                 titles and the names of their code lists, and its rows. Days are YYYY-MM-DD. Rows point to
                 each other by "id": child_id, review_id and so on.
csv/             the same rows, a file for each table that has any, to open in a spreadsheet. A cell that a
                 spreadsheet could take for a formula has an apostrophe put before it.
chronology.txt   the same rows in words, by day.
subject-access.txt   for one child: the same with other people marked, for a request to see the file.

Whoever has these files can read everything in them. Delete them when they have served.
"""


def child_files(session: Session, mosaic_id: str, today: date) -> Files:
    """One child's file: everything on the record about that child.

    Raises:
        BadInput: there is no such child on this caseload.
    """
    record = child_record(session, child_id_of(session, mosaic_id))
    tables = {"child": (record.child,), **record.tables}
    marked = marked_file(record, other_children(session, record.child["id"]), today)
    return {**_files(tables, (record,), today, "one child"), "subject-access.txt": marked.encode()}


def all_files(session: Session, today: date) -> Files:
    """Everything in the vault but drafts and what the calendar was told, with the history of each child.

    The history stands in the rows of `earlier_change`, since a vault that takes them in has one of its own.
    """
    from sqlmodel import SQLModel

    from iro_tui.casework.child_history import BESIDE
    from iro_tui.exchange.handover_history import kept_changes
    from iro_tui.record.nouns import ABOUT_NOBODY

    session.flush()
    connection = session.connection()
    tables: dict[str, tuple[Row, ...]] = {}
    for name, table in sorted(SQLModel.metadata.tables.items()):
        if name not in ABOUT_NOBODY:
            rows = connection.execute(table.select().order_by(*table.primary_key.columns))
            names = tuple(rows.keys())
            tables[name] = tuple(dict(zip(names, row, strict=True)) for row in rows)
    me = "".join(row["name"] for row in tables["profile"])
    tables[BESIDE] = kept_changes(connection, [row["id"] for row in tables["child"]], me)
    return _files(tables, _records(tables), today, "everything")


def _records(tables: Mapping[str, Sequence[Row]]) -> list[ChildRecord]:
    """The rows of each child by themselves, children by name, without another question to the vault."""
    of_child: dict[str, dict[str, list[Row]]] = {row["id"]: {} for row in tables["child"]}
    for name, rows in tables.items():
        for row in rows:
            if row.get("child_id") in of_child:
                of_child[row["child_id"]].setdefault(name, []).append(row)
    children = sorted(tables["child"], key=lambda row: (row["surname"], row["first_name"], row["id"]))
    return [
        ChildRecord(child, {name: tuple(rows) for name, rows in of_child[child["id"]].items()}, ())
        for child in children
    ]


def as_zip(files: Files) -> bytes:
    """The files in one archive; the same files give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return packed.getvalue()


def _files(
    tables: Mapping[str, Sequence[Row]], records: Sequence[ChildRecord], today: date, about: str
) -> Files:
    found = {
        "README.txt": _READ_ME.format(made_on=say_date(today)).encode(),
        "record.json": _json(tables, today, about),
        "chronology.txt": ("\n\n\n".join(chronology(record, today) for record in records) + "\n").encode(),
    }
    for name, rows in tables.items():
        if rows:
            found[f"csv/{name}.csv"] = _csv(rows)
    return found


def _json(tables: Mapping[str, Sequence[Row]], today: date, about: str) -> bytes:
    whole = {
        "format": "iro-tui record",
        "version": VERSION,
        "made_on": today.isoformat(),
        "about": about,
        "tables": {
            name: {
                "called": _called(name),
                "fields": _fields(name),
                "rows": [{column: _plain(value) for column, value in row.items()} for row in rows],
            }
            for name, rows in tables.items()
        },
    }
    return (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode()


def _called(name: str) -> str:
    from iro_tui.record.nouns import shape_of, table_named

    shape = shape_of(table_named(name))
    return shape.NOUN.called if shape else name


def _fields(name: str) -> dict[str, dict[str, str]]:
    """Title and code list of every column; a column no form asks for has its own name as its title."""
    from iro_tui.record.nouns import table_named

    found = {}
    for column, info in table_named(name).model_fields.items():
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        told = {"title": info.title or column}
        if extra.get("choices"):
            told["codes"] = str(extra["choices"])
        found[column] = told
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _csv(rows: Sequence[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(rows[0])
    for row in rows:
        writer.writerow([_cell(value) for value in row.values()])
    return text.getvalue().encode("utf-8-sig")  # with the mark by which a spreadsheet knows the accents


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    text = str(_plain(value))
    if isinstance(value, str) and text.lstrip().startswith(_RISKY):
        return f"'{text}"
    return f"'{text}" if text.startswith(_RISKY) else text


Mark = Callable[[Said], Said]


def _as_it_is(field: Said) -> Said:
    return field


def chronology(record: ChildRecord, today: date, mark: Mark = _as_it_is) -> str:
    """Everything about one child in words, by day, the oldest first; then what has no day.

    Args:
        record: the child's record.
        today: the day it is made.
        mark: what is done to every field before it is written down.
    """
    return "\n".join(_lines(record, today, mark))


def _lines(record: ChildRecord, today: date, mark: Mark) -> Iterator[str]:
    child = record.child
    yield f"{child['first_name']} {child['surname']}".strip()
    yield f"Chronology made {say_date(today)}"
    yield ""
    yield from _told(map(mark, about_the_child(record)), 0)
    before: object = None
    for entry in everything(record):
        if entry.on != before or before is None:
            yield ""
            yield say_date(entry.on) if entry.on else "Without a day"
            before = entry.on or "none"
        yield f"  {entry.called}"
        yield from _told(map(mark, entry.fields), 4)


def _told(fields: Iterable[Said], indent: int) -> Iterator[str]:
    for field in fields:
        words = f"“{field.text}”" if field.quote else field.text
        for number, line in enumerate(words.splitlines() or [""]):
            first = f"{field.title}: " if number == 0 else ""
            told = first + "".join(letter if letter.isprintable() else " " for letter in line)
            margin = " " * (indent if number == 0 else indent + 2)
            if len(margin) + len(told) <= _WIDTH:
                yield (margin + told).rstrip()
                continue
            yield textwrap.fill(
                told,
                _WIDTH,
                initial_indent=margin,
                subsequent_indent=" " * (indent + 2),
                break_long_words=False,
                break_on_hyphens=False,
            )
