"""Where a proof by hand stands: a tree of steps with a cursor, each move of which goes into the journal."""

from __future__ import annotations

from agent.interactive.journal import Journal
from agent.interactive.steps import Step
from prover_bridge.errors import UserError
from prover_bridge.protocol import Goal


class ProofTree:
    """root, cursor: of the tree; there is one once the theorem is open."""

    root: Step
    cursor: Step

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._steps: dict[int, Step] = {}

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The open goals at the cursor."""
        return self.cursor.goals

    @property
    def focused(self) -> Goal | None:
        """The goal on which the next tactic works; None where none is open."""
        return self.cursor.goals[self.cursor.focus] if self.cursor.goals else None

    @property
    def finished(self) -> bool:
        """Whether no goal is open at the cursor. It is proved only when `certify` says so."""
        return self.cursor.finished

    def step(self, step_id: int) -> Step:
        """A step by its number. Raises UserError where there is none."""
        if step_id not in self._steps:
            raise UserError(f"There is no step {step_id}: the steps are numbered from 0 to {max(self._steps)}.")
        return self._steps[step_id]

    def undo(self) -> Step:
        """Go back by one step, which stays in the tree. Raises UserError at the beginning."""
        parent = self.cursor.parent
        if parent is None:
            raise UserError("There is nothing to undo: this is the beginning of the proof.")
        parent.latest = self.cursor
        parent.focus = self.cursor.on
        return self._move(parent)

    def redo(self, child: int | None = None) -> Step:
        """Go on to a step that was made here before: the one last left by `undo`, else the newest, or that of this
        number among `cursor.children` (from 0). Raises UserError where there is none."""
        children = self.cursor.children
        if not children:
            raise UserError("There is nothing to redo here: no step was made at this place.")
        if child is None:
            return self._move(self.cursor.latest or children[-1])
        if not 0 <= child < len(children):
            raise UserError(f"There is no step {child} to redo: from here lead {len(children)}, numbered from 0.")
        return self._move(children[child])

    def go_to(self, step_id: int) -> Step:
        """Put the cursor on any step of the tree. Raises UserError where there is none of this number."""
        return self._move(self.step(step_id))

    def focus(self, goal: int) -> None:
        """Choose the goal, from 0, on which the next tactic works. Raises UserError where there is none."""
        if not 0 <= goal < len(self.cursor.goals):
            raise UserError(f"There is no goal {goal}: {len(self.cursor.goals)} are open here, numbered from 0.")
        self.cursor.focus = goal
        self._journal.moved(self.cursor)

    def _move(self, step: Step) -> Step:
        self.cursor = step
        self._journal.moved(step)
        return step
