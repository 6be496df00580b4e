"""A theory grows: ideas are sifted, what may be true is searched for a proof, what is certified is kept, and so on.

Each lane searches for one proof at a time, in a session and with a memory of its own; while they do, the next ideas are
thought of and sifted. With one lane everything happens one after the other, and the same seed does the same again.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from agent.budget import Budget
from agent.growth.ground import Ground
from agent.growth.journal import Journal
from agent.growth.known import GrowthKnown
from agent.growth.limits import LEAST_CALLS, GrowthLimits, Purse
from agent.growth.processes import usage
from agent.growth.records import Spent, Tally
from agent.growth.searching import Lane, Searching
from agent.growth.thinking import MakeIdeas, Thinking
from agent.growth.tidying import Tidying
from agent.run import Run
from lemma_graph.model import Lemma
from lemma_graph.store import Store
from prover_bridge import certify

_SEARCHES = 16  # between two rounds of ideas, at most
# Sources are asked until so many conjectures wait for a search, but not more often than this at one time.
_WAITING, _ASKED = 12, 5
_LEAST = 0.04  # what a search must promise while there are other ideas
# A Lean that holds this much, or has served this long, gives way to a fresh one, so that memory stays flat.
_MOST_MEGABYTES, _MOST_SEARCHES = 1200.0, 150
_LARGE_MEGABYTES = 700.0  # of this process
_TIDIED = 8  # new lemmas after which the others are looked at again

Ending = Literal["time", "lean calls", "model", "ideas"]


@dataclass(frozen=True)
class GrowthProgress:
    """For a progress line. lemmas: new ones, in this run and in all; at: what is being done; spent: by this run."""

    at: str
    lemmas: int
    all_lemmas: int
    proposed: int
    refuted: int
    trivial: int
    searched: int
    spent: Spent


@dataclass
class _Turn:
    """Ideas, then searches. dry: no source had an idea."""

    asked: int = 0
    searched: int = 0
    dry: bool = False


class Growth:
    """One run of growing one theory. It may be stopped at any moment, and another run goes on."""

    def __init__(
        self,
        ground: Ground,
        lanes: Sequence[Run],
        store: Store,
        journal: Journal,
        make_ideas: MakeIdeas,
        limits: GrowthLimits,
        *,
        thinking: Budget | None = None,
        progress: Callable[[GrowthProgress], None] | None = None,
        found: Callable[[str, str], None] | None = None,
    ) -> None:
        """lanes: each with a memory of its own, all of one store's file. make_ideas: called at the start, and again
        where this process has grown too large. thinking: what sources spend on a model.
        found: called with the name and the statement of each new lemma.
        """
        self.ground, self.store, self.journal, self.limits = ground, store, journal, limits
        self.known = GrowthKnown(store, journal, ground.environment.content_hash, ground.available)
        self.thinking = Thinking(ground, self.known, journal, make_ideas)
        self.progress, self.found = progress, found
        self.tally = Tally()
        self.lanes = [Lane(run) for run in lanes]
        self.seed = lanes[0].seed
        self._large = _LARGE_MEGABYTES
        self._model = thinking or Budget(max_model_calls=0)
        self._thought = Spent()  # by sources, as far as it is counted already
        self._jobs: dict[asyncio.Task[None], Lane | None] = {}  # None: ideas
        self._turn = _Turn()
        self._again: deque[Lemma] = deque()  # lemmas to be looked at again
        self._stale = False  # whether processes are to be replaced once nothing runs

    async def run(self) -> Ending:
        """Grow until a limit is reached or nobody has ideas. Raises UserError where the store or the disk gives out."""
        with self.journal.working():
            self.begun, self._cpu = time.monotonic(), usage().cpu_seconds
            self.number = self.journal.begin_run({"seed": self.seed, "limits": self.limits.__dict__})
            self.journal.reconcile(self._in_store, self.number)
            self.purse = Purse(self.limits, lambda: self.tally.spent, self.begun, len(self.lanes))
            self.searching = Searching(
                self.number,
                self.ground,
                self.journal,
                self.store,
                self.purse,
                self.tally,
                charge=self.thinking.charge,
                tell=self._report,
                now=lambda: time.monotonic() - self.begun,
                found=self.found,
            )
            self.tidying = Tidying(self.searching)
            ended = False
            try:
                ending = await self._work()
                ended = True
                return ending
            finally:
                await self._stop()
                self._count(ended=ended)
                await self.thinking.close()

    async def _work(self) -> Ending:
        """Jobs are started as long as there is room for them, and waited for."""
        while True:
            ending = self._over()
            if ending is None and not self._stale:
                self._begin_jobs()
            if not self._jobs:
                if self._stale:
                    await self._begin_anew()
                    continue
                return ending or "ideas"
            done, _ = await asyncio.wait(self._jobs, return_when=asyncio.FIRST_COMPLETED)
            for job in done:
                lane = self._jobs.pop(job)
                if lane is not None:
                    lane.busy = False
                job.result()
            self._stale = self._stale or self._is_stale()

    async def _stop(self) -> None:
        """End what runs. What a thread is about to store is stored, and the next run finds it."""
        for job in self._jobs:
            job.cancel()
        await asyncio.gather(*self._jobs, return_exceptions=True)
        self._jobs.clear()

    def _begin_jobs(self) -> None:
        """Ideas where they are wanted, else or besides a search in each free lane."""
        alone = len(self.lanes) == 1
        while True:
            thinks = None in self._jobs.values()
            if not thinks and self._wants_ideas() and not (alone and self._jobs):
                self._begin(self._ask(), None)
                thinks = True
            if not (alone and thinks):
                for lane in self.lanes:
                    if not lane.busy and (work := self._next_for(lane)) is not None:
                        self._begin(work, lane)
            if self._jobs or not self._goes_on():
                return

    def _begin(self, work: Coroutine[Any, Any, None], lane: Lane | None) -> None:
        if lane is not None:
            lane.busy = True
        self._jobs[asyncio.create_task(work)] = lane

    def _wants_ideas(self) -> bool:
        """Once in each turn, and again while few conjectures wait for a search."""
        turn = self._turn
        if turn.dry or turn.asked >= _ASKED:
            return False
        return turn.asked == 0 or self.journal.count_untried(_LEAST) < _WAITING

    def _next_for(self, lane: Lane) -> Coroutine[Any, Any, None] | None:
        """What a free lane is to do."""
        turn = self._turn
        if self.purse.is_empty:
            return None
        if not self._again and self.tidying.is_due(_TIDIED):
            self._again.extend(self.tidying.candidates())
        if self._again:
            return self.tidying.look(self._again.popleft(), lane)
        if turn.searched >= _SEARCHES:
            self._turn = turn = _Turn()
            if len(self.lanes) == 1:
                return None
        chosen = self.searching.choose(0.0 if turn.dry else _LEAST)
        if chosen is None:
            return None
        turn.searched += 1
        lane.searches += 1
        self.journal.trying(chosen.prospect)
        return self.searching.search(chosen, lane)

    def _goes_on(self) -> bool:
        """Nothing runs: whether another turn may bring something."""
        turn, self._turn = self._turn, _Turn()
        if turn.asked == 0 or turn.searched > 0 or not turn.dry:
            return True
        if not self._again and self.tidying.is_due(1):
            self._again.extend(self.tidying.candidates())
            self._turn = turn
        return bool(self._again)

    async def _ask(self) -> None:
        """One round of the source whose turn it is."""
        turn = self._turn
        turn.asked += 1
        brought = await self.thinking.round(self.number, self._report)
        turn.dry = brought is None
        if brought is not None:
            self.tally.proposed += brought.proposed
            self.tally.refuted += brought.refuted
            self.tally.trivial += brought.trivial

    def _over(self) -> Ending | None:
        spent, limits = self._count(), self.limits
        if limits.seconds is not None and spent.seconds >= limits.seconds:
            return "time"
        if limits.lean_calls is not None and limits.lean_calls - spent.lean_calls < LEAST_CALLS:
            return "lean calls"
        if limits.cost is not None and spent.cost >= limits.cost:
            return "model"
        return None

    def _count(self, *, ended: bool = False) -> Spent:
        """What this run has cost until now; told to the journal."""
        told, thinking, before = self.tally.spent, self._model, self._thought
        self._thought = Spent(0, 0, 0, thinking.model_calls, thinking.tokens, thinking.cost)
        self.tally.spent = Spent(
            time.monotonic() - self.begun,
            max(told.cpu_seconds, usage().cpu_seconds - self._cpu),
            told.lean_calls + self.thinking.take_lean_calls(),
            told.model_calls + thinking.model_calls - before.model_calls,
            told.tokens + thinking.tokens - before.tokens,
            told.cost + thinking.cost - before.cost,
        )
        self.journal.spend(self.number, self.tally.spent, ended=ended)
        return self.tally.spent

    def _report(self, at: str) -> None:
        if self.progress is not None:
            t = self.tally
            counts = (t.lemmas, self.searching.all_lemmas, t.proposed, t.refuted, t.trivial, t.searched)
            spent = replace(t.spent, seconds=time.monotonic() - self.begun)
            self.progress(GrowthProgress(at, *counts, spent))

    def _in_store(self, keys: Sequence[str]) -> dict[str, str]:
        found = self.store.lemmas_by_key(keys, self.ground.environment.content_hash)
        return {key: lemma.name for key, lemma in found.items()}

    # Memory

    def _is_stale(self) -> bool:
        """Whether a Lean process has grown large, or served long."""
        sessions = [lane.prover.open_session for lane in self.lanes]
        megabytes = [mb for session in sessions if session is not None for mb in session.stats().memory_mb]
        return max(megabytes, default=0.0) > _MOST_MEGABYTES or any(
            lane.searches >= _MOST_SEARCHES for lane in self.lanes
        )

    async def _begin_anew(self) -> None:
        """Replace Lean processes, and what sources and sieve have gathered where this process has grown large."""
        self._stale = False
        for lane in self.lanes:
            await lane.prover.close()
            lane.searches = 0
        await asyncio.to_thread(certify.close)
        if usage().own_mb > self._large:
            self._count()
            await self.thinking.begin_anew()
            gc.collect()
            # Python gives memory back late; what is left now is no reason to begin anew at once.
            self._large = max(_LARGE_MEGABYTES, usage().own_mb * 1.5)
