"""The budget is never overspent, and Lean calls are counted as the design says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.budget import Budget, BudgetError, lean_calls_of


@pytest.mark.parametrize(
    ("tactic", "calls"),
    [
        ("simp", 1),
        ("induction n <;> simp_all", 1),
        ("first | rfl | simp | omega", 3),
        ("first\n  | rfl\n  | simp", 2),
        ("(first | rfl | simp) <;> (first | assumption | omega)", 3),
        ("first | rfl | first | simp | omega", 3),
        ("rfl <|> simp", 2),
        ("rcases h with h | h", 1),
        ("first | (rcases h with h | h) | simp", 2),
        ("induction n with\n| zero => rfl\n| succ n ih => first | rfl | simp", 2),
        ("match n with | 0 => rfl | n + 1 => rfl", 1),
        ("exact a || b", 1),
        ("simp -- first | a | b", 1),
        ("solve | rfl | simp", 2),
    ],
)
def test_alternatives_are_counted_one_by_one(tactic: str, calls: int) -> None:
    assert lean_calls_of(tactic) == calls


def test_a_call_that_does_not_fit_is_refused_and_not_counted() -> None:
    budget = Budget(max_lean_calls=3, max_model_calls=1, max_tokens=100)
    budget.spend_lean(2)
    assert not budget.allows(lean_calls=2)
    with pytest.raises(BudgetError):
        budget.spend_lean(2)
    assert budget.lean_calls == 2
    assert not budget.allows(model_calls=1, tokens=101)
    call = budget.spend_model(80)
    assert budget.left().tokens == 20
    call.settle(30)
    call.settle(0)
    assert budget.left().tokens == 70 and budget.left().model_calls == 0


def test_time_ends_a_budget() -> None:
    now = [0.0]
    budget = Budget(max_seconds=10, clock=lambda: now[0])
    now[0] = 8.0
    assert budget.allows(seconds=2) and not budget.allows(seconds=2.5)
    now[0] = 11.0
    assert budget.left().seconds == 0.0 and not budget.allows() and "10 seconds" in (budget.exhausted() or "")


@given(st.lists(st.integers(1, 9)), st.integers(0, 40))
def test_whoever_asks_first_never_overspends(calls: list[int], most: int) -> None:
    budget = Budget(max_lean_calls=most)
    for n in calls:
        if budget.allows(lean_calls=n):
            budget.spend_lean(n)
    assert budget.lean_calls <= most
