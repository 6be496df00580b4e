"""A pool of workers: work is shared out, and nothing stays behind however it ends."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conformance import SWAP, Driver, SessionConformance

from prover_bridge.environment import Environment
from prover_bridge.pool import SessionPool
from prover_bridge.protocol import Outcome, Session, State, TryLimits

PROGRAM = """
import asyncio, pickle, sys
from prover_bridge.pool import SessionPool
from prover_bridge.protocol import Hole, TryLimits

async def main():
    plain = pickle.loads(bytes.fromhex(sys.argv[1]))
    async with SessionPool(plain, workers=2) as pool:
        hole = Hole("theorem t : True := ", "", False, 0)
        states = await pool.open("", [hole, hole])
        print("ready", flush=True)
        limits = TryLimits(seconds=100.0, heartbeats=0)
        await asyncio.gather(*(pool.attempt(state, ["repeat skip"], limits) for state in states))

asyncio.run(main())
"""


class TestSessionPool(SessionConformance):
    @classmethod
    def make(cls, environment: Environment) -> Session:
        return SessionPool(environment, workers=2)


def test_states_go_to_any_worker_and_many_tasks_may_ask_at_once(plain: Environment) -> None:
    driver = Driver(SessionPool(plain, workers=2))

    async def both(state: State) -> list[Outcome]:
        tactics = ["exact h.2", "exact h.1", "skip", "exact zzz"]
        found = await asyncio.gather(*(driver.session.attempt(state, tactics) for _ in range(6)))
        assert all([a.outcome for a in each] == [a.outcome for a in found[0]] for each in found)
        return [attempt.outcome for attempt in found[0]]

    try:
        state = driver.step(driver.open(SWAP), "constructor")
        outcomes = driver.loop.run_until_complete(both(state))
        assert outcomes == [Outcome.OPEN, Outcome.ERROR, Outcome.OPEN, Outcome.ERROR]
        assert driver.session.stats().attempts == 25
    finally:
        driver.close()


def test_a_worker_that_hangs_does_not_hold_up_the_other(plain: Environment) -> None:
    driver = Driver(SessionPool(plain, workers=2))

    async def race(state: State) -> float:
        slow = asyncio.ensure_future(driver.session.attempt(state, ["repeat skip"], TryLimits(3.0, 0)))
        await asyncio.sleep(0.05)
        started = time.monotonic()
        [quick] = await driver.session.attempt(state, ["exact ⟨h.2, h.1⟩"])
        seconds = time.monotonic() - started
        assert quick.outcome is Outcome.CLOSED
        assert [attempt.outcome for attempt in await slow] == [Outcome.TIMEOUT]
        return seconds

    try:
        state = driver.open(SWAP)
        driver.attempts(state, "skip", "constructor")  # both workers are up
        assert driver.loop.run_until_complete(race(state)) < 2.0
    finally:
        driver.close()


def test_a_free_worker_takes_a_state_that_another_opened(plain: Environment) -> None:
    driver = Driver(SessionPool(plain, workers=2))

    async def together(states: list[State]) -> list[Outcome]:
        slow = asyncio.ensure_future(driver.session.attempt(states[0], ["repeat skip"], TryLimits(4.0, 0)))
        found = await asyncio.gather(*(driver.session.attempt(state, ["exact h.2"]) for state in states * 5))
        assert not slow.done()  # one worker did all of it
        await slow
        return [each.outcome for [each] in found]

    try:
        states = [driver.step(driver.open(SWAP), "constructor") for _ in range(4)]
        assert driver.loop.run_until_complete(together(states)) == [Outcome.OPEN] * 20
        assert max(driver.session.stats().memory_mb) > 1
    finally:
        driver.close()


def test_an_idle_worker_opens_a_hole_that_another_was_asked_for(plain: Environment) -> None:
    driver = Driver(SessionPool(plain, workers=2))

    async def both_hold_it() -> None:
        while min(driver.session.stats().states) < 1:
            await asyncio.sleep(0.01)

    try:
        driver.open(SWAP)
        driver.loop.run_until_complete(asyncio.wait_for(both_hold_it(), 120))
    finally:
        driver.close()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_program_leaves_no_process(how: signal.Signals, plain: Environment, tmp_path: Path) -> None:
    mark = f"{os.getpid()}-{time.monotonic_ns()}"
    folder = tmp_path / mark  # named in the command lines of all that is started, through TMPDIR
    folder.mkdir()
    root = Path(__file__).resolve().parents[2]
    path = os.pathsep.join([str(root), *filter(None, [os.environ.get("PYTHONPATH")])])
    variables = os.environ | {"TMPDIR": str(folder), "PYTHONPATH": path}
    command = [sys.executable, "-c", PROGRAM, pickle.dumps(plain).hex()]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=variables)
    assert program.stdout is not None
    assert program.stdout.readline() == "ready\n"
    time.sleep(0.5)
    assert len(_mentioning(mark)) > 2
    program.send_signal(how)
    program.wait(timeout=60)
    deadline = time.monotonic() + 60
    while _mentioning(mark) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert _mentioning(mark) == []


def _mentioning(mark: str) -> list[int]:
    """Processes whose command line or environment holds this word."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                text = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
            except OSError:
                continue
            if mark.encode() in text:
                found.append(int(entry.name))
    return found
