"""The queue of a campaign: one SQLite file with a row an episode. A row is done or it is not, whatever happens."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from agent.campaign.plan import Allowance, Plan, PlannedEpisode
from agent.locks import hold, wait_until_free
from lemma_graph.log import now
from prover_bridge.errors import UserError

# "LSMC": tells a campaign from any other SQLite file.
APPLICATION_ID = 0x4C534D43
VERSION = 1
FILE = "queue.db"
_DYING_SECONDS = 30.0
_COSTS = ("lean_calls", "model_calls", "seconds", "tokens", "cost")

_TABLES = (
    "CREATE TABLE campaign (id INTEGER PRIMARY KEY CHECK (id = 1), created TEXT NOT NULL, plan TEXT NOT NULL)",
    """CREATE TABLE episodes (
        id INTEGER PRIMARY KEY,    -- the order of work
        arm TEXT NOT NULL,
        attempt INTEGER NOT NULL,  -- index into the plan's tries
        seed INTEGER NOT NULL,
        shuffle INTEGER,           -- seed of the order; NULL: the suite's own
        fold INTEGER NOT NULL,
        position INTEGER NOT NULL,
        problem TEXT NOT NULL,
        budget TEXT NOT NULL,      -- JSON: of each theorem
        state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done')),
        starts INTEGER NOT NULL,   -- more than one: it was cut short before
        begun TEXT,
        ended TEXT,
        proved INTEGER,            -- theorems
        theorems INTEGER,
        lean_calls INTEGER,
        model_calls INTEGER,
        seconds REAL,
        tokens INTEGER,
        cost REAL,
        result TEXT,               -- JSON: see agent.campaign.station
        UNIQUE (arm, attempt, problem)
    )""",
    "CREATE INDEX episodes_state ON episodes (state, id)",
)


@dataclass(frozen=True)
class Episode:
    """A row of the queue. result: what came of it, None until it is done."""

    id: int
    planned: PlannedEpisode
    seed: int
    shuffle: int | None
    state: str
    starts: int
    result: dict[str, Any] | None


class Queue:
    """A campaign's rows. One process at a time works on them (`working`); reading is free."""

    def __init__(self, folder: Path) -> None:
        """Open the campaign in a folder. Raises UserError where there is none, or none that can be read."""
        self.folder = folder
        self.path = folder / FILE
        if not self.path.is_file():
            raise UserError(f"There is no campaign in {folder}: leave out --resume to begin one.")
        self._db = _connect(self.path)
        try:
            with _errors(self.path):
                if self._db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                    raise UserError(f"{self.path} is no campaign of Lemmasmith: name another folder with --campaign.")
                version = self._db.execute("PRAGMA user_version").fetchone()[0]
                if version != VERSION:
                    raise UserError(
                        f"The campaign in {folder} has tables of version {version}, this program knows {VERSION}: "
                        "begin a new one, or go on with the program that began it."
                    )
                row = self._db.execute("SELECT plan FROM campaign").fetchone()
        except BaseException:
            self.close()
            raise
        self.plan = Plan.from_json(json.loads(row[0]))

    @staticmethod
    def create(folder: Path, plan: Plan) -> Queue:
        """A new campaign: all of its rows appear at once, or none. Raises UserError where the folder has one."""
        path = folder / FILE
        if path.exists():
            raise UserError(f"{folder} has a campaign already: go on with --resume, or name another folder.")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(
                f"The campaign's folder {folder} cannot be made ({error.strerror}): name another with --campaign."
            ) from error
        fresh = folder / f".{FILE}"
        fresh.unlink(missing_ok=True)
        db = _connect(fresh)
        with _errors(path):
            db.execute("BEGIN IMMEDIATE")
            for statement in _TABLES:
                db.execute(statement)
            db.execute("INSERT INTO campaign VALUES (1, ?, ?)", (now(), json.dumps(plan.to_json())))
            _insert(db, plan, plan.episodes(), 1)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {VERSION}")
            db.execute("COMMIT")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            db.conn.close()
        fresh.replace(path)
        return Queue(folder)

    def close(self) -> None:
        self._db.conn.close()

    def __enter__(self) -> Queue:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def working(self) -> Iterator[None]:
        """Held by the one process that works on the campaign; the system drops it when that process dies.

        Raises UserError where another process has it.
        """
        otherwise = f"Another process works on the campaign in {self.folder}: wait for it, or name another folder."
        with (self.folder / ".working").open("w") as stream:
            hold(stream, otherwise)
            for lane in self.folder.glob(".lane-*"):  # of one that was killed: its processes end a moment later
                wait_until_free(lane, _DYING_SECONDS, otherwise)
            yield

    def next(self) -> Episode | None:
        """The episode to work on: the first that is not done. Its state is `running` where it was cut short."""
        found = self._episodes("WHERE state != 'done' ORDER BY id LIMIT 1")
        return found[0] if found else None

    def episodes(self) -> list[Episode]:
        """All of them, in the order of work."""
        return self._episodes("ORDER BY id")

    def episode(self, number: int) -> Episode:
        """The episode of a number."""
        [found] = self._episodes("WHERE id = ?", [number])
        return found

    def last(self, attempt: int, arms: Sequence[str]) -> Episode | None:
        """The episode of some arms in a try that was done last."""
        names = ", ".join("?" * len(arms))
        condition = f"WHERE state = 'done' AND attempt = ? AND arm IN ({names}) ORDER BY id DESC LIMIT 1"
        found = self._episodes(condition, [attempt, *arms])
        return found[0] if found else None

    def add(self, planned: Sequence[PlannedEpisode]) -> None:
        """Put episodes behind all others, all of them or none."""
        with _errors(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            number = self._db.execute("SELECT max(id) FROM episodes").fetchone()[0]
            _insert(self._db, self.plan, planned, number + 1)
            self._db.execute("COMMIT")

    def counts(self) -> tuple[int, int]:
        """How many are done, and how many there are."""
        with _errors(self.path):
            row = self._db.execute("SELECT sum(state = 'done'), count(*) FROM episodes").fetchone()
        return int(row[0] or 0), int(row[1])

    def begin(self, episode: Episode) -> None:
        """Its work begins, perhaps again."""
        with _errors(self.path):
            self._db.execute(
                "UPDATE episodes SET state = 'running', starts = starts + 1, begun = ? WHERE id = ?",
                (now(), episode.id),
            )

    def finish(self, episode: Episode, result: dict[str, Any]) -> None:
        """Its result is on disk when this returns. result: see `agent.campaign.station.result_of`."""
        theorems = result["theorems"]
        costs = [sum(each.get(key) or 0 for each in theorems) for key in _COSTS]
        proved = sum(each["status"] == "proved" for each in theorems)
        with _errors(self.path):
            self._db.execute(
                """UPDATE episodes SET state = 'done', ended = ?, proved = ?, theorems = ?, lean_calls = ?,
                model_calls = ?, seconds = ?, tokens = ?, cost = ?, result = ? WHERE id = ?""",
                (now(), proved, len(theorems), *costs, json.dumps(result, ensure_ascii=False), episode.id),
            )

    def _episodes(self, condition: str, values: Sequence[Any] = ()) -> list[Episode]:
        with _errors(self.path):
            rows = self._db.execute(f"SELECT * FROM episodes {condition}", values).fetchall()
        return [_episode(row) for row in rows]


def _insert(db: Database, plan: Plan, planned: Iterable[PlannedEpisode], first: int) -> None:
    for number, each in enumerate(planned, first):
        attempt = plan.tries[each.attempt]
        values = (number, each.arm, each.attempt, attempt.seed, attempt.shuffle, each.fold, each.position)
        db.execute(
            """INSERT INTO episodes (id, arm, attempt, seed, shuffle, fold, position, problem, budget, state,
            starts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', 0)""",
            (*values, each.problem, json.dumps(asdict(each.allowance))),
        )


def _episode(row: sqlite3.Row) -> Episode:
    planned = PlannedEpisode(
        row["arm"],
        row["attempt"],
        row["fold"],
        row["position"],
        row["problem"],
        Allowance(**json.loads(row["budget"])),
    )
    result = None if row["result"] is None else json.loads(row["result"])
    return Episode(row["id"], planned, row["seed"], row["shuffle"], row["state"], row["starts"], result)


def _connect(path: Path) -> Database:
    with _errors(path):
        # Autocommit: each statement is a transaction of its own, unless one is begun.
        connection = sqlite3.connect(path, timeout=30.0, isolation_level=None)
        connection.row_factory = sqlite3.Row
        db = Database(connection, execute_plugins=False)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")  # a finished episode survives a power cut
    return db


@contextmanager
def _errors(path: Path) -> Iterator[None]:
    """SQLite's errors as one sentence for the user."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise  # ours, not the user's
    except sqlite3.DatabaseError as error:
        raise UserError(
            f"The campaign {path} cannot be read or written ({error}): check the disk, or name another folder "
            "with --campaign; what was certified is in the stores beside it."
        ) from error
