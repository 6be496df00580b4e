"""Typed first-order terms and statements, as sources build them and the sieve evaluates them, and how they are written.

A small part of Lean's language: functions are applied to all their explicit arguments, type variables stand for any
type, and a function appears as an argument only where it is a variable, the identity or a composition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

ARROW = "→"
PROP = "Prop"
_MAX = 1024


@dataclass(frozen=True)
class Type:
    """A type constructor applied to types. A type variable has a head that starts with `'`; `→` takes one argument."""

    head: str
    args: tuple[Type, ...] = ()

    @property
    def is_variable(self) -> bool:
        return self.head.startswith("'")

    def variables(self) -> Iterator[str]:
        if self.is_variable:
            yield self.head
        for argument in self.args:
            yield from argument.variables()

    def substitute(self, by: Mapping[str, Type]) -> Type:
        if self.is_variable:
            return by.get(self.head, self)
        return Type(self.head, tuple(argument.substitute(by) for argument in self.args)) if self.args else self

    def walk(self) -> Iterator[Type]:
        yield self
        for argument in self.args:
            yield from argument.walk()


BOOL, NAT, PROPOSITION = Type("Bool"), Type("Nat"), Type(PROP)


def arrow(*types: Type) -> Type:
    """`A → B → C`."""
    result = types[-1]
    for each in reversed(types[:-1]):
        result = Type(ARROW, (each, result))
    return result


def match_type(pattern: Type, target: Type, known: dict[str, Type]) -> bool:
    """Whether `target` is an instance of `pattern`; extends `known`, also where it fails."""
    if pattern.is_variable:
        return known.setdefault(pattern.head, target) == target
    return (
        pattern.head == target.head
        and len(pattern.args) == len(target.args)
        and all(match_type(p, t, known) for p, t in zip(pattern.args, target.args, strict=True))
    )


OperationKind = Literal["constructor", "function", "predicate"]


@dataclass(frozen=True)
class Notation:
    """An infix operator (`symbol` between two arguments) or, with `given`, `a + 1` as a function of `a`."""

    symbol: str
    power: int
    left: int
    right: int
    given: str = ""


@dataclass(frozen=True)
class Operation:
    """A constant as a function of its explicit arguments.

    name: the constant's full name, or a literal. classes: what must be an instance: class and type variable.
    weight: what it adds to the size of a term. own: declared by the theory itself. sort: how Lean writes the type of
    its type variables.
    """

    name: str
    kind: OperationKind
    parameters: tuple[Type, ...]
    result: Type
    notation: Notation | None = field(default=None, compare=False)
    classes: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    weight: int = field(default=1, compare=False)
    own: bool = field(default=True, compare=False)
    sort: str = field(default="Type", compare=False)

    @cached_property
    def variables(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(v for t in (*self.parameters, self.result) for v in t.variables()))

    def __hash__(self) -> int:
        return hash(self.name)


@dataclass(frozen=True)
class Var:
    name: str
    type: Type

    @property
    def size(self) -> int:
        return 1


@dataclass(frozen=True)
class App:
    """An operation applied to its explicit arguments. type: of the whole, with the operation's variables filled in."""

    operation: Operation
    args: tuple[Term, ...]
    type: Type

    @cached_property
    def size(self) -> int:
        return self.operation.weight + sum(argument.size for argument in self.args)

    @cached_property
    def _hash(self) -> int:
        return hash((self.operation.name, self.args, self.type))

    def __hash__(self) -> int:
        return self._hash


Term = Var | App


def apply(operation: Operation, *args: Term) -> App | None:
    """The application, or None where the types do not fit."""
    known: dict[str, Type] = {}
    if len(args) != len(operation.parameters):
        return None
    for parameter, argument in zip(operation.parameters, args, strict=True):
        if not match_type(parameter, argument.type, known):
            return None
    return App(operation, args, operation.result.substitute(known))


