"""Files with Mathlib's header on the embedded runtime: every command reads them, and says that it is a core reading."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from .conftest import Run

LeanFile = Callable[[str, str], Path]
HEADER = "import Mathlib\n\nset_option maxHeartbeats 0\n\nopen BigOperators Real Nat Topology Rat\n\n"
LEFT_OUT = ["import Mathlib", "open BigOperators Real Topology Rat"]


def test_state_prove_and_check(lemmasmith: Run, lean_file: LeanFile) -> None:
    text = HEADER + "theorem t (n : ℕ) (h : n = 3) : n + 1 = 4 := by sorry"
    file, stub = lean_file("t.lean", text), lean_file("stub.lean", text)
    stated = lemmasmith("state", file, "--json").json
    assert stated["core_reading"] == LEFT_OUT
    assert stated["theorems"][0]["statement"] == "∀ (n : Nat), n = 3 → n + 1 = 4"
    assert "core reading" in lemmasmith("state", file).out
    proved = lemmasmith("prove", file, "--write")
    assert proved.code == 0 and "core reading" in proved.out
    assert file.read_text(encoding="utf-8").startswith(text.removesuffix("sorry").rstrip())
    checked = lemmasmith("check", file, "--against", stub, "--json")
    assert checked.code == 0 and checked.json["core_reading"] == LEFT_OUT
    assert checked.json["theorems"][0]["statement_key"] == stated["theorems"][0]["statement_key"]
    assert checked.json["environment"] == stated["environment"]
    assert "core reading" in lemmasmith("check", file).out


def test_a_lemma_is_reused_under_mathlibs_header(lemmasmith: Run, lean_file: LeanFile) -> None:
    plain = lean_file("plain.lean", "theorem first (p q r : Prop) (h : p ∧ q ∧ r) : r ∧ q ∧ p := by sorry\n")
    assert lemmasmith("prove", plain).code == 0
    file = lean_file("t.lean", HEADER + "theorem t (a b c : Prop) (h : a ∧ b ∧ c) : c ∧ b ∧ a := by\n  sorry\n")
    done = lemmasmith("prove", file, "--write", "--json")
    assert done.code == 0 and len(done.json["theorems"][0]["lemmas_used"]) == 1
    written = file.read_text(encoding="utf-8")
    assert written.startswith("import Mathlib\n") and HEADER.partition("\n\n")[2] in written
    assert lemmasmith("check", file).code == 0


def test_what_the_core_lacks_is_one_sentence(lemmasmith: Run, lean_file: LeanFile) -> None:
    file = lean_file("t.lean", HEADER + "theorem t (x : ℝ) : 0 ≤ Real.sqrt x := by sorry")
    for command in ("state", "prove", "check"):
        lemmasmith(command, file).is_one_sentence("t.lean:7:", "the compact core has no", "`ℝ`", "`Real.sqrt`")
    tactic = lean_file("u.lean", HEADER + "theorem t (n : ℕ) : 0 ≤ n := by\n  no_such_tactic\n")
    lemmasmith("check", tactic).is_one_sentence("u.lean:8:", "no tactic `no_such_tactic`")


def test_a_false_proof_is_refused_as_ever(lemmasmith: Run, lean_file: LeanFile) -> None:
    done = lemmasmith("check", lean_file("t.lean", HEADER + "theorem t (n : ℕ) : n = 1 := rfl\n"), "--json")
    assert done.code == 2 or done.json["theorems"][0]["status"] == "refused"


def test_a_suite(lemmasmith: Run, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "some-set"
    folder.mkdir(parents=True)
    for name, statement in {"one": "(n : ℕ) : n = n", "two": "(x : ℝ) : x = x", "three": ": 1 + 1 = 2"}.items():
        (folder / f"{name}.lean").write_text(f"{HEADER}theorem {name} {statement} := by sorry", encoding="utf-8")
    (folder / "easy.txt").write_text("three\none\n")
    for place in (["--data", tmp_path / "data"], []):
        done = lemmasmith("bench", "some-set/easy", *place, "--json", LEMMASMITH_TEST_DATA=str(tmp_path / "data"))
        assert done.code == 0, done.err
        assert [problem["source"] for problem in done.json["problems"]] == ["three", "one"]
    whole = lemmasmith("bench", "some-set", "--data", tmp_path / "data", "--json")
    assert whole.code == 1
    two = {problem["source"]: problem for problem in whole.json["problems"]}["two"]
    assert two["status"] == "undecided" and two["reason"] == "not attempted: needs `ℝ`"
    assert two["core_reading"] == LEFT_OUT
    shown = lemmasmith("bench", "some-set/easy", "--data", tmp_path / "data")
    assert "core reading of 2 of 2 files" in shown.out
    lemmasmith("bench", "other-set", "--data", tmp_path / "data").is_one_sentence("other-set", "some-set", "--data")


def test_a_suite_of_statements_in_one_file(lemmasmith: Run, tmp_path: Path) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    row = {
        "index": 5,
        "name": "a",
        "header": "import Mathlib",
        "helper": "",
        "formal_stmt": "theorem a : 1 = 1 := sorry",
    }
    (folder / "all.jsonl").write_text(json.dumps(row) + "\n")
    done = lemmasmith("bench", "set/all", "--data", tmp_path, "--json")
    assert done.code == 0 and done.json["problems"][0]["source"] == "0005_a"
    (folder / "all.jsonl").write_text('{"index": 5}\n')
    lemmasmith("bench", "set/all", "--data", tmp_path).is_one_sentence("all.jsonl:1", "formal_stmt")


def test_a_certificate_of_a_core_reading_says_so(lemmasmith: Run, lean_file: LeanFile, tmp_path: Path) -> None:
    file = lean_file("t.lean", HEADER + "theorem t (n : ℕ) (h : n = 3) : n + 1 = 4 := by simp [h]\n")
    certificate = tmp_path / "c.json"
    assert lemmasmith("check", file, "--certificate", certificate).code == 0
    assert "import Mathlib" in json.loads(certificate.read_text())["how"]["core_reading"]
    assert lemmasmith("verify-certificate", certificate, file).code == 0
