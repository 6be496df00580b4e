"""What growing is made of: a theory, sources of conjectures about it, and what the sieve says of each conjecture.

Everything here is a value or a protocol. A conjecture is text that nobody believes; only a certificate makes a lemma.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from prover_bridge import constants as c
from prover_bridge.environment import Environment
from prover_bridge.expression import Expr


@dataclass(frozen=True)
class Conjecture:
    """A closed proposition that somebody had in mind.

    statement: Lean text that elaborates where the theory's context ends, such as `∀ (a b : N), add a b = add b a`.
    source: name of the source that had the idea. reason: one sentence for the reader, where it came from.
    size: number of constants and variables in it. parents: statement keys of lemmas that it came from.
    """

    statement: str
    source: str
    reason: str
    size: int
    parents: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownStatement:
    """A statement that the run has met: its key, and text that elaborates where the theory's context ends."""

    key: str
    text: str


class Known(Protocol):
    """What is known about a theory while it grows. Sources and the sieve only read it; it changes between calls.

    proved: lemmas of the graph that hold in the theory, those of this run included, in order of their certificates.
    open: statements whose proof was tried in vain, here or in a search that needed them. refuted: false ones.
    """

    @property
    def proved(self) -> Sequence[KnownStatement]: ...

    @property
    def open(self) -> Sequence[KnownStatement]: ...

    @property
    def refuted(self) -> Sequence[KnownStatement]: ...


@dataclass(frozen=True)
class KnownLists:
    """The plain `Known`: three lists."""

    proved: Sequence[KnownStatement] = ()
    open: Sequence[KnownStatement] = ()
    refuted: Sequence[KnownStatement] = ()


SymbolKind = Literal["function", "predicate", "constructor", "type"]


@dataclass(frozen=True)
class Symbol:
    """A constant that conjectures are made of. own: declared by the theory itself, not by what it stands on."""

    name: str
    kind: SymbolKind
    constant: c.Constant[Expr] = field(repr=False, compare=False)
    own: bool = True


@dataclass(frozen=True)
class Law:
    """A theorem that the theory has already, in its context or its imports. key: its statement key."""

    name: str
    key: str
    text: str
    type: Expr = field(repr=False, compare=False)


@dataclass(frozen=True)
class Signature:
    """The constants of a theory with their types, in the order of their declaration.

    constants: everything that the types and values of the symbols mention, by name, for whoever reads expressions.
    """

    symbols: tuple[Symbol, ...]
    laws: tuple[Law, ...] = ()
    constants: Mapping[str, c.Constant[Expr]] = field(default_factory=dict, repr=False, compare=False)

    def of_kind(self, kind: SymbolKind) -> tuple[Symbol, ...]:
        return tuple(symbol for symbol in self.symbols if symbol.kind == kind)


@dataclass(frozen=True)
class GrowthTheory:
    """What is to grow.

    name: the file's stem or the module's name. context: Lean text before a new lemma: imports, the file's own
    definitions and proved theorems, open namespaces; a declaration can be put behind it as it stands, and `closing`
    behind that.
    """

    name: str
    environment: Environment
    context: str
    signature: Signature
    closing: str = ""


class Source(Protocol):
    """Has ideas. name: stable, goes into reports and the journal."""

    name: str

    def propose(self, theory: GrowthTheory, known: Known) -> Iterator[Conjecture]:
        """Conjectures, lazily, the small ones first; the same again for the same theory, knowledge and seed.

        May ask Lean and block: a caller with an event loop takes them in a thread.
        """
        ...


@dataclass(frozen=True)
class Passed:
    """Worth a search. key: its statement key. warning: why less was tested than one would wish, for the reader."""

    conjecture: Conjecture
    key: str
    warning: str = ""


@dataclass(frozen=True)
class Already:
    """Known. how: `key` (the same statement), `instance` (of the lemma `key`), `tactic`, `asked` (sifted before)."""

    conjecture: Conjecture
    how: str
    key: str | None = None


@dataclass(frozen=True)
class Trivial:
    """One cheap tactic closes it."""

    conjecture: Conjecture
    tactic: str
    key: str | None = None


@dataclass(frozen=True)
class Refuted:
    """False. counterexample: for a person to read, `a = 0, b = 1`. by: `evaluation`, `model` (of
    the axioms of an abstract structure) or `sympy`."""

    conjecture: Conjecture
    counterexample: str
    by: str
    key: str | None = None


@dataclass(frozen=True)
class Malformed:
    """Not a proposition in this theory. message: Lean's words."""

    conjecture: Conjecture
    message: str


Sieved = Passed | Already | Trivial | Refuted | Malformed


@dataclass
class Sifting:
    """What a sieve did: how many conjectures ended in which way, and the seconds that it took, by kind.

    counts: by `passed`, `already`, `trivial`, `refuted`, `malformed`. seconds: by stage (`elaborate`, `known`,
    `evaluate`, `tactics`). lean_calls: whole texts compiled or run, also for the sources that share the evaluator, and
    tactics tried. programs: those of them that were whole texts.
    """

    counts: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    lean_calls: int = 0
    programs: int = 0


class SieveProtocol(Protocol):
    """Sorts conjectures before any search. `agent.growth.sieve.Sieve` is the real one."""

    sifting: Sifting

    async def sift(self, conjectures: Sequence[Conjecture]) -> list[Sieved]:
        """One answer for each conjecture, in order."""
        ...

    async def close(self) -> None: ...
