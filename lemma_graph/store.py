"""The memory: certified lemmas, their proofs, and what was tried. Nothing that is not certified enters."""

from __future__ import annotations

import dataclasses
import functools
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from lemma_graph import log, symbols
from lemma_graph.database import StoreFile, chunks, default_path, marks
from lemma_graph.model import (
    ARCHIVED,
    NOT_OFFERED,
    SUPPORT,
    Lemma,
    Proof,
    Stats,
    Surroundings,
    Used,
    stable_name,
    stable_names,
)
from lemma_graph.observations import Observations
from prover_bridge.certificate import ALLOWED_AXIOMS, Statement, Verdict
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.keys import is_compiler_made

# A lemma through its first reusable proof, or its first one. First, because a reusable proof uses only lemmas
# that were reusable before it: so texts never depend on each other in a circle.
_LEMMA = """SELECT l.*, p.id AS proof_id, p.proof_hash, p.environment, p.environment_name, p.source, p.text, p.needs,
    p.origin FROM lemmas l JOIN proofs p ON p.id = (SELECT q.id FROM proofs q WHERE q.lemma = l.key {among}
    ORDER BY q.text IS NULL, q.id LIMIT 1)"""
_ANYWHERE = _LEMMA.format(among="")
_IN_ENVIRONMENT = _LEMMA.format(among="AND q.environment = ?")

_PROOFS = 20_000  # whose uses are read at once


@dataclasses.dataclass(frozen=True)
class Row:
    """A lemma as retrieval indexes it: see `Lemma`. offered: whether it may be proposed."""

    key: str
    name: str
    statement: str
    offered: bool
    needs: Mapping[str, str] = dataclasses.field(hash=False)


