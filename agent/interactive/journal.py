"""The journal of a proof by hand: what a lost terminal or a killed process must not take along.

A file of JSON lines in the user's state folder. The first says which theorem of which text it is; then a line for each
step (`{"step", "parent", "on", "tactic", "goals", "ids", "at", "holes", "alone", "seconds"}`), each move of the cursor
(`{"at", "focus"}`) and each time that the proof was written back (`{"written": hash of the file}`). A last line that
was cut off counts as not written.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from agent.interactive.steps import Step
from agent.locks import hold
from lemma_graph.database import default_path
from prover_bridge.errors import UserError
from prover_bridge.protocol import Goal, Hypothesis

FORMAT = 1


@dataclass(frozen=True)
class Begun:
    """The first line. text: the user's file as it was; statement_key: of the theorem."""

    file: str
    theorem: str
    statement_key: str
    text: str
    journal: int = FORMAT


@dataclass
class Kept:
    """A journal as read. steps: all but the root, each behind its parent. at: id of the cursor.

    focus: of each step that has one other than the first goal. written: hashes of what was written back.
    """

    begun: Begun
    steps: list[dict[str, Any]] = field(default_factory=list)
    at: int = 0
    focus: dict[int, int] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)

    def is_of(self, text: str) -> bool:
        """Whether a file with this text is as the session has read or written it."""
        return file_hash(text) in {file_hash(self.begun.text), *self.written}


def folder() -> Path:
    """Where journals lie: beside the user's store."""
    return default_path().parent / "sessions"


def file_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def path_of(file: Path, theorem: str) -> Path:
    """The journal of a theorem in a file."""
    return folder() / f"{_stem(file)}{_readable(theorem)}-{_digest(theorem)}.jsonl"


def of_file(file: Path) -> list[Path]:
    """The journals of a file's theorems, the latest first."""
    found = [path for path in folder().glob("*.jsonl") if path.name.startswith(_stem(file))]
    return sorted(found, key=lambda path: -path.stat().st_mtime)


def earlier(file: Path, theorem: str | None) -> tuple[Journal, Kept]:
    """The journal of a theorem (None: the latest of the file) and what it holds. Raises UserError without one."""
    paths = [path_of(file, theorem)] if theorem is not None else of_file(file)
    if not paths or not paths[0].exists():
        what = f"{theorem} in {file}" if theorem is not None else str(file)
        raise UserError(f"There is no earlier session of {what} to go on with: start a new one.")
    journal = Journal(paths[0])
    kept = journal.read()
    if kept is None:
        journal.close()
        raise UserError(f"The session in {paths[0]} is damaged: start a new one.")
    return journal, kept


def _stem(file: Path) -> str:
    return f"{_readable(file.stem)}-{_digest(str(file.resolve()))}-"


def _readable(text: str) -> str:
    return re.sub(r"[^\w.]", "_", text, flags=re.ASCII)[:40]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:12]


class Journal:
    """An open journal. Raises UserError where another process has it open, or it cannot be written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file: IO[str] = path.open("a+", encoding="utf-8")
        except OSError as error:
            raise UserError(f"The session cannot be kept in {path} ({error.strerror or error}).") from error
        try:
            hold(self._file, f"Another session is at work on this theorem (it holds {path}): end it first.")
        except UserError:
            self._file.close()
            raise

    @property
    def previous(self) -> Path:
        """Where the journal goes that was here before."""
        return self.path.with_suffix(".previous")

    def read(self) -> Kept | None:
        """What it holds; None where it holds nothing that can be used."""
        self._file.seek(0)
        lines = self._file.read().split("\n")
        try:
            kept = Kept(Begun(**json.loads(lines[0])))
            if kept.begun.journal != FORMAT:
                return None
            for line in lines[1:-1]:
                _read(kept, json.loads(line))
        except (ValueError, TypeError, KeyError, RecursionError):
            return None
        return kept

    def begin(self, begun: Begun) -> bool:
        """Start anew; what was there before moves aside. Whether there was something."""
        self._file.seek(0)
        before = self._file.read()
        had_steps = before.count("\n") > 1
        try:
            if had_steps:
                self.previous.write_text(before, encoding="utf-8")
            self._file.seek(0)
            self._file.truncate()
        except OSError as error:
            raise self._unwritable(error) from error
        self._write(asdict(begun))
        return had_steps

    def step(self, step: Step) -> None:
        """A step was made."""
        assert step.parent is not None
        self._write(
            {
                "step": step.id,
                "parent": step.parent.id,
                "on": step.on,
                "tactic": step.tactic,
                "goals": [asdict(goal) for goal in step.goals],
                "ids": step.ids,
                "holes": step.holes,
                "at": step.at,
                "alone": step.alone,
                "seconds": round(step.seconds, 6),
            }
        )

    def moved(self, cursor: Step) -> None:
        """The cursor, or its focus, is another one."""
        self._write({"at": cursor.id, "focus": cursor.focus})

    def written(self, text: str) -> None:
        """The proof was written back; the file is this text now."""
        self._write({"written": file_hash(text)})

    def repair(self) -> None:
        """End a line that was cut off, so that the next one stands by itself."""
        self._file.seek(0)
        text = self._file.read()
        if text and not text.endswith("\n"):
            self._file.truncate(len(text[: text.rfind("\n") + 1].encode()))

    def close(self) -> None:
        self._file.close()

    def _write(self, line: Mapping[str, Any]) -> None:
        try:
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._file.flush()  # to the system, which keeps it when this process is killed
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> UserError:
        return UserError(f"The session cannot be kept in {self.path} ({error.strerror or error}).")


def _read(kept: Kept, line: dict[str, Any]) -> None:
    if "step" in line:
        int(line["step"]), int(line["parent"]), int(line["on"]), str(line["tactic"])
        kept.steps.append(line)
    elif "written" in line:
        kept.written.append(str(line["written"]))
    else:
        kept.at = int(line["at"])
        kept.focus[kept.at] = int(line["focus"])


def restore(kept: Kept, root: Step) -> dict[int, Step]:
    """Put the steps behind the root, without their Lean states; all steps by id. Raises ValueError where they do not
    fit together."""
    steps = {0: root}
    for line in kept.steps:
        try:
            parent = steps[int(line["parent"])]
            step = Step(
                id=int(line["step"]),
                tactic=line["tactic"],
                goals=tuple(_goal(goal) for goal in line["goals"]),
                parent=parent,
                ids=tuple((int(a), int(b)) for a, b in line["ids"]),
                holes=tuple(int(size) for size in line["holes"]),
                seconds=float(line["seconds"]),
                on=int(line["on"]),
                at=tuple(int(place) for place in line["at"]),
                alone=bool(line["alone"]),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"a line of the journal makes no sense: {error}") from error
        if (
            not len(step.ids) == len(step.at) == len(step.goals)
            or sum(step.holes) != len(step.goals)
            or step.id in steps
        ):
            raise ValueError("a line of the journal makes no sense")
        parent.children.append(step)
        steps[step.id] = step
    for number, focus in kept.focus.items():
        if number in steps and 0 <= focus < len(steps[number].goals):
            steps[number].focus = focus
    return steps


def _goal(value: dict[str, Any]) -> Goal:
    hypotheses = tuple(Hypothesis(str(h["name"]), str(h["type"]), h.get("value")) for h in value["hypotheses"])
    return Goal(hypotheses, str(value["target"]), value.get("case"))
