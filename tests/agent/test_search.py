"""The search, in a world that is written down (a stand-in for Lean)."""

from __future__ import annotations

import asyncio

import pytest

from agent.budget import Budget
from agent.search import Search, SearchOptions, Snapshot, Trial
from prover_bridge.errors import UserError
from tests.agent.scripted import EveryTactic, ScriptedSessionStandIn, World

# `swap` leads round in a circle; `split` leaves two goals, of which the second is the harder one.
WORLD: World = {
    "start": {"swap": ["trats"], "split": ["left", "right"], "waste": ["nowhere"]},
    "trats": {"swap": ["start"], "waste": ["nowhere"]},
    "left": {"done": [], "swap": ["left'"]},
    "left'": {"done": []},
    "right": {"step": ["end"]},
    "end": {"done": []},
    "nowhere": {"waste": ["nowhere", "nowhere"]},
}
PRIORS = {"done": -0.1, "swap": -0.2, "waste": -0.3, "split": -1.0, "step": -1.5}


def run(search: Search):  # type: ignore[no-untyped-def]
    return asyncio.run(search.run())


@pytest.mark.parametrize("parallel", [1, 3])
def test_it_finds_a_proof_and_writes_it_down_as_a_tree(parallel: int) -> None:
    session = ScriptedSessionStandIn(WORLD)
    snapshots: list[Snapshot] = []
    search = Search(
        session,
        session.start("start"),
        [EveryTactic(PRIORS)],
        Budget(max_lean_calls=200),
        options=SearchOptions(parallel=parallel),
        on_progress=snapshots.append,
    )
    result = run(search)
    assert result.status == "proved" and result.reason is None
    assert result.script == "split\n· done\n· step\n  done"
    assert [step.tactic for step in result.steps] == ["split", "done", "step", "done"]
    assert snapshots and snapshots[-1].lean_calls == search.budget.lean_calls
    assert len(session.alive) == 1, "all states but the root are dropped"


def test_a_state_that_was_seen_is_not_expanded_again() -> None:
    session = ScriptedSessionStandIn(WORLD)
    proposer = EveryTactic({"swap": -0.1, "waste": -0.1, "done": -0.5})
    result = run(Search(session, session.start("start"), [proposer], Budget()))
    assert result.status == "failed" and result.script is None
    # nowhere, and nowhere twice, are one set of goals
    assert sorted(query.goal.target for query in proposer.asked) == ["nowhere", "start", "trats"]
    assert len(session.tried) == len(set(session.tried))


def test_alternatives_for_a_goal_that_is_closed_cost_nothing() -> None:
    world: World = {"both": {"split": ["a", "b"]}, "a": {"one": [], "two": ["c"]}, "c": {"three": []}, "b": {}}
    session = ScriptedSessionStandIn(world)
    priors = {"split": -0.1, "one": -0.2, "two": -0.25, "three": -3.0}
    options = SearchOptions(batch=2)
    result = run(Search(session, session.start("both"), [EveryTactic(priors)], Budget(), options=options))
    assert result.status == "failed"
    assert ("c", "three") not in session.tried


@pytest.mark.parametrize("most", [1, 2, 5, 7, 11])
def test_it_stops_at_the_budget_and_never_goes_beyond(most: int) -> None:
    session = ScriptedSessionStandIn(WORLD)
    budget = Budget(max_lean_calls=most)
    result = run(Search(session, session.start("start"), [EveryTactic(PRIORS)], budget))
    assert len(session.tried) <= most and budget.lean_calls <= most
    assert result.status in ("undecided", "proved")
    if result.status == "undecided":
        assert result.reason is not None and str(most) in result.reason


def test_alternatives_inside_a_tactic_count_against_the_budget() -> None:
    session = ScriptedSessionStandIn({})
    budget = Budget(max_lean_calls=4)
    proposer = EveryTactic({"first | a | b | c": -0.1, "first | d | e": -0.2, "f": -0.3})
    result = run(Search(session, session.start("start"), [proposer], budget, options=SearchOptions(batch=1)))
    assert [tactic for _, tactic in session.tried] == ["first | a | b | c"]
    assert result.status == "undecided"


def test_limits_of_an_attempt_end_within_the_time_that_is_left() -> None:
    session = ScriptedSessionStandIn({})
    budget = Budget(max_seconds=2.0)
    run(Search(session, session.start("start"), [EveryTactic(PRIORS)], budget, options=SearchOptions(batch=4)))
    assert session.limits and all(limits.seconds <= 2.0 for limits in session.limits)


def test_a_timeout_leaves_the_question_open() -> None:
    session = ScriptedSessionStandIn({}, slow=["done"])
    result = run(Search(session, session.start("start"), [EveryTactic({"done": -0.1})], Budget()))
    assert result.status == "undecided" and "out of time" in (result.reason or "")


def test_remembered_failures_cost_no_lean_call() -> None:
    first, trials = ScriptedSessionStandIn(WORLD), list[Trial]()
    run(Search(first, first.start("start"), [EveryTactic(PRIORS)], Budget(), remember=trials.append))
    failures = {(t.goal_key, t.tactic) for t in trials if t.outcome == "error"}
    second, budget = ScriptedSessionStandIn(WORLD), Budget()
    result = run(
        Search(
            second,
            second.start("start"),
            [EveryTactic(PRIORS)],
            budget,
            known_failure=lambda key, tactic: (key, tactic) in failures,
        )
    )
    assert result.status == "proved" and failures
    assert budget.lean_calls < len(first.tried)


def test_proposers_share_one_frontier() -> None:
    session = ScriptedSessionStandIn(WORLD)
    one, two = EveryTactic({"split": -0.5, "done": -0.1}, "one"), EveryTactic({"step": -0.5, "waste": -0.2}, "two")
    result = run(Search(session, session.start("start"), [one, two], Budget(max_lean_calls=100)))
    assert result.status == "proved"
    assert {step.source for step in result.steps} == {"one", "two"}


def test_two_runs_with_one_worker_are_alike() -> None:
    def tried() -> list[tuple[str, str]]:
        session = ScriptedSessionStandIn(WORLD)
        run(Search(session, session.start("start"), [EveryTactic(PRIORS)], Budget(max_lean_calls=50)))
        return session.tried

    assert tried() == tried()


def test_cancelling_leaves_no_states_behind() -> None:
    endless: World = {f"g{i}": {"step": [f"g{i + 1}"]} for i in range(5_000)}

    async def cancelled() -> ScriptedSessionStandIn:
        session = ScriptedSessionStandIn(endless)
        options = SearchOptions(depth=10_000, parallel=2)
        proposer = EveryTactic({"step": -0.1, "no": -0.2})
        search = Search(session, session.start("g0"), [proposer], Budget(), options=options)
        task = asyncio.create_task(search.run())
        while len(session.tried) < 10:
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.sleep(0.01)
        return session

    session = asyncio.run(cancelled())
    assert len(session.tried) > 2 and len(session.alive) == 1


def test_a_proposer_that_cannot_work_ends_the_search_with_its_reason() -> None:
    class Broken(EveryTactic):
        async def propose(self, query):  # type: ignore[no-untyped-def]
            raise UserError("The model endpoint cannot be reached: check it.")

    session = ScriptedSessionStandIn(WORLD)
    with pytest.raises(UserError, match="cannot be reached"):
        run(Search(session, session.start("start"), [Broken({})], Budget()))
    assert len(session.alive) == 1
