"""Keeping what else a proof shows: more general forms of its theorem, and goals that it closes on the way.

The policy says what is worth a try (`policy.promise`); Lean says what is trivial, what lemmas nearby give already, and
what holds. All candidates of a proof are asked about in one file and certified in another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from agent.memory import Memory, Place
from agent.search.steps import Item, items
from agent.search.workbench import Place as GoalPlace
from lemma_graph import harvest, library, naming, normalise, policy, revocation
from lemma_graph.harvest import Candidate, InnerGoal
from lemma_graph.library import Definition
from lemma_graph.model import Lemma, stable_name
from lemma_graph.query import Query
from lemma_graph.text import tokens
from prover_bridge import binders
from prover_bridge.abstraction import Part, abstraction
from prover_bridge.certificate import Verdict
from prover_bridge.certify import certify
from prover_bridge.errors import UserError
from prover_bridge.modules import header_end
from prover_bridge.protocol import Hole, Outcome, Session, SessionError, State, TryLimits

# In the namespace of stable names, so that a candidate means there what it means under its own.
_KEPT, _TRIED, _TEST = "Lemmasmith.Harvested_", "Lemmasmith.Tried_", "Lemmasmith.Test_"
_SCREENED = "Lemmasmith.Screened_"
_MOST = 8  # candidates of one proof
_NEAR = 2  # lemmas nearby that may give a candidate

_CASES = re.compile(r"(cases|rcases|induction|by_cases|split)\b")

# Called before each compilation of a file and each tactic, which are one Lean call; False ends the harvest.
Spend = Callable[[], bool]


@dataclass(frozen=True)
class Ground:
    """What a lemma's clean text stands behind in its own file. base: that text; definitions: what it needs of it."""

    memory: Memory
    place: Place
    lemma: Lemma

    @property
    def definitions(self) -> list[Definition]:
        return [d for d in self.place.definitions if self.lemma.needs.get(d.name) == d.content]

    @property
    def base(self) -> str:
        text = self.place.source.text
        return text[: max((d.end for d in self.definitions), default=header_end(text))]

    def whole(self, text: str) -> str:
        """A file with a text behind what it needs. Raises ValueError where it mentions what cannot stand there."""
        where = self.place.environment.content_hash
        return library.finished_text(self.memory.store, f"{self.base}\n\n{text}\n", where, self.definitions).text

    def verdicts(self, text: str, names: Sequence[str]) -> dict[str, Verdict] | None:
        """Verdicts by name; None where the text does not compile as a whole."""
        try:
            found = certify(self.place.environment, text, names=names)
        except UserError:
            return None
        if any(check.name == "compiled" and check.passed is not True for each in found for check in each.checks):
            return None
        return {verdict.name: verdict for verdict in found}


async def inner_goals(session: Session, ground: Ground, limits: TryLimits, spend: Spend) -> list[InnerGoal]:
    """The goals at which blocks of a lemma's proof begin (arms of `induction` and `cases`, bullets, `have`), as Lean
    prints them in a clean scope, and the lines of those blocks."""
    parts = normalise.parse(ground.lemma.text or "")
    if parts is None or parts.by_clauses or not parts.body.startswith("by"):
        return []
    lines = normalise.as_tactics(parts.body, parts.column).split("\n")
    block = items("\n".join(line[2:] for line in lines if line.strip()))
    if not promises(block) or not spend():
        return []
    head = f"{parts.prefix}theorem _root_.{_KEPT}0"
    statement = f"{head}{parts.universes} {parts.signature} := by\n  "
    try:
        text = ground.whole(statement + "\n".join(lines).lstrip())
        root = (await session.open(text[: text.rindex(head)], [Hole(statement, "", True, 2)]))[0]
    except (SessionError, ValueError):
        return []
    states = [root]
    found: list[InnerGoal] = []
    waiting: list[tuple[State, int, tuple[Item, ...]]] = [(root, 0, block)]
    while waiting:
        state, index, inside = waiting.pop(0)
        for lead, blocks, is_case in _branchings(inside):
            if is_case and not any(map(promises, blocks)):
                continue
            if not spend():
                waiting.clear()
                break
            [attempt] = await session.attempt(state, [GoalPlace(state, "", index).text(lead)], limits)
            if attempt.outcome is not Outcome.OPEN or attempt.state is None:
                continue
            states.append(attempt.state)
            for number, each in enumerate(blocks[: len(attempt.state.goals)]):
                if not is_case:
                    script = "\n".join(item.source for item in each)
                    found.append(InnerGoal(attempt.state.goals[number], script))
                waiting.append((attempt.state, number, each))
    for state in states:
        session.drop(state)
    return found


