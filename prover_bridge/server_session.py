"""A session over Lean's language server."""

from __future__ import annotations

from prover_bridge import sandbox
from prover_bridge.environment import Environment
from prover_bridge.server_worker import ServerWorker
from prover_bridge.session import WorkerSession


class ServerSession(WorkerSession):
    """One language server, or `workers` of them, in an environment. limits: of each server."""

    def __init__(self, environment: Environment, *, workers: int = 1, limits: sandbox.Limits | None = None) -> None:
        super().__init__([ServerWorker(environment, limits) for _ in range(workers)])
