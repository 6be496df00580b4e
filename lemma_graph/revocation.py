"""Taking lemmas out of use, with everything that stands on them.

A revoked row leaves its table, so that nothing can find it by mistake, and is kept in `revoked` as it was. The log
records both in the same transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from lemma_graph import log
from lemma_graph.model import stable_name, stable_names
from lemma_graph.store import Store
from prover_bridge.errors import UserError


@dataclass(frozen=True)
class Revoked:
    """One proof that was taken out, or would be. because: key of the lemma that it stood on; None: meant itself.

    lemma_gone: the lemma has no other proof, so it is no lemma any more.
    """

    lemma: str
    name: str
    environment: str
    proof_hash: str
    because: str | None
    lemma_gone: bool


def reach(store: Store, keys: Iterable[str]) -> list[Revoked]:
    """What `revoke` would take out, in the order in which it is reached; nothing is changed."""
    with store.file.snapshot() as db:
        return _described(db, _Reach(db, keys))


def revoke(store: Store, keys: Iterable[str], reason: str) -> list[Revoked]:
    """Take out these lemmas and every proof that stands on them; the lemmas that are left without a proof go too.

    A lemma with another proof that does not stand on them stays. Until `allow` is called, `keep_out` says of these
    keys (not of what stood on them) that they must not come back.
    """
    with store.file.write() as db:
        found = _Reach(db, keys)
        described = _described(db, found)
        at = log.now()
        for proof, because in found.proofs.items():
            _take_out_proof(db, proof, because, reason, at)
        for key in found.lemmas:
            _take_out_lemma(db, key)
    log.write_head(store.file)
    return described


def keep_out(store: Store, key: str) -> str | None:
    """Why this very lemma was revoked, if it was and has not been allowed again."""
    rows = store.file.rows(
        "SELECT because, reason FROM revoked WHERE lemma = ? AND because IS NULL ORDER BY id DESC LIMIT 1", [key]
    )
    return str(rows[0]["reason"]) if rows else None


def revoked_key(store: Store, reference: str) -> str:
    """The key of the lemma that was meant by a revocation, from its key, a beginning of that (4 or more digits) or its
    name. Raises UserError where none or several are meant."""
    rows = store.file.rows("SELECT lemma, was FROM revoked WHERE because IS NULL ORDER BY id")
    names: dict[str, str] = {row["lemma"]: json.loads(row["was"])["lemma"]["name"] for row in rows}
    start = reference.lower() if len(reference) >= 4 else " "
    found = [key for key, name in names.items() if name == reference or key.startswith(start)]
    if len(found) == 1:
        return found[0]
    if found:
        keys = ", ".join(key[:16] for key in found[:3])
        raise UserError(f"`{reference}` means several revoked lemmas ({keys}): give more of the key.")
    raise UserError(
        f"No lemma `{reference}` is kept out of the store {store.path}: give the key or the name that was revoked."
    )


def allow(store: Store, key: str) -> bool:
    """Let a revoked lemma be kept again once it is certified anew; whether it had been revoked.

    What was revoked stays out: it comes back by a new certificate only.
    """
    with store.file.write() as db:
        rows = db.execute("SELECT id FROM revoked WHERE lemma = ? AND because IS NULL", (key,)).fetchall()
        for row in rows:
            db.execute("UPDATE revoked SET because = lemma WHERE id = ?", (row["id"],))  # no longer meant itself
            log.append(db, "revoked", row["id"])
    log.write_head(store.file)
    return bool(rows)


class _Reach:
    """proofs: id → the lemma because of which it goes (None: it is meant itself). lemmas: keys left without a proof."""

    def __init__(self, db: Database, keys: Iterable[str]) -> None:
        self.proofs: dict[int, str | None] = {}
        self.lemmas: dict[str, None] = {}
        self._left: dict[str, list[sqlite3.Row]] = {}
        self._on: dict[str, list[sqlite3.Row]] = {}  # stable name → proofs whose text mentions it
        self._users: dict[str, list[int]] = {}
        self._by_id: dict[int, sqlite3.Row] = {}
        for row in db.execute("SELECT id, lemma, environment, text FROM proofs ORDER BY id"):
            self._by_id[row["id"]] = row
            self._left.setdefault(row["lemma"], []).append(row)
            for name in stable_names(row["text"] or "") - {stable_name(row["lemma"])}:
                self._on.setdefault(name, []).append(row)
        for use in db.execute("SELECT proof, lemma FROM uses WHERE lemma IS NOT NULL AND module IS NULL"):
            self._users.setdefault(use["lemma"], []).append(use["proof"])
        waiting = [(row["id"], None) for key in keys for row in self._left.get(key, [])]
        self._spread(waiting)

    def _spread(self, waiting: Sequence[tuple[int, str | None]]) -> None:
        queue = list(waiting)
        while queue:
            proof, because = queue.pop(0)
            if proof in self.proofs:
                continue
            self.proofs[proof] = because
            row = self._by_id[proof]
            key = row["lemma"]
            left = [other for other in self._left[key] if other["id"] not in self.proofs]
            if not left and key not in self.lemmas:
                self.lemmas[key] = None
                queue += [(user, key) for user in self._users.get(key, [])]
            for other in self._on.get(stable_name(key), []):
                # Its text can still stand in a file if an older proof of the lemma, which cannot stand on it, is left.
                if not any(
                    each["environment"] == other["environment"]
                    and each["text"] is not None
                    and each["id"] < other["id"]
                    for each in left
                ):
                    queue.append((other["id"], key))


def _described(db: Database, found: _Reach) -> list[Revoked]:
    described = []
    for proof, because in found.proofs.items():
        sql = "SELECT p.*, l.name FROM proofs p JOIN lemmas l ON l.key = p.lemma WHERE p.id = ?"
        row = db.execute(sql, (proof,)).fetchone()
        gone = row["lemma"] in found.lemmas
        described.append(Revoked(row["lemma"], row["name"], row["environment"], row["proof_hash"], because, gone))
    return described


def _take_out_proof(db: Database, proof: int, because: str | None, reason: str, at: str) -> None:
    row = db.execute("SELECT * FROM proofs WHERE id = ?", (proof,)).fetchone()
    lemma = db.execute("SELECT * FROM lemmas WHERE key = ?", (row["lemma"],)).fetchone()
    uses = [tuple(use) for use in db.execute("SELECT lemma, name, module FROM uses WHERE proof = ?", (proof,))]
    was = {"lemma": dict(lemma), "proof": dict(row), "uses": uses}
    log.append_removal(db, "proof", proof)
    db.execute("DELETE FROM uses WHERE proof = ?", (proof,))
    db.execute("DELETE FROM proofs WHERE id = ?", (proof,))
    sql = """INSERT INTO revoked (lemma, environment, proof_hash, because, reason, was, at)
        VALUES (?, ?, ?, ?, ?, ?, ?)"""
    text = json.dumps(was, sort_keys=True, ensure_ascii=False)
    values = (row["lemma"], row["environment"], row["proof_hash"], because, reason, text, at)
    entry = db.execute(sql, values).lastrowid
    assert entry is not None
    log.append(db, "revoked", entry)


def _take_out_lemma(db: Database, key: str) -> None:
    for row in db.execute("SELECT id FROM helped WHERE lemma = ? ORDER BY id", (key,)).fetchall():
        log.append_removal(db, "helped", row["id"])
        db.execute("DELETE FROM helped WHERE id = ?", (row["id"],))
    for row in db.execute(
        "SELECT id FROM generalises WHERE general = ?1 OR special = ?1 ORDER BY id", (key,)
    ).fetchall():
        log.append_removal(db, "relation", row["id"])
        db.execute("DELETE FROM generalises WHERE id = ?", (row["id"],))
    db.execute("DELETE FROM related WHERE lemma = ?", (key,))
    log.append_removal(db, "lemma", db.execute("SELECT rowid FROM lemmas WHERE key = ?", (key,)).fetchone()[0])
    db.execute("DELETE FROM lemmas WHERE key = ?", (key,))
