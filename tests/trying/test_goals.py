"""Reading goals as Lean prints them."""

from __future__ import annotations

from prover_bridge.goals import parse_goals
from prover_bridge.protocol import Goal, Hypothesis


def test_hypotheses_with_shared_types_values_and_several_lines() -> None:
    text = """case inl.succ
α : Type u_1
a b✝ : α
n : Nat := 2 + 2
f : Nat → Nat := fun x =>
  x + 1
h : (let k := 1;
    k) = 1
inst✝ : DecidableEq α
⊢ a = b✝ ∧
    n = 4

⊢ ∀ (x : Nat), x = x"""
    first, second = parse_goals(text)
    assert first.case == "inl.succ"
    assert first.hypotheses == (
        Hypothesis("α", "Type u_1"),
        Hypothesis("a", "α"),
        Hypothesis("b✝", "α"),
        Hypothesis("n", "Nat", "2 + 2"),
        Hypothesis("f", "Nat → Nat", "fun x =>\n  x + 1"),
        Hypothesis("h", "(let k := 1;\n    k) = 1"),
        Hypothesis("inst✝", "DecidableEq α"),
    )
    assert first.target == "a = b✝ ∧\n    n = 4"
    assert second == Goal((), "∀ (x : Nat), x = x")


def test_a_printed_goal_is_read_back() -> None:
    goal = Goal((Hypothesis("x", "Nat", "3"), Hypothesis("h", "x = 3")), "x + 0 = 3", "intro")
    assert parse_goals(goal.pretty()) == (goal,)


def test_the_key_of_a_goal_forgets_names_and_tags_only() -> None:
    one = Goal((Hypothesis("x", "Nat"), Hypothesis("h", "x = 3")), "x = 3", "inl")
    renamed = Goal((Hypothesis("y", "Nat"), Hypothesis("h'", "y = 3")), "y = 3")
    other = Goal((Hypothesis("y", "Nat"), Hypothesis("h'", "y = 3")), "3 = y")
    assert one.key == renamed.key != other.key


def test_no_goals_in_other_text() -> None:
    assert parse_goals("") == ()
    assert parse_goals("motive is not type correct") == ()
