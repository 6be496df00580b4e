"""What the log shows: every change made behind the store's back.

That is an edited, added or removed row, a cut or rewritten log. Against someone with the user's own account, who can
rewrite the log, the rows and the head file together, it shows nothing; a certificate can still be checked again
(`recheck`).
"""

from __future__ import annotations

import bisect
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from lemma_graph import schema
from lemma_graph.database import head_path
from lemma_graph.log import GENESIS, GONE, LOGGED, contents, entry_hash, proof_subject
from lemma_graph.model import Proof, stable_name
from lemma_graph.store import Store

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
        findings += _check_tables(db)
        latest, hashes = _check_chain(db, findings)
        findings += _check_head(file.path, head, hashes)
        if known_head is not None and known_head.lower() not in (GENESIS, *hashes):
            rewritten = "is no entry of the log: the log was rewritten, or this is another store"
            findings.append(Finding(f"head {known_head}", rewritten))
        for kind in LOGGED:
            order: list[tuple[int, str]] = []
            for subject, content in contents(db, kind):
                rows += 1
                recorded, entry = latest.pop((kind, subject), (None, 0))
                order.append((entry, f"{kind} {subject}"))
                if recorded is None:
                    findings.append(Finding(f"{kind} {subject}", "is in no entry of the log: it was put in by hand"))
                elif recorded == GONE:
                    put_back = "was put back by hand: the log records that it was revoked"
                    findings.append(Finding(f"{kind} {subject}", put_back))
                elif recorded != content:
                    findings.append(Finding(f"{kind} {subject}", "was edited: it is not the row that the log records"))
            if kind == "proof":  # texts never depend on each other in a circle since a proof stands behind what it uses
                findings += [
                    Finding(moved, "was renumbered: it stood elsewhere among the others") for moved in _moved(order)
                ]
        findings += [
            Finding(f"{kind} {subject}", "was removed: the log records it, and it is not there")
            for (kind, subject), (last, _) in latest.items()
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


def _check_tables(db: Database) -> Iterator[Finding]:
    """Tables, indexes and triggers that are not those of this program."""
    sql = "SELECT type || ' ' || name AS what, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%'"
    fresh = Database(memory=True)
    schema.migrate(fresh, 0)
    right = {row[0]: row[1] for row in fresh.execute(sql)}
    there = {row[0]: row[1] for row in db.execute(sql)}
    for what in sorted(right.keys() | there.keys()):
        if what not in right:
            yield Finding(what, "was put in by hand: the store has no such thing")
        elif what not in there:
            yield Finding(what, "was removed: every store has it")
        elif right[what] != there[what]:
            yield Finding(what, "was edited: it is defined in another way")


def _moved(order: Sequence[tuple[int, str]]) -> list[str]:
    """The fewest that must have moved so that the numbers no longer ascend: those off a longest ascending chain."""
    ends: list[tuple[int, int]] = []  # the least last number of an ascending chain of each length, and its place
    before: list[int | None] = []
    for place, (number, _) in enumerate(order):
        at = bisect.bisect_right(ends, number, key=lambda end: end[0])
        before.append(ends[at - 1][1] if at else None)
        ends[at : at + 1] = [(number, place)]
    chain: set[int] = set()
    last = ends[-1][1] if ends else None
    while last is not None:
        chain.add(last)
        last = before[last]
    return [subject for place, (_, subject) in enumerate(order) if place not in chain]


def _check_chain(db: Database, findings: list[Finding]) -> tuple[dict[tuple[str, str], tuple[str, int]], list[str]]:
    """The last entry of each row (content, number), and the hashes of all entries."""
    latest: dict[tuple[str, str], tuple[str, int]] = {}
    hashes: list[str] = []
    previous = GENESIS
    for index, entry in enumerate(db.execute("SELECT * FROM log ORDER BY seq"), start=1):
        seq, at, kind, subject, content, before, digest = entry
        if seq != index or before != previous:
            problem = "does not follow the entry before it: the log was cut or reordered"
            findings.append(Finding(f"log entry {seq}", problem))
        if digest != entry_hash(seq, at, kind, subject, content, before):
            findings.append(Finding(f"log entry {seq}", f"was edited (it records {kind} {subject})"))
        latest[kind, subject] = content, index
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
