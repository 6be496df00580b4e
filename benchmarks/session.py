"""How long a person waits: from Enter on a tactic to the new goals on the screen of `lemmasmith session`.

    python benchmarks/session.py [--every N] [--tactics K] [--data FOLDER]

The goals are those of the demonstration (each Nth challenge); the tactics are up to K of the embedded proposer's for
each goal that leave something to prove. The same tactics run three times: through the real program on a real
pseudo-terminal (from the byte of Enter to the last line of the new goal in what the terminal got), through its engine
alone, and through the engine over Lean's language server. Also: how long a typed letter takes to its echo, the
program from its start to the first goal, and, on a goal that no search closes, tactics and letters with and without the
agent at work on it in the background. On a machine that others use as well, `chrt -r 1` before the command keeps
their work out of the figures.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from agent.console import err, out
from agent.interactive.proof import ProofInHand
from agent.proposers.embedded import EmbeddedProposer
from agent.run import Run
from agent.suite import Problem, problems
from prover_bridge import toolchain
from prover_bridge.errors import UserError
from prover_bridge.pool import MakeWorker
from prover_bridge.process_worker import ProcessWorker
from prover_bridge.server_worker import ServerWorker
from tests.interactive.terminal.emulator import COMMAND, Terminal

ENGINES: dict[str, MakeWorker] = {"engine alone": ProcessWorker, "engine over the language server": ServerWorker}
PROGRAM = "in the terminal"
GOAL = 50.0  # milliseconds, median, from Enter to the goals on the screen


# A goal on which a search goes on for as long as it may.
LASTING = """theorem lasting (a b c : Nat) (g : a ^ 3 + b ^ 3 = c ^ 3) (k : a > 0) (l : b > 0) : c = 0 ∨ c * a = b := by
  sorry
