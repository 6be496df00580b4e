"""What the journal of a theory keeps: its values and its tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from agent.growth.protocol import Conjecture
from prover_bridge.certificate import Statement

# open: worth a search, not proved yet. follows: proved, but another lemma gives it in one step. given: not searched,
# since the lemmas of the library close it in one cheap step.
Fate = Literal["open", "proved", "follows", "vacuous", "given", "refuted", "trivial", "known", "malformed"]
PROVED: tuple[Fate, ...] = ("proved", "follows", "vacuous")

TABLES = (
    """CREATE TABLE growth (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        theory TEXT NOT NULL,
        identity TEXT NOT NULL,
        begun TEXT NOT NULL,
        before TEXT NOT NULL       -- JSON list: keys of the lemmas that held in the theory when it began to grow
    )""",
    # What a run has cost so far; a run that was killed has no end.
    """CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        begun TEXT NOT NULL,
        ended TEXT,
        seconds REAL NOT NULL DEFAULT 0,
        cpu_seconds REAL NOT NULL DEFAULT 0,
        lean_calls INTEGER NOT NULL DEFAULT 0,
        model_calls INTEGER NOT NULL DEFAULT 0,
        tokens INTEGER NOT NULL DEFAULT 0,
        cost REAL NOT NULL DEFAULT 0,
        options TEXT NOT NULL
    )""",
    # Every statement that was thought of, so that none is sifted twice.
    "CREATE TABLE seen (hash BLOB PRIMARY KEY) WITHOUT ROWID",
    """CREATE TABLE conjectures (
        id INTEGER PRIMARY KEY,
        statement TEXT NOT NULL,
        key TEXT,
        source TEXT NOT NULL,
        reason TEXT NOT NULL,
        size INTEGER NOT NULL,
        parents TEXT NOT NULL,     -- JSON list
        elaborated TEXT,           -- JSON: prover_bridge.certificate.Statement, without its name
        value REAL NOT NULL,
        fate TEXT NOT NULL,
        detail TEXT NOT NULL,      -- counterexample, why it is open, a warning
        by TEXT NOT NULL,          -- what refuted it
        level INTEGER NOT NULL DEFAULT 0,
        tries INTEGER NOT NULL DEFAULT 0,
        lean_calls INTEGER NOT NULL DEFAULT 0,
        seconds REAL NOT NULL DEFAULT 0,
        tried_at INTEGER NOT NULL DEFAULT 0,  -- the position of the last lemma when it was last tried
        running INTEGER NOT NULL DEFAULT 0
    )""",
    "CREATE INDEX conjectures_key ON conjectures (key)",
    "CREATE INDEX conjectures_fresh ON conjectures (fate, tries, value)",
    "CREATE INDEX conjectures_open ON conjectures (fate, value)",
    """CREATE TABLE lemmas (
        position INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        text TEXT NOT NULL,        -- a statement that elaborates where the theory's context ends
        source TEXT NOT NULL,
        conjecture INTEGER,        -- NULL: harvested from the proof of another one
        run INTEGER NOT NULL,
        seconds REAL NOT NULL,     -- of the run when it was certified
        lean_calls INTEGER NOT NULL,
        tries INTEGER NOT NULL,
        fate TEXT NOT NULL
    )""",
    # The lemma, found after a search for the other one had failed, stands in the proof that was found later.
    "CREATE TABLE unlocked (lemma TEXT NOT NULL, opened TEXT NOT NULL, PRIMARY KEY (lemma, opened)) WITHOUT ROWID",
    # Goals at which searches stopped.
    """CREATE TABLE stuck (
        id INTEGER PRIMARY KEY,
        goal_key TEXT NOT NULL UNIQUE,
        text TEXT NOT NULL,
        times INTEGER NOT NULL
    )""",
    """CREATE TABLE sources (
        name TEXT PRIMARY KEY,
        rounds INTEGER NOT NULL,
        seconds REAL NOT NULL,
        reward REAL NOT NULL,
        recent_rounds REAL NOT NULL,
        recent_seconds REAL NOT NULL,
        recent_reward REAL NOT NULL,
        spent_at INTEGER           -- how many lemmas there were when it had no more ideas
    )""",
    """CREATE TABLE rounds (
        id INTEGER PRIMARY KEY,
        run INTEGER NOT NULL,
        source TEXT NOT NULL,
        proposed INTEGER NOT NULL,
        passed INTEGER NOT NULL,
        refuted INTEGER NOT NULL,
        trivial INTEGER NOT NULL,
        known INTEGER NOT NULL,
        malformed INTEGER NOT NULL,
        seconds REAL NOT NULL
    )""",
)


@dataclass(frozen=True)
class Prospect:
    """A conjecture that is open. statement: None before it was elaborated; its name says nothing.

    level: how large a budget it has had (0: none yet). tried_at: position of the last lemma when it was last tried.
    """

    id: int
    conjecture: Conjecture
    key: str
    statement: Statement | None
    value: float
    level: int
    tries: int
    tried_at: int
    detail: str


@dataclass(frozen=True)
class Spent:
    """What growing has cost. seconds: wall time; cpu_seconds: of all processes, as far as they have ended."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    lean_calls: int = 0
    model_calls: int = 0
    tokens: int = 0
    cost: float = 0.0

    def __add__(self, other: Spent) -> Spent:
        return Spent(
            self.seconds + other.seconds,
            self.cpu_seconds + other.cpu_seconds,
            self.lean_calls + other.lean_calls,
            self.model_calls + other.model_calls,
            self.tokens + other.tokens,
            self.cost + other.cost,
        )


@dataclass(frozen=True)
class NewLemma:
    """A lemma as the journal enters it. text: its statement in the theory's words; conjecture: its number.

    unlocked_by: keys of lemmas that its proof stands on, found after an earlier search for it had failed.
    """

    key: str
    name: str
    text: str
    source: str
    conjecture: int | None
    lean_calls: int
    tries: int
    fate: Fate
    unlocked_by: Sequence[str] = ()


@dataclass
class Counts:
    """How many conjectures met which fate, over all runs."""

    proposed: int = 0
    fates: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, fate: Fate) -> int:
        return self.fates.get(fate, 0)


def prospect_of(row: sqlite3.Row) -> Prospect:
    """What a row of the table of conjectures holds."""
    conjecture = Conjecture(
        row["statement"], row["source"], row["reason"], row["size"], tuple(json.loads(row["parents"]))
    )
    told: dict[str, Any] | None = json.loads(row["elaborated"]) if row["elaborated"] else None
    statement = None
    if told is not None:
        parts: dict[str, Any] = {n: tuple(value) if isinstance(value, list) else value for n, value in told.items()}
        statement = Statement(**parts)
    columns = ("value", "level", "tries", "tried_at", "detail")
    return Prospect(row["id"], conjecture, row["key"] or "", statement, *(row[name] for name in columns))


@dataclass
class Tally:
    """What one run has done so far, for its progress line."""

    lemmas: int = 0
    proposed: int = 0
    refuted: int = 0
    trivial: int = 0
    searched: int = 0
    spent: Spent = field(default_factory=Spent)
