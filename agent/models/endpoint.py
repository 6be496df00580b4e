"""An OpenAI-compatible endpoint over HTTP: chat completions, and the responses API where that is what is offered."""

from __future__ import annotations

import asyncio
import contextlib
import email.utils
import json
import logging
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, cast
from urllib.parse import urlsplit

import openai
import tenacity

from agent.models.bodies import Completion, read_body
from agent.recording import ModelAnswer, ModelError, ModelRequest
from prover_bridge.errors import UserError

Api = Literal["auto", "chat", "responses"]

_log = logging.getLogger(__name__)
_ATTEMPTS = 5
_ADAPTATIONS = 6
_MOST_BODY = 8_000_000  # bytes of one answer that are read at all
_IN_FLIGHT = 8


class _Unreadable(Exception):
    """An answer began and could not be read to its end: it may have been paid for, so it is not asked for again."""


@dataclass(frozen=True)
class _Dialect:
    """What an endpoint is believed to take; corrected by its refusals, and then kept for the run."""

    responses: bool = False
    structured: bool = True
    length: str = "max_tokens"
    temperature: bool = True
    seed: bool = True

    def parameters(self, request: ModelRequest) -> dict[str, Any]:
        """The body of the request, without the model's answer form where this endpoint has no schemas."""
        given: dict[str, Any] = {"model": request.model}
        messages = [{"role": role, "content": text} for role, text in request.messages]
        form = request.form
        if form is not None:
            messages[-1]["content"] += "\n\n" + form.instruction(self.structured)
        if self.temperature:
            given["temperature"] = request.temperature
        schema = None
        if form is not None and self.structured:
            schema = {"name": form.name, "schema": json.loads(form.schema), "strict": True}
        if self.responses:
            given |= {"input": messages, "max_output_tokens": request.max_tokens, "store": False}
            return given | ({"text": {"format": {"type": "json_schema", **schema}}} if schema else {})
        given |= {"messages": messages, self.length: request.max_tokens}
        if self.seed and request.seed is not None:
            given["seed"] = request.seed
        return given | ({"response_format": {"type": "json_schema", "json_schema": schema}} if schema else {})


def connection(base_url: str | None = None, api_key: str | None = None) -> tuple[str, str | None, str]:
    """Key and address (None: the client's own), from the environment where they are not given, and the address as it
    may be shown. Raises UserError without a key, or where the address is none."""
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
    return key, url, f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}" if parts else "api.openai.com"


