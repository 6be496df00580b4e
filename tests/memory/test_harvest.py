"""What is harvested of a proof besides the theorem, with real Lean: certified, general, and never trivial."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent import harvesting
from agent.memory import Memory, Place, Proved
from agent.proposers.embedded import EmbeddedProposer
from agent.proving import Prover
from agent.run import Limits
from agent.search.steps import items
from lemma_graph import harvest, library, policy
from lemma_graph.audit import verify
from lemma_graph.model import Lemma
from lemma_graph.naming import name_of
from lemma_graph.policy import Parameters
from lemma_graph.store import Store
from prover_bridge import abstraction, source, toolchain
from prover_bridge import certify as certifying
from prover_bridge.certify import certify
from prover_bridge.outline import outline
from prover_bridge.pool import SessionPool
from prover_bridge.protocol import Goal, Hypothesis, TryLimits


@pytest.fixture(scope="module", autouse=True)
def ended() -> Iterator[None]:
    yield
    certifying.close()


def harvested(
    store: Store, path: Path, text: str, calls: int = 6, parameters: Parameters | None = None
) -> tuple[Lemma, list[Lemma], int]:
    """The last theorem of a text, what is harvested of it, and how many Lean calls that took."""
    path.write_text(text)
    memory, file = Memory(store, parameters), source.read(path, toolchain.embedded())
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

    async def inner() -> list[harvest.InnerGoal]:
        session = SessionPool(file.environment, workers=1)
        try:
            return await harvesting.inner_goals(session, ground, TryLimits(), spend)
        finally:
            await session.close()

    ground = harvesting.Ground(memory, place, lemma)
    return lemma, harvesting.keep_more(ground, asyncio.run(inner()), spend), spent


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
    assert found[0].origin.endswith("with `7` made a variable")
    # The special case is now given by the general one, and is not harvested.
    other = text.replace("size_mirror", "size_mirror_two").replace("size 7", "size 2")
    _, found, _ = harvested(store, tmp_path / "b.lean", other)
    assert found == []


TWIST = """inductive Tree where
  | leaf
  | node (left : Tree) (label : Nat) (right : Tree)

namespace Tree

def twist (k : Nat) : Tree → Nat
  | leaf => k
  | node l n r => twist k r + n + twist k l

end Tree

def turned {α : Type} (l : List α) : List α := l.reverse

"""
# A theorem with its proof, and what is left of it, with the words of its origin.
GENERAL = {
    "a function, and then the type that it takes": (
        """theorem turned_map (l : List Tree) : turned (l.map (Tree.twist 3)) = (turned l).map (Tree.twist 3) := by
  simp only [turned, List.map_reverse]
""",
        "∀ {α : Type} (f : α → Nat) (l : List α), turned (List.map f l) = List.map f (turned l)",
        "with `Tree.twist 3` and `Tree` made variables",
    ),
    "a concrete list, and the type in it": (
        """theorem turned_append (l : List Nat) : turned ([4, 5, 6] ++ l) = turned l ++ turned [4, 5, 6] := by
  simp only [turned, List.reverse_append]
""",
        "∀ {α : Type} (x l : List α), turned (x ++ l) = turned l ++ turned x",
        "with `4 :: 5 :: 6 :: []` and `Nat` made variables",
    ),
    "a concrete type of which the statement needs an instance": (
        """theorem elem_turned (a : Nat) (l : List Nat) (h : a ∈ l) : (turned l).elem a = true := by
  simp only [turned]
  exact List.elem_iff.mpr (List.mem_reverse.mpr h)