"""
IDLE, BESIDE = "no search beside", "the agent at work beside"


@dataclass
class Times:
    """Milliseconds of each tactic by arm; of the echo of letters; seconds to the first goal."""

    arms: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in (PROGRAM, *ENGINES)})
    echo: list[float] = field(default_factory=list)
    first_goal: list[float] = field(default_factory=list)
    beside: dict[str, list[float]] = field(default_factory=lambda: {IDLE: [], BESIDE: []})
    beside_echo: dict[str, list[float]] = field(default_factory=lambda: {IDLE: [], BESIDE: []})


async def ideas(file: Path, count: int) -> list[str]:
    """Tactics for the first goal of a file that work and leave something to prove."""
    run = Run(toolchain.embedded(), lambda _: [EmbeddedProposer()])
    proof = await ProofInHand.open(run, file)
    try:
        found = await proof.suggestions(40)
    finally:
        await proof.close()
    return [each.tactic for each in found if each.opened][:count]


async def through_engine(file: Path, make_worker: MakeWorker, tactics: Sequence[str]) -> list[float]:
    run = Run(toolchain.embedded(), lambda _: [EmbeddedProposer()], make_worker=make_worker)
    proof = await ProofInHand.open(run, file)
    taken = []
    try:
        for tactic in tactics:
            started = time.perf_counter()
            tried = await proof.apply(tactic)
            taken.append((time.perf_counter() - started) * 1000)
            if tried.step is not None:
                proof.undo()
    finally:
        await proof.close()
    return taken


def through_program(file: Path, home: Path, tactics: Sequence[str], times: Times) -> list[float]:
    started = time.perf_counter()
    screen = Terminal([*COMMAND, "session", str(file), "--memory", "none"], file.parent, {"LEMMASMITH_HOME": str(home)})
    taken = []
    try:
        screen.wait("⊢")
        times.first_goal.append(time.perf_counter() - started)
        screen.wait(lambda: screen.ready)
        screen.settle()
        for number, tactic in enumerate(tactics, 1):
            typed = tactic.replace("\n", "\r") + ("\r" if "\n" in tactic else "")
            times.echo.append(echo(screen, typed[0]))
            screen.type(typed[1:])
            screen.settle()
            taken.append(enter(screen, number))
            screen.settle()
            assert f"step {number} " in screen.transcript, "what was measured is on the screen"
            screen.do(":undo", "── start")
        screen.type("\x04")
        screen.ended()
    finally:
        screen.close()
    return taken


def with_and_without_agent(home: Path, rounds: int, times: Times) -> None:
    """Tactics and letters in one session, in turns with the agent at work in the background and without."""
    file = home / "lasting.lean"
    file.write_text(LASTING, encoding="utf-8")
    screen = Terminal([*COMMAND, "session", str(file), "--memory", "none"], home, {"LEMMASMITH_HOME": str(home)})
    number = 0
    try:
        screen.wait("⊢")
        screen.wait(lambda: screen.ready)
        for _ in range(rounds):
            for arm in (IDLE, BESIDE):
                screen.do(":go 0", "── start")
                if arm == BESIDE:
                    screen.do(":agent 600", "The agent is at work")
                    screen.wait(lambda: "Lean calls" in screen.lines[-1])
                for _ in range(8):
                    typed = f"have fact_{number} : {number} + 0 = {number} := rfl"
                    number += 1
                    for letter in typed:
                        times.beside_echo[arm].append(echo(screen, letter))
                    screen.settle()
                    times.beside[arm].append(enter(screen, number))
                    screen.settle()
                if arm == BESIDE:
                    assert "agent" in screen.lines[-1], "it was at work all the time"
                    screen.do(":stop", "The agent has not closed")
        screen.type("\x04")
        screen.ended()
    finally:
        screen.close()


def enter(screen: Terminal, step: int) -> float:
    """Milliseconds from Enter to the goal of a step."""
    before, head = len(screen.raw), f"── step {step} ".encode()
    started = time.perf_counter()
    screen.type("\r")
    while time.perf_counter() < started + 60:
        assert screen.pump(0.01), screen.transcript
        got = screen.raw[before:]
        at = got.find(head)
        goal = got.find("⊢".encode(), at) if at >= 0 else -1
        if goal >= 0 and b"\n" in got[goal:]:
            return (time.perf_counter() - started) * 1000
    raise AssertionError(f"no step {step} in a minute:\n{screen.transcript}")


def echo(screen: Terminal, letter: str) -> float:
    """Milliseconds from a letter to something new on the screen."""
    before = len(screen.raw)
    started = time.perf_counter()
    screen.type(letter)
    while len(screen.raw) == before:
        assert screen.pump(0.01), screen.transcript
    return (time.perf_counter() - started) * 1000


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def summary(values: Sequence[float], digits: int = 1) -> dict[str, float]:
    return {
        "p50": round(statistics.median(values), digits),
        "p99": round(percentile(values, 0.99), digits),
        "most": round(max(values), digits),
        "count": len(values),
    }


def measure(order: Sequence[Problem], count: int, times: Times) -> list[str]:
    """Fills `times`; the names of the problems that had tactics."""
    used = []
    for at, problem in enumerate(order, 1):
        try:
            tactics = asyncio.run(ideas(problem.path, count))
        except UserError as error:
            err.print(f"{problem.name}: {error}", markup=False)
            continue
        if not tactics:
            continue
        arms = list(times.arms)
        for arm in arms[at % len(arms) :] + arms[: at % len(arms)]:  # each is first in its turn
            if arm == PROGRAM:
                found = through_program(problem.path, Path(os.environ["LEMMASMITH_HOME"]), tactics, times)
            else:
                found = asyncio.run(through_engine(problem.path, ENGINES[arm], tactics))
            times.arms[arm] += found
        used.append(problem.name)
        err.print(f"{at} of {len(order)} {problem.name}: {len(tactics)} tactics", markup=False)
    return used


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=4)
    parser.add_argument("--tactics", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=1, help="with and without the agent beside")
    parser.add_argument("--output", type=Path, default=Path(__file__).with_name("results") / "session.json")
    arguments = parser.parse_args()
    times = Times()
    load_before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="lemmasmith-session-") as home:
        os.environ["LEMMASMITH_HOME"] = home
        used = measure(problems("challenges")[:: arguments.every], arguments.tactics, times)
        with_and_without_agent(Path(home), arguments.rounds, times)
    result: dict[str, Any] = {
        "what": "milliseconds from Enter on a tactic to the new goals",
        "every": arguments.every,
        "problems": used,
        "cores": os.cpu_count(),
        "real_time_priority": os.sched_getscheduler(0) != os.SCHED_OTHER,
        "load": [round(load_before, 1), round(os.getloadavg()[0], 1)],
        "arms": {name: summary(values) for name, values in times.arms.items()},
        "terminal_adds": summary([a - b for a, b in zip(times.arms[PROGRAM], times.arms["engine alone"], strict=True)]),
        "echo_of_a_letter": summary(times.echo),
        "seconds_to_first_goal": summary(times.first_goal, 2),
        "agent_beside": {name: summary(values) for name, values in times.beside.items()},
        "echo_of_a_letter_agent_beside": {name: summary(values) for name, values in times.beside_echo.items()},
        "goal_p50": GOAL,
        "met": statistics.median(times.arms[PROGRAM]) < GOAL,
    }
    arguments.output.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    table = Table("", "p50", "p99", "most", "count", box=None)
    rows = {
        **result["arms"],
        "echo of a letter": result["echo_of_a_letter"],
        **{f"tactic, {name}": row for name, row in result["agent_beside"].items()},
        **{f"letter, {name}": row for name, row in result["echo_of_a_letter_agent_beside"].items()},
        "first goal (s)": result["seconds_to_first_goal"],
    }
    for name, row in rows.items():
        table.add_row(name, *(f"{row[key]:g}" for key in ("p50", "p99", "most", "count")))
    out.print(table)


if __name__ == "__main__":
    main()
