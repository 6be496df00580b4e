"""The whole core, constant by constant: what it rests on, and whether it says what Lean's own core says."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from prover_bridge import certify as certifying
from prover_bridge import constants as c
from prover_bridge import core_comparison, toolchain
from prover_bridge.certificate import ALLOWED_AXIOMS
from prover_bridge.checks import _AXIOM_KEYS
from prover_bridge.compiled import Compiled
from prover_bridge.core_comparison import Declarations, compare
from prover_bridge.environment import Environment
from prover_bridge.expression import Name, components
from prover_bridge.keys import Hasher
from prover_bridge.library import Library

STATEMENTS = Path(__file__).parent.parent / "core" / "lean_statements.lean"

# What the compiler wants: axioms of Lean's own prelude that it erases or replaces. Unsafe, so no proof can use them.
COMPILERS = {
    *("lcProof", "lcAny", "lcVoid", "lcErased", "lcUnreachable", "lcCast", "Quot.lcInv", "isScalarObj"),
}
# Unsafe definitions of Lean's own prelude and of its quotations.
UNSAFE = {
    *("unsafeCast", "Array.getInternalBorrowed", "Array.get!InternalBorrowed"),
    *("Lean.TSyntaxArray.rawImpl", "Lean.TSyntaxArray.mkImpl"),
}
# Opaque constants that theorems may mention: two of Lean's own, and one in a default tactic, which no key sees.
OPAQUE = {"System.Platform.getNumBits", "Lean.Macro.MethodsRefPointed", "Lean.mkAtom"}


@pytest.fixture(scope="module")
def library(environment: Environment) -> Library:
    return Library(environment)


def all_names(library: Library) -> list[Name]:
    return [name for module in library.modules.values() for name in module.names]


def axioms_below(library: Library, names: Iterable[Name]) -> dict[Name, frozenset[Name]]:
    """The axioms on which each constant rests, and each opaque or unsafe one."""
    found: dict[Name, frozenset[Name]] = {}
    stack = list(names)
    while stack:
        name = stack[-1]
        if name in found:
            stack.pop()
            continue
        facts = library.facts(name)
        waiting = [need for need in facts.needs if need not in found]
        if waiting:
            stack += waiting
            continue
        own = {name} if facts.kind == "axiom" or facts.unsafe or facts.kind == "opaque" else set()
        found[name] = frozenset(own).union(*(found[need] for need in facts.needs))
        stack.pop()
    return found


def test_the_axioms_are_the_three_and_the_compilers(library: Library) -> None:
    axioms = {name: constant for name in all_names(library) if isinstance(constant := library.constant(name), c.Axiom)}
    assert set(axioms) == ALLOWED_AXIOMS | COMPILERS | {"sorryAx"}
    assert {name for name, axiom in axioms.items() if axiom.unsafe} == COMPILERS
    hasher = Hasher(library)
    assert {name: hasher.coarse_key(axioms[name]) for name in ALLOWED_AXIOMS} == _AXIOM_KEYS


def test_unsafe_constants_are_the_compilers(library: Library) -> None:
    for name in all_names(library):
        constant = library.constant(name)
        if constant.unsafe and name not in COMPILERS | UNSAFE:
            # `_unsafe_rec` runs a recursion, `_override` a type's own code; `_proof_1` belongs to unsafeCast.
            assert {"_unsafe_rec", "_override"} & set(components(name)) or name == "unsafeCast._proof_1", name


def test_nothing_rests_on_more_than_the_three_axioms(library: Library) -> None:
    """Every theorem and definition, through everything that it mentions; theorems on few opaque constants, too."""
    safe = [name for name in all_names(library) if not library.constant(name).unsafe and name != "sorryAx"]
    below = axioms_below(library, safe)
    theorems = [name for name in safe if isinstance(library.constant(name), c.Theorem)]
    assert len(theorems) > 2000
    for name in safe:
        beyond = below[name] - ALLOWED_AXIOMS
        assert not any(library.facts(each).kind == "axiom" or library.facts(each).unsafe for each in beyond), name
    assert set().union(*(below[name] for name in theorems)) <= ALLOWED_AXIOMS | OPAQUE


def stated(environment: Environment, text: str) -> Declarations:
    """The declarations of a text under `Expected`, without that prefix: a stand-in for Lean's own."""
    with certifying.checker_for(environment, certifying.DEFAULT_LIMITS) as checker:
        compiled = checker.compile_trusted(text, "the stand-in")
    assert isinstance(compiled, Compiled)
    table = {}
    for name in compiled.module.names:
        constant = compiled.module.constant(name)
        if isinstance(constant, c.Axiom):  # a theorem whose proof is not of interest
            constant = c.Theorem(name, constant.universes, constant.type, constant.type, (name,))
        table[name.removeprefix("Expected.")] = constant
    return Declarations(table, compiled.scope)


def test_statements_are_those_of_leans_sources(environment: Environment, library: Library) -> None:
    expected = stated(environment, STATEMENTS.read_text(encoding="utf-8"))
    ours = {name: library.constant(name) for name in expected.table if name in library}
    assert sorted(set(expected.table) - set(ours)) == []
    assert len(ours) > 380 and list(map(str, compare(Declarations(ours, library), expected))) == []


def test_a_difference_is_seen(environment: Environment) -> None:
    """The comparison itself, between two stand-ins."""
    ours = """
theorem Expected.same (a b : Nat) (h : a = b) : b = a := h.symm
theorem Expected.weaker (a : Nat) (h : 0 < a) : a ≠ 0 := fun e => Nat.lt_irrefl 0 (e ▸ h)
theorem Expected.implicit {a : Nat} : a = a := rfl
theorem Expected.kind : Nat = Nat := rfl
theorem Expected.ours_alone : True := trivial
def Expected.value (n : Nat) : Nat := n
"""
    theirs = """
theorem Expected.same (x y : Nat) : x = y → y = x := fun h => h.symm
theorem Expected.weaker (a : Nat) (h : 1 < a) : a ≠ 0 := fun e => Nat.not_lt_zero 1 (e ▸ h)
theorem Expected.implicit (a : Nat) : a = a := rfl
def Expected.kind : Type 1 := Type
theorem Expected.theirs_alone : True := trivial
def Expected.value (n : Nat) : Nat := n + 0
"""
    found = compare(stated(environment, ours), stated(environment, theirs))
    assert {(each.name, each.what) for each in found} == {
        ("weaker", "statement"),
        ("implicit", "arguments"),
        ("kind", "kind"),
        ("ours_alone", "missing"),
    }
    assert "0 < a" in str(next(each for each in found if each.name == "weaker"))


def test_what_is_compared(library: Library) -> None:
    ours = core_comparison.core(library).table
    theorems = sum(isinstance(each, c.Theorem) for each in ours.values())
    assert {"Nat.add_comm", "Int.emod", "List.map", "Or.inl", "Decidable"} <= set(ours)
    assert theorems > 1000 and not any("Lemmasmith" in name or name.startswith("_private") for name in ours)


@pytest.mark.slow
@pytest.mark.full_toolchain
def test_the_core_says_what_a_full_toolchain_says() -> None:
    if shutil.which("lean") is None:
        pytest.skip("no full Lean toolchain here: the core's statements were not compared with Lean's own")
    full = toolchain.find()
    if full.version != toolchain.EMBEDDED_VERSION:
        pytest.skip(f"{full.name} has not the core's version {toolchain.EMBEDDED_VERSION}")
    count, found = core_comparison.compared_with(full)
    assert count > 1000 and [str(each) for each in found] == []
