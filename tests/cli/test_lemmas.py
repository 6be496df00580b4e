"""`lemmasmith lemmas …` as a user runs it: what comes in, what goes out, what is taken out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyrage

from .conftest import Run

LeanFile = Callable[[str, str], Path]

TEXT = """theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩

theorem swap_twice (p q : Prop) (h : p ∧ q) : p ∧ q := swap q p (swap p q h)

theorem wrong : 1 + 1 = 3 := sorry
"""


def test_lemmas_are_added_sent_taken_in_and_revoked(lemmasmith: Run, lean_file: LeanFile, tmp_path: Path) -> None:
    added = lemmasmith("lemmas", "add", lean_file("mine.lean", TEXT), "--json")
    assert added.code == 1  # one theorem has a sorry
    found = {each["name"]: each["statement_key"] for each in added.json["theorems"]}
    assert found["wrong"] is None and len(found["swap"]) == 64
    assert lemmasmith("lemmas", "export", "lemmas.bundle").code == 0
    taken = lemmasmith("lemmas", "import", "lemmas.bundle", "--memory", tmp_path / "other.db", "--json", "--workers", 2)
    assert (taken.code, taken.json["lemmas"], taken.json["refused"]) == (0, 2, [])
    head = taken.json["head"]
    verified = lemmasmith("lemmas", "verify", "--certificates", "--head", head)
    assert verified.code == 0 and "2 proofs certified again: sound" in verified.out
    assert lemmasmith("lemmas", "verify", "--head", "0" * 63 + "1").code == 1
    assert lemmasmith("lemmas", "export", "library", "--package").code == 0
    assert "theorem Lemmasmith.swap_twice" in (tmp_path / "library" / "Lemmasmith" / "Core.lean").read_text()
    revoked = lemmasmith("lemmas", "revoke", "swap", "--reason", "a test", "--json")
    assert [each["name"] for each in revoked.json["revoked"]] == ["swap", "swap_twice"]
    assert lemmasmith("lemmas", "stats", "--json").json["lemmas"] == 0
    again = lemmasmith("lemmas", "add", tmp_path / "mine.lean", "--json").json["theorems"]
    assert [each["statement_key"] is not None for each in again] == [False, True, False]


HERE = "theorem sub_add (a b : Nat) (h : a < b) (g : 0 < a) : a - b + (a + 1) = a + 1 := by omega\n"
THERE = """theorem sub_add_turned (x y : Nat) (k : 0 < x ∧ x < y) : x + 1 = x - y + (x + 1) := by omega

theorem sub_add_seven (a : Nat) (g : 0 < a) (h : a < a + 7) : a - (a + 7) + (a + 1) = a + 1 := by omega
"""


def test_regression_relatives_of_imported_lemmas_are_found_without_being_asked_for(
    lemmasmith: Run, lean_file: LeanFile, tmp_path: Path
) -> None:
    lemmasmith("lemmas", "add", lean_file("there.lean", THERE), "--memory", "there.db")
    assert lemmasmith("lemmas", "export", "there.bundle", "--memory", "there.db").code == 0
    lemmasmith("lemmas", "add", lean_file("here.lean", HERE))
    later = lemmasmith("lemmas", "import", "there.bundle", "--memory", "later.db", "--relate-calls", 0)
    assert later.code == 0 and "lemmas relate" in later.err
    taken = lemmasmith("lemmas", "import", "there.bundle", "--json")
    assert taken.code == 0 and taken.json["lemmas"] == 2 and 1 <= taken.json["relate_calls"] <= 100
    shown = {name: lemmasmith("lemmas", "show", name).out for name in ("sub_add", "sub_add_seven")}
    assert "says the same as: sub_add_turned" in shown["sub_add"] and "generalises: sub_add_seven" in shown["sub_add"]
    assert "generalised by: sub_add" in shown["sub_add_seven"]
    again = lemmasmith("lemmas", "relate", "--json").json
    assert again == {"shown": [], "lean_calls": 0}  # nothing was left


def test_a_sealed_bundle_wants_its_key(lemmasmith: Run, lean_file: LeanFile, tmp_path: Path) -> None:
    identity = pyrage.x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(f"{identity}\n")
    lemmasmith("lemmas", "add", lean_file("mine.lean", TEXT))
    assert lemmasmith("lemmas", "export", "sealed", "--recipient", str(identity.to_public())).code == 0
    lemmasmith("lemmas", "import", "sealed").is_one_sentence("LEMMASMITH_PASSPHRASE")
    assert "2 known before" in lemmasmith("lemmas", "import", "sealed", "--identity", "key.txt").out


def test_wrong_bundles_are_wrong_input(lemmasmith: Run, tmp_path: Path) -> None:
    (tmp_path / "no.bundle").write_text(json.dumps({"lemmas": []}))
    lemmasmith("lemmas", "import", "no.bundle").is_one_sentence("no usable bundle")
    lemmasmith("lemmas", "import", "none.bundle").is_one_sentence("There is no file none.bundle")
    lemmasmith("lemmas", "export", "out.bundle").is_one_sentence("There is no store")
