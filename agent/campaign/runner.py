"""The work of a campaign: one episode after the other, each on disk before the next begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import asdict, replace
from typing import Any, cast

from agent.campaign.arms import memory_of
from agent.campaign.plan import BUILD, LIBRARY_ARMS, PRACTICE, Allowance, Arm, Plan, PlannedEpisode, Try, digests
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
from lemma_graph import failures
from prover_bridge.launcher import Toolchain

MEMORIES = "memories"
MODEL_CALLS = "model-calls"
# Called with an episode, its problem and what came of it.
Done = Callable[[Episode, Problem, FileReport], None]


class Campaign:
    """Works through a queue. What an episode that was cut short had stored is set aside, and the episode begins again
    from where it began, so that a resumed campaign ends as one that was never interrupted."""

    def __init__(
        self,
        queue: Queue,
        problems: Mapping[str, Problem],
        toolchain: Toolchain,
        *,
        workers: int = 1,
        choice: Choice | None = None,
        progress: Callable[[Progress], None] | None = None,
        done: Done | None = None,
    ) -> None:
        self.queue = queue
        self.problems = problems
        self.choice = choice or Choice()
        self.done = done
        self.stores = Stores(queue.folder / MEMORIES)
        self._memories: dict[str, Memory] = {}
        self._ideas: dict[int, Ideas] = {}
        self._bandits: dict[tuple[str, int], Bandit] = {}  # by arm and try
        self._prover = Prover(toolchain, Ideas(self.choice), workers=workers, progress=progress)

    async def run(self) -> None:
        """Work until every episode is done. Cancelling it loses nothing but the work on the episode at hand.

        Raises UserError where another process works on the campaign, or its disk gives out.
        """
        with self.queue.working():
            self.stores.folder.mkdir(parents=True, exist_ok=True)
            try:
                async with self._prover, AsyncExitStack() as stack:
                    while (episode := self.queue.next() or self._practice()) is not None:
                        await self._episode(episode, await self._ideas_of(episode.seed, stack))
            finally:
                self._memories.clear()
                self.stores.close()

    async def _ideas_of(self, seed: int, stack: AsyncExitStack) -> Ideas:
        """Who suggests in the tries with a seed; their model calls are recorded beside the queue, an episode a file."""
        if seed not in self._ideas:
            options = {"--strategy": self.queue.plan.strategy, "--workers": self._prover.workers}
            choice = replace(self.choice, seed=seed, parts=True, options=options)
            if choice.name != "embedded" and choice.replay is None:
                choice = replace(choice, record=self.queue.folder / MODEL_CALLS)
            self._ideas[seed] = await stack.enter_async_context(proposing(choice))
        return self._ideas[seed]

    async def _episode(self, episode: Episode, ideas: Ideas) -> None:
        planned = episode.planned
        problem = self.problems[planned.problem]
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
            bandit = self._bandits.get((_learner(planned.arm), planned.attempt))
            learned = None if bandit is None else bandit.to_json()
            self.queue.finish(episode, {**result_of(report), "learned": learned})
        if self.done is not None:
            self.done(episode, problem, report)

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
        name, arm = cast(StrategyName, self.queue.plan.strategy), _learner(planned.arm)
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

    def _practice(self) -> Episode | None:
        """One more episode on what failed, where the plan has practice left, drawn as often as it failed; it is put
        into the queue."""
        plan = self.queue.plan
        if not plan.practice or "on" not in plan.arms:
            return None
        episodes = self.queue.episodes()
        for number, this_try in enumerate(plan.tries):
            mine = [each for each in episodes if each.planned.attempt == number]
            done = sum(each.planned.practised for each in mine)
            if done >= plan.practice:
                continue
            of = {
                theorem["statement_key"]: each.planned
                for each in mine
                if each.planned.arm == "on" and each.result is not None
                for theorem in each.result["theorems"]
                if theorem["statement_key"] and theorem["not_attempted"] is None
            }
            store = self.stores.lane(f"{number}-on")
            drawn = failures.to_practise(store, len(of), this_try.seed * 1_000_003 + done)
            known = next((of[each.statement_key] for each in drawn if each.statement_key in of), None)
            if known is not None:
                self.queue.add([replace(known, arm=f"{PRACTICE} {done + 1}", position=done)])
                return self.queue.next()
        return None

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


def _learner(arm: str) -> str:
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


def plan_for(
    suite: str,
    found: Sequence[Problem],
    toolchain: Toolchain,
    arms: Sequence[Arm],
    tries: Sequence[Try],
    allowance: Allowance,
    *,
    strategy: StrategyName = "best-first",
    choice: Choice | None = None,
    charged: bool = True,
    practice: int = 0,
    passes: int = 1,
) -> Plan:
    """The plan of a campaign over some problems. allowance: for one theorem in one try; charged, practice, passes:
    see `Plan`."""
    choice = choice or Choice()
    return Plan(
        suite=suite,
        environment=toolchain.content_hash,
        environment_name=toolchain.name,
        arms=tuple(arms),
        tries=tuple(tries),
        allowance=allowance,
        strategy=strategy,
        proposer=choice.name,
        model=choice.model,
        problems=tuple(problem.name for problem in found),
        files=digests(found),
        charged=charged,
        practice=practice,
        passes=passes,
    )
