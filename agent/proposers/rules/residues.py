"""Rules for remainders by literals: cases of what a variable leaves, and the period of the powers of a literal."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from agent.proposers.rules import Guess, Guesses
from agent.proposers.view import View
from lemma_graph.term import Term, show

INTEGERS = frozenset({"Int", "ℤ"})
NATURALS = frozenset({"Nat", "ℕ"})
_MOST_CASES = 40
_LONGEST_PERIOD = 30


def literal(term: Term) -> int | None:
    """The value of a numeral."""
    return int(term.head) if not term.args and term.head.isdigit() else None


def variables(view: View, kinds: frozenset[str]) -> list[str]:
    """Names of the goal's numbers of these types, in order."""
    return [local.name for local in view.data if local.type.head in kinds and local.accessible]


def _moduli(view: View) -> list[tuple[int, Term]]:
    """`t % m` and `m ∣ t` with a literal m, each once: m and t."""
    found: dict[tuple[int, Term], None] = {}
    for term in view.terms:
        for part in term.walk():
            if part.head in ("%", "∣") and len(part.args) == 2:
                number, other = part.args if part.head == "∣" else part.args[::-1]
                if (value := literal(number)) is not None and value > 1:
                    found.setdefault((value, other))
    return list(found)


def residue_cases(view: View) -> Guesses:
    """Every remainder of each variable, and `simp` with the lemmas that push `%` to the variables.

    A fact that gives a remainder already (`x % 19 = 4`) is used as it stands.
    """
    integers = variables(view, INTEGERS)
    names = integers or variables(view, NATURALS)
    kind = "Int" if integers else "Nat"
    mod = "emod" if integers else "mod"
    given = [f.name for f in view.facts if f.type.head == "=" and f.type.args[0].head == "%" and f.accessible]
    push = [f"{kind}.pow_succ", f"{kind}.mul_{mod}", f"{kind}.add_{mod}"]
    if integers:
        push.append("Int.sub_emod")
    divides = f"{kind}.dvd_iff_{mod}_eq_zero"
    for modulus, term in _moduli(view)[:3]:
        if not any(part.head in ("^", "*") for part in term.walk()):
            continue
        exponents = {inner.head for part in term.walk() if part.head == "^" for inner in part.args[-1].walk()}
        mentioned = [name for name in names if any(part.head == name for part in term.walk())]
        if exponents & set(mentioned):
            continue
        known = _given_residues(view)
        settled = [name for name in mentioned if name in known and known[name][0] % modulus == 0]
        open_ones = [name for name in mentioned if name not in settled]
        if given:
            yield Guess(f"simp [{', '.join([*push, *given])}]", -0.7, "given residues")
        values = {name: _left_open(known.get(name), modulus) for name in open_ones}
        if not open_ones or math.prod(len(each) for each in values.values()) > _MOST_CASES:
            continue
        lines: list[str] = []
        facts: list[str] = []
        for name in open_ones:
            (fact,) = view.fresh([f"r{name}"], facts)
            facts.append(fact)
            lines.append(split_by_residue(name, modulus, fact, values[name]))
        split = " <;> ".join(lines)
        rules = ", ".join([divides, *push, *given, *facts])
        yield Guess(f"{split} <;> simp [{rules}]", -0.9, "residue cases")
        yield Guess(f"{split} <;> simp [{rules}] at * <;> omega", -1.3, "residue cases")


def split_by_residue(term: str, modulus: int, fact: str, values: Sequence[int]) -> str:
    """A tactic that gives a goal for each remainder that a number may leave; `omega` must see that it leaves one."""
    cases = " ∨ ".join(f"{term} % {modulus} = {value}" for value in values)
    return f"rcases (show {cases} by omega) with {' | '.join([fact] * len(values))}"


def _given_residues(view: View) -> dict[str, tuple[int, int]]:
    """Variables of which a fact says what they leave: the modulus and the remainder."""
    found: dict[str, tuple[int, int]] = {}
    for fact in view.facts:
        if fact.type.head == "=" and fact.type.args[0].head == "%" and fact.accessible:
            (term, by), rest = fact.type.args[0].args, literal(fact.type.args[1])
            modulus = literal(by)
            if not term.args and modulus and rest is not None:
                found.setdefault(term.head, (modulus, rest))
    return found


