"""Proposers suggest tactics for a goal. What they say is a guess: a session tries it, a certificate judges it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from agent.proposers.priors import Priors
from lemma_graph.term import Operator
from prover_bridge.protocol import Goal, State


@dataclass(frozen=True)
class PremiseView:
    """A lemma that a tactic may name.

    name: as the tactic must write it. statement: its type as Lean prints it (`∀ (a b : N), a + b = b + a`).
    reason: why it is offered, for people and models. score: larger is better. simp: its author declared it `@[simp]`.
    """

    name: str
    statement: str
    reason: str = ""
    score: float = 0.0
    simp: bool = False


@dataclass(frozen=True)
class Example:
    """A goal that was closed earlier, as its target was printed, and the tactic that closed it.

    names: of the goal's hypotheses, which the tactic may mention.
    """

    goal: str
    tactic: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Constructor:
    """One constructor of an inductive type.

    name: the last part (`succ`). arity: explicit arguments, without the type's parameters. recursive: which of
    them (0-based) have the inductive type itself and give an induction hypothesis. fields: their names, if known.
    """

    name: str
    arity: int
    recursive: tuple[int, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Definition:
    """A definition that a tactic may unfold.

    name: full name. recursive_on: explicit arguments (0-based) on which it is defined by cases or recursion.
    notation: operators that stand for it (`+` where an instance says so). recursive: it calls itself.
    proposition: it gives a proposition. mentions: names that its body mentions, as written there.
    receiver: the explicit argument that field notation puts first. result: head of the type that it gives.
    """

    name: str
    recursive_on: tuple[int, ...] = ()
    notation: tuple[str, ...] = ()
    recursive: bool = False
    proposition: bool = False
    mentions: tuple[str, ...] = ()
    receiver: int = 0
    result: str = ""


@dataclass(frozen=True)
class Theory:
    """What is in scope besides the goal: inductive types by full name, definitions, laws.

    predicates: those of the inductive types that are propositions.
    relations: functions into propositions that are neither, such as fields of structures.
    laws: axioms of structures and earlier theorems of the same file that are proved; usable like premises.
    read: what was worked out about it for one goal and holds for all of them.
    """

    inductives: Mapping[str, tuple[Constructor, ...]] = field(default_factory=dict)
    definitions: tuple[Definition, ...] = ()
    predicates: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    operators: frozenset[Operator] = frozenset()
    laws: tuple[PremiseView, ...] = ()
    read: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True)
class ProposalQuery:
    """What a proposer is told.

    goal: the focused goal, the first of `state.goals`. premises: best first. failed: tactics that were tried on
    this goal, with Lean's message. depth: tactics before this state; script: those tactics.
    theorem, statement: the name and the text of what is being proved. examples: similar goals that were closed
    earlier, the most similar first. priors: how tactics did in earlier searches. library: theorems of the imported
    library for the goal, best first; looked up only when it is called.
    """

    state: State
    goal: Goal
    premises: Sequence[PremiseView] = ()
    failed: Sequence[tuple[str, str]] = ()
    depth: int = 0
    theorem: str = ""
    statement: str = ""
    script: Sequence[str] = ()
    theory: Theory = field(default_factory=Theory)
    examples: Sequence[Example] = ()
    priors: Priors = field(default_factory=Priors)
    library: Callable[[], Sequence[PremiseView]] = tuple


@dataclass(frozen=True)
class Proposal:
    """A tactic to try. score: natural logarithm of a prior, so 0 is certain and more negative is less likely.

    source: the proposer's name and, after a colon, the rule. premises: names of premises that the tactic uses.
    """

    tactic: str
    score: float
    source: str
    premises: tuple[str, ...] = ()


class Proposer(Protocol):
    """Suggests tactics. name: stable, goes into reports. uses_model: whether `propose` makes model calls.

    patient: who is asked about a theorem itself when the first tactics on it have failed, if anybody.
    """

    name: str
    uses_model: bool

    @property
    def patient(self) -> Proposer | None: ...

    async def propose(self, query: ProposalQuery) -> list[Proposal]:
        """Tactics for the focused goal, best first. Raises UserError where the proposer cannot work at all."""
        ...
