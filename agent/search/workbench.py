"""What every strategy of a search works with: the session under a budget, and what was tried so far."""

from __future__ import annotations

import asyncio
import copy
import functools
import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import Literal

from agent.budget import Budget, lean_calls_of, lean_calls_of_all
from agent.proposers import Proposal, ProposalQuery, Proposer
from agent.proposers.pruning import implied_failure
from agent.script import Step, render
from agent.search.values import SearchCounts, SearchResult, SearchTask, Snapshot, Trial
from prover_bridge.protocol import Attempt, Goal, Outcome, State, TryLimits

# Turns of the event loop after which a batch that was begun is in Lean's pipe.
_SENT = 4
# Goals that are thought about before they are asked about.
_MOST_AHEAD = 4

# Waits until so many Lean calls may be made, and is told when they are done.
Turn = Callable[[int], AbstractAsyncContextManager[None]]


@dataclass(frozen=True)
class Place:
    """A goal on which tactics are tried: the one at `index` of a state, and its key in memory.

    The key of a goal with metavariables has `@` and its state behind it: what fails there may work elsewhere. Tactics
    see it as the only goal unless it is the first.
    """

    state: State
    key: str
    index: int = 0

    @property
    def goal(self) -> Goal:
        return self.state.goals[self.index]

    def text(self, tactic: str) -> str:
        """What Lean is to run on the state."""
        if self.index == 0:
            return tactic
        lines = "\n".join("  " + line for line in tactic.split("\n"))
        return f"rotate_left {self.index}\nfocus\n{lines}"


@dataclass(frozen=True)
class _Question:
    """What one proposer is asked, but for what failed so far."""

    proposer: int
    state: str
    index: int
    script: tuple[str, ...]


def _question(proposer: Proposer, place: Place, steps: Sequence[Step]) -> _Question:
    return _Question(id(proposer), place.state.id, place.index, tuple(step.tactic for step in steps))


@dataclass(frozen=True)
class _Thought:
    """What somebody thinks about a question. failed: how many tactics had failed on the goal when it was asked."""

    task: asyncio.Task[list[Proposal]]
    failed: int


_METAVARIABLE = re.compile(r"(?<![\w!?'\])])\?[\w.]")


def has_metavariable(text: str) -> bool:
    """Whether printed terms show a metavariable; `xs.head?` and `xs[0]?` are none."""
    return "?" in text and _METAVARIABLE.search(text) is not None


