"""One budget for one theorem: Lean calls and heartbeats, model calls, tokens, money, seconds. It is never overspent."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace


class BudgetError(Exception):
    """A call was started that the budget does not allow: a fault of the caller, who must ask `allows` first."""


@dataclass(frozen=True)
class Left:
    """What remains. None: without limit. seconds: never negative."""

    seconds: float | None
    lean_calls: int | None
    model_calls: int | None
    tokens: int | None
    cost: float | None = None
    heartbeats: int | None = None


@dataclass
class Reservation:
    """What is set aside for a model call in flight; `settle` gives back what was not used.

    A call whose usage never becomes known is not settled: then its upper bound counts.
    """

    budget: Budget
    tokens: int
    cost: float = 0.0
    settled: bool = False

    def settle(self, tokens: int, cost: float = 0.0) -> None:
        """What the call really took; more than was reserved counts in full. Once only."""
        if not self.settled:
            self.settled = True
            self.budget.tokens += tokens - self.tokens
            self.budget.cost += cost - self.cost


@dataclass
class Budget:
    """Limits (None: no limit) and what has been spent; read it at any time for a progress line.

    The clock starts when the budget is made. Lean calls are counted as `lean_calls_of` counts them, heartbeats in
    thousands as Lean's `maxHeartbeats`, cost in the currency of the price table.
    """

    max_seconds: float | None = None
    max_lean_calls: int | None = None
    max_model_calls: int | None = None
    max_tokens: int | None = None
    max_cost: float | None = None
    max_heartbeats: int | None = None
    lean_calls: int = 0
    model_calls: int = 0
    tokens: int = 0
    cost: float = 0.0
    heartbeats: int = 0
    # Set aside for what comes when a proof is found; no part of the limits above any more.
    aside_seconds: float = 0.0
    aside_lean_calls: int = 0
    clock: Callable[[], float] = field(default=time.monotonic, repr=False)
    started: float = field(init=False)
    given: Budget | None = field(default=None, init=False, repr=False)  # as a share of another one was made

    def __post_init__(self) -> None:
        self.started = self.clock()

    @property
    def seconds(self) -> float:
        """Wall time since the budget was made."""
        return self.clock() - self.started

    def set_aside(self, *, lean_calls: int, seconds: float) -> None:
        """Keep so much of what is left, or all of it, for what comes when a proof is found.

        Who works on the same theorem in another text, as plans do, keeps nothing more.
        """
        if self.aside_seconds or self.aside_lean_calls:
            return
        left = self.left()
        if self.max_lean_calls is not None:
            self.aside_lean_calls = min(lean_calls, max(0, left.lean_calls or 0))
            self.max_lean_calls -= self.aside_lean_calls
        if self.max_seconds is not None:
            self.aside_seconds = min(seconds, left.seconds or 0.0)
            self.max_seconds -= self.aside_seconds

    def seconds_left(self) -> float | None:
        """Seconds that are left, those that were set aside included; None: without limit."""
        return None if self.max_seconds is None else max(0.0, self.max_seconds + self.aside_seconds - self.seconds)

    def left(self) -> Left:
        """What remains for a search."""
        return Left(
            None if self.max_seconds is None else max(0.0, self.max_seconds - self.seconds),
            None if self.max_lean_calls is None else self.max_lean_calls - self.lean_calls,
            None if self.max_model_calls is None else self.max_model_calls - self.model_calls,
            None if self.max_tokens is None else self.max_tokens - self.tokens,
            None if self.max_cost is None else self.max_cost - self.cost,
            None if self.max_heartbeats is None else self.max_heartbeats - self.heartbeats,
        )

    def allows(
        self,
        *,
        lean_calls: int = 0,
        model_calls: int = 0,
        tokens: int = 0,
        seconds: float = 0.0,
        cost: float = 0.0,
        heartbeats: int = 0,
    ) -> bool:
        """Whether a call may start that takes at most this much. With nothing asked: whether any time is left."""
        left = self.left()
        return (
            (left.seconds is None or (left.seconds > 0 and seconds <= left.seconds))
            and (left.lean_calls is None or lean_calls <= left.lean_calls)
            and (left.model_calls is None or model_calls <= left.model_calls)
            and (left.tokens is None or tokens <= left.tokens)
            and (left.cost is None or cost <= left.cost)
            and (left.heartbeats is None or heartbeats <= left.heartbeats)
        )

    def exhausted(self) -> str | None:
        """Which limit ends the search now (`no Lean calls are left`), or None. Model limits do not end it."""
        left = self.left()
        if left.lean_calls is not None and left.lean_calls <= 0:
            return f"the budget of {self._whole(self.max_lean_calls, self.aside_lean_calls, 'Lean calls')} is spent"
        if left.heartbeats is not None and left.heartbeats <= 0:
            return f"the budget of {self.max_heartbeats} thousand heartbeats is spent"
        if left.seconds is not None and left.seconds <= 0:
            return f"the budget of {self._whole(self.max_seconds, self.aside_seconds, 'seconds')} is spent"
        return None

    @staticmethod
    def _whole(most: float | None, aside: float, what: str) -> str:
        whole = f"{(most or 0) + aside:g} {what}"
        return f"{whole}, but for {aside:.3g} kept for the certificate," if aside else whole

    def exhausted_by(self, *, tokens: int, cost: float) -> str | None:
        """Which limit keeps a model call of this upper bound from starting, or None."""
        left = self.left()
        if left.model_calls is not None and left.model_calls < 1:
            return f"the budget of {self.max_model_calls} model calls is spent"
        if left.tokens is not None and tokens > left.tokens:
            return f"of {self.max_tokens} tokens {left.tokens} are left, and a call may take {tokens}"
        if left.cost is not None and cost > left.cost:
            return f"of a cost of {self.max_cost:g} {left.cost:.4f} is left, and a call may take {cost:.4f}"
        return self.exhausted()

    def spend_lean(self, calls: int, heartbeats: int = 0) -> None:
        """Count Lean calls, and the most heartbeats that they may take, before they start.

        Raises BudgetError where they are not allowed.
        """
        if not self.allows(lean_calls=calls, heartbeats=heartbeats):
            raise BudgetError(f"{calls} Lean calls do not fit into {self.left()}")
        self.lean_calls += calls
        self.heartbeats += heartbeats

    def give_back(self, calls: int, heartbeats: int = 0) -> None:
        """Lean calls that were counted and then never started."""
        self.lean_calls -= calls
        self.heartbeats -= heartbeats

    def spend_model(self, tokens: int = 0, cost: float = 0.0) -> Reservation:
        """Count one model call that takes at most `tokens` and `cost`, before it starts. Raises BudgetError."""
        if not self.allows(model_calls=1, tokens=tokens, cost=cost):
            raise BudgetError(f"a model call of {tokens} tokens does not fit into {self.left()}")
        self.model_calls += 1
        self.tokens += tokens
        self.cost += cost
        return Reservation(self, tokens, cost)

    def share(self, part: float) -> Budget:
        """A budget that may spend a part of what is left. It is set aside here until `absorb` gives back the rest."""
        left = self.left()

        def of(value: int | None) -> int | None:
            return None if value is None else max(0, int(value * part))

        share = Budget(
            None if left.seconds is None else left.seconds * part,
            of(left.lean_calls),
            of(left.model_calls),
            of(left.tokens),
            None if left.cost is None else left.cost * part,
            of(left.heartbeats),
            clock=self.clock,
        )
        self._count(share.max_lean_calls, share.max_model_calls, share.max_tokens, share.max_cost, share.max_heartbeats)
        share.given = replace(share)
        return share

    def absorb(self, share: Budget) -> None:
        """Count what a share has spent instead of what was set aside for it. Once only."""
        given, share.given = share.given, None
        if given is None:
            raise BudgetError("this is no share, or it was absorbed before")
        aside = (given.max_lean_calls, given.max_model_calls, given.max_tokens, given.max_cost, given.max_heartbeats)
        self._count(*(None if value is None else -value for value in aside))  # type: ignore[arg-type]
        self._count(share.lean_calls, share.model_calls, share.tokens, share.cost, share.heartbeats)

    def _count(
        self,
        lean_calls: int | None,
        model_calls: int | None,
        tokens: int | None,
        cost: float | None,
        heartbeats: int | None,
    ) -> None:
        self.lean_calls += lean_calls or 0
        self.model_calls += model_calls or 0
        self.tokens += tokens or 0
        self.cost += cost or 0.0
        self.heartbeats += heartbeats or 0

    def spend_file(self) -> None:
        """Count the compilation of a whole file: one Lean call."""
        self.spend_lean(1)


_OPENING = {"(": ")", "[": "]", "{": "}", "⟨": "⟩"}
_TOKEN = re.compile(
    r"""--[^\n]*|"(?:\\.|[^"\\])*"|(?P<or><\|>)|\|\|\|?|[(\[{⟨)\]}⟩]|\|"""
    r"""|(?P<word>[^\W\d][\w'!?.✝]*)|.""",
    re.DOTALL,
)
_ALTERNATIVES = {"first", "solve", "attempt_all", "first_par", "attempt_all_par"}


def lean_calls_of(tactic: str) -> int:
    """How many Lean calls a tactic is: alternatives in `first | …`, `solve | …`, `… <|> …` count one by one.

    `a <;> b` is one. A bar whose meaning cannot be told from the text alone counts as an alternative, so that
    the number is an upper bound.
    """
    calls = 1
    # How many `first` are open at each depth of brackets; a bar belongs to one of them, if there is one.
    depths = [0]
    for found in _TOKEN.finditer(tactic):
        token = found.group()
        if found.group("or"):
            calls += 1
        elif found.group("word"):
            if token in _ALTERNATIVES:
                depths[-1] += 1
                calls -= 1
        elif token in _OPENING:
            depths.append(0)
        elif token in _OPENING.values():
            if len(depths) > 1:
                depths.pop()
        elif token == "|" and depths[-1]:
            calls += 1
    return max(1, calls)


def lean_calls_of_all(tactics: Iterable[str]) -> int:
    """Lean calls of a batch of alternatives."""
    return sum(map(lean_calls_of, tactics))