class Store(Observations):
    """One memory file. Safe for several processes at once, and for the threads of one."""

    @staticmethod
    def open(path: Path | str | None = None, *, create: bool = True) -> Store:
        """Open a store (None: the user's own), migrating an older one.

        Raises UserError where the file is damaged, newer than this program, no store, not there (without `create`)
        or not writable; the file is then left as it was.
        """
        file = StoreFile(Path(path).expanduser() if path is not None else default_path(), create)
        log.begin_head(file)
        return Store(file)

    @property
    def path(self) -> Path:
        return self.file.path

    def close(self) -> None:
        self.file.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(
        self,
        verdict: Verdict,
        *,
        source: str,
        script: str,
        environment_name: str,
        text: str | None = None,
        needs: Mapping[str, str] | None = None,
        flags: Iterable[str] = (),
        origin: str = "",
    ) -> tuple[Lemma, bool]:
        """Keep a certified theorem. Returns the lemma and whether its statement is new here.

        source: the text that was certified; script: the proof in it. text: the clean declaration under its stable name
        (`library.normalise`), None where there is none. needs: content hash of each definition of its own file
        that statement or proof mention. A known proof changes nothing; a proof that uses the lemma itself is not
        kept; a text that stands on lemmas that cannot be reused is not kept as text. A lemma kept as SUPPORT or
        ARCHIVED loses that flag once it is added without it.

        Raises ValueError where the verdict is not a clean certificate (a programming error), UserError where the
        disk is full; the store is then as before.
        """
        statement = _certified(verdict)
        # What the compiler made of a definition is named by accident, and follows from the definition's content.
        needed = {name: content for name, content in (needs or {}).items() if not is_compiler_made(name)}
        local = {name for name in statement.local_constants if not is_compiler_made(name)}
        if text is not None and (missing := local - set(needed)):
            raise ValueError(f"{statement.name} needs the content hashes of {', '.join(sorted(missing))}")
        with self.file.write() as db:
            is_new = self._add_lemma(db, statement, frozenset(flags))
            # A library theorem with the same statement is no circle; the lemma itself would be one.
            if all(use.statement_key != statement.key or use.module is not None for use in verdict.uses):
                self._add_proof(db, verdict, source, script, environment_name, text, needed, origin)
            elif is_new:
                raise ValueError(f"the proof of {statement.name} uses {statement.name}, which the store does not have")
        log.write_head(self.file)
        lemma = self.lemma(statement.key, verdict.environment) or self.lemma(statement.key)
        assert lemma is not None
        return lemma, is_new

    def describe(self, environment: Environment) -> None:
        """Remember what an environment is made of; lemmas of an environment that is not described cannot travel."""
        told = environment.toolchain
        row = (
            environment.content_hash, environment.name, told.version, _json(sorted(set(environment.imports))),
            _json(dict(environment.texts)),
        )  # fmt: skip
        if self.file.rows("SELECT 1 FROM environments WHERE hash = ?", row[:1]):
            return
        with self.file.write() as db:
            added = db.execute(f"INSERT OR IGNORE INTO environments VALUES ({marks(row)})", row)
            if added.rowcount == 1 and added.lastrowid is not None:
                log.append(db, "environment", added.lastrowid)
        log.write_head(self.file)

    def surroundings(self) -> dict[str, Surroundings]:
        """The described environments by content hash."""
        return {
            row["hash"]: Surroundings(
                row["hash"], row["name"], row["lean_version"], tuple(json.loads(row["imports"])),
                json.loads(row["modules"]),
            )
            for row in self.file.rows("SELECT * FROM environments ORDER BY hash")
        }  # fmt: skip

    def lemma(self, key: str, environment: str | None = None) -> Lemma | None:
        """The lemma with this very key, as certified in `environment` (None: in any)."""
        found = self.lemmas_by_key([key], environment)
        return found.get(key)

    def lemmas_by_key(self, keys: Iterable[str], environment: str | None = None) -> dict[str, Lemma]:
        """Those of the keys that are known, as certified in `environment` (None: in any)."""
        found: dict[str, Lemma] = {}
        for some in chunks(sorted(set(keys))):
            where = f" WHERE l.key IN ({marks(some)})"
            sql, first = (_ANYWHERE, []) if environment is None else (_IN_ENVIRONMENT, [environment])
            found |= {row["key"]: _lemma(row) for row in self.file.rows(sql + where, [*first, *some])}
        return found

    def lemmas_by_stable_name(self, names: Iterable[str], environment: str | None = None) -> list[Lemma]:
        """Those of the stable names that are known, as certified in `environment` (None: in any), by key."""
        found: list[Lemma] = []
        for some in chunks(sorted(set(names))):
            where = f" WHERE l.stable_name IN ({marks(some)}) ORDER BY l.key"
            sql, first = (_ANYWHERE, []) if environment is None else (_IN_ENVIRONMENT, [environment])
            found += [_lemma(row) for row in self.file.rows(sql + where, [*first, *some])]
        return found

    def lemmas(self, environment: str | None = None) -> list[Lemma]:
        """All lemmas, or those certified in one environment, oldest first."""
        if environment is None:
            return [_lemma(row) for row in self.file.rows(f"{_ANYWHERE} ORDER BY l.rowid")]
        return [_lemma(row) for row in self.file.rows(f"{_IN_ENVIRONMENT} ORDER BY l.rowid", [environment])]

    def get(self, reference: str) -> Lemma:
        """A lemma by its key, a beginning of its key, its stable name or its author's name.

        Raises UserError where nothing, or more than one lemma, is meant.
        """
        for condition, value in (
            ("l.key = ?", reference),
            ("l.stable_name = ?", reference),
            ("l.name = ?", reference),
            ("l.key GLOB ?", f"{reference.lower()}*" if _is_hex(reference) else ""),
        ):
            found = self.file.rows(f"{_ANYWHERE} WHERE {condition} ORDER BY l.key LIMIT 4", [value]) if value else []
            if len(found) == 1:
                return _lemma(found[0])
            if found:
                keys = ", ".join(row["key"][:16] for row in found[:3]) + (", …" if len(found) > 3 else "")
                raise UserError(f"`{reference}` means several lemmas ({keys}): give more of the key.")
        raise UserError(f"The store {self.path} has no lemma `{reference}`: `lemmasmith lemmas search` finds by words.")

    def search(self, query: str, limit: int = 20) -> list[Lemma]:
        """Lemmas by words of their name or statement, or by its symbols (`+`, `≤`, `++`); the best first."""
        from lemma_graph.postings import SymbolIndex  # numpy takes a while to import

        lemmas = self.lemmas()
        index = SymbolIndex()
        for lemma in lemmas:
            index.add(symbols.statement_symbols(lemma.statement, lemma.name))
        exact = [i for i, lemma in enumerate(lemmas) if query in (lemma.name, lemma.stable_name, lemma.key)]
        ranked = [hit.document for hit in index.best(symbols.weighted(query), limit)]
        return [lemmas[i] for i in dict.fromkeys(exact + ranked)][:limit]

    def proof(self, key: str, environment: str, proof_hash: str) -> Proof | None:
        """One proof by its address."""
        return next((p for p in self.proofs(key, environment) if p.proof_hash == proof_hash), None)

    def proofs(self, key: str | None = None, environment: str | None = None) -> list[Proof]:
        """Proofs, oldest first: all, or those of one lemma or one environment."""
        given = {"lemma": key, "environment": environment}
        conditions = {f"{column} = ?": value for column, value in given.items() if value is not None}
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        rows = self.file.rows(f"SELECT * FROM proofs {where} ORDER BY id", list(conditions.values()))
        uses: dict[int, list[Used]] = {row["id"]: [] for row in rows}
        for some in chunks(list(uses)):
            for use in self.file.rows(f"SELECT * FROM uses WHERE proof IN ({marks(some)}) ORDER BY name", some):
                uses[use["proof"]].append(Used(use["lemma"], use["name"], use["module"]))
        return [_proof(row, tuple(uses[row["id"]])) for row in rows]

    def used_by(self, key: str) -> list[str]:
        """Keys of the lemmas with a proof that uses this one."""
        sql = "SELECT DISTINCT p.lemma FROM uses u JOIN proofs p ON p.id = u.proof WHERE u.lemma = ? ORDER BY 1"
        return [row[0] for row in self.file.rows(sql, [key])]

    def uses_edges(
        self, environment: str | None = None, keys: Iterable[str] | None = None
    ) -> Iterator[tuple[str, str]]:
        """Pairs (lemma, stored lemma that one of its proofs uses), by the order of the proofs; both are keys.

        keys: only what these lemmas use.
        """
        base = """SELECT p.lemma, u.lemma FROM proofs p JOIN uses u ON u.proof = p.id JOIN lemmas l ON l.key = u.lemma
            WHERE (? IS NULL OR p.environment = ?)"""
        if keys is not None:
            for some in chunks(sorted(keys)):
                sql = f"{base} AND p.lemma IN ({marks(some)}) ORDER BY p.id, u.name"
                for row in self.file.rows(sql, [environment, environment, *some]):
                    yield row[0], row[1]
            return
        done = 0
        while done < (self.file.rows("SELECT max(id) FROM proofs")[0][0] or 0):
            sql = f"{base} AND p.id > ? AND p.id <= ? ORDER BY p.id, u.name"
            for row in self.file.rows(sql, [environment, environment, done, done + _PROOFS]):
                yield row[0], row[1]
            done += _PROOFS

    def documents(self, environment: str, keys: Iterable[str] | None = None) -> Iterator[Row]:
        """What retrieval indexes of the lemmas of an environment (keys: of these), oldest first."""
        # Through the same proof as `_LEMMA` chooses.
        base = """SELECT l.rowid AS at, l.key, l.name, l.statement, l.flags, p.needs, p.text IS NOT NULL AS reusable
            FROM lemmas l JOIN proofs p ON p.id = (SELECT q.id FROM proofs q WHERE q.lemma = l.key
            AND q.environment = ? ORDER BY q.text IS NULL, q.id LIMIT 1)"""
        if keys is not None:
            rows = [
                row
                for some in chunks(sorted(keys))
                for row in self.file.rows(f"{base} WHERE l.key IN ({marks(some)})", [environment, *some])
            ]
            yield from map(_row, sorted(rows, key=lambda row: int(row["at"])))
            return
        last = -1
        while rows := self.file.rows(f"{base} WHERE l.rowid > ? ORDER BY l.rowid LIMIT 10000", [environment, last]):
            last = rows[-1]["at"]
            yield from map(_row, rows)

    def entry_hash(self, entry: int) -> str | None:
        """The hash of an entry of the log."""
        rows = self.file.rows("SELECT hash FROM log WHERE seq = ?", [entry])
        return rows[0][0] if rows else None

    def change_flags(self, changes: Mapping[str, Iterable[str]]) -> None:
        """Give lemmas (by key) these flags in place of theirs, in one transaction."""
        if not changes:
            return
        with self.file.write() as db:
            for key, flags in changes.items():
                row = db.execute("SELECT rowid, flags FROM lemmas WHERE key = ?", (key,)).fetchone()
                text = _json(sorted(flags))
                if row is not None and row["flags"] != text:
                    db.execute("UPDATE lemmas SET flags = ? WHERE key = ?", (text, key))
                    log.append(db, "lemma", row["rowid"])
        log.write_head(self.file)

    def changes(self, after: int, most: int = -1) -> tuple[int, frozenset[str]]:
        """The log's last entry, and keys of the lemmas that are new or changed since entry `after`.

        most: of the entries behind `after` only so many are looked at; the last of them is returned.
        """
        sql = "SELECT seq, kind, subject FROM log WHERE seq > ? ORDER BY seq LIMIT ?"
        rows = self.file.rows(sql, [after, most])
        changed = frozenset(row["subject"].split()[0] for row in rows if row["kind"] in ("lemma", "proof"))
        return (rows[-1]["seq"] if rows else after), changed

    def stats(self) -> Stats:
        counts = {
            "lemmas": "SELECT count(*) FROM lemmas",
            "reusable": "SELECT count(DISTINCT lemma) FROM proofs WHERE text IS NOT NULL",
            "archived": f"SELECT count(*) FROM lemmas WHERE flags LIKE '%\"{ARCHIVED}\"%'",
            "revoked": "SELECT count(*) FROM revoked",
            "proofs": "SELECT count(*) FROM proofs",
            "uses": "SELECT count(*) FROM uses",
            "environments": "SELECT count(DISTINCT environment) FROM proofs",
            "attempts": "SELECT count(*) FROM attempts",
            "failures": "SELECT count(*) FROM attempts WHERE outcome = 'error'",
            "episodes": "SELECT count(*) FROM episodes",
            "helped": "SELECT count(*) FROM helped",
            "offers": "SELECT count(*) FROM offers",
            "lean_calls": "SELECT coalesce(sum(lean_calls), 0) FROM episodes",
            "saved_calls": "SELECT coalesce(sum(saved), 0) FROM episodes",
            "log_entries": "SELECT count(*) FROM log",
        }
        row = self.file.rows("SELECT " + ", ".join(f"({sql}) AS {name}" for name, sql in counts.items()))[0]
        return Stats(**{name: row[name] for name in counts}, bytes=self.path.stat().st_size)

    def _add_lemma(self, db: Database, statement: Statement, flags: frozenset[str]) -> bool:
        known = db.execute("SELECT rowid, flags FROM lemmas WHERE key = ?", (statement.key,)).fetchone()
        if known is None:
            row = (
                statement.key, statement.coarse_key, statement.name, stable_name(statement.key), statement.text,
                _json(list(statement.universes)), _json(list(statement.constants)), _json(sorted(flags)), log.now(),
            )  # fmt: skip
            cursor = db.execute(f"INSERT INTO lemmas VALUES ({marks(row)})", row)
            assert cursor.lastrowid is not None
            log.append(db, "lemma", cursor.lastrowid)
            return True
        old = frozenset(json.loads(known["flags"]))
        new = (old | flags) - ({SUPPORT, ARCHIVED} - (old & flags))
        if new != old:
            db.execute("UPDATE lemmas SET flags = ? WHERE key = ?", (_json(sorted(new)), statement.key))
            log.append(db, "lemma", known["rowid"])
        return False

    def _add_proof(
        self,
        db: Database,
        verdict: Verdict,
        source: str,
        script: str,
        environment_name: str,
        text: str | None,
        needs: dict[str, str],
        origin: str,
    ) -> None:
        statement = _certified(verdict)
        address = (statement.key, verdict.environment, verdict.proof_hash)
        condition = "lemma = ? AND environment = ? AND proof_hash = ?"
        known = db.execute(f"SELECT id, text FROM proofs WHERE {condition}", address).fetchone()
        if text is not None:
            text = _with_needs_below(db, statement.key, verdict.environment, needs, text)
        if known is not None and (known["text"] is not None or text is None):
            return
        if known is not None:
            # It can be reused now. It takes a new number, so that it still stands behind all that it uses.
            db.execute("DELETE FROM uses WHERE proof = ?", (known["id"],))
            db.execute("UPDATE proofs SET id = (SELECT max(id) + 1 FROM proofs) WHERE id = ?", (known["id"],))
            db.execute(
                f"UPDATE proofs SET text = ?, needs = ?, source = ?, script = ? WHERE {condition}",
                (text, _json(needs), source, script, *address),
            )
            proof = db.execute(f"SELECT id FROM proofs WHERE {condition}", address).fetchone()["id"]
        else:
            certificate = dataclasses.asdict(verdict)
            proof = db.execute(
                """INSERT INTO proofs (lemma, environment, proof_hash, environment_name, source, script, text, needs,
                certificate, origin, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                (*address, environment_name, source, script, text, _json(needs), _json(certificate), origin, log.now()),
            ).lastrowid
        for use in verdict.uses:
            sql = "INSERT OR IGNORE INTO uses VALUES (?, ?, ?, ?)"
            db.execute(sql, (proof, use.statement_key, use.name, use.module))
        assert proof is not None
        log.append(db, "proof", proof)


def _certified(verdict: Verdict) -> Statement:
    """The statement of a clean certificate; anything else is refused."""
    statement = verdict.statement
    if verdict.status != "certified" or statement is None or not verdict.proof_hash:
        raise ValueError(f"only a certified theorem enters the store; {verdict.name} is {verdict.status}")
    if failed := [check.name for check in verdict.checks if check.passed is False]:
        raise ValueError(f"{verdict.name} is called certified, but failed: {', '.join(failed)}")
    if foreign := sorted(set(verdict.axioms) - ALLOWED_AXIOMS):
        raise ValueError(f"{verdict.name} is called certified, but uses the axioms {', '.join(foreign)}")
    stable_name(statement.key)  # ValueError where the key is none
    return statement


def _with_needs_below(db: Database, key: str, environment: str, needs: dict[str, str], text: str) -> str | None:
    """The text if every lemma that it mentions can be reused in this environment; `needs` gains what those need."""
    for name in sorted(stable_names(text) - {stable_name(key)}):
        below = db.execute(
            """SELECT p.needs FROM proofs p JOIN lemmas l ON l.key = p.lemma
            WHERE l.stable_name = ? AND p.environment = ? AND p.text IS NOT NULL ORDER BY p.id LIMIT 1""",
            (name, environment),
        ).fetchone()
        if below is None:
            return None
        for definition, content in json.loads(below["needs"]).items():
            if needs.setdefault(definition, content) != content:
                return None  # it stands on two different definitions of one name
    return text


def _lemma(row: sqlite3.Row) -> Lemma:
    return Lemma(
        key=row["key"],
        coarse_key=row["coarse_key"],
        name=row["name"],
        statement=row["statement"],
        universes=_names(row["universes"]),
        constants=_names(row["constants"]),
        environment=row["environment"],
        environment_name=row["environment_name"],
        proof_hash=row["proof_hash"],
        source=row["source"],
        text=row["text"],
        needs=json.loads(row["needs"]),
        flags=frozenset(_names(row["flags"])),
        origin=row["origin"],
        created=row["created"],
    )


def _row(row: sqlite3.Row) -> Row:
    flags = frozenset(_names(row["flags"]))
    offered = bool(row["reusable"]) and not flags & NOT_OFFERED
    return Row(row["key"], row["name"], row["statement"], offered, json.loads(row["needs"]))


def _proof(row: sqlite3.Row, uses: tuple[Used, ...]) -> Proof:
    names = ("lemma", "proof_hash", "environment", "environment_name", "source", "script", "text", "origin", "created")
    parts: dict[str, Any] = {name: row[name] for name in names}
    return Proof(**parts, needs=json.loads(row["needs"]), certificate=json.loads(row["certificate"]), uses=uses)


@functools.lru_cache(maxsize=1 << 12)
def _names(text: str) -> tuple[str, ...]:
    """A JSON list of names; many rows have the same."""
    return tuple(json.loads(text))


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _is_hex(text: str) -> bool:
    return len(text) >= 4 and all(c in "0123456789abcdefABCDEF" for c in text)
