"""The ground on which conjectures are proved: the theory's text, read once, and each conjecture as a file of its own.

A conjecture takes the one road of every theorem (`agent.theorem_proof`): its file is the theory with one more
declaration, whose proof is wanted. Nothing of that file is read by Lean before its search, since theory and statement
were.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from agent.budget import Budget, lean_calls_of_all
from agent.growth.protocol import Conjecture, GrowthTheory
from agent.proposers import Theory
from agent.proposers.theory import merge, scan
from agent.proving import FileProof
from agent.run import Run
from agent.search import Search, Trial
from agent.search_record import SearchRecord
from agent.theorem_proof import TheoremProof
from lemma_graph import library
from lemma_graph.model import Lemma
from lemma_graph.naming import shape
from prover_bridge import source
from prover_bridge.certificate import Statement, Verdict
from prover_bridge.certify import DEFAULT_LIMITS, checker_for
from prover_bridge.errors import UserError
from prover_bridge.outline import Outline, outline
from prover_bridge.protocol import Goal, Hole, Outcome, SessionError, State, TryLimits
from prover_bridge.scopes import scope_at
from prover_bridge.source import PlacedHole, Source, Theorem

_NEUTRAL = "Lemmasmith.Conjecture"
_MOST_STUCK = 2  # goals kept of one search
_LONGEST_GOAL = 160  # characters of a goal's target
# Of a look at what the library gives: rules of simplification, lemmas that are applied, definitions that are unfolded.
_MOST_RULES, _MOST_EXACT, _MOST_UNFOLDED = 30, 4, 6
_GIVEN_LIMITS = TryLimits(seconds=2.0, heartbeats=20_000, explain=False)


class Ground:
    """A theory that is ready for proofs. Raises UserError where its text does not compile."""

    def __init__(self, theory: GrowthTheory) -> None:
        self.theory = theory
        self.environment = theory.environment
        self.context = theory.context.rstrip("\n") + "\n\n"
        self.closing = f"\n{theory.closing}" if theory.closing else ""
        whole = f"{self.context}{self.closing}"
        self.base: Source = source.parse(whole, self.environment, theory.name)
        self.outline: Outline = outline(self.environment, whole, file_name=theory.name)
        self.imported: Theory = merge(*(scan(text) for _, text in self.environment.texts))
        self.own_verdicts: dict[str, Verdict] = {}  # of the theory's own theorems, certified along with the first proof
        # What a structure's declaration declares besides, such as its axioms.
        self._fields = frozenset(theory.signature.constants) | {law.name for law in theory.signature.laws}
        self._symbols = {each.name: place for place, each in enumerate(theory.signature.symbols) if each.own}

    @property
    def available(self) -> dict[str, str]:
        """Content hash of what the theory's own text defines, by name."""
        found = library.definitions(self.base, self.outline.contents, len(self.context))
        return {definition.name: definition.content for definition in found}

    def elaborated(self, conjectures: Mapping[str, Conjecture]) -> dict[str, Statement]:
        """What Lean makes of conjectures that passed the sieve, by key; those of another key than theirs are left out.

        One file for all of them, or where that does not compile, one for each.
        """
        items = list(conjectures.items())
        try:
            found = self.stated([conjecture for _, conjecture in items])
        except UserError:
            found = []
            for _, conjecture in items:
                try:
                    found += self.stated([conjecture])
                except UserError:
                    continue
        by_key = {statement.key: statement for statement in found}
        return {key: by_key[key] for key in conjectures if key in by_key}

    def stated(self, conjectures: Sequence[Conjecture]) -> list[Statement]:
        """What Lean makes of conjectures, in their order. Raises UserError where one of them is none."""
        if not conjectures:
            return []
        lines = [
            f"theorem _root_.{_NEUTRAL}{number} : {' '.join(each.statement.split())} := sorry\n"
            for number, each in enumerate(conjectures)
        ]
        text = f"{self.context}set_option autoImplicit false\n{''.join(lines)}{self.closing}"
        told = outline(self.environment, text, file_name="conjectures")
        return [each for each in told.statements if each.name.startswith(_NEUTRAL)]

    def namespace(self, statement: Statement) -> str:
        """Where a lemma's name belongs: to the last declared of the theory's functions that it is about, or where the
        theory's text ends."""
        mentioned = [name for name in statement.constants if name in self._symbols and "." in name]
        if mentioned:
            return max(mentioned, key=lambda name: self._symbols[name]).rpartition(".")[0]
        types = [name for name in statement.constants if any(other.startswith(f"{name}.") for other in self._symbols)]
        if types:
            return types[-1]
        inside = scope_at(self.context, len(self.context)).namespaces
        return inside[-1] if inside else ""

    def is_declared(self, name: str) -> bool:
        """Whether the theory, or what it imports, has something of that name."""
        if name in self.base.declarations or name in self.outline.contents or name in self._fields:
            return True
        with checker_for(self.environment, DEFAULT_LIMITS) as checker:
            return name in checker.library

    def source_of(self, name: str, conjecture: Conjecture) -> Source:
        """The theory with one more theorem, whose proof is wanted."""
        statement = " ".join(conjecture.statement.split())
        before = f"theorem _root_.{name} : {statement} := by\n  "
        start, at = len(self.context), len(self.context) + len(before)
        end = at + len("sorry")
        hole = Hole(before, "", True, 2)
        theorem = Theorem(
            name, start, end, self.context.count("\n") + 1, (PlacedHole(name, 0, at, end, self.context, hole),)
        )
        text = f"{self.context}{before}sorry\n{self.closing}"
        return Source(
            text, self.environment, (*self.base.theorems, theorem), (), {**self.base.declarations, name: (start, end)}
        )


