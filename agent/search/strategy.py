"""Which strategies there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from agent.search.best_first import BestFirst
from agent.search.mixed import Bandit, Mixed
from agent.search.monte_carlo import MonteCarlo
from agent.search.plan import Decomposition
from agent.search.values import Strategy
from agent.search.whole_proof import WholeProof
from agent.search.workbench import Workbench

StrategyName = Literal["best-first", "mcts", "whole-proof", "plan", "mixed"]
MakeStrategy = Callable[[Workbench], Strategy]

# Those that need proposers of tactics, and those that ask a model for more.
_OF_TACTICS: dict[str, MakeStrategy] = {"best-first": BestFirst, "mcts": MonteCarlo}
_OF_MODELS: dict[str, MakeStrategy] = {"whole-proof": WholeProof, "plan": Decomposition}


def choose(name: StrategyName, seed: int = 0, bandit: Bandit | None = None) -> MakeStrategy:
    """The strategy of that name, for all searches of a run, so that it may learn from one for the next.

    bandit: who chooses where strategies are mixed; a new one unless given.
    """
    if name != "mixed":
        return (_OF_TACTICS | _OF_MODELS)[name]
    bandit = bandit or Bandit(seed)

    def mixed(workbench: Workbench) -> Strategy:
        models = _OF_MODELS if workbench.task.model is not None else {}
        return Mixed(workbench, bandit, _OF_TACTICS | models)

    return mixed
