"""Values of the memory: lemmas, proofs, premises, attempts. Nothing here touches a database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from prover_bridge.protocol import Outcome, TryLimits

# Kept only because the proof of another lemma uses it; never offered.
SUPPORT = "support"
# Its author declared it `@[simp]`; proofs that use it may have relied on that.
SIMP = "simp"
# `False` follows from its hypotheses: certified, but of no use to anyone.
VACUOUS = "vacuous"
# Forgotten for the time being: not offered, but whatever stands on it stays valid, and it can be restored.
ARCHIVED = "archived"
NOT_OFFERED = frozenset({SUPPORT, VACUOUS, ARCHIVED})

_KEY = re.compile(r"[0-9a-f]{64}")
STABLE_NAME = re.compile(r"Lemmasmith\.L_[0-9a-f]{16}(?![\w'])")


def stable_name(key: str) -> str:
    """The name under which a lemma is pasted into files: unique, and the same everywhere. Needs a statement key."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"not a statement key (64 hex digits): {key!r}")
    return f"Lemmasmith.L_{key[:16]}"


def stable_names(text: str) -> set[str]:
    """The stable names that occur in a text."""
    return set(STABLE_NAME.findall(text))


@dataclass(frozen=True)
class Lemma:
    """A statement with at least one certificate, seen through one of its proofs (the first that can be reused).

    key, coarse_key: SHA-256 in hex. name: its author's name, a readable alias that need not be unique.
    statement: as Lean prints it. source: the Lean text in which it was certified.
    text: a declaration under `stable_name` that elaborates in a clean scope to `key`; None: not reusable.
    environment: content hash of the environment of that certificate; environment_name: for people.
    constants: names that the statement mentions. needs: content hash by name of each definition of its own
    file that `text` (with the lemmas below it) cannot do without. flags: SUPPORT, SIMP, VACUOUS, ARCHIVED or the
    caller's own. created: ISO 8601, UTC.
    """

    key: str
    coarse_key: str
    name: str
    statement: str
    universes: tuple[str, ...]
    constants: tuple[str, ...]
    environment: str
    environment_name: str
    proof_hash: str
    source: str
    text: str | None
    needs: Mapping[str, str] = field(hash=False)
    flags: frozenset[str]
    origin: str
    created: str

    @property
    def stable_name(self) -> str:
        return stable_name(self.key)

    @property
    def reusable(self) -> bool:
        """Whether its text can stand in another file."""
        return self.text is not None

    @property
    def offered(self) -> bool:
        """Whether it may be proposed as a premise at all."""
        return self.text is not None and not self.flags & NOT_OFFERED


@dataclass(frozen=True)
class Used:
    """What a proof term mentions: a lemma by `key`, a constant of the library or the file by `name`, or both."""

    key: str | None
    name: str
    module: str | None


@dataclass(frozen=True)
class Proof:
    """One certified proof of a lemma in one environment. certificate: the verdict as JSON values."""

    lemma: str
    proof_hash: str
    environment: str
    environment_name: str
    source: str
    script: str
    text: str | None
    needs: Mapping[str, str] = field(hash=False)
    certificate: Mapping[str, Any] = field(hash=False)
    uses: tuple[Used, ...]
    origin: str
    created: str


@dataclass(frozen=True)
class Surroundings:
    """What an environment is made of, so that it can be made again. hash: its content hash; modules: local ones,
    name → text."""

    hash: str
    name: str
    lean_version: str
    imports: tuple[str, ...]
    modules: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True)
class Premise:
    """A lemma offered for a goal. score: larger is better; channel: the one that ranked it highest; reason: why."""

    lemma: Lemma
    score: float
    channel: str
    reason: str


@dataclass(frozen=True)
class AttemptRecord:
    """One tactic tried on one goal.

    goal_key: `Goal.key`; scope: hash of what else the tactic could see; seconds: wall time. error_class: of what Lean
    said (`failures.error_class`), where it is an error.
    """

    goal_key: str
    tactic: str
    limits: TryLimits
    environment: str
    scope: str
    outcome: Outcome
    seconds: float
    error_class: str = ""


@dataclass(frozen=True)
class Effort:
    """What it cost to find a proof, and its hints. tactics: the words that its tactics begin with, each once."""

    lean_calls: int
    model_calls: int
    seconds: float
    tactics: tuple[str, ...]


@dataclass(frozen=True)
class Stats:
    """Counts of a store. bytes: size of the database file without its write-ahead log.

    lean_calls: spent in all finished episodes; saved_calls: not spent, since the tactic was known to fail.
    """

    lemmas: int
    reusable: int
    archived: int
    revoked: int
    proofs: int
    uses: int
    environments: int
    attempts: int
    failures: int
    episodes: int
    helped: int
    offers: int
    lean_calls: int
    saved_calls: int
    log_entries: int
    bytes: int
