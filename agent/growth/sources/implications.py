"""Implications over a theory's predicates and in the shapes of cancellation, by size.

Which atoms hold for which small values is found once; an implication is proposed where its hypotheses hold somewhere
and its conclusion holds wherever they do, and where no fewer hypotheses would do.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.growth import rewriting, terms
from agent.growth.protocol import Conjecture, GrowthTheory, Known
from agent.growth.sieve import trials
from agent.growth.sieve.abstract import InModels
from agent.growth.sieve.evaluation import Evaluator, Pending
from agent.growth.sources.universe import Universe
from agent.growth.terms import (
    BOOL,
    App,
    Formula,
    Operation,
    Statement,
    Term,
    Type,
    Var,
    apply,
    canonical,
    equation,
    formula_variables,
    match_type,
    show,
)

_LARGEST_TERM = 3  # symbols of a term inside an atom
_MOST_ATOMS = 420
_MOST_TERMS = 30  # of a type, in atoms
_SUPPORT = 3  # values at which the hypotheses hold
_MOST_PAIRS = 40_000
_LARGEST_EQUIVALENCE = 10  # symbols
_LARGEST_OF_TWO = 3  # symbols of a predicate's application that stands beside another


NAME = "implications"


@dataclass(frozen=True)
class _Atom:
    """truths: bits of the places at which it is true, and at which it is false; neither where unknown."""

    formula: Formula
    true: int
    false: int
    variables: frozenset[Var]

    @property
    def size(self) -> int:
        return self.formula.size


class Implications:
    """Facts about predicates, then one hypothesis, then two; then cancellation laws of functions."""

    def __init__(self, evaluator: Evaluator, *, seed: int = 0, name: str = NAME) -> None:
        self.name = name
        self.evaluator = evaluator
        self.seed = seed
        self.compared = 0

    def propose(self, theory: GrowthTheory, known: Known) -> Iterator[Conjecture]:
        universe = Universe(self.evaluator, self.seed + 1, small=4, more=60, plain=True)
        shown = [
            law for law in map(self.evaluator.vocabulary.statement, (x.type for x in theory.signature.laws)) if law
        ]
        seen: set[str] = set()
        for statement, reason in itertools.chain(
            self._cancellations(universe), self._solutions(universe), self._between(universe)
        ):
            text = show(statement)
            if text in seen or any(rewriting.gives(law, statement) for law in shown):
                continue
            seen.add(text)
            shown.append(statement)
            yield Conjecture(text, self.name, reason, statement.size)

    # Between predicates

    def _between(self, universe: Universe) -> Iterator[tuple[Statement, str]]:
        self._terms(universe)
        atoms = [atom for atom in self._judged(universe, list(self._atoms(universe))) if atom.true]
        reason = "it held for all small values that were tried"
        for atom in atoms:
            if not atom.false and _count(atom.true) >= _SUPPORT:
                yield canonical((), atom.formula), reason
        partial: dict[tuple[int, int, frozenset[Var]], _Atom] = {}
        found: list[tuple[int, tuple[Formula, ...], Formula]] = []
        for atom in sorted(atoms, key=lambda atom: atom.size):
            if not atom.false or _count(atom.true) < _SUPPORT:
                continue
            same = partial.setdefault((atom.true, atom.false, atom.variables), atom)
            if same is not atom and same.size + atom.size <= _LARGEST_EQUIVALENCE:
                found.append((same.size + atom.size, (), Formula("↔", (), (atom.formula, same.formula))))
        single = self._single(universe, list(partial.values()))
        found += [(h.size + c.size, (h.formula,), c.formula) for h, c in single]
        found += self._double(universe, list(partial.values()))
        for _, hypotheses, conclusion in sorted(found, key=lambda each: each[0]):
            yield canonical(hypotheses, conclusion), reason

    def _single(self, universe: Universe, partial: Sequence[_Atom]) -> list[tuple[_Atom, _Atom]]:
        """One hypothesis, one conclusion; without those that two others give."""
        candidates: list[tuple[_Atom, _Atom]] = []
        equations = self._equations(universe)
        for hypothesis in partial:
            fixed = self._fixed(universe, hypothesis.true, hypothesis.variables)
            for conclusion in equations if fixed else [*partial, *equations]:
                if conclusion.formula == hypothesis.formula or not _hang_together([hypothesis], conclusion):
                    continue
                if fixed and not conclusion.variables <= fixed:
                    continue
                self.compared += 1
                if hypothesis.true & ~conclusion.true == 0:
                    candidates.append((hypothesis, conclusion))
        candidates.sort(key=lambda pair: pair[0].size + pair[1].size)
        after: dict[Formula, set[Formula]] = {}
        kept: list[tuple[_Atom, _Atom]] = []
        for hypothesis, conclusion in candidates:
            between = after.get(hypothesis.formula, set())
            if any(conclusion.formula in after.get(middle, ()) for middle in between):
                between.add(conclusion.formula)
                continue
            after.setdefault(hypothesis.formula, set()).add(conclusion.formula)
            kept.append((hypothesis, conclusion))
        return kept

    def _double(
        self, universe: Universe, partial: Sequence[_Atom]
    ) -> Iterator[tuple[int, tuple[Formula, ...], Formula]]:
        """Two hypotheses that share a variable, where neither is enough."""
        small = [
            atom
            for atom in partial
            if atom.formula.terms[0].size <= _LARGEST_OF_TWO and not self._fixed(universe, atom.true, atom.variables)
        ]
        small.sort(key=lambda atom: atom.size)
        conclusions = sorted([*self._equations(universe), *partial], key=lambda atom: atom.formula.word != "=")
        pairs = 0
        for first, second in itertools.combinations(small, 2):
            both = first.true & second.true
            if _count(both) < _SUPPORT:
                continue
            given = first.variables | second.variables
            if not first.variables & second.variables or self._fixed(universe, both, given):
                continue
            said: list[_Atom] = []
            for conclusion in conclusions:
                pairs += 1
                if both & ~conclusion.true or conclusion.formula in (first.formula, second.formula):
                    continue
                if not _hang_together([first, second], conclusion) or not conclusion.variables <= given:
                    continue
                if any(_gives(hypothesis, conclusion) for hypothesis in (first, second, *said)):
                    continue
                if said and said[0].formula.word == "=":  # two variables are one: all else follows from that
                    break
                said.append(conclusion)
                yield first.size + second.size + conclusion.size, (first.formula, second.formula), conclusion.formula
            if pairs > _MOST_PAIRS:
                break
        self.compared += pairs

    def _fixed(self, universe: Universe, places: int, variables: frozenset[Var]) -> frozenset[Var]:
        """Variables that have one and the same value at all these places."""
        found = set()
        for variable in variables:
            values = {v[variable] for place, v in enumerate(universe.valuations) if places >> place & 1}
            if len(values) == 1:
                found.add(variable)
        return frozenset(found)

    def _terms(self, universe: Universe) -> None:
        """Small terms, one of each class."""
        for size in range(1, _LARGEST_TERM + 1):
            fresh: Sequence[Term] = universe.leaves() if size == 1 else list(universe.candidates(size))
            universe.evaluate(fresh)
            for term in fresh:
                if not universe.blind(term) and universe.classify(term) is None:
                    universe.keep(term)

    def _of_type(self, universe: Universe, type_: Type, known: dict[str, Type]) -> list[tuple[Term, dict[str, Type]]]:
        found = []
        for (kind, _), kept in sorted(universe.kept.items(), key=lambda item: item[0][1]):
            extended = dict(known)
            if match_type(type_, kind, extended):
                found += [(term, extended) for term in kept if not _is_closed(term) or term.size == 1]
        return found[:_MOST_TERMS]

    def _atoms(self, universe: Universe) -> Iterator[Formula]:
        """Predicates, and Boolean functions, of small terms; the smallest first."""
        vocabulary = self.evaluator.vocabulary
        wanted: list[Operation] = [o for o in vocabulary.operations if o.own and o.kind == "predicate"]
        wanted += [o for o in vocabulary.operations if o.own and o.kind == "function" and o.result == BOOL]
        found: list[App] = []
        for operation in wanted:
            whole: list[tuple[tuple[Term, ...], dict[str, Type]]] = [((), {})]
            for parameter in operation.parameters:
                whole = [
                    ((*args, term), extended)
                    for args, known in whole
                    for term, extended in self._of_type(universe, parameter, known)
                ]
            found += [App(operation, args, operation.result.substitute(known)) for args, known in whole]
        found = [atom for atom in found if any(True for _ in terms.term_variables(atom))]
        found.sort(key=lambda atom: atom.size)
        for atom in found[:_MOST_ATOMS]:
            yield terms.holds(atom)

    def _equations(self, universe: Universe) -> list[_Atom]:
        """Equations of variables with each other and with constants, as conclusions."""
        formulas = [
            equation(one, other)
            for one, other in itertools.combinations(universe.variables, 2)
            if one.type == other.type and one.type.head != terms.ARROW
        ]
        constants = [leaf for leaf in universe.leaves() if isinstance(leaf, App) and leaf.operation.own]
        formulas += [equation(v, each) for v in universe.variables for each in constants if v.type == each.type]
        return self._judged(universe, formulas)

    def _judged(self, universe: Universe, formulas: Sequence[Formula]) -> list[_Atom]:
        truths: list[list[bool | None]] = [[None] * len(universe.valuations) for _ in formulas]
        waiting = list(itertools.product(range(len(formulas)), range(len(universe.valuations))))
        while waiting:
            later = []
            for number, place in waiting:
                truth = self.evaluator.formula(formulas[number], universe.valuations[place])
                if isinstance(truth, Pending):
                    later.append((number, place))
                else:
                    truths[number][place] = truth if isinstance(truth, bool) else None
            if later and not self.evaluator.settle():
                break
            waiting = later
        return [
            _Atom(
                formula,
                sum(1 << place for place, truth in enumerate(row) if truth is True),
                sum(1 << place for place, truth in enumerate(row) if truth is False),
                frozenset(formula_variables(formula)),
            )
            for formula, row in zip(formulas, truths, strict=True)
        ]

    # Cancellation

    def _cancellations(self, universe: Universe) -> Iterator[tuple[Statement, str]]:
        """`f a b = f a c → b = c`, and with a condition on what is cancelled where it fails only at constants."""
        operations = [o for o in universe.operations if o.kind == "function" and o.own and o.parameters]
        in_models = isinstance(self.evaluator, InModels)
        candidates: list[tuple[Statement, str]] = []
        for operation in operations:
            for place, parameter in enumerate(operation.parameters):
                if parameter.head == terms.ARROW or (in_models and not parameter.is_variable):
                    continue
                shared = [Var(f"s{i}", p) for i, p in enumerate(operation.parameters)]
                one, other = Var("left", parameter), Var("right", parameter)
                first = tuple(one if i == place else v for i, v in enumerate(shared))
                second = tuple(other if i == place else v for i, v in enumerate(shared))
                left, right = App(operation, first, operation.result), App(operation, second, operation.result)
                same, told = equation(left, right), f"whether {operation.name} can be cancelled"
                candidates.append((canonical((same,), equation(one, other)), told))
                for constant in universe.leaves():
                    if not isinstance(constant, App) or not constant.operation.own:
                        continue
                    for variable in shared:
                        if variable in first and constant.type == variable.type:
                            unlike = Formula("¬", (), (equation(variable, constant),))
                            candidates.append((canonical((unlike, same), equation(one, other)), told))
            for constant in universe.leaves():  # `a + b = 0 → a = 0`
                if isinstance(constant, App) and constant.type == operation.result and constant.operation.own:
                    shared = [Var(f"s{i}", p) for i, p in enumerate(operation.parameters)]
                    whole = App(operation, tuple(shared), operation.result)
                    for variable in shared:
                        if variable.type == constant.type:
                            given = equation(whole, constant)
                            told = f"what follows where {operation.name} gives {terms.show_term(constant)}"
                            candidates.append((canonical((given,), equation(variable, constant)), told))
        yield from self._judged_implications(candidates)

    def _solutions(self, universe: Universe) -> Iterator[tuple[Statement, str]]:
        """What an equation says of an argument: `a + b = a → b = 0`, `a * b = 1 → b = a⁻¹`; in models, where that costs
        little, also `a * b = c → b = a⁻¹ * c`."""
        larger = isinstance(self.evaluator, InModels)
        functions = [o for o in universe.operations if o.kind == "function" and o.own]
        given = {v.type: v for v in universe.variables if v.type.head != terms.ARROW and larger}  # the structure itself
        given = {type_: v for type_, v in given.items() if not type_.is_variable}
        leaves = [leaf for leaf in universe.leaves() if isinstance(leaf, App) and leaf.operation.own]

        def made(function: Operation, *args: Term) -> Term | None:
            return apply(function, *(given[p] for p in function.parameters if p in given), *args)

        candidates: list[tuple[Statement, str]] = []
        for operation in functions:
            variables = [given.get(p) or Var(f"s{i}", p) for i, p in enumerate(operation.parameters)]
            whole = apply(operation, *variables)
            arguments = [v for v in variables if whole is not None and v.type == whole.type]
            if whole is None or len(arguments) < 2:
                continue
            other = Var("other", whole.type)
            constants = [e for e in (*leaves, *(made(g) for g in functions)) if e is not None and e.type == whole.type]
            for value in (*arguments, *constants, *([other] if larger else [])):
                for argument in arguments:
                    known = [v for v in (*arguments, value) if v != argument and isinstance(v, Var)]
                    said = [e for g in functions for k in known if (e := made(g, k)) is not None]
                    if value == other:
                        parts = [*known, *said]
                        said = [e for g in functions for x in parts for y in parts if (e := made(g, x, y)) is not None]
                    else:
                        said += constants
                    candidates += [
                        (
                            canonical((equation(whole, value),), equation(argument, each)),
                            f"what follows where {operation.name} gives "
                            f"{'something' if value == other else terms.show_term(value)}",
                        )
                        for each in said
                        if each.type == argument.type and value != argument
                    ]
        yield from self._judged_implications(candidates)

    def _judged_implications(self, candidates: Sequence[tuple[Statement, str]]) -> Iterator[tuple[Statement, str]]:
        """Those that hold wherever their hypotheses do, without what a simpler one says."""
        candidates = list({show(each[0]): each for each in candidates}.values())
        self.compared += len(candidates)
        simple: set[str] = set()
        judged = trials.judge(self.evaluator, [statement for statement, _ in candidates], self.seed)
        order = sorted(range(len(candidates)), key=lambda i: len(candidates[i][0].hypotheses))
        for number in order:
            (statement, reason), (valuation, seen) = candidates[number], judged[number]
            without = show(Statement((), statement.hypotheses[-1:], statement.conclusion))
            enough = _SUPPORT if len(statement.variables) > 2 else 1  # a function's value may rarely be a constant
            if valuation is None and seen >= enough and without not in simple:
                simple.add(without)
                yield statement, reason


def _hang_together(hypotheses: Sequence[_Atom], conclusion: _Atom) -> bool:
    """At most one variable of the conclusion is new, and none where there are two hypotheses."""
    given = frozenset[Var]().union(*(h.variables for h in hypotheses))
    if not conclusion.variables & given:
        return False
    if len(hypotheses) == 1:
        return len(conclusion.variables - given) <= 1
    return conclusion.variables <= given


def _gives(hypothesis: _Atom, conclusion: _Atom) -> bool:
    return hypothesis.true & ~conclusion.true == 0


def _count(places: int) -> int:
    return places.bit_count()


def _is_closed(term: Term) -> bool:
    return not any(True for _ in terms.term_variables(term))
