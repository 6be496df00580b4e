"""Equations as rewrite rules: whether a term is written shorter by what is known, and whether a law gives another.

Rules that make a term smaller in a fixed order are always used; others (`a + b = b + a`) only where the very instance
makes the term smaller, which is ordered rewriting (Knuth and Bendix, Martin and Nipkow).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from agent.growth.terms import App, Formula, Statement, Term, Type, Var, match_type, subterms, term_variables

_MOST_STEPS = 60


def order(term: Term) -> tuple[int, int, str]:
    """A total order: the size, then how many constants there are, then the text. Variables are small."""
    text = _text(term)
    return term.size, sum(isinstance(part, App) for part in subterms(term)), text


def _text(term: Term) -> str:
    if isinstance(term, Var):
        return f"!{term.name}"
    return " ".join([f"({term.operation.name}", *map(_text, term.args)]) + ")"


class Substitution:
    """Terms for variables, types for type variables."""

    def __init__(self) -> None:
        self.terms: dict[Var, Term] = {}
        self.types: dict[str, Type] = {}

    def match(self, pattern: Term, target: Term) -> bool:
        """Extends this so that the pattern becomes the target; leaves it half extended where it cannot."""
        if isinstance(pattern, Var):
            known = self.terms.get(pattern)
            if known is not None:
                return known == target
            if not match_type(pattern.type, target.type, self.types):
                return False
            self.terms[pattern] = target
            return True
        if isinstance(target, Var) or pattern.operation.name != target.operation.name:
            return False
        if len(pattern.args) != len(target.args):
            return False
        if not pattern.args:
            return match_type(pattern.type, target.type, self.types)
        return all(self.match(p, t) for p, t in zip(pattern.args, target.args, strict=True))

    def apply(self, term: Term) -> Term:
        if isinstance(term, Var):
            return self.terms.get(term, term)
        args = tuple(self.apply(argument) for argument in term.args)
        return App(term.operation, args, term.type.substitute(self.types))


class Rules:
    """Equations, each in the directions in which it may be used, by the operation at their head."""

    def __init__(self) -> None:
        self._rules: dict[str, list[tuple[App, Term, bool]]] = {}
        self._all: set[tuple[Term, Term]] = set()

    def add(self, left: Term, right: Term) -> None:
        if (left, right) in self._all:
            return
        self._all.add((left, right))
        for one, other in ((left, right), (right, left)):
            if not isinstance(one, App):
                continue
            if set(term_variables(other)) - set(term_variables(one)):
                continue
            falls = _always_smaller(other, one)
            if not falls and _always_smaller(one, other):
                continue
            self._rules.setdefault(one.operation.name, []).append((one, other, falls))

    def step(self, term: Term) -> Term | None:
        """The term rewritten at its head, or None where no rule makes it smaller."""
        if not isinstance(term, App):
            return None
        for left, right, falls in self._rules.get(term.operation.name, ()):
            found = Substitution()
            if found.match(left, term):
                result = found.apply(right)
                if falls or order(result) < order(term):
                    return result
        return None

    def normal(self, term: Term) -> Term:
        """Rewritten from inside out until nothing applies, or patience ends."""
        left = [_MOST_STEPS]

        def go(each: Term) -> Term:
            if isinstance(each, App) and each.args:
                args = tuple(go(argument) for argument in each.args)
                if args != each.args:
                    each = App(each.operation, args, each.type)
            if left[0] > 0 and (shorter := self.step(each)) is not None:
                left[0] -= 1
                return go(shorter)
            return each

        return go(term)


def _always_smaller(one: Term, other: Term) -> bool:
    """Whether every instance of `one` is smaller than that of `other`: it is shorter, with no variable more often."""
    if one.size >= other.size:
        return False
    count = Counter(term_variables(one))
    count.subtract(Counter(term_variables(other)))
    return all(number <= 0 for number in count.values())


def gives(law: Statement, statement: Statement) -> bool:
    """Whether a statement is an instance of a law: the same hypotheses or fewer, either side of `=` first."""
    for turned in _turns(law.conclusion):
        found = Substitution()
        if _match(found, turned, statement.conclusion) and _among(found, law.hypotheses, statement.hypotheses):
            return True
    return False


def _turns(formula: Formula) -> Iterator[Formula]:
    yield formula
    if formula.word == "=":
        yield Formula("=", formula.terms[::-1])
    if formula.word == "↔":
        yield Formula("↔", (), formula.parts[::-1])


def _match(found: Substitution, pattern: Formula, target: Formula) -> bool:
    if pattern.word != target.word or pattern.variable is not None or target.variable is not None:
        return False
    if len(pattern.terms) != len(target.terms) or len(pattern.parts) != len(target.parts):
        return False
    return all(found.match(p, t) for p, t in zip(pattern.terms, target.terms, strict=True)) and all(
        _match(found, p, t) for p, t in zip(pattern.parts, target.parts, strict=True)
    )


def _among(found: Substitution, wanted: tuple[Formula, ...], given: tuple[Formula, ...]) -> bool:
    """Whether each hypothesis of a law is one that is given, for some instance."""
    if not wanted:
        return True
    for hypothesis in given:
        for turned in _turns(wanted[0]):
            attempt = Substitution()
            attempt.terms, attempt.types = dict(found.terms), dict(found.types)
            if _match(attempt, turned, hypothesis) and _among(attempt, wanted[1:], given):
                return True
    return False


def sides(statement: Statement) -> tuple[Term, Term] | None:
    """Both sides of an equation without hypotheses."""
    if statement.hypotheses or statement.conclusion.word != "=":
        return None
    left, right = statement.conclusion.terms
    return left, right


def rules_of(statements: Iterable[Statement]) -> Rules:
    rules = Rules()
    for statement in statements:
        equation = sides(statement)
        if equation is not None:
            rules.add(*equation)
    return rules
