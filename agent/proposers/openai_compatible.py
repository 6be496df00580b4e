"""A proposer that asks a language model behind any OpenAI-compatible endpoint."""

from __future__ import annotations

import asyncio
import contextlib
import math
import os
import time
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import urlsplit

import openai
import tenacity

from agent.budget import Budget
from agent.proposers import Proposal, ProposalQuery
from agent.proposers.filters import tactics_in
from agent.proposers.prompts import fill
from agent.recording import Chat, ModelAnswer, ModelError, ModelRequest
from agent.script import premises_in
from prover_bridge.errors import UserError

DEFAULT_MODEL = "gpt-4.1-mini"
_RETRIED = (openai.RateLimitError, openai.APIConnectionError, openai.InternalServerError)
_ATTEMPTS = 5
_MOST_ANSWER = 1_000_000  # characters of an answer that are kept at all


class OpenAIChat:
    """The `openai` client with retries around it. Use it as an asynchronous context manager, or call `close`.

    The endpoint and the key come from `OPENAI_BASE_URL` and `OPENAI_API_KEY` where they are not given. Raises
    UserError without a key. timeout: seconds for one request, backoff: first wait between attempts.
    """

    def __init__(
        self,
        base_url: str | None = None,
        api_key: str | None = None,
        *,
        timeout: float = 120.0,
        backoff: float = 0.5,
    ) -> None:
        key = api_key or os.environ.get("OPENAI_API_KEY", "").strip()
        if not key:
            raise UserError(
                "No API key: set OPENAI_API_KEY (any text, where the endpoint of OPENAI_BASE_URL wants none), "
                "or use --proposer embedded."
            )
        url = base_url or os.environ.get("OPENAI_BASE_URL") or None
        parts = urlsplit(url) if url else None
        if parts is not None and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise UserError("OPENAI_BASE_URL is no address: it must look like https://host/v1.")
        # A user name or a password in the address is nobody's business.
        self.endpoint = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}" if parts else "api.openai.com"
        self.timeout = timeout
        self.backoff = backoff
        self._omitted: set[str] = set()
        # The client would make its connections trust proxies and retry by itself; retries are ours, within the budget.
        self._client = openai.AsyncOpenAI(api_key=key, base_url=url, max_retries=0)

    async def __aenter__(self) -> OpenAIChat:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        await self._client.close()

    async def complete(self, request: ModelRequest, seconds: float) -> ModelAnswer:
        """One answer. Rate limits, server errors and timeouts are tried again while `seconds` last.

        Raises UserError where the endpoint cannot be reached, or refuses key, model or request; ModelError where
        it stays busy or broken.
        """
        deadline = time.monotonic() + seconds
        started = time.monotonic()
        retrying = tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception_type(_RETRIED),
            wait=_wait(self.backoff, deadline),
            stop=tenacity.stop_after_attempt(_ATTEMPTS) | _stop_at(deadline),
            reraise=True,
        )
        try:
            async for attempt in retrying:
                with attempt:
                    answer = await self._ask(request, deadline)
        except openai.APITimeoutError as error:
            raise ModelError(f"the model at {self.endpoint} gave no answer in time") from error
        except openai.APIConnectionError as error:
            raise UserError(
                f"The model endpoint {self.endpoint} cannot be reached: check OPENAI_BASE_URL and the network."
            ) from error
        except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
            raise UserError(f"The model endpoint {self.endpoint} refuses the key: check OPENAI_API_KEY.") from error
        except openai.NotFoundError as error:
            raise UserError(
                f"The model endpoint {self.endpoint} knows no model {request.model}: check --model and OPENAI_BASE_URL."
            ) from error
        except (openai.RateLimitError, openai.InternalServerError) as error:
            status = error.status_code
            raise ModelError(f"the model at {self.endpoint} answered {status} {_ATTEMPTS} times or too long") from error
        except openai.APIStatusError as error:
            raise UserError(
                f"The model endpoint {self.endpoint} refuses the request (status {error.status_code}): check --model."
            ) from error
        except (openai.APIError, ValueError) as error:
            raise ModelError(f"the model at {self.endpoint} sent no readable answer") from error
        text, prompt, completion = answer
        return ModelAnswer(text, prompt, completion, round(time.monotonic() - started, 3))

    async def _ask(self, request: ModelRequest, deadline: float) -> tuple[str, int, int]:
        parameters: dict[str, Any] = {
            "temperature": request.temperature,
            "max_tokens": request.max_tokens,
            "seed": request.seed,
        }
        if "max_tokens" in self._omitted:
            parameters["max_completion_tokens"] = parameters.pop("max_tokens")
        parameters = {k: v for k, v in parameters.items() if v is not None and k not in self._omitted}
        messages = cast(Any, [{"role": role, "content": text} for role, text in request.messages])
        left = max(0.05, min(self.timeout, deadline - time.monotonic()))
        try:
            async with asyncio.timeout(left):
                raw = await self._client.chat.completions.create(
                    model=request.model, messages=messages, timeout=left, **parameters
                )
        except TimeoutError as error:
            raise openai.APITimeoutError(request=cast(Any, None)) from error
        except openai.BadRequestError as error:
            # Endpoints differ in which parameters they know: leave out the one that this one names.
            for name in ("max_tokens", "temperature", "seed"):
                if name in str(error) and name not in self._omitted:
                    self._omitted.add(name)
                    return await self._ask(request, deadline)
            raise
        return _read(raw)


