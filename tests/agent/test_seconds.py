"""A budget in seconds bounds every call to Lean, and keeps enough for the certificate of what is found. Real Lean."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from agent.budget import Budget
from agent.lean_time import LEAST_SECONDS, reserve
from agent.proving import FileProof, Prover
from agent.recording import Recording, RecordingFile
from agent.run import Limits
from agent.turns import Free, Recorded, Replayed, Turns, TurnSession
from prover_bridge import environment, source, toolchain
from prover_bridge.certificate import Verdict
from prover_bridge.certify import certify
from prover_bridge.deadline import at_most, within
from prover_bridge.pool import SessionPool
from prover_bridge.protocol import Hole, Outcome, SessionError, TryLimits

# `simp` unfolds 2 ^ 60 different terms.
GROW = """def grow : Nat → List Nat → Nat
  | 0, xs => xs.length
  | n + 1, xs => grow n (0 :: xs) + grow n (1 :: xs)
"""
ENDLESS = "by\n  set_option maxHeartbeats 0 in\n  simp (config := {maxSteps := 1000000000}) [grow]"
OWN_LIMIT = 100  # seconds; each of these calls has a longer limit of its own


def test_what_is_set_aside_for_a_certificate() -> None:
    assert reserve(60, 0.3) == 6
    assert reserve(60, 4) == 12  # imports that take long
    assert reserve(60, 50) == 20
    assert reserve(10, 0.3) == 2
    assert reserve(0.6, 0.3) == pytest.approx(0.2)


def test_a_search_stops_before_what_is_set_aside() -> None:
    now = [0.0]
    budget = Budget(max_seconds=60, max_lean_calls=50, clock=lambda: now[0])
    budget.set_aside(lean_calls=4, seconds=6)
    budget.set_aside(lean_calls=4, seconds=6)  # by the work on a plan's text for the same theorem
    now[0] = 53.0
    assert budget.allows(seconds=1) and not budget.allows(seconds=2) and budget.seconds_left() == 7
    now[0] = 54.5
    assert not budget.allows() and budget.seconds_left() == 5.5
    assert budget.exhausted() == "the budget of 60 seconds, but for 6 kept for the certificate, is spent"
    assert not budget.allows(lean_calls=47) and budget.left().lean_calls == 46


def test_a_bound_holds_for_blocks_inside_and_for_threads() -> None:
    async def there() -> float:
        return await asyncio.to_thread(at_most, 9.0)

    assert at_most(5.0) == 5.0
    with within(3.0):
        assert at_most(1.0) == 1.0 and at_most(5.0) <= 3.0
        with within(30.0):
            assert at_most(60.0) <= 3.0 and asyncio.run(there()) <= 3.0
        with within(0.0):
            assert at_most(5.0) == 0.0
        with within(None):
            assert at_most(5.0) <= 3.0
    assert at_most(5.0) == 5.0


def test_a_certificate_takes_no_longer_than_is_left() -> None:
    plain = environment.of_text(toolchain.embedded(), "")
    with within(2.0):
        [verdict] = certify(plain, f"{GROW}\ntheorem t : 0 < grow 60 [] := {ENDLESS}\n", names=["t"])
    assert verdict.status == "undecided" and _seconds(verdict) < OWN_LIMIT
    with within(0.0):
        [verdict] = certify(plain, "theorem t : 1 = 1 := rfl\n", names=["t"])
    assert verdict.status == "undecided"
    [verdict] = certify(plain, "theorem t : 1 = 1 := rfl\n", names=["t"])
    assert verdict.status == "certified"


def _seconds(verdict: Verdict) -> float:
    found = re.search(r"timeout after ([0-9.]+) s", verdict.reason or "")
    assert found is not None, verdict.reason
    return float(found.group(1))


def test_a_theorem_is_opened_within_what_is_left_and_the_session_goes_on() -> None:
    async def go() -> None:
        plain = environment.of_text(toolchain.embedded(), "")
        async with SessionPool(plain, workers=1) as pool:
            session = TurnSession(pool, Free(), lambda: 2.0)
            endless = f"{GROW}\nexample : 0 < grow 60 [] := {ENDLESS}\n\n"
            hole = Hole("theorem t (p : Prop) (h : p) : p := ", "\n", False, 2)
            with pytest.raises(SessionError, match="seconds that were left"):
                await session.open(endless, [hole])
            [state] = await TurnSession(pool, Free()).open("", [hole])
            [attempt] = await session.attempt(state, ["exact h"], TryLimits(1.0))
            assert attempt.outcome is Outcome.CLOSED

    asyncio.run(go())


def _certified(turns: Turns, folder: Path, budget: Callable[[], Budget], proof: str) -> Verdict:
    """The verdict on a file's theorem with this proof, found at once."""
    file = folder / "t.lean"
    file.write_text(f"{GROW}\ntheorem t : 0 < grow 60 [] := by\n  sorry\n", encoding="utf-8")

    async def go() -> Verdict:
        async with Prover(toolchain.embedded(), lambda _: (), limits=Limits(), turns=turns) as prover:
            work = FileProof(prover, file, None)
            attempt = work.attempt("t", budget())
            text = source.put(attempt.file.current.text, attempt.theorem.holes[0], [proof])
            verdict, _ = await attempt.certified(text, attempt.theorem, [proof])
            return verdict

    return asyncio.run(go())


STUCK = "set_option maxHeartbeats 0 in\nsimp (config := {maxSteps := 1000000000}) [grow]"


def test_a_certificate_that_ran_out_of_the_budget_is_undecided_and_replayed_so(tmp_path: Path) -> None:
    recording = tmp_path / "recording.jsonl"
    first = _certified(Recorded(RecordingFile(recording)), tmp_path, lambda: Budget(max_seconds=3.0), STUCK)
    assert first.status == "undecided" and _seconds(first) < OWN_LIMIT
    again = _certified(Replayed(Recording(recording)), tmp_path, lambda: Budget(max_seconds=3.0), STUCK)
    assert (again.status, again.reason) == (first.status, first.reason)


def test_a_certificate_is_not_begun_with_too_little_left(tmp_path: Path) -> None:
    now = [0.0]
    budget = Budget(max_seconds=60.0, clock=lambda: now[0])
    now[0] = 60.0 - LEAST_SECONDS / 2
    verdict = _certified(Free(), tmp_path, lambda: budget, "simp [grow]")
    assert verdict.status == "undecided" and "0.05 s were left" in (verdict.reason or "")
