"""Tactic attempts a second: our sessions against leanclient's ScratchPool and a fresh `lean` for each attempt.

    python benchmarks/tactics.py [--rounds N] [--sustained N] [--output FILE]

All in one run, over the same 20 goals and 12 tactics each, on the embedded runtime. A round tries all 240 attempts,
again and again for at least two seconds; the figure of a contender is the median of its rounds. ScratchPool gets one
attempt a document, as it is made for, and is asked for diagnostics only (they carry the open goals). The fresh `lean`
tries every eighth attempt. Where states are held in a Lean process, Lean says for each attempt how long it parsed and
ran the tactic, how long it printed goals and error messages, and how long it freed what the tactic had built; the
shares are these over the wall time of the rounds (times workers), and what is left is the server's own loop, the pipe,
this program, and waiting. "Without words" asks for no error messages, as a search does that has no use for them. At
last a session of one worker makes `--sustained` attempts, and its memory is read on the way.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import functools
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import asdict, astuple, dataclass
from pathlib import Path

from leanclient.aio import AsyncLeanLSPClient, ScratchPool
from rich.console import Console
from rich.table import Table

from prover_bridge import environment, sandbox, toolchain
from prover_bridge.environment import Environment
from prover_bridge.pool import MakeWorker, SessionPool
from prover_bridge.process_worker import ProcessWorker
from prover_bridge.protocol import Hole, Outcome, SessionStats, TryLimits
from prover_bridge.server_worker import ServerWorker

GOALS = (
    "(a b : Prop) (h : a ∧ b) : b ∧ a",
    "(a b : Prop) (h : a ∨ b) : b ∨ a",
    "(a b c : Prop) (f : a → b) (g : b → c) : a → c",
    "(a b : Prop) : a ∧ (a → b) → b",
    "(a b : Prop) : ¬(a ∨ b) → ¬a ∧ ¬b",
    "(p : Nat → Prop) (h : ∀ x, p x) : ∃ x, p x",
    "(a : Prop) : a ↔ a ∧ True",
    "(a b : Nat) (h : a = b) : b = a",
    "(a b c : Nat) (h : a = b) (k : b = c) : a = c",
    "(n : Nat) : n + 0 = n",
    "(n : Nat) : 0 + n = n",
    "(a b : Nat) : a + b = b + a",
    "(a b c : Nat) : a + b + c = a + (b + c)",
    "(a b : Nat) (h : a ≤ b) : a ≤ b + 1",
    "(n : Nat) : n < n + 1",
    ": 12 * 12 = 144",
    "(x : Nat) (xs : List Nat) : (x :: xs).length = xs.length + 1",
    "(xs : List Nat) : xs ++ [] = xs",
    "(xs ys : List Nat) : (xs ++ ys).length = xs.length + ys.length",
    "(f : Nat → Nat) (h : ∀ x, f x = x) : f (f 2) = 2",
)
TACTICS = (
    "skip",
    "intro x",
    "simp",
    "simp_all",
    "rfl",
    "decide",
    "assumption",
    "constructor",
    "exact h",
    "cases h",
    "apply And.intro",
    "rw [Nat.add_comm]",
)


@dataclass(frozen=True)
class Shares:
    """Parts of a wall time, or seconds: Lean on attempts, and of that running, printing and freeing."""

    total: float
    running: float
    printing: float
    freeing: float

    @classmethod
    def of(cls, stats: SessionStats) -> Shares:
        rest = stats.tactic_seconds - stats.running_seconds - stats.printing_seconds
        return cls(stats.tactic_seconds, stats.running_seconds, stats.printing_seconds, rest)

    def since(self, before: Shares, seconds: float) -> Shares:
        """What came since then, as shares of `seconds`."""
        pairs = zip(astuple(self), astuple(before), strict=True)
        return Shares(*(round((now - then) / seconds, 3) for now, then in pairs))


@dataclass(frozen=True)
class Result:
    """attempts_per_second: median of the rounds, whose own figures are `rounds`.

    succeeded: attempts of a round that Lean accepted (for the fresh processes: attempts made).
    inside: shares of wall time and workers that Lean spent on attempts, where they are known.
    """

    name: str
    workers: int
    attempts_per_second: float
    rounds: tuple[float, ...]
    succeeded: int
    inside: Shares | None = None


SHORTEST_ROUND = 2.0  # seconds
PROCESS, SERVER = "session in a Lean process", "session over the language server"
SILENT = f"{PROCESS}, {len(TACTICS)} a request, without words"
AT_ONCE = {PROCESS: (len(TACTICS), 4, 1), SERVER: (len(TACTICS), 1)}
SCRATCH_POOL, FRESH = "leanclient ScratchPool", "fresh lean for each"


@dataclass(frozen=True)
class Contender:
    """attempt_all: tries all attempts, gives the number that succeeded. inside: Lean's seconds so far, if known."""

    attempt_all: Callable[[], Awaitable[int]]
    inside: Callable[[], Shares] | None = None


def hole(i: int) -> Hole:
    return Hole(f"theorem goal{i} {GOALS[i]} := ", "", in_tactic_block=False, column=0)


