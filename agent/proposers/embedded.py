"""The embedded proposer: rules by the shape of the goal, retrieved premises, and what worked before. No model."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterable

from agent.proposers import Proposal, ProposalQuery
from agent.proposers.priors import of_examples, shape_of
from agent.proposers.rules import (
    Guess,
    Guesses,
    algebra,
    equational,
    finite,
    induction,
    learned,
    library,
    logic,
    numbers,
    polynomials,
    recurrences,
    residues,
    rewriting,
)
from agent.proposers.view import View

_RULES: tuple[Callable[[View], Guesses], ...] = (
    logic.closers,
    learned.like_before,
    logic.introduce,
    logic.chained,
    rewriting.backward,
    equational.chains,
    logic.target_shape,
    logic.hypotheses,
    logic.unfold,
    rewriting.simplifiers,
    rewriting.rewrites,
    induction.by_induction,
    algebra.identities,
    algebra.sums_of_squares,
    algebra.instances,
    algebra.at_the_bound,
    numbers.products,
    numbers.divisibility,
    numbers.predicates,
    polynomials.factored,
    polynomials.completed_product,
    polynomials.cofactor,
    polynomials.witness,
    polynomials.by_quotients,
    recurrences.periodic,
    residues.residue_cases,
    residues.power_residues,
    residues.residue_of_given_number,
    finite.bounded,
    finite.bounded_integers,
    logic.forward,
    rewriting.rewrites_at,
    rewriting.blind,
)
# What takes long and seldom finds anything.
_PATIENT = (equational.long_chains, library.by_library)
# Beyond this many a goal is better served by work on another one.
_MOST = 60


class EmbeddedProposer:
    """Deterministic for a seed: the seed only breaks ties between tactics of nearly equal priors."""

    name = "embedded"
    uses_model = False

    def __init__(self, seed: int = 0, *, patient: bool = False) -> None:
        """patient: only ideas that take long, for a theorem whose first tactics have failed."""
        self.seed = seed
        self.rules = _PATIENT if patient else _RULES
        self.patient = None if patient else EmbeddedProposer(seed, patient=True)

    async def propose(self, query: ProposalQuery) -> list[Proposal]:
        """Up to sixty tactics for the focused goal, best first; those that failed on it are left out."""
        return self.tactics(query)

    def tactics(self, query: ProposalQuery) -> list[Proposal]:
        """`propose` without waiting."""
        view = View(query)
        failed = {tactic for tactic, _ in query.failed}
        alike = of_examples([example.tactic for example in query.examples])
        best: dict[str, tuple[float, Guess]] = {}
        for guess in itertools.chain.from_iterable(rule(view) for rule in self.rules):
            if guess.tactic in failed or "✝" in guess.tactic:
                continue
            learned = query.priors.of(guess.tactic) + alike.get(shape_of(guess.tactic), 0.0)
            score = min(-0.01, guess.prior + learned) - self._jitter(guess.tactic)
            if guess.tactic not in best or best[guess.tactic][0] < score:
                best[guess.tactic] = (score, guess)
        ranked = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].tactic))[:_MOST]
        return [Proposal(g.tactic, score, f"embedded:{g.rule}", g.premises) for score, g in ranked]

    def _jitter(self, tactic: str) -> float:
        if not self.seed:
            return 0.0
        digest = hashlib.blake2b(f"{self.seed}\n{tactic}".encode(), digest_size=4).digest()
        return 0.05 * int.from_bytes(digest, "big") / 2**32


def shapes(guesses: Iterable[Proposal]) -> list[str]:
    """Rules in order, for reports."""
    return [proposal.source.partition(":")[2] for proposal in guesses]
