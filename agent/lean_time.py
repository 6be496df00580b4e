"""Seconds of a theorem's budget for what Lean does besides the search: nothing is started that may take more.

From the start some are set aside for the certificate of a proof that may be found, so that the search stops early
enough: a tenth of the budget, at least two seconds, and at least three times what the first reading of the file took,
since a proof, the same with its hypotheses put to the test, and the lemma's clean text are each compiled like the
file; but no more than a third of the budget. The certificate may take these and all that the search has left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from agent.budget import Budget
from agent.turns import Kept, Turns, patient
from prover_bridge.deadline import within
from prover_bridge.errors import UserError

T = TypeVar("T")

# With less left, nothing that Lean starts afresh comes to anything.
LEAST_SECONDS = 0.1
_SHARE, _LEAST, _FILES, _MOST_SHARE = 0.1, 2.0, 3, 1 / 3


def reserve(seconds: float, reading: float) -> float:
    """What to set aside of a budget in seconds. reading: seconds that the first reading of the file took."""
    return min(seconds * _MOST_SHARE, max(_LEAST, seconds * _SHARE, _FILES * reading))


def enough(seconds: float | None) -> bool:
    """Whether something may be started when so much is left (None: no limit)."""
    return seconds is None or seconds >= LEAST_SECONDS


class LeanTime:
    """What Lean does for a theorem besides the search."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns

    async def run(
        self,
        what: str,
        asked: str,
        job: Callable[[], T],
        seconds: float | None,
        keep: Callable[[T], Kept] | None = None,
        again: Callable[[Kept], T | None] = lambda kept: None,
    ) -> T:
        """The result of a job, run in a thread and in its turn; what it starts gets at most what is left of `seconds`.

        keep: what is to be known of the result in a replay; again: the result by this, None where the job is to run.
        """

        async def work(kept: Kept | None) -> T:
            if kept and (known := again(kept)) is not None:
                return known
            # What ended in time when it was recorded may take longer now.
            with within(seconds if kept is None or seconds is None else patient(seconds)):
                return await asyncio.to_thread(job)

        return await self.turns.run(what, asked, work, keep)

    async def in_time(self, budget: Budget, reading: Awaitable[T]) -> T | None:
        """A text that is read again within a budget; None where its seconds ended that. Raises UserError as it does."""
        try:
            return await reading
        except UserError:
            if enough(budget.left().seconds):
                raise
            return None
