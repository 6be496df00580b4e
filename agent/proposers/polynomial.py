"""Polynomials with integer coefficients, read from terms and written back as Lean text.

`sympy` factors and divides them. It only ever gets numbers and symbols of ours, never text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lemma_graph.term import Term

if TYPE_CHECKING:
    import sympy

Monomials = dict[tuple[int, ...], int]  # exponents of each variable → coefficient

_MOST_DEGREE = 12
_MOST_TERMS = 150
_LARGEST = 10**15


@dataclass(frozen=True)
class Reader:
    """Reads terms as polynomials in these variables. natural: their numbers are natural, so that `-` is none."""

    variables: tuple[str, ...]
    natural: bool = False

    def read(self, term: Term) -> Monomials | None:
        """The polynomial, or None where the term is none of a moderate size."""
        found = self._read(term)
        if found is None or len(found) > _MOST_TERMS or any(sum(e) > _MOST_DEGREE for e in found):
            return None
        return None if any(abs(c) > _LARGEST for c in found.values()) else found

    def difference(self, equation: Term) -> Monomials | None:
        """Left side minus right side of an equation."""
        if equation.head != "=" or len(equation.args) != 2:
            return None
        sides = [self.read(side) for side in equation.args]
        return None if sides[0] is None or sides[1] is None else combine(sides[0], sides[1], -1)

    def _read(self, term: Term) -> Monomials | None:
        zero = (0,) * len(self.variables)
        if not term.args and term.head.isdigit():
            return {zero: int(term.head)} if len(term.head) < 16 else None
        if not term.args and term.head in self.variables:
            at = self.variables.index(term.head)
            return {tuple(int(i == at) for i in range(len(zero))): 1}
        if term.head == "^" and len(term.args) == 2:
            base, exponent = self.read(term.args[0]), term.args[1]
            if base is None or exponent.args or not exponent.head.isdigit() or len(exponent.head) > 2:
                return None
            power: Monomials | None = {zero: 1}
            for _ in range(int(exponent.head)):
                power = _limited(multiply(power, base)) if power is not None else None
            return power
        parts = [self.read(argument) for argument in term.args]
        known = [part for part in parts if part is not None]
        if term.binders or not parts or len(known) < len(parts):
            return None
        if term.head == "neg" and len(known) == 1 and not self.natural:
            return {exponents: -c for exponents, c in known[0].items()}
        if len(known) != 2 or term.head not in ("+", "-", "*") or (term.head == "-" and self.natural):
            return None
        if term.head == "*":
            return _limited(multiply(known[0], known[1]))
        return combine(known[0], known[1], 1 if term.head == "+" else -1)

    def text(self, polynomial: Monomials) -> str:
        """The polynomial as Lean reads it, in a fixed order."""
        pieces: list[str] = []
        for exponents, coefficient in sorted(polynomial.items(), reverse=True):
            powers = [
                name if exponent == 1 else f"{name} ^ {exponent}"
                for name, exponent in zip(self.variables, exponents, strict=True)
                if exponent
            ]
            size = abs(coefficient)
            body = " * ".join([*([str(size)] if size != 1 or not powers else []), *powers])
            sign = "-" if coefficient < 0 else "+"
            pieces.append(f" {sign} {body}" if pieces else (f"-{body}" if sign == "-" else body))
        return "".join(pieces) or "0"


def _limited(polynomial: Monomials) -> Monomials | None:
    return polynomial if len(polynomial) <= _MOST_TERMS and all(sum(e) <= _MOST_DEGREE for e in polynomial) else None


def combine(one: Monomials, other: Monomials, factor: int) -> Monomials:
    """`one + factor * other`."""
    found = dict(one)
    for exponents, coefficient in other.items():
        found[exponents] = found.get(exponents, 0) + factor * coefficient
    return {exponents: c for exponents, c in found.items() if c}


def multiply(one: Monomials, other: Monomials) -> Monomials:
    found: Monomials = {}
    for a, x in one.items():
        for b, y in other.items():
            exponents = tuple(i + j for i, j in zip(a, b, strict=True))
            found[exponents] = found.get(exponents, 0) + x * y
    return {exponents: c for exponents, c in found.items() if c}


def factors(polynomial: Monomials, variables: int) -> tuple[int, list[Monomials]]:
    """The content, and the irreducible factors over the integers, each as often as it divides."""
    content, found = _poly(polynomial, variables).factor_list()
    return int(content), [_monomials(factor) for factor, times in found for _ in range(times)]


def quotient_with(
    dividend: Monomials, divisor: Monomials, relations: Sequence[Monomials], variables: int
) -> tuple[Monomials, list[int]] | None:
    """`q` and integers `c` with `dividend = q * divisor + Σ c * relation`; None where none is found.

    The divisor must have a variable alone with coefficient 1 or -1: modulo the divisor it is eliminated, and then the
    dividend is to be a multiple of one relation.
    """
    import sympy

    leading = next(
        (
            i
            for i in range(variables)
            for sign in (1, -1)
            if divisor.get(tuple(int(i == j) for j in range(variables))) == sign
            and sum(exponents[i] for exponents in divisor) == 1
        ),
        None,
    )
    if leading is None:
        return None
    order = [leading, *(i for i in range(variables) if i != leading)]
    generators = [_symbols(variables)[i] for i in order]
    d = _poly(divisor, variables).reorder(*generators)
    e, *others = [_poly(p, variables).reorder(*generators) for p in (dividend, *relations)]

    def modulo(p: Any) -> Any:
        return sympy.reduced(p, [d], order="lex")[1]

    rest = modulo(e)
    choices: list[list[int]] = [[0] * len(others)]
    for index, other in enumerate(others):
        kernel = modulo(other)
        if kernel.is_zero or rest.is_zero:
            continue
        ratio, left = sympy.div(rest, kernel)
        if left.is_zero and ratio.is_ground and ratio.LC().is_Integer:
            choices.append([int(ratio.LC()) if i == index else 0 for i in range(len(others))])
    for choice in choices:
        exact = e - sum((c * other for c, other in zip(choice, others, strict=True)), e * 0)
        (quotient,), left = sympy.reduced(exact, [d], order="lex")
        if left.is_zero and all(c.is_Integer for c in quotient.coeffs()):
            return _monomials(quotient.reorder(*_symbols(variables))), choice
    return None


def _symbols(variables: int) -> tuple[sympy.Symbol, ...]:
    import sympy

    return tuple(sympy.Symbol(f"v{i}") for i in range(variables))


def _poly(polynomial: Monomials, variables: int) -> Any:
    import sympy

    return sympy.Poly(dict(polynomial) or {(0,) * variables: 0}, *_symbols(variables), domain=sympy.ZZ)


def _monomials(poly: Any) -> Monomials:
    return {tuple(int(i) for i in exponents): int(c) for exponents, c in poly.terms() if c}
