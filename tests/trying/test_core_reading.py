"""The core reading of files for Mathlib: what is translated, what stays, and what is said of what the core lacks."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from prover_bridge import core_reading, source, toolchain
from prover_bridge.core_reading import CoreLacksError, Reading
from prover_bridge.errors import UserError

HEADER = "import Mathlib\n\nset_option maxHeartbeats 0\n\nopen BigOperators Real Nat Topology Rat\n\n"


def reading_of(text: str) -> Reading:
    found = core_reading.translate(text, toolchain.embedded())
    assert found is not None
    return found


def commands(text: str) -> list[str]:
    """The lines of a text with single blanks, without those that are empty or an empty comment."""
    lines = [" ".join(re.sub(r"/-\s*-/", "", line).split()) for line in text.splitlines()]
    return [line for line in lines if line]


def read(folder: Path, text: str) -> source.Source:
    file = folder / "file.lean"
    file.write_text(text, encoding="utf-8")
    return source.read(file, toolchain.embedded())


def test_everything_stays_where_it_stood() -> None:
    text = HEADER + "theorem t (n : ℕ) : n = n := by sorry"
    reading = reading_of(text)
    assert len(reading.text) == len(text)
    assert commands(reading.text) == ["import Init", "set_option maxHeartbeats 0", "open Nat", *text.splitlines()[6:]]
    changed = [i for i, (old, new) in enumerate(zip(text, reading.text, strict=True)) if old != new]
    assert max(changed) < len(HEADER) and all(text[i] != "\n" for i in changed)
    assert reading.left_out == ("import Mathlib", "open BigOperators Real Topology Rat")
    assert reading.toolchain.content_hash == toolchain.embedded().content_hash
    assert reading.toolchain.name.endswith("core reading")


@pytest.mark.parametrize(
    "header, kept",
    [
        (
            "import Mathlib\nimport Aesop\nset_option maxHeartbeats 400000",
            "import Init set_option maxHeartbeats 400000",
        ),
        ("import Mathlib.Tactic.Ring -- only this\nopen Nat", "import Init -- only this open Nat"),
        ("import Mathlib\nopen scoped BigOperators Nat", "import Init open scoped Nat"),
        (
            "import Mathlib set_option maxHeartbeats 9 open Finset Nat",
            "import Init set_option maxHeartbeats 9 open Nat",
        ),
        ("import Mathlib\nopen Finset in", "import Init"),
        ("import Mathlib\nopen Nat in", "import Init open Nat in"),
        ("import Mathlib\nopen Nat hiding succ\nopen Real hiding pi", "import Init open Nat hiding succ"),
        ("import Mathlib\nopen Nat (succ) open Real (pi)", "import Init open Nat (succ)"),
        ("import Mathlib\nset_option no.such.thing true", "import Init"),
        ("import Mathlib\nset_option autoImplicit false", "import Init set_option autoImplicit false"),
        ("import Mathlib\nset_option autoImplicit true", "import Init"),
        ("import Mathlib\nnoncomputable section\nopen Set Nat", "import Init noncomputable section open Nat"),
        # Found inside a namespace that is open already.
        ("import Mathlib\nopen Lean\nopen Syntax", "import Init open Lean open Syntax"),
    ],
)
def test_headers(header: str, kept: str) -> None:
    text = f"{header}\ntheorem t : True := trivial\n"
    reading = reading_of(text)
    assert " ".join(commands(reading.text)) == f"{kept} theorem t : True := trivial"
    assert [len(line) for line in reading.text.splitlines()] == [len(line) for line in text.splitlines()]
    assert reading.restore(reading.text) == text
    assert core_reading.translate(reading.text, toolchain.embedded()) is None


def test_opens_further_down() -> None:
    text = """import Mathlib
namespace Own
theorem own : True := trivial
end Own
inductive Kind | one
open Own Real Kind
section
open Finset
theorem s : True := own
end
open Nat Finset in
theorem t : True := by
  sorry
