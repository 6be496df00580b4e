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


SUMS = """namespace Sums

def sum : List Nat → Nat
  | [] => 0
  | x :: xs => x + sum xs

theorem early (xs : List Nat) : sum xs = sum xs + 1 - 1 := by
  omega

theorem sum_reverse (xs : List Nat) : sum xs.reverse = sum xs := by
  sorry

end Sums
"""
FALSE = {"name": "sum_wrong", "statement": "(xs : List Nat) : sum xs = 0"}
APPEND = {"name": "sum_append", "statement": "(xs ys : List Nat) : sum (xs ++ ys) = sum xs + sum ys"}
PROOF = "induction xs with\n| nil => rfl\n| cons x xs ih => simp [sum_append, ih, sum, Nat.add_comm]"


@pytest.mark.slow
def test_lemmas_of_a_plan_are_proved_certified_and_used(lemmasmith: Run, tmp_path: Path, endpoint: Endpoint) -> None:
    file = tmp_path / "sums.lean"
    file.write_text(SUMS)
    plans = [
        {"lemmas": [FALSE], "proof": "simp [sum_wrong]"},
        {"lemmas": [{"name": "sum_bad", "statement": ": Nonsense"}, APPEND], "proof": PROOF},
    ]

    def answer(request: dict[str, Any], number: int) -> Reply:
        if "Give a plan" not in question(request):
            return say("```lean\nexact sorry\n```")
        return say(json.dumps(plans[0] if "sum_wrong" not in question(request) else plans[1]))

    endpoint.answer = answer
    options = ["--proposer", "both", "--model", "m", "--samples", "1", "--json", "--write", "--max-seconds", "600"]
    ran = lemmasmith("prove", file, *options, "--strategy", "plan", **model(endpoint))
    assert ran.code == 0, ran.out + ran.err
    [theorem] = ran.json["theorems"]
    assert theorem["name"] == "Sums.sum_reverse" and theorem["axioms"] is not None
    text = file.read_text()
    assert "sum_append" in text and "sum_wrong" not in text and "sorry" not in text and "sum_bad" not in text
    checked = lemmasmith("check", file, "--against", tmp_path / "sums.lean.orig", "--json")
    assert [each["status"] for each in checked.json["theorems"]].count("certified") >= 2
    second = next(q for q in map(question, endpoint.asked) if "sum_wrong" in q)
    assert "it is false" in second
    stored = lemmasmith("lemmas", "search", "sum_append", "--json")
    assert "sum_append" in stored.out, "it is in the graph"


def test_a_plan_that_is_nothing_but_the_theorem_or_false_proves_nothing(
    lemmasmith: Run, tmp_path: Path, endpoint: Endpoint
) -> None:
    file = tmp_path / "wrong.lean"
    file.write_text("theorem wrong (n m : Nat) (h : n < m) : n + 2 = m := by\n  sorry\n")
    lemmas = [
        {"name": "again", "statement": "(n m : Nat) (h : n < m) : n + 2 = m"},
        {"name": "helps", "statement": "(n m : Nat) (h : n < m) : m = n + 1 + 1"},
        {"name": "cheats", "statement": ": True := trivial\naxiom wrong2 : False"},
        {"name": "wrong", "statement": ": False"},
    ]
    endpoint.always = json.dumps({"lemmas": lemmas, "proof": "first\n| exact again n m h\n| exact (helps n m h).symm"})
    options = ["--proposer", "both", "--model", "m", "--samples", "1", "--json", "--memory", "none"]
    limits = ["--max-lean-calls", "150", "--strategy", "plan"]
    ran = lemmasmith("prove", file, *options, *limits, **model(endpoint))
    assert ran.code == 1, ran.out
    [theorem] = ran.json["theorems"]
    assert theorem["status"] in ("failed", "undecided") and theorem["lean_calls"] <= 150