""",
        "∀ {α : Type} [inst1 : DecidableEq α] (a : α) (l : List α), a ∈ l → List.elem a (turned l) = Bool.true",
        "with `Nat` made a variable",
    ),
}


@pytest.mark.parametrize("case", GENERAL)
def test_constants_become_variables_where_the_certificate_still_holds(store: Store, tmp_path: Path, case: str) -> None:
    text, statement, how = GENERAL[case]
    lemma, found, spent = harvested(store, tmp_path / "a.lean", TWIST + text, calls=8)
    assert [(each.statement, each.origin.partition(", ")[2]) for each in found] == [(statement, how)]
    assert spent <= 6 and verify(store).findings == ()
    # Its clean text elaborates to its key, and gives the theorem that it comes from.
    assert found[0].reusable and found[0].needs == lemma.needs


def test_a_constant_that_the_proof_looks_into_is_not_even_asked_about(tmp_path: Path) -> None:
    text = TWIST + (
        """def mirror : Tree → Tree
  | .leaf => .leaf
  | .node l n r => .node (mirror r) n (mirror l)

theorem twist_mirror (t : Tree) : (mirror t).twist 5 = t.twist 5 := by
  induction t with
  | leaf => rfl
  | node l n r hl hr => simp only [mirror, Tree.twist, hl, hr]; omega
"""
    )
    path = tmp_path / "a.lean"
    path.write_text(text)
    environment = source.read(path, toolchain.embedded()).environment
    found = abstraction.abstraction(environment, text, "twist_mirror", 1)
    assert found is not None
    parts = [part.text for part in found.parts]
    assert "5" in parts and not {"Tree", "Tree.twist"} & {*parts}


def test_regression_a_part_that_cannot_be_a_variable_does_not_spoil_the_harvest(store: Store, tmp_path: Path) -> None:
    """`Fin 3` has a 3 in its type, and `List Nat` has a `Nat` that `+` needs: neither elaborates as a variable."""
    text = TWIST + (
        """theorem turned_sum (l : List Nat) (i : Fin 3) (m : List Nat) (h : i.val + 2 = 2) (k : m = m) :
    turned (l.map (· + 2)) = (turned l).map (· + (i.val + 2)) := by
  rw [h]
  simp only [turned, List.map_reverse]
"""
    )
    _, found, spent = harvested(store, tmp_path / "a.lean", text, calls=8)
    assert [each.origin.partition(", ")[2] for each in found] == ["with `2` and `Fin.val` and `3` made variables"]
    assert "(f : Fin x → Nat)" in found[0].statement and "k : " not in found[0].statement
    assert spent <= 6 and verify(store).findings == ()


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


PIECES = (
    MIRROR
    + """def size : Tree → Nat
  | leaf => 1
  | node l r => l.size + r.size

theorem mirror_both (t : Tree) : t.mirror.mirror = t ∧ t.mirror.size = t.size := by
  constructor
  · induction t with
    | leaf => rfl
    | node l r hl hr => simp [mirror, hl, hr]
  · induction t with
    | leaf => rfl
    | node a b ha hb =>
      simp only [mirror, size, ha, hb]
      omega
