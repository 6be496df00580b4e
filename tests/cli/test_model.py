"""A proof by a model behind an OpenAI-compatible endpoint, as a user runs it; and the same again with no network."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from agent.report import stable_part
from tests.endpoint import KEY, Endpoint, Reply, completion

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
    calls = [line for line in map(json.loads, text.splitlines()) if "request" in line]
    assert KEY not in text and len(calls) == len(endpoint.asked)
    assert theorem["tokens"] == 57 * len(calls) and theorem["cost"] is None
    made = len(endpoint.asked)
    again = lemmasmith(
        "prove", file, "--proposer", "openai", "--model", "m", "--json", "--memory", "none", "--replay", recording
    )
    assert again.code == 0, again.err
    [replayed] = again.json["theorems"]
    assert (replayed["proof"], replayed["proof_hash"]) == (theorem["proof"], theorem["proof_hash"])
    assert len(endpoint.asked) == made


MIXED = """theorem a (p q r : Prop) (h : p ∧ q) (k : q → r) : r ∧ p := by
  sorry

theorem b (n : Nat) (h : 3 * n + 1 = 10) : n = 3 ∧ n * n = 9 := by
  sorry

theorem c (xs ys : List Nat) : (xs ++ ys).length = ys.length + xs.length := by
  sorry

theorem d (f : Nat → Nat) (h : ∀ n, f (n + 1) = f n + 2) : f 3 = f 0 + 6 ∧ f 0 ≤ f 2 := by
  sorry

theorem not_proved (f : Nat → Nat) (h : ∀ n, f (n + 1) ≤ f n + 2) (k : f 3 ≠ f 1) : f 5 = f 4 ∨ f 2 < f 6 := by
  sorry
"""
TACTICS = [
    "constructor",
    "cases h",
    "exact k h.2",
    "omega",
    "simp",
    "intro n",
    "exact h.1",
    "rw [h]",
    "refine ⟨?_, ?_⟩",
]


def test_a_replay_gives_the_same_report_whatever_the_latencies_were(
    lemmasmith: Run, tmp_path: Path, endpoint: Endpoint
) -> None:
    file = tmp_path / "mixed.lean"
    file.write_text(MIXED)
    chance = random.Random(7)

    def answer(request: dict[str, Any], number: int) -> Reply:
        text = json.dumps({"tactics": chance.sample(TACTICS, 3)})
        wait = chance.random() ** 3
        return Reply(503, None, wait / 4) if chance.random() < 0.1 else Reply(200, completion(text), wait)

    endpoint.answer = answer
    recording = tmp_path / "calls.jsonl"
    options = ["--proposer", "both", "--model", "m", "--json", "--workers", "2", "--max-lean-calls", "60"]
    variables = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": endpoint.url}
    ran = lemmasmith("prove", file, *options, "--record", recording, **variables)
    assert ran.code in (0, 1), ran.err
    lines = [json.loads(line) for line in recording.read_text().splitlines()]
    turns = [line["turn"] for line in lines if "turn" in line]
    assert turns != sorted(turns), "calls ended in another order than they began"
    assert sum("request" in line for line in lines) >= 2

    def stable(report: Any) -> str:
        return json.dumps(stable_part(report), ensure_ascii=False)

    assert "seconds" not in stable(ran.json) and '"lean_calls"' in stable(ran.json)
    asked = len(endpoint.asked)
    for number in (1,):
        home = {"LEMMASMITH_HOME": str(tmp_path / f"home{number}")}
        again = lemmasmith("prove", file, *options, "--replay", recording, **home)
        assert again.code == ran.code, again.err
        assert stable(again.json) == stable(ran.json)
    assert len(endpoint.asked) == asked
    other = lemmasmith("prove", file, *options, "--workers", "1", "--replay", recording)
    other.is_one_sentence("--workers", "2")
    file.write_text(MIXED.replace("3 * n + 1 = 10", "3 * n + 4 = 13"))
    changed = lemmasmith("prove", file, *options, "--replay", recording)
    assert changed.code == 2 and "another way than the recording" in changed.err


def test_money_needs_a_price(lemmasmith: Run, home: Path, tmp_path: Path, endpoint: Endpoint) -> None:
    file = tmp_path / "swap.lean"
    file.write_text(SWAP)
    endpoint.always = ANSWER
    options = ["--proposer", "openai", "--model", "m", "--max-cost", "0.5", "--json"]
    variables = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": endpoint.url}
    lemmasmith("prove", file, *options, **variables).is_one_sentence("price", "m", "settings.toml")
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text("[prices.m]\ninput = 2.0\noutput = 8.0\n")
    [theorem] = lemmasmith("prove", file, *options, **variables).json["theorems"]
    assert theorem["cost"] == pytest.approx(theorem["model_calls"] * (50 * 2 + 7 * 8) / 1e6)


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
