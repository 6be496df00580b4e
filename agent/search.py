"""Best-first search over proof states, with a transposition table, several proposers and one budget.

A frontier entry is a batch of tactics on a state, not a state: cheap and likely tactics of every state come before
unlikely ones of any. The first goal of a state is the focused one. When a set of goals has been reached, every state
that still has those goals behind others is set aside, for it can prove nothing more; so alternatives for a goal that
is closed already cost nothing. Goals that share metavariables are never compared in that way.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from agent.budget import Budget, lean_calls_of
from agent.proposers import PremiseView, Proposal, ProposalQuery, Proposer, Theory
from agent.proposers.pruning import implied_failure
from agent.script import Step, render
from prover_bridge.protocol import Attempt, Goal, Outcome, Session, SessionError, State, TryLimits

Keys = frozenset[str]


@dataclass(frozen=True)
class SearchOptions:
    """parallel: batches in flight at once. batch: tactics in one of them. depth: most tactics in a script.

    limits: of one tactic. model_delay: how much later (in units of log prior) a proposer that uses a model is
    asked than one that does not. minimise: most Lean calls spent on a shorter script after success.
    """

    parallel: int = 1
    batch: int = 4
    depth: int = 40
    limits: TryLimits = field(default_factory=TryLimits)
    model_delay: float = 0.9
    minimise: int = 16


@dataclass(frozen=True)
class Trial:
    """One tactic tried on one goal, for memory and statistics. closed: the focused goal is gone.

    opened: goals that took its place. goal_key: `goal.key`.
    """

    goal: Goal
    goal_key: str
    tactic: str
    outcome: Outcome
    closed: bool
    seconds: float
    limits: TryLimits
    source: str
    message: str | None = None
    opened: tuple[Goal, ...] = ()


@dataclass(frozen=True)
class Snapshot:
    """For a progress line: expanded states, batches waiting, least number of open goals, the goal at hand."""

    expanded: int
    waiting: int
    fewest_goals: int
    target: str
    lean_calls: int
    model_calls: int
    seconds: float


@dataclass(frozen=True)
class SearchResult:
    """proved: `script` closes the goal. failed: everything proposed was tried. undecided: the budget ended it.

    script: Lean tactics, to be put after `by`. steps: the same, one tactic each. trials: in the order of ending.
    reason: one sentence where it is not proved. premises: names of premises that the steps use.
    """

    status: Literal["proved", "failed", "undecided"]
    script: str | None
    steps: tuple[Step, ...]
    reason: str | None
    expanded: int
    trials: tuple[Trial, ...]
    premises: tuple[str, ...] = ()


@dataclass
class _Node:
    state: State
    keys: tuple[str, ...]
    steps: tuple[Step, ...]
    parents: tuple[State, ...]  # states before each step
    cost: float
    dead: bool = False


@dataclass(frozen=True)
class _Ask:
    node: _Node
    proposer: Proposer


@dataclass(frozen=True)
class _Try:
    node: _Node
    batch: tuple[Proposal, ...]


def _no_premises(goal: Goal) -> Sequence[PremiseView]:
    return ()


@dataclass
class Search:
    """One search. `run` may be called once; cancelling it leaves the session without states of the search.

    premises: what retrieval offers for a goal. remember: called for each trial. known_failure: says whether a
    tactic is remembered to fail on a goal (by `Goal.key`), so that no Lean call is spent on it.
    """

    session: Session
    root: State
    proposers: Sequence[Proposer]
    budget: Budget
    theorem: str = ""
    statement: str = ""
    theory: Theory = field(default_factory=Theory)
    premises: Callable[[Goal], Sequence[PremiseView]] = _no_premises
    options: SearchOptions = field(default_factory=SearchOptions)
    on_progress: Callable[[Snapshot], None] | None = None
    remember: Callable[[Trial], None] | None = None
    known_failure: Callable[[str, str], bool] | None = None

    def __post_init__(self) -> None:
        self._frontier: list[tuple[float, int, _Ask | _Try]] = []
        self._order = itertools.count()
        self._seen: set[Keys] = set()
        self._failed: dict[str, dict[str, str]] = {}  # goal as printed → tactic → message
        self._states: list[State] = []
        self._trials: list[Trial] = []
        self._asked: set[int] = set()
        self._expanded = 0
        self._fewest = len(self.root.goals)
        self._won: _Node | None = None
        self._timeouts = 0
        self._unasked: str | None = None

    async def run(self) -> SearchResult:
        """Search until a proof, the end of the budget, or the end of ideas.

        Raises UserError where a proposer cannot work, SessionError where the session cannot.
        """
        running: dict[asyncio.Task[None], _Ask | _Try] = {}
        try:
            if not self.root.goals:
                return self._result("proved", None)
            self._add(_Node(self.root, _keys(self.root), (), (), 0.0))
            while self._won is None:
                while len(running) < self.options.parallel and (entry := self._next()) is not None:
                    running[asyncio.create_task(self._work(entry))] = entry
                if not running:
                    break
                done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    running.pop(task)
                    task.result()
            return await self._finish()
        finally:
            for task in running:
                task.cancel()
            if running:
                await asyncio.gather(*running, return_exceptions=True)
            for state in self._states:
                self.session.drop(state)

    async def _finish(self) -> SearchResult:
        if self._won is not None:
            steps = self._won.steps
            if self.options.minimise and len(steps) > 0:
                steps = await _shorter(self.session, self._won, self.budget, self.options)
                self._won = replace(self._won, steps=steps)
            return self._result("proved", None)
        spent = self.budget.exhausted()
        if spent is not None or self._frontier:
            return self._result("undecided", spent or "the budget does not allow another attempt")
        if self._unasked is not None:
            return self._result("undecided", self._unasked)
        if self._timeouts:
            return self._result("undecided", f"nothing is left to try, but {self._timeouts} tactics ran out of time")
        return self._result("failed", f"nothing is left to try after {len(self._trials)} tactics")

    def _result(self, status: Literal["proved", "failed", "undecided"], reason: str | None) -> SearchResult:
        steps = self._won.steps if self._won else ()
        script = render(steps) if status == "proved" else None
        premises = tuple(dict.fromkeys(name for step in steps for name in step.premises))
        return SearchResult(status, script, steps, reason, self._expanded, tuple(self._trials), premises)

    # The frontier

    def _add(self, node: _Node) -> None:
        """A new state: every proposer is to be asked about it."""
        self._seen.add(frozenset(node.keys))
        self._fewest = min(self._fewest, len(node.state.goals))
        base = node.cost + _heuristic(node.state)
        for proposer in self.proposers:
            delay = self.options.model_delay if proposer.uses_model else 0.0
            self._push(base + delay, _Ask(node, proposer))

    def _push(self, priority: float, entry: _Ask | _Try) -> None:
        heapq.heappush(self._frontier, (priority, next(self._order), entry))

    def _next(self) -> _Ask | _Try | None:
        """The best entry that is still worth its cost and that the budget allows, or None."""
        if self._won is not None or not self.budget.allows(lean_calls=1):
            return None
        while self._frontier:
            priority, order, entry = heapq.heappop(self._frontier)
            if self._dominated(entry.node):
                continue
            if isinstance(entry, _Ask):
                return entry
            batch = self._untried(entry)
            affordable = self._affordable(batch)
            if len(affordable) < len(batch):
                heapq.heappush(self._frontier, (priority, order, _Try(entry.node, batch[len(affordable) :])))
                if not affordable:
                    return None
            if affordable:
                self.budget.spend_lean(sum(lean_calls_of(p.tactic) for p in affordable))
                return _Try(entry.node, affordable)
        return None

    def _dominated(self, node: _Node) -> bool:
        if node.dead:
            return True
        if any("?" in goal.target for goal in node.state.goals):
            return False
        if any(frozenset(node.keys[i:]) in self._seen for i in range(1, len(node.keys))):
            node.dead = True
        return node.dead

    def _untried(self, entry: _Try) -> tuple[Proposal, ...]:
        goal = entry.node.state.goals[0]
        failed = self._failed.get(goal.pretty(), {})
        known = self.known_failure
        key = entry.node.keys[0]
        return tuple(
            p
            for p in entry.batch
            if p.tactic not in failed
            and not implied_failure(p.tactic, failed)
            and not (known is not None and known(key, p.tactic))
        )

    def _affordable(self, batch: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
        calls = list(itertools.accumulate(lean_calls_of(p.tactic) for p in batch))
        return tuple(p for p, total in zip(batch, calls, strict=True) if self.budget.allows(lean_calls=total))

    # Work on one entry

    async def _work(self, entry: _Ask | _Try) -> None:
        if isinstance(entry, _Ask):
            await self._ask(entry)
        else:
            await self._try(entry)

    async def _ask(self, entry: _Ask) -> None:
        node, goal = entry.node, entry.node.state.goals[0]
        query = ProposalQuery(
            state=node.state,
            goal=goal,
            premises=self.premises(goal),
            failed=tuple(self._failed.get(goal.pretty(), {}).items()),
            depth=len(node.steps),
            theorem=self.theorem,
            statement=self.statement,
            script=tuple(step.tactic for step in node.steps),
            theory=self.theory,
        )
        proposals = await entry.proposer.propose(query)
        if entry.proposer.uses_model and not proposals and not self.budget.allows(model_calls=1):
            self._unasked = f"the budget of {self.budget.max_model_calls} model calls is spent"
        if id(node) not in self._asked:
            self._asked.add(id(node))
            self._expanded += 1
        base = node.cost + _heuristic(node.state)
        ranked = sorted(proposals, key=lambda p: -p.score)
        while ranked:
            size = 1
            while size < min(self.options.batch, len(ranked)) and ranked[size].score > ranked[0].score - 0.4:
                size += 1
            self._push(base - ranked[0].score, _Try(node, tuple(ranked[:size])))
            ranked = ranked[size:]
        self._report(goal)

    async def _try(self, entry: _Try) -> None:
        node, goal = entry.node, entry.node.state.goals[0]
        limits = _within(self.options.limits, self.budget, len(entry.batch))
        attempts = await self.session.attempt(node.state, [p.tactic for p in entry.batch], limits)
        for proposal, attempt in zip(entry.batch, attempts, strict=True):
            self._record(node, goal, proposal, attempt, limits)
        self._report(goal)

    def _record(self, node: _Node, goal: Goal, proposal: Proposal, attempt: Attempt, limits: TryLimits) -> None:
        before = len(node.state.goals)
        goals = attempt.state.goals if attempt.state is not None else ()
        success = attempt.outcome in (Outcome.CLOSED, Outcome.OPEN)
        trial = Trial(
            goal,
            node.keys[0],
            proposal.tactic,
            attempt.outcome,
            success and len(goals) < before,
            attempt.seconds,
            limits,
            proposal.source,
            attempt.message,
            goals[: max(0, len(goals) - before + 1)],
        )
        self._trials.append(trial)
        if self.remember is not None:
            self.remember(trial)
        if attempt.state is not None:
            self._states.append(attempt.state)
        if attempt.outcome is Outcome.ERROR:
            self._failed.setdefault(goal.pretty(), {})[proposal.tactic] = attempt.message or "failed"
        elif not success:
            self._timeouts += 1
        elif self._won is None:
            self._follow(node, proposal, attempt, trial)

    def _follow(self, node: _Node, proposal: Proposal, attempt: Attempt, trial: Trial) -> None:
        after = len(attempt.state.goals) if attempt.state is not None else 0
        step = Step(proposal.tactic, len(node.state.goals), after, proposal.source, proposal.premises)
        steps, parents = (*node.steps, step), (*node.parents, node.state)
        if attempt.outcome is Outcome.CLOSED:
            self._won = _Node(node.state, (), steps, parents, node.cost)
            return
        assert attempt.state is not None
        # A goal that is closed is certain progress: the way to it costs nothing any more.
        cost = node.cost + (0.0 if trial.closed else 0.1 - proposal.score)
        child = _Node(attempt.state, _keys(attempt.state), steps, parents, cost)
        if len(steps) < self.options.depth and frozenset(child.keys) not in self._seen:
            self._add(child)

    def _report(self, goal: Goal) -> None:
        if self.on_progress is not None:
            self.on_progress(
                Snapshot(
                    self._expanded,
                    len(self._frontier),
                    self._fewest,
                    goal.target,
                    self.budget.lean_calls,
                    self.budget.model_calls,
                    self.budget.seconds,
                )
            )


def _keys(state: State) -> tuple[str, ...]:
    """Goal keys; goals with metavariables also say which state they belong to, so that they never meet others."""
    return tuple(goal.key + (f"@{state.id}" if "?" in goal.target else "") for goal in state.goals)


def _heuristic(state: State) -> float:
    """Expected further cost: goals count, and long goals are harder than short ones."""
    size = sum(len(goal.target) for goal in state.goals)
    # Hypotheses without a name that a tactic could use.
    hidden = any("✝" in h.name and not h.name.startswith("inst") for goal in state.goals for h in goal.hypotheses)
    return 0.3 * (len(state.goals) - 1) + 0.35 * math.log1p(size / 40) + (0.5 if hidden else 0.0)


def _within(limits: TryLimits, budget: Budget, tactics: int) -> TryLimits:
    """Limits under which so many tactics, one after the other, end within the budget."""
    left = budget.left().seconds
    return limits if left is None else replace(limits, seconds=min(limits.seconds, max(0.05, left / tactics)))


async def _shorter(session: Session, won: _Node, budget: Budget, options: SearchOptions) -> tuple[Step, ...]:
    """The steps with premises taken out of lists of lemmas where the tactic does the same without them."""
    steps = list(won.steps)
    calls = options.minimise
    for index in reversed(range(len(steps))):
        step = steps[index]
        state = won.parents[index]
        wanted = _keys_after(won, index)
        named = [name for name in step.premises if _without(step.tactic, name) != step.tactic]
        if len(named) < 1 or len(named) > 8 or not step.tactic.count("simp"):
            continue
        kept = list(named)
        for attempt_names in ([], *([n] for n in named)):
            # First all of them out, then all but one; a pair or more is left as it is, less the useless ones.
            tactic = step.tactic
            for name in named:
                if name not in attempt_names:
                    tactic = _without(tactic, name)
            if calls <= 0 or not budget.allows(lean_calls=1):
                break
            calls -= 1
            if await _same(session, state, tactic, wanted, budget, options):
                kept = list(attempt_names)
                steps[index] = replace(step, tactic=tactic, premises=tuple(kept))
                break
        else:
            for name in named:
                tactic = _without(steps[index].tactic, name)
                if calls <= 0 or not budget.allows(lean_calls=1):
                    break
                calls -= 1
                if await _same(session, state, tactic, wanted, budget, options):
                    left = tuple(n for n in steps[index].premises if n != name)
                    steps[index] = replace(steps[index], tactic=tactic, premises=left)
    return tuple(steps)


def _keys_after(won: _Node, index: int) -> tuple[str, ...]:
    return tuple(g.key for g in won.parents[index + 1].goals) if index + 1 < len(won.parents) else ()


async def _same(
    session: Session, state: State, tactic: str, wanted: tuple[str, ...], budget: Budget, options: SearchOptions
) -> bool:
    budget.spend_lean(lean_calls_of(tactic))
    (attempt,) = await session.attempt(state, [tactic], _within(options.limits, budget, 1))
    if attempt.state is not None:
        session.drop(attempt.state)
    if attempt.outcome is Outcome.CLOSED:
        return not wanted
    return attempt.state is not None and tuple(g.key for g in attempt.state.goals) == wanted


def _without(tactic: str, name: str) -> str:
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


__all__ = ["Search", "SearchOptions", "SearchResult", "SessionError", "Snapshot", "Trial"]
