"""What enters the memory, what does not, and how it is found again."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from lemma_graph.database import default_path
from lemma_graph.model import SUPPORT, AttemptRecord, stable_name
from lemma_graph.store import Store
from prover_bridge.certificate import Check
from prover_bridge.errors import UserError
from prover_bridge.protocol import Goal, Hypothesis, Outcome, TryLimits

from .conftest import ENVIRONMENT, Put, hand_made_key, hand_made_verdict

WRITTEN = {"source": "theorem …", "script": "simp", "environment_name": "for tests"}


def test_two_spellings_of_one_statement_are_one_lemma_with_two_proofs(store: Store) -> None:
    key = hand_made_key("a + b = b + a")
    first, new_first = store.add(
        hand_made_verdict("add_comm", "∀ (a b : Nat), a + b = b + a", key=key, proof="by omega"), **WRITTEN
    )
    second, new_second = store.add(
        hand_made_verdict("sum_swap", "∀ (x y : Nat), x + y = y + x", key=key, proof="by induction"), **WRITTEN
    )
    assert (new_first, new_second) == (True, False)
    assert first.key == second.key and second.name == "add_comm"
    assert store.stats().lemmas == 1
    assert len({proof.proof_hash for proof in store.proofs(key)}) == 2


def test_the_same_proof_again_changes_nothing(store: Store) -> None:
    verdict = hand_made_verdict("a", "1 = 1")
    store.add(verdict, **WRITTEN)
    before = store.stats()
    store.add(dataclasses.replace(verdict, seconds=9.0), **WRITTEN)
    assert store.stats() == before


@pytest.mark.parametrize(
    "spoiled",
    [
        {"status": "refused"},
        {"status": "undecided"},
        {"proof_hash": None},
        {"statement": None},
        {"axioms": ("propext", "sorryAx")},
        {"checks": (Check("kernel", False, "rejected"),)},
    ],
)
def test_nothing_uncertified_enters(store: Store, spoiled: dict[str, object]) -> None:
    verdict = dataclasses.replace(hand_made_verdict("false", "False"), **spoiled)  # type: ignore
    with pytest.raises(ValueError):
        store.add(verdict, **WRITTEN)
    assert store.stats().lemmas == 0


def test_a_lemma_is_found_by_key_prefix_stable_name_and_name(store: Store, put: Put) -> None:
    lemma = put("Nat.add_comm", "∀ (a b : Nat), a + b = b + a")
    put("other", "2 = 2")
    for reference in (lemma.key, lemma.key[:9], lemma.stable_name, "Nat.add_comm"):
        assert store.get(reference) == lemma
    with pytest.raises(UserError, match="no lemma `nothing`"):
        store.get("nothing")


def test_a_name_that_means_several_lemmas_is_refused_with_their_keys(store: Store, put: Put) -> None:
    one, two = put("comm", "∀ (a b : Nat), a + b = b + a"), put("comm", "∀ (a b : Nat), a * b = b * a")
    with pytest.raises(UserError, match="several lemmas") as refusal:
        store.get("comm")
    assert one.key[:16] in str(refusal.value) and two.key[:16] in str(refusal.value)


@pytest.mark.parametrize("query", ["reverse append", "rev_append", "List.reverse ++", "++"])
def test_search_finds_by_words_names_and_symbols(store: Store, put: Put, query: str) -> None:
    wanted = put("rev_append", "∀ {α : Type} (xs ys : List α), (xs ++ ys).reverse = ys.reverse ++ xs.reverse")
    put("add_comm", "∀ (a b : Nat), a + b = b + a")
    put("length_map", "∀ {α β : Type} (f : α → β) (xs : List α), (List.map f xs).length = xs.length")
    assert store.search(query)[0] == wanted


def test_a_text_that_stands_on_an_unusable_lemma_is_not_kept(store: Store) -> None:
    base = hand_made_verdict("base", "1 = 1")
    store.add(base, **WRITTEN)  # certified, but with no clean text
    assert base.statement is not None
    text = f"theorem {stable_name(hand_made_key('2 = 2'))} : 2 = 2 := by simp [{stable_name(base.statement.key)}]"
    lemma, _ = store.add(hand_made_verdict("top", "2 = 2", uses=["1 = 1"]), text=text, **WRITTEN)
    assert not lemma.reusable and store.stats().lemmas == 2


def test_needs_of_the_lemmas_below_are_inherited(store: Store, put: Put) -> None:
    put("base", "double 0 = 0", needs={"double": "c1"})
    top = put("top", "1 = 1", uses=["double 0 = 0"])
    assert top.needs == {"double": "c1"}


def test_a_lemma_kept_as_support_is_offered_once_it_is_added_for_itself(store: Store, put: Put) -> None:
    assert not put("small", "1 = 1", flags=[SUPPORT]).offered
    assert put("small", "1 = 1").offered
    assert put("small", "1 = 1", flags=[SUPPORT]).offered


def test_a_proof_by_the_lemma_itself_is_no_second_proof(store: Store, put: Put) -> None:
    lemma = put("a", "1 = 1")
    _, is_new = store.add(hand_made_verdict("b", "1 = 1", proof="by a", uses=["1 = 1"]), **WRITTEN)
    assert not is_new and len(store.proofs(lemma.key)) == 1


def test_lemmas_of_other_environments_stay_apart(store: Store, put: Put) -> None:
    here = put("a", "1 = 1")
    put("b", "2 = 2", environment="e" * 64)
    assert store.lemmas(ENVIRONMENT) == [here]
    assert len(store.lemmas()) == 2
    assert store.lemma(here.key, "e" * 64) is None


def test_only_errors_are_failures(store: Store) -> None:
    limits = TryLimits()

    def tried(tactic: str, outcome: Outcome) -> AttemptRecord:
        return AttemptRecord("g", tactic, limits, ENVIRONMENT, "scope", outcome, 0.1)

    store.record_attempts(
        [tried("simp", Outcome.ERROR), tried("decide", Outcome.TIMEOUT), tried("rfl", Outcome.CRASH),
         tried("omega", Outcome.CLOSED), tried("intro", Outcome.OPEN)]
    )  # fmt: skip
    assert store.known_failures(["g", "h"], ENVIRONMENT, "scope", limits) == {"g": frozenset({"simp"})}
    store.record_attempts([tried("simp", Outcome.TIMEOUT)])  # says nothing new
    assert store.known_failures(["g"], ENVIRONMENT, "scope", limits) == {"g": frozenset({"simp"})}
    store.record_attempts([tried("simp", Outcome.CLOSED)])
    assert store.known_failures(["g"], ENVIRONMENT, "scope", limits) == {}


def test_a_failure_counts_only_under_the_same_conditions(store: Store) -> None:
    limits = TryLimits()
    store.record_attempts([AttemptRecord("g", "simp", limits, ENVIRONMENT, "s", Outcome.ERROR, 0.1)])
    assert store.known_failures(["g"], ENVIRONMENT, "s", limits)
    assert not store.known_failures(["g"], "e" * 64, "s", limits)
    assert not store.known_failures(["g"], ENVIRONMENT, "with more lemmas", limits)
    assert not store.known_failures(["g"], ENVIRONMENT, "s", TryLimits(heartbeats=1))


def test_an_episode_keeps_what_helped(store: Store, put: Put) -> None:
    lemma = put("a", "1 = 1")
    goal = Goal((Hypothesis("n", "Nat"),), "n = n")
    episode = store.start_episode("file.lean: foo", ENVIRONMENT, seed=1)
    store.helped(episode, goal, [lemma.key], f"exact {lemma.stable_name}")
    store.finish_episode(episode, "proved", lean_calls=3, model_calls=0, seconds=0.5)
    assert [(row["lemma"], row["goal_key"]) for row in store.help_given()] == [(lemma.key, goal.key)]
    assert (store.stats().episodes, store.stats().helped) == (1, 1)


def test_the_home_variable_moves_the_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LEMMASMITH_HOME", str(tmp_path / "home"))
    assert default_path() == tmp_path / "home" / "memory.db"
    with Store.open() as opened:
        assert opened.path.is_file()
