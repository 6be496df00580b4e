"""Suites: many files proved one after the other under the same limits, with one memory or none."""

from __future__ import annotations

import functools
import hashlib
import json
import os
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.proving import Prover
from agent.report import GOOD, FileReport, TheoremReport
from prover_bridge.core_reading import CoreLacksError
from prover_bridge.errors import UserError
from prover_bridge.launcher import cache_folder

PROJECT = Path(__file__).resolve().parent.parent
# Suites that come with the project. `planted` is the known positive of studies of memory.
BUNDLED = {name: PROJECT / "lean_project" / name for name in ("challenges", "planted")}
NOT_ATTEMPTED = "not attempted: "
_BROKEN = Path(__file__).with_name("data") / "broken_statements.json"
# The contest or textbook that a problem of miniF2F is from, as its name begins.
_CONTESTS = re.compile(r"(mathd_algebra|mathd_numbertheory|aime|amc|imo|induction|algebra|numbertheory)(?=[A-Z_\d])")
# Names of the fields of published JSONL files: ProofNet-Verified, miniF2F as DeepSeek and Numina give it, ProofNet#.
_STATEMENT = ("formal_stmt", "formal_statement", "lean4_formalization")
_HEADER = ("header", "lean4_src_header")
_NAME = ("name", "id")
_CATEGORY = ("textbook", "split")


@dataclass(frozen=True)
class Broken:
    """A published statement that is known to be wrong. what: the fault; source: who says so.

    contains: a piece of the wrong wording (white space aside), so that a corrected statement of the same name is left
    alone; None where the name alone tells.
    """

    name: str
    suite: str
    what: str
    source: str
    contains: str | None = None


@dataclass(frozen=True)
class Problem:
    """A file of a suite. name: its path below the suite's folder, without the ending, or its key in a JSONL file.

    category: theory, contest or textbook that it is from; empty where nothing tells.
    """

    name: str
    path: Path
    category: str = ""
    broken: Broken | None = None


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
    """The problems of a suite, sorted by name.

    A suite is bundled (`challenges`, `planted`), a folder of Lean files with `sorry`s, a `.jsonl` file of statements
    (miniF2F, ProofNet, ProofNet-Verified), or one of these in the folder of the problem sets (`data`, see
    `data_folder`): `minif2f-valid`, `proofnet-verified` (all of its `.jsonl` files), `proofnet-verified/NAME` (the
    file `NAME.jsonl`). `minif2f-valid/NAME` takes those that its list `NAME.txt` names, in that order.

    Raises UserError where there is no such suite or nothing in it to prove.
    """
    folder, wanted, categories = _suite_folder(suite, data_folder(data))
    found = [
        _problem(str(path.relative_to(folder).with_suffix("")), path, text, categories)
        for path in sorted(folder.rglob("*.lean"))
        if "sorry" in (text := path.read_text(encoding="utf-8", errors="replace"))
    ]
    if wanted is not None:
        by_name = {problem.name: problem for problem in found}
        if missing := [name for name in wanted if name not in by_name]:
            raise UserError(f"The suite {suite} lists {missing[0]}, but {folder} holds no such problem.")
        found = [by_name[name] for name in wanted]
    if not found:
        raise UserError(f"The folder {folder} holds no Lean file with a `sorry`: there is nothing to prove.")
    return found


def _suite_folder(suite: str, data: Path) -> tuple[Path, list[str] | None, dict[str, str]]:
    """The folder of a suite, the names of its problems where only those of a list are meant, and their categories
    where a JSONL file gives them."""
    if suite in BUNDLED:
        return BUNDLED[suite], None, {}
    for folder in (Path(suite), data / suite):
        if folder.is_dir():
            tables = sorted(folder.glob("*.jsonl"))
            if tables and not any(folder.rglob("*.lean")):
                return _written(tables)
            return folder, None, {}
        if folder.suffix == ".jsonl" and folder.is_file():
            return _written([folder])
        listed, rows = folder.with_name(folder.name + ".txt"), folder.with_name(folder.name + ".jsonl")
        if listed.is_file():
            return listed.parent, listed.read_text(encoding="utf-8").split(), {}
        if rows.is_file():
            return _written([rows])
    known = sorted(p.name for p in data.iterdir() if _has_statements(p)) if data.is_dir() else []
    there = f" or one of {', '.join(known)}" if known else ""
    raise UserError(
        f"There is no suite {suite!r}: say `challenges`, `planted`{there}, or give a folder of Lean files "
        f"(problem sets are looked for in {data}; --data PATH names another place)."
    )


