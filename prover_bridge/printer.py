"""Expressions as people write them. For reading, not for Lean: nothing is decided by this text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from prover_bridge.constants import Constant
from prover_bridge.expression import (
    App,
    BinderInfo,
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
    is_loose,
    join,
    spine,
)

Lookup = Callable[[Name], Constant[Expr] | None]

_MAX, _ARROW = 1024, 25
ELLIPSIS = "⋯"
_DEEPEST = 150
_MOST_PARTS = 20_000
_MOST_IN_A_LEVEL = 200


@dataclass(frozen=True)
class _Infix:
    """symbol between the last two of `arguments` arguments; left, right: precedences demanded of them."""

    arguments: int
    symbol: str
    precedence: int
    left: int
    right: int


def _infix(arguments: int, symbol: str, precedence: int, group: str = "") -> _Infix:
    left = precedence if group == "left" else precedence + 1
    right = precedence if group == "right" else precedence + 1
    return _Infix(arguments, symbol, precedence, left, right)


_INFIX = {
    "Eq": _infix(3, "=", 50),
    "Ne": _infix(3, "≠", 50),
    "Iff": _infix(2, "↔", 20),
    "And": _infix(2, "∧", 35, "right"),
    "Or": _infix(2, "∨", 30, "right"),
    "LT.lt": _infix(4, "<", 50),
    "LE.le": _infix(4, "≤", 50),
    "GT.gt": _infix(4, ">", 50),
    "GE.ge": _infix(4, "≥", 50),
    "Dvd.dvd": _infix(4, "∣", 50),
    "HAdd.hAdd": _infix(6, "+", 65, "left"),
    "HSub.hSub": _infix(6, "-", 65, "left"),
    "HMul.hMul": _infix(6, "*", 70, "left"),
    "HDiv.hDiv": _infix(6, "/", 70, "left"),
    "HMod.hMod": _infix(6, "%", 70, "left"),
    "HPow.hPow": _infix(6, "^", 75, "right"),
    "HAppend.hAppend": _infix(6, "++", 65, "left"),
    "HAnd.hAnd": _infix(6, "&&&", 60, "left"),
    "HOr.hOr": _infix(6, "|||", 55, "left"),
    "HXor.hXor": _infix(6, "^^^", 58, "left"),
    "HShiftLeft.hShiftLeft": _infix(6, "<<<", 75, "left"),
    "HShiftRight.hShiftRight": _infix(6, ">>>", 75, "left"),
    "List.cons": _infix(3, "::", 67, "right"),
    "BEq.beq": _infix(4, "==", 50),
    "bne": _infix(4, "!=", 50),
    "and": _infix(2, "&&", 35, "left"),
    "or": _infix(2, "||", 30, "left"),
    "Prod": _infix(2, "×", 35, "right"),
    "Sum": _infix(2, "⊕", 30, "right"),
    "Function.comp": _infix(5, "∘", 90, "right"),
    "Membership.mem": _infix(5, "∈", 50),
    "HasEquiv.Equiv": _infix(4, "≈", 50),
    "HasSubset.Subset": _infix(4, "⊆", 50),
    "Union.union": _infix(4, "∪", 65, "left"),
    "Inter.inter": _infix(4, "∩", 70, "left"),
    "HEq": _infix(4, "≍", 50),
}
_PREFIX = {"Not": (1, "¬", 40), "Neg.neg": (3, "-", 75), "not": (1, "!", 1024)}
_BINDERS: dict[BinderInfo, tuple[str, str]] = {
    "default": ("(", ")"),
    "implicit": ("{", "}"),
    "strict": ("⦃", "⦄"),
    "instance": ("[", "]"),
}


def show(
    expression: Expr,
    lookup: Lookup | None = None,
    *,
    explicit: bool = False,
    own: Callable[[Name], bool] = lambda _: False,
) -> str:
    """The expression on one line, cut with `⋯` where it is very deep or very large.

    lookup: gives constants, so that implicit arguments can be left out. explicit: nothing is left out, no notation.
    own: constants of the file itself. They have no notation, and an instance made of them is not left out where it
    gives `+` or a numeral another meaning for a type that is not the file's.
    """
    return _Printer(lookup or (lambda _: None), explicit, own).text(expression, (), 0, 0)


class Scoped:
    """Writes expressions under binders, as `show` does. lookup, own: as there."""

    def __init__(self, lookup: Lookup, own: Callable[[Name], bool]) -> None:
        self._lookup = lookup
        self._own = own

    def __call__(self, expression: Expr, scope: tuple[str, ...]) -> str:
        """scope: names of the bound variables, innermost first."""
        return _Printer(self._lookup, False, self._own).text(expression, scope, 0, 0)


def show_name(name: Name) -> str:
    """A name on one line; what would disturb a terminal is replaced."""
    return _name(name)


def printable(text: str) -> str:
    """A text on one line, whatever names are in it."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)


