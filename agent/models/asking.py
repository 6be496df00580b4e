"""Asking a model within a budget: several requests for several samples, each counted before it starts."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from agent.budget import Budget, Reservation
from agent.models.forms import AnswerForm
from agent.models.settings import Price
from agent.proposers.prompts import fill
from agent.recording import Chat, ModelAnswer, ModelError, ModelRequest
from prover_bridge.errors import UserError

DEFAULT_MODEL = "gpt-4.1-mini"
_SEEDS = 1_000
FREE = Price(0.0, 0.0)


@dataclass
class Model:
    """A model, and the budget of one theorem. samples: requests for one question; seed: of the first of them.

    max_tokens: of one answer; timeout: seconds of one request; price: of its tokens.
    """

    chat: Chat
    budget: Budget
    name: str = DEFAULT_MODEL
    samples: int = 4
    temperature: float = 0.8
    max_tokens: int = 1_024
    seed: int = 0
    timeout: float = 120.0
    price: Price = FREE
    unasked: str | None = field(default=None, init=False)  # why a question was asked less often than wanted
    _answered: int = field(default=0, init=False)

    async def ask(
        self, system: str, question: str, form: AnswerForm, samples: int | None = None, *, round_: int = 0
    ) -> list[ModelAnswer]:
        """What the model says to the same question, asked in `samples` requests with seeds of their own.

        round_: which time this is asked for one search, so that no two requests have one seed.

        Fewer where the budget does not allow more (`unasked` says why), and without those that failed for a passing
        reason. Raises UserError where the endpoint cannot be used, or no call has ever succeeded.
        """
        messages = (("system", fill(system)), ("user", question))
        calls: list[Coroutine[Any, Any, ModelAnswer]] = []
        for index in range(self.samples if samples is None else samples):
            seed = self.seed + round_ * _SEEDS + index
            request = ModelRequest(self.name, messages, self.temperature, self.max_tokens, seed, index, form)
            cost = self.price.of(request.most_prompt_tokens, self.max_tokens)
            if (reason := self.budget.exhausted_by(tokens=request.most_tokens, cost=cost)) is not None:
                self.unasked = reason
                break
            calls.append(self._call(request, self.budget.spend_model(request.most_tokens, cost)))
        tasks = [asyncio.create_task(call) for call in calls]
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
        return good

    async def _call(self, request: ModelRequest, reservation: Reservation) -> ModelAnswer:
        """One call. What it took is known only from its answer; without one the upper bound stays counted."""
        left = self.budget.left().seconds
        try:
            answer = await self.chat.complete(request, self.timeout if left is None else min(self.timeout, left))
        except ModelError as error:
            if not error.charged:
                reservation.settle(0)
            raise
        prompt, completion = answer.prompt_tokens, answer.completion_tokens
        prompt = request.most_prompt_tokens if prompt is None else prompt
        completion = min(self.max_tokens, len(answer.text.encode())) if completion is None else completion
        reservation.settle(prompt + completion, self.price.of(prompt, completion))
        return answer
