"""The work of a campaign: every episode on disk when it ends, one at a time or several at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from agent.campaign import lanes as at_once
from agent.campaign.plan import PRACTICE, Allowance, Arm, Plan, Try, digests
from agent.campaign.queue import Episode, Queue
from agent.campaign.station import Station
from agent.ideas import Choice
from agent.report import FileReport
from agent.run import Progress
from agent.search import StrategyName
from agent.suite import Problem
from lemma_graph import failures
from prover_bridge.launcher import Toolchain

# Called with an episode, its problem and what came of it.
Done = Callable[[Episode, Problem, FileReport], None]


class Campaign:
    """Works through a queue."""

    def __init__(
        self,
        queue: Queue,
        problems: Mapping[str, Problem],
        toolchain: Toolchain,
        *,
        workers: int = 1,
        lanes: int = 1,
        choice: Choice | None = None,
        progress: Callable[[Progress], None] | None = None,
        overview: at_once.Overview | None = None,
        done: Done | None = None,
    ) -> None:
        """lanes: episodes at once, each in a process of its own if there are several; workers: Lean processes of each.

        progress: told where a search stands; overview: told where all stand, if there are several.
        """
        self.queue = queue
        self.problems = problems
        self.toolchain = toolchain
        self.workers = workers
        self.lanes = lanes
        self.choice = choice or Choice()
        self.progress = progress
        self.overview = overview
        self.done = done

    async def run(self) -> None:
        """Work until every episode is done. Cancelling it loses nothing but the work on the episodes at hand.

        Raises UserError where another process works on the campaign, its disk gives out, or a lane's process dies.
        """
        with self.queue.working():
            if self.lanes > 1:
                crew = at_once.Crew(self.queue.folder, self.problems, self.toolchain, self.workers, self.choice)
                await at_once.run(self.queue, crew, self.lanes, self._ended, self.overview)
            # One at a time what is left, and practice, which is drawn from what was learnt before.
            async with Station(
                self.queue,
                self.problems,
                self.toolchain,
                workers=self.workers * self.lanes,
                choice=self.choice,
                progress=self.progress,
            ) as station:
                while (episode := self.queue.next() or self._practice(station)) is not None:
                    self._ended(episode, await station.work(episode))

    def _ended(self, episode: Episode, report: FileReport) -> None:
        if self.done is not None:
            self.done(episode, self.problems[episode.planned.problem], report)

    def _practice(self, station: Station) -> Episode | None:
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
            store = station.stores.lane(f"{number}-on")
            drawn = failures.to_practise(store, len(of), this_try.seed * 1_000_003 + done)
            known = next((of[each.statement_key] for each in drawn if each.statement_key in of), None)
            if known is not None:
                self.queue.add([replace(known, arm=f"{PRACTICE} {done + 1}", position=done)])
                return self.queue.next()
        return None


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
