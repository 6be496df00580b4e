"""A signature as typed operations, and elaborated expressions read as terms over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from agent.growth import terms
from agent.growth.protocol import Signature, Symbol
from agent.growth.terms import (
    ARROW,
    BOOL,
    COMPOSE,
    FALSE,
    IDENTITY,
    NAT,
    PROP,
    PROPOSITION,
    TRUE,
    App,
    Formula,
    Notation,
    Operation,
    Statement,
    Term,
    Type,
    Var,
    Word,
)
from prover_bridge import constants as c
from prover_bridge import expression as e
from prover_bridge.expression import Expr, spine

Lookup = Mapping[str, c.Constant[Expr]]

# Class → its methods as elaborated terms mention them, and how the operator is written.
_OPERATORS: dict[str, tuple[tuple[str, ...], Notation]] = {
    "Add": (("HAdd.hAdd", "Add.add"), Notation("+", 65, 65, 66)),
    "Mul": (("HMul.hMul", "Mul.mul"), Notation("*", 70, 70, 71)),
    "Sub": (("HSub.hSub", "Sub.sub"), Notation("-", 65, 65, 66)),
    "Div": (("HDiv.hDiv", "Div.div"), Notation("/", 70, 70, 71)),
    "Mod": (("HMod.hMod", "Mod.mod"), Notation("%", 70, 70, 71)),
    "Pow": (("HPow.hPow", "Pow.pow"), Notation("^", 75, 76, 75)),
    "NatPow": (("HPow.hPow", "NatPow.pow"), Notation("^", 75, 76, 75)),
    "Append": (("HAppend.hAppend", "Append.append"), Notation("++", 65, 65, 66)),
    "LE": (("LE.le",), Notation("≤", 50, 51, 51)),
    "LT": (("LT.lt",), Notation("<", 50, 51, 51)),
    "Dvd": (("Dvd.dvd",), Notation("∣", 50, 51, 51)),
    "Union": (("Union.union",), Notation("∪", 65, 65, 66)),
    "Inter": (("Inter.inter",), Notation("∩", 70, 70, 71)),
}
METHODS = {method: class_ for class_, (methods, _) in _OPERATORS.items() for method in methods}
# What the core's own instances stand for.
CORE_FUNCTIONS: dict[tuple[str, str], str] = {
    ("Add", "Nat"): "Nat.add", ("Mul", "Nat"): "Nat.mul", ("Sub", "Nat"): "Nat.sub", ("Div", "Nat"): "Nat.div",
    ("Mod", "Nat"): "Nat.mod", ("NatPow", "Nat"): "Nat.pow", ("Pow", "Nat"): "Nat.pow", ("LE", "Nat"): "Nat.le",
    ("LT", "Nat"): "Nat.lt", ("Append", "List"): "List.append",
}  # fmt: skip
_WRITTEN: dict[str, Notation] = {
    "Nat.succ": Notation("+", 65, 65, 66, "1"),
    "List.cons": Notation("::", 67, 68, 67),
    "and": Notation("&&", 35, 35, 36),
    "or": Notation("||", 30, 30, 31),
    "not": Notation("!", 1024, 1024, 1024),
}


@dataclass(frozen=True)
class _Shape:
    """Where in the full application of a constant its explicit arguments and its type variables stand."""

    operation: Operation
    explicit: tuple[int, ...]
    variables: tuple[tuple[str, int], ...]
    arity: int


@dataclass(frozen=True)
class Inductive:
    """A type with constructors, by the name of the type; parameters are the type variables `'0`, `'1`, …"""

    name: str
    type: Type
    constructors: tuple[Operation, ...]


@dataclass(frozen=True)
class Vocabulary:
    """operations: in the order of declaration, constructors among them. inductives: by name, of every type that a
    term can have, type variables apart."""

    operations: tuple[Operation, ...]
    inductives: Mapping[str, Inductive]
    constants: Lookup = field(repr=False)
    _shapes: Mapping[str, _Shape] = field(repr=False)
    _methods: Mapping[tuple[str, str], Operation] = field(repr=False)

    def operation(self, name: str) -> Operation | None:
        shape = self._shapes.get(name)
        return shape.operation if shape else None

    # Reading

    def statement(self, type_: Expr) -> Statement | None:
        """A theorem's type as a statement; None where it says what these terms cannot."""
        return _Reader(self).statement(type_)

    def body(self, name: str, args: Sequence[Term]) -> Formula | None:
        """What a predicate that is defined by a formula says of these arguments; None where it is defined otherwise."""
        constant, shape = self.constants.get(name), self._shapes.get(name)
        if not isinstance(constant, c.Definition) or shape is None or len(args) != len(shape.explicit):
            return None
        return _Reader(self).unfolded(constant.value, shape, args)


