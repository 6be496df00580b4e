"""The kernel computes some functions on natural numbers itself: they must be what the core defines.

Checked three ways: equations that determine each function are theorems without further axioms; the kernel's values
are Python's; and a copy of each definition under another name, which the kernel does not know, has the same values.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.lean_runs import ALLOWED_AXIOMS, CORE, axioms_used, lean, theorems

THEORY = ["Nat/Basic", "Nat/Arith", "Nat/Lemmas", "Nat/Div", "Nat/Gcd", "Nat/Bitwise", "Nat/Equations", "List/Lemmas"]

BINARY: dict[str, Callable[[int, int], int]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: max(a - b, 0),
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a // b if b else 0,
    "mod": lambda a, b: a % b if b else a,
    "pow": lambda a, b: a**b,
    "gcd": math.gcd,
    "land": lambda a, b: a & b,
    "lor": lambda a, b: a | b,
    "xor": lambda a, b: a ^ b,
    "shiftLeft": lambda a, b: a << b,
    "shiftRight": lambda a, b: a >> b,
}
COMPARISONS: dict[str, Callable[[int, int], bool]] = {"beq": lambda a, b: a == b, "ble": lambda a, b: a <= b}
SMALL = [(a, b) for a in (0, 1, 2, 3, 5, 6, 7, 8, 12) for b in (0, 1, 2, 3, 4, 7)]
LARGE = [(2**70 + 12345, 2**65 - 3), (10**30, 10**20 + 1), (3**40, 17), (17, 3**40), (0, 2**80), (2**80, 0)]

# Where each definition stands, with the auxiliary definitions that it alone uses before it.
DEFINITIONS = {
    "Prelude": [
        ["add"], ["mul"], ["pow"], ["beq"], ["ble"], ["sub"], ["div.go", "div"], ["modCore.go", "modCore", "mod"],
    ],
    "Nat/Gcd": [["gcdFuel", "gcd"]],
    "Nat/Bitwise": [
        ["shiftLeft"], ["shiftRight"], ["bitwiseFuel", "bitwise", "land", "lor", "xor"], ["log2Fuel", "log2"],
    ],
}  # fmt: skip


def copies() -> str:
    """Each definition again, as `Nat.copy_…`, taken from the core's own text; it may use the other functions."""
    texts = []
    for module, groups in DEFINITIONS.items():
        source = (CORE / "Init" / f"{module}.lean").read_text()
        for group in groups:
            for name in group:
                head = rf"^(?:protected |private )?(?:noncomputable )?def (?:Nat\.)?{re.escape(name)} "
                found = re.search(head + r".*\n(?:[ \t]+.*\n)*", source, re.M)
                assert found, f"no definition of {name} in {module}"
                text = re.sub(r"^(protected |private |noncomputable )*", "", found.group())
                for own in group:
                    new = "copy_" + own.replace(".", "_")
                    text = re.sub(rf"(?<![\w.])(?:Nat\.)?{re.escape(own)}(?![\w.'])", new, text)
                texts.append(text)
    return "noncomputable section\nnamespace Nat\n" + "\n".join(texts) + "end Nat\nend\n"


@pytest.mark.slow
def test_theory_uses_no_further_axiom(tmp_path: Path) -> None:
    names = [name for module in THEORY for name in theorems(module)]
    assert len(names) > 400
    assert axioms_used(names, "Init.Nat.Equations", tmp_path) <= ALLOWED_AXIOMS


def test_every_native_function_has_its_equations() -> None:
    stated = {name.rsplit(".", 1)[1] for name in theorems("Nat/Equations")}
    for function in [*BINARY, *COMPARISONS, "log2", "succ", "pred"]:
        assert any(name.startswith(function + "_") for name in stated), function


def test_kernel_values_are_right(tmp_path: Path) -> None:
    lines = []
    for name, function in BINARY.items():
        for a, b in [*SMALL, *LARGE]:
            if b > 100 and name in ("pow", "shiftLeft", "shiftRight"):
                continue
            lines.append(f"example : Nat.{name} {a} {b} = {function(a, b)} := by decide +kernel")
    for name, compare in COMPARISONS.items():
        for a, b in [*SMALL, *LARGE]:
            lines.append(f"example : Nat.{name} {a} {b} = {str(compare(a, b)).lower()} := by decide +kernel")
    for a in [*range(20), 2**64 - 1, 2**64, 10**30]:
        lines.append(f"example : Nat.log2 {a} = {max(a.bit_length() - 1, 0)} := by decide +kernel")
    lean("\n".join(lines) + "\n", tmp_path)


def test_definitions_have_the_values_that_the_kernel_computes(tmp_path: Path) -> None:
    pairs = "[" + ", ".join(f"({a}, {b})" for a, b in SMALL) + "]"
    lines = [copies()]
    for name in [*BINARY, *COMPARISONS]:
        lines.append(f"example : ({pairs} : List (Nat × Nat)).all")
        lines.append(f"    (fun p => Nat.copy_{name} p.1 p.2 == Nat.{name} p.1 p.2) = true := by decide +kernel")
    numbers = "[" + ", ".join(map(str, range(34))) + "]"
    lines.append(f"example : ({numbers} : List Nat).all")
    lines.append("    (fun n => Nat.copy_log2 n == Nat.log2 n) = true := by decide +kernel")
    lean("\n".join(lines) + "\n", tmp_path)


def test_a_wrong_value_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        lean("example : Nat.gcd 12 18 = 5 := by decide +kernel\n", tmp_path)
