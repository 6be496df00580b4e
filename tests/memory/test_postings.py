"""BM25 over our own posting lists: exact where nothing is cut, the same however the index grew."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from lemma_graph import postings, tiers
from lemma_graph.postings import SymbolIndex

WORDS = [f"w{n}" for n in range(60)]


def bags(count: int, seed: int = 0) -> list[dict[str, int]]:
    """Documents in which low words are common and high ones rare."""
    chance = random.Random(seed)
    return [
        {WORDS[min(59, int(chance.expovariate(0.08)))]: chance.randint(1, 3) for _ in range(chance.randint(1, 9))}
        for _ in range(count)
    ]


def test_scores_are_those_of_the_formula() -> None:
    documents = bags(300)
    index = SymbolIndex()
    for bag in documents:
        index.add(bag)
    query = {"w1": 1.0, "w7": 0.5, "w30": 1.0, "nobody": 1.0}
    average = sum(sum(bag.values()) for bag in documents) / 300
    expected = []
    for number, bag in enumerate(documents):
        score = 0.0
        for word, weight in query.items():
            if word in bag:
                found_in = sum(word in other for other in documents)
                rarity = math.log(1 + (300 - found_in + 0.5) / (found_in + 0.5))
                norm = 1.2 * (1 - 0.6 + 0.6 * sum(bag.values()) / average)
                score += weight * rarity * bag[word] * 2.2 / (bag[word] + norm)
        expected.append((-score, number))
    ranked = index.best(query, 10)
    assert [hit.document for hit in ranked] == [number for _, number in sorted(expected)[:10]]
    assert [hit.score for hit in ranked] == pytest.approx([-score for score, _ in sorted(expected)[:10]], rel=1e-5)
    assert ranked[0].because[0] == "w30"


def test_an_index_that_grew_answers_like_one_made_at_once() -> None:
    documents = bags(1500)
    grown, whole = SymbolIndex(), SymbolIndex()
    for number, bag in enumerate(documents):
        grown.add(bag)
        whole.add(bag)
        if number % 7 == 0:
            grown.best({"w3": 1.0}, 5)
    restored = SymbolIndex.of_arrays([part.arrays() for part in grown.parts()])
    for query in ({"w2": 1.0, "w9": 1.0}, {"w0": 1.0}, {"w50": 1.0, "w1": 0.4}):
        assert grown.best(query, 20) == whole.best(query, 20) == restored.best(query, 20)
        assert grown.best(query, 5, {3, 800, 1400}) == whole.best(query, 5, {3, 800, 1400})


def test_cut_lists_still_find_what_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "_COMMON", 64)
    monkeypatch.setattr(postings, "_CHAMPIONS", 64)
    index = SymbolIndex()
    for bag in bags(4000):
        index.add(bag)
    found = 0
    for rare in range(44, 56):
        query = {"w0": 1.0, "w1": 1.0, WORDS[rare]: 1.0}
        _, cut = index.ranked(query, 10)
        _, full = index.exhaustive(query, 10)
        found += np.isclose(cut, full, rtol=1e-5).sum()
    assert found >= 0.9 * 120


def test_segments_that_merge_in_the_background_answer_all_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiers, "_LARGE", 64)
    documents = bags(1200, seed=3)
    grown, whole = SymbolIndex(), SymbolIndex()
    query = {"w2": 1.0, "w9": 1.0, "w40": 0.5}
    for number, bag in enumerate(documents):
        whole.add(bag)
        grown.add(bag)
        if number % 40 == 39:
            found = grown.best(query, 5)
            assert [hit.score for hit in found] == pytest.approx(grown.exhaustive(query, 5)[1].tolist(), rel=1e-4)
    grown.tiers.settle()
    assert grown.best(query, 20) == whole.best(query, 20)
    assert sum(segment.size for segment in grown.tiers.segments) == 1200
    assert len(grown.tiers.segments) < 12


def test_what_is_common_is_found_by_the_lists_of_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "_COMMON", 100)
    monkeypatch.setattr(postings, "_CHAMPIONS", 60)
    monkeypatch.setattr(postings, "_BEST_OF_PAIR", 60)
    index = SymbolIndex()
    for bag in bags(4000, seed=4):
        index.add(bag)
    found = 0
    for first in range(6):
        for second in range(first):
            query = {WORDS[first]: 1.0, WORDS[second]: 1.0}
            least = index.exhaustive(query, 10)[1][-1]
            found += int((index.ranked(query, 10)[1] >= least * (1 - 1e-4)).sum())
    assert found >= 0.8 * 150


def test_what_is_filled_in_becomes_one_segment_though_its_pieces_differ_in_size() -> None:
    """A long reading is saved now and then, which cuts pieces of any size; a large one before a small one stopped the
    merge, and a million lemmas were left in eighty segments, each of which every question asks."""
    index = SymbolIndex()
    with index.tiers.filling():
        for size in (300, 400, 300, 5, 380, 2):
            for bag in bags(size, size):
                index.add(bag)
            index.parts()
    assert [segment.size for segment in index.tiers.segments] == [1387]
