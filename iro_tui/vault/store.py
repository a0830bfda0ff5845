"""The vault: one encrypted file in a folder of its own, asked questions and changed by verbs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar, Unpack

from iro_tui.errors import IroError
from iro_tui.vault import backups, drafts, history, key
from iro_tui.vault.connection import work_engine
from iro_tui.vault.creation import BACKUPS, DB, KEY, LOCK, OUTBOX, make_files
from iro_tui.vault.files import move, private_folder
from iro_tui.vault.journal import journals_of
from iro_tui.vault.lock import CannotWrite, release_lock, take_lock
from iro_tui.vault.migrations import migrate
from iro_tui.vault.opening import Manner, machine_time, no_vault, warming
from iro_tui.vault.reading import copy_to_read, forget_copy
from iro_tui.vault.rekey import key_of
from iro_tui.vault.search_index import ensure_index
from iro_tui.vault.soundness import inode, refuse_damage, refuse_emptied, said_plainly
from iro_tui.vault.strange_journal import refuse_journal
from iro_tui.vault.triggers import ensure_triggers

if TYPE_CHECKING:
    from sqlite3 import Connection
    from types import TracebackType

    from sqlmodel import Session

Given = ParamSpec("Given")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Acted(Generic[Result]):
    """What a verb returned and what it changed."""

    result: Result
    changed: history.Changed


class Vault:
    """An open vault. Make one with `create`, `open` or `open_with_code`; `close` it, or use it in a `with`.

    Safe to call from any thread: one session at a time, the others wait. Nothing of a session may leave it:
    questions and verbs return plain data.
    """

    def __init__(
        self,
        home: Path,
        data_key: bytes,
        lock: int,
        *,
        now: Callable[[], datetime] = machine_time,
        who: str = "IRO",
        cost: key.Cost | None = None,
        file: Path | None = None,
    ) -> None:
        self.home = home
        self.key_file = home / KEY
        self.backups = home / BACKUPS
        self.outbox = home / OUTBOX
        self.now = now
        self.who = who
        self._data_key = data_key
        self._cost = cost
        self._lock: int | None = lock
        self._turns = threading.RLock()
        self._busy = False
        self.read_only = file is not None
        """Whether this is a copy to read, because the vault itself cannot be written now."""
        self._file = file or home / DB
        self._connect()

    def _connect(self) -> None:
        self._engine = work_engine(self._file, self._data_key)
        self._reading = self._engine.execution_options(reading=True)
        self._inode = inode(self._file)

    @staticmethod
    def exists(home: Path) -> bool:
        """Tell whether the folder holds a vault."""
        return (home / DB).exists()

    @classmethod
    def create(cls, home: Path, passphrase: str, **manner: Unpack[Manner]) -> Vault:
        """Make a new, empty vault in a folder and open it. The passphrase is taken as it is, weak or strong.

        Args:
            home: The folder; it is made when it is not there.
            passphrase: What will open the vault; see `passphrase_problem`.
            manner: Clock, name and cost of a guess.

        Raises:
            IroError: There is a vault or a key in the folder already, or the folder cannot be written.
        """
        try:
            private_folder(home)
        except OSError as error:
            raise IroError(
                f"No vault can be made in {home}: {error.strerror}. Name another folder."
            ) from None
        lock = take_lock(home / LOCK)
        try:
            if cls.exists(home):
                raise IroError(
                    f"There is a vault in {home} already. Open it, or name another folder with --home."
                )
            for folder in (home / BACKUPS, home / OUTBOX):
                private_folder(folder)
            data_key = make_files(home, passphrase, manner.get("cost"))
            return cls._opened(cls(home, data_key, lock, **manner))
        except BaseException:
            release_lock(lock)
            raise

    @classmethod
    def open(cls, home: Path, passphrase: str, *, read_only: bool = False, **manner: Unpack[Manner]) -> Vault:
        """Open the vault in a folder.

        Args:
            home: The folder.
            passphrase: What opens the vault.
            read_only: Open a copy of it as it stands at this moment, without touching the vault itself.
            manner: Clock, name, and what a guess costs after a later change of passphrase.

        Raises:
            WrongPassphrase: The passphrase does not open it.
            CannotWrite: It is in use, or its folder cannot be written; it may be opened with `read_only`.
            VaultDamaged: Its file is damaged; a backup may be put back.
            IroError: There is no vault, its key file is gone, or it is newer than this program.
        """
        opens = partial(key.open_key_file, passphrase=passphrase)
        return (cls._open_to_read if read_only else cls._open)(home, opens, manner)

    @classmethod
    def open_with_code(cls, home: Path, code: str, **manner: Unpack[Manner]) -> Vault:
        """Open the vault with its recovery code, even without a key file; then give it a new passphrase.

        Raises:
            CannotWrite: It is in use, or its folder cannot be written.
            IroError: The code has a mistake, belongs to another vault, or the vault cannot be opened.
        """
        return cls._open(home, partial(key.data_key_by_code, code=code), manner)

    @classmethod
    def _open(cls, home: Path, opens: key.Opens, manner: Manner) -> Vault:
        if not cls.exists(home):
            raise no_vault(home)
        lock = take_lock(home / LOCK)
        try:
            refuse_emptied(home / DB)
            with warming():
                found = key_of(home, opens)
            refuse_journal(home / DB, found)
            return cls._opened(cls(home, found, lock, **manner))
        except BaseException:
            release_lock(lock)
            raise

    @classmethod
    def _open_to_read(cls, home: Path, opens: key.Opens, manner: Manner) -> Vault:
        if not cls.exists(home):
            raise no_vault(home)
        with warming():
            found = key_of(home, opens, settle=False)
        file, lock = copy_to_read(home, found)
        try:
            return cls._opened(cls(home, found, lock, file=file, **manner))
        except BaseException:
            forget_copy(file, lock)
            raise

    @classmethod
    def _opened(cls, vault: Vault) -> Vault:
        try:
            vault._make_ready()
        except BaseException:
            vault._engine.dispose()
            raise
        return vault

    def _make_ready(self) -> None:
        """Refuse a damaged file, and bring the schema up to date, after a copy of a vault that holds rows."""

        def copy_first() -> None:
            if not self.read_only:
                backups.copy(connection, self._data_key, self.key_file, self.backups, self.now())

        with self.raw() as connection:
            refuse_damage(connection, self._file)
            migrate(connection, copy_first)
            ensure_triggers(connection)
            ensure_index(connection)

    @property
    def data_key(self) -> bytes:
        """The key the vault and its copies are encrypted with."""
        if self._lock is None:
            raise IroError("The vault is closed.")
        return self._data_key

    @property
    def cost(self) -> key.Cost | None:
        """How hard one guess at a new passphrase is made; None is the full cost."""
        return self._cost

    @property
    def in_place(self) -> bool:
        """Whether the file that is open still bears the vault's name."""
        return inode(self._file) == self._inode

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
            IroError: The disc is full or fails, the file is gone, or the vault is open to read only; and
                whatever the verb raises. Nothing was changed then.
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
        if self.read_only:
            return
        with self._writing() as session:
            drafts.drop(session, key)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Give a session that reads one state of the vault and cannot write.

        Raises:
            RuntimeError: Objects were changed in it and would have been lost.
        """
        from sqlmodel import Session

        with said_plainly(self._file), self._turn(), Session(self._reading) as session:
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
                if not self.read_only:
                    backups.make_backup_if_due(self)
            finally:
                self._let_go()

    def _let_go(self) -> None:
        try:
            self._at_rest()
        finally:
            del self._engine, self._reading  # they know the key
            lock, self._lock, self._data_key = self._lock, None, b""
            if lock is not None and self.read_only:
                forget_copy(self._file, lock)
            elif lock is not None:
                release_lock(lock)

    def _at_rest(self) -> None:
        """Fold the journal into the file and let go of it: then there is one complete file."""
        try:
            with self.raw() as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self._engine.dispose()

    def take_the_place(self, file: Path, data_key: bytes) -> None:
        """Let another whole file be the vault from now on; the vault stays open.

        Args:
            file: A vault at rest in the same folder; it takes the vault's name.
            data_key: The key it is encrypted with.

        Raises:
            IroError: The vault is open to read only, or its journal could not be folded in.
            OSError: The file could not take the place; the vault is as it was.
        """
        with self._turns:
            self.refuse_unless_writing()
            self._at_rest()
            try:
                # A file under the journal of another would be a mixture of the two.
                if journals_of(self._file):
                    raise IroError("The journal of the vault could not be folded in. Nothing was changed.")
                move(file, self._file)
                self._data_key = data_key
            finally:
                self._connect()
            self._make_ready()

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        from iro_tui.vault.session import VerbSession

        self.refuse_unless_writing()
        plainly = said_plainly(self._file)
        with plainly, self._turn(), VerbSession(self._engine) as session, session.begin():
            yield session
            self.refuse_unless_writing()

    def refuse_unless_writing(self) -> None:
        """Raise `CannotWrite` in a copy to read, and `IroError` where the vault's file was moved away."""
        if self.read_only:
            raise CannotWrite(
                "This is a copy to read. Nothing was saved: close the other one and open again."
            )
        if not self.in_place:
            raise IroError(
                f"Nothing was saved: {self._file} was moved or removed while it was open. Put it back and "
                "save again. What was saved before is copied to the backups when you close."
            )

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
