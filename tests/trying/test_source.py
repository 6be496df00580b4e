"""A user's file: what is found in it, and how proofs are put back. Every result is compiled by real Lean."""

from __future__ import annotations

from pathlib import Path

import pytest

from prover_bridge import source
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.source import Source

SHOP = """/-! A file with `sorry` in its comment: sorry. -/
namespace Shop

variable (p q : Prop)

/-- A string is no hole. -/
def label : String := "by sorry -- not here"

open Classical in
/-- Says sorry. -/
theorem first (h : p ∧ q) : q ∧ p := by
  constructor
  · sorry
  · exact h.1 -- sorry

section Inner
private theorem hidden (𝕜 : Prop) (h : 𝕜) : 𝕜 :=
  sorry
protected theorem «two words» (h : p) : p ∨ q := Or.inl (sorry)
end Inner

theorem apart (h : p ∨ q) : q ∨ p := by
  cases h with
  | inl x => sorry
  | inr y =>
    have z : q := sorry
    sorry

example (h : p) : p := by sorry

mutual
theorem even (h : p) : p := sorry
theorem odd (h : q) : q := h
end

/- nested /- sorry -/ sorry -/
theorem done : p → p := fun h => h
end Shop

example : True ∧ True := ⟨sorry, by
  sorry⟩
"""

PROOFS = {
    ("Shop.first", 0): ["have x := h", "exact x.2"],
    ("Shop.hidden", 0): ["exact h"],
    ("Shop.«two words»", 0): ["have x := h", "exact x"],
    ("Shop.apart", 0): ["right", "exact x"],
    ("Shop.apart", 1): ["exact y"],
    ("Shop.apart", 2): ["left", "exact z"],
    ("_example_1", 0): ["have x := h", "exact x"],
    ("Shop.even", 0): ["exact h"],
    ("_example_2", 0): ["trivial"],
    ("_example_2", 1): ["have x := True.intro", "exact x"],
}


@pytest.fixture(scope="module")
def shop(plain: Environment) -> Source:
    return source.parse(SHOP, plain)


def test_theorems_and_holes_are_found_by_their_full_names(shop: Source) -> None:
    assert [(t.name, len(t.holes)) for t in shop.theorems] == [
        ("Shop.first", 1),
        ("Shop.hidden", 1),
        ("Shop.«two words»", 1),
        ("Shop.apart", 3),
        ("_example_1", 1),
        ("Shop.even", 1),
        ("Shop.odd", 0),
        ("Shop.done", 0),
        ("_example_2", 2),
    ]
    assert shop.notes == ()


def test_context_declaration_and_hole_make_up_the_file(shop: Source) -> None:
    for theorem in shop.theorems:
        for placed in theorem.holes:
            whole = placed.context + placed.hole.before + "sorry" + placed.hole.after
            assert SHOP.startswith(whole)
            assert SHOP[placed.start : placed.end] == "sorry"


def test_tactic_and_term_holes_are_told_apart(shop: Source) -> None:
    assert {(p.theorem, p.index): p.hole.in_tactic_block for p in shop.holes} == {
        ("Shop.first", 0): True,
        ("Shop.hidden", 0): False,
        ("Shop.«two words»", 0): False,
        ("Shop.apart", 0): True,
        ("Shop.apart", 1): False,
        ("Shop.apart", 2): True,
        ("_example_1", 0): True,
        ("Shop.even", 0): False,
        ("_example_2", 0): False,
        ("_example_2", 1): True,
    }


def test_what_stands_before_a_declaration_belongs_to_it(shop: Source) -> None:
    assert shop.theorem("Shop.first").holes[0].hole.before.startswith("open Classical in\n")
    assert shop.theorem("Shop.even").holes[0].hole.before.startswith("mutual\n")
    assert shop.theorem("Shop.even").holes[0].hole.after.endswith("\nend")
    assert shop.theorem("Shop.hidden").line == 17


def test_all_proofs_put_back_compile(shop: Source, plain: Environment) -> None:
    text = shop.put({placed: PROOFS[placed.theorem, placed.index] for placed in shop.holes})
    again = source.parse(text, plain)
    assert again.holes == ()
    assert [theorem.name for theorem in again.theorems] == [theorem.name for theorem in shop.theorems]
    # Nothing but the holes changed.
    kept = [line for line in SHOP.splitlines() if "sorry" not in line or "-- sorry" in line]
    assert [line for line in kept if line not in text.splitlines()] == []