class Workbench:
    """Shared by all strategies of one search, so that none repeats what another has tried.

    The way of an attempt: `untried`, then `reserve` (which counts it against the budget), then `attempt`.
    """

    def __init__(self, task: SearchTask) -> None:
        self.task = task
        self.counts = SearchCounts()
        self.trials: list[Trial] = []
        self.expanded = 0
        self.fewest = len(task.root.goals)
        self.unasked: str | None = None
        self._turn: Turn | None = None
        self._states: list[State] = []
        self._failed: dict[str, dict[str, str]] = {}  # goal as printed → tactic → message
        self._tried: dict[tuple[str, str], Attempt] = {}  # id of the state, text
        self._ahead: dict[_Question, _Thought] = {}

    @property
    def budget(self) -> Budget:
        return self.task.budget

    def failed_on(self, goal: Goal) -> Mapping[str, str]:
        """Tactics that failed on a goal in this search, with Lean's messages."""
        return self._failed.get(goal.pretty(), {})

    def to_ask(self, *, root: bool) -> Iterator[tuple[Proposer, float]]:
        """Who is to be asked about a goal, and how much later (in units of log prior) than at once. root: whether it
        is the theorem itself."""
        options = self.task.options
        for proposer in self.task.proposers:
            yield proposer, options.model_delay if proposer.uses_model else 0.0
            if root and proposer.patient is not None:
                yield proposer.patient, options.patient_delay

    async def propose(self, proposer: Proposer, place: Place, steps: Sequence[Step]) -> list[Proposal]:
        """Ask for tactics on a goal, best first. steps: those that lead to its state."""
        question = _question(proposer, place, steps)
        thought = self._ahead.pop(question, None)
        if thought is not None and thought.failed == len(self.failed_on(place.goal)):
            proposals = await thought.task
        else:
            proposals = await self._asked(proposer, place, question.script)
        if proposer.uses_model and not proposals and not self.budget.allows(model_calls=1):
            self.unasked = f"the budget of {self.budget.max_model_calls} model calls is spent"
        return sorted(proposals, key=lambda p: -p.score)

    def think_ahead(self, proposer: Proposer, place: Place, steps: Sequence[Step]) -> None:
        """Begin, while Lean is at work, to think about a goal that is likely to be asked about next.

        `propose` then says what it would have said. Models are not asked ahead, since that would cost.
        """
        question = _question(proposer, place, steps)
        if proposer.uses_model or question in self._ahead:
            return
        while len(self._ahead) >= _MOST_AHEAD:
            _give_up(self._ahead.pop(next(iter(self._ahead))).task)

        async def think() -> list[Proposal]:
            for _ in range(_SENT):
                await asyncio.sleep(0)
            return await self._asked(proposer, place, question.script)

        self._ahead[question] = _Thought(asyncio.create_task(think()), len(self.failed_on(place.goal)))

    async def _asked(self, proposer: Proposer, place: Place, script: tuple[str, ...]) -> list[Proposal]:
        task = self.task
        query = ProposalQuery(
            state=place.state,
            goal=place.goal,
            premises=task.premises(place.goal),
            failed=tuple(self.failed_on(place.goal).items()),
            depth=len(script),
            theorem=task.theorem,
            statement=task.statement,
            script=script,
            theory=task.theory,
            examples=task.examples(place.goal),
            priors=task.priors,
            library=functools.partial(task.library, place.goal),
        )
        return await proposer.propose(query)

    def untried(self, place: Place, batch: Sequence[Proposal]) -> tuple[Proposal, ...]:
        """Those of a batch that are not known to fail there."""
        failed, known = self.failed_on(place.goal), self.task.known_failure
        left: list[Proposal] = []
        for proposal in batch:
            if proposal.tactic in failed:
                self.counts.repeated += 1
            elif implied_failure(proposal.tactic, failed):
                self.counts.implied += 1
            elif known is not None and "@" not in place.key and known(place.key, proposal.tactic):
                self.counts.remembered += 1
            else:
                left.append(proposal)
        return tuple(left)

    def reserve(self, place: Place, batch: Sequence[Proposal]) -> tuple[Proposal, ...]:
        """As many of a batch, from its start, as the budget allows; they are counted now."""
        costs = [self._cost(place, p.tactic) for p in batch]
        totals = list(itertools.accumulate(costs))
        each = self.task.options.limits.heartbeats
        taken = sum(self.budget.allows(lean_calls=total, heartbeats=total * each) for total in totals)
        if taken and totals[taken - 1]:
            self.budget.spend_lean(totals[taken - 1], totals[taken - 1] * each)
        return tuple(batch[:taken])

    def _cost(self, place: Place, tactic: str) -> int:
        return 0 if (place.state.id, place.text(tactic)) in self._tried else lean_calls_of(tactic)

    async def attempt(
        self, place: Place, batch: Sequence[Proposal], limits: TryLimits | None = None, *, remember: bool = True
    ) -> list[Attempt]:
        """Try a reserved batch. What was tried on this very state is not tried again.

        limits: of each tactic, those of the options unless given. remember: whether they become trials.
        """
        fresh = [p for p in batch if (place.state.id, place.text(p.tactic)) not in self._tried]
        self.counts.repeated += len(batch) - len(fresh)
        if fresh:
            calls = lean_calls_of_all(p.tactic for p in fresh)
            started = False
            try:
                async with self._turn(calls) if self._turn is not None else nullcontext():
                    started = True
                    within = replace(self.limits(len(fresh), limits), explain=self._wordy(fresh))
                    texts = [place.text(p.tactic) for p in fresh]
                    attempts = await self.task.session.attempt(place.state, texts, within)
            finally:
                if not started:
                    self.budget.give_back(calls, calls * self.task.options.limits.heartbeats)
            for proposal, attempt in zip(fresh, attempts, strict=True):
                self._tried[place.state.id, attempt.tactic] = attempt
                if attempt.state is not None:
                    self._states.append(attempt.state)
                    self.fewest = min(self.fewest, len(attempt.state.goals))
                if remember:
                    self._record(place, proposal, attempt, within)
        self.report(place.goal)
        return [self._tried[place.state.id, place.text(p.tactic)] for p in batch]

    def _wordy(self, batch: Sequence[Proposal]) -> bool:
        """Whether anybody wants Lean's words for what fails: models do, and who draws conclusions from `simp`."""
        task = self.task
        asked = task.model is not None or any(proposer.uses_model for proposer in task.proposers)
        return asked or any(proposal.tactic.startswith("simp") for proposal in batch)

    def limits(self, tactics: int, limits: TryLimits | None = None) -> TryLimits:
        """Limits under which so many tactics, one after the other, end within the budget."""
        chosen, left = limits or self.task.options.limits, self.budget.left().seconds
        return chosen if left is None else replace(chosen, seconds=min(chosen.seconds, max(0.05, left / tactics)))

    def _record(self, place: Place, proposal: Proposal, attempt: Attempt, limits: TryLimits) -> None:
        before = len(place.state.goals)
        goals = attempt.state.goals if attempt.state is not None else ()
        success = attempt.outcome in (Outcome.CLOSED, Outcome.OPEN)
        trial = Trial(
            place.goal,
            place.key,
            proposal.tactic,
            attempt.outcome,
            success and len(goals) < before,
            attempt.seconds,
            limits,
            proposal.source,
            attempt.message,
            goals[: max(0, len(goals) - before + 1)],
        )
        self.trials.append(trial)
        if self.task.remember is not None:
            self.task.remember(trial)
        if attempt.outcome is Outcome.ERROR:
            self._failed.setdefault(place.goal.pretty(), {})[proposal.tactic] = attempt.message or "failed"

    def report(self, goal: Goal, waiting: int = 0) -> None:
        """Say where the search stands. waiting: batches that are still to be tried."""
        if self.task.on_progress is not None:
            budget = self.budget
            self.task.on_progress(
                Snapshot(
                    self.expanded,
                    waiting,
                    self.fewest,
                    goal.target,
                    budget.lean_calls,
                    budget.model_calls,
                    budget.seconds,
                )
            )

    def proved(self, steps: Sequence[Step], strategy: str) -> SearchResult:
        """The result of a search that has found a proof."""
        premises = tuple(dict.fromkeys(name for step in steps for name in step.premises))
        return self._result("proved", strategy, None, tuple(steps), render(steps), premises)

    def unproved(self, strategy: str, *, waiting: bool) -> SearchResult:
        """The result of a search without a proof. waiting: whether something was left to try."""
        spent = self.budget.exhausted()
        if spent is not None or waiting:
            return self._result("undecided", strategy, spent or "the budget does not allow another attempt")
        if self.unasked is not None:
            return self._result("undecided", strategy, self.unasked)
        if timeouts := sum(trial.outcome in (Outcome.TIMEOUT, Outcome.CRASH) for trial in self.trials):
            reason = f"nothing is left to try, but {timeouts} tactics ran out of time"
            return self._result("undecided", strategy, reason)
        return self._result("failed", strategy, f"nothing is left to try after {len(self.trials)} tactics")

    def _result(
        self,
        status: Literal["proved", "failed", "undecided"],
        strategy: str,
        reason: str | None,
        steps: tuple[Step, ...] = (),
        script: str | None = None,
        premises: tuple[str, ...] = (),
    ) -> SearchResult:
        return SearchResult(
            status, script, steps, reason, self.expanded, tuple(self.trials), premises, self.counts, strategy
        )

    def taking_turns(self, turn: Turn) -> Workbench:
        """This workbench, with all that was tried, for a strategy whose attempts wait for their turn."""
        other = copy.copy(self)
        other._turn, other.expanded, other.unasked = turn, 0, None
        return other

    def elsewhere(self, task: SearchTask) -> Workbench:
        """A workbench for a search from another root; its attempts wait for the same turns."""
        other = Workbench(task)
        other._turn = self._turn
        return other

    def close(self) -> None:
        """Forget every state but the root, and what was thought ahead."""
        for thought in self._ahead.values():
            _give_up(thought.task)
        self._ahead.clear()
        for state in self._states:
            self.task.session.drop(state)
        self._states.clear()


def _give_up(task: asyncio.Task[list[Proposal]]) -> None:
    task.cancel()
    task.add_done_callback(_looked_at)


def _looked_at(task: asyncio.Task[list[Proposal]]) -> None:
    """What nobody asked for may have failed, too."""
    if not task.cancelled():
        task.exception()
