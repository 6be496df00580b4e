"""Statements for a large memory: real expressions of the core's theorems, put together anew.

Nothing here is proved, and nothing can take it for proved: the environment is none that a toolchain has, so no
retriever of a proof sees it, and the certificates say what they are, so `lemmas verify` names every one of them.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from core_theorems import CoreTheorem

from lemma_graph import log
from lemma_graph.model import stable_name
from lemma_graph.store import Store
from lemma_graph.term import Binder, Term, parse, show, substitute, telescope

ENVIRONMENT = hashlib.sha256(b"synthetic statements, which nobody proved").hexdigest()
_HOMOGENEOUS = frozenset(["+", "-", "*", "/", "%", "^", "++"])
_TYPES = ("Nat", "Int", "Bool", "Prop", "List α", "Nat → Nat")
_LARGEST = 60  # parts of one statement
_PART = 250_000  # statements of one file


@dataclass(frozen=True)
class Synthetic:
    key: str
    name: str
    statement: str
    uses: tuple[str, ...]


class Recombination:
    """Takes real conclusions and hypotheses apart and puts others together, deterministic for a seed.

    For a variable stands an expression that occurs in a real theorem at the same type (about half of the time), and a
    hypothesis of one theorem may come before the conclusion of another.
    """

    def __init__(self, theorems: Sequence[CoreTheorem], seed: int) -> None:
        self._chance = random.Random(seed)
        self._whole: list[tuple[str, tuple[Binder, ...], tuple[Term, ...], Term]] = []
        self._parts: dict[str, list[tuple[Term, dict[str, str]]]] = {}
        self._hypotheses: list[tuple[Term, dict[str, str]]] = []
        for theorem in theorems:
            before, conclusion = telescope(parse(theorem.statement))
            binders = tuple(part for part in before if isinstance(part, Binder))
            hypotheses = tuple(part for part in before if isinstance(part, Term))
            if any(part.head == "?" or part.binders for part in conclusion.walk()) or conclusion.size > 30:
                continue
            self._whole.append((theorem.name, binders, hypotheses, conclusion))
            types = {b.name: b.type or "" for b in binders}
            for hypothesis in hypotheses:
                names = {n: types[n] for n in hypothesis.names() if n in types}
                if names and set(names.values()) <= set(_TYPES):
                    self._hypotheses.append((hypothesis, names))
            for part in conclusion.walk():
                kind = _type_of(part, types)
                names = {n: types[n] for n in part.names() if n in types}
                if kind in _TYPES and part.args and set(names.values()) <= set(_TYPES):
                    self._parts.setdefault(kind, []).append((part, names))

    def statements(self, count: int) -> Iterator[Synthetic]:
        """`count` different statements; each uses up to four earlier ones."""
        seen: set[bytes] = set()
        earlier: list[str] = []
        while len(seen) < count:
            name, statement = self._one()
            digest = hashlib.sha256(statement.encode())
            if digest.digest()[:12] in seen:
                continue
            seen.add(digest.digest()[:12])
            key = digest.hexdigest()
            first = max(0, len(earlier) - 5000)
            wanted = min(len(earlier), self._chance.randrange(5))
            uses = {earlier[self._chance.randrange(first, len(earlier))] for _ in range(wanted)}
            if len(earlier) < 5000 or self._chance.random() < 0.01:
                earlier.append(key)
            yield Synthetic(key, name, statement, tuple(sorted(uses)))

    def _one(self) -> tuple[str, str]:
        chance = self._chance
        name, binders, hypotheses, conclusion = chance.choice(self._whole)
        binding = {b.name: b for b in binders}
        values: dict[str, Term] = {}
        for binder in binders:
            pool = self._parts.get(binder.type or "")
            if pool and chance.random() < 0.5:
                value, names = chance.choice(pool)
                if conclusion.size + value.size * 2 < _LARGEST:
                    values[binder.name] = self._renamed(value, names, binding)
        first = [substitute(h, values) for h in hypotheses]
        if chance.random() < 0.4:
            hypothesis, names = chance.choice(self._hypotheses)
            first.append(self._renamed(hypothesis, names, binding))
        body = substitute(conclusion, values)
        used = {n for part in (*first, body) for n in part.names()}
        needed = [b for b in binding.values() if b.name in used or not b.explicit]
        groups = " ".join(f"({b.name} : {b.type})" if b.explicit else f"{{{b.name} : {b.type}}}" for b in needed)
        arrows = "".join(f"{show(h, 26)} → " for h in first)
        other = chance.choice(self._whole)[0].rpartition(".")[2]
        return f"{name}_of_{other}", (f"∀ {groups}, " if groups else "") + arrows + show(body)

    def _renamed(self, value: Term, names: dict[str, str], binding: dict[str, Binder]) -> Term:
        """The expression over variables of the statement, or over new ones of the same type."""
        table: dict[str, Term] = {}
        for name, kind in names.items():
            there = [b.name for b in binding.values() if b.type == kind]
            if there and self._chance.random() < 0.7:
                table[name] = Term(self._chance.choice(there))
            else:
                new = name
                while new in binding:
                    new += "'"
                binding[new] = Binder(new, kind)
                table[name] = Term(new)
        return substitute(value, table)


def kept_statements(
    folder: Path, theorems: Callable[[], Sequence[CoreTheorem]], seed: int, count: int
) -> Iterator[list[Synthetic]]:
    """The first `count` statements of a seed in parts, written to files when they are first made and read again later.

    Statements are made one after another, so a part that is missing costs making those before it too.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made: Iterator[Synthetic] | None = None
    for start in range(0, count, _PART):
        size = min(_PART, count - start)
        path = folder / f"{seed}-{start}-{_PART}.txt"
        if not path.exists():
            if made is None:
                made = Recombination(theorems(), seed).statements(2**40)
                for _ in range(start):
                    next(made)
            part = list(islice(made, _PART))
            lines = map(_line, part)
            new = path.with_suffix(".new")
            new.write_text("\n".join(lines), encoding="utf-8")
            new.rename(path)
        else:
            made = None
            part = [_synthetic(line) for line in path.read_text(encoding="utf-8").split("\n")]
        yield part[:size]