def test_each_proof_put_back_alone_compiles(shop: Source, plain: Environment) -> None:
    for placed in shop.holes:
        text = shop.put({placed: PROOFS[placed.theorem, placed.index]})
        assert len(source.parse(text, plain).holes) == len(shop.holes) - 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theorem t : True := by sorry\n", "theorem t : True := by\n  skip\n  trivial\n"),
        ("theorem t : True := sorry\n", "theorem t : True := by\n  skip\n  trivial\n"),
        ("theorem t : True := by\n  sorry\n", "theorem t : True := by\n  skip\n  trivial\n"),
        ("theorem t : True :=\n  sorry -- why\n", "theorem t : True :=\n  by\n    skip\n    trivial -- why\n"),
        (
            "theorem t : True := by skip; sorry",
            "theorem t : True := by skip; (skip\n                              trivial)",
        ),
        (
            "theorem t : True ∧ True := by\n  constructor\n  sorry\n  trivial\n",
            "theorem t : True ∧ True := by\n  constructor\n  · skip\n    trivial\n  trivial\n",
        ),
        (
            "theorem t : True := by\n  have h : True := by sorry\n  exact h\n",
            "theorem t : True := by\n  have h : True := by\n    skip\n    trivial\n  exact h\n",
        ),
    ],
)
def test_layout(text: str, expected: str, plain: Environment) -> None:
    read = source.parse(text, plain)
    [placed] = read.holes
    assert read.put({placed: ["skip", "trivial"]}) == expected
    source.parse(expected, plain)


@pytest.mark.parametrize(
    "body",
    [
        "by\n  constructor <;> sorry",
        "by\n  constructor\n  all_goals sorry",
        "by\n  refine ⟨?_, ?_⟩\n  · sorry\n  · sorry",
        "by\n  constructor\n  case left => sorry\n  case right => sorry",
        "⟨sorry, sorry⟩",
        "And.intro sorry sorry",
        "And.intro (by sorry) (by\n  sorry)",
        "by\n  exact ⟨by sorry, sorry⟩",
        "by\n  show _ ∧ _\n  exact And.intro sorry <| by sorry",
        "have h : True := sorry\n  ⟨h, h⟩",
        "by\n  suffices h : True from ⟨h, h⟩\n  sorry",
        "by\n  first\n  | fail\n  | sorry",
        "by {\n  constructor\n  { sorry }\n  { sorry } }",
        "by\n  by_cases h : True\n  · exact ⟨h, sorry⟩\n  · sorry",
        "if h : True then sorry else sorry",
        "match True.intro with\n  | _ => sorry",
        "by\n  match True.intro with\n  | _ => sorry",
        "by\n  have f : Nat → True := fun n => sorry\n  exact ⟨f 0, f 1⟩",
        "by\n  have f : Nat → True := fun n => by sorry\n  exact ⟨f 0, f 1⟩",
        "by\n    sorry",
        "by sorry\n\n-- a comment behind",
    ],
)
def test_holes_of_every_shape_take_proofs_of_two_lines(body: str, plain: Environment) -> None:
    text = f"theorem t : True ∧ True := {body}\n"
    read = source.parse(text, plain)
    assert read.holes
    proof = ["skip", "first | trivial | exact ⟨trivial, trivial⟩"]
    assert source.parse(read.put(dict.fromkeys(read.holes, proof)), plain).holes == ()


def test_a_line_end_of_another_system_is_kept(plain: Environment) -> None:
    text = "theorem t : True := by\r\n  sorry\r\n\r\ntheorem u : True := sorry\r\n"
    read = source.parse(text, plain)
    done = read.put({placed: ["trivial"] for placed in read.holes})
    assert [theorem.name for theorem in source.parse(done, plain).theorems] == ["t", "u"]


# Wrong input


def test_an_error_is_given_with_its_line(plain: Environment) -> None:
    with pytest.raises(UserError, match=r"^my\.lean:3:\d+: .*mismatch"):
        source.parse("theorem a : True := by sorry\n\ntheorem b : True := (3 : Nat)\n", plain, "my.lean")


def test_a_parse_error_is_given_with_its_line(plain: Environment) -> None:
    with pytest.raises(UserError, match=r"^my\.lean:2:8: unexpected"):
        source.parse("theorem a : True := sorry\ntheorem := 3\n", plain, "my.lean")


def test_an_unknown_theorem_name_lists_those_that_are_there(shop: Source) -> None:
    with pytest.raises(UserError, match=r"no theorem Shop\.none.*Shop\.first, Shop\.hidden"):
        shop.theorem("Shop.none")


@pytest.mark.parametrize("header", ["prelude\n", "/- a comment -/ prelude\n", "-- x\n\nprelude\nimport Init\n"])
def test_prelude_is_refused(header: str, plain: Environment) -> None:
    with pytest.raises(UserError, match="prelude"):
        source.parse(header + "theorem t : True := sorry\n", plain)


def test_files_that_cannot_be_read(tmp_path: Path, plain: Environment) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        source.read(tmp_path / "none.lean", plain.toolchain)
    (tmp_path / "latin.lean").write_bytes("-- é\n".encode("latin-1"))
    with pytest.raises(UserError, match="UTF-8"):
        source.read(tmp_path / "latin.lean", plain.toolchain)
    with pytest.raises(UserError, match="Nowhere"):
        (tmp_path / "a.lean").write_text("import Nowhere\n")
        source.read(tmp_path / "a.lean", plain.toolchain)


def test_a_sorry_in_a_definition_is_noted(plain: Environment) -> None:
    read = source.parse("def n : Nat := sorry\ntheorem t : n = n := by sorry\n", plain)
    assert [theorem.name for theorem in read.theorems] == ["t"]
    assert len(read.notes) == 1 and "line 1" in read.notes[0]