class _Printer:
    def __init__(self, lookup: Lookup, explicit: bool, own: Callable[[Name], bool]) -> None:
        self._lookup = lookup
        self._explicit = explicit
        self._own = own
        self._with_own: dict[Expr, bool] = {}
        self._parts = 0
        self._infos: dict[Name, list[BinderInfo]] = {}

    def text(self, expression: Expr, scope: tuple[str, ...], precedence: int, depth: int) -> str:
        """scope: names of the bound variables, innermost first. precedence: what the place demands."""
        self._parts += 1
        if depth > _DEEPEST or self._parts > _MOST_PARTS:
            return ELLIPSIS
        text, own = self._raw(expression, scope, depth + 1)
        return f"({text})" if own < precedence else text

    def _raw(self, expression: Expr, scope: tuple[str, ...], depth: int) -> tuple[str, int]:
        match expression:
            case Bound(index):
                return (scope[index] if index < len(scope) else f"#{index - len(scope)}"), _MAX
            case Sort(level):
                return _sort(level)
            case NatLiteral(value):
                return _number(value), _MAX
            case StringLiteral(value):
                return '"' + value.encode("unicode_escape").decode().replace('"', '\\"') + '"', _MAX
            case Projection(_, index, of):
                return f"{self.text(of, scope, _MAX, depth)}.{index + 1}", _MAX
            case Forall():
                return self._forall(expression, scope, depth)
            case Lambda():
                groups, body, inner = self._telescope(expression, scope, depth, Lambda)
                return f"fun {' '.join(groups)} => {self.text(body, inner, 0, depth)}", 0
            case Let(name, type_, value, body):
                fresh = fresh_name(name, scope)
                head = f"let {fresh} : {self.text(type_, scope, 0, depth)} := {self.text(value, scope, 0, depth)}"
                return f"{head}; {self.text(body, (fresh, *scope), 0, depth)}", 0
            case Const() | App():
                return self._application(expression, scope, depth)

    def _forall(self, expression: Forall, scope: tuple[str, ...], depth: int) -> tuple[str, int]:
        if expression.info == "default" and not is_loose(expression.body):
            left = self.text(expression.type, scope, _ARROW + 1, depth)
            return f"{left} → {self.text(expression.body, ('_', *scope), _ARROW, depth)}", _ARROW
        groups, body, inner = self._telescope(expression, scope, depth, Forall)
        return f"∀ {' '.join(groups)}, {self.text(body, inner, 0, depth)}", 0

    def _telescope(
        self, expression: Expr, scope: tuple[str, ...], depth: int, kind: type[Forall] | type[Lambda]
    ) -> tuple[list[str], Expr, tuple[str, ...]]:
        """Binder groups of nested binders of one kind, the body, and the scope of the body."""
        groups: list[tuple[list[str], str, BinderInfo]] = []
        while isinstance(expression, kind) and len(groups) < _DEEPEST:
            loose = is_loose(expression.body)
            if kind is Forall and expression.info == "default" and not loose:
                break  # an arrow
            type_ = self.text(expression.type, scope, 0, depth)
            name = fresh_name(expression.name, scope) if loose or kind is Forall else "_"
            if expression.info == "instance" and not loose:
                name = ""
            last = groups[-1] if groups else None
            if last and last[1:] == (type_, expression.info) and name and expression.info != "instance":
                last[0].append(name)
            else:
                groups.append(([name], type_, expression.info))
            scope = (name or "inst", *scope)
            expression = expression.body
        return [_group(*group) for group in groups], expression, scope

    def _application(self, expression: Expr, scope: tuple[str, ...], depth: int) -> tuple[str, int]:
        head, arguments = spine(expression)
        if isinstance(head, Const):
            unusual = bool(arguments) and self._unusual_instance(head.name, arguments)
            if not self._explicit and not unusual:
                special = None if self._own(head.name) else self._notation(head.name, arguments, scope, depth)
                if special:
                    return special
                arguments = self._visible(head.name, arguments)
            function = _name(head.name)
            if self._explicit or unusual:
                function = ("@" if arguments else "") + function
            if self._explicit and head.levels:
                function += ".{" + ", ".join(_level(level, 0, [_MOST_IN_A_LEVEL]) for level in head.levels) + "}"
        else:
            function = self.text(head, scope, _MAX, depth)
        if not arguments:
            return function, _MAX
        return " ".join([function, *(self.text(each, scope, _MAX, depth) for each in arguments)]), _MAX - 1

    def _unusual_instance(self, name: Name, arguments: list[Expr]) -> bool:
        """Whether an instance that is left out is the file's own, though no type that is left out is."""
        infos = self._binders(name)
        left_out = list(zip(arguments, infos, strict=False))
        instances = any(info == "instance" and self._mentions_own(each) for each, info in left_out)
        return instances and not any(info != "instance" and self._mentions_own(each) for each, info in left_out)

    def _mentions_own(self, root: Expr) -> bool:
        done, stack = self._with_own, [root]
        while stack:
            part = stack[-1]
            missing = [kid for kid in children(part) if kid not in done] if part not in done else []
            if missing:
                stack += missing
                continue
            stack.pop()
            named = isinstance(part, Const) and self._own(part.name)
            done[part] = named or any(done[kid] for kid in children(part))
        return done[root]

    def _visible(self, name: Name, arguments: list[Expr]) -> list[Expr]:
        infos = self._binders(name)
        return [each for i, each in enumerate(arguments) if i >= len(infos) or infos[i] == "default"]

    def _binders(self, name: Name) -> list[BinderInfo]:
        infos = self._infos.get(name)
        if infos is None:
            infos = []
            constant = self._lookup(name)
            type_ = constant.type if constant else None
            while isinstance(type_, Forall):
                infos.append(type_.info)
                type_ = type_.body
            self._infos[name] = infos
        return infos

    def _notation(
        self, name: Name, arguments: list[Expr], scope: tuple[str, ...], depth: int
    ) -> tuple[str, int] | None:
        count = len(arguments)
        infix = _INFIX.get(name)
        if infix and count == infix.arguments:
            left, right = arguments[-2:]
            if name == "HEq":
                left, right = arguments[1], arguments[3]
            if name == "Membership.mem":
                left, right = right, left
            first = self.text(left, scope, infix.left, depth)
            return f"{first} {infix.symbol} {self.text(right, scope, infix.right, depth)}", infix.precedence
        prefix = _PREFIX.get(name)
        if prefix and count == prefix[0]:
            return prefix[1] + self.text(arguments[-1], scope, prefix[2], depth), prefix[2]
        if name == "OfNat.ofNat" and count == 3 and isinstance(arguments[1], NatLiteral):
            number = _number(arguments[1].value)
            if self._mentions_own(arguments[0]):
                return f"({number} : {self.text(arguments[0], scope, 0, depth)})", _MAX
            return number, _MAX
        if name == "Exists" and count == 2 and isinstance(arguments[1], Lambda):
            return self._exists(arguments[1], scope, depth), 0
        if name == "List.nil" and count == 1:
            return "[]", _MAX
        if name == "Prod.mk" and count == 4:
            first, second = (self.text(each, scope, 0, depth) for each in arguments[2:])
            return f"({first}, {second})", _MAX
        if name in ("Prod.fst", "Prod.snd") and count == 3:
            return f"{self.text(arguments[2], scope, _MAX, depth)}.{1 if name == 'Prod.fst' else 2}", _MAX
        if name == "ite" and count == 5:
            condition, yes, no = (self.text(arguments[i], scope, 0, depth) for i in (1, 3, 4))
            return f"if {condition} then {yes} else {no}", 0
        if name == "Subtype" and count == 2 and isinstance(arguments[1], Lambda):
            function = arguments[1]
            fresh = fresh_name(function.name, scope)
            type_ = self.text(function.type, scope, 0, depth)
            return f"{{ {fresh} : {type_} // {self.text(function.body, (fresh, *scope), 0, depth)} }}", _MAX
        return None

    def _exists(self, function: Lambda, scope: tuple[str, ...], depth: int) -> str:
        groups: list[tuple[list[str], str, BinderInfo]] = []
        body: Expr = function
        while isinstance(body, Lambda):
            type_, name = self.text(body.type, scope, 0, depth), fresh_name(body.name, scope)
            if groups and groups[-1][1] == type_:
                groups[-1][0].append(name)
            else:
                groups.append(([name], type_, "default"))
            scope, body = (name, *scope), body.body
            head, arguments = spine(body)
            if not (isinstance(head, Const) and head.name == "Exists" and len(arguments) == 2):
                break
            if isinstance(arguments[1], Lambda):
                body = arguments[1]
        shown = " ".join(_group(*group) for group in groups)
        if len(groups) == 1:
            shown = shown[1:-1]
        return f"∃ {shown}, {self.text(body, scope, 0, depth)}"


