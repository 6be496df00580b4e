"""One budget for one theorem: Lean calls, model calls, tokens, seconds. It is never overspent."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


class BudgetError(Exception):
    """A call was started that the budget does not allow: a fault of the caller, who must ask `allows` first."""


@dataclass(frozen=True)
class Left:
    """What remains. None: without limit. seconds: never negative."""

    seconds: float | None
    lean_calls: int | None
    model_calls: int | None
    tokens: int | None


@dataclass
class Reservation:
    """Tokens set aside for a model call in flight; `settle` gives back what was not used."""

    budget: Budget
    tokens: int
    settled: bool = False

    def settle(self, used: int) -> None:
        """used: tokens that the call really took; more than was reserved counts in full. Once only."""
        if not self.settled:
            self.settled = True
            self.budget.tokens += used - self.tokens


@dataclass
class Budget:
    """Limits (None: no limit) and what has been spent; read it at any time for a progress line.

    The clock starts when the budget is made. Lean calls are counted as `lean_calls_of` counts them.
    """

    max_seconds: float | None = None
    max_lean_calls: int | None = None
    max_model_calls: int | None = None
    max_tokens: int | None = None
    lean_calls: int = 0
    model_calls: int = 0
    tokens: int = 0
    clock: Callable[[], float] = field(default=time.monotonic, repr=False)
    started: float = field(init=False)

    def __post_init__(self) -> None:
        self.started = self.clock()

    @property
    def seconds(self) -> float:
        """Wall time since the budget was made."""
        return self.clock() - self.started

    def left(self) -> Left:
        return Left(
            None if self.max_seconds is None else max(0.0, self.max_seconds - self.seconds),
            None if self.max_lean_calls is None else self.max_lean_calls - self.lean_calls,
            None if self.max_model_calls is None else self.max_model_calls - self.model_calls,
            None if self.max_tokens is None else self.max_tokens - self.tokens,
        )

    def allows(self, *, lean_calls: int = 0, model_calls: int = 0, tokens: int = 0, seconds: float = 0.0) -> bool:
        """Whether a call may start that takes at most this much. With nothing asked: whether any time is left."""
        left = self.left()
        return (
            (left.seconds is None or (left.seconds > 0 and seconds <= left.seconds))
            and (left.lean_calls is None or lean_calls <= left.lean_calls)
            and (left.model_calls is None or model_calls <= left.model_calls)
            and (left.tokens is None or tokens <= left.tokens)
        )

    def exhausted(self) -> str | None:
        """Which limit ends the search now (`no Lean calls are left`), or None. Model limits do not end it."""
        left = self.left()
        if left.lean_calls is not None and left.lean_calls <= 0:
            return f"the budget of {self.max_lean_calls} Lean calls is spent"
        if left.seconds is not None and left.seconds <= 0:
            return f"the budget of {self.max_seconds:g} seconds is spent"
        return None

    def spend_lean(self, calls: int) -> None:
        """Count Lean calls before they start. Raises BudgetError where they are not allowed."""
        if not self.allows(lean_calls=calls):
            raise BudgetError(f"{calls} Lean calls do not fit into {self.left()}")
        self.lean_calls += calls

    def spend_model(self, tokens: int = 0) -> Reservation:
        """Count one model call that takes at most `tokens`, before it starts. Raises BudgetError."""
        if not self.allows(model_calls=1, tokens=tokens):
            raise BudgetError(f"a model call of {tokens} tokens does not fit into {self.left()}")
        self.model_calls += 1
        self.tokens += tokens
        return Reservation(self, tokens)

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
