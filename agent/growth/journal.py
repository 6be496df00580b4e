"""The journal of a theory that grows: what was thought of, what became of it, and what it cost. One SQLite file.

It lies beside the store that the lemmas go to. Each step is one transaction: killed at any moment, a run goes on
behind the last of them. A lemma is in the store before the journal says that it is proved, so what the journal lacks is
found again there, and nothing that the store lacks counts as proved (`reconcile`).
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal, overload

from sqlite_utils import Database

from agent.growth.bandit import Arm
from agent.growth.protocol import Conjecture, KnownStatement, Malformed, Passed, Refuted, Sieved, Trivial
from agent.growth.records import PROVED, TABLES, Counts, Fate, NewLemma, Prospect, Spent, prospect_of
from agent.locks import hold
from lemma_graph.database import marks
from lemma_graph.log import now
from prover_bridge.certificate import Statement
from prover_bridge.errors import UserError

FILE = "journal.db"
APPLICATION_ID = 0x4C534D52
VERSION = 1
_PAGE = 500  # rows that a sequence holds at a time


class Journal:
    """The journal of one theory, for one process. Its methods may be called from several threads."""

    def __init__(self, folder: Path, theory: str, identity: str, before: Callable[[], Sequence[str]]) -> None:
        """Open it, or begin it. identity: hash of the theory's content; before: called where it begins.

        Raises UserError where it cannot be read, or is of something else.
        """
        self.folder = folder
        self.path = folder / FILE
        self.theory = theory
        self._turn = threading.RLock()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(
                f"The folder {folder} for the theory's journal cannot be made ({error.strerror}): name another store "
                "with --memory PATH."
            ) from error
        with self._errors():
            connection = sqlite3.connect(self.path, timeout=30.0, isolation_level=None, check_same_thread=False)
            try:
                connection.row_factory = sqlite3.Row
                self._db = Database(connection, execute_plugins=False)
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.execute("PRAGMA synchronous = NORMAL")  # the store keeps the lemmas, and has FULL
                self._begin(theory, identity, before)
            except BaseException:
                connection.close()
                raise

    def _begin(self, theory: str, identity: str, before: Callable[[], Sequence[str]]) -> None:
        if self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
            keys = list(before())
            with self._write() as db:
                for table in TABLES:
                    db.execute(table)
                db.execute("INSERT INTO growth VALUES (1, ?, ?, ?, ?)", (theory, identity, now(), json.dumps(keys)))
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                db.execute(f"PRAGMA user_version = {VERSION}")
        if self._db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise UserError(f"{self.path} is no journal of Lemmasmith: move it away, or name another store.")
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version != VERSION:
            raise UserError(
                f"The journal {self.path} has tables of version {version}, this program knows {VERSION}: move its "
                "folder away to begin anew; the lemmas are in the store."
            )
        if self._db.execute("SELECT identity FROM growth").fetchone()[0] != identity:
            raise UserError(f"The journal {self.path} is of another text: move its folder away to begin anew.")

    def close(self) -> None:
        self._db.conn.close()

    @contextlib.contextmanager
    def working(self) -> Iterator[None]:
        """Held by the one process that grows the theory; the system drops it when that process dies.

        Raises UserError where another process has it.
        """
        with (self.folder / ".working").open("w") as stream:
            hold(
                stream,
                f"Another process grows {self.theory} in {self.folder}: wait for it, or name another store with "
                "--memory PATH.",
            )
            yield

    # Runs

    def begin_run(self, options: Mapping[str, Any]) -> int:
        """A run begins; its number."""
        with self._write() as db:
            run = db.execute("INSERT INTO runs (begun, options) VALUES (?, ?)", (now(), json.dumps(options))).lastrowid
        assert run is not None
        return run

    def spend(self, run: int, spent: Spent, *, ended: bool = False) -> None:
        """Set what a run has cost so far."""
        with self._write() as db:
            values = (*asdict(spent).values(), now() if ended else None, run)
            db.execute(
                """UPDATE runs SET seconds = ?, cpu_seconds = ?, lean_calls = ?, model_calls = ?, tokens = ?, cost = ?,
                ended = ? WHERE id = ?""",
                values,
            )

    def spent(self) -> Spent:
        """What all runs have cost."""
        columns = ", ".join(f"coalesce(sum({name}), 0)" for name in asdict(Spent()))
        return Spent(*self._rows(f"SELECT {columns} FROM runs")[0])

    def runs(self) -> list[dict[str, Any]]:
        return [dict(row) for row in self._rows("SELECT * FROM runs ORDER BY id")]

    @property
    def before(self) -> tuple[str, ...]:
        """Keys of the lemmas that held in the theory when it began to grow."""
        return tuple(json.loads(self._rows("SELECT before FROM growth")[0][0]))

    # Conjectures

    def fresh(self, conjectures: Sequence[Conjecture]) -> list[Conjecture]:
        """Those whose text was never entered, each once."""
        found = {_hash(each.statement): each for each in reversed(conjectures)}
        known: set[bytes] = set()
        hashes = list(found)
        for start in range(0, len(hashes), _PAGE):
            some = hashes[start : start + _PAGE]
            known |= {row[0] for row in self._rows(f"SELECT hash FROM seen WHERE hash IN ({marks(some)})", some)}
        return [each for key, each in reversed(found.items()) if key not in known]

    def enter(
        self,
        run: int,
        source: str,
        sieved: Sequence[Sieved],
        statements: Mapping[str, Statement],
        value: Callable[[Conjecture], float],
        seconds: float,
    ) -> dict[str, int]:
        """Enter what the sieve said of a round's conjectures; how many met which fate.

        statements: of the conjectures that passed, by key. seconds: that thinking of them and sifting them took.
        """
        counts = dict.fromkeys(("passed", "refuted", "trivial", "known", "malformed"), 0)
        with self._write() as db:
            for each in sieved:
                conjecture = each.conjecture
                db.execute("INSERT OR IGNORE INTO seen VALUES (?)", (_hash(conjecture.statement),))
                if isinstance(each, Passed):
                    known = db.execute("SELECT 1 FROM conjectures WHERE key = ?", (each.key,)).fetchone()
                    counts["known" if known else "passed"] += 1
                    if known is None:
                        told = statements.get(each.key)
                        self._insert(db, conjecture, each.key, told, value(conjecture), "open", each.warning, "")
                elif isinstance(each, Refuted):
                    counts["refuted"] += 1
                    self._insert(db, conjecture, each.key, None, 0.0, "refuted", each.counterexample, each.by)
                else:
                    kind = {Trivial: "trivial", Malformed: "malformed"}.get(type(each), "known")
                    counts[kind] += 1
            row = (run, source, len(sieved), *counts.values(), seconds)
            db.execute(
                f"""INSERT INTO rounds (run, source, proposed, {", ".join(counts)}, seconds) VALUES ({marks(row)})""",
                row,
            )
        return counts

    def _insert(
        self,
        db: Database,
        conjecture: Conjecture,
        key: str | None,
        statement: Statement | None,
        value: float,
        fate: Fate,
        detail: str,
        by: str,
    ) -> None:
        told = json.dumps(asdict(statement), ensure_ascii=False) if statement is not None else None
        asked = (conjecture.statement, key, conjecture.source, conjecture.reason, conjecture.size)
        row = (*asked, json.dumps(conjecture.parents), told, value, fate, detail, by)
        db.execute(
            f"""INSERT INTO conjectures (statement, key, source, reason, size, parents, elaborated, value, fate, detail,
            by) VALUES ({marks(row)})""",
            row,
        )

    def untried(self) -> Prospect | None:
        """The most promising conjecture that was never tried, and is not being tried now."""
        found = self._prospects("fate = 'open' AND tries = 0 AND running = 0 ORDER BY value DESC, id LIMIT 1")
        return found[0] if found else None

    def count_untried(self, least: float) -> int:
        """How many conjectures of at least this value were never tried."""
        sql = "SELECT count(*) FROM conjectures WHERE fate = 'open' AND tries = 0 AND running = 0 AND value >= ?"
        return int(self._rows(sql, [least])[0][0])

    def tried(self, most: int) -> list[Prospect]:
        """Conjectures that were tried in vain, the most promising first."""
        return self._prospects("fate = 'open' AND tries > 0 AND running = 0 ORDER BY value DESC, id LIMIT ?", most)

    def prospect(self, id_: int) -> Prospect | None:
        """An open conjecture by its number."""
        found = self._prospects("fate = 'open' AND id = ?", id_)
        return found[0] if found else None

    def open_keys(self, keys: Sequence[str]) -> set[str]:
        """Those of the keys that are open conjectures which were tried in vain."""
        sql = f"SELECT key FROM conjectures WHERE fate = 'open' AND tries > 0 AND key IN ({marks(keys)})"
        return {row[0] for row in self._rows(sql, list(keys))}

    def trying(self, prospect: Prospect) -> None:
        """A search for it begins."""
        with self._write() as db:
            db.execute("UPDATE conjectures SET running = 1 WHERE id = ?", (prospect.id,))

    def failed(
        self,
        prospect: Prospect,
        lean_calls: int,
        seconds: float,
        reason: str,
        stuck: Mapping[str, str],
        level: int,
        position: int,
    ) -> None:
        """A search for it ended without a proof. stuck: goals at which it stopped, as statements, by goal key;
        position: of the last lemma when the search began, since it saw no later one."""
        with self._write() as db:
            db.execute(
                """UPDATE conjectures SET running = 0, tries = tries + 1, level = ?, lean_calls = lean_calls + ?,
                seconds = seconds + ?, detail = ?, tried_at = ? WHERE id = ?""",
                (level, lean_calls, seconds, reason, position, prospect.id),
            )
            for goal_key, text in stuck.items():
                db.execute(
                    """INSERT INTO stuck (goal_key, text, times) VALUES (?, ?, 1)
                    ON CONFLICT DO UPDATE SET times = times + 1""",
                    (goal_key, text),
                )

    def drop(self, prospect: Prospect, fate: Fate, detail: str) -> None:
        """It is not worth a search after all."""
        with self._write() as db:
            sql = "UPDATE conjectures SET running = 0, fate = ?, detail = ? WHERE id = ?"
            db.execute(sql, (fate, detail, prospect.id))

    def proved(self, run: int, prospect: Prospect, lemmas: Sequence[NewLemma], seconds: float, at: float) -> None:
        """It is in the store, as are the lemmas that its proof brought besides. The first of them is its own.

        seconds: of the search; at: seconds of the run.
        """
        own = lemmas[0]
        with self._write() as db:
            db.execute(
                """UPDATE conjectures SET running = 0, fate = ?, tries = tries + 1, lean_calls = lean_calls + ?,
                seconds = seconds + ?, detail = '' WHERE id = ?""",
                (own.fate, own.lean_calls, seconds, prospect.id),
            )
            for each in lemmas:
                found = (each.key, each.name, each.text, each.source, each.conjecture)
                row = (*found, run, at, each.lean_calls, each.tries, each.fate)
                db.execute(
                    f"""INSERT OR IGNORE INTO lemmas (key, name, text, source, conjecture, run, seconds, lean_calls,
                    tries, fate) VALUES ({marks(row)})""",
                    row,
                )
                rows = [(lemma, each.key) for lemma in each.unlocked_by]
                db.conn.executemany("INSERT OR IGNORE INTO unlocked VALUES (?, ?)", rows)

    def follows(self, key: str) -> None:
        """A lemma is given by others that came later."""
        with self._write() as db:
            db.execute("UPDATE lemmas SET fate = 'follows' WHERE key = ?", (key,))
            db.execute("UPDATE conjectures SET fate = 'follows' WHERE key = ? AND fate = 'proved'", (key,))

    def since(self, position: int) -> list[tuple[int, str]]:
        """Positions and keys of the lemmas behind a position that no other gives."""
        sql = "SELECT position, key FROM lemmas WHERE position > ? AND fate = 'proved' ORDER BY position"
        return [(row[0], row[1]) for row in self._rows(sql, [position])]

    def reconcile(self, in_store: Callable[[Sequence[str]], Mapping[str, str]], run: int) -> int:
        """Agree with the store after a death: what was certified in the last moment is proved, and what the store does
        not have (any more) is open. in_store: of some keys the names of those that it has. How many rows changed.
        """
        changed = 0
        for prospect in self._prospects("running"):
            names = in_store([prospect.key])
            if prospect.key not in names:
                with self._write() as db:
                    db.execute("UPDATE conjectures SET running = 0 WHERE id = ?", (prospect.id,))
            else:
                lemma = NewLemma(
                    prospect.key, names[prospect.key], prospect.conjecture.statement, prospect.conjecture.source,
                    prospect.id, 0, prospect.tries + 1, "proved",
                )  # fmt: skip
                self.proved(run, prospect, [lemma], 0.0, 0.0)
                changed += 1
        last = -1
        while rows := self._rows(
            "SELECT position, key FROM lemmas WHERE position > ? ORDER BY 1 LIMIT ?", [last, _PAGE]
        ):
            last = rows[-1]["position"]
            there = in_store([row["key"] for row in rows])
            gone = [row["key"] for row in rows if row["key"] not in there]
            with self._write() as db:
                for key in gone:
                    db.execute("DELETE FROM lemmas WHERE key = ?", (key,))
                    db.execute("DELETE FROM unlocked WHERE lemma = ? OR opened = ?", (key, key))
                    db.execute(f"UPDATE conjectures SET fate = 'open' WHERE key = ? AND fate IN {PROVED}", (key,))
            changed += len(gone)
        return changed

    # What is known

    def lemma_count(self) -> int:
        return int(self._rows("SELECT count(*) FROM lemmas")[0][0])

    def last_position(self) -> int:
        """The position of the newest lemma; 0 where there is none."""
        return int(self._rows("SELECT coalesce(max(position), 0) FROM lemmas")[0][0])

    def positions(self, keys: Sequence[str]) -> dict[str, int]:
        """Of those of the keys that are lemmas which grew, their positions."""
        sql = f"SELECT key, position FROM lemmas WHERE key IN ({marks(keys)})"
        return {row[0]: row[1] for row in self._rows(sql, list(keys))}

    def lemmas(self) -> list[dict[str, Any]]:
        """The lemmas that grew, oldest first, each with what its conjecture said of itself."""
        return [
            dict(row)
            for row in self._rows(
                """SELECT l.*, coalesce(c.size, 0) AS size, coalesce(c.reason, '') AS reason,
                coalesce(c.seconds, 0) AS search_seconds FROM lemmas l LEFT JOIN conjectures c ON c.id = l.conjecture
                ORDER BY l.position"""
            )
        ]

    def texts(self, keys: Sequence[str]) -> dict[str, str]:
        """Of lemmas that grew, by key, the statements in the theory's words."""
        found: dict[str, str] = {}
        for start in range(0, len(keys), _PAGE):
            some = keys[start : start + _PAGE]
            found |= {
                row[0]: row[1] for row in self._rows(f"SELECT key, text FROM lemmas WHERE key IN ({marks(some)})", some)
            }
        return found

    def unlocked(self) -> list[tuple[str, str]]:
        """Pairs (lemma, what it unlocked), by key."""
        return [(row[0], row[1]) for row in self._rows("SELECT lemma, opened FROM unlocked ORDER BY lemma, opened")]

    def shown(self, fate: Fate, most: int) -> list[dict[str, Any]]:
        """The smallest conjectures of one fate, or of the open ones the most promising."""
        order = "value DESC, id" if fate == "open" else "size, id"
        sql = f"SELECT * FROM conjectures WHERE fate = ? ORDER BY {order} LIMIT ?"
        return [dict(row) for row in self._rows(sql, [fate, most])]

    def counts(self) -> Counts:
        """How many conjectures met which fate."""
        row = self._rows(
            "SELECT coalesce(sum(proposed), 0), coalesce(sum(trivial), 0), coalesce(sum(known), 0), "
            "coalesce(sum(malformed), 0) FROM rounds"
        )[0]
        fates = {each[0]: each[1] for each in self._rows("SELECT fate, count(*) FROM conjectures GROUP BY fate")}
        return Counts(row[0], fates | {"trivial": row[1], "known": row[2], "malformed": row[3]})

    def statements(self, what: Literal["open", "refuted"]) -> Statements:
        """The open ones that were tried in vain, or the refuted ones, as they stand at each look."""
        return Statements(self, what)

    def page_of_statements(self, what: Literal["open", "refuted"], after: int) -> list[tuple[int, KnownStatement]]:
        """Up to a page of them with numbers above `after`, in their order."""
        condition = "fate = 'refuted'" if what == "refuted" else "fate = 'open' AND tries > 0"
        sql = f"SELECT id, key, statement FROM conjectures WHERE {condition} AND id > ? ORDER BY id LIMIT {_PAGE}"
        return [(row[0], KnownStatement(row[1] or "", row[2])) for row in self._rows(sql, [after])]

    def stuck(self, most: int) -> list[str]:
        """Statements of the goals at which searches stopped, the most frequent first."""
        return [row[0] for row in self._rows("SELECT text FROM stuck ORDER BY times DESC, id LIMIT ?", [most])]

    def count_statements(self, what: Literal["open", "refuted"]) -> int:
        condition = "fate = 'refuted'" if what == "refuted" else "fate = 'open' AND tries > 0"
        return int(self._rows(f"SELECT count(*) FROM conjectures WHERE {condition}")[0][0])

    # Sources

    def arms(self, names: Sequence[str]) -> list[Arm]:
        """What is known of each source."""
        found = {row["name"]: row for row in self._rows("SELECT * FROM sources")}
        columns = ("rounds", "seconds", "reward", "recent_rounds", "recent_seconds", "recent_reward", "spent_at")
        return [
            Arm(name, *(found[name][column] for column in columns)) if name in found else Arm(name) for name in names
        ]

    def set_arms(self, arms: Sequence[Arm]) -> None:
        with self._write() as db:
            rows = [tuple(asdict(arm).values()) for arm in arms]
            db.conn.executemany(f"INSERT OR REPLACE INTO sources VALUES ({marks(range(8))})", rows)

    def sources(self) -> list[dict[str, Any]]:
        """What each source has brought: its rounds, its seconds, and how its conjectures ended."""
        rows = self._rows(
            """SELECT r.source, count(*) AS rounds, sum(r.proposed) AS proposed, sum(r.passed) AS passed,
            sum(r.refuted) AS refuted, sum(r.trivial) AS trivial, sum(r.known) AS known, sum(r.malformed) AS malformed,
            sum(r.seconds) AS seconds,
            (SELECT count(*) FROM lemmas l WHERE l.source = r.source AND l.fate = 'proved') AS lemmas,
            (SELECT s.seconds FROM sources s WHERE s.name = r.source) AS charged
            FROM rounds r GROUP BY r.source ORDER BY r.source"""
        )
        return [dict(row) for row in rows]

    # SQLite

    def _prospects(self, condition: str, *parameters: object) -> list[Prospect]:
        return [
            prospect_of(row) for row in self._rows(f"SELECT * FROM conjectures WHERE {condition}", list(parameters))
        ]

    def _rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[sqlite3.Row]:
        with self._turn, self._errors():
            return list(self._db.execute(sql, parameters).fetchall())

    @contextlib.contextmanager
    def _write(self) -> Iterator[Database]:
        with self._turn, self._errors():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.conn.in_transaction:
                    self._db.conn.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError):
            raise  # ours, not the user's
        except sqlite3.DatabaseError as error:
            raise UserError(
                f"The journal {self.path} cannot be read or written ({error}): check the disk, or move its folder "
                "away to begin anew; what was certified is in the store."
            ) from error


class Statements(Sequence[KnownStatement]):
    """Rows of the journal as a sequence that holds a page of them at a time, however many there are."""

    def __init__(self, journal: Journal, what: Literal["open", "refuted"]) -> None:
        self._journal = journal
        self._what: Literal["open", "refuted"] = what

    def __len__(self) -> int:
        return self._journal.count_statements(self._what)

    def __iter__(self) -> Iterator[KnownStatement]:
        last = -1
        while rows := self._journal.page_of_statements(self._what, last):
            last = rows[-1][0]
            yield from (statement for _, statement in rows)

    @overload
    def __getitem__(self, index: int) -> KnownStatement: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[KnownStatement]: ...
    def __getitem__(self, index: int | slice) -> KnownStatement | Sequence[KnownStatement]:
        wanted = range(len(self))[index]
        if isinstance(wanted, range):
            chosen = set(wanted)
            found = {place: each for place, each in enumerate(self) if place in chosen}
            return [found[place] for place in wanted]
        return next(each for place, each in enumerate(self) if place == wanted)


def _hash(statement: str) -> bytes:
    return hashlib.blake2b(" ".join(statement.split()).encode(), digest_size=16).digest()
