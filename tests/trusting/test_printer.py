"""Statements as they are shown to people."""

from __future__ import annotations

import pytest

from prover_bridge.certify import statements
from prover_bridge.environment import Environment
from prover_bridge.expression import App, Bound, Const, Expr, Forall, Lambda, NatLiteral, Sort, Zero
from prover_bridge.printer import show

SHOWN = [
    ("(a b c : Nat) : a * (b + c) = a * b + a * c", "∀ (a b c : Nat), a * (b + c) = a * b + a * c"),
    ("(a b : Nat) : a - (b - a) - b ≤ 2 ^ a % 3", "∀ (a b : Nat), a - (b - a) - b ≤ 2 ^ a % 3"),
    ("(p q r : Prop) : (p → q) → p ∧ q ∨ ¬r ↔ r", "∀ (p q r : Prop), (p → q) → p ∧ q ∨ ¬r ↔ r"),
    ("{α : Type} (x : α) (xs : List α) : x :: xs ≠ []", "∀ {α : Type} (x : α) (xs : List α), x :: xs ≠ []"),
    (": ∃ n : Nat, ∀ m : Nat, n ≤ m", "∃ n : Nat, ∀ (m : Nat), n ≤ m"),
    ("(p q r : Prop) : p → (q ↔ r)", "∀ (p q r : Prop), p → (q ↔ r)"),
    (": ∃ n m : Nat, n < m", "∃ n m : Nat, n < m"),
    ("(f : Nat → Nat) (h : ∀ n, f n = n) : f 0 = 0", "∀ (f : Nat → Nat), (∀ (n : Nat), f n = n) → f 0 = 0"),
    ("(x : Nat × Bool) : x = (x.1, x.2)", "∀ (x : Nat × Bool), x = (x.1, x.2)"),
    ("(f : Nat → Nat) : (fun n => f (n + 1)) = f", "∀ (f : Nat → Nat), (fun (n : Nat) => f (n + 1)) = f"),
]


@pytest.mark.parametrize("written, shown", SHOWN)
def test_usual_notation(environment: Environment, written: str, shown: str) -> None:
    assert statements(environment, f"theorem t {written} := sorry")[0].text == shown


def test_hidden_names_are_told_apart() -> None:
    type_ = Sort(Zero())
    inner = Forall("x", type_, App(App(Const("P", ()), Bound(0)), Bound(1)), "default")
    assert show(Forall("x", type_, inner, "default")) == "∀ (x x_1 : Prop), P x_1 x"
    assert show(Lambda("a._@.M._hyg.3", type_, Bound(0), "default")) == "fun (a : Prop) => a"


def test_nothing_left_out() -> None:
    equation = App(App(App(Const("Eq", (Zero(),)), Sort(Zero())), NatLiteral(1)), NatLiteral(2))
    assert show(equation) == "1 = 2"
    assert show(equation, explicit=True) == "@Eq.{0} Prop 1 2"


def test_large_and_deep_expressions_are_cut() -> None:
    shared: Expr = Const("x", ())
    for _ in range(200):
        shared = App(App(Const("f", ()), shared), shared)  # 2^200 parts when written out
    assert len(show(shared)) < 1_000_000 and "⋯" in show(shared)
    deep: Expr = Const("x", ())
    for _ in range(100_000):
        deep = App(Const("f", ()), deep)
    assert "⋯" in show(deep)