# Functions as arguments: the identity and a composition, written as Lean's own lambda terms.
IDENTITY = Operation("id", "constructor", (), arrow(Type("'0"), Type("'0")), own=False)
COMPOSE = Operation(
    "Function.comp",
    "constructor",
    (arrow(Type("'1"), Type("'2")), arrow(Type("'0"), Type("'1"))),
    arrow(Type("'0"), Type("'2")),
    own=False,
)
APPLY = Operation("apply", "function", (arrow(Type("'0"), Type("'1")), Type("'0")), Type("'1"), own=False, weight=0)


def numeral(value: int) -> Operation:
    return Operation(str(value), "constructor", (), NAT, own=False)


Word = Literal["=", "atom", "¬", "∧", "∨", "↔", "→", "∃", "∀", "True", "False"]


@dataclass(frozen=True)
class Formula:
    """A proposition. terms: both sides of `=`, or the application of a predicate (`atom`). variable: of `∃` and `∀`."""

    word: Word
    terms: tuple[Term, ...] = ()
    parts: tuple[Formula, ...] = ()
    variable: Var | None = None

    @property
    def size(self) -> int:
        own = 1 if self.word == "=" else 0 if self.word == "atom" else 1
        return own + sum(t.size for t in self.terms) + sum(p.size for p in self.parts)


def equation(left: Term, right: Term) -> Formula:
    return Formula("=", (left, right))


def holds(application: App) -> Formula:
    """A predicate, or a Boolean term said to be true."""
    if application.type == BOOL:
        return equation(application, App(TRUE, (), BOOL))
    return Formula("atom", (application,))


TRUE = Operation("true", "constructor", (), BOOL, own=False)
FALSE = Operation("false", "constructor", (), BOOL, own=False)


@dataclass(frozen=True)
class Statement:
    """`∀ variables, hypotheses → conclusion`."""

    variables: tuple[Var, ...]
    hypotheses: tuple[Formula, ...]
    conclusion: Formula

    @property
    def size(self) -> int:
        return sum(h.size for h in self.hypotheses) + self.conclusion.size


def term_variables(term: Term) -> Iterator[Var]:
    """In the order of their use, with repetitions."""
    if isinstance(term, Var):
        yield term
    else:
        for argument in term.args:
            yield from term_variables(argument)


def formula_variables(formula: Formula) -> Iterator[Var]:
    for term in formula.terms:
        yield from term_variables(term)
    for part in formula.parts:
        for variable in formula_variables(part):
            if variable != formula.variable:
                yield variable


def rename_term(term: Term, names: Mapping[Var, Term]) -> Term:
    if isinstance(term, Var):
        return names.get(term, term)
    if not term.args:
        return term
    return App(term.operation, tuple(rename_term(argument, names) for argument in term.args), term.type)


def rename_formula(formula: Formula, names: Mapping[Var, Term]) -> Formula:
    return Formula(
        formula.word,
        tuple(rename_term(term, names) for term in formula.terms),
        tuple(rename_formula(part, names) for part in formula.parts),
        formula.variable,
    )


def subterms(term: Term) -> Iterator[Term]:
    yield term
    if isinstance(term, App):
        for argument in term.args:
            yield from subterms(argument)


def formula_terms(formula: Formula) -> Iterator[Term]:
    """Every term in it, outermost first."""
    for term in formula.terms:
        yield from subterms(term)
    for part in formula.parts:
        yield from formula_terms(part)


# Names of variables

_NAMES = {
    "number": ("a", "b", "c", "d", "e", "k"),
    "sequence": ("xs", "ys", "zs", "ws", "us", "vs"),
    "element": ("x", "y", "z", "w", "u", "v"),
    "function": ("f", "g", "h", "k", "f'", "g'"),
    "test": ("p", "q", "r", "s", "p'", "q'"),
    "container": ("t", "u", "v", "s", "t'", "u'"),
}


def variable_names(type_: Type) -> tuple[str, ...]:
    """Names for variables of a type, in the order in which they are given."""
    if type_.is_variable:
        return _NAMES["element"]
    if type_.head == ARROW:
        last = type_
        while last.head == ARROW:
            last = last.args[1]
        return _NAMES["test"] if last in (BOOL, PROPOSITION) else _NAMES["function"]
    if type_.args:
        short = type_.head.rpartition(".")[2]
        return _NAMES["sequence" if short[:1] in "LSV" else "container"]
    return _NAMES["number"]


