"""Matching the printed conclusion of a lemma against a printed goal.

A cheap stand-in for unification: it works on tokens and on a table of operator precedences, not on elaborated
expressions. It misses what implicit arguments, coercions or reduction would show, and may offer what Lean then
refuses; both cost a try, never soundness.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from lemma_graph.text import OPENING, is_identifier, telescope, tokens


@dataclass(frozen=True)
class Group:
    """A bracketed part."""

    opening: str
    items: tuple[Item, ...]


Item: TypeAlias = "str | Group"
Items: TypeAlias = tuple[Item, ...]

# Operator → (precedence, associates to the right), as Lean's own notations have them.
_OPERATORS: dict[str, tuple[int, bool]] = {
    "↔": (20, False), "→": (25, True), "∨": (30, True), "∧": (35, True), "×": (35, True), "¬": (40, True),
    "=": (50, False), "≠": (50, False), "<": (50, False), "≤": (50, False), ">": (50, False), "≥": (50, False),
    "∣": (50, False), "∈": (50, False), "∉": (50, False), "⊆": (50, False), "==": (50, False), "≡": (50, False),
    "++": (65, False), "+": (65, False), "-": (65, False), "∪": (65, False), "::": (67, True), "*": (70, False),
    "/": (70, False), "%": (70, False), "∩": (70, False), "•": (73, True), "^": (75, True), "∘": (90, True),
    "⁻¹": (1024, False),
}  # fmt: skip
_UNKNOWN_OPERATOR = (50, False)
_PREFIX = frozenset(["¬", "-", "↑", "!"])
_BINDING = frozenset(["∃", "∀", "fun", "∑", "∏", "∃!"])
_APPLICATION = 1024
_STEPS = 400  # of one match: backtracking is cut off there


def parse(text: str, variables: Collection[str] = ()) -> Items:
    """Tokens with brackets turned into groups, in one spelling.

    `xs.reverse` (for a variable) and `(xs ++ ys).reverse` are written as applications, as `List.reverse xs` is;
    constants lose their namespaces, and operands the parentheses that they do not need. Unbalanced text gives what
    it can.
    """
    stack: list[tuple[str, list[Item]]] = [("", [])]
    for token in tokens(text):
        if token in OPENING:
            stack.append((token, []))
        elif token in OPENING.values():
            if len(stack) > 1:
                opening, items = stack.pop()
                stack[-1][1].append(Group(opening, _one_spelling(items, variables)))
        else:
            stack[-1][1].append(token)
    while len(stack) > 1:
        opening, items = stack.pop()
        stack[-1][1].append(Group(opening, _one_spelling(items, variables)))
    return _one_spelling(stack[0][1], variables)


def _one_spelling(items: Sequence[Item], variables: Collection[str]) -> Items:
    applied: list[Item] = []
    position = 0
    while position < len(items):
        item = items[position]
        position += 1
        behind_operand = bool(applied) and _is_operand(applied[-1])
        fields: list[str] = []
        if isinstance(item, Group) and items[position : position + 1] == ["."] and position + 1 < len(items):
            following = items[position + 1]
            if isinstance(following, str) and is_identifier(following):
                fields = following.split(".")
                position += 2
        elif isinstance(item, str) and "." in item and is_identifier(item):
            first, *rest = item.split(".")
            if first in variables and not rest[-1].isdigit():
                item, fields = first, rest
            elif first not in variables:
                item = rest[-1]
        for number, field_name in enumerate(fields):
            whole: Items = (field_name, item)
            if number == len(fields) - 1 and not behind_operand:
                applied += whole[:1]
                item = whole[1]
            else:
                item = Group("(", whole)
        applied.append(item)
    found: list[Item] = []
    for index, item in enumerate(applied):
        alone = not (index and _is_operand(applied[index - 1])) and not _is_operand((*applied, "=")[index + 1])
        if alone and isinstance(item, Group) and item.opening == "(" and all(_is_operand(part) for part in item.items):
            found += item.items
        else:
            found.append(item)
    return tuple(found)


def flat(items: Items) -> Iterator[str]:
    """All tokens, groups opened."""
    for item in items:
        if isinstance(item, Group):
            yield from flat(item.items)
        else:
            yield item


@dataclass(frozen=True)
class Pattern:
    """A part of a lemma to be found in goals.

    part: `conclusion` (it closes or reduces the goal), `turned` (the same with its equation turned round),
    `left`, `right` (a side to rewrite). required: constant tokens that a goal must have. specificity: how much
    of it is fixed. types: printed types of those variables whose type mentions no other variable.
    """

    part: str
    items: Items
    variables: frozenset[str]
    required: frozenset[str]
    specificity: float
    types: Mapping[str, str] = field(hash=False)


def patterns(statement: str) -> list[Pattern]:
    """What of a printed statement can be found in goals."""
    parts = telescope(statement)
    variables = parts.names
    types = {b.name: b.type for b in parts.binders if b.type and not variables & set(tokens(b.type))}
    conclusion = parse(parts.conclusion, variables)
    found = [_pattern("conclusion", conclusion, variables, types)]
    if sides := _sides(conclusion):
        left, relation, right = sides
        if relation != "≠":
            found.append(_pattern("turned", (*right, relation, *left), variables, types))
        if relation in ("=", "↔"):
            found.append(_pattern("left", left, variables, types))
            found.append(_pattern("right", right, variables, types))
    return [p for p in found if p.required]


def _pattern(part: str, items: Items, variables: frozenset[str], types: Mapping[str, str]) -> Pattern:
    every = list(flat(items))
    constants = [token for token in every if token not in variables]
    used = [token for token in every if token in variables]
    repeated = len(used) - len(set(used))
    return Pattern(part, items, variables, frozenset(constants), len(constants) + 0.5 * repeated, types)


def _sides(items: Items) -> tuple[Items, str, Items] | None:
    for relation in ("↔", "=", "≠"):
        places = [i for i, item in enumerate(items) if item == relation]
        looser = [item for item in items if _precedence(item) < _precedence(relation)]
        if len(places) == 1 and not looser and not _BINDING & set(map(str, items)):
            return items[: places[0]], relation, items[places[0] + 1 :]
    return None


def matches(pattern: Pattern, goal: Items, types: Mapping[str, str]) -> bool:
    """Whether the goal, as a whole, is an instance of the pattern. types: those of the goal's own names."""
    return _Matching(pattern, types).at(goal, 0, whole=True)


