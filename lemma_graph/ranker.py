"""Orders what the channels found: a small model that learns from what closed goals really used.

The model is a conditional logistic one: the chance that a candidate is the one used is proportional to the exponential
of a weighted sum of its features. It learns online (AdaGrad, one step a record) from the store's log of retrievals:
used = positive, offered and unused = negative. Its state is a function of that log and of nothing else.

A quarter of the log is held out. Of each kind of question the model serves only those where, on the held-out part, it
finds at least as many used lemmas among its first ten as every single channel and as plain fusion.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from sqlite3 import Row
from typing import Any

import numpy as np

from lemma_graph.channels import Ranking
from lemma_graph.corpus import Corpus, Scope
from lemma_graph.query import Query
from lemma_graph.store import Store
from lemma_graph.tiers import Floats, Ints, Mask, best

CHANNELS = ("exact", "structure", "symbols", "neighbours", "pagerank", "helped")
OPTIONAL = ("dense",)  # channels that not every memory has; their features stand last
FEATURES = (
    *(f"rank in {name}" for name in CHANNELS),
    *(f"score in {name}" for name in CHANNELS),
    "shared with the goal",
    "shared with the target",
    "share of the lemma that the goal has",
    "times used by other lemmas",
    "rarity of its symbols",
    "arrived near similar ones",
    "length",
    "used by similar ones",
    "used by similar ones, logarithm",
    "used by very similar ones",
    "used by very similar ones, logarithm",
    "likeness of the most similar that uses it",
    "used by similar ones more than by others",
    *(f"{what} in {name}" for name in OPTIONAL for what in ("rank", "score")),
)
# Where the rank in each channel stands.
RANK = {name: FEATURES.index(f"rank in {name}") for name in (*CHANNELS, *OPTIONAL)}
# What a memory without a log begins with, learned from the core's own theorems (`benchmarks/retrieval.py --prior`).
# They cannot teach what it means to be the very statement, or to have closed the goal before: those are set by hand.
PRIOR: Mapping[str, float] = {
    "rank in exact": 5.0,
    "rank in helped": 1.5,
    "rank in structure": 0.77,
    "rank in symbols": 1.509,
    "rank in neighbours": 0.25,
    "rank in pagerank": 0.746,
    "score in structure": 0.773,
    "score in symbols": -0.1,
    "score in neighbours": -0.299,
    "score in pagerank": -0.103,
    "shared with the goal": 2.05,
    "shared with the target": -1.508,
    "share of the lemma that the goal has": 2.933,
    "times used by other lemmas": 0.518,
    "rarity of its symbols": 1.023,
    "arrived near similar ones": 0.74,
    "length": -1.214,
    "used by similar ones": -0.183,
    "used by similar ones, logarithm": 0.517,
    "used by very similar ones": 0.087,
    "used by very similar ones, logarithm": 0.294,
    "likeness of the most similar that uses it": 0.771,
    "used by similar ones more than by others": -1.189,
}

_RATE, _START, _DECAY = 0.3, 1e-2, 1e-4
_HELD_OUT = 4  # one of so many
_ENOUGH = 8  # held-out records of a kind
_TESTED = 400  # the last of them
_NEAR = 20.0  # numbers
_REMEMBERED = 5_000  # records of a log from which a ranker begins, the last ones


@dataclass(frozen=True)
class Pool:
    """What the channels found for one question: numbers of lemmas, and their features, one row each."""

    documents: Ints
    features: Floats


@dataclass(frozen=True)
class Record:
    """One line of the log. features: a row for each candidate; used: which of them were; kind: `Query.kind`.

    fused: score of each by plain fusion, so that the two can be compared later.
    """

    id: int
    kind: str
    features: Floats
    fused: Floats
    used: Mask


@dataclass
class Trial:
    """Of one kind of question, on the held-out records: used lemmas, and how many stood among the first ten."""

    records: int = 0
    used: int = 0
    found: dict[str, int] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        return self.records >= _ENOUGH and self.found["ranker"] >= max(self.found.values())


def pool(corpus: Corpus, query: Query, scope: Scope, rankings: Mapping[str, Ranking]) -> Pool:
    """Features of everything that a channel found."""
    found = [ranking.documents for ranking in rankings.values()]
    documents = np.unique(np.concatenate(found))
    columns = np.zeros((len(documents), len(FEATURES)), dtype=np.float32)
    if not len(documents):
        return Pool(documents, columns)
    for name, ranking in rankings.items():
        if len(ranking.documents):
            at = np.searchsorted(documents, ranking.documents)
            columns[at, RANK[name]] = 10.0 / (10.0 + np.arange(len(at)))
            score = FEATURES.index(f"score in {name}")
            columns[at, score] = ranking.scores / max(1e-9, float(ranking.scores.max()))
    rest = 2 * len(CHANNELS)
    shared = corpus.symbols.scores(query.symbols, documents)
    target = corpus.symbols.scores(query.target_symbols, documents)
    mass = corpus.symbols.mass(documents)
    columns[:, rest] = shared / max(1e-9, float(shared.max()))
    columns[:, rest + 1] = target / max(1e-9, float(target.max()))
    columns[:, rest + 2] = shared / np.maximum(mass, 1e-9)
    times = corpus.uses.times_used(documents) - _hidden(corpus, scope, documents)
    columns[:, rest + 3] = np.log1p(np.maximum(0, times))
    columns[:, rest + 4] = np.log1p(mass)
    columns[:, rest + 5] = _near(corpus, query, scope, documents)
    columns[:, rest + 6] = np.log1p(corpus.symbols.lengths(documents))
    columns[:, rest + 7 : rest + 13] = _users_alike(corpus, query, scope, documents, times)
    return Pool(documents, columns)


def _hidden(corpus: Corpus, scope: Scope, documents: Ints) -> Ints:
    """How often lemmas that must not be learned from use each of these."""
    rows = [corpus.uses.used(document) for document in scope.unknown.tolist()]
    used = np.concatenate(rows) if rows else np.zeros(0, dtype=np.int64)
    at = np.minimum(np.searchsorted(documents, used), len(documents) - 1)
    return np.bincount(at[documents[at] == used], minlength=len(documents)).astype(np.int64)


def _users_alike(corpus: Corpus, query: Query, scope: Scope, documents: Ints, times: Ints) -> Floats:
    """By how many lemmas similar to the goal each is used, each counted by its likeness, in six ways."""
    similar, scores = corpus.similar(query, scope)
    columns = np.zeros((len(documents), 6), dtype=np.float32)
    if not len(similar):
        return columns
    likeness = scores / scores[0]
    owner, used = corpus.uses.rows(similar)
    at = np.minimum(np.searchsorted(documents, used), len(documents) - 1)
    found = documents[at] == used
    owner, at = owner[found], at[found]
    plainly = np.bincount(at, weights=likeness[owner], minlength=len(documents))
    closely = np.bincount(at, weights=likeness[owner] ** 6, minlength=len(documents))
    columns[:, 0], columns[:, 1] = plainly, np.log1p(plainly)
    columns[:, 2], columns[:, 3] = closely, np.log1p(5 * closely)
    np.maximum.at(columns[:, 4], at, likeness[owner])
    columns[:, 5] = plainly / (1.0 + np.maximum(0, times))
    return columns


def _near(corpus: Corpus, query: Query, scope: Scope, documents: Ints) -> Floats:
    """How near in time of arrival a lemma is to those most similar to the goal: theories grow in one go."""
    similar, scores = corpus.similar(query, scope)
    similar, scores = similar[:16], scores[:16]
    if not len(similar):
        return np.zeros(len(documents), dtype=np.float32)
    distance = np.abs(documents[:, None] - similar[None, :]).astype(np.float32)
    near: Floats = (np.exp(-distance / np.float32(_NEAR)) @ (scores / scores.sum())).astype(np.float32)
    return near


class Ranker:
    """Learns from records in the order of their numbers."""

    def __init__(self, prior: Mapping[str, float] = PRIOR) -> None:
        self.weights = np.array([prior.get(name, 0.0) for name in FEATURES], dtype=np.float64)
        self._squares = np.full(len(FEATURES), _START)
        self._held_out: list[Record] = []
        self._trials: dict[str, Trial] | None = None
        self.records = 0

    def learn(self, record: Record) -> None:
        """Take the next record of the log in."""
        self.records += 1
        self._trials = None
        if record.id % _HELD_OUT == 0:
            self._held_out = [*self._held_out, record][-_TESTED:]
            return
        if not record.used.any() or record.used.all():
            return
        scores = record.features @ self.weights
        chance = np.exp(scores - scores.max())
        chance /= chance.sum()
        step = record.features.T @ (record.used / record.used.sum() - chance) - _DECAY * self.weights
        self._squares += step**2
        self.weights += _RATE * step / np.sqrt(self._squares)

    def scores(self, found: Pool) -> Floats:
        """The larger, the likelier to be used."""
        return (found.features @ self.weights).astype(np.float32)

    def serves(self, kind: str) -> bool:
        """Whether it has shown, on questions that it did not learn from, that it may order this kind."""
        trial = self.trials.get(kind)
        return trial is not None and trial.passed

    @property
    def trials(self) -> Mapping[str, Trial]:
        """The comparison on the held-out records, by kind of question."""
        if self._trials is None:
            self._trials = {}
            for record in self._held_out:
                trial = self._trials.setdefault(record.kind, Trial())
                trial.records += 1
                trial.used += int(record.used.sum())
                rows = {"ranker": (record.features @ self.weights).astype(np.float32), "fused": record.fused}
                rows |= {name: record.features[:, place] for name, place in RANK.items()}
                for name, scores in rows.items():
                    first = best(scores, 10)
                    # What a channel did not find, it does not offer.
                    hits = int((record.used[first] & ((scores[first] > 0) | (name in ("ranker", "fused")))).sum())
                    trial.found[name] = trial.found.get(name, 0) + hits
        return self._trials

    def follow(self, store: Store, environment: str, after: int) -> int:
        """Take in what is new in a store's log behind row `after`; the last row seen."""
        for row in store.judged(environment, after, _REMEMBERED):
            after = row["id"]
            with contextlib.suppress(ValueError):  # written by a version with other features
                self.learn(judged(row))
        return after

    @property
    def share(self) -> float:
        """Of the held-out questions, how many are of a kind that the model serves."""
        passed = sum(trial.records for trial in self.trials.values() if trial.passed)
        return passed / len(self._held_out) if self._held_out else 0.0

    def to_json(self) -> dict[str, Any]:
        """Its model and what it showed, as JSON values."""
        return {
            "records": self.records,
            "share_served": round(self.share, 3),
            "weights": self.weight_of(),
            "held_out": {
                kind: {"records": t.records, "used": t.used, "found": t.found, "serves": t.passed}
                for kind, t in sorted(self.trials.items())
            },
        }

    def summary(self) -> str:
        """One sentence: how much it has seen, which kinds of question it serves, and which it leaves to fusion."""
        serving = [kind for kind, trial in sorted(self.trials.items()) if trial.passed]
        kinds = f"goals of kind {', '.join(serving)}" if serving else "no kind of goal yet"
        return f"learned from {self.records} closed goals, orders {kinds} ({self.share:.0%} of those held out)"

    def comparison(self) -> list[str]:
        """A sentence for each kind of question: what it, plain fusion and the best channel found, and who orders it."""
        said = []
        for kind, trial in sorted(self.trials.items()):
            channels = {name: hits for name, hits in trial.found.items() if name not in ("ranker", "fused")}
            name = max(channels, key=lambda each: channels[each])
            held_out = f"{trial.records} held out" + ("" if trial.records >= _ENOUGH else f", {_ENOUGH} are wanted")
            said.append(
                f"{kind}: of {trial.used} used lemmas it puts {trial.found['ranker']} among the first ten, fusion "
                f"{trial.found['fused']}, {name} {channels[name]} ({held_out}): "
                f"ordered by {'the ranker' if trial.passed else 'fusion'}"
            )
        return said

    def weight_of(self) -> dict[str, float]:
        """The model, for people: weights by feature."""
        return dict(zip(FEATURES, np.round(self.weights, 3).tolist(), strict=True))


def judged(row: Row) -> Record:
    """A record from its row in the log. Raises ValueError where the row has another form."""
    features = _features(row["features"], len(row["used"]))
    fused = np.frombuffer(row["fused"], dtype=np.float32)
    used = np.frombuffer(row["used"], dtype=np.bool_)
    if not len(features) == len(fused) == len(used):
        raise ValueError("the columns of a record differ in length")
    return Record(row["id"], row["kind"], features, fused, used)


def _features(raw: bytes, candidates: int) -> Floats:
    """A row for each candidate; what was written before the last channels came has zeros there."""
    values = np.frombuffer(raw, dtype=np.float16).reshape(candidates, -1).astype(np.float32)
    missing = len(FEATURES) - values.shape[1]
    if missing not in (0, 2 * len(OPTIONAL)):
        raise ValueError("the features of a record are others")
    return np.pad(values, ((0, 0), (0, missing)))


def of_store(store: Store, environment: str) -> Ranker:
    """The ranker that the log of an environment makes."""
    ranker = Ranker()
    ranker.follow(store, environment, 0)
    return ranker
