"""Finite models of axioms, by search: tables for operations that make every axiom true.

Backtracking over the cells of the tables with propagation, as McCune's Mace4 does it: an instance of an axiom with one
undecided equation left tells a cell its value, or which value it has not. Counted in evaluated instances, so that the
same search ends in the same way on any machine.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from agent.growth.terms import App, Formula, Statement, Term, Type, Var

_MOST_INSTANCES = 6000  # of all axioms

# A term: a variable's number, or an operation with terms.
_Term = int | tuple[str, tuple["_Term", ...]]


@dataclass(frozen=True)
class Sort:
    """What the axioms are about: the type of the elements, and the operations by name with how many elements they
    take and whether they are predicates."""

    element: Type
    operations: Mapping[str, tuple[int, bool]]


@dataclass(frozen=True)
class Model:
    """Tables of operations over the elements 0, 1, …, each the values in the order of the arguments; of predicates 0
    and 1."""

    size: int
    tables: Mapping[str, tuple[int, ...]]

    def value(self, name: str, args: Sequence[int]) -> int:
        place = 0
        for argument in args:
            place = place * self.size + argument
        return self.tables[name][place]


@dataclass(frozen=True)
class Literal:
    """An equation, or with `right` None a predicate's application, that is to be true or false."""

    true: bool
    left: _Term
    right: _Term | None


Clause = tuple[int, tuple[Literal, ...]]
"""How many variables, and alternatives of which one must hold."""


def clauses(statement: Statement, sort: Sort) -> list[Clause] | None:
    """An axiom as alternatives of which one must hold; None where it says what tables cannot."""
    places: dict[Var, int] = {}
    for variable in statement.variables:
        if variable.type == sort.element:
            places[variable] = len(places)
        elif variable.type.head != _structure_of(sort):
            return None
    front: list[list[Literal]] = [[]]
    for hypothesis in statement.hypotheses:
        parts = _alternatives(hypothesis, False, places, sort)
        if parts is None:
            return None
        front = [[*one, *other] for one in front for other in parts]
    parts = _alternatives(statement.conclusion, True, places, sort)
    if parts is None:
        return None
    return [(len(places), (*one, *other)) for one in front for other in parts]


def _structure_of(sort: Sort) -> str:
    return next(iter(sort.operations)).rpartition(".")[0]


def _alternatives(formula: Formula, true: bool, places: Mapping[Var, int], sort: Sort) -> list[list[Literal]] | None:
    """Conjunctive normal form of a formula, or of its negation."""
    word = formula.word
    if word in ("True", "False"):
        return [] if (word == "True") == true else [[]]
    if word in ("=", "atom"):
        terms = [_term(each, places, sort) for each in formula.terms]
        if None in terms:
            return None
        left, *right = (each for each in terms if each is not None)
        return [[Literal(true, left, right[0] if right else None)]]
    if word == "¬":
        return _alternatives(formula.parts[0], not true, places, sort)
    if word not in ("∧", "∨", "→", "↔"):
        return None
    one, other = formula.parts
    if word == "↔":
        both = [Formula("→", (), (one, other)), Formula("→", (), (other, one))]
        return _alternatives(Formula("∧", (), (both[0], both[1])), true, places, sort)
    first = _alternatives(one, true if word != "→" else not true, places, sort)
    second = _alternatives(other, true, places, sort)
    if first is None or second is None:
        return None
    if (word == "∧") == true:
        return [*first, *second]
    return [[*a, *b] for a in first for b in second]


def _term(term: Term, places: Mapping[Var, int], sort: Sort) -> _Term | None:
    if isinstance(term, Var):
        return places.get(term)
    if term.operation.name not in sort.operations:
        return None
    found = [_term(each, places, sort) for each in elements(term, sort)]
    return (term.operation.name, tuple(each for each in found if each is not None)) if None not in found else None


def elements(term: App, sort: Sort) -> tuple[Term, ...]:
    """An operation's arguments without the structure itself, where that is one of them."""
    return tuple(each for each in term.args if each.type.head != _structure_of(sort))


def find(
    sort: Sort, axioms: Sequence[Clause], size: int, *, source: random.Random, most: int, false: Sequence[Clause] = ()
) -> Model | None:
    """A model of that many elements; None where there is none, or where `most` instances were evaluated in vain.

    false: clauses of which one instance must fail: those of one statement.
    """
    search = _Search(sort, size, source, most)
    instances = [(literals, values) for literals, values in _instances(axioms, size)]
    if len(instances) > _MOST_INSTANCES:
        return None
    if not false:
        return search.run(instances)
    for number, literals in false:
        # The values at which it fails are cells like others: constants without a name.
        searched = _Search(sort, size, source, most, unknowns=number)
        negated = [((Literal(not each.true, each.left, each.right),), searched.unknowns) for each in literals]
        found = searched.run([*instances, *negated])
        if found is not None:
            return found
    return None


_Instance = tuple[tuple[Literal, ...], tuple["_Value", ...]]
_Value = int | tuple[str, tuple[()]]


def _instances(axioms: Sequence[Clause], size: int) -> Iterator[_Instance]:
    for number, literals in axioms:
        for values in itertools.product(range(size), repeat=number):
            yield literals, values


class _Conflict(Exception):
    pass


