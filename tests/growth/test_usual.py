"""From definitions alone the usual laws of numbers and sequences are thought of, and the sieve lets them through."""

from __future__ import annotations

import asyncio

from agent.growth.ideas import ideas_for
from agent.growth.protocol import Conjecture, KnownLists, Refuted, Sieved
from tests.growth.usual import LAWS, found_among, usual_theory

_MOST_CONJECTURES = 700
_MOST_PROGRAMS = 120


def test_the_usual_laws_are_proposed_and_not_refuted() -> None:
    theory = usual_theory()
    assert not theory.signature.laws or all(not law.name.startswith(("Num", "Series")) for law in theory.signature.laws)
    sources, sieve = ideas_for(theory)(KnownLists())
    thought: list[Conjecture] = [
        idea for source in sources if source.name in ("implications", "enumeration")
        for idea in source.propose(theory, KnownLists())
    ]  # fmt: skip
    assert len(thought) <= _MOST_CONJECTURES

    async def sift() -> list[Sieved]:
        try:
            return await sieve.sift(thought)
        finally:
            await sieve.close()

    answers = asyncio.run(sift())
    kept = [answer.conjecture.statement for answer in answers if not isinstance(answer, Refuted)]
    found = found_among(theory, kept)
    assert len(LAWS) == 40
    assert len(found) >= 38, f"not proposed, or refuted: {sorted(set(LAWS) - set(found))}"
    programs = sieve.evaluator.cost.programs  # type: ignore[attr-defined]
    assert programs <= _MOST_PROGRAMS
