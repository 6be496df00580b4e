"""The session over Lean's language server."""

from __future__ import annotations

from conformance import SWAP, Driver, SessionConformance

from prover_bridge import sandbox
from prover_bridge.environment import Environment
from prover_bridge.protocol import Outcome, Session, TryLimits
from prover_bridge.server_session import ServerSession
from prover_bridge.server_worker import ServerWorker
from prover_bridge.session import WorkerSession


class TestServerSession(SessionConformance):
    @classmethod
    def make(cls, environment: Environment) -> Session:
        return ServerSession(environment)


def test_a_server_that_was_killed_is_replaced(plain: Environment) -> None:
    worker = ServerWorker(plain)
    session = WorkerSession([worker])
    driver = Driver(session)
    try:
        state = driver.step(driver.open(SWAP), "constructor")
        assert worker._server is not None and worker._server.pid is not None
        sandbox.kill_tree(worker._server.pid)
        assert driver.outcomes(state, "exact h.2") == [Outcome.CRASH]
        assert driver.outcomes(state, "exact h.2") == [Outcome.OPEN]
        assert session.stats().restarts == 1
    finally:
        driver.close()


def test_memory_is_limited(plain: Environment) -> None:
    driver = Driver(ServerSession(plain, limits=sandbox.Limits(memory_mb=100)))
    try:
        state = driver.open(SWAP)
        greedy = "set_option maxRecDepth 1000000 in\nset_option exponentiation.threshold 10000000000 in\n"
        greedy += "have : 2 ^ 3000000000 = 1 := by decide"
        [attempt] = driver.attempts(state, greedy, limits=TryLimits(heartbeats=0))
        assert attempt.outcome is Outcome.CRASH and attempt.message is not None and "memory" in attempt.message
        assert driver.outcomes(state, "exact ⟨h.2, h.1⟩") == [Outcome.CLOSED]
    finally:
        driver.close()
