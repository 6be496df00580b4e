"""A goal as the rules see it: terms instead of text, hypotheses sorted into data and facts."""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from agent.proposers import Constructor, Definition, PremiseView, ProposalQuery
from agent.proposers.naming import Naming, head_of
from agent.proposers.theory import BUILT_IN
from lemma_graph.term import Binder, Substitution, Term, bare, match, parse, show, statement, telescope
from prover_bridge.protocol import Hypothesis

T = TypeVar("T")

RELATIONS = frozenset(["=", "<", "≤", ">", "≥", "∣", "∈", "∉", "⊆", "⊂", "≠"])
_LOGIC = RELATIONS | {"∧", "∨", "↔", "¬", "∃", "∃!", "True", "False"}
_LOGICAL = frozenset(["∀", "∃", "→", "∧", "∨", "↔", "¬", "fun", "="])
ARITHMETIC = frozenset(["Nat", "ℕ", "Int", "ℤ", "Fin"])


@dataclass(frozen=True)
class Local:
    """A hypothesis with its type as a term. fact: the type is a proposition."""

    name: str
    type: Term
    fact: bool
    text: str

    @property
    def accessible(self) -> bool:
        return "✝" not in self.name and not self.name.startswith("inst")


@dataclass(frozen=True)
class Rule:
    """A fact `∀ binders, hypotheses → conclusion` that has a name: a hypothesis or a premise.

    before: binders and hypotheses in order. local: it is a hypothesis of the goal. rank: 0 for the best premise.
    """

    name: str
    before: tuple[Binder | Term, ...]
    conclusion: Term
    local: bool
    rank: int
    simp: bool = False
    offered: bool = False  # by retrieval, not by the theory

    def __hash__(self) -> int:
        return hash((self.name, self.conclusion))

    @cached_property
    def binders(self) -> tuple[Binder, ...]:
        return tuple(part for part in self.before if isinstance(part, Binder))

    @cached_property
    def hypotheses(self) -> tuple[Term, ...]:
        return tuple(part for part in self.before if isinstance(part, Term))

    @cached_property
    def variables(self) -> frozenset[str]:
        return frozenset(b.name for b in self.binders)

    @property
    def equation(self) -> tuple[Term, Term] | None:
        """Both sides, where the conclusion is an equation or an equivalence."""
        if self.conclusion.head in ("=", "↔") and len(self.conclusion.args) == 2:
            return self.conclusion.args[0], self.conclusion.args[1]
        return None

    @cached_property
    def rewrites(self) -> bool:
        """It is an equation without hypotheses between terms in which nothing is bound or stated."""
        sides = self.equation
        if sides is None or self.hypotheses or self.conclusion.head != "=" or sides[0] == sides[1]:
            return False
        return not any(part.head in _LOGICAL for side in sides for part in side.walk())

    @cached_property
    def permutes(self) -> bool:
        """Both sides are the same up to the names of variables, as in a law of commutativity."""
        sides = self.equation
        if sides is None or not self.variables:
            return False
        forth, back = match(sides[0], sides[1], self.variables), match(sides[1], sides[0], self.variables)
        return forth is not None and back is not None

    def applied(self, bound: Substitution, given: Sequence[str] = ()) -> str:
        """The rule with explicit arguments: from `bound` (`_` where unknown), then `given` for its first hypotheses.

        Ends with the last argument that is known; with nothing given, before the first hypothesis.
        """
        words = [self.name]
        facts = iter(given)
        for part in self.before:
            if isinstance(part, Term):
                fact = next(facts, None)
                if fact is None:
                    break
                words.append(fact)
            elif part.explicit:
                value = bound.get(part.name)
                words.append("_" if value is None else _argument(value))
        while words[-1] == "_":
            words.pop()
        return " ".join(words)

    def instance(self, bound: Substitution) -> str:
        """The rule with every argument that `bound` knows, implicit ones by name."""
        words = [self.name]
        for binder in self.before:
            if isinstance(binder, Term):
                break
            value = bound.get(binder.name)
            if binder.explicit:
                words.append("_" if value is None else _argument(value))
            elif value is not None and binder.name != "_":
                words.append(f"({binder.name} := {value})")
        return " ".join(words)


def _argument(term: Term) -> str:
    return show(term, 1025)


