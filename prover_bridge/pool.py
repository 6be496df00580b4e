"""A session over several workers."""

from __future__ import annotations

import os
from collections.abc import Callable

from prover_bridge import sandbox
from prover_bridge.backend import ChosenWorker
from prover_bridge.environment import Environment
from prover_bridge.session import WorkerSession
from prover_bridge.worker import Worker

MakeWorker = Callable[[Environment, sandbox.Limits | None], Worker]


class SessionPool(WorkerSession):
    """`workers` of one kind (as many as there are cores unless told), each with a Lean of its own.

    The kind is the fastest that works in the environment, unless `make_worker` says which.
    Each attempt goes to a worker that is free, and a state is rebuilt there from its steps. limits: of one worker.
    Use it with `async with`: however the block ends, no process stays behind.
    """

    def __init__(
        self,
        environment: Environment,
        *,
        workers: int | None = None,
        limits: sandbox.Limits | None = None,
        make_worker: MakeWorker = ChosenWorker,
    ) -> None:
        count = workers or os.cpu_count() or 1
        super().__init__([make_worker(environment, limits) for _ in range(count)])