"""
)


def test_goals_that_branches_close_are_kept_where_the_theorem_does_not_give_them(store: Store, tmp_path: Path) -> None:
    lemma, found, spent = harvested(store, tmp_path / "a.lean", PIECES, calls=20)
    assert {each.name: each.statement for each in found} == {
        "Tree.mirror_mirror": "∀ (t : Tree), Tree.mirror (Tree.mirror t) = t",
        "Tree.size_mirror": "∀ (t : Tree), Tree.size (Tree.mirror t) = Tree.size t",
    }
    assert spent <= 8 and all(each.origin.endswith("a goal inside its proof") for each in found)
    assert verify(store).findings == ()
    # What was kept is certified by itself, and can be reused: its text elaborates to its own key.
    file = source.parse(MIRROR, source.read(tmp_path / "a.lean", toolchain.embedded()).environment)
    for each in found:
        assert certify(file.environment, each.source, names=["Lemmasmith.Harvested_0"])[0].status == "certified"
        assert each.needs.keys() <= lemma.needs.keys() and each.reusable


def test_cases_of_the_theorem_itself_cost_no_lean_call() -> None:
    def promises(script: str) -> bool:
        return harvesting.promises(items(script))

    assert not promises("induction t with\n| leaf => rfl\n| node l r hl hr =>\n  simp [hl]\n  omega")
    assert not promises("intro t\ncases t\n· rfl\n· simp\n  omega")
    assert promises("constructor\n· simp\n  omega\n· omega")
    assert promises("rw [h]\ninduction t with\n| leaf => rfl\n| node l r hl hr => simp")
    assert promises("induction t with\n| leaf => rfl\n| node l r hl hr =>\n  have h : 1 = 1 := by\n    rfl\n  simp")


def test_a_run_keeps_the_goals_that_its_own_searches_closed(tmp_path: Path) -> None:
    holes = PIECES[: PIECES.index("  constructor")] + "  constructor\n  · sorry\n  · sorry\n"
    (tmp_path / "a.lean").write_text(holes)

    async def run(memory: Memory) -> tuple[str | None, int]:
        make = lambda _: [EmbeddedProposer(0)]  # noqa: E731
        async with Prover(toolchain.embedded(), make, memory=memory, limits=Limits(60.0, 200, 0)) as prover:
            report, _ = await prover.prove_file(tmp_path / "a.lean")
            return report.theorems[0].proof, report.theorems[0].lean_calls or 0

    calls = {}
    for most in (0, 6):
        with Store.open(tmp_path / f"memory{most}.db") as opened:
            proof, calls[most] = asyncio.run(run(Memory(opened, Parameters(harvest_calls=most, relate_calls=0))))
            assert proof is not None
            statements = {lemma.statement for lemma in opened.lemmas()} - {opened.get("Tree.mirror_both").statement}
            assert verify(opened).findings == ()
        pieces = {
            "∀ (t : Tree), Tree.mirror (Tree.mirror t) = t",
            "∀ (t : Tree), Tree.size (Tree.mirror t) = Tree.size t",
        }
        assert statements == (pieces if most else set())
    assert 0 < calls[6] - calls[0] <= 6  # counted, and within what the settings allow


def test_what_promises_too_little_costs_no_lean_call(store: Store, tmp_path: Path) -> None:
    few, many = policy.promise(2, 200, Parameters()), policy.promise(7, 200, Parameters())
    assert many < Parameters().harvest_least < few
    text = (
        MIRROR
        + """theorem mirror_mirror (t : Tree) (n : Nat) : t.mirror.mirror = t := by
  induction t with
  | leaf => rfl
  | node l r hl hr => simp [mirror, hl, hr]
"""
    )
    _, found, spent = harvested(store, tmp_path / "a.lean", text, parameters=Parameters(prior_uses=0.01))
    assert found == [] and spent <= 2  # what the search for inner goals took
    _, found, spent = harvested(store, tmp_path / "a.lean", text)
    assert len(found) == 1


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
    found = list(harvest.candidates(text, ["k"]))
    assert [candidate.how for candidate in found] == ["without what its proof never used"]
    assert found[0].signature == "{a b : Nat} (h : a < b) (m : b < 12) : a < 12" and harvest.binders(text) == 5
    assert found[0].hypotheses == 2
    assert "exact Lemmasmith.L_y .." in found[0].test("Lemmasmith.Test", ["Lemmasmith.L_y"])


def test_a_printed_goal_is_stated_with_names_that_can_be_written() -> None:
    goal = Goal(
        (
            Hypothesis("α", "Type u_1"),
            Hypothesis("inst✝", "DecidableEq α"),
            Hypothesis("x", "α"),
            Hypothesis("x✝", "α"),
            Hypothesis("h", "x = x✝"),
        ),
        "x✝ =\n  x",
    )
    text = "theorem Lemmasmith.L_x : True := by\n  trivial"
    [found] = harvest.candidates(text, [], [harvest.InnerGoal(goal, "exact h.symm")])
    assert found.declared("t") == (
        "theorem _root_.t.{u_1} {α : Type u_1} [DecidableEq α] (x x_1 : α) (h : x = x_1) : x_1 = x"
        " := by\n  exact h.symm"
    )
    local = Goal((Hypothesis("n", "Nat", "3"),), "n = n")  # what stands for a value is no variable
    assert list(harvest.candidates(text, [], [harvest.InnerGoal(local, "exact rfl")])) == []


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
