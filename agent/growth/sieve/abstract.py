"""Abstract structures, such as a user's class of groups: nothing of them can be run, so statements are judged in small
models of their axioms, which are found by search."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.growth import terms
from agent.growth.protocol import GrowthTheory
from agent.growth.sieve import models
from agent.growth.sieve.evaluation import UNKNOWN, Evaluator, Found, Truth, Valuation
from agent.growth.sieve.models import Clause, Model, Sort
from agent.growth.sieve.values import ValueId
from agent.growth.terms import App, Formula, Operation, Statement, Term, Type, Var
from agent.growth.vocabulary import Vocabulary
from prover_bridge import constants as c
from prover_bridge import expression as e

_ELEMENT = Type("'0")
_BASE = 8  # more elements than a model has
_MODELS = 1_000_000  # values from here on are models themselves
_WHERE = Var("?model", _ELEMENT)  # in a valuation: some element of its model
_SIZES = (2, 3, 4, 6)
_LARGEST = 5  # elements of a model against a statement
_TRIES = 4  # searches for models of one size
# Instances that one search evaluates: for a model of the axioms, and for one against a statement.
_MOST, _MOST_AGAINST = 200_000, 12_000
_MOST_MODELS = 14
_MOST_PLACES = 500  # valuations of one statement
_EXISTENTIAL = 4  # elements of the models among which witnesses are looked for


@dataclass(frozen=True)
class Structure:
    """A type with operations and axioms over one type of elements. operations: those of the vocabulary that are its
    fields. explicit: whether they take the structure itself as an argument (a `structure`, no `class`)."""

    name: str
    operations: tuple[Operation, ...]
    axioms: tuple[Statement, ...]
    explicit: bool

    @property
    def sort(self) -> Sort:
        taken = {o.name: len(o.parameters) - self.explicit for o in self.operations}
        return Sort(_ELEMENT, {o.name: (taken[o.name], o.kind == "predicate") for o in self.operations})


def structures(theory: GrowthTheory, vocabulary: Vocabulary) -> list[Structure]:
    """The theory's own structures with operations on the elements of one type and axioms that tables can satisfy."""
    found = []
    for symbol in theory.signature.of_kind("type"):
        constant = symbol.constant
        if not symbol.own or not isinstance(constant, c.Inductive) or constant.parameters != 1 or constant.indices:
            continue
        structure = _structure(symbol.name, theory, vocabulary) if len(constant.constructors) == 1 else None
        if structure is not None:
            found.append(structure)
    return found


def _structure(name: str, theory: GrowthTheory, vocabulary: Vocabulary) -> Structure | None:
    constants = theory.signature.constants
    maker = constants.get(next(iter(_constructors(constants.get(name))), ""))
    if maker is None:
        return None
    type_, fields = maker.type, []
    while isinstance(type_, e.Forall):
        fields.append(type_.name)
        type_ = type_.body
    operations: list[Operation] = []
    axioms: list[Statement] = []
    for field in fields[1:]:  # the type of the elements comes first
        operation = vocabulary.operation(f"{name}.{field}")
        constant = constants.get(f"{name}.{field}")
        if operation is not None:
            operations.append(operation)
            continue
        statement = vocabulary.statement(constant.type) if constant is not None else None
        if statement is None:  # a field of another kind, such as a structure that this one extends
            return None
        axioms.append(statement)
    explicit = {bool(o.parameters) and o.parameters[0] == Type(name, (_ELEMENT,)) for o in operations}
    if not axioms or len(explicit) != 1:
        return None
    structure = Structure(name, tuple(operations), tuple(axioms), explicit == {True})
    for operation in operations:
        own = operation.parameters[structure.explicit :]
        if any(each != _ELEMENT for each in own) or operation.result not in (_ELEMENT, terms.PROPOSITION):
            return None
    return structure


def _constructors(constant: object) -> Sequence[str]:
    return constant.constructors if isinstance(constant, c.Inductive) else ()


