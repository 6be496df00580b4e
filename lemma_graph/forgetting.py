"""Forgetting without losing: the least useful and most redundant lemmas are archived, and come back on demand.

An archived lemma is not offered. Its text stays, so whatever stands on it stays valid; its exact statement is still
recognised. What is useful and what is redundant is read from experience: which lemmas were offered together for real
goals, which closed goals, which ones proofs stand on.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from lemma_graph import policy
from lemma_graph.model import ARCHIVED, NOT_OFFERED, Lemma
from lemma_graph.policy import Service
from lemma_graph.store import Store

# Pruning goes by tenths, so that what is redundant is judged anew when its better half may be gone.
_SHARE = 0.1


@dataclass(frozen=True)
class Pruned:
    """archived: keys, in the order in which they went. active, size: lemmas still offered, and their bytes."""

    archived: tuple[str, ...]
    active: int
    size: int


def size(lemma: Lemma) -> int:
    """What keeping a lemma at hand costs: bytes of the statement and the text."""
    return len(lemma.statement.encode()) + len((lemma.text or "").encode())


def services(store: Store, lemmas: Iterable[Lemma], parameters: policy.Parameters | None = None) -> list[Service]:
    """How these lemmas have served, each compared with the others of them, in their order."""
    return _Experience(store, parameters or policy.Parameters()).of(list(lemmas))


def prune(
    store: Store,
    *,
    most: int | None = None,
    most_bytes: int | None = None,
    parameters: policy.Parameters | None = None,
) -> Pruned:
    """Archive until at most `most` lemmas, of at most `most_bytes`, are offered; the worst tenth at a time."""
    parameters = parameters or policy.Parameters()
    experience = _Experience(store, parameters)
    active = {lemma.key: lemma for lemma in store.lemmas() if lemma.offered}
    total = sum(size(lemma) for lemma in active.values())
    archived: list[str] = []

    def over() -> bool:
        return (most is not None and len(active) > most) or (most_bytes is not None and total > most_bytes)

    while over():
        ranked = sorted(
            experience.of(list(active.values())),
            key=lambda each: (policy.worth(each, parameters), each.key),
        )
        round_ = max(1, int(len(ranked) * _SHARE))
        for each in ranked[:round_]:
            if not over():
                break
            total -= each.size
            lemma = active.pop(each.key)
            archived.append(lemma.key)
    by_key = store.lemmas_by_key(archived)
    store.change_flags({key: by_key[key].flags | {ARCHIVED} for key in archived})
    return Pruned(tuple(archived), len(active), total)


def within_budget(store: Store, parameters: policy.Parameters) -> Pruned | None:
    """Keep the budget of the settings, if there is one and it is exceeded; then a tenth below it, so as not to come
    back at once."""
    most, most_bytes = parameters.max_lemmas, parameters.max_bytes
    if most is None and most_bytes is None:
        return None
    flagged = sorted(NOT_OFFERED)
    sql = f"""SELECT count(*) AS lemmas, coalesce(sum(length(CAST(statement AS BLOB)) + length(CAST(text AS BLOB))), 0)
        AS bytes FROM (SELECT l.statement, (SELECT p.text FROM proofs p WHERE p.lemma = l.key AND p.text IS NOT NULL
            ORDER BY p.id LIMIT 1) AS text FROM lemmas l WHERE {" AND ".join("l.flags NOT LIKE ?" for _ in flagged)})
        WHERE text IS NOT NULL"""
    row = store.file.rows(sql, [f'%"{flag}"%' for flag in flagged])[0]
    if (most is None or row["lemmas"] <= most) and (most_bytes is None or row["bytes"] <= most_bytes):
        return None
    return prune(
        store,
        most=None if most is None else int(most * (1 - _SHARE)),
        most_bytes=None if most_bytes is None else int(most_bytes * (1 - _SHARE)),
        parameters=parameters,
    )


def restore(store: Store, keys: Collection[str] | None = None) -> list[str]:
    """Offer archived lemmas again: these, or all. Returns the keys of those that were archived."""
    chosen = store.lemmas() if keys is None else list(store.lemmas_by_key(keys).values())
    archived = {lemma.key: lemma.flags - {ARCHIVED} for lemma in chosen if ARCHIVED in lemma.flags}
    store.change_flags(archived)
    return list(archived)


class _Experience:
    """What the store's experience says, read once."""

    def __init__(self, store: Store, parameters: policy.Parameters) -> None:
        self._overlap = parameters.redundant_overlap
        self._offers: dict[str, set[int]] = {}
        self._started: dict[str, list[str]] = {}  # when the episode of each offer in an environment began, ascending
        sql = """SELECT o.id, o.environment, o.lemmas, e.started FROM offers o JOIN episodes e ON e.id = o.episode
            ORDER BY o.id"""
        for row in store.file.rows(sql):
            self._started.setdefault(row["environment"], []).append(row["started"])
            for key in row["lemmas"].split():
                self._offers.setdefault(key, set()).add(row["id"])
        for started in self._started.values():
            started.sort()
        self._helped = Counter(row["lemma"] for row in store.help_given())
        self._used = Counter(used for _, used in dict.fromkeys(store.uses_edges()))

    def of(self, lemmas: list[Lemma]) -> list[Service]:
        covered = self._covered(lemmas)
        return [
            Service(
                lemma.key,
                len(self._offers.get(lemma.key, ())),
                self._chances(lemma),
                self._helped[lemma.key],
                self._used[lemma.key],
                size(lemma),
                covered.get(lemma.key),
            )
            for lemma in lemmas
        ]

    def _chances(self, lemma: Lemma) -> int:
        started = self._started.get(lemma.environment, [])
        return len(started) - bisect.bisect_left(started, lemma.created)

    def _echoes(self, mine: set[int], other: set[int]) -> bool:
        return self._overlap * len(other) <= len(mine) and mine <= other

    def _covered(self, lemmas: list[Lemma]) -> dict[str, str]:
        """Lemmas that were never offered where another one was not offered too, with that other one."""

        def rank(key: str) -> tuple[int, int, int, str]:
            return self._helped[key], self._used[key], len(self._offers.get(key, ())), key

        there = {lemma.key for lemma in lemmas}
        at: dict[int, list[str]] = {}
        for key in there:
            for offer in self._offers.get(key, ()):
                at.setdefault(offer, []).append(key)
        found: dict[str, str] = {}
        for key in sorted(there):
            mine = self._offers.get(key)
            if not mine:
                continue
            # Whoever covers it was offered at each of its offers, so at the one with the fewest others too.
            fewest = min(mine, key=lambda offer: len(at[offer]))
            better = [k for k in at[fewest] if k != key and rank(k) > rank(key) and self._echoes(mine, self._offers[k])]
            if better:
                found[key] = max(better, key=rank)
        return found