class OpenAIChat:
    """The `openai` client with retries around it. Use it as an asynchronous context manager, or call `close`.

    The endpoint and the key come from `OPENAI_BASE_URL` and `OPENAI_API_KEY` where they are not given. Raises
    UserError without a key. timeout: seconds for one request, backoff: first wait between attempts. api: `auto` asks
    for chat completions, and for responses where the endpoint says so.
    """

    def __init__(
        self,
        base_url: str | None = None,
        api_key: str | None = None,
        *,
        timeout: float = 120.0,
        backoff: float = 0.5,
        api: Api = "auto",
    ) -> None:
        key, url, self.endpoint = connection(base_url, api_key)
        self.timeout = timeout
        self.backoff = backoff
        self._key = key
        self._api = api
        self._dialect = _Dialect(responses=api == "responses")
        self._slots = asyncio.Semaphore(_IN_FLIGHT)
        self._not_before = 0.0  # when the endpoint wants to be asked again
        # The client would retry by itself; retries are ours, within the budget.
        self._client = openai.AsyncOpenAI(api_key=key, base_url=url, max_retries=0)

    async def __aenter__(self) -> OpenAIChat:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        await self._client.close()

    async def complete(self, request: ModelRequest, seconds: float) -> ModelAnswer:
        """One answer. Rate limits, refused connections and server errors are tried again while `seconds` last; an
        answer that began and broke off is not, for it may have been charged.

        Raises UserError where the endpoint cannot be reached, or refuses key, model or request; ModelError where
        it stays busy or broken.
        """
        started = time.monotonic()
        deadline = started + seconds
        retrying = tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception(_passing),
            wait=_wait(self.backoff, self._pause),
            stop=tenacity.stop_after_attempt(_ATTEMPTS) | _stop_at(deadline, self._pause),
            reraise=True,
        )
        try:
            async for attempt in retrying:
                with attempt:
                    said = await self._ask(request, deadline)
        except _Unreadable as error:
            raise ModelError(f"the model at {self.endpoint} sent no readable answer") from error
        except openai.OpenAIError as error:
            raise self._explained(error, request.model) from error
        return ModelAnswer(
            said.text.replace(self._key, "[key]"),  # an endpoint that echoes it must not get it into a recording
            said.prompt_tokens,
            said.completion_tokens,
            round(time.monotonic() - started, 3),
            said.truncated,
        )

    def _pause(self, error: BaseException | None) -> float:
        """Seconds that the endpoint asks to wait after an error; 0 where it does not say."""
        wait = _retry_after(error)
        if wait:  # for the other requests too
            self._not_before = max(self._not_before, time.monotonic() + wait)
        return wait

    def _explained(self, error: openai.OpenAIError, model: str) -> UserError | ModelError:
        where = f"The model endpoint {self.endpoint}"
        if isinstance(error, openai.APITimeoutError):
            return ModelError(f"the model at {self.endpoint} gave no answer in time")
        if isinstance(error, openai.APIConnectionError):
            return UserError(f"{where} cannot be reached: check OPENAI_BASE_URL and the network.")
        if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
            return UserError(f"{where} refuses the key: check OPENAI_API_KEY.")
        if isinstance(error, openai.NotFoundError):
            return UserError(f"{where} knows no model {model}: check --model and OPENAI_BASE_URL.")
        if isinstance(error, openai.RateLimitError) and "insufficient_quota" in _words(error):
            return UserError(f"{where} says that the quota of this key is used up: check its account.")
        if isinstance(error, openai.APIStatusError):
            if _passing(error):
                wait = _retry_after(error)
                more = f" and asks to wait {wait:.0f} s" if wait >= 1 else f" {_ATTEMPTS} times or too long"
                return ModelError(f"the model at {self.endpoint} answered {error.status_code}{more}", charged=False)
            return UserError(f"{where} refuses the request (status {error.status_code}): check --model.")
        return ModelError(f"the model at {self.endpoint} sent no readable answer")

    async def _ask(self, request: ModelRequest, deadline: float) -> Completion:
        """One answer in the endpoint's dialect, which its refusals teach."""
        for _ in range(_ADAPTATIONS):
            dialect = self._dialect
            try:
                return await self._send(request, dialect, deadline)
            except openai.APIStatusError as error:
                # Requests in flight together are refused together: what another one has learned needs no learning.
                if dialect == self._dialect and not self._learn(error, dialect, request):
                    raise
        return await self._send(request, self._dialect, deadline)

    async def _send(self, request: ModelRequest, dialect: _Dialect, deadline: float) -> Completion:
        async with self._slots:
            now = time.monotonic()
            if self._not_before >= deadline:
                raise ModelError(
                    f"the model at {self.endpoint} asks to wait {self._not_before - now:.0f} s", charged=False
                )
            await asyncio.sleep(max(0.0, self._not_before - now))
            left = max(0.05, min(self.timeout, deadline - time.monotonic()))
            resource: Any = self._client.responses if dialect.responses else self._client.chat.completions
            try:
                async with (
                    asyncio.timeout(left),
                    resource.with_streaming_response.create(**dialect.parameters(request), timeout=left) as response,
                ):
                    body = await _body(response)
            except TimeoutError as error:
                raise openai.APITimeoutError(request=cast(Any, None)) from error
        try:
            return read_body(body)
        except ValueError as error:
            raise _Unreadable from error

    def _learn(self, error: openai.APIStatusError, dialect: _Dialect, request: ModelRequest) -> bool:
        """Correct the dialect by a refusal. False where the refusal says nothing that could be done otherwise."""
        words, status = _words(error), error.status_code
        better = dialect
        if self._api == "auto" and not dialect.responses and status in (400, 404, 405) and "responses" in words:
            better = replace(dialect, responses=True)
            _log.warning("The endpoint wants requests of the responses API for %s.", request.model)
        elif dialect.responses and status in (404, 405, 501) and "model" not in words:
            better = replace(dialect, responses=False)
            _log.warning("The endpoint has no responses API: it is asked for chat completions.")
        elif status in (400, 415, 422, 501):
            better = _without(dialect, words, structured=request.form is not None)
            if dialect.structured and not better.structured:
                _log.warning("The endpoint refuses structured output: answers are asked for as fenced text.")
        if better == dialect:
            return False
        self._dialect = better
        return True


