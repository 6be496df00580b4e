"""The declarations of a Lean environment, as values. `E` is what stands for an expression."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from prover_bridge.expression import Name

E = TypeVar("E")

Safety = Literal["safe", "unsafe", "partial"]


@dataclass(frozen=True, slots=True)
class Hints:
    """How eagerly the kernel unfolds a definition. height: only for `regular`."""

    kind: Literal["opaque", "abbrev", "regular"]
    height: int = 0


@dataclass(frozen=True, slots=True)
class Declared(Generic[E]):
    name: Name
    universes: tuple[Name, ...]
    type: E


@dataclass(frozen=True, slots=True)
class Axiom(Declared[E]):
    unsafe: bool


@dataclass(frozen=True, slots=True)
class Definition(Declared[E]):
    value: E
    hints: Hints
    safety: Safety
    all: tuple[Name, ...]

    @property
    def unsafe(self) -> bool:
        return self.safety != "safe"


@dataclass(frozen=True, slots=True)
class Theorem(Declared[E]):
    value: E
    all: tuple[Name, ...]

    @property
    def unsafe(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Opaque(Declared[E]):
    value: E
    unsafe: bool
    all: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Quotient(Declared[E]):
    """One of `Quot`, `Quot.mk`, `Quot.lift`, `Quot.ind`, which the kernel knows by itself."""

    kind: Literal["type", "ctor", "lift", "ind"]

    @property
    def unsafe(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Inductive(Declared[E]):
    parameters: int
    indices: int
    all: tuple[Name, ...]
    constructors: tuple[Name, ...]
    nested: int
    recursive: bool
    unsafe: bool
    reflexive: bool


@dataclass(frozen=True, slots=True)
class Constructor(Declared[E]):
    inductive: Name
    index: int
    parameters: int
    fields: int
    unsafe: bool


@dataclass(frozen=True, slots=True)
class Rule(Generic[E]):
    """How a recursor computes on one constructor."""

    constructor: Name
    fields: int
    value: E


@dataclass(frozen=True, slots=True)
class Recursor(Declared[E]):
    all: tuple[Name, ...]
    parameters: int
    indices: int
    motives: int
    minors: int
    rules: tuple[Rule[E], ...]
    k: bool
    unsafe: bool


Constant = Axiom[E] | Definition[E] | Theorem[E] | Opaque[E] | Quotient[E] | Inductive[E] | Constructor[E] | Recursor[E]


def expressions(constant: Constant[E]) -> tuple[E, ...]:
    """The type of a constant, and the value or the computation rules where it has them."""
    match constant:
        case Definition() | Theorem() | Opaque():
            return (constant.type, constant.value)
        case Recursor():
            return (constant.type, *(rule.value for rule in constant.rules))
    return (constant.type,)
