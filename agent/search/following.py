"""Following a whole proof step by step, to its end or to the line that fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.proposers import Proposal
from agent.script import Step, closed_elsewhere, premises_in
from agent.search.best_first import keys
from agent.search.steps import Item, items
from agent.search.workbench import Place, Workbench
from prover_bridge.protocol import Attempt, Outcome, State

# Tactics of the proposers without a model that are tried on a goal where a proof got stuck.
_MENDING = 6


@dataclass(frozen=True)
class Followed:
    """How far a proof went. steps: those that worked. state: None where it is proved, else where it got stuck.

    line, source: of the step that failed, as it stood; message: what Lean said there, or what is wrong.
    """

    steps: tuple[Step, ...]
    state: State | None
    line: int = 0
    source: str = ""
    message: str = ""
    affordable: bool = True

    @property
    def proved(self) -> bool:
        return self.state is None


class _Stuck(Exception):
    def __init__(self, state: State, item: Item, message: str, affordable: bool = True) -> None:
        super().__init__(message)
        self.state = state
        self.item = item
        self.message = message
        self.affordable = affordable


class Follower:
    """Tries whole proofs at a workbench. source: of its steps, for reports. mend: whether proposers without a model
    are asked about goals where a proof gets stuck."""

    def __init__(self, workbench: Workbench, source: str, mend: bool = True) -> None:
        self.workbench = workbench
        self.source = source
        self.mend = mend and any(not proposer.uses_model for proposer in workbench.task.proposers)

    async def follow(self, script: str, root: State) -> Followed:
        """Try the proof on a state: as it stands, then step by step. Every attempt is counted."""
        steps: list[Step] = []
        whole = Item(script, 1, script)
        if "\n" in script:
            try:
                if await self._step(whole, root, steps) is None:
                    return Followed(tuple(steps), None)
            except _Stuck as stuck:
                if not stuck.affordable:
                    return Followed((), root, 1, script, stuck.message, False)
            steps = []
        parts = items(script)
        try:
            state = await self._all(parts, root, steps)
            if state is None:
                return Followed(tuple(steps), None)
            last = parts[-1] if parts else whole
            raise _Stuck(state, last, "the proof ends here, and this goal is still open")
        except _Stuck as stuck:
            item = stuck.item
            return Followed(tuple(steps), stuck.state, item.line, item.source, stuck.message, stuck.affordable)

    async def _all(self, parts: Sequence[Item], state: State | None, steps: list[Step]) -> State | None:
        for item in parts:
            if state is None:
                return None  # what is left over is not needed
            state = await self._item(item, state, steps)
        return state

    async def _item(self, item: Item, state: State, steps: list[Step]) -> State | None:
        now: State | None = state
        if item.tactic:
            try:
                now = await self._step(item, state, steps)
            except _Stuck as stuck:
                if not stuck.affordable:
                    raise
                return await self._mended(stuck, steps)
        for block in item.blocks:
            if now is None:
                return None
            before = len(now.goals)
            now = await self._closing(block, now, steps)
            if now is not None and len(now.goals) >= before:
                raise _Stuck(now, block[-1] if block else item, "this block ends here, and its goal is still open")
        return now

    async def _closing(self, block: Sequence[Item], state: State, steps: list[Step]) -> State | None:
        """Steps that are to close the first goal; as soon as it is closed, the rest of them is left out."""
        before = len(state.goals)
        now: State | None = state
        for item in block:
            if now is None or len(now.goals) < before:
                return now
            now = await self._item(item, now, steps)
        if now is not None and len(now.goals) >= before and block:
            return await self._mended(_Stuck(now, block[-1], "this block ends here, and its goal is still open"), steps)
        return now

    async def _step(self, item: Item, state: State, steps: list[Step]) -> State | None:
        task = self.workbench.task
        names = [p.name for p in (*task.premises(state.goals[0]), *task.theory.laws)]
        proposal = Proposal(item.tactic, 0.0, self.source, premises_in(item.tactic, names))
        place = Place(state, keys(state)[0])
        if not self.workbench.reserve(place, [proposal]):
            raise _Stuck(state, item, "the budget does not allow another attempt", affordable=False)
        [attempt] = await self.workbench.attempt(place, [proposal])
        if attempt.outcome not in (Outcome.CLOSED, Outcome.OPEN):
            raise _Stuck(state, item, attempt.message or f"Lean gave up on it ({attempt.outcome})")
        self._note(steps, state, proposal, attempt)
        return attempt.state

    async def _mended(self, stuck: _Stuck, steps: list[Step]) -> State | None:
        """The state behind a goal on which the proof got stuck, where a proposer without a model closes it."""
        state = stuck.state
        place = Place(state, keys(state)[0])
        for proposer in self.workbench.task.proposers if self.mend else ():
            if proposer.uses_model:
                continue
            ideas = await self.workbench.propose(proposer, place, steps)
            ideas = list(self.workbench.untried(place, ideas[:_MENDING]))
            ideas = list(self.workbench.reserve(place, ideas))
            for idea, attempt in zip(ideas, await self.workbench.attempt(place, ideas), strict=True):
                after = len(attempt.state.goals) if attempt.state is not None else 0
                if attempt.outcome is Outcome.CLOSED or (attempt.state is not None and after < len(state.goals)):
                    self._note(steps, state, idea, attempt)
                    return attempt.state
        raise stuck

    def _note(self, steps: list[Step], state: State, proposal: Proposal, attempt: Attempt) -> None:
        after = attempt.state.goals if attempt.state is not None else ()
        elsewhere = bool(after) and closed_elsewhere(state.goals, after)
        steps.append(Step(proposal.tactic, len(state.goals), len(after), proposal.source, proposal.premises, elsewhere))
