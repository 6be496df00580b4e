"""The road of a theorem: its hole is opened, searched, certified, kept, and given back to its file."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, Protocol

from agent import harvesting, lean_time
from agent.budget import Budget
from agent.library_premises import library_of
from agent.memory import Memory, Place, Proved, as_axiom, scope_hash
from agent.proposers import Theory
from agent.proposers.priors import Priors
from agent.proposers.theory import merge, scan
from agent.report import TheoremReport
from agent.run import Progress, Run
from agent.search import Search, SearchOptions, SearchResult, Snapshot, in_flight
from agent.search.pool import LemmaPool
from agent.search_record import SearchRecord
from lemma_graph import forgetting, library
from lemma_graph.experience import rows_of
from lemma_graph.model import VACUOUS, Effort, Lemma
from lemma_graph.normalise import is_simp
from lemma_graph.text import tactics_of
from prover_bridge import source
from prover_bridge.certificate import Statement, Verdict
from prover_bridge.certify import certify, undecided
from prover_bridge.environment import Environment
from prover_bridge.outline import Outline
from prover_bridge.protocol import SessionError, State
from prover_bridge.source import PlacedHole, Source, Theorem
from prover_bridge.suggestions import suggestions

# Whole files compiled for one theorem besides the search: its stub, its proof, and the clean text of the lemma.
CERTIFICATION_CALLS = 2
# One more where the theorem has hypotheses, which may contradict each other.
VACUITY_CALLS = 1
KEEPING_CALLS = 1
SUGGESTION_SECONDS = 30.0
# A proof that is one of these needs no memory.
_CHEAP = frozenset(
    {"rfl", "simp", "decide", "trivial", "assumption", "contradiction", "simp_all", "omega", "intros; rfl"}
)

Ending = Literal["proved", "failed", "undecided"]


class FileWork(Protocol):
    """The file of a theorem, as the work on the theorem sees it.

    original: what the user wrote; current: with the proofs found so far. own: names of the theorems that the file
    proves itself, own_verdicts: the certificates of those. imported: what its local modules state. open_theorems:
    names of those that were not proved. reading_seconds: that its first reading took, 0 where it is not known.
    """

    prover: Run
    path: Path
    original: Source
    current: Source
    environment: Environment
    outline: Outline
    imported: Theory
    open_theorems: set[str]
    own: list[str]
    own_verdicts: dict[str, Verdict]
    reading_seconds: float

    def origin(self, name: str) -> str:
        """Where a theorem of the file comes from, for people."""
        ...

    def accept(self, text: str) -> None:
        """Go on with a text in which one more theorem is proved."""
        ...

    def with_source(self, text: Source) -> FileWork:
        """The work on another text in place of this file."""
        ...

    def attempt(self, name: str, budget: Budget) -> TheoremProof:
        """The work on a theorem that has a statement, without plans of its own."""
        ...

    async def prove_one(self, name: str, budget: Budget) -> TheoremReport:
        """Prove one theorem within a share of another theorem's budget, without plans of its own."""
        ...


class PlannedLemmas(LemmaPool, Protocol):
    """The lemmas of a theorem's plans. chosen: names of those that the proof found stands on; None before."""

    chosen: tuple[str, ...] | None

    async def finished(self) -> Source:
        """The user's file with the lemmas that the proof stands on."""
        ...

    def close(self) -> None:
        """Forget the states that were opened."""
        ...


MakePool = Callable[["TheoremProof"], PlannedLemmas]


