"""How a strategy looks to the search, and which there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol

from agent.search.best_first import BestFirst
from agent.search.values import SearchResult
from agent.search.whole_proof import WholeProof
from agent.search.workbench import Workbench

StrategyName = Literal["best-first", "whole-proof"]


class Strategy(Protocol):
    """One way to look for a proof. name: as an option names it.

    Its script is minimised afterwards, and the states of the workbench are dropped, by the search itself.
    """

    name: str

    async def run(self) -> SearchResult:
        """Look for a proof until there is one, the budget ends, or ideas do; called once.

        Gives `workbench.proved` or `workbench.unproved`. Cancelling it leaves no task behind. Raises UserError
        where a proposer cannot work, SessionError where the session cannot.
        """
        ...


MakeStrategy = Callable[[Workbench], Strategy]


def choose(name: StrategyName, seed: int = 0) -> MakeStrategy:
    """The strategy of that name, for all searches of a run, so that it may learn from one for the next."""
    makers: dict[StrategyName, MakeStrategy] = {"best-first": BestFirst, "whole-proof": WholeProof}
    return makers[name]
