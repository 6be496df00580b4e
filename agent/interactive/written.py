"""The script of a proof by hand: its steps in the order of the goals, open goals as `sorry`, tidy where it can be."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence

from agent import script
from agent.interactive.steps import GoalId, Step, on_goal
from prover_bridge.protocol import Goal

OPEN = "sorry"
_TAG = re.compile(r"[^\W\d][\w'!?₀-₉]*")
_LEMMA = re.compile(r"(have\b[^\n]*:=) \?_")


def written(root: Step, path: Sequence[Step], hole: int, marked: GoalId | None = None, mark: str = OPEN) -> str:
    """The tactics for one hole after the steps of a path from the root. marked: an open goal that is written `mark`."""
    found = tidied(root, path, hole, marked, mark)
    return found if found is not None else raw(root, path, hole, marked, mark)


def tidied(root: Step, path: Sequence[Step], hole: int, marked: GoalId | None = None, mark: str = OPEN) -> str | None:
    """As blocks, one for each goal; None where goals that share metavariables were worked on in turns."""
    writer = _Writer(root, path, hole, {} if marked is None else {marked: mark})
    goals = dict(zip(root.ids, root.goals, strict=True))
    lines = writer.blocks("", root.id, {id_: goals[id_] for id_ in root.ids[root.of_hole(hole)]})
    return None if writer.tangled else "\n".join(lines)


def block_of(root: Step, path: Sequence[Step], hole: int, goal: GoalId) -> str | None:
    """The tactics that closed a goal; None where some of it is open, or leans on what was done for other goals."""
    writer = _Writer(root, path, hole, {})
    lines = writer.block(goal)
    return None if writer.tangled or not writer.closed(goal) else "\n".join(lines)


class _Writer:
    """done: the step that worked on a goal; left: open goals. when: the place of a step in the path; gone: when a
    goal got its value from another. tied: steps that opened goals which share metavariables, so that their blocks
    stay in the order in which they were worked on. tangled: set where that is not possible.
    """

    def __init__(self, root: Step, path: Sequence[Step], hole: int, marks: Mapping[GoalId, str]) -> None:
        self.marks = marks
        self.done: dict[GoalId, Step] = {}
        self.when: dict[int, int] = {}
        self.gone: dict[GoalId, int] = {}
        self.tied: set[int] = set()
        self.tangled = False
        self._times: list[int] = []
        above: dict[GoalId, GoalId] = {}
        self._look(root)
        before = root
        for number, step in enumerate(path):
            if before.hole(step.on) == hole:
                own = before.ids[step.on]
                self.done[own] = step
                self.when[step.id] = number
                above |= dict.fromkeys(step.opened(), own)
                self._look(step)
                for other in _touched(before, step):
                    if other not in step.ids:
                        self.gone[other] = number
                    self.tied.add(_meeting(own, other, above))
            before = step
        self.left = set(before.ids)

    def _look(self, step: Step) -> None:
        """Goals that mention metavariables may share them, even where no step has shown it."""
        opened = step.opened()
        if len(opened) > 1 and any("?" in goal.pretty() for goal in opened.values()):
            self.tied.add(step.id)

    def closed(self, goal: GoalId) -> bool:
        """Whether nothing of a goal is open, and it had to do with no other goal."""
        step = self.done.get(goal)
        if step is None or not step.alone:
            return False
        return all(self.closed(inner) for inner in step.opened())

    def block(self, goal: GoalId) -> list[str]:
        """The lines that work on a goal."""
        lines: list[str] = []
        while (step := self.done.get(goal)) is not None:
            self._times.append(self.when[step.id])
            opened = step.opened()
            if len(opened) != 1 or script.open_arms(step.tactic) == 1:
                return lines + self.blocks(step.tactic, step.id, opened)
            lines += step.tactic.split("\n")
            goal = next(iter(opened))
        self.tangled = self.tangled or goal in self.gone  # closed from outside of this block
        return [*lines, self.marks.get(goal, OPEN)]

    def blocks(self, tactic: str, step: int, goals: Mapping[GoalId, Goal]) -> list[str]:
        """A tactic, and a block for each goal that it leaves. step: its number."""
        # What got its value from another goal needs no block.
        there = [goal for goal in goals if goal in self.done or goal in self.left]
        found: dict[GoalId, list[str]] = {}
        last = -1
        for goal in sorted(there, key=self._turn) if step in self.tied else there:
            start = len(self._times)
            found[goal] = self.block(goal)
            times = self._times[start:]
            if step in self.tied and times:
                self.tangled = self.tangled or min(times) < last
                last = max(times)
        if step in self.tied and not self._in_front(list(goals), list(found)):
            return self._cases(tactic, goals, found)
        bodies = [found[goal] for goal in there]
        if not tactic:
            return bodies[0] if len(bodies) == 1 else [line for body in bodies for line in script.bulleted(body)]
        if (lemma := _LEMMA.fullmatch(tactic)) and len(bodies) == len(goals) == 2 and step not in self.tied:
            one, other = goals.values()
            if len(one.hypotheses) > len(other.hypotheses):  # the goal that may use it comes first
                bodies.reverse()
            return [f"{lemma.group(1)} by", *("  " + line for line in bodies[0]), *bodies[1]]
        return script.branches(tactic, bodies)

    def _in_front(self, goals: Sequence[GoalId], order: Sequence[GoalId]) -> bool:
        """Whether each goal is the first one that is left when its turn comes, so that a bullet finds it."""
        left = list(goals)
        for goal in order:
            turn = self._turn(goal)
            left = [other for other in left if self.gone.get(other, turn) >= turn]
            if left[0] != goal:
                return False
            left = left[1:]
        return True

    def _cases(self, tactic: str, goals: Mapping[GoalId, Goal], found: Mapping[GoalId, list[str]]) -> list[str]:
        """Blocks in an order of their own, by the tags of their goals."""
        lines = tactic.split("\n") if tactic else []
        # What stands before the last dot depends on the block in which they are opened.
        tags = [(goal.case or "").rpartition(".")[2] for goal in goals.values()]
        for id_, body in found.items():
            tag = (goals[id_].case or "").rpartition(".")[2]
            self.tangled = self.tangled or not _TAG.fullmatch(tag) or tags.count(tag) > 1
            lines += [f"case {tag} => {body[0]}"] if len(body) == 1 else [f"case {tag} =>", *("  " + x for x in body)]
        return lines

    def _turn(self, goal: GoalId) -> int:
        """When a goal was first worked on; those that were not come last."""
        return self.when[self.done[goal].id] if goal in self.done else sys.maxsize


def _touched(before: Step, step: Step) -> list[GoalId]:
    """The goals besides its own that are others, or gone, behind a step."""
    if step.alone:
        return []
    after = dict(zip(step.ids, step.goals, strict=True))
    goals = zip(before.ids, before.goals, strict=True)
    return [id_ for id_, goal in goals if id_ != before.ids[step.on] and after.get(id_) != goal]


def _meeting(one: GoalId, other: GoalId, above: Mapping[GoalId, GoalId]) -> int:
    """The step behind which two goals parted."""
    steps = {one[0]}
    while one in above:
        one = above[one]
        steps.add(one[0])
    while other[0] not in steps:
        other = above[other]
    return other[0]


def raw(root: Step, path: Sequence[Step], hole: int, marked: GoalId | None = None, mark: str = OPEN) -> str:
    """One tactic after the other, as Lean ran them."""
    lines: list[str] = []
    before = root
    for step in path:
        if before.hole(step.on) == hole:
            lines.append(on_goal(step.tactic, before.at[step.on], before.holes[hole]))
        before = step
    where = before.of_hole(hole)
    left = before.holes[hole]
    if marked is not None and marked in before.ids[where]:
        lines.append(on_goal(mark, before.at[before.ids.index(marked)], left))
        left -= 1
        if left:
            lines.append(f"all_goals {OPEN}")
    elif left:
        lines.append(OPEN if left == 1 else f"all_goals {OPEN}")
    return "\n".join(lines)
