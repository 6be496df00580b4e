"""The Lean side of a proof by hand: states for the steps of its tree, made again where they are lost."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from agent.budget import Budget, lean_calls_of
from agent.interactive import steps as trees
from agent.interactive.readable import Readable
from agent.interactive.steps import GoalId, Step, on_goal
from agent.interactive.written import written
from agent.memory import Memory, scope_hash
from agent.proving import FileProof
from agent.run import Run
from agent.search import Trial
from agent.theorem_proof import TheoremProof
from lemma_graph.model import Lemma, stable_names
from lemma_graph.retrieval import in_scope
from prover_bridge import layout, source
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.lexer import tokens
from prover_bridge.outline import outline
from prover_bridge.protocol import Attempt, Goal, Hole, Outcome, Session, SessionError, State, TryLimits
from prover_bridge.scopes import scope_at
from prover_bridge.source import PlacedHole, Theorem

# A person waits longer than a search, and stops it when it is enough.
LIMITS = TryLimits(seconds=60.0)
_MARK = "lemmasmith_here"


class Stale(Exception):
    """A step does not work any more, or the state behind it cannot be had. Its text is for the user."""


class LeanSide:
    """run: with Lean processes of this proof alone. work: the file; theorem: what is proved in it.

    lemmas: of the memory, that stand before the theorem here. limits: of each tactic. road: of the theorem, with all
    that was tried by hand; its budget has no limit.
    """

    def __init__(self, run: Run, work: FileProof, theorem: Theorem) -> None:
        self.run = run
        self.work = work
        self.theorem = theorem
        self.limits = LIMITS
        self.lemmas: list[Lemma] = []
        self.road = self.new_road(Budget())
        self._scopes: tuple[str, ...] = ()

    @property
    def memory(self) -> Memory | None:
        return self.run.memory

    def new_road(self, budget: Budget, run: Run | None = None) -> TheoremProof:
        """The road of the theorem for the agent's own work. run: with other Lean processes than this proof's."""
        work = self.work
        if run is not None:
            work = copy.copy(work)
            work.prover = run
        return work.attempt(self.theorem.name, budget)

    def readable(self, declared: Callable[[Environment], Collection[str]]) -> Readable:
        """Names for stored lemmas here. declared: what an environment declares already."""
        if self.memory is None:
            return Readable((), {}, ())
        work, name, start = self.work, self.theorem.name, self.theorem.start
        text = work.current.text
        # What the file says anywhere shall not get another meaning.
        said = {word.text for word in tokens(text) if word.kind == "identifier"}
        before = {each.name for each in work.original.theorems if each.end <= start} - work.open_theorems
        own = {each.key: each.name for each in work.outline.statements if each.name in before}
        scope = scope_at(text, start)
        opened = [word for line in scope.opens for word in line.split() if word[0].isalpha()]
        above = [name.rsplit(".", number)[0] for number in range(1, name.count(".") + 1)]
        taken = {*declared(work.environment), *work.original.declarations, *said}
        return Readable(taken, own, dict.fromkeys([*above, *reversed(scope.namespaces), *opened]))

    async def session(self) -> Session:
        return await self.run.session(self.work.environment)

    async def close(self) -> None:
        """Put what was tried into the memory, and end the Lean processes."""
        self.road.record.write()
        await self.run.close()

    async def begin(self) -> Step:
        """The root, with the holes open. Raises UserError where they cannot be."""
        if self.memory is not None:
            known = self.memory.known(self.road.place)
            self.lemmas = [*([known] if known else []), *self.memory.offered(self.road.place)]
        return trees.root(await self._open_holes())

    async def _open_holes(self) -> list[State]:
        states, scopes = [], []
        for placed in self.theorem.holes:
            try:
                opened = await self.road.open_at(self.work.current, placed, self.lemmas)
            except SessionError as error:
                raise UserError(f"{self.work.path}: {self.theorem.name} cannot be opened: {error}") from error
            assert opened is not None  # the budget has no limit
            states.append(opened[0])
            scopes.append(scope_hash(opened[1]))
        self._scopes = tuple(scopes)
        return states

    async def run_on(self, step: Step, goal: int, tactics: Sequence[str]) -> list[Attempt]:
        """Try tactics on a goal behind a step, under the limits. Raises Stale where there is no way there."""
        state = await self.state(step, goal)
        texts = [on_goal(tactic, step.at[goal], len(state.goals)) for tactic in tactics]
        self.road.budget.spend_lean(sum(map(lean_calls_of, tactics)))
        session = await self.session()
        try:
            attempts = await session.attempt(state, texts, self.limits)
            # A Lean that died may have died of something else than the tactic, and a person tries it only once.
            if again := [number for number, each in enumerate(attempts) if each.outcome is Outcome.CRASH]:
                second = await session.attempt(state, [texts[number] for number in again], self.limits)
                attempts = [*attempts]
                for number, attempt in zip(again, second, strict=True):
                    attempts[number] = attempt
        except SessionError as error:
            raise Stale(str(error)) from error
        for tactic, attempt in zip(tactics, attempts, strict=True):
            self.note(step, goal, tactic, attempt)
        return attempts

    async def drop(self, attempts: Sequence[Attempt]) -> None:
        """Forget the states of attempts."""
        session = await self.session()
        for attempt in attempts:
            if attempt.state is not None:
                session.drop(attempt.state)

    def note(self, step: Step, goal: int, tactic: str, attempt: Attempt) -> None:
        """What a person tries is worth remembering like what a search tries."""
        hole = step.hole(goal)
        left = attempt.state.goals if attempt.state is not None else ()
        closed = attempt.outcome in (Outcome.CLOSED, Outcome.OPEN) and len(left) < step.holes[hole]
        seen = step.goals[goal]
        trial = Trial(
            seen, seen.key, tactic, attempt.outcome, closed, attempt.seconds, self.limits, "by hand", attempt.message
        )
        self.road.record.remember(trial, self._scopes[hole])

    async def state(self, step: Step, goal: int) -> State:
        """The Lean state of the hole to which a goal behind a step belongs. Raises Stale."""
        found = (await self.states(step))[step.hole(goal)]
        assert found is not None  # the goal is open
        return found

    async def states(self, step: Step) -> tuple[State | None, ...]:
        """The Lean states behind a step, made again where there are none. Raises Stale where a step fails now."""
        missing: list[Step] = []
        while step.states is None:
            missing.append(step)
            assert step.parent is not None  # the root has states
            step = step.parent
        for each in reversed(missing):
            parent = each.parent
            assert parent is not None
            if each.on >= len(parent.goals):
                raise Stale(f"The step `{each.tactic}` has no goal any more.")
            [attempt] = await self.run_on(parent, each.on, [each.tactic])
            if attempt.outcome not in (Outcome.CLOSED, Outcome.OPEN):
                why = " ".join((attempt.message or str(attempt.outcome)).split())
                raise Stale(f"The step `{each.tactic}` does not work any more: {why}.")
            focus = each.focus
            trees.settle(each, parent, attempt.state)
            each.focus = min(focus, max(0, len(each.goals) - 1))
            step = each
        assert step.states is not None
        return step.states

    async def bring(self, root: Step, tactics: Sequence[str]) -> None:
        """Put stored lemmas that tactics name before the theorem where they are not there yet."""
        named = {name for tactic in tactics for name in stable_names(tactic)}
        missing = named - {lemma.stable_name for lemma in self.lemmas}
        if self.memory is None or not missing:
            return
        where, available = self.work.environment.content_hash, self.road.place.available
        found = self.memory.store.lemmas_by_stable_name(missing, where)
        if usable := [lemma for lemma in found if in_scope(lemma, where, available)]:
            await self.reopen(root, [*usable, *self.lemmas])

    async def reopen(self, root: Step, lemmas: list[Lemma]) -> None:
        """Go on with other lemmas before the theorem; the steps are done again when they are needed."""
        before, self.lemmas = self.lemmas, lemmas
        try:
            states = await self._open_holes()
        except UserError:
            self.lemmas = before
            raise
        session = await self.session()
        for step in root.walk():
            for state in step.states or ():
                if state is not None:
                    session.drop(state)
            step.states = None
        root.states = tuple(states)

    def hole_at(self, root: Step, step: Step, goal: GoalId) -> PlacedHole:
        """A goal behind a step as a hole of the file, in which it stands alone."""
        hole = step.hole(step.ids.index(goal))
        placed = self.theorem.holes[hole]
        text = layout.declaration(placed.hole, [written(root, step.path(), hole, goal, _MARK)])
        before, _, after = text.partition(_MARK)
        column = len(before) - (before.rfind("\n") + 1)
        return replace(placed, hole=Hole(before, after, True, column))


async def work_on(run: Run, path: Path, text: str) -> FileProof:
    """The file, with this text in place of its own. Raises UserError where it does not elaborate."""

    def read() -> FileProof:
        here, where, reading = source.load_text(text, path, run.toolchain)
        with ThreadPoolExecutor(1) as beside:  # Lean reads the file for both; a person waits for the longer one only
            told = beside.submit(outline, where, here, file_name=str(path))
            original = source.parse(here, where, str(path), reading)
        work = FileProof(run, path, None, original, told.result())
        work.open_theorems = {each.name for each in work.original.theorems if each.holes}
        return work

    return await asyncio.to_thread(read)


def choose(work: FileProof, theorem: str | None) -> Theorem:
    """The theorem of this name, or the first that is open; it counts as open no more. Raises UserError."""
    if theorem is not None:
        found = work.original.theorem(theorem)
        if not found.holes:
            raise UserError(f"{work.path}: {theorem} has no `sorry`: put one where a proof is wanted.")
    else:
        left = [each for each in work.original.theorems if each.holes and work.outline.statement(each.name)]
        if not left:
            raise UserError(f"{work.path} has no theorem with a `sorry`: there is nothing to prove.")
        found = left[0]
    if work.outline.statement(found.name) is None:
        raise UserError(f"{work.path}: an example has no name: give it one with `theorem`.")
    work.open_theorems.discard(found.name)
    return found


def goals_in_words(goals: Sequence[Goal]) -> str:
    """`3 open goals`."""
    return "one open goal" if len(goals) == 1 else f"{len(goals)} open goals"
