"""What is searched first, and what searches that run at one time may spend."""

from __future__ import annotations

import time

import pytest

from agent.growth.interest import promise, recursive, special
from agent.growth.limits import EFFORTS, LEAST_CALLS, GrowthLimits, Purse
from agent.growth.protocol import Conjecture
from agent.growth.records import Spent

STEPS = frozenset({"N.succ"})


def value(statement: str, size: int) -> float:
    return promise(Conjecture(statement, "a test", "", size), asked=False, constructors=STEPS)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("∀ (a b : N), N.add (N.succ a) b = N.succ (N.add a b)", True),
        ("∀ (a b : N), N.add (N.mul a b) b = N.mul (N.succ a) b", True),
        ("∀ {α : Type} (f : α → α) (xs ys : S α), S.map f (S.append xs ys) = S.append (S.map f xs) (S.map f ys)", True),
        ("∀ (a b : N), N.add a b = N.add b a", False),
        ("∀ (a : N), N.succ (N.double a) = N.add (N.succ a) a", False),
        ("∀ (a b : N), N.le a b → N.add (N.succ a) b = N.succ (N.add a b)", False),
    ],
)
def test_what_takes_a_function_through_another_is_recursive(statement: str, expected: bool) -> None:
    assert recursive(statement, STEPS) is expected


def test_cases_of_other_laws_come_after_them() -> None:
    assert special("∀ (a : N), N.le a (N.mul a a)", STEPS) and special("∀ (a : N), ∃ (b : N), a = N.add a b", ())
    assert not special("∀ (a b : N), N.le a (N.add a b)", STEPS)
    step = value("∀ (a b : N), N.add (N.succ a) b = N.succ (N.add a b)", 8)
    case = value("∀ (a : N), N.le a (N.succ (N.double a))", 6)
    assert step > 2 * case


def test_what_one_search_holds_no_other_gets() -> None:
    spent = Spent(lean_calls=900)
    purse = Purse(GrowthLimits(lean_calls=1000, model_calls=1, cost=0.4), lambda: spent, time.monotonic(), 2)
    first = purse.take(EFFORTS[0])
    assert (first.max_lean_calls, first.max_model_calls, first.max_cost) == (EFFORTS[0].lean_calls, 1, 0.2)
    second = purse.take(EFFORTS[1])
    assert (second.max_lean_calls, second.max_model_calls) == (100 - EFFORTS[0].lean_calls, 0)
    assert first.max_seconds == EFFORTS[0].seconds and purse.is_empty
    purse.give_back(first)
    assert not purse.is_empty
    spent = Spent(lean_calls=1000 - LEAST_CALLS + 1)
    purse.give_back(second)
    assert purse.is_empty
