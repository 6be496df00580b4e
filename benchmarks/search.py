"""Strategies of search at equal Lean calls, and what a search spends its time on.

    python benchmarks/search.py [SUITE …] [--data FOLDER] [--strategy NAME …] [--lean-calls 250]

Results are added to those of earlier runs with other suites. Only the search is timed and counted: no certification
and no memory. Times are measured by processor time (`processor_time.py`), so that they do not hang on what else the
machine does. Each theorem of the bundled challenges is searched with the earlier theorems of its theory in front of
it as axioms, so that every strategy has the same lemmas whatever it proved before. A suite is `challenges` or what
`lemmasmith bench` takes.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import importlib
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.table import Table

from agent.budget import Budget
from agent.console import err, out
from agent.proposers import Theory, equations
from agent.proposers.embedded import EmbeddedProposer
from agent.proposers.theory import merge, scan
from agent.search import MakeStrategy, Search, SearchOptions, SearchResult, StrategyName, choose, in_flight
from agent.suite import Problem, problems
from benchmarks.processor_time import Meter, ProcessorTimeLoop
from prover_bridge import modules, source, toolchain
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.pool import SessionPool
from prover_bridge.protocol import Hole, Outcome, SessionError, TryLimits
from prover_bridge.source import PlacedHole

_OPEN = re.compile(r"theorem (?P<statement>(?:(?!\ntheorem |\nend ).)*?) := by\n +sorry\n", re.DOTALL)
# Searches of so many Lean calls last; most of the others end within a few batches.
LASTING = 100
# Those that need no model.
PLAIN: tuple[StrategyName, ...] = ("best-first", "mcts", "mixed")


@dataclass(frozen=True)
class Case:
    """A theorem to be searched. name: of its problem and its own."""

    name: str
    environment: Environment
    placed: PlacedHole
    theory: Theory


def cases(suite: str, data: Path | None, wanted: Callable[[int], bool] = lambda _: True) -> Iterator[Case]:
    """The theorems of a suite that elaborate here. wanted: says of a problem's number whether its theorems are."""
    earlier: defaultdict[str, list[str]] = defaultdict(list)
    given: set[str] = set()
    for number, problem in enumerate(problems(suite, data)):
        theory = Path(problem.name).parent.name
        try:
            text = problem.path.read_text(encoding="utf-8")
            known = ""
            if suite == "challenges" and theory != "own":
                known = "".join(earlier[theory])
                earlier[theory].append(_OPEN.sub(r"axiom \g<statement>\n", text[modules.header_end(text) :]))
            if not wanted(number):
                continue
            text, env, reading = source.load(problem.path, toolchain.embedded())
            header = modules.header_end(text)
            text = text[:header] + known + text[header:]
            file = source.parse(text, env, str(problem.path), reading)
        except UserError as error:
            err.print(f"left out: {problem.name}: {error}", markup=False)
            continue
        imported = _imported(problem, text)
        for placed in file.holes:
            name = f"{theory}:{placed.theorem}"
            if name in given:
                continue  # an earlier theorem
            given.add(name)
            yield Case(f"{problem.name}:{placed.theorem}", env, placed, merge(imported, scan(placed.context)))


def _imported(problem: Problem, text: str) -> Theory:
    files = modules.local_sources(problem.path, text).values()
    return merge(*(scan(file.read_text(encoding="utf-8")) for file in files))


@dataclass
class Run:
    """What one strategy did on a suite. times: of each search in seconds, by the running loop's clock; lean_seconds:
    the part in which Leans were at work, summed over workers; busy: seconds in which so many workers had something to
    do, by their number; cpu_seconds: processor time of this process."""

    strategy: str
    workers: int
    solved: list[str] = field(default_factory=list)
    lean_calls: dict[str, int] = field(default_factory=dict)
    times: dict[str, float] = field(default_factory=dict)
    lean_seconds: float = 0.0
    busy: dict[int, float] = field(default_factory=dict)
    cpu_seconds: float = 0.0
    nodes: int = 0
    attempts: int = 0
    restarts: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    failures: set[tuple[str, str]] = field(default_factory=set)

    def to_json(self) -> dict[str, Any]:
        """Times only where they were measured by processor time."""
        seconds = max(sum(self.times.values()), 1e-9)
        worked = sum(number * each for number, each in self.busy.items())
        times = {
            "seconds": round(seconds, 2),
            "nodes_a_second": round(self.nodes / seconds, 1),
            "lean_calls_a_second": round(self.attempts / seconds, 1),
            "share_of_lean": round(self.lean_seconds / seconds / self.workers, 3),
            "idle_workers": round(1 - worked / seconds / self.workers, 3),
            "cpu_seconds_of_python": round(self.cpu_seconds, 2),
        }
        return {
            "strategy": self.strategy,
            "workers": self.workers,
            "solved": len(self.solved),
            "theorems": len(self.lean_calls),
            "lean_calls": sum(self.lean_calls.values()),
            "lean_calls_of_solved": sum(self.lean_calls[name] for name in self.solved),
            **(times if self.busy else {}),
            "restarts": self.restarts,
            "saved": self.counts,
            "unsolved": sorted(set(self.lean_calls) - set(self.solved)),
        }


