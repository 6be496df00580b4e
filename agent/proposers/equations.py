"""Equational reasoning without Lean: a chain of rewritings from one side of an equation to the other.

A bidirectional best-first search over terms with the equations at hand, each used in both directions. What it finds
is a guess like any other: a list of `rw` steps, or a `calc` where rewriting a whole goal would change too much.
"""

from __future__ import annotations

import functools
import heapq
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.proposers.view import Rule, View
from lemma_graph.term import Substitution, Term, bare, match, replace, substitute

# Rewritings made for one goal, about a millisecond of them, while Lean waits: enough for nine chains in ten of those
# that are found at all. A theorem itself is given more when its first tactics have failed.
MOST_WORK = 200
MOST_AT_ROOT = 2_500
# A witness is asked for seldom, and often found by nothing else.
MOST_TO_WITNESS = 2_000
_GROWTH = 7


@dataclass(frozen=True)
class Rewriting:
    """`old` becomes `new` by the instance of a rule that `bound` says, used from right to left where `backward`."""

    old: Term
    new: Term
    rule: Rule
    bound: Substitution
    backward: bool

    @property
    def text(self) -> str:
        return self.rule.instance(self.bound)

    @property
    def premise(self) -> str | None:
        return None if self.rule.local else self.rule.name

    def __str__(self) -> str:
        return ("← " if self.backward else "") + self.text

    def reversed(self) -> Rewriting:
        return Rewriting(self.new, self.old, self.rule, self.bound, not self.backward)


@dataclass(frozen=True)
class Chain:
    """Terms from the left side to the right side, and the rewriting between each two of them."""

    terms: tuple[Term, ...]
    steps: tuple[Rewriting, ...]

    @property
    def premises(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(step.premise for step in self.steps if step.premise))


def usable(view: View) -> tuple[Rule, ...]:
    """Equations without hypotheses."""
    return tuple(rule for rule in view.rules if rule.rewrites)[:24]


@functools.lru_cache(maxsize=512)
def between(
    left: Term, right: Term, rules: tuple[Rule, ...], atoms: tuple[Term, ...] = (), most: int = MOST_WORK
) -> Chain | None:
    """A chain from `left` to `right`, or None where none was found within the limits.

    atoms: terms to put for a variable that a rewriting leaves open, besides the small parts of both sides. most:
    rewritings that are made.
    """
    if left == right or not rules:
        return None
    rewriter = _Rewriter(rules, _atoms((left, right), atoms))
    if rewriter.never_meet(left, right):
        return None
    sides = (_Side(left, rewriter, right.size), _Side(right, rewriter, left.size))
    while sides[0].work + sides[1].work < most and (sides[0].open or sides[1].open):
        # The side that is cheaper to go on with goes on.
        here, there = sides if _next(sides[0]) <= _next(sides[1]) else sides[::-1]
        for term in here.expand():
            if term in there.came:
                chain = _joined(sides[0], sides[1], term)
                return chain if chain.steps else None
    return None


def towards(start: Term, goal: Term, hole: str, rules: Sequence[Rule], most: int) -> tuple[Chain, Term] | None:
    """A chain from `start` to an instance of `goal`, with what `hole` has to be there. most: rewritings made."""
    side = _Side(start, _Rewriter(rules, _atoms((start,), ())), goal.size)
    variables = frozenset([hole])
    found = match(goal, start, variables)
    if found is not None:
        return Chain((start,), ()), found[hole]
    while side.work < most and side.open:
        for term in side.expand():
            found = match(goal, term, variables)
            if found is not None and hole in found:
                return side.path(term), found[hole]
    return None


def _atoms(terms: Sequence[Term], more: Sequence[Term]) -> tuple[Term, ...]:
    return tuple(dict.fromkeys([*(p for t in terms for p in t.walk() if p.size <= 2 and not p.binders), *more]))[:7]


class _Side:
    """One direction of the search: terms reached, and how."""

    def __init__(self, root: Term, rewriter: _Rewriter, other: int) -> None:
        self.root = root
        self.came: dict[Term, tuple[Term, Rewriting] | None] = {root: None}
        self.depth = {root: 0}
        self.order = itertools.count()
        self.open: list[tuple[float, int, Term]] = [(root.size, next(self.order), root)]
        self.most = max(root.size, other) + _GROWTH
        self.rewriter = rewriter
        self.work = 0

    def expand(self) -> Iterator[Term]:
        if not self.open:
            return
        _, _, term = heapq.heappop(self.open)
        for rewriting in self.rewriter.all(term):
            self.work += 1
            new = replace(term, rewriting.old, rewriting.new)
            if new in self.came or new.size > self.most:
                continue
            self.came[new] = (term, rewriting)
            depth = self.depth[new] = self.depth[term] + 1
            heapq.heappush(self.open, (new.size + 0.6 * depth, next(self.order), new))
            yield new

    def path(self, term: Term) -> Chain:
        terms, steps = [term], []
        while (link := self.came[terms[-1]]) is not None:
            terms.append(link[0])
            steps.append(link[1])
        return Chain(tuple(reversed(terms)), tuple(reversed(steps)))


def _next(side: _Side) -> float:
    return side.open[0][0] if side.open else float("inf")


def _joined(left: _Side, right: _Side, meeting: Term) -> Chain:
    there, back = left.path(meeting), right.path(meeting)
    steps = (*there.steps, *(step.reversed() for step in reversed(back.steps)))
    return Chain((*there.terms, *reversed(back.terms[:-1])), steps)


