"""Where episodes are worked on, one after the other: the stores, the models and the Lean processes that they share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AsyncExitStack, contextmanager
from dataclasses import asdict, replace
from types import TracebackType
from typing import Any, Self, cast

from agent.campaign.arms import memory_of
from agent.campaign.plan import BUILD, LIBRARY_ARMS, PRACTICE, Arm, PlannedEpisode
from agent.campaign.queue import Episode, Queue
from agent.campaign.stores import Stores
from agent.ideas import Choice, Ideas
from agent.memory import Memory
from agent.proposing import proposing
from agent.proving import Prover
from agent.report import FileReport
from agent.run import Limits, Progress
from agent.search import MakeStrategy, StrategyName, choose
from agent.search.mixed import Bandit
from agent.suite import NOT_ATTEMPTED, Problem, attempt
from prover_bridge.launcher import Toolchain

MEMORIES = "memories"
MODEL_CALLS = "model-calls"


class Station:
    """Works on the episodes that it is given. What an episode that was cut short had stored is set aside, and the
    episode begins again from where it began, so that a resumed campaign ends as one that was never interrupted.

    An asynchronous context manager. Episodes of one lane belong to one station at a time.
    """

    def __init__(
        self,
        queue: Queue,
        problems: Mapping[str, Problem],
        toolchain: Toolchain,
        *,
        workers: int = 1,
        choice: Choice | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> None:
        self.queue = queue
        self.problems = problems
        self.choice = choice or Choice()
        self.stores = Stores(queue.folder / MEMORIES)
        self._memories: dict[str, Memory] = {}
        self._ideas: dict[int, Ideas] = {}
        self._bandits: dict[tuple[str, int], Bandit] = {}  # by arm and try
        self._prover = Prover(toolchain, Ideas(self.choice), workers=workers, progress=progress)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self.stores.folder.mkdir(parents=True, exist_ok=True)
        await self._stack.enter_async_context(self._prover)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            await self._stack.__aexit__(kind, error, trace)
        finally:
            self._memories.clear()
            self.stores.close()

    async def _ideas_of(self, seed: int) -> Ideas:
        """Who suggests in the tries with a seed; their model calls are recorded beside the queue, an episode a file."""
        if seed not in self._ideas:
            options = {"--strategy": self.queue.plan.strategy, "--workers": self._prover.workers}
            choice = replace(self.choice, seed=seed, parts=True, options=options)
            if choice.name != "embedded" and choice.replay is None:
                choice = replace(choice, record=self.queue.folder / MODEL_CALLS)
            self._ideas[seed] = await self._stack.enter_async_context(proposing(choice))
        return self._ideas[seed]

    async def work(self, episode: Episode) -> FileReport:
        """Bring an episode to its end; its result is on disk when this returns. Raises UserError where that fails."""
        planned = episode.planned
        problem = self.problems[planned.problem]
        ideas = await self._ideas_of(episode.seed)
        with self._memory(episode) as memory:
            self.queue.begin(episode)
            options = {"the arm": planned.arm, "the problem": planned.problem, "the budget": asdict(planned.allowance)}
            await ideas.part(f"{episode.id:06}", options)
            prover = self._prover
            prover.memory, prover.seed = memory, episode.seed
            allowance = planned.allowance
            prover.limits = Limits(
                allowance.seconds, allowance.lean_calls, allowance.model_calls, allowance.tokens, allowance.cost
            )
            prover.proposers, prover.model, prover.turns = ideas, ideas.model, ideas.turns
            prover.strategy = self._strategy(planned, episode.seed)
            report = await attempt(prover, problem) if not self._built(planned) else self._nothing(problem)
            bandit = self._bandits.get((learner(planned.arm), planned.attempt))
            learned = None if bandit is None else bandit.to_json()
            self.queue.finish(episode, {**result_of(report), "learned": learned})
        return report

    def _built(self, planned: PlannedEpisode) -> bool:
        """Whether an earlier pass of building has proved all of a problem, or cannot."""
        return any(
            each.planned.builds
            and (each.planned.attempt, each.planned.problem) == (planned.attempt, planned.problem)
            and each.result is not None
            and all(t["status"] == "proved" or t["not_attempted"] for t in each.result["theorems"])
            for each in (self.queue.episodes() if planned.builds and planned.arm != BUILD else ())
        )

    def _nothing(self, problem: Problem) -> FileReport:
        return FileReport(str(problem.path), self.queue.plan.environment, self.queue.plan.environment_name, ())

    def _strategy(self, planned: PlannedEpisode, seed: int) -> MakeStrategy:
        """A mixed one learns over all episodes of an arm in a try which strategy to prefer; what it has learned is
        kept with each of them, so that a resumed campaign goes on with it."""
        name, arm = cast(StrategyName, self.queue.plan.strategy), learner(planned.arm)
        if name != "mixed":
            return choose(name, seed)
        key = (arm, planned.attempt)
        if key not in self._bandits:
            bandit = self._bandits[key] = Bandit(seed)
            last = self.queue.last(planned.attempt, [arm] if arm != "on" else ["on", *self._rounds()])
            if last is not None and last.result is not None and last.result.get("learned"):
                bandit.restore(last.result["learned"])
        return choose(name, seed, self._bandits[key])

    def _rounds(self) -> list[str]:
        return [f"{PRACTICE} {number}" for number in range(1, self.queue.plan.practice + 1)]

    @contextmanager
    def _memory(self, episode: Episode) -> Iterator[Memory | None]:
        """What the arm of an episode remembers. Inside, the episode may be begun and finished."""
        planned = episode.planned
        if planned.arm in LIBRARY_ARMS:
            assert planned.library is not None
            arm = cast(Arm, planned.arm)
            with self.stores.scratch(planned.library, failures=arm == "frozen") as store:
                yield memory_of(arm, store, episode.seed)
        elif planned.arm == "on" or planned.builds or planned.practised:
            lane = planned.lane
            if episode.state == "running":
                self._memories.pop(lane, None)
                self.stores.rewind(lane, episode.id, episode.starts)
            self.stores.before(lane, episode.id)
            if lane not in self._memories:
                self._memories[lane] = Memory(self.stores.lane(lane), origin=f"bench {self.queue.plan.suite}")
            yield self._memories[lane]
            self.stores.after(lane, episode.id)
        else:
            yield None


def learner(arm: str) -> str:
    """The arm whose experience an episode adds to."""
    return "on" if arm.startswith(PRACTICE) else arm


def result_of(report: FileReport) -> dict[str, Any]:
    """A file's report as JSON values, with what the command line shows people besides.

    Each theorem has `lemma_names`, `exact_hit` (memory had the very statement) and `not_attempted` (why not, or None).
    """
    return {
        "core_reading": None if report.core_reading is None else list(report.core_reading),
        "theorems": [
            {
                **theorem.to_json(),
                "lemma_names": list(theorem.lemma_names),
                "exact_hit": theorem.from_memory,
                "not_attempted": _not_attempted(theorem.reason),
            }
            for theorem in report.theorems
        ],
    }


def _not_attempted(reason: str | None) -> str | None:
    if reason is None or not reason.startswith(NOT_ATTEMPTED):
        return None
    return reason.removeprefix(NOT_ATTEMPTED).partition(";")[0]