def _words(error: openai.APIStatusError) -> str:
    """All that an endpoint says of a refusal, in small letters."""
    return f"{error} {error.body}".lower()


def _without(dialect: _Dialect, words: str, structured: bool) -> _Dialect:
    """The dialect without what a refusal names; where it names nothing, without structured output."""
    if (
        dialect.structured
        and structured
        and any(word in words for word in ("response_format", "json_schema", "text.format", "structured", "grammar"))
    ):
        return replace(dialect, structured=False)
    if dialect.length == "max_tokens" and "max_tokens" in words:
        return replace(dialect, length="max_completion_tokens")
    if dialect.temperature and "temperature" in words:
        return replace(dialect, temperature=False)
    if dialect.seed and "seed" in words:
        return replace(dialect, seed=False)
    return replace(dialect, structured=False) if structured else dialect


async def _body(response: Any) -> bytes:
    """The body of an answer, piece by piece, up to the most that is read."""
    pieces: list[bytes] = []
    size = 0
    try:
        async for piece in response.iter_bytes():
            size += len(piece)
            if size > _MOST_BODY:
                raise _Unreadable
            pieces.append(piece)
    except (TimeoutError, _Unreadable):
        raise
    except Exception as error:  # whatever the transport below the client raises where a connection breaks
        raise _Unreadable from error
    return b"".join(pieces)


def _passing(error: BaseException) -> bool:
    """Whether the same request may go through later, and has not been charged."""
    if isinstance(error, openai.APIConnectionError):
        return not isinstance(error, openai.APITimeoutError)
    if isinstance(error, openai.RateLimitError):
        return "insufficient_quota" not in _words(error)
    return isinstance(error, openai.APIStatusError) and (error.status_code in (408, 409) or error.status_code >= 500)


def _retry_after(error: BaseException | None) -> float:
    """Seconds that the answer's `Retry-After` asks for, as a number or a date; 0 without one."""
    headers: Mapping[str, str] = getattr(getattr(error, "response", None), "headers", None) or {}
    said = headers.get("retry-after", "")
    with contextlib.suppress(ValueError):
        return max(0.0, float(headers["retry-after-ms"]) / 1000 if "retry-after-ms" in headers else float(said))
    with contextlib.suppress(ValueError, TypeError):
        return max(0.0, email.utils.parsedate_to_datetime(said).timestamp() - time.time())
    return 0.0


class _wait(tenacity.wait.wait_base):
    """Exponential, or what the endpoint asks for."""

    def __init__(self, first: float, asked: Any) -> None:
        self.first = first
        self.asked = asked

    def __call__(self, retry_state: tenacity.RetryCallState) -> float:
        error = retry_state.outcome.exception() if retry_state.outcome else None
        return float(max(self.first * 2 ** (retry_state.attempt_number - 1), self.asked(error)))


class _stop_at(tenacity.stop.stop_base):
    """No further attempt where its time lies behind the deadline."""

    def __init__(self, deadline: float, asked: Any) -> None:
        self.deadline = deadline
        self.asked = asked

    def __call__(self, retry_state: tenacity.RetryCallState) -> bool:
        error = retry_state.outcome.exception() if retry_state.outcome else None
        return bool(time.monotonic() + self.asked(error) >= self.deadline)
