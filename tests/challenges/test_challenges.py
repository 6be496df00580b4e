"""Every challenge is true: a reference proof, with the lemmas that the index names and no others, compiles."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from prover_bridge import environment, modules, toolchain

CHALLENGES = Path(modules.CORE).parent / "challenges"
INDEX: list[dict[str, Any]] = json.loads((CHALLENGES / "index.json").read_text())
BY_FILE = {entry["file"]: entry for entry in INDEX}
CORE_THEORIES = {"logic", "nat", "list"}


def reference_proofs(file: str) -> list[str]:
    """The proofs (tactic blocks) of the theorems of a file, in order."""
    folder, name = file.removesuffix(".lean").split("/")
    table = tomllib.loads((Path(__file__).parent / "proofs" / f"{folder}.toml").read_text())
    proofs: list[str] = table[name]
    return proofs


def fill(text: str, proofs: list[str]) -> str:
    """`text` with its n-th `sorry` replaced by the n-th proof."""
    parts = re.split(r"(?:by\s+)?\bsorry\b", text)
    assert len(parts) == len(proofs) + 1
    filled = parts[0]
    for proof, part in zip(proofs, parts[1:], strict=True):
        block = "\n".join("  " + line for line in proof.strip("\n").splitlines())
        filled += "by\n" + block + part
    return filled


def body(text: str) -> str:
    return text[modules.header_end(text) :]


def with_lemmas(file: str) -> str:
    """A proved problem file after the statements that it is meant to need (and those that define nothing new)."""
    text = (CHALLENGES / file).read_text()
    sources = [(CHALLENGES / need).read_text() for need in BY_FILE[file]["needs"]]
    names = dict.fromkeys(name for source in [*sources, text] for name in modules.imports(source))
    header = "".join(f"import {name}\n" for name in names)
    return header + "\n".join([*map(body, sources), body(fill(text, reference_proofs(file)))])


def test_index_lists_every_file_and_only_earlier_needs() -> None:
    on_disk = {
        path.relative_to(CHALLENGES).as_posix()
        for path in CHALLENGES.rglob("*.lean")
        if path.parent.name != "Challenges"
    }
    assert on_disk == set(BY_FILE)
    seen: set[str] = set()
    for entry in INDEX:
        assert set(entry["needs"]) <= seen, entry["file"]
        assert entry["difficulty"] in (1, 2, 3)
        seen.add(entry["file"])


def test_enough_of_each_kind() -> None:
    over_core = [entry for entry in INDEX if entry["theory"] in CORE_THEORIES]
    assert len(over_core) >= 22
    assert len(INDEX) - len(over_core) >= 44
    assert sum(bool(entry["needs"]) for entry in INDEX) >= 30


def test_each_file_says_in_words_what_it_states() -> None:
    for file in BY_FILE:
        text = (CHALLENGES / file).read_text()
        assert re.match(r"-- \w[^\n]+\.\n", text), file
        assert "theorem" in text and "sorry" in text, file


@pytest.mark.slow
@pytest.mark.parametrize("theory", sorted({entry["theory"] for entry in INDEX}))
def test_reference_proofs_compile(theory: str, tmp_path: Path) -> None:
    lean = toolchain.embedded()
    failures = []
    for entry in INDEX:
        if entry["theory"] != theory:
            continue
        file = entry["file"]
        text = with_lemmas(file)
        env = environment.of_text(lean, text, CHALLENGES / file)
        copy = tmp_path / file.replace("/", "_")
        copy.write_text(text)
        done = subprocess.run([*lean.lean, str(copy)], env=env.env(), capture_output=True, text=True, check=False)
        allowed = sum((CHALLENGES / need).read_text().count("sorry") for need in entry["needs"])
        if done.returncode != 0 or done.stdout.count("declaration uses `sorry`") != allowed:
            failures.append(f"{file}: {done.stdout}{done.stderr}")
    assert not failures, "\n".join(failures)
