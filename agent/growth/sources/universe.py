"""The terms over a signature, by size, told apart by what they are for small values.

A term is kept to build larger ones from only where no known or supposed equation makes it shorter, as QuickSpec does it
(Claessen, Smallbone and Hughes; Smallbone, Johansson, Claessen and Algehed): so one term of each class is enough.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from agent.growth import terms
from agent.growth.sieve.evaluation import Evaluator, Pending, Unknown
from agent.growth.sieve.values import ValueId, grounded
from agent.growth.terms import (
    ARROW,
    BOOL,
    COMPOSE,
    NAT,
    PROPOSITION,
    App,
    Operation,
    Term,
    Type,
    Var,
    canonical,
    equation,
    match_type,
    term_variables,
    variable_names,
)
from agent.growth.vocabulary import Vocabulary

_TINY, _MORE = 27, 25  # valuations: of the three smallest values each, and of larger ones
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
    others: list[Term] = field(default_factory=list)


class Universe:
    """Terms by size over some variables, with their values."""

    def __init__(self, evaluator: Evaluator, seed: int = 0) -> None:
        self.evaluator = evaluator
        vocabulary = evaluator.vocabulary
        self.variables = variables_of(vocabulary)
        types = {variable.type for variable in self.variables}
        operations = [o for o in vocabulary.operations if o.kind != "predicate" and (o.own or o.name not in _HEAVY)]
        if any(type_.head == ARROW and type_.args[0].is_variable for type_ in types):
            operations.append(COMPOSE)
        self.operations = operations
        self.valuations = self._valuations(random.Random(seed))
        self.variables = [v for v in self.variables if all(v in valuation for valuation in self.valuations)]
        self.by_size: dict[int, list[Term]] = {}
        self.vectors: dict[Term, Vector] = {}
        self.kept: dict[tuple[Type, int], list[Term]] = {}  # irreducible terms
        self._classes: dict[tuple[Type, Vector], Class] = {}
        self._loose: dict[tuple[Type, Vector], list[Class]] = {}

    def _valuations(self, source: random.Random) -> list[Mapping[Var, ValueId]]:
        values = self.evaluator.values
        found: list[Mapping[Var, ValueId]] = []
        for place in range(_TINY + _MORE):
            valuation: dict[Var, ValueId] = {}
            places: dict[Type, int] = {}
            for variable in self.variables:
                type_ = grounded(variable.type)
                number = places[type_] = places.get(type_, -1) + 1
                pool = values.pool(type_, 3 if place < _TINY else 12 if not type_.args else 60)
                value: ValueId | None = source.choice(pool) if pool else None
                if pool and place < _TINY and not variable.type.args:  # all combinations of up to three of a type
                    value = pool[place // 3**number % 3 % len(pool)]
                if place >= _TINY and place % 2:
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
        found.sort(key=lambda term: -len(set(term_variables(term))))
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
        values = self.evaluator
        left = list(fresh)
        while left:
            waiting: list[Term] = []
            for term in left:
                vector: list[ValueId] = []
                pending = False
                for place, valuation in enumerate(self.valuations):
                    found = self._value(term, place, valuation)
                    if isinstance(found, Pending):
                        pending = True
                    else:
                        vector.append(_GAP if isinstance(found, Unknown) else found)
                if pending:
                    waiting.append(term)
                else:
                    self.vectors[term] = tuple(vector)
            if waiting and not values.settle():
                for term in waiting:  # cannot happen: what is pending is settled
                    self.vectors[term] = (_GAP,) * len(self.valuations)
                return
            left = waiting

    def _value(self, term: Term, place: int, valuation: Mapping[Var, ValueId]) -> ValueId | Unknown | Pending:
        if isinstance(term, Var) or not term.args:
            return self.evaluator.term(term, valuation)
        # Arguments have vectors: they stand in for variables, so that nothing is walked twice.
        inner: dict[Var, ValueId] = {}
        stand_ins: list[Term] = []
        for index, argument in enumerate(term.args):
            vector = self.vectors[argument]
            if vector[place] == _GAP:
                return _UNKNOWN
            variable = Var(f"_{index}", argument.type)
            inner[variable] = vector[place]
            stand_ins.append(variable)
        return self.evaluator.term(App(term.operation, tuple(stand_ins), term.type), inner)

    def blind(self, term: Term) -> bool:
        """Whether too little is known of its values to compare it."""
        vector = self.vectors[term]
        return vector.count(_GAP) > len(vector) - _COMMON

    def keep(self, term: Term) -> None:
        self.kept.setdefault((term.type, term.size), []).append(term)

    def classify(self, term: Term) -> Class | None:
        """The class that the term falls into; None where it is the first of a new one."""
        vector = self.vectors[term]
        if _GAP not in vector and (found := self._classes.get((term.type, vector))) is not None:
            return found
        head = (term.type, vector[:4])
        for each in self._loose.get(head, ()):
            pairs = [(a, b) for a, b in zip(vector, each.vector, strict=True) if _GAP not in (a, b)]
            if len(pairs) >= _COMMON and all(a == b for a, b in pairs):
                return each
        fresh = Class(term, vector)
        self._classes.setdefault((term.type, vector), fresh)
        self._loose.setdefault(head, []).append(fresh)
        return None


_UNKNOWN = Unknown()


def _sizes(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 1:
        if total >= 1:
            yield (total,)
        return
    for first in range(1, total - parts + 2):
        for rest in _sizes(total - first, parts - 1):
            yield (first, *rest)


__all__ = ["NAT", "PROPOSITION", "Class", "Universe", "canonical", "equation", "variables_of"]
