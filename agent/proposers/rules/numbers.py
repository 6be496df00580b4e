"""Rules for numbers of the core: divisibility, products, powers, and steps of inductive predicates over numbers."""

from __future__ import annotations

from agent.proposers.rules import Guess, Guesses
from agent.proposers.view import View
from lemma_graph.term import Term, bare, match, substitute

_ORDERED = frozenset(["=", "≤", "<", "≥", ">", "∣", "¬", "↔", "∧", "∨"])


def products(view: View) -> Guesses:
    """`omega` behind `simp` sets that multiply out, so that products of variables are its atoms."""
    if not view.arithmetic or view.target.head not in _ORDERED:
        return
    at = " at *" if view.facts else ""
    if "*" in view.mentioned:
        expand = "Nat.mul_add, Nat.add_mul, Nat.mul_one, Nat.one_mul"
        yield Guess(f"simp only [{expand}]{at}; omega", -1.6, "expand omega")
        yield Guess(f"simp [Nat.mul_add, Nat.add_mul, Nat.mul_comm]{at}; omega", -1.9, "expand omega")
    if "^" in view.mentioned:
        yield Guess(f"simp only [Nat.pow_succ]{at}; omega", -1.2, "power omega")
        yield Guess(f"simp [Nat.pow_succ, Nat.mul_comm]{at}; omega", -1.5, "power omega")
        for local in view.data:
            if local.type.head in ("Nat", "ℕ") and local.accessible and "^" in view.in_target:
                yield Guess(f"induction {local.name} <;> simp_all [Nat.pow_succ] <;> omega", -1.4, "power induction")


def divisibility(view: View) -> Guesses:
    """`a ∣ b` as the existence of a factor, in facts and in the target."""
    factors: list[tuple[str, Term]] = []
    for fact in view.facts:
        if fact.type.head == "∣" and fact.accessible:
            factor, proof = view.fresh(["k", f"h{fact.name}"])
            yield Guess(f"obtain ⟨{factor}, {proof}⟩ := {fact.name}", -1.3, "obtain factor")
            factors.append((fact.name, fact.type))
    target = view.target
    if target.head != "∣" or len(target.args) != 2:
        return
    whole = target.args[1]
    names = {type_.args[1]: name for name, type_ in factors if type_.args[0] == target.args[0]}
    if whole.head in ("+", "-") and all(part in names for part in whole.args):
        lemma = "Nat.dvd_add" if whole.head == "+" else "Nat.dvd_sub"
        yield Guess(f"exact {lemma} {' '.join(names[part] for part in whole.args)}", -0.2, "divides sum")
    if whole.head == "*":
        yield Guess("exact Nat.dvd_mul_right _ _", -0.6, "divides product")
        yield Guess("exact Nat.dvd_mul_left _ _", -0.7, "divides product")
    if factors:
        given = [name for name, _ in factors]
        yield Guess(f"exact Nat.dvd_trans {' '.join(given[:2])}" if len(given) > 1 else "omega", -0.9, "divides chain")
        for name, type_ in factors:
            if whole.head == "*" and type_.args[1] in whole.args:
                side = "right" if whole.args[0] == type_.args[1] else "left"
                yield Guess(f"exact Nat.dvd_mul_{side}_of_dvd {name} _", -0.4, "divides product")


def predicates(view: View) -> Guesses:
    """Constructors of an inductive predicate for the target, and induction on a fact of one."""
    theory = view.query.theory
    for predicate in sorted(theory.predicates):
        constructors = view.query.theory.inductives.get(predicate, ())
        facts = [f for f in view.facts if f.accessible and bare(f.type.head) == bare(predicate)]
        if bare(view.target.head) == bare(predicate):
            for index, constructor in enumerate(constructors):
                name = f"{predicate}.{constructor.name}"
                yield Guess(f"apply {name}", -1.0 - 0.1 * index, "apply constructor")
                for fact in facts:
                    yield Guess(f"exact {name} {fact.name}", -0.8, "exact constructor")
                    yield Guess(f"simpa using {name} {fact.name}", -1.4, "simpa constructor")
            yield from _shifted(view, predicate, [f.name for f in facts])
        for rank, fact in enumerate(facts[:3]):
            lines = [f"induction {fact.name} with"]
            for constructor in constructors:
                fields = [f or "h" for f in (*constructor.fields, *([""] * constructor.arity))][: constructor.arity]
                taken = [n for n in view.names if n != fact.name]
                names = view.fresh(fields, taken)
                ih = view.fresh(["ih"] * len(constructor.recursive), names)
                lines.append(f"| {' '.join([constructor.name, *names, *ih])} => ?_")
            nested = 1.1 * sum(t.startswith("induction") for t in view.query.script)
            definitions = ", ".join(d.name for d in view.definitions)
            yield Guess("\n".join(lines), -1.0 - 0.2 * rank - nested, "induction on a fact")
            yield Guess(
                f"induction {fact.name} <;> simp_all" + (f" [{definitions}]" if definitions else ""),
                -1.1 - 0.2 * rank - nested,
                "induction on a fact",
            )


def _shifted(view: View, predicate: str, facts: list[str]) -> Guesses:
    """`P (n + 1 + (n + 1))` by a constructor that gives `P (n + n + 2)`: the numbers are equal, by `omega`."""
    by_name = {f.name: f.type for f in view.facts}
    for rule in view.rules:
        if rule.local or bare(rule.conclusion.head) != bare(predicate) or len(rule.hypotheses) != 1:
            continue
        for name in facts:
            bound = match(rule.hypotheses[0], by_name[name], rule.variables)
            if bound is None or len(view.target.args) != len(rule.conclusion.args):
                continue
            given = substitute(rule.conclusion, bound)
            pairs = [(a, b) for a, b in zip(view.target.args, given.args, strict=True) if a != b]
            if len(pairs) == 1:
                wanted, have = pairs[0]
                proof = f"{rule.name} {name}"
                (equation,) = view.fresh(["e"])
                yield Guess(
                    f"have {equation} : {wanted} = {have} := by omega\nrw [{equation}]\nexact {proof}", -0.9, "shifted"
                )
