"""`lemmasmith check` and `state` show what a stranger must know."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .conftest import Run

LeanFile = Callable[[str, str], Path]


def test_each_check_is_shown(lemmasmith: Run, lean_file: LeanFile) -> None:
    done = lemmasmith("check", lean_file("good.lean", "theorem a (p : Prop) (h : p) : p := h\n"))
    assert done.code == 0, done.err
    for word in ("certified a", "✓ statement", "✓ axioms: none", "✓ kernel", "key "):
        assert word in done.out


def test_sorry_is_refused_and_never_shown_as_proved(lemmasmith: Run, lean_file: LeanFile) -> None:
    done = lemmasmith("check", lean_file("open.lean", "theorem a : 1 = 2 := by sorry\n"), "--json")
    assert done.code == 1
    theorem = done.json["theorems"][0]
    assert theorem["status"] == "refused" and "sorry" in theorem["reason"]
    assert theorem["proof_hash"] is None


def test_against_a_stub_another_statement_is_refused(lemmasmith: Run, lean_file: LeanFile) -> None:
    stub = lean_file("stub.lean", "theorem a (n : Nat) : n = n + 0 := sorry\n")
    other = lean_file("other.lean", "theorem a (n : Nat) : n = n := rfl\n")
    done = lemmasmith("check", other, "--against", stub, "--json")
    assert done.code == 1
    assert done.json["theorems"][0]["reason"].startswith("statement")


def test_state_tells_the_key_and_tries_nothing(lemmasmith: Run, lean_file: LeanFile) -> None:
    one = lemmasmith("state", lean_file("one.lean", "theorem a (n m : Nat) : n + m = m + n := sorry\n"), "--json")
    two = lemmasmith("state", lean_file("two.lean", "theorem b : ∀ x y : Nat, x + y = y + x := sorry\n"), "--json")
    first, second = one.json["theorems"][0], two.json["theorems"][0]
    assert first["status"] == "stated" and first["proof"] is None and first["lean_calls"] is None
    assert first["statement_key"] == second["statement_key"]


def test_verify_notices_an_edited_row(lemmasmith: Run, lean_file: LeanFile, home: Path) -> None:
    import sqlite3

    path = lean_file("a.lean", "theorem a (p q : Prop) (h : p ∧ q) : q ∧ p := by\n  sorry\n")
    assert lemmasmith("prove", path).code == 0
    assert lemmasmith("lemmas", "verify", "--certificates").code == 0
    with sqlite3.connect(home / "memory.db") as store:
        store.execute("UPDATE lemmas SET statement = 'False'")
    store.close()
    done = lemmasmith("lemmas", "verify")
    assert done.code == 1 and "was edited" in done.out


def test_search_and_stats(lemmasmith: Run, lean_file: LeanFile) -> None:
    path = lean_file("a.lean", "theorem and_swap_here (p q : Prop) (h : p ∧ q) : q ∧ p := by\n  sorry\n")
    assert lemmasmith("prove", path).code == 0
    found = lemmasmith("lemmas", "search", "swap here", "--json").json["lemmas"]
    assert [lemma["name"] for lemma in found] == ["and_swap_here"]
    assert lemmasmith("lemmas", "stats", "--json").json["lemmas"] == 1


def test_doctor_says_what_is_there(lemmasmith: Run) -> None:
    done = lemmasmith("doctor", "--json")
    assert done.code == 0, done.out
    findings = {finding["what"]: finding for finding in done.json["findings"]}
    assert findings["embedded runtime"]["mark"] == findings["toolchain in use"]["mark"] == "ok"
    assert findings["model"]["mark"] == "missing" and "OPENAI_API_KEY" in findings["model"]["detail"]
    assert "resource limits" in findings["sandbox"]["detail"]
