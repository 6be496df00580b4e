"""Monte-Carlo search over AND/OR graphs of goals, after HyperTree Proof Search (Lample et al. 2022, arXiv 2205.11491).

A goal is an OR node: one tactic that works is enough. A tactic that leaves goals is an AND edge: each of them must be
proved, in whatever order. Goals that share metavariables stay one node. Goals that read alike are one node, wherever
they come up (the transposition table), so a goal that is proved once is proved everywhere.

Each simulation goes down from the root by PUCT, tries one batch of tactics where it ends, and carries a value back up.
Three things differ from the paper, which has a trained policy and a trained critic: a goal's tactics are tried batch by
batch in the order of their priors, not all at once, since a Lean call is what costs; the critic is a guess from the
goal's length; and a simulation goes into one goal of an edge, the least visited one, not into all of them.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from agent.proposers import Proposal, Proposer
from agent.script import Step, render
from agent.search.lanes import in_lanes
from agent.search.values import SearchResult
from agent.search.workbench import Place, Workbench, has_metavariable
from prover_bridge.protocol import Attempt, Goal, Outcome, State, TryLimits


@dataclass(frozen=True)
class MonteCarloOptions:
    """exploration: weight of the prior in PUCT. step: by how much a step lowers the value of what stands behind it.

    size, hidden: weights of the length of a goal and of hypotheses without a name in the guess of its value.
    """

    exploration: float = 0.6
    step: float = 0.95
    size: float = 0.35
    hidden: float = 0.5


@dataclass(eq=False)
class _Node:
    """A goal, or several that share metavariables: `count` of them from `place.index` on, the first focused.

    waiting: a heap of batches of tactics, and of proposers to be asked. flying: simulations under way through it.
    twin: a node that came up before and differs in the names of hypotheses alone.
    """

    place: Place
    count: int
    guess: float
    waiting: list[tuple[float, int, tuple[Proposal, ...] | Proposer]] = field(default_factory=list)
    edges: list[_Edge] = field(default_factory=list)
    parents: list[_Edge] = field(default_factory=list)
    proof: _Edge | None = None
    dead: bool = False
    asked: bool = False
    expanded: bool = False
    visits: int = 0
    worth: float = 0.0
    flying: int = 0
    attempts: int = 0
    twin: _Node | None = None
    busy: int = 0  # batches and questions under way on this very goal

    @property
    def value(self) -> float:
        """Chance of a proof: certain where there is one, else what simulations gave, begun with a guess.

        Simulations under way count as lost (virtual loss), so that others go elsewhere meanwhile.
        """
        if self.proof is not None:
            return 1.0
        return (self.guess + self.worth) / (1 + self.visits + self.flying)


@dataclass(eq=False)
class _Edge:
    """A tactic that worked on a node, and the nodes that it left."""

    parent: _Node
    proposal: Proposal
    children: tuple[_Node, ...]
    visits: int = 0
    flying: int = 0

    @property
    def value(self) -> float:
        return math.prod(child.value for child in self.children)


@dataclass(frozen=True)
class _Leaf:
    """Where a simulation ended: what is to be done there, and the edges and nodes on the way."""

    node: _Node
    work: tuple[Proposal, ...] | Proposer
    path: tuple[_Node, ...]
    edges: tuple[_Edge, ...]


class MonteCarlo:
    """PUCT over an AND/OR graph of goals. Deterministic where one batch is in flight at a time."""

    name = "mcts"

    def __init__(self, workbench: Workbench, options: MonteCarloOptions | None = None) -> None:
        self.workbench = workbench
        self.options = options or MonteCarloOptions()
        self.search = workbench.task.options
        self._table: dict[str, _Node] = {}
        self._nodes: list[_Node] = []
        self._named: dict[str, _Node] = {}  # the first node of each key, whatever its hypotheses are called
        self._twins_too = False
        self._order = itertools.count()
        self._steps: tuple[Step, ...] | None = None
        self._short = False  # the budget did not allow a batch
        self._root = self._node(workbench.task.root, 0, len(workbench.task.root.goals))

    async def run(self) -> SearchResult:
        """Simulate until the root is proved and its script replays, the budget ends, or nothing is left to try."""
        try:
            while self._steps is None:
                await in_lanes(self.search.parallel, self._select, self._simulate, lambda: self._root.proof is not None)
                if self._root.proof is None:
                    break
                await self._confirm()
        finally:
            self.workbench.counts.transposed += sum(
                (len(node.parents) - 1) * node.attempts for node in self._nodes if len(node.parents) > 1
            )
        if self._steps is not None:
            return self.workbench.proved(self._steps, self.name)
        return self.workbench.unproved(self.name, waiting=self._short)

    # Going down

    def _select(self) -> _Leaf | None:
        """Where the next simulation ends, reserved and marked as under way; None where there is nothing to do now."""
        if self._root.proof is not None:
            return None
        if not self.workbench.budget.allows(lean_calls=1):
            self._short = self._short or not self._root.dead
            return None
        leaf = None if self._root.dead else self._descend(self._root, (), (), set())
        if leaf is None and not self._twins_too and not self._short and not any(node.busy for node in self._nodes):
            # Twins are left alone while there is anything else to do.
            self._twins_too = True
            leaf = None if self._root.dead else self._descend(self._root, (), (), set())
        if leaf is not None:
            leaf.node.busy += 1
            for node in leaf.path:
                node.flying += 1
            for edge in leaf.edges:
                edge.flying += 1
        return leaf

    def _descend(
        self, node: _Node, path: tuple[_Node, ...], edges: tuple[_Edge, ...], barren: set[_Node]
    ) -> _Leaf | None:
        """The best leaf below a node that is not proved. barren: nodes below which this simulation found nothing."""
        if node in barren or node in path or node.dead or len(path) > self.search.depth:
            return None
        if (twin := node.twin) is not None and twin.proof is None and not node.asked:
            if twin.dead:
                self._bury(node)
            if twin.dead or not self._twins_too:
                return None
        path = (*path, node)
        if not node.asked:
            node.asked = True
            if twin is not None and twin.proof is not None:
                heapq.heappush(node.waiting, (0.0, next(self._order), (twin.proof.proposal,)))
            for proposer, delay in self.workbench.to_ask(root=node is self._root):
                heapq.heappush(node.waiting, (delay, next(self._order), proposer))
        tried: set[_Edge] = set()
        while True:
            best, score = None, self._waiting_score(node)
            for edge in node.edges:
                if edge not in tried and (mine := self._score(node, edge)) > score:
                    best, score = edge, mine
            if best is not None:
                tried.add(best)
                for child in sorted((c for c in best.children if c.proof is None), key=lambda c: c.visits + c.flying):
                    if (leaf := self._descend(child, path, (*edges, best), barren)) is not None:
                        return leaf
            elif not node.waiting:
                break
            elif (work := self._take(node)) is not None:
                return _Leaf(node, work, path, edges)
            elif self._short:
                return None
        barren.add(node)
        if not node.busy and not node.edges:
            self._bury(node)
        return None

    def _take(self, node: _Node) -> tuple[Proposal, ...] | Proposer | None:
        """The first thing that waits on a node; None where all of it is known to fail, or is not affordable."""
        priority, order, work = heapq.heappop(node.waiting)
        if not isinstance(work, tuple):
            return work
        batch = self.workbench.untried(node.place, work)
        affordable = self.workbench.reserve(node.place, batch)
        if len(affordable) < len(batch):
            heapq.heappush(node.waiting, (priority, order, batch[len(affordable) :]))
            self._short = self._short or not affordable
        return affordable or None

    def _score(self, node: _Node, edge: _Edge) -> float:
        """PUCT: worth of an edge, and its prior against how often it was taken."""
        return self.options.step * edge.value + self._bonus(node, edge.proposal.score, edge.visits + edge.flying)

    def _waiting_score(self, node: _Node) -> float:
        """The same for the first batch that waits, whose worth is guessed from its prior."""
        if not node.waiting:
            return -1.0
        prior = -node.waiting[0][0]
        return self.options.step * node.guess * math.exp(prior) + self._bonus(node, prior, node.busy)

    def _bonus(self, node: _Node, prior: float, taken: int) -> float:
        return self.options.exploration * math.exp(prior) * math.sqrt(1 + node.visits + node.flying) / (1 + taken)

    # At the leaf, and back up

    async def _simulate(self, leaf: _Leaf) -> None:
        value: float | None
        try:
            if isinstance(leaf.work, tuple):
                value = await self._try(leaf.node, leaf.work)
            else:
                value = await self._ask(leaf.node, leaf.work, self._way(leaf))
        finally:
            leaf.node.busy -= 1
            for node in leaf.path:
                node.flying -= 1
            for edge in leaf.edges:
                edge.flying -= 1
        if value is None:
            return
        for position in reversed(range(len(leaf.path))):
            node = leaf.path[position]
            node.visits += 1
            node.worth += value
            if position:
                edge = leaf.edges[position - 1]
                edge.visits += 1
                others = math.prod(child.value for child in edge.children if child is not node)
                value *= self.options.step * others

    def _way(self, leaf: _Leaf) -> list[Step]:
        """The tactics that lead to a leaf, for those who want to know them."""
        return [
            Step(edge.proposal.tactic, 1, len(edge.children), edge.proposal.source, edge.proposal.premises)
            for edge in leaf.edges
        ]

    async def _ask(self, node: _Node, proposer: Proposer, way: Sequence[Step]) -> float | None:
        ranked = await self.workbench.propose(proposer, node.place, way)
        if not node.expanded:
            node.expanded = True
            self.workbench.expanded += 1
        while ranked:
            size = 1
            while size < min(self.search.batch, len(ranked)) and ranked[size].score > ranked[0].score - 0.4:
                size += 1
            heapq.heappush(node.waiting, (-ranked[0].score, next(self._order), tuple(ranked[:size])))
            ranked = ranked[size:]
        return None

    async def _try(self, node: _Node, batch: tuple[Proposal, ...]) -> float:
        """Try a batch; the value of the node as it now stands."""
        attempts = await self.workbench.attempt(node.place, batch)
        node.attempts += len(batch)
        values = [0.0]
        for proposal, attempt in zip(batch, attempts, strict=True):
            if attempt.outcome in (Outcome.CLOSED, Outcome.OPEN):
                edge = self._edge(node, proposal, attempt)
                if edge is not None:
                    values.append(self.options.step * edge.value)
        if node.proof is not None:
            return 1.0
        if node.waiting:
            values.append(node.guess * math.exp(-node.waiting[0][0]))
        return max(values)

    def _edge(self, node: _Node, proposal: Proposal, attempt: Attempt) -> _Edge | None:
        """A new edge for a tactic that worked; None where it leads back, or touched goals that are not the node's."""
        state = node.place.state
        outside = [*state.goals[node.place.index + node.count :], *state.goals[: node.place.index]]
        goals = attempt.state.goals if attempt.state is not None else ()
        left = len(goals) - len(outside)
        if left < 0 or [_text(goal) for goal in goals[left:]] != [_text(goal) for goal in outside]:
            return None
        children = tuple(self._children(attempt.state, left)) if attempt.state is not None else ()
        if node in children or any(set(e.children) <= set(children) for e in node.edges):
            return None
        edge = _Edge(node, proposal, children)
        node.edges.append(edge)
        for child in children:
            child.parents.append(edge)
        self._proved(edge)
        return edge

    def _children(self, state: State, count: int) -> Iterator[_Node]:
        """Nodes for the first goals of a state: one each, or one for all of them where a metavariable is seen."""
        if any(has_metavariable(_text(goal)) for goal in state.goals[:count]):
            yield self._node(state, 0, count)
            return
        for index in range(count):
            yield self._node(state, index, 1)

    def _node(self, state: State, index: int, count: int) -> _Node:
        goal = state.goals[index]
        text = _text(goal)
        shared = count > 1 or has_metavariable(text)
        name = f"{text}\n@{state.id}" if shared else text
        if name not in self._table:
            key = f"{goal.key}@{state.id}" if shared else goal.key
            guess = math.prod(self._guess(each) for each in state.goals[index : index + count])
            node = self._table[name] = _Node(Place(state, key, index), count, guess)
            self._nodes.append(node)
            first = self._named.setdefault(key, node)
            node.twin = first if first is not node else None
        return self._table[name]

    def _guess(self, goal: Goal) -> float:
        """A guess of the chance of a proof: short goals are easier, and so are those whose hypotheses have names."""
        hidden = any("✝" in h.name and not h.name.startswith("inst") for h in goal.hypotheses)
        cost = self.options.size * math.log1p(len(goal.target) / 40) + self.options.hidden * hidden
        return 0.8 * math.exp(-cost)

    def _proved(self, edge: _Edge) -> None:
        """Carry a proof up, as far as it reaches. A node is proved by nodes that were proved before it: no circles."""
        waiting = [edge]
        while waiting:
            edge = waiting.pop()
            node = edge.parent
            if node.proof is None and all(child.proof is not None for child in edge.children):
                node.proof = edge
                waiting += node.parents

    def _bury(self, node: _Node) -> None:
        """Nothing is left to try on a node: edges that need it are gone, and so on up."""
        waiting = [node]
        while waiting:
            node = waiting.pop()
            node.dead = True
            for edge in node.parents:
                if edge in edge.parent.edges:
                    edge.parent.edges.remove(edge)
                    parent = edge.parent
                    if parent.asked and not parent.waiting and not parent.edges and not parent.busy and not parent.dead:
                        waiting.append(parent)

    # The finished proof

    async def _confirm(self) -> None:
        """Replay the proof as one script. What reads alike may differ in what Lean does not print: then go on."""
        found = list(_proof(self._root))
        steps = tuple(
            Step(edge.proposal.tactic, before, after, edge.proposal.source, edge.proposal.premises)
            for edge, before, after in found
        )
        place = self._root.place
        whole = Proposal(render(steps), 0.0, self.name)
        limits = self.search.limits
        longer = TryLimits(limits.seconds * len(steps), limits.heartbeats * len(steps))
        if not self.workbench.reserve(place, [whole]):
            self._steps = steps  # certification will see
            return
        [attempt] = await self.workbench.attempt(place, [whole], longer, remember=False)
        if attempt.outcome is Outcome.CLOSED:
            self._steps = steps
            return
        await self._take_back([edge for edge, _, _ in found], steps)

    async def _take_back(self, edges: Sequence[_Edge], steps: Sequence[Step]) -> None:
        """Remove the first edge of a proof that does not replay, and every proof that stood on it."""
        state: State | None = self.workbench.task.root
        for edge, step in zip(edges, steps, strict=True):
            assert state is not None
            place, proposal = Place(state, state.goals[0].key), edge.proposal
            if not self.workbench.reserve(place, [proposal]):
                self._short = True
                break
            [attempt] = await self.workbench.attempt(place, [proposal], remember=False)
            state = attempt.state
            if (len(state.goals) if state is not None else 0) != step.after or (state is None) != (step.after == 0):
                break
        edge.parent.edges.remove(edge)
        for node in self._nodes:
            node.proof = None
        for node in self._nodes:
            for each in list(node.edges):
                self._proved(each)


def _text(goal: Goal) -> str:
    """What a goal says, with the names of its hypotheses; the case tag does not count."""
    return replace(goal, case=None).pretty()


def _proof(root: _Node) -> Iterator[tuple[_Edge, int, int]]:
    """The edges of a proof in the order of a script, each with how many goals there are before it and after it."""
    waiting, total = [root], root.count
    while waiting:
        node = waiting.pop()
        edge = node.proof
        assert edge is not None
        after = total - node.count + sum(child.count for child in edge.children)
        yield edge, total, after
        total = after
        waiting += reversed(edge.children)


__all__ = ["MonteCarlo", "MonteCarloOptions"]