@contextlib.asynccontextmanager
async def ours(
    env: Environment, make_worker: MakeWorker, workers: int, at_once: int, explain: bool = True
) -> AsyncIterator[Contender]:
    """A session of ours, asked for `at_once` tactics in each call, all calls at once."""
    limits = TryLimits(explain=explain)
    session = SessionPool(env, workers=workers, make_worker=make_worker)
    states = await session.open("", [hole(i) for i in range(len(GOALS))])

    async def attempt_all() -> int:
        calls = [
            session.attempt(state, TACTICS[i : i + at_once], limits)
            for state in states
            for i in range(0, len(TACTICS), at_once)
        ]
        found = [attempt for each in await asyncio.gather(*calls) for attempt in each]
        for attempt in found:
            if attempt.state is not None:
                session.drop(attempt.state)
        return sum(attempt.outcome in {Outcome.CLOSED, Outcome.OPEN} for attempt in found)

    # The language server's own time is not known: what it takes holds elaboration of whole declarations.
    known = make_worker is ProcessWorker
    try:
        yield Contender(attempt_all, (lambda: Shares.of(session.stats())) if known else None)
    finally:
        await session.close()


@contextlib.asynccontextmanager
async def scratch_pool(env: Environment, size: int) -> AsyncIterator[Contender]:
    """leanclient's ScratchPool over the same launcher, on which it wants `lake` and the variables of this process."""
    kept = dict(os.environ)
    os.environ.update(env.env())
    try:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "lean-toolchain").write_text(f"leanprover/lean4:v{env.toolchain.version}\n")
            client = AsyncLeanLSPClient(folder, max_workers=size + 1)
            await client.start()
            pool = ScratchPool(client, header="", size=size)
            await pool.warm()

            async def one(text: str) -> bool:
                trial = await pool.run(text)
                return all(
                    message["severity"] != 1 or message["message"].startswith("unsolved goals")
                    for message in trial.diagnostics.items
                )

            async def attempt_all() -> int:
                return sum(await asyncio.gather(*(one(text) for text in _texts())))

            try:
                yield Contender(attempt_all)
            finally:
                await client.close()
    finally:
        os.environ.clear()
        os.environ.update(kept)


async def fresh_lean(env: Environment, every: int) -> tuple[float, int]:
    """Attempts a second, and how many were made, with a new process for each (in no sandbox, which favours it)."""
    texts = _texts()[::every]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "Attempt.lean"
        started = time.monotonic()
        for text in texts:
            file.write_text(text)
            process = await asyncio.create_subprocess_exec(
                *env.toolchain.lean, "--json", str(file), stdout=-1, stderr=-1, env=env.env()
            )
            await process.communicate()
        return len(texts) / (time.monotonic() - started), len(texts)


def _texts() -> list[str]:
    return [f"theorem goal{i} {goal} := by\n  {tactic}\n" for i, goal in enumerate(GOALS) for tactic in TACTICS]


Start = Callable[[], contextlib.AbstractAsyncContextManager[Contender]]


def contenders(env: Environment) -> list[tuple[str, int, Start]]:
    """Names, workers, and how to start: ours in each way of holding states, with all tactics of a goal in one request
    or fewer at a time; ScratchPool.
    """
    kinds: dict[str, MakeWorker] = {PROCESS: ProcessWorker, SERVER: ServerWorker}
    found: list[tuple[str, int, Start]] = []
    for workers in (1, 2):
        for kind, make_worker in kinds.items():
            for at_once in AT_ONCE[kind]:
                name = f"{kind}, {at_once} a request"
                found.append((name, workers, functools.partial(ours, env, make_worker, workers, at_once)))
            if kind == PROCESS:
                start = functools.partial(ours, env, make_worker, workers, len(TACTICS), explain=False)
                found.append((SILENT, workers, start))
        found.append((SCRATCH_POOL, workers, functools.partial(scratch_pool, env, workers)))
    return found


async def measure(rounds: int, console: Console) -> list[Result]:
    env = environment.of_text(toolchain.embedded(), "")
    results = []
    for name, workers, make in contenders(env):
        speeds = []
        async with make() as contender:
            succeeded = await contender.attempt_all()  # warm
            before, wall = contender.inside() if contender.inside else None, 0.0
            for _ in range(rounds):
                started, passes = time.monotonic(), 0
                while passes == 0 or time.monotonic() - started < SHORTEST_ROUND:
                    succeeded = await contender.attempt_all()
                    passes += 1
                seconds = time.monotonic() - started
                wall += seconds
                speeds.append(passes * len(GOALS) * len(TACTICS) / seconds)
            shares = contender.inside().since(before, wall * workers) if contender.inside and before else None
        results.append(Result(name, workers, statistics.median(speeds), tuple(speeds), succeeded, shares))
        console.print(f"{name}, {workers} worker(s): {results[-1].attempts_per_second:.0f} attempts/s")
    speed, count = await fresh_lean(env, every=8)
    results.append(Result(FRESH, 1, speed, (speed,), count))
    return results