async def search_all(
    suite: Sequence[Case],
    name: StrategyName,
    calls: int,
    *,
    seed: int = 0,
    workers: int = 1,
    seconds: float = 600.0,
    known: Set[tuple[str, str]] = frozenset(),
    meter: Meter | None = None,
) -> Run:
    """Search every theorem, one after the other, in a session that stays open. known: failures that are remembered.
    meter: measures times."""
    equations.between.cache_clear()  # what an earlier run has thought out does not help this one
    run, make = Run(name, workers), choose(name, seed)
    pools: dict[str, SessionPool] = {}
    try:
        for number, case in enumerate(suite, 1):
            key = case.environment.content_hash
            if key not in pools:
                for pool in pools.values():
                    await pool.close()
                pools = {key: SessionPool(case.environment, workers=workers)}
                await _warm(pools[key], workers)
            budget = Budget(seconds, calls)
            result = await _search(run, pools[key], case, make, budget, seed, known, meter)
            if result is not None and result.status == "proved":
                run.solved.append(case.name)
            run.lean_calls[case.name] = budget.lean_calls
            mark = "✓" if case.name in run.solved else "✗"
            err.print(f"{name} {number}/{len(suite)} {mark} {case.name} {budget.lean_calls}", markup=False)
    finally:
        for pool in pools.values():
            await pool.close()
    if meter is not None:
        run.lean_seconds, run.busy = meter.lean, dict(meter.busy)
    return run


async def _warm(pool: SessionPool, workers: int) -> None:
    """Start every worker and import what proposers import late, so that no search waits for that."""
    importlib.import_module("sympy")
    [state] = await pool.open("", [Hole("theorem warm : True := ", "\n", False, 2)])
    await asyncio.gather(*(pool.attempt(state, ["skip"] * workers) for _ in range(workers)))
    pool.drop(state)


async def _search(
    run: Run,
    pool: SessionPool,
    case: Case,
    make: MakeStrategy,
    budget: Budget,
    seed: int,
    known: Set[tuple[str, str]],
    meter: Meter | None,
) -> SearchResult | None:
    try:
        [root] = await pool.open(case.placed.context, [case.placed.hole])
    except SessionError as error:
        err.print(f"{case.name}: {error}", markup=False)
        return None
    before = dataclasses.replace(pool.stats())
    clock = asyncio.get_running_loop().time
    started, processor = clock(), time.process_time()
    search = Search(
        pool,
        root,
        [EmbeddedProposer(seed)],
        budget,
        theorem=case.placed.theorem,
        theory=case.theory,
        options=SearchOptions(parallel=in_flight(run.workers), limits=TryLimits(seconds=30.0)),
        known_failure=lambda key, tactic: (key, tactic) in known,
        seed=seed,
        strategy=make,
    )
    with meter.count() if meter is not None else nullcontext():
        result = await search.run()
    run.times[case.name] = clock() - started
    run.cpu_seconds += time.process_time() - processor
    after = pool.stats()
    run.attempts += after.attempts - before.attempts
    run.restarts += after.restarts - before.restarts
    run.nodes += result.expanded
    run.counts = dict(Counter(run.counts) + Counter(dataclasses.asdict(result.counts)))
    run.failures |= {(t.goal_key, t.tactic) for t in result.trials if t.outcome is Outcome.ERROR}
    pool.drop(root)
    return result


