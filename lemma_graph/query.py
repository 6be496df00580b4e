"""What the memory is asked: a goal as Lean prints it."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from lemma_graph.patterns import Flat, flatten
from lemma_graph.symbols import weighted
from lemma_graph.term import Term, parse
from lemma_graph.text import telescope
from prover_bridge.protocol import Goal

HYPOTHESIS_WEIGHT = 0.4  # a symbol of a hypothesis counts less than one of the target


@dataclass(frozen=True)
class Query:
    """A goal, and the key of the statement where the goal is a whole one."""

    target: str
    hypotheses: tuple[tuple[str, str], ...] = ()  # name, type
    statement_key: str | None = None
    goal_key: str | None = None

    @staticmethod
    def of_goal(goal: Goal, statement_key: str | None = None) -> Query:
        hypotheses = tuple((h.name, h.type) for h in goal.hypotheses)
        return Query(goal.target, hypotheses, statement_key, goal.key)

    @staticmethod
    def of_statement(statement: str, key: str | None = None) -> Query:
        """A whole statement as a goal: its binders become hypotheses."""
        parts = telescope(statement)
        named = tuple((b.name, b.type) for b in parts.binders)
        return Query(parts.conclusion, (*named, *(("_", h) for h in parts.hypotheses)), key)

    @functools.cached_property
    def symbols(self) -> dict[str, float]:
        """Weighted symbols of target and hypotheses."""
        bound = {name for name, _ in self.hypotheses}
        types = [kind for _, kind in self.hypotheses]
        return weighted(self.target, *types, bound=bound, weights=[1.0] + [HYPOTHESIS_WEIGHT] * len(types))

    @functools.cached_property
    def target_symbols(self) -> dict[str, float]:
        """Symbols of the target alone."""
        return weighted(self.target, bound={name for name, _ in self.hypotheses})

    @functools.cached_property
    def term(self) -> Term:
        return parse(self.target, frozenset(name for name, _ in self.hypotheses))

    @functools.cached_property
    def flat(self) -> Flat:
        """The target as the discrimination tree wants it."""
        return flatten(self.target, dict(self.hypotheses))

    @property
    def kind(self) -> str:
        """What sort of question it is: `=`, `↔`, `order`, `logic` or `other`, after the head of the target."""
        head = self.term.head
        if head in ("=", "↔"):
            return head
        if head in ("<", "≤", ">", "≥", "∣"):
            return "order"
        return "logic" if head in ("∧", "∨", "¬", "∃", "∀", "→", "∃!", "False", "True") else "other"
