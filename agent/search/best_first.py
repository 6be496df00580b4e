"""Best-first search over proof states, with a transposition table and several proposers.

A frontier entry is a batch of tactics on a state, not a state: cheap and likely tactics of every state come before
unlikely ones of any. The first goal of a state is the focused one. When a set of goals has been reached, every state
that still has those goals behind others is set aside, for it can prove nothing more; so alternatives for a goal that
is closed already cost nothing. Goals that share metavariables are never compared in that way.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections import Counter
from dataclasses import dataclass

from agent.proposers import Proposal, Proposer
from agent.script import Step, closed_elsewhere
from agent.search.lanes import in_lanes
from agent.search.values import SearchResult
from agent.search.workbench import Place, Workbench, has_metavariable
from prover_bridge.protocol import Attempt, Outcome, State

Keys = frozenset[str]
# So far into the frontier goals are thought about ahead.
_AHEAD = 2


@dataclass
class _Node:
    state: State
    keys: tuple[str, ...]
    steps: tuple[Step, ...]
    cost: float
    dead: bool = False

    @property
    def place(self) -> Place:
        return Place(self.state, self.keys[0])


@dataclass(frozen=True)
class _Entry:
    node: _Node


@dataclass(frozen=True)
class _Ask(_Entry):
    proposer: Proposer


@dataclass(frozen=True)
class _Try(_Entry):
    batch: tuple[Proposal, ...]


class BestFirst:
    """The most promising batch next, wherever it stands."""

    name = "best-first"

    def __init__(self, workbench: Workbench) -> None:
        self.workbench = workbench
        self.options = workbench.task.options
        self._frontier: list[tuple[float, int, _Ask | _Try]] = []
        self._order = itertools.count()
        self._seen: set[Keys] = set()
        self._asked: set[int] = set()
        self._won: tuple[Step, ...] | None = None
        # How often a set of goals was met again, and how many attempts were made on it.
        self._again: Counter[Keys] = Counter()
        self._made: Counter[Keys] = Counter()

    async def run(self) -> SearchResult:
        """Search until a proof, the end of the budget, or the end of ideas."""
        root = self.workbench.task.root
        self._add(_Node(root, keys(root), (), 0.0))
        try:
            await in_lanes(self.options.parallel, self._next, self._work, lambda: self._won is not None)
        finally:
            self.workbench.counts.transposed += sum(n * self._made[keys] for keys, n in self._again.items())
        if self._won is not None:
            return self.workbench.proved(self._won, self.name)
        return self.workbench.unproved(self.name, waiting=bool(self._frontier))

    # The frontier

    def _add(self, node: _Node) -> None:
        """A new state: every proposer is to be asked about it."""
        self._seen.add(frozenset(node.keys))
        base = node.cost + _heuristic(node.state)
        for proposer, delay in self.workbench.to_ask(root=not node.steps):
            self._push(base + delay, _Ask(node, proposer))

    def _push(self, priority: float, entry: _Ask | _Try) -> None:
        heapq.heappush(self._frontier, (priority, next(self._order), entry))

    def _next(self) -> _Entry | None:
        """The best entry that is still worth its cost and that the budget allows, or None."""
        if self._won is not None or not self.workbench.budget.allows(lean_calls=1):
            return None
        while self._frontier:
            priority, order, entry = heapq.heappop(self._frontier)
            if self._dominated(entry.node):
                continue
            if isinstance(entry, _Ask):
                return entry
            batch = self.workbench.untried(entry.node.place, entry.batch)
            affordable = self.workbench.reserve(entry.node.place, batch)
            if len(affordable) < len(batch):
                heapq.heappush(self._frontier, (priority, order, _Try(entry.node, batch[len(affordable) :])))
                if not affordable:
                    return None
            if affordable:
                return _Try(entry.node, affordable)
        return None

    def _dominated(self, node: _Node) -> bool:
        if node.dead:
            return True
        if any("@" in key for key in node.keys):
            return False
        if any(frozenset(node.keys[i:]) in self._seen for i in range(1, len(node.keys))):
            node.dead = True
        return node.dead

    # Work on one entry

    async def _work(self, entry: _Entry) -> None:
        if isinstance(entry, _Ask):
            await self._ask(entry)
        elif isinstance(entry, _Try):
            await self._try(entry)

    async def _ask(self, entry: _Ask) -> None:
        node = entry.node
        ranked = await self.workbench.propose(entry.proposer, node.place, node.steps)
        if id(node) not in self._asked:
            self._asked.add(id(node))
            self.workbench.expanded += 1
        base = node.cost + _heuristic(node.state)
        while ranked:
            size = 1
            while size < min(self.options.batch, len(ranked)) and ranked[size].score > ranked[0].score - 0.4:
                size += 1
            self._push(base - ranked[0].score, _Try(node, tuple(ranked[:size])))
            ranked = ranked[size:]
        self.workbench.report(node.state.goals[0], len(self._frontier))

    def _think_ahead(self) -> None:
        """While Lean is at work on a batch: what is to be asked next if nothing comes of it."""
        for _, _, entry in heapq.nsmallest(_AHEAD, self._frontier):
            if isinstance(entry, _Ask) and not self._dominated(entry.node):
                self.workbench.think_ahead(entry.proposer, entry.node.place, entry.node.steps)

    async def _try(self, entry: _Try) -> None:
        node = entry.node
        self._think_ahead()
        attempts = await self.workbench.attempt(node.place, entry.batch)
        self._made[frozenset(node.keys)] += len(attempts)
        for proposal, attempt in zip(entry.batch, attempts, strict=True):
            if attempt.outcome in (Outcome.CLOSED, Outcome.OPEN) and self._won is None:
                self._follow(node, proposal, attempt)
        self.workbench.report(node.state.goals[0], len(self._frontier))

    def _follow(self, node: _Node, proposal: Proposal, attempt: Attempt) -> None:
        before = len(node.state.goals)
        after = len(attempt.state.goals) if attempt.state is not None else 0
        elsewhere = attempt.state is not None and closed_elsewhere(node.state.goals, attempt.state.goals)
        steps = (*node.steps, Step(proposal.tactic, before, after, proposal.source, proposal.premises, elsewhere))
        if attempt.state is None:
            self._won = steps
            return
        # A goal that is closed is certain progress: the way to it costs nothing any more.
        cost = node.cost + (0.0 if after < before else 0.1 - proposal.score)
        child = _Node(attempt.state, keys(attempt.state), steps, cost)
        if frozenset(child.keys) in self._seen:
            self._again[frozenset(child.keys)] += 1
        elif len(steps) < self.options.depth:
            self._add(child)


def keys(state: State) -> tuple[str, ...]:
    """Goal keys; goals with metavariables also say which state they belong to, so that they never meet others."""
    return tuple(goal.key + (f"@{state.id}" if has_metavariable(goal.pretty()) else "") for goal in state.goals)


def _heuristic(state: State) -> float:
    """Expected further cost: goals count, and long goals are harder than short ones."""
    size = sum(len(goal.target) for goal in state.goals)
    # Hypotheses without a name that a tactic could use.
    hidden = any("✝" in h.name and not h.name.startswith("inst") for goal in state.goals for h in goal.hypotheses)
    return 0.3 * (len(state.goals) - 1) + 0.35 * math.log1p(size / 40) + (0.5 if hidden else 0.0)
