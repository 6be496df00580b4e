"""The embedded proposer on numbers of the core: residues, periods of powers, finitely many cases."""

from __future__ import annotations

import pytest

from agent.proposers.polynomial import combine, multiply
from agent.proposers.rules.algebra import squares
from agent.proposers.rules.residues import period
from prover_bridge.environment import Environment

from .test_embedded import plain, prove

__all__ = ["plain"]  # the fixture

CALLS = 120


@pytest.mark.parametrize(
    "statement",
    [
        "cube_residue (a : Int) : a ^ 3 % 9 = 0 ∨ a ^ 3 % 9 = 1 ∨ a ^ 3 % 9 = 8",
        "given_residues (x y : Int) (h : x % 11 = 3) (k : y % 11 = 5) : (x + 2) ^ 2 * (y + 1) % 11 = 7",
        "product_of_three (n : Nat) : 3 ∣ n * (n + 1) * (n + 2)",
        "power_and_exponent (n : Nat) (h : 31 ∣ 2 ^ n - 1) : 5 ∣ n",
        "never (n : Nat) : ¬5 ∣ 3 ^ (4 * n + 1) + 1",
        "quadratic (b : Nat) (h : b ^ 2 + 3 * b = 40) : b = 5",
        "system (x y : Nat) (h : x * y + x = 24) (k : 0 < x) : x + y ≤ 24",
        "exponents (x y : Nat) (h : 2 ^ x * 5 ^ y = 200) : x + y = 5",
        "rectangle (a b : Nat) (h : a * b = 36) (k : (a + 1) * (b + 2) = 60) : a = 9 ∨ a = 2",
        "consecutive (n : Int) (h : n * (n + 1) * (n + 2) = 60) : n = 3",
        "roots (n : Int) (h : n ^ 3 - 6 * n ^ 2 + 11 * n = 6) (k : n ≠ 1) : n = 2 ∨ n = 3",
        "no_other_root (n : Int) (h : (n + 4) * (n ^ 2 + n + 1) = 0) : n = -4",
        "modulo (a b : Int) (h : a ^ 2 + b ^ 2 = 3 * a * b) : a + b + 1 ∣ 3 * a ^ 2 - 5 * a * b + 2 * b ^ 2 + a",
        "quotient (n : Nat) : n + 1 ∣ n ^ 3 + 3 * n ^ 2 + 3 * n + 1",
        "a_value (a b : Int) (h : a = b + 4) : ∃ x : Int, 2 * x + 2 * b = 6 * a + 8",
        "a_difference (a b : Nat) (h : a < b) : ∃ c, b = a + c + 1",
        "a_root : ∃ n : Int, n ^ 2 + 17 * n = -70 ∧ n < -8",
        "large_exponent (k : Nat) (h : k = 3 ^ 1001 + 5) : (7 ^ k + k) % 100 = 9",
        "far_member (u : Nat → Int) (a : u 0 = 3) (b : u 1 = 5) (h : ∀ n ≥ 2, u n = u (n - 1) - u (n - 2)) : "
        "u 1000 = -5",
        "either_way (x y : Int) (h : 0 < x ∧ 0 < y) (k : 11 ∣ x * y + 1) : 6 ≤ x + y",
        "hyperbola (x y : Int) (h : x * y - 3 * x + 2 * y = 13) (k : x > 0) : y < 11",
        "even_or_odd (n : Nat) : (∃ k, n = 2 * k) ∨ (∃ k, n = 2 * k + 1)",
        "three_ways (n : Int) : (∃ k, n = 3 * k + 2) ∨ (∃ k, n = 3 * k) ∨ (∃ k, n = 3 * k + 1)",
        "a_quotient (n : Nat) (h : n % 4 = 3) : ∃ k, n = 4 * k + 3",
        "odd_square (n : Nat) (h : n % 2 = 1) : n * n % 8 = 1",
        "a_difference_of_squares (a b : Int) : (a + b) * (a - b) = a * a - b * b",
        "binomial (a b : Nat) : (a + b) ^ 2 = a ^ 2 + 2 * a * b + b ^ 2",
        "means (a b : Int) : 4 * (a * b) ≤ (a + b) * (a + b)",
        "three_squares (a b c : Int) : a * b + b * c + c * a ≤ a ^ 2 + b ^ 2 + c ^ 2",
        "never_zero (a : Int) : 0 < a * a - a + 1",
        "between (f g : Nat → Nat) (h : ∀ n, f n < g n) (k : ∀ n, g n ≤ f n + 1) (n : Nat) : g n = f n + 1",
        "positive (x y : Int) (h : 0 < x) (k : x < y) (e : x * y + x + y = 19) : x ≤ 3",
    ],
)
def test_it_proves(plain: Environment, statement: str) -> None:
    result = prove(plain, "", [statement], CALLS)
    assert result.status == "proved", result.reason