def promises(block: Sequence[Item]) -> bool:
    """Whether a block has goals inside that are worth a look."""
    return any(not is_case or any(map(promises, blocks)) for _, blocks, is_case in _branchings(block))


def _branchings(block: Sequence[Item]) -> Iterator[tuple[str, list[tuple[Item, ...]], bool]]:
    """Where a block branches: the lines up to there, with `?_` for each branch; the branches; whether these are cases
    of the block's own goal, which that goal gives."""
    lead: list[str] = []
    at = 0
    while at < len(block):
        item = block[at]
        if item.tactic:
            if item.blocks:
                is_case = not item.tactic.startswith("have") and all(line.startswith("intro") for line in lead)
                yield "\n".join([*lead, item.tactic]), list(item.blocks), is_case
            lead.append(item.source)
            at += 1
            continue
        bullets = [item]
        while at + len(bullets) < len(block) and not block[at + len(bullets)].tactic:
            bullets.append(block[at + len(bullets)])
        if lead:
            is_case = _CASES.match(lead[-1]) is not None and all(line.startswith("intro") for line in lead[:-1])
            yield "\n".join(lead), [bullet.blocks[0] for bullet in bullets], is_case
        lead += [bullet.source for bullet in bullets]
        at += len(bullets)


def keep_more(ground: Ground, inner: Sequence[InnerGoal], spend: Spend) -> list[Lemma]:
    """Keep what else a stored lemma's proof shows. inner: of its proof, as `inner_goals` gave them."""
    memory, place, lemma = ground.memory, ground.place, ground.lemma
    if lemma.text is None or not lemma.offered:
        return []
    name, parameters = lemma.stable_name, memory.parameters
    try:  # this very text was compiled a moment ago
        own = ground.whole(lemma.text.replace(f"theorem {name}", f"theorem _root_.{name}", 1))
        unused = binders.unused(place.environment, own, name)
    except (UserError, ValueError):
        return []
    wanted: dict[str, Candidate] = {}
    general = _generalised(ground, own, unused, spend)
    for candidate in [*general, *harvest.candidates(lemma.text, unused, inner)]:
        if _is_promising(candidate, parameters):
            wanted.setdefault(candidate.signature, candidate)
    some = list(wanted.values())[:_MOST]
    if not some or not spend():
        return []
    good = _sieved(ground, some)
    if good is None:  # one of them does not even elaborate
        good = []
        for candidate in some if len(some) > 1 else []:
            if not spend():
                break
            good += _sieved(ground, [candidate]) or []
    kept: list[Lemma] = []
    together = _keep(ground, good) if good and spend() else [] if not good else None
    if together is None and len(good) > 1:
        for candidate in good:
            if not spend():
                break
            kept += _keep(ground, [candidate]) or []
    return kept + (together or [])


def _is_promising(candidate: Candidate, parameters: policy.Parameters) -> bool:
    size = len(candidate.declared("").encode())
    return policy.promise(candidate.hypotheses, size, parameters) >= parameters.harvest_least


def _generalised(ground: Ground, own: str, unused: Sequence[str], spend: Spend) -> list[Candidate]:
    """The lemma with parts of its statement made variables, where its proof still holds: as many at once as may be.

    own: the lemma's file. Lean is asked about each part, then about those together of which it said yes, with each of
    the types that stood in the way of one another; the last that holds is what counts.
    """
    memory, text = ground.memory, ground.lemma.text or ""
    name, count = ground.lemma.stable_name, harvest.binders(text)
    found = abstraction(ground.place.environment, own, name, count, tokens(text))
    if found is None:
        return []

    def asked(choices: Sequence[tuple[Part, ...]]) -> dict[tuple[Part, ...], Candidate]:
        """Those that hold, as one file says."""
        made = {chosen: harvest.generalised(text, found, chosen, unused) for chosen in dict.fromkeys(choices) if chosen}
        some = {
            chosen: each for chosen, each in made.items() if each is not None and _is_promising(each, memory.parameters)
        }
        names = [f"{_SCREENED}{number}" for number in range(len(some))]
        if not some or not spend():
            return {}
        try:
            blocks = [each.screened(name) for each, name in zip(some.values(), names, strict=True)]
            verdicts = ground.verdicts(ground.whole("\n\n".join(blocks)), names) or {}
        except ValueError:
            return {}
        held = {name for name, verdict in verdicts.items() if verdict.status == "certified"}
        return {chosen: some[chosen] for chosen, name in zip(some, names, strict=True) if name in held}

    alone = asked([(part,) for part in found.parts])
    together = found.together([part for (part,) in alone])
    types = found.in_the_way(together)
    more = asked([*([together] if len(together) > 1 else []), *(found.together([*together, part]) for part in types)])
    if not more:
        return list(alone.values())
    best = max(more, key=len)
    return [more[best], *(each for (part,), each in alone.items() if part in together and part not in best)]


