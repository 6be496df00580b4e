"""What to try next: proposals for a goal, each tried already, and lemmas found by words or by a pattern."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from agent.interactive.steps import Tried, on_goal
from agent.proposers import PremiseView, Proposal, Proposer
from agent.script import Step as ScriptStep
from agent.search import Place, SearchTask, Workbench
from agent.theorem_proof import TheoremProof
from lemma_graph.model import Lemma
from lemma_graph.retrieval import in_scope
from lemma_graph.store import Row, Store
from lemma_graph.term import Term, match, parse, telescope
from prover_bridge.protocol import Attempt, Goal
from prover_bridge.stated import LibraryLaw, library_laws

# How a tactic writes a lemma.
NameOf = Callable[[Lemma], str]
# So many proposals are tried for each that is shown.
_TRIED = 3
_HOLE = re.compile(r"(?<![\w.?'])_(?!\w)")
_NAMED_HOLE = re.compile(r"(?<![\w.?'])\?[^\W\d]\w*")
# Lemmas whose statements are read for a pattern; before, they are sieved by the words that they must have.
_MOST_READ = 20_000


@dataclass(frozen=True)
class Suggestion:
    """A tactic that works on the focused goal. opened: the goals that it leads to in its place.

    origin: who had the idea: "rule", "memory: NAME (why)" or "model".
    """

    tactic: str
    origin: str
    tried: Tried

    @property
    def opened(self) -> tuple[Goal, ...]:
        return self.tried.opened

    @property
    def closes(self) -> bool:
        return self.tried.closes


@dataclass(frozen=True)
class FoundLemma:
    """A lemma that a tactic may name. name: for people; write: as a tactic must write it. key: in the lemma graph,
    None for a theorem of the file itself or of the library. usable: whether it can stand in this file, before this
    theorem."""

    name: str
    write: str
    statement: str
    reason: str
    key: str | None
    usable: bool


class Focused(Place):
    """A goal that a tactic sees alone, while the others keep their places."""

    def text(self, tactic: str) -> str:
        return on_goal(tactic, self.index, len(self.state.goals))


class Ideas:
    """Proposals for one goal. task: a search from its state, which is not run; path: the tactics that lead there."""

    def __init__(self, task: SearchTask, place: Focused, path: Sequence[str]) -> None:
        self.bench = Workbench(task)
        self.place = place
        self.path = [ScriptStep(tactic, 1, 1) for tactic in path]

    async def best(self, count: int) -> list[tuple[Proposal, bool, Attempt]]:
        """The most promising tactics, tried, and whether a model proposed them; their states last until `close`."""
        asked = self.bench.task.proposers
        lists = await asyncio.gather(*(self._ask(proposer) for proposer in asked))
        found: dict[str, tuple[Proposal, bool]] = {}
        for proposer, proposals in zip(asked, lists, strict=True):
            for proposal in proposals[: _TRIED * count]:
                found.setdefault(proposal.tactic, (proposal, proposer.uses_model))
        chosen = self.bench.reserve(self.place, self.bench.untried(self.place, [p for p, _ in found.values()]))
        attempts = await self.bench.attempt(self.place, chosen, remember=False)
        return [
            (proposal, found[proposal.tactic][1], attempt) for proposal, attempt in zip(chosen, attempts, strict=True)
        ]

    async def _ask(self, proposer: Proposer) -> list[Proposal]:
        return await self.bench.propose(proposer, self.place, self.path)

    def close(self) -> None:
        """Forget the states of what was tried."""
        self.bench.close()


def origin(proposal: Proposal, by_model: bool, views: Sequence[PremiseView], offered: Mapping[str, Lemma]) -> str:
    """Who had an idea. views: the premises that were offered for the goal. offered: lemmas by their readable names."""
    known = {lemma.stable_name: name for name, lemma in offered.items()}
    reasons = {view.name: view.reason for view in views}
    for name in proposal.premises:
        if name in known:
            why = f" ({reasons[name]})" if reasons.get(name) else ""
            return f"memory: {known[name]}{why}"
    return "model" if by_model else "rule"


def ranked(found: Iterable[tuple[Suggestion, float]], goal: Goal, count: int) -> list[Suggestion]:
    """Those that close the goal first, then by how few goals they leave and how likely they were thought to be.

    What fails or leaves the goal as it was is left out, and so is what leads where another one leads.
    """
    best: dict[object, tuple[tuple[bool, int, float], Suggestion]] = {}
    for each, score in found:
        if not each.tried.worked or each.opened == (goal,):
            continue
        # Of those that close it the short ones say most.
        rank = (not each.closes, len(each.opened), float(len(each.tactic)) if each.closes else -score)
        where: object = each.tactic if each.closes else tuple(opened.pretty() for opened in each.opened)
        if where not in best or rank < best[where][0]:
            best[where] = (rank, each)
    order = [each for _, each in sorted(best.values(), key=lambda pair: pair[0])]
    # Who wants to see the proof has use for other ways, too, where there are some.
    closing, others = [each for each in order if each.closes], [each for each in order if not each.closes]
    return [*closing[: max(1, count // 2, count - len(others))], *others][:count]


def lemmas_for(
    theorem: TheoremProof, query: str, goal: Goal | None, offered: Mapping[str, Lemma], name: NameOf, count: int
) -> list[FoundLemma]:
    """Lemmas of the memory, of the file before the theorem, and of the library.

    query: as for `lemmas_in`; empty: what promises most for the goal. offered: by readable names; name: gives those.
    """
    memory, place = theorem.memory, theorem.place
    laws = theorem.theory().laws
    query = query.strip()
    environment, available = place.environment.content_hash, place.available
    if query:
        usable = lambda lemma: in_scope(lemma, environment, available)  # noqa: E731
        store, library = memory.store if memory is not None else None, library_laws(place.environment)
        return lemmas_in(store, query, count, laws, environment, usable, name, library)
    found: list[FoundLemma] = []
    if memory is not None and goal is not None:
        by_name = {lemma.stable_name: (said, lemma) for said, lemma in offered.items()}
        for view in memory.premises(place, list(offered.values()))(goal):
            said, lemma = by_name[view.name]
            found.append(FoundLemma(lemma.name, said, view.statement, view.reason, lemma.key, True))
    return _once([*found, *map(_of_file, laws)], count)


def _once(found: Iterable[FoundLemma], count: int) -> list[FoundLemma]:
    """The first of each name that tactics write."""
    return list({each.write: each for each in reversed(list(found))}.values())[::-1][:count]


def lemmas_in(
    store: Store | None,
    query: str,
    count: int,
    laws: Sequence[PremiseView] = (),
    environment: str | None = None,
    usable: Callable[[Lemma], bool] = lambda _: False,
    name: NameOf = lambda lemma: lemma.stable_name,
    library: Sequence[LibraryLaw] = (),
) -> list[FoundLemma]:
    """Lemmas of a store, laws of a file and of the library, by words or symbols, by a name, or by a pattern.

    query: a pattern has `_` or `?a` in it, as `_ * (_ + _)` or `?a + 0 = ?a`; it is looked for in conclusions first.
    environment: of the lemmas that a pattern is compared with; None: of all.
    """
    if not (_NAMED_HOLE.search(query) or _HOLE.search(query)):
        words = query.lower().split()
        near = [law for law in laws if all(word in f"{law.name} {law.statement}".lower() for word in words)]
        kept = store.search(query, count) if store is not None else []
        own = [*map(_of_file, near), *(_of_memory(lemma, usable, name) for lemma in kept)]
        return _once([*own, *_by_words(library, words)], count)
    numbers = iter(range(1, 1000))
    text = _HOLE.sub(lambda _: f"?h{next(numbers)}_", query)
    pattern = parse(text)
    variables = frozenset(_NAMED_HOLE.findall(text))
    wanted = [word for word in pattern.names() if word not in variables and word.isidentifier()]
    found: list[tuple[int, int, FoundLemma]] = []
    for law in laws:
        if (rank := _fits(pattern, law.statement, variables)) is not None:
            found.append((rank, len(law.statement), _of_file(law)))
    if store is not None:
        rows: Iterator[Row | Lemma] = iter(store.lemmas() if environment is None else store.documents(environment))
        likely = (row for row in rows if all(word in row.statement for word in wanted))
        fits = ((row.key, _fits(pattern, row.statement, variables)) for row in itertools.islice(likely, _MOST_READ))
        ranks = {key: rank for key, rank in fits if rank is not None}
        for key, lemma in store.lemmas_by_key(ranks, environment).items():
            found.append((ranks[key], len(lemma.statement), _of_memory(lemma, usable, name)))
    for each in library:
        if (
            all(word in each.statement for word in wanted)
            and (rank := _fits(pattern, each.statement, variables)) is not None
        ):
            found.append((rank, len(each.statement), _of_library(each)))
    return _once((each for _, _, each in sorted(found, key=lambda one: one[:2])), count)


def parts(query: str) -> list[str]:
    """The parts of a query as Loogle has it: separated by commas outside of brackets, names in quotes, `|-` or `⊢`
    before a conclusion."""
    found, depth = [""], 0
    for letter in query:
        depth += (letter in "([{⟨") - (letter in ")]}⟩")
        if letter == "," and depth <= 0:
            found.append("")
        else:
            found[-1] += letter
    plain = (part.strip().removeprefix("|-").removeprefix("⊢").strip().strip('"') for part in found)
    return [part for part in plain if part]


def _by_words(library: Sequence[LibraryLaw], words: Sequence[str]) -> Iterator[FoundLemma]:
    """Those with all words in name or statement: in the name before, short names first."""
    found = []
    for law in library:
        name = law.name.lower()
        if all(word in name for word in words):
            found.append((words != [name], len(name), law))
        elif all(word in name or word in law.statement.lower() for word in words):
            found.append((True, 1000 + len(law.statement), law))
    return (_of_library(law) for _, _, law in sorted(found, key=lambda one: one[:2]))


def _fits(pattern: Term, statement: str, variables: frozenset[str]) -> int | None:
    """0: the conclusion is of this form; 1: a part of it is; 2: a part of a hypothesis is; None: nothing is."""
    before, conclusion = telescope(parse(statement))
    if _matches(pattern, conclusion, variables):
        return 0
    if any(_matches(pattern, part, variables) for part in conclusion.walk()):
        return 1
    hypotheses = [part for part in before if isinstance(part, Term)]
    return 2 if any(_matches(pattern, part, variables) for h in hypotheses for part in h.walk()) else None


def _matches(pattern: Term, term: Term, variables: frozenset[str]) -> bool:
    if match(pattern, term, variables) is not None:
        return True
    turned = Term(term.head, term.args[::-1]) if term.head in ("=", "↔") and len(term.args) == 2 else None
    return turned is not None and match(pattern, turned, variables) is not None


def _of_file(law: PremiseView) -> FoundLemma:
    return FoundLemma(law.name, law.name, law.statement, law.reason, None, True)


def _of_library(law: LibraryLaw) -> FoundLemma:
    return FoundLemma(law.name, law.name, law.statement, law.module, None, True)


def _of_memory(lemma: Lemma, usable: Callable[[Lemma], bool], name: NameOf) -> FoundLemma:
    here = usable(lemma)
    write = name(lemma) if here else lemma.stable_name
    return FoundLemma(lemma.name, write, lemma.statement, lemma.origin, lemma.key, here)
