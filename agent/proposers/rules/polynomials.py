"""Rules for polynomials over the integers: factors of equations, cofactors of divisibility, values that exist.

What they need (factors, quotients) is found with `sympy`; Lean proves it again by `linear_combination` and `ring`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agent.proposers.polynomial import Monomials, Reader, factors, quotient_with
from agent.proposers.rules import Guess, Guesses
from agent.proposers.rules.finite import DECIDE
from agent.proposers.rules.residues import INTEGERS, NATURALS, literal, split_by_residue, variables
from agent.proposers.view import View
from lemma_graph.term import Term, show

_MOST_FACTORS = 4
_LARGEST_PRODUCT = 400
_MOST_SIDES = 6


def factored(view: View) -> Guesses:
    """An equation in one integer: one of its factors is zero, and the rest are no squares' sums."""
    names = variables(view, INTEGERS)
    for fact in view.facts:
        if fact.type.head != "=" or not fact.accessible:
            continue
        inside = tuple(name for name in names if any(part.head == name for part in fact.type.walk()))
        if len(inside) != 1:
            continue
        reader = Reader(inside)
        polynomial = reader.difference(fact.type)
        if polynomial is None or max((sum(e) for e in polynomial), default=0) < 2:
            continue
        content, found = factors(polynomial, 1)
        if len(found) <= _MOST_FACTORS and (script := _cases(view, reader, fact.name, content, found)):
            yield Guess(script, -0.9, "factored equation")


def _cases(view: View, reader: Reader, fact: str, content: int, found: list[Monomials]) -> str | None:
    """A case for each factor of `content * f * g * … = 0`."""
    key, square = view.fresh(["key", "square"])
    parts: list[Monomials] = [{(0,): content}] if content != 1 else []
    parts += found
    texts = [f"({reader.text(part)})" for part in parts]
    product = texts[-1]
    for text in reversed(texts[:-1]):
        product = f"{text} * ({product})"
    lines = [f"have {key} : {product} = 0 := by linear_combination {fact}"]
    for index, part in enumerate(parts):
        closing = _closing(reader, key, square, part)
        if closing is None:
            return None
        if index + 1 == len(parts):
            lines += closing
        else:
            lines.append(f"rcases Int.mul_eq_zero.mp {key} with {key} | {key}")
            lines += [("· " if i == 0 else "  ") + line for i, line in enumerate(closing)]
    return "\n".join(lines)


def _closing(reader: Reader, key: str, square: str, part: Monomials) -> list[str] | None:
    """Tactics that end the case `part = 0`; None where it says too little."""
    a, b, c = (part.get((degree,), 0) for degree in (2, 1, 0))
    (name,) = reader.variables
    degree = max(e for (e,) in part)
    if degree == 0:
        return ["omega"]
    if degree == 1:
        if c % b:
            return ["omega"]
        return [f"obtain rfl : {name} = {-c // b} := by omega", "first | omega | decide | simp_all"]
    below = 4 * a * c - b * b
    if degree > 2 or below <= 0:
        return None
    # 4 a f = (2 a x + b)² + below, which is positive.
    root = f"({reader.text({(1,): 2 * a, (0,): b} if b else {(1,): 2 * a})})"
    return [
        "exfalso",
        f"have {square} := Int.natAbs_mul_self (a := {root})",
        f"have : {root} * {root} = {4 * a} * ({reader.text(part)}) - {below} := by ring",
        f"rw [{key}] at this",
        "omega",
    ]


def completed_product(view: View) -> Guesses:
    """`x * y + a * x + b * y + c = 0` over the integers: `(x + b) * (y + a)` is a number, and `y + a` divides it."""
    names = tuple(variables(view, INTEGERS))
    for fact in view.facts:
        inside = tuple(name for name in names if any(part.head == name for part in fact.type.walk()))
        if len(inside) != 2 or not fact.accessible:
            continue
        polynomial = Reader(inside).difference(fact.type)
        if polynomial is None or polynomial.keys() - {(1, 1), (1, 0), (0, 1), (0, 0)}:
            continue
        xy, a, b, c = (polynomial.get(exponents, 0) for exponents in ((1, 1), (1, 0), (0, 1), (0, 0)))
        number = xy * a * b - c if abs(xy) == 1 else 0
        if 0 < abs(number) <= _LARGEST_PRODUCT:
            yield _by_divisors(view, fact.name, inside, (xy * a, xy * b, xy * number), xy)


