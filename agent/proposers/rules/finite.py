"""Rules for goals with finitely many cases: a bound for each variable, and the kernel decides all of them."""

from __future__ import annotations

from agent.proposers.rules import Guess, Guesses
from agent.proposers.rules.residues import INTEGERS, NATURALS, literal, variables
from agent.proposers.view import Local, View
from lemma_graph.term import Term, show, substitute

_RELATIONS = frozenset(["=", "≠", "<", "≤", ">", "≥", "∣", "∧", "∨", "¬", "↔", "→"])
_OPERATIONS = frozenset(["+", "-", "*", "/", "%", "^", "neg"])
_MOST_CASES = 20_000
_LARGEST_BOUND = 3000
# The kernel's depth grows with the bound, the search for decidability with the number of cases named.
DECIDE = "set_option maxRecDepth 100000 in set_option synthInstance.maxSize 10000 in decide +kernel"


def _decidable(term: Term, names: frozenset[str]) -> bool:
    """Whether a term is made of these variables, numerals, arithmetic and relations alone."""
    return all(
        part.head in _RELATIONS or part.head in _OPERATIONS or part.head in names or literal(part) is not None
        for part in term.walk()
    ) and not any(part.binders for part in term.walk())


def _relevant(view: View, names: frozenset[str]) -> list[Local]:
    return [fact for fact in view.facts if fact.accessible and _decidable(fact.type, names)]


def _bounds(facts: list[Local], target: Term, count: int) -> list[int]:
    """Bounds to try, the least first: one more than a numeral of the facts, few enough cases in all."""
    numerals = {
        value for term in [*(f.type for f in facts), target] for part in term.walk() if (value := literal(part))
    }
    return sorted({n + 1 for n in numerals if 1 < n < _LARGEST_BOUND and (n + 1) ** count <= _MOST_CASES})


def _products(facts: list[Local], names: frozenset[str]) -> list[tuple[str, str]]:
    """Products of two variables, which `omega` takes for numbers of which it knows nothing."""
    found = {
        (part.args[0].head, part.args[1].head): None
        for fact in facts
        for part in fact.type.walk()
        if part.head == "*" and len(part.args) == 2 and all(factor.head in names for factor in part.args)
    }
    return list(found)


def bounded(view: View) -> Guesses:
    """All cases of natural numbers below a bound that `omega` sees from the facts."""
    mentioned = {part.head for term in view.terms for part in term.walk()}
    names = [name for name in variables(view, NATURALS) if name in mentioned]
    if not 1 <= len(names) <= 3 or view.target.head not in _RELATIONS | {"False"}:
        return
    if any("↑" in term for term in (view.goal.target, *(h.type for h in view.goal.hypotheses))):
        return
    known = frozenset(names)
    facts = _relevant(view, known)
    if not facts or not (_decidable(view.target, known) or view.target.head == "False"):
        return
    statement = " → ".join([*(f"({fact.text})" for fact in facts), f"({view.goal.target})"])
    (key,) = view.fresh(["key"])
    given = " ".join(fact.name for fact in facts)
    first = "".join(
        f"try have := Nat.le_mul_of_pos_left {b} (show 0 < {a} by omega)\n"
        f"try have := Nat.le_mul_of_pos_right {a} (show 0 < {b} by omega)\n"
        for a, b in _products(facts, known)
    )
    for rank, bound in enumerate(_bounds(facts, view.target, len(names))[-4:]):
        ranges = " ".join(f"∀ {name} : Nat, {name} < {bound} →" for name in names)
        yield Guess(
            f"{first}have {key} : {ranges} {statement} := by {DECIDE}\n"
            f"exact {key} {' '.join(f'{name} (by omega)' for name in names)} {given}",
            -1.2 - 0.15 * rank,
            "bounded cases",
        )
    yield from _exponents(view, names, facts, statement)
    yield from _divisors(view, names, facts)


def _factors(term: Term) -> list[Term]:
    return [factor for part in term.args for factor in _factors(part)] if term.head == "*" else [term]


def _product_is_literal(fact: Local) -> tuple[list[Term], int] | None:
    """Factors and value of a fact `a * b * … = c`."""
    if fact.type.head != "=" or len(fact.type.args) != 2:
        return None
    value = literal(fact.type.args[1])
    factors = _factors(fact.type.args[0])
    return (factors, value) if value and len(factors) > 1 else None


def _divides(factors: list[Term], index: int, fact: str, value: int) -> str:
    """A proof that a factor divides the value."""
    rest = " * ".join(show(factor, 71) for i, factor in enumerate(factors) if i != index)
    return f"⟨{rest}, by rw [← {fact}]; try ring⟩ : {show(factors[index], 51)} ∣ {value}"


