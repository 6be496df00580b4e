"""Every way to fool a checker that SOUNDNESS.md lists and that needs no sandbox to be stopped."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from prover_bridge.certificate import Verdict
from prover_bridge.certify import certify
from prover_bridge.environment import Environment

Check = Callable[..., Verdict]


def refused_by(verdict: Verdict, check: str, *words: str) -> None:
    assert verdict.status == "refused", verdict
    assert verdict.reason is not None and verdict.reason.startswith(f"{check}: "), verdict.reason
    for word in words:
        assert word in verdict.reason, verdict.reason
    assert verdict.proof_hash is None


def test_sorry(check: Check) -> None:
    refused_by(check("theorem t : 1 = 2 := sorry"), "axioms", "uses sorry")
    refused_by(check("theorem t : 1 = 2 := by\n  have h : 1 = 2 := by sorry\n  exact h"), "axioms", "uses sorry")


def test_sorry_hidden_in_a_lemma_a_definition_or_an_instance(check: Check) -> None:
    lemma = "private theorem gap : 1 = 2 := sorry\ntheorem t : 1 = 2 := gap"
    refused_by(check(lemma, name="t"), "axioms", "uses sorry")
    definition = "def value : { n : Nat // n < 0 } := ⟨0, by sorry⟩\ntheorem t : False := Nat.not_lt_zero _ value.2"
    refused_by(check(definition, name="t"), "axioms", "uses sorry")
    instance = "class Wrong : Prop where out : False\ninstance : Wrong := ⟨sorry⟩\ntheorem t : False := Wrong.out"
    refused_by(check(instance, name="t"), "axioms", "uses sorry")


def test_sorry_written_as_the_axiom_behind_it(check: Check) -> None:
    refused_by(check("theorem t : 1 = 2 := sorryAx _ false"), "axioms", "uses sorry")
    refused_by(check("theorem t : 1 = 2 := sorryAx _ true"), "axioms", "uses sorry")


def test_an_axiom_of_ones_own(check: Check) -> None:
    refused_by(check("axiom easy : False\ntheorem t : 1 = 2 := easy.elim", name="t"), "axioms", "easy")


def test_an_axiom_with_an_allowed_name_in_a_namespace(check: Check) -> None:
    text = "namespace A\naxiom propext : False\ntheorem t : 1 = 2 := propext.elim\nend A"
    refused_by(check(text, name="A.t"), "axioms", "A.propext")


@pytest.mark.parametrize("declared", ["axiom t : 1 = 2", "def t : Nat := 1", "opaque t : Nat"])
def test_no_theorem_under_that_name(check: Check, declared: str) -> None:
    refused_by(check(declared, name="t"), "present")


@pytest.mark.parametrize("falsehood", ["1 = 2", "(2 : Nat) ^ 10 = 1000", "¬ (0 : Nat) < 1"])
def test_the_kernel_skipped(check: Check, falsehood: str) -> None:
    text = f"set_option debug.skipKernelTC true in\ntheorem t : {falsehood} := by decide +kernel\n"
    refused_by(check(text, name="t"), "kernel", "rejects")


def test_native_code(check: Check) -> None:
    refused_by(check("theorem t : 10 < 20 := by native_decide", name="t"), "axioms", "native_decide")
    text = """
def wrong (_ : Nat) : Bool := true
@[implemented_by wrong] def right (n : Nat) : Bool := n == 1
theorem t : right 2 = true := by native_decide
"""
    refused_by(check(text, name="t"), "axioms", "native_decide")


def test_implemented_by_alone_proves_nothing(check: Check) -> None:
    text = """
