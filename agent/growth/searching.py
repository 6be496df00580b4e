"""Searches for proofs of conjectures: which one is next, in which lane it runs, and what it brought."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agent.growth.ground import ConjectureProof, Ground, Tried, attempt
from agent.growth.interest import interest
from agent.growth.journal import Journal
from agent.growth.limits import EFFORTS, Purse
from agent.growth.reach import Reach
from agent.growth.records import Fate, NewLemma, Prospect, Spent, Tally
from agent.run import Run
from lemma_graph import naming
from lemma_graph.model import SUPPORT, VACUOUS, Lemma
from lemma_graph.store import Store

_FRESH = 2  # lemmas near a conjecture that make another search of the same size worth while
_PATIENCE = 0.88  # what is left of a conjecture's promise after a search in vain
# What a larger effort than the one that failed promises, in parts of the conjecture's promise, while there are others.
_HARDER = (1.0, 0.5, 0.12, 0.02)
_OUT_OF_IDEAS = "nothing is left to try"  # what a search says that ended before its budget did
_LOOKED_AT = 200  # conjectures tried in vain among which the next is chosen
_NAMES_TRIED = 50


@dataclass
class Lane:
    """A session and a memory of its own, in which one search at a time runs. searches: since its Lean was started."""

    prover: Run
    searches: int = 0
    busy: bool = False


@dataclass(frozen=True)
class Chosen:
    """What is to be searched next. level: of effort."""

    score: float
    prospect: Prospect
    level: int


class Searching:
    """The searches of one run. Several may go on at one time, each in a lane."""

    def __init__(
        self,
        run: int,
        ground: Ground,
        journal: Journal,
        store: Store,
        purse: Purse,
        tally: Tally,
        *,
        charge: Callable[[str, int, float], None],
        tell: Callable[[str], None],
        now: Callable[[], float],
        found: Callable[[str, str], None] | None,
    ) -> None:
        """charge: tells what a source's conjecture cost in Lean calls, and what it brought; now: seconds of the run."""
        self.run, self.ground, self.journal, self.store = run, ground, journal, store
        self.purse, self.tally = purse, tally
        self.environment = ground.environment.content_hash
        self.reach = Reach(ground.theory, journal, store)
        self.all_lemmas = journal.lemma_count()
        self.tell = tell
        self._charge, self._now, self._found = charge, now, found
        self._names: set[str] = set()  # of what is being searched

    def choose(self, least: float) -> Chosen | None:
        """The conjecture most worth a search, and the effort; None where none promises at least so much.

        One that was tried in vain is tried again with the effort that it had when lemmas have come that it may need, or
        else with more, which promises less, and is of no use where the search had no ideas left.
        """
        fresh = self.journal.untried()
        best = Chosen(fresh.value, fresh, 0) if fresh is not None else None
        for prospect in self.journal.tried(_LOOKED_AT):
            score = prospect.value * _PATIENCE**prospect.tries
            if best is not None and score <= best.score:
                continue
            level = min(prospect.level, len(EFFORTS)) - 1
            fresh_lemmas = self.reach.fresh(prospect)
            if prospect.detail.startswith(_OUT_OF_IDEAS):  # more effort brings nothing, any new lemma may
                if not fresh_lemmas:
                    continue
            elif fresh_lemmas < _FRESH:
                level += 1
                if level >= len(EFFORTS):
                    continue
                score *= _HARDER[level]
            if best is None or score > best.score:
                best = Chosen(score, prospect, level)
        return best if best is not None and best.score >= least else None

    async def search(self, chosen: Chosen, lane: Lane) -> None:
        """Search for a proof; what came of it is in store and journal afterwards."""
        prospect = chosen.prospect
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
        self.tell(prospect.conjecture.statement)
        name = self._name(prospect.conjecture.statement, self.ground.namespace(statement))
        proof = ConjectureProof(lane.prover, self.ground, name, prospect.conjecture, statement)
        position = self.journal.last_position()
        budget = self.purse.take(EFFORTS[chosen.level])
        self._names.add(name)
        try:
            tried = await attempt(proof, name, budget)
        finally:
            self._names.discard(name)
            self.purse.give_back(budget)
        self.tally.searched += 1
        self.tally.spent += Spent(0.0, 0.0, tried.lean_calls, tried.model_calls, tried.tokens, tried.cost)
        reward = 0.0
        if tried.status == "given":
            self.journal.drop(prospect, "given", "the library gives it in one step")
            self.tally.trivial += 1
        elif tried.status == "proved":
            reward = self._keep(prospect, tried, proof)
        else:
            at = max(prospect.level, chosen.level + 1)
            self.journal.failed(prospect, tried.lean_calls, tried.seconds, tried.reason, tried.stuck, at, position)
        self._charge(prospect.conjecture.source, tried.lean_calls, reward)

    def _keep(self, prospect: Prospect, tried: Tried, proof: ConjectureProof) -> float:
        """Enter what a certified proof brought; how interesting it is."""
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
        conjecture, tries = prospect.conjecture, prospect.tries + 1
        text, source = conjecture.statement, conjecture.source
        lemmas = [
            NewLemma(own.key, own.name, text, source, prospect.id, tried.lean_calls, tries, fate, late),
            *(
                NewLemma(other.key, other.name, other.statement, "harvest", None, 0, 1, "proved")
                for other in proof.harvested
            ),
        ]
        self.journal.proved(self.run, prospect, lemmas, tried.seconds, self._now())
        self.tally.lemmas += len(lemmas)
        self.all_lemmas += len(lemmas)
        if self._found is not None:
            self._found(own.name, text)
        if fate == "vacuous":
            return 0.0
        return interest(text, conjecture.size, used_by=0, unlocked=len(late), follows=follows).score

    def _lemmas(self, keys: Sequence[str]) -> list[Lemma]:
        return list(self.store.lemmas_by_key(keys, self.environment).values())

    def _name(self, statement: str, namespace: str) -> str:
        """A readable name that nothing in the theory, in the store or in another lane has."""
        taken: set[str] = set()
        for _ in range(_NAMES_TRIED):
            name = naming.name_of(statement, taken, namespace)
            if name not in self._names and not self._has_name(name) and not self.ground.is_declared(name):
                return name
            taken.add(name)
        return f"{naming.name_of(statement, (), namespace)}_{self.journal.lemma_count()}"

    def _has_name(self, name: str) -> bool:
        return bool(self.store.file.rows("SELECT 1 FROM lemmas WHERE name = ? LIMIT 1", [name]))


def only_applies(script: str, names: Sequence[str]) -> bool:
    """Whether a proof does nothing but apply one stored lemma, which then gives the statement."""
    steps = [step.strip() for step in script.replace("<;>", "\n").replace(";", "\n").splitlines() if step.strip()]
    words = ("intro", "exact ", "apply ", "refine ", "assumption", "symm")
    return any(name in script for name in names) and all(step.lstrip("· ").startswith(words) for step in steps)
