"""What came of growing a theory, as JSON values: the journal and the store read together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from agent.growth.interest import interest
from agent.growth.journal import Journal
from agent.growth.protocol import GrowthTheory
from lemma_graph import naming
from lemma_graph.store import Store
from lemma_graph.term import Term, parse, telescope

_MOST_REFUTED, _MOST_OPEN = 300, 150


def report(journal: Journal, store: Store, theory: GrowthTheory, ending: str | None) -> dict[str, Any]:
    """All that grew in this theory, in every run. ending: why the last run ended; None while it goes on.

    `lemmas`: the most interesting first, each with `name`, `says` (in words, where it is a usual law), `statement`,
    `proof`, `interest` with `why`, `used_by`, `unlocked` (names), `fate`, `source`, `reason` and its cost. `refuted`:
    the smallest, each with a counterexample. `open`: the most promising.
    """
    environment = theory.environment.content_hash
    rows = journal.lemmas()
    known = store.lemmas_by_key([row["key"] for row in rows], environment)
    rows = [row for row in rows if row["key"] in known]
    used: dict[str, set[str]] = {}
    for above, below in store.uses_edges(environment):
        if above != below:
            used.setdefault(below, set()).add(above)
    opened: dict[str, list[str]] = {}
    for lemma, other in journal.unlocked():
        if other in known:
            opened.setdefault(lemma, []).append(known[other].name)
    lemmas = [_lemma(row, store, environment, used.get(row["key"], set()), opened.get(row["key"], [])) for row in rows]
    lemmas.sort(key=lambda each: (-each["interest"], each["name"]))
    counts = journal.counts()
    spent = journal.spent()
    return {
        "theory": theory.name,
        "environment": environment,
        "environment_name": theory.environment.name,
        "ending": ending,
        "store": str(store.path),
        "folder": str(journal.folder),
        "runs": journal.runs(),
        "spent": asdict(spent),
        "counts": {"proposed": counts.proposed, **counts.fates},
        "before": list(journal.before),
        "lemmas": lemmas,
        "rates": _rates(lemmas, asdict(spent)),
        "sources": journal.sources(),
        "refuted": [
            {
                "statement": row["statement"],
                "counterexample": row["detail"],
                "by": row["by"],
                "source": row["source"],
            }
            for row in journal.shown("refuted", _MOST_REFUTED)
        ],
        "open": [
            {
                "statement": row["statement"],
                "source": row["source"],
                "tries": row["tries"],
                "lean_calls": row["lean_calls"],
                "seconds": row["seconds"],
                "reason": row["detail"],
            }
            for row in journal.shown("open", _MOST_OPEN)
        ],
    }


def _lemma(row: Mapping[str, Any], store: Store, environment: str, used: set[str], opened: list[str]) -> dict[str, Any]:
    lemma = store.lemmas_by_key([row["key"]], environment)[row["key"]]
    proofs = store.proofs(row["key"], environment)
    script = next((proof.script for proof in proofs if proof.proof_hash == lemma.proof_hash), "")
    size = row["size"] or statement_size(lemma.statement)
    follows = row["fate"] == "follows"
    judged = interest(row["text"], size, used_by=len(used), unlocked=len(opened), follows=follows)
    return {
        "key": row["key"],
        "name": lemma.name,
        "says": naming.describe(row["text"]),
        "statement": row["text"],
        "proof": script,
        "fate": row["fate"],
        "size": size,
        "interest": judged.score,
        "why": list(judged.parts),
        "used_by": len(used),
        "unlocked": opened,
        "source": row["source"],
        "reason": row["reason"],
        "run": row["run"],
        "lean_calls": row["lean_calls"],
        "tries": row["tries"],
        "seconds": round(row["search_seconds"], 3),
        "at": round(row["seconds"], 1),
    }


def _rates(lemmas: list[dict[str, Any]], spent: Mapping[str, Any]) -> dict[str, Any]:
    good = sum(each["fate"] == "proved" for each in lemmas)

    def rate(seconds: float) -> float | None:
        return round(good * 3600 / seconds, 1) if seconds else None

    return {
        "not_implied": good,
        "per_hour": rate(spent["seconds"]),
        "per_cpu_hour": rate(spent["cpu_seconds"]),
        "lean_calls_each": round(spent["lean_calls"] / good, 1) if good else None,
    }


def statement_size(statement: str) -> int:
    """Constants and variables in a printed statement, hypotheses included."""
    before, conclusion = telescope(parse(statement))
    return conclusion.size + sum(part.size for part in before if isinstance(part, Term))


def folder_of(store: Path, theory: str, identity: str) -> Path:
    """Where the journal of a theory lies: beside the store, under the theory's name and the hash of its content."""
    stem = "".join(letter if letter.isalnum() or letter in "-." else "_" for letter in theory).strip("._") or "theory"
    return store.with_name(f"{store.stem}-growth") / f"{stem}-{identity[:12]}"
