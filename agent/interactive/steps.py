"""The tree of a proof by hand: steps, the goals that each leaves, and which goal came from where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from prover_bridge.protocol import Goal, Outcome, State

# A goal by the step that opened it and its number among those that this step opened; the root is step 0.
GoalId = tuple[int, int]


@dataclass(eq=False)
class Step:
    """A tactic that worked, and what it left. The root has no tactic and no parent.

    goals: all that are open behind it, of all holes, in the order of the theorem; ids: who opened them, at: their
    places in the Lean state of their hole; holes: how many belong to each `sorry`. on: which of the parent's goals the
    tactic worked on. alone: no other goal changed with it. focus: which of `goals` the next tactic works on. seconds:
    what Lean took.
    """

    id: int
    tactic: str
    goals: tuple[Goal, ...]
    parent: Step | None
    ids: tuple[GoalId, ...]
    at: tuple[int, ...]
    holes: tuple[int, ...]
    seconds: float = 0.0
    on: int = 0
    alone: bool = True
    focus: int = 0
    children: list[Step] = field(default_factory=list)
    latest: Step | None = None  # the child from which an undo came, for redo
    # One a hole, None where it is closed; nothing yet for a step that was read from a journal.
    states: tuple[State | None, ...] | None = None

    @property
    def finished(self) -> bool:
        return not self.goals

    def opened(self) -> dict[GoalId, Goal]:
        """The goals that it put into the place of its own, in order."""
        pairs = zip(self.ids, self.goals, strict=True)
        return {id_: goal for id_, goal in pairs if id_[0] == self.id}

    def hole(self, goal: int) -> int:
        """Which hole a goal, by its number, belongs to."""
        for hole, size in enumerate(self.holes):
            if goal < size:
                return hole
            goal -= size
        raise IndexError(goal)

    def of_hole(self, hole: int) -> slice:
        """Where the goals of a hole stand among `goals`."""
        start = sum(self.holes[:hole])
        return slice(start, start + self.holes[hole])

    def path(self) -> list[Step]:
        """The steps from the first one to this one, without the root."""
        steps: list[Step] = []
        step = self
        while step.parent is not None:
            steps.append(step)
            step = step.parent
        return steps[::-1]

    def walk(self) -> Iterator[Step]:
        """It and all behind it, each before its children."""
        waiting = [self]
        while waiting:
            step = waiting.pop()
            yield step
            waiting += reversed(step.children)


def root(states: Sequence[State]) -> Step:
    """The beginning. states: of the holes."""
    goals = tuple(goal for state in states for goal in state.goals)
    ids = tuple((0, number) for number in range(len(goals)))
    at = tuple(number for state in states for number in range(len(state.goals)))
    return Step(0, "", goals, None, ids, at, tuple(len(state.goals) for state in states), states=tuple(states))


def settle(step: Step, parent: Step, found: State | None) -> None:
    """Give a step the goals that its tactic left. found: the state of the hole at which it worked, None: closed."""
    assert parent.states is not None
    hole = parent.hole(step.on)
    where = parent.of_hole(hole)
    own = range(where.start, where.stop)
    first = parent.at[step.on]
    in_lean = sorted(own, key=lambda goal: parent.at[goal])
    after = found.goals if found is not None else ()
    # As Lean had it when the tactic was done: first what it opened, then the others from behind it on.
    turned = [(number + first) % len(after) for number in range(len(after))]
    stayed: dict[int, int] = {}
    for goal in reversed([*in_lean[first + 1 :], *in_lean[:first]]):
        if turned and _same(after[turned[-1]], parent.goals[goal]):
            stayed[goal] = turned.pop()
    step.alone = all(goal == step.on or after[stayed[goal]] == parent.goals[goal] for goal in own if goal in stayed)
    step.alone = step.alone and len(stayed) == len(own) - 1
    goals: list[tuple[GoalId, int]] = []
    for goal in own:
        if goal == step.on:
            goals += [((step.id, number), place) for number, place in enumerate(turned)]
        elif goal in stayed:
            goals.append((parent.ids[goal], stayed[goal]))
    left, right = slice(0, where.start), slice(where.stop, None)
    step.goals = (*parent.goals[left], *(after[place] for _, place in goals), *parent.goals[right])
    step.ids = (*parent.ids[left], *(id_ for id_, _ in goals), *parent.ids[right])
    step.at = (*parent.at[left], *(place for _, place in goals), *parent.at[right])
    step.holes = (*parent.holes[:hole], len(after), *parent.holes[hole + 1 :])
    step.states = (*parent.states[:hole], found, *parent.states[hole + 1 :])
    next_one = next((number for number, id_ in enumerate(step.ids) if id_[0] == step.id), step.on)
    step.focus = min(next_one, max(0, len(step.goals) - 1))


def _same(one: Goal, other: Goal) -> bool:
    """Whether a goal is another one, in which metavariables may have got a value."""
    return one == other or (one.case is not None and one.case == other.case)


def on_goal(tactic: str, at: int, of: int) -> str:
    """What Lean is to run so that a tactic sees goal `at` of so many alone, and the others keep their places."""
    if of == 1:
        return tactic
    focused = "focus\n" + "\n".join("  " + line for line in tactic.split("\n"))
    return focused if at == 0 else f"rotate_left {at}\n{focused}\nrotate_right {at}"


@dataclass(frozen=True)
class Tried:
    """What came of a tactic on the focused goal. opened: the goals that took its place.

    step: the new cursor; None where it did not work, or was only tried. message: Lean's words where it did not work.
    """

    tactic: str
    outcome: Outcome
    message: str | None = None
    step: Step | None = None
    opened: tuple[Goal, ...] = ()
    seconds: float = 0.0

    @property
    def worked(self) -> bool:
        return self.outcome in (Outcome.CLOSED, Outcome.OPEN)

    @property
    def closes(self) -> bool:
        """Whether the focused goal is gone."""
        return self.worked and not self.opened
