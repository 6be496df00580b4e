"""Keys: the same for two spellings of a statement, different for different statements, on every machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from prover_bridge.certificate import Statement
from prover_bridge.certify import certify, statements
from prover_bridge.environment import Environment
from prover_bridge.expression import components, join
from prover_bridge.keys import is_compiler_made, lasting_name


def stated(environment: Environment, text: str) -> Statement:
    return statements(environment, text)[-1]


SAME = {
    "binder names": (
        "theorem t (a b : Nat) : a + b = b + a := sorry",
        "theorem u (x y : Nat) : x + y = y + x := sorry",
    ),
    "binder kinds": (
        "theorem t (α : Type) (a : α) : a = a := sorry",
        "theorem t {α : Type} (a : α) : a = a := sorry",
    ),
    "before and behind the colon": (
        "theorem t (p q : Prop) (h : p) : q → p := sorry",
        "theorem t : ∀ (p q : Prop), p → q → p := sorry",
    ),
    "notation": (
        "theorem t (p q : Prop) : p ∧ q ↔ q ∧ p := sorry",
        "theorem t (p q : Prop) : Iff (And p q) (And q p) := sorry",
    ),
    "a notation of one's own": (
        "theorem t (a b : Nat) : a + b = b + a := sorry",
        'local infixl:65 " ⊞ " => HAdd.hAdd (α := Nat) (β := Nat) (γ := Nat)\n'
        "theorem t (a b : Nat) : a ⊞ b = b ⊞ a := sorry",
    ),
    "variables and namespaces": (
        "theorem t (xs : List Nat) : xs = xs := sorry",
        "namespace A\nvariable (ys : List Nat)\ntheorem other : ys = ys := sorry\nend A",
    ),
    "universe names": (
        "theorem t.{u, v} (α : Type u) (β : Type v) (f : α → β) : f = f := sorry",
        "theorem t.{x, y} (α : Type x) (β : Type y) (f : α → β) : f = f := sorry",
    ),
    "default values": (
        "theorem t (n : Nat) : n = n := sorry",
        "theorem t (n : Nat := 5) : n = n := sorry",
    ),
    "what stands before it in the file": (
        "def f (n : Nat) : Nat := match n with | 0 => 1 | k + 1 => k\ntheorem t : f 0 = 1 := sorry",
        "def before (n : Nat) : Nat := match n with | 0 => 1 | k + 1 => k\nprivate theorem gap : True := trivial\n"
        "def f (n : Nat) : Nat := match n with | 0 => 1 | k + 1 => k\ntheorem t : f 0 = 1 := sorry",
    ),
}

DIFFERENT = {
    "sides": ("theorem t (a b : Nat) : a + b = b + a := sorry", "theorem t (a b : Nat) : b + a = a + b := sorry"),
    "numbers": ("theorem t : 2 = 2 := sorry", "theorem t : 3 = 3 := sorry"),
    "types": ("theorem t (a : Nat) : a = a := sorry", "theorem t (a : Bool) : a = a := sorry"),
    "order of hypotheses": (
        "theorem t (p q : Prop) (a : p) (b : q) : p := sorry",
        "theorem t (p q : Prop) (b : q) (a : p) : p := sorry",
    ),
    "a definition's body": (
        "def f : Nat := 1\ntheorem t : f = f := sorry",
        "def f : Nat := 2\ntheorem t : f = f := sorry",
    ),
    "a definition's name": (
        "def f : Nat := 1\ntheorem t : f = f := sorry",
        "def g : Nat := 1\ntheorem t : g = g := sorry",
    ),
    "a constructor": (
        "inductive T | a | b\ntheorem t (x : T) : x = x := sorry",
        "inductive T | a | c\ntheorem t (x : T) : x = x := sorry",
    ),
    "universes": (
        "theorem t (α : Type) (a : α) : a = a := sorry",
        "theorem t.{u} (α : Type u) (a : α) : a = a := sorry",
    ),
    "a private definition": (
        "private def f : Nat := 1\ntheorem t : f = f := sorry",
        "private def f : Nat := 2\ntheorem t : f = f := sorry",
    ),
}


@pytest.mark.parametrize("what", SAME)
def test_one_statement_one_key(environment: Environment, what: str) -> None:
    first, second = (stated(environment, text) for text in SAME[what])
    assert first.key == second.key and first.coarse_key == second.coarse_key


@pytest.mark.parametrize("what", DIFFERENT)
def test_two_statements_two_keys(environment: Environment, what: str) -> None:
    first, second = (stated(environment, text) for text in DIFFERENT[what])
    assert first.key != second.key


def test_the_coarse_key_does_not_see_into_definitions(environment: Environment) -> None:
    first, second = (stated(environment, text) for text in DIFFERENT["a definition's body"])
    assert first.coarse_key == second.coarse_key
    first, second = (stated(environment, text) for text in DIFFERENT["a definition's name"])
    assert first.coarse_key != second.coarse_key


def test_a_theorem_behind_a_definition_counts_by_its_statement(environment: Environment) -> None:
    text = (
        "theorem one : (1 : Nat) = 1 := {proof}\ndef f : {{ n : Nat // n = 1 }} := ⟨1, one⟩\n"
        "theorem t : f.1 = 1 := sorry"
    )
    first = stated(environment, text.format(proof="rfl"))
    second = stated(environment, text.format(proof="Eq.trans rfl rfl"))
    assert first.key == second.key


def test_proof_hashes(environment: Environment) -> None:
    def proof_hash(text: str) -> str | None:
        return certify(environment, text)[-1].proof_hash

    short = proof_hash("theorem t (p : Prop) (h : p) : p := h")
    assert short == proof_hash("theorem other (q : Prop) (x : q) : q := x")
    assert short != proof_hash("theorem t (p : Prop) (h : p) : p := id h")
    lemma = "theorem one (p : Prop) (h : p) : p := {proof}\ntheorem t (p : Prop) (h : p) : p := one p h"
    # The proof hash sees into the proofs of the file's own lemmas, the statement key does not.
    assert proof_hash(lemma.format(proof="h")) != proof_hash(lemma.format(proof="id h"))


PRINTS_KEYS = """
import json, sys
from prover_bridge import toolchain
from prover_bridge.certify import certify
from prover_bridge.environment import of_text
text = sys.stdin.read()
verdicts = certify(of_text(toolchain.embedded(), ""), text)
print(json.dumps([[v.name, v.statement.key, v.statement.coarse_key, v.proof_hash] for v in verdicts]))
"""


def test_keys_do_not_depend_on_the_process(tmp_path: Path) -> None:
    text = """
