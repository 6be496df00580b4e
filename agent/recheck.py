"""Certifying stored proofs again, from their own text."""

from __future__ import annotations

from collections.abc import Mapping

from lemma_graph.audit import Recheck
from lemma_graph.model import Proof, Surroundings
from prover_bridge import environment
from prover_bridge.certify import certify
from prover_bridge.errors import UserError
from prover_bridge.launcher import Toolchain


def recheck(toolchain: Toolchain, surroundings: Mapping[str, Surroundings]) -> Recheck:
    """Says of one stored proof what is wrong with it, or None. surroundings: as the store describes them.

    The file that was certified is kept with the proof; where its imports are no longer at hand, that is said too.
    """

    def check(proof: Proof) -> str | None:
        name = str(proof.certificate["name"])
        try:
            described = surroundings.get(proof.environment)
            where = environment.with_modules(toolchain, proof.source, described.modules if described else {})
            verdict = certify(where, proof.source, names=[name])[0]
        except UserError as error:
            return f"could not be certified again: {error}"
        if verdict.status != "certified":
            return f"was not certified again: {verdict.reason}"
        if verdict.statement is None or verdict.statement.key != proof.lemma:
            return "states something else than the store says"
        return None

    return check
