"""What is known about a lemma besides its certificate: theory, difficulty, hints, how it has served, where it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lemma_graph import forgetting
from lemma_graph.model import Effort, Lemma
from lemma_graph.store import Store
from lemma_graph.text import tactics_of

Difficulty = Literal["not measured", "easy", "middling", "hard"]
# Lean calls of the search that found the proof, up to which a lemma counts as easy and as middling.
_EASY, _MIDDLING = 10, 100
# What nearly every statement mentions says nothing about its theory.
_EVERYWHERE = frozenset({"Eq", "Iff", "And", "Or", "Not", "HEq", "Ne", "True", "False", "Exists", "OfNat", "instOfNat"})


@dataclass(frozen=True)
class Metadata:
    """scope: theories, from the namespaces of what the statement mentions, the most mentioned first.

    difficulty: from the effort of the search that found it, where there was one. tactics, premises: hints, what its
    proof was made of. offered, helped, used: goals for which it was offered, goals that it closed, lemmas that stand
    on it. first_use, last_use: when it helped or was built on (ISO 8601), None: never. covered_by: name of a better
    lemma without which it was never offered. elsewhere: environments with a lemma of the same coarse key.
    gives, given_by: names of lemmas that Lean showed to follow from it, and from which it follows; in both where they
    say the same.
    """

    scope: tuple[str, ...]
    difficulty: Difficulty
    effort: Effort | None
    tactics: tuple[str, ...]
    premises: tuple[str, ...]
    offered: int
    helped: int
    used: int
    first_use: str | None
    last_use: str | None
    covered_by: str | None
    origin: str
    environment: str
    environment_name: str
    elsewhere: tuple[str, ...]
    gives: tuple[str, ...]
    given_by: tuple[str, ...]


def scope(lemma: Lemma) -> tuple[str, ...]:
    """Theories that a statement belongs to: the first parts of the names that it mentions."""
    counts: dict[str, int] = {}
    for name in lemma.constants:
        head = name.split(".")[0]
        if name in _EVERYWHERE or head in _EVERYWHERE or head.startswith(("inst", "H")) or "._" in name:
            continue
        counts[head] = counts.get(head, 0) + 1
    return tuple(sorted(counts, key=lambda head: (-counts[head], head)))[:4]


def difficulty(effort: Effort | None) -> Difficulty:
    """How hard the search was that found the proof, in Lean calls."""
    if effort is None:
        return "not measured"
    return "easy" if effort.lean_calls <= _EASY else "middling" if effort.lean_calls <= _MIDDLING else "hard"


def about(store: Store, lemma: Lemma) -> Metadata:
    """All that the store knows about a lemma besides its certificate."""
    effort = store.effort(lemma.key)
    rivals = [each for each in store.lemmas(lemma.environment) if each.offered or each.key == lemma.key]
    service = next(each for each in forgetting.services(store, rivals) if each.key == lemma.key)
    proofs = store.proofs(lemma.key, lemma.environment)
    names = {each.key: each.name for each in rivals}
    used = [use for proof in proofs for use in proof.uses if use.key is not None and "._" not in use.name]
    stored = store.lemmas_by_key(use.key or "" for use in used)
    # Lemmas before what the library and its tactics put in.
    used.sort(key=lambda use: (use.key not in stored, use.name.startswith("Lean.")))
    premises = dict.fromkeys(stored[use.key].name if use.key in stored else use.name for use in used)
    uses = store.file.rows(
        """SELECT e.started AS at FROM helped h JOIN episodes e ON e.id = h.episode WHERE h.lemma = ?1 UNION ALL
        SELECT p.created FROM uses u JOIN proofs p ON p.id = u.proof WHERE u.lemma = ?1 AND u.module IS NULL
        ORDER BY 1""",
        [lemma.key],
    )
    twins = store.file.rows(
        """SELECT DISTINCT p.environment_name, p.environment FROM lemmas l JOIN proofs p ON p.lemma = l.key
        WHERE l.coarse_key = ? AND p.environment <> ? ORDER BY 1""",
        [lemma.coarse_key, lemma.environment],
    )
    relations = store.relations(lemma.environment)
    return Metadata(
        scope=scope(lemma),
        difficulty=difficulty(effort),
        effort=effort,
        tactics=effort.tactics if effort else tactics_of(proofs[0].script) if proofs else (),
        premises=tuple(premises)[:12],
        offered=service.offered,
        helped=service.helped,
        used=service.used,
        first_use=uses[0]["at"] if uses else None,
        last_use=uses[-1]["at"] if uses else None,
        covered_by=names.get(service.covered_by) if service.covered_by else None,
        origin=lemma.origin,
        environment=lemma.environment,
        environment_name=lemma.environment_name,
        elsewhere=tuple(f"{row['environment_name']} ({row['environment'][:12]})" for row in twins),
        gives=_names(store, [special for general, special in relations if general == lemma.key]),
        given_by=_names(store, [general for general, special in relations if special == lemma.key]),
    )


def _names(store: Store, keys: list[str]) -> tuple[str, ...]:
    return tuple(sorted(lemma.name for lemma in store.lemmas_by_key(keys).values()))
