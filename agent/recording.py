"""Model calls recorded by content and ordinal, and replayed without a network.

A recording is a file of JSON lines, one a call: `{"key", "ordinal", "request", "answer" | "error"}`. The key is the
SHA-256 of the request; the ordinal counts equal requests, so that a replay gives the same answers in the same order.
Neither the API key nor headers nor the endpoint's address are ever part of a request.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from prover_bridge.errors import UserError


@dataclass(frozen=True)
class ModelRequest:
    """What a model is asked. messages: pairs of role and text. sample: number of the sample, part of the content."""

    model: str
    messages: tuple[tuple[str, str], ...]
    temperature: float
    max_tokens: int
    seed: int | None = None
    sample: int = 0

    @property
    def key(self) -> str:
        """SHA-256 (hex) of the request."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    @property
    def most_tokens(self) -> int:
        """An upper bound of what the call can take: a token is at least one byte of text."""
        return sum(len(text.encode()) + 16 for _, text in self.messages) + self.max_tokens


@dataclass(frozen=True)
class ModelAnswer:
    """text: what the model said. prompt_tokens, completion_tokens: as the endpoint counts. seconds: wall time."""

    text: str
    prompt_tokens: int
    completion_tokens: int
    seconds: float

    @property
    def tokens(self) -> int:
        return self.prompt_tokens + self.completion_tokens


class ModelError(Exception):
    """A call gave no answer, and another attempt would not help now."""


class Chat(Protocol):
    """Asks a model."""

    async def complete(self, request: ModelRequest, seconds: float) -> ModelAnswer:
        """One answer within `seconds`. Raises ModelError without one, UserError where the set-up is wrong."""
        ...


class Recorder:
    """Passes calls on to `chat` and writes each of them to `path` when it ends."""

    def __init__(self, chat: Chat, path: Path) -> None:
        self.chat = chat
        self.path = path
        self._ordinals: Counter[str] = Counter()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8"):
                pass
        except OSError as error:
            raise _unwritable(path, error) from error

    async def complete(self, request: ModelRequest, seconds: float) -> ModelAnswer:
        ordinal = self._ordinals[request.key]
        self._ordinals[request.key] += 1
        line: dict[str, Any] = {"key": request.key, "ordinal": ordinal, "request": asdict(request)}
        try:
            answer = await self.chat.complete(request, seconds)
        except ModelError as error:
            self._write({**line, "error": str(error)})
            raise
        self._write({**line, "answer": asdict(answer)})
        return answer

    def _write(self, line: dict[str, Any]) -> None:
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        except OSError as error:
            raise _unwritable(self.path, error) from error


class Replay:
    """Answers from a recording. Nothing is sent anywhere, and nothing waits.

    Raises UserError where the file is not a recording, or a call was not recorded.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._answers: dict[tuple[str, int], dict[str, Any]] = {}
        self._ordinals: Counter[str] = Counter()
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(f"The recording {path} cannot be read ({error}): check the path.") from error
        for number, line in enumerate(text.splitlines(), 1):
            try:
                entry = json.loads(line)
                # Calls of a later run into the same file come after those of the first.
                ordinal = int(entry["ordinal"])
                while (entry["key"], ordinal) in self._answers:
                    ordinal += 1
                if "answer" in entry:
                    ModelAnswer(**entry["answer"])
                else:
                    str(entry["error"])
                self._answers[entry["key"], ordinal] = entry
            except (ValueError, KeyError, TypeError) as error:
                raise UserError(f"Line {number} of {path} is no recorded model call: use another file.") from error

    async def complete(self, request: ModelRequest, seconds: float) -> ModelAnswer:
        key = request.key
        ordinal = self._ordinals[key]
        self._ordinals[key] += 1
        entry = self._answers.get((key, ordinal))
        await asyncio.sleep(0)
        if entry is None:
            raise UserError(
                f"A model call is not in the recording {self.path} (model {request.model}, call {ordinal + 1} of "
                f"{key[:12]}…): record again with the same problem, options and seed."
            )
        if "error" in entry:
            raise ModelError(str(entry["error"]))
        return ModelAnswer(**entry["answer"])


def _unwritable(path: Path, error: OSError) -> UserError:
    return UserError(f"The recording {path} cannot be written ({error.strerror or error}): choose another place.")
