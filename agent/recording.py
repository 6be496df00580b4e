"""Model calls recorded by content and ordinal, and replayed without a network.

A recording is a file of JSON lines. The first says what the run was (`{"recording", "options"}`); a model call is
`{"key", "ordinal", "request", "answer" | "error"}`. The key is the SHA-256 of the request; the ordinal counts equal
requests, so that a replay gives the same answers in the same order. `{"turn", …}` is a line of `agent.turns`.
Neither the API key nor headers nor the endpoint's address are ever part of a request.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from agent.models.forms import AnswerForm
from prover_bridge.errors import UserError

FORMAT = 2


@dataclass(frozen=True)
class ModelRequest:
    """What a model is asked. messages: pairs of role and text. sample: number of the sample, part of the content.

    form: how the answer is to look; the endpoint says it in the way that it takes.
    """

    model: str
    messages: tuple[tuple[str, str], ...]
    temperature: float
    max_tokens: int
    seed: int | None = None
    sample: int = 0
    form: AnswerForm | None = None

    @property
    def key(self) -> str:
        """SHA-256 (hex) of the request."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    @property
    def most_prompt_tokens(self) -> int:
        """An upper bound of what the question takes: a token is at least one byte of text."""
        form = self.form.most_bytes + 64 if self.form else 0
        return sum(len(text.encode()) + 16 for _, text in self.messages) + form

    @property
    def most_tokens(self) -> int:
        """An upper bound of what question and answer can take together."""
        return self.most_prompt_tokens + self.max_tokens


@dataclass(frozen=True)
class ModelAnswer:
    """text: what the model said. prompt_tokens, completion_tokens: as the endpoint counts, None where it does not.

    seconds: wall time. truncated: the limit of tokens ended it.
    """

    text: str
    prompt_tokens: int | None
    completion_tokens: int | None
    seconds: float
    truncated: bool = False


class ModelError(Exception):
    """A call gave no answer, and another attempt would not help now. charged: it may have taken tokens."""

    def __init__(self, reason: str, charged: bool = True) -> None:
        super().__init__(reason)
        self.charged = charged


class Chat(Protocol):
    """Asks a model."""

    async def complete(self, request: ModelRequest, seconds: float) -> ModelAnswer:
        """One answer within `seconds`. Raises ModelError without one, UserError where the set-up is wrong."""
        ...


class RecordingFile:
    """A recording being written, line by line. options: what a replay needs to be told, and must be told alike."""

    def __init__(self, path: Path, options: Mapping[str, Any] | None = None) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # A second run into one file could not be told from the first.
            with path.open("x", encoding="utf-8"):
                pass
        except FileExistsError as error:
            raise UserError(f"The recording {path} exists already: choose another name, or remove it.") from error
        except OSError as error:
            raise _unwritable(path, error) from error
        self.write({"recording": FORMAT, "options": dict(options or {})})

    def write(self, line: Mapping[str, Any]) -> None:
        """Append a line. Raises UserError where it cannot be written."""
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        except OSError as error:
            raise _unwritable(self.path, error) from error


class Recording:
    """A recording as read. options: of the run; calls: by key and ordinal; turns: in their order.

    Raises UserError where the file is none. A last line that was cut off counts as not written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.options: dict[str, Any] = {}
        self.calls: dict[tuple[str, int], dict[str, Any]] = {}
        self.turns: list[dict[str, Any]] = []
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(f"The recording {path} cannot be read ({error}): check the path.") from error
        lines = text.split("\n")
        for number, line in enumerate(lines[:-1], 1):
            try:
                self._read(json.loads(line))
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                raise UserError(f"Line {number} of {path} is no recorded model call: use another file.") from error
        if len(lines) < 2:
            raise UserError(f"{path} has no recorded model call: use another file.")

    def _read(self, entry: dict[str, Any]) -> None:
        if "recording" in entry:
            if entry["recording"] != FORMAT:
                raise ValueError
            self.options = dict(entry["options"])
        elif "turn" in entry:
            int(entry["turn"]), str(entry["what"]), str(entry["hash"]), float(entry["at"])
            self.turns.append(entry)
        else:
            if "answer" in entry:
                ModelAnswer(**entry["answer"])
            else:
                str(entry["error"])
            self.calls[entry["key"], int(entry["ordinal"])] = entry


class Recorder:
    """Passes calls on to `chat` and writes each of them when it ends."""

    def __init__(self, chat: Chat, file: RecordingFile) -> None:
        self.chat = chat
        self.file = file
        self._ordinals: Counter[str] = Counter()

    async def complete(self, request: ModelRequest, seconds: float) -> ModelAnswer:
        ordinal = self._ordinals[request.key]
        self._ordinals[request.key] += 1
        line: dict[str, Any] = {"key": request.key, "ordinal": ordinal, "request": asdict(request)}
        try:
            answer = await self.chat.complete(request, seconds)
        except ModelError as error:
            self.file.write({**line, "error": str(error), "charged": error.charged})
            raise
        self.file.write({**line, "answer": asdict(answer)})
        return answer


class Replay:
    """Answers from a recording. Nothing is sent anywhere, and nothing waits.

    Raises UserError where a call was not recorded.
    """

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self._ordinals: Counter[str] = Counter()

    async def complete(self, request: ModelRequest, seconds: float) -> ModelAnswer:
        key = request.key
        ordinal = self._ordinals[key]
        self._ordinals[key] += 1
        entry = self.recording.calls.get((key, ordinal))
        await asyncio.sleep(0)
        if entry is None:
            raise UserError(
                f"A model call is not in the recording {self.recording.path} (model {request.model}, call "
                f"{ordinal + 1} of {key[:12]}…): record again with the same problem, options and seed."
            )
        if "error" in entry:
            raise ModelError(str(entry["error"]), bool(entry.get("charged", True)))
        return ModelAnswer(**entry["answer"])


def _unwritable(path: Path, error: OSError) -> UserError:
    return UserError(f"The recording {path} cannot be written ({error.strerror or error}): choose another place.")
