"""Honest files pass, and a verdict says what a user wants to know."""

from __future__ import annotations

import pytest

from prover_bridge import certify as certifying
from prover_bridge.certificate import Verdict
from prover_bridge.certify import CHECKS, certify, statements
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.sandbox import Limits

TREES = """
inductive Tree (α : Type) | leaf | node (l : Tree α) (x : α) (r : Tree α)

def Tree.mirror {α : Type} : Tree α → Tree α
  | .leaf => .leaf
  | .node l x r => .node r.mirror x l.mirror

theorem Tree.mirror_mirror {α : Type} (t : Tree α) : t.mirror.mirror = t := by
  induction t with
  | leaf => rfl
  | node l x r ihl ihr => simp [Tree.mirror, ihl, ihr]

theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩
theorem excluded (p : Prop) : p ∨ ¬p := Classical.em p
theorem later (p q : Prop) (h : p ∧ q) : q := (swap p q h).1
"""


@pytest.fixture(scope="module")
def trees(environment: Environment) -> dict[str, Verdict]:
    return {verdict.name: verdict for verdict in certify(environment, TREES)}


def test_all_theorems_of_a_file_are_certified_in_its_order(trees: dict[str, Verdict]) -> None:
    assert list(trees) == ["Tree.mirror_mirror", "swap", "excluded", "later"]
    assert {verdict.status for verdict in trees.values()} == {"certified"}
    for verdict in trees.values():
        assert tuple(check.name for check in verdict.checks) == CHECKS
        assert all(check.passed for check in verdict.checks)
        assert verdict.reason is None and verdict.proof_hash is not None


def test_axioms_are_named(trees: dict[str, Verdict]) -> None:
    assert trees["swap"].axioms == ()
    assert set(trees["excluded"].axioms) == {"propext", "Quot.sound", "Classical.choice"}


def test_uses_name_what_the_proof_mentions(trees: dict[str, Verdict]) -> None:
    uses = {use.name: use for use in trees["later"].uses}
    swap = trees["swap"].statement
    assert swap is not None
    assert uses["swap"].statement_key == swap.key and uses["swap"].module is None
    assert uses["And"].statement_key is None and uses["And"].module is not None
    excluded = {use.name: use for use in trees["excluded"].uses}
    assert excluded["Classical.em"].statement_key == trees["excluded"].statement.key  # type: ignore[union-attr]


def test_uses_look_through_what_the_compiler_made(environment: Environment) -> None:
    text = """
theorem helper (n : Nat) : 0 + n = n := Nat.zero_add n
structure Same (n : Nat) where
  value : Nat
  proof : value = n
theorem made (n : Nat) : (match n with | 0 => 0 + n | k + 1 => 0 + (k + 1)) = n := by
  cases n with
  | zero => rfl
  | succ k => exact helper (k + 1)
"""
    verdict = certify(environment, text, names=["made"])[0]
    assert verdict.status == "certified", verdict.reason
    assert "helper" in {use.name for use in verdict.uses}
    assert not any(".match_" in use.name for use in verdict.uses)


def test_a_statement_lists_the_definitions_it_stands_on(trees: dict[str, Verdict]) -> None:
    statement = trees["Tree.mirror_mirror"].statement
    assert statement is not None
    assert {"Tree", "Tree.mirror"} <= set(statement.local_constants)
    assert set(statement.constants) == {"Eq", "Tree", "Tree.mirror"}
    assert statement.text == "∀ {α : Type} (t : Tree α), Tree.mirror (Tree.mirror t) = t"
    assert trees["swap"].statement.local_constants == ()  # type: ignore[union-attr]


def test_statements_without_proofs(environment: Environment) -> None:
    found = statements(environment, "theorem a : 1 + 1 = 3 := sorry\ntheorem b (n : Nat) : n = n := sorry\n")
    assert [(each.name, each.text) for each in found] == [("a", "1 + 1 = 3"), ("b", "∀ (n : Nat), n = n")]


def test_a_finished_proof_is_checked_against_its_stub(environment: Environment) -> None:
    stub = TREES.replace("⟨h.2, h.1⟩", "by sorry").replace("Classical.em p", "sorry")
    verdicts = certify(environment, TREES, stub=stub)
    assert [verdict.status for verdict in verdicts] == ["certified"] * 4
    verdicts = certify(environment, stub)
    assert [verdict.status for verdict in verdicts] == ["certified", "refused", "refused", "refused"]


