"""The arms of a study do what they say, and where lemmas are planted memory wins: else the measurement is broken."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from agent.campaign.arms import inert
from agent.campaign.plan import ARMS, BUILD, Allowance, Try
from agent.campaign.queue import Queue
from agent.campaign.results import report
from agent.campaign.runner import Campaign, plan_for
from agent.suite import problems
from lemma_graph.model import stable_name
from lemma_graph.store import Store
from prover_bridge import toolchain
from prover_bridge.environment import of_text
from prover_bridge.outline import outline
from tests.memory.conftest import hand_made_key, hand_made_verdict

CALLS = 40
# With it both shared lemmas come early in the shuffled order, one in each half.
ORDER = 44


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The report of all five arms over two theories of the planted suite: one lemma behind most of each."""
    found = [each for each in problems("planted") if each.category in ("chain", "tally")]
    by_name = {each.name: each for each in found}
    chosen = toolchain.embedded()
    plan = plan_for("planted", found, chosen, ARMS, [Try(0, ORDER)], Allowance(60.0, CALLS))
    with Queue.create(tmp_path_factory.mktemp("campaign"), plan) as queue:
        asyncio.run(Campaign(queue, by_name, chosen, workers=2).run())
        return report(queue, by_name)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_memory_wins_where_lemmas_are_planted(planted: dict[str, Any]) -> None:
    pairs = {(each["arm"], each["against"]): each for each in planted["study"]["pairs"]}
    assert pairs["on", "off"]["more_solved"] >= 3
    assert not pairs["on", "off"]["lost"]
    assert pairs["on", "off"]["lean_calls_ratio"] < 1
    assert pairs["placebo", "on"]["more_solved"] <= -3
    on = planted["study"]["arms"]["on"]
    assert on["lemmas_in_two_or_more_problems"] >= 1 and on["share_with_a_stored_lemma"] >= 0.3


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_each_arm_uses_only_what_it_may(planted: dict[str, Any]) -> None:
    by_arm = {arm: [each for each in planted["problems"] if each["memory"] == arm] for arm in ARMS}
    for arm in ("off", "placebo", "exact"):
        assert not any(each["lemmas_used"] for each in by_arm[arm]), arm
    for arm in ("on", "frozen"):
        assert any(each["lemmas_used"] for each in by_arm[arm]), arm
    for arm, found in by_arm.items():
        most = CALLS if arm in ("off", "on") else CALLS // 2
        assert all(each["lean_calls"] <= most for each in found), arm
    study = planted["study"]["arms"]
    assert study["off"]["lean_calls_of_building"] == 0 < study["frozen"]["lean_calls_of_building"]
    assert study["frozen"]["lean_calls_of_building"] == planted["building"]["lean_calls"]
    assert BUILD not in {each["memory"] for each in planted["problems"]}


@pytest.mark.parametrize(
    "text",
    [
        "theorem NAME (a b : Nat) (h : a ≤ b) : ∃ c : Nat, a + c = b := ⟨b - a, by omega⟩",
        "theorem NAME : ∀ a : Nat, a + 0 = a := fun _ => rfl",
        "theorem NAME.{u} {α : Type u} (f : (a : α) → α) (x : α) : f x = f x := by\n  rfl",
    ],
)
def test_a_lemma_of_the_placebo_is_true_and_says_nothing(text: str, tmp_path: Path) -> None:
    name = stable_name(hand_made_key("t"))
    written = text.replace("NAME", name)
    with Store.open(tmp_path / "memory.db") as store:
        lemma, _ = store.add(
            hand_made_verdict("t", "t"), source=written, script="", environment_name="for tests", text=written
        )
    weak = inert(lemma)
    assert weak is not None and weak.text is not None
    found = outline(of_text(toolchain.embedded(), weak.text), weak.text, file_name="placebo").statement(name)
    assert found is not None and found.text.endswith("∨ True")
    assert inert(replace(lemma, text=None)) is None
