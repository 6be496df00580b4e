"""Writes compiled modules that Lean never wrote, as code that runs while a file is elaborated could leave them.

Only what the reader looks at is there: no caches, no hashes, no environment extensions.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from prover_bridge.expression import Component, Name, components

BASE = 1 << 40
_HEADER = 88


class Writer:
    """An `olean.Builder`: levels and expressions are addresses of objects. `module` gives the file's bytes."""

    def __init__(self) -> None:
        self._raw = bytearray(bytes(_HEADER + 8))
        self._names: dict[tuple[Component, ...], int] = {(): 1}
        self._constants: list[int] = []
        self._zero = self.object(0, (), bytes(8))

    # Objects

    def object(self, tag: int, fields: Sequence[int], scalars: bytes = b"") -> int:
        address = BASE + len(self._raw)
        self._raw += struct.pack(f"<iHBB{len(fields)}Q", 0, 0, len(fields), tag, *fields)
        self._raw += scalars + bytes(-len(scalars) % 8)
        return address

    def text(self, text: str) -> int:
        raw = text.encode() + b"\0"
        address = BASE + len(self._raw)
        self._raw += struct.pack("<iHBBQQQ", 0, 0, 0, 249, len(raw), len(raw), len(text)) + raw
        self._raw += bytes(-len(raw) % 8)
        return address

    def number(self, value: int) -> int:
        if value < 1 << 63:
            return 2 * value + 1
        words = (value.bit_length() + 63) // 64
        address = BASE + len(self._raw)
        self._raw += struct.pack("<iHBBiiQ", 0, 0, 0, 250, words, words, address + 24)
        self._raw += value.to_bytes(words * 8, "little")
        return address

    def array(self, items: Sequence[int]) -> int:
        address = BASE + len(self._raw)
        self._raw += struct.pack(f"<iHBBQQ{len(items)}Q", 0, 0, 0, 246, len(items), len(items), *items)
        return address

    def list(self, items: Sequence[int]) -> int:
        made = 1
        for item in reversed(items):
            made = self.object(1, (item, made))
        return made

    def name(self, name: Name) -> int:
        return self.parts(components(name))

    def parts(self, parts: tuple[Component, ...]) -> int:
        if parts not in self._names:
            before, last = self.parts(parts[:-1]), parts[-1]
            kind, value = (1, self.text(last)) if isinstance(last, str) else (2, self.number(last))
            self._names[parts] = self.object(kind, (before, value), bytes(8))
        return self._names[parts]

    def name_of(self, before: int, part: int) -> int:
        """A name from addresses, so that its parts can be shared."""
        return self.object(1, (before, part), bytes(8))

    # Levels and expressions

    def zero(self) -> int:
        return self._zero

    def succ(self, of: int) -> int:
        return self.object(1, (of,), bytes(8))

    def max(self, left: int, right: int) -> int:
        return self.object(2, (left, right), bytes(8))

    def imax(self, left: int, right: int) -> int:
        return self.object(3, (left, right), bytes(8))

    def param(self, name: Name) -> int:
        return self.object(4, (self.name(name),), bytes(8))

    def bound(self, index: int) -> int:
        return self.object(0, (self.number(index),), bytes(8))

    def sort(self, level: int) -> int:
        return self.object(3, (level,), bytes(8))

    def const(self, name: Name, levels: tuple[int, ...] = ()) -> int:
        return self.object(4, (self.name(name), self.list(levels)), bytes(8))

    def app(self, function: int, *arguments: int) -> int:
        for argument in arguments:
            function = self.object(5, (function, argument), bytes(8))
        return function

    def lam(self, name: Name, type: int, body: int, info: int = 0) -> int:
        return self.object(6, (self.name(name), type, body), bytes(8) + bytes([info]))

    def forall(self, name: Name, type: int, body: int, info: int = 0) -> int:
        return self.object(7, (self.name(name), type, body), bytes(8) + bytes([info]))

    def nat(self, value: int) -> int:
        return self.object(9, (self.object(0, (self.number(value),)),), bytes(8))

    # Declarations

    def _head(self, name: Name | int, type: int, universes: Sequence[Name]) -> int:
        known = name if isinstance(name, int) else self.name(name)
        return self.object(0, (known, self.list([self.name(each) for each in universes]), type))

    def theorem(self, name: Name | int, type: int, proof: int, universes: Sequence[Name] = ()) -> None:
        value = self.object(0, (self._head(name, type, universes), proof, 1))
        self._constants.append(self.object(2, (value,)))

    def axiom(self, name: Name, type: int) -> None:
        self._constants.append(self.object(0, (self.object(0, (self._head(name, type, ()),), bytes(1)),)))

    def definition(self, name: Name, type: int, body: int) -> None:
        abbreviation = 3
        value = self.object(0, (self._head(name, type, ()), body, abbreviation, 1), bytes([1]))
        self._constants.append(self.object(1, (value,)))

    def module(self, imports: Sequence[Name] = ("Init",)) -> bytes:
        imported = [self.object(0, (self.name(each),), bytes(8)) for each in imports]
        fields = [self.array(imported), self.array([]), self.array(self._constants), self.array([]), self.array([])]
        root = self.object(0, fields, bytes(8))
        head = b"olean\2\1" + b"4.35.0".ljust(33, b"\0") + b"0" * 40 + struct.pack("<Q", BASE)
        self._raw[: _HEADER + 8] = head + struct.pack("<Q", root)
        return bytes(self._raw)