def canonical(hypotheses: Iterable[Formula], conclusion: Formula) -> Statement:
    """The statement with variables named by first use, type variables too."""
    before = tuple(hypotheses)
    types: dict[str, Type] = {}
    names: dict[Var, Term] = {}
    taken: set[str] = set()
    for formula in (*before, conclusion):
        for variable in formula_variables(formula):
            if variable in names:
                continue
            for each in variable.type.variables():
                types.setdefault(each, Type(f"'{len(types)}"))
            type_ = variable.type.substitute(types)
            options = (*variable_names(type_), *(f"x{i}" for i in range(1, 99)))
            name = next(option for option in options if option not in taken)
            taken.add(name)
            names[variable] = Var(name, type_)
    for formula in (*before, conclusion):  # type variables that no variable has, as in `reverse nil = nil`
        for term in formula_terms(formula):
            for each in term.type.variables():
                types.setdefault(each, Type(f"'{len(types)}"))
    return Statement(
        tuple(name for name in names.values() if isinstance(name, Var)),
        tuple(_retyped(rename_formula(formula, names), types) for formula in before),
        _retyped(rename_formula(conclusion, names), types),
    )


def _retyped(formula: Formula, types: Mapping[str, Type]) -> Formula:
    """Variables of the result have their new types already; of applications the type is told."""

    def term(each: Term) -> Term:
        if isinstance(each, Var):
            return each
        return App(each.operation, tuple(term(a) for a in each.args), each.type.substitute(types))

    return Formula(
        formula.word, tuple(map(term, formula.terms)), tuple(_retyped(p, types) for p in formula.parts),
        formula.variable,
    )  # fmt: skip


# Writing

_LETTERS = "αβγδεζ"


def show_type(type_: Type, power: int = 0) -> str:
    if type_.is_variable:
        number = int(type_.head[1:])
        return _LETTERS[number] if number < len(_LETTERS) else f"α{number}"
    if type_.head == ARROW:
        text = f"{show_type(type_.args[0], 26)} → {show_type(type_.args[1], 25)}"
        return f"({text})" if power > 25 else text
    if type_.head == "Prod" and len(type_.args) == 2:
        text = f"{show_type(type_.args[0], 36)} × {show_type(type_.args[1], 35)}"
        return f"({text})" if power > 35 else text
    if not type_.args:
        return type_.head
    text = " ".join([type_.head, *(show_type(argument, _MAX) for argument in type_.args)])
    return f"({text})" if power >= _MAX else text


def show_term(term: Term, power: int = 0) -> str:
    if isinstance(term, Var):
        return term.name
    operation, args = term.operation, term.args
    if operation.name == "id" and not args:
        return "(fun x => x)"
    if operation.name == "Function.comp":
        inner = "i" if any(v.name == "x" for v in term_variables(term)) else "x"
        return f"(fun {inner} => {_applied(term, inner)})"
    if operation.name == "apply":
        text = f"{show_term(args[0], _MAX)} {show_term(args[1], _MAX)}"
        return f"({text})" if power >= _MAX else text
    notation = operation.notation
    if notation is not None and notation.given:
        if (number := _closed_number(term)) is not None:
            return str(number)
        text = f"{show_term(args[0], notation.left)} {notation.symbol} {notation.given}"
        return f"({text})" if power > notation.power else text
    if notation is not None and len(args) == 2:
        text = f"{show_term(args[0], notation.left)} {notation.symbol} {show_term(args[1], notation.right)}"
        return f"({text})" if power > notation.power else text
    if not args:
        return operation.name
    if notation is not None:
        text = f"{notation.symbol}{show_term(args[0], _MAX)}"
        return f"({text})" if power > notation.power else text
    text = " ".join([operation.name, *(show_term(argument, _MAX) for argument in args)])
    return f"({text})" if power >= _MAX else text