-- open Real
open Real in theorem u : True := by sorry
"""
    reading = reading_of(text)
    assert reading.left_out == ("import Mathlib", "open Real Finset")
    grown = reading.text.replace("sorry", "exact\n           trivial").replace(
        "\nopen Own", "\nlemma x : 1 = 1 := rfl\nopen Own"
    )
    assert reading.restore(grown) == text.replace("sorry", "exact\n           trivial").replace(
        "\nopen Own", "\nlemma x : 1 = 1 := rfl\nopen Own"
    )


def test_nothing_is_translated_without_mathlib_or_with_a_full_toolchain() -> None:
    embedded = toolchain.embedded()
    assert core_reading.translate("open Real\ntheorem t : True := trivial", embedded) is None
    full = dataclasses.replace(embedded, kind="elan")
    assert core_reading.translate(HEADER + "theorem t : True := trivial", full) is None


def test_the_files_own_header_comes_back(tmp_path: Path) -> None:
    text = HEADER + "theorem t (n : ℕ) : n = n := by\n  sorry\n"
    read_source = read(tmp_path, text)
    assert read_source.reading is not None
    proved = read_source.put({read_source.holes[0]: ["rfl"]})
    end = len("import Mathlib")
    with_lemma = f"{proved[:end]}\n\ntheorem lemma_0 : 1 = 1 := rfl\n{proved[end:]}"
    wanted = HEADER.replace("Mathlib\n", "Mathlib\n\ntheorem lemma_0 : 1 = 1 := rfl\n\n", 1) + (
        "theorem t (n : ℕ) : n = n := by\n  rfl\n"
    )
    assert read_source.reading.restore(with_lemma) == wanted
    with pytest.raises(UserError, match="has lost the place of"):
        read_source.reading.restore("theorem t : True := trivial")


@pytest.mark.parametrize(
    "statement, names",
    [
        ("(x y : ℝ) (h : x = y) : y = x", ["ℝ"]),  # with names bound by themselves this would be about any type
        ("(x y : Real) (h : x = y) : y = x", ["Real"]),
        ("(n : ℕ) : Nat.floorRoot n = Nat.noSuch n", ["Nat.floorRoot", "Nat.noSuch"]),
        ("(n : ℕ) : n.noSuch = 1", ["Nat.noSuch"]),
        ("(f : ℕ → ℕ) : ∑ k ∈ f, k = 2", ["notation `∑"]),
        ("(n : ℕ) : n ! = 1", ["notation `!"]),
        ("{G : Type*} (x : G) : x = x", ["notation `Type*`"]),
        ("(n : ℤ) : |n| = n", ["notation `|`"]),
        ("(f : ℕ → ℕ) : 1 < f ∧ f = f", ["instance `LT (Nat → Nat)"]),
    ],
)
def test_what_the_core_lacks_is_named(tmp_path: Path, statement: str, names: list[str]) -> None:
    with pytest.raises(CoreLacksError) as caught:
        read(tmp_path, f"{HEADER}theorem t {statement} := by sorry\n")
    said = str(caught.value)
    assert said.startswith(f"{tmp_path / 'file.lean'}:7:") and "\n" not in said
    assert "the compact core has no " in said
    for name in names:
        assert name in said
    assert caught.value.reading.left_out[0] == "import Mathlib"


def test_tactics_that_the_core_lacks(tmp_path: Path) -> None:
    text = f"{HEADER}theorem t (n : ℕ) : n = n := by\n  no_such_tactic [n]\ntheorem u : 1 = 2 := by sorry\n"
    with pytest.raises(CoreLacksError, match=r"has no tactic `no_such_tactic`"):
        read(tmp_path, text)


def test_names_are_not_bound_by_themselves(tmp_path: Path) -> None:
    text = HEADER + "set_option maxHeartbeats 7\ntheorem s : True := trivial\n  set_option autoImplicit true\n"
    with pytest.raises(UserError, match="autoImplicit"):
        read(tmp_path, text + "theorem t (x : ℝ) : x = x := by sorry\n")


def test_an_error_that_is_no_missing_name_is_shown_as_lean_says_it(tmp_path: Path) -> None:
    with pytest.raises(CoreLacksError, match=r"file\.lean:8:.*core reading") as caught:
        read(tmp_path, HEADER + "theorem s : 1 = 1 := by sorry\ntheorem t : 1 = 2 := rfl\n")
    assert caught.value.names == ()
