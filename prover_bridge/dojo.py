"""A session over LeanDojo's `Dojo`, for theorems of a repository that LeanDojo has traced.

LeanDojo (Python 3.11 and 3.12) is imported only when such a session starts. A `Dojo` holds one theorem of a
committed file, whose whole proof is open; it has no heartbeat limit, and its time limit is fixed when it starts.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import re
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prover_bridge.errors import UserError
from prover_bridge.goals import parse_goals
from prover_bridge.lexer import tokens
from prover_bridge.protocol import Goal, Hole, Outcome, SessionError, TryLimits
from prover_bridge.session import WorkerSession
from prover_bridge.worker import Position, Reply, Usage


@dataclass(frozen=True)
class TracedFile:
    """A file of a Git repository at a commit, as LeanDojo names it. file: relative to the repository's root."""

    url: str
    commit: str
    file: Path


class DojoSession(WorkerSession):
    """Implements `protocol.Session`. `open` takes contexts that are the traced file's own text."""

    def __init__(self, traced: TracedFile, *, seconds: int = 60) -> None:
        super().__init__([DojoWorker(traced, seconds=seconds)])


@dataclass
class _Open:
    """A theorem that is open in a `Dojo`: `states` holds what it gave for each list of steps."""

    context: Any
    dojo: Any
    states: dict[tuple[str, ...], Any] = field(default_factory=dict)


class DojoWorker:
    """One `Dojo` for each theorem that was opened; a `Dojo` that crashed or ran out of time is started anew."""

    room = 0

    def __init__(self, traced: TracedFile, *, seconds: int = 60) -> None:
        self.restarts = 0
        self._traced = traced
        self._seconds = seconds
        self._module = _lean_dojo()
        self._opened: dict[str, _Open] = {}
        self._seen: set[str] = set()
        # Dojo blocks, and wants to be driven from one thread.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="dojo")

    async def open(self, context: str, holes: Sequence[Hole]) -> list[tuple[Goal, ...]]:
        names = [theorem_name(context, hole) for hole in holes]
        return [await self._in_thread(self._root, name) for name in names]

    async def attempt(self, position: Position, tactics: Sequence[str], limits: TryLimits) -> list[Reply]:
        name = theorem_name(position.context, position.hole)
        return [await self._in_thread(self._try, name, position.steps, tactic) for tactic in tactics]

    def depth(self, position: Position) -> int:
        opened = self._opened.get(theorem_name(position.context, position.hole))
        return len(position.steps) if opened is not None and position.steps in opened.states else -1

    def forget(self, position: Position) -> None:
        opened = self._opened.get(theorem_name(position.context, position.hole))
        if opened is not None and position.steps:  # Dojo itself needs its first state
            opened.states.pop(position.steps, None)

    def usage(self) -> Usage:
        return Usage(states=sum(len(opened.states) for opened in self._opened.values()))

    async def close(self) -> None:
        for name in list(self._opened):
            await self._in_thread(self._leave, name)
        self._thread.shutdown(wait=False)

    async def _in_thread(self, function: Any, *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *arguments)

    def _root(self, name: str) -> tuple[Goal, ...]:
        return parse_goals(self._enter(name).states[()].pp)

    def _try(self, name: str, steps: tuple[str, ...], tactic: str) -> Reply:
        started = time.monotonic()
        try:
            state = self._reach(name, steps)
            result = self._opened[name].dojo.run_tac(state, tactic)
        except self._module.DojoTacticTimeoutError as error:
            self._leave(name)
            message = str(error) or f"no answer in {self._seconds} s"
            return Reply(Outcome.TIMEOUT, time.monotonic() - started, message=message)
        except self._module.DojoCrashError as error:
            self._leave(name)
            reason = "out of memory" if getattr(error, "is_out_of_memory", False) else str(error)
            return Reply(Outcome.CRASH, time.monotonic() - started, message=f"Lean ended: {reason}")
        seconds = time.monotonic() - started
        if isinstance(result, self._module.ProofFinished):
            return Reply(Outcome.CLOSED, seconds)
        if isinstance(result, self._module.TacticState):
            self._opened[name].states[(*steps, tactic)] = result
            return Reply(Outcome.OPEN, seconds, parse_goals(result.pp))
        if isinstance(result, self._module.ProofGivenUp):
            return Reply(Outcome.ERROR, seconds, message="the tactic uses `sorry`, which proves nothing")
        return Reply(Outcome.ERROR, seconds, message=str(getattr(result, "error", result)))

    def _reach(self, name: str, steps: tuple[str, ...]) -> Any:
        """Dojo's state behind these steps, replayed from the nearest one that is still held."""
        opened = self._enter(name)
        known = next(n for n in range(len(steps), -1, -1) if steps[:n] in opened.states)
        for n in range(known, len(steps)):
            result = opened.dojo.run_tac(opened.states[steps[:n]], steps[n])
            if not isinstance(result, self._module.TacticState):
                raise SessionError(f"The step {steps[n]!r} of {name} cannot be replayed: {result}.")
            opened.states[steps[: n + 1]] = result
        return opened.states[steps]

    def _enter(self, name: str) -> _Open:
        if name in self._opened:
            return self._opened[name]
        self.restarts += name in self._seen
        self._seen.add(name)
        repository = self._module.LeanGitRepo(self._traced.url, self._traced.commit)
        theorem = self._module.Theorem(repository, self._traced.file, name)
        context = self._module.Dojo(theorem, timeout=self._seconds)
        try:
            dojo, state = context.__enter__()
        except self._module.DojoInitError as error:
            raise SessionError(f"LeanDojo cannot open {name} in {self._traced.file}: {error}.") from error
        self._opened[name] = _Open(context, dojo, {(): state})
        return self._opened[name]

    def _leave(self, name: str) -> None:
        opened = self._opened.pop(name, None)
        if opened is not None:
            # A Dojo whose Lean is gone may fail to say goodbye.
            with contextlib.suppress(Exception):
                opened.context.__exit__(None, None, None)


def theorem_name(context: str, hole: Hole) -> str:
    """Full name of the theorem whose whole proof the hole is: its namespaces are read from the context.

    Raises SessionError for a hole inside a proof, or in an `example`, which a `Dojo` cannot open.
    """
    spaces: list[str | None] = []
    words = [token.text for token in tokens(context)]
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if word == "namespace":
            spaces.append(following)
        elif word in {"section", "mutual"}:
            spaces.append(None)
        elif word == "end" and spaces:
            spaces.pop()
    own = [token.text for token in tokens(hole.before)]
    at = next((i for i, word in enumerate(own) if word in {"theorem", "lemma"}), None)
    if at is None or not re.search(r":=\s*(by\s*)?$", hole.before) or own.count(":=") != 1 or tokens(hole.after):
        raise SessionError("LeanDojo opens whole proofs of named theorems only; this hole is none.")
    name = own[at + 1]
    if name.startswith("_root_."):
        return name.removeprefix("_root_.")
    return ".".join([*filter(None, spaces), name])


def _lean_dojo() -> Any:
    try:
        return importlib.import_module("lean_dojo")
    except ImportError as error:
        raise UserError(
            "LeanDojo is not installed: `pip install lemmasmith[dojo]` on Python 3.11 or 3.12, "
            "or use a session of another kind."
        ) from error
