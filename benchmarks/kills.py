"""`lemmasmith prove` killed (SIGKILL) at random moments of real runs, and what its memory is like after each death.

`tests/memory/killed_runs.py` does it, a process for every fifty kills, each with a seed of its own, and fails if a
store is not as it must be. The counts are added up and written after each kill. Nothing hangs on the machine's speed.

    python -m benchmarks.kills [--kills 300] [--seed 1] [--resume]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from agent.console import err, out

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "kills.json"
_AT_ONCE = 50


def killed(folder: str, kills: int, seed: int, before: Counter[str]) -> Counter[str]:
    """Counts of one process, added to those before; SystemExit with what it said where it fails."""
    script = str(ROOT / "tests" / "memory" / "killed_runs.py")
    command = [sys.executable, script, folder, str(kills), str(seed)]
    total = before
    with tempfile.TemporaryFile("w+") as said:
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=said, text=True) as process:
            assert process.stdout is not None
            for line in process.stdout:
                total = before + Counter(json.loads(line))
                write(total, "under way")
                if total["kills"] % 10 == 0:
                    err.print(dict(total), markup=False)
        if process.returncode != 0:
            said.seek(0)
            write(total, "failed")
            raise SystemExit(said.read())
    return total


def write(counts: Counter[str], state: str) -> None:
    """Put the counts on disk. state: `under way`, `failed` or `sound`, which says that every check passed."""
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps({"state": state, **counts}, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", action="store_true", help="go on after a run that was stopped; give the same seed")
    arguments = parser.parse_args()
    counts: Counter[str] = Counter()
    if arguments.resume and RESULTS.exists():
        before = json.loads(RESULTS.read_text(encoding="utf-8"))
        if before.pop("state") == "failed":
            raise SystemExit(f"{RESULTS} says that a check failed: that is not gone on from.")
        counts = Counter(before)
    while counts["kills"] < arguments.kills:
        seed = arguments.seed + counts["kills"] // _AT_ONCE
        with tempfile.TemporaryDirectory(prefix="lemmasmith-kills-") as folder:
            counts = killed(folder, min(_AT_ONCE, arguments.kills - counts["kills"]), seed, counts)
    write(counts, "sound")
    out.print(dict(counts), markup=False)


if __name__ == "__main__":
    main()
