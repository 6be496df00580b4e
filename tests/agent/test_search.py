"""The search, in a world that is written down (a stand-in for Lean)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from agent.budget import Budget
from agent.proposers import Proposal, ProposalQuery
from agent.search import Place, Search, SearchOptions, SearchTask, Snapshot, Trial, Workbench
from agent.search.best_first import keys
from prover_bridge.errors import UserError
from prover_bridge.protocol import Attempt, Goal, Hypothesis, SessionError, State, TryLimits
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


def test_what_is_asked_next_is_thought_about_while_lean_is_at_work() -> None:
    class Thinking(EveryTactic):
        async def propose(self, query: ProposalQuery) -> list[Proposal]:
            thought.set()
            return await super().propose(query)

    class LeanThatWaits(ScriptedSessionStandIn):
        """Answers the first batch when somebody has thought about something else."""

        async def attempt(self, state: State, tactics: Sequence[str], limits: TryLimits | None = None) -> list[Attempt]:
            await asyncio.wait_for(thought.wait(), 60)
            return await super().attempt(state, tactics, limits)

    thought = asyncio.Event()
    session, patient = LeanThatWaits(WORLD), Thinking({"step": -0.4, "done": -0.5}, "patient")
    proposer = EveryTactic({"split": -0.1, "waste": -2.0})
    proposer.patient = patient  # type: ignore[assignment]
    result = run(Search(session, session.start("start"), [proposer], Budget(max_lean_calls=20)))
    assert result.trials[0].tactic == "split" and [query.goal.target for query in patient.asked] == ["start"]


def test_a_goal_thought_about_ahead_is_asked_about_again_where_a_tactic_has_failed_on_it_meanwhile() -> None:
    async def go() -> list[list[str]]:
        session, proposer = ScriptedSessionStandIn(WORLD), EveryTactic(PRIORS)
        root = session.start("start")
        workbench = Workbench(SearchTask(session, root, [proposer], Budget()))
        place = Place(root, root.goals[0].key)
        workbench.think_ahead(proposer, place, ())
        await asyncio.sleep(0.01)
        await workbench.propose(proposer, place, ())
        workbench.think_ahead(proposer, place, ())
        await asyncio.sleep(0.01)
        await workbench.attempt(place, [Proposal("step", -0.1, "test")])
        await workbench.propose(proposer, place, ())
        workbench.close()
        return [[tactic for tactic, _ in query.failed] for query in proposer.asked]

    assert asyncio.run(go()) == [[], [], ["step"]]


def test_a_proof_that_was_found_is_not_lost_where_the_session_ends_while_it_is_made_shorter() -> None:
    class Breaking(ScriptedSessionStandIn):
        async def attempt(self, state: State, tactics: Sequence[str], limits: TryLimits | None = None) -> list[Attempt]:
            if any("\n" in tactic for tactic in tactics):
                raise SessionError("Lean ended (memory) before it reached the hole.")
            return await super().attempt(state, tactics, limits)

    session = Breaking(WORLD)
    result = run(Search(session, session.start("start"), [EveryTactic(PRIORS)], Budget(max_lean_calls=200)))
    assert result.status == "proved" and result.script == "split\n· done\n· step\n  done"


def test_a_question_mark_in_a_name_is_no_metavariable() -> None:
    # Both ways lead to the same goal, which is asked about once.
    session = ScriptedSessionStandIn({"start": {"one": ["xs[0]? = xs.head?"], "two": ["xs[0]? = xs.head?"]}})
    proposer = EveryTactic({"one": -0.1, "two": -0.2})
    result = run(Search(session, session.start("start"), [proposer], Budget()))
    assert result.status == "failed" and result.counts.transposed > 0
    assert [query.goal.target for query in proposer.asked] == ["start", "xs[0]? = xs.head?"]


def test_goals_that_share_a_metavariable_in_their_hypotheses_alone_are_not_taken_for_others() -> None:
    one, other = (State(f"s{i}", (Goal((Hypothesis("h", "p ?w"),), "q"),)) for i in range(2))
    assert keys(one) != keys(other)


def test_what_failed_on_a_goal_with_metavariables_is_tried_elsewhere() -> None:
    world: World = {"start": {"some": ["p ?w"]}, "p ?w": {"pick": []}}
    session = ScriptedSessionStandIn(world)
    search = Search(session, session.start("start"), [EveryTactic({"some": -0.1, "pick": -0.2})], Budget())
    search.known_failure = lambda key, tactic: tactic == "pick" and "@" in key
    assert run(search).status == "proved"
