"""A session over Lean's language server."""

from __future__ import annotations

from prover_bridge import sandbox
from prover_bridge.environment import Environment
from prover_bridge.server_worker import ServerWorker
from prover_bridge.session import WorkerSession


class ServerSession(WorkerSession):
    """One language server in an environment, started when it is first needed. limits: of that server."""

    def __init__(self, environment: Environment, *, limits: sandbox.Limits | None = None) -> None:
        super().__init__([ServerWorker(environment, limits)])
