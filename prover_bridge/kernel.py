"""Lean's kernel through its C interface, for a process of its own (`kernel_worker`).

Names, levels and expressions are made by Lean's own exported constructors, which compute every cached hash and flag
anew; declarations are checked by the exported `lean_add_decl`. An object is a pointer (int); a small number n is the
int 2n+1. Every object made here gets reference count 0, which in Lean means "never freed": the process is short-lived
and its owner watches its memory.

The interfaces used are those of Lean 4.35 (`prover_bridge.toolchain.EMBEDDED_VERSION`).
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from prover_bridge import constants as c
from prover_bridge.constants import Constant
from prover_bridge.expression import Component, Expr, Level, Name, Terms, components
from prover_bridge.keys import Expressions, digest
from prover_bridge.olean import Objects

Object = int

Block = Sequence[tuple[c.Inductive[Object], Sequence[Constant[Object]]]]

_NOTHING = 1  # box(0): Name.anonymous, List.nil, Option.none
# Kernel.Exception without fields: limits, not verdicts.
_LIMITS = {13: "its time limit", 14: "its memory limit", 15: "its recursion limit", 16: "an interruption"}
# So it words limits that come as texts: it does not write out a power of more than 2 ^ 24 digits, for instance.
_LIMIT_WORDS = ("deep recursion", "memory", "refused to evaluate")
_REASONS = {
    0: "unknown constant",
    1: "declared twice",
    2: "the proof or value does not have the declared type",
    3: "open metavariables",
    4: "open variables",
    5: "a function is expected",
    6: "a type is expected",
    7: "a `let` value does not have its type",
    8: "an expression does not have its type",
    9: "an argument does not have the expected type",
    10: "an invalid projection",
    11: "the type of a theorem is not a proposition",
}


@dataclass(frozen=True)
class Rejection:
    """undecided: the kernel stopped at a limit, which says nothing about the declaration."""

    reason: str
    undecided: bool


class Kernel:
    """The kernel with an environment that starts empty. `Builder` of olean.Module for Lean's own expressions.

    Can be made once per process. Raises OSError or AttributeError where the library is not the known one.
    """

    def __init__(self, library: str, memory_mb: int) -> None:
        lean = ctypes.CDLL(library, mode=os.RTLD_GLOBAL | os.RTLD_LAZY)
        self._lean = lean
        lean.lean_initialize()
        lean.lean_io_mark_end_initialization()
        pointer, byte, size = ctypes.c_void_p, ctypes.c_uint8, ctypes.c_size_t

        def function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
            found = getattr(lean, name)
            found.restype, found.argtypes = result, arguments
            return found  # type: ignore[no-any-return]

        p = pointer
        self._allocate = function("lean_alloc_object", p, size)
        self._string_bytes = function("lean_mk_string_from_bytes_unchecked", p, ctypes.c_char_p, size)
        self._large = function("lean_cstr_to_nat", p, ctypes.c_char_p)
        self._name_string = function("lean_name_mk_string", p, p, p)
        self._name_number = function("lean_name_mk_numeral", p, p, p)
        self._zero = function("lean_level_mk_zero", p, p)
        self._succ = function("lean_level_mk_succ", p, p)
        self._max = function("lean_level_mk_max", p, p, p)
        self._imax = function("lean_level_mk_imax", p, p, p)
        self._param = function("lean_level_mk_param", p, p)
        self._bound = function("lean_expr_mk_bvar", p, p)
        self._sort = function("lean_expr_mk_sort", p, p)
        self._const = function("lean_expr_mk_const", p, p, p)
        self._app = function("lean_expr_mk_app", p, p, p)
        self._lambda = function("lean_expr_mk_lambda", p, p, p, p, byte)
        self._forall = function("lean_expr_mk_forall", p, p, p, p, byte)
        self._let = function("lean_expr_mk_let", p, p, p, p, p, byte)
        self._literal = function("lean_expr_mk_lit", p, p)
        self._projection = function("lean_expr_mk_proj", p, p, p, p)
        self._axiom = function("lean_mk_axiom_val", p, p, p, p, byte)
        self._definition = function("lean_mk_definition_val", p, p, p, p, p, p, byte, p)
        self._theorem = function("lean_mk_theorem_val", p, p, p, p, p, p)
        self._opaque = function("lean_mk_opaque_val", p, p, p, p, p, byte, p)
        self._inductive = function("lean_mk_inductive_decl", p, p, p, p, byte)
        self._add_declaration = function("lean_add_decl", p, p, size, size, p, p)
        self._add_unchecked = function("lean_add_decl_without_checking", p, p, p)
        self._release = function("lean_dec_ref_cold", None, p)
        self._find = function("lean_environment_find", p, p, p)
        function("lean_internal_set_max_memory", p, size)(memory_mb << 20)
        self._names: dict[Name, Object] = {}
        self._by_parts: dict[tuple[Component, ...], Object] = {(): _NOTHING}
        self._constants: dict[tuple[Name, tuple[Object, ...]], Object] = {}
        self._bounds: dict[int, Object] = {}
        self._level_zero = self._keep(self._zero(_NOTHING))
        made = function("l_Lean_mkEmptyEnvironment", p, ctypes.c_uint32)(0)
        whole = _word(made + 8)
        self._environment: Object = function("lean_elab_environment_to_kernel_env", p, p)(whole)

    # Objects

    def _keep(self, made: Object) -> Object:
        if not made & 1:
            ctypes.c_int32.from_address(made).value = 0
        return made

    def _object(self, tag: int, *parts: Object) -> Object:
        size = 8 + 8 * len(parts)
        address: Object = self._allocate(size)
        raw = struct.pack(f"<iHBB{len(parts)}Q", 0, size, len(parts), tag, *parts)
        ctypes.memmove(address, raw, size)
        return address

    def _list(self, items: Sequence[Object]) -> Object:
        made = _NOTHING
        for item in reversed(items):
            made = self._object(1, item, made)
        return made

    def _text(self, text: str) -> Object:
        raw = text.encode("utf-8")
        return self._keep(self._string_bytes(raw, len(raw)))

    def _nat(self, value: int) -> Object:
        return 2 * value + 1 if value < 1 << 63 else self._keep(self._large(str(value).encode()))

    def name(self, name: Name) -> Object:
        found = self._names.get(name)
        if found is None:
            found = self._names[name] = self._name_of(components(name))
        return found

    def _name_of(self, parts: tuple[Component, ...]) -> Object:
        found = self._by_parts.get(parts)
        if found is None:
            before, last = self._name_of(parts[:-1]), parts[-1]
            if isinstance(last, int):
                found = self._keep(self._name_number(before, self._nat(last)))
            else:
                found = self._keep(self._name_string(before, self._text(last)))
            self._by_parts[parts] = found
        return found

    def _name_list(self, names: Sequence[Name]) -> Object:
        return self._list([self.name(name) for name in names])

    # Levels and expressions (olean.Builder)

    def zero(self) -> Object:
        return self._level_zero

    def succ(self, of: Object) -> Object:
        return self._keep(self._succ(of))

    def max(self, left: Object, right: Object) -> Object:
        return self._keep(self._max(left, right))

    def imax(self, left: Object, right: Object) -> Object:
        return self._keep(self._imax(left, right))

    def param(self, name: Name) -> Object:
        return self._keep(self._param(self.name(name)))

    def bound(self, index: int) -> Object:
        found = self._bounds.get(index)
        if found is None:
            found = self._bounds[index] = self._keep(self._bound(self._nat(index)))
        return found

    def sort(self, level: Object) -> Object:
        return self._keep(self._sort(level))

    def const(self, name: Name, levels: tuple[Object, ...]) -> Object:
        found = self._constants.get((name, levels))
        if found is None:
            found = self._keep(self._const(self.name(name), self._list(levels)))
            self._constants[name, levels] = found
        return found

    def app(self, function: Object, argument: Object) -> Object:
        made: Object = self._app(function, argument)
        ctypes.c_int32.from_address(made).value = 0
        return made

    def lam(self, name: Name, type: Object, body: Object, info: int) -> Object:
        return self._keep(self._lambda(self.name(name), type, body, info))

    def forall(self, name: Name, type: Object, body: Object, info: int) -> Object:
        return self._keep(self._forall(self.name(name), type, body, info))

    def let(self, name: Name, type: Object, value: Object, body: Object, non_dependent: bool) -> Object:
        return self._keep(self._let(self.name(name), type, value, body, non_dependent))

    def nat(self, value: int) -> Object:
        return self._keep(self._literal(self._object(0, self._nat(value))))

    def string(self, value: str) -> Object:
        return self._keep(self._literal(self._object(1, self._text(value))))

    def projection(self, structure: Name, index: int, of: Object) -> Object:
        return self._keep(self._projection(self.name(structure), self._nat(index), of))

    # Declarations

    def add(self, constant: Constant[Object], checked: bool = True) -> Rejection | None:
        """Check a declaration and add it; None where the kernel accepts it. checked: False adds it on trust."""
        name, universes = self.name(constant.name), self._name_list(constant.universes)
        match constant:
            case c.Axiom(_, _, type_, unsafe):
                return self._declare(0, self._axiom(name, universes, type_, unsafe), checked)
            case c.Definition(_, _, type_, value, hints, safety, every):
                number = ("unsafe", "safe", "partial").index(safety)
                made = self._definition(
                    name, universes, type_, value, self._hints(hints), number, self._name_list(every)
                )
                return self._declare(1, made, checked)
            case c.Theorem(_, _, type_, value, every):
                return self._declare(2, self._theorem(name, universes, type_, value, self._name_list(every)), checked)
            case c.Opaque(_, _, type_, value, unsafe, every):
                made = self._opaque(name, universes, type_, value, unsafe, self._name_list(every))
                return self._declare(3, made, checked)
        raise TypeError(f"{constant.name} is declared together with others")

    def add_inductive(self, block: Block) -> Rejection | None:
        """Declare types with their constructors; the kernel generates the recursors."""
        first = block[0][0]
        types = [
            self._object(
                0,
                self.name(type_.name),
                type_.type,
                self._list([self._object(0, self.name(made.name), made.type) for made in constructors]),
            )
            for type_, constructors in block
        ]
        universes, parameters = self._name_list(first.universes), self._nat(first.parameters)
        return self._run(self._keep(self._inductive(universes, parameters, self._list(types), first.unsafe)))

    def add_quotient(self) -> Rejection | None:
        return self._run(2 * 4 + 1)

    def _hints(self, hints: c.Hints) -> Object:
        if hints.kind != "regular":
            return 1 if hints.kind == "opaque" else 3
        made: Object = self._allocate(16)
        ctypes.memmove(made, struct.pack("<iHBBQ", 0, 16, 0, 2, hints.height), 16)
        return made

    def _declare(self, tag: int, value: Object, checked: bool) -> Rejection | None:
        return self._run(self._object(tag, self._keep(value)), checked)

    def _run(self, declaration: Object, checked: bool = True) -> Rejection | None:
        _share(self._environment)
        if checked:
            result = self._add_declaration(self._environment, 0, 0, declaration, _NOTHING)
        else:
            result = self._add_unchecked(self._environment, declaration)
        content = _word(result + 8)
        if _word(result) >> 56 == 1:
            self._drop(self._environment)
            self._environment = content
            return None
        if content & 1:
            return Rejection(f"the kernel stopped at {_LIMITS.get(content >> 1, 'a limit')}", True)
        tag = _word(content) >> 56
        if tag == 12:
            text = _memory(Terms()).string(_word(content + 8))
            return Rejection(text, any(word in text for word in _LIMIT_WORDS))
        return Rejection(_REASONS.get(tag, "no reason given"), False)

    def mark(self) -> Object:
        """The present environment, to come back to."""
        _share(self._environment)
        return self._environment

    def back_to(self, environment: Object) -> None:
        self._drop(self._environment)
        _share(environment)
        self._environment = environment

    def _drop(self, address: Object) -> None:
        count = ctypes.c_int32.from_address(address)
        if count.value > 1:
            count.value -= 1
        elif count.value != 0:
            self._release(address)

    def find(self, name: Name) -> Constant[Expr] | None:
        """A declaration as the kernel holds it."""
        _share(self._environment)
        found = self._find(self._environment, self.name(name))
        return None if found & 1 else _memory(Terms()).constant(_word(found + 8))


def differs(kept: Constant[Expr], told: Constant[Expr]) -> str | None:
    """The first field in which two declarations differ (binder names and metadata apart), or None."""
    if type(kept) is not type(told):
        return "kind"

    def seen(constant: Constant[Expr], value: object) -> object:
        hashes = Expressions(constant.universes, lambda name: digest("name", name), frozenset())
        if isinstance(value, tuple):
            return tuple(
                (rule.constructor, rule.fields, hashes.hash(rule.value)) if isinstance(rule, c.Rule) else rule
                for rule in value
            )
        return value

    for field in fields(kept):
        ours, theirs = getattr(kept, field.name), getattr(told, field.name)
        if field.name in ("type", "value"):
            hashes = Expressions(kept.universes, lambda name: digest("name", name), frozenset())
            if hashes.hash(ours) != hashes.hash(theirs):
                return field.name
        elif seen(kept, ours) != seen(told, theirs):
            return field.name
    return None


def _memory(build: Terms) -> Objects[Level, Expr]:
    """Reads objects where they lie in this process."""
    base = 8
    words = ctypes.cast(base, ctypes.POINTER(ctypes.c_uint64))
    return Objects(words, lambda start, size: ctypes.string_at(base + start, size), base, build, False)  # type: ignore[arg-type]


def _word(address: int) -> int:
    return ctypes.c_uint64.from_address(address).value


def _share(address: Object) -> None:
    count = ctypes.c_int32.from_address(address)
    # Positive: used by one thread. Negative: shared among threads, counted downwards. Zero: never freed.
    if count.value > 0:
        count.value += 1
    elif count.value < 0:
        count.value -= 1
