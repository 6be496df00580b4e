"""A theory grows: ideas are sifted, what may be true is searched for a proof, what is certified is kept, and so on."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from agent.budget import Budget
from agent.growth import bandit
from agent.growth.ground import ConjectureProof, Ground, Tried, attempt, look
from agent.growth.interest import interest, promise
from agent.growth.journal import Journal
from agent.growth.known import GrowthKnown
from agent.growth.processes import usage
from agent.growth.protocol import Conjecture, Passed, SieveProtocol, Source
from agent.growth.records import Fate, NewLemma, Prospect, Spent
from agent.memory import Memory
from agent.run import Run
from lemma_graph import naming
from lemma_graph.model import SUPPORT, VACUOUS, Lemma
from lemma_graph.store import Store
from prover_bridge import certify
from prover_bridge.certificate import Statement
from prover_bridge.protocol import SessionError

BATCH = 96  # conjectures that a source is asked for at one time
_ATTEMPTS = 16  # searches of a round, at most
# Sources are asked until so many conjectures wait for a search, but not more often than this in one round.
_WAITING, _ASKED_AGAIN = 12, 4
_THINKING_SECONDS = 10.0  # that a source may think in one round
_LEAST = 0.04  # what a search must promise while there are other ideas
_FRESH = 3  # lemmas that make another search of the same size worth while
_PATIENCE = 0.88  # what is left of a conjecture's promise after a search in vain
_LOOKED_AT = 200  # conjectures tried in vain among which the next is chosen
# A Lean that holds this much, or has served this long, gives way to a fresh one, so that memory stays flat.
_MOST_MEGABYTES, _MOST_SEARCHES = 1200.0, 150
_LARGE_MEGABYTES = 700.0  # of this process
_NAMES_TRIED = 50
_TIDIED = 8  # new lemmas after which the others are looked at again

Ending = Literal["time", "lean calls", "model", "ideas"]


@dataclass(frozen=True)
class Effort:
    """The budget of one search."""

    lean_calls: int
    seconds: float
    model_calls: int


# Lean calls are what counts; the seconds are for a machine that is busy with other things.
EFFORTS = (Effort(80, 30.0, 1), Effort(250, 90.0, 4), Effort(800, 240.0, 12))


@dataclass(frozen=True)
class GrowthLimits:
    """Of one run; None: no limit. seconds: wall time. cost: of model calls, in the currency of the price table."""

    seconds: float | None = None
    lean_calls: int | None = None
    model_calls: int | None = None
    cost: float | None = None


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


@dataclass(frozen=True)
class _Chosen:
    """What is to be searched next. level: of effort; harder: more than it had, though nothing new is known."""

    score: float
    prospect: Prospect
    level: int
    harder: bool


@dataclass
class _Tally:
    lemmas: int = 0
    proposed: int = 0
    refuted: int = 0
    trivial: int = 0
    searched: int = 0
    spent: Spent = field(default_factory=Spent)


# The sources of conjectures and the sieve, for what is known.
MakeIdeas = Callable[[GrowthKnown], tuple[Sequence[Source], SieveProtocol]]


class Growth:
    """One run of growing one theory. It may be stopped at any moment, and another run goes on."""

    def __init__(
        self,
        ground: Ground,
        prover: Run,
        journal: Journal,
        make_ideas: MakeIdeas,
        limits: GrowthLimits,
        *,
        thinking: Budget | None = None,
        progress: Callable[[GrowthProgress], None] | None = None,
        found: Callable[[str, str], None] | None = None,
    ) -> None:
        """prover: with a memory. make_ideas: called at the start, and again where this process has grown too large.
        thinking: what sources spend on a model.
        found: called with the name and the statement of each new lemma.
        """
        assert prover.memory is not None
        self.ground, self.prover, self.journal, self.limits = ground, prover, journal, limits
        self.memory: Memory = prover.memory
        self.store: Store = prover.memory.store
        self.environment = ground.environment.content_hash
        self.known = GrowthKnown(self.store, journal, self.environment, ground.available)
        self.make_ideas = make_ideas
        sources, self.sieve = make_ideas(self.known)
        self.sources = {source.name: source for source in sources}
        self.progress, self.found = progress, found
        self.tally = _Tally()
        self._ideas: dict[str, Iterator[Conjecture]] = {}
        self._searches = 0
        self._tidied = 0  # position of the last lemma in whose light the others were looked at again
        self._large = _LARGE_MEGABYTES
        self._thinking = thinking or Budget(max_model_calls=0)
        self._thought = Spent()  # by sources, as far as it is counted already
        self._sifted = 0  # Lean calls of the sieve that are counted already

    async def run(self) -> Ending:
        """Grow until a limit is reached or nobody has ideas. Raises UserError where the store or the disk gives out."""
        with self.journal.working():
            self.begun, self._cpu = time.monotonic(), usage().cpu_seconds
            options = {"seed": self.prover.seed, "limits": self.limits.__dict__}
            self.number = self.journal.begin_run(options)
            self.journal.reconcile(self._in_store, self.number)
            self._all = self.journal.lemma_count()
            ended = False
            try:
                ending = await self._rounds()
                ended = True
                return ending
            finally:
                self._count(ended=ended)
                await self.sieve.close()

    async def _rounds(self) -> Ending:
        while True:
            if (ending := self._over()) is not None:
                return ending
            asked = await self._ask()
            for _ in range(_ASKED_AGAIN):
                if not asked or self.journal.count_untried(_LEAST) >= _WAITING or self._over() is not None:
                    break
                asked = await self._ask()
            searched, harder = 0, 0
            # Where there are ideas, more effort for what failed must wait for them.
            while searched < _ATTEMPTS and (chosen := self._choose(_LEAST if asked else 0.0, harder < 1)) is not None:
                if (ending := self._over()) is not None:
                    return ending
                await self._search(chosen)
                searched += 1
                harder += asked and chosen.harder
            ideas = asked or searched > 0
            await self._tidy(_TIDIED if ideas else 1)
            if not ideas:
                return "ideas"

    def _over(self) -> Ending | None:
        spent, limits = self._count(), self.limits
        if limits.seconds is not None and spent.seconds >= limits.seconds:
            return "time"
        if limits.lean_calls is not None and spent.lean_calls >= limits.lean_calls:
            return "lean calls"
        if limits.cost is not None and spent.cost >= limits.cost:
            return "model"
        return None

    def _count(self, *, ended: bool = False) -> Spent:
        """What this run has cost until now; told to the journal."""
        lean_calls = self.sieve.sifting.lean_calls - self._sifted
        self._sifted += lean_calls
        told, thinking, before = self.tally.spent, self._thinking, self._thought
        self._thought = Spent(0, 0, 0, thinking.model_calls, thinking.tokens, thinking.cost)
        self.tally.spent = Spent(
            time.monotonic() - self.begun,
            max(told.cpu_seconds, usage().cpu_seconds - self._cpu),
            told.lean_calls + lean_calls,
            told.model_calls + thinking.model_calls - before.model_calls,
            told.tokens + thinking.tokens - before.tokens,
            told.cost + thinking.cost - before.cost,
        )
        self.journal.spend(self.number, self.tally.spent, ended=ended)
        return self.tally.spent

    def _report(self, at: str) -> None:
        if self.progress is not None:
            t = self.tally
            counts = (t.lemmas, self._all, t.proposed, t.refuted, t.trivial, t.searched)
            spent = replace(t.spent, seconds=time.monotonic() - self.begun)
            self.progress(GrowthProgress(at, *counts, spent))

    # Ideas

    async def _ask(self) -> bool:
        """One round of the source whose turn it is; False where none has ideas."""
        count = self.journal.lemma_count()
        arms = self.journal.arms(list(self.sources))
        arm = bandit.choose(arms, count)
        if arm is None:
            return False
        self._report(f"ideas: {arm.name}")
        begun = time.monotonic()
        source = self.sources[arm.name]
        if arm.name not in self._ideas:
            self._ideas[arm.name] = source.propose(self.ground.theory, self.known)
        thought, ended = await asyncio.to_thread(self._take, self._ideas[arm.name])
        if ended:
            del self._ideas[arm.name]
        if thought:
            self._report(f"sifting: {arm.name}")
            sieved = await self.sieve.sift(thought)
            passed = {each.key: each.conjecture for each in sieved if isinstance(each, Passed)}
            told = await asyncio.to_thread(self.ground.elaborated, passed)
            asked = self.journal.open_keys(sorted({key for each in thought for key in each.parents}))
            counts = self.journal.enter(
                self.number,
                arm.name,
                sieved,
                told,
                lambda conjecture: promise(conjecture, asked=bool(asked & set(conjecture.parents))),
                time.monotonic() - begun,
            )
            self.tally.proposed += len(sieved)
            self.tally.refuted += counts["refuted"]
            self.tally.trivial += counts["trivial"] + counts["known"]
        seconds = time.monotonic() - begun
        # A source that has ended was asked all that it can say of what is known.
        spent_at = count if ended else None
        self.journal.set_arms(bandit.after_round(arms, arm.name, seconds, spent_at=spent_at))
        return True

    def _take(self, ideas: Iterator[Conjecture]) -> tuple[list[Conjecture], bool]:
        """Up to a batch of ideas that are new, and whether there are no more."""
        found: dict[str, Conjecture] = {}
        begun = time.monotonic()
        waiting: list[Conjecture] = []
        ended = False
        while not ended and len(found) < BATCH and time.monotonic() - begun < _THINKING_SECONDS:
            idea = next(ideas, None)
            ended = idea is None
            if idea is not None:
                waiting.append(idea)
            if waiting and (ended or len(waiting) >= BATCH - len(found)):
                for each in self.journal.fresh(waiting):
                    found.setdefault(each.statement, each)
                waiting.clear()
        for each in self.journal.fresh(waiting):
            found.setdefault(each.statement, each)
        return list(found.values()), ended

    # Searches

    def _choose(self, least: float, harder: bool) -> _Chosen | None:
        """The conjecture most worth a search, and the effort; None where none promises at least so much.

        One that was tried in vain is tried again when new lemmas have come, with the effort that it had, or, where
        `harder` allows it, with more.
        """
        last = self.journal.last_position()
        fresh = self.journal.untried()
        best = _Chosen(fresh.value, fresh, 0, False) if fresh is not None else None
        for prospect in self.journal.tried(_LOOKED_AT):
            score = prospect.value * _PATIENCE**prospect.tries
            if last - prospect.tried_at >= _FRESH:
                found = _Chosen(score, prospect, max(0, prospect.level - 1), False)
            elif harder and fresh is None and prospect.level < len(EFFORTS):
                found = _Chosen(score * 0.35**prospect.level, prospect, prospect.level, True)
            else:
                continue
            if best is None or found.score > best.score:
                best = found
        return best if best is not None and best.score >= least else None

    async def _search(self, chosen: _Chosen) -> None:
        prospect, level = chosen.prospect, chosen.level
        statement = prospect.statement
        if statement is None:
            told = await asyncio.to_thread(self.ground.elaborated, {prospect.key: prospect.conjecture})
            statement = told.get(prospect.key)
        if statement is None:
            self.journal.drop(prospect, "malformed", "Lean reads it in another way than the sieve did")
            return
        if self.store.lemma(statement.key, self.environment) is not None:
            self.journal.drop(prospect, "known", "it was proved elsewhere meanwhile")
            return
        self._report(prospect.conjecture.statement)
        name = self._name(prospect.conjecture.statement, self.ground.namespace(statement))
        proof = ConjectureProof(self.prover, self.ground, name, prospect.conjecture, statement)
        last, _ = self.store.changes(self._last_change())
        self.journal.trying(prospect)
        tried = await attempt(proof, name, self._budget(EFFORTS[level]))
        self.tally.searched += 1
        spent = Spent(0.0, 0.0, tried.lean_calls, tried.model_calls, tried.tokens, tried.cost)
        self.tally.spent += spent
        reward = 0.0
        if tried.status == "given":
            self.journal.drop(prospect, "given", "the library gives it in one step")
            self.tally.trivial += 1
        elif tried.status == "proved":
            reward = self._keep(prospect, name, tried, last, proof)
        else:
            at = max(prospect.level, level + 1)
            self.journal.failed(prospect, tried.lean_calls, tried.seconds, tried.reason, tried.stuck, at)
        arms = self.journal.arms(list(self.sources))
        source = prospect.conjecture.source
        self.journal.set_arms([bandit.charged(a, tried.seconds, reward) for a in arms if a.name == source])
        await self._stay_small()

    def _keep(self, prospect: Prospect, name: str, tried: Tried, last: int, proof: ConjectureProof) -> float:
        """Enter what a certified proof brought; how interesting it is."""
        _, changed = self.store.changes(last)
        own = self.store.lemma(prospect.key, self.environment)
        if own is None:  # revoked by its user: it stays out
            self.journal.drop(prospect, "known", "its key was revoked")
            return 0.0
        follows = only_applies(tried.script, [lemma.stable_name for lemma in self._lemmas(tried.used)])
        fate: Fate = "vacuous" if tried.vacuous or VACUOUS in own.flags else "follows" if follows else "proved"
        if fate == "follows":  # certified and kept, but not offered: what gives it is offered already
            self.store.change_flags({own.key: own.flags | {SUPPORT}})
        positions = self.journal.positions(tried.used)
        late = [key for key, position in positions.items() if prospect.tries and position > prospect.tried_at]
        lemmas = [
            NewLemma(
                own.key,
                own.name,
                prospect.conjecture.statement,
                prospect.conjecture.source,
                prospect.id,
                tried.lean_calls,
                prospect.tries + 1,
                fate,
                late,
            )
        ]
        origin = proof.origin(name)
        for other in self.store.lemmas_by_key(changed - {own.key}, self.environment).values():
            if other.origin.startswith(origin):  # harvested from this proof; others may write to the store, too
                lemmas.append(NewLemma(other.key, other.name, other.statement, "harvest", None, 0, 1, "proved"))
        self.journal.proved(self.number, prospect, lemmas, tried.seconds, self.tally.spent.seconds)
        self.tally.lemmas += len(lemmas)
        self._all += len(lemmas)
        if self.found is not None:
            self.found(own.name, prospect.conjecture.statement)
        if fate == "vacuous":
            return 0.0
        size = prospect.conjecture.size
        return interest(prospect.conjecture.statement, size, used_by=0, unlocked=len(late), follows=follows).score

    async def _tidy(self, least: int) -> None:
        """Look at lemmas again once `least` new ones have come: one that the others give now is kept, but not offered.

        Usual laws stay, as do lemmas on which others stand, and those that share no symbols with what is new.
        """
        new = self.journal.since(self._tidied)
        if len(new) < least:
            return
        everything = self.store.lemmas_by_key([key for _, key in self.journal.since(0)], self.environment)
        told = [self._symbols(everything[key]) for _, key in new if key in everything]
        last = new[-1][0]
        for _, key in self.journal.since(0):
            lemma = everything.get(key)
            if lemma is None or not lemma.offered or naming.shape(lemma.statement) is not None:
                continue
            if self.store.used_by(key) or not any(symbols <= self._symbols(lemma) for symbols in told):
                continue
            if self._over() is not None:
                return
            self._report(f"looking again at {lemma.name}")
            text = self.journal.texts([key]).get(key, lemma.statement)
            statement = Statement(
                lemma.name, key, lemma.coarse_key, lemma.statement, lemma.universes, lemma.constants, ()
            )
            name = f"{lemma.name}_again"
            conjecture = Conjecture(text, "library", "it is a lemma", 0)
            proof = ConjectureProof(self.prover, self.ground, name, conjecture, statement)
            try:
                given, calls = await look(proof, name, self._budget(EFFORTS[0]))
            except SessionError:
                continue
            self.tally.spent += Spent(lean_calls=calls)
            if given:
                self.store.change_flags({key: lemma.flags | {SUPPORT}})
                self.journal.follows(key)
        self._tidied = last

    @staticmethod
    def _symbols(lemma: Lemma) -> frozenset[str]:
        return frozenset(lemma.constants)

    def _budget(self, effort: Effort) -> Budget:
        spent, limits = self.tally.spent, self.limits
        seconds = effort.seconds
        if limits.seconds is not None:
            seconds = min(seconds, max(0.5, limits.seconds - (time.monotonic() - self.begun)))
        calls = effort.lean_calls
        if limits.lean_calls is not None:
            calls = max(1, min(calls, limits.lean_calls - spent.lean_calls))
        models = effort.model_calls
        if limits.model_calls is not None:
            models = min(models, limits.model_calls - spent.model_calls)
        cost = None if limits.cost is None else max(0.0, limits.cost - spent.cost)
        return Budget(seconds, calls, max(0, models), None, cost)

    def _name(self, statement: str, namespace: str) -> str:
        """A readable name that nothing in the theory or the store has."""
        taken: set[str] = set()
        for _ in range(_NAMES_TRIED):
            name = naming.name_of(statement, taken, namespace)
            if not self._has_name(name) and not self.ground.is_declared(name):
                return name
            taken.add(name)
        return f"{naming.name_of(statement, (), namespace)}_{self.journal.lemma_count()}"

    def _has_name(self, name: str) -> bool:
        return bool(self.store.file.rows("SELECT 1 FROM lemmas WHERE name = ? LIMIT 1", [name]))

    def _in_store(self, keys: Sequence[str]) -> dict[str, str]:
        return {key: lemma.name for key, lemma in self.store.lemmas_by_key(keys, self.environment).items()}

    def _lemmas(self, keys: Sequence[str]) -> list[Lemma]:
        return list(self.store.lemmas_by_key(keys, self.environment).values())

    def _last_change(self) -> int:
        rows = self.store.file.rows("SELECT coalesce(max(seq), 0) FROM log")
        return int(rows[0][0])

    async def _stay_small(self) -> None:
        """Replace Lean processes that have grown or served long."""
        self._searches += 1
        session = self.prover.open_session
        large = session is not None and any(mb > _MOST_MEGABYTES for mb in session.stats().memory_mb)
        if large or self._searches % _MOST_SEARCHES == 0:
            await self.prover.close()
            await asyncio.to_thread(certify.close)
            if usage().own_mb > self._large:
                await self._begin_ideas_anew()

    async def _begin_ideas_anew(self) -> None:
        """Drop what sources and sieve have gathered. The journal knows what was thought of: nothing is sifted twice."""
        self._count()
        self._ideas.clear()
        await self.sieve.close()
        sources, self.sieve = self.make_ideas(self.known)
        self.sources = {source.name: source for source in sources}
        self._sifted = self.sieve.sifting.lean_calls
        gc.collect()
        # Python gives memory back late; what is left now is no reason to begin anew at once.
        self._large = max(_LARGE_MEGABYTES, usage().own_mb * 1.5)


def only_applies(script: str, names: Sequence[str]) -> bool:
    """Whether a proof does nothing but apply one stored lemma, which then gives the statement."""
    steps = [step.strip() for step in script.replace("<;>", "\n").replace(";", "\n").splitlines() if step.strip()]
    words = ("intro", "exact ", "apply ", "refine ", "assumption", "symm")
    return any(name in script for name in names) and all(step.lstrip("· ").startswith(words) for step in steps)