def _left_open(given: tuple[int, int] | None, modulus: int) -> list[int]:
    """Remainders by the modulus that agree with what is given of the number."""
    if given is None:
        return list(range(modulus))
    common = math.gcd(given[0], modulus)
    return [value for value in range(modulus) if value % common == given[1] % common]


def _powers(term: Term) -> Iterator[tuple[int, Term]]:
    """Powers `a ^ e` of a literal a ≥ 2 to an exponent that is no literal."""
    for part in term.walk():
        if part.head == "^" and len(part.args) == 2:
            base = literal(part.args[0])
            if base is not None and base > 1 and literal(part.args[1]) is None:
                yield base, part.args[1]


def _linear(exponent: Term, names: list[str]) -> tuple[str, int, int] | None:
    """(n, c, d) where the exponent is c * n + d, as it is written."""
    if exponent.head in names and not exponent.args:
        return exponent.head, 1, 0
    if exponent.head == "*" and len(exponent.args) == 2:
        factor = literal(exponent.args[0])
        if factor and exponent.args[1].head in names:
            return exponent.args[1].head, factor, 0
    if exponent.head == "+" and len(exponent.args) == 2:
        added = literal(exponent.args[1])
        inner = _linear(exponent.args[0], names)
        if added is not None and inner is not None:
            return inner[0], inner[1], inner[2] + added
    return None


def period(base: int, modulus: int) -> tuple[int, int]:
    """The least (s, p), p > 0, with base^(s + p) = base^s modulo the modulus."""
    seen: dict[int, int] = {}
    value, k = 1 % modulus, 0
    while value not in seen:
        seen[value] = k
        value, k = value * base % modulus, k + 1
    return seen[value], k - seen[value]


def _invariant(base: int, modulus: int) -> list[list[str]] | None:
    """What `base ^ k % modulus` is: the conditions of each case of k in turn. The last one goes back to the start."""
    start, length = period(base, modulus)
    if start + length > _LONGEST_PERIOD:
        return None
    cases = [[f"k = {k}", f"{base} ^ k % {modulus} = {pow(base, k, modulus)}"] for k in range(start)]
    for k in range(start, start + length):
        where = [f"{start} ≤ k"] if start else []
        if length > 1:
            where.append(f"k % {length} = {k % length}")
        cases.append([*where, f"{base} ^ k % {modulus} = {pow(base, k, modulus)}"])
    return cases


def _by_induction(fact: str, base: int, modulus: int) -> list[str] | None:
    """Lines that prove the invariant for all k. Each case says where it goes, which `omega` alone finds slowly."""
    cases = _invariant(base, modulus)
    if cases is None:
        return None
    whole = " ∨ ".join(f"({' ∧ '.join(case)})" for case in cases)
    lines = [
        f"have {fact} : ∀ k : Nat, {whole} := by",
        "  intro k",
        "  induction k with",
        "  | zero => simp",
        "  | succ k ih =>",
        "    rw [Nat.pow_succ]",
    ]
    if len(cases) == 1:
        return [*lines, "    omega"]
    patterns = [f"⟨{', '.join(f'c{i}' for i in range(len(case)))}⟩" for case in cases]
    lines.append(f"    rcases ih with {' | '.join(patterns)}")
    back = period(base, modulus)[0]
    for at in range(len(cases)):
        to = at + 1 if at + 1 < len(cases) else back
        inner = f"⟨{', '.join(['?_'] * len(cases[to]))}⟩"
        if to + 1 < len(cases):
            inner = f"Or.inl {inner}"
        lines.append(f"    · refine {'Or.inr (' * to}{inner}{')' * to} <;> omega")
    return lines


