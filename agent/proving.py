"""The road of a theorem: its hole is opened, searched, certified, kept, and given back to its file."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from agent.budget import Budget, lean_calls_of
from agent.lemma_pool import FilePool
from agent.memory import Memory, Place, Proved, as_axiom, scope_hash
from agent.models.asking import Model
from agent.proposers import Proposer, Theory
from agent.proposers.theory import merge, scan
from agent.report import FileReport, TheoremReport
from agent.script import tactics_of
from agent.search import BestFirst, MakeStrategy, Search, SearchOptions, SearchResult, Snapshot, Trial, in_flight
from agent.turns import Free, Turns, TurnSession
from lemma_graph import failures, forgetting, library
from lemma_graph.experience import rows_of
from lemma_graph.model import VACUOUS, AttemptRecord, Effort, Lemma, stable_name, stable_names
from lemma_graph.normalise import is_simp
from prover_bridge import modules, source
from prover_bridge.backend import ChosenWorker
from prover_bridge.certificate import Statement, Verdict
from prover_bridge.certify import certify
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.launcher import Toolchain
from prover_bridge.outline import Outline, outline
from prover_bridge.pool import MakeWorker, SessionPool
from prover_bridge.protocol import Goal, Outcome, Session, SessionError, State, TryLimits
from prover_bridge.source import PlacedHole, Source, Theorem

# Whole files compiled for one theorem besides the search: its stub, its proof, and the clean text of the lemma.
CERTIFICATION_CALLS = 2
# One more where the theorem has hypotheses, which may contradict each other.
VACUITY_CALLS = 1
KEEPING_CALLS = 1
# A proof that is one of these needs no memory.
_CHEAP = frozenset(
    {"rfl", "simp", "decide", "trivial", "assumption", "contradiction", "simp_all", "omega", "intros; rfl"}
)

_LONGEST_EXAMPLE = 200  # characters of a tactic that is kept as an example

Ending = Literal["proved", "failed", "undecided"]
# Proposers for one theorem, whose model calls its budget counts.
MakeProposers = Callable[[Budget], Sequence[Proposer]]


@dataclass(frozen=True)
class Limits:
    """The budget of one theorem: wall seconds, Lean calls, model calls, tokens, cost, heartbeats (thousands; None: no
    limit); and the limits of one tactic."""

    seconds: float = 60.0
    lean_calls: int = 1000
    model_calls: int = 100
    tokens: int | None = None
    cost: float | None = None
    heartbeats: int | None = None
    tactic: TryLimits = field(default_factory=lambda: TryLimits(seconds=5.0))

    def budget(self, clock: Callable[[], float] = time.monotonic) -> Budget:
        """A fresh budget of these limits; its clock starts now."""
        return Budget(
            self.seconds,
            self.lean_calls,
            self.model_calls,
            self.tokens,
            self.cost,
            self.heartbeats,
            clock=clock,
        )


@dataclass(frozen=True)
class Progress:
    """For a live line: which theorem, where its search stands (None before it starts), what the model has cost."""

    file: str
    theorem: str
    snapshot: Snapshot | None
    tokens: int = 0
    cost: float = 0.0


class Prover:
    """Proves files one after the other, with one memory or none. Use as an asynchronous context manager.

    stopped: called with what `prove_file` has found so far where it is cancelled or a UserError ends it.
    model: for the budget of a theorem, to strategies that ask it for more than tactics.
    turns: under which calls to Lean and to models end, so that a run can be recorded and replayed.
    Every certified theorem is in the store before the next one is begun, so stopping at any moment loses none.
    """

    def __init__(
        self,
        toolchain: Toolchain,
        proposers: MakeProposers,
        *,
        memory: Memory | None = None,
        limits: Limits | None = None,
        seed: int = 0,
        workers: int = 1,
        make_worker: MakeWorker = ChosenWorker,
        strategy: MakeStrategy = BestFirst,
        progress: Callable[[Progress], None] | None = None,
        stopped: Callable[[FileReport, str], None] | None = None,
        turns: Turns | None = None,
        model: Callable[[Budget], Model | None] | None = None,
    ) -> None:
        self.toolchain = toolchain
        self.proposers = proposers
        self.memory = memory
        self.limits = limits or Limits()
        self.seed = seed
        self.workers = workers
        self.make_worker = make_worker
        self.strategy = strategy
        self.progress = progress
        self.stopped = stopped
        self.turns = turns or Free()
        self.model = model
        self._session: tuple[Environment, SessionPool] | None = None

    async def __aenter__(self) -> Prover:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """End every Lean process of this prover."""
        if self._session is not None:
            session, self._session = self._session[1], None
            await session.close()

    async def session(self, environment: Environment) -> Session:
        """The session of an environment; one at a time is kept open."""
        if self._session is None or self._session[0] != environment:
            await self.close()
            pool = SessionPool(environment, workers=self.workers, make_worker=self.make_worker)
            self._session = (environment, pool)
        return TurnSession(self._session[1], self.turns)

    @property
    def open_session(self) -> Session | None:
        """The session that is open, if one is."""
        return None if self._session is None else self._session[1]

    async def prove_file(self, path: Path, theorem: str | None = None) -> tuple[FileReport, str]:
        """Prove the theorems of a file that still have a `sorry`, or the one named; the report and the new text.

        Raises UserError where the file is no Lean text that elaborates, or has no such theorem.
        """
        file = await asyncio.to_thread(FileProof, self, path, theorem)
        try:
            await file.run()
        except (asyncio.CancelledError, UserError) as error:
            if self.stopped is not None:
                self.stopped(file.report(str(error) or "stopped before its turn ended"), file.finished)
            raise
        return file.report(), file.finished


class FileProof:
    """The work on one file. Its text grows with each proof, so that later theorems may use earlier ones."""

    def __init__(self, prover: Prover, path: Path, theorem: str | None, text: Source | None = None) -> None:
        """text: what is to be proved in place of the file's own text."""
        self.prover = prover
        self.path = path
        self.original = text or source.read(path, prover.toolchain)
        self.environment = self.original.environment
        self.wanted = self._wanted(theorem)
        self.outline: Outline = outline(self.environment, self.original.text, file_name=str(path))
        self.current = self.original
        self.text = self.original.text
        self.imported = self._imported_theory()
        self.open_theorems: set[str] = set()
        self.reports: list[TheoremReport] = []
        # What the file proves itself, certified along with the first proof found; kept where a proof stands on it.
        self.own = [each.name for each in self.original.theorems if not each.holes]
        self.own_verdicts: dict[str, Verdict] = {}

    def _wanted(self, theorem: str | None) -> list[str]:
        if theorem is not None:
            self.original.theorem(theorem)
            return [theorem]
        return [each.name for each in self.original.theorems if each.holes]

    def _imported_theory(self) -> Theory:
        sources = modules.local_sources(self.path, self.original.text).values()
        return merge(*(scan(file.read_text(encoding="utf-8")) for file in sources))

    def with_source(self, text: Source) -> FileProof:
        """The work on another text in place of this file."""
        return FileProof(self.prover, self.path, None, text)

    async def run(self) -> None:
        """Work on the wanted theorems, one after the other."""
        for name in self.wanted:
            done = await self.prove_one(name)
            self.reports.append(done)
            if done.status != "proved":
                self.open_theorems.add(name)

    def report(self, stopped: str = "") -> FileReport:
        """What was found so far. stopped: why the theorems that are still to come are undecided."""
        rest = [TheoremReport(name, "undecided", reason=stopped) for name in self.wanted[len(self.reports) :]]
        where = self.environment
        theorems, reading = (*self.reports, *rest), self.original.reading
        left_out = reading.left_out if reading is not None else None
        return FileReport(str(self.path), where.content_hash, where.name, theorems, left_out)

    @property
    def finished(self) -> str:
        """The text with the proofs found so far, under the file's own header."""
        reading = self.original.reading
        return self.text if reading is None else reading.restore(self.text)

    def attempt(self, name: str, budget: Budget | None = None, *, pool: bool = True) -> TheoremProof:
        """The work on a theorem that has a statement. pool: whether plans may put lemmas before it."""
        statement = self.outline.statement(name)
        assert statement is not None
        return TheoremProof(self, self.current.theorem(name), statement, budget, pool=pool)

    async def prove_one(self, name: str, budget: Budget | None = None) -> TheoremReport:
        """Prove one theorem. budget: a share of another theorem's budget, for a lemma of its plan."""
        if self.text != self.current.text:
            self.current = source.parse(self.text, self.environment, str(self.path))
        statement = self.outline.statement(name)
        theorem = self.current.theorem(name)
        if statement is None:
            return TheoremReport(name, "undecided", reason="an example has no name: give it one with `theorem`")
        if not theorem.holes:
            return TheoremReport(name, "failed", statement.key, statement.text, reason="it has no `sorry` to prove")
        await self.prover.turns.tick(f"{self.path.name}: {name}")
        attempt = TheoremProof(self, theorem, statement, budget, pool=budget is None)
        if self.prover.memory is None:
            return await attempt.run()
        store = self.prover.memory.store
        environment = self.environment.content_hash
        episode = store.start_episode(name, environment, statement_key=statement.key, seed=self.prover.seed)
        report = await attempt.run()
        if report.status == "proved":
            for goal, tactic, keys in attempt.help_given(report.lemmas_used or ()):
                # The ranker sees what was known before this goal was closed.
                self.prover.memory.learn(attempt.place, goal, keys)
                store.helped(episode, goal, keys, tactic)
            if report.lemmas_used and not report.from_memory:
                self.prover.memory.learn(attempt.place, None, report.lemmas_used)
        store.finish_episode(
            episode,
            report.status,
            lean_calls=report.lean_calls or 0,
            model_calls=report.model_calls or 0,
            seconds=report.seconds or 0.0,
            saved=attempt.saved_calls,
        )
        store.record_offers(episode, environment, attempt.offers.items())
        forgetting.within_budget(store, self.prover.memory.parameters)
        return report

    def accept(self, text: str) -> None:
        """Go on with a text in which one more theorem is proved."""
        self.text = text


