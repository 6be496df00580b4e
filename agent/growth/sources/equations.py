"""Equations over a theory's signature, by size: two terms that are equal for all small values that were tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from agent.growth import rewriting, terms
from agent.growth.protocol import Conjecture, GrowthTheory, Known
from agent.growth.reading import Reader
from agent.growth.rewriting import Rules
from agent.growth.sieve.abstract import InModels
from agent.growth.sieve.evaluation import Evaluator
from agent.growth.sources.universe import ALL, Universe
from agent.growth.terms import App, Statement, Term, Var, canonical, equation, show, show_term, term_variables

NAME = "enumeration"
_LARGEST = 7  # symbols of a term
_MOST_TERMS = 25_000  # that are evaluated
_MOST_OF_A_SIZE, _MOST_OF_A_LARGE_SIZE = 8_000, 4_000
_AT_ONCE = 1_500  # terms that are evaluated before the next conjectures come


class Equations:
    """Terms in order of size; each that falls into a class makes an equation with the class's first term.

    evaluator: shared with other sources, whose values it then need not compute again. largest: symbols of a term. most:
    terms that are evaluated.
    """

    def __init__(
        self,
        evaluator: Evaluator,
        reader: Reader,
        *,
        seed: int = 0,
        largest: int = _LARGEST,
        most: int = _MOST_TERMS,
        name: str = NAME,
    ) -> None:
        self.name = name
        self._where = (
            "in all small models that were found"
            if isinstance(evaluator, InModels)
            else "for all small values that were tried"
        )
        self.evaluator = evaluator
        self.seed = seed
        self.largest = largest
        self.most = most
        self.compared = 0  # terms that were evaluated
        self._reader = reader

    def propose(self, theory: GrowthTheory, known: Known) -> Iterator[Conjecture]:
        universe = Universe(self.evaluator, self.seed)
        supposed, certain = Rules(), Rules()
        shown: list[Statement] = []
        seen: set[str] = set()
        learned: set[str] = set()
        self.compared = 0
        for law in theory.signature.laws:
            self._learn(self.evaluator.vocabulary.statement(law.type), certain, shown)
        fresh: list[Term]
        for size in range(1, self.largest + 1):
            self._learn_proved(known, certain, shown, learned)
            if size == 1:
                fresh = list(universe.leaves())
            else:
                fresh = []
                for candidate in universe.candidates(size):
                    if certain.step(candidate) is None and not self._is_constructor_of_constants(candidate):
                        fresh.append(candidate)
                    if len(fresh) >= (_MOST_OF_A_SIZE if size <= ALL else _MOST_OF_A_LARGE_SIZE):
                        break
            fresh = fresh[: self.most - self.compared]
            late: list[tuple[Term, Term]] = []
            for start in range(0, len(fresh), _AT_ONCE):
                part = fresh[start : start + _AT_ONCE]
                universe.evaluate(part)
                self.compared += len(part)
                yield from self._compare(universe, part, supposed, shown, seen, late, size)
            for representative, term in late:
                statement = self._statement(representative, term)
                if statement is None or show(statement) in seen or self._follows(statement, supposed, shown):
                    continue
                seen.add(show(statement))
                shown.append(statement)
                yield self._conjecture(statement, size)
            if self.compared >= self.most:
                return

    def _compare(
        self,
        universe: Universe,
        part: Sequence[Term],
        supposed: Rules,
        shown: list[Statement],
        seen: set[str],
        late: list[tuple[Term, Term]],
        size: int,
    ) -> Iterator[Conjecture]:
        """Equations of these terms with those before them. late: what supposed rules say already, for later."""
        for term in part:
            if universe.blind(term):
                continue
            found = universe.classify(term)
            if found is None:
                # Reducible terms can be firsts of their class where a supposed rule is wrong; they stay.
                universe.keep(term)
                continue
            if supposed.step(term) is not None:
                if isinstance(term, App) and (_has_constructor(term) or _regroups(term, found.representative)):
                    late.append((found.representative, term))
                continue
            statement = self._statement(found.representative, term)
            if statement is None or show(statement) in seen:
                continue
            seen.add(show(statement))
            if any(rewriting.gives(law, statement) for law in shown):
                continue
            left, right = rewriting.sides(statement) or (term, found.representative)
            shown.append(statement)
            supposed.add(left, right)
            yield self._conjecture(statement, size)

    def _conjecture(self, statement: Statement, size: int) -> Conjecture:
        return Conjecture(
            show(statement),
            self.name,
            f"both sides were equal {self._where}, among terms of up to {size} symbols",
            statement.size,
        )

    def _is_constructor_of_constants(self, term: App) -> bool:
        """Closed values beyond the smallest: laws about them are instances of others."""
        return term.size > 3 and not any(True for _ in term_variables(term))

    def _statement(self, one: Term, other: Term) -> Statement | None:
        """None for what says nothing new: types that no variable tells."""
        left, right = oriented(one, other)
        types = {v for side in (left, right) for part in terms.subterms(side) for v in part.type.variables()}
        variables = {*term_variables(left), *term_variables(right)}
        if show_term(left) == show_term(right) or types - {
            v for variable in variables for v in variable.type.variables()
        }:
            return None
        if not variables and any(
            isinstance(part, App) and part.operation.variables
            for part in (*terms.subterms(left), *terms.subterms(right))
        ):
            return None
        return canonical((), equation(left, right))

    def _follows(self, statement: Statement, supposed: Rules, shown: list[Statement]) -> bool:
        """An instance of what was said, or one and the same once supposed equations are used below the head."""
        left, right = rewriting.sides(statement) or (None, None)
        if left is None or right is None or left == right:
            return True
        if any(rewriting.gives(law, statement) for law in shown):
            return True
        return _shape(left) == _shape(right) and left.size > 5

    def _learn(self, statement: Statement | None, certain: Rules, shown: list[Statement]) -> None:
        if statement is None:
            return
        shown.append(statement)
        equation_of = rewriting.sides(statement)
        if equation_of is not None:
            certain.add(*equation_of)

    def _learn_proved(self, known: Known, certain: Rules, shown: list[Statement], learned: set[str]) -> None:
        """What was proved since."""
        for lemma, statement in self._reader.read([each for each in known.proved if each.text not in learned]):
            learned.add(lemma.text)
            self._learn(statement, certain, shown)


def _regroups(one: Term, other: Term) -> bool:
    """Whether they differ in brackets alone, as in associativity."""
    operations = {p.operation.name for side in (one, other) for p in terms.subterms(side) if isinstance(p, App)}
    first = list(term_variables(one))
    return len(operations) == 1 and len(set(first)) == len(first) and first == list(term_variables(other))


def _has_constructor(term: App) -> bool:
    """Whether an argument is a constructor's: what recursion on it would need (`0 + a`, `succ a + b`)."""
    return any(isinstance(each, App) and each.operation.kind == "constructor" for each in term.args)


