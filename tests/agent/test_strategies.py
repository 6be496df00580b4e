"""Strategies of search: in a world that is written down (a stand-in for Lean), and on real Lean."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import get_args

import pytest

from agent.budget import Budget
from agent.proposers.embedded import EmbeddedProposer
from agent.proposers.theory import scan
from agent.search import MakeStrategy, Search, SearchOptions, SearchResult, StrategyName, Workbench, choose
from agent.search.best_first import BestFirst
from agent.search.mixed import SLICE, Bandit, Mixed
from prover_bridge import environment, toolchain
from prover_bridge.pool import SessionPool
from prover_bridge.protocol import Hole
from tests.agent.scripted import EveryTactic, ScriptedSessionStandIn, World
from tests.agent.test_search import PRIORS, WORLD

PLAIN: Sequence[StrategyName] = [name for name in get_args(StrategyName) if name in ("best-first", "mcts", "mixed")]


def search(
    world: World,
    priors: dict[str, float],
    strategy: MakeStrategy,
    calls: int = 200,
    parallel: int = 1,
    minimise: int = 16,
) -> tuple[SearchResult, ScriptedSessionStandIn, Budget]:
    session, budget = ScriptedSessionStandIn(world), Budget(max_lean_calls=calls)
    task = Search(session, session.start("start"), [EveryTactic(priors)], budget, strategy=strategy)
    task.options = SearchOptions(parallel=parallel, minimise=minimise)
    result = asyncio.run(task.run())
    assert len(session.alive) == 1, "all states but the root are dropped"
    return result, session, budget


@pytest.mark.parametrize("parallel", [1, 3])
@pytest.mark.parametrize("name", PLAIN)
def test_each_strategy_finds_the_proof(name: StrategyName, parallel: int) -> None:
    result, _, _ = search(WORLD, PRIORS, choose(name), parallel=parallel)
    assert result.status == "proved" and result.script == "split\n· done\n· step\n  done"


@pytest.mark.parametrize("name", PLAIN)
def test_each_strategy_ends_when_nothing_is_left(name: StrategyName) -> None:
    result, session, _ = search(WORLD, {"swap": -0.1, "waste": -0.2}, choose(name))
    assert result.status == "failed" and "nothing is left" in (result.reason or "")
    assert len(session.tried) < 20


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("most", [1, 3, 6, 10])
def test_each_strategy_keeps_to_the_budget(name: StrategyName, most: int) -> None:
    result, _, budget = search(WORLD, PRIORS, choose(name), calls=most)
    assert result.status == "undecided" and str(most) in (result.reason or "")
    assert budget.lean_calls <= most


@pytest.mark.parametrize("name", PLAIN)
def test_each_strategy_is_deterministic_with_one_batch_at_a_time(name: StrategyName) -> None:
    assert search(WORLD, PRIORS, choose(name, 7))[1].tried == search(WORLD, PRIORS, choose(name, 7))[1].tried


def test_goals_are_closed_in_any_order_and_written_in_theirs() -> None:
    # The first goal is long work; the second one is hopeless, which is soon found out.
    world: World = {"start": {"split": ["a0", "lost"]}, **{f"a{i}": {"on": [f"a{i + 1}"]} for i in range(50)}}
    _, session, _ = search(world, {"split": -0.1, "on": -0.2}, choose("mcts"), calls=100)
    assert len(session.tried) < 20, "work on the first goal ends when the second is lost"
    world = {"start": {"split": ["hard", "easy"]}, "hard": {"on": ["end"]}, "end": {"done": []}, "easy": {"done": []}}
    result, session, _ = search(world, {"split": -0.1, "done": -0.3, "on": -1.5}, choose("mcts"))
    assert result.script == "split\n· on\n  done\n· done"
    assert session.tried.index(("easy", "done")) < session.tried.index(("hard", "on"))


def test_a_goal_that_comes_up_twice_is_proved_once() -> None:
    world: World = {
        "start": {"split": ["one", "two"]},
        "one": {"step": ["same"]},
        "two": {"step": ["same"]},
        "same": {"step": ["end"]},
        "end": {"done": []},
    }
    result, session, _ = search(world, {"split": -0.1, "step": -0.2, "done": -0.4}, choose("mcts"))
    assert result.script == "split\n· step\n  step\n  done\n· step\n  step\n  done"
    found = session.tried[: session.tried.index(("end", "done")) + 1]
    assert found.count(("same", "step")) == 1 and result.counts.transposed > 0


def test_goals_that_only_look_alike_do_not_end_in_a_wrong_proof() -> None:
    world: World = {
        "start": {"split": ["same#1", "same#2"]},
        "same#1": {"done": []},
        "same#2": {"step": ["other"]},
        "other": {"end": []},
    }
    result, _, _ = search(world, {"split": -0.1, "done": -0.2, "step": -0.5, "end": -0.5}, choose("mcts"))
    assert result.status != "proved"


def test_goals_that_share_a_metavariable_stay_together() -> None:
    # Behind `some` the goals are proved one after the other, since the first one decides what the second one says.
    world: World = {
        "start": {"some": ["p ?w", "q ?w"]},
        "p ?w": {"pick": []},
        "q ?w": {"wrong": []},
    }
    _, session, _ = search(world, {"some": -0.1, "wrong": -0.2, "pick": -0.5}, choose("mcts"))
    assert session.tried.index(("p ?w", "pick")) < session.tried.index(("q ?w", "wrong"))


def test_the_bandit_comes_to_prefer_what_works() -> None:
    bandit = Bandit(seed=1)
    wins = []
    for _ in range(60):
        name = bandit.choose(["good", "bad"])
        bandit.learn(name, 1.0, proved=name == "good")
        wins.append(name == "good")
    assert sum(wins[30:]) > sum(wins[:30]) and sum(wins[40:]) >= 18


def test_turns_go_to_the_strategy_that_proves() -> None:
    endless = {f"w{i}": {"waste": [f"w{i + 1}"]} for i in range(500)}
    world: World = {"start": {"done": ["x"], "waste": ["w0"]}, "x": {"done": ["y"]}, "y": {"done": []}, **endless}

    class Wasteful(BestFirst):
        """Tries only `waste`."""

        name = "wasteful"

        def __init__(self, workbench: Workbench) -> None:
            super().__init__(workbench)
            untried = workbench.untried
            workbench.untried = lambda place, batch: untried(  # type: ignore[method-assign]
                place, [p for p in batch if p.tactic == "waste"]
            )
            self.options = SearchOptions(depth=1000)

    bandit = Bandit(seed=3)
    calls = []
    for _ in range(12):
        result, _, budget = search(
            world,
            {"waste": -0.2, "done": -0.3},
            lambda bench: Mixed(bench, bandit, {"wasteful": Wasteful, "good": BestFirst}),
            calls=500,
        )
        assert result.status == "proved" and result.strategy == "mixed: best-first"
        calls.append(budget.lean_calls)
    assert bandit.posteriors["good"].won > bandit.posteriors["wasteful"].won
    assert sum(calls[6:]) <= sum(calls[:6]) and min(calls) < SLICE


def test_lean_calls_that_were_reserved_and_never_made_are_given_back() -> None:
    result, session, budget = search(WORLD, PRIORS, choose("mixed"), minimise=0)
    assert result.strategy == "mixed: best-first"
    assert budget.lean_calls == len(session.tried), "the other strategy waits for its turn with calls of its own"


THEORY = """
inductive N where
  | zero
  | succ (n : N)
