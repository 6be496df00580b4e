"""Values and the protocol of a proof session. Every backend speaks it; nothing found through it is believed.

A *context* is Lean text that stands before a declaration; a *hole* is the place in the declaration
where a proof is wanted. A *state* is an opaque id with goals; trying a tactic never changes it.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True)
class Hypothesis:
    """One line of a goal's context: `name : type` or `name : type := value`."""

    name: str
    type: str
    value: str | None = None


@dataclass(frozen=True)
class Goal:
    """What remains to be proved, as Lean prints it."""

    hypotheses: tuple[Hypothesis, ...]
    target: str
    case: str | None = None

    @functools.cached_property
    def key(self) -> str:
        """SHA-256 (hex) of the goal, the same up to renaming of hypotheses; the case tag does not count."""
        names: dict[str, str] = {}
        lines: list[str] = []

        def rename(text: str) -> str:
            return _IDENTIFIER.sub(lambda match: names.get(match.group(), match.group()), text)

        for index, hypothesis in enumerate(self.hypotheses):
            value = "" if hypothesis.value is None else " := " + rename(hypothesis.value)
            lines.append(rename(hypothesis.type) + value)
            names[hypothesis.name] = f"«{index}»"
        lines.append("⊢ " + rename(self.target))
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def pretty(self) -> str:
        """The goal as Lean's information view shows it."""
        lines = [f"case {self.case}"] if self.case else []
        for h in self.hypotheses:
            lines.append(f"{h.name} : {h.type}" + (f" := {h.value}" if h.value is not None else ""))
        return "\n".join([*lines, f"⊢ {self.target}"])


# A whole dotted name, so that the field `h.left` and the constant `Nat.succ` are not taken apart wrongly.
_IDENTIFIER = re.compile(r"[^\W\d][\w'!?✝₀-₉]*")


@dataclass(frozen=True)
class Hole:
    """Where a proof is wanted: `before + PROOF + after` is one declaration (with its inner structure).

    before, after: text of the declaration around the hole, exactly as in the file.
    in_tactic_block: True where the hole is a tactic (inside `by`), False where it is a term
        (the backend then puts `by` before the tactics).
    column: column at which tactic lines must start when `in_tactic_block`, 0-based, in code points.
    """

    before: str
    after: str
    in_tactic_block: bool
    column: int


@dataclass(frozen=True)
class State:
    """A node of a proof: opaque id and the goals that remain, the focused one first."""

    id: str
    goals: tuple[Goal, ...]


class Outcome(StrEnum):
    CLOSED = "closed"  # no goals are left
    OPEN = "open"  # the tactic succeeded; goals remain
    ERROR = "error"
    TIMEOUT = "timeout"
    CRASH = "crash"


@dataclass(frozen=True)
class Attempt:
    """One tactic tried on one state: a *Lean call*.

    state: the new state where `outcome` is OPEN, else None. seconds: wall time.
    """

    tactic: str
    outcome: Outcome
    seconds: float
    state: State | None = None
    message: str | None = None


@dataclass(frozen=True)
class TryLimits:
    """Limits of one attempt. heartbeats: as Lean's `maxHeartbeats` counts them (thousands); 0 means none.

    explain: whether an error comes with Lean's words; to print them often costs more than to try the tactic.
    """

    seconds: float = 10.0
    heartbeats: int = 200_000
    explain: bool = True


@dataclass
class SessionStats:
    """Counts since the session started. lean_seconds: time spent waiting for Lean, summed over workers.

    tactic_seconds: what the attempts themselves took. running_seconds: the part of it in which Lean parsed and ran
    tactics, printing_seconds: that for goals and words; the rest is for freeing memory (all 0 where it is not known).
    memory_mb, states: of each worker, the memory of its own and the proof states that it holds, now.
    """

    attempts: int = 0
    restarts: int = 0
    lean_seconds: float = 0.0
    tactic_seconds: float = 0.0
    running_seconds: float = 0.0
    printing_seconds: float = 0.0
    by_outcome: dict[Outcome, int] = field(default_factory=dict)
    memory_mb: tuple[float, ...] = ()
    states: tuple[int, ...] = ()


class Session(Protocol):
    """Holds proof states. All methods are safe to call from several asyncio tasks at once."""

    async def open(self, context: str, holes: Sequence[Hole]) -> list[State]:
        """Open each hole, with `context` (Lean text, imports included) before its declaration.

        Raises SessionError where the context or a declaration does not elaborate up to its hole.
        """
        ...

    async def attempt(self, state: State, tactics: Sequence[str], limits: TryLimits | None = None) -> list[Attempt]:
        """Try each tactic (alternatives, not a sequence) on `state`; one result each, in order."""
        ...

    def script(self, state: State) -> tuple[str, ...]:
        """The tactics that lead from the root to `state`, one for each step."""
        ...

    def drop(self, state: State) -> None:
        """Forget a state. Its descendants stay."""
        ...

    def stats(self) -> SessionStats: ...

    async def close(self) -> None:
        """End every process that belongs to the session."""
        ...


class SessionError(Exception):
    """A session could not do what was asked; the reason lies in the text or in Lean, not in the user's set-up."""
