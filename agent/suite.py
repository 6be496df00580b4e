"""Suites: many files proved one after the other under the same limits, with one memory or none."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from agent.proving import Prover
from agent.report import GOOD, FileReport, TheoremReport
from prover_bridge.errors import UserError

CHALLENGES = Path(__file__).resolve().parent.parent / "lean_project" / "challenges"


@dataclass(frozen=True)
class Problem:
    """A file of a suite. name: its path below the suite's folder, without the ending."""

    name: str
    path: Path


@dataclass(frozen=True)
class SuiteReport:
    """What came of a suite; `files` in the order in which they were tried."""

    suite: str
    environment: str
    files: tuple[tuple[Problem, FileReport], ...]

    @property
    def theorems(self) -> tuple[TheoremReport, ...]:
        return tuple(theorem for _, report in self.files for theorem in report.theorems)

    @property
    def solved(self) -> int:
        return sum(theorem.status in GOOD for theorem in self.theorems)


def problems(suite: str) -> list[Problem]:
    """The files of a suite: `challenges` (bundled) or a folder of Lean files with `sorry`s, sorted by path.

    Raises UserError where there is no such suite or nothing in it to prove.
    """
    folder = CHALLENGES if suite == "challenges" else Path(suite)
    if not folder.is_dir():
        raise UserError(f"There is no suite {suite!r}: say `challenges`, or give a folder of Lean files.")
    found = [
        Problem(str(path.relative_to(folder).with_suffix("")), path)
        for path in sorted(folder.rglob("*.lean"))
        if "sorry" in path.read_text(encoding="utf-8", errors="replace")
    ]
    if not found:
        raise UserError(f"The folder {folder} holds no Lean file with a `sorry`: there is nothing to prove.")
    return found


def shuffled(suite: Sequence[Problem], seed: int) -> list[Problem]:
    """The same problems in an order that the seed fixes."""
    order = list(suite)
    random.Random(seed).shuffle(order)
    return order


async def run(
    prover: Prover,
    suite: str,
    order: Sequence[Problem],
    done: Callable[[int, Problem, FileReport], None] | None = None,
) -> SuiteReport:
    """Prove each problem in the order given. What is certified is in the store the moment it is.

    done: called after each problem with its position (from 1), for a progress line.
    """
    files: list[tuple[Problem, FileReport]] = []
    for position, problem in enumerate(order, 1):
        try:
            report, _ = await prover.prove_file(problem.path)
        except UserError as error:  # one bad file must not end a suite
            bad = TheoremReport(problem.name, "undecided", reason=str(error))
            report = FileReport(str(problem.path), prover.toolchain.content_hash, prover.toolchain.name, (bad,))
        files.append((problem, report))
        if done:
            done(position, problem, report)
    return SuiteReport(suite, prover.toolchain.content_hash, tuple(files))


def reused(report: SuiteReport) -> Iterator[tuple[str, int]]:
    """Stored lemmas by how many of the suite's proofs use them, the most used first."""
    counts: dict[str, int] = {}
    for theorem in report.theorems:
        for name in theorem.lemma_names:
            counts[name] = counts.get(name, 0) + 1
    yield from sorted(counts.items(), key=lambda item: (-item[1], item[0]))
