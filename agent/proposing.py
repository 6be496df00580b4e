"""The proposers of a run: opened for its options, closed at its end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from agent.ideas import Choice, Ideas


@asynccontextmanager
async def proposing(choice: Choice) -> AsyncIterator[Ideas]:
    """Proposers for the budget of each theorem. Raises UserError where the model's settings do not suffice."""
    if choice.name == "embedded":
        yield Ideas(choice)
        return
    # Importing the client takes a second, which nobody else should wait for.
    from agent.model_ideas import ModelIdeas

    ideas = ModelIdeas(choice)
    try:
        yield ideas
    finally:
        await ideas.close()