def _by_divisors(view: View, fact: str, names: tuple[str, ...], shifts: tuple[int, int, int], sign: int) -> Guess:
    """A case for each divisor. shifts: a, b and the number of `(x + b) * (y + a) = number`."""
    (x, y), (a, b, number) = names, shifts
    size = abs(number)
    product, divides, key = view.fresh(["product", "divides", "key"])
    divisors = [d for n in range(1, size + 1) if size % n == 0 for d in (n, -n)]
    cases = " ∨ ".join(f"r = {d + size}" for d in divisors)
    lines = [
        f"have {product} : ({x} + ({b})) * ({y} + ({a})) = {number} := by linear_combination ({sign}) * {fact}",
        f"have {divides} : {y} + ({a}) ∣ ({size} : Int) := ⟨({sign_of(number)}) * ({x} + ({b})), by "
        f"linear_combination ({-sign_of(number)}) * {product}⟩",
        f"have up := Int.le_of_dvd (by decide) {divides}",
        f"have low := Int.le_of_dvd (by decide) (Int.neg_dvd.mpr {divides})",
        f"have {key} : ∀ r : Nat, r < {2 * size + 1} → ({size} : Int) % ((r : Int) - {size}) = 0 → r ≠ {size} → {cases}"
        f" := by {DECIDE}",
        f"have nonzero : {y} + ({a}) ≠ 0 := by intro zero; rw [zero] at {product}; simp at {product}",
        f"have {key} := {key} ({y} + ({a}) + {size}).toNat (by omega) (by",
        f"  rw [show (({y} + ({a}) + {size}).toNat : Int) - {size} = {y} + ({a}) by omega]",
        f"  exact Int.emod_eq_zero_of_dvd {divides}) (by omega)",
        f"rcases {key} with {' | '.join(['case'] * len(divisors))}",
    ]
    for d in divisors:
        lines.append(f"· obtain rfl : {y} = {d - a} := by omega")
        lines.append("  omega")
    return Guess("\n".join(lines), -1.0, "completed product")


def sign_of(number: int) -> int:
    return -1 if number < 0 else 1


def cofactor(view: View) -> Guesses:
    """`d ∣ e` by the quotient, modulo the equations that are given."""
    target = view.target
    if target.head != "∣" or len(target.args) != 2:
        return
    natural = not variables(view, INTEGERS)
    names = tuple(variables(view, NATURALS if natural else INTEGERS))
    if not 1 <= len(names) <= 5:
        return
    reader = Reader(names, natural)
    divisor, whole = reader.read(target.args[0]), reader.read(target.args[1])
    if divisor is None or whole is None or max((sum(e) for e in divisor), default=0) < 1:
        return
    facts = [fact for fact in view.facts if fact.accessible and fact.type.head == "="]
    relations = [(fact.name, p) for fact in facts if (p := reader.difference(fact.type))] if not natural else []
    found = quotient_with(whole, divisor, [p for _, p in relations], len(names))
    if found is None or (natural and any(c < 0 for c in found[0].values())):
        return
    quotient, multiples = found
    used = [f"({c}) * {name}" for c, (name, _) in zip(multiples, relations, strict=True) if c]
    proof = f"linear_combination {' + '.join(used)}" if used else "ring"
    yield Guess(f"exact ⟨{reader.text(quotient)}, by {proof}⟩", -0.5, "cofactor")


def witness(view: View) -> Guesses:
    """`∃ x, P x` where an equation of `P` says what `x` is: it is of the first degree there, or has an integer root."""
    target = view.target
    if target.head != "∃" or len(target.binders) != 1 or len(target.args) != 1:
        return
    binder, body = target.binders[0], target.args[0]
    kind = (binder.type or "").strip()  # Lean leaves it out where it prints the goal
    natural = kind in NATURALS or (not kind and not variables(view, INTEGERS) and bool(variables(view, NATURALS)))
    if kind and not natural and kind not in INTEGERS:
        return
    others = tuple(variables(view, NATURALS if natural else INTEGERS))
    reader = Reader((binder.name, *others), natural)
    for equation in _equations(body):
        polynomial = reader.difference(equation)
        if polynomial is None:
            continue
        for value in _values(polynomial, len(others)):
            taken = {e: -c for e, c in value.items() if c < 0} if natural else {}
            text = Reader(others).text({e: c for e, c in value.items() if e not in taken})
            if taken:  # a hypothesis may say that it is no more than what it is taken from
                less = Reader(others).text(taken)
                text = f"{text} - {less}" if less.isidentifier() else f"{text} - ({less})"
            yield Guess(f"refine ⟨{text}, ?_⟩", -0.8, "witness")
            yield Guess(f"exact ⟨{text}, by first | omega | ring | simp_all⟩", -0.6, "witness")
    for equation in _equations(body):
        quotient = _quotient(equation, binder.name, natural)
        if quotient is None:
            continue
        yield Guess(f"exact ⟨{quotient.text}, by omega⟩", -0.6, "witness quotient")
        if any(part.head in ("*", "^") for part in quotient.whole.walk()):  # `omega` knows nothing of products
            (fact,) = view.fresh(["h"])
            left = f"{show(quotient.whole, 70)} % {quotient.divisor} = {quotient.rest % quotient.divisor}"
            yield Guess(f"refine ⟨{quotient.text}, ?_⟩\nsuffices {fact} : {left} by omega", -0.9, "witness quotient")


