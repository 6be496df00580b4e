"""The agent at work on a goal while the user goes on: what the bar says of it, and the word when it has ended."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from rich.text import Text

from agent.interactive.background import Search
from agent.interactive.proof import ProofInHand
from agent.interactive.terminal.layout import clipped
from prover_bridge.errors import UserError

_REDRAW = 0.3  # seconds between two changes of the bar


class Background:
    """At most one search at a time. tell: gets the lines to show when it has ended; changed: there is progress."""

    def __init__(self, tell: Callable[[list[Text]], None]) -> None:
        self.changed: Callable[[], None] = lambda: None
        self._tell = tell
        self._search: Search | None = None
        self._watch: asyncio.Task[None] | None = None
        self._begun = 0.0
        self._drawn = 0.0

    @property
    def running(self) -> bool:
        return self._search is not None and self._search.running

    def start(self, proof: ProofInHand, seconds: float) -> Search:
        """Hand over the goal in focus. Raises UserError where the agent is at work, or no goal is open."""
        if self.running:
            raise UserError("The agent is at work already: `:stop` ends that.")
        self._begun = time.monotonic()
        self._search = proof.search(seconds, self._progress)
        self._watch = asyncio.ensure_future(self._until_end(self._search))
        return self._search

    async def stop(self) -> None:
        """End it, if it is at work."""
        if self._search is not None and self._search.running:
            self._search.cancel()
        await self.wait()

    async def wait(self) -> None:
        """Until it has ended and that was said."""
        if self._watch is not None:
            await asyncio.wait([self._watch])

    async def forget(self) -> None:
        """End it, and nothing that it found can be taken any more: another proof is in hand."""
        await self.stop()
        self._search = None

    def found(self) -> Search:
        """The search whose proof can be taken. Raises UserError where there is none."""
        if self.running:
            raise UserError("The agent is still at work: `:wait` waits for it.")
        if self._search is None or self._search.script is None:
            raise UserError("The agent has found nothing to take: `:agent` hands it the goal in focus.")
        return self._search

    def words(self) -> list[str]:
        """For the bar."""
        if self._search is None:
            return []
        if not self._search.running:
            return ["agent: found, :take"] if self._search.script is not None else []
        calls = f", {self._search.progress.lean_calls} Lean calls" if self._search.progress else ""
        return [f"agent {time.monotonic() - self._begun:.0f} s of {self._search.seconds:.0f}{calls}"]

    def _progress(self, search: Search) -> None:
        if time.monotonic() - self._drawn > _REDRAW or not search.running:
            self._drawn = time.monotonic()
            self.changed()

    async def _until_end(self, search: Search) -> None:
        await search.wait()
        target = clipped(search.goal.target, 50)
        if search.script is not None:
            lines = [Text(f"The agent closes ⊢ {target}; `:take` applies it:", style="green")]
            lines += [Text("  " + line, style="bold") for line in search.script.split("\n")]
        else:
            why = f": {search.reason}" if search.reason else ""
            lines = [Text(f"The agent has not closed ⊢ {target}{why}.", style="yellow")]
        self._tell(lines)