def _exponents(view: View, names: list[str], facts: list[Local], statement: str) -> Guesses:
    """`a ^ x * b ^ y = c`: no exponent is larger than c's own power of its base."""
    for fact in facts:
        found = _product_is_literal(fact)
        if found is None:
            continue
        factors, value = found
        lines, bounds = [], {}
        for index, factor in enumerate(factors):
            base = literal(factor.args[0]) if factor.head == "^" else None
            if base is None or base < 2 or factor.args[1].head not in names:
                continue
            name, bound = factor.args[1].head, 1
            while value % base**bound == 0:
                bound += 1
            proof, large = view.fresh([f"bound_{name}", "large"])
            divides = _divides(factors, index, fact.name, value)
            lines += [
                f"have {proof} : {name} < {bound} := Nat.lt_of_not_le fun {large} => absurd",
                f"  (Nat.dvd_trans (Nat.pow_dvd_pow {base} {large}) ({divides})) (by decide)",
            ]
            bounds[name] = bound, proof
        if bounds and set(bounds) == set(names):
            ranges = " ".join(f"∀ {name} : Nat, {name} < {bounds[name][0]} →" for name in names)
            given = " ".join([*(f"{name} {bounds[name][1]}" for name in names), *(f.name for f in facts)])
            (key,) = view.fresh(["key"])
            lines += [f"have {key} : {ranges} {statement} := by {DECIDE}", f"exact {key} {given}"]
            yield Guess("\n".join(lines), -0.9, "bounded exponents")


def _divisors(view: View, names: list[str], facts: list[Local]) -> Guesses:
    """`x * y = c`: x is one of the divisors of c, and `omega` does the rest."""
    for fact in facts:
        found = _product_is_literal(fact)
        if found is None or found[1] >= _LARGEST_BOUND:
            continue
        factors, value = found
        for index, factor in enumerate(factors):
            if factor.head not in names:
                continue
            divisors = [d for d in range(1, value + 1) if value % d == 0]
            key, proof = view.fresh(["key", "d"])
            cases = " ∨ ".join(f"r = {d}" for d in divisors)
            yield Guess(
                f"have {proof} := ({_divides(factors, index, fact.name, value)})\n"
                f"have {key} : ∀ r : Nat, r < {value + 1} → {value} % r = 0 → {cases} := by {DECIDE}\n"
                f"rcases {key} {factor.head} (Nat.lt_succ_of_le (Nat.le_of_dvd (by decide) {proof})) "
                f"(Nat.mod_eq_zero_of_dvd {proof}) with {' | '.join(['rfl'] * len(divisors))} <;> omega",
                -1.4,
                "divisors",
            )


def bounded_integers(view: View) -> Guesses:
    """All cases of integers between bounds, counted by natural numbers."""
    mentioned = {part.head for term in view.terms for part in term.walk()}
    names = [name for name in variables(view, INTEGERS) if name in mentioned]
    if not 1 <= len(names) <= 2 or variables(view, NATURALS) or "↑" in view.goal.target:
        return
    known = frozenset(names)
    facts = [fact for fact in _relevant(view, known) if "↑" not in fact.text]
    if not facts or not _decidable(view.target, known):
        return
    signs = [
        f"try have := Int.mul_pos (show 0 < {a} by omega) (show 0 < {b} by omega)" for a, b in _products(facts, known)
    ]
    for rank, bound in enumerate(_bounds(facts, view.target, len(names))[-3:]):
        yield _counted(view, names, facts, 0, bound, signs, -1.3 - 0.15 * rank)
    if view.target.head in ("≤", "<") and literal(view.target.args[0]) is not None:
        # Where the target bounds from below, its negation bounds from above.
        (goal,) = view.fresh(["goal"])
        for bound in _bounds([], view.target, len(names)):
            guess = _counted(view, names, facts, 0, bound, signs, -1.4)
            inner = "\n".join(("· " if i == 0 else "  ") + line for i, line in enumerate(guess.tactic.split("\n")))
            text = f"by_cases {goal} : {view.goal.target}\n· exact {goal}\n{inner}"
            yield Guess(text, guess.prior, "bounded integers, or else")
    if len(names) == 1:
        for fact in facts:
            found = _product_is_literal(fact)
            if found is None or 2 * found[1] >= _LARGEST_BOUND:
                continue
            factors, value = found
            for index, factor in enumerate(factors):
                if factor.head in known:
                    (proof,) = view.fresh(["d"])
                    lines = [
                        f"have {proof} := ({_divides(factors, index, fact.name, value)})",
                        f"have := Int.le_of_dvd (by decide) {proof}",
                        f"have := Int.le_of_dvd (by decide) (Int.neg_dvd.mpr {proof})",
                    ]
                    yield _counted(view, names, facts, value, 2 * value + 1, lines, -1.1)


def _counted(
    view: View, names: list[str], facts: list[Local], below: int, count: int, first: list[str], prior: float
) -> Guess:
    """Each name is a natural number below `count`, less `below`."""
    key, *counters = view.fresh(["key", *(f"k{name}" for name in names)])
    shift = f" - {below}" if below else ""
    values = {name: Term(f"(({counter} : Int){shift})") for name, counter in zip(names, counters, strict=True)}
    parts = [show(substitute(term, values)) for term in [*(fact.type for fact in facts), view.target]]
    ranges = " ".join(f"∀ {counter} : Nat, {counter} < {count} →" for counter in counters)
    statement = " → ".join(f"({part})" for part in parts)
    counted = {name: f"({name} + {below}).toNat" if below else f"{name}.toNat" for name in names}
    lines = [
        *first,
        f"have {key} : {ranges} {statement} := by {DECIDE}",
        f"have {key} := {key} {' '.join(f'{counted[name]} (by omega)' for name in names)}",
        "rw ["
        + ", ".join(f"show (({counted[name]} : Int){shift}) = {name} by omega" for name in names)
        + f"] at {key}",
        f"exact {key} {' '.join(fact.name for fact in facts)}",
    ]
    return Guess("\n".join(lines), prior, "bounded integers")
