"""A session through a pipe: lines in, plain text out, and an exit code that says how it ended."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

from .conftest import FILE, Coprocess, Piped, busy, lean_processes
from .emulator import COMMAND


def test_a_script_proves_and_writes(piped: Piped, file: Path) -> None:
    done = piped("exact h.3", "constructor", ":write", ":go 0", r"exact \<h.2, h.1\>", ":write")
    assert done.code == 0, (done.out, done.err)
    assert done.err == ""
    assert "\x1b" not in done.out and "✗ exact h.3" in done.out
    assert "⊢ q ∧ p" in done.out and "no goals left" in done.out
    assert "swap is proved and certified" in done.out
    assert "exact ⟨h.2, h.1⟩" in file.read_text() and file.read_text().count("sorry") == 1
    assert file.with_name("small.lean.orig").read_text() == FILE
    # Regression: each time that a session wrote, another copy was left beside the file.
    assert [each.name for each in file.parent.glob("*.orig*")] == ["small.lean.orig"]


def test_goals_are_shown_with_what_changed(piped: Piped) -> None:
    done = piped("cases h with", "| intro hp hq => ?_", "constructor", ":focus 2", ":goals", ":tree")
    assert done.code == 1
    assert "+ hp : p" in done.out and "+ hq : q" in done.out and "- gone: h" in done.out
    assert "at goal 2" in done.out and "goal 2 of 2" in done.out
    assert "cases h with | intro hp hq => ?_" in done.out and "← here" in done.out


def test_a_proof_stands_in_the_arm_that_it_was_made_for(piped: Piped, file: Path) -> None:
    """Regression: where the other arms were done, the one that was left kept its `?_` and its proof stood below."""
    lines = ("induction n with", "| zero => rfl", "| succ n ih => ?_", "rw [Nat.mul_add]", "omega", ":write")
    done = piped(*lines, options=("--theorem", "twice"))
    assert done.code == 0, (done.out, done.err)
    assert "  | zero => rfl\n  | succ n ih =>\n    rw [Nat.mul_add]\n    omega\n" in file.read_text()


def test_steps_form_a_tree(piped: Piped) -> None:
    done = piped("constructor", ":undo", "cases h", ":undo", ":redo 1", ":go 2", ":redo 7", ":script")
    assert done.code == 1
    heads = [line for line in done.out.splitlines() if line.startswith("── ")]
    assert [head.split(" · ")[0] for head in heads] == [
        "── start", "── step 1", "── start", "── step 2", "── start", "── step 1", "── step 2"
    ]  # fmt: skip
    assert "Step 7 does not follow this one" in done.err


def test_a_proof_with_a_hole_is_no_proof(piped: Piped) -> None:
    done = piped("exact ⟨h.2, by sorry⟩")
    assert done.code == 1 and "proved" not in done.out


def test_each_wrong_line_has_one_sentence_and_the_code_says_so(piped: Piped) -> None:
    done = piped(":prove", ":go far", "exact ⟨h.2, h.1⟩")
    assert done.code == 2 and len(done.err.splitlines()) == 2
    assert "certified" in done.out, "what was right was done all the same"


def test_wrong_input_from_the_start(piped: Piped, file: Path) -> None:
    for options, words in (
        (("--theorem", "nobody"), "There is no theorem nobody"),
        (("--resume",), "There is no earlier session"),
    ):
        done = piped(options=options)
        assert done.code == 2 and done.out == "" and words in done.err and len(done.err.splitlines()) == 1
    done = piped(to=file.with_name("nowhere.lean"))
    assert done.code == 2 and "nowhere.lean" in done.err and len(done.err.splitlines()) == 1


def test_a_file_cannot_steer_the_terminal(piped: Piped, file: Path) -> None:
    """Regression: names with signs that terminals obey went through as they were."""
    file.write_text("theorem odd («\x1b[2Jp» : Prop) (h : «\x1b[2Jp») : «\x1b[2Jp» := by\n  sorry\n", encoding="utf-8")
    done = piped(":goals", "exact h.«\x1b[1m»", ":script")
    assert "⊢ " in done.out and "\x1b" not in done.out + done.err


def test_lines_may_come_from_a_file(file: Path, variables: dict[str, str], tmp_path: Path) -> None:
    script = tmp_path / "script.txt"
    script.write_text("-- both halves\nconstructor\nexact h.2\nexact h.1", encoding="utf-8")
    with script.open() as lines:
        done = subprocess.run(
            [*COMMAND, "session", file.name],
            stdin=lines,
            capture_output=True,
            text=True,
            cwd=file.parent,
            env={**os.environ, **variables},
            timeout=120,
            check=False,
        )
    assert done.returncode == 0, (done.stdout, done.stderr)


def test_a_lean_that_dies_is_started_again(coprocess: Callable[..., Coprocess]) -> None:
    session = coprocess()
    session.do("constructor", "goal 2")
    killed = lean_processes(session.process.pid)
    assert killed
    for each in killed:
        os.kill(each, signal.SIGKILL)
    session.do("exact h.2", "step 2")
    session.do("exact h.1", "proved and certified")
    assert session.process.communicate(timeout=60)[0] is not None and session.process.returncode == 0


def test_ctrl_c_gives_up_a_long_tactic_and_not_the_session(coprocess: Callable[..., Coprocess]) -> None:
    session = coprocess()
    session.do("constructor", "goal 2")
    assert session.process.stdin is not None
    session.process.stdin.write(b"repeat skip\n")
    session.process.stdin.flush()
    busy(session.process.pid)
    session.process.send_signal(signal.SIGINT)
    assert "repeat" not in session.read("Given up")
    session.do("exact h.2", "step 2")
    session.do("exact h.1", "proved and certified")
    session.process.communicate(timeout=60)
    assert session.process.returncode == 0


def test_a_file_that_changes_outside_is_left_alone_and_the_script_is_kept(
    coprocess: Callable[..., Coprocess], file: Path
) -> None:
    session = coprocess()
    session.do("constructor", "goal 2")
    changed = FILE + "\n-- a remark of somebody else\n"
    file.write_text(changed, encoding="utf-8")
    session.do("exact h.2", "changed outside")
    session.do("exact h.1", "proved and certified")
    refused = session.do(":write", "left alone")
    kept = Path(refused.split("saved in ")[1].strip().rstrip("."))
    assert "exact h.1" in kept.read_text() and file.read_text() == changed


def test_the_other_theorems_of_the_file(piped: Piped, file: Path) -> None:
    lines = ("constructor", ":theorem twice", "omega", ":write", ":theorem", ":theorem swap", ":theorem nobody")
    done = piped(*lines, "exact h.2", "exact h.1", ":write")
    assert done.code == 0, (done.out, done.err)
    assert "swap  has a `sorry`" in done.out and "There is no theorem nobody" in done.err
    assert "sorry" not in file.read_text()


def test_a_finished_proof_is_checked_again_where_a_session_goes_on(piped: Piped) -> None:
    assert piped("exact ⟨h.2, h.1⟩").code == 0
    done = piped(options=("--resume",))
    assert done.code == 0 and "proved and certified" in done.out


THREE = """namespace Zoo
theorem one (p : Prop) (h : p) : p := by
  sorry
