"""The graph for analysis: what uses what, how deep it goes, what helped."""

from __future__ import annotations

import pytest

from lemma_graph import graph, policy
from lemma_graph.model import SIMP, SUPPORT
from lemma_graph.store import Store
from prover_bridge.protocol import Goal

from .conftest import ENVIRONMENT, Put


def test_uses_depth_and_help(store: Store, put: Put) -> None:
    base = put("base", "0 = 0")
    put("one", "1 = 1", uses=["0 = 0"])
    two = put("two", "2 = 2", uses=["0 = 0", "1 = 1"])
    episode = store.start_episode("p", ENVIRONMENT)
    store.helped(episode, Goal((), "2 = 2"), [two.key], "exact two")
    built = graph.build(store)
    assert built.has_edge(two.key, base.key) and built.has_edge(base.key, "Eq.refl")
    shape = graph.shape(built)
    assert (shape.lemmas, shape.constants, shape.depth, shape.helped) == (3, 1, 3, 1)
    assert shape.most_used[0] == (base.key, 2)


def test_relatives_are_edges_and_change_no_depth(store: Store, put: Put) -> None:
    general = put("general", "0 = 0")
    special = put("special", "1 = 1", uses=["0 = 0"])
    store.record_related(ENVIRONMENT, special.key, [(general.key, special.key), (special.key, general.key)])
    built = graph.build(store)
    assert built.has_edge(general.key, special.key, "generalises") and built.has_edge(special.key, general.key, "uses")
    assert (graph.shape(built).depth, graph.shape(built).uses, graph.shape(built).generalises) == (2, 3, 2)


def test_an_empty_store_has_an_empty_graph(store: Store) -> None:
    assert graph.shape(graph.build(store)) == graph.Shape(0, 0, 0, 0, 0, 0, ())


@pytest.mark.parametrize(
    ("declaration", "trivial", "flags"),
    [
        ("theorem a : 1 = 1 := rfl", False, set()),
        ("theorem a : 1 = 1 := rfl", True, {SUPPORT}),
        ("/-- A rule: `@[simp]`. -/\n@[simp, foo] theorem a : 1 = 1 := rfl", False, {SIMP}),
        ("@[simproc] theorem a : 1 = 1 := rfl -- no @[simp]", False, set()),
    ],
)
def test_flags_of_a_kept_theorem(declaration: str, trivial: bool, flags: set[str]) -> None:
    assert policy.flags(declaration, trivial=trivial) == flags