class TheoremProof:
    """The work on one theorem."""

    def __init__(
        self,
        file: FileProof,
        theorem: Theorem,
        statement: Statement,
        budget: Budget | None = None,
        *,
        pool: bool = True,
    ) -> None:
        """budget: None for the limits of the run. pool: whether plans may put lemmas before the theorem."""
        self.file = file
        self.prover = file.prover
        self.memory = file.prover.memory
        self.theorem = theorem
        self.statement = statement
        self.place = Place(file.current, theorem, statement, file.outline.contents)
        limits = file.prover.limits
        overhead = CERTIFICATION_CALLS + VACUITY_CALLS + (KEEPING_CALLS if self.memory is not None else 0)
        self.budget = budget or limits.budget(file.prover.turns.clock)
        # Set aside from the start, so that what is found can be certified.
        self.overhead = min(overhead, self.budget.left().lean_calls or 0)
        if self.budget.max_lean_calls is not None:
            self.budget.max_lean_calls -= self.overhead
        self.pool = FilePool(self) if pool and len(theorem.holes) == 1 else None
        self.begun = time.monotonic()
        self.trials: list[AttemptRecord] = []
        self.closing: list[Trial] = []
        self.offers: dict[str, Sequence[str]] = {}  # goal key → keys of the lemmas offered for it
        self._saved: dict[tuple[str, str], int] = {}  # what was not tried since it failed before → its Lean calls
        self.tactics: set[str] = set()  # of the proof that was found

    async def run(self) -> TheoremReport:
        self._report_progress(None)
        try:
            if self.memory is not None and (known := self.memory.known(self.place)) is not None:
                report = await self._recall(self.memory, known)
                if report is not None:
                    return report
            return await self._search()
        finally:
            if self.memory is not None:
                self.memory.store.record_attempts(self.trials)

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
            verdict, proved = await self._certified(text, self.theorem, [script])
            if verdict.status == "certified":
                report = await self._accepted(verdict, proved, recalled=True)
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
                working = self._move(await self.pool.finished())
                theorem = self.theorem
                placed = theorem.holes[0]
            text = source.put(working.text, placed, [result.script])
            if len(theorem.holes) == 1:
                break
            if not self.budget.allows(lean_calls=1):
                return self._ended("undecided", self.budget.exhausted())
            self.budget.spend_file()
            # Read again: the other holes have moved. The lemmas are not in the file yet, so it gets them first.
            working = source.parse(self._with_lemmas(text).text, self.file.environment, str(self.file.path))
            theorem = working.theorem(theorem.name)
        verdict, proved = await self._certified(text, theorem, scripts, contradictions=True)
        if verdict.status != "certified":
            status: Ending = "undecided" if verdict.status == "undecided" else "failed"
            return self._ended(status, f"the proof found was not certified: {verdict.reason}")
        return await self._accepted(verdict, proved, trivial=scripts[0] in _CHEAP)

    def _move(self, text: Source) -> Source:
        """Go on in a text in which lemmas of a plan stand before the theorem."""
        self.file.current = text
        self.theorem = text.theorem(self.theorem.name)
        self.place = replace(self.place, source=text, theorem=self.theorem)
        return text

    async def open_hole(self) -> State | None:
        """The state at the theorem's only hole; None where the budget does not allow it. Raises SessionError."""
        lemmas = self.memory.offered(self.place) if self.memory is not None else []
        opened = await self._open(self.file.current, self.theorem.holes[0], lemmas)
        return opened[0] if opened is not None else None

    async def _open(self, working: Source, placed: PlacedHole, lemmas: Sequence[Lemma]) -> tuple[State, str] | None:
        """The state at a hole, and the text before it; None where the budget does not allow it."""
        session = await self.prover.session(self.file.environment)
        for without_open in (True, False):  # a later statement may mention an earlier theorem that is still open
            context = self._context(working, placed, lemmas, without_open)
            if not self.budget.allows(lean_calls=1):
                return None
            self.budget.spend_file()
            try:
                return (await session.open(context, [placed.hole]))[0], context
            except SessionError:
                if not (without_open and self.file.open_theorems):
                    raise
        raise AssertionError

    async def _search_hole(self, working: Source, placed: PlacedHole, lemmas: Sequence[Lemma]) -> SearchResult:
        opened = await self._open(working, placed, lemmas)
        if opened is None:
            return SearchResult("undecided", None, (), self.budget.exhausted(), 0, ())
        session = await self.prover.session(self.file.environment)
        root, context = opened
        scope = scope_hash(context)
        try:
            return await Search(
                session,
                root,
                self.prover.proposers(self.budget),
                self.budget,
                theorem=self.theorem.name,
                statement=self.statement.text,
                theory=self.theory(),
                premises=self.memory.premises(self.place, lemmas, self._offered)
                if self.memory is not None
                else lambda _: (),
                options=SearchOptions(parallel=in_flight(self.prover.workers), limits=self.prover.limits.tactic),
                on_progress=self._report_progress,
                remember=lambda trial: self._remember(trial, scope),
                known_failure=self._failures(scope),
                seed=self.prover.seed,
                strategy=self.prover.strategy,
                model=self.prover.model(self.budget) if self.prover.model is not None else None,
                context=working.text[: self.theorem.start],
                declaration=placed.hole.before + "sorry" + placed.hole.after,
                pool=self.pool,
                examples=self.memory.examples(self.file.environment) if self.memory is not None else lambda _: (),
            ).run()
        finally:
            session.drop(root)
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

    def _with_lemmas(self, text: str) -> library.Pasted:
        """The text with the stored lemmas that it mentions, in front of what mentions them."""
        if self.memory is None:
            return library.paste(text, [])
        environment = self.file.environment.content_hash
        return library.finished_text(self.memory.store, text, environment, self.place.definitions)

    async def _certified(
        self, text: str, theorem: Theorem, scripts: Sequence[str], *, contradictions: bool = False
    ) -> tuple[Verdict, Proved]:
        """Check `text`, in which the theorem is proved, against the user's own file."""
        end = len(text) - (len(self.file.current.text) - self.theorem.end)
        declaration = text[theorem.start : end]
        finished = self._with_lemmas(text).text
        own = [] if self.memory is None or self.file.own_verdicts else self.file.own
        verdicts = await self.prover.turns.run(
            "certify",
            finished,
            lambda _: asyncio.to_thread(
                certify,
                self.file.environment,
                finished,
                file_name=str(self.file.path),
                stub=self.file.original.text,
                names=[self.theorem.name, *own],
                contradictions=contradictions,
            ),
        )
        if verdicts[0].status == "certified":
            self.file.own_verdicts |= {each.name: each for each in verdicts[1:] if each.status == "certified"}
        return verdicts[0], Proved(finished, declaration, "\n".join(scripts))

    async def _accepted(
        self, verdict: Verdict, proved: Proved, *, trivial: bool = False, recalled: bool = False
    ) -> TheoremReport:
        used: dict[str, Lemma] = {}
        if self.memory is not None:
            keys = [use.statement_key for use in verdict.uses if use.statement_key and use.module is None]
            used = self.memory.store.lemmas_by_key(keys, self.file.environment.content_hash)
            if not recalled:
                memory, cheap = self.memory, trivial and not used
                await self.prover.turns.run(
                    "keep", proved.script, lambda _: asyncio.to_thread(self._keep, memory, proved, verdict, cheap)
                )
                self._note_effort(self.memory, verdict, proved.script)
            self.memory.store.record_closed(self.file.environment.content_hash, rows_of(self._closed()))
            forgetting.restore(self.memory.store, used)  # what is used is not forgotten
        self.file.accept(proved.text)
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
        kept = memory.store.lemma(verdict.statement.key, verdict.environment) if verdict.statement else None
        if kept is not None and not trivial:
            memory.harvest(self.place, kept, self._spend_on_harvest(memory.parameters.harvest_calls))

    def _spend_on_harvest(self, most: int) -> Callable[[], bool]:
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
            origin = f"{self.file.path.name}: {verdict.name}"
            memory.keep(place, proved, verdict, trivial=trivial, origin=origin, rules=list(rules))

    def _ended(self, status: Ending, reason: str | None) -> TheoremReport:
        calls = self.budget.lean_calls + (self.overhead if status == "proved" else 0)
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

    def _remember(self, trial: Trial, scope: str) -> None:
        if self.memory is None:
            return
        if trial.closed:
            self.closing.append(trial)
        self.trials.append(
            AttemptRecord(
                trial.goal_key,
                trial.tactic,
                trial.limits,
                self.file.environment.content_hash,
                scope,
                trial.outcome,
                trial.seconds,
                failures.error_class(trial.message) if trial.outcome is Outcome.ERROR else "",
            )
        )

    def _offered(self, goal_key: str, keys: Sequence[str]) -> None:
        self.offers.setdefault(goal_key, keys)

    @property
    def saved_calls(self) -> int:
        """Lean calls not spent on tactics that were remembered to fail."""
        return sum(self._saved.values())

    def _closed(self) -> list[tuple[Goal, str]]:
        """The goals that the proof found closed by one tactic that names no stored lemma."""
        return [
            (trial.goal, trial.tactic)
            for trial in self.closing
            if trial.tactic in self.tactics and len(trial.tactic) <= _LONGEST_EXAMPLE and not stable_names(trial.tactic)
        ]

    def help_given(self, used: Sequence[str]) -> Iterator[tuple[Goal, str, list[str]]]:
        """The goals that a tactic with stored lemmas closed. used: keys of the lemmas in the finished proof."""
        names = {key: stable_name(key) for key in used}
        for trial in self.closing:
            if keys := [key for key, name in names.items() if name in trial.tactic]:
                yield trial.goal, trial.tactic, keys

    def _failures(self, scope: str) -> Callable[[str, str], bool] | None:
        """Whether a tactic is remembered to fail on a goal in this very scope."""
        memory = self.memory
        if memory is None:
            return None
        environment, limits = self.file.environment.content_hash, self.prover.limits.tactic
        cache: dict[str, frozenset[str]] = {}

        def known(goal_key: str, tactic: str) -> bool:
            if goal_key not in cache:
                found = memory.store.known_failures([goal_key], environment, scope, limits)
                cache[goal_key] = found.get(goal_key, frozenset())
            if tactic not in cache[goal_key]:
                return False
            self._saved[goal_key, tactic] = lean_calls_of(tactic)
            return True

        return known

    def _report_progress(self, snapshot: Snapshot | None) -> None:
        if self.prover.progress is not None:
            name, budget = self.theorem.name, self.budget
            self.prover.progress(Progress(str(self.file.path), name, snapshot, budget.tokens, budget.cost))


def _blank(text: str) -> str:
    """White space of the same length and lines."""
    return "".join("\n" if character == "\n" else " " for character in text)
