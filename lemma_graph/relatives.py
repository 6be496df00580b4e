"""Statements that say nearly the same: recognised by a normal form, believed only where Lean shows it.

The form forgets binder names, the order of independent hypotheses, currying of `∧`, and which side of `=` or `↔` comes
first. Two lemmas with one form, or one whose conclusion fits the other's, are only candidates. An edge says that one
lemma was proved from the other alone, by a few fixed tactics, and that the proof was certified: `general` gives
`special`. Two lemmas that give each other are one as far as anyone is offered them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lemma_graph import library
from lemma_graph.corpus import Corpus
from lemma_graph.model import Lemma, stable_name
from lemma_graph.patterns import CONCLUSION, TURNED
from lemma_graph.query import Query
from lemma_graph.store import Store
from lemma_graph.term import Binder, Term, bare, parse, telescope
from prover_bridge.certify import certify
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError

_SYMMETRIC = frozenset(["=", "↔"])
_FLIPPED = {">": "<", "≥": "≤"}
_MOST = 4  # candidates of one lemma that Lean is asked about


def form(statement: str) -> str:
    """The normal form of a printed statement. Equal forms: relatives; unequal ones may be relatives all the same."""
    before, conclusion = telescope(parse(statement))
    types = {part.name: part.type or "" for part in before if isinstance(part, Binder)}
    hypotheses = [each for part in before if isinstance(part, Term) for each in _conjuncts(part)]
    # Propositions that are bound by a name are hypotheses too.
    proofs = {name for name, kind in types.items() if parse(kind).head in ("∧", "∨", "¬", "↔", "=", "<", "≤", "∣")}
    hypotheses += [each for name in sorted(proofs) for each in _conjuncts(parse(types[name]))]
    variables = {name: kind for name, kind in types.items() if name not in proofs}
    blind = {
        name: f"?{kind}" if not variables.keys() & set(parse(kind).names()) else "?" for name, kind in variables.items()
    }
    ordered = [conclusion, *sorted(hypotheses, key=lambda h: _text(h, blind))]
    numbered: dict[str, str] = {}
    for part in ordered:
        for name in _in_order(part, blind):
            if name in variables:
                numbered.setdefault(name, f"#{len(numbered)}:{blind[name]}")
    first, *rest = [_text(part, numbered) for part in ordered]
    return " → ".join([*sorted(set(rest)), first])


def _conjuncts(term: Term) -> Iterator[Term]:
    if term.head == "∧" and len(term.args) == 2:
        for argument in term.args:
            yield from _conjuncts(argument)
    else:
        yield term


def _sides(term: Term, names: dict[str, str]) -> tuple[str, tuple[Term, ...]]:
    """Head and arguments, those of a symmetric relation in an order that does not hang on names."""
    if term.head in _FLIPPED and len(term.args) == 2:
        return _FLIPPED[term.head], term.args[::-1]
    if term.head in _SYMMETRIC and len(term.args) == 2:
        return term.head, tuple(sorted(term.args, key=lambda side: _text(side, names)))
    return term.head, term.args


def _text(term: Term, names: dict[str, str]) -> str:
    inner = {**names, **{b.name: f"%{len(names) + i}" for i, b in enumerate(term.binders)}} if term.binders else names
    head, args = _sides(term, inner)
    word = inner.get(head, bare(head))
    if term.binders:
        word += f"[{len(term.binders)}]"
    return f"({' '.join([word, *(_text(argument, inner) for argument in args)])})" if args else word


def _in_order(term: Term, blind: dict[str, str]) -> Iterator[str]:
    """Heads in the order in which the form reads them."""
    head, args = _sides(term, blind)
    yield head
    for argument in args:
        yield from _in_order(argument, blind)


def candidates(corpus: Corpus, lemma: Lemma, among: Sequence[Lemma]) -> list[Lemma]:
    """Lemmas that may give this one or be given by it: those of its form first, then those whose conclusion fits.

    among: lemmas of the corpus by number.
    """
    own = form(lemma.statement)
    query = Query.of_statement(lemma.statement, lemma.key)
    similar, _ = corpus.similar(query, corpus.scope({}))
    found: dict[str, tuple[int, Lemma]] = {}
    for number in similar.tolist():
        other = among[number]
        if other.key != lemma.key and form(other.statement) == own:
            found[other.key] = (0, other)
    fits = corpus.patterns.fitting(query.flat)
    for number, part, fixed in zip(fits.document.tolist(), fits.part.tolist(), fits.specificity.tolist(), strict=True):
        other = among[number]
        if other.key != lemma.key and part in (CONCLUSION, TURNED) and fixed >= 2:
            found.setdefault(other.key, (1, other))
    ranked = sorted(found.values(), key=lambda pair: (pair[0], len(pair[1].statement), pair[1].key))
    return [other for _, other in ranked[:_MOST]]


@dataclass(frozen=True)
class Shown:
    """`general` gives `special` (keys), in one environment."""

    general: str
    special: str


def gives(store: Store, environment: Environment, general: Lemma, special: Lemma) -> bool:
    """Whether the statement of one lemma follows from the other alone, as a certificate says.

    Neither may need definitions of a file. The proof is a fixed list of tactics that only use `general`.
    """
    if general.needs or special.needs or general.text is None or special.text is None:
        return False
    name = general.stable_name
    goal = "Lemmasmith_relative"
    tactics = [f"exact {name} ..", f"exact ({name} ..).symm", f"apply {name} <;> assumption",
               f"apply Eq.symm; apply {name} <;> assumption", f"apply Iff.symm; apply {name} <;> assumption",
               f"simp only [and_imp] at *; apply {name} <;> assumption",
               f"rcases ‹_ ∧ _› with ⟨_, _⟩; apply {name} <;> assumption",
               f"apply {name}; all_goals first | assumption | (constructor <;> assumption)"]  # fmt: skip
    proof = " | ".join(f"({tactic})" for tactic in tactics)
    text = f"theorem {goal} : {special.statement} := by\n  intros\n  first | {proof}\n"
    try:
        finished = library.finished_text(store, text, environment.content_hash)
        verdict = certify(environment, finished.text, names=[goal])[0]
    except (UserError, ValueError):
        return False
    statement = verdict.statement
    used = {use.name for use in verdict.uses if use.module is None}
    return (
        verdict.status == "certified"
        and statement is not None
        and statement.key == special.key
        and used <= {name}
        and stable_name(general.key) == name
    )


def relate(store: Store, environment: Environment, corpus: Corpus, lemmas: Sequence[Lemma]) -> Iterator[Shown]:
    """Look at each lemma that was not looked at before, and put what Lean shows into the store; stops without loss.

    lemmas: those of the corpus by number.
    """
    done = set(store.related(environment.content_hash))
    for lemma in lemmas:
        if lemma.key in done or not lemma.offered:
            continue
        shown = []
        for other in candidates(corpus, lemma, lemmas):
            if not other.offered:
                continue
            for general, special in ((other, lemma), (lemma, other)):
                if gives(store, environment, general, special):
                    shown.append(Shown(general.key, special.key))
        store.record_related(environment.content_hash, lemma.key, [(s.general, s.special) for s in shown])
        yield from shown


def general_first(order: Sequence[str], edges: Iterable[tuple[str, str]]) -> list[str]:
    """Keys in order, a general lemma before those that it gives; of lemmas that give each other only the first."""
    places = {key: place for place, key in enumerate(order)}
    above: dict[str, set[str]] = {}
    for general, special in edges:
        if general in places and special in places and general != special:
            above.setdefault(special, set()).add(general)
    found: dict[str, None] = {}
    dropped: set[str] = set()

    def put(key: str, waiting: frozenset[str]) -> None:
        if key in found or key in dropped or key in waiting:
            return
        for general in sorted(above.get(key, ()), key=places.__getitem__):
            if key not in above.get(general, set()):
                put(general, waiting | {key})
            elif places[general] < places[key]:
                dropped.add(key)
        if key not in dropped:
            found[key] = None

    for key in order:
        put(key, frozenset())
    return list(found)
