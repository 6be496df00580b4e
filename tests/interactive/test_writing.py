"""What is written into the file: readable names for stored lemmas, and a text that compiles, finished or not."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from lemma_graph.store import Store
from prover_bridge import toolchain
from prover_bridge.certify import certify
from prover_bridge.environment import of_text
from prover_bridge.outline import outline
from tests.interactive.conftest import OpenProof

from .test_help import PAIR, THEORY, ZERO

INTERNAL = "Lemmasmith.L_"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "memory.db") as store:
        yield store


async def keep_zero_add(open_proof: OpenProof, store: Store) -> None:
    async with open_proof(THEORY + ZERO, store=store) as proof:
        await proof.apply("induction a with\n| zero => rfl\n| succ a ih => simp [U.add, ih]")
        assert (await proof.accept()).status == "proved"


def test_stored_lemmas_were_shown_and_written_under_internal_names(open_proof: OpenProof, store: Store) -> None:
    """Regression: suggestions, scripts and finished files said `Lemmasmith.L_…` where the lemma has a name."""

    async def work() -> None:
        await keep_zero_add(open_proof, store)
        async with open_proof(THEORY + PAIR, store=store) as proof:
            await proof.apply("constructor")
            found = await proof.suggestions()
            assert not [each.tactic for each in found if INTERNAL in each.tactic]
            [own, *_] = [each for each in found if "U.zero_add" in each.tactic]
            assert own.origin.startswith("memory: U.zero_add")
            assert [lemma.write for lemma in await proof.lemmas("zero add") if lemma.key] == ["U.zero_add"]
            tried = await proof.apply("exact U.zero_add a b c")
            assert not tried.worked and tried.message is not None and INTERNAL not in tried.message
            tries = await proof.attempt(["exact (U.zero_add a).trans h", own.tactic])
            assert all(each.worked for each in tries)
            assert (await proof.apply("exact (U.zero_add a).trans h")).worked
            assert (await proof.apply("rfl")).worked
            assert proof.script == "constructor\n· exact (U.zero_add a).trans h\n· rfl"
        async with open_proof(store=store, resume=True) as proof:  # the journal means the same
            assert proof.finished and (await proof.certify()).status == "proved"
            await proof.write()
            text = proof.file.read_text()
        assert INTERNAL not in text and "theorem U.zero_add" in text
        environment = of_text(toolchain.embedded(), text, proof.file)
        assert [each.status for each in certify(environment, text)] == ["certified", "certified"]

    asyncio.run(work())


def test_a_readable_name_never_takes_one_that_the_file_has(open_proof: OpenProof, store: Store) -> None:
    async def work() -> None:
        await keep_zero_add(open_proof, store)
        later = "\ntheorem U.zero_add : 1 = 1 := by\n  sorry\n"
        async with open_proof(THEORY + PAIR + later, store=store) as proof:
            assert [lemma.write for lemma in await proof.lemmas("zero add") if lemma.key] == ["U.zero_add_2"]
            await proof.apply("exact ⟨(U.zero_add_2 a).trans h, rfl⟩")
            assert (await proof.certify()).status == "proved"
            await proof.write()
            assert "theorem U.zero_add_2" in proof.file.read_text() and later in proof.file.read_text()

    asyncio.run(work())


def test_what_the_file_has_proved_itself_is_not_written_a_second_time(open_proof: OpenProof, store: Store) -> None:
    """Regression: a stored lemma stood in the finished file beside the same theorem of the file."""
    proved = ZERO.replace("  sorry", "  induction a with\n  | zero => rfl\n  | succ a ih => simp [U.add, ih]") + "\n"

    async def work() -> None:
        await keep_zero_add(open_proof, store)
        lemma = store.get("U.zero_add")
        async with open_proof(
            f"{THEORY}namespace U\n{proved.replace('U.zero', 'zero')}end U\n{PAIR}", store=store
        ) as proof:
            found = [each.write for each in await proof.lemmas("zero add")]
            assert [name for name in found if name.startswith("U.")] == ["U.zero_add"]
            before = proof.file.read_text()
            await proof.apply(f"exact ⟨({lemma.stable_name} a).trans h, rfl⟩")
            assert (await proof.certify()).status == "proved"
            await proof.write()
            assert proof.file.read_text() == before.replace("sorry", "exact ⟨(U.zero_add a).trans h, rfl⟩")

    asyncio.run(work())


def test_names_are_short_in_their_namespace_and_hypotheses_come_first(open_proof: OpenProof, store: Store) -> None:
    async def work() -> None:
        await keep_zero_add(open_proof, store)
        inside = "theorem U.pair (a b : U) (zero_add : a = b) : U.add .zero a = b ∧ a = b := by\n  sorry\n"
        async with open_proof(THEORY + inside, store=store) as proof:
            assert (await proof.apply("refine ⟨?_, zero_add⟩")).worked
            assert (await proof.apply("rw [U.zero_add]\nexact zero_add")).worked and proof.finished
            assert (await proof.certify()).status == "proved"
        async with open_proof(THEORY + PAIR.replace("pair", "U.pair"), store=store) as proof:
            assert (await proof.apply("exact ⟨(zero_add a).trans h, rfl⟩")).worked and proof.finished

    asyncio.run(work())


# Steps with the goal that each works on, chosen by what its target has in it.
HALF_DONE: list[tuple[str, list[tuple[str, str]]]] = [
    ("∃ n : Nat, n = n ∧ n ≤ n", [("refine ⟨?n, ?_, ?_⟩", ""), ("cases b", "Nat"), ("exact 1", "Nat")]),
    ("∃ n : Nat, n = n ∧ n ≤ n", [("refine ⟨?n, ?_, ?_⟩", ""), ("rfl", "= ?n")]),
    ("∃ n : Nat, n = n ∧ n ≤ n", [("constructor", ""), ("refine ⟨rfl, ?_⟩", "∧"), ("cases b", "Nat")]),
    (
        "∃ f : Nat → Nat, ∀ x, f x = x",
        [("refine ⟨fun x => ?f, ?_⟩", ""), ("exact (by induction x; exact 0; exact 1)", "Nat")],
    ),
    ("Nonempty (Nat × Nat)", [("refine ⟨?_, ?_⟩", ""), ("refine ⟨?_⟩", ""), ("exact 3", "Nat")]),
    ("∃ n m : Nat, n ≤ m", [("refine ⟨?a, ?b, ?_⟩", ""), ("apply Nat.le_trans", "≤"), ("exact Nat.le_refl _", "?a")]),
]


@pytest.mark.parametrize(("statement", "steps"), HALF_DONE)
def test_a_half_done_data_goal_is_written_so_that_it_compiles(
    open_proof: OpenProof, statement: str, steps: list[tuple[str, str]]
) -> None:
    """Regression: a script with an open goal that is no proposition could leave a file that does not compile."""

    async def work() -> None:
        async with open_proof(f"theorem half (b : Bool) : {statement} := by\n  sorry\n") as proof:
            done = 0
            for tactic, word in steps:
                chosen = [number for number, goal in enumerate(proof.goals) if word in goal.pretty().rpartition("⊢")[2]]
                if chosen:
                    proof.focus(chosen[0])
                    done += (await proof.apply(tactic)).worked
            assert done
            await proof.write()
            text = proof.file.read_text()
        told = outline(of_text(toolchain.embedded(), text, proof.file), text)
        assert [each.name for each in told.statements] == ["half"]

    asyncio.run(work())


def test_theorems_of_a_mutual_group_can_be_written_one_after_the_other(open_proof: OpenProof, file: Path) -> None:
    """Regression: the first was not certified, since it uses the second one's `sorry`, and so it was not written."""
    text = (
        "mutual\ntheorem one : (n : Nat) → n = n\n  | 0 => rfl\n  | n + 1 => by\n    sorry\n"
        "theorem two : (n : Nat) → n = n\n  | 0 => rfl\n  | n + 1 => by\n    sorry\nend\n"
    )

    async def work() -> None:
        for name, tactic in (("one", "have := two n\nrfl"), ("two", "have := one n\nrfl")):
            async with open_proof(text if name == "one" else None, name) as proof:
                assert (await proof.apply(tactic)).worked and proof.finished
                status = (await proof.certify()).status
                assert (status, proof.rests_on_open) == (("failed", True) if name == "one" else ("proved", False))
                await proof.write()
        assert "sorry" not in file.read_text()

    asyncio.run(work())


def test_a_short_proof_of_a_term_stays_on_its_line(open_proof: OpenProof, file: Path) -> None:
    """Regression: `⟨sorry, …⟩` became a block of its own, far to the right."""
    text = "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨sorry, h.1⟩\n"

    async def work() -> None:
        async with open_proof(text) as proof:
            await proof.apply("exact h.2")
            await proof.write()
        assert file.read_text() == text.replace("sorry", "(by exact h.2)")

    asyncio.run(work())
