"""The append-only log: each entry hashes the one before it and the row that it records.

`lemma_graph.audit` reads it. Attempts are advice that nothing rests on, and are not logged.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lemma_graph.database import StoreFile, head_path

if TYPE_CHECKING:
    from sqlite_utils import Database

GENESIS = "0" * 64

# What of a row the log vouches for. A proof's uses are added to its row.
LOGGED = {
    "lemma": (
        "lemmas",
        ("key", "coarse_key", "name", "stable_name", "statement", "universes", "constants", "flags", "created"),
    ),
    "proof": (
        "proofs",
        (
            "lemma", "proof_hash", "environment", "environment_name", "source", "script", "text", "needs",
            "certificate", "origin", "created",
        ),
    ),
    "episode": (
        "episodes",
        (
            "id", "problem", "statement_key", "environment", "seed", "started", "status", "lean_calls",
            "model_calls", "seconds",
        ),
    ),
    "helped": ("helped", ("lemma", "episode", "goal_key", "goal", "tactic")),
}  # fmt: skip


def now() -> str:
    """This moment, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def content_hash(content: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of JSON values, the same whatever the order of the keys."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def append(db: Database, kind: str, row_id: int) -> None:
    """Record a row as it now stands. Must be called in the write transaction that changed it."""
    subject, content = next(contents(db, kind, "WHERE t.rowid = ?", (row_id,)))
    last = db.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
    seq, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
    at = now()
    digest = entry_hash(seq, at, kind, subject, content, previous)
    db.execute("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?)", (seq, at, kind, subject, content, previous, digest))


def write_head(file: StoreFile) -> None:
    """Put the log's head beside the store. Written after the commit, so it may lag behind, but never runs ahead."""
    last = file.rows("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1")
    if not last:
        return
    target = head_path(file.path)
    # A full disk must not fail a transaction that is already done: an old head is a right head.
    with contextlib.suppress(OSError):
        handle, name = tempfile.mkstemp(prefix=target.name, dir=target.parent)
        try:
            with os.fdopen(handle, "w") as stream:
                json.dump({"seq": last[0]["seq"], "hash": last[0]["hash"]}, stream)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def contents(db: Database, kind: str, where: str = "", parameters: Sequence[Any] = ()) -> Iterator[tuple[str, str]]:
    """Subject and content hash of rows of one kind."""
    table, columns = LOGGED[kind]
    chosen = ", ".join(f"t.{column}" for column in columns)
    for row in db.execute(f"SELECT t.rowid AS row_id, {chosen} FROM {table} t {where} ORDER BY t.rowid", parameters):
        content: dict[str, Any] = {column: row[column] for column in columns}
        if kind == "proof":
            uses = db.execute("SELECT lemma, name, module FROM uses WHERE proof = ? ORDER BY name", (row["row_id"],))
            content["uses"] = [list(use) for use in uses]
            subject = proof_subject(row["lemma"], row["environment"], row["proof_hash"])
        elif kind == "helped":
            subject = f"{row['lemma']} in episode {row['episode']} on {row['goal_key']}"
        else:
            subject = str(row[columns[0]])
        yield subject, content_hash(content)


def proof_subject(lemma: str, environment: str, proof_hash: str) -> str:
    """How the log names a proof."""
    return f"{lemma} in {environment} by {proof_hash}"


def entry_hash(seq: int, at: str, kind: str, subject: str, content: str, previous: str) -> str:
    """The hash of an entry, over all its parts and the hash of the entry before it."""
    return content_hash(
        {"seq": seq, "at": at, "kind": kind, "subject": subject, "content": content, "previous": previous}
    )
