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

from agent.budget import Budget
from agent.growth.protocol import Conjecture, GrowthTheory
from agent.proposers import Theory
from agent.proposers.theory import merge, scan
from agent.proving import FileProof
from agent.run import Run
from agent.search import Trial
from agent.search_record import SearchRecord
from agent.theorem_proof import TheoremProof
from lemma_graph import library
from prover_bridge import source
from prover_bridge.certificate import Statement, Verdict
from prover_bridge.certify import DEFAULT_LIMITS, checker_for
from prover_bridge.errors import UserError
from prover_bridge.outline import Outline, outline
from prover_bridge.protocol import Goal, Hole, TryLimits
from prover_bridge.scopes import scope_at
from prover_bridge.source import PlacedHole, Source, Theorem

_NEUTRAL = "Lemmasmith.Conjecture"
_MOST_STUCK = 2  # goals kept of one search
_LONGEST_GOAL = 160  # characters of a goal's target


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
        self._symbols = {symbol.name: place for place, symbol in enumerate(theory.signature.symbols)}

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
            found = self._statements([conjecture for _, conjecture in items])
        except UserError:
            found = []
            for _, conjecture in items:
                try:
                    found += self._statements([conjecture])
                except UserError:
                    continue
        by_key = {statement.key: statement for statement in found}
        return {key: by_key[key] for key in conjectures if key in by_key}

    def _statements(self, conjectures: Sequence[Conjecture]) -> list[Statement]:
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
        if name in self.base.declarations or name in self.outline.contents:
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
        self._met: GoalsMet | None = None
        told = Outline((*ground.outline.statements, replace(statement, name=name)), ground.outline.contents)
        super().__init__(
            prover, Path(ground.theory.name), name, ground.source_of(name, conjecture), told, ground.imported
        )
        self.own_verdicts = ground.own_verdicts

    def origin(self, name: str) -> str:
        return f"growing {self.ground.theory.name}, {self.conjecture.source}: {self.conjecture.reason.rstrip('.')}"

    def start(self, theorem: Theorem, statement: Statement, budget: Budget | None) -> TheoremProof:
        attempt = TheoremProof(self, theorem, statement, budget)
        attempt.record = self._met = GoalsMet(self.environment.content_hash, attempt.record.limits, attempt.record)
        return attempt

    @property
    def stuck(self) -> dict[str, str]:
        """Goals that were opened and never closed, as statements, by goal key: the shortest ones."""
        return self._met.stuck() if self._met is not None else {}


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
    """What came of one search. script: the proof that was found; used: keys of stored lemmas that it mentions."""

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


async def attempt(proof: ConjectureProof, name: str, budget: Budget) -> Tried:
    """Search for a proof of the conjecture within the budget; what is certified is in the store afterwards."""
    report = await proof.prove_one(name, budget)
    return Tried(
        report.status,
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
