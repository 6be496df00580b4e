"""The ranker learns from what proofs used, from its log alone, and serves only where it has shown that it may."""

from __future__ import annotations

import random

import numpy as np
import pytest

from agent.commands import lemmas
from lemma_graph.model import Lemma
from lemma_graph.query import Query
from lemma_graph.ranker import FEATURES, Ranker, Record, judged, of_store
from lemma_graph.retrieval import Retriever
from lemma_graph.store import Store

from .conftest import ENVIRONMENT, Put

STRUCTURE, SYMBOLS = FEATURES.index("rank in structure"), FEATURES.index("rank in symbols")
LENGTH = FEATURES.index("length")


def record(number: int, teacher: int, *, kind: str = "=") -> Record:
    """Forty candidates in a random order of each channel; used is the one with the most of the feature `teacher`."""
    chance = np.random.default_rng(number)
    features = np.zeros((40, len(FEATURES)), dtype=np.float32)
    for column in (STRUCTURE, SYMBOLS):
        features[:, column] = 10.0 / (10.0 + chance.permutation(40))
    features[:, LENGTH] = chance.random(40)
    used = np.zeros(40, dtype=np.bool_)
    used[np.argmax(features[:, teacher])] = True
    return Record(number, kind, features, features[:, STRUCTURE] + features[:, SYMBOLS], used)


def test_it_learns_what_no_channel_knows_and_then_serves() -> None:
    ranker = Ranker({})
    assert not ranker.serves("=")
    for number in range(1, 200):
        ranker.learn(record(number, LENGTH))
    trial = ranker.trials["="]
    assert trial.records == 49 and trial.found["ranker"] == trial.used
    assert trial.found["structure"] < trial.used / 2
    assert ranker.serves("=") and ranker.share == 1.0
    assert max(ranker.weight_of(), key=lambda name: ranker.weight_of()[name]) == "length"


def test_it_does_not_serve_where_a_channel_is_better() -> None:
    ranker = Ranker({})
    for number in range(1, 200):  # what is learned from one kind misleads about the other
        ranker.learn(record(number, LENGTH))
        if number % 4 == 0:
            ranker.learn(record(10_000 + number, SYMBOLS, kind="order"))
    assert ranker.serves("=") and not ranker.serves("order") and not ranker.serves("logic")
    assert 0.4 < ranker.share < 0.6


def test_what_is_held_out_is_not_learned() -> None:
    ranker = Ranker({})
    for number in range(0, 400, 4):
        ranker.learn(record(number, LENGTH))
    assert not ranker.weights.any() and ranker.records == 100


def test_from_the_log_alone(store: Store, put: Put) -> None:
    chance = random.Random(3)
    lemmas: list[Lemma] = [put(f"l{n}", f"∀ (a b : Nat), f{n % 9} (a + b) = g{n} a") for n in range(60)]
    retriever = Retriever(store, ENVIRONMENT)
    for _n in range(80):
        wanted = chance.choice(lemmas)
        query = Query(wanted.statement.partition(", ")[2], (("a", "Nat"), ("b", "Nat")))
        retriever.refresh()
        retriever.learn(query, {}, [wanted.key])
    retriever.refresh()
    fresh = Retriever(store, ENVIRONMENT)
    again = of_store(store, ENVIRONMENT)
    assert retriever.ranker.records == fresh.ranker.records == 80
    assert (retriever.ranker.weights == fresh.ranker.weights).all() and (again.weights == fresh.ranker.weights).all()
    assert fresh.ranker.serves("=")  # each channel finds them, and so does it
    query = Query("f3 (x + y) = g12 x", (("x", "Nat"), ("y", "Nat")))
    assert fresh.premises(query, {})[0].lemma.name == "l12"
    assert fresh.premises(query, {}) == retriever.premises(query, {})


def test_stats_and_show_say_for_each_kind_who_orders_it(
    store: Store, put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    lemma = put("l", "∀ (n : Nat), f n = n")
    for number in range(1, 161):
        # Equations can be learned; of order what was used is what a channel puts first, and features mislead.
        kind, teacher = ("=", LENGTH) if number % 8 > 3 else ("order", SYMBOLS)
        one = record(number, teacher, kind=kind)
        features = one.features if kind == "=" else np.where(np.arange(len(FEATURES)) == SYMBOLS, one.features, 0)
        store.record_judged(
            ENVIRONMENT, kind, features.astype(np.float16).tobytes(), one.fused.tobytes(), one.used.tobytes()
        )
    lemmas.stats(memory=store.path)
    said = " ".join(capsys.readouterr().out.split())
    ranker = of_store(store, ENVIRONMENT)
    assert ranker.trials.keys() == {"=", "order"}
    for kind, trial in ranker.trials.items():
        orders = "the ranker" if ranker.serves(kind) else "fusion"
        assert f"goals of kind {kind}: of {trial.used} used lemmas it puts {trial.found['ranker']} " in said
        assert f"({trial.records} held out): ordered by {orders}" in said
        assert ranker.serves(kind) == (trial.found["ranker"] >= max(trial.found.values()))
    assert f"{ranker.share:.0%} of those held out" in said
    lemmas.show(lemma.key, memory=store.path)
    assert "ranker: learned from 160 closed goals" in " ".join(capsys.readouterr().out.split())


def test_a_record_from_before_the_last_channel_is_read(store: Store) -> None:
    one = record(1, LENGTH)
    old = one.features[:, : len(FEATURES) - 2]
    store.record_judged(ENVIRONMENT, "=", old.astype(np.float16).tobytes(), one.fused.tobytes(), one.used.tobytes())
    (row,) = store.judged(ENVIRONMENT, 0, 10)
    assert np.allclose(judged(row).features, np.pad(old, ((0, 0), (0, 2))), atol=1e-3)
