"""A worker that holds proof states inside a Lean process.

Several times as fast as the language server, since an attempt costs what its tactic costs. A state that the
process no longer holds is rebuilt from its steps.
"""

from __future__ import annotations

import asyncio
import functools
from collections import OrderedDict
from collections.abc import Sequence

from prover_bridge import sandbox
from prover_bridge.environment import Environment
from prover_bridge.goals import parse_goals
from prover_bridge.modules import header_end
from prover_bridge.protocol import Goal, Hole, Outcome, SessionError, TryLimits
from prover_bridge.serving import OPEN_SECONDS, Answer, ServingLean
from prover_bridge.tactic_text import TIMEOUT_TEXTS, refusal
from prover_bridge.worker import LeanDied, Position, Reply, Usage

DEFAULT_LIMITS = sandbox.Limits(memory_mb=4096)
_KEPT_PROCESSES = 2
# A kept state takes some 20 KiB; a process that holds this many is replaced by a fresh one.
_MOST_STATES = 10_000
_REPLAY = TryLimits(seconds=OPEN_SECONDS, heartbeats=0)

_Root = tuple[str, Hole]


class _Held:
    """A process, and the numbers of the states that it holds: for each hole, by the steps that lead there.

    dropped: numbers that it may forget, as it will be told with the next request. calls: that use it now.
    """

    def __init__(self, lean: ServingLean) -> None:
        self.lean = lean
        self.states: dict[_Root, dict[tuple[str, ...], int]] = {}
        self.dropped: list[int] = []
        self.calls = 0
        self.started = False
        self.reaching = asyncio.Lock()

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
    """Keeps a process for each header of imports, started when first needed and again after each death.

    Further calls are sent to the process while it is at work on the first.
    """

    # Some ten milliseconds of work, in which this program gets its turn on a busy machine, too.
    room = 36

    def __init__(self, environment: Environment, limits: sandbox.Limits | None = None) -> None:
        self.restarts = 0
        self._environment = environment
        self._limits = limits or DEFAULT_LIMITS
        self._processes: OrderedDict[str, _Held] = OrderedDict()
        self._lost: set[str] = set()
        self._starting = asyncio.Lock()

    async def open(self, context: str, holes: Sequence[Hole]) -> list[tuple[Goal, ...]]:
        return [await self._open(context, hole) for hole in holes]

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
        for held in list(self._processes.values()):
            await self._end(held)

    async def _open(self, context: str, hole: Hole) -> tuple[Goal, ...]:
        while True:
            held = await self._process(context)
            held.calls += 1
            try:
                return await self._open_in(held, (context, hole))
            except LeanDied as death:
                await self._end(held, lost=True)
                if not death.begun:
                    continue
                reason = f"no answer in {OPEN_SECONDS:g} s" if death.reason == "timeout" else death.reason
                raise SessionError(f"Lean ended ({reason}) before it reached the hole.") from death
            finally:
                held.calls -= 1

    async def _some(self, position: Position, tactics: dict[int, str], limits: TryLimits) -> dict[int, Reply]:
        """Replies to some of the tactics: up to and with the first that ends the process."""
        held = await self._process(position.context)
        held.calls += 1
        try:
            held.lean.drop(held.dropped)
            held.dropped = []
            root = (position.context, position.hole)
            state = await self._reach(held, root, position.steps)
            answers = await held.lean.attempt(state, [_bracketed(tactic) for tactic in tactics.values()], limits)
            replies = {}
            for (i, tactic), answer in zip(tactics.items(), answers, strict=False):
                replies[i] = _reply(answer, limits)
                if answer.kind == "open":
                    held.keep(root, (*position.steps, tactic), answer.state)
            if len(replies) < len(tactics) or answers[-1].kind in {"timeout", "crash"}:
                await self._end(held, lost=True)
            return replies
        except LeanDied as death:
            await self._end(held, lost=True)
            return {next(iter(tactics)): _reply(_death(death.reason), limits)} if death.begun else {}
        finally:
            held.calls -= 1
            if held.lean.held > _MOST_STATES or self._processes.get(_header(position.context)) is not held:
                await self._retire(position.context, held)

    async def _reach(self, held: _Held, root: _Root, steps: tuple[str, ...]) -> int:
        """The number of the state behind these steps, which are replayed where the process does not hold it."""
        if (number := held.states.get(root, {}).get(steps)) is not None:
            return number
        async with held.reaching:
            if () not in held.states.get(root, ()):
                await self._open_in(held, root)
            states, lean = held.states[root], held.lean
            known = next(n for n in range(len(steps), -1, -1) if steps[:n] in states)
            for n in range(known, len(steps)):
                [answer] = await lean.attempt(states[steps[:n]], [_bracketed(steps[n])], _REPLAY)
                if answer.kind in {"timeout", "crash"}:
                    raise LeanDied(answer.text)
                if answer.kind != "open":
                    raise SessionError(f"The step {steps[n]!r} cannot be replayed: {answer.text}")
                states[steps[: n + 1]] = answer.state
            return states[steps]

    async def _open_in(self, held: _Held, root: _Root) -> tuple[Goal, ...]:
        answer = await held.lean.open(*root)
        states = held.states.setdefault(root, {})
        if (before := states.get(())) is not None:
            held.dropped.append(before)
        states[()] = answer.state
        return parse_goals(answer.text)

    async def _process(self, context: str) -> _Held:
        header = _header(context)
        if (held := self._processes.get(header)) is not None and held.started:
            self._processes.move_to_end(header)
            return held
        async with self._starting:
            if header not in self._processes:
                idle = [held for held in self._processes.values() if not held.calls]
                if len(self._processes) >= _KEPT_PROCESSES and idle:
                    await self._end(idle[0])
                self.restarts += header in self._lost
                self._lost.discard(header)
                held = self._processes[header] = _Held(ServingLean(self._environment, self._limits, header))
                try:
                    await held.lean.start()
                    held.started = True
                except BaseException:
                    await self._end(held)
                    raise
            self._processes.move_to_end(header)
            return self._processes[header]

    async def _retire(self, context: str, held: _Held) -> None:
        """Let nobody else use a process that holds too many states; its last user ends it."""
        header = _header(context)
        if self._processes.get(header) is held:
            del self._processes[header]
        if not held.calls:
            await held.lean.kill()

    async def _end(self, held: _Held, lost: bool = False) -> None:
        for header in [header for header, other in self._processes.items() if other is held]:
            del self._processes[header]
            if lost:
                self._lost.add(header)
        await held.lean.kill()


