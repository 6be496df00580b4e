"""Keys and hashes: what a statement, a constant and a proof *are*, whatever they are called on the way.

Each hash is a SHA-256 over a tree of length-prefixed parts. In an expression the following is not seen: binder names
and infos, metadata, `autoParam`/`optParam` wrappers, and whether a `let` is written `have`. Universe parameters count
by their place, levels by their normal form (`levels`). A constant stands in an expression by a hash of its own, of
one of three families:

- *content*: name, kind, type, and what defines it. Of a theorem only the statement counts, since all proofs of a
  proposition are equal in Lean; so a key does not change when a lemma behind it is proved in another way.
  A definition or theorem that the compiler made (`match_1`, `_proof_2`, …) counts without its name. Types, opaque
  constants and axioms always count with their name: two of them are never the same thing.
- *coarse*: the name alone for what an author named, the content without content hashes for what the compiler made.
- *proof*: like content, but for the constants of the checked file the proofs count too. Imported constants count by
  content; the environment of the certificate pins their proofs.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, Protocol

from prover_bridge import constants as c
from prover_bridge.constants import Constant, E
from prover_bridge.expression import (
    App,
    Bound,
    Const,
    Expr,
    Forall,
    Lambda,
    Let,
    Name,
    NatLiteral,
    Projection,
    Sort,
    StringLiteral,
    children,
    components,
    join,
)
from prover_bridge.levels import Normaliser

Family = Literal["content", "coarse", "proof"]

_WRAPPERS = frozenset({"autoParam", "optParam"})


class Scope(Protocol):
    """The constants that a file sees: its own and those of its imports."""

    def constant(self, name: Name) -> Constant[Expr]:
        """Raises UnknownConstantError."""
        ...

    def is_imported(self, name: Name) -> bool: ...

    def known_hash(self, family: Family, name: Name) -> bytes | None:
        """A hash computed earlier for an imported constant."""
        ...

    def place_among_twins(self, name: Name) -> int:
        """Place of a constant of the file among those with the same lasting name (0 for nearly all)."""
        ...


class UnknownConstantError(Exception):
    """An expression mentions a constant that neither the file nor its imports have."""


class CircularError(Exception):
    """Declarations depend on each other in a circle, which no checked declaration does."""


def digest(*parts: str | bytes | int | Iterable[bytes]) -> bytes:
    """SHA-256 over parts, each with its length, so that no two lists of parts run together."""
    whole = hashlib.sha256()
    for part in parts:
        if isinstance(part, bytes):
            raw = part
        elif isinstance(part, str):
            raw = part.encode("utf-8", "surrogatepass")
        elif isinstance(part, int):
            raw = str(part).encode() if part < 1 << 64 else hex(part).encode()
        else:
            raw = b"".join(part)
        whole.update(b"%d:" % len(raw))
        whole.update(raw)
    return whole.digest()


# Names

_MADE = re.compile(r"_.*|(?:match|proof|eq|omega|decide|splitter|hyg)_\d+(?:_\d+)*", re.DOTALL)


@functools.lru_cache(maxsize=65536)
def _plain_components(name: Name) -> tuple[tuple[str | int, ...], tuple[str | int, ...]]:
    """The module of a private name (empty for others), and the components without that prefix."""
    parts = components(name)
    if parts[:1] == ("_private",):
        for place, part in enumerate(parts):
            if isinstance(part, int):
                return parts[1:place], parts[place + 1 :]
    return (), parts


def is_private(name: Name) -> bool:
    return components(name)[:1] == ("_private",)


def is_compiler_made(name: Name) -> bool:
    """Whether the compiler chose the name, so that it depends on what stands before it in the file."""
    return any(isinstance(part, int) or _MADE.fullmatch(part) for part in _plain_components(name)[1])


def lasting_name(name: Name, imported: bool) -> str:
    """A name without what depends on the file's own place: the module of a private name, the scope of a hygienic one.

    Private names of imported modules keep their module: one file can see two of them.
    """
    module, parts = _plain_components(name)
    kind = ""
    if is_private(name):
        kind = "private " + (join(module) + " " if imported else "")
    if not imported and "_@" in parts:
        parts = parts[: parts.index("_@")]
        kind += "hygienic "
    return kind + join(parts)


# What counts of an expression


def significant(expression: Expr, wrappers: frozenset[Name]) -> tuple[Expr, ...]:
    """The parts of an expression that count; of `optParam α v` and the like only α."""
    if wrappers and isinstance(expression, App):
        function = expression.function
        head = function.function if isinstance(function, App) else None
        if isinstance(function, App) and isinstance(head, Const) and head.name in wrappers:
            return (function.argument,)
    return children(expression)


def mentions(roots: Iterable[Expr], wrappers: frozenset[Name]) -> set[Name]:
    """Names of the constants that count in the roots."""
    names: set[Name] = set()
    seen = set(roots)
    stack = list(seen)
    while stack:
        part = stack.pop()
        kids = significant(part, wrappers)
        if isinstance(part, Const):
            names.add(part.name)
        elif isinstance(part, Projection):
            names.add(part.structure)
        elif isinstance(part, NatLiteral):
            names.add("Nat")
        elif isinstance(part, StringLiteral):
            names.add("String")
        for kid in kids:
            if kid not in seen:
                seen.add(kid)
                stack.append(kid)
    return names


class Expressions:
    """Hashes of expressions under one list of universe parameters. Shared parts are hashed once."""

    def __init__(
        self, universes: Sequence[Name], reference: Callable[[Name], bytes], wrappers: frozenset[Name]
    ) -> None:
        self._levels = Normaliser(universes)
        self._reference = reference
        self._wrappers = wrappers
        self._done: dict[Expr, bytes] = {}

    def hash(self, root: Expr) -> bytes:
        """Raises LevelError for a level that is none here, and what `reference` raises."""
        done, wrappers = self._done, self._wrappers
        stack = [root]
        while stack:
            part = stack[-1]
            if part in done:
                stack.pop()
                continue
            kids = significant(part, wrappers)
            missing = [kid for kid in kids if kid not in done]
            if missing:
                stack.extend(missing)
            elif len(kids) == 1 and not isinstance(part, Projection):
                done[part] = done[kids[0]]
            else:
                done[part] = self._node(part, [done[kid] for kid in kids])
        return done[root]

    def _node(self, part: Expr, kids: list[bytes]) -> bytes:
        match part:
            case App():
                return hashlib.sha256(b"app" + kids[0] + kids[1]).digest()
            case Bound(index):
                return digest("bound", index)
            case Const(name, levels):
                return digest("const", self._reference(name), *map(self._levels.text, levels))
            case Lambda():
                return hashlib.sha256(b"lam" + kids[0] + kids[1]).digest()
            case Forall():
                return hashlib.sha256(b"all" + kids[0] + kids[1]).digest()
            case Sort(level):
                return digest("sort", self._levels.text(level))
            case Let():
                return hashlib.sha256(b"let" + kids[0] + kids[1] + kids[2]).digest()
            case NatLiteral(value):
                return digest("nat", value)
            case StringLiteral(text):
                return digest("string", text)
            case Projection(structure, index, _):
                return digest("projection", self._reference(structure), index, kids[0])


class Hasher:
    """Hashes of the constants in a scope, and the keys of its theorems.

    Every method raises UnknownConstantError, CircularError or LevelError (`levels`) where the declarations make
    no sense.
    """

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._done: dict[tuple[Family, Name], bytes] = {}
        # A file that declares these names itself means something else by them.
        self._wrappers = frozenset(name for name in _WRAPPERS if scope.is_imported(name))

    def content(self, name: Name) -> str:
        """Content hash of a constant, in hex."""
        return self._hash("content", name).hex()

    def coarse(self, name: Name) -> str:
        return self._hash("coarse", name).hex()

    def statement_key(self, constant: Constant[Expr]) -> str:
        """Key of a constant's type as a statement."""
        self._prepare("content", (constant.type,))
        return self._statement("content", constant).hex()

    def coarse_key(self, constant: Constant[Expr]) -> str:
        """Key without content hashes: equal for "the same lemma in another environment"."""
        self._prepare("coarse", (constant.type,))
        return self._statement("coarse", constant).hex()

    def proof_hash(self, theorem: c.Theorem[Expr]) -> str:
        """Hash of a statement and its proof, whatever the theorem is called."""
        self._prepare("content", (theorem.type,))
        self._prepare("proof", (theorem.value,))
        expressions = self._expressions("proof", theorem)
        return digest("proof", self._statement("content", theorem), expressions.hash(theorem.value)).hex()

    def _statement(self, family: Family, constant: Constant[Expr]) -> bytes:
        return digest("statement", len(constant.universes), self._expressions(family, constant).hash(constant.type))

    def _expressions(self, family: Family, constant: Constant[Expr]) -> Expressions:
        return Expressions(constant.universes, lambda name: self._done[family, name], self._wrappers)

    def _prepare(self, family: Family, roots: Sequence[Expr]) -> None:
        for name in sorted(mentions(roots, self._wrappers)):
            self._hash(family, name)

    def _hash(self, family: Family, name: Name) -> bytes:
        done = self._done
        root = (family, name)
        open_: set[tuple[Family, Name]] = set()
        stack = [root]
        while stack:
            item = stack[-1]
            if item in done:
                open_.discard(item)
                stack.pop()
                continue
            known = self._scope.known_hash(*item)
            if known is not None:
                done[item] = known
                continue
            missing = [need for need in self._needs(*item) if need not in done]
            if not missing:
                done[item] = self._compute(*item)
                continue
            open_.add(item)
            circle = [need[1] for need in missing if need in open_]
            if circle:
                raise CircularError(f"{item[1]} and {circle[0]} depend on each other in a circle")
            stack.extend(missing)
        return done[root]

    def _by_name(self, family: Family, name: Name, constant: Constant[Expr]) -> bool:
        return family == "coarse" and not (isinstance(constant, c.Definition | c.Theorem) and is_compiler_made(name))

    def _needs(self, family: Family, name: Name) -> list[tuple[Family, Name]]:
        if family == "proof" and self._scope.is_imported(name):
            return [("content", name)]
        constant = self._scope.constant(name)
        if self._by_name(family, name, constant):
            return []
        head = block_head(constant)
        if head is not None and head != name:
            return [(family, head)]
        names = mentions(self._counting(family, constant), self._wrappers)
        if isinstance(constant, c.Inductive):
            names -= set(constant.all)
        needs = [(family, mentioned) for mentioned in sorted(names)]
        if family == "proof" and isinstance(constant, c.Theorem):  # its statement counts by content
            needs += [("content", mentioned) for mentioned in sorted(mentions((constant.type,), self._wrappers))]
        return needs

    def _counting(self, family: Family, constant: Constant[Expr]) -> list[Expr]:
        match constant:
            case c.Theorem():
                return [constant.value if family == "proof" else constant.type]
            case c.Definition() | c.Opaque():
                return [constant.type, constant.value]
            case c.Inductive():
                return [part.type for part in self._block(constant)]
        return [constant.type]

    def _block(self, head: c.Inductive[Expr]) -> list[Constant[Expr]]:
        """The types declared together with `head`, each followed by its constructors."""
        parts: list[Constant[Expr]] = []
        for name in head.all:
            type_ = self._scope.constant(name)
            if not isinstance(type_, c.Inductive):
                raise UnknownConstantError(f"{name} is no inductive type, though {head.name} says so")
            parts += [type_, *(self._scope.constant(made) for made in type_.constructors)]
        return parts

    def _compute(self, family: Family, name: Name) -> bytes:
        imported = self._scope.is_imported(name)
        if family == "proof" and imported:
            return self._done["content", name]
        constant = self._scope.constant(name)
        lasting = self._lasting(name, imported)
        if self._by_name(family, name, constant):
            return digest("name", lasting)
        head = block_head(constant)
        if head is not None and head != name:
            return digest("member", self._done[family, head], lasting)
        universes = len(constant.universes)
        expressions = self._expressions(family, constant)
        match constant:
            case c.Theorem():
                named = "" if is_compiler_made(name) else lasting
                parts = [self._statement("coarse" if family == "coarse" else "content", constant)]
                if family == "proof":
                    parts.append(expressions.hash(constant.value))
                return digest("theorem", named, *parts)
            case c.Definition():
                named = "" if is_compiler_made(name) else lasting
                type_, value = expressions.hash(constant.type), expressions.hash(constant.value)
                return digest("definition", named, constant.safety, universes, type_, value)
            case c.Opaque():
                type_, value = expressions.hash(constant.type), expressions.hash(constant.value)
                return digest("opaque", lasting, int(constant.unsafe), universes, type_, value)
            case c.Axiom():
                return digest("axiom", lasting, int(constant.unsafe), universes, expressions.hash(constant.type))
            case c.Quotient():
                return digest("quotient", lasting, constant.kind, universes, expressions.hash(constant.type))
            case c.Inductive():
                return self._inductive(family, constant, imported)
        raise CircularError(f"{name} names itself as the type that it belongs to")

    def _lasting(self, name: Name, imported: bool) -> str:
        """Two types that a macro declared under one hygienic name are two types, however equal they look."""
        place = 0 if imported else self._scope.place_among_twins(name)
        return lasting_name(name, imported) + (f" #{place}" if place else "")

    def _inductive(self, family: Family, head: c.Inductive[Expr], imported: bool) -> bytes:
        places = {name: digest("in this block", place) for place, name in enumerate(head.all)}

        def reference(name: Name) -> bytes:
            return places.get(name) or self._done[family, name]

        parts: list[bytes] = []
        for part in self._block(head):
            expressions = Expressions(part.universes, reference, self._wrappers)
            lasting = self._lasting(part.name, imported)
            parts.append(digest(type(part).__name__, lasting, len(part.universes), expressions.hash(part.type)))
        return digest("inductive", head.parameters, int(head.unsafe), parts)


def block_head(constant: Constant[E]) -> Name | None:
    """The inductive type under whose name a constant's whole group is declared; None for other constants."""
    match constant:
        case c.Inductive() | c.Recursor():
            return constant.all[0] if constant.all else None
        case c.Constructor():
            return constant.inductive
    return None
