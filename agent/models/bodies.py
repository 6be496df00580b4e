"""What comes back from an endpoint, read without trusting any of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MOST_TEXT = 1_000_000  # characters of an answer that are kept at all
_MOST_TOKENS = 10**9


@dataclass(frozen=True)
class Completion:
    """text: what the model said. prompt_tokens, completion_tokens: as the endpoint counts; None where it does not.

    truncated: the model was stopped by the limit of tokens.
    """

    text: str
    prompt_tokens: int | None
    completion_tokens: int | None
    truncated: bool = False


def read_body(body: bytes) -> Completion:
    """A completion from a body of the chat or the responses API; its content type does not matter.

    A stream of server-sent events that nobody asked for is read too. Raises ValueError where it is no completion.
    """
    text = body.decode("utf-8", errors="replace").strip()
    if text.startswith(("data:", "event:", ":")):
        return _streamed(text)
    value = _json(text)
    if not isinstance(value, dict):
        raise ValueError("the body is no JSON object")
    return _responses(value) if "output" in value else _chat(value)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("the JSON is nested too deeply") from error


def _chat(value: dict[str, Any]) -> Completion:
    choices = value.get("choices")
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        raise ValueError("the body has no choices")
    message = choices[0].get("message")
    content = message.get("content") if isinstance(message, dict) else None
    prompt, completion = _usage(value, "prompt_tokens", "completion_tokens")
    return Completion(_text(content), prompt, completion, choices[0].get("finish_reason") == "length")


def _responses(value: dict[str, Any]) -> Completion:
    output = value["output"]
    if not isinstance(output, list):
        raise ValueError("the body has no output")
    messages = [item for item in output if isinstance(item, dict) and item.get("type") == "message"]
    text = "".join(_text(item.get("content")) for item in messages)
    prompt, completion = _usage(value, "input_tokens", "output_tokens")
    return Completion(text[:MOST_TEXT], prompt, completion, value.get("status") == "incomplete")


def _text(content: object) -> str:
    """Content as one text: it is a text, or a list of parts of which the textual ones count."""
    if isinstance(content, str):
        return content[:MOST_TEXT]
    if isinstance(content, list):
        texts = [part.get("text") for part in content if isinstance(part, dict)]
        return "".join(text for text in texts if isinstance(text, str))[:MOST_TEXT]
    return ""


def _usage(value: dict[str, Any], *names: str) -> Iterator[int | None]:
    usage = value.get("usage")
    for name in names:
        count = usage.get(name) if isinstance(usage, dict) else None
        yield count if type(count) is int and 0 <= count <= _MOST_TOKENS else None


def _streamed(text: str) -> Completion:
    """Pieces of a chat completion; a piece that is cut off ends it."""
    parts: list[str] = []
    prompt: int | None = None
    completion: int | None = None
    truncated, ended = False, False
    for line in text.splitlines():
        data = line.removeprefix("data:").strip()
        if not line.startswith("data:") or not data:
            continue
        if data == "[DONE]":
            ended = True
            break
        value = _json(data)
        if not isinstance(value, dict):
            raise ValueError("an event is no JSON object")
        choices = value.get("choices")
        if isinstance(choices, list) and choices and isinstance(choices[0], dict):
            delta = choices[0].get("delta")
            parts.append(_text(delta.get("content")) if isinstance(delta, dict) else "")
            truncated = truncated or choices[0].get("finish_reason") == "length"
            ended = ended or choices[0].get("finish_reason") is not None
        said = tuple(_usage(value, "prompt_tokens", "completion_tokens"))
        prompt, completion = said if said != (None, None) else (prompt, completion)
    if not ended:
        raise ValueError("the stream ends early")
    return Completion("".join(parts)[:MOST_TEXT], prompt, completion, truncated)