def of(signature: Signature) -> Vocabulary:
    """The typed view of a signature; what has a type of another kind is left out."""
    lookup = signature.constants
    shapes: dict[str, _Shape] = {}
    methods: dict[tuple[str, str], Operation] = {}
    spelled = _spelled(lookup)
    inductives: dict[str, Inductive] = {}
    for symbol in signature.symbols:
        if symbol.kind == "type":
            continue
        shape = _shape(symbol, spelled, lookup)
        if shape is not None:
            shapes[symbol.name] = shape
    for (class_, head), name in spelled.items():
        if name in shapes:
            methods[class_, head] = shapes[name].operation
    for symbol in signature.of_kind("type"):
        constant = symbol.constant
        if isinstance(constant, c.Inductive) and all(name in shapes for name in constant.constructors):
            type_ = Type(symbol.name, tuple(Type(f"'{i}") for i in range(constant.parameters)))
            made = tuple(shapes[name].operation for name in constant.constructors)
            inductives[symbol.name] = Inductive(symbol.name, type_, made)
    operations = tuple(shape.operation for shape in shapes.values() if shape.operation.weight)
    return Vocabulary(operations, inductives, lookup, shapes, methods)


def _spelled(lookup: Lookup) -> dict[tuple[str, str], str]:
    """Class and type → the function that the operator stands for, from the instances."""
    found = dict(CORE_FUNCTIONS)
    for constant in lookup.values():
        if not isinstance(constant, c.Definition):
            continue
        type_, value = constant.type, constant.value
        while isinstance(type_, e.Forall) and isinstance(value, e.Lambda):
            type_, value = type_.body, value.body
        head, args = spine(type_)
        made, given = spine(value)
        if not (isinstance(head, e.Const) and head.name in _OPERATORS and args and isinstance(made, e.Const)):
            continue
        function = _under_lambdas(given[-1]) if given else None
        of_type, _ = spine(args[0])
        if isinstance(of_type, e.Const) and made.name == f"{head.name}.mk" and function is not None:
            found[head.name, of_type.name] = function
    return found


def _under_lambdas(value: Expr) -> str | None:
    while isinstance(value, e.Lambda):
        value = value.body
    head, _ = spine(value)
    return head.name if isinstance(head, e.Const) else None


