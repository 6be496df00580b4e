"""A tactic that never ends: it costs one attempt and its worker's process, and the search goes on. Real Lean."""

from __future__ import annotations

import asyncio

from agent.budget import Budget
from agent.search import Search, SearchOptions, SearchResult
from prover_bridge import environment, toolchain
from prover_bridge.pool import SessionPool
from prover_bridge.protocol import Hole, Outcome, TryLimits
from tests.agent.scripted import EveryTactic

# `simp` unfolds 2 ^ 60 different terms.
CONTEXT = """
def grow : Nat → List Nat → Nat
  | 0, xs => xs.length
  | n + 1, xs => grow n (0 :: xs) + grow n (1 :: xs)
"""
STATEMENT = "split (p q : Prop) (hp : p) (hq : q) : 0 < grow 60 [] → p ∧ q"
STUCK = "simp (config := {maxSteps := 1000000000}) [grow]"
PRIORS = {STUCK: -0.2, "intro h": -0.3, "exact ⟨hp, hq⟩": -0.5}


def test_a_stuck_simp_costs_one_attempt_and_the_search_goes_on() -> None:
    async def go() -> tuple[SearchResult, Budget, int]:
        plain = environment.of_text(toolchain.embedded(), "")
        async with SessionPool(plain, workers=1) as session:
            [root] = await session.open(CONTEXT, [Hole(f"theorem {STATEMENT} := ", "\n", False, 2)])
            budget = Budget(max_lean_calls=60)
            options = SearchOptions(limits=TryLimits(seconds=8.0, heartbeats=0), minimise=0)
            result = await Search(session, root, [EveryTactic(PRIORS)], budget, options=options).run()
            return result, budget, session.stats().restarts

    result, budget, restarts = asyncio.run(go())
    assert result.script == "intro h\nexact ⟨hp, hq⟩", result.reason
    ended = [trial.tactic for trial in result.trials if trial.outcome in (Outcome.TIMEOUT, Outcome.CRASH)]
    assert ended == [STUCK] and restarts == 1
    assert budget.lean_calls == len(result.trials)
