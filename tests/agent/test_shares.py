"""A share of a budget is set aside where it comes from, so that two that spend at once never overspend together."""

from __future__ import annotations

import pytest

from agent.budget import Budget, BudgetError


def test_what_a_share_may_spend_is_not_there_for_others() -> None:
    whole = Budget(max_lean_calls=100, max_model_calls=10, max_tokens=1_000, max_cost=1.0, max_heartbeats=500)
    share = whole.share(0.5)
    left = whole.left()
    assert (left.lean_calls, left.model_calls, left.tokens, left.cost, left.heartbeats) == (50, 5, 500, 0.5, 250)
    share.spend_lean(20, 100)
    share.spend_model(100, 0.1).settle(40, 0.05)
    whole.absorb(share)
    assert (whole.lean_calls, whole.model_calls, whole.tokens, whole.heartbeats) == (20, 1, 40, 100)
    assert whole.cost == pytest.approx(0.05)
    with pytest.raises(BudgetError):
        whole.absorb(share)


def test_a_share_of_no_limit_has_none() -> None:
    share = Budget(max_lean_calls=3).share(0.5)
    assert share.left().seconds is None and share.left().tokens is None and share.left().lean_calls == 1


def test_what_keeps_a_model_call_from_starting_is_named() -> None:
    budget = Budget(max_model_calls=2, max_tokens=100, max_cost=0.01)
    assert budget.exhausted_by(tokens=100, cost=0.01) is None
    assert "100 tokens" in (budget.exhausted_by(tokens=101, cost=0.0) or "")
    assert "cost" in (budget.exhausted_by(tokens=1, cost=0.02) or "")
    budget.spend_model()
    budget.spend_model()
    assert "2 model calls" in (budget.exhausted_by(tokens=1, cost=0.0) or "")
