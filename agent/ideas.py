"""Which proposers a run uses, as its options and the settings say, and how its calls are recorded or replayed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from agent.budget import Budget
from agent.proposers import Proposer
from agent.proposers.embedded import EmbeddedProposer
from agent.turns import Free, Turns
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
    parts: record and replay are folders, with a recording for each part of the run (`Ideas.part`).
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
    parts: bool = False

    def __post_init__(self) -> None:
        if self.name == "embedded" and (self.model or self.record or self.replay):
            raise UserError("--model, --record and --replay belong to a model: add --proposer openai or both.")
        if self.record and self.replay:
            raise UserError("--record and --replay exclude each other: a replay makes no calls to record.")


class Ideas:
    """Who suggests, for the budget of each theorem: call it for its proposers. turns: under which all calls end."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        self.turns: Turns = Free()

    def __call__(self, budget: Budget) -> list[Proposer]:
        return [EmbeddedProposer(self.choice.seed)]

    def model(self, budget: Budget) -> Model | None:
        """The model, for what asks it for more than single tactics; None without one."""
        return None

    async def part(self, name: str, options: Mapping[str, Any]) -> None:
        """Begin a part of the run, with a recording of its own, where the choice is by parts; else nothing.

        `turns` are others afterwards. options: what a replay of this part must be told alike.
        """


def new_recording() -> Path:
    """A file for a run's model calls beside the user's store."""
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    return default_path().parent / "model-calls" / f"{moment}-{os.getpid()}.jsonl"
