"""Files proved one after the other: each theorem in its turn, in the text that grows with the proofs found."""

from __future__ import annotations

import asyncio
from pathlib import Path

from agent.budget import Budget
from agent.lemma_pool import FilePool
from agent.proposers import Theory
from agent.proposers.theory import merge, scan
from agent.report import FileReport, TheoremReport
from agent.run import Run
from agent.theorem_proof import FileWork, TheoremProof
from lemma_graph import forgetting
from prover_bridge import modules, source
from prover_bridge.certificate import Statement, Verdict
from prover_bridge.errors import UserError
from prover_bridge.outline import Outline, outline
from prover_bridge.source import Source, Theorem


class Prover(Run):
    """Proves files, with one memory or none.

    Every certified theorem is in the store before the next one is begun, so stopping at any moment loses none.
    """

    async def prove_file(self, path: Path, theorem: str | None = None) -> tuple[FileReport, str]:
        """Prove the theorems of a file that still have a `sorry`, or the one named; the report and the new text.

        Raises UserError where the file is no Lean text that elaborates, or has no such theorem.
        """
        begun = self.turns.clock()
        file = await self.turns.run("read", path.name, lambda _: asyncio.to_thread(FileProof, self, path, theorem))
        file.reading_seconds = self.turns.clock() - begun
        try:
            await file.run()
        except (asyncio.CancelledError, UserError) as error:
            if self.stopped is not None:
                self.stopped(file.report(str(error) or "stopped before its turn ended"), file.finished)
            raise
        return file.report(), file.finished


class FileProof(FileWork):
    """The work on one file. Its text grows with each proof, so that later theorems may use earlier ones."""

    def __init__(
        self,
        prover: Run,
        path: Path,
        theorem: str | None,
        text: Source | None = None,
        told: Outline | None = None,
        imported: Theory | None = None,
    ) -> None:
        """text: what is to be proved in place of the file's own text. told: its outline, imported: what its local
        modules state, where these are known."""
        self.prover = prover
        self.path = path
        self.original = text or source.read(path, prover.toolchain)
        self.environment = self.original.environment
        self.wanted = self._wanted(theorem)
        self.outline: Outline = told or outline(self.environment, self.original.text, file_name=str(path))
        self.current = self.original
        self.text = self.original.text
        self.imported = imported if imported is not None else self._imported_theory()
        self.open_theorems: set[str] = set()
        self.reports: list[TheoremReport] = []
        # What the file proves itself, certified along with the first proof found; kept where a proof stands on it.
        self.own = [each.name for each in self.original.theorems if not each.holes]
        self.own_verdicts: dict[str, Verdict] = {}
        self.reading_seconds = 0.0

    def _wanted(self, theorem: str | None) -> list[str]:
        if theorem is not None:
            self.original.theorem(theorem)
            return [theorem]
        return [each.name for each in self.original.theorems if each.holes]

    def _imported_theory(self) -> Theory:
        sources = modules.local_sources(self.path, self.original.text).values()
        return merge(*(scan(file.read_text(encoding="utf-8")) for file in sources))

    def with_source(self, text: Source) -> FileProof:
        file = FileProof(self.prover, self.path, None, text)
        file.reading_seconds = self.reading_seconds
        return file

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

    def attempt(self, name: str, budget: Budget) -> TheoremProof:
        statement = self.outline.statement(name)
        assert statement is not None
        return TheoremProof(self, self.current.theorem(name), statement, budget)

    def start(self, theorem: Theorem, statement: Statement, budget: Budget | None) -> TheoremProof:
        """The work on a theorem; with a budget of its own it has no plans."""
        return TheoremProof(self, theorem, statement, budget, pool=FilePool if budget is None else None)

    def origin(self, name: str) -> str:
        """Where a theorem of the file comes from, for people."""
        memory = self.prover.memory
        campaign = f"{memory.origin}, " if memory is not None and memory.origin else ""
        return f"{campaign}{self.path.name}: {name}"

    async def prove_one(self, name: str, budget: Budget | None = None) -> TheoremReport:
        """Prove one theorem. budget: a share of another theorem's, for a lemma of its plan, which has no plans."""
        if self.text != self.current.text:
            self.current = source.parse(self.text, self.environment, str(self.path))
        statement = self.outline.statement(name)
        theorem = self.current.theorem(name)
        if statement is None:
            return TheoremReport(name, "undecided", reason="an example has no name: give it one with `theorem`")
        if not theorem.holes:
            return TheoremReport(name, "failed", statement.key, statement.text, reason="it has no `sorry` to prove")
        await self.prover.turns.tick(f"{self.path.name}: {name}")
        attempt = self.start(theorem, statement, budget)
        if self.prover.memory is None:
            return await attempt.run()
        store = self.prover.memory.store
        environment = self.environment.content_hash
        episode = store.start_episode(name, environment, statement_key=statement.key, seed=self.prover.seed)
        report = await attempt.run()
        self.remember(attempt, report, episode)
        return report

    def remember(self, attempt: TheoremProof, report: TheoremReport, episode: int) -> None:
        """Tell the memory how the work on a theorem ended. episode: as the store numbered it when it began."""
        memory, environment = self.prover.memory, self.environment.content_hash
        if memory is None:
            return
        if report.status == "proved":
            for goal, tactic, keys in attempt.record.help_given(report.lemmas_used or ()):
                # The ranker sees what was known before this goal was closed.
                memory.learn(attempt.place, goal, keys)
                memory.store.helped(episode, goal, keys, tactic)
            if report.lemmas_used and not report.from_memory:
                memory.learn(attempt.place, None, report.lemmas_used)
        memory.store.finish_episode(
            episode,
            report.status,
            lean_calls=report.lean_calls or 0,
            model_calls=report.model_calls or 0,
            seconds=report.seconds or 0.0,
            saved=attempt.record.saved_calls,
        )
        memory.store.record_offers(episode, environment, attempt.record.offers.items())
        forgetting.within_budget(memory.store, memory.parameters)

    def accept(self, text: str) -> None:
        self.text = text