def _closed_number(term: Term) -> int | None:
    """What `0 + 1 + 1` stands for; None for what has a variable in it."""
    number = 0
    while isinstance(term, App) and term.operation.notation is not None and term.operation.notation.given == "1":
        term, number = term.args[0], number + 1
    if isinstance(term, App) and term.operation.name.isdigit():
        return number + int(term.operation.name)
    return None


def _applied(function: Term, argument: str) -> str:
    if isinstance(function, App) and function.operation.name == "Function.comp":
        outer, inner = function.args
        return _applied(outer, f"({_applied(inner, argument)})")
    if isinstance(function, App) and function.operation.name == "id":
        return argument
    return f"{show_term(function, _MAX)} {argument}"


_POWERS: dict[str, tuple[int, int, int]] = {"↔": (20, 21, 21), "→": (25, 26, 25), "∨": (30, 31, 30), "∧": (35, 36, 35)}


def show_formula(formula: Formula, power: int = 0) -> str:
    word = formula.word
    if word in ("True", "False"):
        return word
    if word == "=":
        left, right = formula.terms
        shown = show_term(left, 51)
        if next(left.type.variables(), None) and not any(True for side in (left, right) for _ in term_variables(side)):
            shown = f"({show_term(left)} : {show_type(left.type)})"  # nothing else tells of which type
        text = f"{shown} = {show_term(right, 51)}"
        return f"({text})" if power > 50 else text
    if word == "atom":
        return show_term(formula.terms[0], power)
    if word == "¬":
        inner = formula.parts[0]
        if inner.word == "=":
            text = f"{show_term(inner.terms[0], 51)} ≠ {show_term(inner.terms[1], 51)}"
            return f"({text})" if power > 50 else text
        return f"¬{show_formula(inner, _MAX)}"
    if word in ("∃", "∀"):
        assert formula.variable is not None
        variable = formula.variable
        text = f"{word} ({variable.name} : {show_type(variable.type)}), {show_formula(formula.parts[0])}"
        return f"({text})" if power > 0 else text
    own, left_power, right_power = _POWERS[word]
    text = f"{show_formula(formula.parts[0], left_power)} {word} {show_formula(formula.parts[1], right_power)}"
    return f"({text})" if power > own else text


def show(statement: Statement) -> str:
    """Lean text of a closed statement; instances that its operations need are binders too."""
    variables: dict[str, None] = {}
    classes: dict[tuple[str, str], None] = {}
    polymorphic = False
    formulas = (*statement.hypotheses, statement.conclusion)
    for type_ in (*(v.type for v in statement.variables), *(t.type for f in formulas for t in formula_terms(f))):
        variables |= dict.fromkeys(type_.variables())
    for formula in formulas:
        for term in formula_terms(formula):
            if isinstance(term, App):
                polymorphic |= term.operation.sort != "Type"
                for name, variable in _needed(term):
                    if variable.is_variable:
                        classes[name, variable.head] = None
    groups: list[str] = []
    if variables:
        names = " ".join(show_type(Type(head)) for head in sorted(variables))
        groups.append(f"{{{names} : {'Type _' if polymorphic else 'Type'}}}")
    groups += [f"[{name} {show_type(Type(variable))}]" for name, variable in classes]
    last: list[str] = []
    for index, each in enumerate(statement.variables):
        last.append(each.name)
        following = statement.variables[index + 1 : index + 2]
        if not following or following[0].type != each.type:
            groups.append(f"({' '.join(last)} : {show_type(each.type)})")
            last = []
    body = " → ".join([*(show_formula(h, 26) for h in statement.hypotheses), show_formula(statement.conclusion, 25)])
    return f"∀ {' '.join(groups)}, {body}" if groups else body


def _needed(term: App) -> Iterator[tuple[str, Type]]:
    if not term.operation.classes:
        return
    known: dict[str, Type] = {}
    for parameter, argument in zip(term.operation.parameters, term.args, strict=True):
        match_type(parameter, argument.type, known)
    match_type(term.operation.result, term.type, known)
    for name, variable in term.operation.classes:
        if variable in known:
            yield name, known[variable]
