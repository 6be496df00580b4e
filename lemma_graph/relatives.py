"""Statements that say nearly the same: recognised by a normal form, believed only where Lean shows it.

The form forgets binder names, the order of independent hypotheses, currying of `∧`, and which side of `=` or `↔` comes
first. Two lemmas with one form, or one whose conclusion fits the other's, are only candidates. An edge says that one
lemma was proved from the other alone, by a few fixed tactics, and that the proof was certified: `general` gives
`special`. Two lemmas that give each other are one as far as anyone is offered them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lemma_graph import library, normalise
from lemma_graph.corpus import Corpus
from lemma_graph.harvest import under_forall
from lemma_graph.library import Definition
from lemma_graph.model import Lemma
from lemma_graph.patterns import CONCLUSION, TURNED, PatternIndex, patterns
from lemma_graph.query import Query
from lemma_graph.store import Store
from lemma_graph.term import Binder, Term, bare, parse, telescope
from prover_bridge import source
from prover_bridge.certificate import Verdict
from prover_bridge.certify import certify
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.modules import header_end
from prover_bridge.outline import outline

_SYMMETRIC = frozenset(["=", "↔"])
_FLIPPED = {">": "<", "≥": "≤"}
_MOST = 4  # candidates of one lemma that Lean is asked about
_LOOKED_AT = 64  # lemmas whose conclusion fits that are looked at for that
_ASKED = "Lemmasmith.Relative_"  # in the namespace of stable names, as harvested candidates are

# Lemmas by their numbers; those that are not there are left out.
Load = Callable[[Sequence[int]], Mapping[int, Lemma]]


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


def candidates(corpus: Corpus, lemma: Lemma, available: Mapping[str, str], load: Load) -> list[Lemma]:
    """Lemmas that may give this one or be given by it: of its form first, then those whose conclusion fits.

    available: content hash by name of the definitions that may be mentioned; load: gives lemmas by their numbers.
    """
    own = form(lemma.statement)
    query = Query.of_statement(lemma.statement, lemma.key)
    scope = corpus.scope(available)
    similar, _ = corpus.similar(query, scope)
    fits = corpus.patterns.fitting(query.flat)
    whole = ((fits.part == CONCLUSION) | (fits.part == TURNED)) & (fits.specificity >= _fixed(query))
    above = np.unique(fits.document[whole])[:_LOOKED_AT]
    numbers = np.unique(np.concatenate([similar, above]))
    others = load(numbers[scope.inside(numbers)].tolist())
    mine = PatternIndex()
    mine.add(patterns(lemma.statement))
    ranked: list[tuple[int, int, str, Lemma]] = []
    for number, other in others.items():
        if other.key == lemma.key or not other.offered:
            continue
        if form(other.statement) == own:
            place = 0
        elif number in above or _fits(mine, other):
            place = 1
        else:
            continue
        ranked.append((place, len(other.statement), other.key, other))
    return [other for *_, other in sorted(ranked, key=lambda each: each[:3])[:_MOST]]


def _fits(index: PatternIndex, lemma: Lemma) -> bool:
    """Whether a lemma's conclusion is an instance of one of these."""
    query = Query.of_statement(lemma.statement, lemma.key)
    found = index.fitting(query.flat)
    return bool((((found.part == CONCLUSION) | (found.part == TURNED)) & (found.specificity >= _fixed(query))).any())


def _fixed(query: Query) -> float:
    """How much of a conclusion must be fixed if it says anything: more than a relation that everything is about."""
    return 1 if query.kind == "other" else 2


@dataclass(frozen=True)
class Shown:
    """`general` gives `special` (keys), in one environment."""

    general: str
    special: str


@dataclass(frozen=True)
class Ground:
    """Lean text, and those of its definitions that lemmas may need."""

    text: str
    definitions: tuple[Definition, ...] = ()

    @property
    def available(self) -> dict[str, str]:
        return {definition.name: definition.content for definition in self.definitions}


def ground_of(environment: Environment, lemma: Lemma) -> Ground:
    """The file in which a lemma was certified, with what it defines."""
    if not lemma.needs:
        return Ground(lemma.source[: header_end(lemma.source)])
    try:
        contents = outline(environment, lemma.source).contents
        parsed = source.parse(lemma.source, environment)
    except UserError:
        return Ground(lemma.source[: header_end(lemma.source)])
    return Ground(lemma.source, library.definitions(parsed, contents, len(lemma.source)))


