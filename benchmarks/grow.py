"""What growing brings: lemmas for an hour of the processor, false ideas stopped before a search, the worth of a night.

    python benchmarks/grow.py [rates] [--theories unary sequence] [--minutes 10]
    python benchmarks/grow.py laws [--minutes 20]        the usual laws of tests/growth, from the definitions alone
    python benchmarks/grow.py night [--theories unary] [--minutes 20] [--max-lean-calls 250]
    python benchmarks/grow.py soak [--minutes 60]        memory of all processes while a theory grows

rates: certified lemmas that no other gives in one step, for an hour of the processor; the share of conjectures that
were refuted before any search, and what that saved: a search is made for a sample of them, which must all fail. night:
the bundled challenges of a theory, whose statements the growing never saw, with the library and without at an equal
budget of Lean calls; a third arm without it gets what the growing cost on top, in equal parts. Each writes JSON to
benchmarks/results/.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from agent.budget import Budget
from agent.campaign.statistics import mcnemar
from agent.campaign.stores import copy_store
from agent.console import err, out
from agent.growth.ground import ConjectureProof, attempt
from agent.growth.limits import EFFORTS, GrowthLimits
from agent.growth.protocol import Conjecture
from agent.growth.run import GrowthProgress
from agent.growth.setting import Setting
from agent.growth.signature import read_theory
from agent.ideas import Choice, Ideas
from agent.memory import Memory
from agent.proving import Prover
from agent.report import TheoremReport
from agent.run import Limits
from agent.suite import Problem, problems
from agent.suite import attempt as try_file
from lemma_graph.store import Store
from prover_bridge import toolchain

RESULTS = Path(__file__).parent / "results"
_SAMPLE = 25  # refuted conjectures for which a search is made all the same


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=["rates", "laws", "night", "soak"], default="rates")
    parser.add_argument("--theories", nargs="+", default=["unary", "sequence"])
    parser.add_argument("--minutes", type=float, default=10.0, help="of growing, for each theory")
    parser.add_argument(
        "--growing-calls", type=int, help="Lean calls of growing, for each theory, in place of minutes: for any machine"
    )
    parser.add_argument("--max-lean-calls", type=int, default=250, help="for a challenge")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    value = {"rates": rates, "laws": laws, "night": night, "soak": soak}[arguments.what](arguments)
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / ("grow.json" if arguments.what == "rates" else f"grow-{arguments.what}.json")
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    out.print(f"written to {path}")


def _limits(arguments: argparse.Namespace) -> GrowthLimits:
    if arguments.growing_calls is not None:
        return GrowthLimits(lean_calls=arguments.growing_calls)
    return GrowthLimits(seconds=arguments.minutes * 60)


def _bound(arguments: argparse.Namespace) -> dict[str, Any]:
    """How much was grown, for the file of results."""
    calls, workers = arguments.growing_calls, arguments.workers
    bound = {"minutes": arguments.minutes} if calls is None else {"growing_calls": calls}
    return {**bound, "workers": workers, "seed": arguments.seed}


def _grow(setting: Setting, arguments: argparse.Namespace) -> dict[str, Any]:
    """Grow within the bound; the report, with the seconds that the sieve took."""
    told = [time.monotonic()]

    def progress(now: GrowthProgress) -> None:
        if time.monotonic() - told[0] > 30:
            told[0] = time.monotonic()
            err.print(
                f"{setting.theory.name}: {now.spent.seconds:.0f} s, {now.lemmas} lemmas, {now.proposed} conjectures"
            )

    choice = Choice(seed=arguments.seed)
    ending = asyncio.run(setting.run(_limits(arguments), choice, arguments.workers, progress=progress))
    return setting.write(ending)


def _figures(value: dict[str, Any]) -> dict[str, Any]:
    counts = value["counts"]
    refuted, proposed = counts.get("refuted", 0), counts["proposed"]
    return {
        "theory": value["theory"],
        "seconds": round(value["spent"]["seconds"], 1),
        "cpu_seconds": round(value["spent"]["cpu_seconds"], 1),
        "lean_calls": value["spent"]["lean_calls"],
        "counts": counts,
        **value["rates"],
        "refuted_share": round(refuted / proposed, 3) if proposed else None,
        "sources": value["sources"],
        "lemmas": [each["name"] for each in value["lemmas"] if each["fate"] == "proved"],
    }


def rates(arguments: argparse.Namespace) -> dict[str, Any]:
    """Lemmas an hour, and what refuting before a search saves."""
    found = []
    for name in arguments.theories:
        with tempfile.TemporaryDirectory(prefix="lemmasmith-grow-") as folder:
            theory = read_theory(name, toolchain.embedded())
            with Store.open(Path(folder) / "memory.db") as store, Setting(theory, store) as setting:
                figures = _figures(_grow(setting, arguments))
                figures["saved"] = asyncio.run(_saved(setting, arguments.workers, arguments.seed))
        found.append(figures)
        saved, counts = figures["saved"], figures["counts"]
        share = f"{figures['refuted_share']:.0%} of {counts['proposed']} conjectures refuted before a search"
        cost = f"{saved['sample']} searches for those took {saved['seconds_each']} s each, proved {saved['proved']}"
        gain = f"{saved['seconds_saved']:.0f} s saved for {saved['sifting_seconds']:.0f} s of thinking and sifting"
        many = f"{figures['not_implied']} lemmas, {figures['per_cpu_hour']} for an hour of the processor"
        out.print(f"{name}: {many}; {share}; {cost}: {gain}")
    return {**_bound(arguments), "theories": found}


async def _saved(setting: Setting, workers: int, seed: int) -> dict[str, Any]:
    """What searches for a sample of the refuted conjectures cost; none of them may succeed."""
    refuted = [each.text for each in setting.journal.statements("refuted")]
    chosen = random.Random(seed).sample(refuted, min(_SAMPLE, len(refuted)))
    sifting = sum(each["seconds"] for each in setting.journal.sources())
    proved, seconds, calls = 0, [], []
    async with setting.prover(seed, workers) as prover:
        for number, text in enumerate(chosen):
            conjecture = Conjecture(text, "refuted", "a sample", 1)
            found = list(setting.ground.stated([conjecture]))
            if not found:
                continue
            name = f"Sampled.conjecture_{number}"
            proof = ConjectureProof(prover, setting.ground, name, conjecture, found[0])
            effort = EFFORTS[0]
            tried = await attempt(proof, name, Budget(effort.seconds, effort.lean_calls, 0))
            proved += tried.status == "proved"
            seconds.append(tried.seconds)
            calls.append(tried.lean_calls)
    assert proved == 0, "a refuted conjecture was proved"
    each = sum(seconds) / len(seconds) if seconds else 0.0
    return {
        "sample": len(seconds),
        "proved": proved,
        "seconds_each": round(each, 2),
        "lean_calls_each": round(sum(calls) / len(calls), 1) if calls else None,
        "refuted": len(refuted),
        "seconds_saved": round(each * len(refuted), 1),
        "sifting_seconds": round(sifting, 1),
    }


def laws(arguments: argparse.Namespace) -> dict[str, Any]:
    """How many of the usual laws are found again from the definitions alone."""
    from tests.growth.rediscovery import rediscovered

    with tempfile.TemporaryDirectory(prefix="lemmasmith-grow-") as folder:
        found = rediscovered(Path(folder), _limits(arguments), arguments.workers, arguments.seed)
    out.print(f"{len(found['found'])} of {found['laws']} laws in {found['seconds']:.0f} s; not: {found['missing']}")
    return {**_bound(arguments), **found}


def night(arguments: argparse.Namespace) -> dict[str, Any]:
    """Challenges with the grown library, without, and without but with what the growing cost."""
    suite = problems("challenges")
    found = []
    for name in arguments.theories:
        chosen = [each for each in suite if each.category == name]
        with tempfile.TemporaryDirectory(prefix="lemmasmith-grow-") as folder:
            library = Path(folder) / "memory.db"
            theory = read_theory(name, toolchain.embedded())
            with Store.open(library) as store, Setting(theory, store) as setting:
                value = _grow(setting, arguments)
            calls = arguments.max_lean_calls
            more = value["spent"]["lean_calls"] // max(1, len(chosen))
            arms = {
                "without": asyncio.run(_arm(chosen, None, calls, arguments)),
                "with": asyncio.run(_arm(chosen, library, calls, arguments)),
                "without, with the cost of growing": asyncio.run(_arm(chosen, None, calls + more, arguments)),
            }
        found.append(_compared(name, value, arms, calls, more))
        out.print(json.dumps({key: found[-1][key] for key in ("theory", "solved", "with_but_no_exact_hits")}))
    return {**_bound(arguments), "theories": found}


async def _arm(
    chosen: Sequence[Problem], library: Path | None, calls: int, arguments: argparse.Namespace
) -> list[tuple[str, TheoremReport]]:
    """Each challenge by itself, with a fresh copy of the library, so that only what grew can help."""
    found: list[tuple[str, TheoremReport]] = []
    limits = Limits(seconds=120.0, lean_calls=calls, model_calls=0)
    for problem in chosen:
        with tempfile.TemporaryDirectory(prefix="lemmasmith-arm-") as folder:
            path = Path(folder) / "memory.db"
            if library is not None:
                copy_store(library, path)
            with Store.open(path) as store:
                memory = Memory(store) if library is not None else None
                async with Prover(
                    toolchain.embedded(),
                    Ideas(Choice(seed=arguments.seed)),
                    memory=memory,
                    limits=limits,
                    seed=arguments.seed,
                    workers=arguments.workers,
                ) as prover:
                    report = await try_file(prover, problem)
        found += [(f"{problem.name}:{each.name}", each) for each in report.theorems]
    return found


def _compared(
    name: str, value: dict[str, Any], arms: dict[str, list[tuple[str, TheoremReport]]], calls: int, more: int
) -> dict[str, Any]:
    solved = {arm: {key for key, each in tried if each.status == "proved"} for arm, tried in arms.items()}
    exact = {key for key, each in arms["with"] if each.from_memory}
    gained, lost = solved["with"] - solved["without"], solved["without"] - solved["with"]
    return {
        "theory": name,
        "growing": _figures(value),
        "lean_calls_each": calls,
        "lean_calls_of_growing_each": more,
        "problems": len(arms["without"]),
        "solved": {arm: len(names) for arm, names in solved.items()},
        "with_but_no_exact_hits": {arm: len(names - exact) for arm, names in solved.items()},
        "exact_hits": sorted(exact),
        "gained": sorted(gained),
        "lost": sorted(lost),
        "mcnemar_p": mcnemar(len(gained), len(lost)),
        "lean_calls": {arm: sum(each.lean_calls or 0 for _, each in tried) for arm, tried in arms.items()},
    }


def soak(arguments: argparse.Namespace) -> dict[str, Any]:
    """Memory of `lemmasmith grow` and of every process that it starts, every ten seconds."""
    samples: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory(prefix="lemmasmith-soak-") as folder:
        command = ["-c", "from agent.cli import main; main()", "grow", arguments.theories[0]]
        options = ["--minutes", str(arguments.minutes), "--memory", str(Path(folder) / "memory.db"), "--json"]
        with (Path(folder) / "out.json").open("w") as told:
            grower = subprocess.Popen([sys.executable, *command, *options], stdout=told, stderr=subprocess.DEVNULL)
            begun = time.monotonic()
            while grower.poll() is None:
                time.sleep(10)
                samples.append({"at": round(time.monotonic() - begun, 1), **_memory(grower.pid)})
                if len(samples) % 12 == 0:
                    err.print(f"{samples[-1]}")
        value = json.loads((Path(folder) / "out.json").read_text(encoding="utf-8"))
    samples = [each for each in samples if each["all_mb"]]
    late = [each for each in samples if each["at"] > samples[-1]["at"] / 3]
    slopes = {
        key: round(float(np.polyfit([each["at"] / 3600 for each in late], [each[key] for each in late], 1)[0]), 1)
        for key in ("own_mb", "lean_mb", "all_mb")
    }
    out.print(f"{len(value['lemmas'])} lemmas; megabytes an hour over the last two thirds: {slopes}")
    return {
        "minutes": arguments.minutes,
        "theory": arguments.theories[0],
        "megabytes_an_hour": slopes,
        "most_mb": max(each["all_mb"] for each in samples),
        "lemmas": len(value["lemmas"]),
        "counts": value["counts"],
        "samples": samples,
    }


def _memory(pid: int) -> dict[str, float]:
    """Proportional memory, so that what processes share counts once. own_mb: of the program itself."""
    own = lean = others = 0.0
    try:
        process = psutil.Process(pid)
        for each in [process, *process.children(recursive=True)]:
            try:
                megabytes = each.memory_full_info().pss / 2**20
                if each.pid == pid:
                    own = megabytes
                elif "lean" in " ".join(each.cmdline()):
                    lean += megabytes
                else:
                    others += megabytes
            except psutil.Error:
                continue
    except psutil.Error:
        pass
    return {"own_mb": round(own, 1), "lean_mb": round(lean, 1), "all_mb": round(own + lean + others, 1)}


if __name__ == "__main__":
    main()
