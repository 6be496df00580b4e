"""Reads compiled Lean modules (.olean of Lean 4.35) from bytes, without Lean.

The bytes are not trusted. Lean writes an object after everything it points to; here a pointer must lead strictly
downwards, so whatever the bytes say, the graph has no circle, each object is read once, and reading ends. All that
is wrong with a file surfaces as `OleanError`. Hashes and flags cached inside the objects are never looked at.

Layout: a header of 88 bytes (`olean`, version 2, flags, Lean's version, its commit, the address at which the file
wants to lie), a pointer to the root, and the objects, each of them with a word of 8 bytes in front: reference count
(32 bits), size (16), number of fields or size of elements (8), tag (8). A field is an address, or `2n+1` for a
small number n. What is not a field (numbers, flags) stands behind the fields.
"""

from __future__ import annotations

import functools
import hashlib
import mmap
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from prover_bridge import constants as c
from prover_bridge.constants import Constant
from prover_bridge.expression import Component, Expr, Level, Name, Terms, join

HEADER = 88
_MAX_NAME = 512  # components; no honest name comes near
_LONGEST_NAME = 1 << 16  # characters
_MAX_BINDERS = (1 << 20) - 1  # between a variable and its binder, in Lean too
_ARRAY, _STRING, _BIG = 246, 249, 250
_APPLICATION, _LAMBDA, _FORALL = 5 << 8 | 2, 6 << 8 | 3, 7 << 8 | 3  # tag and number of fields

L = TypeVar("L")
E = TypeVar("E")
T = TypeVar("T")


class OleanError(Exception):
    """The bytes are not a compiled module that this reader understands; says what is wrong."""


class Builder(Protocol[L, E]):
    """Makes levels and expressions of a kind (`expression.Terms`: Python values; the kernel's worker: Lean's own)."""

    def zero(self) -> L: ...
    def succ(self, of: L) -> L: ...
    def max(self, left: L, right: L) -> L: ...
    def imax(self, left: L, right: L) -> L: ...
    def param(self, name: Name) -> L: ...
    def bound(self, index: int) -> E: ...
    def sort(self, level: L) -> E: ...
    def const(self, name: Name, levels: tuple[L, ...]) -> E: ...
    def app(self, function: E, argument: E) -> E: ...
    def lam(self, name: Name, type: E, body: E, info: int) -> E: ...
    def forall(self, name: Name, type: E, body: E, info: int) -> E: ...
    def let(self, name: Name, type: E, value: E, body: E, non_dependent: bool) -> E: ...
    def nat(self, value: int) -> E: ...
    def string(self, value: str) -> E: ...
    def projection(self, structure: Name, index: int, of: E) -> E: ...


@dataclass(frozen=True)
class Import:
    module: Name