class ConjectureProof(FileProof):
    """The work on one conjecture. stuck: after a search in vain, the goals at which it stopped."""

    def __init__(self, prover: Run, ground: Ground, name: str, conjecture: Conjecture, statement: Statement) -> None:
        self.ground = ground
        self.conjecture = conjecture
        self.is_usual = shape(conjecture.statement) is not None
        self._met: GoalsMet | None = None
        self._walked: ConjectureTheorem | None = None
        told = Outline((*ground.outline.statements, replace(statement, name=name)), ground.outline.contents)
        super().__init__(
            prover, Path(ground.theory.name), name, ground.source_of(name, conjecture), told, ground.imported
        )
        self.own_verdicts = ground.own_verdicts

    def origin(self, name: str) -> str:
        return f"growing {self.ground.theory.name}, {self.conjecture.source}: {self.conjecture.reason.rstrip('.?')}"

    def start(self, theorem: Theorem, statement: Statement, budget: Budget | None) -> TheoremProof:
        attempt = self._walked = ConjectureTheorem(self, theorem, statement, budget)
        attempt.record = self._met = GoalsMet(self.environment.content_hash, attempt.record.limits, attempt.record)
        return attempt

    @property
    def given(self) -> bool:
        """Whether no search was made since what is known gives the statement."""
        return self._walked is not None and self._walked.given

    @property
    def harvested(self) -> tuple[Lemma, ...]:
        """Lemmas that the proof brought besides its own."""
        return self._walked.harvested if self._walked is not None else ()

    @property
    def stuck(self) -> dict[str, str]:
        """Goals that were opened and never closed, as statements, by goal key: the shortest ones."""
        return self._met.stuck() if self._met is not None else {}


class GivenError(SessionError):
    """What is known gives the statement in one cheap step, so that no search is made."""


class ConjectureTheorem(TheoremProof):
    """A conjecture's road, with a look at the library's lemmas first: what one of them gives, or simplification by all
    of them closes, is not worth a place in the library, unless it is a law that readers look for."""

    given = False

    async def search_at(
        self, root: State, context: str, working: Source, placed: PlacedHole, lemmas: Sequence[Lemma]
    ) -> Search:
        assert isinstance(self.file, ConjectureProof)
        if not self.file.is_usual and await self._is_given(root, lemmas):
            (await self.prover.session(self.file.environment)).drop(root)
            self.given = True
            raise GivenError("what is known gives it in one step")
        return await super().search_at(root, context, working, placed, lemmas)

    async def look(self) -> bool:
        """Whether the other lemmas give the statement, which may be a lemma itself; nothing is searched."""
        assert self.memory is not None
        lemmas = self.memory.offered(self.place)
        opened = await self.open_at(self.file.current, self.theorem.holes[0], lemmas)
        if opened is None:
            return False
        try:
            return await self._is_given(opened[0], lemmas)
        finally:
            (await self.prover.session(self.file.environment)).drop(opened[0])

    async def _is_given(self, root: State, lemmas: Sequence[Lemma]) -> bool:
        assert isinstance(self.file, ConjectureProof)
        tactics = _given_by(self.file.ground, self.statement, lemmas)
        calls = lean_calls_of_all(tactics)
        if not lemmas or not self.budget.allows(lean_calls=calls):
            return False
        self.budget.spend_lean(calls)
        session = await self.prover.session(self.file.environment)
        attempts = await session.attempt(root, tactics, _GIVEN_LIMITS)
        for each in attempts:
            if each.state is not None:
                session.drop(each.state)
        return any(each.outcome is Outcome.CLOSED for each in attempts)