def wrong (_ : Nat) : Bool := true
@[implemented_by wrong] def right (n : Nat) : Bool := n == 1
set_option debug.skipKernelTC true in
theorem t : right 2 = true := by decide +kernel
"""
    refused_by(check(text, name="t"), "kernel")


def test_opaque_partial_and_unsafe(check: Check) -> None:
    text = "opaque secret : Nat\ntheorem t : secret = secret := rfl"
    refused_by(check(text, name="t"), "safe", "secret is opaque")
    text = "partial def loop (n : Nat) : Nat := loop (n + 1)\ntheorem t : loop 0 = loop 0 := rfl"
    refused_by(check(text, name="t"), "safe", "loop is opaque")
    text = "unsafe def loop (n : Nat) : False := loop n\nunsafe def t : False := loop 0"
    refused_by(check(text, name="t"), "present", "definition")


STUB = """
def Good (n : Nat) : Prop := n * n = 4
theorem t : Good 3 → False := sorry
"""


def test_a_definition_changed_behind_the_statement(check: Check) -> None:
    honest = "def Good (n : Nat) : Prop := n * n = 4\ntheorem t : Good 3 → False := fun h => by simp [Good] at h\n"
    assert check(honest, STUB).status == "certified"
    changed = "def Good (n : Nat) : Prop := n * n = 4 ∧ False\ntheorem t : Good 3 → False := fun h => h.2\n"
    refused_by(check(changed, STUB), "definitions", "Good")


def test_a_definition_changed_two_steps_behind(check: Check) -> None:
    stub = "def a : Nat := 1\ndef b : Nat := a + 1\ntheorem t : b = 3 := sorry"
    changed = "def a : Nat := 2\ndef b : Nat := a + 1\ntheorem t : b = 3 := rfl"
    refused_by(check(changed, stub), "definitions", "a is not")


def test_an_axiom_of_the_stub_turned_into_a_definition(check: Check) -> None:
    stub = "axiom B : Prop\ntheorem t : B := sorry"
    refused_by(check("def B : Prop := True\ntheorem t : B := trivial", stub), "definitions", "B")


def test_a_type_or_an_instance_changed(check: Check) -> None:
    stub = "inductive Color | red | green\ntheorem t : ∀ a b : Color, a = b := sorry"
    changed = "inductive Color | red\ntheorem t : ∀ a b : Color, a = b := fun a b => by cases a; cases b; rfl"
    refused_by(check(changed, stub), "definitions", "Color")
    stub = "class Size (α : Type) where size : Nat\ninstance : Size Nat := ⟨1⟩\ntheorem t : Size.size Nat = 2 := sorry"
    changed = stub.replace("⟨1⟩", "⟨2⟩").replace("sorry", "rfl")
    refused_by(check(changed, stub), "definitions")


@pytest.mark.parametrize(
    "trick",
    [
        'local notation "Good" => fun (_ : Nat) => False → True',
        'local macro "Good" : term => `(fun (_ : Nat) => True)',
    ],
)
def test_notation_that_changes_the_statement(check: Check, trick: str) -> None:
    stub = "namespace A\ndef Good (n : Nat) : Prop := n * n = 5\ntheorem t : Good 3 := sorry\nend A"
    body = "by intros; trivial"
    text = f"namespace A\ndef Good (n : Nat) : Prop := n * n = 5\n{trick}\ntheorem t : Good 3 := {body}\nend A"
    verdict = check(text, stub, name="A.t")
    refused_by(verdict, "statement")


def test_a_local_instance_that_changes_numerals(check: Check) -> None:
    stub = "theorem t : (2 : Nat) = 3 := sorry"
    text = "local instance (n : Nat) : OfNat Nat n := ⟨0⟩\ntheorem t : (2 : Nat) = 3 := rfl"
    refused_by(check(text, stub), "statement")


def test_coercions_and_variables_that_change_the_statement(check: Check) -> None:
    stub = "theorem t : ∀ n : Nat, n < 5 := sorry"
    text = "variable (h : False)\ninclude h\ntheorem t : ∀ n : Nat, n < 5 := h.elim"
    refused_by(check(text, stub), "statement", "∀ (n : Nat), n < 5")


def test_universe_parameters_count(check: Check) -> None:
    stub = "theorem t.{u} (α : Type u) (a : α) : a = a := sorry"
    assert check("theorem t.{v} (β : Type v) (b : β) : b = b := rfl", stub).status == "certified"
    refused_by(check("theorem t (α : Type) (a : α) : a = a := rfl", stub), "statement")


def test_the_statement_proved_under_another_name_or_namespace(check: Check) -> None:
    stub = "theorem t : 1 = 2 := sorry"
    refused_by(check("theorem u : 1 = 1 := rfl", stub), "present", "no theorem t")
    refused_by(check("namespace A\ntheorem t : 1 = 1 := rfl\nend A", stub), "present", "no theorem t")
    both = "theorem t : 1 = 1 := rfl\nnamespace A\ntheorem t : 1 = 1 := rfl\nend A"
    refused_by(check(both, stub), "statement", "1 = 2")


def test_a_name_of_the_environment_declared_anew(check: Check) -> None:
    text = "theorem Nat.zero_add (n : Nat) : 0 + n = n := sorry"
    refused_by(check(text, name="Nat.zero_add"), "compiled", "already been declared")


def test_prelude_and_module_headers(check: Check) -> None:
    refused_by(check("/- x -/ prelude\ninductive T | t\n", name="t"), "header", "prelude")
    refused_by(check("module\ntheorem t : True := trivial", name="t"), "compiled", "module")


def test_imports_that_the_environment_does_not_have(environment: Environment) -> None:
    # `environment` has no imports; this file brings one, so its statement may mean something else.
    verdict = certify(environment, "import Init.Prelude\ntheorem t : True := trivial", names=["t"])[0]
    refused_by(verdict, "header", "imports")


def test_messages_are_not_believed(check: Check) -> None:
    text = "theorem t : 1 = 2 := sorry\n#print axioms t\n-- 't' does not depend on any axioms"
    assert check(text, name="t").status == "refused"


def test_isomorphic_types_do_not_meet(check: Check) -> None:
    stub = "inductive A | a\ninductive B | b\ntheorem t : A = B := sorry"
    text = "inductive A | a\ninductive B | b\ntheorem t : A = A := rfl"
    refused_by(check(text, stub), "statement")
    stub = "inductive _A | a\ninductive _B | a\ntheorem t : _A = _B := sorry"
    text = "inductive _A | a\ninductive _B | a\ntheorem t : _A = _A := rfl"
    refused_by(check(text, stub), "statement")


def test_one_bad_theorem_does_not_hide_the_good_ones(environment: Environment) -> None:
    text = "theorem a : 1 = 2 := sorry\ntheorem b : 1 = 1 := rfl\naxiom x : False\ntheorem c : 1 = 2 := x.elim"
    assert [verdict.status for verdict in certify(environment, text)] == ["refused", "certified", "refused"]
