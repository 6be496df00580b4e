"""Lean's names, universe levels and expressions as immutable values.

Proof terms are large graphs with shared parts, so two rules hold in this half of the program: expressions are
compared by identity (structure is compared by hash, see `keys`), and nothing walks them by recursion. Metadata is
not represented: the reader drops it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
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


def mentioned(*roots: Expr) -> set[Name]:
    """Names of all constants in the roots, those of projected structures included, and what literals stand for."""
    names: set[Name] = set()
    for part in subterms(*roots):
        match part:
            case Const(name, _) | Projection(name, _, _):
                names.add(name)
            case NatLiteral():
                names.add("Nat")
            case StringLiteral():
                names.update(STRING_LITERAL_NAMES)
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


def rebuild(expression: Expr, replace: Callable[[Expr, int], Expr | None]) -> Expr:
    """Replace parts from the top: `replace(part, binders above it)` gives the new part, or None to look inside."""
    done: dict[tuple[Expr, int], Expr] = {}
    stack: list[tuple[Expr, int]] = [(expression, 0)]
    while stack:
        key = stack[-1]
        if key in done:
            stack.pop()
            continue
        part, depth = key
        new = replace(part, depth)
        if new is not None:
            done[key] = new
            continue
        wanted = [(child, inner) for child, inner in _with_depth(part, depth)]
        missing = [want for want in wanted if want not in done]
        if missing:
            stack.extend(missing)
        else:
            done[key] = _with_children(part, [done[want] for want in wanted])
    return done[(expression, 0)]


def _with_depth(part: Expr, depth: int) -> list[tuple[Expr, int]]:
    kids = children(part)
    inner = depth + 1 if isinstance(part, Lambda | Forall | Let) else depth
    return [(kid, inner if i == len(kids) - 1 else depth) for i, kid in enumerate(kids)]


def _with_children(part: Expr, kids: list[Expr]) -> Expr:
    if all(new is old for new, old in zip(kids, children(part), strict=True)):
        return part
    match part:
        case App():
            return App(kids[0], kids[1])
        case Lambda(name, _, _, info):
            return Lambda(name, kids[0], kids[1], info)
        case Forall(name, _, _, info):
            return Forall(name, kids[0], kids[1], info)
        case Let(name, _, _, _):
            return Let(name, kids[0], kids[1], kids[2])
        case Projection(structure, index, _):
            return Projection(structure, index, kids[0])
    return part


def lift(expression: Expr, by: int) -> Expr:
    """Loose bound variables raised by `by`."""
    if by == 0:
        return expression

    def raised(part: Expr, depth: int) -> Expr | None:
        return Bound(part.index + by) if isinstance(part, Bound) and part.index >= depth else None

    return rebuild(expression, raised)


def instantiate(body: Expr, value: Expr) -> Expr:
    """The body of a binder with its variable replaced by `value`."""

    def put(part: Expr, depth: int) -> Expr | None:
        if not isinstance(part, Bound) or part.index < depth:
            return None
        return lift(value, depth) if part.index == depth else Bound(part.index - 1)

    return rebuild(body, put)


def is_loose(body: Expr, index: int = 0) -> bool:
    """Whether the variable `index` of the surrounding binders occurs in `body`."""
    seen: set[tuple[Expr, int]] = set()
    stack = [(body, index)]
    while stack:
        part, wanted = stack.pop()
        if isinstance(part, Bound) and part.index == wanted:
            return True
        for item in _with_depth(part, wanted):
            if item not in seen:
                seen.add(item)
                stack.append(item)
    return False
