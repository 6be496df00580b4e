"""Certifying many texts again, on several cores, each in the sandbox; results come in the order of the jobs."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass

from prover_bridge import environment
from prover_bridge.certificate import Verdict
from prover_bridge.certify import certify
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.launcher import Toolchain

_AHEAD = 4  # jobs for each worker that may be under way while an earlier one is waited for


@dataclass(frozen=True)
class Job:
    """Theorems of one Lean text. modules: its local modules, name → text."""

    source: str
    theorems: tuple[str, ...]
    modules: Mapping[str, str]


@dataclass(frozen=True)
class Certified:
    """What came of a job. environment: the one here; None, and a reason, where the text has none or cannot be read."""

    environment: Environment | None
    verdicts: tuple[Verdict, ...]
    reason: str | None = None


def certify_all(toolchain: Toolchain, jobs: Sequence[Job], workers: int = 1) -> Iterator[tuple[Job, Certified]]:
    """Certify each job; stopping the iteration ends the workers."""
    if workers <= 1 or len(jobs) <= 1:
        for job in jobs:
            yield job, run(toolchain, job)
        return
    waiting = deque(jobs)
    running: deque[tuple[Job, Future[Certified]]] = deque()
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _begin)
    try:
        while waiting or running:
            while waiting and len(running) < workers * _AHEAD:
                job = waiting.popleft()
                running.append((job, pool.submit(run, toolchain, job)))
            job, future = running.popleft()
            yield job, future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def run(toolchain: Toolchain, job: Job) -> Certified:
    """Certify one job here and now."""
    try:
        where = environment.with_modules(toolchain, job.source, job.modules)
        return Certified(where, tuple(certify(where, job.source, names=job.theorems)))
    except UserError as error:
        return Certified(None, (), str(error))


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent says when to stop
