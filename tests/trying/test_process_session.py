"""The session that holds proof states inside Lean processes, and how it is chosen."""

from __future__ import annotations

import asyncio
import contextlib
import logging

import pytest
from conformance import SWAP, Driver, SessionConformance

from prover_bridge import backend, process_worker, sandbox
from prover_bridge.environment import Environment
from prover_bridge.pool import SessionPool
from prover_bridge.process_worker import ProcessWorker
from prover_bridge.protocol import Attempt, Hole, Outcome, Session, State, TryLimits
from prover_bridge.self_test import SelfTest, self_test
from prover_bridge.server_worker import ServerWorker
from prover_bridge.serving import ServingLean
from prover_bridge.session import WorkerSession


class TestProcessSession(SessionConformance):
    @classmethod
    def make(cls, environment: Environment) -> Session:
        return WorkerSession([ProcessWorker(environment)])


def test_it_works_with_the_embedded_runtime(plain: Environment) -> None:
    found = asyncio.run(self_test(plain))
    assert found.reason is None
    assert found.memory_mb > 1 and found.kilobytes < 100


def test_states_are_rebuilt_after_a_death(plain: Environment) -> None:
    worker = ProcessWorker(plain)
    driver = Driver(WorkerSession([worker]))
    try:
        state = driver.step(driver.open(SWAP), "constructor", "exact h.2")
        sandbox.kill_tree(_pid(worker))
        assert driver.outcomes(state, "exact h.1", "exact h.2") == [Outcome.CRASH, Outcome.ERROR]
        assert driver.outcomes(state, "exact h.1") == [Outcome.CLOSED]
        assert driver.session.stats().restarts == 1
    finally:
        driver.close()


def test_memory_is_limited(plain: Environment) -> None:
    driver = Driver(WorkerSession([ProcessWorker(plain, sandbox.Limits(memory_mb=100))]))
    try:
        state = driver.open(SWAP)
        greedy = "set_option maxRecDepth 1000000 in\nset_option exponentiation.threshold 10000000000 in\n"
        greedy += "have : 2 ^ 3000000000 = 1 := by decide"
        limits = TryLimits(heartbeats=0)
        first, greedily, last = driver.attempts(state, "skip", greedy, "exact ⟨h.2, h.1⟩", limits=limits)
        assert [first.outcome, greedily.outcome, last.outcome] == [Outcome.OPEN, Outcome.CRASH, Outcome.CLOSED]
        assert greedily.message is not None and "memory" in greedily.message
    finally:
        driver.close()


