"""Numbers of lemmas and edges between them: many at once are what each is by itself."""

from __future__ import annotations

import random

import numpy as np
import pytest

from lemma_graph import numbering, store
from lemma_graph.adjacency import Adjacency, of_pairs
from lemma_graph.numbering import Numbering
from lemma_graph.store import Store
from tests.memory.conftest import Put


def test_many_keys_at_once_have_the_numbers_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering, "_AT_ONCE", 100)
    chance = random.Random(3)
    # Beginnings of eight bytes that several keys share, in one segment and in different ones.
    keys = [f"{n % 60:016x}{chance.getrandbits(192):048x}" for n in range(950)]
    table = Numbering()
    for key in keys:
        table.add(key)
    strangers = [f"{n:016x}{chance.getrandbits(192):048x}" for n in range(80)]
    asked = chance.sample(keys + strangers, 700)
    each = [-1 if (number := table.number(key)) is None else number for key in asked]
    assert table.numbers(asked).tolist() == each
    assert table.numbers(keys).tolist() == list(range(950))
    assert table.numbers([]).tolist() == []
    with pytest.raises(ValueError):
        table.numbers([keys[0], "beef"])


def test_rows_are_right_where_some_were_replaced() -> None:
    graph = of_pairs([(0, 3), (0, 1), (0, 3), (2, 0), (4, 2)], 5)
    assert graph.used(0).tolist() == [3, 1]  # a pair that comes again counts once
    graph.replace(2, [4, 1])
    graph.replace(3, [])
    graph.replace(7, [2])
    asked = np.array([4, 2, 0, 7, 3, 1, 9], dtype=np.int64)
    place, used = graph.rows(asked)
    assert [used[place == n].tolist() for n in range(len(asked))] == [graph.used(n).tolist() for n in asked.tolist()]
    assert place.tolist() == sorted(place.tolist())
    again = Adjacency.of_arrays(*(part.arrays() for part in graph.parts()))
    assert [each.tolist() for each in again.rows(asked)] == [place.tolist(), used.tolist()]


def test_uses_are_read_in_parts_and_none_is_lost(store_with_uses: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(store_with_uses.uses_edges())
    assert len(whole) == 6
    monkeypatch.setattr(store, "_PROOFS", 2)
    assert list(store_with_uses.uses_edges()) == whole


@pytest.fixture
def store_with_uses(store: Store, put: Put) -> Store:
    statements = ["∀ (n : Nat), n + 0 = n", "∀ (n : Nat), 0 + n = n", "∀ (n : Nat), n * 0 = 0", "∀ (n : Nat), n = n"]
    for number, statement in enumerate(statements):
        put(f"l{number}", statement, uses=statements[:number])
    return store
