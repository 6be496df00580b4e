"""Statements that say nearly the same: recognised by their form, joined only where Lean shows it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from agent.adding import add_file
from agent.memory import Memory
from agent.proposers.embedded import EmbeddedProposer
from agent.proving import Prover
from agent.run import Limits
from lemma_graph import revocation
from lemma_graph.audit import verify
from lemma_graph.metadata import about
from lemma_graph.policy import Parameters
from lemma_graph.query import Query
from lemma_graph.relatives import Shown, form, general_first
from lemma_graph.retrieval import Retriever
from lemma_graph.store import Store
from prover_bridge import toolchain
from prover_bridge.environment import of_text

from .conftest import ENVIRONMENT, Put


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
        alone = Memory(store, Parameters(relate_calls=0))
        key = {a.name: a.lemma.key for a in add_file(alone, file, chosen) if a.lemma is not None}
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


DEFINED = """def twice (n : Nat) : Nat := n + n

theorem twice_lt (a b : Nat) (h : a < b) (g : 0 < a) : twice a < twice b := by simp only [twice]; omega
"""


def test_lemmas_about_definitions_of_their_file_are_related_where_those_are_the_same(tmp_path: Path) -> None:
    special = (
        "theorem twice_lt_six (a : Nat) (g : 0 < a) (h : a < 6) : twice a < twice 6 := by simp only [twice]; omega"
    )
    (tmp_path / "one.lean").write_text(DEFINED)
    (tmp_path / "two.lean").write_text(f"{DEFINED}\n{special}\n")
    (tmp_path / "other.lean").write_text(f"{DEFINED}\n{special}\n".replace("n + n", "n + (n + 0)"))
    chosen = toolchain.embedded()
    with Store.open(tmp_path / "memory.db") as store:
        for name in ("one", "two", "other"):
            assert all(a.lemma is not None for a in add_file(Memory(store), tmp_path / f"{name}.lean", chosen))
        edges = store.relations()  # found while they were added
        names = {lemma.key: lemma.name for lemma in store.lemmas()}
        assert [(names[a], names[b]) for a, b in edges] == [("twice_lt", "twice_lt_six")] * 2
        assert len({lemma for edge in edges for lemma in edge}) == 4  # each with its own definition


KINDS = """def f (a b : Nat) : Nat := a * a + b
def P (a : Nat) : Prop := a * a < 5
def Q (a b : Nat) : Prop := a * a < b + 5

theorem plain (a b : Nat) (h : P a) (g : P b) : Q a b ∧ Q b a := by
  unfold P at *; unfold Q; constructor <;> omega

theorem joined (b a : Nat) (h : P a ∧ P b) : Q a b ∧ Q b a := plain a b h.1 h.2

theorem iff (a : Nat) : P a ↔ Q a 0 := by simp [P, Q]

theorem iff_turned (c : Nat) : Q c 0 ↔ P c := (iff c).symm

theorem short (a b : Nat) (h : P a) : Q a b := by unfold P at h; unfold Q; omega

theorem case (a : Nat) (h : P a) : Q a 4 := short a 4 h
"""


def test_currying_symmetry_and_cases_of_short_conclusions_are_recognised(tmp_path: Path) -> None:
    (tmp_path / "kinds.lean").write_text(KINDS)
    with Store.open(tmp_path / "memory.db") as store:
        added = list(add_file(Memory(store), tmp_path / "kinds.lean", toolchain.embedded()))
        names = {each.lemma.key: each.name for each in added if each.lemma is not None}
        shown = {(names[general], names[special]) for general, special in store.relations()}
    both = [("plain", "joined"), ("iff", "iff_turned")]
    assert shown == {*both, *((two, one) for one, two in both), ("short", "case")}


MIXED = """def f (a b : Nat) : Nat := a * a + b
def P (a : Nat) : Prop := a * a < 5

theorem apart (a b : Nat) (h : P a) (g : P b) (e : f b a = 0) : f a b = f a (b + f b a) := by rw [e]; rfl

theorem joined_and_turned (y x : Nat) (k : f y x = 0 ∧ P x ∧ P y) : f x (y + f y x) = f x y :=
  (apart x y k.2.1 k.2.2 k.1).symm
"""


def test_regression_currying_and_a_turned_equation_at_once_are_recognised(tmp_path: Path) -> None:
    (tmp_path / "mixed.lean").write_text(MIXED)
    with Store.open(tmp_path / "memory.db") as store:
        list(add_file(Memory(store), tmp_path / "mixed.lean", toolchain.embedded()))
        assert {*store.relations()} >= {(store.get("apart").key, store.get("joined_and_turned").key)}


GENERAL = """theorem sub_add (a b : Nat) (h : a < b) (g : 0 < a) : a - b + (a + 1) = a + 1 := by
  sorry
"""
SPECIAL = """theorem sub_add_turned (x y : Nat) (g : 0 < x) (h : x < y + 3) : x - (y + 3) + (x + 1) = x + 1 := by
  sorry
"""


def test_a_run_finds_the_relatives_of_what_it_keeps(tmp_path: Path) -> None:
    chosen = toolchain.embedded()
    where = of_text(chosen, "")

    def proved(store: Store, text: str, parameters: Parameters) -> int:
        async def run() -> int:
            memory = Memory(store, parameters)
            (tmp_path / "p.lean").write_text(text)
            make = lambda _: [EmbeddedProposer(0)]  # noqa: E731
            async with Prover(chosen, make, memory=memory, limits=Limits(30.0, 100, 0)) as prover:
                report, _ = await prover.prove_file(tmp_path / "p.lean")
                assert [theorem.status for theorem in report.theorems] == ["proved"]
                return report.theorems[0].lean_calls or 0

        return asyncio.run(run())

    calls = {}
    for relate_calls in (0, 1):
        with Store.open(tmp_path / f"memory{relate_calls}.db") as store:
            parameters = Parameters(harvest_calls=0, relate_calls=relate_calls)
            (tmp_path / "g.lean").write_text(GENERAL.replace("sorry", "omega"))
            general = next(add_file(Memory(store), tmp_path / "g.lean", chosen)).lemma
            assert general is not None
            calls[relate_calls] = proved(store, SPECIAL, parameters)
            special = store.get("sub_add_turned")
            shown = store.relations(where.content_hash)
            assert shown == ([(general.key, special.key)] if relate_calls else [])
            if relate_calls:
                assert about(store, special).given_by == ("sub_add",) and about(store, general).gives == (special.name,)
                assert verify(store).findings == ()
                revocation.revoke(store, [general.key], "a test")
                assert store.relations() == [] and verify(store).findings == ()
    assert calls[1] == calls[0] + 1  # one file was compiled for it, and counted


def test_the_general_one_is_offered_first_even_where_no_channel_found_it(store: Store, put: Put) -> None:
    special = put("special", "∀ (a : Nat), f a = g a")
    general = put("general", "∀ (r : Rel) (t : Thing), holds r t")
    query, key = Query("f b = g b", (("b", "Nat"),)), special.key
    retriever = Retriever(store, ENVIRONMENT)
    assert [p.lemma.key for p in retriever.premises(query, {})] == [key]
    store.record_related(ENVIRONMENT, key, [(general.key, key)])
    found = retriever.premises(query, {})
    assert [p.lemma.key for p in found] == [general.key, key] and "it gives special" in found[0].reason
    assert [p.lemma.key for p in retriever.premises(query, {}, exclude={general.key})] == [key]
    store.record_related(ENVIRONMENT, general.key, [(key, general.key)])  # they say the same: the one that was found
    assert [p.lemma.key for p in retriever.premises(query, {})] == [key]