def test_one_process_serves_many_holes_and_is_replaced_when_it_is_full(
    plain: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = ProcessWorker(plain)
    driver = Driver(WorkerSession([worker]))
    try:
        contexts = [f"theorem fact{i} : True := trivial\n" for i in range(6)]
        states = [driver.step(driver.open(SWAP, context), "constructor") for context in contexts]
        first = _pid(worker)
        assert all(
            driver.outcomes(state, "exact h.2", "exact fact3") == [Outcome.OPEN, Outcome.ERROR] for state in states
        )
        assert _pid(worker) == first
        monkeypatch.setattr(process_worker, "_MOST_STATES", 20)
        assert all(driver.outcomes(state, "exact h.2", "skip") == [Outcome.OPEN, Outcome.OPEN] for state in states)
        assert all(driver.outcomes(state, "skip", "skip") == [Outcome.OPEN, Outcome.OPEN] for state in states)
        assert driver.session.stats().restarts == 0  # it was not lost
        driver.outcomes(states[0], "skip")
        assert _pid(worker) != first
    finally:
        driver.close()


def test_what_is_not_wanted_any_more_costs_no_process_unless_it_goes_on(plain: Environment) -> None:
    worker = ProcessWorker(plain)
    driver = Driver(WorkerSession([worker]))
    quick = ["skip", "have := h", "exact zzz", "cases h"] * 10

    async def cancelled(state: State, *tactics: str) -> None:
        call = asyncio.ensure_future(driver.session.attempt(state, tactics, TryLimits(60.0, 0)))
        await asyncio.sleep(0.01)
        call.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            for attempt in await call:  # it was done before
                if attempt.state is not None:
                    driver.session.drop(attempt.state)

    try:
        state = driver.step(driver.open(SWAP), "constructor")
        first = _pid(worker)
        for _ in range(5):
            driver.loop.run_until_complete(cancelled(state, *quick))
        assert driver.outcomes(state, "exact h.2", "exact h.1") == [Outcome.OPEN, Outcome.ERROR]
        driver.outcomes(state, "exact h.2")
        assert _pid(worker) == first
        for _ in range(50):  # a process is told with its next request what to forget
            if driver.session.stats().states[0] <= 4:
                break
            driver.outcomes(state, "exact zzz")
        assert driver.session.stats().states[0] <= 4  # those of the cancelled calls are dropped
        driver.loop.run_until_complete(cancelled(state, "repeat skip"))
        assert driver.outcomes(state, "exact h.2", "exact h.1") == [Outcome.OPEN, Outcome.ERROR]
        assert _pid(worker) != first
    finally:
        driver.close()


def test_a_call_cancelled_in_the_moment_of_its_answer_leaves_no_state(
    plain: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[asyncio.Future[list[Attempt]]] = []
    received = ServingLean._received

    def cancelled_first(lean: ServingLean, lines: list[bytes]) -> None:
        for call in calls:
            call.cancel()
        received(lean, lines)

    async def cancelled(state: State) -> None:
        calls.append(asyncio.ensure_future(driver.session.attempt(state, ["skip", "cases h"], TryLimits())))
        with pytest.raises(asyncio.CancelledError):
            await calls[0]
        calls.clear()

    monkeypatch.setattr(ServingLean, "_received", cancelled_first)
    driver = Driver(WorkerSession([ProcessWorker(plain)]))
    try:
        state = driver.open(SWAP)
        driver.loop.run_until_complete(cancelled(state))
        driver.outcomes(state, "exact zzz")
        driver.outcomes(state, "exact zzz")  # Lean is told with its next request what to forget
        assert driver.session.stats().states == (1,)
    finally:
        driver.close()


def _pid(worker: ProcessWorker) -> int:
    [held] = worker._processes.values()
    assert held.lean._process is not None
    return held.lean._process.pid


@pytest.mark.slow
def test_a_thousand_requests_take_no_more_memory(plain: Environment) -> None:
    worker = ProcessWorker(plain)
    driver = Driver(WorkerSession([worker]))
    tactics = ["exact ⟨h.2, h.1⟩", "exact zzz", "simp at h", "assumption", "omega"]
    try:
        state = driver.open(SWAP)

        def many(count: int) -> float:
            for _ in range(count):
                driver.outcomes(state, *tactics)
            return sandbox.resident_mb(_pid(worker))

        before = many(200)
        assert many(1000) < before + 20
    finally:
        driver.close()


def test_dropped_states_are_forgotten(plain: Environment) -> None:
    worker = ProcessWorker(plain)
    driver = Driver(WorkerSession([worker]))
    try:
        root = driver.open(SWAP)
        kept = driver.step(root, "constructor")
        for _ in range(5):
            for attempt in driver.attempts(root, "skip", "have := h", "cases h"):
                assert attempt.state is not None
                driver.session.drop(attempt.state)
        driver.outcomes(kept, "exact h.1")
        assert driver.session.stats().states == (2,)
        assert driver.session.stats().memory_mb[0] > 1
        driver.session.drop(root)  # a whole hole is done with; what is still wanted of it is built again
        assert driver.outcomes(kept, "exact h.2", "exact h.1") == [Outcome.OPEN, Outcome.ERROR]
        assert driver.session.stats().restarts == 0
    finally:
        driver.close()


def test_both_kinds_give_the_same_outcomes_and_goals(plain: Environment) -> None:
    holes = [
        "(a b : Prop) (h : a ∧ b) : b ∧ a",
        "(a b : Prop) (h : a ∨ b) : b ∨ a",
        "(p : Nat → Prop) (h : ∀ x, p x) : ∃ x, p x",
        "(n m : Nat) (h : n = m) : m + 0 = n",
        "(xs ys : List Nat) : (xs ++ ys).length = ys.length + xs.length",
        "(a b c : Prop) (h : a → b ∧ c) : (a → b) ∧ (a → c)",
        "(a : Prop) [Decidable a] (h : ¬¬a) : a",
        "(n : Nat) (h : 0 < n) : ∃ k, n = k + 1",
        "(α : Type) (x y : α) (f : α → α) (h : ∀ z, f z = x) : f x = f y",
        "(n : Nat) : (if n = 0 then 1 else 2) ≤ 2",
        "(o : Option Nat) (h : o.isSome) : o ≠ none",
        "(a b : Nat) (h : a + b = b) : a = 0",
        "(p q : Nat → Prop) (h : ∃ x, p x ∧ q x) : (∃ x, p x) ∧ ∃ x, q x",
    ]
    tactics = [
        "skip",
        "intro x",
        "simp",
        "simp_all",
        "rfl",
        "constructor",
        "cases h",
        "exact h",
        "assumption",
        "left",
        "refine ⟨?_, ?_⟩",
        "refine ⟨?a, ?b⟩",
        "rcases h with ⟨x, y⟩",
        "apply And.intro",
        "exact ⟨0, h 0⟩",
        "subst h",
        "have := h",
        "omega",
        "induction n with\n| zero => simp_all\n| succ k ih => skip",
        "by_cases q : a",
        "rw [List.length_append]",
        "exact ⟨_, h _⟩",
        "generalize 0 = z",
        "simp only [Nat.add_zero]; exact h.symm",
    ]
    process, server = (Driver(WorkerSession([kind(plain)])) for kind in (ProcessWorker, ServerWorker))
    compared = 0
    try:
        for statement in holes:
            hole = Hole(f"theorem goal {statement} := ", "", False, 0)
            roots = [driver.open(hole) for driver in (process, server)]
            assert roots[0].goals == roots[1].goals
            found = [driver.attempts(root, *tactics) for driver, root in zip((process, server), roots, strict=True)]
            compared += len(tactics)
            for tactic, one, other in zip(tactics, *found, strict=True):
                assert (tactic, one.outcome) == (tactic, other.outcome)
                assert (tactic, one.state and one.state.goals) == (tactic, other.state and other.state.goals)
        assert compared >= 300
    finally:
        process.close()
        server.close()


def test_where_the_self_test_fails_the_server_takes_over(
    plain: Environment, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def failing(environment: Environment) -> SelfTest:
        return SelfTest("it was made to fail")

    monkeypatch.setattr(backend, "self_test", failing)
    monkeypatch.setattr(backend, "_reasons", {})
    monkeypatch.setattr(backend.sandbox, "layer", lambda: "none, so that no stamp is found")
    driver = Driver(SessionPool(plain, workers=2))

    async def three_at_once() -> list[Outcome]:
        [state] = await driver.session.open("", [SWAP])
        found = await asyncio.gather(*(driver.session.attempt(state, ["exact ⟨h.2, h.1⟩"]) for _ in range(3)))
        return [attempt.outcome for [attempt] in found]

    try:
        with caplog.at_level(logging.WARNING):
            assert driver.loop.run_until_complete(three_at_once()) == [Outcome.CLOSED] * 3
        assert [record.message for record in caplog.records] == [
            "Sessions go through Lean's language server, which is slower: it was made to fail."
        ]
        workers = [worker._worker for worker in driver.session._workers]  # type: ignore[attr-defined]
        assert all(isinstance(worker, ServerWorker) for worker in workers)
    finally:
        driver.close()