class View:
    """What the rules ask of a query. Everything is computed once."""

    def __init__(self, query: ProposalQuery) -> None:
        self.query = query
        self.goal = query.goal
        self.names = frozenset(h.name for h in query.goal.hypotheses)
        self.operators = query.theory.operators
        self.scope = query.theorem.rpartition(".")[0]
        self.naming = self._once("naming", lambda: Naming(query.theory, self.scope))
        self._types = {h.name: head_of(h.type) for h in query.goal.hypotheses}
        self.target = self.read(query.goal.target)
        self._propositions = {h.name for h in query.goal.hypotheses if _conclusion(h.type).head == "Prop"}
        self._predicates = {bare(d.name) for d in query.theory.definitions if d.proposition}
        self._predicates |= {bare(name) for name in query.theory.predicates | query.theory.relations}
        self.locals = tuple(self._local(h) for h in query.goal.hypotheses)

    def read(self, text: str) -> Term:
        """Text about this goal as a term."""
        return self.naming.canonical(parse(text, self.names, self.operators), self._types)

    def _local(self, hypothesis: Hypothesis) -> Local:
        term = self.read(hypothesis.type)
        return Local(hypothesis.name, term, hypothesis.value is None and self.is_fact(term), hypothesis.type)

    def is_fact(self, term: Term) -> bool:
        """Whether a type is a proposition, as far as its shape tells."""
        head = statement(term)[2].head
        return head in _LOGIC or head in self._propositions or bare(head) in self._predicates

    @cached_property
    def facts(self) -> tuple[Local, ...]:
        return tuple(local for local in self.locals if local.fact)

    @cached_property
    def data(self) -> tuple[Local, ...]:
        return tuple(local for local in self.locals if not local.fact)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The target and all facts."""
        return (self.target, *(fact.type for fact in self.facts))

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """Heads in target and facts, without namespaces."""
        return frozenset(bare(name) for term in self.terms for name in term.names())

    @cached_property
    def in_target(self) -> frozenset[str]:
        return frozenset(bare(name) for name in self.target.names())

    @cached_property
    def arithmetic(self) -> bool:
        """Whether `omega` may have something to say."""
        if self.target.head not in ("=", "<", "≤", ">", "≥", "¬", "∣", "False", "∨", "∧", "↔", "→", "≠"):
            return False
        return self.numbers and bool(self.mentioned & (RELATIONS | {"+"}))

    @cached_property
    def numbers(self) -> bool:
        """Whether numbers of the core occur: as types, numerals or values of functions."""
        return (
            any(local.type.head in ARITHMETIC for local in self.data)
            or any(name.isdigit() for name in self.mentioned)
            or any(self.naming.result.get(head) in ARITHMETIC for term in self.terms for head in term.names())
        )

    @cached_property
    def natural(self) -> bool:
        """Whether sums or products of numbers occur, or may after unfolding."""
        operators = {"+", "*"}
        return self.numbers and bool(
            operators & self.mentioned or any(operators & set(d.mentions) for d in self.definitions)
        )

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        """Those that the goal mentions, then those that their bodies mention."""
        by_name: dict[str, list[Definition]] = {}
        for definition in self.query.theory.definitions:
            for name in (bare(definition.name), *definition.notation):
                by_name.setdefault(name, []).append(definition)
        found: dict[str, Definition] = {}
        front = [d for name in sorted(self.mentioned) for d in by_name.get(name, ())]
        while front:
            found |= {d.name: d for d in front if d.name not in found}
            names = {bare(name) for d in front for name in d.mentions} | {bare(x) for d in front for x in _fields(d)}
            front = [d for name in sorted(names) for d in by_name.get(name, ()) if d.name not in found]
        return tuple(found.values())

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Facts of the goal, premises, laws of the theory: everything with a name and a statement."""
        rules = [
            Rule(local.name, *telescope(local.type), True, index)
            for index, local in enumerate(self.facts)
            if local.accessible
        ]
        own = bare(self.query.theorem)
        offered = {premise.name for premise in self.query.premises}
        laws = [law for law in self.query.theory.laws if law.name not in offered and bare(law.name) != own]
        # What is a proposition hangs on the names of the goal's own.
        own_names = frozenset(self._propositions)
        for rank, premise in enumerate((*self.query.premises, *laws)):
            named = premise.name, premise.statement, premise.simp, premise.name in offered, rank, own_names
            rules.append(self._once(named, functools.partial(self._rule, premise, rank, premise.name in offered)))
        return tuple(rules)

    def _rule(self, premise: PremiseView, rank: int, offered: bool) -> Rule:
        before, conclusion = telescope(self.naming.canonical(parse(premise.statement, frozenset(), self.operators), {}))
        before = tuple(self._as_hypothesis(part) for part in before)
        return Rule(premise.name, before, conclusion, False, rank, premise.simp, offered)

    def _once(self, what: Hashable, make: Callable[[], T]) -> T:
        """What is the same for all goals of a theorem, made for the first of them."""
        read = self.query.theory.read
        key = self.scope, what
        if key not in read:
            read[key] = make()
        found: T = read[key]
        return found

    def _as_hypothesis(self, part: Binder | Term) -> Binder | Term:
        """A binder `(h : p)` of a proposition is a hypothesis like any other."""
        if isinstance(part, Binder) and part.explicit and part.type:
            term = self.naming.canonical(parse(part.type, frozenset(), self.operators), {})
            if self.is_fact(term):
                return term
        return part

    @cached_property
    def premises(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if not rule.local)

    def constructors(self, type_: Term) -> tuple[Constructor, ...] | None:
        """Constructors of a type, None where it is not known as an inductive type."""
        own = self.query.theory.inductives
        for name, constructors in own.items():
            if name == type_.head or (bare(name) == bare(type_.head) and name not in BUILT_IN):
                return constructors
        return BUILT_IN.get(type_.head)

    def fresh(self, wanted: Iterable[str], taken: Sequence[str] = ()) -> list[str]:
        """Names like `wanted` that clash with nothing in the goal."""
        return fresh_names(wanted, [*self.names, *taken])


def fresh_names(wanted: Iterable[str], taken: Iterable[str]) -> list[str]:
    """Names like `wanted`, in this order, that are all different and none of which is taken."""
    used = set(taken)
    result: list[str] = []
    for name in wanted:
        base, number = name, 1
        while name in used:
            name, number = f"{base}{number}", number + 1
        used.add(name)
        result.append(name)
    return result


def _fields(definition: Definition) -> Iterable[str]:
    """`(inorder l).append` mentions `append`, too."""
    return (part for name in definition.mentions for part in name.split(".")[1:])


def _conclusion(text: str) -> Term:
    return statement(parse(text))[2]
