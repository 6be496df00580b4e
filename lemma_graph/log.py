"""The append-only log: each entry hashes the one before it and the row that it records.

`lemma_graph.audit` reads it. Attempts are advice that nothing rests on, and are not logged.
"""

from __future__ import annotations

import contextlib
import glob
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lemma_graph.database import StoreFile, head_path

if TYPE_CHECKING:
    from sqlite_utils import Database

GENESIS = "0" * 64
# The content of an entry that records that a row was taken out.
GONE = "-"
_LEFT_BEHIND_SECONDS = 3600.0  # writing a head takes a millisecond

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
    "relation": ("generalises", ("environment", "general", "special")),
    "environment": ("environments", ("hash", "name", "lean_version", "imports", "modules")),
    "revoked": ("revoked", ("id", "lemma", "environment", "proof_hash", "because", "reason", "was", "at")),
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
    _append(db, kind, *next(contents(db, kind, "WHERE t.rowid = ?", (row_id,))))


def append_removal(db: Database, kind: str, row_id: int) -> None:
    """Record that a row is taken out. Must be called in the write transaction that does so, while it is still there."""
    subject, _ = next(contents(db, kind, "WHERE t.rowid = ?", (row_id,)))
    _append(db, kind, subject, GONE)


def _append(db: Database, kind: str, subject: str, content: str) -> None:
    last = db.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
    seq, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
    at = now()
    digest = entry_hash(seq, at, kind, subject, content, previous)
    db.execute("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?)", (seq, at, kind, subject, content, previous, digest))


def begin_head(file: StoreFile) -> None:
    """Give an empty log its head, so that a head that is missing later was taken away. Sweeps up after the killed."""
    target = head_path(file.path)
    for left in target.parent.glob(f"{glob.escape(target.name)}?*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_BEHIND_SECONDS:
                left.unlink()
    if not target.exists() and not file.rows("SELECT 1 FROM log LIMIT 1"):
        _put_head(file.path, 0, GENESIS)


def write_head(file: StoreFile) -> None:
    """Put the log's head beside the store. Written after the commit, so it may lag behind, but never runs ahead."""
    last = file.rows("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1")
    if last:
        _put_head(file.path, last[0]["seq"], last[0]["hash"])


def _put_head(path: Path, seq: int, digest: str) -> None:
    target = head_path(path)
    # A full disk must not fail a transaction that is already done: an old head is a right head.
    with contextlib.suppress(OSError):
        handle, name = tempfile.mkstemp(prefix=target.name, dir=target.parent)
        try:
            with os.fdopen(handle, "w") as stream:
                json.dump({"seq": seq, "hash": digest}, stream)
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
        elif kind == "relation":
            subject = f"{row['general']} gives {row['special']} in {row['environment']}"
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
