"""Backward chaining without Lean: a proof term for a goal from facts and rules, found by unification.

It knows ∧, ∨, ∃, →, `rfl`, hypotheses, and rules `∀ x, h₁ → … → conclusion`, so it goes through orders, lattices and
plain logic in a few milliseconds. What it finds is a guess: one `exact …`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from agent.proposers.view import Rule, View
from lemma_graph.term import Binder, Term, bare, same_head, substitute

_MOST_WORK = 400
_DEEPEST = 5

Bindings = Mapping[str, Term]


@dataclass(frozen=True)
class Proof:
    """text: a term. rules: how many names it uses. premises: those that are not hypotheses."""

    text: str
    rules: int
    premises: tuple[str, ...]


class _Spent(Exception):
    """The work that one goal may cost is done."""


class Chaining:
    """One search. Unknowns are terms whose head begins with `?`."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.work = 0
        self.fresh = itertools.count()
        self.facts = [(f.name, f.type) for f in view.facts if f.accessible]
        # A conclusion that is only a variable fits everything, and an equation as a rule is better used to rewrite.
        self.rules: dict[str, list[Rule]] = {}  # by the head of the conclusion
        for rule in [r for r in view.rules if r.before and _usable(r)][:40]:
            self.rules.setdefault(bare(rule.conclusion.head), []).append(rule)

    def prove(self, target: Term) -> Proof | None:
        """The first proof found, shallowest first; None within the limits."""
        try:
            for depth in range(1, _DEEPEST + 1):
                for proof, _ in self._goal(target, {}, depth, ()):
                    return proof
        except _Spent:
            return None
        return None

    def _goal(
        self, goal: Term, bound: Bindings, depth: int, extra: Sequence[tuple[str, Term]]
    ) -> Iterator[tuple[Proof, Bindings]]:
        self.work += 1
        if self.work > _MOST_WORK:
            raise _Spent
        goal = _resolve(goal, bound)
        if goal.head.startswith("?"):
            return
        for name, type_ in (*extra, *self.facts):
            found = unify(type_, goal, bound)
            if found is not None:
                yield Proof(name, 1, ()), found
        if goal.head == "True":
            yield Proof("trivial", 0, ()), bound
        if goal.head == "=" and len(goal.args) == 2:
            found = unify(goal.args[0], goal.args[1], bound)
            if found is not None:
                yield Proof("rfl", 0, ()), found
        if depth == 0:
            return
        yield from self._connective(goal, bound, depth, extra)
        for rule in self.rules.get(bare(goal.head), ()):
            yield from self._rule(rule, goal, bound, depth, extra)

    def _connective(
        self, goal: Term, bound: Bindings, depth: int, extra: Sequence[tuple[str, Term]]
    ) -> Iterator[tuple[Proof, Bindings]]:
        if goal.head in ("∧", "↔"):
            left, right = goal.args
            parts = (left, right) if goal.head == "∧" else (Term("→", (left, right)), Term("→", (right, left)))
            for (a, b), found in self._all(parts, bound, depth, extra):
                yield _join(f"⟨{a.text}, {b.text}⟩", (a, b)), found
        elif goal.head == "∨":
            for side, name in zip(goal.args, ("Or.inl", "Or.inr"), strict=True):
                for proof, found in self._goal(side, bound, depth, extra):
                    yield _join(f"{name} {_argument(proof.text)}", (proof,)), found
        elif goal.head == "∃":
            unknowns = {b.name: Term(f"?{next(self.fresh)}") for b in goal.binders}
            body = substitute(goal.args[0], unknowns)
            for proof, found in self._goal(body, bound, depth, extra):
                values = [_resolve(u, found) for u in unknowns.values()]
                words = ["_" if _unknown(v) else str(v) for v in values]
                yield _join(f"⟨{', '.join([*words, proof.text])}⟩", (proof,)), found
        elif goal.head == "→":
            (name,) = self.view.fresh(["h"], [taken for taken, _ in extra])
            for proof, found in self._goal(goal.args[1], bound, depth, [*extra, (name, goal.args[0])]):
                yield _join(f"fun {name} => {proof.text}", (proof,)), found
        elif goal.head == "¬":
            yield from self._connective(Term("→", (goal.args[0], Term("False"))), bound, depth, extra)

    def _rule(
        self, rule: Rule, goal: Term, bound: Bindings, depth: int, extra: Sequence[tuple[str, Term]]
    ) -> Iterator[tuple[Proof, Bindings]]:
        self.work += 1
        if self.work > _MOST_WORK or not _alike(rule.conclusion, goal, rule.variables):
            return
        new = {name: Term(f"?{next(self.fresh)}") for name in rule.variables}
        found = unify(substitute(rule.conclusion, new), goal, bound)
        if found is None or depth < 1:
            return
        hypotheses = tuple(substitute(h, new) for h in rule.hypotheses)
        # The hypothesis with the fewest unknowns first: its solutions say what the unknowns are.
        order = sorted(range(len(hypotheses)), key=lambda i: _count_unknown(_resolve(hypotheses[i], found)))
        for proofs, after in self._all([hypotheses[i] for i in order], found, depth - 1, extra):
            by_place = dict(zip(order, proofs, strict=True))
            given = [by_place[i] for i in range(len(hypotheses))]
            yield self._applied(rule, new, given, after), after

    def _applied(self, rule: Rule, new: Mapping[str, Term], given: Sequence[Proof], bound: Bindings) -> Proof:
        words = [rule.name]
        facts = iter(given)
        for part in rule.before:
            if not isinstance(part, Binder):
                words.append(_argument(next(facts).text))
            elif part.explicit:
                value = _resolve(new[part.name], bound)
                words.append("_" if _unknown(value) else _argument(str(value)))
        premises = () if rule.local else (rule.name,)
        return _join(" ".join(words), given, premises)

    def _all(
        self, goals: Sequence[Term], bound: Bindings, depth: int, extra: Sequence[tuple[str, Term]]
    ) -> Iterator[tuple[tuple[Proof, ...], Bindings]]:
        if not goals:
            yield (), bound
            return
        for proof, found in self._goal(goals[0], bound, depth, extra):
            for others, after in self._all(goals[1:], found, depth, extra):
                yield (proof, *others), after


