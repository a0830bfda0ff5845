"""From any older schema to this version's, in one transaction or not at all.

The schema's version is the file's `user_version`. A released step never changes: step 1 runs a frozen SQL
file, so that later changes to the record are later steps. Prefer ADD, RENAME and DROP COLUMN, which keep a
table's rows and triggers; rebuilding a table is what these rules guard against.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import complete_statement
from typing import TYPE_CHECKING

from iro_tui.errors import IroError
from iro_tui.vault.chain import chain_all
from iro_tui.vault.connection import driver
from iro_tui.vault.search_index import drop_index
from iro_tui.vault.triggers import drop_triggers, ensure_triggers, plain_tables

if TYPE_CHECKING:
    from sqlite3 import Connection

FROZEN = Path(__file__).parent / "schema"


@dataclass(frozen=True)
class Migration:
    """One step from a version to the next."""

    number: int
    """The version the vault has afterwards."""
    change: Callable[[Connection], None]
    may_change_rows: frozenset[str] = frozenset()
    """Tables whose number of rows this step changes on purpose."""


def run_sql(file: str) -> Callable[[Connection], None]:
    """Return a change that runs a frozen SQL file, statement by statement."""

    def change(connection: Connection) -> None:
        # Not executescript: it commits first, which would split the migration in two.
        statement = ""
        for line in (FROZEN / file).read_text("utf-8").splitlines(keepends=True):
            statement += line
            if complete_statement(statement):
                connection.execute(statement)
                statement = ""

    return change


def _whole_record(connection: Connection) -> None:
    run_sql("0002.sql")(connection)
    # What is promised now is the first promise anybody knows of.
    connection.execute("UPDATE decision SET first_by = by_when")
    # The one step an alert could take is the first of the steps it takes now.
    connection.execute(
        "INSERT INTO alert_move (id, child_id, alert_id, moved_on, step, note) "
        "SELECT lower(hex(randomblob(8))), child_id, id, formal_on, 'FORMAL_ALERT', '' "
        "FROM alert WHERE formal_on IS NOT NULL"
    )
    connection.execute("ALTER TABLE alert DROP COLUMN formal_on")
    chain_all(connection)


MIGRATIONS = (
    Migration(1, run_sql("0001.sql")),
    Migration(2, _whole_record),
    Migration(3, run_sql("0003.sql")),
)
"""Every step there ever was, in order."""


def version_of(connection: Connection) -> int:
    """Return the schema's version; 0 for a file that holds nothing yet."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(
    connection: Connection,
    before_change: Callable[[], object],
    migrations: tuple[Migration, ...] = MIGRATIONS,
) -> bool:
    """Bring the schema up to date and return whether anything had to be done.

    Args:
        connection: A keyed connection outside any transaction.
        before_change: Called before the first step of a vault that has data: it makes the backup.
        migrations: The steps, oldest first.

    Raises:
        IroError: The vault is newer than this program, or a step failed; then nothing was changed.
    """
    version, newest = version_of(connection), migrations[-1].number
    if version > newest:
        raise IroError(
            "This vault was written by a newer version of iro-tui. Open it with that version, "
            "or install that one here. Nothing was changed."
        )
    due = [migration for migration in migrations if migration.number > version]
    if not due:
        return False
    if version:
        before_change()
    # Has no effect inside a transaction. Left on, dropping a rebuilt table would take its children along.
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        connection.execute("BEGIN IMMEDIATE")
        drop_triggers(connection)
        drop_index(connection)
        for migration in due:
            _run(connection, migration)
        _refuse_damage(connection)
        ensure_triggers(connection)
        connection.execute(f"PRAGMA user_version = {newest}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
    return True


def row_counts(connection: Connection) -> dict[str, int]:
    """Return how many rows each ordinary table has."""
    return {
        table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
        for table in plain_tables(connection)
    }


def _run(connection: Connection, migration: Migration) -> None:
    before = row_counts(connection)
    try:
        migration.change(connection)
    except driver().DatabaseError as error:
        raise _failed(f"step {migration.number}: {error}") from None
    after = row_counts(connection)
    for table in before.keys() & after.keys() - migration.may_change_rows:
        if before[table] != after[table]:
            raise _failed(
                f"step {migration.number} would leave {after[table]} of {before[table]} rows in {table}"
            )


def _refuse_damage(connection: Connection) -> None:
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise _failed("rows would be left that belong to nothing")
    if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        raise _failed("the file is damaged")


def _failed(why: str) -> IroError:
    return IroError(
        f"The vault could not be brought up to this version of iro-tui ({why}). Nothing was changed: "
        "go on with the version you had."
    )
