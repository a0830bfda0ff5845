"""The vault: one encrypted file in a folder of its own, asked questions and changed by verbs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar

from iro_tui.errors import IroError
from iro_tui.vault import backups, drafts, history, key
from iro_tui.vault.connection import unreadable, work_engine
from iro_tui.vault.creation import DB, KEY, make_files
from iro_tui.vault.files import private_folder
from iro_tui.vault.lock import release_lock, take_lock
from iro_tui.vault.migrations import migrate
from iro_tui.vault.triggers import ensure_triggers

if TYPE_CHECKING:
    from sqlite3 import Connection
    from types import TracebackType

    from sqlmodel import Session

Given = ParamSpec("Given")
Result = TypeVar("Result")

_LOCK = "vault.lock"
_BACKUPS, _OUTBOX = "backups", "outbox"
_WARMING = threading.Lock()


@dataclass(frozen=True)
class Acted(Generic[Result]):
    """What a verb returned and what it changed."""

    result: Result
    changed: history.Changed


def machine_time() -> datetime:
    """Return the time of the machine's clock, in UTC: what a vault goes by unless it is told otherwise."""
    return datetime.now(UTC)


def warm_up() -> None:
    """Import what an open vault needs, which takes longer than anything else about opening it.

    Meant for a thread: while the passphrase is typed, and again while it is stretched into a key, which
    leaves the interpreter to others. One thread at a time: two that import SQLAlchemy at once can each be
    given half of it, and the import fails.
    """
    with _WARMING:
        for name in (
            "sqlalchemy.dialects.sqlite",
            "sqlcipher3.dbapi2",
            "iro_tui.record.tables",
            "iro_tui.vault.session",
        ):
            import_module(name)


