"""The lemmas of one environment as channels see them: numbered, indexed by symbols and by shape, with who uses whom.

Everything of it is an array that can lie in a mapped file (`snapshot`), so a large memory is open at once and costs
the pages that questions touch.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lemma_graph.adjacency import Adjacency
from lemma_graph.numbering import Numbering
from lemma_graph.patterns import PatternIndex, patterns
from lemma_graph.postings import SymbolIndex
from lemma_graph.query import Query
from lemma_graph.symbols import statement_symbols, weighted
from lemma_graph.tiers import Arrays, Floats, Ints, Mask, Part

_SIMILAR = 128


@dataclass(frozen=True)
class Document:
    """A lemma as it is indexed. offered: whether it may be proposed; needs: definitions that must be there."""

    key: str
    name: str
    statement: str
    offered: bool = True
    needs: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Helped:
    """One edge: a lemma (by number) closed a goal."""

    lemma: int
    goal_key: str
    goal: str


class Scope:
    """Who may answer one question. `inside`: may be offered; `known`: may be learned from."""

    def __init__(self, offered: NDArray[np.bool_], needs: NDArray[np.int32], allowed: Mask, unknown: Ints) -> None:
        self._offered, self._needs, self._allowed, self._unknown = offered, needs, allowed, unknown

    def inside(self, documents: Ints) -> Mask:
        found = self._offered[documents] & self._allowed[self._needs[documents]]
        return found & self.known(documents) if len(self._unknown) else found

    def known(self, documents: Ints) -> Mask:
        if not len(self._unknown):
            return np.ones(len(documents), dtype=np.bool_)
        return ~np.isin(documents, self._unknown)

    @property
    def unknown(self) -> Ints:
        return self._unknown


class Corpus:
    """Numbers stay; whether a lemma is offered, what it needs and what it uses may change."""

    def __init__(self) -> None:
        self.symbols = SymbolIndex()
        self.patterns = PatternIndex()
        self.uses = Adjacency()
        self.goals = SymbolIndex()  # goals that lemmas closed, numbered like `helped`
        self.helped_lemma: list[int] = []
        self.helped_goal: dict[str, list[int]] = {}
        self._numbering = Numbering()
        self._offered: NDArray[np.bool_] = np.zeros(64, dtype=np.bool_)
        self._needs: NDArray[np.int32] = np.zeros(64, dtype=np.int32)
        self._scopes: list[tuple[tuple[str, str], ...]] = [()]
        self._scope_number: dict[tuple[tuple[str, str], ...], int] = {(): 0}
        self._similar: tuple[Query, Scope, Ints, Floats] | None = None

    def __len__(self) -> int:
        return len(self._numbering)

    def add(self, document: Document) -> int:
        """Take a lemma in, or change whether it is offered and what it needs; its number."""
        number = self.number(document.key)
        if number is None:
            number = self._numbering.add(document.key)
            if number >= len(self._offered):
                more = max(64, number)
                self._offered = np.concatenate([self._offered, np.zeros(more, dtype=np.bool_)])
                self._needs = np.concatenate([self._needs, np.zeros(more, dtype=np.int32)])
            self.symbols.add(statement_symbols(document.statement, document.name))
            self.patterns.add(patterns(document.statement))
        self._offered[number] = document.offered
        needs = tuple(sorted(document.needs.items()))
        if needs not in self._scope_number:
            self._scope_number[needs] = len(self._scopes)
            self._scopes.append(needs)
        self._needs[number] = self._scope_number[needs]
        self._similar = None
        return number

    def withdraw(self, number: int) -> None:
        """Offer a lemma no more."""
        self._offered[number] = False

    def help(self, helped: Helped) -> None:
        """Record that a lemma closed a goal."""
        edge = self.goals.add(dict.fromkeys(weighted(helped.goal), 1))
        self.helped_lemma.append(helped.lemma)
        self.helped_goal.setdefault(helped.goal_key, []).append(edge)

    def number(self, key: str) -> int | None:
        """The number of the lemma with this key."""
        return self._numbering.number(key)

    def numbers(self, keys: Sequence[str]) -> Ints:
        """The numbers of lemmas with these keys, -1 for one that is not known; many at once."""
        return self._numbering.numbers(keys)

    def key(self, number: int) -> str:
        """The key of the lemma with this number."""
        return self._numbering.key(number)

    def scope(
        self, available: Mapping[str, str], exclude: Collection[int] = (), unknown: Collection[int] = ()
    ) -> Scope:
        """available: content hash of the definitions in scope by name. exclude: not to be offered; unknown: not to be
        offered nor learned from."""
        pairs = available.items()
        allowed = np.fromiter((all(n in pairs for n in needs) for needs in self._scopes), dtype=np.bool_)
        hidden = np.array(sorted(unknown), dtype=np.int64)
        scope = Scope(self._offered, self._needs, allowed, hidden)
        if not exclude:
            return scope
        return _Without(scope, np.array(sorted(exclude), dtype=np.int64))

    def latest(self, scope: Scope, most: int) -> list[int]:
        """The last numbers that may be offered, the newest first."""
        found: list[int] = []
        end = len(self)
        while end > 0 and len(found) < most:
            block = np.arange(max(0, end - 1024), end, dtype=np.int64)
            found += block[scope.inside(block)][::-1].tolist()
            end -= 1024
        return found[:most]

    def similar(self, query: Query, scope: Scope) -> tuple[Ints, Floats]:
        """Statements that share symbols with the query, offered or not, and scores; several channels ask for them."""
        kept = self._similar
        if kept is None or kept[0] is not query or kept[1] is not scope:
            documents, scores = self.symbols.ranked(
                query.symbols, _SIMILAR, scope.known if len(scope.unknown) else None
            )
            kept = self._similar = (query, scope, documents, scores)
        return kept[2], kept[3]

    @contextmanager
    def filling(self) -> Iterator[None]:
        """While very many are added: parts of the index are made, and put together at the end. Numbers are put together
        as they come, since each new key is looked for in all of them."""
        collecting = gc.isenabled()
        gc.disable()  # it would walk again and again through what waits, and takes a third of the time
        try:
            with self.symbols.tiers.filling(), self.patterns.tiers.filling():
                yield
        finally:
            if collecting:
                gc.enable()

    def settle(self) -> None:
        """Wait for what is merged in the background."""
        for tiers in (self.symbols.tiers, self.patterns.tiers, self._numbering.tiers):
            tiers.settle()

    def parts(self) -> dict[str, list[Part]]:
        """What a snapshot keeps, by name; what is no array is in `values`."""
        marks: Arrays = {
            "offered": self._offered[: len(self)], "needs": self._needs[: len(self)],
            "helped": np.array(self.helped_lemma, dtype=np.int64),
        }  # fmt: skip
        return {
            "keys": self._numbering.parts(), "symbols": self.symbols.parts(), "patterns": self.patterns.parts(),
            "goals": self.goals.parts(), "uses": self.uses.parts(), "marks": [_Marks(marks)],
        }  # fmt: skip

    def values(self) -> dict[str, object]:
        """What of it is no array, as JSON values."""
        return {"scopes": [list(map(list, needs)) for needs in self._scopes], "helped_goal": self.helped_goal}

    @staticmethod
    def of_arrays(parts: Mapping[str, Sequence[Arrays]], values: Mapping[str, object]) -> Corpus:
        """A corpus from a snapshot. Raises KeyError, TypeError or ValueError where it is not one."""
        corpus = Corpus()
        (marks,) = parts["marks"]
        corpus._numbering = Numbering.of_arrays(parts["keys"])
        corpus.symbols = SymbolIndex.of_arrays(parts["symbols"])
        corpus.patterns = PatternIndex.of_arrays(parts["patterns"])
        corpus.goals = SymbolIndex.of_arrays(parts["goals"])
        corpus.uses = Adjacency.of_arrays(*parts["uses"])
        corpus._offered = np.array(marks["offered"], dtype=np.bool_)  # a copy: these two change
        corpus._needs = np.array(marks["needs"], dtype=np.int32)
        corpus.helped_lemma = marks["helped"].tolist()
        if not len(corpus) == len(corpus.symbols) == len(corpus.patterns) == len(corpus._offered) == len(corpus._needs):
            raise ValueError("the parts of a snapshot differ in size")
        scopes, goals = values["scopes"], values["helped_goal"]
        if not isinstance(scopes, list) or not isinstance(goals, dict):
            raise TypeError("the values of a snapshot have another form")
        corpus._scopes = [tuple((str(name), str(content)) for name, content in needs) for needs in scopes]
        corpus._scope_number = {needs: number for number, needs in enumerate(corpus._scopes)}
        corpus.helped_goal = goals
        return corpus


class _Marks:
    """What changes with every lemma, and is written anew each time."""

    def __init__(self, arrays: Arrays) -> None:
        self.stored: str | None = None
        self._arrays = arrays

    def arrays(self) -> Arrays:
        return self._arrays


class _Without(Scope):
    """A scope without some documents, which may still be learned from."""

    def __init__(self, scope: Scope, excluded: Ints) -> None:
        super().__init__(scope._offered, scope._needs, scope._allowed, scope._unknown)
        self._excluded = excluded

    def inside(self, documents: Ints) -> Mask:
        return super().inside(documents) & ~np.isin(documents, self._excluded)
