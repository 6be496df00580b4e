"""One theorem's proof under construction: a tree of steps with a cursor, kept in a journal as it grows."""

from __future__ import annotations

import asyncio
import copy
import textwrap
from collections.abc import Sequence
from pathlib import Path

from agent.budget import Budget, lean_calls_of
from agent.interactive import journal as journals
from agent.interactive import steps as trees
from agent.interactive.journal import Begun, Journal, Kept, file_hash
from agent.interactive.steps import Step, Tried, on_goal
from agent.interactive.written import raw, written
from agent.memory import Proved, scope_hash
from agent.proving import FileProof
from agent.report import TheoremReport
from agent.run import Run
from agent.search import Trial
from agent.theorem_proof import TheoremProof
from agent.writing import write_back
from lemma_graph.model import Lemma
from prover_bridge import source
from prover_bridge.certificate import Verdict
from prover_bridge.errors import UserError
from prover_bridge.protocol import Attempt, Goal, Outcome, Session, SessionError, State, TryLimits
from prover_bridge.source import Theorem

# A person waits longer than a search, and stops it when it is enough.
LIMITS = TryLimits(seconds=60.0)


class ProofInHand:
    """A proof that a person makes, one tactic after the other.

    file, theorem, statement: what is proved; root, cursor: of the tree of steps. notes: what there is to say at the
    start, one sentence each. limits: of each tactic. Nothing here is believed: `certify` decides.

    One call of an asynchronous method is at work at a time; others wait for it. Where one is cancelled, the tactic
    that it tried is given up and the proof stays as it was.
    """

    def __init__(self, run: Run, work: FileProof, theorem: Theorem, journal: Journal, *, on_disk: str) -> None:
        """Use `open`."""
        statement = work.outline.statement(theorem.name)
        assert statement is not None
        self.theorem = theorem.name
        self.statement = statement.text
        self.file = work.path
        self.notes: list[str] = []
        self.limits = LIMITS
        self.root: Step
        self.cursor: Step
        self._run = run
        self._work = work
        self._place = theorem
        self._journal = journal
        self._on_disk = on_disk
        self._steps: dict[int, Step] = {}
        self._lock = asyncio.Lock()
        self._theorem = self._attempt()
        self._lemmas: list[Lemma] = []
        self._scopes: tuple[str, ...] = ()
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
        try:
            kept: Kept | None = None
            if resume:
                journal, kept = _earlier(path, theorem)
                theorem = kept.begun.theorem
            text = source.text_of(path)
            unchanged = kept is not None and file_hash(text) in {file_hash(kept.begun.text), *kept.written}
            work = await asyncio.to_thread(_work, own, path, kept.begun.text if kept and unchanged else text)
            if kept is not None and not unchanged and _is_done(work, kept.begun.theorem):
                raise UserError(
                    f"{path} changed since the session, and {kept.begun.theorem} has no `sorry` in it any more: "
                    f"the session is still kept in {journal.path if journal else ''}."
                )
            place = _wanted(work, path, theorem)
            if journal is None:
                journal = Journal(journals.path_of(path, place.name))
            proof = cls(own, work, place, journal, on_disk=text)
            await proof._begin(kept, text if kept is None or not unchanged else kept.begun.text)
            if kept is not None and not unchanged:
                proof.notes.append(f"{path} changed since the session: its steps were tried again on the new text.")
            return proof
        except BaseException:
            if journal is not None:
                journal.close()
            await own.close()
            raise

    async def close(self) -> None:
        """End the Lean processes of this proof. The journal stays, for `resume`."""
        self._theorem.record.write()
        self._journal.close()
        await self._run.close()

    async def _begin(self, kept: Kept | None, text: str) -> None:
        self._lemmas = self._offered()
        states = await self._open_holes()
        self.root = self.cursor = trees.root(states)
        self._steps = {0: self.root}
        begun = Begun(str(self.file.resolve()), self.theorem, self._theorem.statement.key, text)
        if kept is None:
            if self._journal.begin(begun):
                self.notes.append("An earlier session of this theorem was put aside; only the last one is kept.")
            return
        if kept.begun.text != text:  # the steps go into a journal of the new text
            self._journal.begin(begun)
        else:
            self._journal.repair()
        try:
            self._steps = journals.restore(kept, self.root)
        except ValueError as error:
            raise UserError(f"The session in {self._journal.path} is damaged: start without --resume.") from error
        if kept.begun.text != text:
            for step in self.root.walk():
                if step.parent is not None:
                    self._journal.step(step)
        await self._go_back_to(self._steps.get(kept.at, self.root))
        self._journal.moved(self.cursor)

    def _offered(self) -> list[Lemma]:
        """Lemmas of the memory that tactics may name; the theorem's own where it was proved before."""
        memory, place = self._theorem.memory, self._theorem.place
        if memory is None:
            return []
        known = memory.known(place)
        if known is None:
            return memory.offered(place)
        self.notes.append(f"The memory has a proof of this very statement: `exact {known.stable_name} ..` may use it.")
        return [known, *memory.offered(place)]

    async def _go_back_to(self, target: Step) -> None:
        """Put the cursor there, or where the steps that lead there stop working."""
        for step in [self.root, *target.path()]:
            focus = step.focus
            try:
                await self._states(step)
            except _Stale as stale:
                self.notes.append(f"{stale} The cursor stands before it.")
                return
            self.cursor = step
            step.focus = min(focus, max(0, len(step.goals) - 1))

    async def _open_holes(self) -> list[State]:
        states, scopes = [], []
        for placed in self._place.holes:
            try:
                opened = await self._theorem.open_at(self._work.current, placed, self._lemmas)
            except SessionError as error:
                raise UserError(f"{self.file}: {self.theorem} cannot be opened: {error}") from error
            assert opened is not None  # the budget has no limit
            states.append(opened[0])
            scopes.append(scope_hash(opened[1]))
        self._scopes = tuple(scopes)
        return states

    def _attempt(self, budget: Budget | None = None, run: Run | None = None) -> TheoremProof:
        """The road of the theorem. budget: none has no limit. run: with other Lean processes than this proof's."""
        work = self._work
        if run is not None:
            work = copy.copy(work)
            work.prover = run
        return work.attempt(self.theorem, budget or Budget())

    # Where it stands

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The open goals at the cursor."""
        return self.cursor.goals

    @property
    def focused(self) -> Goal | None:
        """The goal on which the next tactic works; None where none is open."""
        return self.cursor.goals[self.cursor.focus] if self.cursor.goals else None

    @property
    def finished(self) -> bool:
        """Whether no goal is open at the cursor. It is proved only when `certify` says so."""
        return self.cursor.finished

    @property
    def scripts(self) -> tuple[str, ...]:
        """The tactics so far for each `sorry` of the theorem, tidied, with `sorry` for open goals."""
        path = self.cursor.path()
        return tuple(written(self.root, path, hole) for hole in range(len(self._place.holes)))

    @property
    def script(self) -> str:
        """As `scripts`; where the theorem has several `sorry`s, the whole theorem with them filled."""
        scripts = self.scripts
        return scripts[0] if len(scripts) == 1 else self.declaration

    @property
    def declaration(self) -> str:
        """The theorem with the proof so far."""
        text = self._text(self.scripts)
        return text[self._place.start : len(text) - (len(self._work.current.text) - self._place.end)]

    def step(self, step_id: int) -> Step:
        """A step by its number. Raises UserError where there is none."""
        if step_id not in self._steps:
            raise UserError(f"There is no step {step_id}: the steps are numbered from 0 to {max(self._steps)}.")
        return self._steps[step_id]

    # Tactics

    async def apply(self, tactic: str) -> Tried:
        """Run a tactic, of one line or several, on the focused goal; the cursor moves on where it works.

        One that was applied at this place before leads to the same step again.
        """
        tactic = _plain(tactic)
        async with self._lock:
            if self.focused is None:
                raise UserError("No goal is open here: `undo` goes back, `certify` checks the proof.")
            parent, on = self.cursor, self.cursor.focus
            for child in parent.children:
                if child.tactic == tactic and child.on == on:
                    self._move(child)
                    return self._tried_before(child)
            try:
                [attempt] = await self._run_on(parent, on, [tactic])
            except _Stale as stale:
                return Tried(tactic, Outcome.ERROR, str(stale))
            if attempt.outcome not in (Outcome.CLOSED, Outcome.OPEN):
                return Tried(tactic, attempt.outcome, attempt.message, seconds=attempt.seconds)
            step = Step(max(self._steps) + 1, tactic, (), parent, (), (), (), attempt.seconds, on)
            trees.settle(step, parent, attempt.state)
            parent.children.append(step)
            self._steps[step.id] = step
            self._journal.step(step)
            self._move(step)
            return Tried(tactic, attempt.outcome, None, step, tuple(step.opened().values()), attempt.seconds)

    async def attempt(self, tactics: Sequence[str]) -> list[Tried]:
        """Try tactics on the focused goal, each by itself; nothing moves."""
        tactics = [_plain(tactic) for tactic in tactics]
        async with self._lock:
            if self.focused is None:
                raise UserError("No goal is open here: `undo` goes back, `certify` checks the proof.")
            parent, on = self.cursor, self.cursor.focus
            try:
                attempts = await self._run_on(parent, on, tactics)
            except _Stale as stale:
                return [Tried(tactic, Outcome.ERROR, str(stale)) for tactic in tactics]
            session = await self._session()
            found = []
            for tactic, attempt in zip(tactics, attempts, strict=True):
                opened: tuple[Goal, ...] = ()
                if attempt.outcome in (Outcome.CLOSED, Outcome.OPEN):
                    step = Step(max(self._steps) + 1, tactic, (), parent, (), (), (), attempt.seconds, on)
                    trees.settle(step, parent, attempt.state)
                    opened = tuple(step.opened().values())
                if attempt.state is not None:
                    session.drop(attempt.state)
                found.append(Tried(tactic, attempt.outcome, attempt.message, None, opened, attempt.seconds))
            return found

    def undo(self) -> Step:
        """Go back by one step, which stays in the tree. Raises UserError at the beginning."""
        parent = self.cursor.parent
        if parent is None:
            raise UserError("There is nothing to undo: this is the beginning of the proof.")
        parent.latest = self.cursor
        parent.focus = self.cursor.on
        return self._move(parent)

    def redo(self, child: int | None = None) -> Step:
        """Go on to a step that was made here before: the one last left by `undo`, else the newest, or that of this
        number among `cursor.children` (from 0). Raises UserError where there is none."""
        children = self.cursor.children
        if not children:
            raise UserError("There is nothing to redo here: no step was made at this place.")
        if child is None:
            return self._move(self.cursor.latest or children[-1])
        if not 0 <= child < len(children):
            raise UserError(f"There is no step {child} to redo: from here lead {len(children)}, numbered from 0.")
        return self._move(children[child])

    def go_to(self, step_id: int) -> Step:
        """Put the cursor on any step of the tree. Raises UserError where there is none of this number."""
        return self._move(self.step(step_id))

    def focus(self, goal: int) -> None:
        """Choose the goal, from 0, on which the next tactic works. Raises UserError where there is none."""
        if not 0 <= goal < len(self.cursor.goals):
            raise UserError(f"There is no goal {goal}: {len(self.cursor.goals)} are open here, numbered from 0.")
        self.cursor.focus = goal
        self._journal.moved(self.cursor)

    def _move(self, step: Step) -> Step:
        self.cursor = step
        self._journal.moved(step)
        return step

    def _tried_before(self, step: Step) -> Tried:
        outcome = Outcome.CLOSED if step.finished else Outcome.OPEN
        return Tried(step.tactic, outcome, None, step, tuple(step.opened().values()), step.seconds)

    # In Lean

    async def _session(self) -> Session:
        return await self._run.session(self._work.environment)

    async def _run_on(self, step: Step, goal: int, tactics: Sequence[str]) -> list[Attempt]:
        """Try tactics on a goal behind a step, under the limits. Raises _Stale where the way there does not work."""
        states = await self._states(step)
        hole = step.hole(goal)
        state = states[hole]
        assert state is not None
        texts = [on_goal(tactic, step.at[goal], len(state.goals)) for tactic in tactics]
        self._theorem.budget.spend_lean(sum(map(lean_calls_of, tactics)))
        session = await self._session()
        try:
            attempts = await session.attempt(state, texts, self.limits)
        except SessionError as error:
            raise _Stale(str(error)) from error
        for tactic, attempt in zip(tactics, attempts, strict=True):
            self._note(step.goals[goal], tactic, attempt, len(state.goals), hole)
        return attempts

    def _note(self, goal: Goal, tactic: str, attempt: Attempt, before: int, hole: int) -> None:
        """What a person tries is worth remembering like what a search tries."""
        left = attempt.state.goals if attempt.state is not None else ()
        closed = attempt.outcome in (Outcome.CLOSED, Outcome.OPEN) and len(left) < before
        trial = Trial(
            goal, goal.key, tactic, attempt.outcome, closed, attempt.seconds, self.limits, "by hand", attempt.message
        )
        self._theorem.record.remember(trial, self._scopes[hole])

    async def _states(self, step: Step) -> tuple[State | None, ...]:
        """The Lean states behind a step, made again where there are none. Raises _Stale where a step fails now."""
        missing: list[Step] = []
        while step.states is None:
            missing.append(step)
            assert step.parent is not None  # the root has states
            step = step.parent
        for each in reversed(missing):
            parent = each.parent
            assert parent is not None
            if each.on >= len(parent.goals):
                raise _Stale(f"The step `{each.tactic}` has no goal any more.")
            [attempt] = await self._run_on(parent, each.on, [each.tactic])
            if attempt.outcome not in (Outcome.CLOSED, Outcome.OPEN):
                raise _Stale(f"The step `{each.tactic}` does not work any more: {attempt.message or attempt.outcome}.")
            focus = each.focus
            trees.settle(each, parent, attempt.state)
            each.focus = min(focus, max(0, len(each.goals) - 1))
            step = each
        assert step.states is not None
        return step.states

    # What comes out

    def _text(self, scripts: Sequence[str]) -> str:
        """The file with these scripts in the theorem's holes."""
        holes = dict(zip(self._place.holes, ([script] for script in scripts), strict=True))
        return self._work.current.put(holes)

    async def certify(self) -> TheoremReport:
        """Check the finished proof as every proof is checked; only a report with the status `proved` is a proof.

        Raises UserError where goals are open.
        """
        async with self._lock:
            return (await self._certify())[3]

    async def _certify(self) -> tuple[Step, Verdict, Proved, TheoremReport]:
        if not self.finished:
            raise UserError(f"{self.theorem} still has {_goals(len(self.goals))}: close them first.")
        cursor = self.cursor
        if self._certified is not None and self._certified[0] is cursor:
            return self._certified
        path, holes = cursor.path(), range(len(self._place.holes))
        ways = [self.scripts]
        as_run = tuple(raw(self.root, path, hole) for hole in holes)
        if as_run != ways[0]:
            ways.append(as_run)  # the tidied one is our own reading of the steps
        for scripts in ways:
            verdict, proved = await self._theorem.certified(
                self._text(scripts), self._place, scripts, contradictions=True
            )
            if verdict.status == "certified":
                break
        report = self._theorem.report_on(verdict, proved)
        found = (cursor, verdict, proved, report)
        if report.status == "proved":
            self._certified = found
        return found

    async def accept(self) -> TheoremReport:
        """Certify the theorem and keep it in the lemma graph. Raises UserError without a memory."""
        memory = self._run.memory
        if memory is None:
            raise UserError("This session has no memory to keep a lemma in: leave out `--memory none`.")
        async with self._lock:
            cursor, verdict, proved, report = await self._certify()
            if report.status != "proved":
                return report
            where = self._work.environment.content_hash
            key = self._theorem.statement.key
            episode = memory.store.start_episode(self.theorem, where, statement_key=key, seed=self._run.seed)
            self._theorem.tactics = {step.tactic for step in cursor.path()}
            report = await self._theorem.accepted(verdict, proved)
            self._work.remember(self._theorem, report, episode)
            return report

    def changed_outside(self) -> bool:
        """Whether the file is another one than this proof has read or written."""
        try:
            return source.text_of(self.file) != self._on_disk
        except UserError:
            return True

    def write(self) -> Path:
        """Put the proof, as far as it is, into the file, with what it uses of the memory; the old file is kept beside.

        The path of that copy. Raises UserError where the file changed outside: it is then left alone, and the script
        is saved elsewhere, as the error says; or where there is nothing to write.
        """
        text = self._finished_text()
        if text == self._on_disk:
            raise UserError(f"There is nothing to write: {self.file} has this text already.")
        if self.changed_outside():
            raise UserError(
                f"{self.file} changed outside since this proof was opened: it is left alone, and the proof is saved "
                f"in {self.save()}."
            )
        copied = write_back(self.file, text)
        self._on_disk = text
        self._journal.written(text)
        return copied

    def save(self) -> Path:
        """Save the theorem with its proof so far as text beside the journal; where."""
        path = self._journal.path.with_suffix(".lean")
        try:
            path.write_text(self.declaration + "\n", encoding="utf-8")
        except OSError as error:
            raise UserError(f"The proof cannot be saved in {path} ({error.strerror or error}).") from error
        return path

    def _finished_text(self) -> str:
        if self._certified is not None and self._certified[0] is self.cursor:
            text = self._certified[2].text
        else:
            text = self._theorem.with_lemmas(self._text(self.scripts))
        reading = self._work.original.reading
        return text if reading is None else reading.restore(text)


