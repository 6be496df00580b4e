"""Strategies of search at equal Lean calls, and what a search spends its time on.

    python benchmarks/search.py [SUITE …] [--data FOLDER] [--strategy NAME …] [--lean-calls 250]

Results are added to those of earlier runs with other suites. Only the search is timed and counted: no certification
and no memory. Each theorem of the bundled challenges is searched with the earlier theorems of its theory in front of
it as axioms, so that every strategy has the same lemmas whatever it proved before. A suite is `challenges` or what
`lemmasmith bench` takes.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
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
from prover_bridge import modules, source, toolchain
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.pool import SessionPool
from prover_bridge.protocol import Hole, Outcome, SessionError, TryLimits
from prover_bridge.source import PlacedHole

_OPEN = re.compile(r"theorem (?P<statement>(?:(?!\ntheorem |\nend ).)*?) := by\n +sorry\n", re.DOTALL)
# Those that need no model.
PLAIN: tuple[StrategyName, ...] = ("best-first", "mcts", "mixed")


@dataclass(frozen=True)
class Case:
    """A theorem to be searched. name: of its problem and its own."""

    name: str
    environment: Environment
    placed: PlacedHole
    theory: Theory


def cases(suite: str, data: Path | None) -> Iterator[Case]:
    """The theorems of a suite that elaborate here."""
    earlier: defaultdict[str, list[str]] = defaultdict(list)
    given: set[str] = set()
    for problem in problems(suite, data):
        theory = Path(problem.name).parent.name
        try:
            text, env, reading = source.load(problem.path, toolchain.embedded())
            if suite == "challenges" and theory != "own":
                header = modules.header_end(text)
                known = "".join(earlier[theory])
                body = text[header:]
                earlier[theory].append(_OPEN.sub(r"axiom \g<statement>\n", body))
                text = text[:header] + known + body
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
    """What one strategy did on a suite. seconds: wall time of searches; lean_seconds: the part that Lean took for
    tactics, summed over workers; cpu_seconds: processor time of this process."""

    strategy: str
    workers: int
    solved: list[str] = field(default_factory=list)
    lean_calls: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    lean_seconds: float = 0.0
    cpu_seconds: float = 0.0
    nodes: int = 0
    attempts: int = 0
    restarts: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    failures: set[tuple[str, str]] = field(default_factory=set)

    def to_json(self) -> dict[str, Any]:
        seconds = max(self.seconds, 1e-9)
        share = self.lean_seconds / seconds / self.workers
        return {
            "strategy": self.strategy,
            "workers": self.workers,
            "solved": len(self.solved),
            "theorems": len(self.lean_calls),
            "lean_calls": sum(self.lean_calls.values()),
            "lean_calls_of_solved": sum(self.lean_calls[name] for name in self.solved),
            "seconds": round(self.seconds, 2),
            "nodes_a_second": round(self.nodes / seconds, 1),
            "lean_calls_a_second": round(self.attempts / seconds, 1),
            "share_of_lean": round(share, 3),
            "idle_workers": round(1 - share, 3),
            "cpu_seconds_of_python": round(self.cpu_seconds, 2),
            "restarts": self.restarts,
            "saved": self.counts,
            "unsolved": sorted(set(self.lean_calls) - set(self.solved)),
        }


async def search_all(
    suite: Sequence[Case],
    name: str,
    calls: int,
    *,
    seed: int = 0,
    workers: int = 1,
    seconds: float = 600.0,
    known: Set[tuple[str, str]] = frozenset(),
) -> Run:
    """Search every theorem, one after the other, in a session that stays open. known: failures that are remembered."""
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
            result = await _search(run, pools[key], case, make, budget, seed, known)
            if result is not None and result.status == "proved":
                run.solved.append(case.name)
            run.lean_calls[case.name] = budget.lean_calls
            mark = "✓" if case.name in run.solved else "✗"
            err.print(f"{name} {number}/{len(suite)} {mark} {case.name} {budget.lean_calls}", markup=False)
    finally:
        for pool in pools.values():
            await pool.close()
    return run


async def _warm(pool: SessionPool, workers: int) -> None:
    """Start every worker, so that no search waits for that."""
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
) -> SearchResult | None:
    try:
        [root] = await pool.open(case.placed.context, [case.placed.hole])
    except SessionError as error:
        err.print(f"{case.name}: {error}", markup=False)
        return None
    before = dataclasses.replace(pool.stats())
    started, processor = time.monotonic(), time.process_time()
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
    result = await search.run()
    run.seconds += time.monotonic() - started
    run.cpu_seconds += time.process_time() - processor
    after = pool.stats()
    run.lean_seconds += after.tactic_seconds - before.tactic_seconds
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
    table = Table(*columns, box=None, title=title)
    for row in rows:
        table.add_row(
            row["strategy"],
            str(row["workers"]),
            f"{row['solved']}/{row['theorems']}",
            str(row["lean_calls"]),
            f"{row['seconds']:.1f}",
            f"{row['nodes_a_second']:.0f}",
            f"{row['lean_calls_a_second']:.0f}",
            f"{row['share_of_lean']:.0%}",
        )
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suites", nargs="*", default=["challenges"])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--strategy", action="append", choices=PLAIN)
    parser.add_argument("--lean-calls", type=int, default=250)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--every", type=int, default=1, help="Compare strategies on each so many-th theorem only.")
    parser.add_argument(
        "--timed", type=int, default=8, help="Time each so many-th theorem of the first suite; 0: none."
    )
    parser.add_argument("--output", type=Path, default=Path(__file__).with_name("results") / "search.json")
    arguments = parser.parse_args()
    report: dict[str, Any] = json.loads(arguments.output.read_text()) if arguments.output.is_file() else {}
    report["lean_calls_a_theorem"] = arguments.lean_calls
    for suite in arguments.suites:
        chosen = list(cases(suite, arguments.data))
        rows = []
        for name in arguments.strategy or PLAIN if arguments.every else ():
            run = asyncio.run(search_all(chosen[:: arguments.every], name, arguments.lean_calls, seed=arguments.seed))
            rows.append(run.to_json())
        if rows:
            report.setdefault("strategies", {})[suite] = rows
            out.print(table_of(rows, suite))
        if arguments.timed and suite == arguments.suites[0]:
            report["time"] = timed(chosen[:: arguments.timed], arguments.lean_calls, arguments.seed)
    arguments.output.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def timed(chosen: Sequence[Case], calls: int, seed: int) -> dict[str, Any]:
    """One worker against two, and what is saved where failures are remembered from a run before."""
    one, two = (asyncio.run(search_all(chosen, "best-first", calls, seed=seed, workers=workers)) for workers in (1, 2))
    again = asyncio.run(search_all(chosen, "best-first", calls, seed=seed, known=one.failures))
    rows = [one.to_json(), two.to_json(), again.to_json()]
    out.print(table_of(rows, "time: one worker, two workers, one that remembers failures"))
    saved = {
        "growth_with_two_workers": round(rows[1]["lean_calls_a_second"] / max(rows[0]["lean_calls_a_second"], 1e-9), 2),
        "saved_by_transposition": one.counts.get("transposed", 0),
        "saved_by_remembered_failures": again.counts.get("remembered", 0),
        "lean_calls_without_memory_of_failures": rows[0]["lean_calls"],
        "lean_calls_with_memory_of_failures": rows[2]["lean_calls"],
    }
    out.print(saved)
    return {"one_worker": rows[0], "two_workers": rows[1], "remembering": rows[2], **saved}


if __name__ == "__main__":
    main()