def _shape(symbol: Symbol, spelled: Mapping[tuple[str, str], str], lookup: Lookup) -> _Shape | None:
    """None where the constant's type is none of these: types may not depend on values."""
    type_ = symbol.constant.type
    scope: list[Type | None] = []  # innermost last
    explicit: list[int] = []
    parameters: list[Type] = []
    variables: list[tuple[str, int]] = []
    classes: list[tuple[str, str]] = []
    sort = "Type"
    while isinstance(type_, e.Forall):
        place = len(scope)
        if isinstance(type_.type, e.Sort):
            if type_.info not in ("implicit", "strict") and symbol.kind != "type":
                return None
            if isinstance(type_.type.level, e.Zero):
                return None
            if not (isinstance(type_.type.level, e.Succ) and isinstance(type_.type.level.of, e.Zero)):
                sort = "Type _"
            variables.append((f"'{len(variables)}", place))
            scope.append(Type(variables[-1][0]))
        elif type_.info == "instance":
            head, args = spine(type_.type)
            of_type = read_type(args[0], scope) if len(args) == 1 else None
            if not isinstance(head, e.Const) or of_type is None or not of_type.is_variable:
                return None
            classes.append((head.name, of_type.head))
            scope.append(None)
        elif type_.info == "default":
            parameter = read_type(type_.type, scope)
            if parameter is None or parameter == PROPOSITION or not _known(parameter, lookup):
                return None
            explicit.append(place)
            parameters.append(parameter)
            scope.append(None)
        else:
            return None
        type_ = type_.body
    result = read_type(type_, scope)
    if result is None or not _known(result, lookup) or result.head == ARROW:
        return None
    kind: terms.OperationKind = (
        "predicate" if result == PROPOSITION else "constructor" if symbol.kind == "constructor" else "function"
    )
    used = {v for t in (*parameters, result) for v in t.variables()}
    if any(name not in used for name, _ in variables):
        return None
    notation = _WRITTEN.get(symbol.name)
    for (class_, _), name in spelled.items():
        if name == symbol.name:
            notation = _OPERATORS[class_][1]
    name = {"Nat.zero": "0", "List.nil": "[]", "Bool.true": "true", "Bool.false": "false"}.get(symbol.name, symbol.name)
    operation = Operation(
        name, kind, tuple(parameters), result, notation, tuple(classes), 1, symbol.own, sort,
    )  # fmt: skip
    return _Shape(operation, tuple(explicit), tuple(variables), len(scope))


def _known(type_: Type, lookup: Lookup) -> bool:
    return all(part.is_variable or part.head in (ARROW, PROP) or part.head in lookup for part in type_.walk())


def read_type(expression: Expr, scope: Sequence[Type | None]) -> Type | None:
    """scope: types that bound variables stand for, innermost last; None for those that are no types."""
    if isinstance(expression, e.Bound):
        return scope[-1 - expression.index] if expression.index < len(scope) else None
    if isinstance(expression, e.Sort):
        return PROPOSITION if isinstance(expression.level, e.Zero) else None
    if isinstance(expression, e.Forall):
        left = read_type(expression.type, scope)
        right = read_type(expression.body, [*scope, None])
        return Type(ARROW, (left, right)) if left is not None and right is not None else None
    head, args = spine(expression)
    if not isinstance(head, e.Const):
        return None
    found = [read_type(argument, scope) for argument in args]
    return Type(head.name, tuple(t for t in found if t is not None)) if None not in found else None


_Entry = Type | Term | Formula | None


