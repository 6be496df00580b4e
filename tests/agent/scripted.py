"""A stand-in for a session: a small world whose tactics and goals are written down, for tests of the search alone."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from agent.proposers import Proposal, ProposalQuery
from prover_bridge.protocol import Attempt, Goal, Hole, Outcome, SessionStats, State, TryLimits

# target of the focused goal → tactic → targets that take its place
World = Mapping[str, Mapping[str, Sequence[str]]]


class ScriptedSessionStandIn:
    """Stands in for a session over Lean. What the world does not name is an error; `slow` tactics time out.

    Of a target `a#1` only `a` is shown: goals may differ in what Lean does not print.
    """

    def __init__(self, world: World, slow: Sequence[str] = ()) -> None:
        self.world = world
        self.slow = set(slow)
        self.tried: list[tuple[str, str]] = []
        self.alive: set[str] = set()
        self.scripts: dict[str, tuple[str, ...]] = {}
        self.limits: list[TryLimits] = []
        self.targets: dict[str, list[str]] = {}

    def start(self, *targets: str) -> State:
        return self._state(targets, ())

    def _state(self, targets: Sequence[str], script: tuple[str, ...]) -> State:
        state = State(f"s{len(self.scripts)}", tuple(Goal((), target.partition("#")[0]) for target in targets))
        self.targets[state.id] = list(targets)
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

    def _one(self, state: State, text: str) -> Attempt:
        goals, trouble = self._run(self.targets[state.id], text)
        if trouble is not None:
            return Attempt(text, Outcome.TIMEOUT if trouble == "slow" else Outcome.ERROR, 0.001, message=trouble)
        if not goals:
            return Attempt(text, Outcome.CLOSED, 0.001)
        return Attempt(text, Outcome.OPEN, 0.001, self._state(goals, (*self.scripts[state.id], text)))

    def _run(self, goals: list[str], text: str) -> tuple[list[str], str | None]:
        """The goals after a text of tactics, bullets, `rotate_left` and `focus`; or what went wrong in it."""
        lines = text.split("\n")
        while lines:
            line = lines.pop(0)
            block = []
            while lines and lines[0].startswith("  "):
                block.append(lines.pop(0)[2:])
            if not goals:
                return goals, "no goals"
            if line.startswith("· ") or line == "focus":
                inside = "\n".join([*([line[2:]] if line != "focus" else []), *block])
                left, trouble = self._run(goals[:1], inside)
                if trouble is not None or (left and line != "focus"):
                    return goals, trouble or "unsolved goals"
                goals = [*left, *goals[1:]]
            elif line.startswith("rotate_left "):
                count = int(line.split()[1])
                goals = [*goals[count:], *goals[:count]]
            else:
                self.tried.append((goals[0], line))
                opened = self.world.get(goals[0], {}).get(line)
                if line in self.slow:
                    return goals, "slow"
                if opened is None:
                    return goals, f"{line} does nothing"
                goals = [*opened, *goals[1:]]
        return goals, None

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
    patient = None

    def __init__(self, priors: Mapping[str, float], name: str = "every") -> None:
        self.name = name
        self.priors = priors
        self.asked: list[ProposalQuery] = []

    async def propose(self, query: ProposalQuery) -> list[Proposal]:
        self.asked.append(query)
        return [Proposal(tactic, score, self.name) for tactic, score in self.priors.items()]
