"""The ranker learns from what proofs used, from its log alone, and serves only where it has shown that it may."""

from __future__ import annotations

import random

import numpy as np

from lemma_graph.model import Lemma
from lemma_graph.query import Query
from lemma_graph.ranker import FEATURES, Ranker, Record, of_store
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
