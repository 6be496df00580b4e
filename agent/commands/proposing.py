"""Which proposers a run uses, as its options say."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from agent.budget import Budget
from agent.proposers import Proposer
from agent.proposers.embedded import EmbeddedProposer
from agent.proving import MakeProposers
from lemma_graph.database import default_path
from prover_bridge.errors import UserError

ProposerName = Literal["embedded", "openai", "both"]


@dataclass(frozen=True)
class Choice:
    """record: file for every model call (None: a new one beside the user's store). replay: answer from such a file."""

    name: ProposerName = "embedded"
    model: str | None = None
    seed: int = 0
    record: Path | None = None
    replay: Path | None = None

    def __post_init__(self) -> None:
        if self.name == "embedded" and (self.model or self.record or self.replay):
            raise UserError("--model, --record and --replay belong to a model: add --proposer openai or both.")
        if self.record and self.replay:
            raise UserError("--record and --replay exclude each other: a replay makes no calls to record.")


@asynccontextmanager
async def proposing(choice: Choice) -> AsyncIterator[MakeProposers]:
    """Proposers for the budget of each theorem. Raises UserError where the model's settings do not suffice."""

    def embedded() -> Proposer:
        return EmbeddedProposer(choice.seed)

    if choice.name == "embedded":
        yield lambda budget: [embedded()]
        return
    # Importing the client takes a second, which nobody else should wait for.
    from agent.proposers.openai_compatible import DEFAULT_MODEL, OpenAIChat, OpenAIProposer
    from agent.recording import Chat, Recorder, Replay

    client = None if choice.replay else OpenAIChat()
    chat: Chat
    if client is not None:
        chat = Recorder(client, choice.record or _new_recording())
    else:
        assert choice.replay is not None
        chat = Replay(choice.replay)
    model = choice.model or os.environ.get("OPENAI_MODEL") or DEFAULT_MODEL

    def make(budget: Budget) -> list[Proposer]:
        asked: Proposer = OpenAIProposer(chat, budget, model=model, seed=choice.seed)
        return [embedded(), asked] if choice.name == "both" else [asked]

    try:
        yield make
    finally:
        if client is not None:
            await client.close()


def _new_recording() -> Path:
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    return default_path().parent / "model-calls" / f"{moment}-{os.getpid()}.jsonl"
