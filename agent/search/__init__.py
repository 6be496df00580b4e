"""The search for one proof: a strategy at a workbench, and a finished proof made shorter.

Strategies live in modules of their own behind one interface (`strategy.Strategy`); they share what was tried and one
budget through a `workbench.Workbench`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from agent.script import render
from agent.search.best_first import BestFirst
from agent.search.minimise import shorter
from agent.search.strategy import MakeStrategy, StrategyName, choose
from agent.search.values import SearchCounts, SearchOptions, SearchResult, SearchTask, Snapshot, Strategy, Trial
from agent.search.workbench import Place, Workbench


def in_flight(workers: int) -> int:
    """How many batches a search keeps under way for so many workers: one each.

    What a batch tells decides on the next, so each one more is a guess; the thinking between two of them is done ahead.
    """
    return workers


@dataclass
class Search(SearchTask):
    """One search. `run` may be called once; cancelling it leaves the session without states of the search."""

    strategy: MakeStrategy = BestFirst

    async def run(self) -> SearchResult:
        """Search until a proof, the end of the budget, or the end of ideas.

        Raises UserError where a proposer cannot work, SessionError where the session cannot.
        """
        workbench = Workbench(self)
        try:
            if not self.root.goals:
                return workbench.proved((), "")
            found = await self.strategy(workbench).run()
            if found.status == "proved" and found.steps and self.options.minimise:
                steps = await shorter(workbench, found.steps)
                premises = tuple(dict.fromkeys(name for step in steps for name in step.premises))
                found = replace(found, steps=steps, script=render(steps), premises=premises)
            return found
        finally:
            workbench.close()


__all__ = [
    "BestFirst",
    "MakeStrategy",
    "Place",
    "Search",
    "SearchCounts",
    "SearchOptions",
    "SearchResult",
    "SearchTask",
    "Snapshot",
    "Strategy",
    "StrategyName",
    "Trial",
    "Workbench",
    "choose",
    "in_flight",
]
