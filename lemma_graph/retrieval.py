"""Premises for a goal: several channels, fused into one ranked list."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from lemma_graph.channels import Candidate, Channel, Corpus, Query, all_channels
from lemma_graph.model import Lemma, Premise
from lemma_graph.store import Store

# Of reciprocal rank fusion: how little the first ranks stand out.
_FUSION = 10
# Each channel is asked for more than is wanted, so that agreement between channels shows.
_DEPTH = 4


def in_scope(lemma: Lemma, environment: str, available: Mapping[str, str]) -> bool:
    """Whether a lemma can stand in a file of this environment. available: content hash of its definitions by name."""
    return (
        lemma.reusable
        and lemma.environment == environment
        and all(available.get(name) == content for name, content in lemma.needs.items())
    )


class Retriever:
    """Answers for one environment. Holds its lemmas in memory; `refresh` reads what others added since.

    For some thousand lemmas an answer takes a few milliseconds. The same store and query give the same answer.
    """

    def __init__(
        self,
        store: Store,
        environment: str,
        channels: Callable[[Corpus], Sequence[Channel]] = all_channels,
    ) -> None:
        self._store = store
        self._environment = environment
        self._seen = self._helped = 0
        self._scope: tuple[frozenset[tuple[str, str]], frozenset[int]] | None = None
        self._corpus = Corpus()
        self._channels = tuple(channels(self._corpus))
        self.refresh()

    @property
    def lemmas(self) -> Sequence[Lemma]:
        """All lemmas of the environment, oldest first, offered or not."""
        return self._corpus.lemmas

    def refresh(self) -> None:
        """Read what is new in the store."""
        corpus, number = self._corpus, self._corpus.number
        first = self._seen == 0
        self._seen, changed = self._store.changes(self._seen)
        if changed:
            self._scope = None
            known = self._store.lemmas(self._environment) if first else None
            if known is None:
                found = self._store.lemmas_by_key(changed, self._environment)
                known = sorted(found.values(), key=lambda lemma: (lemma.created, lemma.key))
                for key in changed & number.keys() - found.keys():  # revoked: its number stays, nothing offers it
                    corpus.lemmas[number[key]] = replace(corpus.lemmas[number[key]], text=None)
            for lemma in known:
                if lemma.key in number:
                    corpus.lemmas[number[lemma.key]] = lemma
                else:
                    corpus.add(lemma)
            uses: dict[int, dict[int, None]] = {}
            for user, used in self._store.uses_edges(self._environment):
                if user in number and used in number:
                    uses.setdefault(number[user], {})[number[used]] = None
            corpus.uses = {document: tuple(below) for document, below in uses.items()}
        for row in self._store.help_given(self._helped):
            self._helped = row["id"]
            if row["lemma"] in number:
                corpus.helped.append((number[row["lemma"]], row["goal_key"], row["goal"]))

    def premises(
        self,
        query: Query,
        available: Mapping[str, str],
        *,
        limit: int = 16,
        exclude: Collection[str] = (),
    ) -> list[Premise]:
        """Lemmas for a goal, the best first. exclude: keys that must not be offered (the theorem itself, say)."""
        lemmas = self._corpus.lemmas
        eligible = self._eligible(available) - {self._corpus.number.get(key, -1) for key in exclude}
        scores: dict[int, float] = {}
        best: dict[int, tuple[float, str, list[str]]] = {}
        for channel in self._channels:
            for rank, candidate in enumerate(channel.candidates(query, eligible, limit * _DEPTH)):
                share = channel.weight / (_FUSION + rank)
                scores[candidate.document] = scores.get(candidate.document, 0.0) + share
                _note(best, channel.name, candidate, share)
        ranked = sorted(scores, key=lambda document: (-scores[document], document))[:limit]
        return [Premise(lemmas[d], scores[d], best[d][1], "; ".join(best[d][2])) for d in ranked]

    def _eligible(self, available: Mapping[str, str]) -> frozenset[int]:
        """Numbers of the lemmas that may be offered where these definitions are."""
        scope = frozenset(available.items())
        if self._scope is None or self._scope[0] != scope:
            lemmas = enumerate(self._corpus.lemmas)
            inside = (d for d, lemma in lemmas if lemma.offered and in_scope(lemma, self._environment, available))
            self._scope = (scope, frozenset(inside))
        return self._scope[1]


def _note(best: dict[int, tuple[float, str, list[str]]], channel: str, candidate: Candidate, share: float) -> None:
    old = best.get(candidate.document)
    if old is None:
        best[candidate.document] = (share, channel, [candidate.reason])
    elif share > old[0]:
        best[candidate.document] = (share, channel, [candidate.reason, *old[2]])
    else:
        old[2].append(candidate.reason)
