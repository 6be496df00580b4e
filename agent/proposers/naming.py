"""One name for one function: `a.add b`, `add a b` and `Unary.add a b` are read as the same term."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from agent.proposers import Theory
from lemma_graph.term import Term, bare, parse, statement

# Where field notation puts its receiver, for functions of the core that do not take it first.
_RECEIVERS = {"List.map": 1, "List.filter": 1, "Option.map": 1, "List.foldr": 2, "List.foldl": 2, "List.all": 0}
_RESULTS = {
    "List.map": "List", "List.filter": "List", "List.append": "List", "List.reverse": "List", "List.length": "Nat",
    "Option.map": "Option", "Nat.succ": "Nat", "++": "List", "::": "List", "list": "List",
}  # fmt: skip


class Naming:
    """Full names for what a theory defines. scope: the namespace in which the theorem stands."""

    def __init__(self, theory: Theory, scope: str) -> None:
        self.scope = scope
        self.full: dict[str, list[str]] = {}
        self.receiver: dict[str, int] = dict(_RECEIVERS)
        self.result: dict[str, str] = dict(_RESULTS)
        for definition in theory.definitions:
            self._add(definition.name)
            self.receiver[definition.name] = definition.receiver
            self.result[definition.name] = definition.result
        for type_, constructors in theory.inductives.items():
            for constructor in constructors:
                if constructor.name != "mk":
                    self._add(f"{type_}.{constructor.name}")
                    self.result[f"{type_}.{constructor.name}"] = bare(type_)
                elif type_ not in theory.predicates:
                    for field in constructor.fields:
                        self._add(f"{type_}.{field}")

    def _add(self, name: str) -> None:
        self.full.setdefault(bare(name), []).append(name)

    def canonical(self, term: Term, types: Mapping[str, str]) -> Term:
        """The term with full names and arguments in their order. types: heads of the types of free variables."""
        if not term.args and term.head in types:
            return term
        for binder in term.binders:
            types = {**types, binder.name: head_of(binder.type)}
        args = tuple(self.canonical(argument, types) for argument in term.args)
        head = term.head
        if head.startswith(".") and args and not head[1:].isdigit():
            receiver = self.type_of(args[0], types)
            full = self._choose(head[1:], receiver) or (f"{receiver}{head}" if receiver else None)
            if full is None:
                return Term(head, args, term.binders)
            at = min(self.receiver.get(full, 0), len(args) - 1)
            return Term(full, (*args[1 : at + 1], args[0], *args[at + 1 :]), term.binders)
        if head not in types and (head[0].isalpha() or head[0] == "_" or head.startswith(".")):
            head = self._choose(bare(head), head.rpartition(".")[0]) or head
        return Term(head, args, term.binders)

    def _choose(self, name: str, hint: str) -> str | None:
        """The full name meant by a last part: of the type or namespace `hint`, else of the theorem's own."""
        found = self.full.get(name, [])
        for namespace in (hint, self.scope):
            for full in found:
                if namespace and bare(full.rpartition(".")[0]) == bare(namespace):
                    return full
        return found[0] if len(found) == 1 and (not hint or hint == found[0].rpartition(".")[0]) else None

    def type_of(self, term: Term, types: Mapping[str, str]) -> str:
        """Head of a term's type, without namespace; empty where it is not known."""
        if not term.args and term.head in types:
            return bare(types[term.head])
        return bare(self.result.get(term.head, ""))


def head_of(type_: str | None) -> str:
    """Head of a type given as text; of a function's type, nothing."""
    return _head_of(type_ or "")


@functools.lru_cache(maxsize=4096)
def _head_of(type_: str) -> str:
    term = parse(type_)
    return "" if term.head in ("→", "∀") or statement(term)[0] else term.head
