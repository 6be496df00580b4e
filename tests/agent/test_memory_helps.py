"""What the memory is for: bundled challenges that the same budget does not reach without it."""

from __future__ import annotations

import asyncio

import pytest

from agent.commands.bench import Arm, run_arm
from agent.proving import Limits
from agent.suite import problems
from prover_bridge import toolchain

LIMITS = Limits(seconds=120.0, lean_calls=150, model_calls=0)
THEORIES = ("group", "sequence")


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_fifteen_challenges_fail_without_memory_and_are_proved_with_a_stored_lemma() -> None:
    order = [problem for problem in problems("challenges") if problem.name.startswith(THEORIES)]
    embedded = toolchain.embedded()

    def pass_over(arm: Arm) -> dict[str, tuple[str, tuple[str, ...], int]]:
        report = asyncio.run(run_arm(embedded, "challenges", order, arm, LIMITS, 0, 2))
        found = {each.name: (each.status, each.lemmas_used or (), each.lean_calls or 0) for each in report.theorems}
        assert max(calls for _, _, calls in found.values()) <= LIMITS.lean_calls
        return found

    without, having = pass_over("off"), pass_over("on")
    assert not any(lemmas for _, lemmas, _ in without.values())
    # `lemmas_used` comes from the proof term that the kernel accepted, not from the script.
    gained = [
        name
        for name, (status, lemmas, _) in having.items()
        if status == "proved" and lemmas and without[name][0] in ("failed", "undecided")
    ]
    assert len(gained) >= 15, gained
