"""Tactics on the focused goal of a proof by hand."""

from __future__ import annotations

import asyncio
import re
import textwrap
from collections.abc import Sequence
from dataclasses import replace

from agent.interactive import steps as trees
from agent.interactive.journal import Journal
from agent.interactive.lean_side import LeanSide, Stale
from agent.interactive.readable import Readable
from agent.interactive.steps import Step, Tried
from agent.interactive.tree import ProofTree
from prover_bridge.errors import UserError
from prover_bridge.protocol import Attempt, Outcome, TryLimits

_EVERYWHERE = re.compile(r"(all_goals|any_goals)\s+(\S.*)", re.DOTALL)


class Working(ProofTree):
    """One call of an asynchronous method is at work at a time; others wait for it."""

    def __init__(self, lean: LeanSide, names: Readable, journal: Journal) -> None:
        super().__init__(journal)
        self._lean = lean
        self._known_names = names
        self._lock = asyncio.Lock()

    @property
    def limits(self) -> TryLimits:
        """Of each tactic."""
        return self._lean.limits

    @limits.setter
    def limits(self, limits: TryLimits) -> None:
        self._lean.limits = limits

    def shown(self, text: str) -> str:
        """A tactic, a script or words of Lean, with readable names for stored lemmas."""
        return self._names.shown(text)

    @property
    def _names(self) -> Readable:
        self._known_names.add(self._lean.lemmas)
        return self._known_names

    async def apply(self, tactic: str) -> Tried:
        """Run a tactic, of one line or several, on the focused goal; the cursor moves on where it works.

        One that was applied at this place before leads to the same step again. `all_goals t` and `any_goals t` mean
        all open goals, and make a step for each.
        """
        tactic = _plain(tactic)
        async with self._lock:
            everywhere = _EVERYWHERE.fullmatch(tactic)
            if everywhere is None or len(self.goals) < 2:
                return await self._apply(tactic)
            return await self._apply_everywhere(tactic, everywhere.group(1) == "all_goals", _plain(everywhere.group(2)))

    async def _apply(self, tactic: str) -> Tried:
        """With what the tactic may mean, the first that works."""
        tried = Tried(tactic, Outcome.ERROR)
        for text in self._names.meant(tactic):
            tried = await self._apply_as(text)
            if tried.outcome is not Outcome.ERROR:
                break
        return self._told(tried, tactic)

    def _told(self, tried: Tried, tactic: str) -> Tried:
        """As the user said it, with Lean's words under readable names."""
        return replace(tried, tactic=tactic, message=tried.message and self._names.told(tried.message))

    async def _apply_as(self, tactic: str) -> Tried:
        parent, on = self._focused_at()
        for child in parent.children:
            if child.tactic == tactic and child.on == on:
                self._move(child)
                outcome = Outcome.CLOSED if child.finished else Outcome.OPEN
                return Tried(tactic, outcome, None, child, tuple(child.opened().values()), child.seconds)
        try:
            await self._lean.bring(self.root, [tactic])
            [attempt] = await self._lean.run_on(parent, on, [tactic])
        except Stale as stale:
            return Tried(tactic, Outcome.ERROR, str(stale))
        step = self._would_be(parent, on, tactic, attempt)
        if step is None:
            return Tried(tactic, attempt.outcome, attempt.message, seconds=attempt.seconds)
        parent.children.append(step)
        self._steps[step.id] = step
        self._journal.step(step)
        self._move(step)
        return Tried(tactic, attempt.outcome, None, step, tuple(step.opened().values()), attempt.seconds)

    async def _apply_everywhere(self, whole: str, all_of_them: bool, tactic: str) -> Tried:
        """One step for each goal. all_of_them: where it fails on one of them, it fails."""
        begin, focus = self.cursor, self.cursor.focus
        wanted, worked, tried = begin.ids, 0, Tried(whole, Outcome.ERROR)
        try:
            for number, goal in enumerate(wanted):
                if goal not in self.cursor.ids:  # another one has closed it
                    continue
                self.cursor.focus = self.cursor.ids.index(goal)
                tried = await self._apply(tactic)
                worked += tried.worked
                if all_of_them and not tried.worked:
                    where = f"on goal {number + 1} of {len(wanted)}: {tried.message or tried.outcome}"
                    tried, worked = Tried(whole, tried.outcome, where), 0
                    break
        except BaseException:
            worked = 0
            raise
        finally:
            if not worked:
                begin.focus = focus
                self._move(begin)
        if not worked:
            return Tried(whole, tried.outcome, tried.message)
        if self.goals:
            self.focus(0)
        opened = (goal for goal, id_ in zip(self.goals, self.cursor.ids, strict=True) if id_ not in wanted)
        return Tried(whole, Outcome.OPEN if self.goals else Outcome.CLOSED, None, self.cursor, tuple(opened))

    async def attempt(self, tactics: Sequence[str]) -> list[Tried]:
        """Try tactics on the focused goal, each by itself; nothing moves."""
        tactics = [_plain(tactic) for tactic in tactics]
        async with self._lock:
            meant = [self._names.meant(tactic) for tactic in tactics]
            found = await self._attempt([texts[0] for texts in meant])
            for number, texts in enumerate(meant):
                for text in texts[1:]:
                    if found[number].outcome is Outcome.ERROR:
                        [found[number]] = await self._attempt([text])
            return [self._told(tried, tactic) for tried, tactic in zip(found, tactics, strict=True)]

    async def _attempt(self, tactics: Sequence[str]) -> list[Tried]:
        parent, on = self._focused_at()
        try:
            await self._lean.bring(self.root, tactics)
            attempts = await self._lean.run_on(parent, on, tactics)
        except Stale as stale:
            return [Tried(tactic, Outcome.ERROR, str(stale)) for tactic in tactics]
        await self._lean.drop(attempts)
        return [self._tried(parent, on, tactic, each) for tactic, each in zip(tactics, attempts, strict=True)]

    def _focused_at(self) -> tuple[Step, int]:
        if self.focused is None:
            raise UserError("No goal is open here: `undo` goes back, `certify` checks the proof.")
        return self.cursor, self.cursor.focus

    def _would_be(self, parent: Step, on: int, tactic: str, attempt: Attempt) -> Step | None:
        """The step that an attempt makes, which is not in the tree yet; None where it did not work."""
        if attempt.outcome not in (Outcome.CLOSED, Outcome.OPEN):
            return None
        step = Step(max(self._steps) + 1, tactic, (), parent, (), (), (), attempt.seconds, on)
        trees.settle(step, parent, attempt.state)
        return step

    def _tried(self, parent: Step, on: int, tactic: str, attempt: Attempt) -> Tried:
        step = self._would_be(parent, on, tactic, attempt)
        opened = tuple(step.opened().values()) if step is not None else ()
        return Tried(tactic, attempt.outcome, attempt.message, None, opened, attempt.seconds)


def _plain(tactic: str) -> str:
    """As typed, moved to column 0, without blank lines around it."""
    return textwrap.dedent(tactic.expandtabs(2)).strip("\n").rstrip().lstrip(" ")
