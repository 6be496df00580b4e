"""What a campaign is going to do: a value that is fixed when it begins and that a resumed run must agree with."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from agent.suite import Problem

# off: no memory. on: a memory that starts empty and grows. The others use a library that was built on the other half
# of the problems: as it stands, with inert shuffled lemmas in its place, or for exact statement hits alone.
Arm = Literal["off", "on", "frozen", "placebo", "exact"]
ARMS: tuple[Arm, ...] = get_args(Arm)
LIBRARY_ARMS: frozenset[str] = frozenset({"frozen", "placebo", "exact"})
# Theorems that an arm with a growing memory did not prove, tried again with what it remembers at the end.
PRACTICE = "practice"
# Pays for the libraries; its episodes are no result of their own.
BUILD = "build"
FOLDS = 2


@dataclass(frozen=True)
class Try:
    """One independent pass. seed: of every choice that chance makes. shuffle: of the order; None: the suite's own."""

    seed: int
    shuffle: int | None = None


@dataclass(frozen=True)
class Allowance:
    """The budget of one theorem (`agent.run.Limits`). None: no limit."""

    seconds: float
    lean_calls: int
    model_calls: int = 0
    tokens: int | None = None
    cost: float | None = None

    def half(self) -> Allowance:
        """Half of it, rounded down, and at least one Lean call."""
        return Allowance(
            self.seconds / 2,
            max(1, self.lean_calls // 2),
            self.model_calls // 2,
            None if self.tokens is None else self.tokens // 2,
            None if self.cost is None else self.cost / 2,
        )


@dataclass(frozen=True)
class PlannedEpisode:
    """One problem under one arm. attempt: index of its try; fold: the half of the problems to which this one belongs.

    allowance: for each theorem.
    """

    arm: str
    attempt: int
    fold: int
    position: int
    problem: str
    allowance: Allowance

    @property
    def practised(self) -> bool:
        return self.arm.startswith(PRACTICE)

    @property
    def builds(self) -> bool:
        return self.arm.startswith(BUILD)

    @property
    def lane(self) -> str:
        """The episodes of one lane share a memory and follow each other."""
        if self.practised:
            return f"{self.attempt}-on"
        return f"{self.attempt}-{BUILD}-{self.fold}" if self.builds else f"{self.attempt}-{self.arm}"

    @property
    def library(self) -> str | None:
        """Lane of the library that the episode reads: the one built on the half that does not have its problem."""
        return f"{self.attempt}-{BUILD}-{1 - self.fold}" if self.arm in LIBRARY_ARMS else None


@dataclass(frozen=True)
class Plan:
    """problems: names in the suite's own order; files: SHA-256 of each problem's text, in step.

    allowance: for one theorem in one try. charged: whether arms that stand on a library pay for its building out of
    this: a theorem's budget is then halved, in the building and in the test. model: None without one. practice: at
    most so many episodes more for each try of the arm `on`, on problems drawn as often as they failed. passes: how
    often a library is offered its half of the problems; what is proved is not tried again.
    """

    suite: str
    environment: str
    environment_name: str
    arms: tuple[str, ...]
    tries: tuple[Try, ...]
    allowance: Allowance
    strategy: str
    proposer: str
    model: str | None
    problems: tuple[str, ...]
    files: tuple[str, ...]
    charged: bool = True
    practice: int = 0
    passes: int = 1

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def from_json(value: dict[str, Any]) -> Plan:
        tries = tuple(Try(**each) for each in value["tries"])
        listed = {name: tuple(value[name]) for name in ("arms", "problems", "files")}
        return Plan(**{**value, **listed, "tries": tries, "allowance": Allowance(**value["allowance"])})

    @property
    def identity(self) -> str:
        """SHA-256 (hex) of everything in the plan."""
        return hashlib.sha256(json.dumps(self.to_json(), sort_keys=True).encode()).hexdigest()

    def order(self, attempt: Try) -> list[str]:
        """The problems in the order of one try."""
        order = list(self.problems)
        if attempt.shuffle is not None:
            random.Random(attempt.shuffle).shuffle(order)
        return order

    def episodes(self) -> Iterator[PlannedEpisode]:
        """Every episode in the order of work: libraries first, then problem by problem with the arms taking turns in
        going first, so that a machine that slows down favours none."""
        whole = self.allowance
        part = whole.half() if self.charged else whole
        for number, attempt in enumerate(self.tries):
            order = self.order(attempt)
            if LIBRARY_ARMS.intersection(self.arms):
                for turn in range(1, self.passes + 1):
                    arm = BUILD if turn == 1 else f"{BUILD} {turn}"
                    for position, problem in enumerate(order):
                        yield PlannedEpisode(arm, number, position % FOLDS, position, problem, part)
            for position, problem in enumerate(order):
                turn = (position + number) % len(self.arms)
                for arm in (*self.arms[turn:], *self.arms[:turn]):
                    budget = part if arm in LIBRARY_ARMS else whole
                    yield PlannedEpisode(arm, number, position % FOLDS, position, problem, budget)


def digests(problems: Sequence[Problem]) -> tuple[str, ...]:
    """SHA-256 (hex) of each problem's file."""
    return tuple(hashlib.sha256(problem.path.read_bytes()).hexdigest() for problem in problems)
