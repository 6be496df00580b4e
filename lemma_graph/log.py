"""The append-only log: each entry hashes the one before it and the row that it records.

It shows every change made behind the store's back: an edited, added or removed row, a cut or rewritten log. Against
someone with the user's own account, who can rewrite the log, the rows and the head file together, it shows nothing;
a certificate can still be checked again (`recheck`). Attempts are advice that nothing rests on, and are not logged.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lemma_graph.database import StoreFile, head_path
from lemma_graph.model import Proof, stable_name

if TYPE_CHECKING:
    from sqlite_utils import Database

    from lemma_graph.store import Store

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

# Says of one stored proof whether it still holds: None if so, else what is wrong.
Recheck = Callable[[Proof], str | None]


@dataclass(frozen=True)
class Finding:
    """subject: the row (kind and address) or log entry; problem: what is wrong with it, said without a subject."""

    subject: str
    problem: str


@dataclass(frozen=True)
class Audit:
    """What `verify` looked at, and what it found; sound where `findings` is empty."""

    entries: int
    rows: int
    rechecked: int
    head: str
    findings: tuple[Finding, ...]


def now() -> str:
    """This moment, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def content_hash(content: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of JSON values, the same whatever the order of the keys."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def append(db: Database, kind: str, row_id: int) -> None:
    """Record a row as it now stands. Must be called in the write transaction that changed it."""
    subject, content = next(_contents(db, kind, "WHERE t.rowid = ?", (row_id,)))
    last = db.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
    seq, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
    at = now()
    digest = _entry_hash(seq, at, kind, subject, content, previous)
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


def verify(store: Store, recheck: Recheck | None = None) -> Audit:
    """Re-check the chain, its head, every logged row against its entry and its address, and each proof if asked to."""
    file = store.file
    findings: list[Finding] = []
    rechecked = rows = 0
    head = _read_head(file.path)  # before the snapshot: others may write meanwhile, and a head never runs ahead
    with file.snapshot() as db:
        latest, hashes = _check_chain(db, findings)
        findings += _check_head(file.path, head, hashes)
        for kind in LOGGED:
            for subject, content in _contents(db, kind):
                rows += 1
                recorded = latest.pop((kind, subject), None)
                if recorded is None:
                    findings.append(Finding(f"{kind} {subject}", "is in no entry of the log: it was put in by hand"))
                elif recorded != content:
                    findings.append(Finding(f"{kind} {subject}", "was edited: it is not the row that the log records"))
        findings += [
            Finding(f"{kind} {subject}", "was removed: the log records it, and it is not there")
            for kind, subject in latest
        ]
        findings += _addresses(db)
    if recheck is not None:
        for row in file.rows("SELECT lemma, environment, proof_hash FROM proofs ORDER BY id"):
            rechecked += 1
            try:
                proof = store.proof(*row)
                problem = recheck(proof) if proof else "was removed meanwhile"
            except (ValueError, KeyError):
                problem = "cannot be read"
            if problem is not None:
                findings.append(Finding(f"proof {_proof_subject(*row)}", problem))
    return Audit(len(hashes), rows, rechecked, hashes[-1] if hashes else GENESIS, tuple(findings))


def _check_chain(db: Database, findings: list[Finding]) -> tuple[dict[tuple[str, str], str], list[str]]:
    latest: dict[tuple[str, str], str] = {}
    hashes: list[str] = []
    previous = GENESIS
    for index, entry in enumerate(db.execute("SELECT * FROM log ORDER BY seq"), start=1):
        seq, at, kind, subject, content, before, digest = entry
        if seq != index or before != previous:
            problem = "does not follow the entry before it: the log was cut or reordered"
            findings.append(Finding(f"log entry {seq}", problem))
        if digest != _entry_hash(seq, at, kind, subject, content, before):
            findings.append(Finding(f"log entry {seq}", f"was edited (it records {kind} {subject})"))
        latest[kind, subject] = content
        hashes.append(digest)
        previous = digest
    return latest, hashes


def _read_head(path: Path) -> tuple[int, str] | None:
    """The entry (number, hash) that the head file names; (0, "") where it cannot be read, None where it is missing."""
    try:
        kept = json.loads(head_path(path).read_text())
        return int(kept["seq"]), str(kept["hash"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return 0, ""


def _check_head(path: Path, head: tuple[int, str] | None, hashes: Sequence[str]) -> Iterator[Finding]:
    subject = f"head file {head_path(path)}"
    if head is None:
        if hashes:
            yield Finding(subject, "is missing, so a rewritten store would not be noticed")
    elif head[0] < 1:
        yield Finding(subject, "cannot be read")
    elif head[0] > len(hashes) or hashes[head[0] - 1] != head[1]:
        yield Finding(subject, f"names an entry {head[0]} that the log does not have: the log was rewritten")


def _addresses(db: Database) -> Iterator[Finding]:
    """Rows whose own parts do not fit together, whatever the log says."""
    for row in db.execute("SELECT key, stable_name FROM lemmas"):
        try:
            right = stable_name(row["key"]) == row["stable_name"]
        except ValueError:
            right = False
        if not right:
            yield Finding(f"lemma {row['key']}", "has a stable name that does not come from its key")
    for row in db.execute("SELECT key FROM lemmas WHERE key NOT IN (SELECT lemma FROM proofs)"):
        yield Finding(f"lemma {row['key']}", "has no proof")
    for row in db.execute("SELECT lemma, environment, proof_hash, certificate FROM proofs"):
        subject = f"proof {_proof_subject(*tuple(row)[:3])}"
        try:
            certificate = json.loads(row["certificate"])
            parts = (
                certificate["statement"]["key"], certificate["environment"], certificate["proof_hash"],
                certificate["status"],
            )  # fmt: skip
        except (ValueError, KeyError, TypeError):
            yield Finding(subject, "has a certificate that cannot be read")
            continue
        if parts != (*tuple(row)[:3], "certified"):
            yield Finding(subject, "has a certificate for something else")


def _contents(db: Database, kind: str, where: str = "", parameters: Sequence[Any] = ()) -> Iterator[tuple[str, str]]:
    """Subject and content hash of rows of one kind."""
    table, columns = LOGGED[kind]
    chosen = ", ".join(f"t.{column}" for column in columns)
    for row in db.execute(f"SELECT t.rowid AS row_id, {chosen} FROM {table} t {where} ORDER BY t.rowid", parameters):
        content: dict[str, Any] = {column: row[column] for column in columns}
        if kind == "proof":
            uses = db.execute("SELECT lemma, name, module FROM uses WHERE proof = ? ORDER BY name", (row["row_id"],))
            content["uses"] = [list(use) for use in uses]
            subject = _proof_subject(row["lemma"], row["environment"], row["proof_hash"])
        elif kind == "helped":
            subject = f"{row['lemma']} in episode {row['episode']} on {row['goal_key']}"
        else:
            subject = str(row[columns[0]])
        yield subject, content_hash(content)


def _proof_subject(lemma: str, environment: str, proof_hash: str) -> str:
    return f"{lemma} in {environment} by {proof_hash}"


def _entry_hash(seq: int, at: str, kind: str, subject: str, content: str, previous: str) -> str:
    return content_hash(
        {"seq": seq, "at": at, "kind": kind, "subject": subject, "content": content, "previous": previous}
    )
