"""What `omega` decides and what it refuses: a table of goals, checked in one run of Lean."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

from prover_bridge import toolchain

TABLE = Path(__file__).resolve().parent.parent / "core" / "omega.toml"
ALLOWED_AXIOMS = {"propext", "Quot.sound", "Classical.choice"}
REFUSED = ("false", "beyond")


def rows() -> list[tuple[str, str, str]]:
    """Promise, kind (`proves`, `false` or `beyond`) and goal."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return [
        (promise, kind, goal) for promise, kinds in table.items() for kind, goals in kinds.items() for goal in goals
    ]


def run(lines: list[str], folder: Path) -> tuple[dict[int, str], str]:
    """The last message on each line (numbered from 1), and all that Lean printed."""
    file = folder / "Table.lean"
    file.write_text("set_option linter.unusedVariables false\n" + "\n".join(lines) + "\n", encoding="utf-8")
    runtime = toolchain.embedded()
    done = subprocess.run([*runtime.lean, str(file)], env=runtime.env(), capture_output=True, text=True, check=False)
    parts = re.split(r"^\S*Table\.lean:(\d+):\d+: (?=error|warning)", done.stdout, flags=re.M)
    messages = {int(line) - 1: text for line, text in zip(parts[1::2], parts[2::2], strict=True)}
    return messages, done.stdout + done.stderr


def refuses(goal: str, tactic: str = "omega") -> str:
    return f"example : True := by (fail_if_success (have : {goal} := by intros; {tactic})); trivial"


def test_the_table_is_large_and_has_both_kinds() -> None:
    kinds = [kind for _, kind, _ in rows()]
    assert set(kinds) == {"proves", *REFUSED}
    assert len(kinds) >= 200
    assert kinds.count("false") >= 40
    goals = [goal for _, _, goal in rows()]
    assert len(set(goals)) == len(goals)


def test_omega_decides_what_the_table_says(tmp_path: Path) -> None:
    table = rows()
    lines = []
    for number, (_, kind, goal) in enumerate(table):
        if kind == "proves":
            lines.append(f"theorem row{number} : {goal} := by intros; omega")
        else:
            lines.append(refuses(goal))
    proved = [number for number, (_, kind, _) in enumerate(table) if kind == "proves"]
    messages, printed = run([*lines, *(f"#print axioms row{number}" for number in proved)], tmp_path)
    wrong = {table[line - 1]: text for line, text in messages.items() if line <= len(table)}
    assert not wrong, wrong
    reports = re.findall(r"^'row\d+' (?:does not depend on any axioms|depends on axioms: \[([^]]*)\])", printed, re.M)
    assert len(reports) == len(proved), printed[:2000]
    assert {axiom.strip() for axioms in reports for axiom in axioms.split(",") if axiom.strip()} <= ALLOWED_AXIOMS


def test_refused_goals_are_well_formed(tmp_path: Path) -> None:
    """`fail_if_success` would also be content with a goal that does not elaborate."""
    refused = [row for row in rows() if row[1] in REFUSED]
    messages, _ = run([f"#check ({goal} : Prop)" for _, _, goal in refused], tmp_path)
    assert not messages, {refused[line - 1]: text for line, text in messages.items()}


def test_refusals_name_the_problem(tmp_path: Path) -> None:
    """A refusal is omega's own, with a possible counterexample or the lack of facts: never a missing constant."""
    refused = [row for row in rows() if row[1] in REFUSED]
    messages, _ = run([f"example : {goal} := by intros; omega" for _, _, goal in refused], tmp_path)
    assert len(messages) == len(refused)
    odd = {refused[line - 1]: text for line, text in messages.items() if "omega could not prove the goal" not in text}
    assert not odd, odd


def test_options(tmp_path: Path) -> None:
    lines = [
        "example (a b : Nat) (h : a + b = 3) : a ≤ 3 := by omega (splitDisjunctions := false)",
        "example (a b : Int) (h : a < b) : min a b = a := by omega +splitMinMax",
        refuses("∀ a b : Int, a ≠ b → a < b ∨ b < a", "omega -splitDisjunctions"),
        refuses("∀ a b : Nat, b ≤ a → a - b + b = a", "omega (splitNatSub := false)"),
        refuses("∀ a : Int, a < 0 → (a.natAbs : Int) = -a", "omega -splitNatAbs"),
    ]
    messages, printed = run(lines, tmp_path)
    assert not messages, printed