@dataclass(frozen=True)
class _Quotient:
    """`whole = divisor * x + rest`, where `x` stands nowhere else. text: what `x` is then, as Lean reads it."""

    whole: Term
    divisor: int
    rest: int

    @property
    def text(self) -> str:
        over = Term("-", (self.whole, Term(str(self.rest)))) if self.rest >= self.divisor else self.whole
        return show(Term("/", (over, Term(str(self.divisor)))))


def _quotient(equation: Term, bound: str, natural: bool) -> _Quotient | None:
    """What `t = d * x + r` says of `x`, for numerals d > 1 and r ≥ 0."""
    for whole, other in (equation.args, equation.args[::-1]):
        polynomial = Reader((bound,), natural).read(other)
        if polynomial is None or polynomial.keys() - {(0,), (1,)} or bound in set(whole.names()):
            continue
        divisor, rest = polynomial.get((1,), 0), polynomial.get((0,), 0)
        if divisor > 1 and rest >= 0 and literal(whole) is None:
            return _Quotient(whole, divisor, rest)
    return None


def by_quotients(view: View) -> Guesses:
    """`(∃ k, n = 2 * k) ∨ (∃ k, n = 2 * k + 1)` and the like: what a number leaves tells which side holds."""
    sides = list(_sides(view.target))
    natural = not variables(view, INTEGERS)
    found: list[_Quotient] = []
    for side in sides:
        if side.head != "∃" or len(side.binders) != 1 or side.args[0].head != "=":
            return
        quotient = _quotient(side.args[0], side.binders[0].name, natural)
        if quotient is None:
            return
        found.append(quotient)
    if not 2 <= len(found) <= _MOST_SIDES or len({(each.whole, each.divisor) for each in found}) > 1:
        return
    whole, divisor = show(found[0].whole, 70), found[0].divisor
    rests = [each.rest for each in found]
    (fact,) = view.fresh(["h"])
    lines = [split_by_residue(whole, divisor, fact, rests)]
    for index, each in enumerate(found):
        proof = f"⟨{each.text}, by omega⟩"
        if index + 1 < len(found):
            proof = f"Or.inl {proof}"
        for _ in range(index):
            proof = f"Or.inr ({proof})" if proof.startswith("Or") else f"Or.inr {proof}"
        lines.append(f"· exact {proof}")
    yield Guess("\n".join(lines), -0.5, "quotients")


def _sides(term: Term) -> Iterator[Term]:
    if term.head == "∨":
        for side in term.args:
            yield from _sides(side)
    else:
        yield term


def _equations(body: Term) -> list[Term]:
    if body.head == "∧":
        return [equation for part in body.args for equation in _equations(part)]
    return [body] if body.head == "=" else []


def _values(polynomial: Monomials, others: int) -> list[Monomials]:
    """What the first variable can be, as polynomials in the others."""
    degree = max((e[0] for e in polynomial), default=0)
    values: list[Monomials] = []
    if degree >= 1 and all(not any(e[1:]) for e in polynomial):
        for part in factors({(e[0],): c for e, c in polynomial.items()}, 1)[1]:
            slope, start = part.get((1,), 0), part.get((0,), 0)
            if max(e for (e,) in part) == 1 and start % slope == 0:
                values.append({(0,) * others: -start // slope} if start else {})
    elif degree == 1:
        slopes = {e[1:]: c for e, c in polynomial.items() if e[0]}
        rest = {e[1:]: -c for e, c in polynomial.items() if not e[0]}
        constant = slopes.get((0,) * others)
        if constant is not None and len(slopes) == 1 and all(c % constant == 0 for c in rest.values()):
            values.append({e: c // constant for e, c in rest.items()})
    return values
