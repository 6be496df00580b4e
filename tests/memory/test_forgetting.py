"""Forgetting by experience: what goes, what stays, and that nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lemma_graph import forgetting, library, policy
from lemma_graph.audit import verify
from lemma_graph.metadata import about
from lemma_graph.model import ARCHIVED, Effort, Lemma
from lemma_graph.policy import Parameters
from lemma_graph.query import Query
from lemma_graph.retrieval import Retriever
from lemma_graph.store import Store
from prover_bridge.protocol import Goal

from .conftest import ENVIRONMENT, Put


def offered(store: Store, *together: list[Lemma], closed: Lemma | None = None) -> None:
    """An episode in which these lemmas were offered together, a group for each goal; one closed its goal."""
    episode = store.start_episode("p", ENVIRONMENT)
    offers = [(f"g{episode}-{n}", [lemma.key for lemma in group]) for n, group in enumerate(together)]
    store.record_offers(episode, ENVIRONMENT, offers)
    if closed is not None:
        store.helped(episode, Goal((), f"goal of {episode}"), [closed.key], "exact …")
    store.finish_episode(episode, "proved", lean_calls=1, model_calls=0, seconds=0.1)


def test_what_never_helped_goes_first_and_what_helped_stays(store: Store, put: Put) -> None:
    idle, busy, base = put("idle", "1 = 1"), put("busy", "2 = 2"), put("base", "3 = 3")
    top = put("top", "4 = 4", uses=["3 = 3"])
    for _ in range(60):
        offered(store, [idle], [busy], [base], closed=busy)
    pruned = forgetting.prune(store, most=2)
    assert set(pruned.archived) == {idle.key, top.key}
    pruned = forgetting.prune(store, most=1)
    assert [lemma.name for lemma in store.lemmas() if lemma.offered] == ["busy"]
    assert verify(store).findings == ()


def test_a_lemma_never_offered_without_a_better_one_is_redundant(store: Store, put: Put) -> None:
    echo, alone, better = put("echo", "1 = 1"), put("alone", "2 = 2"), put("better", "3 = 3")
    offered(store, [echo, better], [better], [alone], [echo, better, alone])
    told = {each.key: each for each in forgetting.services(store, store.lemmas())}
    assert told[echo.key].covered_by == better.key
    assert told[alone.key].covered_by is None and told[better.key].covered_by is None
    assert forgetting.prune(store, most=2).archived == (echo.key,)


def test_a_lemma_that_is_offered_everywhere_makes_no_other_redundant(store: Store, put: Put) -> None:
    everywhere, here = put("everywhere", "1 = 1"), put("here", "2 = 2")
    offered(store, [everywhere, here], [everywhere], [everywhere], [everywhere], closed=everywhere)
    assert [each.covered_by for each in forgetting.services(store, store.lemmas())] == [None, None]
    loose = Parameters(redundant_overlap=0.1)
    assert forgetting.services(store, store.lemmas(), loose)[1].covered_by == everywhere.key


def test_two_that_cover_each_other_do_not_both_go(store: Store, put: Put) -> None:
    one, two = put("one", "1 = 1"), put("two", "2 = 2")
    offered(store, [one, two], [one, two])
    covered = [each.covered_by for each in forgetting.services(store, store.lemmas())]
    assert sorted(key is not None for key in covered) == [False, True]


def test_an_archived_lemma_is_not_offered_carries_its_dependants_and_comes_back(store: Store, put: Put) -> None:
    base = put("base", "0 + 0 = 0")
    top = put("top", "1 + 1 = 2", uses=["0 + 0 = 0"])
    retriever = Retriever(store, ENVIRONMENT)
    store.change_flags({base.key: {ARCHIVED}})
    retriever.refresh()
    assert base.key not in {premise.lemma.key for premise in retriever.premises(Query("0 + 0 = 0"), {})}
    finished = library.finished_text(store, f"theorem t : 1 + 1 = 2 := {top.stable_name}\n", ENVIRONMENT)
    assert [lemma.name for lemma in finished.lemmas] == ["base", "top"]
    assert verify(store).findings == ()
    assert forgetting.restore(store, [base.key, top.key]) == [base.key]
    retriever.refresh()
    assert base.key in {premise.lemma.key for premise in retriever.premises(Query("0 + 0 = 0"), {})}
    assert verify(store).findings == ()


def test_a_lemma_that_is_proved_again_is_no_longer_archived(store: Store, put: Put) -> None:
    lemma = put("a", "1 = 1")
    store.change_flags({lemma.key: {ARCHIVED}})
    assert put("a", "1 = 1", proof="another").offered


def test_the_automatic_budget_keeps_count_and_bytes(store: Store, put: Put) -> None:
    for number in range(40):
        put(f"l{number}", f"{number} = {number}")
    assert forgetting.within_budget(store, Parameters()) is None
    assert forgetting.within_budget(store, Parameters(max_lemmas=40)) is None
    pruned = forgetting.within_budget(store, Parameters(max_lemmas=30))
    assert pruned is not None and pruned.active == 27  # a tenth below, so that it is not exceeded at once again
    assert forgetting.within_budget(store, Parameters(max_lemmas=30)) is None
    pruned = forgetting.within_budget(store, Parameters(max_bytes=pruned.size // 2))
    assert pruned is not None and pruned.size <= forgetting.size(store.lemmas()[0]) * 27 // 2
    assert len(store.lemmas()) == 40


def test_the_reward_is_use_against_cost(store: Store) -> None:
    def service(**more: int | str) -> policy.Service:
        values = {"key": "k", "offered": 5, "chances": 10, "helped": 1, "used": 1, "size": 200, "covered_by": None}
        return policy.Service(**{**values, **more})  # type: ignore

    parameters = Parameters()
    plain = policy.worth(service(), parameters)
    assert policy.worth(service(helped=2), parameters) > plain
    assert policy.worth(service(used=2), parameters) > plain
    assert policy.worth(service(chances=1000), parameters) < plain
    assert policy.worth(service(size=20_000), parameters) < plain
    assert policy.worth(service(covered_by="other"), parameters) < plain


def test_the_store_knows_how_a_lemma_has_served(store: Store, put: Put) -> None:
    lemma = put("a", "1 = 1")
    put("b", "2 = 2", uses=["1 = 1"])
    put("a", "1 = 1", environment="e" * 64)
    offered(store, [lemma], [lemma], closed=lemma)
    store.record_effort(lemma.key, ENVIRONMENT, lemma.proof_hash, Effort(40, 0, 1.5, ("simp", "omega")))
    told = about(store, lemma)
    assert (told.offered, told.helped, told.used, told.difficulty) == (2, 1, 1, "middling")
    assert told.tactics == ("simp", "omega") and told.scope == ("Nat",)
    assert told.first_use is not None and told.last_use is not None and told.first_use <= told.last_use
    added = about(store, put("c", "3 = 3", uses=["1 = 1"]))  # no search found it: hints are read from its proof
    assert added.tactics == ("simp",) and added.premises[0] == "a"
    assert told.elsewhere == (f"for tests ({'e' * 12})",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[memory]\nmax_lemmas = 0", "max_lemmas"),
        ("[memory]\nmax_lemmas = 2.5", "whole number"),
        ("[memory]\nmost = 3", "'most'"),
        ("[memory]\nprior_chances = 0", "from 1 on"),
        ("[memory]\ncost = 'much'", "cost"),
        ("[memories]\nmax_lemmas = 3", "'memories'"),
    ],
)
def test_wrong_settings_are_said(tmp_path: Path, text: str, said: str) -> None:
    from agent.models import settings
    from prover_bridge.errors import UserError

    (tmp_path / "settings.toml").write_text(text)
    with pytest.raises(UserError, match=said):
        settings.load(tmp_path)


def test_settings_of_the_memory(tmp_path: Path) -> None:
    from agent.models import settings

    assert settings.load(tmp_path).memory == Parameters()
    (tmp_path / "settings.toml").write_text("[memory]\nmax_lemmas = 7\ncost = 1")
    assert settings.load(tmp_path).memory == Parameters(max_lemmas=7, cost=1)
    assert json.dumps(settings.load(tmp_path).memory.max_lemmas) == "7"
