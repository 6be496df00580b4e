"""What a search takes and gives."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from agent.budget import Budget
from agent.models.asking import Model
from agent.proposers import Example, PremiseView, Proposer, Theory
from agent.proposers.priors import Priors
from agent.script import Step
from agent.search.pool import LemmaPool
from prover_bridge.protocol import Goal, Outcome, Session, State, TryLimits


@dataclass(frozen=True)
class SearchOptions:
    """parallel: batches in flight at once. batch: tactics in one of them. depth: most tactics in a script.

    limits: of one tactic. model_delay: how much later (in units of log prior) a proposer that uses a model is
    asked than one that does not; patient_delay: the same of patient ones. minimise: most Lean calls spent on a
    shorter script after success.
    """

    parallel: int = 1
    batch: int = 4
    depth: int = 40
    limits: TryLimits = field(default_factory=TryLimits)
    model_delay: float = 0.9
    patient_delay: float = 0.35
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


@dataclass
class SearchCounts:
    """Attempts that were not made, by reason: so much does remembering save.

    transposed: those on a set of goals that had been reached another way: for each further way as many as were made
    on it. remembered: known to fail from earlier searches. implied: a stronger form failed. repeated: the same tactic
    on the same goal had been tried in this search. minimising: Lean calls spent on a finished proof.
    """

    transposed: int = 0
    remembered: int = 0
    implied: int = 0
    repeated: int = 0
    minimising: int = 0


@dataclass(frozen=True)
class SearchResult:
    """proved: `script` closes the goal. failed: everything proposed was tried. undecided: the budget ended it.

    script: Lean tactics, to be put after `by`. steps: the same, one tactic each. trials: in the order of ending.
    reason: one sentence where it is not proved. premises: names of premises that the steps use. expanded: states or
    goals on which proposers were asked. strategy: which one ended the search.
    """

    status: Literal["proved", "failed", "undecided"]
    script: str | None
    steps: tuple[Step, ...]
    reason: str | None
    expanded: int
    trials: tuple[Trial, ...]
    premises: tuple[str, ...] = ()
    counts: SearchCounts = field(default_factory=SearchCounts)
    strategy: str = ""


def _no_examples(_: Goal) -> Sequence[Example]:
    return ()


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


def _no_premises(_: Goal) -> Sequence[PremiseView]:
    return ()


@dataclass
class SearchTask:
    """What is to be proved, by whom, and under which budget.

    root: a state of `session`, which the caller drops. premises: for a goal, best first; library: the same of the
    imported library. on_progress, remember: called
    with each new stand and each trial. known_failure: whether a tactic is remembered to fail on a goal (by its key),
    so that no Lean call is spent on it. seed: of whatever a strategy leaves to chance. model: for strategies that ask
    it for more than tactics; context, declaration: the file's text before the theorem, and it with its `sorry`.
    examples: goals like this one that were closed earlier, with their tactic; priors: how tactics did earlier. pool:
    takes the lemmas of a plan; None where there is to be none. suggest: what Lean suggests for each `simp?` of a script
    that closes the root, in order (None: nothing, or several things), for one Lean call, which the caller counts.
    """

    session: Session
    root: State
    proposers: Sequence[Proposer]
    budget: Budget
    theorem: str = ""
    statement: str = ""
    theory: Theory = field(default_factory=Theory)
    premises: Callable[[Goal], Sequence[PremiseView]] = _no_premises
    library: Callable[[Goal], Sequence[PremiseView]] = _no_premises
    options: SearchOptions = field(default_factory=SearchOptions)
    on_progress: Callable[[Snapshot], None] | None = None
    remember: Callable[[Trial], None] | None = None
    known_failure: Callable[[str, str], bool] | None = None
    seed: int = 0
    model: Model | None = None
    context: str = ""
    declaration: str = ""
    examples: Callable[[Goal], Sequence[Example]] = _no_examples
    priors: Priors = field(default_factory=Priors)
    pool: LemmaPool | None = None
    suggest: Callable[[str], Awaitable[list[str | None]]] | None = None
