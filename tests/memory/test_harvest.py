"""What is harvested of a proof besides the theorem, with real Lean: certified, general, and never trivial."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.memory import Memory, Place, Proved
from lemma_graph import harvest, library
from lemma_graph.audit import verify
from lemma_graph.model import Lemma
from lemma_graph.naming import name_of
from lemma_graph.store import Store
from prover_bridge import certify as certifying
from prover_bridge import source, toolchain
from prover_bridge.certify import certify
from prover_bridge.outline import outline


@pytest.fixture(scope="module", autouse=True)
def ended() -> Iterator[None]:
    yield
    certifying.close()


def harvested(store: Store, path: Path, text: str, calls: int = 6) -> tuple[Lemma, list[Lemma], int]:
    """The last theorem of a text, what is harvested of it, and how many files were compiled for that."""
    path.write_text(text)
    memory, file = Memory(store), source.read(path, toolchain.embedded())
    theorem = file.theorems[-1]
    verdict = certify(file.environment, text, names=[theorem.name])[0]
    assert verdict.statement is not None
    place = Place(file, theorem, verdict.statement, outline(file.environment, text).contents)
    proved = Proved(text, text[theorem.start : theorem.end], "…")
    lemma = memory.keep(place, proved, verdict, trivial=False, origin="file.lean: it")
    assert lemma is not None and lemma.reusable
    spent = 0

    def spend() -> bool:
        nonlocal spent
        spent += spent < calls
        return spent < calls

    return lemma, memory.harvest(place, lemma, spend), spent


MIRROR = """inductive Tree where
  | leaf
  | node (left right : Tree)

namespace Tree

def mirror : Tree → Tree
  | leaf => leaf
  | node l r => node r.mirror l.mirror

"""


def test_a_hypothesis_that_the_proof_never_used_is_dropped(store: Store, tmp_path: Path) -> None:
    text = (
        MIRROR
        + """theorem mirror_mirror (t s : Tree) (h : s = s.mirror) (n : Nat) : t.mirror.mirror = t := by
  induction t with
  | leaf => rfl
  | node l r hl hr => simp [mirror, hl, hr]
"""
    )
    lemma, found, _ = harvested(store, tmp_path / "a.lean", text)
    assert [each.statement for each in found] == ["∀ (t : Tree), Tree.mirror (Tree.mirror t) = t"]
    assert found[0].name == "Tree.mirror_mirror'" and found[0].origin.endswith("without what its proof never used")
    assert found[0].needs == lemma.needs
    assert verify(store).findings == ()
    # It can be used where the definitions are.
    use = f"{MIRROR}theorem twice (t : Tree) : t.mirror.mirror = t := {found[0].stable_name} t\n"
    file = source.parse(MIRROR, source.read(tmp_path / "a.lean", toolchain.embedded()).environment)
    definitions = library.definitions(file, outline(file.environment, MIRROR).contents, len(MIRROR))
    finished = library.finished_text(store, use, file.environment.content_hash, definitions)
    assert certify(file.environment, finished.text, names=["Tree.twice"])[0].status == "certified"


def test_a_number_becomes_a_variable_where_the_proof_allows_it(store: Store, tmp_path: Path) -> None:
    text = (
        MIRROR
        + """def size (k : Nat) : Tree → Nat
  | leaf => k
  | node l r => size k l + size k r + k

theorem size_mirror (t : Tree) : size 7 t.mirror = size 7 t := by
  induction t with
  | leaf => rfl
  | node l r hl hr => simp [mirror, size, hl, hr, Nat.add_comm]
"""
    )
    _, found, _ = harvested(store, tmp_path / "a.lean", text)
    assert [each.statement for each in found] == ["∀ (n : Nat) (t : Tree), Tree.size n (Tree.mirror t) = Tree.size n t"]
    # The special case is now given by the general one, and is not harvested.
    other = text.replace("size_mirror", "size_mirror_two").replace("size 7", "size 2")
    _, found, _ = harvested(store, tmp_path / "b.lean", other)
    assert found == []


def test_a_goal_that_is_closed_on_the_way_is_kept(store: Store, tmp_path: Path) -> None:
    text = (
        MIRROR
        + """theorem mirror_four (t s : Tree) (e : s = t) : t.mirror.mirror.mirror.mirror = s := by
  have h : ∀ u : Tree, u.mirror.mirror = u := by
    intro u
    induction u with
    | leaf => rfl
    | node l r hl hr => simp [mirror, hl, hr]
  rw [h, h, e]
"""
    )
    _, found, _ = harvested(store, tmp_path / "a.lean", text)
    assert "∀ (u : Tree), Tree.mirror (Tree.mirror u) = u" in [each.statement for each in found]


def test_what_a_cheap_tactic_closes_is_refused(store: Store, tmp_path: Path) -> None:
    text = "theorem t (a b c : Nat) (h : a < b) : a + c < b + c ∨ c = 37 := by\n"
    text += "  exact Or.inl (Nat.add_lt_add_right h c)\n"
    _, found, spent = harvested(store, tmp_path / "a.lean", text)
    assert found == [] and spent >= 1


def test_the_harvest_ends_with_its_budget(store: Store, tmp_path: Path) -> None:
    text = (
        MIRROR
        + """theorem mirror_mirror (t : Tree) (n : Nat) : t.mirror.mirror = t := by
  induction t with
  | leaf => rfl
  | node l r hl hr => simp [mirror, hl, hr]
"""
    )
    _, found, spent = harvested(store, tmp_path / "a.lean", text, calls=1)
    assert (found, spent) == ([], 1)


def test_candidates_are_read_from_the_text() -> None:
    text = "theorem Lemmasmith.L_x {a b : Nat} (h k : a < b) (m : b < 12) : a < 12 := by\n  exact Nat.lt_trans h m"
    found = list(harvest.candidates(text, ["k"], ["Lemmasmith.L_y"]))
    assert [candidate.how for candidate in found] == ["without what its proof never used", "with 12 made a variable"]
    assert "{a b : Nat} (h : a < b) (m : b < 12) : a < 12 :=" in found[0].text
    assert "(n : Nat) {a b : Nat} (h : a < b) (m : b < n) : a < n :=" in found[1].text
    assert "exact Lemmasmith.L_y .." in found[0].test


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("∀ (a b c : Nat), a * (b + c) = a * b + a * c", "mul_add"),
        ("∀ (a b : Nat), a + b = b + a", "add_comm"),
        ("∀ (n : Nat), n + 0 = n", "add_zero"),
        ("∀ (a b : Nat), a < b → a ≤ b", "le_of_lt"),
        ("∀ (xs : List Nat), xs.reverse.reverse = xs", "reverse_reverse"),
        ("∀ (a b c : Nat), a + b + c = a + (b + c)", "add_assoc"),
        ("∀ (a b : Nat), a ∣ b ↔ b % a = 0", "dvd_iff_mod_eq_zero"),
        ("∀ (p : Prop), p", "harvested"),
    ],
)
def test_names_follow_the_conclusion(statement: str, name: str) -> None:
    assert name_of(statement) == name
    assert name_of(statement, {name}) == f"{name}'"
    assert name_of(statement, {name, f"{name}'"}) == f"{name}_2"
    assert name_of(statement, namespace="Unary") == f"Unary.{name}"
