"""What certification costs: seconds a theorem, seconds of each check per 1,000 declarations, its share of a search.

    python benchmarks/certify.py [--json OUT] [--demo-every N]

Measured are the theorems of the gallery's honest files, each in a check of its own, as the search does it; each check
by itself on one file with many theorems; the replay of every theorem of the compact core with all that it reaches by
a kernel that starts empty, and of every declaration of every module (`--deep`); and how much of the demonstration's
wall time goes by in certification (all of its problems, or every Nth; 0 leaves it out).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from agent import demo, theorem_proof
from agent.suite import problems
from lemma_graph.store import Store
from prover_bridge import certify as certifying
from prover_bridge import imports, sandbox, toolchain
from prover_bridge.checks import TheoremCheck
from prover_bridge.compiled import Compiled, compile_text
from prover_bridge.environment import Environment, of_text
from prover_bridge.library import Library
from prover_bridge.replay import Replayer, order

RESULTS = Path(__file__).resolve().parent / "results" / "certify.json"
HONEST = Path(__file__).resolve().parents[1] / "tests" / "soundness" / "honest"
STEPS = {
    "present": "present",
    "statement": "same_statement",
    "definitions": "same_definitions",
    "axioms": "axioms_allowed",
    "safe": "only_safe",
    "names": "names_own",
    "toolchain": "toolchain_recent",
    "kernel": "kernel_accepts",
}
MANY = "\n".join(
    f"theorem t{n} (p q : Prop) (a b : Nat) (h : p ∧ q) (g : a < b) : q ∧ p ∧ a + {n} < b + {n} :=\n"
    f"  ⟨h.2, h.1, Nat.add_lt_add_right g {n}⟩"
    for n in range(200)
)


def one_by_one(environment: Environment) -> dict[str, Any]:
    """Wall seconds of `certify` for files of one to five theorems, divided by their theorems."""
    seconds: dict[str, float] = {}
    for path in sorted(HONEST.glob("*.lean")):
        if path.name.endswith(".stub.lean"):
            continue
        stub = path.with_suffix(".stub.lean")
        text = path.read_bytes().decode()
        started = time.monotonic()
        verdicts = certifying.certify(environment, text, stub=stub.read_text() if stub.exists() else None)
        assert all(verdict.status == "certified" for verdict in verdicts), path
        seconds[path.stem] = (time.monotonic() - started) / len(verdicts)
    return {
        "files": len(seconds),
        "median_seconds_a_theorem": round(statistics.median(seconds.values()), 3),
        "largest": round(max(seconds.values()), 3),
        "half_a_second_or_more": {name: round(each, 3) for name, each in seconds.items() if each >= 0.5},
    }


def check_by_check(environment: Environment) -> dict[str, Any]:
    """Seconds of each check over one file of 200 theorems against its own statements, and what compiling it takes."""
    spent: dict[str, float] = defaultdict(float)

    def timed(name: str, step: Callable[[TheoremCheck], str]) -> Callable[[TheoremCheck], str]:
        def run(check: TheoremCheck) -> str:
            started = time.perf_counter()
            try:
                return step(check)
            finally:
                spent[name] += time.perf_counter() - started

        return run

    plain = {method: getattr(TheoremCheck, method) for method in STEPS.values()}
    with certifying.checker_for(environment, certifying.DEFAULT_LIMITS) as checker:
        started = time.perf_counter()
        compiled = compile_text(checker.library, MANY, "many.lean", checker.limits, [])
        spent["header and compiled"] = time.perf_counter() - started
        assert isinstance(compiled, Compiled), compiled
        model = checker.compile_trusted(MANY, "many.lean")
        try:
            for name, method in STEPS.items():
                setattr(TheoremCheck, method, timed(name, plain[method]))
            verdicts = checker.check_compiled(compiled, model, None)
        finally:
            for method, step in plain.items():
                setattr(TheoremCheck, method, step)
    assert all(verdict.status == "certified" for verdict in verdicts)
    thousands = len(verdicts) / 1000
    declared = len(compiled.module.names) / 1000
    return {
        name: {
            "per_1000_theorems": round(seconds / thousands, 2),
            "per_1000_declarations": round(seconds / declared, 2),
        }
        for name, seconds in spent.items()
    }


def whole_core(environment: Environment) -> dict[str, Any]:
    """Every theorem of the core, and all that these reach, declared anew by a kernel that starts empty."""
    with certifying.checker_for(environment, certifying.DEFAULT_LIMITS) as checker:
        library = checker.library
        compiled = compile_text(library, "theorem t : True := trivial", "file.lean", checker.limits, [])
        assert isinstance(compiled, Compiled)
        scope = compiled.scope
        names = [
            name
            for module in library.modules.values()
            for name in module.names
            if type(module.constant(name)).__name__ == "Theorem"
        ]
        started = time.monotonic()
        reached = order(scope, ["t", *names])
        sorted_after = time.monotonic() - started
        replayer = Replayer(library, certifying.DEFAULT_LIMITS)
        try:
            replayer.open(compiled.bytes)
            started = time.monotonic()
            answer = replayer.replay(scope, reached)
            seconds = time.monotonic() - started
            busy = processor_seconds(replayer)
        finally:
            replayer.close()
    assert answer.passed, answer
    return {
        "theorems": len(names),
        "declarations": len(reached),
        "seconds_to_read_and_order": round(sorted_after, 2),
        "seconds_to_replay": round(seconds, 2),
        "processor_seconds_of_the_kernels_process": round(busy, 2),
        "seconds_per_1000_declarations": round(seconds / len(reached) * 1000, 3),
    }


def processor_seconds(replayer: Replayer) -> float:
    """What the kernel's process has used so far, which another program's load does not lengthen."""
    ticks = 0
    assert replayer._process is not None
    for pid in sandbox.descendants(replayer._process.pid):
        ticks += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def in_full(environment: Environment) -> dict[str, Any]:
    """Every safe declaration of every module of the core, module by module, without records of an earlier run."""
    library = Library(environment)
    replayer = Replayer(library, certifying.DEFAULT_LIMITS)
    kept = imports.cache_folder
    with tempfile.TemporaryDirectory() as folder:
        imports.cache_folder = lambda: Path(folder)
        try:
            started = time.monotonic()
            answer = imports.replay_in_full(library, replayer)
            seconds = time.monotonic() - started
            busy = processor_seconds(replayer)
        finally:
            imports.cache_folder = kept
            replayer.close()
    assert answer.passed, answer
    return {"declarations": len(library), "seconds": round(seconds, 2), "processor_seconds": round(busy, 2)}


def share_of_the_demonstration(every: int) -> dict[str, Any]:
    """Wall seconds of certification in both passes over every Nth problem of the demonstration, and of the whole."""
    spent: list[float] = []
    certify = certifying.certify

    def timed(*arguments: Any, **options: Any) -> Any:
        started = time.monotonic()
        try:
            return certify(*arguments, **options)
        finally:
            spent.append(time.monotonic() - started)

    chosen = problems("challenges")[::every]
    theorem_proof.certify = timed  # type: ignore[attr-defined]
    demo.problems = lambda _: chosen  # type: ignore[assignment, attr-defined]
    try:
        with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "memory.db") as store:
            first, second, *walls = asyncio.run(demo.demonstrate(store, os.cpu_count() or 1, True))
    finally:
        theorem_proof.certify = certify  # type: ignore[attr-defined]
        demo.problems = problems  # type: ignore[attr-defined]
    return {
        "every": every,
        "theorems": len(first.theorems),
        "proved": [first.solved, second.solved],
        "wall_seconds": [round(each, 1) for each in walls],
        "certifications": len(spent),
        "seconds_in_certification": round(sum(spent), 1),
        "median_seconds_a_certification": round(statistics.median(spent), 3),
        "share": round(sum(spent) / sum(walls), 3),
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description="What certification costs.")
    arguments.add_argument("--json", type=Path, default=RESULTS)
    arguments.add_argument("--demo-every", type=int, default=1)
    options = arguments.parse_args()
    environment = of_text(toolchain.embedded(), "")
    certifying.certify(environment, "theorem warm : True := trivial")  # starts the kernel, fills the caches
    results: dict[str, Any] = {"load_average_at_the_start": round(os.getloadavg()[0], 1)}
    for name, measure in (
        ("one_by_one", one_by_one),
        ("seconds_of_each_check", check_by_check),
        ("core", whole_core),
        ("core_in_full", in_full),
    ):
        results[name] = measure(environment)
        print(name, json.dumps(results[name]), flush=True)
    if options.demo_every:
        results["demonstration"] = share_of_the_demonstration(options.demo_every)
        print("demonstration", json.dumps(results["demonstration"]), flush=True)
    options.json.write_text(json.dumps(results, indent=2) + "\n")
    certifying.close()


if __name__ == "__main__":
    main()