class Vault:
    """An open vault. Make one with `create`, `open` or `open_with_code`; `close` it, or use it in a `with`.

    Safe to call from any thread: one session at a time, the others wait. Nothing of a session may leave it:
    questions and verbs return plain data.
    """

    now: Callable[[], datetime]
    """The time that steps and drafts are given; aware."""
    who: str
    """Who acts, for the history."""

    def __init__(
        self,
        home: Path,
        data_key: bytes,
        lock: int,
        now: Callable[[], datetime],
        who: str,
        cost: key.Cost | None,
    ) -> None:
        self.home = home
        self.key_file = home / KEY
        self.backups = home / _BACKUPS
        self.outbox = home / _OUTBOX
        self.now = now
        self.who = who
        self._data_key = data_key
        self._cost = cost
        self._lock: int | None = lock
        self._turns = threading.RLock()
        self._busy = False
        self._engine = work_engine(home / DB, data_key)
        self._reading = self._engine.execution_options(reading=True)

    @staticmethod
    def exists(home: Path) -> bool:
        """Tell whether the folder holds a vault."""
        return (home / DB).exists()

    @classmethod
    def create(
        cls,
        home: Path,
        passphrase: str,
        *,
        cost: key.Cost | None = None,
        now: Callable[[], datetime] = machine_time,
        who: str = "IRO",
    ) -> Vault:
        """Make a new, empty vault in a folder and open it. The passphrase is taken as it is, weak or strong.

        Args:
            home: The folder; it is made when it is not there.
            passphrase: What will open the vault; see `passphrase_problem`.
            cost: How hard one guess is made; None is the full cost, tests may take less.
            now: The time that steps and drafts are given.
            who: Who acts, for the history.

        Raises:
            IroError: There is a vault or a key in the folder already, or the folder cannot be written.
        """
        try:
            private_folder(home)
        except OSError as error:
            raise IroError(
                f"No vault can be made in {home}: {error.strerror}. Name another folder."
            ) from None
        lock = take_lock(home / _LOCK)
        try:
            if cls.exists(home):
                raise IroError(
                    f"There is a vault in {home} already. Open it, or name another folder with --home."
                )
            for folder in (home / _BACKUPS, home / _OUTBOX):
                private_folder(folder)
            data_key = make_files(home, passphrase, cost)
            return cls._opened(home, data_key, lock, now, who, cost)
        except BaseException:
            release_lock(lock)
            raise

    @classmethod
    def open(
        cls,
        home: Path,
        passphrase: str,
        *,
        now: Callable[[], datetime] = machine_time,
        who: str = "IRO",
        cost: key.Cost | None = None,
    ) -> Vault:
        """Open the vault in a folder. `cost` matters only to a later change of passphrase.

        Raises:
            WrongPassphrase: The passphrase does not open it.
            VaultInUse: Another copy of the program has it open.
            IroError: There is no vault, it is damaged, or it is newer than this program.
        """
        return cls._open(home, lambda: key.open_key_file(home / KEY, passphrase), now, who, cost)

    @classmethod
    def open_with_code(
        cls,
        home: Path,
        code: str,
        *,
        now: Callable[[], datetime] = machine_time,
        who: str = "IRO",
        cost: key.Cost | None = None,
    ) -> Vault:
        """Open the vault with its recovery code, even without a key file; then give it a new passphrase.

        Raises:
            VaultInUse: Another copy of the program has it open.
            IroError: The code has a mistake, belongs to another vault, or the vault cannot be opened.
        """

        def data_key() -> bytes:
            found = key.data_key_from_code(code)
            if key.key_id_of_file(home / KEY) not in (None, key.key_id(found)):
                raise IroError(
                    "That recovery code belongs to another vault. Look for the key id on the sheet."
                )
            return found

        return cls._open(home, data_key, now, who, cost)

    @classmethod
    def _open(
        cls,
        home: Path,
        data_key: Callable[[], bytes],
        now: Callable[[], datetime],
        who: str,
        cost: key.Cost | None,
    ) -> Vault:
        if not cls.exists(home):
            raise IroError(
                f"There is no vault in {home} yet. Run iro-tui init, or name another folder with --home."
            )
        lock = take_lock(home / _LOCK)
        try:
            # SQLite would take an emptied file for a new database and throw its journal away.
            if not (home / DB).stat().st_size:
                raise unreadable(home / DB)
            loading = threading.Thread(target=warm_up)
            loading.start()
            try:
                found = data_key()
            finally:
                loading.join()
            return cls._opened(home, found, lock, now, who, cost)
        except BaseException:
            release_lock(lock)
            raise

    @classmethod
    def _opened(
        cls,
        home: Path,
        data_key: bytes,
        lock: int,
        now: Callable[[], datetime],
        who: str,
        cost: key.Cost | None,
    ) -> Vault:
        vault = cls(home, data_key, lock, now, who, cost)
        try:
            with vault.raw() as connection:
                migrate(
                    connection,
                    lambda: backups.copy(connection, data_key, vault.key_file, vault.backups, now()),
                )
                ensure_triggers(connection)
        except BaseException:
            vault._engine.dispose()
            raise
        return vault

    @property
    def data_key(self) -> bytes:
        """The key the vault and its copies are encrypted with."""
        if self._lock is None:
            raise IroError("The vault is closed.")
        return self._data_key

    def recovery_code(self) -> str:
        """Return the code for the recovery sheet: the data key in 14 groups of 4."""
        return key.recovery_code(self.data_key)

    def set_passphrase(self, passphrase: str) -> None:
        """Let another passphrase open this vault from now on. Copies already made keep their own key file."""
        key.wrap_key(self.key_file, self.data_key, passphrase, self._cost)

    def ask(
        self,
        question: Callable[Concatenate[Session, Given], Result],
        *args: Given.args,
        **kwargs: Given.kwargs,
    ) -> Result:
        """Run a question on a session that cannot write, and return its answer."""
        with self.session() as session:
            return question(session, *args, **kwargs)

    def act(
        self, verb: Callable[Concatenate[Session, Given], Result], *args: Given.args, **kwargs: Given.kwargs
    ) -> Acted[Result]:
        """Run a verb in one transaction, one step of history: on return all of it is on the disc, or nothing.

        Raises:
            TypeError: The function has no words; mark it with `@verb("...")`.
            IroError: The disc is full or fails; and whatever the verb raises. Nothing was changed then.
        """
        words = getattr(verb, "words", None)
        if not isinstance(words, str):
            raise TypeError(f"{verb!r} is not marked with @verb")
        with self._writing() as session:
            step = history.begin_step(session, self.now(), self.who, words)
            result = verb(session, *args, **kwargs)
            session.flush()
            changed = history.end_step(session, step)
        return Acted(result, changed)

    def keep_draft(self, key: str, child_id: str | None, body: dict[str, Any]) -> None:
        """Keep what is being typed: one row, one commit, no history."""
        with self._writing() as session:
            drafts.keep(session, key, child_id, body, self.now())

    def drop_draft(self, key: str) -> None:
        """Forget what was being typed, because it was given up. A verb that saves it calls `drafts.drop`."""
        with self._writing() as session:
            drafts.drop(session, key)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Give a session that reads one state of the vault and cannot write.

        Raises:
            RuntimeError: Objects were changed in it and would have been lost.
        """
        from sqlmodel import Session

        with self._turn(), Session(self._reading) as session:
            yield session
            if session.new or session.dirty or session.deleted:
                raise RuntimeError("a question may not change anything")

    @contextmanager
    def raw(self) -> Iterator[Connection]:
        """Give the one connection itself, in no transaction, for what SQLAlchemy has no words for."""
        with self._turn():
            pooled = self._engine.raw_connection()
            try:
                connection: Any = pooled.driver_connection
                connection.execute("PRAGMA query_only = OFF")
                yield connection
            finally:
                pooled.close()

    def close(self) -> None:
        """Make a backup if one is due, fold the journal into the file, let go of the file and forget the key.

        May be called again. The vault is closed even when the backup fails.

        Raises:
            IroError: The backup that was due could not be made.
        """
        with self._turns:
            if self._lock is None:
                return
            if self._busy:
                raise RuntimeError("a vault cannot be closed from inside a session")
            try:
                backups.make_backup_if_due(self)
            finally:
                self._let_go()

    def _let_go(self) -> None:
        try:
            with self.raw() as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self._engine.dispose()
            del self._engine, self._reading  # they know the key
            if self._lock is not None:
                release_lock(self._lock)
            self._lock = None
            self._data_key = b""

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        from sqlalchemy.exc import OperationalError

        from iro_tui.vault.session import VerbSession

        try:
            with self._turn(), VerbSession(self._engine) as session, session.begin():
                yield session
        except OperationalError as error:
            if getattr(error.orig, "sqlite_errorname", "").startswith(("SQLITE_FULL", "SQLITE_IOERR")):
                raise IroError(
                    f"Nothing was saved: {error.orig}. Make room on the disc and save again."
                ) from None
            raise

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for this thread's turn; refuse a session inside a session, which would wait for itself."""
        with self._turns:
            if self._lock is None:
                raise IroError("The vault is closed.")
            if self._busy:
                raise RuntimeError("a question or verb may not open another session")
            self._busy = True
            try:
                yield
            finally:
                self._busy = False

    def __enter__(self) -> Vault:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
