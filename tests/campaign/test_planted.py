"""Every planted statement is true, and follows from those before it in its theory."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

from agent.suite import BUNDLED, problems
from prover_bridge import environment, modules, toolchain


def test_reference_proofs_compile(tmp_path: Path) -> None:
    proofs = tomllib.loads((Path(__file__).parent / "planted_proofs.toml").read_text(encoding="utf-8"))
    found = problems("planted")
    assert [problem.name for problem in found] == list(proofs)
    parts = ["import Planted.Basic\n"]
    for problem in found:
        text = problem.path.read_text(encoding="utf-8")
        assert re.match(r"-- \w[^\n]+\.\n", text) and text.count("sorry") == 1
        block = "\n".join("  " + line for line in proofs[problem.name].splitlines())
        parts.append(text[modules.header_end(text) :].replace("  sorry", block))
    file = tmp_path / "Proofs.lean"
    file.write_text("\n".join(parts), encoding="utf-8")
    lean = toolchain.embedded()
    known = environment.of_text(lean, file.read_text(encoding="utf-8"), BUNDLED["planted"] / "Proofs.lean")
    done = subprocess.run([*lean.lean, str(file)], env=known.env(), capture_output=True, text=True, check=False)
    assert done.returncode == 0 and not done.stdout.strip(), done.stdout + done.stderr
