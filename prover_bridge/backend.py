"""Which kind of worker serves an environment: states in a Lean process where its self-test passes, else the server."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path

from prover_bridge import sandbox
from prover_bridge.environment import Environment
from prover_bridge.launcher import cache_folder
from prover_bridge.process_worker import ProcessWorker
from prover_bridge.protocol import Goal, Hole, TryLimits
from prover_bridge.self_test import SelfTest, self_test
from prover_bridge.server_worker import ServerWorker
from prover_bridge.serving import source_of
from prover_bridge.worker import Position, Reply, Usage, Worker

_log = logging.getLogger(__name__)
_reasons: dict[str, str | None] = {}


async def reason_for_server(environment: Environment) -> str | None:
    """Why the language server is used here, or None where states are held in a Lean process.

    The self-test runs once for an environment; that it passed is remembered in the cache.
    """
    if environment.content_hash not in _reasons and _stamp(environment).is_file():
        _reasons[environment.content_hash] = None
    if environment.content_hash not in _reasons:
        await tested(environment)
    return _reasons[environment.content_hash]


async def tested(environment: Environment) -> SelfTest:
    """What the self-test finds now, whatever it found before; sessions that are opened later go by it."""
    found = await self_test(environment)
    stamp = _stamp(environment)
    if found.reason is None:
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.touch()
    else:
        stamp.unlink(missing_ok=True)
        if environment.content_hash not in _reasons:  # workers that start at the same time say it once
            _log.warning("Sessions go through Lean's language server, which is slower: %s.", found.reason)
    _reasons[environment.content_hash] = found.reason
    return found


def _stamp(environment: Environment) -> Path:
    """The file whose presence says that the self-test passed here."""
    digest = hashlib.sha256(
        source_of(environment.toolchain).read_bytes() + f"{environment.content_hash}{sandbox.layer()}".encode()
    )
    return cache_folder() / "session" / f"passed-{digest.hexdigest()[:24]}"


class ChosenWorker:
    """The best worker for its environment, chosen when it is first used."""

    def __init__(self, environment: Environment, limits: sandbox.Limits | None = None) -> None:
        self._environment = environment
        self._limits = limits
        self._worker: Worker | None = None

    @property
    def restarts(self) -> int:
        return self._worker.restarts if self._worker else 0

    @property
    def room(self) -> int:
        return self._worker.room if self._worker else 0

    async def open(self, context: str, holes: Sequence[Hole]) -> list[tuple[Goal, ...]]:
        return await (await self._chosen()).open(context, holes)

    async def attempt(self, position: Position, tactics: Sequence[str], limits: TryLimits) -> list[Reply]:
        return await (await self._chosen()).attempt(position, tactics, limits)

    def depth(self, position: Position) -> int:
        return self._worker.depth(position) if self._worker else -1

    def forget(self, position: Position) -> None:
        if self._worker:
            self._worker.forget(position)

    def usage(self) -> Usage:
        return self._worker.usage() if self._worker else Usage()

    async def close(self) -> None:
        if self._worker is not None:
            await self._worker.close()

    async def _chosen(self) -> Worker:
        if self._worker is None:
            reason = await reason_for_server(self._environment)
            make = ProcessWorker if reason is None else ServerWorker
            self._worker = make(self._environment, self._limits)
        return self._worker