def _usable(rule: Rule) -> bool:
    conclusion = rule.conclusion
    # What concludes any negation, say, would be used at every step.
    general = all(argument.head in rule.variables and not argument.args for argument in conclusion.args)
    logical = conclusion.head in ("¬", "∧", "∨", "↔", "→", "∃")
    return not (logical and general) and conclusion.head != "↔" and conclusion.head not in rule.variables


def _alike(pattern: Term, goal: Term, variables: frozenset[str]) -> bool:
    """Whether two terms may be made equal, as far as their heads and those of their arguments tell."""
    if not same_head(pattern.head, goal.head) or len(pattern.args) != len(goal.args):
        return False
    for one, other in zip(pattern.args, goal.args, strict=True):
        if one.head not in variables and not other.head.startswith("?") and not same_head(one.head, other.head):
            return False
    return True


def _join(text: str, parts: Sequence[Proof], premises: tuple[str, ...] = ()) -> Proof:
    names = tuple(dict.fromkeys((*premises, *(p for part in parts for p in part.premises))))
    return Proof(text, 1 + sum(part.rules for part in parts), names)


def _argument(text: str) -> str:
    return text if " " not in text or text.startswith("⟨") else f"({text})"


def unify(one: Term, other: Term, bound: Bindings) -> Bindings | None:
    """Bindings of unknowns that make two terms equal, or None. Terms under binders must be equal as they are."""
    one, other = _resolve_head(one, bound), _resolve_head(other, bound)
    if one == other:
        return bound
    for unknown, value in ((one, other), (other, one)):
        if unknown.head.startswith("?") and not unknown.args:
            full = _resolve(value, bound)
            return None if unknown in set(full.walk()) else {**bound, unknown.head: full}
    if not same_head(one.head, other.head) or len(one.args) != len(other.args) or one.binders != other.binders:
        return None
    for a, b in zip(one.args, other.args, strict=True):
        found = unify(a, b, bound)
        if found is None:
            return None
        bound = found
    return bound


def _resolve_head(term: Term, bound: Bindings) -> Term:
    while term.head in bound and not term.args:
        term = bound[term.head]
    return term


def _resolve(term: Term, bound: Bindings) -> Term:
    if not bound:
        return term
    if not term.args:
        value = bound.get(term.head)
        return term if value is None else _resolve(value, bound)
    return Term(term.head, tuple(_resolve(a, bound) for a in term.args), term.binders)


def _unknown(term: Term) -> bool:
    return any(part.head.startswith("?") for part in term.walk())


def _count_unknown(term: Term) -> int:
    return len({part.head for part in term.walk() if part.head.startswith("?")})
