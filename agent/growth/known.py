"""What is known about a theory while it grows, as sources and the sieve look at it: the store and the journal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import overload

from agent.growth.journal import Journal, Statements
from agent.growth.protocol import KnownStatement
from lemma_graph.model import ARCHIVED, SUPPORT, VACUOUS
from lemma_graph.retrieval import in_scope
from lemma_graph.store import Store

_MOST_STUCK = 50
_HIDDEN = frozenset({SUPPORT, VACUOUS, ARCHIVED})


class GrowthKnown:
    """`Known` of one theory. proved follows the store, whoever adds to it; the rest is read from the journal's file.

    available: content hash of the theory's definitions by name.
    """

    def __init__(self, store: Store, journal: Journal, environment: str, available: Mapping[str, str]) -> None:
        self._store = store
        self._journal = journal
        self._environment = environment
        self._available = dict(available)
        self._proved: dict[str, KnownStatement] = {}
        self._seen = 0

    @property
    def proved(self) -> Sequence[KnownStatement]:
        last, changed = self._store.changes(self._seen)
        if changed:
            texts = self._journal.texts(sorted(changed))
            found = self._store.lemmas_by_key(changed, self._environment)
            # In the order of certificates, which a dictionary of keys has not.
            for lemma in sorted(found.values(), key=lambda lemma: (lemma.created, lemma.key)):
                if in_scope(lemma, self._environment, self._available) and not lemma.flags & _HIDDEN:
                    text = texts.get(lemma.key, lemma.statement)
                    self._proved.setdefault(lemma.key, KnownStatement(lemma.key, text))
                else:
                    self._proved.pop(lemma.key, None)
        self._seen = last
        return tuple(self._proved.values())

    @property
    def open(self) -> Sequence[KnownStatement]:
        return _Both(
            self._journal.statements("open"), [KnownStatement("", t) for t in self._journal.stuck(_MOST_STUCK)]
        )

    @property
    def refuted(self) -> Sequence[KnownStatement]:
        return self._journal.statements("refuted")


class _Both(Sequence[KnownStatement]):
    """Conjectures that were tried in vain, then goals at which searches stopped."""

    def __init__(self, conjectures: Statements, goals: Sequence[KnownStatement]) -> None:
        self._conjectures = conjectures
        self._goals = goals

    def __len__(self) -> int:
        return len(self._conjectures) + len(self._goals)

    def __iter__(self) -> Iterator[KnownStatement]:
        yield from self._conjectures
        yield from self._goals

    @overload
    def __getitem__(self, index: int) -> KnownStatement: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[KnownStatement]: ...
    def __getitem__(self, index: int | slice) -> KnownStatement | Sequence[KnownStatement]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        place = range(len(self))[index]
        count = len(self._conjectures)
        return self._conjectures[place] if place < count else self._goals[place - count]
