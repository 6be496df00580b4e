"""The model proposer against a real HTTP server on this machine, with answers that are written down."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from typing import Any

import pytest

from agent.budget import Budget
from agent.models.asking import Model
from agent.models.endpoint import OpenAIChat
from agent.proposers import PremiseView, Proposal, ProposalQuery
from agent.proposers.filters import MOST_CHARACTERS, refused, tactics_in
from agent.proposers.openai_compatible import OpenAIProposer
from agent.recording import Recorder, Recording, RecordingFile, Replay
from prover_bridge.errors import UserError
from prover_bridge.protocol import Goal, Hypothesis, State
from tests.endpoint import KEY, Endpoint, Reply, completion


def query(**more: Any) -> ProposalQuery:
    goal = Goal((Hypothesis("n", "Nat"),), "0 + n = n")
    return ProposalQuery(State("s", (goal,)), goal, theorem="zero_add", statement="∀ (n : Nat), 0 + n = n", **more)


def ask(
    endpoint: Endpoint, *, samples: int = 1, budget: Budget | None = None, record: Path | None = None, **options: Any
) -> list[Proposal]:
    async def go() -> list[Proposal]:
        api = options.pop("api", "auto")
        async with OpenAIChat(endpoint.url, KEY, backoff=0.01, timeout=options.pop("timeout", 60.0), api=api) as chat:
            used = Recorder(chat, RecordingFile(record)) if record else chat
            model = Model(used, budget or Budget(), "m", samples, **options)
            return await OpenAIProposer(model).propose(query())

    return asyncio.run(go())


def test_samples_are_requests_of_their_own_and_agreement_counts(endpoint: Endpoint) -> None:
    endpoint.will_say("```lean\nomega\n```", "```lean\nsimp\n```\n```lean\nrfl\n```", "```lean\nsimp\n```")
    found = ask(endpoint, samples=3)
    assert [p.tactic for p in found] == ["simp", "omega", "rfl"] and all(p.score < 0 for p in found)
    assert len(endpoint.asked) == 3 and all(request.get("n", 1) == 1 for request in endpoint.asked)
    assert len({request["seed"] for request in endpoint.asked}) == 3
    assert endpoint.authorization == {f"Bearer {KEY}"}


def test_the_prompt_says_goal_premises_with_reasons_and_what_failed() -> None:
    proposer = OpenAIProposer(Model(Replay.__new__(Replay), Budget()))
    premise = PremiseView("N.add_comm", "∀ (a b : N), a + b = b + a", "same symbols")
    text = proposer.prompt(query(premises=[premise], failed=[("ring", "unknown tactic")], script=["intro n"]))
    for part in ("⊢ 0 + n = n", "N.add_comm", "same symbols", "ring", "unknown tactic", "intro n", "∀ (n : Nat)"):
        assert part in text


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_trouble_is_waited_for(endpoint: Endpoint, status: int) -> None:
    endpoint.will(status, {"error": {"message": "busy"}}, times=2)
    endpoint.will_say("```\nsimp\n```")
    budget = Budget(max_model_calls=1)
    assert [p.tactic for p in ask(endpoint, budget=budget)] == ["simp"]
    assert len(endpoint.asked) == 3 and budget.model_calls == 1 and budget.tokens == 57


def test_lasting_trouble_is_said_in_one_sentence(endpoint: Endpoint) -> None:
    with pytest.raises(UserError, match="answered 500") as caught:
        ask(endpoint)
    assert KEY not in str(caught.value) and "\n" not in str(caught.value)


def test_garbage_gives_no_tactics(endpoint: Endpoint) -> None:
    mixed = '["exact foo", 3, null, {"tactic": "rfl"}]'
    endpoint.will_say("I am sorry, as a model I cannot.", "", "```lean\nsorry\n```", mixed)
    assert [p.tactic for p in ask(endpoint, samples=4)] == ["exact foo", "rfl"]


@pytest.mark.parametrize("body", ["<html>no</html>", "{", {"choices": []}, {"choices": [{"message": {}}]}, []])
def test_a_body_that_is_no_completion_never_crashes(endpoint: Endpoint, body: Any) -> None:
    endpoint.will(200, body, times=5)
    endpoint.will_say("```\nrfl\n```")
    try:
        assert ask(endpoint) == []
    except UserError as error:
        assert "\n" not in str(error)


def test_a_slow_answer_ends_with_the_budget(endpoint: Endpoint) -> None:
    endpoint.will(200, completion("```\nrfl\n```"), wait=60.0, times=5)
    started = time.monotonic()
    with pytest.raises(UserError, match="in time"):
        ask(endpoint, budget=Budget(max_seconds=5.0))
    assert time.monotonic() - started < 60.0  # it did not wait for the answer


def test_no_call_without_budget(endpoint: Endpoint) -> None:
    assert ask(endpoint, samples=3, budget=Budget(max_model_calls=0)) == []
    assert ask(endpoint, samples=3, budget=Budget(max_tokens=100)) == []
    assert endpoint.asked == []
    endpoint.will_say("```\nrfl\n```", "```\nrfl\n```")
    budget = Budget(max_model_calls=2)
    ask(endpoint, samples=5, budget=budget)
    assert len(endpoint.asked) == 2 and budget.model_calls == 2


@pytest.mark.parametrize(
    ("status", "words"), [(401, "OPENAI_API_KEY"), (404, "--model"), (400, "--model"), (403, "OPENAI_API_KEY")]
)
def test_a_refusal_names_what_to_change(endpoint: Endpoint, status: int, words: str) -> None:
    endpoint.refuse = lambda path, request: Reply(status, {"error": {"message": "no"}})
    with pytest.raises(UserError, match=words):
        ask(endpoint)
    # A refusal that names nothing may mean the schema, so a 400 is asked once more without it.
    assert len(endpoint.asked) == (2 if status == 400 else 1)


def test_a_parameter_that_the_endpoint_does_not_know_is_left_out(endpoint: Endpoint) -> None:
    endpoint.will(400, {"error": {"message": "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'."}})
    endpoint.will_say("```\nrfl\n```")
    assert [p.tactic for p in ask(endpoint)] == ["rfl"]
    assert "max_tokens" not in endpoint.asked[1] and endpoint.asked[1]["max_completion_tokens"] > 0


def test_an_endpoint_that_is_not_there() -> None:
    with pytest.raises(UserError, match="cannot be reached") as caught:
        ask(Endpoint("http://user:secret@127.0.0.1:9/v1"), budget=Budget(max_seconds=5))
    assert "secret" not in str(caught.value)


def test_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(UserError, match="OPENAI_API_KEY"):
        OpenAIChat()


def test_a_recording_has_no_key_and_replays_alike_without_a_server(endpoint: Endpoint, tmp_path: Path) -> None:
    recording = tmp_path / "calls.jsonl"
    endpoint.will_say("```lean\nsimp\n```", "```lean\nomega\n```")
    first = ask(endpoint, samples=2, record=recording)
    text = recording.read_text()
    assert KEY not in text and "Authorization" not in text and "Bearer" not in text
    lines = [json.loads(line) for line in text.splitlines()][1:]
    assert {line["ordinal"] for line in lines} == {0} and all(line["answer"]["seconds"] > 0 for line in lines)
    asked = len(endpoint.asked)

    def replayed(**options: Any) -> list[Proposal]:
        model = Model(Replay(Recording(recording)), Budget(), "m", **options)
        return asyncio.run(OpenAIProposer(model).propose(query()))

    assert replayed(samples=2) == first and replayed(samples=2) == first
    with pytest.raises(UserError, match="not in the recording"):
        replayed(samples=3)
    with pytest.raises(UserError, match="not in the recording"):
        replayed(samples=2, temperature=0.1)
    assert len(endpoint.asked) == asked


def test_a_failed_call_is_recorded_and_fails_again(endpoint: Endpoint, tmp_path: Path) -> None:
    recording = tmp_path / "calls.jsonl"
    with pytest.raises(UserError):
        ask(endpoint, record=recording)
    with pytest.raises(UserError, match="answered 500"):
        model = Model(Replay(Recording(recording)), Budget(), "m", samples=1)
        asyncio.run(OpenAIProposer(model).propose(query()))


@pytest.mark.parametrize("content", ["not json\n", '{"key": "k"}\n', "[]\n"])
def test_a_file_that_is_no_recording(tmp_path: Path, content: str) -> None:
    path = tmp_path / "calls.jsonl"
    path.write_text(content)
    with pytest.raises(UserError, match="Line 1"):
        Recording(path)
    with pytest.raises(UserError, match="cannot be read"):
        Recording(tmp_path / "absent")


@pytest.mark.parametrize(
    "tactic",
    [
        "sorry", "exact sorry", "simp; admit", "native_decide", "exact (by sorry)", "exact sorryAx _", "",
        "exact Lean.ofReduceBool", "rfl\ntheorem x : False := by simp", "set_option maxHeartbeats 0 in simp",
        "run_tac pure ()", "#eval 1", "exact «sorry»", "-- only words", "simp /- no end", "simp\x00",
        "x" * (MOST_CHARACTERS + 1), "open Nat in axiom a : b",
    ],
)  # fmt: skip
def test_what_is_no_proof_is_refused(tactic: str) -> None:
    assert refused(tactic) is not None


@pytest.mark.parametrize("tactic", ["exact h.end", "simp -- not sorry", 'exact foo "sorry"', "rw [← sorry_not_sorry]"])
def test_harmless_tactics_pass(tactic: str) -> None:
    assert refused(tactic) is None


@pytest.mark.parametrize(
    ("answer", "tactics"),
    [
        ("```lean\nby\n  intro n\n  simp\n```", ["intro n\nsimp", "intro n"]),
        ("```lean\ncases n with\n| a => rfl\n| b n => simp\n```", ["cases n with\n| a => rfl\n| b n => simp"]),
        ("Try this:\n1. `simp`\n2. `omega`\nIt should work.", ["simp", "omega"]),
        ('{"tactics": ["rfl", "rfl", "simp"]}', ["rfl", "simp"]),
        ("<think>maybe `rfl`</think>\n```\nsimp\n```", ["simp"]),
        ("```lean\nsimp", ["simp"]),
        ("nothing to say", []),
    ],
)
def test_tactics_are_found_in_plain_text(answer: str, tactics: list[str]) -> None:
    assert tactics_in(answer) == tactics
