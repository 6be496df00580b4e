"""Statements that are known as text, read as typed statements; Lean is asked for each once."""

from __future__ import annotations

from collections.abc import Sequence

from agent.growth.elaboration import Elaborator
from agent.growth.protocol import GrowthTheory, KnownStatement
from agent.growth.terms import Statement
from agent.growth.vocabulary import Vocabulary


class Reader:
    """Of one theory. Shared by those who look at the same statements, but not by several threads at once."""

    def __init__(self, theory: GrowthTheory, vocabulary: Vocabulary) -> None:
        self._elaborator = Elaborator(theory.environment, theory.context)
        self._vocabulary = vocabulary
        self._read: dict[str, Statement | None] = {}

    def read(self, known: Sequence[KnownStatement]) -> list[tuple[KnownStatement, Statement]]:
        """Those that can be read, in order."""
        fresh = list(dict.fromkeys(each.text for each in known if each.text not in self._read))
        for text, found in zip(fresh, self._elaborator.statements(fresh), strict=True):
            self._read[text] = None if isinstance(found, str) else self._vocabulary.statement(found.type)
        pairs = ((each, self._read[each.text]) for each in known)
        return [(each, statement) for each, statement in pairs if statement is not None]
