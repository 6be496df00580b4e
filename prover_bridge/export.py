"""Declarations in the text format of lean4export (NDJSON, version 3.1.0), for kernels that are not Lean's.

One JSON object a line. Names, levels and expressions get numbers (`in`, `il`, `ie`) when they first appear, equal ones
the same number; 0 is the anonymous name and level zero. Declarations come in order of dependency, a mutual group of
types as one line with its constructors and recursors. Metadata is left out, and every `let` counts as dependent.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, TextIO

from prover_bridge import constants as c
from prover_bridge.constants import Constant
from prover_bridge.expression import (
    App,
    Bound,
    Const,
    Expr,
    Forall,
    IMax,
    Lambda,
    Let,
    Level,
    Max,
    Name,
    NatLiteral,
    Param,
    Projection,
    Sort,
    StringLiteral,
    Succ,
    Zero,
    children,
    components,
    join,
)
from prover_bridge.keys import block_head

FORMAT = "3.1.0"
_INFO = {"default": "default", "implicit": "implicit", "strict": "strictImplicit", "instance": "instImplicit"}
_QUOTIENT = ("Quot", "Quot.mk", "Quot.lift", "Quot.ind")

Lookup = Callable[[Name], Constant[Expr] | None]


def write(
    stream: TextIO, names: Iterable[Name], lookup: Lookup, *, lean_version: str, lean_commit: str, version: str
) -> int:
    """Write `names`, which stand in order of dependency; returns how many declarations there are.

    lookup: every constant that they reach. version: of this program.
    """
    exporter = _Exporter(stream, lookup)
    exporter.line(
        {
            "meta": {
                "exporter": {"name": "lemmasmith", "version": version},
                "lean": {"githash": lean_commit, "version": lean_version},
                "format": {"version": FORMAT},
            }
        }
    )
    for name in names:
        exporter.constant(name)
    return len(exporter.written)


class _Exporter:
    def __init__(self, stream: TextIO, lookup: Lookup) -> None:
        self._stream = stream
        self._lookup = lookup
        self.written: set[Name] = set()
        self._names: dict[tuple[str | int, ...], int] = {(): 0}
        self._levels: dict[tuple[Any, ...], int] = {("zero",): 0}
        self._level_of: dict[Level, int] = {}
        self._expressions: dict[tuple[Any, ...], int] = {}
        self._expression_of: dict[Expr, int] = {}

    def line(self, value: dict[str, Any]) -> None:
        self._stream.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")

    # Names, levels, expressions: the number, after a line for what is new

    def _name(self, name: Name) -> int:
        return self._parts(components(name))

    def _parts(self, parts: tuple[str | int, ...]) -> int:
        found = self._names.get(parts)
        if found is None:
            before, last = self._parts(parts[:-1]), parts[-1]
            found = self._names[parts] = len(self._names)
            named = (
                {"num": {"pre": before, "i": last}} if isinstance(last, int) else {"str": {"pre": before, "str": last}}
            )
            self.line({**named, "in": found})
        return found

    def _level(self, root: Level) -> int:
        done, stack = self._level_of, [root]
        while stack:
            level = stack[-1]
            parts: tuple[Level, ...] = ()
            match level:
                case Succ(of):
                    parts = (of,)
                case Max(left, right) | IMax(left, right):
                    parts = (left, right)
            missing = [part for part in parts if part not in done]
            if missing:
                stack += missing
                continue
            stack.pop()
            if level not in done:
                done[level] = self._new_level(level, [done[part] for part in parts])
        return done[root]

    def _new_level(self, level: Level, parts: list[int]) -> int:
        value: dict[str, Any]
        match level:
            case Zero():
                return 0
            case Succ():
                value = {"succ": parts[0]}
            case Max():
                value = {"max": parts}
            case IMax():
                value = {"imax": parts}
            case Param(name):
                value = {"param": self._name(name)}
        return self._numbered(self._levels, value, "il")

    def _expression(self, root: Expr) -> int:
        done, stack = self._expression_of, [root]
        while stack:
            part = stack[-1]
            missing = [kid for kid in children(part) if kid not in done] if part not in done else []
            if missing:
                stack += reversed(missing)
                continue
            stack.pop()
            if part not in done:
                done[part] = self._new_expression(part, [done[kid] for kid in children(part)])
        return done[root]

    def _new_expression(self, part: Expr, kids: list[int]) -> int:
        value: dict[str, Any]
        match part:
            case Bound(index):
                value = {"bvar": index}
            case Sort(level):
                value = {"sort": self._level(level)}
            case Const(name, levels):
                value = {"const": {"name": self._name(name), "us": [self._level(level) for level in levels]}}
            case App():
                value = {"app": {"fn": kids[0], "arg": kids[1]}}
            case Lambda(name, _, _, info) | Forall(name, _, _, info):
                kind = "lam" if isinstance(part, Lambda) else "forallE"
                binder = {"name": self._name(name), "type": kids[0], "body": kids[1], "binderInfo": _INFO[info]}
                value = {kind: binder}
            case Let(name, _, _, _):
                bound = {"name": self._name(name), "type": kids[0], "value": kids[1], "body": kids[2]}
                value = {"letE": {**bound, "nondep": False}}
            case NatLiteral(number):
                value = {"natVal": decimal(number)}
            case StringLiteral(text):
                value = {"strVal": text}
            case Projection(structure, index, _):
                value = {"proj": {"typeName": self._name(structure), "idx": index, "struct": kids[0]}}
        return self._numbered(self._expressions, value, "ie")

    def _numbered(self, table: dict[tuple[Any, ...], int], value: dict[str, Any], tag: str) -> int:
        key = (json.dumps(value, ensure_ascii=False),)
        found = table.get(key)
        if found is None:
            found = table[key] = len(table)
            self.line({**value, tag: found})
        return found

    # Declarations

    def constant(self, name: Name) -> None:
        if name in self.written:
            return
        constant = self._known(name)
        head = block_head(constant)
        if head is not None:
            self._types(head)
            return
        if isinstance(constant, c.Quotient):
            for each in _QUOTIENT:
                quotient = self._known(each)
                assert isinstance(quotient, c.Quotient)
                self.written.add(each)
                self.line({"quot": {**self._head(quotient), "kind": quotient.kind}})
            return
        self.written.add(name)
        value = self._head(constant)
        match constant:
            case c.Axiom():
                self.line({"axiom": {**value, "isUnsafe": constant.unsafe}})
            case c.Theorem():
                self.line({"thm": {**value, "value": self._expression(constant.value), "all": self._all(constant.all)}})
            case c.Definition(hints=hints):
                how = {"regular": hints.height} if hints.kind == "regular" else hints.kind
                more = {"value": self._expression(constant.value), "hints": how, "safety": constant.safety}
                self.line({"def": {**value, **more, "all": self._all(constant.all)}})
            case c.Opaque():
                more = {"value": self._expression(constant.value), "isUnsafe": constant.unsafe}
                self.line({"opaque": {**value, **more, "all": self._all(constant.all)}})

    def _types(self, head: Name) -> None:
        first = self._known(head)
        assert isinstance(first, c.Inductive)
        types = [type_ for type_ in map(self._known, first.all) if isinstance(type_, c.Inductive)]
        makers = [self._known(made) for type_ in types for made in type_.constructors]
        eliminators = [join((*components(type_.name), "rec")) for type_ in types]
        eliminators += [join((*components(head), f"rec_{number + 1}")) for number in range(first.nested)]
        recursors = [self._known(name) for name in eliminators]
        self.written.update(each.name for each in (*types, *makers, *recursors))
        lines = {
            "types": [self._type(each) for each in types],
            "ctors": [self._constructor(each) for each in makers if isinstance(each, c.Constructor)],
            "recs": [self._recursor(each) for each in recursors if isinstance(each, c.Recursor)],
        }
        self.line({"inductive": lines})

    def _type(self, type_: c.Inductive[Expr]) -> dict[str, Any]:
        return {
            **self._head(type_),
            "numParams": type_.parameters,
            "numIndices": type_.indices,
            "all": self._all(type_.all),
            "ctors": self._all(type_.constructors),
            "numNested": type_.nested,
            "isRec": type_.recursive,
            "isUnsafe": type_.unsafe,
            "isReflexive": type_.reflexive,
        }

    def _constructor(self, made: c.Constructor[Expr]) -> dict[str, Any]:
        return {
            **self._head(made),
            "induct": self._name(made.inductive),
            "cidx": made.index,
            "numParams": made.parameters,
            "numFields": made.fields,
            "isUnsafe": made.unsafe,
        }

    def _recursor(self, recursor: c.Recursor[Expr]) -> dict[str, Any]:
        rules = [
            {"ctor": self._name(rule.constructor), "nfields": rule.fields, "rhs": self._expression(rule.value)}
            for rule in recursor.rules
        ]
        return {
            **self._head(recursor),
            "all": self._all(recursor.all),
            "numParams": recursor.parameters,
            "numIndices": recursor.indices,
            "numMotives": recursor.motives,
            "numMinors": recursor.minors,
            "rules": rules,
            "k": recursor.k,
            "isUnsafe": recursor.unsafe,
        }

    def _head(self, constant: Constant[Expr]) -> dict[str, Any]:
        for universe in constant.universes:
            self._numbered(self._levels, {"param": self._name(universe)}, "il")
        return {
            "name": self._name(constant.name),
            "levelParams": self._all(constant.universes),
            "type": self._expression(constant.type),
        }

    def _all(self, names: Iterable[Name]) -> list[int]:
        return [self._name(name) for name in names]

    def _known(self, name: Name) -> Constant[Expr]:
        found = self._lookup(name)
        if found is None:
            raise KeyError(name)
        return found


def decimal(number: int) -> str:
    """A natural number in decimal digits, however large (Python's own `str` stops at 4,300 digits)."""
    parts: list[str] = []
    step = 10**4000
    while number >= step:
        number, low = divmod(number, step)
        parts.append(str(low).zfill(4000))
    return "".join([str(number), *reversed(parts)])
