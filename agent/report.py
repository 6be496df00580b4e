"""What a run says of each theorem: one value, shown as JSON or as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

Status = Literal["proved", "certified", "stated", "failed", "refused", "undecided"]

_STYLE: dict[str, str] = {
    "proved": "green",
    "certified": "green",
    "stated": "cyan",
    "failed": "red",
    "refused": "red",
    "undecided": "yellow",
}
VACUOUS = "it says nothing: its hypotheses contradict each other"
_LIMIT = "max_seconds"  # is no wall time
GOOD: frozenset[str] = frozenset({"proved", "certified", "stated"})


@dataclass(frozen=True)
class TheoremReport:
    """One theorem's outcome (ARCHITECTURE: the command line). What does not apply is None.

    lemmas_used: statement keys of stored lemmas that the proof term mentions. seconds: wall time. tokens: of model
    calls, the upper bound where a call's usage never became known; cost: of them, in the currency of the price table.
    contradiction: of what was proved or certified, whether its hypotheses contradict each other: "found", "not found"
    or "not tried".
    """

    name: str
    status: Status
    statement_key: str | None = None
    statement: str | None = None
    proof_hash: str | None = None
    proof: str | None = None
    axioms: tuple[str, ...] | None = None
    reason: str | None = None
    seconds: float | None = None
    lean_calls: int | None = None
    model_calls: int | None = None
    lemmas_used: tuple[str, ...] | None = None
    tokens: int | None = None
    cost: float | None = None
    contradiction: str | None = None
    # For people only: readable names of the lemmas used, and whether memory had the very statement.
    lemma_names: tuple[str, ...] = field(default=(), compare=False)
    from_memory: bool = field(default=False, compare=False)

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "status": self.status,
            "statement_key": self.statement_key,
            "statement": self.statement,
            "proof_hash": self.proof_hash,
            "proof": self.proof,
            "axioms": None if self.axioms is None else list(self.axioms),
            "reason": self.reason,
            "seconds": None if self.seconds is None else round(self.seconds, 3),
            "lean_calls": self.lean_calls,
            "model_calls": self.model_calls,
            "lemmas_used": None if self.lemmas_used is None else list(self.lemmas_used),
            "tokens": self.tokens,
            "cost": self.cost,
            "contradiction": self.contradiction,
        }


@dataclass(frozen=True)
class FileReport:
    """The theorems of one file. `environment`: content hash; `environment_name`: for people.

    core_reading: what was left out of a file for Mathlib that was read with the compact core alone; else None.
    """

    file: str
    environment: str
    environment_name: str
    theorems: tuple[TheoremReport, ...]
    core_reading: tuple[str, ...] | None = None

    def to_json(self) -> dict[str, Any]:
        reading = {} if self.core_reading is None else {"core_reading": list(self.core_reading)}
        return {
            "file": self.file,
            "environment": self.environment,
            **reading,
            "theorems": [theorem.to_json() for theorem in self.theorems],
        }

    @property
    def where(self) -> str:
        """For people: the environment, and what a core reading left out of the file."""
        if self.core_reading is None:
            return self.environment_name
        return f"{self.environment_name} without {', '.join(f'`{part}`' for part in self.core_reading)}"

    @property
    def exit_code(self) -> int:
        """0 where every theorem came out well, else 1."""
        return 0 if all(theorem.status in GOOD for theorem in self.theorems) else 1


def stable_part(report: Any) -> Any:
    """A report's JSON without wall time (fields whose names mention seconds): what a replay repeats byte for byte."""
    if isinstance(report, dict):
        return {name: stable_part(value) for name, value in report.items() if "seconds" not in name or name == _LIMIT}
    return [stable_part(value) for value in report] if isinstance(report, list) else report


def print_table(console: Console, theorems: Sequence[TheoremReport], title: str | None = None) -> None:
    """A row a theorem: name, status, cost, and what it reused or why it stayed open."""
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    table.add_column("theorem", overflow="fold")
    table.add_column("status")
    table.add_column("Lean calls", justify="right")
    table.add_column("seconds", justify="right")
    table.add_column("lemmas reused, or reason", overflow="fold")
    for theorem in theorems:
        note = ", ".join(theorem.lemma_names) if theorem.status in GOOD else (theorem.reason or "")
        if theorem.from_memory and theorem.status in GOOD:
            note = "from memory" if not note else f"from memory: {note}"
        if theorem.contradiction == "found":
            note = f"{VACUOUS}; {note}" if note else VACUOUS
        table.add_row(
            Text(theorem.name),
            Text(theorem.status, style=_STYLE[theorem.status]),
            "" if theorem.lean_calls is None else str(theorem.lean_calls),
            "" if theorem.seconds is None else f"{theorem.seconds:.2f}",
            Text(note, style="dim"),
        )
    console.print(table)


def summary(theorems: Sequence[TheoremReport]) -> str:
    """One line: how many came out well, Lean calls, seconds."""
    good = sum(theorem.status in GOOD for theorem in theorems)
    word = "certified" if any(t.status == "certified" for t in theorems) else "proved"
    calls = sum(theorem.lean_calls or 0 for theorem in theorems)
    seconds = sum(theorem.seconds or 0.0 for theorem in theorems)
    models = sum(theorem.model_calls or 0 for theorem in theorems)
    line = f"{good} of {len(theorems)} {word}, {calls} Lean calls, {seconds:.1f} s"
    if models:
        line += f", {models} model calls, {sum(theorem.tokens or 0 for theorem in theorems)} tokens"
    cost = sum(theorem.cost or 0.0 for theorem in theorems)
    return line + (f", cost {cost:.4f}" if cost else "")
