"""What the search for one theorem met, for the memory: attempts, closed goals, offered lemmas, calls saved."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from agent.budget import lean_calls_of
from agent.search import Trial
from lemma_graph import failures
from lemma_graph.model import AttemptRecord, stable_name, stable_names
from lemma_graph.store import Store
from prover_bridge.protocol import Goal, Outcome, TryLimits

_LONGEST_EXAMPLE = 200  # characters of a tactic that is kept as an example


class SearchRecord:
    """offers: keys of the lemmas that were offered, by goal key. limits: of one tactic. store: None without memory."""

    def __init__(self, store: Store | None, environment: str, limits: TryLimits) -> None:
        self.store = store
        self.environment = environment
        self.limits = limits
        self.offers: dict[str, Sequence[str]] = {}
        self._trials: list[AttemptRecord] = []
        self._closing: list[Trial] = []
        self._saved: dict[tuple[str, str], int] = {}  # what was not tried since it failed before → its Lean calls

    def write(self) -> None:
        """Put the attempts into the store that were not put there before."""
        if self.store is not None:
            self.store.record_attempts(self._trials)
            self._trials.clear()

    def remember(self, trial: Trial, scope: str) -> None:
        """Keep an attempt. scope: hash of what stood before it."""
        if self.store is None:
            return
        if trial.closed:
            self._closing.append(trial)
        self._trials.append(
            AttemptRecord(
                trial.goal_key,
                trial.tactic,
                trial.limits,
                self.environment,
                scope,
                trial.outcome,
                trial.seconds,
                failures.error_class(trial.message) if trial.outcome is Outcome.ERROR else "",
            )
        )

    def offered(self, goal_key: str, keys: Sequence[str]) -> None:
        """Lemmas were offered for a goal."""
        self.offers.setdefault(goal_key, keys)

    @property
    def saved_calls(self) -> int:
        """Lean calls not spent on tactics that were remembered to fail."""
        return sum(self._saved.values())

    def closed(self, tactics: Collection[str]) -> list[tuple[Goal, str]]:
        """The goals that a proof of these tactics closed by one that names no stored lemma."""
        return [
            (trial.goal, trial.tactic)
            for trial in self._closing
            if trial.tactic in tactics and len(trial.tactic) <= _LONGEST_EXAMPLE and not stable_names(trial.tactic)
        ]

    def help_given(self, used: Sequence[str]) -> Iterator[tuple[Goal, str, list[str]]]:
        """The goals that a tactic with stored lemmas closed. used: keys of the lemmas in the finished proof."""
        names = {key: stable_name(key) for key in used}
        for trial in self._closing:
            if keys := [key for key, name in names.items() if name in trial.tactic]:
                yield trial.goal, trial.tactic, keys

    def failures(self, scope: str) -> Callable[[str, str], bool] | None:
        """Whether a tactic is remembered to fail on a goal in this very scope."""
        store, environment, limits = self.store, self.environment, self.limits
        if store is None:
            return None
        cache: dict[str, frozenset[str]] = {}

        def known(goal_key: str, tactic: str) -> bool:
            if goal_key not in cache:
                found = store.known_failures([goal_key], environment, scope, limits)
                cache[goal_key] = found.get(goal_key, frozenset())
            if tactic not in cache[goal_key]:
                return False
            self._saved[goal_key, tactic] = lean_calls_of(tactic)
            return True

        return known
