"""Proposers that ask a model, with every call recorded or replayed. Importing this takes a second."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from agent.budget import Budget
from agent.ideas import Choice, Ideas, new_recording
from agent.models import settings as all_settings
from agent.models.asking import DEFAULT_MODEL, FREE, Model
from agent.models.endpoint import Api, OpenAIChat
from agent.proposers import Proposer
from agent.proposers.openai_compatible import OpenAIProposer
from agent.recording import Chat, Recorder, Recording, RecordingFile, Replay
from agent.turns import Free, Recorded, Replayed, TurnChat
from lemma_graph.database import default_path
from prover_bridge.errors import UserError


class ModelIdeas(Ideas):
    """Ideas of a choice that names a model. Raises UserError where the settings do not suffice."""

    def __init__(self, choice: Choice) -> None:
        super().__init__(choice)
        home = default_path().parent
        self.settings = all_settings.load(home)
        first = Recording(choice.replay) if choice.replay and not choice.parts else None
        recorded = first.options.get("--model") if first is not None else None
        named = choice.model or recorded or os.environ.get("OPENAI_MODEL") or self.settings.name
        self.name: str = named or DEFAULT_MODEL
        self.price = self.settings.prices.get(self.name)
        if choice.max_cost is not None and self.price is None:
            raise UserError(
                f'--max-cost needs the price of {self.name}: write [prices."{self.name}"] with input and output (per '
                f"million tokens) into {home / all_settings.FILE}."
            )
        self.samples = choice.samples or self.settings.samples
        self.temperature = self.settings.temperature if choice.temperature is None else choice.temperature
        self._client: OpenAIChat | None = None
        if choice.replay is None:
            api: Api = self.settings.api
            base_url = os.environ.get("OPENAI_BASE_URL") or self.settings.base_url
            self._client = OpenAIChat(base_url, timeout=self.settings.timeout, api=api)
        self._chat: Chat | None = None
        if first is not None:
            self._replay(first, {})
        elif not choice.parts:
            self._record(choice.record or new_recording(), {})

    def __call__(self, budget: Budget) -> list[Proposer]:
        proposer: Proposer = OpenAIProposer(self.model(budget))
        return [*super().__call__(budget), proposer] if self.choice.name == "both" else [proposer]

    def model(self, budget: Budget) -> Model:
        assert self._chat is not None, "no part of the run has begun"
        return Model(
            self._chat,
            budget,
            self.name,
            self.samples,
            self.temperature,
            self.settings.max_tokens,
            self.choice.seed,
            self.settings.timeout,
            self.price or FREE,
        )

    async def part(self, name: str, options: Mapping[str, Any]) -> None:
        if not self.choice.parts:
            return
        await self._end()
        if self.choice.replay is not None:
            self._replay(Recording(self.choice.replay / f"{name}.jsonl"), options)
        elif self.choice.record is not None:
            path = self.choice.record / f"{name}.jsonl"
            path.unlink(missing_ok=True)  # of a part that was cut short and begins again
            self._record(path, options)

    async def close(self) -> None:
        await self._end()
        if self._client is not None:
            await self._client.close()

    async def _end(self) -> None:
        if isinstance(self.turns, Recorded | Replayed):
            await self.turns.close()
        self.turns = Free()

    def _options(self, more: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "--proposer": self.choice.name,
            "--model": self.name,
            "--seed": self.choice.seed,
            "--samples": self.samples,
            "--temperature": self.temperature,
            "max_tokens in the settings": self.settings.max_tokens,
            **self.choice.options,
            **more,
        }

    def _record(self, path: Path, options: Mapping[str, Any]) -> None:
        assert self._client is not None
        file = RecordingFile(path, self._options(options))
        self.turns = Recorded(file)
        self._chat = TurnChat(Recorder(self._client, file), self.turns)

    def _replay(self, recording: Recording, options: Mapping[str, Any]) -> None:
        for option, value in self._options(options).items():
            if option in recording.options and recording.options[option] != value:
                raise UserError(
                    f"The recording {recording.path} was made with {option} {recording.options[option]}, not {value}: "
                    "replay it with the same."
                )
        self._chat = Replay(recording)
        if recording.turns:
            self.turns = Replayed(recording)
            self._chat = TurnChat(self._chat, self.turns)