class _Reader:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._v = vocabulary
        self._fresh = 0

    def statement(self, type_: Expr) -> Statement | None:
        scope: list[_Entry] = []
        variables: list[Var] = []
        hypotheses: list[Formula] = []
        types = 0
        while isinstance(type_, e.Forall):
            if isinstance(type_.type, e.Sort) and not isinstance(type_.type.level, e.Zero):
                scope.append(Type(f"'{types}"))
                types += 1
            elif type_.info == "instance":
                scope.append(None)
            else:
                kind = self._type(type_.type, scope)
                if kind is not None and kind != PROPOSITION:
                    variables.append(Var(self._name(type_.name, {v.name for v in variables}), kind))
                    scope.append(variables[-1])
                else:
                    hypothesis = self.formula(type_.type, scope)
                    if hypothesis is None:
                        return None
                    hypotheses.append(hypothesis)
                    scope.append(None)
            type_ = type_.body
        conclusion = self.formula(type_, scope)
        return None if conclusion is None else Statement(tuple(variables), tuple(hypotheses), conclusion)

    def _name(self, written: str, taken: set[str]) -> str:
        """As the statement's author wrote it, where that tells it apart."""
        plain = written.split("._@")[0] or "x"
        if plain not in taken:
            return plain
        self._fresh += 1
        return f"{plain}_{self._fresh}"

    def unfolded(self, value: Expr, shape: _Shape, args: Sequence[Term]) -> Formula | None:
        known: dict[str, Type] = {}
        for parameter, argument in zip(shape.operation.parameters, args, strict=True):
            if not terms.match_type(parameter, argument.type, known):
                return None
        scope: list[_Entry] = []
        types = {place: known.get(name) for name, place in shape.variables}
        given = dict(zip(shape.explicit, args, strict=True))
        for place in range(shape.arity):
            if not isinstance(value, e.Lambda):
                return None
            scope.append(types[place] if place in types else given.get(place))
            value = value.body
        return self.formula(value, scope)

    def _type(self, expression: Expr, scope: Sequence[_Entry]) -> Type | None:
        found = read_type(expression, [entry if isinstance(entry, Type) else None for entry in scope])
        if found is None or not _known(found, self._v.constants):
            return None
        # `f x = y` is an arrow of propositions only where it says so.
        return found if not any(part == PROPOSITION for part in found.walk()) else None

    def formula(self, expression: Expr, scope: Sequence[_Entry]) -> Formula | None:
        if isinstance(expression, e.Bound):
            entry = scope[-1 - expression.index] if expression.index < len(scope) else None
            return entry if isinstance(entry, Formula) else None
        if isinstance(expression, e.Forall):
            return self._forall(expression, scope)
        head, args = spine(expression)
        if isinstance(head, e.Lambda) and args:  # beta
            return None
        if not isinstance(head, e.Const):
            return None
        name = head.name
        if name in ("True", "False") and not args:
            return Formula("True" if name == "True" else "False")
        if name in ("Eq", "Ne") and len(args) == 3:
            left, right = self.term(args[1], scope), self.term(args[2], scope)
            if left is None or right is None:
                return None
            same = terms.equation(left, right)
            return same if name == "Eq" else Formula("¬", (), (same,))
        words: dict[str, Word] = {"And": "∧", "Or": "∨", "Iff": "↔", "Not": "¬"}
        if name in words and len(args) == (1 if name == "Not" else 2):
            parts = [self.formula(argument, scope) for argument in args]
            return None if None in parts else Formula(words[name], (), tuple(p for p in parts if p is not None))
        if name in ("GE.ge", "GT.gt") and len(args) == 4:
            swapped = "LE" if name == "GE.ge" else "LT"
            return self._method(swapped, args[0], [args[3], args[2]], scope)
        if name == "Exists" and len(args) == 2 and isinstance(args[1], e.Lambda):
            return self._binding("∃", args[1].name, args[1].type, args[1].body, scope)
        if name in METHODS and len(args) >= 3:
            return self._method(METHODS[name], args[0], args[-2:], scope)
        found = self.term(expression, scope)
        if isinstance(found, App) and found.type == PROPOSITION:
            return Formula("atom", (found,))
        return None

    def _forall(self, expression: e.Forall, scope: Sequence[_Entry]) -> Formula | None:
        kind = self._type(expression.type, scope)
        if kind is not None:
            return self._binding("∀", expression.name, expression.type, expression.body, scope)
        left = self.formula(expression.type, scope)
        right = self.formula(expression.body, [*scope, None])
        if left is None or right is None:
            return None
        return Formula("→", (), (left, right))

    def _binding(self, word: Word, name: str, type_: Expr, body: Expr, scope: Sequence[_Entry]) -> Formula | None:
        kind = self._type(type_, scope)
        if kind is None:
            return None
        self._fresh += 1
        variable = Var(f"{name}_{self._fresh}", kind)
        inner = self.formula(body, [*scope, variable])
        return None if inner is None else Formula(word, (), (inner,), variable)

    def _method(self, class_: str, of_type: Expr, args: Sequence[Expr], scope: Sequence[_Entry]) -> Formula | None:
        operation = self._of_method(class_, of_type, scope)
        found = [self.term(argument, scope) for argument in args]
        if operation is None or None in found:
            return None
        whole = terms.apply(operation, *(t for t in found if t is not None))
        return None if whole is None or whole.type != PROPOSITION else Formula("atom", (whole,))

    def _of_method(self, class_: str, of_type: Expr, scope: Sequence[_Entry]) -> Operation | None:
        kind = self._type(of_type, scope)
        if kind is None:
            return None
        found = self._v._methods.get((class_, kind.head))
        if found is None and class_ == "Pow":
            found = self._v._methods.get(("NatPow", kind.head))
        return found

    def term(self, expression: Expr, scope: Sequence[_Entry]) -> Term | None:
        if isinstance(expression, e.Bound):
            entry = scope[-1 - expression.index] if expression.index < len(scope) else None
            return entry if isinstance(entry, Var | App) else None
        if isinstance(expression, e.NatLiteral):
            return App(terms.numeral(expression.value), (), NAT)
        if isinstance(expression, e.Lambda):
            return self._function(expression, scope)
        head, args = spine(expression)
        if isinstance(head, e.Bound):
            whole: Term | None = self.term(head, scope)
            for argument in args:
                given = self.term(argument, scope)
                whole = terms.apply(terms.APPLY, whole, given) if whole is not None and given is not None else None
            return whole
        if not isinstance(head, e.Const):
            return None
        name = head.name
        if name == "OfNat.ofNat" and len(args) == 3:
            kind = self._type(args[0], scope)
            return self.term(args[1], scope) if kind == NAT else None
        if name in ("Bool.true", "Bool.false"):
            return App(TRUE if name == "Bool.true" else FALSE, (), BOOL)
        if name == "Function.comp" and len(args) == 5:
            inner = [self.term(argument, scope) for argument in args[3:]]
            return terms.apply(COMPOSE, *(t for t in inner if t is not None)) if None not in inner else None
        if name in METHODS and len(args) >= 4:
            operation = self._of_method(METHODS[name], args[0], scope)
            found = [self.term(argument, scope) for argument in args[-2:]]
            if operation is None or None in found:
                return None
            left, right = found
            assert left is not None and right is not None
            if operation.name == "Nat.add" and isinstance(right, App) and right.operation.name == "1":
                successor = self._v.operation("Nat.succ")
                return terms.apply(successor, left) if successor is not None else None
            return terms.apply(operation, left, right)
        shape = self._v._shapes.get(name)
        if shape is None or len(args) != shape.arity:
            return None
        given_terms = [self.term(args[place], scope) for place in shape.explicit]
        types = {variable: self._type(args[place], scope) for variable, place in shape.variables}
        if None in given_terms or None in types.values():
            return None
        by = {variable: kind for variable, kind in types.items() if kind is not None}
        result = shape.operation.result.substitute(by)
        return App(shape.operation, tuple(t for t in given_terms if t is not None), result)

    def _function(self, expression: e.Lambda, scope: Sequence[_Entry]) -> Term | None:
        """`fun x => x`, `fun x => g (f x)` and what η says is `f`."""
        kind = self._type(expression.type, scope)
        if kind is None:
            return None
        self._fresh += 1
        variable = Var(f"?{self._fresh}", kind)
        body = self.term(expression.body, [*scope, variable])
        return None if body is None else _abstracted(body, variable)


def _abstracted(body: Term, variable: Var) -> Term | None:
    if body == variable:
        return App(IDENTITY, (), terms.arrow(variable.type, variable.type))
    if isinstance(body, App) and body.operation.name == "apply":
        function, argument = body.args
        if variable in terms.term_variables(function):
            return None
        if argument == variable:
            return function
        inner = _abstracted(argument, variable)
        return terms.apply(COMPOSE, function, inner) if inner is not None else None
    return None
