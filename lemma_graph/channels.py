"""Ways to find lemmas for a goal. Each is a small class with one method; each answer says why."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Protocol

from lemma_graph import shape
from lemma_graph.model import Lemma
from lemma_graph.symbols import Hit, SymbolIndex, lemma_symbols, weighted
from lemma_graph.text import telescope
from prover_bridge.protocol import Goal

HYPOTHESIS_WEIGHT = 0.4  # a symbol of a hypothesis counts less than one of the target
_SIMILAR = 12  # how many similar statements are asked what they used
_DEEP = 100  # how many are looked for at once
_TRIED_SHAPES = 120  # patterns matched for one goal, the most specific first


@dataclass(frozen=True)
class Query:
    """What is asked for: a goal as Lean prints it, and the key of the statement where the goal is a whole one."""

    target: str
    hypotheses: tuple[tuple[str, str], ...] = ()  # name, type
    statement_key: str | None = None
    goal_key: str | None = None

    @staticmethod
    def of_goal(goal: Goal, statement_key: str | None = None) -> Query:
        hypotheses = tuple((h.name, h.type) for h in goal.hypotheses)
        return Query(goal.target, hypotheses, statement_key, goal.key)

    @staticmethod
    def of_statement(statement: str, key: str | None = None) -> Query:
        """A whole statement as a goal: its binders become hypotheses."""
        parts = telescope(statement)
        named = tuple((b.name, b.type) for b in parts.binders)
        return Query(parts.conclusion, (*named, *(("_", h) for h in parts.hypotheses)), key)

    def symbols(self) -> dict[str, float]:
        """Weighted symbols of target and hypotheses."""
        bound = {name for name, _ in self.hypotheses}
        types = [kind for _, kind in self.hypotheses]
        return weighted(self.target, *types, bound=bound, weights=[1.0] + [HYPOTHESIS_WEIGHT] * len(types))


@dataclass(frozen=True)
class Candidate:
    """document: number of the lemma in the corpus."""

    document: int
    score: float
    reason: str


@dataclass
class Corpus:
    """The lemmas of one environment as channels see them: numbered, with what their proofs use and where they helped.

    Numbers stay; a lemma under a number may be replaced by the same one with a new text.
    """

    lemmas: list[Lemma] = field(default_factory=list)
    number: dict[str, int] = field(default_factory=dict)
    symbols: SymbolIndex = field(default_factory=SymbolIndex)
    uses: dict[int, tuple[int, ...]] = field(default_factory=dict)
    helped: list[tuple[int, str, str]] = field(default_factory=list)  # lemma, goal key, goal text
    _similar: tuple[Query | None, int, list[Hit]] = (None, 0, [])

    def similar(self, query: Query) -> list[Hit]:
        """Statements that share symbols with the query, eligible or not; several channels ask for the same."""
        if self._similar[:2] != (query, len(self.lemmas)):
            self._similar = (query, len(self.lemmas), self.symbols.best(query.symbols(), _DEEP))
        return self._similar[2]

    def add(self, lemma: Lemma) -> None:
        self.number[lemma.key] = self.symbols.add(lemma_symbols(lemma))
        self.lemmas.append(lemma)


class Channel(Protocol):
    """One way to find lemmas. `corpus` grows; `candidates` catches up with it before it answers."""

    name: str
    weight: float  # how much its ranking counts

    def candidates(self, query: Query, eligible: AbstractSet[int], limit: int) -> Sequence[Candidate]:
        """At most `limit` eligible lemmas, the best first; deterministic."""
        ...


class ExactChannel:
    """The statement itself, proved before."""

    name = "exact"
    weight = 4.0

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def candidates(self, query: Query, eligible: AbstractSet[int], limit: int) -> Sequence[Candidate]:
        document = self._corpus.number.get(query.statement_key or "")
        if document is None or document not in eligible:
            return []
        return [Candidate(document, 1.0, "it is this very statement")]


class ShapeChannel:
    """Lemmas whose conclusion fits the goal, or with a side of which a part of the goal can be rewritten."""

    name = "shape"
    weight = 1.5
    _REASONS: Mapping[str, str] = {
        "conclusion": "its conclusion fits the goal",
        "turned": "its conclusion fits the goal when turned round",
        "left": "its left side occurs in the goal",
        "right": "its right side occurs in the goal",
    }
    _BONUS: Mapping[str, float] = {"conclusion": 2.0, "turned": 1.0, "left": 0.5, "right": 0.0}

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._seen = 0
        self._frequency: dict[str, int] = {}
        self._by_anchor: dict[str, dict[frozenset[str], list[tuple[int, shape.Pattern]]]] = {}

    def candidates(self, query: Query, eligible: AbstractSet[int], limit: int) -> Sequence[Candidate]:
        self._catch_up()
        types = dict(query.hypotheses)
        goal = shape.parse(query.target, types)
        present = frozenset(shape.flat(goal))
        possible = [
            (document, pattern)
            for token in present
            for required, those in self._by_anchor.get(token, {}).items()
            if required <= present
            for document, pattern in those
            if document in eligible
        ]
        best: dict[int, Candidate] = {}
        for document, pattern in heapq.nsmallest(
            _TRIED_SHAPES, possible, key=lambda p: (-p[1].specificity - self._BONUS[p[1].part], p[0], p[1].part)
        ):
            if document in best:
                continue
            whole = pattern.part in ("conclusion", "turned")
            if (shape.matches if whole else shape.occurs)(pattern, goal, types):
                score = pattern.specificity + self._BONUS[pattern.part]
                best[document] = Candidate(document, score, self._REASONS[pattern.part])
        return list(best.values())[:limit]

    def _catch_up(self) -> None:
        for document in range(self._seen, len(self._corpus.lemmas)):
            for pattern in shape.patterns(self._corpus.lemmas[document].statement):
                # Filed under its rarest token, so that a goal looks at few patterns.
                anchor = min(pattern.required, key=lambda token: (self._frequency.get(token, 0), token))
                for token in pattern.required:
                    self._frequency[token] = self._frequency.get(token, 0) + 1
                self._by_anchor.setdefault(anchor, {}).setdefault(pattern.required, []).append((document, pattern))
        self._seen = len(self._corpus.lemmas)


class SymbolChannel:
    """Lemmas that share rare symbols with the goal."""

    name = "symbols"
    weight = 1.0

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def candidates(self, query: Query, eligible: AbstractSet[int], limit: int) -> Sequence[Candidate]:
        hits = [hit for hit in self._corpus.similar(query) if hit.document in eligible]
        if len(hits) < limit:  # much of what is similar is out of scope
            hits = self._corpus.symbols.best(query.symbols(), limit, eligible)
        return [Candidate(hit.document, hit.score, f"it shares {', '.join(hit.because)}") for hit in hits[:limit]]


class NeighbourChannel:
    """What the proofs of similar statements used."""

    name = "neighbours"
    weight = 0.8

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def candidates(self, query: Query, eligible: AbstractSet[int], limit: int) -> Sequence[Candidate]:
        scores: dict[int, float] = {}
        because: dict[int, int] = {}
        for hit in self._corpus.similar(query)[:_SIMILAR]:
            for used in self._corpus.uses.get(hit.document, ()):
                if used in eligible:
                    scores[used] = scores.get(used, 0.0) + hit.score
                    because.setdefault(used, hit.document)
        ranked = sorted(scores, key=lambda used: (-scores[used], used))[:limit]
        lemmas = self._corpus.lemmas
        return [Candidate(u, scores[u], f"the proof of {lemmas[because[u]].name} uses it") for u in ranked]


class HelpedChannel:
    """What closed this goal, or goals like it, before."""

    name = "helped"
    weight = 1.0

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._goals = SymbolIndex()

    def candidates(self, query: Query, eligible: AbstractSet[int], limit: int) -> Sequence[Candidate]:
        helped = self._corpus.helped
        for _, _, goal in helped[len(self._goals) :]:
            self._goals.add(dict.fromkeys(weighted(goal), 1))
        scores: dict[int, float] = {}
        reasons: dict[int, str] = {}
        same = {i for i, (_, key, _) in enumerate(helped) if key == query.goal_key}
        similar = self._goals.best(weighted(query.target), _SIMILAR)
        for edge, score in [*((i, 1000.0) for i in sorted(same)), *((hit.document, hit.score) for hit in similar)]:
            lemma = helped[edge][0]
            if lemma in eligible:
                scores[lemma] = scores.get(lemma, 0.0) + score
                reasons.setdefault(lemma, "it closed this goal before" if edge in same else "it closed a similar goal")
        ranked = sorted(scores, key=lambda lemma: (-scores[lemma], lemma))[:limit]
        return [Candidate(lemma, scores[lemma], reasons[lemma]) for lemma in ranked]


def all_channels(corpus: Corpus) -> tuple[Channel, ...]:
    return (
        ExactChannel(corpus), ShapeChannel(corpus), SymbolChannel(corpus), NeighbourChannel(corpus),
        HelpedChannel(corpus),
    )  # fmt: skip
