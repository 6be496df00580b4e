"""What every backend of a session can do: open holes, and try tactics at a position. It keeps no state of ours.

A *position* is a hole and the tactics that lead to it; so any worker can take up any state, and a worker that
died is simply replaced.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from prover_bridge.protocol import Goal, Hole, Outcome, TryLimits


class LeanDied(Exception):
    """The process of a worker ended: `reason` is "memory", "processes", "output" (more than is read), "timeout" or
    "crash".

    begun: False where it ended at what somebody else had asked for.
    """

    def __init__(self, reason: str, begun: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.begun = begun


@dataclass(frozen=True)
class Position:
    """A place in a proof: `steps` are the tactics behind the hole's start, `goals` what then remains."""

    context: str
    hole: Hole
    steps: tuple[str, ...]
    goals: tuple[Goal, ...]


@dataclass(frozen=True)
class Reply:
    """What one tactic came to. goals: what remains where the outcome is OPEN. seconds: wall time.

    running: the part of it in which Lean parsed and ran the tactic; printing: that for goals and words (0: unknown).
    """

    outcome: Outcome
    seconds: float
    goals: tuple[Goal, ...] = ()
    message: str | None = None
    running: float = 0.0
    printing: float = 0.0


@dataclass(frozen=True)
class Usage:
    """Memory of a worker's processes that is their own, in megabytes, and how many proof states they hold."""

    memory_mb: float = 0.0
    states: int = 0


class Worker(Protocol):
    """One Lean at work. Further calls may be made during one, as long as less than `room` tactics are on the way; they
    wait where Lean finds them without a pause (0: one call at a time).
    """

    @property
    def restarts(self) -> int: ...

    @property
    def room(self) -> int: ...

    async def open(self, context: str, holes: Sequence[Hole]) -> list[tuple[Goal, ...]]:
        """The goals of each hole. Raises SessionError where the text does not elaborate up to it."""
        ...

    async def attempt(self, position: Position, tactics: Sequence[str], limits: TryLimits) -> list[Reply]:
        """Try each tactic as an alternative; a death of Lean costs that attempt and nothing else."""
        ...

    def depth(self, position: Position) -> int:
        """How many of the position's steps need not be done again here; -1 where not even its hole is open."""
        ...

    def forget(self, position: Position) -> None:
        """The position is not wanted any more; where it is a hole, neither is anything behind it for now."""
        ...

    def usage(self) -> Usage: ...

    async def close(self) -> None:
        """End every process of this worker."""
        ...
