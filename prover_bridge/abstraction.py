"""Closed parts of a theorem's statement, and how it reads with some of them made variables.

Advice only: the text may say something else to Lean than is meant here, and whether it holds is for a check to say.
Parts that the proof term looks into, by the equations of a function or the recursor of a type, are left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from prover_bridge import constants as c
from prover_bridge.certify import DEFAULT_LIMITS, checker_for
from prover_bridge.compiled import Nonsense
from prover_bridge.environment import Environment
from prover_bridge.expression import (
    App,
    Bound,
    Const,
    Expr,
    Forall,
    Lambda,
    Let,
    Level,
    Name,
    NatLiteral,
    Projection,
    Sort,
    StringLiteral,
    Succ,
    Zero,
    children,
    mentioned,
    spine,
    subterms,
)
from prover_bridge.printer import Lookup, Scoped, fresh_name

# Of a literal or a whole closed term; of a function; of a type, wherever something is bound to it, or only as what
# another type is made of (`Nat` in `List Nat`).
Kind = Literal["term", "function", "type", "element type"]

_LOGIC = frozenset(["Eq", "Ne", "And", "Or", "Not", "Iff", "Exists", "HEq", "True", "False", "ite", "dite"])
_LARGEST = 3000  # parts of a statement that is looked at
_DEEPEST = 100
_MOST = 6
_BRACKETS = {"default": ("(", ")"), "implicit": ("{", "}"), "strict": ("⦃", "⦄"), "instance": ("[", "]")}
_NAMES = {"term": "nmkxyz", "function": "fghpq", "type": "αβγ", "element type": "αβγ"}


@dataclass(frozen=True)
class Part:
    """Something closed that a statement mentions. text: as printed. key: its structure."""

    kind: Kind
    text: str
    key: object


@dataclass(frozen=True)
class Signature:
    """Binders, colon and conclusion, with variables in the places of parts. universe: one more, or empty."""

    text: str
    universe: str
    names: Mapping[Part, str]


class Abstraction:
    """The statement of a theorem, of which parts can be made variables.

    binders: how many of its leading binders stand before the colon. avoid: names that no variable gets.
    """

    def __init__(
        self, theorem: c.Theorem[Expr], scoped: Scoped, lookup: Lookup, binders: int, avoid: Collection[str]
    ) -> None:
        self._type = theorem.type
        self._universes = theorem.universes
        self._scoped = scoped
        self._lookup = lookup
        self._binders = binders
        self._avoid = avoid
        self._keys: dict[Expr, object] = {}
        self._bounds: dict[Expr, int] = {}
        self._types: dict[object, Expr] = {}  # of terms and functions
        self._whole: list[Expr] = []  # closed applications
        size = sum(1 for _ in zip(subterms(theorem.type), range(_LARGEST + 1), strict=False))
        self.parts: tuple[Part, ...] = ()
        if size <= _LARGEST and self._depth(theorem.type) <= _DEEPEST:
            told = mentioned(theorem.value) - mentioned(theorem.type)
            self.parts = tuple(self._sorted(told))[:_MOST]

    def together(self, chosen: Sequence[Part]) -> tuple[Part, ...]:
        """Those of the parts that make sense together: none inside another one, and each type once."""
        whole = {self._key(each): each for each in self._whole}
        inner = {key for part in chosen if part.key in whole for key in self._inside(whole[part.key])}
        by_key = {part.key: part for part in reversed(chosen) if part.key not in inner or "type" in part.kind}
        return tuple(part for part in chosen if by_key.get(part.key) == part)

    def in_the_way(self, chosen: Sequence[Part]) -> tuple[Part, ...]:
        """Types that may become variables once these parts are: what functions and terms are from, to or of."""
        met = {
            key
            for part in chosen
            if part.key in self._types and not part.text.isdigit()
            for key in map(self._key, subterms(self._types[part.key]))
        }
        return tuple(part for part in self.parts if "type" in part.kind and part.key in met and part not in chosen)

    def signature(self, chosen: Sequence[Part]) -> Signature | None:
        """The signature with these parts made variables; None where that cannot be written."""
        names = self._named(chosen)
        values = {part.key: names[part] for part in chosen if part.kind in ("term", "function")}
        types = {part.key: (names[part], part.kind == "type") for part in chosen if part.key not in values}
        universe, instances = "", 0
        groups: list[str] = []
        if types and not self._wants_small_types():
            universe = next(each for each in ("u", "v", "w", "u'", "v'") if each not in self._universes)
        for part in chosen:
            if part.key in types:
                groups.append(f"{{{names[part]} : {f'Type {universe}'.strip()}}}")
                for name in self._classes(part.key):  # named, so that those without use can be told
                    instances += 1
                    groups.append(f"[inst{instances} : {name} {names[part]}]")
        everywhere = {key: (name, True) for key, (name, _) in types.items()}
        before: dict[object, str] = {}
        for part in sorted((each for each in chosen if each.key in values), key=lambda each: each.kind, reverse=True):
            type_ = self._replaced(self._types[part.key], before, everywhere, True, 0)
            groups.append(f"({names[part]} : {self._scoped(type_, ())})")
            before[part.key] = names[part]
        rest = self._replaced(self._type, values, types, False, 0)
        scope: tuple[str, ...] = tuple(names.values())
        own = len(scope)
        for _ in range(self._binders):
            if not isinstance(rest, Forall):
                return None
            text = self._scoped(rest.type, scope[: len(scope) - own])
            name = fresh_name(rest.name, scope)
            left, right = _BRACKETS[rest.info]
            groups.append(f"{left}{name} : {text}{right}" if rest.info != "instance" else f"[{text}]")
            scope = (name, *scope)
            rest = rest.body
        text = f"{' '.join(groups)} : {self._scoped(rest, scope[: len(scope) - own])}"
        return Signature(text, universe, names)

    def _named(self, chosen: Sequence[Part]) -> dict[Part, str]:
        taken = {part.name for part in subterms(self._type) if isinstance(part, Const | Forall | Lambda)}
        taken |= {*self._avoid}
        found: dict[Part, str] = {}
        for part in chosen:
            letters = _NAMES[part.kind]
            if part.kind == "term" and not part.text.isdigit():
                letters = "xyz"
            numbered = (f"{letter}{number or ''}" for number in range(9) for letter in letters)
            found[part] = next(name for name in numbered if name not in taken)
            taken.add(found[part])
        return found

    # What there is.

    def _sorted(self, told: set[Name]) -> Iterator[Part]:
        """told: names that only the proof mentions."""
        found: dict[tuple[Kind, object], Part] = {}
        for kind, part in self._found(self._type):
            key = self._key(part)
            if (kind, key) not in found and not self._looked_into(kind, part, told):
                found[kind, key] = Part(kind, self._scoped(part, ()), key)
        if any(part.kind == "type" for part in found.values()):
            bare = {part.key for part in found.values() if part.kind == "type"}
            nested = {part.key for part in found.values() if part.kind == "element type"}
            for key in nested & bare:
                if not self._stands_alone(key):  # then both say the same
                    found.pop(("element type", key))
        order = {"term": 0, "type": 1, "element type": 2, "function": 3}
        inner = {key for part in self._whole for key in self._inside(part)}
        yield from sorted(
            found.values(), key=lambda part: (part.kind == "term" and part.key in inner, order[part.kind])
        )

    def _inside(self, whole: Expr) -> set[object]:
        return {self._key(each) for each in subterms(whole) if each is not whole}

    def _found(self, expression: Expr) -> Iterator[tuple[Kind, Expr]]:
        """Parts of an expression, larger ones first."""
        match expression:
            case Forall(_, type_, body, _) | Lambda(_, type_, body, _):
                if not self._is_proposition(type_):
                    yield from self._type_parts(type_, False)
                yield from self._found(type_)
                yield from self._found(body)
            case Let(_, type_, value, body):
                for each in (type_, value, body):
                    yield from self._found(each)
            case Projection(_, _, of):
                yield from self._found(of)
            case StringLiteral():
                if (inferred := self._infer(expression)) is not None:
                    yield from self._term(expression, inferred)
            case Const() | App():
                yield from self._application(expression)

    def _application(self, expression: Expr) -> Iterator[tuple[Kind, Expr]]:
        head, arguments = spine(expression)
        closed = self._loosest(expression) < 0
        if not isinstance(head, Const):
            for argument in arguments:
                yield from self._found(argument)
            return
        if head.name == "OfNat.ofNat":
            if closed and len(arguments) == 3 and isinstance(arguments[1], NatLiteral):
                yield from self._term(expression, arguments[0])
            return
        if closed and arguments and (type_ := self._infer(expression)) is not None:
            self._whole.append(expression)
            yield from self._term(expression, type_)
        parameters = self._parameters(head.name)
        prefix: Expr = head
        for argument, parameter in zip(arguments, parameters, strict=False):
            if parameter.info == "default" or self._loosest(argument) >= 0:
                break
            prefix = App(prefix, argument)
        is_method = any(each.info == "instance" for each in parameters)
        if head.name not in _LOGIC and not is_method and (type_ := self._infer(prefix)) is not None:
            yield from self._term(prefix, type_)
        for place, argument in enumerate(arguments):
            taken = parameters[place] if place < len(parameters) else None
            is_type = taken is not None and isinstance(taken.type, Sort) and not isinstance(taken.type.level, Zero)
            if taken is None or not (taken.info == "instance" or is_type):
                yield from self._found(argument)

    def _term(self, expression: Expr, type_: Expr) -> Iterator[tuple[Kind, Expr]]:
        """The expression, if it is a value or a function or a predicate: no type, no proposition and no proof."""
        result, count = _result(type_), isinstance(type_, Forall)
        if isinstance(result, Sort):
            if not (isinstance(result.level, Zero) and count):
                return
        elif self._is_proposition(result) or isinstance(result, Bound):
            return
        self._types.setdefault(self._key(expression), type_)
        yield ("function" if count else "term"), expression

    def _type_parts(self, expression: Expr, nested: bool) -> Iterator[tuple[Kind, Expr]]:
        match expression:
            case Const(name, _):
                constant = self._lookup(name)
                if isinstance(constant, c.Inductive) and _is_type(constant.type):
                    yield "type", expression
                    if nested:
                        yield "element type", expression
            case App():
                for argument in spine(expression)[1]:
                    yield from self._type_parts(argument, True)
            case Forall(_, type_, body, _):
                yield from self._type_parts(type_, nested)
                yield from self._type_parts(body, nested)

    def _stands_alone(self, key: object) -> bool:
        """Whether something is bound to this very type."""
        binders = (part for part in subterms(self._type) if isinstance(part, Forall | Lambda))
        return any(self._key(part.type) == key for part in binders)

    def _looked_into(self, kind: Kind, part: Expr, told: set[Name]) -> bool:
        """Whether the proof mentions facts about it: its equations, or the recursor of its type."""
        head = spine(part)[0]
        if not isinstance(head, Const) or (kind == "term" and isinstance(part, App)):
            return False
        constant = self._lookup(head.name)
        about = constant.inductive if isinstance(constant, c.Constructor) else head.name
        if kind in ("type", "element type"):
            makers = constant.constructors if isinstance(constant, c.Inductive) else ()
            facts = [f"{about}.{each}" for each in ("rec", "casesOn", "recOn", "brecOn")]
            return any(name in told for name in (*facts, *makers)) or (
                kind == "type" and any(name.startswith(f"{about}.") for name in told)
            )
        facts_told = (self._lookup(name) for name in told)
        return any(fact is not None and head.name in mentioned(fact.type) for fact in facts_told)

    def _wants_small_types(self) -> bool:
        """Whether something in the statement takes types of the lowest universe only."""
        taken = (each.type for name in mentioned(self._type) for each in self._parameters(name))
        return any(isinstance(each, Sort) and _is_type(each) and not _has_parameter(each.level) for each in taken)

    def _classes(self, key: object) -> list[Name]:
        """Classes of which the statement uses an instance for a type."""
        found: dict[Name, None] = {}
        for name in sorted(mentioned(self._type)):
            constant = self._lookup(name)
            if isinstance(constant, c.Definition | c.Theorem) and isinstance(constant.type, App):
                head, arguments = spine(constant.type)
                if isinstance(head, Const) and len(arguments) == 1 and self._key(arguments[0]) == key:
                    found.setdefault(head.name)
        return list(found)

    # What expressions are.

    def _parameters(self, name: Name) -> list[Forall]:
        constant = self._lookup(name)
        found: list[Forall] = []
        type_: Expr | None = constant.type if constant else None
        while isinstance(type_, Forall):
            found.append(type_)
            type_ = type_.body
        return found

    def _is_proposition(self, type_: Expr) -> bool:
        """Whether a type is one, as far as its head tells; what a variable gives counts as one."""
        head = spine(_result(type_))[0]
        if not isinstance(head, Const):
            return not isinstance(head, Sort)
        constant = self._lookup(head.name)
        result = _result(constant.type) if constant else None
        return isinstance(result, Sort) and isinstance(result.level, Zero)

    def _infer(self, expression: Expr) -> Expr | None:
        """The type of a closed application of a constant, universes left as they are."""
        if isinstance(expression, StringLiteral):
            return Const("String", ())
        head, arguments = spine(expression)
        constant = self._lookup(head.name) if isinstance(head, Const) else None
        type_: Expr | None = constant.type if constant else None
        for argument in arguments:
            if not isinstance(type_, Forall):
                return None
            type_ = _put(type_.body, argument, 0)
        return type_

    def _loosest(self, expression: Expr) -> int:
        """The largest index of a variable bound outside, -1 for a closed expression."""
        known = self._bounds.get(expression)
        if known is None:
            if isinstance(expression, Bound):
                known = expression.index
            else:
                kids = children(expression)
                found = [self._loosest(kid) for kid in kids]
                if isinstance(expression, Forall | Lambda | Let):
                    found[-1] -= 1
                known = max(found, default=-1)
            self._bounds[expression] = known
        return known

    def _key(self, expression: Expr) -> object:
        known = self._keys.get(expression)
        if known is None:
            match expression:
                case Bound(index):
                    known = index
                case Const(name, _):
                    known = name
                case NatLiteral(value) | StringLiteral(value):
                    known = ("literal", value)
                case _:
                    known = (type(expression).__name__, *map(self._key, children(expression)))
            self._keys[expression] = known
        return known

    def _depth(self, expression: Expr) -> int:
        deepest, stack = 0, [(expression, 0)]
        while stack and deepest <= _DEEPEST:
            part, depth = stack.pop()
            deepest = max(deepest, depth)
            stack += [(kid, depth + 1) for kid in children(part)]
        return deepest

    def _replaced(
        self,
        expression: Expr,
        values: Mapping[object, str],
        types: Mapping[object, tuple[str, bool]],
        in_type: bool,
        nested: int,
    ) -> Expr:
        """The expression with variables in the places of parts. in_type: it is what something is bound to."""
        key = self._key(expression)
        if key in values:
            return Const(values[key], ())
        if in_type and key in types and (types[key][1] or nested):
            return Const(types[key][0], ())
        go = self._replaced
        match expression:
            case App(function, argument):
                return App(
                    go(function, values, types, in_type, nested), go(argument, values, types, in_type, nested + 1)
                )
            case Forall(name, type_, body, info):
                inner = in_type or not self._is_proposition(type_)
                return Forall(
                    name, go(type_, values, types, inner, nested), go(body, values, types, in_type, nested), info
                )
            case Lambda(name, type_, body, info):
                inner = in_type or not self._is_proposition(type_)
                return Lambda(
                    name, go(type_, values, types, inner, nested), go(body, values, types, in_type, nested), info
                )
            case Let(name, type_, value, body):
                return Let(name, *(go(each, values, types, in_type, nested) for each in (type_, value, body)))
            case Projection(structure, index, of):
                return Projection(structure, index, go(of, values, types, in_type, nested))
        return expression


def _result(type_: Expr) -> Expr:
    """What a function type ends in."""
    while isinstance(type_, Forall):
        type_ = type_.body
    return type_


def _is_type(sort: Expr) -> bool:
    return isinstance(sort, Sort) and isinstance(sort.level, Succ)


def _has_parameter(level: Level) -> bool:
    while isinstance(level, Succ):
        level = level.of
    return not isinstance(level, Zero)


def _put(body: Expr, argument: Expr, index: int) -> Expr:
    """The body with a closed argument in the place of a variable."""
    match body:
        case Bound(found):
            return argument if found == index else Bound(found - 1) if found > index else body
        case App(function, each):
            return App(_put(function, argument, index), _put(each, argument, index))
        case Forall(name, type_, inner, info):
            return Forall(name, _put(type_, argument, index), _put(inner, argument, index + 1), info)
        case Lambda(name, type_, inner, info):
            return Lambda(name, _put(type_, argument, index), _put(inner, argument, index + 1), info)
        case Let(name, type_, value, inner):
            put = (_put(type_, argument, index), _put(value, argument, index), _put(inner, argument, index + 1))
            return Let(name, *put)
        case Projection(structure, place, of):
            return Projection(structure, place, _put(of, argument, index))
    return body


def abstraction(
    environment: Environment, text: str, theorem: Name, binders: int, avoid: Collection[str] = ()
) -> Abstraction | None:
    """What can be made a variable in a theorem of a text; None where the text has no such theorem.

    text: compiled in the sandbox unless that was done just before. binders: as for `Abstraction`. Raises UserError
    where the text does not compile.
    """
    with checker_for(environment, DEFAULT_LIMITS) as checker:
        compiled = checker.compile_trusted(text, "a lemma's clean text")
        scope = compiled.scope
        try:
            constant = compiled.module.constant(theorem)
        except Nonsense:
            return None
        if not isinstance(constant, c.Theorem):
            return None
        scoped = Scoped(scope.look_up, scope.module.__contains__)
        return Abstraction(constant, scoped, scope.look_up, binders, avoid)