def _given_by(ground: Ground, statement: Statement, lemmas: Sequence[Lemma]) -> list[str]:
    """Tactics that close what the library gives already."""
    names = [lemma.stable_name for lemma in lemmas]
    functions = [each.name for each in ground.theory.signature.of_kind("function") if each.own]
    told = [name for name in functions if name in statement.constants][:_MOST_UNFOLDED]
    rules = ", ".join([*told, *names[:_MOST_RULES]])
    exact = " | ".join(f"exact {name} .. | exact ({name} ..).symm" for name in names[:_MOST_EXACT])
    return [f"intros; first | {exact}", f"intros; simp_all [{rules}]"]


class GoalsMet(SearchRecord):
    """A record that keeps the goals of a search for as long as it lasts, and puts no attempts into the store.

    In a night there are millions of them, each in the scope of the lemmas of that moment, which never comes again.
    """

    def __init__(self, environment: str, limits: TryLimits, inner: SearchRecord) -> None:
        super().__init__(inner.store, environment, limits)
        self._opened: dict[str, Goal] = {}
        self._gone: set[str] = set()

    def write(self) -> None:
        return None

    def remember(self, trial: Trial, scope: str) -> None:
        super().remember(trial, scope)
        if trial.closed:
            self._gone.add(trial.goal_key)
        for goal in trial.opened:
            self._opened.setdefault(goal.key, goal)

    def stuck(self) -> dict[str, str]:
        """Statements of the shortest goals that were never closed, by goal key."""
        left = {
            key: text
            for key, goal in self._opened.items()
            if key not in self._gone and (text := statement_of(goal)) is not None
        }
        return dict(sorted(left.items(), key=lambda item: (len(item[1]), item[1]))[:_MOST_STUCK])


_UNSAID = re.compile(r"[?✝⋯]")
# Goals that ask for data, such as a witness, are no statements.
_SAYS = re.compile(r"[=≠<≤>≥∣∈∉⊆↔∧∨¬∃]")


def statement_of(goal: Goal) -> str | None:
    """A goal as a closed statement; None where it has metavariables or names that cannot be written."""
    if len(goal.target) > _LONGEST_GOAL or goal.target == "False":
        return None
    parts: list[str] = []
    for hypothesis in goal.hypotheses:
        if hypothesis.value is not None or _UNSAID.search(hypothesis.name + hypothesis.type):
            return None
        parts.append(f"({hypothesis.name} : {hypothesis.type})")
    if _UNSAID.search(goal.target) or not _SAYS.search(goal.target):
        return None
    target = " ".join(goal.target.split())
    return f"∀ {' '.join(parts)}, {target}" if parts else target


@dataclass(frozen=True)
class Tried:
    """What came of one search. status: as of a theorem's report, or "given" where the library gives it.

    script: the proof that was found; used: keys of stored lemmas that it mentions.
    """

    status: str
    reason: str
    lean_calls: int
    model_calls: int
    tokens: int
    cost: float
    seconds: float
    script: str
    used: tuple[str, ...]
    vacuous: bool
    stuck: Mapping[str, str]


async def look(proof: ConjectureProof, name: str, budget: Budget) -> tuple[bool, int]:
    """Whether the library's other lemmas give a lemma in one cheap step, and the Lean calls that it took to look."""
    theorem, statement = proof.current.theorem(name), proof.outline.statement(name)
    assert statement is not None
    walked = ConjectureTheorem(proof, theorem, statement, budget)
    given = await walked.look()
    return given, walked.budget.lean_calls


async def attempt(proof: ConjectureProof, name: str, budget: Budget) -> Tried:
    """Search for a proof of the conjecture within the budget; what is certified is in the store afterwards."""
    report = await proof.prove_one(name, budget)
    return Tried(
        "given" if proof.given else report.status,
        report.reason or "",
        report.lean_calls or 0,
        report.model_calls or 0,
        report.tokens or 0,
        report.cost or 0.0,
        report.seconds or 0.0,
        report.proof or "",
        report.lemmas_used or (),
        report.contradiction == "found",
        proof.stuck if report.status != "proved" else {},
    )