def in_order_of_keys(parts: Iterable[Sequence[Synthetic]], folder: Path) -> Iterator[list[Synthetic]]:
    """The statements of all parts by the order of their keys, some thousand at a time.

    They go through files, one for each beginning of a key, so that millions need not be in memory at once.
    """
    buckets = folder / "by-key"
    shutil.rmtree(buckets, ignore_errors=True)
    buckets.mkdir(parents=True)
    with ExitStack() as stack:
        files = {
            f"{n:02x}": stack.enter_context((buckets / f"{n:02x}").open("w", encoding="utf-8")) for n in range(256)
        }
        for part in parts:
            for one in part:
                files[one.key[:2]].write(f"{_line(one)}\n")
    for path in sorted(buckets.iterdir()):
        lines = path.read_text(encoding="utf-8").split("\n")[:-1]
        path.unlink()
        yield [_synthetic(line) for line in sorted(lines)]
    buckets.rmdir()


def _line(one: Synthetic) -> str:
    return "\t".join((one.key, one.name, one.statement, " ".join(one.uses)))


def _synthetic(line: str) -> Synthetic:
    key, name, statement, uses = line.split("\t")
    return Synthetic(key, name, statement, tuple(uses.split()))


def _type_of(term: Term, types: dict[str, str]) -> str:
    if not term.args:
        return types.get(term.head, "")
    return _type_of(term.args[0], types) if term.head in _HOMOGENEOUS else ""


# What grows at random places while rows come in the order of their keys, and is quicker made behind them.
_LATER = ("lemmas_name", "uses_lemma", "log_subject")


@contextmanager
def loading(store: Store) -> Iterator[None]:
    """While very many rows are put into a new store: these indices are made at the end, and the journal is off (a load
    that breaks off is begun anew)."""
    db = store.file.db
    later = {name: db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0] for name in _LATER}
    for name in later:
        db.execute(f"DROP INDEX {name}")
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA journal_mode = OFF")
    yield
    for sql in later.values():
        db.execute(sql)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")


def put_in(store: Store, some: Sequence[Synthetic]) -> None:
    """Write many in one transaction, as `Store.add` writes one: lemma, proof, what it uses, two entries of the log."""
    at = log.now()
    with store.file.write() as db:
        last = db.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
        seq, previous = (last[0], last[1]) if last else (0, log.GENESIS)
        proof = db.execute("SELECT coalesce(max(id), 0) FROM proofs").fetchone()[0]
        lemmas, proofs, uses, entries = [], [], [], []
        for one in some:
            proof += 1
            row = (one.key, one.key, one.name, stable_name(one.key), one.statement, "[]", "[]", "[]", at)
            lemmas.append(row)
            certificate = json.dumps({"status": "synthetic", "statement": {"key": one.key}})
            text = f"theorem {stable_name(one.key)} : {one.statement} := nobody_proved_this"
            proofs.append((proof, one.key, one.key, ENVIRONMENT, "synthetic", "", "", text, "{}", certificate, "", at))
            used = [(proof, key, stable_name(key), None) for key in one.uses]
            uses += used
            columns = log.LOGGED["lemma"][1]
            content = log.content_hash(dict(zip(columns, row, strict=True)))
            for kind, subject, hashed in (
                ("lemma", one.key, content),
                ("proof", log.proof_subject(one.key, ENVIRONMENT, one.key), _proof_content(proofs[-1], used)),
            ):
                seq += 1
                digest = log.entry_hash(seq, at, kind, subject, hashed, previous)
                entries.append((seq, at, kind, subject, hashed, previous, digest))
                previous = digest
        for table, rows in (("lemmas", lemmas), ("proofs", proofs), ("uses", uses), ("log", entries)):
            if rows:
                db.conn.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def _proof_content(row: tuple[object, ...], uses: Sequence[tuple[object, ...]]) -> str:
    order = ("id", "lemma", "proof_hash", "environment", "environment_name", "source", "script", "text", "needs",
             "certificate", "origin", "created")  # fmt: skip
    values = dict(zip(order, row, strict=True))
    content = {column: values[column] for column in log.LOGGED["proof"][1]}
    return log.content_hash({**content, "uses": sorted([list(use[1:]) for use in uses], key=lambda use: str(use[1]))})
