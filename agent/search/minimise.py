"""A finished proof made shorter: premises that a step does not need fall away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.proposers import Proposal
from agent.script import Step
from agent.search.workbench import Place, Workbench
from prover_bridge.protocol import Outcome, State


async def shorter(workbench: Workbench, steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps with premises taken out of lists of lemmas where the tactic does the same without them.

    At most `options.minimise` Lean calls.
    """
    before = workbench.budget.lean_calls
    found = list(steps)
    try:
        states = await _states(workbench, steps)
        for index in reversed(range(len(states))):
            after = states[index + 1] if index + 1 < len(states) else None
            await _fewer_premises(
                workbench, found, index, states[index], after, before + workbench.task.options.minimise
            )
    finally:
        workbench.counts.minimising += workbench.budget.lean_calls - before
    return tuple(found)


async def _states(workbench: Workbench, steps: Sequence[Step]) -> list[State]:
    """The state in front of each step; fewer where the budget ends or a step does not replay."""
    states = [workbench.task.root]
    for step in steps[:-1]:
        state = await _after(workbench, states[-1], step.tactic)
        if state is None:
            break
        states.append(state)
    return states


async def _after(workbench: Workbench, state: State, tactic: str) -> State | None:
    place, proposal = Place(state, state.goals[0].key), (Proposal(tactic, 0.0, "minimise"),)
    if not workbench.reserve(place, proposal):
        return None
    [attempt] = await workbench.attempt(place, proposal, remember=False)
    return attempt.state


async def _fewer_premises(
    workbench: Workbench, steps: list[Step], index: int, state: State, after: State | None, most: int
) -> None:
    step = steps[index]
    named = [name for name in step.premises if without(step.tactic, name) != step.tactic]
    if len(named) < 1 or len(named) > 8 or "simp" not in step.tactic:
        return
    for kept in ([], *([name] for name in named)):
        # First all of them out, then all but one; a pair or more is left as it is, less the useless ones.
        tactic = step.tactic
        for name in named:
            if name not in kept:
                tactic = without(tactic, name)
        if workbench.budget.lean_calls >= most:
            return
        if await _same(workbench, state, tactic, after):
            steps[index] = replace(step, tactic=tactic, premises=tuple(kept))
            return
    for name in named:
        if workbench.budget.lean_calls >= most:
            return
        tactic = without(steps[index].tactic, name)
        if await _same(workbench, state, tactic, after):
            left = tuple(n for n in steps[index].premises if n != name)
            steps[index] = replace(steps[index], tactic=tactic, premises=left)


async def _same(workbench: Workbench, state: State, tactic: str, after: State | None) -> bool:
    """Whether a tactic leads to the same goals as before."""
    place, proposal = Place(state, state.goals[0].key), (Proposal(tactic, 0.0, "minimise"),)
    if not workbench.reserve(place, proposal):
        return False
    [attempt] = await workbench.attempt(place, proposal, remember=False)
    if attempt.outcome is Outcome.CLOSED:
        return after is None
    if attempt.state is None or after is None:
        return False
    return [goal.key for goal in attempt.state.goals] == [goal.key for goal in after.goals]


def without(tactic: str, name: str) -> str:
    """The tactic with a name taken out of its bracketed lists."""
    parts: list[str] = []
    for piece in tactic.split("["):
        inside, bracket, rest = piece.partition("]")
        if bracket and parts:
            names = [n for n in inside.split(", ") if n != name]
            parts.append("[" + ", ".join(names) + "]" + rest if names else rest)
        else:
            parts.append(("[" if parts else "") + piece)
    text = "".join(parts)
    return text.replace(" \n", "\n").replace("  ", " ").rstrip() if text != tactic else tactic
