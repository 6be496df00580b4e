"""What a check says of a theorem: values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["certified", "refused", "undecided"]

Contradiction = Literal["found", "not found", "not tried"]
"""Whether a small portfolio of tactics proves `False` from a theorem's hypotheses."""

Imports = Literal["trusted", "replayed", "in full"]
"""How the kernel met the imports of a theorem: those of a library taken on trust by their content hash; whatever the
theorem reaches checked again; or every declaration of every imported module checked again."""

ALLOWED_AXIOMS = frozenset({"propext", "Quot.sound", "Classical.choice"})


@dataclass(frozen=True)
class Check:
    """One check of a certificate. passed is None where it could not be decided or did not apply."""

    name: str
    passed: bool | None
    detail: str


@dataclass(frozen=True)
class Use:
    """A constant that a proof term mentions. statement_key is None where the constant is not a theorem."""

    name: str
    statement_key: str | None
    module: str | None  # None: the checked file itself


@dataclass(frozen=True)
class Addition:
    """A declaration of a checked file that its stub does not have; changed: the stub has another one of that name.

    It is behind no statement of the stub. kind: "theorem", "definition", "inductive", "axiom", …
    """

    name: str
    kind: str
    changed: bool


@dataclass(frozen=True)
class Statement:
    """A closed, elaborated proposition. text: for reading, one line; keys: SHA-256 in hex (see `keys`)."""

    name: str
    key: str
    coarse_key: str
    text: str
    universes: tuple[str, ...]
    constants: tuple[str, ...]  # names that the type mentions, sorted
    local_constants: tuple[str, ...]  # those of them (transitively) that the file itself defines


@dataclass(frozen=True)
class Verdict:
    """The outcome of a check of one theorem: certified, refused (reason names the check) or undecided."""

    status: Status
    statement: Statement | None
    name: str
    proof_hash: str | None
    axioms: tuple[str, ...]
    checks: tuple[Check, ...]
    uses: tuple[Use, ...]  # mentioned by the proof term itself or by the file's auxiliary lemmas below it
    environment: str  # content hash of the environment
    reason: str | None
    seconds: float
    allowed_axioms: tuple[str, ...] = tuple(sorted(ALLOWED_AXIOMS))
    contradiction: Contradiction = "not tried"
    imports: Imports = "replayed"
    imports_sha256: str | None = None  # of all that is imported, byte for byte; None where it was replayed anyway
    second_opinion: str | None = None  # what the toolchain's own checker said of the file; None: it has none
    sandbox: str | None = None  # in which the file was compiled
    additions: tuple[Addition, ...] = ()  # of the whole file; only where there is a stub
