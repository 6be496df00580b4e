"""Finished proofs made shorter, on real Lean."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from agent.budget import Budget
from agent.script import Step, render
from agent.search import SearchOptions, SearchTask, Workbench
from agent.search.minimise import shorter
from prover_bridge import environment, toolchain
from prover_bridge.pool import SessionPool
from prover_bridge.protocol import Hole
from prover_bridge.suggestions import suggestions

SUM = "(a b c : Nat) (f : Nat → Nat) (h : f a = b) (k : b = c) : f a + 0 = c"
PAIR = "(p q : Prop) (hp : p) (hq : q) : p ∧ q"
SAME = "(n m : Nat) (h : n = m) : n + 0 = m ∧ m = n + 0"
CASES: list[tuple[str, list[tuple[str, int, int]], str]] = [
    # What is proved, the steps with the goals before and after each, and what is to be left of them.
    (
        SUM,
        [("have unused : a = a := rfl", 1, 1), ("rw [Nat.add_zero]", 1, 1), ("rw [h, k]", 1, 0)],
        "rw [Nat.add_zero]\nrw [h, k]",
    ),
    (SUM, [("simp [h, k, Nat.mul_comm, Nat.add_assoc]", 1, 0)], "simp [h, k]"),
    (
        "(a b : Nat) (f : Nat → Nat) (h : f a = b) (k : b = 2) : f a = 2",
        [("simp [h]", 1, 1), ("exact k", 1, 0)],
        "simp only [h]\nexact k",
    ),
    (PAIR, [("constructor", 1, 2), ("exact hp", 2, 1), ("exact hq", 1, 0)], "exact ⟨hp, hq⟩"),
    (PAIR, [("constructor", 1, 2), ("assumption", 2, 1), ("assumption", 1, 0)], "constructor <;> assumption"),
    (
        "(p q : Prop) (hp : p) (hq : q) : (p ∧ q) ∧ p",
        [("by_cases x : q", 1, 2), ("simp [hp, hq]", 2, 1), ("simp [hp, hq]", 1, 0)],
        "simp [hp, hq]",
    ),
    (SAME, [("apply And.intro", 1, 2), ("rw [Nat.add_zero, h]", 2, 1), ("rw [Nat.add_zero, h]", 1, 0)], ""),
    ("(n : Nat) (p : Nat → Prop) (h : p n) : p n", [("apply h", 1, 0)], "exact h"),
    (
        "(n : Nat) (p : Nat → Prop) (h : p n) : ∃ m, p m",
        [("refine ⟨n, ?_⟩", 1, 1), ("exact h", 1, 0)],
        "exact ⟨n, h⟩",
    ),
    (
        "(a : Nat) (h : a < 0) : a = 5",
        [("have key : ∀ b : Nat, b < 6 → b < 0 → b = 5 := by decide\nexact key a (by omega) h", 1, 0)],
        "omega",
    ),
    (
        "(a b : Nat) (h : a ≤ b) : ∃ c, b = a + c",
        [("exact ⟨b - a, by first | rfl | omega | simp_all⟩", 1, 0)],
        "exact ⟨b - a, by omega⟩",
    ),
]


@pytest.fixture(scope="module")
def shortened() -> list[tuple[str, int]]:
    """The scripts of the cases made shorter, with the Lean calls that it took."""

    async def go() -> list[tuple[str, int]]:
        found = []
        async with SessionPool(environment.of_text(toolchain.embedded(), ""), workers=1) as session:
            for statement, steps, _ in CASES:
                [root] = await session.open("", [Hole(f"theorem t {statement} := ", "\n", False, 2)])
                budget = Budget()
                task = SearchTask(session, root, [], budget, options=SearchOptions(minimise=12))
                workbench = Workbench(task)
                given = [Step(*step) for step in steps]
                [attempt] = await session.attempt(root, [render(given)])
                assert attempt.outcome == "closed", (given, attempt.message)
                script = render(await shorter(workbench, given))
                [attempt] = await session.attempt(root, [script])
                assert attempt.outcome == "closed", (script, attempt.message)
                assert workbench.counts.minimising == budget.lean_calls
                found.append((script, budget.lean_calls))
        return found

    return asyncio.run(go())


@pytest.mark.parametrize("number", range(len(CASES)))
def test_what_a_proof_does_not_need_falls_away(shortened: Sequence[tuple[str, int]], number: int) -> None:
    expected = CASES[number][2]
    script, calls = shortened[number]
    assert script == (expected or script)
    assert calls <= 12


def test_a_simp_before_other_tactics_names_the_lemmas_that_it_used() -> None:
    given = "theorem t (n m : Nat) (p : Nat → Prop) (h : p n) (k : 0 + m = n) : p (0 + n) ∧ 0 + m = n := by\n"
    env = environment.of_text(toolchain.embedded(), "")

    async def suggest(script: str) -> list[str | None]:
        text = given + "\n".join("  " + line for line in script.split("\n"))
        return [tactic for _, tactic in suggestions(env, text)]

    async def go() -> tuple[str, int]:
        async with SessionPool(env, workers=1) as session:
            [root] = await session.open("", [Hole(given.removesuffix("by\n"), "\n", False, 2)])
            steps = [("constructor", 1, 2), ("simp", 2, 2), ("exact h", 2, 1), ("simp; omega", 1, 0)]
            budget = Budget()
            task = SearchTask(session, root, [], budget, suggest=suggest)
            script = render(await shorter(Workbench(task), [Step(*step) for step in steps]))
            [attempt] = await session.attempt(root, [script])
            assert attempt.outcome == "closed", (script, attempt.message)
            return script, budget.lean_calls

    script, calls = asyncio.run(go())
    assert script == "constructor\n· simp only [Nat.zero_add]\n  exact h\n· simp only [Nat.zero_add]; omega"
    assert calls <= 16


def test_a_proof_that_is_as_short_as_can_be_costs_nothing() -> None:
    async def go() -> int:
        async with SessionPool(environment.of_text(toolchain.embedded(), ""), workers=1) as session:
            [root] = await session.open("", [Hole("theorem t : 1 = 1 := ", "\n", False, 2)])
            budget = Budget()
            await shorter(Workbench(SearchTask(session, root, [], budget)), [Step("rfl", 1, 0)])
            return budget.lean_calls

    assert asyncio.run(go()) == 0