@functools.lru_cache(maxsize=256)
def _header(context: str) -> str:
    return context[: header_end(context)]


def _bracketed(tactic: str) -> str:
    """The tactic as it is parsed: in brackets, so that all of it must be one block of tactics."""
    return f"(\n{tactic}\n)"


def _death(reason: str) -> Answer:
    return Answer("timeout" if reason == "timeout" else "crash", reason)


def _reply(answer: Answer, limits: TryLimits) -> Reply:
    outcome, message = Outcome.ERROR, answer.text
    if answer.kind in {"open", "closed"}:
        outcome, message = Outcome(answer.kind), ""
    elif answer.kind == "timeout":
        outcome, message = Outcome.TIMEOUT, f"no answer in {limits.seconds:g} s"
    elif answer.kind == "crash":
        outcome, message = Outcome.CRASH, f"Lean ended: {answer.text}"
    elif answer.limited:
        outcome, message = Outcome.TIMEOUT, f"it used up {limits.heartbeats} thousand heartbeats"
    elif any(text in message for text in TIMEOUT_TEXTS):
        outcome = Outcome.TIMEOUT
    elif message.startswith("<tactic>"):
        message = message.partition(": ")[2]
    goals = parse_goals(answer.text) if outcome is Outcome.OPEN else ()
    return Reply(outcome, answer.seconds, goals, message or None, answer.running, answer.printing)
