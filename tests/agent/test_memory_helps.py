"""What the memory is for: bundled challenges that the same budget does not reach without it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from agent.campaign.plan import Allowance, Try
from agent.campaign.queue import Queue
from agent.campaign.results import report
from agent.campaign.runner import Campaign, plan_for
from agent.suite import problems
from prover_bridge import toolchain

LIMITS = Allowance(seconds=120.0, lean_calls=150)
THEORIES = ("group", "sequence")


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_fifteen_challenges_fail_without_memory_and_are_proved_with_a_stored_lemma(tmp_path: Path) -> None:
    order = [problem for problem in problems("challenges") if problem.name.startswith(THEORIES)]
    embedded = toolchain.embedded()
    by_name = {problem.name: problem for problem in order}
    with Queue.create(tmp_path, plan_for("challenges", order, embedded, ("off", "on"), [Try(0)], LIMITS)) as queue:
        asyncio.run(Campaign(queue, by_name, embedded, workers=2).run())
        found = report(queue, by_name)["problems"]
    assert max(each["lean_calls"] for each in found) <= LIMITS.lean_calls
    without = {each["name"]: each for each in found if each["memory"] == "off"}
    having = {each["name"]: each for each in found if each["memory"] == "on"}
    assert not any(each["lemmas_used"] for each in without.values())
    # `lemmas_used` comes from the proof term that the kernel accepted, not from the script.
    gained = [
        name
        for name, each in having.items()
        if each["status"] == "proved" and each["lemmas_used"] and without[name]["status"] in ("failed", "undecided")
    ]
    assert len(gained) >= 15, gained
