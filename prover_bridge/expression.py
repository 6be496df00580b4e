"""Lean's names, universe levels and expressions as immutable values.

Proof terms are large graphs with shared parts, so two rules hold in this half of the program: expressions are
compared by identity (structure is compared by hash, see `keys`), and nothing walks them by recursion. Metadata is
not represented: the reader drops it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Name = str
"""A hierarchical name as Lean displays it: `Nat.add`, `«a b».c`, `foo._proof_1`; `Name.anonymous` is the empty string.

Written by `join`, read by `components`; the two are inverse, so equal texts are equal names.
"""

Component = str | int

BinderInfo = Literal["default", "implicit", "strict", "instance"]

_PLAIN = re.compile(r"[^\W\d][\w'!?]*")


def join(parts: tuple[Component, ...]) -> Name:
    """The name with these components."""
    return ".".join(str(part) if isinstance(part, int) else _quoted(part) for part in parts)


def _quoted(part: str) -> str:
    if _PLAIN.fullmatch(part):
        return part
    return "«" + part.replace("\\", "\\\\").replace("»", "\\»") + "»"


_PART = re.compile(r"«((?:[^\\»]|\\.)*)»(?:\.|$)|([^.]*)(?:\.|$)", re.DOTALL)


@functools.lru_cache(maxsize=65536)
def components(name: Name) -> tuple[Component, ...]:
    """The components of a name, outermost first."""
    parts: list[Component] = []
    offset = 0
    while offset < len(name):
        found = _PART.match(name, offset)
        assert found is not None  # the second alternative matches anywhere
        quoted, plain = found.groups()
        if quoted is not None:
            parts.append(re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL))
        else:
            parts.append(int(plain) if plain.isascii() and plain.isdigit() else plain)
        offset = found.end()
    return tuple(parts)


def parent(name: Name) -> Name:
    """The name without its last component."""
    return join(components(name)[:-1])


@dataclass(frozen=True, slots=True, eq=False)
class Zero:
    pass


@dataclass(frozen=True, slots=True, eq=False)
class Succ:
    of: Level


@dataclass(frozen=True, slots=True, eq=False)
class Max:
    left: Level
    right: Level


@dataclass(frozen=True, slots=True, eq=False)
class IMax:
    left: Level
    right: Level


@dataclass(frozen=True, slots=True, eq=False)
class Param:
    name: Name


Level = Zero | Succ | Max | IMax | Param


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """A bound variable by its de Bruijn index."""

    index: int


@dataclass(frozen=True, slots=True, eq=False)
class Sort:
    level: Level


@dataclass(frozen=True, slots=True, eq=False)
class Const:
    name: Name
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True, eq=False)
class App:
    function: Expr
    argument: Expr


@dataclass(frozen=True, slots=True, eq=False)
class Lambda:
    name: Name
    type: Expr
    body: Expr
    info: BinderInfo


@dataclass(frozen=True, slots=True, eq=False)
class Forall:
    name: Name
    type: Expr
    body: Expr
    info: BinderInfo


@dataclass(frozen=True, slots=True, eq=False)
class Let:
    name: Name
    type: Expr
    value: Expr
    body: Expr


@dataclass(frozen=True, slots=True, eq=False)
class NatLiteral:
    value: int


@dataclass(frozen=True, slots=True, eq=False)
class StringLiteral:
    value: str


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """Field `index` of `of`, whose type is the structure `structure`."""

    structure: Name
    index: int
    of: Expr


Expr = Bound | Sort | Const | App | Lambda | Forall | Let | NatLiteral | StringLiteral | Projection

BINDER_INFOS: tuple[BinderInfo, ...] = ("default", "implicit", "strict", "instance")


class Terms:
    """Makes levels and expressions as Python values; what a reader builds with."""

    def __init__(self) -> None:
        self._constants: dict[tuple[Name, tuple[Level, ...]], Const] = {}
        self._zero = Zero()
        self._bound: dict[int, Bound] = {}

    def zero(self) -> Level:
        return self._zero

    def succ(self, of: Level) -> Level:
        return Succ(of)

    def max(self, left: Level, right: Level) -> Level:
        return Max(left, right)

    def imax(self, left: Level, right: Level) -> Level:
        return IMax(left, right)

    def param(self, name: Name) -> Level:
        return Param(name)

    def bound(self, index: int) -> Expr:
        return self._bound.setdefault(index, Bound(index))

    def sort(self, level: Level) -> Expr:
        return Sort(level)

    def const(self, name: Name, levels: tuple[Level, ...]) -> Expr:
        return self._constants.setdefault((name, levels), Const(name, levels))

    def app(self, function: Expr, argument: Expr) -> Expr:
        return App(function, argument)

    def lam(self, name: Name, type: Expr, body: Expr, info: int) -> Expr:
        return Lambda(name, type, body, BINDER_INFOS[info])

    def forall(self, name: Name, type: Expr, body: Expr, info: int) -> Expr:
        return Forall(name, type, body, BINDER_INFOS[info])

    def let(self, name: Name, type: Expr, value: Expr, body: Expr, non_dependent: bool) -> Expr:
        return Let(name, type, value, body)

    def nat(self, value: int) -> Expr:
        return NatLiteral(value)

    def string(self, value: str) -> Expr:
        return StringLiteral(value)

    def projection(self, structure: Name, index: int, of: Expr) -> Expr:
        return Projection(structure, index, of)


def children(expression: Expr) -> tuple[Expr, ...]:
    """The direct parts of an expression, in order."""
    match expression:
        case App(function, argument):
            return (function, argument)
        case Lambda(_, type, body, _) | Forall(_, type, body, _):
            return (type, body)
        case Let(_, type, value, body):
            return (type, value, body)
        case Projection(_, _, of):
            return (of,)
    return ()


def subterms(*roots: Expr) -> Iterator[Expr]:
    """Every part of the roots, each shared part once, in no order that counts."""
    seen: set[Expr] = set(roots)
    stack = list(roots)
    while stack:
        expression = stack.pop()
        yield expression
        for child in children(expression):
            if child not in seen:
                seen.add(child)
                stack.append(child)


def mentioned(*roots: Expr, string_literals: tuple[Name, ...] = ("String",)) -> set[Name]:
    """Names of all constants in the roots, projected structures and the types of literals included.

    string_literals: what a string literal mentions.
    """
    names: set[Name] = set()
    for part in subterms(*roots):
        match part:
            case Const(name, _) | Projection(name, _, _):
                names.add(name)
            case NatLiteral():
                names.add("Nat")
            case StringLiteral():
                names.update(string_literals)
    return names


STRING_LITERAL_NAMES = ("String", "String.ofList", "Char.ofNat", "List.cons", "List.nil", "Nat")
"""What the kernel may write a string literal out to."""


def spine(expression: Expr) -> tuple[Expr, list[Expr]]:
    """The head of an application and its arguments, first one first."""
    arguments: list[Expr] = []
    while isinstance(expression, App):
        arguments.append(expression.argument)
        expression = expression.function
    arguments.reverse()
    return expression, arguments


_PATIENCE = 100_000


def is_loose(body: Expr, index: int = 0) -> bool:
    """Whether the variable `index` of the surrounding binders occurs in `body`. For display: a search without end
    in sight says yes."""
    seen: set[tuple[Expr, int]] = set()
    stack = [(body, index)]
    while stack:
        part, wanted = stack.pop()
        if (isinstance(part, Bound) and part.index == wanted) or len(seen) > _PATIENCE:
            return True
        kids = children(part)
        binds = isinstance(part, Lambda | Forall | Let)
        for place, kid in enumerate(kids):
            item = (kid, wanted + 1 if binds and place == len(kids) - 1 else wanted)
            if item not in seen:
                seen.add(item)
                stack.append(item)
    return False
