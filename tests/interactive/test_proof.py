"""A proof by hand: tactics, the tree of steps, the script that comes out, the certificate."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from agent.interactive.proof import ProofInHand
from prover_bridge import toolchain
from prover_bridge.environment import of_text
from prover_bridge.errors import UserError
from prover_bridge.outline import outline
from prover_bridge.protocol import Outcome
from tests.interactive.conftest import OpenProof

THREE = "theorem three (a b : Nat) (h : a = b) : a + 0 = b ∧ b = a ∧ ∃ x, x = a := by\n  sorry\n"
AND = "theorem both (p q : Prop) (hp : p) (hq : q) : p ∧ q := by\n  sorry\n"
TRANS = "theorem far (a b c : Nat) (h : a ≤ b) (k : b ≤ c) : a ≤ c := by\n  sorry\n"


async def do(proof: ProofInHand, *tactics: str) -> None:
    for tactic in tactics:
        tried = await proof.apply(tactic)
        assert tried.worked, (tactic, tried.message)


def targets(proof: ProofInHand) -> list[str]:
    return [goal.target for goal in proof.goals]


def test_a_proof_by_hand_is_certified_and_written_tidily(open_proof: OpenProof, file: Path) -> None:
    async def work() -> None:
        async with open_proof(THREE) as proof:
            await do(proof, "refine ⟨?_, ?_, ?_⟩")
            assert targets(proof) == ["a + 0 = b", "b = a", "∃ x, x = a"]
            proof.focus(1)
            await do(proof, "exact h.symm")
            assert targets(proof) == ["a + 0 = b", "∃ x, x = a"]
            assert proof.script == "refine ⟨?_, ?_, ?_⟩\n· sorry\n· exact h.symm\n· sorry"
            await do(proof, "exact ⟨a, rfl⟩", "simp\nexact h")
            assert proof.finished
            report = await proof.certify()
            assert report.status == "proved" and report.axioms is not None
            copied = (await proof.write()).copy
        assert copied.read_text() == THREE
        assert file.read_text() == THREE.replace(
            "  sorry", "  refine ⟨?_, ?_, ?_⟩\n  · simp\n    exact h\n  · exact h.symm\n  · exact ⟨a, rfl⟩"
        )

    asyncio.run(work())


def test_what_does_not_work_changes_nothing_and_says_why(open_proof: OpenProof) -> None:
    async def work() -> None:
        async with open_proof(AND) as proof:
            for tactic, word in [("exact hq", "mismatch"), ("nonsense", "unknown"), ("sorry", "proves nothing")]:
                tried = await proof.apply(tactic)
                assert tried.outcome is Outcome.ERROR and tried.step is None
                assert tried.message is not None and word in tried.message
            assert proof.cursor is proof.root and targets(proof) == ["p ∧ q"]
            with pytest.raises(UserError, match="one open goal"):
                await proof.certify()

    asyncio.run(work())


def test_steps_are_a_tree_to_go_back_and_forth_in(open_proof: OpenProof) -> None:
    async def work() -> None:
        async with open_proof(AND) as proof:
            await do(proof, "constructor", "exact hp")
            first = proof.cursor
            proof.undo()
            assert targets(proof) == ["p", "q"]
            proof.undo()
            await do(proof, "refine ⟨?_, hq⟩")
            assert [step.tactic for step in proof.root.children] == ["constructor", "refine ⟨?_, hq⟩"]
            proof.go_to(first.id)
            assert targets(proof) == ["q"]
            proof.undo()
            assert proof.redo() is first
            proof.go_to(0)
            assert proof.redo(1).tactic == "refine ⟨?_, hq⟩"
            await do(proof, "exact hp")
            assert proof.script == "refine ⟨?_, hq⟩\nexact hp" and proof.finished
            with pytest.raises(UserError, match="nothing to redo"):
                proof.redo()
            proof.go_to(0)
            with pytest.raises(UserError, match="nothing to undo"):
                proof.undo()
            with pytest.raises(UserError, match="no goal 1"):
                proof.focus(1)
            # The same tactic at the same place is the same step.
            steps = len(list(proof.root.walk()))
            await do(proof, "constructor")
            assert len(list(proof.root.walk())) == steps

    asyncio.run(work())


def test_goals_that_share_a_metavariable_are_written_in_the_order_of_the_work(open_proof: OpenProof) -> None:
    async def work() -> None:
        async with open_proof(TRANS) as proof:
            await do(proof, "apply Nat.le_trans")
            assert len(proof.goals) == 3  # the middle is a goal of its own
            proof.focus(1)
            await do(proof, "exact k", "exact h")
            assert proof.finished and "case" in proof.script
            assert (await proof.certify()).status == "proved"
            proof.go_to(1)
            proof.focus(0)
            await do(proof, "exact h", "exact k")
            assert proof.script == "apply Nat.le_trans\n· exact h\n· exact k"
            assert (await proof.certify()).status == "proved"

    asyncio.run(work())


def test_a_metavariable_worked_on_in_turns_still_gives_a_script_that_holds(open_proof: OpenProof) -> None:
    text = "theorem some : ∃ x : Nat, (x = x ∧ True) ∧ x = 3 := by\n  sorry\n"

    async def work() -> None:
        async with open_proof(text) as proof:
            await do(proof, "refine ⟨?_, ?_, ?_⟩")
            proof.focus(1)
            await do(proof, "constructor")
            proof.focus(3)
            await do(proof, "rfl")
            while not proof.finished:
                await do(proof, "simp")
            report = await proof.certify()
            assert report.status == "proved", (report.reason, proof.script)

    asyncio.run(work())


def test_a_lemma_on_the_way_is_written_as_a_block_of_its_own(open_proof: OpenProof) -> None:
    async def work() -> None:
        async with open_proof(AND) as proof:
            await do(proof, "have k : q ∧ p := ?_")
            lemma = targets(proof).index("q ∧ p")
            proof.focus(lemma)
            await do(proof, "exact ⟨hq, hp⟩", "exact ⟨k.2, k.1⟩")
            assert proof.script == "have k : q ∧ p := by\n  exact ⟨hq, hp⟩\nexact ⟨k.2, k.1⟩"
            assert (await proof.certify()).status == "proved"

    asyncio.run(work())


def test_all_holes_of_a_theorem_are_goals_of_one_proof(open_proof: OpenProof, file: Path) -> None:
    text = "theorem both (p q : Prop) (hp : p) (hq : q) : p ∧ q := by\n  constructor\n  · sorry\n  · sorry\n"

    async def work() -> None:
        async with open_proof(text) as proof:
            assert targets(proof) == ["p", "q"]
            proof.focus(1)
            await do(proof, "exact hq")
            assert targets(proof) == ["p"] and proof.script == text.replace(
                "· sorry\n", "· exact hq\n"
            ).strip().replace("· exact hq\n", "· sorry\n", 1)
            await do(proof, "exact hp")
            assert (await proof.certify()).status == "proved"
            await proof.write()
        assert file.read_text() == text.replace("sorry", "exact hp", 1).replace("sorry", "exact hq")

    asyncio.run(work())


def test_tried_tactics_do_not_move_the_proof(open_proof: OpenProof) -> None:
    async def work() -> None:
        async with open_proof(AND) as proof:
            await do(proof, "constructor")
            tried = await proof.attempt(["exact hp", "exact hq", "skip"])
            assert [each.worked for each in tried] == [True, False, True]
            assert tried[0].closes and not tried[2].closes and tried[2].opened[0].target == "p"
            assert targets(proof) == ["p", "q"]

    asyncio.run(work())


@pytest.mark.parametrize(
    ("text", "theorem", "words"),
    [
        ("theorem done : True := by\n  trivial\n", None, "nothing to prove"),
        ("theorem done : True := by\n  trivial\n", "done", "no `sorry`"),
        (AND, "other", "There is no theorem other"),
        ("theorem broken : Nope := by\n  sorry\n", None, "not a proposition"),
        ("example : True := by\n  sorry\n", "_example_1", "no name"),
    ],
)
def test_what_cannot_be_opened_is_said_in_a_sentence(
    open_proof: OpenProof, text: str, theorem: str | None, words: str
) -> None:
    async def work() -> None:
        with pytest.raises(UserError, match=words):
            async with open_proof(text, theorem):
                pass

    asyncio.run(work())


def test_all_goals_and_any_goals_mean_every_open_goal(open_proof: OpenProof) -> None:
    async def work() -> None:
        async with open_proof(THREE) as proof:
            await do(proof, "refine ⟨?_, ?_, ?_⟩")
            begin = proof.cursor
            proof.focus(1)
            tried = await proof.apply("all_goals exact h.symm")
            assert not tried.worked and tried.message is not None and "on goal 1 of 3" in tried.message
            assert proof.cursor is begin and begin.focus == 1
            tried = await proof.apply("any_goals exact h.symm")
            assert tried.worked and targets(proof) == ["a + 0 = b", "∃ x, x = a"]
            assert (await proof.apply("all_goals\n  simp_all")).worked and proof.finished
            assert proof.script == "refine ⟨?_, ?_, ?_⟩\n· simp_all\n· exact h.symm\n· simp_all"
            assert (await proof.certify()).status == "proved"

    asyncio.run(work())


@pytest.mark.parametrize(
    "steps",
    [
        # Tags of goals inside of `have … := by` are shorter than they were when they were opened.
        [("have z : 1 = 1 := ?_", 0), ("apply Eq.trans", 1), ("rfl", 2)],
        # A goal that was begun, and then closed by what was done on another one.
        [("refine ⟨?_, ?_⟩", 0), ("apply Nat.le_trans", 0), ("show _", 2), ("exact k", 1), ("exact h", 0)],
        # Goals with a metavariable in common stay in the order of the work, even where no step shows it.
        [("refine ⟨?_, ?_⟩", 0), ("apply Eq.trans", 1), ("refine ?_\nskip", 3), ("symm", 2)],
    ],
)
def test_a_script_that_is_not_finished_compiles(open_proof: OpenProof, steps: list[tuple[str, int]]) -> None:
    text = "theorem mixed (a b c : Nat) (h : a ≤ b) (k : b ≤ c) : a ≤ c ∧ 1 = 1 := by\n  sorry\n"

    async def work() -> None:
        async with open_proof(text) as proof:
            for tactic, goal in steps:
                proof.focus(goal)
                await do(proof, tactic)
            await proof.write()
            written = proof.file.read_text()
            environment = of_text(toolchain.embedded(), written, proof.file)
            assert [each.name for each in outline(environment, written).statements] == ["mixed"], proof.script

    asyncio.run(work())
