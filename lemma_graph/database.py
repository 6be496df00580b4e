"""One SQLite file: opened with care, written in short transactions, its errors said in the user's words."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import platformdirs
from sqlite_utils import Database

from lemma_graph import schema
from prover_bridge.errors import UserError

# How long a writer waits for another one, in seconds. Transactions last milliseconds.
BUSY_SECONDS = 30.0
# Up to this size every page is looked at when a store is opened (about 10 ms for each 10 MB).
CHECKED_BYTES = 64 * 1024 * 1024
_FEW_AT_A_TIME = 500  # SQL parameters in one query
_Value = TypeVar("_Value")


def default_path() -> Path:
    """The user's store: `memory.db` in `LEMMASMITH_HOME`, or in the platform's data folder of the user."""
    chosen = os.environ.get("LEMMASMITH_HOME")
    folder = Path(chosen).expanduser().resolve() if chosen else Path(platformdirs.user_data_dir("lemmasmith"))
    return folder / "memory.db"


class StoreFile:
    """A connection for one process; its threads take turns.

    The connection is in autocommit mode and transactions are begun explicitly, so that the wrapper never
    commits in the middle of one.
    """

    def __init__(self, path: Path, create: bool) -> None:
        self.path = path
        self._turn = threading.RLock()
        with self.errors():
            self._inspect(create)
            connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
            try:
                connection.row_factory = sqlite3.Row
                self.db = Database(connection, execute_plugins=False)
                self._prepare()
            except BaseException:
                connection.close()
                raise

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        with self._turn, self.errors():
            return list(self.db.execute(sql, parameters).fetchall())

    @contextmanager
    def write(self) -> Iterator[Database]:
        """A write transaction: all of it happens, or nothing. Not reentrant."""
        with self._turn, self.errors():
            connection = self.db.conn
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield self.db
                self.db.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # a full disk may have ended it already
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[Database]:
        """Several queries on one state of the store; others may write meanwhile."""
        with self._turn, self.errors():
            self.db.execute("BEGIN")
            try:
                yield self.db
            finally:
                if self.db.conn.in_transaction:
                    self.db.conn.execute("ROLLBACK")

    def close(self) -> None:
        self.db.conn.close()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn SQLite's errors that a user can do something about into one sentence."""
        try:
            yield
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError):
            raise  # ours, not the user's
        except sqlite3.DatabaseError as error:
            sentence = _sentence(self.path, error)
            if sentence is None:
                raise
            raise UserError(sentence) from error

    def _inspect(self, create: bool) -> None:
        """Refuse what is not a store of ours, without writing a byte to it."""
        if self.path.is_dir():
            raise UserError(f"The store {self.path} is a folder: name a file with --memory PATH.")
        if not self.path.exists():
            if not create:
                own = "prove something first, or name one with --memory PATH"
                todo = own if self.path == default_path() else "check the path, or prove something with that --memory"
                raise UserError(f"There is no store at {self.path}: {todo}.")
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise UserError(
                    f"The store's folder {self.path.parent} cannot be made ({error.strerror}): {_elsewhere(self.path)}."
                ) from error
            return
        if self.path.stat().st_size == 0:
            if head_path(self.path).exists():
                raise UserError(_damaged(self.path, "the file is empty"))
            return
        try:
            self._look("ro")
        except sqlite3.OperationalError as error:
            # A writer was killed in its first milliseconds: what it began must be undone before anyone can read.
            if error.sqlite_errorcode not in (sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_READONLY_RECOVERY):
                raise
            self._look("rw")

    def _look(self, mode: str) -> None:
        reader = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode={mode}", uri=True, timeout=BUSY_SECONDS)
        try:
            self._judge(reader)
            if self.path.stat().st_size <= CHECKED_BYTES:
                found = reader.execute("PRAGMA quick_check(1)").fetchone()[0]
                if found != "ok":
                    raise UserError(_damaged(self.path, str(found).splitlines()[-1]))
        finally:
            reader.close()

    def _judge(self, connection: sqlite3.Connection) -> int:
        """The schema version (0 for an empty file); UserError where this program cannot use it."""
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
        if tables and connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
            raise UserError(
                f"{self.path} is an SQLite file, but no store of Lemmasmith: name another with --memory PATH."
            )
        if version > schema.VERSION:
            raise UserError(
                f"The store {self.path} was written by a newer Lemmasmith (version {version} of its tables, "
                f"this program knows {schema.VERSION}): update Lemmasmith, or name another store with --memory PATH."
            )
        return version

    def _prepare(self) -> None:
        self._begin_wal()
        self.db.execute("PRAGMA foreign_keys = ON")
        self.db.execute("PRAGMA synchronous = FULL")  # a certified lemma survives a power cut
        if self._judge(self.db.conn) < schema.VERSION:
            with self.write() as db:
                version = self._judge(db.conn)  # another process may have done it meanwhile
                if version < schema.VERSION:
                    schema.migrate(db, version)

    def _begin_wal(self) -> None:
        # SQLite does not wait for others while it changes the journal mode, so the waiting is done here.
        deadline = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                self.db.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)


def head_path(path: Path) -> Path:
    """The small file beside the store that holds the head of its log."""
    return path.with_name(path.name + ".head")


def _elsewhere(path: Path) -> str:
    """What to do for a store in another place, after how this one was chosen."""
    own = "choose another with LEMMASMITH_HOME, or name a store with --memory PATH"
    return own if path == default_path() else "name another store with --memory PATH"


def _damaged(path: Path, detail: str) -> str:
    return (
        f"The store {path} is damaged ({detail}): put a copy of it back, or name another with --memory PATH; "
        "nothing was changed."
    )


def _sentence(path: Path, error: sqlite3.DatabaseError) -> str | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return _damaged(path, str(error))
    if code == sqlite3.SQLITE_FULL:
        return f"The disk is full, so nothing was added to the store {path}: free some space; the store is intact."
    if code == sqlite3.SQLITE_IOERR:
        return (
            f"The store {path} could not be read or written ({error}): check the disk and its free space; "
            "what was stored before is intact."
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return f"The store {path} cannot be opened for writing ({error}): check its permissions, or use --memory PATH."
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"Another process has kept the store {path} locked for {BUSY_SECONDS:.0f} s: end it, then try again."
    return None


def marks(values: Sequence[object]) -> str:
    """Question marks for the values of an SQL list."""
    return ", ".join("?" * len(values))


def chunks(values: Sequence[_Value]) -> Iterator[Sequence[_Value]]:
    """The values in parts that one query can take."""
    for start in range(0, len(values), _FEW_AT_A_TIME):
        yield values[start : start + _FEW_AT_A_TIME]
