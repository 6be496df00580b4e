"""Statements that say nearly the same: recognised by their form, joined only where Lean shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.adding import add_file
from agent.memory import Memory
from lemma_graph.query import Query
from lemma_graph.relatives import Shown, form, general_first
from lemma_graph.retrieval import Retriever
from lemma_graph.store import Store
from prover_bridge import toolchain
from prover_bridge.environment import of_text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("∀ (a b : Nat), a + b = b + a", "∀ (x y : Nat), x + y = y + x"),
        ("∀ (a : Nat), f a = g (g a)", "∀ (a : Nat), g (g a) = f a"),
        ("∀ (a b : Nat), a < b → 0 < a → f a b = 0", "∀ (b a : Nat), 0 < a → a < b → 0 = f a b"),
        ("∀ (a b : Nat), a < b ∧ 0 < a → (f a b ↔ q)", "∀ (a b : Nat), a < b → 0 < a → (q ↔ f a b)"),
        ("∀ (p q : Prop) (h : p ∧ q), r p q", "∀ (p q : Prop), p → q → r p q"),
        ("∀ (a b : Nat), a > b → f a b", "∀ (y x : Nat), x < y → f y x"),
    ],
)
def test_relatives_have_one_form(one: str, other: str) -> None:
    assert form(one) == form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("∀ (a b : Nat), a + b = b + a", "∀ (a b : Int), a + b = b + a"),
        ("∀ (a b : Nat), a + b = b + a", "∀ (a b : Nat), a * b = b * a"),
        ("∀ (a b : Nat), a < b → f a b", "∀ (a b : Nat), b < a → f a b"),
        ("∀ (a b : Nat), p a → q b", "∀ (a b : Nat), p a → q a"),
    ],
)
def test_others_have_another(one: str, other: str) -> None:
    assert form(one) != form(other)


def test_the_general_one_comes_first_and_of_equals_only_one() -> None:
    assert general_first(["a", "b", "c"], [("c", "a")]) == ["c", "a", "b"]
    assert general_first(["a", "b", "c"], [("c", "a"), ("b", "c"), ("x", "a")]) == ["b", "c", "a"]
    assert general_first(["a", "b", "c"], [("c", "a"), ("a", "c")]) == ["a", "b"]
    assert general_first(["a", "b", "c"], [("b", "a"), ("c", "b"), ("a", "c")])  # a circle ends


THEOREMS = """
theorem halves (a b : Nat) (h : a < b) (g : 0 < a) : a - b + (a + 1) = a + 1 := by omega

theorem halves_turned (x y : Nat) (g : 0 < x) (h : x < y) : x + 1 = x - y + (x + 1) := by omega

theorem halves_special (a : Nat) (g : 0 < a) (h : a < a + 7) : a - (a + 7) + (a + 1) = a + 1 := by omega

theorem only_alike (a b : Nat) (h : a < b) (g : 0 < a) : a - b + (b + 1) = b + 1 := by omega
"""


def test_lean_shows_which_gives_which(tmp_path: Path) -> None:
    file = tmp_path / "some.lean"
    file.write_text(THEOREMS)
    chosen = toolchain.embedded()
    where = of_text(chosen, "")
    with Store.open(tmp_path / "memory.db") as store:
        key = {a.name: a.lemma.key for a in add_file(Memory(store), file, chosen) if a.lemma is not None}
        shown = set(Retriever(store, where.content_hash).relate(where))
        assert shown == {
            Shown(key["halves"], key["halves_turned"]),
            Shown(key["halves_turned"], key["halves"]),
            Shown(key["halves"], key["halves_special"]),
            Shown(key["halves_turned"], key["halves_special"]),
        }
        assert not any(key["only_alike"] in (each.general, each.special) for each in shown)
        retriever = Retriever(store, where.content_hash)
        assert list(retriever.relate(where)) == []  # all were looked at
        offered = retriever.premises(Query("n - m + (n + 1) = n + 1", (("n", "Nat"), ("m", "Nat"))), {})
        names = [premise.lemma.name for premise in offered]
        assert len({"halves", "halves_turned"} & set(names)) == 1 and "only_alike" in names
