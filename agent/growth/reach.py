"""Which new lemmas a conjecture that was tried in vain may need: those about what its functions are made of."""

from __future__ import annotations

from collections.abc import Collection

from agent.growth.journal import Journal
from agent.growth.protocol import GrowthTheory
from agent.growth.records import Prospect
from lemma_graph.store import Store
from prover_bridge import constants as c
from prover_bridge.expression import mentioned


class Reach:
    """A lemma is near a conjecture where it speaks only of functions that the conjecture mentions, or that their
    definitions do, and so on."""

    def __init__(self, theory: GrowthTheory, journal: Journal, store: Store) -> None:
        self._journal, self._store = journal, store
        self._environment = theory.environment.content_hash
        self._mentions: dict[str, frozenset[str]] = {}
        own = [s for s in theory.signature.symbols if s.own and s.kind in ("function", "predicate")]
        self._own = frozenset(symbol.name for symbol in own)
        for symbol in own:
            constant = symbol.constant
            body = mentioned(constant.value) if isinstance(constant, c.Definition | c.Opaque) else ()
            self._mentions[symbol.name] = self._own & {*body, *mentioned(constant.type)}
        self._lemmas: list[tuple[int, frozenset[str]]] = []  # position, functions
        self._last = 0
        self._near: dict[frozenset[str], frozenset[str]] = {}

    def fresh(self, prospect: Prospect) -> int:
        """How many lemmas near it have come since it was tried last; all that have come, where it was never read."""
        self._refresh()
        if prospect.statement is None:
            return sum(position > prospect.tried_at for position, _ in self._lemmas)
        near = self._all(self._own.intersection(prospect.statement.constants))
        return sum(position > prospect.tried_at and functions <= near for position, functions in self._lemmas)

    def _all(self, functions: frozenset[str]) -> frozenset[str]:
        if functions not in self._near:
            found: set[str] = set()
            waiting: list[str] = [*functions]
            while waiting:
                name = waiting.pop()
                if name not in found:
                    found.add(name)
                    waiting += self._mentions.get(name, ())
            self._near[functions] = frozenset(found)
        return self._near[functions]

    def _refresh(self) -> None:
        new = self._journal.since(self._last)
        if not new:
            return
        self._last = new[-1][0]
        known = self._store.lemmas_by_key([key for _, key in new], self._environment)
        self._lemmas += [(at, self._functions(known[key].constants)) for at, key in new if key in known]

    def _functions(self, names: Collection[str]) -> frozenset[str]:
        return self._own.intersection(names)
