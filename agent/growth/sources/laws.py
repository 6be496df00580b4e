"""The usual laws, asked of every operation of a theory: what a mathematician would look for first.

Associativity, commutativity, identities, absorption and distributivity of binary operations; what maps take to what,
what undoes itself, what makes no difference to what. Most of it is false in a given theory, which the sieve finds out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.growth.protocol import Conjecture, GrowthTheory, Known
from agent.growth.terms import App, Operation, Term, Type, Var, apply, canonical, equation, show
from agent.growth.vocabulary import Vocabulary

NAME = "usual laws"
_LARGEST = 13  # symbols of a statement
_MOST = 20_000  # statements


class UsualLaws:
    """Every law of a usual shape that the types allow, small ones first."""

    name = NAME

    def __init__(self, vocabulary: Vocabulary) -> None:
        operations = [each for each in vocabulary.operations if each.kind != "predicate"]
        self._functions = [each for each in operations if each.kind == "function" and each.parameters]
        self._steps = [each for each in operations if each.kind == "constructor" and _is_step(each)]
        made = [each for each in operations if each.kind == "constructor"]
        # What a structure singles out, such as the unit of a group, is a constant, too.
        made += [each for each in operations if each.kind == "function" and not each.parameters and each.own]
        self._constants = _constants(made)

    def propose(self, theory: GrowthTheory, known: Known) -> Iterator[Conjecture]:
        found: dict[str, Conjecture] = {}
        for left, right, law in self._laws():
            if left is None or right is None or left == right or left.type != right.type:
                continue
            statement = canonical((), equation(left, right))
            if statement.size <= _LARGEST and len(found) < _MOST:
                text = show(statement)
                found.setdefault(text, Conjecture(text, self.name, law, statement.size))
        yield from sorted(found.values(), key=lambda each: (each.size, each.statement))

    def _laws(self) -> Iterator[tuple[Term | None, Term | None, str]]:
        for f in self._functions:
            if not f.own and not any(g.own for g in self._functions):
                continue
            yield from self._of_one(f)
            yield from self._of_steps(f)
            for g in self._functions:
                if f.own or g.own:
                    yield from self._of_two(f, g)

    def _of_one(self, f: Operation) -> Iterator[tuple[Term | None, Term | None, str]]:
        name = f.name.rpartition(".")[2]
        if _is_binary(f):
            a, b, c, d = (Var(letter, f.parameters[0]) for letter in "abcd")
            ab, bc = apply(f, a, b), apply(f, b, c)
            yield ab, apply(f, b, a), f"is {name} commutative?"
            yield apply(f, a, a), a, f"is {name} of something with itself that thing?"
            if ab is not None and bc is not None:
                yield apply(f, ab, c), apply(f, a, bc), f"is {name} associative?"
                yield apply(f, a, bc), _of(f, b, apply(f, a, c)), f"do the first two of three change places in {name}?"
                yield apply(f, ab, c), _of(f, apply(f, a, c), b), f"do the last two of three change places in {name}?"
                yield _of(f, ab, apply(f, c, d)), _of(f, apply(f, a, c), apply(f, b, d)), f"do pairs mix in {name}?"
            for e in self._constants:
                for with_e in (apply(f, a, e), apply(f, e, a)):
                    yield with_e, a, f"is a constant an identity of {name}?"
                    if with_e is not None:
                        yield with_e, _like(e, with_e.type), f"does a constant absorb the rest in {name}?"
        for place, parameter in enumerate(f.parameters):
            x = Var("x", parameter)
            once = _at(f, place, x)
            if once is not None and once.type == parameter:
                yield _at(f, place, once), x, f"does {name} undo itself?"
                yield _at(f, place, once), once, f"does {name} once do as much as twice?"
            for e in self._constants:
                at_e = _at(f, place, e)
                for other in self._constants:
                    if at_e is not None:
                        yield at_e, _like(other, at_e.type), f"what is {name} of a constant?"

    def _of_steps(self, f: Operation) -> Iterator[tuple[Term | None, Term | None, str]]:
        """What an operation does one step further on, in an argument that it may not be defined by."""
        name = f.name.rpartition(".")[2]
        for step in self._steps:
            word, at = step.name.rpartition(".")[2], len(step.parameters) - 1
            for place, parameter in enumerate(f.parameters):
                x = Var("x", parameter)
                stepped = _at(f, place, _at(step, at, x, "y"))
                once = _at(f, place, x)
                yield stepped, _at(step, at, once, "y"), f"does {word} come out of {name}?"
                if len(f.parameters) != 2 or once is None:
                    continue
                other = Var(f"z{1 - place}", f.parameters[1 - place])
                moved = (x, _at(step, at, other, "y")) if place == 0 else (_at(step, at, other, "y"), x)
                if place == 0:
                    yield stepped, _of(f, *moved), f"does {word} go from one side of {name} to the other?"
                for g in self._functions:
                    if len(g.parameters) == 2 and f != g:
                        why = f"is {name} one step further on {g.name.rpartition('.')[2]} once more?"
                        yield stepped, apply(g, once, other), why
                        yield stepped, apply(g, other, once), why

    def _of_two(self, f: Operation, g: Operation) -> Iterator[tuple[Term | None, Term | None, str]]:
        one, other = f.name.rpartition(".")[2], g.name.rpartition(".")[2]
        for place, parameter in enumerate(f.parameters):
            x, y = Var("x", parameter), Var("y", parameter)
            fx, fy = _at(f, place, x), _at(f, place, y)
            if fx is None or fy is None:
                continue
            if len(g.parameters) == 2:
                inner = apply(g, x, y)
                for h in self._functions if inner is not None and inner.type == parameter else ():
                    if len(h.parameters) == 2:
                        whole = _at(f, place, inner)
                        yield whole, apply(h, fx, fy), f"what does {one} make of {other}?"
                        yield whole, apply(h, fy, fx), f"what does {one} make of {other}?"
                        if f != g:
                            yield whole, x, f"does {one} absorb {other}?"
            for at in range(len(g.parameters)):
                inner = _at(g, at, x, "p")
                if f == g or inner is None or inner.type != parameter:
                    continue
                whole = _at(f, place, inner)
                yield whole, fx, f"does {other} make a difference to {one}?"
                yield whole, x, f"does {one} undo {other}?"
                if fx.type == parameter:
                    yield whole, _at(g, at, fx, "p"), f"does it matter which of {one} and {other} comes first?"
        if f.name < g.name and len(f.parameters) == len(g.parameters):
            variables = [Var(f"v{number}", parameter) for number, parameter in enumerate(f.parameters)]
            yield apply(f, *variables), apply(g, *variables), f"are {one} and {other} the same?"
            yield apply(f, *variables), apply(g, *reversed(variables)), f"are {one} and {other} the same?"
        if len(f.parameters) == 1 and len(g.parameters) == 2:
            x = Var("x", f.parameters[0])
            yield apply(f, x), apply(g, x, x), f"is {one} {other} of a thing with itself?"


def _is_step(constructor: Operation) -> bool:
    """A constructor that makes one thing of its type larger, such as `succ` or `cons x`."""
    own = [parameter for parameter in constructor.parameters if parameter == constructor.result]
    return len(own) == 1 and constructor.parameters[-1] == constructor.result


def _is_binary(f: Operation) -> bool:
    return len(f.parameters) == 2 and f.parameters[0] == f.parameters[1] == f.result


def _of(f: Operation, *args: Term | None) -> App | None:
    return apply(f, *(each for each in args if each is not None)) if all(each is not None for each in args) else None


def _at(f: Operation, place: int, term: Term | None, letter: str = "z") -> App | None:
    """The operation with a term at one place and variables, always the same, at the others."""
    if term is None:
        return None
    others = [Var(f"{letter}{number}", parameter) for number, parameter in enumerate(f.parameters)]
    return apply(f, *(term if number == place else each for number, each in enumerate(others)))


def _constants(constructors: Sequence[Operation]) -> list[Term]:
    """Constructors without arguments, and what one more constructor makes of them (`1` of `0`)."""
    plain = [found for each in constructors if not each.parameters and (found := apply(each)) is not None]
    next_ = [found for each in constructors if len(each.parameters) == 1 for e in plain if (found := apply(each, e))]
    return [*plain, *next_]


def _like(constant: Term, type_: Type) -> Term | None:
    """The constant as one of that type: `nil` of the same elements."""
    if isinstance(constant, App) and constant.type.head == type_.head and not constant.args:
        return App(constant.operation, (), type_)
    return constant if constant.type == type_ else None
