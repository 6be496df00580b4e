"""Small values of a theory's types, as trees of constructors, and how they are written."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.growth import terms
from agent.growth.terms import ARROW, BOOL, NAT, Notation, Type
from agent.growth.vocabulary import Inductive, Vocabulary

ValueId = int
IDENTITY, COMPOSE = 99, 100  # tags of functions that are no primitive


def grounded(type_: Type) -> Type:
    """The type at which a polymorphic one is evaluated: every type variable is `Nat`."""
    return type_.substitute(dict.fromkeys(type_.variables(), NAT))


@dataclass(frozen=True)
class _Node:
    tag: int
    children: tuple[ValueId, ...]


class Values:
    """Values by number, each structure once. A natural number, of the core or of a type of the same shape, is a tag
    without children; a function is the number of a primitive of its type, an identity or a composition."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._v = vocabulary
        self._nodes: list[_Node] = []
        self._ids: dict[_Node, ValueId] = {}
        self._sizes: list[int] = []
        self._numbers: dict[str, bool] = {NAT.head: True}
        self._pools: dict[tuple[Type, int], tuple[ValueId, ...]] = {}

    def make(self, tag: int, children: Sequence[ValueId] = ()) -> ValueId:
        node = _Node(tag, tuple(children))
        found = self._ids.get(node)
        if found is None:
            found = self._ids[node] = len(self._nodes)
            self._nodes.append(node)
            # A number is as large as the successors that it stands for.
            self._sizes.append(max(1, tag) + sum(self._sizes[child] for child in children))
        return found

    def size(self, value: ValueId) -> int:
        return self._sizes[value]

    def node(self, value: ValueId) -> tuple[int, tuple[ValueId, ...]]:
        node = self._nodes[value]
        return node.tag, node.children

    def is_number(self, type_: Type) -> bool:
        """Whether it is `Nat` or a type of that shape: a zero and a successor, in this order."""
        if type_.args:
            return False
        if type_.head not in self._numbers:
            declared = self._v.inductives.get(type_.head)
            shapes = [each.parameters for each in declared.constructors] if declared is not None else []
            self._numbers[type_.head] = shapes == [(), (type_,)]
        return self._numbers[type_.head]

    def is_recursive(self, type_: Type) -> bool:
        """Whether a constructor of the type has a field of the type itself."""
        declared = self._v.inductives.get(type_.head)
        return declared is not None and any(
            parameter.head == type_.head for each in declared.constructors for parameter in each.parameters
        )

    def inductive(self, type_: Type) -> tuple[Inductive, dict[str, Type]] | None:
        """The declaration of a ground type, and what its parameters are."""
        found = self._v.inductives.get(type_.head)
        if found is None or type_ == NAT:
            return None
        known: dict[str, Type] = {}
        return (found, known) if terms.match_type(found.type, type_, known) else None

    def primitives(self, type_: Type) -> tuple[str, ...]:
        """Lean texts of the functions of a ground type; empty where none are at hand."""
        arguments = []
        while type_.head == ARROW:
            arguments.append(type_.args[0])
            type_ = type_.args[1]
        names = [f"n{i}" for i in range(len(arguments))]
        numbers = [n for n, t in zip(names, arguments, strict=True) if t == NAT]
        if any(t.head == ARROW for t in arguments):
            return ()
        front = f"fun {' '.join(names)} => "
        if type_ == NAT and numbers:
            first, last = numbers[0], numbers[-1]
            bodies = [f"{first} + 1", f"2 * {last}", "0"]
            if len(numbers) > 1:
                bodies = [f"{first} + {last}", f"{first} + 2 * {last}", f"2 * {first} + {last} + 1"]
            return tuple(front + body for body in bodies)
        if type_ == BOOL and numbers:
            first, last = numbers[0], numbers[-1]
            if len(numbers) > 1:
                return (f"{front}Nat.ble {first} {last}", f"{front}Nat.beq {first} {last}")
            return (f"{front}Nat.beq ({first} % 2) 0", f"{front}Nat.ble {first} 0", f"{front}false", f"{front}true")
        bodies = []
        if type_.head == "Option" and type_.args == (NAT,) and numbers:
            bodies = [f"some ({numbers[0]} + 1)", "none", f"if {numbers[0]} = 0 then none else some 0"]
        if type_.head == "List" and type_.args == (NAT,) and numbers:
            bodies = [f"[{numbers[0]}]", "[]", f"[{numbers[0]}, {numbers[0]} + 1]"]
        if arguments and arguments[-1] == type_:
            bodies.append(names[-1])
        return tuple(front + body for body in bodies)

    def pool(self, type_: Type, count: int = 8) -> tuple[ValueId, ...]:
        """The smallest values of a ground type; fewer where it has no more, none where it cannot be told."""
        key = (type_, count)
        if key not in self._pools:
            self._pools[key] = tuple(itertools.islice(self._smallest(type_, 12), count))
        return self._pools[key]

    def _smallest(self, type_: Type, largest: int) -> Iterator[ValueId]:
        if self.is_number(type_):
            yield from (self.make(n) for n in range(max(largest, 50)))
        elif type_.head == ARROW:
            yield from (self.make(i) for i in range(len(self.primitives(type_))))
        else:
            for size in range(1, largest + 1):
                yield from self._of_size(type_, size, {})

    def _of_size(
        self, type_: Type, size: int, done: dict[tuple[Type, int], tuple[ValueId, ...]]
    ) -> tuple[ValueId, ...]:
        """Values with `size` constructors; numbers that are elements of something count one."""
        key = (type_, size)
        if key in done:
            return done[key]
        if self.is_number(type_):
            done[key] = tuple(self.make(n) for n in range(3)) if size == 1 else ()
            return done[key]
        if type_.head == ARROW:
            done[key] = tuple(self.pool(type_, 2)) if size == 1 else ()
            return done[key]
        done[key] = ()
        declared = self.inductive(type_)
        if declared is None:
            return ()
        groups: list[list[ValueId]] = []
        inductive, known = declared
        for tag, constructor in enumerate(inductive.constructors):
            fields = [field.substitute(known) for field in constructor.parameters]
            for sizes in _shares(size - 1, len(fields)):
                choices = [self._of_size(field, share, done) for field, share in zip(fields, sizes, strict=True)]
                groups.append([self.make(tag, each) for each in itertools.islice(itertools.product(*choices), 60)])
        # In turn, so that a few of them are of different shapes.
        found = [each for row in itertools.zip_longest(*groups) for each in row if each is not None][:300]
        done[key] = tuple(dict.fromkeys(found))
        return done[key]

    def random(self, type_: Type, source: random.Random, largest: int = 5) -> ValueId | None:
        """A value of at most about that size."""
        if self.is_number(type_):
            return self.make(source.randint(0, largest))
        if type_.head == ARROW:
            options = self.pool(type_, 8)
            return source.choice(options) if options else None
        declared = self.inductive(type_)
        if declared is None:
            return None
        inductive, known = declared
        choices = list(enumerate(inductive.constructors))
        if largest <= 1:
            flat = [(t, c) for t, c in choices if not any(p.substitute(known) == type_ for p in c.parameters)]
            choices = flat or choices
        for _ in range(4):
            tag, constructor = source.choice(choices)
            left = largest - 1
            children = []
            recursive = sum(parameter.substitute(known) == type_ for parameter in constructor.parameters)
            for parameter in constructor.parameters:
                of_field = parameter.substitute(known)
                share = left // max(1, recursive) if of_field == type_ else 2 + len(of_field.args)
                children.append(self.random(of_field, source, max(0, share)))
            if None not in children:
                return self.make(tag, [child for child in children if child is not None])
        return None

    def show(self, value: ValueId, type_: Type, lean: bool = False) -> str:
        """For a person to read, numbers of one's own as numerals and sequences in brackets; `lean`: as Lean text."""
        tag, children = self.node(value)
        if type_ == NAT:
            return str(tag)
        if type_.head == ARROW:
            return self._show_function(value, type_)
        declared = self.inductive(type_)
        if declared is None:
            return str(tag)
        inductive, known = declared
        if self.is_number(type_):
            if not lean:
                return str(tag)
            zero, successor = (constructor.name for constructor in inductive.constructors)
            return f"{f'({successor} ' * tag}{zero}{')' * tag}"
        if not lean:
            items = self._as_items(value, type_, inductive, known)
            if items is not None:
                return f"[{', '.join(items)}]"
        constructor = inductive.constructors[tag]
        fields = [field.substitute(known) for field in constructor.parameters]
        shown = [self.show(child, field, lean) for child, field in zip(children, fields, strict=True)]
        name = constructor.name if lean else constructor.name.rpartition(".")[2]
        notation: Notation | None = constructor.notation
        if notation is not None and notation.given:
            return f"({shown[0]} {notation.symbol} {notation.given})"
        if notation is not None and len(shown) == 2:
            return f"({shown[0]} {notation.symbol} {shown[1]})"
        return " ".join([name, *(f"({s})" if " " in s else s for s in shown)])

    def _show_function(self, value: ValueId, type_: Type) -> str:
        tag, children = self.node(value)
        if tag == IDENTITY:
            return "fun n => n"
        if tag == COMPOSE:
            outer, inner = (self._show_function(child, type_) for child in children)
            return f"({outer}) ∘ ({inner})"
        options = self.primitives(type_)
        return options[tag] if tag < len(options) else "?"

    def _as_items(self, value: ValueId, type_: Type, inductive: Inductive, known: dict[str, Type]) -> list[str] | None:
        shapes = [constructor.parameters for constructor in inductive.constructors]
        if len(shapes) != 2 or shapes[0] or len(shapes[1]) != 2 or shapes[1][1] != inductive.type:
            return None
        of_item = shapes[1][0].substitute(known)
        items = []
        tag, children = self.node(value)
        while tag == 1:
            items.append(self.show(children[0], of_item))
            tag, children = self.node(children[1])
        return items


def _shares(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Ways to write a number as a sum of that many positive ones."""
    if parts == 0:
        if total == 0:
            yield ()
        return
    for first in range(1, total - parts + 2):
        for rest in _shares(total - first, parts - 1):
            yield (first, *rest)
