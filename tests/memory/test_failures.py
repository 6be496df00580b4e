"""What failed is counted by its kind, and practised as often as it fails."""

from __future__ import annotations

from collections import Counter

import pytest

from lemma_graph import failures
from lemma_graph.model import AttemptRecord
from lemma_graph.store import Store
from prover_bridge.protocol import Outcome, TryLimits

from .conftest import ENVIRONMENT


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("Unknown identifier `foo`", "unknown name"),
        ("unknown constant 'Nat.foo'", "unknown name"),
        ("<input>:1:3: unexpected token ')'; expected term", "syntax"),
        ("failed to synthesize\n  Decidable p", "no instance"),
        ("Tactic `rewrite` failed: Did not find an occurrence of the pattern\n  a + b", "pattern not found"),
        ("Type mismatch\n  h\nhas type\n  p\nbut is expected to have type\n  q", "does not unify"),
        ("`simp` made no progress", "no progress"),
        ("unsolved goals\n⊢ p", "goals left"),
        ("maximum recursion depth has been reached", "limits"),
        ("something else", "other"),
        (None, "other"),
    ],
)
def test_errors_have_kinds(message: str | None, kind: str) -> None:
    assert failures.error_class(message) == kind


def test_kinds_are_counted_and_saved_calls_reported(store: Store) -> None:
    records = [
        AttemptRecord("g", tactic, TryLimits(), ENVIRONMENT, "s", outcome, 0.1, kind)
        for tactic, outcome, kind in (
            ("simp", Outcome.ERROR, "no progress"),
            ("dsimp", Outcome.ERROR, "no progress"),
            ("exact h", Outcome.ERROR, "unknown name"),
            ("rfl", Outcome.CLOSED, ""),
        )
    ]
    store.record_attempts(records)
    assert failures.by_class(store) == {"no progress": 2, "unknown name": 1}
    episode = store.start_episode("p", ENVIRONMENT)
    store.finish_episode(episode, "proved", lean_calls=30, model_calls=0, seconds=1.0, saved=10)
    assert (store.stats().lean_calls, store.stats().saved_calls) == (30, 10)


def failed(store: Store, problem: str, times: int, status: str = "failed") -> None:
    for _ in range(times):
        episode = store.start_episode(problem, ENVIRONMENT, statement_key=problem * 64)
        store.finish_episode(episode, status, lean_calls=1, model_calls=0, seconds=0.1)


def test_what_fails_often_is_practised_more(store: Store) -> None:
    failed(store, "a", 9)
    failed(store, "b", 1)
    failed(store, "c", 5)
    failed(store, "c", 1, "proved")
    assert [(each.problem, each.failures) for each in failures.unproved(store)] == [("a", 9), ("b", 1)]
    drawn = Counter(failures.to_practise(store, 1, seed)[0].problem for seed in range(300))
    assert 240 < drawn["a"] < 295
    assert {each.problem for each in failures.to_practise(store, 5, 1)} == {"a", "b"}
    assert failures.to_practise(store, 1, 3) == failures.to_practise(store, 1, 3)
