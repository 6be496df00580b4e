"""Verdicts written by hand: the store is tested with any number of them, without compiling one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from lemma_graph.model import Lemma, stable_name
from lemma_graph.store import Store
from prover_bridge.certificate import Check, Statement, Use, Verdict

ENVIRONMENT = hashlib.sha256(b"an environment").hexdigest()


def hand_made_key(statement: str) -> str:
    return hashlib.sha256(statement.encode()).hexdigest()


def hand_made_verdict(
    name: str,
    statement: str,
    *,
    key: str | None = None,
    proof: str = "a proof",
    uses: Sequence[str] = (),
    local_constants: Sequence[str] = (),
    environment: str = ENVIRONMENT,
) -> Verdict:
    """A clean certificate for a statement, such as the trusting half gives. uses: statements of lemmas used."""
    key = key or hand_made_key(statement)
    return Verdict(
        status="certified",
        statement=Statement(
            name=name,
            key=key,
            coarse_key=hand_made_key(f"coarse {key}"),
            text=statement,
            universes=(),
            constants=("Eq", "Nat"),
            local_constants=tuple(local_constants),
        ),
        name=name,
        proof_hash=hand_made_key(f"{key} by {proof}"),
        axioms=("propext",),
        checks=(Check("kernel", True, "replayed"),),
        uses=(
            Use("Eq.refl", None, "Init.Prelude"),
            *(Use(stable_name(hand_made_key(used)), hand_made_key(used), None) for used in uses),
        ),
        environment=environment,
        reason=None,
        seconds=0.1,
    )


Put = Callable[..., Lemma]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "memory.db") as opened:
        yield opened


@pytest.fixture
def put(store: Store) -> Put:
    """Add a hand-made lemma with a text that mentions the lemmas it uses."""

    def put(name: str, statement: str, uses: Sequence[str] = (), **more: object) -> Lemma:
        needs = more.pop("needs", {})
        flags = more.pop("flags", ())
        verdict = hand_made_verdict(name, statement, uses=uses, local_constants=tuple(needs), **more)  # type: ignore
        assert verdict.statement is not None
        mentioned = ", ".join(stable_name(hand_made_key(used)) for used in uses)
        lemma, _ = store.add(
            verdict,
            source=f"theorem {name} : {statement} := by simp",
            script="simp",
            environment_name="for tests",
            text=f"theorem {stable_name(verdict.statement.key)} : {statement} := by simp [{mentioned}]",
            needs=needs,  # type: ignore
            flags=flags,  # type: ignore
        )
        return lemma

    return put
