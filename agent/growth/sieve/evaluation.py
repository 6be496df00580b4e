"""Terms and statements on small values: Lean evaluates, in bulk, and nothing is computed twice.

What a function gives for values is asked of Lean once and kept in a table. Statements are judged by three-valued
logic over such tables: what is too large to be computed, or has no way to be decided, is unknown.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from agent.growth import elaboration, terms
from agent.growth.protocol import GrowthTheory
from agent.growth.sieve import program as lean
from agent.growth.sieve.program import Instance
from agent.growth.sieve.values import COMPOSE, IDENTITY, ValueId, Values, grounded
from agent.growth.terms import NAT, PROPOSITION, App, Formula, Operation, Term, Var
from agent.growth.vocabulary import Vocabulary
from prover_bridge import compiled, sandbox
from prover_bridge.certify import checker_for

LIMITS = sandbox.Limits(seconds=20, memory_mb=2048)
_LARGE_ARGUMENTS = 120  # nodes of the arguments of a function that grows slowly
_SMALL_ARGUMENTS = 25  # nodes of each argument of one that grows fast
_FAST = 20  # nodes of a value at small arguments from which a function counts as growing fast
_MOST_CALLS = 4000  # in one program
_WITNESSES, _WITNESSES_OF_PARTS = 13, 40  # of a plain type, of one with parameters
_DEEPEST = 12  # formulas inside formulas

Valuation = Mapping[Var, ValueId]


class Unknown:
    """Too large, or without a way to be decided."""


class Pending:
    """To be asked of Lean first."""


UNKNOWN, PENDING = Unknown(), Pending()
Found = ValueId | Unknown | Pending
Truth = bool | Unknown | Pending


@dataclass
class EvaluationCost:
    """programs: runs of Lean. calls: functions applied to values there. seconds: wall time of the runs."""

    programs: int = 0
    calls: int = 0
    seconds: float = 0.0


@dataclass
class _Growth:
    fast: bool = False
    lost: bool = False  # Lean cannot run it at all
    decided_by: str = ""  # predicates: `run`, `formula`, `tactics`


class Evaluator:
    """Evaluates over one theory. Not for several threads at once."""

    def __init__(self, theory: GrowthTheory, vocabulary: Vocabulary) -> None:
        self.theory = theory
        self.vocabulary = vocabulary
        self.values = Values(vocabulary)
        self.cost = EvaluationCost()
        self._tables: dict[Instance, dict[tuple[ValueId, ...], Found]] = {}
        self._instances: dict[tuple[str, tuple[terms.Type, ...], terms.Type], Instance] = {}
        self._pending: dict[tuple[Instance, tuple[ValueId, ...]], None] = {}
        self._atoms: dict[tuple[Instance, tuple[ValueId, ...]], None] = {}
        self._growth: dict[Instance, _Growth] = {}
        self._module: lean.Module | None = None
        self._places: dict[Instance, int] = {}  # in the module
        self._deciders: dict[Instance, int] = {}
        self._bodies: dict[tuple[str, tuple[terms.Type, ...]], tuple[Formula, tuple[Var, ...]] | None] = {}

    # Terms and formulas

    def term(self, term: Term, valuation: Valuation) -> Found:
        if isinstance(term, Var):
            return valuation.get(term, UNKNOWN)
        operation = term.operation
        args: list[ValueId] = []
        pending = False
        for argument in term.args:
            found = self.term(argument, valuation)
            if isinstance(found, Unknown):
                return UNKNOWN
            if isinstance(found, Pending):
                pending = True
            else:
                args.append(found)
        if pending:
            return PENDING
        if operation.kind == "constructor":
            return self._constructed(term, args)
        return self._applied(self.instance(term), tuple(args))

    def columns(self, term: App, vectors: Sequence[Sequence[ValueId]], gap: ValueId) -> list[Found]:
        """The term at many places at once, given its arguments' values there; unknown where one of them is a gap."""
        found: list[Found] = []
        constructs = term.operation.kind == "constructor"
        instance = self.instance(term)
        table = self._tables.setdefault(instance, {})
        for args in zip(*vectors, strict=True):
            if gap in args:
                found.append(UNKNOWN)
            elif constructs:
                found.append(self._constructed(term, args))
            else:
                known = table.get(args)
                found.append(self._applied(instance, args) if known is None else known)
        return found

    def _constructed(self, term: App, args: Sequence[ValueId]) -> Found:
        operation = term.operation
        if operation.name == "id" and not args:
            return self.values.make(IDENTITY)
        if operation.name == "Function.comp":
            types = [grounded(argument.type) for argument in term.args]
            return self.values.make(COMPOSE, args) if types[1] == terms.arrow(NAT, NAT) else UNKNOWN
        if self.values.is_number(term.type):
            if operation.name.isdigit():
                return self.values.make(int(operation.name))
            return self.values.make(self.values.node(args[0])[0] + 1 if args else 0)
        if operation.name in ("true", "false"):
            return self.values.make(int(operation.name == "true"))
        declared = self.values.inductive(grounded(term.type))
        if declared is None:
            return UNKNOWN
        for tag, constructor in enumerate(declared[0].constructors):
            if constructor.name == operation.name:
                return self.values.make(tag, args)
        return UNKNOWN

    def instance(self, term: App) -> Instance:
        key = (term.operation.name, tuple(a.type for a in term.args), term.type)
        found = self._instances.get(key)
        if found is None:
            found = Instance(term.operation, tuple(grounded(a.type) for a in term.args), grounded(term.type))
            self._instances[key] = found
        return found

    def _known(self, instance: Instance, args: tuple[ValueId, ...]) -> Found | None:
        return self._tables.setdefault(instance, {}).get(args)

    def _learn(self, instance: Instance, args: tuple[ValueId, ...], value: Found) -> None:
        self._tables.setdefault(instance, {})[args] = value

    def _applied(self, instance: Instance, args: tuple[ValueId, ...]) -> Found:
        known = self._known(instance, args)
        if known is not None:
            return known
        growth = self._growth.get(instance)
        if growth is not None:
            sizes = [self.values.size(argument) for argument in args]
            if growth.lost or (growth.fast and max(sizes, default=0) > _SMALL_ARGUMENTS):
                return UNKNOWN
            if sum(sizes) > _LARGE_ARGUMENTS:
                return UNKNOWN
        self._pending[instance, args] = None
        return PENDING

    def formula(self, formula: Formula, valuation: Valuation, depth: int = 0) -> Truth:
        """Conjunctions and the like stop early, so that what does not matter is not asked of Lean."""
        word = formula.word
        if word in ("True", "False"):
            return word == "True"
        if word == "=":
            left, right = (self.term(each, valuation) for each in formula.terms)
            if isinstance(left, Unknown) or isinstance(right, Unknown):
                return UNKNOWN
            if isinstance(left, Pending) or isinstance(right, Pending):
                return PENDING
            return left == right
        if word == "atom":
            application = formula.terms[0]
            assert isinstance(application, App)
            return self._atom(application, valuation, depth)
        if depth > _DEEPEST:
            return UNKNOWN
        if word in ("∃", "∀"):
            return self._quantified(formula, valuation, depth)
        first = self.formula(formula.parts[0], valuation, depth + 1)
        if word == "¬":
            return not first if isinstance(first, bool) else first
        if (word == "→" and first is False) or (word == "∨" and first is True):
            return True
        if word == "∧" and first is False:
            return False
        if isinstance(first, Pending):
            return PENDING
        second = self.formula(formula.parts[1], valuation, depth + 1)
        if word == "↔":
            if isinstance(first, bool) and isinstance(second, bool):
                return first == second
            return PENDING if isinstance(second, Pending) else UNKNOWN
        decisive = word != "∧"
        if second is decisive or isinstance(second, Pending):
            return second
        if isinstance(first, Unknown) or isinstance(second, Unknown):
            return second if second is decisive else UNKNOWN
        return second

    def _quantified(self, formula: Formula, valuation: Valuation, depth: int) -> Truth:
        """Among small values only: that there is no witness, or no exception, is presumed."""
        assert formula.variable is not None
        looked_for = formula.word == "∃"
        pending = False
        type_ = grounded(formula.variable.type)
        options = self.values.pool(type_, _WITNESSES_OF_PARTS if type_.args else _WITNESSES)
        if not options:
            return UNKNOWN
        for value in options:
            truth = self.formula(formula.parts[0], {**valuation, formula.variable: value}, depth + 1)
            if truth is looked_for:
                return looked_for
            pending |= isinstance(truth, Pending)
        if pending:
            return PENDING
        # Values larger than all that was tried may want a larger witness.
        largest = self.values.size(options[-1]) * (2 if type_.args else 3) // 3
        if self._is_finite(type_, len(options)) or all(self.values.size(v) <= largest for v in valuation.values()):
            return not looked_for
        return UNKNOWN

    def _is_finite(self, type_: terms.Type, count: int) -> bool:
        return len(self.values.pool(type_, count + 1)) == count

    def _atom(self, application: App, valuation: Valuation, depth: int) -> Truth:
        instance = self.instance(application)
        args: list[ValueId] = []
        for argument in application.args:
            found = self.term(argument, valuation)
            if not isinstance(found, int):
                return found
            args.append(found)
        unfolded = self._body(application.operation, instance)
        if unfolded is not None:
            body, variables = unfolded
            return self.formula(body, dict(zip(variables, args, strict=True)), depth + 1)
        truth = self._applied(instance, tuple(args))
        return bool(self.values.node(truth)[0]) if isinstance(truth, int) else truth

    def _body(self, operation: Operation, instance: Instance) -> tuple[Formula, tuple[Var, ...]] | None:
        key = (operation.name, instance.parameters)
        if key not in self._bodies:
            variables = tuple(Var(f"_{operation.name}_{i}", p) for i, p in enumerate(instance.parameters))
            body = self.vocabulary.body(operation.name, variables)
            self._bodies[key] = None if body is None else (body, variables)
        return self._bodies[key]

    def presumes(self, formula: Formula) -> bool:
        """Whether its truth rests on there being no witness among small values."""
        if formula.word in ("∃", "∀"):
            return True
        if formula.word == "atom":
            application = formula.terms[0]
            assert isinstance(application, App)
            unfolded = self._body(application.operation, self.instance(application))
            return unfolded is not None and self.presumes(unfolded[0])
        return any(self.presumes(part) for part in formula.parts)

    # Lean

    def settle(self) -> bool:
        """Ask Lean for all that is pending; whether there was anything."""
        waiting = list(self._pending)
        self._pending.clear()
        if not waiting:
            return False
        self._calibrate(list(dict.fromkeys(instance for instance, _ in waiting)))
        asked = []
        for instance, args in waiting:
            if self._known(instance, args) is not None:
                continue
            growth = self._growth[instance]
            sizes = [self.values.size(argument) for argument in args]
            if growth.lost or (growth.fast and max(sizes, default=0) > _SMALL_ARGUMENTS):
                self._learn(instance, args, UNKNOWN)
            else:
                asked.append((instance, args))
        by_tactics = [each for each in asked if self._growth[each[0]].decided_by == "tactics"]
        self._decide(by_tactics)
        by_running = [each for each in asked if self._growth[each[0]].decided_by != "tactics"]
        for start in range(0, len(by_running), _MOST_CALLS):
            self._run(by_running[start : start + _MOST_CALLS])
        return True

    def _calibrate(self, instances: Sequence[Instance]) -> None:
        """See how fast functions grow before they get larger values, and which of them Lean can run at all."""
        fresh = [instance for instance in instances if instance not in self._growth]
        if not fresh:
            return
        if not self._growth:  # with those that will come next, so that the program is compiled once
            fresh = list(dict.fromkeys([*fresh, *self._usual()]))
        for instance in fresh:
            self._growth[instance] = _Growth(decided_by="run")
        runnable = self._runnable(fresh)
        for instance in fresh:
            if instance not in runnable:
                if instance.result == PROPOSITION:
                    self._growth[instance].decided_by = "run" if self._derived(instance) else "tactics"
                else:
                    self._growth[instance].lost = True
        for small in (2, 4):
            calls = []
            for instance in runnable:
                growth = self._growth[instance]
                if growth.fast or growth.lost:
                    continue
                pools = [self._up_to(parameter, small) for parameter in instance.parameters]
                if all(pools):
                    calls.append((instance, tuple(pool[-1] for pool in pools)))
            self._run(calls)
            for instance, args in calls:
                found = self._known(instance, args)
                if not isinstance(found, int) or self.values.size(found) >= _FAST:
                    self._growth[instance].fast = True

    def _usual(self) -> Iterator[Instance]:
        """The theory's operations at the types at which they are mostly evaluated."""
        for operation in self.vocabulary.operations:
            if operation.kind != "constructor":
                variables = tuple(Var(f"_{i}", p) for i, p in enumerate(operation.parameters))
                if (
                    self._body(operation, instance := self.instance(App(operation, variables, operation.result)))
                    is None
                ):
                    yield instance

    def _derived(self, instance: Instance) -> bool:
        """Whether Lean finds by recursion on an argument that the predicate is decidable."""
        for place, parameter in enumerate(instance.parameters):
            if self.values.is_recursive(parameter):
                self._deciders[instance] = place
                if self._runnable([instance]):
                    return True
                del self._deciders[instance]
        return False

    def _up_to(self, type_: terms.Type, size: int) -> list[ValueId]:
        pool = [v for v in self.values.pool(type_, 40) if self.values.size(v) <= size]
        return pool or list(self.values.pool(type_, 1))

    def _runnable(self, instances: Sequence[Instance]) -> list[Instance]:
        """Those that Lean compiles beside what is in the module already: they are in it afterwards."""
        left = [i for i in instances if all(p.head != terms.ARROW or self.values.primitives(p) for p in i.parameters)]
        while left:
            whole = [*self._places, *left]
            text = lean.program(self.theory.context, whole, self.values, self._deciders)
            first = text[: text.index("unsafe def call")].count("\n") + 2
            module = lean.Module(self.theory.environment, LIMITS)
            with self._counted():
                messages = module.compile(text)
            if messages is None:
                return []
            wrong = {line - first for line, _ in elaboration.errors(messages)}
            if not wrong:
                self._module, self._places = module, {instance: place for place, instance in enumerate(whole)}
                return left
            kept = [instance for place, instance in enumerate(left, len(self._places)) if place not in wrong]
            if len(kept) == len(left):  # a type whose values cannot be handed over: leave out what has it
                if len(left) == 1:
                    return []
                half = len(left) // 2
                return self._runnable(left[:half]) + self._runnable(left[half:])
            left = kept
        return []

    @contextmanager
    def _counted(self) -> Iterator[None]:
        started = time.monotonic()
        try:
            yield
        finally:
            self.cost.programs += 1
            self.cost.seconds += time.monotonic() - started

    def _run(self, calls: Sequence[tuple[Instance, tuple[ValueId, ...]]]) -> None:
        if not calls:
            return
        assert self._module is not None  # what can be run is in it
        coded = [(self._places[instance], self._growth[instance].fast, args) for instance, args in calls]
        with self._counted():
            answer, _ = self._module.run(lean.encoded(coded, self.values))
        words = answer.split(";") if answer is not None else []
        instances = list(dict.fromkeys(instance for instance, _ in calls))
        if len(words) == len(calls):
            self.cost.calls += len(calls)
            for (instance, args), word in zip(calls, words, strict=True):
                value = lean.decoded(word, self.values)
                large = value is None or self.values.size(value) > _LARGE_ARGUMENTS * 2
                self._learn(instance, args, UNKNOWN if value is None or large else value)
        elif len(instances) == 1:  # Lean does not come to an end with it
            self._growth[instances[0]].lost = True
            for instance, args in calls:
                self._learn(instance, args, UNKNOWN)
        else:
            half = set(instances[: len(instances) // 2])
            self._run([call for call in calls if call[0] in half])
            self._run([call for call in calls if call[0] not in half])

    def _decide(self, atoms: Sequence[tuple[Instance, tuple[ValueId, ...]]]) -> None:
        """Predicates that do not compute: a few tactics prove or refute each atom, else it is unknown."""
        for start in range(0, len(atoms), 150):
            batch = atoms[start : start + 150]
            lines: list[str] = []
            for instance, args in batch:
                shown = [
                    f"({self.values.show(value, type_, lean=True)} : {terms.show_type(type_)})"
                    for value, type_ in zip(args, instance.parameters, strict=True)
                ]
                name = instance.operation.name
                atom = " ".join([name, *shown])
                lines.append(f"example : {atom} := by first | decide | simp [{name}] | {_BUILT}")
                lines.append(f"example : ¬ {atom} := by first | decide | simp [{name}] | {_TORN}")
            head = self.theory.context.rstrip() + "\nset_option linter.all false\nset_option maxRecDepth 300\n"
            with self._counted(), checker_for(self.theory.environment, elaboration.LIMITS) as checker:
                output = compiled.run_lean(checker.library, head + "\n".join(lines) + "\n", "atoms.lean", LIMITS)
            messages = None if isinstance(output, str) else output.messages
            self.cost.calls += len(batch)
            if messages is None:
                for each in batch:
                    self._learn(*each, UNKNOWN)
                continue
            failed = {line - head.count("\n") - 1 for line, _ in elaboration.errors(messages)}
            for place, each in enumerate(batch):
                true, false = 2 * place not in failed, 2 * place + 1 not in failed
                self._learn(*each, self.values.make(int(true)) if true != false else UNKNOWN)


_BUILT = "(repeat (first | assumption | constructor)) | (apply Exists.intro <;> rfl)"
_TORN = "(intro h; repeat (first | contradiction | cases h | (rename_i h; cases h)))"