class Objects(Generic[L, E]):
    """Decodes names, levels, expressions and declarations from objects in memory, each address once.

    words: the memory as 64-bit words, word 0 at `base`; data: the same memory as bytes.
    """

    def __init__(
        self, words: Sequence[int], data: Callable[[int, int], bytes], base: int, build: Builder[L, E], downwards: bool
    ) -> None:
        self._words = words
        self._data = data
        self._base = base
        self._build = build
        self._downwards = downwards
        self._names: dict[int, tuple[Component, ...]] = {}
        self._texts: dict[int, Name] = {}
        self._levels: dict[int, L] = {}
        self._level_lists: dict[int, tuple[L, ...]] = {}
        self._expressions: dict[int, E] = {}

    # Objects

    def index(self, address: int) -> int:
        """Number of an object's first word. Raises OleanError outside the memory."""
        offset = address - self._base
        if offset < 0 or offset & 7:
            raise OleanError(f"a pointer leads out of the file (offset {offset})")
        return offset >> 3

    def tag(self, address: int) -> int:
        """Constructor number; of a field without an object, the small number itself."""
        if address & 1:
            return address >> 1
        return self._words[self.index(address)] >> 56

    def field(self, address: int, number: int) -> int:
        index = self.index(address)
        head = self._words[index]
        if number >= (head >> 48) & 0xFF or head >> 56 >= _ARRAY:
            raise OleanError(f"an object has no field {number}")
        return self.below(self._words[index + 1 + number], address)

    def below(self, target: int, address: int) -> int:
        """A pointer found in the object at `address`. Raises OleanError where it leads upwards or to itself."""
        if self._downwards and not target & 1 and target >= address:
            raise OleanError("a pointer leads forward, so the objects may form a circle")
        return target

    def scalars(self, address: int, number: int = 0) -> int:
        """A word behind the fields."""
        index = self.index(address)
        return self._words[index + 1 + ((self._words[index] >> 48) & 0xFF) + number]

    def flag(self, address: int, number: int = 0) -> bool:
        return bool((self.scalars(address) >> (8 * number)) & 0xFF)

    def array(self, address: int) -> list[int]:
        index = self.index(address)
        size = self._words[index + 1]
        if self._words[index] >> 56 != _ARRAY or size > 1 << 32:
            raise OleanError("an array is expected")
        start = index + 3
        self._words[start + size - 1 if size else index]  # IndexError where the array is longer than the file
        return [self.below(target, address) for target in self._words[start : start + size]]

    def items(self, address: int) -> Iterator[int]:
        """Elements of a list."""
        while not address & 1:
            yield self.field(address, 0)
            address = self.field(address, 1)

    def string(self, address: int, longest: int = 1 << 31) -> str:
        index = self.index(address)
        if self._words[index] >> 56 != _STRING:
            raise OleanError("a string is expected")
        size = self._words[index + 1]
        if not 1 <= size <= longest:
            raise OleanError("a string has no sensible size")
        raw = self._data((index + 4) * 8, size - 1)
        if len(raw) != size - 1:
            raise OleanError("a string is longer than the file")
        return raw.decode("utf-8")

    def nat(self, address: int) -> int:
        if address & 1:
            return address >> 1
        index = self.index(address)
        if self._words[index] >> 56 != _BIG:
            raise OleanError("a natural number is expected")
        size = self._words[index + 1] >> 32
        if not 1 <= size < 1 << 24:
            raise OleanError("a natural number is negative, or has no sensible size")
        start = self.index(self._words[index + 2]) * 8
        raw = self._data(start, size * 8)
        if len(raw) != size * 8:
            raise OleanError("a natural number is longer than the file")
        return int.from_bytes(raw, "little")

    # Names and levels

    def parts(self, address: int) -> tuple[Component, ...]:
        """Components of a name."""
        found = self._names.get(address)
        if found is not None:
            return found
        path: list[int] = []
        at = address
        while not at & 1 and at not in self._names:
            path.append(at)
            at = self.field(at, 0)
            if len(path) > _MAX_NAME:
                raise OleanError("a name has too many components")
        if at & 1 and at != 1:
            raise OleanError("a name is expected")
        parts = () if at & 1 else self._names[at]
        for step in reversed(path):
            tag = self.tag(step)
            if tag not in (1, 2):
                raise OleanError("a name is expected")
            last = self.field(step, 1)
            parts = (*parts, self.string(last, _LONGEST_NAME) if tag == 1 else self.nat(last))
            if len(parts) > _MAX_NAME:
                raise OleanError("a name has too many components")
            self._names[step] = parts
        return parts

    def name(self, address: int) -> Name:
        found = self._texts.get(address)
        if found is None:
            parts = self.parts(address)
            if sum(len(part) if isinstance(part, str) else part.bit_length() for part in parts) > _LONGEST_NAME:
                raise OleanError("a name is too long")
            found = self._texts[address] = join(parts)
        return found

    def names(self, address: int) -> tuple[Name, ...]:
        return tuple(self.name(item) for item in self.items(address))

    def level(self, root: int) -> L:
        done, build = self._levels, self._build
        stack = [root]
        while stack:
            address = stack[-1]
            if address in done:
                stack.pop()
                continue
            tag = self.tag(address)
            if tag == 0:
                done[address] = build.zero()
            elif tag == 4:
                done[address] = build.param(self.name(self.field(address, 0)))
            elif tag in (1, 2, 3):
                kids = [self.field(address, number) for number in range(1 if tag == 1 else 2)]
                missing = [kid for kid in kids if kid not in done]
                if missing:
                    stack.extend(missing)
                elif tag == 1:
                    done[address] = build.succ(done[kids[0]])
                else:
                    make = build.max if tag == 2 else build.imax
                    done[address] = make(done[kids[0]], done[kids[1]])
            else:
                raise OleanError("a universe level has an open variable")
        return done[root]

    def _level_list(self, address: int) -> tuple[L, ...]:
        found = self._level_lists.get(address)
        if found is None:
            found = self._level_lists[address] = tuple(self.level(item) for item in self.items(address))
        return found

    # Expressions

    def expression(self, root: int) -> E:
        """The expression at an address. Most of a replay's reading goes by here, so that the words of applications
        and binders, of which nearly all expressions consist, are looked at in place."""
        done, words, base, make = self._expressions, self._words, self._base, self._build.app
        find = done.get
        stack = [root]
        while stack:
            address = stack[-1]
            if address in done:
                stack.pop()
                continue
            offset = address - base
            if offset < 0 or offset & 7:
                raise OleanError("an expression is expected")
            at = offset >> 3
            shape = words[at] >> 48
            if shape == _APPLICATION:
                first, second = words[at + 1], words[at + 2]
            elif shape in (_LAMBDA, _FORALL):
                first, second = words[at + 2], words[at + 3]
            else:
                self._other(address, shape >> 8, stack)
                continue
            if self._downwards and (first >= address or second >= address):
                raise OleanError("a pointer leads forward, so the objects may form a circle")
            left, right = find(first), find(second)
            if left is None:
                stack.append(first)
            if right is None:
                stack.append(second)
            if left is not None and right is not None:
                stack.pop()
                done[address] = make(left, right) if shape == _APPLICATION else self._binder(address, left, right)
        return done[root]

    def _binder(self, address: int, type_: E, body: E) -> E:
        kind = self.scalars(address, 1) & 0xFF  # behind 8 bytes of cached data
        if kind > 3:
            raise OleanError("a binder is of no known kind")
        make = self._build.lam if self.tag(address) == 6 else self._build.forall
        return make(self.name(self.field(address, 0)), type_, body, kind)

    def _other(self, address: int, tag: int, stack: list[int]) -> None:
        """Build an expression of another kind, or put what it waits for on the stack."""
        done, build = self._expressions, self._build
        if tag == 8:
            kids = [self.field(address, number) for number in (1, 2, 3)]
        elif tag == 10 or tag == 11:
            kids = [self.field(address, tag - 9)]
        else:
            done[address] = self._leaf(address, tag)
            return
        missing = [kid for kid in kids if kid not in done]
        if missing:
            stack.extend(missing)
        elif tag == 8:
            flags = self.scalars(address, 1) & 0xFF
            type_, value, body = (done[kid] for kid in kids)
            done[address] = build.let(self.name(self.field(address, 0)), type_, value, body, bool(flags))
        elif tag == 10:
            done[address] = done[kids[0]]
        else:
            structure, index = self.name(self.field(address, 0)), self.nat(self.field(address, 1))
            done[address] = build.projection(structure, index, done[kids[0]])

    def _leaf(self, address: int, tag: int) -> E:
        build = self._build
        if tag == 4:
            return build.const(self.name(self.field(address, 0)), self._level_list(self.field(address, 1)))
        if tag == 0:
            index = self.nat(self.field(address, 0))
            if index >= _MAX_BINDERS:  # Lean would forget that the variable is open
                raise OleanError("a variable is bound too far away")
            return build.bound(index)
        if tag == 3:
            return build.sort(self.level(self.field(address, 0)))
        if tag == 9:
            literal = self.field(address, 0)
            value = self.field(literal, 0)
            return build.nat(self.nat(value)) if self.tag(literal) == 0 else build.string(self.string(value))
        raise OleanError("an expression has an open variable, or is none")

    # Declarations

    def constant(self, address: int) -> Constant[E]:
        tag, value = self.tag(address), self.field(address, 0)
        head = self.field(value, 0)
        name, universes = self.name(self.field(head, 0)), self.names(self.field(head, 1))
        type_ = self.expression(self.field(head, 2))

        def number(field: int) -> int:
            return self.nat(self.field(value, field))

        if tag == 0:
            return c.Axiom(name, universes, type_, self.flag(value))
        if tag in (1, 2, 3):
            body = self.expression(self.field(value, 1))
            if tag == 2:
                return c.Theorem(name, universes, type_, body, self.names(self.field(value, 2)))
            if tag == 3:
                return c.Opaque(name, universes, type_, body, self.flag(value), self.names(self.field(value, 2)))
            safety = _choice(self.scalars(value) & 0xFF, _SAFETY)
            every = self.names(self.field(value, 3))
            return c.Definition(name, universes, type_, body, self._hints(self.field(value, 2)), safety, every)
        if tag == 4:
            return c.Quotient(name, universes, type_, _choice(self.scalars(value) & 0xFF, _QUOTIENTS))
        if tag == 5:
            every, made = self.names(self.field(value, 3)), self.names(self.field(value, 4))
            flags = [self.flag(value, i) for i in range(3)]
            return c.Inductive(name, universes, type_, number(1), number(2), every, made, number(5), *flags)
        if tag == 6:
            of = self.name(self.field(value, 1))
            return c.Constructor(name, universes, type_, of, number(2), number(3), number(4), self.flag(value))
        if tag == 7:
            rules = tuple(self._rule(item) for item in self.items(self.field(value, 6)))
            every = self.names(self.field(value, 1))
            parameters, indices, motives, minors = (number(i) for i in range(2, 6))
            k, unsafe = self.flag(value), self.flag(value, 1)
            return c.Recursor(name, universes, type_, every, parameters, indices, motives, minors, rules, k, unsafe)
        raise OleanError(f"a declaration of no known kind ({tag})")

    def _hints(self, address: int) -> c.Hints:
        if address == 1:
            return c.Hints("opaque")
        if address == 3:
            return c.Hints("abbrev")
        if self.tag(address) != 2 or address & 1:
            raise OleanError("reducibility hints of no known kind")
        return c.Hints("regular", self.scalars(address) & 0xFFFFFFFF)

    def _rule(self, address: int) -> c.Rule[E]:
        constructor, fields, value = (self.field(address, i) for i in range(3))
        return c.Rule(self.name(constructor), self.nat(fields), self.expression(value))