def compare(
    store: Store, environment: Environment, ground: Ground, pairs: Sequence[tuple[Lemma, Lemma]]
) -> list[Shown] | None:
    """Those of the pairs (general, special) of which one statement follows from the other alone, as certificates say.

    All of them are asked in one file, behind what the lemmas need of `ground`; a proof is one of a fixed list of
    tactics that use `general` only. None: the file as a whole says nothing, since one question went beyond a limit.
    """
    there = ground.available.items()
    asked: list[tuple[Lemma, Lemma]] = []
    blocks: list[str] = []
    for general, special in pairs:
        parts = normalise.parse(special.text or "")
        if parts is None or general.text is None or not {*general.needs.items(), *special.needs.items()} <= there:
            continue
        # The special one is stated by its own clean text, which is known to elaborate to its key.
        prefix = "".join(line for line in parts.prefix.splitlines(keepends=True) if not line.startswith("attribute"))
        name = f"_root_.{_ASKED}{len(asked)}"
        closing = " | ".join(f"({tactic})" for tactic in (*_tactics(general.stable_name), "sorry"))
        statement = under_forall(parts.signature)
        blocks.append(f"{prefix}theorem {name}{parts.universes} : {statement} := by\n  first | {closing}")
        asked.append((general, special))
    if not asked:
        return []
    needed = {need for pair in asked for lemma in pair for need in lemma.needs}
    definitions = [definition for definition in ground.definitions if definition.name in needed]
    base = ground.text[: max((d.end for d in definitions), default=header_end(ground.text))]
    try:
        text = "\n\n".join([base, *blocks])
        finished = library.finished_text(store, f"{text}\n", environment.content_hash, definitions)
        names = [f"{_ASKED}{number}" for number in range(len(asked))]
        verdicts = {verdict.name: verdict for verdict in certify(environment, finished.text, names=names)}
    except (UserError, ValueError):
        return None
    if not verdicts.keys() & set(names) or all(_broken(verdict) for verdict in verdicts.values()):
        return None
    shown = []
    for number, (general, special) in enumerate(asked):
        verdict = verdicts.get(f"{_ASKED}{number}")
        if verdict is None or verdict.status != "certified" or verdict.statement is None:
            continue
        used = {use.name for use in verdict.uses if use.module is None and use.statement_key is not None}
        if verdict.statement.key == special.key and used <= {general.stable_name}:
            shown.append(Shown(general.key, special.key))
    return shown


def _broken(verdict: Verdict) -> bool:
    """Whether not even the file compiled."""
    return any(check.name == "compiled" and check.passed is not True for check in verdict.checks)


def _tactics(name: str) -> tuple[str, ...]:
    """Ways from a lemma to a statement under `∀`. None elaborates a term that may fail later on: `first` would not see
    it, and the file would be lost."""
    return (
        f"intros; exact {name} ..",
        f"intros; exact ({name} ..).symm",
        f"intros; apply {name} <;> assumption",
        f"intros; apply Eq.symm; apply {name} <;> assumption",
        f"intros; apply Iff.symm; apply {name} <;> assumption",
        f"intros; apply {name}; all_goals first | assumption | (constructor <;> assumption)",
        f"simp only [and_imp]; intros; apply {name} <;> assumption",
        f"simp only [and_imp]; intros; apply Eq.symm; apply {name} <;> assumption",
        f"simp only [and_imp]; intros; apply Iff.symm; apply {name} <;> assumption",
        f"intros; apply Eq.symm; apply {name}; all_goals first | assumption | (constructor <;> assumption)",
        f"intros; apply Iff.symm; apply {name}; all_goals first | assumption | (constructor <;> assumption)",
    )


def relate(
    store: Store,
    environment: Environment,
    lemma: Lemma,
    others: Sequence[Lemma],
    ground: Ground,
    spend: Callable[[], bool] = lambda: True,
) -> list[Shown] | None:
    """What Lean shows of a lemma and others, both ways, put into the store. None: not looked at, `spend` said no.

    spend: called before each compilation of a file, which is one Lean call. One is enough, unless one of the questions
    goes beyond a limit.
    """
    shown: list[Shown] = []
    if others:
        if not spend():
            return None
        pairs = [pair for other in others for pair in ((other, lemma), (lemma, other))]
        together = compare(store, environment, ground, pairs)
        if together is None:
            for pair in pairs if len(pairs) > 1 else []:
                if not spend():
                    break
                shown += compare(store, environment, ground, [pair]) or []
        shown += together or []
    store.record_related(environment.content_hash, lemma.key, [(each.general, each.special) for each in shown])
    return shown


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
