"""Compiled files that Lean never wrote: proofs, types and constructors swapped behind the checker's back."""

from __future__ import annotations

import struct
from collections.abc import Callable

import pytest

from prover_bridge import certify as certifying
from prover_bridge import olean
from prover_bridge.certificate import Verdict
from prover_bridge.compiled import Compiled, compile_text
from prover_bridge.environment import Environment
from prover_bridge.expression import Expr, Level, Terms
from prover_bridge.library import FileScope

TEXT = """
inductive Color | red | green | blue
theorem first : 1 + 1 = 2 := rfl
theorem second : True ∧ True := ⟨trivial, trivial⟩
theorem link0 : 1 = 1 := rfl
theorem link1 : 1 = 1 := link0
theorem link2 : 1 = 1 := link1
theorem link3 : 1 = 1 := link2
theorem link4 : 1 = 1 := link3
theorem link5 : 1 = 1 := link4
theorem link6 : 1 = 1 := link5
theorem link7 : 1 = 1 := link6
theorem fifth (x : Color) : x = x := by cases x <;> rfl
theorem sixth : Color.red ≠ Color.green := by intro h; cases h
"""

Objects = olean.Objects[Level, Expr]
Check = Callable[[bytes, str], Verdict]


class File:
    """A compiled file whose words can be changed."""

    def __init__(self, raw: bytes) -> None:
        self.raw = bytearray(raw)
        self.module: olean.Module[Level, Expr] = olean.Module([raw], Terms())
        self.objects: Objects = self.module._objects

    def value(self, name: str) -> int:
        """Address of the structure behind a declaration."""
        return self.objects.field(self.module._addresses()[name], 0)

    def put(self, address: int, field: int, target: int) -> None:
        struct.pack_into("<Q", self.raw, (self.objects.index(address) + 1 + field) * 8, target)

    def get(self, address: int, field: int) -> int:
        return self.objects.field(address, field)


@pytest.fixture
def file(environment: Environment) -> File:
    with certifying.checker_for(environment, certifying.DEFAULT_LIMITS) as checker:
        compiled = compile_text(checker.library, TEXT, "x.lean", checker.limits, [])
    assert not isinstance(compiled, str), compiled
    return File(compiled.bytes)


@pytest.fixture
def verdict(environment: Environment) -> Check:
    def run(raw: bytes, name: str) -> Verdict:
        with certifying.checker_for(environment, certifying.DEFAULT_LIMITS) as checker:
            module: olean.Module[Level, Expr] = olean.Module([raw], Terms())
            compiled = Compiled(raw, FileScope(module, checker.library))
            return checker.check_compiled(compiled, None, [name])[0]

    return run


def test_untouched(file: File, verdict: Check) -> None:
    for name in certifying.theorems(file.module):
        assert verdict(bytes(file.raw), name).status == "certified"


def later(file: File, first: str, second: str) -> tuple[str, str]:
    """The two names, the one whose object lies higher first: it can be made to point to the other's parts."""
    return (first, second) if file.value(first) > file.value(second) else (second, first)


def test_a_proof_swapped(file: File, verdict: Check) -> None:
    target, source = later(file, "first", "second")
    file.put(file.value(target), 1, file.get(file.value(source), 1))
    found = verdict(bytes(file.raw), target)
    assert found.status == "refused" and found.reason is not None and found.reason.startswith("kernel: ")
    assert verdict(bytes(file.raw), source).status == "certified"  # the other theorems are judged by themselves


def test_a_type_swapped(file: File, verdict: Check) -> None:
    target, source = later(file, "first", "second")
    heads = [file.get(file.value(name), 0) for name in (target, source)]
    assert heads[0] > file.get(heads[1], 2)
    file.put(heads[0], 2, file.get(heads[1], 2))
    found = verdict(bytes(file.raw), target)
    assert found.status == "refused" and found.reason is not None and found.reason.startswith("kernel: ")


def test_theorems_that_prove_each_other(file: File, verdict: Check) -> None:
    # Each link's proof is the constant before it; some earlier link can be made to point at a later one's.
    found = next(
        (early, file.get(file.value(f"link{j + 1}"), 1))
        for i in range(7)
        for j in range(i, 7)
        if file.get(file.value(f"link{j + 1}"), 1) < file.value(early := f"link{i}")
    )
    early, proof = found
    file.put(file.value(early), 1, proof)
    answer = verdict(bytes(file.raw), early)
    assert answer.status == "refused" and "circle" in (answer.reason or "")


def test_hashes_and_flags_cached_in_the_file_are_not_believed(file: File, verdict: Check) -> None:
    honest = verdict(bytes(file.raw), "fifth")
    for name in file.module.names:
        file.module.constant(name)
    changed = 0
    for address in list(file.objects._expressions):
        index = file.objects.index(address)
        fields = (file.objects._words[index] >> 48) & 0xFF
        struct.pack_into("<Q", file.raw, (index + 1 + fields) * 8, 0xFEEDFACEFEEDFACE)
        changed += 1
    assert changed > 100
    found = verdict(bytes(file.raw), "fifth")
    assert found.status == "certified"
    assert found.proof_hash == honest.proof_hash and found.statement == honest.statement


@pytest.mark.parametrize("name, field, number", [("Color.green", 2, 0), ("Color.green", 4, 1), ("Color", 1, 1)])
def test_numbers_of_a_type_changed(file: File, verdict: Check, name: str, field: int, number: int) -> None:
    file.put(file.value(name), field, 2 * number + 1)
    found = verdict(bytes(file.raw), "sixth")
    assert found.status == "refused" and found.reason is not None and found.reason.startswith("kernel: ")


def test_a_constructor_left_out_of_its_type(file: File, verdict: Check) -> None:
    color = file.value("Color")
    made = file.get(color, 4)
    file.put(color, 4, file.get(made, 1))  # without `red`
    assert verdict(bytes(file.raw), "sixth").status == "refused"


def test_a_recursors_rules_swapped(file: File, verdict: Check) -> None:
    rules = file.get(file.value("Color.rec"), 6)
    first, rest = file.get(rules, 0), file.get(rules, 1)
    second = file.get(rest, 0)
    if second > file.get(first, 2):
        file.put(second, 2, file.get(first, 2))
    else:
        file.put(first, 2, file.get(second, 2))
    found = verdict(bytes(file.raw), "fifth")
    assert found.status == "refused" and "Color.rec" in (found.reason or "")


def test_an_unsafe_flag_set(file: File, verdict: Check) -> None:
    color = file.value("Color")
    index = file.objects.index(color)
    fields = (file.objects._words[index] >> 48) & 0xFF
    file.raw[(index + 1 + fields) * 8 + 1] = 1
    found = verdict(bytes(file.raw), "sixth")
    assert found.status == "refused" and "unsafe" in (found.reason or "")


def test_a_universe_parameter_dropped(environment: Environment, verdict: Check) -> None:
    with certifying.checker_for(environment, certifying.DEFAULT_LIMITS) as checker:
        text = "theorem t.{u} (α : Type u) (a : α) : a = a := rfl"
        compiled = compile_text(checker.library, text, "x.lean", checker.limits, [])
    assert not isinstance(compiled, str)
    file = File(compiled.bytes)
    file.put(file.get(file.value("t"), 0), 1, 1)
    found = verdict(bytes(file.raw), "t")
    assert found.status == "refused" and "universe parameter" in (found.reason or "")