async def starting(times: int) -> float:
    """Median seconds from nothing to the first answer of a session, its module being in the cache."""
    env = environment.of_text(toolchain.embedded(), "")
    seconds = []
    for _ in range(times):
        started = time.monotonic()
        async with SessionPool(env, workers=1, make_worker=ProcessWorker) as session:
            [state] = await session.open("", [hole(0)])
            await session.attempt(state, ["skip"])
            seconds.append(time.monotonic() - started)
    return statistics.median(seconds)


async def kilobytes_a_state(count: int) -> float:
    """Memory that a kept state takes, in KiB, over `count` states of one goal."""
    env = environment.of_text(toolchain.embedded(), "")
    async with SessionPool(env, workers=1, make_worker=ProcessWorker) as session:
        [state] = await session.open("", [hole(0)])
        await session.attempt(state, [f"have warm{i} := h" for i in range(100)])
        before = session.stats()
        memory, states = before.memory_mb[0], before.states[0]
        for i in range(0, count, 100):
            await session.attempt(state, [f"have k{n} := h" for n in range(i, i + 100)])
        after = session.stats()
    return (after.memory_mb[0] - memory) * 1024 / max(1, after.states[0] - states)


async def sustained(attempts: int) -> dict[str, list[float]]:
    """Memory (MB, of the worker itself) and states held by one worker while it makes so many attempts."""
    env = environment.of_text(toolchain.embedded(), "")
    found: dict[str, list[float]] = {"attempts": [], "memory_mb": [], "states": []}
    async with SessionPool(env, workers=1, make_worker=ProcessWorker) as session:
        states = await session.open("", [hole(i) for i in range(len(GOALS))])
        done = 0
        while done < attempts:
            for state in states:
                for attempt in await session.attempt(state, TACTICS):
                    if attempt.state is not None:
                        session.drop(attempt.state)
                done += len(TACTICS)
            if done >= attempts * (len(found["attempts"]) + 1) / 10:
                stats = session.stats()
                found["attempts"].append(done)
                found["memory_mb"].append(round(stats.memory_mb[0], 1))
                found["states"].append(stats.states[0])
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sustained", type=int, default=100_000)
    default = Path(__file__).with_name("results") / "tactics.json"
    parser.add_argument("--output", type=Path, default=default)
    arguments = parser.parse_args()
    console = Console(stderr=True)
    results = asyncio.run(measure(arguments.rounds, console))

    start = asyncio.run(starting(5))
    state_size = asyncio.run(kilobytes_a_state(5000))
    memory = asyncio.run(sustained(arguments.sustained))

    def speed(name: str, workers: int) -> float:
        return next(r.attempts_per_second for r in results if (r.name, r.workers) == (name, workers))

    def inside(name: str) -> Shares:
        return next(r.inside for r in results if r.inside and (r.name, r.workers) == (name, 1))

    best = f"{PROCESS}, {len(TACTICS)} a request"
    single = f"{PROCESS}, 1 a request"
    server = f"{SERVER}, {len(TACTICS)} a request"
    scratch = speed(SCRATCH_POOL, 1)
    report = {
        "ratio_scratchpool": round(speed(best, 1) / scratch, 3),
        "ratio_scratchpool_one_a_request": round(speed(single, 1) / scratch, 3),
        "ratio_scratchpool_language_server": round(speed(server, 1) / scratch, 3),
        "ratio_two_workers": round(speed(best, 2) / speed(best, 1), 3),
        "ratio_two_workers_language_server": round(speed(server, 2) / speed(server, 1), 3),
        "ratio_two_workers_scratchpool": round(speed(SCRATCH_POOL, 2) / scratch, 3),
        "ratio_fresh_lean": round(speed(best, 1) / speed(FRESH, 1), 3),
        "ratio_scratchpool_without_words": round(speed(SILENT, 1) / scratch, 3),
        "share_inside_tactics": inside(best).total,
        "share_parsing_and_running": inside(best).running,
        "share_inside_tactics_without_words": inside(SILENT).total,
        "share_parsing_and_running_without_words": inside(SILENT).running,
        "warm_start_seconds": round(start, 3),
        "kilobytes_a_kept_state": round(state_size, 1),
        "sustained": memory,
        "goals": len(GOALS),
        "tactics": len(TACTICS),
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "sandbox": sandbox.layer(),
        "results": [asdict(result) for result in results],
    }
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(report, indent=2) + "\n")
    columns = ("attempts/s", "over ScratchPool", "inside Lean", "running", "printing", "freeing")
    table = Table("contender", "workers", *columns, box=None)
    for result in results:
        ratio = result.attempts_per_second / scratch
        shares = [f"{share:.0%}" for share in astuple(result.inside)] if result.inside else []
        table.add_row(result.name, str(result.workers), f"{result.attempts_per_second:.0f}", f"{ratio:.2f}×", *shares)
    Console().print(table)
    Console().print(f"warm start {start:.2f} s; a kept state takes {state_size:.0f} KiB")
    per_attempts = zip(memory["attempts"], memory["memory_mb"], strict=True)
    Console().print("memory: " + ", ".join(f"{mb} MB after {int(count)}" for count, mb in per_attempts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
