"""What Lean suggests in place of tactics that ask it, such as `simp?`. A guess like any other: nothing is believed."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

from prover_bridge import sandbox
from prover_bridge.environment import Environment

_SUGGESTED = re.compile(r"Try this:\s*(?:\[apply\]\s*)?(?P<tactic>.+)", re.DOTALL)


def suggestions(environment: Environment, text: str, seconds: float = 60.0) -> list[tuple[int, str]]:
    """Where Lean suggests a tactic in a text (offset of the word that asked), and which, on one line.

    In the order of Lean's messages; several for one place where a tactic ran on several goals. Nothing where Lean does
    not come to its end in so many seconds. The text is compiled in the sandbox: one Lean call.
    """
    with tempfile.TemporaryDirectory(prefix="lemmasmith-suggestions-") as folder:
        file = Path(folder) / "Suggestions.lean"
        file.write_bytes(text.encode())
        done = sandbox.run(
            [*environment.toolchain.lean, "--json", str(file)],
            env=environment.env(),
            cwd=Path(folder),
            read_only=environment.read_only,
            writable=Path(folder),
            limits=sandbox.Limits(seconds=seconds),
        )
    if done.outcome != "ok":
        return []
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found: list[tuple[int, str]] = []
    for line in done.stdout.splitlines():
        try:
            message = json.loads(line)
            said = _SUGGESTED.match(message["data"])
            row, column = message["pos"]["line"] - 1, message["pos"]["column"]
        except (ValueError, KeyError, TypeError):
            continue
        if said is not None and 0 <= row < len(starts):
            found.append((starts[row] + column, " ".join(said["tactic"].split())))
    return found