def table_of(rows: Sequence[dict[str, Any]], title: str) -> Table:
    """Runs as a table for people."""
    columns = ("strategy", "workers", "solved", "Lean calls", "seconds", "nodes/s", "calls/s", "Lean's share")
    timed = "seconds" in rows[0]
    table = Table(*columns[: None if timed else 4], box=None, title=title)
    for row in rows:
        table.add_row(
            row["strategy"],
            str(row["workers"]),
            f"{row['solved']}/{row['theorems']}",
            str(row["lean_calls"]),
            *(
                (
                    f"{row['seconds']:.1f}",
                    f"{row['nodes_a_second']:.0f}",
                    f"{row['lean_calls_a_second']:.0f}",
                    f"{row['share_of_lean']:.0%}",
                )
                if timed
                else ()
            ),
        )
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suites", nargs="*", default=["challenges"])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--strategy", action="append", choices=PLAIN)
    parser.add_argument("--lean-calls", type=int, default=250)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--every", type=int, default=1, help="Compare strategies on each so many-th problem only.")
    parser.add_argument(
        "--timed", type=int, default=8, help="Time each so many-th problem of the first suite; 0: none."
    )
    parser.add_argument("--output", type=Path, default=Path(__file__).with_name("results") / "search.json")
    arguments = parser.parse_args()
    every, each = arguments.every, arguments.timed
    report: dict[str, Any] = json.loads(arguments.output.read_text()) if arguments.output.is_file() else {}
    report["lean_calls_a_theorem"] = arguments.lean_calls
    for suite in arguments.suites:
        compared = list(cases(suite, arguments.data, lambda n: every > 0 and n % every == 0))
        rows, lasting = [], set[str]()
        for name in arguments.strategy or PLAIN if compared else ():
            run = asyncio.run(search_all(compared, name, arguments.lean_calls, seed=arguments.seed))
            lasting |= {case for case, calls in run.lean_calls.items() if calls >= LASTING}
            rows.append(run.to_json())
        if rows:
            report.setdefault("strategies", {})[suite] = {"every": every, "runs": rows}
            out.print(table_of(rows, suite))
            save(report, arguments.output)
        if each and suite == arguments.suites[0]:
            names = {case.name for case in compared}
            sample = list(cases(suite, arguments.data, lambda n: n % each == 0))
            sample += [case for case in compared if case.name in lasting - {other.name for other in sample} & names]
            report["time"] = {"every": each, **timed(sample, arguments.lean_calls, arguments.seed)}
        save(report, arguments.output)


def save(report: dict[str, Any], path: Path) -> None:
    path.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def timed(sample: Sequence[Case], calls: int, seed: int) -> dict[str, Any]:
    """One worker against two, and what is saved where failures are remembered from a run before."""
    one, two = (measured(sample, calls, seed, workers) for workers in (1, 2))
    again = measured(sample, calls, seed, 1, one.failures)
    rows = [one.to_json(), two.to_json(), again.to_json()]
    out.print(table_of(rows, "time: one worker, two workers, one that remembers failures"))
    lasting = [name for name, spent in one.lean_calls.items() if spent >= LASTING]
    short = [name for name in one.lean_calls if name not in lasting]
    saved = {
        "growth_with_two_workers": {
            "searches_of_100_lean_calls_and_more": growth(one, two, lasting),
            "shorter_searches": growth(one, two, short),
            "all": growth(one, two, [*lasting, *short]),
        },
        "saved_by_transposition": one.counts.get("transposed", 0),
        "saved_by_remembered_failures": again.counts.get("remembered", 0),
        "lean_calls_without_memory_of_failures": rows[0]["lean_calls"],
        "lean_calls_with_memory_of_failures": rows[2]["lean_calls"],
    }
    out.print(saved)
    return {"one_worker": rows[0], "two_workers": rows[1], "remembering": rows[2], **saved}


def measured(
    sample: Sequence[Case], calls: int, seed: int, workers: int, known: Set[tuple[str, str]] = frozenset()
) -> Run:
    """Best-first search, timed by processor time."""
    loop = ProcessorTimeLoop()
    meter = Meter(loop)
    try:
        with meter.installed():
            return loop.run_until_complete(
                search_all(sample, "best-first", calls, seed=seed, workers=workers, known=known, meter=meter)
            )
    finally:
        loop.close()


def growth(one: Run, two: Run, names: Sequence[str]) -> dict[str, float]:
    """How much faster searches end, and how many more Lean calls a second are made."""
    before, after = (max(1e-9, sum(run.times[name] for name in names)) for run in (one, two))
    rates = [sum(run.lean_calls[name] for name in names) / time for run, time in ((one, before), (two, after))]
    return {
        "theorems": len(names),
        "seconds_with_one": round(before, 2),
        "seconds_with_two": round(after, 2),
        "faster": round(before / after, 2),
        "lean_calls_a_second": round(rates[1] / max(rates[0], 1e-9), 2),
    }


if __name__ == "__main__":
    main()
