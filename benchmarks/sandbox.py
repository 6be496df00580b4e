"""What each layer of the sandbox costs: the start of a process, a compiled file, a check, the start of a session.

python benchmarks/sandbox.py [--repeats N]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.table import Table

from agent.console import out
from prover_bridge import environment, sandbox, toolchain
from prover_bridge.certify import certify
from prover_bridge.serving import ServingLean

RESULTS = Path(__file__).resolve().parent / "results" / "sandbox.json"
TEXT = "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=11)
    repeats = parser.parse_args().repeats
    lean = toolchain.embedded()
    where = environment.of_text(lean, TEXT)

    def nothing() -> None:
        with tempfile.TemporaryDirectory() as folder:
            _run(["/bin/true"], Path(folder))

    def compiled() -> None:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "file.lean"
            source.write_text(TEXT, encoding="utf-8")
            _run([*lean.lean, "-o", f"{source}.olean", str(source)], Path(folder))

    def _run(command: list[str], folder: Path) -> None:
        done = sandbox.run(command, env=where.env(), cwd=folder, read_only=where.read_only, writable=folder)
        assert (done.outcome, done.returncode) == ("ok", 0), done

    def checked() -> None:
        assert certify(where, TEXT, contradictions=False)[0].status == "certified"

    def session() -> None:
        async def start() -> None:
            process = ServingLean(where, sandbox.Limits(), "")
            try:
                await process.start()
            finally:
                await process.kill()

        asyncio.run(start())

    measures: dict[str, Callable[[], None]] = {
        "empty program": nothing,
        "one file compiled": compiled,
        "one theorem checked": checked,
        "start of a session": session,
    }
    rows: dict[str, dict[str, float]] = {}
    for name in [*(each.name for each in sandbox.LAYERS), "none"]:
        os.environ[sandbox.VARIABLE] = name
        started = time.perf_counter()
        chosen = next((each for each in sandbox.LAYERS if each.name == name), None)
        if chosen is not None and not (isinstance(given := sandbox.found(chosen), sandbox.Gives) and given.all):
            continue
        rows[sandbox.layer()] = {"probe": time.perf_counter() - started} | {
            what: _median(measure, repeats) for what, measure in measures.items()
        }
    table = Table("layer", "probe", *measures, title=f"seconds (median of {repeats})")
    for layer, figures in rows.items():
        table.add_row(layer, *(f"{figure:.3f}" for figure in figures.values()))
    out.print(table)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"cores": os.cpu_count(), "repeats": repeats, "seconds": rows}, indent=2) + "\n")


def _median(measure: Callable[[], None], repeats: int) -> float:
    measure()  # what is built or loaded once
    taken = []
    for _ in range(repeats):
        started = time.perf_counter()
        measure()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
