"""What endpoints offer, refuse and break, against a real HTTP server on this machine."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from agent.budget import Budget
from agent.models.asking import Model
from agent.models.endpoint import OpenAIChat
from agent.models.forms import form
from agent.models.settings import Price, Settings, load
from agent.recording import ModelAnswer
from prover_bridge.errors import UserError
from tests.endpoint import KEY, Endpoint, Reply, completion, response


def ask(
    endpoint: Endpoint, questions: int = 1, *, samples: int = 1, budget: Budget | None = None, **options: Any
) -> list[ModelAnswer]:
    async def go() -> list[ModelAnswer]:
        chosen = {"timeout": options.pop("timeout", 60.0), "api": options.pop("api", "auto")}
        async with OpenAIChat(endpoint.url, KEY, backoff=0.01, **chosen) as chat:
            model = Model(chat, budget or Budget(), "m", samples, **options)
            found = []
            for number in range(questions):
                found += await model.ask("system", f"question {number}", form("proof"))
            return found

    return asyncio.run(go())


def refuses(word: str, status: int = 400) -> Any:
    def refuse(path: str, request: dict[str, Any]) -> Reply | None:
        return Reply(status, {"error": {"message": f"unknown field {word}"}}) if word in request else None

    return refuse


def test_structured_output_is_asked_for_with_a_schema(endpoint: Endpoint) -> None:
    endpoint.always = '{"proof": "rfl"}'
    ask(endpoint)
    [request] = endpoint.asked
    schema = request["response_format"]["json_schema"]
    assert schema["strict"] and schema["schema"]["required"] == ["proof"]
    assert "JSON" in request["messages"][-1]["content"] and "```" not in request["messages"][-1]["content"]


def test_a_refused_schema_is_said_once_remembered_and_replaced_by_fences(
    endpoint: Endpoint, caplog: pytest.LogCaptureFixture
) -> None:
    endpoint.always = "```lean\nrfl\n```"
    endpoint.refuse = refuses("response_format")
    with caplog.at_level(logging.WARNING):
        assert len(ask(endpoint, 3, samples=3)) == 9
    assert [r.message for r in caplog.records if "structured" in r.message] == [
        "The endpoint refuses structured output: answers are asked for as fenced text."
    ]
    refused = [request for request in endpoint.asked if "response_format" in request]
    assert len(refused) <= 3 and len(endpoint.asked) == 9 + len(refused)
    assert all("fenced block" in request["messages"][-1]["content"] for request in endpoint.asked[-6:])


def test_a_model_of_the_responses_api_is_asked_there(endpoint: Endpoint) -> None:
    def refuse(path: str, request: dict[str, Any]) -> Reply | None:
        wrong = {"error": {"message": "This model is only supported in v1/responses and not in v1/chat/completions."}}
        return Reply(404, wrong) if path.endswith("chat/completions") else None

    endpoint.refuse = refuse
    endpoint.answer = lambda request, number: Reply(200, response("by rfl"))
    budget = Budget()
    found = ask(endpoint, 2, budget=budget)
    assert [answer.text for answer in found] == ["by rfl"] * 2 and budget.tokens == 2 * 46
    assert [path.removeprefix("/v1/") for path in endpoint.paths] == ["chat/completions", "responses", "responses"]
    assert endpoint.asked[-1]["text"]["format"]["type"] == "json_schema" and endpoint.asked[-1]["store"] is False


def test_where_there_is_no_responses_api_chat_completions_serve(endpoint: Endpoint) -> None:
    endpoint.refuse = lambda path, request: None if "chat" in path else Reply(404, {"error": {"message": "no route"}})
    endpoint.always = "rfl"
    assert len(ask(endpoint, 2, api="responses")) == 2
    assert [path.removeprefix("/v1/") for path in endpoint.paths] == ["responses"] + ["chat/completions"] * 2


@pytest.mark.parametrize("unknown", ["seed", "temperature"])
def test_what_a_model_does_not_take_is_left_out(endpoint: Endpoint, unknown: str) -> None:
    endpoint.refuse = refuses(unknown)
    endpoint.always = "rfl"
    assert len(ask(endpoint, 2)) == 2 and len(endpoint.asked) == 3
    assert "response_format" in endpoint.asked[-1]


@pytest.mark.parametrize("header", ["0.3", "date"])
def test_retry_after_is_obeyed(endpoint: Endpoint, header: str) -> None:
    said = formatdate(time.time() + 2, usegmt=True) if header == "date" else header
    endpoint.will(429, {"error": {"message": "slow down"}}, headers={"Retry-After": said})
    endpoint.always = "rfl"
    moments: list[float] = []
    endpoint.refuse = lambda path, request: moments.append(time.time())
    assert len(ask(endpoint)) == 1
    assert moments[1] - moments[0] >= 0.25


def test_a_wait_beyond_the_budget_is_not_begun(endpoint: Endpoint) -> None:
    endpoint.will(429, {"error": {"message": "slow down"}}, headers={"Retry-After": "600"})
    budget = Budget(max_seconds=20.0)
    with pytest.raises(UserError, match="asks to wait 600 s"):
        ask(endpoint, budget=budget)
    assert budget.seconds < 10 and budget.tokens == 0 and len(endpoint.asked) == 1


def test_a_used_up_quota_is_not_waited_for(endpoint: Endpoint) -> None:
    endpoint.will(429, {"error": {"message": "quota", "code": "insufficient_quota"}})
    with pytest.raises(UserError, match="quota"):
        ask(endpoint)
    assert len(endpoint.asked) == 1


def test_an_answer_that_drips_is_stopped_by_the_deadline(endpoint: Endpoint) -> None:
    endpoint.will(200, completion("rfl" * 200), drip=0.1)
    with pytest.raises(UserError, match="in time"):
        ask(endpoint, timeout=0.5, budget=Budget(max_seconds=1.0))


@pytest.mark.parametrize("cut", [20, 150])
def test_an_answer_that_breaks_off_may_have_been_charged(endpoint: Endpoint, cut: int) -> None:
    endpoint.will(200, completion("rfl"), cut=cut)
    endpoint.always = "rfl"
    budget = Budget()
    assert len(ask(endpoint, samples=2, budget=budget)) == 1
    assert len(endpoint.asked) == 2, "it is not asked for again"
    assert budget.tokens > 57 + 1_024


def test_the_content_type_does_not_matter(endpoint: Endpoint) -> None:
    endpoint.will(200, completion("one"), headers={"Content-Type": "text/html"})
    events = [{"choices": [{"delta": {"content": piece}}]} for piece in ("t", "wo")]
    events.append({"choices": [{"delta": {}, "finish_reason": "stop"}]})
    stream = "".join(f"data: {json.dumps(event)}\n\n" for event in events)
    endpoint.will(200, f"{stream}data: [DONE]\n\n", headers={"Content-Type": "text/event-stream"})
    assert [answer.text for answer in ask(endpoint, 2)] == ["one", "two"]


@pytest.mark.parametrize(
    "body",
    [
        "<html>busy</html>", "{", "", "null", "[1]", "[" * 100_000, {"choices": []}, {"choices": [7]},
        {"output": "x"}, 'data: {"choices": [{"delta": {"content": "x"}}]}\n\n', "data: nonsense\n\n",
    ],
)  # fmt: skip
def test_garbage_is_one_lost_call(endpoint: Endpoint, body: Any) -> None:
    endpoint.always = "rfl"
    endpoint.will(200, completion("rfl"))
    endpoint.will(200, body)
    assert [answer.text for answer in ask(endpoint, 3)] == ["rfl", "rfl"]


@pytest.mark.parametrize("usage", [None, "many", {"prompt_tokens": -1, "completion_tokens": True}, {}])
def test_without_usage_the_upper_bound_counts(endpoint: Endpoint, usage: Any) -> None:
    endpoint.will(200, completion("rfl") | {"usage": usage})
    budget = Budget()
    [answer] = ask(endpoint, budget=budget)
    assert answer.prompt_tokens is None and budget.tokens >= len("question 0") + 3


def test_money_is_counted_and_never_overspent(endpoint: Endpoint) -> None:
    endpoint.always = "rfl"
    price = Price(10.0, 20.0)
    budget = Budget(max_cost=0.035)
    asked = ask(endpoint, 20, budget=budget, price=price)
    assert 0 < len(asked) < 20, "a call whose upper bound does not fit is not started"
    assert budget.cost == pytest.approx(len(asked) * price.of(50, 7)) and budget.cost <= 0.035


def test_an_endpoint_that_echoes_the_key_does_not_get_it_kept(endpoint: Endpoint) -> None:
    endpoint.always = f"your key is {KEY}"
    assert KEY not in ask(endpoint)[0].text


def test_settings_give_the_model_and_its_price(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings()
    (tmp_path / "settings.toml").write_text(
        '[model]\nname = "m"\nsamples = 2\ntemperature = 0\n[prices."m"]\ninput = 1\noutput = 2.5\n'
    )
    settings = load(tmp_path)
    assert (settings.name, settings.samples, settings.temperature) == ("m", 2, 0)
    assert settings.prices["m"].of(1_000_000, 2_000_000) == 6.0


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("model", "TOML"), ("[modle]", "modle"), ('[model]\napi_key = "sk-1"', "OPENAI_API_KEY"),
        ("model = 3", "section"),
        ('[model]\nsamples = "2"', "samples"), ("[model]\nsamples = true", "samples"), ("[model]\ntop = 1", "top"),
        ('[model]\napi = "x"', "api"), ("[prices.m]\ninput = 1", "prices"), ("prices = 1", "prices"),
        ("[prices.m]\ninput = -1\noutput = 1", "negative"), ("[prices.m]\ninput = nan\noutput = 1", "negative"),
    ],
)  # fmt: skip
def test_wrong_settings_are_said_in_one_sentence(tmp_path: Path, text: str, word: str) -> None:
    (tmp_path / "settings.toml").write_text(text)
    with pytest.raises(UserError, match=word) as caught:
        load(tmp_path)
    assert "\n" not in str(caught.value) and "sk-1" not in str(caught.value)
