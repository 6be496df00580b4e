"""Lemmas that later ones give are found, so that the library stays worth reading."""

from __future__ import annotations

from agent.growth.ground import ConjectureProof, look
from agent.growth.limits import EFFORTS
from agent.growth.protocol import Conjecture
from agent.growth.records import Spent
from agent.growth.searching import Lane, Searching
from lemma_graph import naming
from lemma_graph.model import SUPPORT, Lemma
from prover_bridge.certificate import Statement
from prover_bridge.protocol import SessionError


class Tidying:
    """Lemmas are looked at again in the light of new ones: one that the others give now is kept, but not offered.

    Usual laws stay, as do lemmas on which others stand, and those that share no symbols with what is new.
    """

    def __init__(self, searching: Searching) -> None:
        self._s = searching
        self._tidied = 0  # position of the last lemma in whose light the others were looked at again

    def is_due(self, least: int) -> bool:
        """Whether `least` new lemmas have come since."""
        return len(self._s.journal.since(self._tidied)) >= least

    def candidates(self) -> list[Lemma]:
        """What is worth a look now; what is new until now will not be a reason again."""
        journal, store = self._s.journal, self._s.store
        everything = store.lemmas_by_key([key for _, key in journal.since(0)], self._s.environment)
        new = journal.since(self._tidied)
        told = [frozenset(everything[key].constants) for _, key in new if key in everything]
        if new:
            self._tidied = new[-1][0]
        found = []
        for _, key in journal.since(0):
            lemma = everything.get(key)
            if lemma is None or not lemma.offered or naming.shape(lemma.statement) is not None:
                continue
            if not store.used_by(key) and any(symbols <= frozenset(lemma.constants) for symbols in told):
                found.append(lemma)
        return found

    async def look(self, lemma: Lemma, lane: Lane) -> None:
        """Whether the others give it now; they may have changed since it was a candidate."""
        s = self._s
        s.tell(f"looking again at {lemma.name}")
        text = s.journal.texts([lemma.key]).get(lemma.key, lemma.statement)
        conjecture = Conjecture(text, "library", "it is a lemma", 0)
        statement = Statement(
            lemma.name, lemma.key, lemma.coarse_key, lemma.statement, lemma.universes, lemma.constants, ()
        )
        name = f"{lemma.name}_again"
        proof = ConjectureProof(lane.prover, s.ground, name, conjecture, statement)
        budget = s.purse.take(EFFORTS[0])
        try:
            given, calls = await look(proof, name, budget)
        except SessionError:
            return
        finally:
            s.purse.give_back(budget)
        s.tally.spent += Spent(lean_calls=calls)
        if given and not s.store.used_by(lemma.key):
            s.store.change_flags({lemma.key: lemma.flags | {SUPPORT}})
            s.journal.follows(lemma.key)