namespace N
def add : N → N → N
  | a, zero => a
  | a, succ b => succ (add a b)
axiom zero_add (n : N) : add zero n = n
axiom succ_add (a b : N) : add (succ a) b = succ (add a b)
"""
THEOREMS = [
    "add_comm (a b : N) : add a b = add b a",
    "add_assoc (a b c : N) : add (add a b) c = add a (add b c)",
    "conj (p q r : Prop) (hp : p) (hq : q) (hr : r) : (p ∧ q) ∧ (r ∧ p)",
    "dist (p q r : Prop) : p ∧ (q ∨ r) ↔ (p ∧ q) ∨ (p ∧ r)",
    "some_sum (n : Nat) (p : Nat → Prop) (h : p (n + 1)) : ∃ m, p (m + 1) ∧ m = n",
    "order (a b c d : Nat) (h : a ≤ b) (k : c ≤ d) : a + c ≤ b + d ∧ a ≤ b + d",
]


def test_a_goal_that_is_closed_through_a_metavariable_of_another_leaves_a_script_that_holds() -> None:
    statement = (
        "t (G : Type) (m : G → G → G) (i : G → G) (e a : G) (cancel : ∀ {k b c}, m k b = m k c → b = c) "
        "(back : ∀ x y, m (i x) (m x y) = y) (inv : ∀ x, m (i x) x = e) : m a e = a"
    )
    tactics = {"apply cancel": -0.1, "rw [back]": -0.2, "exact (inv a).symm": -0.3}

    async def go() -> tuple[str | None, str]:
        async with SessionPool(environment.of_text(toolchain.embedded(), ""), workers=1) as session:
            [root] = await session.open("", [Hole(f"theorem {statement} := ", "\n", False, 2)])
            options = SearchOptions(minimise=0)
            result = await Search(session, root, [EveryTactic(tactics)], Budget(), options=options).run()
            [attempt] = await session.attempt(root, [result.script or "skip"])
            return result.script, attempt.outcome

    script, outcome = asyncio.run(go())
    assert (script, outcome) == ("apply cancel\nrw [back]\nexact (inv a).symm", "closed")


def test_each_strategy_proves_in_lean_what_then_holds_as_one_script() -> None:
    plain = environment.of_text(toolchain.embedded(), "")

    async def go() -> dict[str, list[str]]:
        failed: dict[str, list[str]] = {}
        async with SessionPool(plain, workers=1) as session:
            for name in PLAIN:
                make = choose(name)
                for statement in THEOREMS:
                    [root] = await session.open(THEORY, [Hole(f"theorem {statement} := ", "\n", False, 2)])
                    budget = Budget(max_lean_calls=150)
                    result = await Search(
                        session,
                        root,
                        [EmbeddedProposer()],
                        budget,
                        theorem=statement.split()[0],
                        theory=scan(THEORY),
                        strategy=make,
                    ).run()
                    outcome = "no proof"
                    if result.script is not None:
                        [attempt] = await session.attempt(root, [result.script])
                        outcome = attempt.outcome
                    if outcome != "closed" or budget.lean_calls > 150:
                        failed.setdefault(name, []).append(f"{statement}: {outcome}, {result.script}")
                    session.drop(root)
        return failed

    assert asyncio.run(go()) == {}
