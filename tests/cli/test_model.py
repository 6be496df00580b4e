"""A proof by a model behind an OpenAI-compatible endpoint, as a user runs it; and the same again with no network."""

from __future__ import annotations

import json
from pathlib import Path

from tests.endpoint import KEY, Endpoint

from .conftest import Run

SWAP = "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by\n  sorry\n"
ANSWER = "```lean\nexact h.elim (fun a b => And.intro b a)\n```"


def test_a_model_proves_is_recorded_and_replayed(
    lemmasmith: Run, home: Path, tmp_path: Path, endpoint: Endpoint
) -> None:
    file = tmp_path / "swap.lean"
    file.write_text(SWAP)
    endpoint.always = ANSWER
    variables = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": endpoint.url}
    ran = lemmasmith("prove", file, "--proposer", "openai", "--model", "m", "--json", **variables)
    assert ran.code == 0, ran.err
    [theorem] = ran.json["theorems"]
    assert theorem["status"] == "proved" and "And.intro b a" in theorem["proof"]
    assert theorem["model_calls"] == len(endpoint.asked) > 0
    assert all(request["model"] == "m" for request in endpoint.asked)
    [recording] = (home / "model-calls").glob("*.jsonl")
    text = recording.read_text()
    assert KEY not in text and len(text.splitlines()) == len(endpoint.asked)
    assert all(json.loads(line) for line in text.splitlines())
    made = len(endpoint.asked)
    again = lemmasmith(
        "prove", file, "--proposer", "openai", "--model", "m", "--json", "--memory", "none", "--replay", recording
    )
    assert again.code == 0, again.err
    [replayed] = again.json["theorems"]
    assert (replayed["proof"], replayed["proof_hash"]) == (theorem["proof"], theorem["proof_hash"])
    assert len(endpoint.asked) == made


def test_a_model_that_only_gives_up_proves_nothing(lemmasmith: Run, tmp_path: Path, endpoint: Endpoint) -> None:
    file = tmp_path / "swap.lean"
    file.write_text(SWAP)
    endpoint.always = "```lean\nsorry\n```"
    limits = ["--max-model-calls", "6"]
    variables = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": endpoint.url}
    ran = lemmasmith("prove", file, "--proposer", "openai", "--model", "m", "--json", *limits, **variables)
    assert ran.code == 1
    [theorem] = ran.json["theorems"]
    assert theorem["status"] in ("failed", "undecided") and theorem["model_calls"] <= 6
    assert "sorry" in file.read_text()
