"""`lemmasmith prove`: real Lean, a real store, files as people write them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from .conftest import Run

LeanFile = Callable[[str, str], Path]

THEORY = """inductive Peg where
  | base
  | up (n : Peg)

namespace Peg

def plus : Peg → Peg → Peg
  | a, base => a
  | a, up b => up (plus a b)

instance : Add Peg := ⟨plus⟩

@[simp] theorem plus_base (a : Peg) : a + base = a := rfl
@[simp] theorem plus_up (a b : Peg) : a + up b = up (a + b) := rfl
"""


def test_a_file_is_proved_certified_and_kept(lemmasmith: Run, lean_file: LeanFile) -> None:
    path = lean_file(
        "first.lean",
        "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by\n  sorry\n\ntheorem two : 1 + 1 = 2 := sorry\n",
    )
    done = lemmasmith("prove", path, "--json")
    assert done.code == 0, done.err
    report = done.json
    assert set(report) == {"file", "environment", "theorems"}
    first, second = report["theorems"]
    assert (first["name"], first["status"], second["status"]) == ("swap", "proved", "proved")
    assert set(first) == {
        "name", "status", "statement_key", "statement", "proof_hash", "proof", "axioms", "reason", "seconds",
        "lean_calls", "model_calls", "lemmas_used", "tokens", "cost", "contradiction",
    }  # fmt: skip
    assert len(first["statement_key"]) == len(first["proof_hash"]) == 64
    assert first["lean_calls"] > 0 and first["model_calls"] == 0
    assert path.read_text(encoding="utf-8").count("sorry") == 2, "without --write the file stays as it is"
    shown = lemmasmith("lemmas", "show", first["statement_key"][:12])
    assert shown.code == 0 and "kernel" in shown.out


def test_a_false_statement_is_not_proved(lemmasmith: Run, lean_file: LeanFile) -> None:
    path = lean_file("false.lean", "theorem wrong (n : Nat) : n + 1 = n := by\n  sorry\n")
    done = lemmasmith("prove", path, "--json", "--max-lean-calls", "40")
    assert done.code == 1
    assert done.json["theorems"][0]["status"] in ("failed", "undecided")
    assert done.json["theorems"][0]["proof_hash"] is None


def test_written_proofs_stand_on_their_own(lemmasmith: Run, lean_file: LeanFile) -> None:
    text = "-- a comment that stays\ntheorem swap (p q : Prop) : p ∨ q → q ∨ p := by\n  sorry -- here\n"
    path = lean_file("write.lean", text)
    done = lemmasmith("prove", path, "--write")
    assert done.code == 0, done.err
    written = path.read_text(encoding="utf-8")
    assert "sorry" not in written
    assert written.startswith("-- a comment that stays\ntheorem swap (p q : Prop) : p ∨ q → q ∨ p := by\n")
    assert path.with_name("write.lean.orig").read_text(encoding="utf-8") == text
    stub = lean_file("stub.lean", text)
    assert lemmasmith("check", path, "--against", stub).code == 0


def test_lemmas_of_one_file_prove_the_next(lemmasmith: Run, lean_file: LeanFile, home: Path) -> None:
    for number, statement in enumerate(("(n : Peg) : base + n = n", "(a b : Peg) : up a + b = up (a + b)")):
        path = lean_file(
            f"step{number}.lean", f"{THEORY}\ntheorem step{number} {statement} := by\n  sorry\n\nend Peg\n"
        )
        assert lemmasmith("prove", path).code == 0
    last = lean_file("comm.lean", f"{THEORY}\ntheorem comm (a b : Peg) : a + b = b + a := by\n  sorry\n\nend Peg\n")
    small = ("--max-lean-calls", "60")
    without = lemmasmith("prove", last, "--memory", "none", "--json", *small)
    done = lemmasmith("prove", last, "--json", "--write", *small)
    assert without.json["theorems"][0]["status"] != "proved"
    theorem = done.json["theorems"][0]
    assert theorem["status"] == "proved", done.err
    assert len(theorem["lemmas_used"]) == 2
    # The finished file carries what it needs: it certifies with no memory at hand.
    assert lemmasmith("check", last).code == 0
    used = sqlite3.connect(home / "memory.db").execute("SELECT count(*) FROM helped").fetchone()[0]
    assert used > 0


def test_a_known_statement_comes_from_memory(lemmasmith: Run, lean_file: LeanFile) -> None:
    first = lean_file(
        "one.lean", f"{THEORY}\ntheorem assoc (a b c : Peg) : a + b + c = a + (b + c) := by sorry\nend Peg\n"
    )
    again = lean_file(
        "two.lean", f"{THEORY}\ntheorem other : ∀ x y z : Peg, (x + y) + z = x + (y + z) := by sorry\nend Peg\n"
    )
    one = lemmasmith("prove", first, "--json").json["theorems"][0]
    two = lemmasmith("prove", again, "--json").json["theorems"][0]
    assert one["status"] == two["status"] == "proved"
    assert one["statement_key"] == two["statement_key"], "two spellings of one statement have one key"
    assert two["lemmas_used"] == [one["statement_key"]]
    assert two["lean_calls"] < one["lean_calls"]


def test_holes_in_namespaces_and_in_the_middle_of_proofs(lemmasmith: Run, lean_file: LeanFile) -> None:
    path = lean_file(
        "holes.lean",
        """namespace Outer
