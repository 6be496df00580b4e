"""The terms over a signature, by size, told apart by what they are for small values.

A term is kept to build larger ones from only where no known or supposed equation makes it shorter, as QuickSpec does it
(Claessen, Smallbone and Hughes; Smallbone, Johansson, Claessen and Algehed): so one term of each class is enough.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from agent.growth import terms
from agent.growth.sieve.abstract import InModels
from agent.growth.sieve.evaluation import Evaluator, Pending, Unknown
from agent.growth.sieve.values import ValueId, grounded
from agent.growth.terms import (
    ARROW,
    BOOL,
    COMPOSE,
    App,
    Operation,
    Term,
    Type,
    Var,
    match_type,
    term_variables,
    variable_names,
)
from agent.growth.vocabulary import Vocabulary

_MORE = 25  # valuations with larger values
ALL = 5  # symbols of terms that are taken in any order
_COMMON = 8  # values that two terms must share where some of theirs are unknown
_HEAVY = ("Nat.mul", "and", "or", "not")  # of the background: laws about them are somebody else's theory

Vector = tuple[ValueId, ...]
_GAP = -1


def variables_of(vocabulary: Vocabulary) -> list[Var]:
    """Variables to build terms from: three of each main type, fewer of elements and functions."""
    types: dict[Type, None] = {}
    for operation in vocabulary.operations:
        for type_ in operation.parameters:
            types[_numbered(type_)] = None
    for inductive in vocabulary.inductives.values():
        if any(o.own and inductive.name in {p.head for p in o.parameters} for o in vocabulary.operations):
            types[inductive.type] = None
    alpha, beta, gamma = (Type(f"'{i}") for i in range(3))
    if terms.arrow(alpha, beta) in types:
        types[terms.arrow(beta, gamma)] = None
    own = {o.result.head for o in vocabulary.operations if o.own and o.kind == "constructor"}
    found: list[Var] = []
    taken: set[str] = set()
    for type_ in types:
        if type_ == BOOL and "Bool" not in own:
            continue
        if type_.is_variable:
            count = 2 if type_ == alpha else 0
        elif type_.head == ARROW:
            count = 1
        elif type_.head in own:
            simple = all(a.is_variable for a in type_.args)
            count = 3 if simple else 2
        else:
            count = 2
        if any(v not in ("'0",) for v in type_.variables()) and type_.head != ARROW:
            continue
        names = (*variable_names(type_), *(f"v{i}" for i in range(1, 99)))
        for name in itertools.islice((n for n in names if n not in taken), count):
            taken.add(name)
            found.append(Var(name, type_))
    return found


def _numbered(type_: Type) -> Type:
    numbers: dict[str, Type] = {}
    for variable in type_.variables():
        numbers.setdefault(variable, Type(f"'{len(numbers)}"))
    return type_.substitute(numbers)


@dataclass
class Class:
    """Terms that are equal for all small values that were tried. vector: of the representative, the first found."""

    representative: Term
    vector: Vector


class Universe:
    """Terms by size over some variables, with their values."""

    def __init__(
        self, evaluator: Evaluator, seed: int = 0, *, small: int = 3, more: int = _MORE, plain: bool = False
    ) -> None:
        """plain: without containers of containers. small: how many values of each type are combined; more: how many
        valuations of larger values there are."""
        self.evaluator = evaluator
        self._small, self._tiny, self._more = small, small**3, more
        vocabulary = evaluator.vocabulary
        in_models = evaluator if isinstance(evaluator, InModels) else None
        self.variables = in_models.variables() if in_models is not None else variables_of(vocabulary)
        if plain:
            self.variables = [v for v in self.variables if not any(a.args for a in v.type.args)]
        types = {variable.type for variable in self.variables}
        operations = [o for o in vocabulary.operations if o.kind != "predicate" and (o.own or o.name not in _HEAVY)]
        if any(type_.head == ARROW and type_.args[0].is_variable for type_ in types):
            operations.append(COMPOSE)
        self.operations = operations
        self.valuations = (
            in_models.valuations(self.variables) if in_models is not None else self._valuations(random.Random(seed))
        )
        self.variables = [v for v in self.variables if all(v in valuation for valuation in self.valuations)]
        self.vectors: dict[Term, Vector] = {}
        self.kept: dict[tuple[Type, int], list[Term]] = {}  # irreducible terms
        self._classes: dict[tuple[Type, Vector], Class] = {}
        self._loose: dict[tuple[Type, Vector], list[Class]] = {}
        self._gappy: dict[tuple[Type, Vector], list[Class]] = {}

    def _valuations(self, source: random.Random) -> list[Mapping[Var, ValueId]]:
        values = self.evaluator.values
        found: list[Mapping[Var, ValueId]] = []
        for place in range(self._tiny + self._more):
            valuation: dict[Var, ValueId] = {}
            places: dict[Type, int] = {}
            for variable in self.variables:
                type_ = grounded(variable.type)
                number = places[type_] = places.get(type_, -1) + 1
                pool = values.pool(
                    type_, self._small ** (1 + len(type_.args)) if place < self._tiny else 12 if not type_.args else 60
                )
                value: ValueId | None = source.choice(pool) if pool else None
                if pool and place < self._tiny and not variable.type.args:  # all combinations of up to three of a type
                    value = pool[place // self._small**number % self._small % len(pool)]
                if place >= self._tiny and place % 2:
                    value = values.random(type_, source, 2 + place % 4 + 2 * len(type_.args))
                    value = value if value is not None else (pool[0] if pool else None)
                if value is not None:
                    valuation[variable] = value
            found.append(valuation)
        return found

    def leaves(self) -> list[Term]:
        """Variables, and constants at the types of the variables."""
        found: list[Term] = list(self.variables)
        types = list(dict.fromkeys(variable.type for variable in self.variables))
        for operation in self.operations:
            if operation.parameters:
                continue
            if not operation.variables:
                found.append(App(operation, (), operation.result))
                continue
            for type_ in types:
                if match_type(operation.result, type_, {}):
                    found.append(App(operation, (), type_))
        return found

    def candidates(self, size: int) -> Iterator[App]:
        """Applications of that size to kept terms, those with more variables first, which are more general."""
        if size == 1:
            return
        found: list[App] = []
        for operation in self.operations:
            if not operation.parameters:
                continue
            left = size - operation.weight
            for sizes in _sizes(left, len(operation.parameters)):
                found += self._applications(operation, sizes)
        found.sort(key=lambda term: (size > ALL and not spreads(term), -len(set(term_variables(term)))))
        yield from found

    def _applications(self, operation: Operation, sizes: Sequence[int]) -> Iterator[App]:
        def choose(place: int, known: dict[str, Type], args: tuple[Term, ...]) -> Iterator[App]:
            if place == len(sizes):
                yield App(operation, args, operation.result.substitute(known))
                return
            parameter = operation.parameters[place]
            for (type_, size), kept in self.kept.items():
                if size != sizes[place]:
                    continue
                extended = dict(known)
                if match_type(parameter, type_, extended):
                    for argument in kept:
                        yield from choose(place + 1, extended, (*args, argument))

        yield from choose(0, {}, ())

    def evaluate(self, fresh: Sequence[Term]) -> None:
        """Vectors of terms whose parts have one already."""
        left = list(fresh)
        while left:
            waiting = [term for term in left if not self._evaluated(term)]
            if waiting and not self.evaluator.settle():  # cannot happen: what is pending is settled
                self.vectors.update(dict.fromkeys(waiting, (_GAP,) * len(self.valuations)))
                return
            left = waiting

    def _evaluated(self, term: Term) -> bool:
        """Whether all of a term's values are at hand; enters them."""
        found: Sequence[ValueId | Unknown | Pending]
        if isinstance(term, App) and term.args:
            found = self.evaluator.columns(term, [self.vectors[argument] for argument in term.args], _GAP)
        else:
            found = [self.evaluator.term(term, valuation) for valuation in self.valuations]
        if any(isinstance(value, Pending) for value in found):
            return False
        self.vectors[term] = tuple(value if isinstance(value, int) else _GAP for value in found)
        return True

    def blind(self, term: Term) -> bool:
        """Whether too little is known of its values to compare it."""
        vector = self.vectors[term]
        return vector.count(_GAP) > len(vector) - _COMMON

    def keep(self, term: Term) -> None:
        self.kept.setdefault((term.type, term.size), []).append(term)

    def classify(self, term: Term) -> Class | None:
        """The class that the term falls into; None where it is the first of a new one."""
        vector = self.vectors[term]
        if (found := self._classes.get((term.type, vector))) is not None:
            return found
        # Where values are unknown, those that both have must be the same.
        head = (term.type, vector[:9])
        for each in self._loose.get(head, ()) if _GAP in vector else self._gappy.get(head, ()):
            common = 0
            for a, b in zip(vector, each.vector, strict=True):
                if _GAP in (a, b):
                    continue
                if a != b:
                    break
                common += 1
            else:
                if common >= _COMMON:
                    return each
        fresh = Class(term, vector)
        self._classes[term.type, vector] = fresh
        self._loose.setdefault(head, []).append(fresh)
        if _GAP in vector:
            self._gappy.setdefault(head, []).append(fresh)
        return None


def spreads(term: Term) -> bool:
    """Whether several arguments of it are values of the same function, as in `f a * f b`."""
    if isinstance(term, Var):
        return False
    heads = [a.operation.name for a in term.args if isinstance(a, App) and a.operation.kind == "function"]
    return len(heads) > len(set(heads))


def _sizes(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 1:
        if total >= 1:
            yield (total,)
        return
    for first in range(1, total - parts + 2):
        for rest in _sizes(total - first, parts - 1):
            yield (first, *rest)


__all__ = ["ALL", "Class", "Universe", "spreads", "variables_of"]
