"""What failed is practised, and what a mixed strategy has learned outlives the process."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from agent.campaign.plan import Allowance, Arm, Try
from agent.campaign.queue import Queue
from agent.campaign.results import report
from agent.campaign.runner import Campaign, Done, plan_for
from agent.search import StrategyName
from agent.suite import Problem, problems
from prover_bridge import toolchain
from prover_bridge.errors import UserError

FILES = {
    "easy": "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by\n  sorry\n",
    "hard": "theorem open_one (a b c n : Nat) (h : n > 2) (k : a > 0) : a ^ n + b ^ n ≠ c ^ n := by\n  sorry\n",
    "last": "theorem turn (p q r : Prop) (h : p ∧ q ∧ r) : r ∧ q ∧ p := by\n  sorry\n",
}


@pytest.fixture
def suite(tmp_path: Path) -> list[Problem]:
    folder = tmp_path / "suite"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / f"{name}.lean").write_text(text, encoding="utf-8")
    return problems(str(folder), None)


def begin(
    folder: Path, suite: list[Problem], strategy: StrategyName, arm: Arm = "on", practice: int = 0, passes: int = 1
) -> Queue:
    budget, chosen = Allowance(200.0, 40), toolchain.embedded()
    plan = plan_for(
        "suite", suite, chosen, [arm], [Try(3)], budget,
        strategy=strategy, charged=False, practice=practice, passes=passes,
    )  # fmt: skip
    return Queue.create(folder, plan)


def work(queue: Queue, suite: list[Problem], done: Done | None = None) -> None:
    by_name = {problem.name: problem for problem in suite}
    asyncio.run(Campaign(queue, by_name, toolchain.embedded(), done=done).run())


def results(queue: Queue) -> list[dict[str, Any]]:
    return [each.result for each in queue.episodes() if each.result is not None]


def test_only_what_failed_is_practised_and_it_goes_on_where_it_stood(tmp_path: Path, suite: list[Problem]) -> None:
    with begin(tmp_path / "whole", suite, "best-first", practice=2) as queue:
        work(queue, suite)
        value = report(queue, {problem.name: problem for problem in suite})
        assert [(each["source"], each["status"]) for each in value["practice"]] == [("hard", "undecided")] * 2
        assert value["summary"]["on"]["attempted"] == 3 and value["summary"]["on"]["solved"] == 2
        assert value["episodes"] == {"done": 5, "count": 5, "tries": 1, "cut_short": 0}
    # Remembered failures are not tried again, so the tactics of the second time are others.
    with begin(tmp_path / "cut", suite, "best-first", practice=2) as queue:
        with pytest.raises(UserError):
            work(queue, suite, lambda episode, *_: stop() if episode.planned.practised else None)
        work(queue, suite)
        again = report(queue, {problem.name: problem for problem in suite})
        assert [each["source"] for each in again["practice"]] == ["hard", "hard"]


def test_a_library_is_offered_again_what_it_did_not_prove(tmp_path: Path, suite: list[Problem]) -> None:
    with begin(tmp_path / "whole", suite, "best-first", "frozen", passes=2) as queue:
        work(queue, suite)
        theorems = {
            (each.planned.arm, each.planned.problem): each.result["theorems"]
            for each in queue.episodes()
            if each.result
        }
        assert [bool(theorems["build 2", name]) for name in FILES] == [False, True, False]
        value = report(queue, {problem.name: problem for problem in suite})
        assert value["building"]["theorems"] == 4 and value["building"]["proved"] == 2
    assert value["summary"]["frozen"]["solved"] == 2


def test_what_a_mixed_strategy_learned_is_there_when_a_campaign_is_resumed(
    tmp_path: Path, suite: list[Problem]
) -> None:
    with begin(tmp_path / "whole", suite, "mixed") as queue:
        work(queue, suite)
        whole = results(queue)
    with begin(tmp_path / "cut", suite, "mixed") as queue:
        for _ in suite:
            with pytest.raises(UserError):
                work(queue, suite, lambda *_: stop())
        cut = results(queue)
    assert [each["learned"] for each in cut] == [each["learned"] for each in whole]
    assert len({str(each["learned"]) for each in whole}) == 3
    calls = [[theorem["lean_calls"] for theorem in each["theorems"]] for each in (*cut, *whole)]
    assert calls[:3] == calls[3:]


def stop() -> None:
    raise UserError("stopped by the test")
