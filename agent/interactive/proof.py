"""One theorem's proof under construction: a tree of steps with a cursor, kept in a journal as it grows."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from agent.budget import Budget
from agent.interactive import filing, hints, inner
from agent.interactive import journal as journals
from agent.interactive.background import OnProgress, Search, apart
from agent.interactive.filing import WrittenBack
from agent.interactive.hints import FoundLemma, Suggestion
from agent.interactive.inner import Finished
from agent.interactive.journal import Begun, Journal, Kept
from agent.interactive.lean_side import LeanSide, Stale, choose, goals_in_words, work_on
from agent.interactive.readable import Readable, library_names
from agent.interactive.steps import Step, Tried
from agent.interactive.working import Working
from agent.interactive.written import written
from agent.memory import Proved
from agent.proposers import Theory
from agent.report import TheoremReport
from agent.run import Run
from agent.search import SearchResult, Snapshot
from lemma_graph.model import Lemma
from prover_bridge import source
from prover_bridge.certificate import Verdict
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.protocol import SessionError

# What suggestions may take together.
SUGGESTING_SECONDS = 20.0


class ProofInHand(Working):
    """A proof that a person makes, one tactic after the other.

    file, theorem, statement: what is proved; root, cursor: of the tree of steps. notes: what there is to say at the
    start, one sentence each. Nothing here is believed: `certify` decides.

    Where a call of an asynchronous method is cancelled, what it tried is given up and the proof stays as it was.
    """

    def __init__(self, lean: LeanSide, names: Readable, journal: Journal, on_disk: str) -> None:
        """Use `open`."""
        super().__init__(lean, names, journal)
        self.theorem = lean.theorem.name
        self.statement = lean.road.statement.text
        self.file = lean.work.path
        self.notes: list[str] = []
        self._on_disk = on_disk
        self._searches: list[Search] = []
        self._resting: Step | None = None  # where a finished proof was refused for a `sorry` of another theorem
        self._certified: tuple[Step, Verdict, Proved, TheoremReport] | None = None

    # Opening and closing

    @classmethod
    async def open(cls, run: Run, path: Path, theorem: str | None = None, *, resume: bool = False) -> ProofInHand:
        """Open a theorem of a file, the first with a `sorry` unless named. Close it in the end.

        run: its options; the proof gets Lean processes of its own. resume: go on where a session of this theorem
        (unnamed: the latest of this file) stopped. Raises UserError where the file does not elaborate, has no such
        theorem, or there is nothing to prove or to resume.
        """
        own = run.beside()
        journal: Journal | None = None
        kept: Kept | None = None
        try:
            if resume:
                journal, kept = journals.earlier(path, theorem)
                theorem = kept.begun.theorem
            text = on_disk = source.text_of(path)
            changed = kept is not None and not kept.is_of(text)
            if kept is not None and not changed:
                text = kept.begun.text  # what was written back is a part of the steps
            work = await work_on(own, path, text)
            if journal is not None and changed and not work.original.theorem(theorem or "").holes:
                raise UserError(
                    f"{path} changed since the session, and {theorem} has no `sorry` in it any more: the session is "
                    f"still kept in {journal.path}."
                )
            place = choose(work, theorem)
            journal = journal or Journal(journals.path_of(path, place.name))
            lean = LeanSide(own, work, place)
            proof = cls(lean, await asyncio.to_thread(lean.readable, library_names), journal, on_disk)
            await proof._begin(kept, text)
            return proof
        except BaseException:
            if journal is not None:
                journal.close()
            await own.close()
            raise

    async def close(self) -> None:
        """End the Lean processes of this proof. The journal stays, for `resume`."""
        for search in self._searches:
            search.cancel()
        for search in self._searches:
            await search.wait()
        self._journal.close()
        await self._lean.close()

    async def _begin(self, kept: Kept | None, text: str) -> None:
        self.root = self.cursor = await self._lean.begin()
        self._steps = {0: self.root}
        if self._lean.memory is not None and (known := self._lean.memory.known(self._lean.road.place)) is not None:
            self.notes.append(f"The memory has a proof of this very statement: `exact {self._names.name(known)} ..`")
        begun = Begun(str(self.file.resolve()), self.theorem, self._lean.road.statement.key, text)
        if kept is None:
            if self._journal.begin(begun):
                self.notes.append(f"An earlier session of this theorem was put aside: {self._journal.previous}.")
            return
        try:
            self._steps = journals.restore(kept, self.root)
        except ValueError as error:
            raise UserError(f"The session in {self._journal.path} is damaged: start a new one.") from error
        if kept.begun.text == text:
            self._journal.repair()
        else:  # the steps go into a journal of the new text
            self.notes.append(f"{self.file} changed since the session: its steps were tried again on the new text.")
            self._journal.begin(begun)
            for step in self.root.walk():
                if step.parent is not None:
                    self._journal.step(step)
        await self._go_back_to(self._steps.get(kept.at, self.root))
        self._journal.moved(self.cursor)

    async def _go_back_to(self, target: Step) -> None:
        """Put the cursor there, or where the steps that lead there stop working."""
        await self._lean.bring(self.root, [step.tactic for step in self._steps.values()])
        for step in [self.root, *target.path()]:
            try:
                await self._lean.states(step)
            except Stale as stale:
                self.notes.append(f"{self._names.told(str(stale))} The cursor stands before it.")
                return
            self.cursor = step

    # Where it stands

    @property
    def scripts(self) -> tuple[str, ...]:
        """The tactics so far for each `sorry` of the theorem, tidied, with `sorry` for open goals."""
        path = self.cursor.path()
        return tuple(written(self.root, path, hole) for hole in range(len(self._lean.theorem.holes)))

    @property
    def script(self) -> str:
        """As `scripts`, with readable names; of a theorem with several `sorry`s the whole, with them filled."""
        scripts = self.scripts
        return self.shown(scripts[0]) if len(scripts) == 1 else self.declaration

    @property
    def declaration(self) -> str:
        """The theorem with the proof so far."""
        text, place = filing.text_of(self._lean, self.scripts), self._lean.theorem
        return self.shown(text[place.start : len(text) - (len(self._lean.work.current.text) - place.end)])

    @property
    def theorems(self) -> tuple[tuple[str, bool], ...]:
        """The theorems of the file, in its order, each with whether it has a `sorry`."""
        return tuple((each.name, bool(each.holes)) for each in self._lean.work.original.theorems)

    @property
    def theory(self) -> Theory:
        """What is in scope at the theorem besides its goals."""
        return self._lean.road.theory()

    @property
    def environment(self) -> Environment:
        """The toolchain and what the file imports."""
        return self._lean.work.environment

    @property
    def offered(self) -> dict[str, Lemma]:
        """The lemmas of the memory that stand before the theorem here, by the names that tactics give them."""
        return {self._names.name(lemma): lemma for lemma in self._lean.lemmas}

    # Help

    async def suggestions(self, count: int = 8) -> list[Suggestion]:
        """Tactics that work on the focused goal, as the proposers and the memory have them, tried already; those that
        close it first. Raises UserError where a proposer cannot work at all."""
        async with self._lock:
            goal = self.focused
            if goal is None:
                return []
            lean, step, on = self._lean, self.cursor, self.cursor.focus
            try:
                state = await lean.state(step, on)
                road = lean.new_road(self._budget(SUGGESTING_SECONDS))
                placed = lean.theorem.holes[step.hole(on)]
                task = await road.search_at(state, "", lean.work.current, placed, lean.lemmas)
                place = hints.Focused(state, goal.key, step.at[on])
                ideas = hints.Ideas(task, place, [each.tactic for each in step.path()])
                try:
                    found = []
                    for proposal, by_model, attempt in await ideas.best(count):
                        lean.note(step, on, proposal.tactic, attempt)
                        said = self.shown(proposal.tactic)
                        tried = self._told(self._tried(step, on, proposal.tactic, attempt), said)
                        who = hints.origin(proposal, by_model, task.premises(goal), self.offered)
                        found.append((Suggestion(said, who, tried), proposal.score))
                finally:
                    ideas.close()
            except (Stale, SessionError) as error:
                raise UserError(str(error)) from error
            return hints.ranked(found, goal, count)

    async def lemmas(self, pattern: str = "", count: int = 20) -> list[FoundLemma]:
        """Lemmas of the graph, of the file before this one and of the library: by words, a name, or a pattern.

        Without a pattern, what promises most for the focused goal.
        """
        found = await asyncio.to_thread(
            hints.lemmas_for, self._lean.road, pattern, self.focused, self.offered, self._names.name, count
        )
        return found

    def search(self, seconds: float, on_progress: OnProgress | None = None) -> Search:
        """Set the agent on the focused goal, in the background and in a Lean of its own. Raises UserError without one.

        on_progress: called at each new stand, and when it ends.
        """
        step, goal = self._focused_at()
        found = Search(step, goal, seconds, self._searched, on_progress)
        self._searches.append(found)
        return found

    async def take(self, search: Search) -> Tried:
        """Apply what a search has found, here if its goal is still open, else where it began; the cursor moves there.

        Raises UserError where it has found nothing.
        """
        if search.script is None:
            raise UserError("The search has found no proof.")
        if search.goal_id not in self.cursor.ids:
            self.go_to(search.step.id)
        self.focus(self.cursor.ids.index(search.goal_id))
        return await self.apply(search.script)

    async def _searched(self, search: Search) -> SearchResult:
        lean, loop = self._lean, asyncio.get_running_loop()
        lemmas, current = list(lean.lemmas), lean.work.current
        placed = lean.hole_at(self.root, search.step, search.goal_id)

        def note(stand: Snapshot) -> None:
            loop.call_soon_threadsafe(search.note, stand)

        async def work() -> SearchResult:
            async with lean.run.beside() as run:
                road = lean.new_road(self._budget(search.seconds), run)
                opened = await road.open_at(current, placed, lemmas)
                assert opened is not None  # only time is limited, and it has just begun
                task = await road.search_at(*opened, current, placed, lemmas)
                task.on_progress = note
                try:
                    return await task.run()
                finally:
                    road.record.write()

        found = await apart(work)
        return replace(found, script=found.script and self.shown(found.script))

    def _budget(self, seconds: float) -> Budget:
        """For the agent's own work: so much time, and of models what a theorem may take."""
        limits = self._lean.run.limits
        return Budget(seconds, None, limits.model_calls, limits.tokens, limits.cost)

    # What comes out

    async def certify(self) -> TheoremReport:
        """Check the finished proof as every proof is checked; only a report with the status `proved` is a proof.

        Raises UserError where goals are open.
        """
        async with self._lock:
            return (await self._certify())[3]

    async def _certify(self) -> tuple[Step, Verdict, Proved, TheoremReport]:
        if not self.finished:
            raise UserError(f"{self.theorem} still has {goals_in_words(self.goals)}: close them first.")
        cursor, road = self.cursor, self._lean.road
        if self._certified is not None and self._certified[0] is cursor:
            return self._certified
        # The tidied one is our own reading of the steps; as they were run they have worked.
        ways = filing.ways(self.root, cursor, len(self._lean.theorem.holes))
        own = [tuple(map(self._names.with_own, scripts)) for scripts in ways]
        for scripts in dict.fromkeys([*own, *ways]):
            text = filing.text_of(self._lean, scripts)
            verdict, proved = await road.certified(text, self._lean.theorem, scripts, contradictions=True)
            if verdict.status == "certified":
                break
        found = (cursor, verdict, proved, road.report_on(verdict, proved))
        if "sorryAx" in verdict.axioms:
            self._resting = cursor
        if verdict.status == "certified":
            self._certified = found
        return found

    @property
    def rests_on_open(self) -> bool:
        """Whether the finished proof here was not certified since it uses what still has a `sorry` in the file."""
        return self._resting is self.cursor

    def finished_goals(self) -> list[Finished]:
        """The goals on the way to the cursor that had others beside them and are closed, in the order of the work."""
        return inner.finished_goals(self.root, self.cursor.path())

    async def accept(self, name: str | None = None, step: int | None = None) -> TheoremReport:
        """Certify the theorem and keep it in the lemma graph. Raises UserError without a memory.

        name: keep a finished goal inside of it instead, as a lemma of this name: the one on which `step` (a number)
        began to work, as `finished_goals` lists them, or the largest that the last step helped to close. Later tactics
        may use it by the name that `lemmas` tells.
        """
        lean = self._lean
        if lean.memory is None:
            raise UserError("This session has no memory to keep a lemma in: leave out `--memory none`.")
        async with self._lock:
            if name is None:
                cursor, verdict, proved, report = await self._certify()
                if report.status != "proved":
                    return report
                lean.road.tactics = {each.tactic for each in cursor.path()}
                return await inner.kept(lean.work, lean.road, verdict, proved)
            finished = inner.chosen(self.root, self.cursor.path(), step)
            work, road, verdict, proved = await inner.certified(lean.work, lean.theorem, name, finished)
            if verdict.status != "certified":
                return road.report_on(verdict, proved)
            report = await inner.kept(work, road, verdict, proved)
            kept = lean.memory.store.lemma(road.statement.key, work.environment.content_hash)
            if kept is not None and kept.reusable:
                await lean.reopen(self.root, [kept, *(each for each in lean.lemmas if each.key != kept.key)])
            return report

    def changed_outside(self) -> bool:
        """Whether the file is another one than this proof has read or written."""
        try:
            return source.text_of(self.file) != self._on_disk
        except UserError:
            return True

    async def write(self) -> WrittenBack:
        """Put the proof, as far as it is, into the file, with what it uses of the memory; the old file is kept beside.

        What is written was compiled before, with `sorry` where goals are open. Raises UserError where the file changed
        outside: it is then left alone, and the script is saved elsewhere, as the error says; or where there is nothing
        to write.
        """
        self._refuse_changed()
        async with self._lock:
            lean, left_out = self._lean, 0
            if self._certified is not None and self._certified[0] is self.cursor:
                text = await filing.readable(lean, self._names, self._certified[2].text)
            else:
                text, left_out = await filing.unfinished(lean, self._names, self.root, self.cursor)
            reading = lean.work.original.reading
            text = text if reading is None else reading.restore(text)
        self._refuse_changed()
        if text == self._on_disk:
            why = f"; the proof so far, of which no text compiles, is saved in {self.save()}" if left_out else ""
            raise UserError(f"There is nothing to write: {self.file} has this text already{why}.")
        copied = filing.put(self.file, text, self._on_disk)
        self._on_disk = text
        self._journal.written(text)
        return WrittenBack(copied, left_out)

    def _refuse_changed(self) -> None:
        if self.changed_outside():
            raise UserError(
                f"{self.file} changed outside since this proof was opened: it is left alone. Opened again with "
                f"`resume`, the steps are tried on the new text; the proof is also saved in {self.save()}."
            )

    def save(self) -> Path:
        """Save the theorem with its proof so far as text beside the journal; where."""
        path = self._journal.path.with_suffix(".lean")
        try:
            path.write_text(self.declaration + "\n", encoding="utf-8")
        except OSError as error:
            raise UserError(f"The proof cannot be saved in {path} ({error.strerror or error}).") from error
        return path
