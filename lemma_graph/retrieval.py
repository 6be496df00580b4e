"""Premises for a goal: several channels, fused into one ranked list."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np

from lemma_graph import relatives, snapshot
from lemma_graph.adjacency import of_pairs
from lemma_graph.channels import Channel, Ranking
from lemma_graph.channels.dense import DenseChannel, text_of_lemma
from lemma_graph.channels.exact import ExactChannel
from lemma_graph.channels.helped import HelpedChannel
from lemma_graph.channels.neighbours import NeighbourChannel
from lemma_graph.channels.pagerank import PageRankChannel
from lemma_graph.channels.shared import SymbolChannel
from lemma_graph.channels.structure import StructureChannel
from lemma_graph.corpus import Corpus, Document, Helped, Scope
from lemma_graph.model import Lemma, Premise
from lemma_graph.query import Query
from lemma_graph.ranker import Ranker, pool
from lemma_graph.store import Store
from lemma_graph.tiers import Floats, Ints, best
from lemma_graph.vectors import Embedder, Vectors
from prover_bridge.environment import Environment

_log = logging.getLogger(__name__)
_Answer = TypeVar("_Answer")

# Of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): how little the first ranks stand out.
_FUSION = 10
# Each channel is asked for more than is wanted, so that agreement between channels shows.
_DEPTH = 4
# So many lemmas that a snapshot does not have are worth a new one.
_KEPT = 2000
# Entries of the log that are read at once, two or more of them a lemma. In the place of the last edge of help: the
# index goes up to its entry, and what lemmas use is not in it yet.
_ENTRIES, _HALF = 100_000, -1
_EDGES = 50_000  # of uses, that are read at once
_CACHED = 20_000  # lemmas in memory
_EMBEDDED, _LOOKED_AT = 512, 20_000  # lemmas that get vectors in one refresh, and that are looked at for it
# What arrays that do not fit each other raise.
_IMPOSSIBLE = (IndexError, ValueError, MemoryError, OverflowError)
_JUDGED = 64  # candidates of one record besides the used ones


def in_scope(lemma: Lemma, environment: str, available: Mapping[str, str]) -> bool:
    """Whether a lemma can stand in a file of this environment. available: content hash of its definitions by name."""
    return (
        lemma.reusable
        and lemma.environment == environment
        and all(available.get(name) == content for name, content in lemma.needs.items())
    )


class Engine:
    """A corpus with its channels: numbers in, numbers out. The same corpus and query give the same answer."""

    def __init__(self, corpus: Corpus, name_of: Callable[[int], str], vectors: Vectors | None = None) -> None:
        self.corpus = corpus
        self.channels: tuple[Channel, ...] = (
            ExactChannel(corpus),
            StructureChannel(corpus),
            SymbolChannel(corpus),
            NeighbourChannel(corpus, name_of),
            PageRankChannel(corpus),
            HelpedChannel(corpus),
            *([DenseChannel(corpus, vectors)] if vectors is not None else []),
        )

    def rankings(self, query: Query, scope: Scope, limit: int) -> dict[str, Ranking]:
        """What each channel says, by its name."""
        return {channel.name: channel.rank(query, scope, limit) for channel in self.channels}

    def fused(self, rankings: Mapping[str, Ranking], limit: int) -> tuple[Ints, Floats]:
        """The best of all channels by reciprocal rank, ties by number."""
        documents = np.unique(np.concatenate([ranking.documents for ranking in rankings.values()]))
        scores = self.plain(rankings, documents)
        chosen = best(scores, limit)
        return documents[chosen], scores[chosen]

    def plain(self, rankings: Mapping[str, Ranking], documents: Ints) -> Floats:
        """The score of each of these by reciprocal rank."""
        scores = np.zeros(len(documents), dtype=np.float32)
        for channel in self.channels:
            found = rankings[channel.name].documents
            scores[np.searchsorted(documents, found)] += channel.weight / (_FUSION + np.arange(len(found)))
        return scores

    def places(self, rankings: Mapping[str, Ranking], documents: Sequence[int]) -> list[list[tuple[Channel, int]]]:
        """Who speaks for each of these, and where it has it, what counts most first."""
        wanted = set(documents)
        said: dict[int, list[tuple[float, Channel, int]]] = {document: [] for document in documents}
        for channel in self.channels:
            for place, document in enumerate(rankings[channel.name].documents.tolist()):
                if document in wanted:
                    said[document].append((channel.weight / (_FUSION + place), channel, place))
        return [
            [(channel, place) for _, channel, place in sorted(said[document], key=lambda one: -one[0])]
            for document in documents
        ]


class Retriever:
    """Answers for one environment of a store; `refresh` reads what others added since.

    embedder: a model of texts, for the dense channel; without one there is none.
    """

    def __init__(self, store: Store, environment: str, embedder: Embedder | None = None) -> None:
        self._store = store
        self._environment = environment
        self._judged = 0
        self.ranker = Ranker()
        folder = self._folder.with_name(f"{self._folder.name}.vectors")
        self._vectors = Vectors(embedder, folder) if embedder is not None else None
        self._begin(snapshot.load(self._folder))
        self.refresh()

    def _begin(self, kept: snapshot.Kept | None) -> None:
        """With the index of a snapshot, where it is of this store; else with an empty one."""
        self._lemmas: dict[int, Lemma] = {}
        self._seen = self._helped = self._kept = 0
        self._looked_at = 0  # numbers below have vectors
        self._whole = True  # whether what the index knows of uses is all that the store knows
        self._from_files = kept is not None and self._store.entry_hash(kept[1]) == kept[2]
        if kept is not None and self._from_files:
            self._corpus, self._seen, _, self._helped = kept
            self._kept = len(self._corpus)
            if self._helped == _HALF:  # whoever began to read did not come to the end
                self._helped, self._whole = 0, False
        else:
            self._corpus = Corpus()
        self.engine = Engine(self._corpus, self._name, self._vectors)

    def _asked(self, ask: Callable[[], _Answer]) -> _Answer:
        """What the index says; an index from files that cannot be (a bad disk, say) is made anew from the store."""
        try:
            return ask()
        except _IMPOSSIBLE:
            if not self._from_files:
                raise
        _log.warning("The index %s is damaged and is made anew from the store.", self._folder)
        snapshot.remove(self._folder)
        self._begin(None)
        self._refresh()
        return ask()

    def __len__(self) -> int:
        return len(self._corpus)

    @property
    def _folder(self) -> Path:
        return snapshot.folder_of(self._store.path, self._environment)

    def _name(self, number: int) -> str:
        lemma = self._loaded([number]).get(number)
        return lemma.name if lemma is not None else "a lemma that was taken out"

    def refresh(self) -> None:
        """Read what is new in the store."""
        self._asked(self._refresh)

    def _refresh(self) -> None:
        corpus = self._corpus
        before = self._seen
        seen, changed = self._store.changes(before, _ENTRIES)
        if seen - before < _ENTRIES:
            self._take(changed)
        else:  # very many: in parts that are kept, so that a process that is stopped has not read in vain
            self._whole = False
            with corpus.filling():
                while seen > self._seen:
                    self._take(changed)
                    self._seen = seen
                    self._save(_HALF)
                    seen, changed = self._store.changes(seen, _ENTRIES)
        self._seen = seen
        if not self._whole:
            corpus.uses = of_pairs(self._edges(None), len(corpus))
            self._whole = True
            self._kept = -_KEPT
        for edge in self._store.help_given(self._helped):
            self._helped = edge["id"]
            lemma = corpus.number(edge["lemma"])
            if lemma is not None:
                corpus.help(Helped(lemma, edge["goal_key"], edge["goal"]))
        self._judged = self.ranker.follow(self._store, self._environment, self._judged)
        if len(corpus) - self._kept >= _KEPT:
            self._save(self._helped)
        if self._vectors is not None and not self._vectors.broken:
            self._embed(self._vectors)

    def _take(self, changed: Collection[str]) -> None:
        """Read lemmas (keys) that are new or changed."""
        corpus = self._corpus
        touched = {number for key in changed if (number := corpus.number(key)) is not None}
        for number in touched:  # one that was taken out keeps its number, and nothing offers it
            corpus.withdraw(number)
            self._lemmas.pop(number, None)
        if not changed:
            return
        for row in self._store.documents(self._environment, changed):
            corpus.add(Document(row.key, row.name, row.statement, row.offered, row.needs))
        if self._whole:
            uses: dict[int, dict[int, None]] = {number: {} for number in touched}
            for above, below in self._edges(changed):
                uses.setdefault(above, {})[below] = None
            for above, below_it in uses.items():
                corpus.uses.replace(above, list(below_it))

    def _edges(self, keys: Collection[str] | None) -> Iterator[tuple[int, int]]:
        """Who uses whom, by number (keys: only what these use)."""
        edges = self._store.uses_edges(self._environment, keys)
        while some := list(islice(edges, _EDGES)):
            above, below = (self._corpus.numbers(each) for each in zip(*some, strict=True))
            known = (above >= 0) & (below >= 0)
            yield from zip(above[known].tolist(), below[known].tolist(), strict=True)

    def _save(self, helped: int) -> None:
        self._kept = len(self._corpus)
        snapshot.save(self._corpus, self._folder, self._seen, helped, self._store.entry_hash)

    def _embed(self, vectors: Vectors) -> None:
        """Have the next lemmas without vectors embedded, some of them each time."""
        end = min(len(self._corpus), self._looked_at + _LOOKED_AT)
        missing = [n for n in range(self._looked_at, end) if not vectors.has(self._corpus.key(n))]
        some = self._loaded(missing[:_EMBEDDED])
        vectors.add([(one.key, text_of_lemma(one.name, one.statement)) for one in some.values()])
        self._looked_at = missing[_EMBEDDED] if len(missing) > _EMBEDDED else end

    def premises(
        self,
        query: Query,
        available: Mapping[str, str],
        *,
        limit: int = 16,
        exclude: Collection[str] = (),
    ) -> list[Premise]:
        """Lemmas for a goal, the best first. exclude: keys that must not be offered (the theorem itself, say)."""
        return self._asked(lambda: self._premises(query, available, limit, exclude))

    def _premises(
        self, query: Query, available: Mapping[str, str], limit: int, exclude: Collection[str]
    ) -> list[Premise]:
        numbers = (self._corpus.number(key) for key in exclude)
        scope = self._corpus.scope(available, exclude=[number for number in numbers if number is not None])
        rankings = self.engine.rankings(query, scope, limit * _DEPTH)
        if self.ranker.serves(query.kind):
            found_here = pool(self._corpus, query, scope, rankings)
            values = self.ranker.scores(found_here)
            chosen = best(values, limit)
            documents, scores = found_here.documents[chosen], values[chosen]
        else:
            documents, scores = self.engine.fused(rankings, limit)
        numbers_found = documents.tolist()
        speaking = self.engine.places(rankings, numbers_found)
        # With the lemmas those that reasons name, so that the store is asked once.
        named = [
            int(named[place])
            for some in speaking
            for channel, place in some
            if (named := rankings[channel.name].named) is not None
        ]
        lemmas = self._loaded([*numbers_found, *named])
        found = []
        for number, score, some in zip(numbers_found, scores.tolist(), speaking, strict=True):
            lemma = lemmas.get(number)
            # Another process may have taken it out a moment ago; and the index is only advice.
            if lemma is None or not (lemma.offered and in_scope(lemma, self._environment, available)):
                continue
            if lemma.key in exclude:
                continue
            reasons = [rankings[channel.name].because(place) for channel, place in some]
            found.append(Premise(lemma, score, some[0][0].name, "; ".join(reasons)))
        return self._general_first(found, scope)[:limit]

    def _general_first(self, found: list[Premise], scope: Scope) -> list[Premise]:
        """A lemma that gives another one before that one, also where no channel found it; of equals one."""
        edges = self._store.generalisations(self._environment, [premise.lemma.key for premise in found])
        if not edges:
            return found
        by_key = {premise.lemma.key: premise for premise in found}
        # What is no more general than what was found (they give each other) is not brought in.
        missing = {general for general, _ in edges if general not in by_key}
        equals = set(self._store.generalisations(self._environment, missing))
        edges = [(g, s) for g, s in edges if (s, g) not in equals]
        places = {key: place for place, key in enumerate(by_key)}
        order = list(by_key)
        for general, special in sorted(edges, key=lambda edge: places[edge[1]]):
            number = self._corpus.number(general)
            if general in by_key or number is None or not scope.inside(np.array([number], dtype=np.int64))[0]:
                continue
            lemma = self._loaded([number]).get(number)
            if lemma is not None:
                known = by_key[special]
                by_key[general] = replace(known, lemma=lemma, reason=f"it gives {known.lemma.name}: {known.reason}")
                order.insert(order.index(special), general)
        # Scores stay with the places, since they say how early a lemma is offered.
        scores = sorted((premise.score for premise in by_key.values()), reverse=True)
        first = relatives.general_first(order, edges)
        return [replace(by_key[key], score=score) for key, score in zip(first, scores, strict=False)]

    def relate(
        self,
        environment: Environment,
        keys: Collection[str] | None = None,
        ground: relatives.Ground | None = None,
        spend: Callable[[], bool] = lambda: True,
    ) -> Iterator[relatives.Shown]:
        """Ask Lean which lemmas give which: these, or all, as far as they were not looked at before.

        What is shown is put into the store lemma by lemma. ground: a file with the definitions that they need; None:
        their own. spend: called before each compilation of a file; False ends it.
        """
        done = set(self._store.related(self._environment))
        wanted = [self._corpus.key(n) for n in range(len(self._corpus))] if keys is None else list(keys)
        for key in wanted:
            number = None if key in done else self._corpus.number(key)
            lemma = None if number is None else self._loaded([number]).get(number)
            if lemma is None or not lemma.offered:
                continue
            there = ground or relatives.ground_of(environment, lemma)
            others = relatives.candidates(self._corpus, lemma, there.available, self._loaded)
            shown = relatives.relate(self._store, environment, lemma, others, there, spend)
            if shown is None:
                return
            yield from shown

    def learn(self, query: Query, available: Mapping[str, str], used: Collection[str], own: str | None = None) -> None:
        """Put into the log what the channels find for a goal and what its proof really used, for the ranker.

        used: keys of the lemmas in the certified proof. own: key of the theorem itself, which is taken as unknown.
        """
        self._asked(lambda: self._learn(query, available, used, own))

    def _learn(self, query: Query, available: Mapping[str, str], used: Collection[str], own: str | None) -> None:
        corpus = self._corpus
        numbers = np.array(sorted(n for key in used if (n := corpus.number(key)) is not None), dtype=np.int64)
        unknown = () if own is None or (number := corpus.number(own)) is None else (number,)
        scope = corpus.scope(available, unknown=unknown)
        rankings = self.engine.rankings(query, scope, _JUDGED)
        found = pool(corpus, query, scope, rankings)
        right = np.isin(found.documents, numbers)
        if not right.any():  # no channel found what helped: nothing to learn from
            return
        plain = self.engine.plain(rankings, found.documents)
        kept = np.flatnonzero(right | (plain >= np.sort(plain)[-_JUDGED:][0]))
        self._store.record_judged(
            self._environment,
            query.kind,
            found.features[kept].astype(np.float16).tobytes(),
            plain[kept].tobytes(),
            right[kept].tobytes(),
        )

    def latest(self, available: Mapping[str, str], most: int) -> list[Lemma]:
        """The last lemmas that may be offered where these definitions are, the newest first."""

        def ask() -> list[Lemma]:
            numbers = self._corpus.latest(self._corpus.scope(available), most)
            lemmas = self._loaded(numbers)
            return [lemmas[number] for number in numbers if number in lemmas]

        return self._asked(ask)

    def _loaded(self, numbers: Sequence[int]) -> dict[int, Lemma]:
        missing = {self._corpus.key(number): number for number in numbers if number not in self._lemmas}
        if missing:
            if len(self._lemmas) > _CACHED:
                self._lemmas.clear()
                missing = {self._corpus.key(number): number for number in numbers}
            for key, lemma in self._store.lemmas_by_key(missing, self._environment).items():
                self._lemmas[missing[key]] = lemma
        return {number: self._lemmas[number] for number in numbers if number in self._lemmas}