def occurs(pattern: Pattern, goal: Items, types: Mapping[str, str]) -> bool:
    """Whether some part of the goal is an instance of the pattern."""
    matching = _Matching(pattern, types)
    return any(
        matching.at(sequence, start, whole=False) for sequence in _sequences(goal) for start in range(len(sequence))
    )


def _sequences(items: Items) -> Iterator[Items]:
    yield items
    for item in items:
        if isinstance(item, Group):
            yield from _sequences(item.items)


class _Matching:
    """One search for bindings, by backtracking."""

    def __init__(self, pattern: Pattern, types: Mapping[str, str]) -> None:
        self._pattern = pattern
        self._types = types
        self._steps = 0

    def at(self, sequence: Items, start: int, whole: bool) -> bool:
        pattern = self._pattern.items
        for end, _ in self._sequence(pattern, 0, sequence, start, {}, whole):
            instance = sequence[start:end]
            before = sequence[start - 1] if start else None
            after = sequence[end] if end < len(sequence) else None
            if whole or _stands_alone(instance, before, after, end == len(sequence)):
                return True
        return False

    def _sequence(
        self, pattern: Items, i: int, goal: Items, j: int, bound: dict[str, Items], whole: bool
    ) -> Iterator[tuple[int, dict[str, Items]]]:
        self._steps += 1
        if self._steps > _STEPS:
            return
        if i == len(pattern):
            if not whole or j == len(goal):
                yield j, bound
            return
        left = len(goal) - j - (len(pattern) - i - 1)
        if left < 1:
            return
        item = pattern[i]
        if isinstance(item, Group):
            there = goal[j]
            if isinstance(there, Group) and there.opening == item.opening:
                for _, inner in self._sequence(item.items, 0, there.items, 0, bound, True):
                    yield from self._sequence(pattern, i + 1, goal, j + 1, inner, whole)
        elif item not in self._pattern.variables:
            if goal[j] == item:
                yield from self._sequence(pattern, i + 1, goal, j + 1, bound, whole)
        elif item in bound:
            value = bound[item]
            for length in {1, len(value)}:
                if length <= left and _bare(goal[j : j + length]) == value:
                    yield from self._sequence(pattern, i + 1, goal, j + length, bound, whole)
        else:
            before = pattern[i - 1] if i else None
            after = pattern[i + 1] if i + 1 < len(pattern) else None
            for length in range(1, left + 1):
                value = goal[j : j + length]
                if _stands_alone(value, before, after, j + length == len(goal)) and self._typed(item, value):
                    yield from self._sequence(pattern, i + 1, goal, j + length, {**bound, item: _bare(value)}, whole)

    def _typed(self, variable: str, value: Items) -> bool:
        wanted = self._pattern.types.get(variable)
        if wanted is None or len(value) != 1 or not isinstance(value[0], str):
            return True
        known = self._types.get(value[0])
        return known is None or known == wanted


def _bare(value: Items) -> Items:
    """Without the parentheses that only its place asks for."""
    first = value[0]
    return first.items if len(value) == 1 and isinstance(first, Group) and first.opening == "(" else value


def _stands_alone(value: Items, before: Item | None, after: Item | None, at_end: bool) -> bool:
    """Whether a run of items can be one operand between its neighbours."""
    if len(value) > 1 and (_is_operand(before) or _is_operand(after)):
        return False  # the argument of a function is one item
    lowest, right_operand = _APPLICATION, True  # precedence of the loosest operator
    for index, item in enumerate(value):
        if not isinstance(item, str) or not _is_operator(item):
            right_operand = False
            continue
        if item in _BINDING:
            if not at_end:
                return False
            right_operand = False
            break
        if item in (",", ":", ":=", "=>"):
            return False
        if right_operand and item not in _PREFIX:
            return False  # two operators in a row, or one at the start
        right_operand = item != "⁻¹"
        if index or item not in _PREFIX:
            lowest = min(lowest, _precedence(item))
    if right_operand and len(value):
        return False
    return _fits(lowest, before, operand_is_right=True) and _fits(lowest, after, operand_is_right=False)


def _fits(lowest: int, neighbour: Item | None, operand_is_right: bool) -> bool:
    if neighbour is None or not isinstance(neighbour, str) or not _is_operator(neighbour) or neighbour in _BINDING:
        return True
    if neighbour in (",", ":", ":=", "=>"):
        return True
    precedence, to_the_right = _OPERATORS.get(neighbour, _UNKNOWN_OPERATOR)
    return lowest > precedence or (lowest == precedence and to_the_right == operand_is_right)


def _is_operator(token: str) -> bool:
    return token in _BINDING or not (is_identifier(token) or token[0].isdigit())


def _is_operand(item: Item | None) -> bool:
    return isinstance(item, Group) or (isinstance(item, str) and not _is_operator(item))


def _precedence(item: Item) -> int:
    if not isinstance(item, str) or not _is_operator(item):
        return _APPLICATION
    return _OPERATORS.get(item, _UNKNOWN_OPERATOR)[0]
