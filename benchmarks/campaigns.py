"""What the benchmarks that are campaigns share: going on where one was stopped, and leaving its report."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from agent.campaign.plan import Plan
from agent.campaign.queue import FILE, Queue
from agent.commands.bench import work, write
from agent.console import err
from agent.suite import Problem
from prover_bridge.launcher import Toolchain

RESULTS = Path(__file__).resolve().parent / "results"
# What a reader of the figures can do without; the page has it.
_LEFT_OUT = ("statement", "proof", "axioms", "core_reading", "seed", "order", "lemmas_used", "proof_hash")


def carry_out(
    folder: Path, plan: Plan, found: Sequence[Problem], chosen: Toolchain, workers: int, lanes: int | None = None
) -> dict[str, Any]:
    """Bring the campaign of a plan to its end, from where it stands; its report. workers, lanes: as for `bench`."""
    by_name = {problem.name: problem for problem in found}
    with Queue(folder) if (folder / FILE).is_file() else Queue.create(folder, plan) as queue:
        if queue.plan != plan:
            raise SystemExit(f"{folder} has another campaign: name another folder with --campaign.")
        work(queue, by_name, chosen, workers, lanes=lanes)
        return write(queue, by_name)


def save(name: str, folder: Path, value: dict[str, Any], **more: Any) -> None:
    """Leave `NAME.json` and `NAME.html` among the results. more: figures that the benchmark adds."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    kept = {**value, "problems": [{k: v for k, v in p.items() if k not in _LEFT_OUT} for p in value["problems"]]}
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in kept.pop("problems"))
    head = json.dumps({**more, **kept}, ensure_ascii=False, indent=1).removesuffix("\n}")
    (RESULTS / f"{name}.json").write_text(f'{head},\n "problems": [\n{lines}\n]}}\n', encoding="utf-8")
    shutil.copyfile(folder / "report.html", RESULTS / f"{name}.html")
    err.print(f"Results: {name}.json and {name}.html", markup=False)
