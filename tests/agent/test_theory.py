"""What is read out of a file's text: types, functions, laws."""

from __future__ import annotations

from agent.proposers import Constructor
from agent.proposers.theory import merge, scan

TEXT = """
/-- Trees. def wrong : Nat := 0 -/
inductive Tree (α : Type) where
  | leaf
  | node (left : Tree α) (label : α) (right : Tree α)
namespace Tree
def map (f : α → β) : Tree α → Tree β
  | leaf => leaf
  | node l x r => node (map f l) (f x) (map f r)
def size (t : Tree α) : Nat := match t with
  | leaf => 0
  | node l _ r => size l + 1 + size r
instance : Add (Tree Nat) := ⟨plus⟩
inductive Small : Tree α → Prop
  | leaf : Small leaf
theorem map_leaf (f : α → β) {x : α} (h : x = x) : map f leaf = leaf := rfl
theorem open_one : 1 = 2 := by sorry
@[simp] theorem size_leaf : size (leaf : Tree α) = 0 := rfl
end Tree
structure Monoid' (M : Type) where
  mul : M → M → M
  one : M
  mul_one : ∀ a, mul a one = a
infixl:65 " ⊕ " => Monoid'.mul
inductive Short | a : Short | b : Nat → Short → Short
"""


def test_types_functions_and_laws() -> None:
    theory = scan(TEXT)
    assert theory.inductives["Tree"] == (
        Constructor("leaf", 0),
        Constructor("node", 3, (0, 2), ("left", "label", "right")),
    )
    assert theory.inductives["Short"] == (Constructor("a", 0), Constructor("b", 2, (1,), ("", "")))
    by_name = {d.name: d for d in theory.definitions}
    assert set(by_name) == {"Tree.map", "Tree.size"}
    assert by_name["Tree.map"].recursive_on == (1,) and by_name["Tree.map"].receiver == 1
    assert by_name["Tree.size"].recursive_on == (0,) and by_name["Tree.size"].result == "Nat"
    assert theory.predicates == {"Tree.Small"}
    laws = {law.name: law for law in theory.laws}
    assert set(laws) == {"Tree.map_leaf", "Tree.size_leaf", "Monoid'.mul_one", "Tree.Small.leaf"}
    assert laws["Tree.size_leaf"].simp and not laws["Tree.map_leaf"].simp
    assert laws["Tree.map_leaf"].statement == "∀ (f : α → β) {x : α} (h : x = x), map f leaf = leaf"
    assert laws["Monoid'.mul_one"].statement == "∀ a, Monoid'.mul a Monoid'.one = a"
    assert [(o.symbol, o.function) for o in theory.operators] == [("⊕", "Monoid'.mul")]


def test_theories_are_merged_by_name() -> None:
    one, two = scan("def f : Nat := 0"), scan("def f : Nat → Nat\n  | 0 => 0\n  | n + 1 => f n")
    assert [d.recursive for d in merge(one, two).definitions] == [True]


def test_no_text_is_an_error() -> None:
    for text in ("inductive", "def", "theorem x", "structure S where\n  (", "instance :", "infixl", "end end"):
        scan(text)
        scan(text + " A | ")