@pytest.mark.parametrize(
    "statement",
    [
        "le_of_divides (a b : Nat) (h : a ∣ b) (hb : 0 < b) : a ≤ b",
        "mul_mono (a b c d : Nat) (h : a ≤ b) (k : c ≤ d) : a * c ≤ b * d",
        "mul_lt (a b c : Nat) (h : a < b) (hc : 0 < c) : a * c < b * c",
        "square_inj (a b : Nat) (h : a * a = b * b) : a = b",
        "scaled (a b c : Int) (h : a ≤ b) (hc : 0 ≤ c) : c * a ≤ c * b",
        "filtered {α : Type} (p : α → Bool) (xs : List α) : (xs.filter p).length ≤ xs.length",
        "split_at {α : Type} (a : α) (xs : List α) (h : a ∈ xs) : ∃ ys zs, xs = ys ++ a :: zs",
    ],
)
def test_theorems_of_the_library_are_found(plain: Environment, statement: str) -> None:
    result = prove(plain, "", [statement], 60)
    assert result.status == "proved", result.reason
    assert result.premises  # what they are is told


@pytest.mark.parametrize(
    "statement",
    [
        "wrong_residue (a : Int) : a ^ 2 % 5 = 0 ∨ a ^ 2 % 5 = 1",
        "wrong_solution (b : Nat) (h : b ^ 2 + 3 * b = 40) : b = 6",
        "wrong_means (a b : Int) : 5 * (a * b) ≤ (a + b) * (a + b)",
        "wrong_sign (a : Int) : 0 < a * a + 2 * a + 1",
        "wrong_exponent (n : Nat) (h : 7 ∣ 2 ^ n - 1) : 6 ∣ n",
    ],
)
def test_what_is_false_is_not_proved(plain: Environment, statement: str) -> None:
    assert prove(plain, "", [statement], CALLS).status != "proved"


def test_squares_sum_up_to_the_polynomial() -> None:
    form = {(2, 0): 3, (1, 1): -2, (0, 2): 5, (1, 0): 4, (0, 0): 7}
    found = squares(form, 2)
    assert found is not None
    factor, weighted, rest = found
    total = {(0, 0): rest}
    for weight, root in weighted:
        assert weight > 0
        total = combine(total, multiply(root, root), weight)
    assert total == {exponents: factor * c for exponents, c in form.items()}
    assert squares({(2, 0): 1, (1, 1): 3, (0, 2): 1}, 2) is None
    assert squares({(1, 1): 1}, 2) is None


@pytest.mark.parametrize(("base", "modulus"), [(2, 7), (3, 10), (2, 12), (10, 6), (5, 25), (7, 1)])
def test_a_period_is_one(base: int, modulus: int) -> None:
    start, length = period(base, modulus)
    assert all(pow(base, k, modulus) == pow(base, k + length, modulus) for k in range(start, start + 20))
    assert start == 0 or pow(base, start - 1, modulus) != pow(base, start - 1 + length, modulus)