class InModels(Evaluator):
    """Evaluates over the models of one structure. More are found where a statement asks for them."""

    def __init__(self, theory: GrowthTheory, vocabulary: Vocabulary, structure: Structure, seed: int = 0) -> None:
        super().__init__(theory, vocabulary)
        self.structure = structure
        self.sort = structure.sort
        self.models: list[Model] = []
        self._names = {operation.name for operation in structure.operations}
        self._source = random.Random(seed)
        clauses = [models.clauses(axiom, self.sort) for axiom in structure.axioms]
        self._axioms = None if None in clauses else [each for some in clauses for each in some or ()]
        for size, _ in itertools.product(_SIZES, range(_TRIES)):
            self._add(self._search(size, (), _MOST))

    def speaks_of(self, statement: Statement) -> bool:
        """Whether a statement mentions an operation of the structure."""
        return any(
            isinstance(term, App) and term.operation.name in self._names
            for formula in (*statement.hypotheses, statement.conclusion)
            for term in terms.formula_terms(formula)
        )

    def _search(self, size: int, false: Sequence[Clause], most: int) -> Model | None:
        if self._axioms is None:
            return None
        return models.find(self.sort, self._axioms, size, source=self._source, most=most, false=false)

    def _add(self, model: Model | None) -> bool:
        if model is None or self._axioms is None or not models.is_model(model, self._axioms):
            return False
        model = models.renamed(model, self.sort)
        if model not in self.models:
            self.models.append(model)
        return True

    def refute(self, statement: Statement) -> bool:
        """Look for a model in which a statement is false; it is among the models then."""
        false = models.clauses(statement, self.sort)
        if not false or len(self.models) >= 4 * _MOST_MODELS:
            return False
        return any(self._add(self._search(size, false, _MOST_AGAINST)) for size in range(2, _LARGEST + 1))

    # Valuations

    def variables(self) -> list[Var]:
        """Three elements, and the structure itself where its operations take it."""
        own = [Var("M", Type(self.structure.name, (_ELEMENT,)))] if self.structure.explicit else []
        return [*own, *(Var(name, _ELEMENT) for name in "abc")]

    def valuations(self, variables: Sequence[Var], most: int = _MOST_PLACES) -> list[Mapping[Var, ValueId]]:
        """All values of the variables in the models, the small models first; some of them where they are many."""
        plain = [v for v in variables if v.type == _ELEMENT]
        others = [v for v in variables if v.type != _ELEMENT]
        # Of two structures on the same elements nothing is known here.
        if any(v.type.head != self.structure.name for v in others) or len(others) > 1:
            return []
        found: list[Mapping[Var, ValueId]] = []
        source = random.Random(len(self.models))
        share = max(8, most // max(1, len(self.models)))
        for number, model in sorted(enumerate(self.models), key=lambda pair: pair[1].size):
            whole: list[tuple[int, ...]] = list(itertools.product(range(model.size), repeat=len(plain)))
            for picked in whole if len(whole) <= share else source.sample(whole, share):
                elements = {v: number * _BASE + value for v, value in zip(plain, picked, strict=True)}
                found.append({**elements, **dict.fromkeys(others, _MODELS + number), _WHERE: number * _BASE})
        return found

    # Terms and formulas

    def term(self, term: Term, valuation: Valuation) -> Found:
        if isinstance(term, Var):
            return valuation.get(term, UNKNOWN)
        if term.operation.name not in self._names:
            return UNKNOWN
        args = [self.term(argument, valuation) for argument in term.args]
        values = [value for value in args if isinstance(value, int)]
        if len(values) < len(args):
            return UNKNOWN
        return self._in_tables(term.operation.name, values, valuation[_WHERE])

    def _in_tables(self, name: str, args: Sequence[ValueId], where: ValueId) -> ValueId:
        number = where // _BASE
        model = self.models[number]
        value = model.value(name, [each % _BASE for each in args if each < _MODELS])
        return number * _BASE + value

    def columns(self, term: App, vectors: Sequence[Sequence[ValueId]], gap: ValueId) -> list[Found]:
        found: list[Found] = []
        name = term.operation.name
        for args in zip(*vectors, strict=True):
            if gap in args or name not in self._names:
                found.append(UNKNOWN)
            else:
                where = next((a if a < _MODELS else (a - _MODELS) * _BASE for a in args), 0)
                found.append(self._in_tables(name, args, where))
        return found

    def _atom(self, application: App, valuation: Valuation, depth: int) -> Truth:
        if application.operation.name in self._names:
            value = self.term(application, valuation)
            return value % _BASE == 1 if isinstance(value, int) else UNKNOWN
        unfolded = self.vocabulary.body(application.operation.name, application.args)
        return self.formula(unfolded, valuation, depth + 1) if unfolded is not None else UNKNOWN

    def _quantified(self, formula: Formula, valuation: Valuation, depth: int) -> Truth:
        """Over all elements of the model."""
        if formula.variable is None or formula.variable.type != _ELEMENT or depth > _EXISTENTIAL:
            return UNKNOWN
        number = valuation[_WHERE] // _BASE
        unknown = False
        for value in range(self.models[number].size):
            truth = self.formula(formula.parts[0], {**valuation, formula.variable: number * _BASE + value}, depth + 1)
            if truth is (formula.word == "∃"):
                return truth
            unknown |= not isinstance(truth, bool)
        return UNKNOWN if unknown else formula.word == "∀"

    def presumes(self, formula: Formula) -> bool:
        return False

    def settle(self) -> bool:
        return False

    # For people

    def shown(self, valuation: Mapping[Var, ValueId]) -> str:
        """`a = 0, b = 1 where mul = [[0, 1], [1, 0]]`: values, and the tables of the model."""
        model = self.models[valuation[_WHERE] // _BASE]
        values = [f"{v.name} = {value % _BASE}" for v, value in valuation.items() if value < _MODELS and v != _WHERE]
        tables = []
        for operation in self.structure.operations:
            name = operation.name.rpartition(".")[2]
            arity = self.sort.operations[operation.name][0]
            tables.append(f"{name} = {_table(model.tables[operation.name], arity, model.size)}")
        return f"{', '.join(values) or 'no variables'} where {', '.join(tables)}"


def _table(values: Sequence[int], arity: int, size: int) -> str:
    if arity == 0:
        return str(values[0])
    step = len(values) // size
    rows = [values[start : start + step] for start in range(0, len(values), step)]
    return f"[{', '.join(_table(row, arity - 1, size) for row in rows)}]"