class _Stale(Exception):
    """A step does not work any more, or the state behind it cannot be had."""


def _earlier(path: Path, theorem: str | None) -> tuple[Journal, Kept]:
    paths = [journals.path_of(path, theorem)] if theorem is not None else journals.of_file(path)
    if not paths or not paths[0].exists():
        what = f"{theorem} in {path}" if theorem is not None else str(path)
        raise UserError(f"There is no earlier session of {what} to go on with: start one without --resume.")
    journal = Journal(paths[0])
    kept = journal.read()
    if kept is None:
        journal.close()
        raise UserError(f"The session in {paths[0]} is damaged: start without --resume.")
    return journal, kept


def _work(run: Run, path: Path, text: str) -> FileProof:
    work = FileProof(run, path, None, source.of_text(text, path, run.toolchain))
    work.open_theorems = {each.name for each in work.original.theorems if each.holes}
    return work


def _is_done(work: FileProof, theorem: str) -> bool:
    return any(each.name == theorem and not each.holes for each in work.original.theorems)


def _wanted(work: FileProof, path: Path, theorem: str | None) -> Theorem:
    if theorem is not None:
        found = work.original.theorem(theorem)
        if not found.holes:
            raise UserError(f"{path}: {theorem} has no `sorry`: put one where a proof is wanted.")
    else:
        left = [each for each in work.original.theorems if each.holes and work.outline.statement(each.name)]
        if not left:
            raise UserError(f"{path} has no theorem with a `sorry`: there is nothing to prove.")
        found = left[0]
    if work.outline.statement(found.name) is None:
        raise UserError(f"{path}: an example has no name: give it one with `theorem`.")
    work.open_theorems.discard(found.name)
    return found


def _plain(tactic: str) -> str:
    """As typed, moved to column 0, without blank lines around it."""
    return textwrap.dedent(tactic.expandtabs(2)).strip("\n").rstrip().lstrip(" ")


def _goals(count: int) -> str:
    return "one open goal" if count == 1 else f"{count} open goals"
