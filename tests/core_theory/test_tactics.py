"""Every tactic and notation that the core promises, compiled as plain files with no header and no further axiom."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from prover_bridge import toolchain

FOLDER = Path(__file__).resolve().parent.parent / "core"
ALLOWED_AXIOMS = {"propext", "Quot.sound", "Classical.choice"}


def theorem_names(text: str) -> list[str]:
    """Full names of the theorems of a file, in order."""
    names: list[str] = []
    spaces: list[str] = []
    for line in text.splitlines():
        if found := re.match(r"namespace (\S+)", line):
            spaces.append(found.group(1))
        elif (found := re.match(r"end (\S+)", line)) and spaces and spaces[-1] == found.group(1):
            spaces.pop()
        elif found := re.match(r"(?:@\[[^]]*\]\s*)?theorem (\S+)", line):
            names.append(".".join([*spaces, found.group(1)]))
    return names


TABLES = [
    ("tactics", 150),
    ("notation", 90),
    ("recursion", 54),
    ("linear", 16),
    ("data", 44),
    ("evaluate", 35),
    ("ring", 89),
    ("integers", 60),
]


@pytest.mark.slow
@pytest.mark.parametrize(("file", "at_least"), TABLES)
def test_all_compile_without_sorry_or_further_axiom(file: str, at_least: int, tmp_path: Path) -> None:
    text = (FOLDER / f"{file}.lean").read_text(encoding="utf-8")
    assert "import" not in re.findall(r"^\w+", text, re.M)
    names = theorem_names(text)
    assert len(names) >= at_least
    whole = tmp_path / "Whole.lean"
    whole.write_text(text + "\n" + "".join(f"#print axioms {name}\n" for name in names), encoding="utf-8")
    runtime = toolchain.embedded()
    done = subprocess.run([*runtime.lean, str(whole)], env=runtime.env(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "declaration uses" not in done.stdout  # Lean warns so of `sorry`
    reports = re.findall(r"^'(.+)' (?:does not depend on any axioms|depends on axioms: \[([^]]*)\])", done.stdout, re.M)
    assert {name for name, _ in reports} >= set(names)
    used = {axiom.strip() for _, axioms in reports for axiom in axioms.split(",") if axiom.strip()}
    assert used <= ALLOWED_AXIOMS
