"""The index of every word on the record: inside the vault, kept by triggers, made anew when it is missing.

Like history it follows every change whoever makes it: a verb, undo, bulk SQL, a row that goes with the one it
belongs to. It is no part of the record: it has no history, and a migration drops it. What is taken off the
record is taken out of the index, not only marked (`secure-delete`).

Rows are numbered by the day they stand on, so that the newest come first without any sorting, however many
have a word. A note stands on the day its review had when the note was written down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection

    from iro_tui.record.searched import Searched

BETWEEN = "\x1f"
"""What stands between the texts of one row."""

_PREFIX = "search_"
_A_DAY = 1 << 20
"""How many rows one day has numbers for."""


def ensure_index(connection: Connection) -> bool:
    """Put the index and its triggers in place and return whether it had to be made anew.

    Runs whenever a vault is opened: a vault of an older version, or a table that was rebuilt, has none.
    """
    from iro_tui.record.searched import searched

    tables = searched()
    wanted = _wanted(tables)
    if _present(connection) == wanted:
        return False
    connection.execute("SAVEPOINT search_index")
    drop_index(connection)
    for sql in wanted.values():
        connection.execute(sql)
    connection.execute("INSERT INTO search (search, rank) VALUES ('secure-delete', 1)")
    connection.execute(_every_row(tables))
    connection.execute("INSERT INTO search (search) VALUES ('rebuild')")
    connection.execute("RELEASE search_index")
    return True


def drop_index(connection: Connection) -> None:
    """Take the index away, for a migration; opening the vault makes it anew."""
    for kind in ("trigger", "view", "table"):
        for name in _names(connection, kind):
            connection.execute(f'DROP {kind} "{name}"')


def _names(connection: Connection, kind: str) -> list[str]:
    return [name for name, (what, _) in _objects(connection).items() if what == kind]


def _present(connection: Connection) -> dict[str, str]:
    return {name: sql for name, (_, sql) in _objects(connection).items()}


def _objects(connection: Connection) -> dict[str, tuple[str, str]]:
    """Ours by name, without the tables that FTS5 keeps for itself."""
    rows = connection.execute(
        "SELECT name, type, sql FROM sqlite_master WHERE (name = 'search' OR name GLOB 'search_*') "
        "AND sql IS NOT NULL AND name NOT IN "
        "('search_data', 'search_idx', 'search_content', 'search_docsize', 'search_config')"
    )
    return {name: (kind, sql) for name, kind, sql in rows.fetchall()}


def _wanted(tables: tuple[Searched, ...]) -> dict[str, str]:
    """Every table, view and trigger of the index by name, in the order they are made."""
    words = " ".join(
        f"WHEN '{each.table}' THEN "
        f'(SELECT {_words("it", each)} FROM "{each.table}" it WHERE it.id = row_id)'
        for each in tables
    )
    found = {
        "search_row": "CREATE TABLE search_row (n INTEGER PRIMARY KEY, kind TEXT NOT NULL, "
        "row_id TEXT NOT NULL, child_id TEXT, UNIQUE (row_id, kind))",
        "search_source": "CREATE VIEW search_source AS "
        f"SELECT n, CASE kind {words} END AS words, child_id AS child, kind FROM search_row",
        "search": "CREATE VIRTUAL TABLE search USING fts5(words, child, kind, content='search_source', "
        "content_rowid='n', tokenize='porter unicode61 remove_diacritics 2', prefix='3', columnsize=0)",
    }
    for each in tables:
        taken_out, put_in = _taken_out(each), _put_in(each)
        columns = [*each.columns, *(name for name in (each.day, each.child) if name)]
        if each.table == "review":
            columns.append("booked_for")
        differs = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)
        on = f'ON "{each.table}"'
        for event, body in (
            ("insert", f"AFTER INSERT {on} BEGIN {put_in}END"),
            ("update", f"AFTER UPDATE {on} WHEN {differs} BEGIN {taken_out}{put_in}END"),
            ("delete", f"AFTER DELETE {on} BEGIN {taken_out}END"),
        ):
            name = f"{_PREFIX}{each.table}_{event}"
            found[name] = f"CREATE TRIGGER {name} {body}"
    return found


def _put_in(each: Searched) -> str:
    words, child, start = _words("NEW", each), _child("NEW", each), _start("NEW", each)
    last = f"(SELECT max(n) FROM search_row WHERE n BETWEEN {start} AND {start} + {_A_DAY - 1})"
    return (
        "INSERT INTO search_row (n, kind, row_id, child_id) "
        f"SELECT coalesce({last}, {start}) + 1, '{each.table}', NEW.id, {child} WHERE {_some(words)}; "
        "INSERT INTO search (rowid, words, child, kind) "
        f"SELECT n, {words}, child_id, kind FROM search_row "
        f"WHERE row_id = NEW.id AND kind = '{each.table}'; "
    )


def _taken_out(each: Searched) -> str:
    this = f"row_id = OLD.id AND kind = '{each.table}'"
    return (
        "INSERT INTO search (search, rowid, words, child, kind) "
        f"SELECT 'delete', n, {_words('OLD', each)}, child_id, kind FROM search_row WHERE {this}; "
        f"DELETE FROM search_row WHERE {this}; "
    )


def _every_row(tables: tuple[Searched, ...]) -> str:
    """Number every row there is, day by day."""
    rows = " UNION ALL ".join(
        f"SELECT {_start('it', each)} AS start, '{each.table}' AS kind, it.id AS row_id, "
        f'{_child("it", each)} AS child_id FROM "{each.table}" it WHERE {_some(_words("it", each))}'
        for each in tables
    )
    return (
        "INSERT INTO search_row (n, kind, row_id, child_id) "
        "SELECT start + row_number() OVER (PARTITION BY start ORDER BY kind, row_id), kind, row_id, child_id "
        f"FROM ({rows})"
    )


def _words(row: str, each: Searched) -> str:
    return f" || char({ord(BETWEEN)}) || ".join(f"coalesce({row}.\"{name}\", '')" for name in each.columns)


def _some(words: str) -> str:
    return f"trim({words}, char({ord(BETWEEN)}) || ' ') <> ''"


def _child(row: str, each: Searched) -> str:
    return f"{row}.{each.child}" if each.child else "NULL"


def _start(row: str, each: Searched) -> str:
    """The number before the first of the day a row stands on; 0 without a day."""
    day = f'{row}."{each.day}"' if each.day else "NULL"
    if each.table == "review":
        day = f"coalesce({day}, {row}.booked_for)"
    elif each.of_review:
        of_review = f"(SELECT coalesce(opened_on, booked_for) FROM review WHERE id = {row}.review_id)"
        day = f"coalesce({day}, {of_review})" if each.day else of_review
    return f"coalesce(CAST(julianday({day}) AS INTEGER), 0) * {_A_DAY}"