inductive Tree | leaf | node (l r : Tree)
def Tree.size : Tree → Nat | .leaf => 0 | .node l r => l.size + r.size + 1
theorem Tree.size_leaf : Tree.leaf.size = 0 := rfl
theorem em' (p : Prop) : p ∨ ¬p := Classical.em p
"""
    root = Path(__file__).resolve().parents[2]
    answers = []
    for seed in ("1", "2"):
        variables = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
        done = subprocess.run(
            [sys.executable, "-c", PRINTS_KEYS], input=text, env=variables, capture_output=True, text=True, check=True
        )
        answers.append(json.loads(done.stdout))
    assert answers[0] == answers[1] and len(answers[0]) == 2


@pytest.mark.parametrize(
    "parts",
    [(), ("a",), ("Nat", "add"), ("a b", "c"), ("x", 3, "y"), ("3",), ("a.b", "c"), ("»", "\\"), ("", "x"), ("«",)],
)
def test_names_are_written_and_read_back(parts: tuple[str | int, ...]) -> None:
    if parts != ():
        assert components(join(parts)) == parts


def test_which_names_the_compiler_made() -> None:
    made = ["foo.match_1", "foo._proof_2", "a._cstage1", "x.eq_3", "foo._auto_1", "a.b._hyg.12"]
    authored = ["foo", "Nat.add_comm", "a.matched", "proof", "_private.M.0.foo", "x.match"]
    assert all(map(is_compiler_made, made)) and not any(map(is_compiler_made, authored))
    assert lasting_name("_private.M.0.foo", imported=False) == lasting_name("_private.N.0.foo", imported=False)
    assert lasting_name("_private.M.0.foo", imported=True) != lasting_name("_private.N.0.foo", imported=True)
    assert lasting_name("_private.M.0.foo", imported=False) != lasting_name("foo", imported=False)
