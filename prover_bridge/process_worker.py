"""A worker that holds proof states inside a Lean process.

Several times as fast as the language server, since an attempt costs what its tactic costs. A state that the
process no longer holds is rebuilt from its steps.
"""

from __future__ import annotations

import asyncio
import functools
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace

from prover_bridge import sandbox
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.goals import parse_goals
from prover_bridge.modules import header_end
from prover_bridge.protocol import Goal, Hole, Outcome, SessionError, TryLimits
from prover_bridge.serving import Answer, ServingLean
from prover_bridge.tactic_text import TIMEOUT_TEXTS, refusal
from prover_bridge.worker import LeanDied, Position, Reply, Usage

DEFAULT_LIMITS = sandbox.Limits(memory_mb=4096)
_OPEN_SECONDS = 120.0
_KEPT_PROCESSES = 2
# A kept state takes some 25 KiB; a process that holds this many is replaced by a fresh one.
_MOST_STATES = 10_000
# Far above what the states kept in the self-test take, far below what a leak in each attempt would.
_MOST_GROWTH_MB = 200.0

_Root = tuple[str, Hole]


class _Held:
    """A process, and the numbers of the states that it holds: for each hole, by the steps that lead there.

    dropped: numbers that it may forget, as it will be told with the next request.
    """

    def __init__(self, lean: ServingLean) -> None:
        self.lean = lean
        self.states: dict[_Root, dict[tuple[str, ...], int]] = {}
        self.dropped: list[int] = []

    def keep(self, root: _Root, steps: tuple[str, ...], number: int) -> None:
        """Remember where a state is. One that was there before gives way, as does one whose hole was forgotten."""
        states = self.states.get(root)
        if states is None:
            self.dropped.append(number)
            return
        if (before := states.get(steps)) is not None:
            self.dropped.append(before)
        states[steps] = number


class ProcessWorker:
    """Keeps a process for each header of imports, started when first needed and again after each death."""

    def __init__(self, environment: Environment, limits: sandbox.Limits | None = None) -> None:
        self.restarts = 0
        self._environment = environment
        self._limits = limits or DEFAULT_LIMITS
        self._processes: OrderedDict[str, _Held] = OrderedDict()
        self._lost: set[str] = set()

    async def open(self, context: str, holes: Sequence[Hole]) -> list[tuple[Goal, ...]]:
        found = []
        for hole in holes:
            try:
                found.append(await self._open(await self._process(context), (context, hole)))
            except (LeanDied, TimeoutError) as death:
                await self._end(_header(context), lost=True)
                reason = str(death) or f"no answer in {_OPEN_SECONDS:g} s"
                raise SessionError(f"Lean ended ({reason}) before it reached the hole.") from death
        return found

    async def attempt(self, position: Position, tactics: Sequence[str], limits: TryLimits) -> list[Reply]:
        replies: dict[int, Reply] = {}
        for i, tactic in enumerate(tactics):
            if reason := refusal(tactic):
                replies[i] = Reply(Outcome.ERROR, 0.0, message=reason)
        while left := [i for i in range(len(tactics)) if i not in replies]:
            replies |= await self._some(position, {i: tactics[i] for i in left}, limits)
        return [replies[i] for i in range(len(tactics))]

    def depth(self, position: Position) -> int:
        held = self._processes.get(_header(position.context))
        states = held.states.get((position.context, position.hole)) if held else None
        if not states:
            return -1
        return next((n for n in range(len(position.steps), -1, -1) if position.steps[:n] in states), -1)

    def forget(self, position: Position) -> None:
        held = self._processes.get(_header(position.context))
        root = position.context, position.hole
        if held is None or root not in held.states:
            return
        if not position.steps:
            held.dropped += held.states.pop(root).values()
        elif (number := held.states[root].pop(position.steps, None)) is not None:
            held.dropped.append(number)

    def usage(self) -> Usage:
        leans = [held.lean for held in self._processes.values()]
        return Usage(sum(lean.memory_mb() for lean in leans), sum(lean.held for lean in leans))

    async def close(self) -> None:
        for header in list(self._processes):
            await self._end(header)

    async def _some(self, position: Position, tactics: dict[int, str], limits: TryLimits) -> dict[int, Reply]:
        """Replies to some of the tactics, at least one: up to and with the first that ends the process."""
        root = (position.context, position.hole)
        header = _header(position.context)
        replies: dict[int, Reply] = {}
        waiting = list(tactics)
        started = time.monotonic()
        try:
            held = await self._process(position.context)
            if held.dropped:
                dropped, held.dropped = held.dropped, []
                await held.lean.drop(dropped)
            state = await self._reach(held, root, position.steps)
            started = time.monotonic()
            await held.lean.ask(state, [_limited(tactic, limits.heartbeats) for tactic in tactics.values()])
            while waiting:
                async with asyncio.timeout(limits.seconds):
                    answer = await held.lean.answer()
                started = time.monotonic()
                i = waiting.pop(0)
                replies[i] = _reply(answer)
                if answer.kind == "open":
                    held.keep(root, (*position.steps, tactics[i]), answer.state)
            if held.lean.held > _MOST_STATES:
                await self._end(header)
        except TimeoutError:
            await self._end(header, lost=True)
            message = f"no answer in {limits.seconds:g} s"
            replies[waiting[0]] = Reply(Outcome.TIMEOUT, time.monotonic() - started, message=message)
        except LeanDied as death:
            await self._end(header, lost=True)
            if waiting:
                message = f"Lean ended: {death.reason}"
                replies[waiting[0]] = Reply(Outcome.CRASH, time.monotonic() - started, message=message)
        except SessionError:
            raise
        except BaseException:  # also when cancelled: Lean is still at work
            await self._end(header)
            raise
        return replies

    async def _reach(self, held: _Held, root: _Root, steps: tuple[str, ...]) -> int:
        """The number of the state behind these steps, which are replayed where the process does not hold it."""
        if () not in held.states.get(root, ()):
            await self._open(held, root)
        states, lean = held.states[root], held.lean
        known = next(n for n in range(len(steps), -1, -1) if steps[:n] in states)
        for n in range(known, len(steps)):
            await lean.ask(states[steps[:n]], [_limited(steps[n], 0)])
            async with asyncio.timeout(_OPEN_SECONDS):
                answer = await lean.answer()
            if answer.kind != "open":
                raise SessionError(f"The step {steps[n]!r} cannot be replayed: {answer.text}")
            states[steps[: n + 1]] = answer.state
        return states[steps]

    async def _open(self, held: _Held, root: _Root) -> tuple[Goal, ...]:
        answer = await asyncio.wait_for(held.lean.open(*root), _OPEN_SECONDS)
        held.states.setdefault(root, {})[()] = answer.state
        return parse_goals(answer.text)

    async def _process(self, context: str) -> _Held:
        header = _header(context)
        if header not in self._processes:
            while len(self._processes) >= _KEPT_PROCESSES:
                await self._end(next(iter(self._processes)))
            self.restarts += header in self._lost
            self._lost.discard(header)
            held = self._processes[header] = _Held(ServingLean(self._environment, self._limits, header))
            try:
                await asyncio.wait_for(held.lean.start(), _OPEN_SECONDS)
            except BaseException:
                await self._end(header)
                raise
        self._processes.move_to_end(header)
        return self._processes[header]

    async def _end(self, header: str, lost: bool = False) -> None:
        held = self._processes.pop(header, None)
        if lost:
            self._lost.add(header)
        if held is not None:
            await held.lean.kill()


