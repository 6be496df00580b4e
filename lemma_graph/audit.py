"""What the log shows: every change made behind the store's back.

That is an edited, added or removed row, a cut or rewritten log. Against someone with the user's own account, who can
rewrite the log, the rows and the head file together, it shows nothing; a certificate can still be checked again
(`recheck`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lemma_graph.database import head_path
from lemma_graph.log import GENESIS, GONE, LOGGED, contents, entry_hash, proof_subject
from lemma_graph.model import Proof, stable_name
from lemma_graph.store import Store

if TYPE_CHECKING:
    from sqlite_utils import Database

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


def verify(store: Store, recheck: Recheck | None = None, known_head: str | None = None) -> Audit:
    """Re-check the chain, its head, every logged row against its entry and its address, and each proof if asked to.

    known_head: hash of an entry, from an export or from a note, which the log must have.
    """
    file = store.file
    findings: list[Finding] = []
    rechecked = rows = 0
    head = _read_head(file.path)  # before the snapshot: others may write meanwhile, and a head never runs ahead
    with file.snapshot() as db:
        latest, hashes = _check_chain(db, findings)
        findings += _check_head(file.path, head, hashes)
        if known_head is not None and known_head.lower() not in (GENESIS, *hashes):
            rewritten = "is no entry of the log: the log was rewritten, or this is another store"
            findings.append(Finding(f"head {known_head}", rewritten))
        for kind in LOGGED:
            for subject, content in contents(db, kind):
                rows += 1
                recorded = latest.pop((kind, subject), None)
                if recorded is None:
                    findings.append(Finding(f"{kind} {subject}", "is in no entry of the log: it was put in by hand"))
                elif recorded == GONE:
                    put_back = "was put back by hand: the log records that it was revoked"
                    findings.append(Finding(f"{kind} {subject}", put_back))
                elif recorded != content:
                    findings.append(Finding(f"{kind} {subject}", "was edited: it is not the row that the log records"))
        findings += [
            Finding(f"{kind} {subject}", "was removed: the log records it, and it is not there")
            for (kind, subject), last in latest.items()
            if last != GONE
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
                findings.append(Finding(f"proof {proof_subject(*row)}", problem))
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
        if digest != entry_hash(seq, at, kind, subject, content, before):
            findings.append(Finding(f"log entry {seq}", f"was edited (it records {kind} {subject})"))
        latest[kind, subject] = content
        hashes.append(digest)
        previous = digest
    return latest, hashes


def _read_head(path: Path) -> tuple[int, str] | None:
    """The entry (number, hash) that the head file names; (-1, "") where it cannot be read, None where it is missing."""
    try:
        kept = json.loads(head_path(path).read_text())
        return int(kept["seq"]), str(kept["hash"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return -1, ""


def _check_head(path: Path, head: tuple[int, str] | None, hashes: Sequence[str]) -> Iterator[Finding]:
    subject = f"head file {head_path(path)}"
    if head is None:
        if hashes:
            yield Finding(subject, "is missing, so a rewritten store would not be noticed")
    elif head[0] < 0:
        yield Finding(subject, "cannot be read")
    elif head[0] > len(hashes) or [GENESIS, *hashes][head[0]] != head[1]:
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
        subject = f"proof {proof_subject(*tuple(row)[:3])}"
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