def _sieved(ground: Ground, some: Sequence[Candidate]) -> list[Candidate] | None:
    """Those that hold and that no cheap tactic, lemma nearby or earlier one gives, without what their proofs leave out.

    None: the file with all of them does not compile.
    """
    place = ground.place
    retriever = ground.memory.retriever(place.environment)
    blocks: list[str] = []
    for number, candidate in enumerate(some):
        query = Query.of_statement(candidate.statement)
        exclude = {ground.lemma.key} if candidate.general else set()
        near = retriever.premises(query, place.available, limit=_NEAR, exclude=exclude)
        gives = dict.fromkeys(p.lemma.stable_name for p in near)
        if not candidate.general:
            gives = {ground.lemma.stable_name: None} | gives
        # A goal inside another one may be a case of it. One that does not hold gives nothing: it stands on `sorry`.
        before = [f"{_TRIED}{n}" for n in range(number) if some[n].general or not candidate.general]
        blocks += [candidate.test(f"{_TEST}{number}", [*gives, *before]), candidate.tried(f"{_TRIED}{number}")]
    names = [f"{kind}{number}" for number in range(len(some)) for kind in (_TEST, _TRIED)]
    try:
        text = ground.whole("\n\n".join(blocks))
    except ValueError:
        return None
    verdicts = ground.verdicts(text, names)
    if verdicts is None:
        return None
    found = []
    for number, candidate in enumerate(some):
        test, tried = verdicts.get(f"{_TEST}{number}"), verdicts.get(f"{_TRIED}{number}")
        if tried is None or tried.status != "certified" or (test is not None and test.status == "certified"):
            continue
        try:
            unused = binders.unused(place.environment, text, f"{_TRIED}{number}")
        except UserError:
            unused = ()
        found.append(candidate.without(unused))
    return list({candidate.signature: candidate for candidate in found}.values())


def _keep(ground: Ground, some: Sequence[Candidate]) -> list[Lemma] | None:
    """Certify these in one file, and put into the store what is new there. None: the file does not compile."""
    memory, place, lemma = ground.memory, ground.place, ground.lemma
    store, where = memory.store, place.environment
    names = [f"{_KEPT}{number}" for number in range(len(some))]
    try:
        source = ground.whole("\n\n".join(each.declared(name) for each, name in zip(some, names, strict=True)))
    except ValueError:
        return None
    verdicts = ground.verdicts(source, names)
    if verdicts is None:
        return None
    kept: list[Lemma] = []
    for candidate, name in zip(some, names, strict=True):
        verdict = verdicts.get(name)
        if verdict is None or verdict.status != "certified" or verdict.statement is None:
            continue
        key = verdict.statement.key
        if store.lemma(key) is not None or revocation.keep_out(store, key) is not None:
            continue
        taken = {each.name for each in memory.retriever(where).latest(place.available, 2000)}
        alias = naming.name_of(verdict.statement.text, taken, lemma.name.rpartition(".")[0])
        added, _ = store.add(
            replace(verdict, statement=replace(verdict.statement, name=alias)),
            source=source,
            script=candidate.body,
            environment_name=where.name,
            text=candidate.declared(stable_name(key)).replace("theorem _root_.", "theorem ", 1),
            needs={definition.name: definition.content for definition in ground.definitions},
            origin=f"{lemma.origin}, {candidate.how}",
        )
        kept.append(added)
    return kept