def _has_statements(folder: Path) -> bool:
    return any(any(folder.glob(pattern)) for pattern in ("*.lean", "*.jsonl"))


def _problem(name: str, path: Path, text: str, categories: dict[str, str]) -> Problem:
    contest = _CONTESTS.match(name)
    category = categories.get(name) or (name.rpartition("/")[0] if "/" in name else contest.group(1) if contest else "")
    broken = broken_statements().get(name)
    if broken is not None and broken.contains and "".join(broken.contains.split()) not in "".join(text.split()):
        broken = None
    return Problem(name, path, category, broken)


@functools.cache
def broken_statements() -> dict[str, Broken]:
    """Statements that are known to be wrong, by the name of the problem (`data/broken_statements.json`)."""
    listed = json.loads(_BROKEN.read_text(encoding="utf-8"))
    return {each["name"]: Broken(**each) for each in listed["statements"]}


def _written(tables: Sequence[Path]) -> tuple[Path, None, dict[str, str]]:
    """A folder in the cache with a Lean file for each line of some JSONL files, and the categories of the problems."""
    digest = hashlib.sha256()
    texts, categories = dict[str, str](), dict[str, str]()
    for table in tables:
        data = table.read_bytes()
        digest.update(data)
        for number, line in enumerate(data.decode("utf-8").splitlines(), 1):
            if line.strip():
                key, text, category = _row(line, f"{table}:{number}")
                key = key if key not in texts else f"{key}@{number}"
                texts[key], categories[key] = text, category
    folder = cache_folder() / "suites" / digest.hexdigest()[:24]
    folder.mkdir(parents=True, exist_ok=True)
    for key, text in texts.items():
        fresh = folder / f".{key}.{os.getpid()}"
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(folder / f"{key}.lean")
    return folder, None, categories


def _row(line: str, place: str) -> tuple[str, str, str]:
    """Key, Lean text and category of one statement."""
    try:
        row = json.loads(line)
        statement, name = _first(row, _STATEMENT), _first(row, _NAME)
        if statement is None or name is None:
            raise KeyError
        key = re.sub(r"[^\w.'|-]", "_", name)
        if row.get("index") is not None:  # names repeat, indices do not
            key = f"{int(row['index']):04}_{key}"
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UserError(
            f"{place} is no statement: its JSON wants a name (or id) and a formal_stmt (or formal_statement); "
            "index, header, helper and textbook may be there too."
        ) from error
    if "sorry" not in statement:
        statement += (
            "\n  sorry"
            if statement.endswith("by")
            else " by\n  sorry"
            if statement.endswith(":=")
            else " := by\n  sorry"
        )
    parts = [_first(row, _HEADER), _first(row, ("helper",)), statement]
    return key, "\n\n".join(part for part in parts if part) + "\n", _first(row, _CATEGORY) or ""


def _first(row: dict[str, Any], names: Sequence[str]) -> str | None:
    """The first of these fields that has text."""
    return next((str(row[name]).strip() for name in names if str(row.get(name) or "").strip()), None)


def shuffled(suite: Sequence[Problem], seed: int) -> list[Problem]:
    """The same problems in an order that the seed fixes."""
    order = list(suite)
    random.Random(seed).shuffle(order)
    return order


async def attempt(prover: Prover, problem: Problem) -> FileReport:
    """Prove one problem. One that wants what the environment lacks is undecided, and `needs` tells it apart."""
    try:
        report, _ = await prover.prove_file(problem.path)
    except UserError as error:  # one bad file must not end a suite
        reason, where, left_out = str(error), prover.toolchain, None
        if isinstance(error, CoreLacksError):
            where, left_out = error.reading.toolchain, error.reading.left_out
            # A name may say what it is a name of: "notation `Type*".
            wanted = ", ".join(f"{name}`" if "`" in name else f"`{name}`" for name in error.names)
            reason = f"{NOT_ATTEMPTED}needs {wanted}" if wanted else f"{NOT_ATTEMPTED}needs Mathlib; {reason}"
        bad = TheoremReport(problem.name.rpartition("/")[2], "undecided", reason=reason)
        return FileReport(str(problem.path), where.content_hash, where.name, (bad,), left_out)
    return report


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
        report = await attempt(prover, problem)
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