def _number(value: int) -> str:
    return str(value) if value < 1 << 4096 else hex(value)[:64] + ELLIPSIS


def _group(names: list[str], type_: str, info: BinderInfo) -> str:
    left, right = _BINDERS[info]
    shown = " ".join(name for name in names if name)
    return f"{left}{shown} : {type_}{right}" if shown else f"{left}{type_}{right}"


def fresh_name(name: Name, scope: tuple[str, ...]) -> str:
    """A binder's name without its hygienic tail, unlike every name in scope."""
    parts = components(name)
    if "_@" in parts:
        parts = parts[: parts.index("_@")]
    base = "".join(letter for letter in join(parts) if letter.isprintable()) or "x"
    fresh, number = base, 1
    while fresh in scope:
        fresh, number = f"{base}_{number}", number + 1
    return fresh


def _name(name: Name) -> str:
    parts = components(name)
    if parts[:1] == ("_private",):
        numbers = [place for place, part in enumerate(parts) if isinstance(part, int)]
        if numbers:
            parts = parts[numbers[0] + 1 :]
    return printable(join(parts))


def _sort(level: Level) -> tuple[str, int]:
    if isinstance(level, Zero):
        return "Prop", _MAX
    left = [_MOST_IN_A_LEVEL]
    if isinstance(level, Succ):
        if isinstance(level.of, Zero):
            return "Type", _MAX
        return f"Type {_level(level.of, _MAX, left)}", _MAX - 1
    return f"Sort {_level(level, _MAX, left)}", _MAX - 1


def _level(level: Level, precedence: int, left: list[int], depth: int = 0) -> str:
    """left: how many parts may still be written; a level is a graph, and may be a huge tree."""
    left[0] -= 1
    if depth > _DEEPEST or left[0] < 0:
        return ELLIPSIS
    added = 0
    while isinstance(level, Succ):
        level, added = level.of, added + 1
    match level:
        case Zero():
            return str(added)
        case Param(name):
            text, own = name, _MAX
        case Max(one, other) | IMax(one, other):
            word = "max" if isinstance(level, Max) else "imax"
            text, own = f"{word} {_level(one, _MAX, left, depth + 1)} {_level(other, _MAX, left, depth + 1)}", 1
    if added:
        text, own = f"{f'({text})' if own < _MAX else text}+{added}", 1
    return f"({text})" if own < precedence else text
