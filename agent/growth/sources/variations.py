"""What is proved, said more generally or of a special case; and goals that stayed open, said more generally.

Hypotheses are dropped, repeated variables told apart, constants and parts made variables, implications turned round;
and where two variables become one or a small constant, what is known is used to say it shorter.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from agent.growth import rewriting
from agent.growth.protocol import Conjecture, GrowthTheory, Known, KnownStatement
from agent.growth.reading import Reader
from agent.growth.rewriting import Rules
from agent.growth.terms import (
    App,
    Formula,
    Operation,
    Statement,
    Term,
    Var,
    apply,
    canonical,
    formula_terms,
    rename_formula,
    show,
    subterms,
    term_variables,
)

_MOST_OF_ONE = 40  # variations of one statement
_LARGEST = 16  # symbols


class Generalisations:
    """More general than a lemma, or its converse; and special cases that other lemmas make shorter."""

    name = "variations"

    def __init__(self, reader: Reader, rules: Sequence[Statement] = ()) -> None:
        self._reader = reader
        self._laws = rules

    def propose(self, theory: GrowthTheory, known: Known) -> Iterator[Conjecture]:
        proved = self._reader.read(list(known.proved))
        rules = rewriting.rules_of([*self._laws, *(statement for _, statement in proved)])
        seen = {show(canonical(s.hypotheses, s.conclusion)) for _, s in proved}
        for lemma, statement in reversed(proved):  # the newest first
            options = itertools.chain(
                ((each, "more general than a lemma") for each in generalised(statement)),
                ((each, "the converse of a lemma") for each in converses(statement)),
                ((each, "a special case of a lemma, said shorter by others") for each in specialised(statement, rules)),
            )
            for each, reason in itertools.islice(options, _MOST_OF_ONE):
                conjecture = _conjecture(each, self.name, f"{reason}: {lemma.text}", lemma.key)
                if conjecture.statement not in seen and each.size <= _LARGEST:
                    seen.add(conjecture.statement)
                    yield conjecture


class OpenGoals:
    """Goals at which searches stopped, as they are and more generally: what would have helped there.

    Of structures that have only axioms, also what is weaker than an equation that stayed open: both sides under one of
    the operations, from where a law of cancellation leads back.
    """

    name = "open goals"

    def __init__(self, reader: Reader, operations: Sequence[Operation] = ()) -> None:
        """operations: those of abstract structures."""
        self._reader = reader
        self._operations = operations

    def propose(self, theory: GrowthTheory, known: Known) -> Iterator[Conjecture]:
        seen: set[str] = set()
        waiting: list[KnownStatement] = list(known.open)
        for goal, statement in sorted(self._reader.read(waiting), key=lambda pair: pair[1].size):
            if not goal.key:  # a goal inside of a search, which nobody has proposed yet
                first = _conjecture(statement, self.name, "a search stopped at this goal", "")
                if first.statement not in seen:
                    seen.add(first.statement)
                    yield first
            for each in _under(statement, self._operations):
                conjecture = _conjecture(each, self.name, f"weaker than what is open: {goal.text}", goal.key)
                if conjecture.statement not in seen and each.size <= _LARGEST:
                    seen.add(conjecture.statement)
                    yield conjecture
            for each in itertools.islice(generalised(statement), _MOST_OF_ONE):
                reason = f"more general than what a search could not prove: {goal.text}"
                conjecture = _conjecture(each, self.name, reason, goal.key)
                if conjecture.statement not in seen and each.size <= _LARGEST:
                    seen.add(conjecture.statement)
                    yield conjecture


def _conjecture(statement: Statement, source: str, reason: str, key: str) -> Conjecture:
    whole = canonical(statement.hypotheses, statement.conclusion)
    return Conjecture(show(whole), source, reason, whole.size, (key,) if key else ())


def generalised(statement: Statement) -> Iterator[Statement]:
    """Without a hypothesis; with a part that occurs twice or a constant made a variable; with occurrences of a variable
    told apart."""
    hypotheses, conclusion = statement.hypotheses, statement.conclusion
    for place in range(len(hypotheses)):
        yield canonical((*hypotheses[:place], *hypotheses[place + 1 :]), conclusion)
    whole = (*hypotheses, conclusion)
    counts: dict[Term, int] = {}
    for formula in whole:
        for term in formula_terms(formula):
            if isinstance(term, App) and term.operation.name not in ("true", "false"):
                counts[term] = counts.get(term, 0) + 1
    for term, count in sorted(counts.items(), key=lambda item: -item[0].size):
        if count < 2 and term.size > 3:
            continue
        fresh = Var("generalised", term.type)
        changed = [_replaced(formula, term, fresh) for formula in whole]
        if not all(_trivial(formula) for formula in changed[-1:]):
            yield canonical(changed[:-1], changed[-1])
    if conclusion.word == "=" and not hypotheses:
        for variable in statement.variables:
            for first, second in _told_apart(conclusion, variable):
                yield canonical((), Formula("=", (first, second)))


def _under(statement: Statement, operations: Sequence[Operation]) -> Iterator[Statement]:
    """Both sides of an equation as an argument of an operation, with variables at its other places."""
    conclusion = statement.conclusion
    if conclusion.word != "=":
        return
    left, right = conclusion.terms
    for operation in operations:
        for place in range(len(operation.parameters)):
            others = [Var(f"other{number}", parameter) for number, parameter in enumerate(operation.parameters)]
            sides = [apply(operation, *others[:place], side, *others[place + 1 :]) for side in (left, right)]
            if len(others) > 1 and sides[0] is not None and sides[1] is not None:
                yield canonical(statement.hypotheses, Formula("=", (sides[0], sides[1])))


def _told_apart(conclusion: Formula, variable: Var) -> Iterator[tuple[Term, Term]]:
    """Both sides with some occurrences of a variable, as many on each, renamed."""
    fresh = Var("other", variable.type)
    left, right = conclusion.terms
    one, other = (sum(v == variable for v in term_variables(side)) for side in (left, right))
    if one != other or not 2 <= one <= 3:
        return
    for chosen in range(1, 1 << one):
        for again in range(1, 1 << other):
            if chosen.bit_count() == again.bit_count() < one:
                yield _some(left, variable, fresh, chosen), _some(right, variable, fresh, again)


def _some(term: Term, variable: Var, fresh: Var, places: int) -> Term:
    number = itertools.count()

    def go(each: Term) -> Term:
        if each == variable:
            return fresh if places >> next(number) & 1 else each
        if isinstance(each, Var) or not each.args:
            return each
        return App(each.operation, tuple(go(argument) for argument in each.args), each.type)

    return go(term)


def converses(statement: Statement) -> Iterator[Statement]:
    """Each hypothesis in the place of the conclusion."""
    for place, hypothesis in enumerate(statement.hypotheses):
        others = (*statement.hypotheses[:place], *statement.hypotheses[place + 1 :])
        yield canonical((*others, statement.conclusion), hypothesis)


def specialised(statement: Statement, rules: Rules) -> Iterator[Statement]:
    """Two variables made one, or one a constant of the statement's, where rules then make a side shorter."""
    constants: set[Term] = {
        term for f in (*statement.hypotheses, statement.conclusion) for term in formula_terms(f)
        if isinstance(term, App) and not term.args
    }  # fmt: skip
    parts: list[Term] = [*statement.variables, *sorted(constants, key=str)]
    for one, other in itertools.permutations(parts, 2):
        if not isinstance(one, Var) or one.type != other.type:
            continue
        names: dict[Var, Term] = {one: other}
        hypotheses = [rename_formula(h, names) for h in statement.hypotheses]
        plain = rename_formula(statement.conclusion, names)
        shorter = Formula(plain.word, tuple(rules.normal(t) for t in plain.terms), plain.parts, plain.variable)
        if plain.word in ("=", "atom") and shorter != plain and not _trivial(shorter):
            yield canonical(hypotheses, shorter)


def _replaced(formula: Formula, term: Term, by: Var) -> Formula:
    def go(each: Term) -> Term:
        if each == term:
            return by
        if isinstance(each, Var) or not each.args:
            return each
        return App(each.operation, tuple(go(argument) for argument in each.args), each.type)

    return Formula(
        formula.word, tuple(map(go, formula.terms)), tuple(_replaced(p, term, by) for p in formula.parts),
        formula.variable,
    )  # fmt: skip


def _trivial(formula: Formula) -> bool:
    """Both sides the same, or a variable said to be something that it does not occur in."""
    if formula.word != "=":
        return False
    left, right = formula.terms
    return left == right or any(
        isinstance(one, Var) and one not in set(subterms(other)) for one, other in ((left, right), (right, left))
    )
