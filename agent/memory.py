"""Memory as the agent uses it: which lemmas can stand in a file, how a search sees them, what is kept of a proof."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from agent.proposers import Example, PremiseView
from agent.proposers.priors import Priors, learn
from lemma_graph import library, normalise, policy, relatives, revocation
from lemma_graph.experience import Experience
from lemma_graph.library import Definition
from lemma_graph.model import SIMP, Lemma, stable_name
from lemma_graph.policy import Parameters
from lemma_graph.query import Query
from lemma_graph.retrieval import Retriever, in_scope
from lemma_graph.store import Store
from lemma_graph.vectors import Embedder
from prover_bridge.certificate import Statement, Verdict
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.modules import header_end
from prover_bridge.outline import outline
from prover_bridge.protocol import Goal
from prover_bridge.scopes import scope_at
from prover_bridge.source import Source, Theorem

# More lemmas than this in front of a theorem would cost more to elaborate than they bring.
MOST_IN_CONTEXT = 80
PREMISES_FOR_A_GOAL = 12
# Of so many attempts is learned which tactics work: a tenth of a second's work, done for each theorem.
MOST_ATTEMPTS = 40_000


@dataclass(frozen=True)
class Place:
    """A theorem in its file. contents: content hash of what the file defines, by name.

    definitions: those of them that stand before the theorem, with the end of their declarations.
    """

    source: Source
    theorem: Theorem
    statement: Statement
    contents: Mapping[str, str]

    @property
    def environment(self) -> Environment:
        return self.source.environment

    @property
    def definitions(self) -> tuple[Definition, ...]:
        return library.definitions(self.source, self.contents, self.theorem.start)

    @property
    def available(self) -> dict[str, str]:
        return {definition.name: definition.content for definition in self.definitions}


class Memory:
    """A store, seen from one run. Retrievers are kept by environment and catch up before each use.

    parameters: of the policy; with a budget among them, what is least worth keeping is archived. recall: whether a
    theorem is proved by the stored lemma of its very statement, if there is one. embedder: for the dense channel.
    origin: of what is kept, before the file, such as a campaign.
    """

    # Whether it keeps what is proved; a library that stands as it is spends nothing on that.
    grows = True

    def __init__(
        self,
        store: Store,
        parameters: Parameters | None = None,
        *,
        recall: bool = True,
        embedder: Embedder | None = None,
        origin: str = "",
    ) -> None:
        self.store = store
        self.origin = origin
        self.embedder = embedder
        self.parameters = parameters or Parameters()
        self.recall = recall
        self._retrievers: dict[str, Retriever] = {}
        self._experiences: dict[str, Experience] = {}

    def retriever(self, environment: Environment) -> Retriever:
        found = self._retrievers.get(environment.content_hash)
        if found is None:
            found = Retriever(self.store, environment.content_hash, self.embedder)
            self._retrievers[environment.content_hash] = found
        found.refresh()
        return found

    def offered(self, place: Place) -> list[Lemma]:
        """Lemmas that a search for this theorem may use, the most promising first; never the theorem itself."""
        retriever = self.retriever(place.environment)
        available = place.available
        query = Query.of_statement(place.statement.text, place.statement.key)
        ranked = [
            premise.lemma
            for premise in retriever.premises(query, available, limit=MOST_IN_CONTEXT, exclude={place.statement.key})
        ]
        # What no channel ranks may still help with a goal that comes up on the way.
        seen = {lemma.key for lemma in ranked} | {place.statement.key}
        rest = [lemma for lemma in retriever.latest(available, 2 * MOST_IN_CONTEXT) if lemma.key not in seen]
        return [*ranked, *rest][:MOST_IN_CONTEXT]

    def known(self, place: Place) -> Lemma | None:
        """The stored lemma with the theorem's very statement, if its proof can be reused in this file."""
        if not self.recall:
            return None
        lemma = self.store.lemma(place.statement.key, place.environment.content_hash)
        if lemma is None or not in_scope(lemma, place.environment.content_hash, place.available):
            return None
        return lemma

    def premises(
        self, place: Place, offered: Sequence[Lemma], told: Callable[[str, Sequence[str]], None] | None = None
    ) -> Callable[[Goal], list[PremiseView]]:
        """For each goal of a search, the offered lemmas in the order of their promise there.

        told: called once for each goal, with its key and the keys of the lemmas offered for it.
        """
        retriever = self.retriever(place.environment)
        inside = {lemma.key for lemma in offered}
        available = place.available
        cache: dict[str, list[PremiseView]] = {}

        def for_goal(goal: Goal) -> list[PremiseView]:
            if goal.key not in cache:
                found = retriever.premises(Query.of_goal(goal), available, limit=MOST_IN_CONTEXT)
                best = [p for p in found if p.lemma.key in inside][:PREMISES_FOR_A_GOAL]
                cache[goal.key] = [
                    PremiseView(p.lemma.stable_name, p.lemma.statement, p.reason, p.score, SIMP in p.lemma.flags)
                    for p in best
                ]
                if told is not None:
                    told(goal.key, [p.lemma.key for p in best])
            return cache[goal.key]

        return for_goal

    def learn(self, place: Place, goal: Goal | None, used: Sequence[str]) -> None:
        """Tell the ranker which stored lemmas (keys) closed a goal in a certified proof; None: the theorem itself."""
        query = Query.of_statement(place.statement.text, place.statement.key) if goal is None else Query.of_goal(goal)
        self.retriever(place.environment).learn(query, place.available, used, own=place.statement.key)

    def examples(self, environment: Environment) -> Callable[[Goal], list[Example]]:
        """For each goal, goals like it that were closed in certified proofs, with the tactic; no lemma is named."""
        experience = self._experiences.setdefault(
            environment.content_hash, Experience(self.store, environment.content_hash)
        )
        experience.refresh()
        cache: dict[str, list[Example]] = {}

        def for_goal(goal: Goal) -> list[Example]:
            if goal.key not in cache:
                alike = experience.alike(goal)
                cache[goal.key] = [Example(a.closing.target, a.closing.tactic, a.closing.names) for a in alike]
            return cache[goal.key]

        return for_goal

    def priors(self, environment: Environment) -> Priors:
        """How tactics of each shape did in earlier searches; the same for the same store."""
        return learn(self.store.tactics_tried(environment.content_hash, MOST_ATTEMPTS))

    def keep(
        self, place: Place, proved: Proved, verdict: Verdict, *, trivial: bool, origin: str, rules: Sequence[str] = ()
    ) -> Lemma | None:
        """Store a certified theorem, with a text that stands alone if one can be had; None where it was revoked.

        trivial: one cheap tactic closes it; it is then kept, but not offered. rules: keys of the file's own `@[simp]`
        theorems, which a proof may lean on without its term saying so.
        """
        if verdict.statement is not None and revocation.keep_out(self.store, verdict.statement.key) is not None:
            return None
        self.store.describe(place.environment)
        text, needs = self._clean(place, proved, verdict, ())
        if text is None and rules:
            text, needs = self._clean(place, proved, verdict, rules)
        lemma, _ = self.store.add(
            verdict,
            source=proved.text,
            script=proved.script,
            environment_name=place.environment.name,
            text=text,
            needs=needs,
            flags=policy.flags(proved.declaration, trivial=trivial, vacuous=verdict.contradiction == "found"),
            origin=origin,
        )
        return lemma

    def relate(self, place: Place, lemmas: Sequence[Lemma], spend: Callable[[], bool]) -> list[relatives.Shown]:
        """Ask Lean which stored lemmas these, just kept, give or are given by. spend: as for `harvest`."""
        ground = relatives.Ground(place.source.text, place.definitions)
        keys = [lemma.key for lemma in lemmas]
        return list(self.retriever(place.environment).relate(place.environment, keys, ground, spend))

    def _clean(
        self, place: Place, proved: Proved, verdict: Verdict, rules: Sequence[str]
    ) -> tuple[str | None, dict[str, str]]:
        statement = verdict.statement
        assert statement is not None
        local = {use.name: use.statement_key for use in verdict.uses if use.module is None and use.statement_key}
        known = self.store.lemmas_by_key([*local.values(), *rules], place.environment.content_hash)
        below = {name: known[key] for name, key in local.items() if key in known and known[key].reusable}
        for key in rules:
            if key in known and known[key].reusable:
                below.setdefault(known[key].name, known[key])
        wanted = {use.name for use in verdict.uses if use.module is None} | set(statement.local_constants)
        wanted |= {need for lemma in below.values() for need in lemma.needs}
        needed = [definition for definition in place.definitions if definition.name in wanted]
        needs = {definition.name: definition.content for definition in needed}
        if not set(statement.local_constants) <= set(needs):
            return None, needs
        names = normalise.Names(
            lemmas={name: lemma.stable_name for name, lemma in below.items()},
            # Imported names may be written short too, inside a namespace of the same name.
            definitions=tuple(dict.fromkeys([*place.contents, *statement.constants, *(u.name for u in verdict.uses)])),
            simp=tuple(lemma.stable_name for lemma in below.values() if SIMP in lemma.flags),
        )
        header = header_end(place.source.text)
        base = place.source.text[: max((d.end for d in needed), default=header)]

        def confirm(text: str) -> str | None:
            return self._confirm(place.environment, base, text, needed, statement.key)

        scope = scope_at(place.source.text, place.theorem.start)
        return normalise.normalise(proved.declaration, statement, scope, names, confirm), needs

    def _confirm(
        self, environment: Environment, base: str, text: str, needed: Sequence[Definition], key: str
    ) -> str | None:
        """The key to which a clean text really elaborates, behind what it needs and nothing else."""
        name = stable_name(key)
        rooted = text.replace(f"theorem {name}", f"theorem _root_.{name}", 1)
        try:
            pasted = library.finished_text(self.store, f"{base}\n\n{rooted}\n", environment.content_hash, needed)
            found = outline(environment, pasted.text, file_name="a lemma's clean text").statement(name)
        except (UserError, ValueError):
            return None
        return found.key if found else None


@dataclass(frozen=True)
class Proved:
    """A proof in its file. text: the whole certified file; declaration: the theorem with it; script: it alone."""

    text: str
    declaration: str
    script: str


def as_axiom(lemma: Lemma) -> Lemma:
    """The lemma as an axiom under its name, for text that is only searched in: nothing found there is believed."""
    parts = normalise.parse(lemma.text or "")
    if parts is None:
        return lemma
    # A statement needs what is open, not the simplification rules of its proof.
    prefix = "".join(line for line in parts.prefix.splitlines(keepends=True) if not line.startswith("attribute"))
    text = f"{prefix}axiom _root_.{lemma.stable_name}{parts.universes} {parts.signature}"
    return replace(lemma, text=text)


def scope_hash(context: str) -> str:
    """What a tactic could see besides its goal; remembered failures count only under the same hash."""
    return hashlib.sha256(context.encode()).hexdigest()