section
variable {α : Type} (p : α → Prop)

theorem all_and (q : α → Prop) (h : ∀ x, p x ∧ q x) : (∀ x, p x) ∧ (∀ x, q x) := by
  constructor
  · sorry
  · sorry

theorem some_or (x : α) (h : p x) : ∃ y, p y := by
  have first : p x := sorry
  exact ⟨x, first⟩
end
end Outer
""",
    )
    done = lemmasmith("prove", path, "--json", "--write")
    assert [(t["name"], t["status"]) for t in done.json["theorems"]] == [
        ("Outer.all_and", "proved"),
        ("Outer.some_or", "proved"),
    ], done.err
    assert lemmasmith("check", path).code == 0


def test_a_theorem_uses_an_earlier_one_only_if_that_is_proved(lemmasmith: Run, lean_file: LeanFile) -> None:
    path = lean_file(
        "chain.lean",
        "theorem never (n : Nat) : n = n + 1 := by\n  sorry\n\ntheorem then_false : False := by\n  sorry\n",
    )
    done = lemmasmith("prove", path, "--json", "--max-lean-calls", "60")
    assert done.code == 1
    assert [theorem["status"] for theorem in done.json["theorems"]].count("proved") == 0


def test_only_the_named_theorem(lemmasmith: Run, lean_file: LeanFile) -> None:
    path = lean_file("pair.lean", "theorem a : True := sorry\ntheorem b : True := sorry\n")
    done = lemmasmith("prove", path, "--theorem", "b", "--json")
    assert [theorem["name"] for theorem in done.json["theorems"]] == ["b"]


def test_the_table_fits_eighty_columns_and_says_what_was_reused(lemmasmith: Run, lean_file: LeanFile) -> None:
    path = lean_file("table.lean", "theorem a (p : Prop) (h : p) : p := sorry\n")
    done = lemmasmith("prove", path, COLUMNS="80")
    assert "proved" in done.out and "Lean calls" in done.out
    assert "1 of 1 proved" in done.out


def test_a_theorem_that_the_library_has_already_is_kept(lemmasmith: Run, lean_file: LeanFile) -> None:
    """Its proof uses the library's theorem of the very same statement: that was once taken for a circle."""
    path = lean_file("known.lean", "theorem taken (a b : Nat) : a + b = b + a := by\n  exact sorry\n")
    done = lemmasmith("prove", path, "--json")
    assert done.json["theorems"][0]["status"] == "proved", done.err
    assert lemmasmith("lemmas", "stats", "--json").json["lemmas"] == 1