class _Search:
    """Cells are numbered through all tables. domains: a bit for each value that a cell may still have."""

    def __init__(self, sort: Sort, size: int, source: random.Random, most: int, unknowns: int = 0) -> None:
        self.size, self.left = size, most
        self.first: dict[str, int] = {}
        self.domains: list[int] = []
        self.largest: list[int] = []  # argument of each cell
        arities = dict(sort.operations) | {f"?{i}": (0, False) for i in range(unknowns)}
        self.unknowns: tuple[_Value, ...] = tuple((f"?{i}", ()) for i in range(unknowns))
        self.sort = sort
        for name, (arity, predicate) in arities.items():
            self.first[name] = len(self.domains)
            self.domains += [3 if predicate else (1 << size) - 1] * size**arity
            self.largest += [max(args, default=-1) for args in itertools.product(range(size), repeat=arity)]
        self.watchers: list[set[int]] = [set() for _ in self.domains]
        self.trail: list[tuple[int, int]] = []
        self.source = source
        self.instances: list[_Instance] = []

    def run(self, instances: Sequence[_Instance]) -> Model | None:
        self.instances = list(instances)
        try:
            self._propagate(set(range(len(self.instances))))
            return self._model() if self._solve() else None
        except (_Conflict, TimeoutError):
            return None

    def _solve(self) -> bool:
        cell = self._next()
        if cell is None:
            return True
        values = [value for value in range(self.size) if self.domains[cell] >> value & 1]
        self.source.shuffle(values)
        for value in values:
            mark = len(self.trail)
            try:
                self._set(cell, 1 << value)
                self._propagate(set(self.watchers[cell]))
                if self._solve():
                    return True
            except _Conflict:
                pass
            while len(self.trail) > mark:
                undone, domain = self.trail.pop()
                self.domains[undone] = domain
        return False

    def _next(self) -> int | None:
        """The cell with the fewest values left, among those of small elements."""
        best, least = None, (1 << 30, 0)
        for cell, domain in enumerate(self.domains):
            if domain & (domain - 1):
                rank = (domain.bit_count(), self.largest[cell])
                if rank < least:
                    best, least = cell, rank
        return best

    def _set(self, cell: int, domain: int) -> None:
        if domain != self.domains[cell]:
            if not domain:
                raise _Conflict
            self.trail.append((cell, self.domains[cell]))
            self.domains[cell] = domain

    def _propagate(self, waiting: set[int]) -> None:
        queue = sorted(waiting)
        while queue:
            number = queue.pop()
            self.left -= 1
            if self.left < 0:
                raise TimeoutError
            for cell in self._look(number):
                queue += sorted(self.watchers[cell])

    def _look(self, number: int) -> list[int]:
        """Evaluate an instance; cells that it told their value."""
        literals, values = self.instances[number]
        open_: tuple[Literal, int | None, int | None, int | None, int | None] | None = None
        unknown = 0
        for each in literals:
            left, left_cell = self._value(each.left, values, number)
            right, right_cell = (1, None) if each.right is None else self._value(each.right, values, number)
            if left is not None and right is not None:
                if (left == right) == each.true:
                    return []
                continue
            unknown += 1
            open_ = (each, left, left_cell, right, right_cell)
        if not unknown:
            raise _Conflict
        if unknown > 1 or open_ is None:
            return []
        literal, left, left_cell, right, right_cell = open_
        if left is None and right is not None and left_cell is not None:
            return self._told(left_cell, right, literal.true)
        if right is None and left is not None and right_cell is not None:
            return self._told(right_cell, left, literal.true)
        return []

    def _told(self, cell: int, value: int, true: bool) -> list[int]:
        old = self.domains[cell]
        new = old & (1 << value) if true else old & ~(1 << value)
        self._set(cell, new)
        return [cell] if new != old and not new & (new - 1) else []

    def _value(self, term: _Term, values: tuple[_Value, ...], number: int) -> tuple[int | None, int | None]:
        """The value of a term; or None and the cell that lacks one, where only the outermost does."""
        if isinstance(term, int):
            given = values[term]
            if isinstance(given, int):
                return given, None
            term = given
        name, args = term
        place = 0
        for argument in args:
            value, _ = self._value(argument, values, number)
            if value is None:
                return None, None
            place = place * self.size + value
        cell = self.first[name] + place
        domain = self.domains[cell]
        if domain & (domain - 1):
            self.watchers[cell].add(number)
            return None, cell
        return domain.bit_length() - 1, None

    def _model(self) -> Model:
        tables: dict[str, tuple[int, ...]] = {}
        for name, (arity, _) in self.sort.operations.items():
            first = self.first[name]
            cells = self.domains[first : first + self.size**arity]
            tables[name] = tuple(domain.bit_length() - 1 for domain in cells)
        return Model(self.size, tables)


def is_model(model: Model, axioms: Sequence[Clause]) -> bool:
    """Whether every instance of every axiom holds: looked at without what the search has gathered."""

    def value(term: _Term, values: Sequence[int]) -> int:
        if isinstance(term, int):
            return values[term]
        name, args = term
        return model.value(name, [value(each, values) for each in args])

    return all(
        any(
            (value(each.left, values) == (1 if each.right is None else value(each.right, values))) == each.true
            for each in literals
        )
        for number, literals in axioms
        for values in itertools.product(range(model.size), repeat=number)
    )


def renamed(model: Model, sort: Sort) -> Model:
    """The first of the models that differ only in the names of the elements, for up to four of them."""
    if model.size > 4:
        return model
    options = []
    for names in itertools.permutations(range(model.size)):
        tables: dict[str, tuple[int, ...]] = {}
        for name, (arity, predicate) in sort.operations.items():
            fresh = [0] * len(model.tables[name])
            for args in itertools.product(range(model.size), repeat=arity):
                place = 0
                for argument in args:
                    place = place * model.size + names[argument]
                value = model.value(name, args)
                fresh[place] = value if predicate else names[value]
            tables[name] = tuple(fresh)
        options.append(tables)
    best = min(options, key=lambda tables: sorted(tables.items()))
    return Model(model.size, best)