def test_namespaces_variables_sections_and_private_names(environment: Environment) -> None:
    text = """
namespace A
variable {α : Type} (xs : List α)
private def twice (n : Nat) : Nat := n + n
private theorem twice_zero : twice 0 = 0 := rfl
section
theorem B.self : xs = xs := rfl
end
end A
theorem last : A.B.self [1] = rfl := rfl
"""
    verdicts = certify(environment, text)
    assert [verdict.status for verdict in verdicts] == ["certified"] * 3, [v.reason for v in verdicts]
    assert verdicts[1].name == "A.B.self"


def test_structures_classes_recursion_and_quotients(environment: Environment) -> None:
    text = """
structure Pair (α β : Type u) where
  left : α
  right : β
class Magma (α : Type u) where
  op : α → α → α
  comm : ∀ a b, op a b = op b a
theorem Magma.flip {α : Type u} [Magma α] (a b : α) : Magma.op a b = Magma.op b a := Magma.comm a b
mutual
inductive Even : Nat → Prop
  | zero : Even 0
  | step : Odd n → Even (n + 1)
inductive Odd : Nat → Prop
  | step : Even n → Odd (n + 1)
end
theorem two : Even 2 := .step (.step .zero)
inductive Rose (α : Type) | node (x : α) (children : List (Rose α))
theorem Rose.inj' {α : Type} (x y : α) (h : Rose.node x [] = Rose.node y []) : x = y := by
  injection h
theorem eta (p : Pair Nat Nat) : Pair.mk p.left p.right = p := rfl
theorem quotient {α : Type} (r : α → α → Prop) (a b : α) (h : r a b) : Quot.mk r a = Quot.mk r b := Quot.sound h
"""
    for verdict in certify(environment, text):
        assert verdict.status == "certified", (verdict.name, verdict.reason)


def test_large_numbers_and_strings(environment: Environment) -> None:
    text = """
theorem big : 123456789012345678901234567890 * 2 = 246913578024691357802469135780 := by decide
theorem power : 2 ^ 200 = 1606938044258990275541962092341162602522202993782792835301376 := by decide
theorem text : "αβ\\n" = "αβ\\n" := rfl
"""
    for verdict in certify(environment, text):
        assert verdict.status == "certified", (verdict.name, verdict.reason)


def test_a_deep_proof(environment: Environment) -> None:
    steps = "\n".join(f"  have h{i + 1} : n = n := Eq.trans h{i} h{i}" for i in range(400))
    text = f"theorem deep (n : Nat) : n = n := by\n  have h0 : n = n := rfl\n{steps}\n  exact h400\n"
    assert certify(environment, text)[0].status == "certified"


def test_a_file_that_does_not_compile_is_refused_with_the_first_error(environment: Environment) -> None:
    verdicts = certify(environment, "theorem a : True := trivial\ntheorem b : 1 = 2 := rfl\n", names=["a", "b"])
    assert [verdict.status for verdict in verdicts] == ["refused", "refused"]
    assert verdicts[0].reason is not None and verdicts[0].reason.startswith("compiled: file.lean:2:")


def test_a_stub_that_does_not_compile_is_the_users_error(environment: Environment) -> None:
    with pytest.raises(UserError, match=r"stub of x\.lean"):
        certify(environment, "theorem a : True := trivial", stub="theorem a : := sorry", file_name="x.lean")


def test_time_is_undecided_not_refused(environment: Environment) -> None:
    text = "set_option maxHeartbeats 0\nset_option maxRecDepth 10000000\n" + (
        "def count : Nat → Nat → Nat\n  | 0, a => a\n  | n + 1, a => count n (count n (a + 1))\n"
        "theorem slow : count 60 0 = 0 := by decide\n"
    )
    verdict = certify(environment, text, names=["slow"], limits=Limits(seconds=2))[0]
    assert verdict.status == "undecided", verdict.reason
    assert verdict.reason is not None and "timeout" in verdict.reason


def test_a_kernel_process_that_dies_costs_one_theorem(environment: Environment) -> None:
    with certifying.checker_for(environment, certifying.DEFAULT_LIMITS) as checker:
        assert checker.replayer is not None and checker.replayer._process is not None
        checker.replayer._process.kill()
        checker.replayer._process.wait()
    assert certify(environment, "theorem a : True := trivial")[0].status == "certified"