def _read(raw: object) -> tuple[str, int, int]:
    """Text and token counts of a completion. Raises ValueError where it is none."""
    choices = getattr(raw, "choices", None)
    if not choices:
        raise ValueError("no choices")
    content = getattr(getattr(choices[0], "message", None), "content", None)
    usage = getattr(raw, "usage", None)
    counts = [getattr(usage, name, None) for name in ("prompt_tokens", "completion_tokens")]
    prompt, completion = (n if isinstance(n, int) and n >= 0 else 0 for n in counts)
    return (content[:_MOST_ANSWER] if isinstance(content, str) else ""), prompt, completion


class _wait(tenacity.wait.wait_base):
    """Exponential, or what the endpoint asks for, and never beyond the deadline."""

    def __init__(self, first: float, deadline: float) -> None:
        self.first = first
        self.deadline = deadline

    def __call__(self, retry_state: tenacity.RetryCallState) -> float:
        wait: float = self.first * 2 ** (retry_state.attempt_number - 1)
        error = retry_state.outcome.exception() if retry_state.outcome else None
        response: Any = getattr(error, "response", None)
        headers: Mapping[str, str] = getattr(response, "headers", None) or {}
        with contextlib.suppress(ValueError):
            wait = max(wait, min(60.0, float(headers.get("retry-after", ""))))
        left: float = self.deadline - time.monotonic()
        return max(0.0, min(wait, left))


class _stop_at(tenacity.stop.stop_base):
    def __init__(self, deadline: float) -> None:
        self.deadline = deadline

    def __call__(self, retry_state: tenacity.RetryCallState) -> bool:
        return time.monotonic() >= self.deadline


class OpenAIProposer:
    """Asks for single tactics, `samples` times a goal in separate requests; answers that agree count for more.

    Every request is one model call of the budget. A request that fails for a passing reason gives no tactics; if
    none has ever succeeded, that is a UserError, so that a broken endpoint is not taken for a stupid model.
    """

    uses_model = True

    def __init__(
        self,
        chat: Chat,
        budget: Budget,
        *,
        model: str = DEFAULT_MODEL,
        samples: int = 4,
        alternatives: int = 3,
        temperature: float = 0.8,
        max_tokens: int = 1_024,
        seed: int = 0,
        timeout: float = 120.0,
    ) -> None:
        self.name = "openai"
        self.chat = chat
        self.budget = budget
        self.model = model
        self.samples = samples
        self.alternatives = alternatives
        self.temperature = temperature
        self.max_tokens = max_tokens
        self.seed = seed
        self.timeout = timeout
        self._answered = 0

    async def propose(self, query: ProposalQuery) -> list[Proposal]:
        """Tactics by how often and how early the samples name them. Empty where the budget allows no call.

        Raises UserError where the endpoint cannot be used.
        """
        tasks = [asyncio.create_task(call) for i in range(self.samples) if (call := self._sample(query, i))]
        try:
            answers = await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            for task in tasks:
                task.cancel()
        for answer in answers:
            if isinstance(answer, BaseException) and not isinstance(answer, ModelError):
                raise answer
        good = [answer for answer in answers if isinstance(answer, ModelAnswer)]
        self._answered += len(good)
        if answers and not self._answered:
            raise UserError(f"No model call succeeded: {answers[0]}.")
        return self._ranked(query, good)

    def _sample(self, query: ProposalQuery, index: int) -> Any:
        """The coroutine of one call, already counted in the budget; None where it is not allowed."""
        request = ModelRequest(
            self.model,
            (("system", fill("system")), ("user", self.prompt(query))),
            self.temperature,
            self.max_tokens,
            self.seed + index,
            index,
        )
        if not self.budget.allows(model_calls=1, tokens=request.most_tokens):
            return None
        reservation = self.budget.spend_model(request.most_tokens)
        left = self.budget.left().seconds
        seconds = self.timeout if left is None else min(self.timeout, left)

        async def call() -> ModelAnswer:
            used = 0
            try:
                answer = await self.chat.complete(request, seconds)
                used = answer.tokens
                return answer
            finally:
                reservation.settle(used)

        return call()

    def prompt(self, query: ProposalQuery) -> str:
        """What the model is told of a goal: the goal, premises with the reasons for them, what failed before."""
        premises = "\n".join(
            f"- `{p.name} : {_short(p.statement, 300)}`" + (f" ({p.reason})" if p.reason else "")
            for p in (*query.premises, *query.theory.laws)[:24]
        )
        failed = "\n".join(f"- `{_short(t, 200)}`: {_short(m, 200)}" for t, m in list(query.failed)[-12:])
        return fill(
            "tactics",
            statement=query.statement or query.theorem or "(not named)",
            script="\n".join(f"  {line}" for t in query.script for line in t.split("\n")) or "  (none)",
            goal=query.goal.pretty()[:8_000],
            premises=f"These are proved and may be used by name:\n{premises}\n" if premises else "",
            failed=f"These were tried and failed:\n{failed}\n" if failed else "",
            alternatives=str(self.alternatives),
        )

    def _ranked(self, query: ProposalQuery, answers: list[ModelAnswer]) -> list[Proposal]:
        weights: dict[str, float] = {}
        for answer in answers:
            for position, tactic in enumerate(tactics_in(answer.text)):
                weights[tactic] = weights.get(tactic, 0.0) + 0.75**position
        failed = {tactic for tactic, _ in query.failed}
        names = [p.name for p in (*query.premises, *query.theory.laws)]
        return [
            Proposal(tactic, math.log(weight / (len(answers) + 0.5)), "openai", premises_in(tactic, names))
            for tactic, weight in sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
            if tactic not in failed
        ]


def _short(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"
