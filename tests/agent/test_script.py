"""Scripts are written as a tree, and say which premises they use."""

from __future__ import annotations

from agent.script import Step, premises_in, render


def test_arms_are_filled_in_place() -> None:
    steps = [
        Step("induction n with\n| zero => ?_\n| succ n ih => ?_", 1, 2),
        Step("rfl", 2, 1),
        Step("simp [add]", 1, 1),
        Step("rw [ih]", 1, 0),
    ]
    assert render(steps) == "induction n with\n| zero => rfl\n| succ n ih =>\n  simp [add]\n  rw [ih]"


def test_bullets_are_nested() -> None:
    steps = [Step("constructor", 1, 2), Step("constructor", 2, 3), *(Step("rfl", n, n - 1) for n in (3, 2, 1))]
    assert render(steps) == "constructor\n· constructor\n  · rfl\n  · rfl\n· rfl"


def test_a_tactic_that_closes_goals_of_others_is_left_in_line() -> None:
    steps = [Step("refine ⟨_, ?_⟩", 1, 2), Step("exact h", 2, 0)]
    assert render(steps) == "refine ⟨_, ?_⟩\nexact h"


def test_premises_are_found_whole_and_in_order() -> None:
    names = ["N.add_comm", "N.add", "N.zero_add", "L_1"]
    assert premises_in("rw [N.zero_add, ← N.add_comm a]\nexact (L_1 b).symm", names) == (
        "N.zero_add", "N.add_comm", "L_1",
    )  # fmt: skip
    assert premises_in("exact N.add_comm.symm", names) == ("N.add_comm",)
    assert premises_in("exact N.add_commutes", names) == ()
