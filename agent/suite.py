"""Suites: many files proved one after the other under the same limits, with one memory or none."""

from __future__ import annotations

import hashlib
import json
import os
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from agent.proving import Prover
from agent.report import GOOD, FileReport, TheoremReport
from prover_bridge.core_reading import CoreLacksError
from prover_bridge.errors import UserError
from prover_bridge.launcher import cache_folder

PROJECT = Path(__file__).resolve().parent.parent
CHALLENGES = PROJECT / "lean_project" / "challenges"


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


def data_folder(chosen: Path | None = None) -> Path:
    """Where published problem sets lie: `chosen`, else `LEMMASMITH_TEST_DATA`, else `../shared/data` of the project."""
    named = chosen or os.environ.get("LEMMASMITH_TEST_DATA")
    return Path(named).expanduser() if named else PROJECT.parent / "shared" / "data"


def problems(suite: str, data: Path | None = None) -> list[Problem]:
    """The files of a suite, sorted by path: `challenges` (bundled), a folder of Lean files with `sorry`s, or a folder
    of the problem sets (`data`, see `data_folder`), such as `minif2f-valid`. `minif2f-valid/NAME` takes those that its
    list `NAME.txt` names, one a line, in that order; `proofnet-verified/NAME` the statements of `NAME.jsonl`.

    Raises UserError where there is no such suite or nothing in it to prove.
    """
    folder, wanted = _suite_folder(suite, data_folder(data))
    found = [
        Problem(str(path.relative_to(folder).with_suffix("")), path)
        for path in sorted(folder.rglob("*.lean"))
        if "sorry" in path.read_text(encoding="utf-8", errors="replace")
    ]
    if wanted is not None:
        by_name = {problem.name: problem for problem in found}
        if missing := [name for name in wanted if name not in by_name]:
            raise UserError(f"The suite {suite} lists {missing[0]}, but {folder} holds no such problem.")
        found = [by_name[name] for name in wanted]
    if not found:
        raise UserError(f"The folder {folder} holds no Lean file with a `sorry`: there is nothing to prove.")
    return found


def _suite_folder(suite: str, data: Path) -> tuple[Path, list[str] | None]:
    """The folder of a suite, and the names of its problems where only those of a list are meant."""
    if suite == "challenges":
        return CHALLENGES, None
    for folder in (Path(suite), data / suite):
        if folder.is_dir():
            return folder, None
        listed, rows = folder.with_name(folder.name + ".txt"), folder.with_name(folder.name + ".jsonl")
        if listed.is_file():
            return listed.parent, listed.read_text(encoding="utf-8").split()
        if rows.is_file():
            return _written(rows), None
    known = sorted(path.name for path in data.iterdir() if any(path.glob("*.lean"))) if data.is_dir() else []
    there = f" or one of {', '.join(known)}" if known else ""
    raise UserError(
        f"There is no suite {suite!r}: say `challenges`{there}, or give a folder of Lean files "
        f"(problem sets are looked for in {data}; --data PATH names another place)."
    )


def _written(rows: Path) -> Path:
    """A folder in the cache with a Lean file for each line of a .jsonl with the fields of ProofNet-Verified."""
    data = rows.read_bytes()
    folder = cache_folder() / "suites" / hashlib.sha256(data).hexdigest()[:24]
    folder.mkdir(parents=True, exist_ok=True)
    for number, line in enumerate(data.decode("utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            parts = [str(row[key]).strip() for key in ("header", "helper", "formal_stmt")]
            file = folder / f"{int(row['index']):04}_{Path(str(row['name'])).name}.lean"
        except (ValueError, TypeError, KeyError) as error:
            raise UserError(
                f"{rows}:{number} is no statement: its JSON wants index, name, header, helper and formal_stmt."
            ) from error
        file.write_text("\n\n".join(part for part in parts if part) + "\n", encoding="utf-8")
    return folder


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
            where, left_out = prover.toolchain, None
            if isinstance(error, CoreLacksError):
                where, left_out = error.reading.toolchain, error.reading.left_out
            report = FileReport(str(problem.path), where.content_hash, where.name, (bad,), left_out)
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