class _Rewriter:
    """The rules in both directions. What they make of a term is kept, since large terms share their parts.

    atoms: what is put for a variable that a rewriting leaves open.
    """

    def __init__(self, rules: Sequence[Rule], atoms: tuple[Term, ...]) -> None:
        self.atoms = atoms
        self.ways = [way for rule in rules for way in ways(rule)]
        # Ways by the head of what they rewrite; None: a variable, which may be anything.
        self.by_head: dict[str | None, list[int]] = {}
        for number, way in enumerate(self.ways):
            self.by_head.setdefault(way.head, []).append(number)
        self.known: dict[Term, list[tuple[int, Sequence[Rewriting]]]] = {}

    def all(self, term: Term) -> Iterator[Rewriting]:
        """Rewritings of the term and its parts, rule by rule."""
        parts = [part for part in dict.fromkeys(term.walk()) if not part.binders]
        found = [(way, place, each) for place, part in enumerate(parts) for way, each in self._of(part)]
        found.sort(key=_in_order)
        for _, _, each in found:
            yield from each

    def _of(self, part: Term) -> list[tuple[int, Sequence[Rewriting]]]:
        """What each way makes of a part, for those that make something of it."""
        if part not in self.known:
            numbers = (*self.by_head.get(bare(part.head), ()), *self.by_head.get(None, ()))
            made = [(number, self.ways[number].made(part, self.atoms)) for number in numbers]
            self.known[part] = [each for each in made if each[1]]
        return self.known[part]

    def never_meet(self, left: Term, right: Term) -> bool:
        """Whether one side has a symbol that no rewriting takes away there or brings in on the other side."""
        apart = set(map(bare, left.names())) ^ set(map(bare, right.names()))
        for way in self.ways if apart else ():
            if way.loses:  # what stands for the variable goes, whatever it is
                return False
            apart -= way.changes
            if way.free is not None:
                apart -= {bare(name) for atom in self.atoms for name in atom.names()}
        return bool(apart)


class Way:
    """A rule in one direction. free: the variable of the result, if any, that the pattern does not have.

    head: of the pattern, without namespace; None for a variable. loses: a variable of the pattern is not in the result;
    changes: symbols that only one of them has.
    """

    def __init__(self, rule: Rule, backward: bool, pattern: Term, result: Term, free: str | None) -> None:
        self.rule = rule
        self.backward = backward
        self.pattern = pattern
        self.result = result
        self.free = free
        self.head = None if pattern.head in rule.variables else bare(pattern.head)
        before, after = set(pattern.names()), set(result.names())
        self.loses = bool(rule.variables & (before - after))
        self.changes = frozenset(map(bare, (before ^ after) - rule.variables))
        self._known: dict[Term, Sequence[Rewriting]] = {}  # by part, where nothing is left open

    def made(self, part: Term, atoms: Sequence[Term]) -> Sequence[Rewriting]:
        """The rewritings of a term as a whole. atoms: what is put for a variable that is left open."""
        known = self._known.get(part)
        if known is None:
            bound = match(self.pattern, part, self.rule.variables)
            known = () if bound is None else self._rewritings(part, bound, atoms)
            if bound is None or self.free is None:
                self._known[part] = known
        return known

    def _rewritings(self, part: Term, bound: Substitution, atoms: Sequence[Term]) -> Sequence[Rewriting]:
        fulls = [bound] if self.free is None else [{**bound, self.free: value} for value in atoms]
        news = [(substitute(self.result, full), full) for full in fulls]
        return [Rewriting(part, new, self.rule, full, self.backward) for new, full in news if new is not part]


@functools.lru_cache(maxsize=256)
def ways(rule: Rule) -> tuple[Way, ...]:
    """An equation from left to right and from right to left, without those that leave several variables open."""
    sides = rule.equation
    assert sides is not None
    found = []
    for backward in (False, True):
        pattern, result = sides[::-1] if backward else sides
        inside = set(pattern.names())
        free = [v for v in rule.variables if v not in inside and v in set(result.names())]
        if len(free) <= 1:
            found.append(Way(rule, backward, pattern, result, free[0] if free else None))
    return tuple(found)


def _in_order(found: tuple[int, int, Sequence[Rewriting]]) -> tuple[int, int]:
    return found[0], found[1]


def as_rewrites(chain: Chain) -> str | None:
    """`rw [...]` that turns `left = right` into a reflexive equation, replayed on both sides at once; None if it fails.

    Lean rewrites every instance in the goal, the other side's too, so the chain alone does not tell.
    """
    left, right = chain.terms[0], chain.terms[-1]
    used: list[str] = []
    for step in chain.steps:
        if left == right:
            break
        after = replace(left, step.old, step.new), replace(right, step.old, step.new)
        if after == (left, right):
            return None
        left, right = after
        used.append(str(step))
    return f"rw [{', '.join(used)}]" if left == right else None


def as_calc(chain: Chain) -> str:
    """`calc`, a step for each rewriting."""
    lines = []
    for index, step in enumerate(chain.steps):
        before, after = chain.terms[index], chain.terms[index + 1]
        start = f"calc {before} = {after}" if index == 0 else f"  _ = {after}"
        lines.append(f"{start} := {_justified(before, after, step)}")
    return "\n".join(lines)


def _justified(before: Term, after: Term, step: Rewriting) -> str:
    if (before, after) == (step.old, step.new):
        return f"({step.text}).symm" if step.backward else step.text
    for way, old, new in ((str(step), step.old, step.new), (str(step.reversed()), step.new, step.old)):
        if replace(before, old, new) == replace(after, old, new):
            return f"by rw [{way}]"
    hole = Term("z✝")
    context = replace(before, step.old, hole)
    if replace(context, hole, step.new) == after:
        variable = "z"
        while variable in set(before.names()) | set(after.names()):
            variable += "'"
        body = replace(context, hole, Term(variable))
        reason = f"({step.text}).symm" if step.backward else f"({step.text})"
        return f"congrArg (fun {variable} => {body}) {reason}"
    return f"by rw [{step}]"
