"""Contradictory hypotheses are found where a small portfolio finds them, and only there."""

from __future__ import annotations

from dataclasses import replace

from prover_bridge import document as documents
from prover_bridge.certify import certify
from prover_bridge.environment import Environment

TEXT = """
namespace A
variable {α : Type}
theorem vacuous (n : Nat) (h : n < 3) (g : 5 < n) : n = 100 := by omega
theorem honest (n : Nat) (h : n < 3) : n < 4 := by omega
theorem irreflexive.{u} (α : Type u) (a : α) (h : a ≠ a) : a = a := rfl
theorem refutation (n : Nat) (h : n < 0) : False := by omega
theorem closed : 1 = 1 := rfl
theorem «a b» (p : Prop) (h : p ∧ ¬p) : 1 = 2 := absurd h.1 h.2
private theorem hidden (h : False) : 1 = 2 := h.elim
theorem open_ (h : 1 = 2) : 1 = 2 := sorry
theorem only_data (n : Nat) (xs : List α) (f : Nat → Nat) : n = n := rfl
theorem any (p : Nat → Prop) (h : ∀ n, p n) (g : ¬p 3) : 1 = 2 := absurd (h 3) g
inductive None_
theorem of_nothing (x : None_) : 1 = 2 := nomatch x
"""


def test_found_not_found_and_not_tried(environment: Environment) -> None:
    verdicts = certify(environment, TEXT, contradictions=True)
    found = {verdict.name.rpartition(".")[2]: verdict.contradiction for verdict in verdicts}
    assert found == {
        "vacuous": "found",
        "honest": "not found",
        "irreflexive": "found",
        "refutation": "not tried",
        "closed": "not tried",
        "«a b»": "found",
        "hidden": "not tried",
        "open_": "not tried",
        "only_data": "not tried",
        "any": "found",
        "of_nothing": "found",
    }
    plain = certify(environment, TEXT)
    assert {verdict.contradiction for verdict in plain} == {"not tried"}
    same = [(verdict.name, verdict.status, verdict.proof_hash) for verdict in plain]
    assert same == [(verdict.name, verdict.status, verdict.proof_hash) for verdict in verdicts]


def test_a_certificate_cannot_hide_a_contradiction(environment: Environment) -> None:
    text = "theorem t (n : Nat) (h : n < 0) : n = 7 := by omega"
    verdicts = certify(environment, text, contradictions=True)
    document = documents.make(environment, text, [replace(verdicts[0], contradiction="not found")], {})
    assert documents.compare(document, verdicts)[0].status == "refused"
    claims_nothing = documents.make(environment, text, [replace(verdicts[0], contradiction="not tried")], {})
    assert documents.compare(claims_nothing, verdicts)[0].status == "certified"
    too_much = [replace(verdicts[0], contradiction="not found")]
    assert documents.compare(documents.make(environment, text, verdicts, {}), too_much)[0].status == "undecided"