def power_residues(view: View) -> Guesses:
    """The period of a literal's powers modulo a literal, by induction, and then `omega`."""
    names = variables(view, NATURALS)
    wanted = {(power, modulus): None for modulus, term in _moduli(view) for power in _powers(term)}
    powers = {power: linear for power, _ in wanted if (linear := _linear(power[1], names))}
    if not powers or len(wanted) > 4:
        return
    lines: list[str] = []
    fresh = view.fresh([f"period{i}" for i in range(len(wanted))])
    for (base, exponent), (name, factor, added) in powers.items():
        if (factor, added) != (1, 0):
            whole = f"{base**factor} ^ {name} * {base**added}" if added else f"{base**factor} ^ {name}"
            written = f"{base} ^ {show(exponent, 76)}"
            lines.append(f"have : {written} = {whole} := by simp [Nat.pow_add, Nat.pow_mul]")
        lines.append(f"have := Nat.one_le_pow {name} {base**factor} (by decide)")
    for power, modulus in wanted:
        if power not in powers:
            continue
        base, (name, factor, _) = power[0], powers[power]
        fact = fresh.pop()
        proof = _by_induction(fact, base**factor, modulus)
        if proof is None:
            return
        lines += [*proof, f"have := {fact} {name}"]
    yield Guess("\n".join([*lines, "omega"]), -1.0, "power residues")


def residue_of_given_number(view: View) -> Guesses:
    """`… a ^ k … % m` where a fact says which (large) number `k` is: only its residues matter."""
    for fact in view.facts:
        sides = fact.type.args
        if fact.type.head != "=" or not fact.accessible or len(sides) != 2 or sides[0].args:
            continue
        name = sides[0].head
        if name not in variables(view, NATURALS) or _remainder(sides[1], 2) is None:
            continue
        for modulus, term in _moduli(view):
            powers = [p for p in term.walk() if p.head == "^" and p.args[1] == Term(name)]
            bases = {base for p in powers if (base := literal(p.args[0])) is not None}
            if len(bases) == len(powers) == 1:
                (base,) = bases
                cycle = period(base, modulus)
                if sum(cycle) <= _LONGEST_PERIOD:
                    yield _by_residues(view, fact.name, name, sides[1], base, modulus, cycle)


def _remainder(term: Term, modulus: int) -> int | None:
    """What a number written with numerals, `+`, `*` and `^` leaves; None where it is written otherwise."""
    if (value := literal(term)) is not None:
        return value % modulus
    if len(term.args) != 2 or term.head not in ("+", "*", "^"):
        return None
    left = _remainder(term.args[0], modulus)
    if term.head == "^":
        exponent = literal(term.args[1])
        return None if left is None or exponent is None or exponent > 100_000 else pow(left, exponent, modulus)
    right = _remainder(term.args[1], modulus)
    if left is None or right is None:
        return None
    return (left + right if term.head == "+" else left * right) % modulus


def _by_residues(
    view: View, fact: str, name: str, number: Term, base: int, modulus: int, cycle: tuple[int, int]
) -> Guess:
    """The power by its exponent's residue, every other occurrence of the number by its own."""
    start, length = cycle
    residue = _remainder(number, length)
    assert residue is not None
    first = start + (residue - start) % length  # the least exponent of the cycle with the number's residue
    turns, exponent, power, rest = view.fresh(["turns", "exponent", "power", "rest"])
    value = pow(base, first, modulus)
    lines = [
        f"have {turns} : ∀ j, {base} ^ ({first} + {length} * j) % {modulus} = {value} := by",
        "  intro j",
        "  induction j with",
        "  | zero => decide",
        f"  | succ j ih => rw [show {first} + {length} * (j + 1) = {first} + {length} * j + {length} by omega, "
        "Nat.pow_add]; omega",
        f"have {exponent} : {name} = {first} + {length} * (({name} - {first}) / {length}) := by",
        f"  have : {name} % {length} = {residue} := by rw [{fact}]; decide +kernel",
        f"  have : {first} ≤ {name} := by rw [{fact}]; decide +kernel",
        "  omega",
        f"have {power} : {base} ^ {name} % {modulus} = {value} := by rw [{exponent}]; exact {turns} _",
        f"have {rest} : {name} % {modulus} = {_remainder(number, modulus)} := by rw [{fact}]; decide +kernel",
        f"simp [Nat.add_mod, Nat.mul_mod, Nat.pow_mod, {power}, {rest}]",
    ]
    return Guess("\n".join(lines), -0.7, "residue of a given number")
