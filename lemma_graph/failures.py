"""What failed: kinds of errors, and what is worth practising."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from lemma_graph.store import Store

# The first that fits counts. Lean's messages differ between versions in their words, hardly in these.
_CLASSES = (
    ("unknown name", re.compile(r"unknown (identifier|constant|free variable|id )|unknown tactic|Unknown", re.I)),
    ("syntax", re.compile(r"unexpected (token|end of input|identifier)|expected (token|command|term|\W)|parse", re.I)),
    ("no instance", re.compile(r"failed to synthesize|typeclass instance", re.I)),
    ("pattern not found", re.compile(r"did not find|pattern .* not found|motive is not type correct", re.I | re.S)),
    ("does not unify", re.compile(r"could not unify|type mismatch|has type .* but is expected|not def", re.I | re.S)),
    ("no progress", re.compile(r"made no progress|no progress|nothing to|simp.* failed", re.I | re.S)),
    ("false", re.compile(r"is false|counterexample|proposition .* decide|omega could not", re.I | re.S)),
    ("goals left", re.compile(r"unsolved goals|no goals", re.I)),
    ("wrong shape", re.compile(r"not an? (inductive|structure|equality|pi|function)|expected type|cases|intro", re.I)),
    ("limits", re.compile(r"maximum recursion|heartbeats|deep recursion", re.I)),
)


def error_class(message: str | None) -> str:
    """The kind of an error by what Lean said; `other` where none fits."""
    return next((name for name, pattern in _CLASSES if pattern.search(message or "")), "other")


def by_class(store: Store) -> dict[str, int]:
    """How many different failed attempts the store remembers, by kind of error, the most frequent first."""
    sql = "SELECT class, count(*) AS times FROM attempts WHERE outcome = 'error' GROUP BY class ORDER BY 2 DESC, 1"
    return {row["class"] or "not recorded": row["times"] for row in store.file.rows(sql)}


@dataclass(frozen=True)
class Practice:
    """A problem that is not proved yet, as its episodes name it. failures: episodes that ended without a proof."""

    problem: str
    statement_key: str | None
    environment: str
    failures: int


def unproved(store: Store) -> list[Practice]:
    """Problems that failed and were never proved under the same statement, the most failed first."""
    sql = """SELECT problem, statement_key, environment, count(*) AS failures FROM episodes AS e
        WHERE status IN ('failed', 'undecided', 'refused') AND NOT EXISTS (
            SELECT 1 FROM episodes AS good WHERE good.status = 'proved' AND good.problem = e.problem
            AND good.statement_key IS e.statement_key AND good.environment = e.environment)
        GROUP BY problem, statement_key, environment ORDER BY failures DESC, problem, statement_key"""
    return [Practice(r["problem"], r["statement_key"], r["environment"], r["failures"]) for r in store.file.rows(sql)]


def to_practise(store: Store, count: int, seed: int) -> list[Practice]:
    """At most `count` different problems, drawn in proportion to how often they failed."""
    waiting, chosen, chance = unproved(store), list[Practice](), random.Random(seed)
    while waiting and len(chosen) < count:
        (drawn,) = chance.choices(waiting, weights=[each.failures for each in waiting])
        waiting.remove(drawn)
        chosen.append(drawn)
    return chosen
