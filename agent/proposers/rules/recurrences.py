"""Rules for sequences given by a linear recurrence: a period found by computing, and proved from the recurrence."""

from __future__ import annotations

from agent.proposers.polynomial import Reader
from agent.proposers.rules import Guess, Guesses
from agent.proposers.rules.residues import literal
from agent.proposers.view import View
from lemma_graph.term import Term

_MOST_ORDER = 6
_LONGEST = 24


def periodic(view: View) -> Guesses:
    """`∀ n ≥ s, x n = a * x (n - 1) + …` whose solutions all have a period, and a target about far members."""
    for fact in view.facts:
        found = _recurrence(fact.type) if fact.accessible else None
        if found is None:
            continue
        sequence, start, coefficients = found
        order = len(coefficients)
        period = _period(coefficients)
        asked = sorted({n for n in _indices(view, sequence) if n >= start + order})
        if period is None or not asked:
            continue
        first = start - order  # from here on the period holds
        step, far, values = view.fresh(["step", "far", "values"])
        lines = [f"have {step} : ∀ n, {first} ≤ n → {sequence} (n + {period}) = {sequence} n := by", "  intro n hn"]
        later = range(order, period + 1)
        lines += [f"  have e{i} := {fact.name} (n + {i}) (by omega)" for i in later]
        names = " ".join(f"e{i}" for i in later)
        lines += [f"  simp only [Nat.reduceSubDiff, Nat.add_sub_cancel] at {names}", "  omega"]
        lines += [
            f"have {far} : ∀ k n, {first} ≤ n → {sequence} (n + {period} * k) = {sequence} n := by",
            "  intro k",
            "  induction k with",
            "  | zero => intro n _; rfl",
            "  | succ k ih =>",
            "    intro n hn",
            f"    rw [show n + {period} * (k + 1) = (n + {period} * k) + {period} by omega, {step} _ (by omega), "
            "ih n hn]",
        ]
        new: list[str] = []
        needed = {first + (n - first) % period for n in asked}
        for n in range(start, max(needed, default=0) + 1):
            new.append(f"{values}{n}")
            lines.append(f"have {values}{n} := {fact.name} {n} (by omega)")
        for n in asked:
            new.append(f"{far}{n}")
            lines.append(f"have {far}{n} := {far} {(n - first) // period} {first + (n - first) % period} (by omega)")
        lines += [f"simp at {' '.join(new)}", "omega"]
        yield Guess("\n".join(lines), -0.8, "period of a recurrence")


def _recurrence(term: Term) -> tuple[str, int, list[int]] | None:
    """Name, first index and coefficients of `x (n - 1), x (n - 2), …` in a fact that is a recurrence."""
    if term.head != "∀" or len(term.binders) != 1 or not term.args:
        return None
    name, body = term.binders[0].name, term.args[-1]
    if body.head != "→" or len(body.args) != 2:
        return None
    condition, equation = body.args
    start = None
    if condition.head in ("≥", "≤") and len(condition.args) == 2:
        large, small = condition.args if condition.head == "≥" else condition.args[::-1]
        start = literal(small) if large == Term(name) else None
    if start is None or equation.head != "=" or equation.args[0].args != (Term(name),):
        return None
    sequence = equation.args[0].head
    members: dict[Term, int] = {}
    for part in equation.args[1].walk():
        if part.head == sequence and len(part.args) == 1:
            index = part.args[0]
            back = literal(index.args[1]) if index.head == "-" and index.args[0] == Term(name) else None
            if back is None or not 1 <= back <= _MOST_ORDER:
                return None
            members[part] = back
    order = max(members.values(), default=0)
    names = tuple(f"x{i}" for i in range(1, order + 1))
    right = _replaced(equation.args[1], {part: Term(f"x{back}") for part, back in members.items()})
    polynomial = Reader(names).read(right)
    if polynomial is None or start < order or any(sum(exponents) != 1 for exponents in polynomial):
        return None
    units = [tuple(int(i == at) for i in range(order)) for at in range(order)]
    return sequence, start, [polynomial.get(unit, 0) for unit in units]


def _replaced(term: Term, by: dict[Term, Term]) -> Term:
    if term in by:
        return by[term]
    return Term(term.head, tuple(_replaced(argument, by) for argument in term.args), term.binders)


def _period(coefficients: list[int]) -> int | None:
    """The least period of all solutions: each unit vector of starting values must come back."""
    order = len(coefficients)
    states = [[int(i == j) for j in range(order)] for i in range(order)]  # each the newest member last
    begin = [list(state) for state in states]
    for length in range(1, _LONGEST + 1):
        states = [
            [*state[1:], sum(c * x for c, x in zip(coefficients, reversed(state), strict=True))] for state in states
        ]
        if states == begin:
            return length if length >= order else None
    return None


def _indices(view: View, sequence: str) -> list[int]:
    parts = [part for part in view.target.walk() if part.head == sequence and len(part.args) == 1]
    return [n for part in parts if (n := literal(part.args[0])) is not None]
