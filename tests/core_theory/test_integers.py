"""Compiled code computes some functions on integers itself: they must be what the core defines.

Checked three ways on the same arguments: Python's values, the values of the definitions (the kernel unfolds them, it
has no shortcut for integers), and what compiled code gives. Equations that determine each function are theorems.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.lean_runs import ALLOWED_AXIOMS, CORE, axioms_used, lean, theorems

THEORY = [
    "Int/Lemmas", "Int/Order", "Int/DivMod", "Int/Pow", "Int/LemmasAux", "Int/DivModLemmas", "Int/Linear",
    "Int/Equations", "Omega/Coeffs", "Omega/LinearCombo", "Omega/Constraint", "Omega/Int", "Omega/Logic", "Omega/Data",
]  # fmt: skip


def tdiv(a: int, b: int) -> int:
    """Rounded towards zero; zero if the divisor is zero."""
    if b == 0:
        return 0
    quotient = abs(a) // abs(b)
    return quotient if (a < 0) == (b < 0) else -quotient


def emod(a: int, b: int) -> int:
    """Never negative; the dividend if the divisor is zero."""
    return a % abs(b) if b else a


def bmod(a: int, b: int) -> int:
    """Around zero: from -b/2 up to b/2."""
    remainder = a % b if b else a
    return remainder if remainder < (b + 1) // 2 else remainder - b


BINARY: dict[str, Callable[[int, int], int]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "ediv": lambda a, b: (a - emod(a, b)) // b if b else 0,
    "emod": emod,
    "tdiv": tdiv,
    "tmod": lambda a, b: a - b * tdiv(a, b),
    "fdiv": lambda a, b: a // b if b else 0,
    "fmod": lambda a, b: a % b if b else a,
}
UNARY: dict[str, Callable[[int], int]] = {
    "neg": lambda a: -a,
    "natAbs": abs,
    "toNat": lambda a: max(a, 0),
    "sign": lambda a: (a > 0) - (a < 0),
}
COMPARISONS: dict[str, Callable[[int, int], bool]] = {
    "a = b": lambda a, b: a == b,
    "a < b": lambda a, b: a < b,
    "a ≤ b": lambda a, b: a <= b,
    "a ∣ b": lambda a, b: b % a == 0 if a else b == 0,
    "a == b": lambda a, b: a == b,
    "min a b = a": lambda a, b: a <= b,
    "max a b = a": lambda a, b: b <= a,
}
VALUES = [-13, -7, -6, -2, -1, 0, 1, 2, 3, 5, 7, 12, 2**70 + 1, -(2**70) - 12345, 10**30, -(3**40)]
NATURALS = [0, 1, 2, 3, 4]


def literal(number: int) -> str:
    return f"(-{-number:#x})" if number < 0 else f"{number:#x}"


def check(term: str, values: list[int], second: list[int], kind: str) -> str:
    """A Boolean term: `term`, at each pair of the two lists, gives the values. All values are one number.

    The base is more than twice any value, so that such a sum of values times powers of it has one reading only.
    """
    base = 1 << (max(map(abs, values)).bit_length() + 2)
    expected = 0
    for value in values:
        expected = expected * base + value
    lists = [
        f"([{', '.join(map(str, numbers))}] : List {type_})" for numbers, type_ in ((VALUES, "Int"), (second, kind))
    ]
    sum_ = f"{lists[0]}.foldl (fun h a => {lists[1]}.foldl (fun h b => h * {base:#x} + ({term} : Int)) h) 0"
    return f"({sum_} : Int) == {literal(expected)}"


def checks() -> list[str]:
    """Boolean terms, each of which compares a function with Python's values on all arguments."""
    pairs = [(a, b) for a in VALUES for b in VALUES]
    mixed = [(a, b) for a in VALUES for b in NATURALS]
    terms = [check(f"Int.{name} a b", [f(a, b) for a, b in pairs], VALUES, "Int") for name, f in BINARY.items()]
    terms += [check(f"Int.{name} a", [f(a) for a in VALUES], [0], "Nat") for name, f in UNARY.items()]
    for text, compare in COMPARISONS.items():
        terms.append(check(f"bif {text} then 1 else 0", [int(compare(a, b)) for a, b in pairs], VALUES, "Int"))
    terms.append(check("a ^ b", [a**b for a, b in mixed], NATURALS, "Nat"))
    terms.append(check("Int.bmod a b", [bmod(a, b) for a, b in mixed], NATURALS, "Nat"))
    quotients = [(a - bmod(a, b)) // b if b else 0 for a, b in mixed]
    return [*terms, check("Int.bdiv a b", quotients, NATURALS, "Nat")]


def test_definitions_have_pythons_values(tmp_path: Path) -> None:
    lean("\n".join(f"example : ({term}) = true := by decide +kernel" for term in checks()) + "\n", tmp_path)


def test_compiled_code_has_the_values_of_the_definitions(tmp_path: Path) -> None:
    terms = checks()
    option = "set_option linter.unusedVariables false\n"
    printed = lean(option + "\n".join(f"#eval {term}" for term in terms) + "\n", tmp_path)
    assert printed.split() == ["true"] * len(terms)


def test_a_wrong_value_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        lean("example : Int.tdiv (-7) 2 = -4 := by decide +kernel\n", tmp_path)
    assert lean("#eval Int.tdiv (-7) 2 == -4\n", tmp_path).split() == ["false"]


def test_slash_and_percent_are_euclidean(tmp_path: Path) -> None:
    lean(
        "example (a b : Int) : a / b = Int.ediv a b := rfl\nexample (a b : Int) : a % b = Int.emod a b := rfl\n"
        "example : (-7 : Int) / 2 = -4 ∧ (-7 : Int) % 2 = 1 ∧ (7 : Int) / -2 = -3 ∧ (7 : Int) % -2 = 1 := by decide\n",
        tmp_path,
    )


def test_simp_evaluates_literals(tmp_path: Path) -> None:
    goals = [
        f"Int.{name} ({a}) ({b}) = {BINARY[name](a, b)}"
        for name in ("tdiv", "tmod", "fdiv", "fmod")
        for a, b in ((-7, 2), (7, -2))
    ]
    signs = {"add": "+", "sub": "-", "mul": "*", "ediv": "/", "emod": "%"}
    goals += [
        f"({a} : Int) {sign} {b} = {BINARY[name](a, b)}"
        for name, sign in signs.items()
        for a, b in ((-17, 5), (10**20, -3))
    ]
    goals += ["(-3 : Int) ^ 5 = -243", "(-3 : Int).natAbs = 3", "(-3 : Int).toNat = 0", "(5 : Int).bmod 4 = 1"]
    goals += [
        "(3 : Int) ∣ 12",
        "¬(5 : Int) ∣ 12",
        "(-3 : Int) < 2",
        "¬(2 : Int) ≤ -3",
        "(2 : Int) ≠ -3",
        "((4 : Nat) : Int) = 4",
    ]
    lean("\n".join(f"example : {goal} := by simp" for goal in goals) + "\n", tmp_path)


def test_every_native_function_has_its_equations() -> None:
    text = (CORE / "Init/Int/Basic.lean").read_text(encoding="utf-8")
    native = re.findall(r'@\[extern "lean_\w+".*\]\s*(?:protected )?(?:def|instance) (\w+)', text)
    assert {"neg", "add", "mul", "sub", "natAbs", "decEq", "decLe", "decLt", "ediv", "emod", "tdiv", "tmod"} <= set(
        native
    )
    stated = " ".join(theorems("Int/Equations"))
    for function in [*native, "ofNat", "negSucc"]:
        assert re.search(rf"[._]{function}_", stated), function


@pytest.mark.slow
def test_theory_uses_no_further_axiom(tmp_path: Path) -> None:
    names = [name for module in THEORY for name in theorems(module)]
    assert len(names) > 500
    assert axioms_used(names, "Init.Int.Equations", tmp_path) <= ALLOWED_AXIOMS