class TheoremProof:
    """The work on one theorem."""

    def __init__(
        self,
        file: FileWork,
        theorem: Theorem,
        statement: Statement,
        budget: Budget | None = None,
        *,
        pool: MakePool | None = None,
    ) -> None:
        """budget: None for the limits of the run. pool: None where plans may put no lemmas before the theorem."""
        self.file = file
        self.prover = file.prover
        self.memory = file.prover.memory
        self.theorem = theorem
        self.statement = statement
        self.place = Place(file.current, theorem, statement, file.outline.contents)
        limits = file.prover.limits
        overhead = (
            CERTIFICATION_CALLS
            + VACUITY_CALLS
            + (KEEPING_CALLS if self.memory is not None and self.memory.grows else 0)
        )
        self.budget = budget or limits.budget(file.prover.turns.clock)
        # So that what is found can be certified.
        seconds = lean_time.reserve(self.budget.max_seconds or 0.0, file.reading_seconds)
        self.budget.set_aside(lean_calls=overhead, seconds=seconds)
        self.pool = pool(self) if pool is not None and len(theorem.holes) == 1 else None
        self.lean = lean_time.LeanTime(file.prover.turns)
        self.begun = time.monotonic()
        store = self.memory.store if self.memory is not None else None
        self.record = SearchRecord(store, file.environment.content_hash, limits.tactic)
        self.tactics: set[str] = set()  # of the proof that was found
        self.harvested: tuple[Lemma, ...] = ()  # what else its proof brought into the store

    async def run(self) -> TheoremReport:
        self._report_progress(None)
        try:
            if self.memory is not None and (known := self.memory.known(self.place)) is not None:
                report = await self._recall(self.memory, known)
                if report is not None:
                    return report
            return await self._search()
        finally:
            self.record.write()

    async def _recall(self, memory: Memory, known: Lemma) -> TheoremReport | None:
        """Prove it by the stored lemma of the very same statement; None where that does not go through."""
        holes = self.theorem.holes
        if len(holes) != 1 or not holes[0].hole.before.rstrip().endswith((":=", "by")):
            return None
        scripts = [f"exact {known.stable_name} ..", f"apply {known.stable_name} <;> assumption"]
        if "→" in known.statement:  # a hypothesis is no argument that unification finds
            scripts.reverse()
        for script in scripts:
            if not self.budget.allows(lean_calls=1):
                return None
            self.budget.spend_file()
            text = source.put(self.file.current.text, holes[0], [script])
            verdict, proved = await self.certified(text, self.theorem, [script], last=False)
            if verdict.status == "certified":
                report = await self.accepted(verdict, proved, recalled=True)
                return replace(report, contradiction="found") if VACUOUS in known.flags else report
        return None

    async def _search(self) -> TheoremReport:
        """Fill the holes one after the other; each search sees what the ones before it found."""
        working, theorem = self.file.current, self.theorem
        lemmas = self.memory.offered(self.place) if self.memory is not None else []
        scripts: list[str] = []
        while theorem.holes:
            placed = theorem.holes[0]
            try:
                result = await self._search_hole(working, placed, lemmas)
            except SessionError as error:
                return self._ended("undecided", str(error))
            if result.status != "proved" or result.script is None:
                return self._ended(result.status, result.reason)
            scripts.append(result.script)
            self.tactics |= {step.tactic for step in result.steps}
            if self.pool is not None and self.pool.chosen:
                if not self.budget.allows(lean_calls=1):
                    return self._ended("undecided", self.budget.exhausted())
                self.budget.spend_file()
                read = await self.lean.in_time(self.budget, self.pool.finished())
                if read is None:
                    return self._ended("undecided", self.budget.exhausted())
                working = self._move(read)
                theorem = self.theorem
                placed = theorem.holes[0]
            text = source.put(working.text, placed, [result.script])
            if len(theorem.holes) == 1:
                break
            if not self.budget.allows(lean_calls=1):
                return self._ended("undecided", self.budget.exhausted())
            self.budget.spend_file()
            # Read again: the other holes have moved. The lemmas are not in the file yet, so it gets them first.
            read = await self.lean.in_time(self.budget, self._parsed(self.with_lemmas(text)))
            if read is None:
                return self._ended("undecided", self.budget.exhausted())
            working, theorem = read, read.theorem(theorem.name)
        verdict, proved = await self.certified(text, theorem, scripts, contradictions=True)
        if verdict.status != "certified":
            return self.report_on(verdict, proved)
        return await self.accepted(verdict, proved, trivial=scripts[0] in _CHEAP)

    async def _parsed(self, text: str) -> Source:
        environment, name, left = self.file.environment, str(self.file.path), self.budget.left().seconds
        return await self.lean.run("parse", text, lambda: source.parse(text, environment, name), left)

    def _move(self, text: Source) -> Source:
        """Go on in a text in which lemmas of a plan stand before the theorem."""
        self.file.current = text
        self.theorem = text.theorem(self.theorem.name)
        self.place = replace(self.place, source=text, theorem=self.theorem)
        return text

    async def open_hole(self) -> State | None:
        """The state at the theorem's only hole; None where the budget does not allow it. Raises SessionError."""
        lemmas = self.memory.offered(self.place) if self.memory is not None else []
        opened = await self.open_at(self.file.current, self.theorem.holes[0], lemmas)
        return opened[0] if opened is not None else None

    async def open_at(self, working: Source, placed: PlacedHole, lemmas: Sequence[Lemma]) -> tuple[State, str] | None:
        """The state at a hole, and the text before it; None where the budget does not allow it.

        working: a text in which the theorem stands; lemmas: of the memory, to be offered. Raises SessionError.
        """
        session = await self.prover.session(self.file.environment, self.budget)
        for without_open in (True, False):  # a later statement may mention an earlier theorem that is still open
            context = self._context(working, placed, lemmas, without_open)
            if not self.budget.allows(lean_calls=1, seconds=lean_time.LEAST_SECONDS):
                return None
            self.budget.spend_file()
            try:
                return (await session.open(context, [placed.hole]))[0], context
            except SessionError:
                if not (without_open and self.file.open_theorems):
                    raise
        raise AssertionError

    async def search_at(
        self, root: State, context: str, working: Source, placed: PlacedHole, lemmas: Sequence[Lemma]
    ) -> Search:
        """The search that is to prove a state, as `open_at` gave it, within the budget. The caller drops the state."""
        session = await self.prover.session(self.file.environment, self.budget)
        scope = scope_hash(context)
        return Search(
            session,
            root,
            self.prover.proposers(self.budget),
            self.budget,
            theorem=self.theorem.name,
            statement=self.statement.text,
            theory=self.theory(),
            premises=self.memory.premises(self.place, lemmas, self.record.offered)
            if self.memory is not None
            else lambda _: (),
            library=library_of(self.file.environment),
            options=SearchOptions(parallel=in_flight(self.prover.workers), limits=self.prover.limits.tactic),
            on_progress=self._report_progress,
            remember=lambda trial: self.record.remember(trial, scope),
            known_failure=self.record.failures(scope),
            seed=self.prover.seed,
            strategy=self.prover.strategy,
            model=self.prover.model(self.budget) if self.prover.model is not None else None,
            context=working.text[: self.theorem.start],
            declaration=placed.hole.before + "sorry" + placed.hole.after,
            pool=self.pool,
            suggest=lambda script: self._suggested(working, placed, script),
            examples=self.memory.examples(self.file.environment) if self.memory is not None else lambda _: (),
            priors=self.memory.priors(self.file.environment) if self.memory is not None else Priors(),
        )

    async def _suggested(self, working: Source, placed: PlacedHole, script: str) -> list[str | None]:
        """What Lean suggests for each `simp?` of a script in a hole, where it is one thing."""
        text = self.with_lemmas(source.put(working.text, placed, [script]))
        environment, left = self.file.environment, self.budget.left().seconds
        found = await self.lean.run("suggest", text, lambda: suggestions(environment, text, SUGGESTION_SECONDS), left)
        behind = len(text) - (len(working.text) - placed.end)
        places = [each.start() for each in re.finditer(r"simp\?", text[:behind])][-script.count("simp?") :]
        said = [[tactic for offset, tactic in found if offset == place] for place in places]
        return [each[0] if len(each) == 1 else None for each in said]

    async def _search_hole(self, working: Source, placed: PlacedHole, lemmas: Sequence[Lemma]) -> SearchResult:
        opened = await self.open_at(working, placed, lemmas)
        if opened is None:
            return SearchResult("undecided", None, (), self.budget.exhausted(), 0, ())
        root, context = opened
        try:
            return await (await self.search_at(root, context, working, placed, lemmas)).run()
        finally:
            (await self.prover.session(self.file.environment)).drop(root)
            if self.pool is not None:
                self.pool.close()

    def _context(self, working: Source, placed: PlacedHole, lemmas: Sequence[Lemma], without_open: bool) -> str:
        """Text before the declaration, with the offered lemmas as axioms and theorems that stayed open taken out."""
        before = placed.context
        for name in self.file.open_theorems if without_open else ():
            other = working.theorem(name)
            if other.end <= len(before):  # the length stays, so that lemmas still find their places
                before = before[: other.start] + _blank(before[other.start : other.end]) + before[other.end :]
        definitions = replace(self.place, source=working).definitions
        return library.paste(before, [as_axiom(lemma) for lemma in lemmas], definitions).text

    def theory(self) -> Theory:
        """What is in scope at the theorem, as proposers see it."""
        own = scan(self.file.current.text[: self.theorem.start])
        usable = tuple(law for law in own.laws if law.name not in self.file.open_theorems)
        return merge(self.file.imported, replace(own, laws=usable))

    def with_lemmas(self, text: str) -> str:
        """The text with the stored lemmas that it mentions, in front of what mentions them."""
        if self.memory is None:
            return library.paste(text, []).text
        environment = self.file.environment.content_hash
        return library.finished_text(self.memory.store, text, environment, self.place.definitions).text

    async def certified(
        self, text: str, theorem: Theorem, scripts: Sequence[str], *, contradictions: bool = False, last: bool = True
    ) -> tuple[Verdict, Proved]:
        """Check `text`, in which the theorem is proved, against the user's own file. scripts: of its holes.

        last: whether it may take the seconds that were set aside, too, since nothing else follows if it fails.
        """
        end = len(text) - (len(self.file.current.text) - self.theorem.end)
        declaration = text[theorem.start : end]
        finished = self.with_lemmas(text)
        own = [] if self.memory is None or self.file.own_verdicts else self.file.own
        environment, name = self.file.environment, self.theorem.name
        left = self.budget.seconds_left() if last else self.budget.left().seconds

        def check() -> list[Verdict]:
            if not lean_time.enough(left):
                return [undecided(environment, name, f"of the budget {left:.2f} s were left for it")]
            return certify(
                environment,
                finished,
                file_name=str(self.file.path),
                stub=self.file.original.text,
                names=[name, *own],
                contradictions=contradictions,
            )

        verdicts = await self.lean.run(
            "certify",
            finished,
            check,
            left,
            lambda found: {"stopped": found[0].reason} if found[0].status == "undecided" else {},
            lambda kept: (
                [replace(undecided(environment, name, ""), reason=kept["stopped"])] if "stopped" in kept else None
            ),
        )
        if verdicts[0].status == "certified":
            self.file.own_verdicts |= {each.name: each for each in verdicts[1:] if each.status == "certified"}
        return verdicts[0], Proved(finished, declaration, "\n".join(scripts))

    async def accepted(
        self, verdict: Verdict, proved: Proved, *, trivial: bool = False, recalled: bool = False
    ) -> TheoremReport:
        """Keep what is certified, and go on in the file with it."""
        used = self._lemmas_in(verdict)
        if self.memory is not None:
            if not recalled and self.memory.grows:
                memory, cheap = self.memory, trivial and not used
                left = self.budget.seconds_left()
                await self.lean.run("keep", proved.script, lambda: self._keep(memory, proved, verdict, cheap), left)
                if not cheap:
                    await self._keep_more(memory, proved, verdict)
                self._note_effort(self.memory, verdict, proved.script)
            self.memory.store.record_closed(
                self.file.environment.content_hash, rows_of(self.record.closed(self.tactics))
            )
            forgetting.restore(self.memory.store, used)  # what is used is not forgotten
        self.file.accept(proved.text)
        return self.report_on(verdict, proved, recalled=recalled)

    def report_on(self, verdict: Verdict, proved: Proved, *, recalled: bool = False) -> TheoremReport:
        """What the verdict on a proof that was found comes to."""
        if verdict.status != "certified":
            status: Ending = "undecided" if verdict.status == "undecided" else "failed"
            return self._ended(status, f"the proof found was not certified: {verdict.reason}")
        used = self._lemmas_in(verdict)
        report = self._ended("proved", None)
        untried = VACUITY_CALLS if verdict.contradiction == "not tried" else 0
        return replace(
            report,
            lean_calls=max(0, (report.lean_calls or 0) - untried),
            contradiction=verdict.contradiction,
            proof_hash=verdict.proof_hash,
            proof=proved.script,
            axioms=verdict.axioms,
            lemmas_used=tuple(used),
            lemma_names=tuple(lemma.name for lemma in used.values()),
            from_memory=recalled,
        )

    def _lemmas_in(self, verdict: Verdict) -> dict[str, Lemma]:
        """The stored lemmas that a proof uses, by key."""
        if self.memory is None:
            return {}
        keys = [use.statement_key for use in verdict.uses if use.statement_key and use.module is None]
        return self.memory.store.lemmas_by_key(keys, self.file.environment.content_hash)

    def _note_effort(self, memory: Memory, verdict: Verdict, script: str) -> None:
        if verdict.statement is not None and verdict.proof_hash is not None:
            spent = self.budget
            seconds = time.monotonic() - self.begun
            effort = Effort(spent.lean_calls, spent.model_calls, round(seconds, 3), tactics_of(script))
            memory.store.record_effort(verdict.statement.key, verdict.environment, verdict.proof_hash, effort)

    def _keep(self, memory: Memory, proved: Proved, verdict: Verdict, trivial: bool) -> None:
        """Store the theorem, and before it those of the file's own theorems that its proof may stand on."""
        file = self.file
        used, waiting = dict[str, None](), [verdict]
        while waiting:
            for use in waiting.pop().uses:
                if use.module is None and use.name in file.own_verdicts and use.name not in used:
                    used[use.name] = None
                    waiting.append(file.own_verdicts[use.name])
        rules: list[str] = []
        for name in file.own:  # in the order of the file, so that a theorem stands behind those that it uses
            own, theorem = file.own_verdicts.get(name), file.current.theorem(name)
            declaration = file.current.text[theorem.start : theorem.end]
            if own is None or own.statement is None or theorem.end > self.theorem.start:
                continue
            if name in used or is_simp(declaration):
                place = replace(self.place, theorem=theorem)
                self._keep_one(memory, place, replace(proved, declaration=declaration, script=""), own, True, rules)
            if is_simp(declaration):
                rules.append(own.statement.key)
        self._keep_one(memory, self.place, proved, verdict, trivial, rules)

    async def _keep_more(self, memory: Memory, proved: Proved, verdict: Verdict) -> None:
        """Keep what else the proof of a stored theorem shows, and how all of it stands to what is known."""
        kept = memory.store.lemma(verdict.statement.key, verdict.environment) if verdict.statement else None
        if kept is None:
            return
        ground = harvesting.Ground(memory, self.place, kept)
        spend = self._spend_at_most(memory.parameters.harvest_calls)
        session = await self.prover.session(self.file.environment, self.budget)
        inner = await harvesting.inner_goals(session, ground, self.prover.limits.tactic, spend)

        def more() -> None:
            found = harvesting.keep_more(ground, inner, spend)
            self.harvested = tuple(found)
            memory.relate(self.place, [kept, *found], self._spend_at_most(memory.parameters.relate_calls))

        await self.lean.run("harvest", proved.script, more, self.budget.left().seconds)

    def _spend_at_most(self, most: int) -> Callable[[], bool]:
        """Counts files compiled after the proof, which is certified and stored; says no where the budget is spent."""
        left = most

        def spend() -> bool:
            nonlocal left
            if left < 1 or not self.budget.allows(lean_calls=1):
                return False
            left -= 1
            self.budget.spend_file()
            return True

        return spend

    def _keep_one(
        self, memory: Memory, place: Place, proved: Proved, verdict: Verdict, trivial: bool, rules: Sequence[str]
    ) -> None:
        known = memory.store.lemma(verdict.statement.key, verdict.environment) if verdict.statement else None
        if known is None or not known.reusable:
            origin = self.file.origin(verdict.name)
            memory.keep(place, proved, verdict, trivial=trivial, origin=origin, rules=list(rules))

    def _ended(self, status: Ending, reason: str | None) -> TheoremReport:
        calls = self.budget.lean_calls + (self.budget.aside_lean_calls if status == "proved" else 0)
        return TheoremReport(
            self.theorem.name,
            status,
            self.statement.key,
            self.statement.text,
            reason=reason,
            seconds=time.monotonic() - self.begun,
            lean_calls=calls,
            model_calls=self.budget.model_calls,
            tokens=self.budget.tokens,
            cost=round(self.budget.cost, 9) if self.budget.cost else None,
            lemmas_used=(),
        )

    def _report_progress(self, snapshot: Snapshot | None) -> None:
        if self.prover.progress is not None:
            name, budget = self.theorem.name, self.budget
            left = budget.seconds_left()
            self.prover.progress(Progress(str(self.file.path), name, snapshot, budget.tokens, budget.cost, left))


def _blank(text: str) -> str:
    """White space of the same length and lines."""
    return "".join("\n" if character == "\n" else " " for character in text)