def oriented(one: Term, other: Term) -> tuple[Term, Term]:
    """The longer side first, unless it says the same function of several parts (`f (a + b) = f a + f b`)."""
    left, right = (other, one) if rewriting.order(other) >= rewriting.order(one) else (one, other)
    inside = {part.operation.name for part in terms.subterms(right) if isinstance(part, App)}
    if inside & set(_spread(left)) or (_recurs(right) and not _recurs(left)):
        return right, left
    return left, right


def _recurs(term: Term) -> bool:
    """Whether it looks like the left side of a recursion: a function of a constructor's value (`a * succ b`)."""
    return (
        isinstance(term, App)
        and term.operation.kind == "function"
        and any(isinstance(a, App) and a.operation.kind == "constructor" and a.args for a in term.args)
    )


def _spread(term: Term) -> Iterator[str]:
    """Functions of the theory that stand in several arguments of one part."""
    for part in terms.subterms(term):
        if isinstance(part, App) and len(part.args) > 1:
            counts = Counter(
                name
                for argument in part.args
                for name in {
                    p.operation.name
                    for p in terms.subterms(argument)
                    if isinstance(p, App) and p.operation.kind == "function" and p.operation.own
                }
            )
            yield from (name for name, count in counts.items() if count > 1)


def _shape(term: Term) -> tuple[str, ...]:
    """What is in a term, in no order: equal for sides that only differ in order."""
    return tuple(sorted(p.name if isinstance(p, Var) else p.operation.name for p in terms.subterms(term)))
