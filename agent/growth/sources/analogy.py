"""Laws of one theory, said of another whose types have the same shape: `append` for `+`, sequences for lists.

Types correspond where their constructors do, functions where their types then do. The laws come from the core's own
theories, and from what is proved of the theory itself, for functions of like type.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence

from agent.growth import signature
from agent.growth.protocol import Conjecture, GrowthTheory, Known
from agent.growth.reading import Reader
from agent.growth.terms import (
    App,
    Formula,
    Operation,
    Statement,
    Term,
    Type,
    Var,
    canonical,
    formula_terms,
    match_type,
    show,
)
from agent.growth.vocabulary import Inductive, Vocabulary
from prover_bridge.errors import UserError

_THEORIES = ("Nat", "List")  # of the core
_LARGEST = 14  # symbols of a law
_MOST_OF_ONE = 24  # images of one law
_MOST_FUNCTIONS = 3  # that are exchanged in one law

Images = Mapping[str, str]  # heads of types


class Analogies:
    """Every law of the other theories that can be said with this one's functions, likely ones first."""

    name = "analogy"

    def __init__(
        self, vocabulary: Vocabulary, reader: Reader, read: Callable[[str], GrowthTheory] | None = None
    ) -> None:
        """read: gives a theory of the core by its name; None where only the theory's own laws are to be used."""
        self._vocabulary = vocabulary
        self._reader = reader
        self._read_theory = read

    def propose(self, theory: GrowthTheory, known: Known) -> Iterator[Conjecture]:
        seen = {show(canonical(s.hypotheses, s.conclusion)) for _, s in self._reader.read(list(known.proved))}
        found: list[tuple[tuple[int, int, str], Conjecture]] = []
        for statement, name, key, other in self._laws(theory, known):
            for image, alike in itertools.islice(self._images(statement, other), _MOST_OF_ONE):
                text = show(image)
                if text in seen:
                    continue
                seen.add(text)
                reason = f"what {name} says, of functions of the same shape"
                parents = (key,) if key else ()
                found.append(((-alike, image.size, text), Conjecture(text, self.name, reason, image.size, parents)))
        for _, conjecture in sorted(found, key=lambda pair: pair[0]):
            yield conjecture

    def _laws(self, theory: GrowthTheory, known: Known) -> Iterator[tuple[Statement, str, str, Vocabulary]]:
        for lemma, statement in self._reader.read(list(known.proved)):
            yield statement, lemma.text, lemma.key, self._vocabulary
        for law in theory.signature.laws:
            read = self._vocabulary.statement(law.type)
            if read is not None:
                yield read, law.name, law.key, self._vocabulary
        for name in _THEORIES if self._read_theory is not None else ():
            assert self._read_theory is not None
            if name in theory.name or name in {s.name for s in theory.signature.symbols if s.own}:
                continue
            try:
                other = self._read_theory(name)
            except UserError:
                continue
            vocabulary = signature.of(other)
            for law in other.signature.laws:
                read = vocabulary.statement(law.type)
                if read is not None:
                    yield read, law.name, "", vocabulary

    def _images(self, statement: Statement, other: Vocabulary) -> Iterator[tuple[Statement, int]]:
        """Images of a law, and how many of its functions keep their last name."""
        if statement.size > _LARGEST:
            return
        formulas = (*statement.hypotheses, statement.conclusion)
        used = dict.fromkeys(
            term.operation for formula in formulas for term in formula_terms(formula) if isinstance(term, App)
        )
        if any(formula.word in ("∃", "∀") for formula in formulas):
            return
        functions = [o for o in used if o.kind != "constructor"]
        if not 1 <= len(functions) <= _MOST_FUNCTIONS:
            return
        for types, constructors in self._types(used, other):
            choices: list[list[Operation]] = []
            for function in functions:
                fits = [
                    mine for mine in self._vocabulary.operations
                    if mine.kind == function.kind and _same_type(function, mine, types)
                ]  # fmt: skip
                if function.name in {o.name for o in self._vocabulary.operations} and not types:
                    fits.sort(key=lambda mine: mine != function)
                choices.append(fits)
            for picked in itertools.islice(itertools.product(*choices), 200):
                if len(set(picked)) < len(picked) or not any(o.own for o in picked):
                    continue
                by = dict(zip(functions, picked, strict=True)) | constructors
                if all(one == two for one, two in by.items()):
                    continue
                image = _image(statement, by, types)
                if image is not None:
                    yield image, sum(_last(one) == _last(two) for one, two in zip(functions, picked, strict=True))

    def _types(
        self, used: Mapping[Operation, None], other: Vocabulary
    ) -> Iterator[tuple[Images, dict[Operation, Operation]]]:
        """Ways in which the types of a law correspond to this theory's, with their constructors."""
        heads = dict.fromkeys(
            part.head
            for operation in used
            for type_ in (*operation.parameters, operation.result)
            for part in type_.walk()
            if part.head in other.inductives
        )
        options: list[list[tuple[str, Inductive | None]]] = []
        for head in heads:
            theirs = other.inductives[head]
            mine = [(each.name, each) for each in self._vocabulary.inductives.values() if _same_shape(theirs, each)]
            options.append([*mine] or [(head, None)])
        for picked in itertools.product(*options):
            constructors: dict[Operation, Operation] = {}
            for head, (_, inductive) in zip(heads, picked, strict=True):
                if inductive is not None:
                    constructors |= zip(other.inductives[head].constructors, inductive.constructors, strict=True)
            yield {head: name for head, (name, _) in zip(heads, picked, strict=True)}, constructors


def _last(operation: Operation) -> str:
    return operation.name.rpartition(".")[2]


def _mapped(type_: Type, types: Images) -> Type:
    return Type(types.get(type_.head, type_.head), tuple(_mapped(argument, types) for argument in type_.args))


def _same_shape(one: Inductive, other: Inductive) -> bool:
    """Constructors in the same order with the same fields, the type itself apart."""
    if len(one.type.args) != len(other.type.args) or len(one.constructors) != len(other.constructors):
        return False
    images = {one.name: other.name}
    return all(
        tuple(_mapped(p, images) for p in c.parameters) == d.parameters
        for c, d in zip(one.constructors, other.constructors, strict=True)
    )


def _same_type(one: Operation, other: Operation, types: Images) -> bool:
    mine = [*other.parameters, other.result]
    theirs = [_mapped(each, types) for each in (*one.parameters, one.result)]
    if len(mine) != len(theirs):
        return False
    there: dict[str, Type] = {}
    back: dict[str, Type] = {}
    return all(
        match_type(a, b, there) and match_type(b, a, back) for a, b in zip(theirs, mine, strict=True)
    )  # fmt: skip


def _image(statement: Statement, by: Mapping[Operation, Operation], types: Images) -> Statement | None:
    def term(each: Term) -> Term:
        if isinstance(each, Var):
            return Var(each.name, _mapped(each.type, types))
        operation = by.get(each.operation, each.operation)
        return App(operation, tuple(term(argument) for argument in each.args), _mapped(each.type, types))

    def formula(each: Formula) -> Formula:
        return Formula(each.word, tuple(map(term, each.terms)), tuple(map(formula, each.parts)), each.variable)

    sequence: Sequence[Formula] = [formula(hypothesis) for hypothesis in statement.hypotheses]
    return canonical(sequence, formula(statement.conclusion))