@functools.lru_cache(maxsize=256)
def _header(context: str) -> str:
    return context[: header_end(context)]


def _limited(tactic: str, heartbeats: int) -> str:
    """The tactic as it is parsed: in brackets, so that all of it must be one block of tactics."""
    limit = f"set_option maxHeartbeats {heartbeats} in\n" if heartbeats else ""
    return f"(\n{limit}{tactic}\n)"


def _reply(answer: Answer) -> Reply:
    seconds = answer.seconds
    if answer.kind == "open":
        return Reply(Outcome.OPEN, seconds, parse_goals(answer.text))
    if answer.kind == "closed":
        return Reply(Outcome.CLOSED, seconds)
    timed_out = any(text in answer.text for text in TIMEOUT_TEXTS)
    message = answer.text.partition(": ")[2] if answer.text.startswith("<tactic>") else answer.text
    return Reply(Outcome.TIMEOUT if timed_out else Outcome.ERROR, seconds, message=message)


async def self_test(environment: Environment) -> str | None:
    """Why this kind of session cannot be used here, or None.

    Tried are a success, a failure, a limit, an unusual goal, and memory over some hundred attempts.
    """
    worker = ProcessWorker(environment)
    hole = Hole("theorem self_test (n : Nat) (p : Prop) (h : p ∧ n = n) : ∃ m, p ∧ m = n := ", "", False, 0)
    try:
        [goals] = await worker.open("", [hole])
        root = Position("", hole, (), goals)
        limits = TryLimits(seconds=10.0)
        first = await worker.attempt(root, ["skip", "exact ⟨n, h.1, rfl⟩", "exact h", "refine ⟨?w, ?_⟩"], limits)
        outcomes = [reply.outcome for reply in first]
        if outcomes != [Outcome.OPEN, Outcome.CLOSED, Outcome.ERROR, Outcome.OPEN] or first[0].goals != goals:
            return f"its self-test gave {[str(outcome) for outcome in outcomes]}"
        behind = replace(root, steps=("refine ⟨?w, ?_⟩",), goals=first[3].goals)
        heavy = "exact absurd (show (List.range 2000).length = 0 by decide) (by decide)"
        second = await worker.attempt(behind, [heavy, "exact ⟨h.1, rfl⟩"], replace(limits, heartbeats=200))
        outcomes = [reply.outcome for reply in second]
        if outcomes[0] not in {Outcome.ERROR, Outcome.TIMEOUT} or len(first[3].goals) != 2:
            return f"its self-test of limits gave {[str(outcome) for outcome in outcomes]}"
        before = worker.usage().memory_mb
        for _ in range(20):
            await worker.attempt(root, ["exact ⟨n, h.1, rfl⟩", "simp at h", "exact h", "cases h"] * 5, limits)
        if (grown := worker.usage().memory_mb - before) > _MOST_GROWTH_MB:
            return f"its memory grew by {grown:.0f} MB over 400 attempts"
    except (SessionError, UserError, OSError) as error:
        return str(error)
    finally:
        await worker.close()
    return None
