"""A stand-in for a session: a small world whose tactics and goals are written down, for tests of the search alone."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from agent.proposers import Proposal, ProposalQuery
from prover_bridge.protocol import Attempt, Goal, Hole, Outcome, SessionStats, State, TryLimits

# target of the focused goal → tactic → targets that take its place
World = Mapping[str, Mapping[str, Sequence[str]]]


class ScriptedSessionStandIn:
    """Stands in for a session over Lean. What the world does not name is an error; `slow` tactics time out."""

    def __init__(self, world: World, slow: Sequence[str] = ()) -> None:
        self.world = world
        self.slow = set(slow)
        self.tried: list[tuple[str, str]] = []
        self.alive: set[str] = set()
        self.scripts: dict[str, tuple[str, ...]] = {}
        self.limits: list[TryLimits] = []

    def start(self, *targets: str) -> State:
        return self._state([Goal((), t) for t in targets], ())

    def _state(self, goals: Sequence[Goal], script: tuple[str, ...]) -> State:
        state = State(f"s{len(self.scripts)}", tuple(goals))
        self.scripts[state.id] = script
        self.alive.add(state.id)
        return state

    async def open(self, context: str, holes: Sequence[Hole]) -> list[State]:
        return [self.start(hole.before) for hole in holes]

    async def attempt(self, state: State, tactics: Sequence[str], limits: TryLimits | None = None) -> list[Attempt]:
        assert state.id in self.alive, "a state that was dropped"
        self.limits.append(limits or TryLimits())
        await asyncio.sleep(0.001)
        return [self._one(state, tactic) for tactic in tactics]

    def _one(self, state: State, tactic: str) -> Attempt:
        focused, *rest = state.goals
        self.tried.append((focused.target, tactic))
        if tactic in self.slow:
            return Attempt(tactic, Outcome.TIMEOUT, 0.001, message="out of time")
        opened = self.world.get(focused.target, {}).get(tactic)
        if opened is None:
            return Attempt(tactic, Outcome.ERROR, 0.001, message=f"{tactic} does nothing")
        goals = [*(Goal((), t) for t in opened), *rest]
        if not goals:
            return Attempt(tactic, Outcome.CLOSED, 0.001)
        return Attempt(tactic, Outcome.OPEN, 0.001, self._state(goals, (*self.scripts[state.id], tactic)))

    def script(self, state: State) -> tuple[str, ...]:
        return self.scripts[state.id]

    def drop(self, state: State) -> None:
        self.alive.discard(state.id)

    def stats(self) -> SessionStats:
        return SessionStats(attempts=len(self.tried))

    async def close(self) -> None:
        self.alive.clear()


class EveryTactic:
    """Proposes the same tactics with the same priors everywhere."""

    uses_model = False

    def __init__(self, priors: Mapping[str, float], name: str = "every") -> None:
        self.name = name
        self.priors = priors
        self.asked: list[ProposalQuery] = []

    async def propose(self, query: ProposalQuery) -> list[Proposal]:
        self.asked.append(query)
        return [Proposal(tactic, score, self.name) for tactic, score in self.priors.items()]
