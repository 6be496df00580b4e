"""The test that decides whether proof states can be held in a Lean process here, or the language server must do.

That session leans on names and layouts of one version of Lean, or on a text that the user's toolchain has to compile;
so it is tried on the spot, on everything that has gone wrong in such servers: a success, a failure, both limits and
the way back from a dead process, a goal with all that goals may show, and memory.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.process_worker import ProcessWorker
from prover_bridge.protocol import Goal, Hole, Hypothesis, Outcome, SessionError, TryLimits
from prover_bridge.worker import Position, Reply

_HOLE = Hole(
    "theorem self_test.{u} {α : Sort u} (n : Nat) (p : Nat → Prop) (h : p n ∧ n = n) :\n"
    "    let m := n + 1; ∀ n : Nat, p n → ∃ k, p k ∧ m = m := ",
    "",
    in_tactic_block=False,
    column=0,
)
_INTRO, _SPLIT = "intro m n f", "refine ⟨?w, ?_⟩"
_LIMITS = TryLimits(seconds=30.0)
# Far above what the states kept here take, far below what a leak in each attempt would.
_MOST_GROWTH_MB = 200.0
_OPEN, _CLOSED, _ERROR, _TIMEOUT = Outcome.OPEN, Outcome.CLOSED, Outcome.ERROR, Outcome.TIMEOUT


@dataclass(frozen=True)
class SelfTest:
    """reason: one clause that says why this kind of session cannot be used here, or None; then the rest is measured.

    seconds: of the whole test. memory_mb: of a worker with a few states; kilobytes: that each kept state adds.
    """

    reason: str | None
    seconds: float = 0.0
    memory_mb: float = 0.0
    kilobytes: float = 0.0


class _WrongError(Exception):
    """Something that the test found to be wrong, as a clause."""


async def self_test(environment: Environment) -> SelfTest:
    """Try a session in a Lean process, in this environment."""
    started = time.monotonic()
    worker = ProcessWorker(environment)
    try:
        root = await _outcomes(worker)
        inside = await _goals(worker, root)
        await _limits(worker, inside)
        memory, kilobytes = await _memory(worker, root)
    except (_WrongError, SessionError, UserError, OSError) as error:
        return SelfTest(str(error))
    finally:
        await worker.close()
    return SelfTest(None, time.monotonic() - started, memory, kilobytes)


async def _outcomes(worker: ProcessWorker) -> Position:
    [goals] = await worker.open("", [_HOLE])
    root = Position("", _HOLE, (), goals)
    tactics = ["skip", "exact fun n f => ⟨n, f, rfl⟩", "exact h", "exact sorry", "no_such_tactic", _INTRO]
    replies = await worker.attempt(root, tactics, _LIMITS)
    _same("outcomes", [reply.outcome for reply in replies], [_OPEN, _CLOSED, _ERROR, _ERROR, _ERROR, _OPEN])
    _same("a goal that nothing was done to", replies[0].goals, goals)
    return root


async def _goals(worker: ProcessWorker, root: Position) -> Position:
    inside = await _behind(worker, root, _INTRO)
    expected = Goal(
        (
            Hypothesis("α", "Sort u"),
            Hypothesis("n✝", "Nat"),
            Hypothesis("p", "Nat → Prop"),
            Hypothesis("h", "p n✝ ∧ n✝ = n✝"),
            Hypothesis("m", "Nat", "n✝ + 1"),
            Hypothesis("n", "Nat"),
            Hypothesis("f", "p n"),
        ),
        "∃ k, p k ∧ m = m",
    )
    _same("an unusual goal", inside.goals, (expected,))
    split = await _behind(worker, inside, _SPLIT)
    _same("goals that share a metavariable", sorted(goal.target for goal in split.goals), ["Nat", "p ?w ∧ m = m"])
    chosen = await _behind(worker, split, "case w => exact n")
    _same("a goal whose metavariable was assigned", [goal.target for goal in chosen.goals], ["p n ∧ m = m"])
    return inside


async def _limits(worker: ProcessWorker, inside: Position) -> None:
    few, good = replace(_LIMITS, heartbeats=100), "exact ⟨n, f, rfl⟩"
    replies = await worker.attempt(inside, [good, "repeat skip", good], few)
    _same("a limit of heartbeats", [reply.outcome for reply in replies], [_CLOSED, _TIMEOUT, _CLOSED])
    short = TryLimits(seconds=0.5, heartbeats=0)
    replies = await worker.attempt(inside, [good, "repeat skip", good], short)
    _same("a limit of time", [reply.outcome for reply in replies], [_CLOSED, _TIMEOUT, _CLOSED])
    _same("the number of processes that had to be replaced", worker.restarts, 1)


async def _memory(worker: ProcessWorker, root: Position) -> tuple[float, float]:
    tactics = ["exact fun n f => ⟨n, f, rfl⟩", "simp at h", "exact h", "cases h"]
    await worker.attempt(root, tactics * 5, _LIMITS)
    before = worker.usage()
    for _ in range(20):
        await worker.attempt(root, tactics * 5, _LIMITS)
    after = worker.usage()
    if (grown := after.memory_mb - before.memory_mb) > _MOST_GROWTH_MB:
        raise _WrongError(f"its memory grew by {grown:.0f} MB over 400 attempts")
    await worker.attempt(root, [f"have k{i} := h" for i in range(400)], _LIMITS)
    full = worker.usage()
    kilobytes = (full.memory_mb - after.memory_mb) * 1024 / max(1, full.states - after.states)
    return after.memory_mb, max(0.0, kilobytes)


async def _behind(worker: ProcessWorker, position: Position, step: str) -> Position:
    [reply] = await worker.attempt(position, [step], _LIMITS)
    if reply.outcome is not _OPEN:
        raise _WrongError(f"its self-test could not do `{step}`: {_told(reply)}")
    return replace(position, steps=(*position.steps, step), goals=reply.goals)


def _told(reply: Reply) -> str:
    return reply.message or str(reply.outcome)


def _same(what: str, found: object, expected: object) -> None:
    if found != expected:
        raise _WrongError(f"its self-test of {what} gave {found}".replace("\n", " "))
