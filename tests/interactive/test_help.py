"""What the partner offers: suggestions, lemmas, a search in the background, a memory for what was proved."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.interactive.background import Search
from lemma_graph.store import Store
from prover_bridge import toolchain
from prover_bridge.certify import certify
from prover_bridge.environment import of_text
from prover_bridge.errors import UserError
from tests.interactive.conftest import OpenProof

# Commutativity of a type of our own, so that no rule closes it without its lemmas.
THEORY = """inductive U where
  | zero : U
  | succ : U → U

def U.add : U → U → U
  | a, .zero => a
  | a, .succ b => .succ (add a b)

"""
ZERO = "theorem U.zero_add (a : U) : U.add .zero a = a := by\n  sorry\n"
PAIR = "theorem pair (a b : U) (n : Nat) (h : a = b) : U.add .zero a = b ∧ n = n := by\n  sorry\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "memory.db") as store:
        yield store


def test_suggestions_work_where_they_are_offered_and_name_who_had_them(open_proof: OpenProof, store: Store) -> None:
    async def work() -> None:
        async with open_proof(THEORY + ZERO, store=store) as proof:
            for suggestion in await proof.suggestions():
                tried = await proof.apply(suggestion.tactic)
                assert tried.worked and tried.opened == suggestion.opened, suggestion
                proof.undo()
            assert (await proof.apply("induction a with\n| zero => rfl\n| succ a ih => simp [U.add, ih]")).worked
            assert (await proof.accept()).status == "proved"
        async with open_proof(THEORY + PAIR, store=store) as proof:
            await proof.apply("constructor")
            found = await proof.suggestions()
            assert [each.closes for each in found] == sorted([each.closes for each in found], reverse=True)
            own = [each for each in found if each.origin.startswith("memory: U.zero_add (")]
            assert own and own[0].closes and "U.zero_add" in own[0].tactic
            # Of two goals only the focused one is meant.
            assert (await proof.apply(own[0].tactic)).worked
            assert [goal.target for goal in proof.goals] == ["n = n"]

    asyncio.run(work())


def test_lemmas_are_found_by_words_by_name_and_by_pattern(open_proof: OpenProof, store: Store) -> None:
    earlier = "theorem U.add_zero (a : U) : U.add a .zero = a := by\n  rfl\n\n"

    async def work() -> None:
        async with open_proof(THEORY + ZERO, store=store) as proof:
            await proof.apply("induction a with\n| zero => rfl\n| succ a ih => simp [U.add, ih]")
            await proof.accept()
        async with open_proof(THEORY + earlier + PAIR, store=store) as proof:

            async def names(query: str) -> list[str]:
                return [lemma.name for lemma in await proof.lemmas(query)]

            assert (await names("U.add_zero"))[0] == "U.add_zero"
            assert "U.zero_add" in await names("zero add")
            assert await names("U.add .zero _ = _") == await names("U.add U.zero _ = _") == ["U.zero_add"]
            assert set(await names("U.add _ _")) == {"U.zero_add", "U.add_zero"}
            assert await names("U.add ?a ?a") == []
            assert "U.zero_add" in await names("")
            [lemma] = [each for each in await proof.lemmas("zero add") if each.key]
            assert lemma.usable
            assert (await proof.apply(f"simp [{lemma.write}, h]")).worked and proof.finished
        # A theory without `U` cannot use it, and is told so.
        async with open_proof("theorem n (n : Nat) : n + 0 = n := by\n  sorry\n", store=store) as proof:
            assert [each.usable for each in await proof.lemmas("zero add") if each.key] == [False]
            # The library is looked through, too.
            found = [each.write for each in await proof.lemmas("_ + 0 = _")]
            assert "Nat.add_zero" in found
            assert "Nat.add_left_comm" in [each.write for each in await proof.lemmas("add_left_comm")]

    asyncio.run(work())


def test_the_agent_works_on_a_goal_while_the_person_goes_on(open_proof: OpenProof) -> None:
    heard: list[str] = []

    def hear(search: Search) -> None:
        heard.append(search.status)

    async def work() -> None:
        async with open_proof(THEORY + PAIR) as proof:
            await proof.apply("constructor")
            search = proof.search(60.0, hear)
            assert search.goal.target == "U.zero.add a = b"
            proof.focus(1)
            assert (await proof.apply("rfl")).worked
            await search.wait()
            assert search.status == "proved" and search.script is not None
            assert search.progress is not None and search.progress.lean_calls > 0
            assert heard[0] == "running" and heard[-1] == "proved"
            assert not proof.finished  # offered, not applied
            assert (await proof.take(search)).worked and proof.finished
            assert (await proof.certify()).status == "proved"

    asyncio.run(work())


def test_a_search_ends_when_it_is_stopped_or_its_time_is_over(open_proof: OpenProof) -> None:
    text = "theorem fermat (a b c : Nat) (h : a > 0) (k : b > 0) : a ^ 3 + b ^ 3 ≠ c ^ 3 := by\n  sorry\n"

    async def work() -> None:
        async with open_proof(text) as proof:
            search = proof.search(100.0)
            while search.progress is None:
                await asyncio.sleep(0.05)
            search.cancel()
            assert (await search.wait()).status == "stopped"
            with pytest.raises(UserError, match="found no proof"):
                await proof.take(search)
            short = await proof.search(2.0).wait()
            assert short.status == "undecided" and short.reason is not None and "2 seconds" in short.reason
            assert (await proof.apply("intro e")).worked
            proof.search(100.0)  # closing the proof ends it

    asyncio.run(asyncio.wait_for(work(), 60))


def test_a_finished_goal_becomes_a_lemma_without_what_it_did_not_need(open_proof: OpenProof, store: Store) -> None:
    async def work() -> None:
        async with open_proof(THEORY + PAIR, store=store) as proof:
            await proof.apply("constructor")
            with pytest.raises(UserError, match="no finished goal"):
                await proof.accept("U.none")
            await proof.apply("have z : U.add .zero a = a := ?_")
            proof.focus([goal.target for goal in proof.goals].index("U.zero.add a = a"))
            with pytest.raises(UserError, match="no finished goal"):
                await proof.accept("U.none")
            assert (await proof.apply("exact U.rec rfl (fun _ ih => congrArg U.succ ih) a")).worked
            [finished] = proof.finished_goals()
            assert finished.goal.target == "U.zero.add a = a"
            with pytest.raises(UserError, match="is no name"):
                await proof.accept("not a name")
            report = await proof.accept("U.my_zero_add")
            assert report.status == "proved", report.reason
            lemma = store.get("U.my_zero_add")
            assert lemma.statement == "∀ (a : U), U.add U.zero a = a"
            assert lemma.reusable
            # It can be used at once, and stands in the finished file.
            proof.focus(0)
            assert (await proof.apply(f"exact ({lemma.stable_name} a).trans h")).worked
            assert (await proof.apply("rfl")).worked and proof.finished
            report = await proof.certify()
            assert report.status == "proved" and report.lemmas_used == (lemma.key,)
            await proof.write()
            text = proof.file.read_text()
        environment = of_text(toolchain.embedded(), text, proof.file)
        [verdict] = certify(environment, text, names=["pair"])
        assert verdict.status == "certified"

    asyncio.run(work())


def test_a_goal_is_stated_in_the_namespace_of_its_theorem(open_proof: OpenProof, store: Store) -> None:
    async def work() -> None:
        async with open_proof(THEORY + PAIR.replace("pair", "U.pair"), store=store) as proof:
            await proof.apply("constructor")
            assert proof.goals[0].target == "zero.add a = b"  # as Lean prints it there
            await proof.apply("subst h\ninduction a with\n| zero => rfl\n| succ a ih => simp [U.add, ih]")
            for name in ("own", "U.same"):
                report = await proof.accept(name)
                assert report.status == "proved", report.reason
            assert store.get("own").statement == "∀ (a b : U), a = b → U.add U.zero a = b"

    asyncio.run(work())


def test_nothing_uncertified_is_kept(open_proof: OpenProof, store: Store) -> None:
    async def work() -> None:
        async with open_proof("theorem two : (1 : Nat) + 1 = 2 := by\n  sorry\n", store=store) as proof:
            with pytest.raises(UserError, match="open goal"):
                await proof.accept()
            tried = await proof.apply("native_decide")
            if tried.worked:  # Lean takes it, and the certificate refuses the axiom behind it
                assert (await proof.accept()).status != "proved"
            assert store.lemmas() == []
        async with open_proof() as proof:
            await proof.apply("rfl")
            with pytest.raises(UserError, match="no memory"):
                await proof.accept()

    asyncio.run(work())
