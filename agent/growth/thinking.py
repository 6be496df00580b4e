"""Rounds of ideas: a source is asked, what it says is sifted, and the journal is told."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from agent.growth import bandit
from agent.growth.ground import Ground
from agent.growth.interest import promise
from agent.growth.journal import Journal
from agent.growth.known import GrowthKnown
from agent.growth.protocol import Conjecture, Passed, SieveProtocol, Source

BATCH = 96  # conjectures that a source is asked for at one time
_LOOKED_AT = 4000  # ideas, most of them old ones, that are looked at for one batch

# The sources of conjectures and the sieve, for what is known.
MakeIdeas = Callable[[GrowthKnown], tuple[Sequence[Source], SieveProtocol]]


@dataclass(frozen=True)
class Round:
    """How many conjectures a round brought, and how many of them were false or known."""

    proposed: int
    refuted: int
    trivial: int


class Thinking:
    """Sources and sieve of one run. One round at a time; searches may go on meanwhile."""

    def __init__(self, ground: Ground, known: GrowthKnown, journal: Journal, make_ideas: MakeIdeas) -> None:
        """make_ideas: called now, and again at `begin_anew`."""
        self.ground, self.known, self.journal, self.make_ideas = ground, known, journal, make_ideas
        self._constructors = frozenset(each.name for each in ground.theory.signature.of_kind("constructor"))
        self._begin()

    def _begin(self) -> None:
        sources, self.sieve = self.make_ideas(self.known)
        self.sources = {source.name: source for source in sources}
        self._ideas: dict[str, Iterator[Conjecture]] = {}
        self._counted = self._charged = 0  # Lean calls that are counted already, and paid for

    def take_lean_calls(self) -> int:
        """Lean calls of sources and sieve since this was asked last."""
        calls = self.sieve.sifting.lean_calls - self._counted
        self._counted += calls
        return calls

    def has_ideas(self) -> bool:
        """Whether any source may have something new to say."""
        return bandit.choose(self._arms(), self.journal.lemma_count()) is not None

    async def round(self, run: int, tell: Callable[[str], None]) -> Round | None:
        """One round of the source whose turn it is; None where none has ideas. tell: what is being done."""
        count = self.journal.lemma_count()
        arm = bandit.choose(self._arms(), count)
        if arm is None:
            return None
        tell(f"ideas: {arm.name}")
        begun = time.monotonic()
        programs = self.sieve.sifting.programs
        if arm.name not in self._ideas:
            self._ideas[arm.name] = self.sources[arm.name].propose(self.ground.theory, self.known)
        thought, ended = await asyncio.to_thread(self._take, self._ideas[arm.name])
        if ended:
            del self._ideas[arm.name]
        counts: dict[str, int] = {}
        if thought:
            tell(f"sifting: {arm.name}")
            sieved = await self.sieve.sift(thought)
            passed = {each.key: each.conjecture for each in sieved if isinstance(each, Passed)}
            told = await asyncio.to_thread(self.ground.elaborated, passed)
            asked = self.journal.open_keys(sorted({key for each in thought for key in each.parents}))

            def value(conjecture: Conjecture) -> float:
                wanted = bool(asked & set(conjecture.parents))
                return promise(conjecture, asked=wanted, constructors=self._constructors)

            counts = self.journal.enter(run, arm.name, sieved, told, value, time.monotonic() - begun)
        calls = self.sieve.sifting.lean_calls - self._charged
        self._charged += calls
        cost = bandit.cost_of(calls, self.sieve.sifting.programs - programs)
        # A source that has ended was asked all that it can say of what is known.
        self.journal.set_arms(bandit.after_round(self._arms(), arm.name, cost, spent_at=count if ended else None))
        known = counts.get("trivial", 0) + counts.get("known", 0)
        return Round(len(thought), counts.get("refuted", 0), known)

    def charge(self, source: str, lean_calls: int, reward: float) -> None:
        """A source pays for a search of its conjecture, and gets what it brought."""
        arms = [arm for arm in self._arms() if arm.name == source]
        self.journal.set_arms([bandit.charged(arm, bandit.cost_of(lean_calls, 1), reward) for arm in arms])

    def _arms(self) -> list[bandit.Arm]:
        return self.journal.arms(list(self.sources))

    def _take(self, ideas: Iterator[Conjecture]) -> tuple[list[Conjecture], bool]:
        """Up to a batch of ideas that are new, and whether there are no more."""
        found: dict[str, Conjecture] = {}
        waiting: list[Conjecture] = []
        ended, looked_at = False, 0
        while not ended and len(found) < BATCH and looked_at < _LOOKED_AT:
            idea = next(ideas, None)
            ended = idea is None
            if idea is not None:
                waiting.append(idea)
                looked_at += 1
            if waiting and (ended or len(waiting) >= BATCH - len(found) or looked_at >= _LOOKED_AT):
                for each in self.journal.fresh(waiting):
                    found.setdefault(each.statement, each)
                waiting.clear()
        return list(found.values()), ended

    async def begin_anew(self) -> None:
        """Drop what sources and sieve have gathered. The journal knows what was thought of: nothing is sifted twice.

        What they have asked of Lean must be counted before.
        """
        await self.sieve.close()
        self._begin()

    async def close(self) -> None:
        await self.sieve.close()
