"""A campaign with a model is run again from its recorded calls, with no network."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from agent.report import stable_part
from tests.cli.conftest import Run, home, lemmasmith  # noqa: F401
from tests.endpoint import KEY, Endpoint, Reply, completion

TACTICS = ["constructor", "cases h", "exact h.1", "omega", "intro n", "exact k h.2", "exact ⟨k h.2, h.1⟩"]


@pytest.mark.slow
def test_a_campaign_is_replayed_with_the_same_report(
    lemmasmith: Run,  # noqa: F811
    tmp_path: Path,
    endpoint: Endpoint,
) -> None:
    suite = tmp_path / "suite"
    suite.mkdir()
    (suite / "a.lean").write_text("theorem a (p q r : Prop) (h : p ∧ q) (k : q → r) : r ∧ p := by\n  sorry\n")
    (suite / "b.lean").write_text("theorem b (n : Nat) (h : 3 * n + 1 = 10) : n = 3 ∨ n = 5 := by\n  sorry\n")
    chance = random.Random(3)
    endpoint.answer = lambda request, number: Reply(
        200, completion(json.dumps({"tactics": chance.sample(TACTICS, 2)})), chance.random() / 4
    )
    variables = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": endpoint.url}
    options = ["bench", suite, "--proposer", "openai", "--model", "m", "--json", "--workers", "2", "--memory", "both"]
    options += ["--max-lean-calls", "40", "--max-model-calls", "24"]
    first = lemmasmith(*options, "--campaign", tmp_path / "first", **variables)
    assert first.code in (0, 1), first.err
    asked = len(endpoint.asked)
    assert asked > 0 and len(list((tmp_path / "first" / "model-calls").iterdir())) == 4
    again = lemmasmith(*options, "--campaign", tmp_path / "second", "--replay", tmp_path / "first")
    assert again.code == first.code, again.err

    def stable(report: Any) -> str:
        return json.dumps(stable_part(report), ensure_ascii=False)

    assert stable(again.json) == stable(first.json)
    assert len(endpoint.asked) == asked
    (suite / "b.lean").write_text("theorem b (n : Nat) (h : 3 * n + 1 = 7) : n = 2 ∨ n = 5 := by\n  sorry\n")
    other = lemmasmith(*options, "--campaign", tmp_path / "third", "--replay", tmp_path / "first")
    assert other.code in (1, 2) and "another way than the recording" in other.err + other.out