_SAFETY: tuple[c.Safety, ...] = ("unsafe", "safe", "partial")
_QUOTIENTS: tuple[Any, ...] = ("type", "ctor", "lift", "ind")


def _choice(number: int, options: Sequence[T]) -> T:
    if number >= len(options):
        raise OleanError("a flag has no known value")
    return options[number]


class Module(Generic[L, E]):
    """A compiled module. Declarations are decoded when they are asked for.

    lean_version, lean_commit: as the header says. is_module: whether the source says `module`. imports: direct
    imports, in order.
    All methods raise OleanError where the bytes do not make sense.
    """

    def __init__(self, parts: Sequence[bytes | mmap.mmap], build: Builder[L, E]) -> None:
        """parts: the bytes of `X.olean`, and where they exist `X.olean.server`, `X.olean.private`, in that order."""
        self._parts = parts
        with _guarded():
            bases = [_header(part) for part in parts]
            if len(parts) == 1 and len(parts[0]) % 8 == 0:
                whole: bytes | mmap.mmap = parts[0]
            else:
                whole = _joined(parts, bases)
            self.lean_version = bytes(parts[0][7:40]).rstrip(b"\0").decode("ascii")
            self.lean_commit = bytes(parts[0][40:80]).rstrip(b"\0").decode("ascii")
            words = memoryview(whole).cast("Q")
            self._objects = Objects(words, lambda start, size: whole[start : start + size], bases[0], build, True)
            root = words[(bases[-1] - bases[0] + HEADER) // 8]
            fields = [self._objects.field(root, i) for i in range(5)]
            self.is_module = self._objects.flag(root)
            self.imports = tuple(
                Import(self._objects.name(self._objects.field(item, 0))) for item in self._objects.array(fields[0])
            )
            self._constants, self._entries = fields[2], fields[4]
            self._table: dict[Name, int] | None = None

    def _addresses(self) -> dict[Name, int]:
        if self._table is None:
            table: dict[Name, int] = {}
            objects = self._objects
            with _guarded():
                for address in objects.array(self._constants):
                    head = objects.field(objects.field(address, 0), 0)
                    name = objects.name(objects.field(head, 0))
                    if name in table:
                        raise OleanError(f"{name} is declared twice")
                    table[name] = address
            self._table = table
        return self._table

    @functools.cached_property
    def sha256(self) -> str:
        """Hash (hex) of the very bytes that were read."""
        return digest_of(self._parts)

    @property
    def names(self) -> tuple[Name, ...]:
        """Names of all declarations, in the file's order."""
        return tuple(self._addresses())

    def __contains__(self, name: Name) -> bool:
        return name in self._addresses()

    def constant(self, name: Name) -> Constant[E]:
        """The declaration of that name; KeyError where the module has none."""
        address = self._addresses()[name]
        with _guarded():
            return self._objects.constant(address)

    def positions(self) -> dict[Name, tuple[int, int]]:
        """Where declarations that stand in the source begin: line (from 1) and column, as the elaborator noted it.

        Believed for order and display only. Empty where the module has no such table.
        """
        found: dict[Name, tuple[int, int]] = {}
        objects = self._objects
        with _guarded():
            for entry in objects.array(self._entries):
                if objects.name(objects.field(entry, 0)) != "Lean.declRangeExt":
                    continue
                for item in objects.array(objects.field(entry, 1)):
                    start = objects.field(objects.field(objects.field(item, 1), 0), 0)
                    line, column = (objects.nat(objects.field(start, i)) for i in range(2))
                    found[objects.name(objects.field(item, 0))] = (line, column)
        return found


class _guarded:
    """Turns what Python says of nonsensical bytes into OleanError."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, IndexError | ValueError | OverflowError | TypeError | MemoryError):
            raise OleanError(f"the file is damaged ({type(error).__name__}: {error})") from error


def _header(part: bytes | mmap.mmap) -> int:
    if sys.byteorder != "little":
        raise OleanError("compiled modules are read on little-endian machines only")
    if len(part) < HEADER + 8 or part[:5] != b"olean":
        raise OleanError("this is no compiled Lean module")
    if part[5] != 2:
        raise OleanError(f"the file is written in version {part[5]} of the format; version 2 is known")
    if part[6] != 1:
        raise OleanError("the file writes large numbers in another way than Lean's official builds")
    base = int.from_bytes(part[80:88], "little")
    if base % 8:
        raise OleanError("the file's address is not aligned")
    return base


def _joined(parts: Sequence[bytes | mmap.mmap], bases: Sequence[int]) -> bytes:
    """Parts that point into each other, laid out as their addresses say."""
    whole = bytearray()
    for part, base in zip(parts, bases, strict=True):
        gap = base - bases[0] - len(whole)
        if not 0 <= gap < 1 << 20:
            raise OleanError("the parts of the module do not fit together")
        whole += bytes(gap) + part[:]
        whole += bytes(-len(whole) % 8)
    return bytes(whole)


def digest_of(parts: Sequence[bytes | mmap.mmap]) -> str:
    """SHA-256 (hex) of the parts of a module, each by itself."""
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def read(path: Path) -> Module[Level, Expr]:
    """The module compiled to `path`, as Python values. Raises OleanError, and OSError where it cannot be opened."""
    return read_with(path, Terms())


def read_with(path: Path, build: Builder[L, E]) -> Module[L, E]:
    """The same, with expressions of another kind."""
    return Module([part.read_bytes() for part in parts_of(path)], build)


def parts_of(path: Path) -> list[Path]:
    """The files that make up a compiled module: one, or three where its source says `module`."""
    more = [path.with_name(path.name + suffix) for suffix in (".server", ".private")]
    return [path, *more] if more[1].is_file() else [path]
