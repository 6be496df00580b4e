"""Running Lean on a text against the compact core, and what the core's own text says."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from prover_bridge import modules, toolchain

CORE = Path(modules.CORE)
ALLOWED_AXIOMS = {"propext", "Quot.sound", "Classical.choice"}


def lean(text: str, folder: Path) -> str:
    """What Lean prints for a file. Fails the test where there is an error."""
    runtime = toolchain.embedded()
    file = folder / "Check.lean"
    file.write_text(text, encoding="utf-8")
    done = subprocess.run([*runtime.lean, str(file)], env=runtime.env(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def theorems(module: str) -> list[str]:
    """Full names of the theorems of a core module, written as `Nat/Basic`, that are not private."""
    names: list[str] = []
    spaces: list[str] = []
    for line in (CORE / "Init" / f"{module}.lean").read_text(encoding="utf-8").splitlines():
        if found := re.match(r"namespace (\S+)", line):
            spaces.append(found.group(1))
        elif (found := re.match(r"end (\S+)", line)) and spaces and spaces[-1] == found.group(1):
            spaces.pop()
        elif found := re.match(r"(?:@\[[^]]*\]\s*)?(?:protected )?theorem (\S+)", line):
            name = found.group(1)
            names.append(name.removeprefix("_root_.") if name.startswith("_root_.") else ".".join([*spaces, name]))
    return names


def axioms_used(names: list[str], imports: str, folder: Path) -> set[str]:
    """Every axiom on which one of the theorems rests; each theorem must be found."""
    printed = lean(f"import {imports}\n" + "".join(f"#print axioms {name}\n" for name in names), folder)
    reports = re.findall(r"^'(.+)' (does not depend on any axioms|depends on axioms: \[([^]]*)\])", printed, re.M)
    assert len(reports) == len(names)
    return {axiom.strip() for _, _, axioms in reports for axiom in axioms.split(",") if axiom.strip()}
