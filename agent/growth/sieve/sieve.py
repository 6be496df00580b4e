"""Sorting conjectures: elaborated in bulk, compared with what is known, tried on small values and with tactics."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from agent.growth import rewriting, signature
from agent.growth.elaboration import Elaborated, Elaborator
from agent.growth.protocol import (
    Already,
    Conjecture,
    GrowthTheory,
    Known,
    KnownLists,
    Malformed,
    Passed,
    Refuted,
    Sieved,
    Sifting,
    Trivial,
)
from agent.growth.reading import Reader
from agent.growth.sieve import arithmetic, trials
from agent.growth.sieve.abstract import InModels
from agent.growth.sieve.evaluation import Evaluator
from agent.growth.terms import Formula, Statement
from prover_bridge.backend import ChosenWorker
from prover_bridge.pool import MakeWorker, SessionPool
from prover_bridge.protocol import Hole, Outcome, Session, SessionError, State, TryLimits

_log = logging.getLogger(__name__)

CHEAP = ("intros; rfl", "decide", "simp", "intros; omega", "intros; simp_all")
"""One of these closes what is not worth a search."""
_LIMITS = TryLimits(seconds=2.0, heartbeats=8_000, explain=False)
_HOLE = Hole("universe u_1 u_2 u_3 u_4\ntheorem _root_.Lemmasmith.Sifting : True := by\n  ", "\n", True, 2)
_AT_ONCE = 40
_FEW = 3  # values at which a conjecture must have been seen to be true, else the reader is told


@dataclass(frozen=True)
class _Law:
    key: str
    statement: Statement


class Sieve:
    """Sifts for one theory. known: read anew at each call, so that a run may go on proving meanwhile.

    abstract: judges of statements about structures of which nothing can be run. session: for cheap tactics; its own, of
    one worker, where none is given. seed: of the values that are tried.
    """

    def __init__(
        self,
        theory: GrowthTheory,
        known: Known | None = None,
        *,
        session: Session | None = None,
        evaluator: Evaluator | None = None,
        abstract: Sequence[InModels] = (),
        seed: int = 0,
        make_worker: MakeWorker = ChosenWorker,
    ) -> None:
        self.theory = theory
        self.known = known or KnownLists()
        self.vocabulary = signature.of(theory)
        self.evaluator = evaluator or Evaluator(theory, self.vocabulary)
        self.abstract = abstract
        self.sifting = Sifting()
        self._seed = seed
        self._make_worker = make_worker
        self._given = self._own = session
        self._root: State | None = None
        self._elaborator = Elaborator(theory.environment, theory.context)
        self._reader = Reader(theory, self.vocabulary)
        self._asked: set[str] = set()
        self._laws: dict[str, _Law | None] = {}

    async def close(self) -> None:
        """End the session, where it is the sieve's own."""
        if self._given is None and self._own is not None:
            await self._own.close()
        self._own, self._root = self._given, None

    def asked(self, keys: Sequence[str]) -> None:
        """Statements that were sifted in an earlier run: they will be `Already`."""
        self._asked.update(keys)

    async def sift(self, conjectures: Sequence[Conjecture]) -> list[Sieved]:
        """One answer for each conjecture, in order. Raises UserError where the theory itself does not compile."""
        found, left = await asyncio.to_thread(self._sorted, conjectures)
        programs = self._elaborator.cost.calls + self.evaluator.cost.programs
        self.sifting.lean_calls += programs - self.sifting.programs
        self.sifting.programs = programs
        with self._timed("tactics"):
            for place, tactic in (await self._closed([each for _, each, _ in left])).items():
                number, elaborated, _ = left[place]
                found[number] = Trivial(conjectures[number], tactic, elaborated.key)
        for number, elaborated, warning in left:
            found.setdefault(number, Passed(conjectures[number], elaborated.key, warning))
        answers = [found[number] for number in range(len(conjectures))]
        for answer in answers:
            kind = type(answer).__name__.lower()
            self.sifting.counts[kind] = self.sifting.counts.get(kind, 0) + 1
        return answers

    def _sorted(self, conjectures: Sequence[Conjecture]) -> tuple[dict[int, Sieved], list[tuple[int, Elaborated, str]]]:
        """Answers so far, and what is left for tactics, each with a warning."""
        with self._timed("elaborate"):
            read = self._elaborator.statements([conjecture.statement for conjecture in conjectures])
        found: dict[int, Sieved] = {}
        fresh: list[tuple[int, Elaborated, Statement | None]] = []
        with self._timed("known"):
            proved = {each.key for each in self.known.proved} | {law.key for law in self.theory.signature.laws}
            laws = self._known_laws()
            for number, conjecture in enumerate(conjectures):
                each = read[number]
                if isinstance(each, str):
                    found[number] = Malformed(conjecture, each)
                elif each.key in proved:
                    found[number] = Already(conjecture, "key", each.key)
                elif each.key in self._asked:
                    found[number] = Already(conjecture, "asked", each.key)
                else:
                    self._asked.add(each.key)
                    statement = self.vocabulary.statement(each.type)
                    if statement is not None and _turns_round(statement.conclusion):
                        found[number] = Trivial(conjecture, "exact eq_comm", each.key)
                        continue
                    law = next((x for x in laws if statement and rewriting.gives(x.statement, statement)), None)
                    if law is not None:
                        found[number] = Already(conjecture, "instance", law.key)
                    else:
                        fresh.append((number, each, statement))
        with self._timed("evaluate"):
            left = self._evaluated(conjectures, found, fresh)
        return found, left

    def _evaluated(
        self,
        conjectures: Sequence[Conjecture],
        found: dict[int, Sieved],
        fresh: Sequence[tuple[int, Elaborated, Statement | None]],
    ) -> list[tuple[int, Elaborated, str]]:
        """Refuted ones go into `found`; what is left, each with a warning."""
        left: list[tuple[int, Elaborated, str]] = []
        readable = [(number, each, statement) for number, each, statement in fresh if statement is not None]
        judged = self._judged([statement for _, _, statement in readable])
        for (number, each, statement), (counterexample, by, seen) in zip(readable, judged, strict=True):
            conjecture = conjectures[number]
            if counterexample:
                found[number] = Refuted(conjecture, counterexample, by, each.key)
                continue
            if seen < _FEW and statement.variables:
                left.append((number, each, f"tried on few values: it was seen to hold at {seen} of them"))
            else:
                left.append((number, each, ""))
        for number, each, unread in fresh:
            if unread is None:
                numbers = arithmetic.counterexample(each.text)
                if numbers is not None:
                    found[number] = Refuted(conjectures[number], numbers, "sympy", each.key)
                else:
                    left.append((number, each, "not tried on values: it says what only Lean can evaluate"))
        return sorted(left, key=lambda item: item[0])

    def _judged(self, statements: Sequence[Statement]) -> list[tuple[str, str, int]]:
        """For each statement a counterexample, or nothing, by what it was found, and at how many places it held."""
        found: dict[int, tuple[str, str, int]] = {}
        for judge in self.abstract:
            for number, statement in enumerate(statements):
                if number not in found and judge.speaks_of(statement):
                    found[number] = self._in_models(judge, statement)
        left = [number for number in range(len(statements)) if number not in found]
        judged = trials.judge(self.evaluator, [statements[number] for number in left], self._seed)
        for number, (valuation, seen) in zip(left, judged, strict=True):
            found[number] = ("", "", seen)
            if valuation is not None:
                shown = trials.counterexample(self.evaluator, statements[number], valuation)
                found[number] = (shown, "evaluation", seen)
        return [found[number] for number in range(len(statements))]

    def _in_models(self, judge: InModels, statement: Statement) -> tuple[str, str, int]:
        """In the models at hand, and where it holds in all of them, in one that is looked for against it."""
        [(valuation, seen)] = trials.judge(judge, [statement], self._seed)
        if valuation is None and judge.refute(statement):
            [(valuation, seen)] = trials.judge(judge, [statement], self._seed)
        shown = trials.counterexample(judge, statement, valuation) if valuation is not None else ""
        return shown, "model", seen

    def _known_laws(self) -> list[_Law]:
        """Laws of the theory and what was proved, read as statements; Lean is asked for those that are new."""
        for law in self.theory.signature.laws:
            if law.key not in self._laws:
                statement = self.vocabulary.statement(law.type)
                self._laws[law.key] = None if statement is None else _Law(law.key, statement)
        fresh = [each for each in self.known.proved if each.key not in self._laws]
        self._laws |= dict.fromkeys((each.key for each in fresh), None)
        for known, statement in self._reader.read(fresh):
            self._laws[known.key] = _Law(known.key, statement)
        return [law for law in self._laws.values() if law is not None]

    async def _closed(self, left: Sequence[Elaborated]) -> dict[int, str]:
        """Which of the statements one cheap tactic closes, and which tactic."""
        if not left:
            return {}
        session = self._own = self._own or SessionPool(
            self.theory.environment, workers=1, make_worker=self._make_worker
        )
        if self._root is None:
            try:
                [self._root] = await session.open(self.theory.context, [_HOLE])
            except SessionError as error:  # the context was compiled: a session that cannot open it costs only this
                _log.warning("No cheap tactics are tried: %s", error)
                return {}
        closed: dict[int, str] = {}
        for start in range(0, len(left), _AT_ONCE):
            part = left[start : start + _AT_ONCE]
            # Put as a proof of something else, so that the context is elaborated once for all of them.
            tries = [
                f"exact (fun _ => trivial : ({each.text}) → True) (by {tactic})" for each in part for tactic in CHEAP
            ]
            attempts = await session.attempt(self._root, tries, _LIMITS)
            self.sifting.lean_calls += len(attempts)
            for place, attempt in enumerate(attempts):
                if attempt.outcome is Outcome.CLOSED:
                    closed.setdefault(start + place // len(CHEAP), CHEAP[place % len(CHEAP)])
        return closed

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        started = time.monotonic()
        try:
            yield
        finally:
            seconds = self.sifting.seconds
            seconds[stage] = seconds.get(stage, 0.0) + time.monotonic() - started


def _turns_round(formula: Formula) -> bool:
    """`a = b ↔ b = a`."""
    if formula.word != "↔":
        return False
    one, other = formula.parts
    return one.word == other.word == "=" and one.terms == other.terms[::-1]