theorem two (p q : Prop) (hp : p) (hq : q) : p ∧ (q ∨ p) := by
  sorry
theorem three (n : Nat) : n = n := by
  sorry
end Zoo
"""


def test_a_file_is_gone_through_theorem_by_theorem(piped: Piped, file: Path) -> None:
    """Regression: the next theorem wanted its whole name, and what was proved here was listed as open."""
    file.write_text(THREE, encoding="utf-8")
    lines = ("exact h", ":write", ":next", ":theorem three", "rfl", ":theorem", ":theorem one", ":theorem our")
    done = piped(*lines)
    assert "`:next` goes to Zoo.two" in done.out
    heads = [line.partition(": ")[2] for line in done.out.splitlines() if line.startswith(f"{file.name}: ")]
    assert heads == ["Zoo.one", "Zoo.two", "Zoo.three", "Zoo.one"]
    for line in ("  Zoo.one  proved", "  Zoo.two  has a `sorry`", "→ Zoo.three  proved"):
        assert line in done.out.splitlines()
    assert "There is no theorem our" in done.err


def test_a_goal_that_was_closed_on_the_way_is_kept_as_a_lemma(piped: Piped, file: Path) -> None:
    """Regression: only whole theorems could be kept from the terminal."""
    file.write_text(THREE, encoding="utf-8")
    lines = ("constructor", ":focus 2", "exact Or.inl hq", ":accept Zoo.left", ":lemmas left")
    done = piped(*lines, options=("--theorem", "Zoo.two"))
    assert "Zoo.left is kept in the memory" in done.out
    assert "Zoo.Zoo" not in done.out, "inside of a namespace a whole name is no shorter one"
    assert ":lemmas" not in done.err and "∀ (p q : Prop), q → q ∨ p" in done.out.rpartition("is kept")[2]
