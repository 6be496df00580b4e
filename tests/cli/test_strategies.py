"""Strategies that ask a model for more than single tactics: real Lean, a real HTTP server with written-down answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.endpoint import KEY, Endpoint, Reply, completion

from .conftest import Run

CHAIN = """def twice (n : Nat) : Nat := n + n

theorem chain (n m : Nat) (h : n = m) : twice n = 2 * m ∧ m = n := by
  sorry
"""
WRONG = "constructor\n· unfold twice\n  rw [h']\n  omega\n· exact h.symm"
RIGHT = "constructor\n· unfold twice\n  rw [h]\n  omega\n· exact h.symm"


def model(endpoint: Endpoint) -> dict[str, str]:
    return {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": endpoint.url}


def question(request: dict[str, Any]) -> str:
    return str(request["messages"][-1]["content"])


def say(text: str) -> Reply:
    return Reply(200, completion(text))


OPTIONS = ["--proposer", "openai", "--model", "m", "--samples", "2", "--json"]


def test_a_whole_proof_is_repaired_at_the_line_that_fails(lemmasmith: Run, tmp_path: Path, endpoint: Endpoint) -> None:
    file = tmp_path / "chain.lean"
    file.write_text(CHAIN)

    def answer(request: dict[str, Any], number: int) -> Reply:
        proof = RIGHT if "This proof was tried" in question(request) else WRONG
        return say(json.dumps({"proof": proof}) if number % 2 else f"```lean\ntheorem chain := by\n{proof}\n```")

    endpoint.answer = answer
    ran = lemmasmith("prove", file, *OPTIONS, "--strategy", "whole-proof", **model(endpoint))
    assert ran.code == 0, ran.out + ran.err
    [theorem] = ran.json["theorems"]
    assert theorem["proof"] == RIGHT and theorem["model_calls"] == 4 == len(endpoint.asked)
    first, repair = question(endpoint.asked[0]), question(endpoint.asked[2])
    assert "def twice" in first and "theorem chain" in first
    for part in (WRONG, "line 3", "rw [h']", "h'", "⊢ n + n = 2 * m", "h : n = m"):
        assert part in repair
    assert len({request["seed"] for request in endpoint.asked}) == 4


def test_rules_close_the_goal_where_a_whole_proof_gets_stuck(
    lemmasmith: Run, tmp_path: Path, endpoint: Endpoint
) -> None:
    file = tmp_path / "chain.lean"
    file.write_text(CHAIN)
    endpoint.always = json.dumps({"proof": "constructor\n· unfold twice\n  nlinarith [h]\n· exact h.symm"})
    options = [*OPTIONS, "--proposer", "both", "--strategy", "whole-proof"]
    ran = lemmasmith("prove", file, *options, **model(endpoint))
    assert ran.code == 0, ran.out + ran.err
    assert ran.json["theorems"][0]["model_calls"] == 2
    assert "unfold twice" in ran.json["theorems"][0]["proof"]


@pytest.mark.parametrize("proof", ["sorry", "exact chain n m h", "simp", "", "x" * 30_000, "native_decide"])
def test_a_whole_proof_that_is_none_proves_nothing(
    lemmasmith: Run, tmp_path: Path, endpoint: Endpoint, proof: str
) -> None:
    file = tmp_path / "wrong.lean"
    file.write_text("theorem chain (n m : Nat) (h : n < m) : n = m := by\n  sorry\n")
    endpoint.always = json.dumps({"proof": proof})
    ran = lemmasmith("prove", file, *OPTIONS, "--strategy", "whole-proof", "--memory", "none", **model(endpoint))
    assert ran.code == 1 and ran.json["theorems"][0]["proof"] is None
    assert len(endpoint.asked) <= 20, "it stops where nothing new comes"


def test_a_strategy_that_needs_a_model_says_so(lemmasmith: Run, tmp_path: Path) -> None:
    file = tmp_path / "chain.lean"
    file.write_text(CHAIN)
    lemmasmith("prove", file, "--strategy", "whole-proof").is_one_sentence("whole-proof", "--proposer")
