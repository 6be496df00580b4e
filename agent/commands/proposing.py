"""Which proposers a run uses, as its options and the settings say, and how its calls are recorded or replayed."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from agent.budget import Budget
from agent.proposers import Proposer
from agent.proposers.embedded import EmbeddedProposer
from agent.turns import Free, Recorded, Replayed, TurnChat, Turns
from lemma_graph.database import default_path
from prover_bridge.errors import UserError

if TYPE_CHECKING:
    from agent.models.asking import Model

ProposerName = Literal["embedded", "openai", "both"]


@dataclass(frozen=True)
class Choice:
    """record: file for every model call (None: a new one beside the user's store). replay: answer from such a file.

    samples, temperature: None leaves them to the settings. max_cost: whether money is limited, so that the model
    needs a price. options: what else a replay must be told alike (limits, workers), by the name of its option.
    """

    name: ProposerName = "embedded"
    model: str | None = None
    seed: int = 0
    record: Path | None = None
    replay: Path | None = None
    samples: int | None = None
    temperature: float | None = None
    max_cost: float | None = None
    options: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if self.name == "embedded" and (self.model or self.record or self.replay):
            raise UserError("--model, --record and --replay belong to a model: add --proposer openai or both.")
        if self.record and self.replay:
            raise UserError("--record and --replay exclude each other: a replay makes no calls to record.")


class Ideas:
    """Who suggests, for the budget of each theorem: call it for its proposers. turns: under which all calls end."""

    def __init__(self, choice: Choice, turns: Turns | None = None) -> None:
        self.choice = choice
        self.turns = turns or Free()

    def __call__(self, budget: Budget) -> list[Proposer]:
        return [EmbeddedProposer(self.choice.seed)]

    def model(self, budget: Budget) -> Model | None:
        """The model, for what asks it for more than single tactics; None without one."""
        return None


@asynccontextmanager
async def proposing(choice: Choice) -> AsyncIterator[Ideas]:
    """Proposers for the budget of each theorem. Raises UserError where the model's settings do not suffice."""
    if choice.name == "embedded":
        yield Ideas(choice)
        return
    # Importing the client takes a second, which nobody else should wait for.
    from agent.models import settings as all_settings
    from agent.models.asking import DEFAULT_MODEL, FREE, Model
    from agent.models.endpoint import OpenAIChat
    from agent.proposers.openai_compatible import OpenAIProposer
    from agent.recording import Chat, Recorder, Recording, RecordingFile, Replay

    settings = all_settings.load(default_path().parent)
    recording = Recording(choice.replay) if choice.replay else None
    recorded = recording.options if recording is not None else {}
    name = choice.model or recorded.get("--model") or os.environ.get("OPENAI_MODEL") or settings.name or DEFAULT_MODEL
    price = settings.prices.get(name)
    if choice.max_cost is not None and price is None:
        raise UserError(
            f'--max-cost needs the price of {name}: write [prices."{name}"] with input and output (per million '
            f"tokens) into {default_path().parent / all_settings.FILE}."
        )
    samples = choice.samples or settings.samples
    temperature = settings.temperature if choice.temperature is None else choice.temperature
    options = {
        "--proposer": choice.name,
        "--model": name,
        "--seed": choice.seed,
        "--samples": samples,
        "--temperature": temperature,
        "max_tokens in the settings": settings.max_tokens,
        **choice.options,
    }
    turns: Recorded | Replayed | None = None
    client = None
    if recording is not None:
        _same_options(recording, options)
        if recording.turns:
            turns = Replayed(recording)
        chat: Chat = Replay(recording)
    else:
        api: Any = settings.api
        base_url = os.environ.get("OPENAI_BASE_URL") or settings.base_url
        client = OpenAIChat(base_url, timeout=settings.timeout, api=api)
        file = RecordingFile(choice.record or _new_recording(), options)
        chat, turns = Recorder(client, file), Recorded(file)
    asked = TurnChat(chat, turns) if turns is not None else chat

    class WithModel(Ideas):
        def model(self, budget: Budget) -> Model:
            return Model(
                asked,
                budget,
                name,
                samples,
                temperature,
                settings.max_tokens,
                choice.seed,
                settings.timeout,
                price or FREE,
            )

        def __call__(self, budget: Budget) -> list[Proposer]:
            proposer: Proposer = OpenAIProposer(self.model(budget))
            return [*super().__call__(budget), proposer] if choice.name == "both" else [proposer]

    try:
        yield WithModel(choice, turns)
    finally:
        if turns is not None:
            await turns.close()
        if client is not None:
            await client.close()


def _same_options(recording: Any, options: Mapping[str, Any]) -> None:
    for option, value in options.items():
        if option in recording.options and recording.options[option] != value:
            raise UserError(
                f"The recording {recording.path} was made with {option} {recording.options[option]}, not {value}: "
                "replay it with the same."
            )


def _new_recording() -> Path:
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    return default_path().parent / "model-calls" / f"{moment}-{os.getpid()}.jsonl"
