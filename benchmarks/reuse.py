"""A suite with memory and without, at equal budget, over several seeds and orders; or all five arms of a study.

Both arms have the same limits for each theorem (Lean calls first; seconds only as a stop), the same proposer and the
same order, and take turns problem by problem; what memory costs is counted in its arm. Lemmas count as reused where
the kernel-checked proof term mentions them. It is a campaign: a run that was stopped goes on where it was.

    python benchmarks/reuse.py [SUITE] [--study] [--tries 5] [--max-lean-calls 250] [--max-seconds 60]
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from agent.campaign import folders
from agent.campaign.plan import ARMS, Allowance, Try
from agent.campaign.runner import plan_for
from agent.commands.bench import show
from agent.suite import problems
from benchmarks.campaigns import carry_out, save
from prover_bridge import toolchain


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suite", nargs="?", default="challenges")
    parser.add_argument("--study", action="store_true", help="five arms instead of two")
    parser.add_argument("--tries", type=int, default=5)
    parser.add_argument("--max-lean-calls", type=int, default=250)
    parser.add_argument("--max-seconds", type=float, default=60.0)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="Lean processes of all lanes")
    parser.add_argument("--lanes", type=int, help="episodes at once; default: as many as can be busy")
    parser.add_argument(
        "--campaign", type=Path, default=None, help="folder of the campaign; default: in the home folder"
    )
    arguments = parser.parse_args()
    name = ("study" if arguments.study else "reuse") + (
        "" if arguments.suite == "challenges" else f"-{arguments.suite}"
    )
    found, chosen = problems(arguments.suite), toolchain.embedded()
    tries = [Try(seed, seed) for seed in range(arguments.tries)]
    limits = Allowance(arguments.max_seconds, arguments.max_lean_calls)
    plan = plan_for(arguments.suite, found, chosen, ARMS if arguments.study else ("off", "on"), tries, limits)
    folder = arguments.campaign or folders.campaigns() / f"benchmark-{name}-{plan.identity[:12]}"
    value = carry_out(folder, plan, found, chosen, arguments.workers, arguments.lanes)
    save(name, folder, value)
    show(value)


if __name__ == "__main__":
    main()
